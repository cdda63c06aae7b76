//! `retold check --baseline`: only what is not known already.

use crate::support::Archive;

const BROKEN: &str = "# Broken\n\nSee [the page](nowhere.md).\n";

fn check(archive: &Archive, arguments: &[&str]) -> (i32, String) {
    let run = archive.run(&[&["check", "--deny", "note"], arguments].concat());
    (run.status, run.stderr)
}

#[test]
fn only_new_findings_are_shown_and_counted() {
    let archive = Archive::good()
        .file("content/old.md", BROKEN)
        .file("content/bad.md", "---\ndraft: perhaps\n---\n# A\n");
    let (status, text) = check(&archive, &["--write-baseline", "known.json"]);
    assert!(text.contains("\nWrote 1 finding to the baseline `known.json`\n"), "{text}");
    assert!(text.contains("error[front-matter/value]") && !text.contains("link/missing"), "{text}");
    assert_eq!(status, 1, "what could not be read stays");

    archive.remove("content/bad.md");
    let (status, text) = check(&archive, &["--baseline", "known.json"]);
    assert_eq!(
        (status, text.as_str()),
        (0, "1 finding is in the baseline\nChecked 2 documents: no problems")
    );
    archive.write("content/new.md", BROKEN.replace("page", "new page"));
    archive.write("content/old.md", format!("Moved down.\n\n{BROKEN}"));
    let (status, text) = check(&archive, &["--baseline", "known.json", "--quiet"]);
    assert!(text.starts_with("content/new.md:3:5: warning[link/missing]"), "{text}");
    assert!(!text.contains("old.md:"), "{text}");
    assert_eq!(status, 1);
    archive.remove("content/old.md");
    archive.remove("content/new.md");
    let (status, text) = check(&archive, &["--baseline", "known.json"]);
    assert!(text.contains("0 findings are in the baseline; 1 of its entries is gone"), "{text}");
    assert_eq!(status, 0);
}

#[test]
fn a_new_finding_is_not_hidden_behind_a_known_one_of_the_same_kind() {
    let flavour = |title: &str| format!("---\nflavour: sweet\n---\n# {title}\n\nIt was {title}.\n");
    let archive = Archive::new().file("content/a.md", flavour("A"));
    check(&archive, &["--write-baseline", "known.json"]);
    archive.write("content/b.md", flavour("B"));
    let (status, text) = check(&archive, &["--baseline", "known.json", "--quiet"]);
    assert!(text.starts_with("content/b.md:2:1: note[front-matter/unknown-key]"), "{text}");
    assert_eq!(status, 1);
}

#[test]
fn a_baseline_is_the_same_from_any_folder() {
    let archive = Archive::new().file("team/content/old.md", BROKEN).file("team/.git", "gitdir: elsewhere\n");
    check(&archive, &["--root", "team", "--write-baseline", "known.json"]);
    let text = archive.read("known.json");
    assert!(text.contains("{\"path\":\"content/old.md\",\"rule\":\"link/missing\""), "{text}");
    let moved = Archive::new().file("content/old.md", BROKEN).file("known.json", text);
    assert_eq!(check(&moved, &["--baseline", "known.json"]).0, 0);
}

#[test]
fn a_file_that_is_no_baseline_ends_the_check() {
    let archive = Archive::good().file("other.json", "{\"version\": 7}").file("notes.md", "# Notes\n");
    for (file, reason) in [
        ("other.json", "`other.json` cannot be read: it has version 7, and version 1 is needed"),
        ("notes.md", "`notes.md` cannot be read: it is none"),
        ("nowhere.json", "`nowhere.json` cannot be read: "),
    ] {
        let (status, text) = check(&archive, &["--baseline", file]);
        assert!(text.starts_with("error[arguments/baseline]") && text.contains(reason), "{text}");
        assert_eq!(status, 2);
    }
    let (status, _) = check(&archive, &["--baseline", "a.json", "--write-baseline", "a.json"]);
    assert_eq!(status, 2);
}
