//! Files of the content folder that are not what they seem: names of other systems, folders of programs, files of editors.

use std::fs;

use crate::support::Archive;

#[test]
fn names_with_decomposed_letters_are_those_with_composed_ones() {
    let archive = Archive::new()
        .file("content/U\u{308}bersicht.md", "---\nseverty: SEV1\n---\n# Overview\n\nIt was down.\n")
        .file("content/Übersicht/cha\u{300}rt.png", "PNG")
        .file("content/b.md", "# Link\n\n[there](Übersicht.md) and ![chart](Übersicht/chàrt.png)\n");
    archive.build();
    assert!(archive.has("public/übersicht/index.html"));
    let page = archive.read("public/b/index.html");
    assert!(page.contains("href=\"../übersicht/\""), "{page}");
    assert!(!archive.run(&["check"]).stderr.contains("link/missing"));
    // The file itself keeps its name.
    let run = archive.run(&["check", "--fix"]);
    assert!(run.stderr.contains("1 problem in 1 document fixed"), "{}", run.stderr);
    assert!(archive.read("content/U\u{308}bersicht.md").starts_with("---\nseverity: SEV1\n"));
}

#[test]
fn what_is_passed_over_is_named() {
    let report = "# Report\n\nIt was down.\n";
    let archive = Archive::good()
        .file("content/target/report.md", report)
        .file("content/node_modules/x/readme.md", report)
        .file("content/build/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n")
        .file("content/build/report.md", report)
        .file("content/notes.rst", "Report\n======\n")
        .file("content/more/notes.rst", "Report\n======\n")
        .file("content/linked.txt", "Log\n")
        .file("content/links.md", "# Links\n\nSee [the log](linked.txt).\n")
        .file("content/load.csv", "1,2\n");
    let run = archive.run(&["check", "--all"]);
    assert_eq!(run.status, 0);
    for expected in [
        "note[source/skipped]: the folder is passed over: it is the work of programs\n--> content/build\n",
        "note[source/unread]: the file is neither read nor published, nor 1 other with the ending `.rst`\n--> content/more/notes.rst\n",
        "Checked 3 documents: ",
    ] {
        assert!(
            run.stderr.contains(expected)
                || run.stderr.contains(&expected.replace("note[source/skipped]", "note")),
            "{expected}\n{}",
            run.stderr
        );
    }
    for unexpected in ["linked.txt", "load.csv", "content/target"] {
        assert!(!run.stderr.contains(unexpected), "{}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn files_that_editors_keep_beside_a_file_are_no_files_of_the_archive() {
    let archive = Archive::good()
        .file("content/.good.md.swp", "x")
        .file("content/good.md~", "x")
        .file("content/#good.md#", "x")
        .file("content/good.txt~", "x");
    std::os::unix::fs::symlink("nowhere", archive.path("content/.#good.md")).unwrap();
    archive.build_clean();
    let published = fs::read_dir(archive.path("public")).unwrap().map(|entry| entry.unwrap().file_name());
    let names: Vec<_> = published.map(|name| name.to_string_lossy().into_owned()).collect();
    assert!(!names.iter().any(|name| name.contains(['~', '#'])), "{names:?}");
}

#[test]
fn old_addresses_name_no_host_that_is_not_configured() {
    let archive =
        Archive::new().file("content/a.md", "---\naliases: [/old/queue]\n---\n# Queue\n\nIt was stuck.\n");
    archive.build_clean();
    let page = archive.read("public/old/queue/index.html");
    assert!(page.contains("<a href=\"../../a/\">../../a/</a>") && !page.contains("localhost"), "{page}");
    archive.run(&["build", "--base-url", "https://example.org/"]);
    let page = archive.read("public/old/queue/index.html");
    assert!(page.contains("<link rel=\"canonical\" href=\"https://example.org/a/\">"), "{page}");
    assert!(page.contains("<a href=\"../../a/\">https://example.org/a/</a>"), "{page}");
}

#[cfg(unix)]
#[test]
fn pipes_are_named_and_never_opened() {
    let archive = Archive::good();
    archive.build_clean();
    let made =
        std::process::Command::new("mkfifo").arg(archive.path("pipe")).arg(archive.path("pipe.md")).status();
    assert!(made.unwrap().success());
    for arguments in [
        &["similar", "pipe"][..],
        &["similar", "pipe.md"],
        &["new", "--from", "pipe"],
        &["actions", "--statuses", "pipe"],
        &["inspect", "pipe.md"],
        &["check", "--baseline", "pipe"],
    ] {
        let run = archive.run(arguments);
        assert_ne!(run.status, 0, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains("it is a pipe, a socket or a device"), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(arguments[arguments.len() - 1]), "{arguments:?}: {}", run.stderr);
    }
}
