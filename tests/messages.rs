//! Bad input and the whole output for it: message, place, hint, status. Each test has a good document beside the fault,
//! which is built if the program promises that.

#[cfg(unix)]
use std::os::unix::fs::symlink;

use crate::support::{Archive, Run};

/// Builds with `contents` in `content/bad.md` beside a good document.
fn build_with(contents: impl AsRef<[u8]>) -> (Archive, Run) {
    let archive = Archive::good().file("content/bad.md", contents);
    let run = archive.build();
    assert!(archive.has("public/good/index.html"), "the rest is built");
    (archive, run)
}

#[test]
fn broken_yaml() {
    let (archive, run) = build_with("---\ntitle: Bad\ntags: [x, y\n---\n# Bad\n");
    run.says(
        1,
        "
        error[front-matter/syntax]: the front matter is not valid YAML: while parsing a flow sequence, expected ',' or ']'
         --> content/bad.md:4:1
          |
        4 | ---
          | ^
          |
        hint: put values with `: `, `#`, `[` or `{` in quotes; indent with spaces

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 error
        ",
    );
    assert!(archive.read("public/bad/index.html").contains("<h1>Bad</h1>"));
}

#[test]
fn yaml_with_a_colon_in_a_title() {
    let (_, run) = build_with("---\ntitle: Outage: the sequel\n---\n");
    run.says(
        1,
        "
        error[front-matter/syntax]: the front matter is not valid YAML: mapping values are not allowed in this context
         --> content/bad.md:2:15
          |
        2 | title: Outage: the sequel
          |               ^
          |
        hint: put values with `: `, `#`, `[` or `{` in quotes; indent with spaces

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 error
        ",
    );
}

#[test]
fn broken_toml() {
    let (_, run) = build_with("+++\ntitle = 'Bad'\ndate = soon\n+++\n");
    run.says(
        1,
        r#"
        error[front-matter/syntax]: the front matter is not valid TOML: string values must be quoted, expected literal string
         --> content/bad.md:3:8
          |
        3 | date = soon
          |        ^
          |
        hint: texts and dates are written `key = "text"` and `date = 2026-01-31`

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 error
        "#,
    );
}

#[test]
fn broken_json() {
    let (_, run) = build_with("{\n  \"title\": \"Bad\",\n  \"tags\": [\"x\",]\n}\n");
    run.says(
        1,
        r#"
        error[front-matter/syntax]: the front matter is not valid JSON: trailing comma
         --> content/bad.md:3:16
          |
        3 |   "tags": ["x",]
          |                ^
          |
        hint: texts and keys stand in double quotes, entries are separated by commas

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 error
        "#,
    );
}

#[test]
fn front_matter_that_is_never_closed() {
    let (_, run) = build_with("---\ntitle: Bad\n\n# Bad\n");
    run.says(
        1,
        "
        error[front-matter/unclosed]: the front matter is never closed
         --> content/bad.md:1:1
          |
        1 | ---
          | ^^^
          |
        hint: put `---` on a line of its own after the last key

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 error
        ",
    );
}

#[test]
fn front_matter_that_is_no_table() {
    let (_, run) = build_with("---\n- a\n- b\n---\n");
    run.says(
        1,
        "
        error[front-matter/syntax]: the front matter must be a mapping of keys to values
         --> content/bad.md:2:1
          |
        2 | - a
          | ^^^
          |
        hint: write one `key: value` on a line

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 error
        ",
    );
}

