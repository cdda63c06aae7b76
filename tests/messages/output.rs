//! Output that cannot be written, and what goes to which stream.

use crate::support::Archive;

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
fn errors_beside_a_site_that_was_built_without() {
    let archive = Archive::good();
    archive.build_clean();
    archive.write("content/bad.md", "---\ndraft: perhaps\n---\n");
    archive.build().says(
        1,
        "
        error[front-matter/value]: `draft`: expected `true` or `false`, found a string
         --> content/bad.md:2:8
          |
        2 | draft: perhaps
          |        ^^^^^^^
          |
        hint: until it is fixed, the document is left out like a draft

        Found 1 document: 1 incident
        `public` keeps the site of the last build without errors, until a build has no errors
        1 error
        ",
    );
}

#[test]
fn check_counts_its_findings() {
    let archive = Archive::good().file("content/bad.md", "---\ndate: soon\nseverty: SEV1\n---\n");
    archive.run(&["check"]).says(
        0,
        "
        warning[front-matter/unknown-key]: unknown key `severty`
         --> content/bad.md:3:1
          |
        3 | severty: SEV1
          | ^^^^^^^
          |
        hint: did you mean `severity`? put keys of your own under `extra`

        warning[front-matter/value]: `soon` for `date` is not a date
         --> content/bad.md:2:7
          |
        2 | date: soon
          |       ^^^^
          |
        hint: write it as `2026-01-31`, `2026-01-31 14:05 UTC` or `2026-01-31T14:05:00Z`

        Checked 2 documents: 2 warnings
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
