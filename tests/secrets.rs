//! No report, and no other command that shows findings, repeats a secret.

use crate::support::Archive;

#[test]
fn no_format_shows_a_secret() {
    // Not those of the rules' examples, which some formats show; put together here, so that no scanner takes it for a leak.
    let token = ["AKIA", "M4ZT7LQW2XNV5KRH"].concat();
    let password = "fL4-lisbon";
    let text = format!(
        "---\ndraft: soon {token}\n---\n# A\n\nBob carelessly pasted {token} and postgres://app:{password}@db/x [here](gone.md).\n\n\
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

#[test]
fn no_command_shows_a_secret() {
    let token = ["ghp_", "b7Kq2Xz9Lm4Rt8Vw1Yc6Nd3Fg5Hj0PsTuAeB"].concat();
    let text = format!("---\ndraft: {token}\n{token}: 1\n---\n# A\n\n## {token}\n\nSee [this](#ghp-b7kq).\n");
    let configuration = format!("titel = \"{token}\"\n{token} = 1\n");
    let document = Archive::new().file("content/a.md", &text);
    let both = Archive::new().file("content/a.md", &text).file("retold.toml", configuration);
    for (archive, rule) in [(document, "front-matter/value"), (both, "config/unknown-key")] {
        for arguments in [
            &["build"][..],
            &["check", "--all"],
            &["check", "--format", "json"],
            &["check", "--format", "markdown"],
            &["inspect", "content/a.md"],
            &["actions"],
        ] {
            let run = archive.run(arguments);
            let shown = run.stdout + &run.stderr;
            assert!(shown.contains(rule), "{arguments:?}: {shown}");
            // The link has the first letters.
            let shown = shown.to_lowercase();
            assert!(!shown.contains("b7kq2") && !shown.contains("tuaeb"), "{arguments:?}: {shown}");
        }
    }
}

#[test]
fn a_hint_does_not_quote_a_secret_of_another_file() {
    let archive = Archive::new()
        .file("content/a.md", "# A\n\nSee [b](b.md#password-zq9wert-moom).\n")
        .file("content/b.md", "# B\n\n## password: Zq9wert-Moon\n\nx\n");
    let shown = archive.run(&["check", "--all"]).stderr;
    assert!(shown.contains("did you mean"), "{shown}");
    assert!(!shown.to_lowercase().contains("wert-moon"), "{shown}");
}

#[test]
fn a_line_that_is_cut_shows_no_part_of_a_secret_that_is_allowed() {
    let token = ["ghp_", "b7Kq2Xz9Lm4Rt8Vw1Yc6Nd3Fg5Hj0PsTuAeB"].concat();
    let remark = "<!-- retold-allow secret/token: revoked on the same day -->";
    let line = format!("It was careless. {}{token}", "x ".repeat(185));
    let archive = Archive::new().file("content/a.md", format!("# A\n\n{remark}\n{line}\n"));
    let shown = archive.run(&["check", "--format", "json"]).stdout;
    assert!(shown.contains("blame/word") && !shown.contains("secret/token"), "{shown}");
    assert!(shown.contains("ghp_***") && !shown.contains("b7Kq"), "{shown}");
}

#[test]
fn a_build_knows_the_secrets_of_the_files_that_it_complains_about() {
    let text = "---\ndate: Zq9wert&Moon\n---\n# A\n\nIts password: Zq9wert&Moon, on the wall.\n";
    let run = Archive::new().file("content/a.md", text).run(&["build"]);
    assert!(run.stderr.contains("front-matter/value") && !run.stderr.contains("wert"), "{}", run.stderr);
}