#[test]
fn wrong_types() {
    let (archive, run) = build_with(
        "---\ntitle: [a, b]\ndraft: maybe\nstarted: soon\nkind: party\ntags: {a: 1}\nactions:\n  - due: later\n    title: Act\n---\n",
    );
    run.says(
        1,
        "
        error[front-matter/value]: `title`: expected a string, found a list
         --> content/bad.md:2:1
          |
        2 | title: [a, b]
          | ^^^^^

        error[front-matter/value]: `draft`: expected `true` or `false`, found a string
         --> content/bad.md:3:8
          |
        3 | draft: maybe
          |        ^^^^^
          |
        hint: until it is fixed, the document is left out like a draft

        error[front-matter/value]: `soon` for `started` is not a date
         --> content/bad.md:4:10
          |
        4 | started: soon
          |          ^^^^
          |
        hint: write it as `2026-01-31`, `2026-01-31 14:05 UTC` or `2026-01-31T14:05:00Z`

        error[front-matter/value]: `party` is not a kind of document
         --> content/bad.md:5:7
          |
        5 | kind: party
          |       ^^^^^
          |
        hint: use one of `incident`, `near-miss`, `bug`, `drill`, `project`

        error[front-matter/value]: `tags`: expected a list of strings, found a mapping
         --> content/bad.md:6:1
          |
        6 | tags: {a: 1}
          | ^^^^

        error[front-matter/value]: `later` for `due` is not a date
         --> content/bad.md:8:10
          |
        8 |   - due: later
          |          ^^^^^
          |
        hint: write it as `2026-01-31` or `14 days`

        Found 1 document: 1 incident
        Built … into `public` in …
        6 errors
        ",
    );
    assert!(!archive.has("public/bad/index.html"));
}

#[test]
fn a_misspelled_key() {
    let (_, run) = build_with("---\nseverty: SEV1\n---\nText.\n");
    run.says(
        0,
        "
        warning[front-matter/unknown-key]: unknown key `severty`
         --> content/bad.md:2:1
          |
        2 | severty: SEV1
          | ^^^^^^^
          |
        hint: did you mean `severity`? put keys of your own under `extra`

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 warning
        ",
    );
}

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
fn bytes_that_are_no_text() {
    let (_, run) = build_with(b"# Caf\xe9\n\nText.\n");
    run.says(
        1,
        "
        error[source/encoding]: the file is not valid UTF-8
         --> content/bad.md:1:6
          |
        1 | # Caf�
          |      ^
          |
        hint: save it as UTF-8; invalid bytes are shown as `�`

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 error
        ",
    );
}

