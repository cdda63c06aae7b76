//! Addresses and names that documents share, and links that lead nowhere.

use super::build_with;
use crate::support::Archive;

#[test]
fn a_duplicate_slug() {
    let archive = Archive::good().file("content/later.md", "---\ntitle: A good one\nslug: good\n---\n");
    archive.build().says(
        1,
        "
        error[identity/duplicate]: `good/` is already the address of `content/good.md`
         --> content/later.md:3:7
          |
        3 | slug: good
          |       ^^^^
          |
        hint: this document has no page; give it a `slug` of its own, or rename the file

        Found 1 document: 1 incident
        Built … into `public` in …
        1 error
        ",
    );
    assert!(archive.read("public/good/index.html").contains("<h1>Good</h1>"));
}

#[test]
fn a_reserved_address() {
    let archive = Archive::good().file("content/tags.md", "# Tags\n");
    archive.build().says(
        1,
        "
        error[identity/reserved]: `tags/` is the address of one of the site's own pages
        --> content/tags.md
         |
        hint: this document has no page; give it a `slug` of its own, or rename the file

        Found 1 document: 1 incident
        Built … into `public` in …
        1 error
        ",
    );
    assert!(archive.has("public/good/index.html"));
    assert!(!archive.read("public/tags/index.html").contains("File</dt>"));
}

#[test]
fn a_recurrence_of_a_missing_document() {
    let (_, run) =
        build_with("---\ntitle: The godo old days\nrecurrence_of: godo\nrelated: [nothing-like-it]\n---\n");
    run.says(
        0,
        "
        warning[recurrence/unknown]: `recurrence_of` names `godo`, which is not in the archive
         --> content/bad.md:3:16
          |
        3 | recurrence_of: godo
          |                ^^^^
          |
        hint: did you mean `good`?

        warning[recurrence/unknown]: `related` names `nothing-like-it`, which is not in the archive
         --> content/bad.md:4:11
          |
        4 | related: [nothing-like-it]
          |           ^^^^^^^^^^^^^^^
          |
        hint: use the `id` of the other document, its `slug`, or its file name without the ending

        Found 2 documents: 2 incidents
        Built … into `public` in …
        2 warnings
        ",
    );
}

#[test]
fn a_link_and_an_image_that_lead_nowhere() {
    let (_, run) = build_with("# Bad\n\nSee [that](thta.md) and ![chart](img/chart.png).\n");
    run.says(
        0,
        "
        warning[link/missing]: `thta.md` is not in the content folder
         --> content/bad.md:3:5
          |
        3 | See [that](thta.md) and ![chart](img/chart.png).
          |     ^^^^^^^^^^^^^^^
          |
        hint: paths are relative to the file, or to the content folder if they start with `/`

        warning[link/missing]: `img/chart.png` is not in the content folder
         --> content/bad.md:3:25
          |
        3 | See [that](thta.md) and ![chart](img/chart.png).
          |                         ^^^^^^^^^^^^^^^^^^^^^^^
          |
        hint: paths are relative to the file, or to the content folder if they start with `/`

        Found 2 documents: 2 incidents
        Built … into `public` in …
        2 warnings
        ",
    );
}

#[test]
fn an_id_that_is_taken() {
    let archive = Archive::new()
        .file("content/a.md", "---\nid: PM-1\n---\n# A\n")
        .file("content/b.md", "---\nid: pm-1\n---\n# B\n");
    archive.build().says(
        0,
        "
        warning[identity/duplicate-id]: `pm-1` is already the id of `content/a.md`
         --> content/b.md:2:5
          |
        2 | id: pm-1
          |     ^^^^
          |
        hint: this document is built without an id; give it one of its own

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 warning
        ",
    );
}

#[test]
fn a_linked_file_that_could_run_scripts() {
    let archive = Archive::new()
        .file("content/a.md", "# A\n\n[more](more.html)\n")
        .file("content/more.html", "<script src=x.js></script>");
    archive.build().says(
        0,
        "
        warning[link/active]: `more.html` may hold scripts, and is not published
         --> content/a.md:3:1
          |
        3 | [more](more.html)
          | ^^^^^^^^^^^^^^^^^
          |
        hint: give it a harmless ending such as `.txt`, or publish it elsewhere and link to it there

        Found 1 document: 1 incident
        Built … into `public` in …
        1 warning
        ",
    );
    assert!(!archive.has("public/more.html"));
}
