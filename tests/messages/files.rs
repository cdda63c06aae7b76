//! Files and folders that cannot be read, or not as text.

#[cfg(unix)]
use std::os::unix::fs::symlink;

use super::build_with;
use crate::support::Archive;

#[test]
fn bytes_that_are_no_text() {
    let (_, run) = build_with(b"# Caf\xe9\n\nText.\n");
    run.says(
        0,
        "
        warning[source/encoding]: the file is not valid UTF-8
         --> content/bad.md:1:6
          |
        1 | # Caf�
          |      ^
          |
        hint: save it as UTF-8; invalid bytes are shown as `�`

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 warning
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
fn folders_that_symbolic_links_multiply() {
    // Followed without a bound, they are half a million.
    let archive = Archive::good().file("content/f00/a.md", "# A\n");
    for number in 1..20 {
        for name in ["x", "y"] {
            std::fs::create_dir_all(archive.path(&format!("content/f{number:02}"))).unwrap();
            let link = archive.path(&format!("content/f{number:02}/{name}"));
            symlink(format!("../f{:02}", number - 1), link).unwrap();
        }
    }
    let run = archive.run(&["check"]);
    assert!(
        run.stderr.contains("symbolic links lead to the folder more than 10 times\n--> content/f"),
        "{}",
        run.stderr
    );
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