#[test]
fn an_empty_file() {
    let (archive, run) = build_with("");
    run.says(
        0,
        "
        warning[source/empty]: the file is empty
        --> content/bad.md
         |
        hint: its page has only a title; write it, or move the file out of the content folder

        Found 1 document: 1 incident; 1 other file
        Built … into `public` in …
        1 warning
        ",
    );
    assert!(archive.has("public/bad/index.html"));
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read() {
    let archive = Archive::good().file("content/bad.md", "# Bad\n").unprivileged();
    archive.chmod("content/bad.md", 0);
    archive.build().says(
        1,
        "
        error[source/unreadable]: the file cannot be read: Permission denied (os error 13)
        --> content/bad.md
         |
        hint: its page is not built; make the file readable, or move it out of the content folder

        Found 1 document: 1 incident
        Built … into `public` in …
        1 error
        ",
    );
    assert!(archive.has("public/good/index.html"));
}

#[cfg(unix)]
#[test]
fn an_image_that_cannot_be_read() {
    let archive = Archive::good().file("content/bad.png", "PNG").unprivileged();
    archive.chmod("content/bad.png", 0);
    archive.build().says(
        1,
        "
        error[source/unreadable]: the file cannot be read: Permission denied (os error 13)
        --> content/bad.png
         |
        hint: it is not published; make the file readable, or move it out of the content folder

        Found 1 document: 1 incident
        Built … into `public` in …
        1 error
        ",
    );
    assert!(archive.has("public/good/index.html"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read() {
    let archive = Archive::good().file("content/closed/bad.md", "# Bad\n").unprivileged();
    archive.chmod("content/closed", 0);
    let run = archive.build();
    archive.chmod("content/closed", 0o755);
    run.says(
        1,
        "
        error[source/unreadable]: the file or folder cannot be read: Permission denied (os error 13)
        --> content/closed
         |
        hint: nothing below it is built; make it readable, or move it out of the content folder

        Found 1 document: 1 incident
        Built … into `public` in …
        1 error
        ",
    );
    assert!(archive.has("public/good/index.html"));
}

#[test]
fn no_content_folder() {
    Archive::new().build().says(
        2,
        "
        error[source/no-content]: the content folder `content` does not exist
         |
        hint: set up an archive with `retold init`, or name another folder with `--content DIR`
        ",
    );
}

#[test]
fn a_content_folder_that_is_a_file() {
    Archive::new().file("content", "x").build().says(
        2,
        "
        error[source/no-content]: the content folder `content` is not a folder
         |
        hint: name a folder of Markdown files with `--content DIR`
        ",
    );
}

#[test]
fn no_root() {
    Archive::new().run(&["build", "--root", "nowhere"]).says(
        2,
        "
        error[config/no-root]: the folder `nowhere` does not exist
         |
        hint: name the folder of the archive with `--root DIR`
        ",
    );
}

#[cfg(unix)]
#[test]
fn a_configuration_that_is_not_there() {
    Archive::good().run(&["build", "--config", "other.toml"]).says(
        2,
        "
        error[config/unreadable]: the configuration cannot be read: No such file or directory (os error 2)
        --> other.toml
        ",
    );
}

#[test]
fn an_unknown_key_in_the_configuration() {
    let archive = Archive::good().file("retold.toml", "title = 'Ours'\npagesize = 10\ncolour = 'red'\n");
    archive.build().says(
        2,
        "
        error[config/unknown-key]: unknown key `pagesize`
         --> retold.toml:2:1
          |
        2 | pagesize = 10
          | ^^^^^^^^
          |
        hint: did you mean `page_size`?

        error[config/unknown-key]: unknown key `colour`
         --> retold.toml:3:1
          |
        3 | colour = 'red'
          | ^^^^^^
          |
        hint: known keys: title, description, base_url, language, content, output_dir, theme, page_size, feed_size, severities, sections, tickets, action_due_days, split, synonyms, check
        ",
    );
    assert!(!archive.has("public"));
}

#[test]
fn a_broken_configuration() {
    Archive::good().file("retold.toml", "title = 'Ours\n").build().says(
        2,
        "
        error[config/syntax]: invalid literal string, expected `'`
         --> retold.toml:1:14
          |
        1 | title = 'Ours
          |              ^
        ",
    );
}

#[test]
fn wrong_types_in_the_configuration() {
    Archive::good().file("retold.toml", "page_size = 'many'\n").build().says(
        2,
        r#"
        error[config/syntax]: invalid type: string "many", expected a number
         --> retold.toml:1:13
          |
        1 | page_size = 'many'
          |             ^^^^^^
        "#,
    );
    Archive::good().file("retold.toml", "page_size = -1\n").build().says(
        2,
        "
        error[config/syntax]: invalid value: integer `-1`, expected a number
         --> retold.toml:1:13
          |
        1 | page_size = -1
          |             ^^
        ",
    );
    Archive::good().file("retold.toml", "severities = ['SEV1']\n").build().says(
        2,
        r#"
        error[config/syntax]: invalid type: string "SEV1", expected a list
         --> retold.toml:1:15
          |
        1 | severities = ['SEV1']
          |               ^^^^^^
        "#,
    );
}

#[test]
fn all_faults_of_the_configuration_are_shown_at_once() {
    let text = "titel = 'a'\npage_size = 0\nfeed_size = 'few'\nbase_url = 'x'\n\n[check]\nrequired = ['timelin']\n\n\
                [check.levels]\n'link/mising' = 'off'\n'link/missing' = 'of'\n\n\
                [[check.folders]]\npath = 'a'\nlevels = { 'link/x' = 'off' }\n\n\
                [[check.allow]]\nrule = 'blame/wrd'\ntext = 'a'\nreason = 'b'\n";
    for command in ["check", "build"] {
        let run = Archive::good().file("retold.toml", text).run(&[command]);
        assert_eq!(run.status, 2);
        for line in ["1:1", "2:1", "3:13", "4:1", "7:13", "10:1", "11:18", "15:12", "18:8"] {
            let place = format!("--> retold.toml:{line}\n");
            assert!(run.stderr.contains(&place), "{place}: {}", run.stderr);
        }
    }
}

#[test]
fn values_that_make_no_sense_in_the_configuration() {
    Archive::good().file("retold.toml", "page_size = 0\nbase_url = 'example.org'\n").build().says(
        2,
        "
        error[config/value]: `page_size` is 0
         --> retold.toml:1:1
          |
        1 | page_size = 0
          | ^^^^^^^^^
          |
        hint: use a number of at least 1

        error[config/value]: `example.org` is not a web address
         --> retold.toml:2:1
          |
        2 | base_url = 'example.org'
          | ^^^^^^^^
          |
        hint: use an absolute address such as `https://example.org/postmortems/`
        ",
    );
    Archive::good().run(&["build", "--base-url", "example.org"]).says(
        2,
        "
        error[config/value]: `example.org` is not a web address
         |
        hint: use an absolute address such as `https://example.org/postmortems/`
        ",
    );
}

#[test]
fn a_template_with_a_syntax_error() {
    let archive = Archive::good();
    archive.build_clean();
    let before = archive.tree("public");
    archive.write(
        "theme/templates/postmortem.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ post.title }\n",
    );
    archive.build().says(
        1,
        "
        error[template/syntax]: found `}` but expected }}
         --> theme/templates/postmortem.html:2:31
          |
        2 | {% block main %}{{ post.title }
          |                               ^

        nothing was published
        ",
    );
    assert_eq!(archive.tree("public"), before);
}

#[test]
fn a_template_that_uses_an_undefined_name() {
    let archive = Archive::good().file("content/second.md", "# Second\n");
    archive.build_clean();
    let before = archive.tree("public");
    archive.write(
        "theme/templates/postmortem.html",
        "<h1>{{ post.title }}</h1>\n<p>{{ post.titel.length }}</p>\n",
    );
    archive.build().says(
        1,
        "
        error[template/render]: field `titel` is not defined
         --> theme/templates/postmortem.html:2:12
          |
        2 | <p>{{ post.titel.length }}</p>
          |            ^^^^^
          |
        hint: did you mean `title`? there are: action_count, actions, authors, causes, class, class_label, content, date, date_text, detection_method, duration_text, earlier, figures, happened, happened_text, has_basis, has_offset, id, impact, kind, kind_label, later, lesson_counts, lessons, milestones, next, path, phases, previous, published, published_text, recurs, related, repeated, services, severity, signatures, sources, status, summary, tags, teams, title, toc, trigger, updated, updated_text, url, whys

        nothing was published; `public` is as it was
        ",
    );
    assert_eq!(archive.tree("public"), before);
}

#[test]
fn a_template_that_asks_for_an_unknown_static_file() {
    let archive = Archive::good();
    archive.write(
        "theme/templates/404.html",
        "<link rel=\"stylesheet\" href=\"{{ asset(path=\"styel.css\") }}\">\n",
    );
    archive.build().says(
        1,
        r#"
        error[template/render]: the theme has no static file `styel.css`
         --> theme/templates/404.html:1:33
          |
        1 | <link rel="stylesheet" href="{{ asset(path="styel.css") }}">
          |                                 ^^^^^^^^^^^^^^^^^^^^^^^
          |
        hint: did you mean `style.css`?

        nothing was published; `public` is as it was
        "#,
    );
    assert!(!archive.has("public"), "a folder made for nothing is removed");
}

#[test]
fn a_template_that_extends_a_missing_one() {
    let archive = Archive::good().file("theme/templates/404.html", "{% extends \"bsae.html\" %}\n");
    archive.build().says(
        1,
        r#"
        error[template/syntax]: there is no template `bsae.html` to extend
         --> theme/templates/404.html:1:13
          |
        1 | {% extends "bsae.html" %}
          |             ^^^^^^^^^
          |
        hint: did you mean `base.html`?

        nothing was published
        "#,
    );
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_is_read_only() {
    let archive = Archive::good().unprivileged();
    archive.build_clean();
    let before = archive.tree("public");
    archive.write("content/good.md", "# Better\n");
    archive.chmod("public", 0o555);
    let run = archive.build();
    archive.chmod("public", 0o755);
    run.says(
        1,
        "
        error[output/io]: cannot write to the output folder: Permission denied (os error 13)
        --> public
         |
        hint: make the folder writable, or name another one with `--output-dir`

        nothing was published; `public` is as it was
        ",
    );
    assert_eq!(archive.tree("public"), before);
}

/// Obstacles are found before the first file is moved.
#[cfg(unix)]
#[test]
fn a_folder_of_the_site_that_is_read_only() {
    let archive = Archive::good().file("content/other.md", "# Other\n").unprivileged();
    archive.build_clean();
    let before = archive.tree("public");
    archive.write("content/good.md", "# Better\n");
    archive.write("content/other.md", "# Better\n");
    archive.chmod("public/other", 0o555);
    let run = archive.build();
    archive.chmod("public/other", 0o755);
    run.says(
        1,
        "
        error[output/io]: cannot write to the folder: Permission denied (os error 13)
        --> public/other
         |
        hint: make the folder writable, or name another one with `--output-dir`

        nothing was published; `public` is as it was
        ",
    );
    assert_eq!(archive.tree("public"), before);
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_cannot_be_made() {
    let archive = Archive::good().unprivileged();
    archive.chmod("", 0o555);
    let run = archive.build();
    archive.chmod("", 0o755);
    run.says(
        1,
        "
        error[output/io]: cannot create the output folder: Permission denied (os error 13)
        --> public
         |
        hint: make the folder writable, or name another one with `--output-dir`

        nothing was published; `public` is as it was
        ",
    );
}

#[test]
fn an_output_folder_that_is_a_file() {
    Archive::good().file("public", "x").build().says(
        2,
        "
        error[output/foreign]: `public` is a file, not a folder
         |
        hint: name a folder with `--output-dir`

        nothing was published; `public` is as it was
        ",
    );
}

/// A limit on the size of files simulates a full disk: writing fails in the middle.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full() {
    let archive = Archive::good().variable("RAYON_NUM_THREADS", "1");
    archive.build_clean();
    let before = archive.tree("public");
    archive.write("content/good.md", format!("# Better\n\n{}\n", "More words. ".repeat(20_000)));
    archive.run_in_shell("ulimit -f 64; trap '' XFSZ; exec \"$0\" build").says(
        1,
        "
        error[output/io]: cannot write: File too large (os error 27)
        --> public/search/pack/offline.js
         |
        hint: free some space, or name a folder on another disk with `--output-dir`

        nothing was published; `public` is as it was
        ",
    );
    assert_eq!(archive.tree("public"), before);
    archive.build_clean();
}

#[test]
fn an_output_folder_that_holds_the_content() {
    Archive::good().run(&["build", "--output-dir", "."]).says(
        2,
        "
        error[config/overlap]: the output folder `.` holds the content folder `content`
         |
        hint: name another one with `--output-dir`
        ",
    );
}

#[test]
fn a_subcommand_and_a_flag_that_do_not_exist() {
    Archive::good().run(&["biuld"]).says(
        2,
        "
        error: unrecognized subcommand 'biuld'

          tip: a similar subcommand exists: 'build'

        Usage: retold [OPTIONS] <COMMAND>

        For more information, try '--help'.
        ",
    );
    Archive::good().run(&["build", "--outptu-dir", "x"]).says(
        2,
        "
        error: unexpected argument '--outptu-dir' found

          tip: a similar argument exists: '--output-dir'

        Usage: retold build --output-dir <DIR>

        For more information, try '--help'.
        ",
    );
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_that_leads_back() {
    let archive = Archive::good();
    symlink("../content", archive.path("content/loop")).unwrap();
    archive.build().says(
        0,
        "
        warning[source/link-loop]: the symbolic link leads back to a folder above it
        --> content/loop
         |
        hint: the folder is read once; remove the link to silence this

        Found 1 document: 1 incident
        Built … into `public` in …
        1 warning
        ",
    );
    assert!(archive.has("public/good/index.html"));
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_that_leads_nowhere() {
    let archive = Archive::good();
    symlink("nowhere.md", archive.path("content/gone.md")).unwrap();
    archive.build().says(
        1,
        "
        error[source/dead-link]: the symbolic link leads to a file that does not exist
        --> content/gone.md
         |
        hint: remove the link, or restore its target

        Found 1 document: 1 incident
        Built … into `public` in …
        1 error
        ",
    );
    assert!(archive.has("public/good/index.html"));
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
fn errors_beside_a_site_that_was_built_without() {
    let archive = Archive::good();
    archive.build_clean();
    archive.write("content/bad.md", "---\nkind: party\n---\n");
    archive.build().says(
        1,
        "
        error[front-matter/value]: `party` is not a kind of document
         --> content/bad.md:2:7
          |
        2 | kind: party
          |       ^^^^^
          |
        hint: use one of `incident`, `near-miss`, `bug`, `drill`, `project`

        Found 2 documents: 2 incidents
        `public` keeps the site of the last build without errors, until a build has no errors
        1 error
        ",
    );
}

#[test]
fn check_counts_its_findings() {
    let archive = Archive::good().file("content/bad.md", "---\ndate: soon\nseverty: SEV1\n---\n");
    archive.run(&["check"]).says(
        1,
        "
        error[front-matter/value]: `soon` for `date` is not a date
         --> content/bad.md:2:7
          |
        2 | date: soon
          |       ^^^^
          |
        hint: write it as `2026-01-31`, `2026-01-31 14:05 UTC` or `2026-01-31T14:05:00Z`

        warning[front-matter/unknown-key]: unknown key `severty`
         --> content/bad.md:3:1
          |
        3 | severty: SEV1
          | ^^^^^^^
          |
        hint: did you mean `severity`? put keys of your own under `extra`

        Checked 2 documents: 1 error, 1 warning
        ",
    );
    assert!(!archive.has("public"));
    Archive::good().run(&["check"]).says(
        0,
        "
        Checked 1 document: no problems
        ",
    );
    let warned = Archive::good().file("content/empty.md", "");
    assert_eq!(warned.run(&["check"]).status, 0);
    assert_eq!(warned.run(&["check", "--deny", "warning"]).status, 1);
}

#[test]
fn results_go_to_stdout() {
    let run = Archive::new().run(&["--version"]);
    run.says(0, "");
    assert_eq!(run.stdout, format!("retold {}\n", env!("CARGO_PKG_VERSION")));
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_that_leads_out() {
    let archive = Archive::good().file("secret.txt", "secret");
    symlink(archive.path("secret.txt"), archive.path("content/chart.png")).unwrap();
    archive.build().says(
        1,
        "
        error[source/outside]: the symbolic link leads out of the content folder
        --> content/chart.png
         |
        hint: its target is not built; put the file itself into the content folder

        Found 1 document: 1 incident
        Built … into `public` in …
        1 error
        ",
    );
    assert!(!archive.has("public/chart.png"));
}

#[test]
fn an_id_that_is_taken() {
    let archive = Archive::new()
        .file("content/a.md", "---\nid: PM-1\n---\n# A\n")
        .file("content/b.md", "---\nid: pm-1\n---\n# B\n");
    archive.build().says(
        1,
        "
        error[identity/duplicate-id]: `pm-1` is already the id of `content/a.md`
         --> content/b.md:2:5
          |
        2 | id: pm-1
          |     ^^^^
          |
        hint: this document is built without an id; give it one of its own

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 error
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
        warning[link/active]: `more.html` could run scripts in the site, and is not published
         --> content/a.md:3:1
          |
        3 | [more](more.html)
          | ^^^^^^^^^^^^^^^^^
          |
        hint: publish it elsewhere and link to it there

        Found 1 document: 1 incident
        Built … into `public` in …
        1 warning
        ",
    );
    assert!(!archive.has("public/more.html"));
}

#[test]
fn data_that_cannot_be_written() {
    // Only Linux has `/dev/full`.
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let archive = Archive::good();
    archive.build_clean();
    for command in ["schema config", "inspect content/good.md", "search good", "adopt", "export", "--help"] {
        let run = archive.run_in_shell(&format!("\"$0\" {command} > /dev/full"));
        let error = "error[output/unwritable]: standard output is not complete: No space left on device";
        assert!(run.stderr.contains(error), "{command}: {}", run.stderr);
        assert_eq!(run.status, 1, "{command}");
    }
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let archive = Archive::good();
    let run = archive.run_in_shell("(\"$0\" schema config; echo $? > status) | true");
    assert_eq!((run.status, run.stderr.as_str(), archive.read("status").as_str()), (0, "", "0\n"));
}
