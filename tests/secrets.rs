//! No report repeats a secret.

use crate::support::Archive;

#[test]
fn no_format_shows_a_secret() {
    // Not those of the rules' examples, which some formats show; put together here, so that no scanner takes it for a leak.
    let token = ["AKIA", "M4ZT7LQW2XNV5KRH"].concat();
    let password = "fL4-lisbon";
    let text = format!(
        "---\nstarted: soon {token}\n---\n# A\n\nBob carelessly pasted {token} and postgres://app:{password}@db/x [here](gone.md).\n\n\
         See [this](https://app:{password}@example.org/).\n"
    );
    let archive = Archive::new().file("content/a.md", text);
    for format in ["text", "json", "github", "sarif", "junit", "gitlab", "markdown"] {
        for more in [&["--all"][..], &["--external", "--all"], &["--quiet", "--deny", "note"]] {
            let run = archive.run(&[&["check", "--format", format][..], more].concat());
            let shown = run.stdout + &run.stderr;
            assert_eq!(run.status, 1, "{format}: {shown}");
            assert!(shown.contains("secret/token"), "{format}: {shown}");
            assert!(!shown.contains(&token) && !shown.contains(password), "{format} {more:?}: {shown}");
        }
    }
}
