//! `retold init`: an archive that passes its own check, in any folder, with nothing replaced.

use std::collections::BTreeSet;

use crate::support::{Archive, Run};

fn init(archive: &Archive, arguments: &[&str]) -> Run {
    let run = archive.run(&[&["init", "--today", "2026-02-02"], arguments].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    run
}

fn names(archive: &Archive) -> BTreeSet<String> {
    archive.tree("").into_keys().collect()
}

const REPORT: &str =
    "# Disk full\n\n## Impact\n\nNo builds for two hours.\n\n## Root causes\n\nNobody looks at the disk.\n";

#[test]
fn a_new_archive_passes_its_own_check_and_shows_every_feature() {
    let archive = Archive::new();
    let run = init(&archive, &[]);
    let expected = "\
written       retold.toml
written       .gitignore
written       content/2026-01-28-checkout-out-of-connections.md
written       content/2026-01-24-restore-into-production.md
written       .github/workflows/postmortems.yml
written       .gitlab-ci.yml
written       .pre-commit-config.yaml
written       netlify.toml
";
    assert_eq!(run.stdout, expected);
    assert!(run.stderr.contains("\nNext:\n  retold serve --open "), "{}", run.stderr);
    let checked = archive.run(&["check", "--deny", "note", "--today", "2026-02-02"]);
    assert_eq!(checked.status, 0, "{}", checked.stderr);
    let text = archive
        .run(&["inspect", "content/2026-01-28-checkout-out-of-connections.md", "--today", "2026-02-02"])
        .stdout;
    let parts = [
        "Course",
        "Timeline (6 entries",
        "Five whys",
        "Actions",
        "Lessons",
        "Impact in numbers",
        "got lucky",
    ];
    for part in parts {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("overdue"), "{text}");
    archive.build_clean();
    let page = archive.read("public/2026-01-28-checkout-out-of-connections/index.html");
    assert!(page.contains("href=\"../2026-01-24-restore-into-production/\""), "{page}");
    // A second run has nothing to write.
    let before = archive.tree("");
    let again = init(&archive, &[]);
    assert!(again.stdout.lines().all(|line| line.starts_with("kept ")), "{}", again.stdout);
    assert_eq!(archive.tree(""), before);
}

#[test]
fn what_can_be_found_out_is_not_asked() {
    let archive = Archive::new()
        .file("docs/incidents/2025/2025-01-02-dns.md", REPORT)
        .file("docs/incidents/2026/2026-01-02-disk.md", REPORT)
        .file("README.md", "# Shop\n\n## Installation\n\nRun it.\n")
        .file(".git/config", "[remote \"origin\"]\n\turl = git@gitlab.com:acme/shop.git\n")
        .file(".git/HEAD", "ref: refs/heads/feature\n")
        .file(".git/packed-refs", "59b68f6 refs/heads/main\n");
    let run = init(&archive, &["--retold", "https://gitlab.com/acme/retold"]);
    assert!(run.stderr.contains("The postmortems are in `docs/incidents`; none of them was changed."));
    let configuration = archive.read("retold.toml");
    assert!(configuration.contains("\ncontent = \"docs/incidents\"\n"), "{configuration}");
    assert!(configuration.contains("\nbase_url = \"https://acme.gitlab.io/shop/\"\n"), "{configuration}");
    assert!(!archive.has("content") && !archive.has(".github"));
    assert!(archive.read(".gitlab-ci.yml").contains("https://gitlab.com/acme/retold/-/raw/v"));
    assert_eq!(archive.run(&["check", "--deny", "error"]).status, 0);
}

#[test]
fn short_postmortems_are_adopted_by_the_name_of_their_folder() {
    for (files, content, other) in [
        (&["docs/postmortems/2026-01-02-dns.md"][..], Some("docs/postmortems"), None),
        (&["postmortems/2026-01-02-dns.md", "postmortems/2026-01-03-tls.md"], Some("postmortems"), None),
        (
            &["pm/2026-01-02-dns.md", "pm/2026-01-03-tls.md", "incidents/2025-01-02-disk.md"],
            Some("pm"),
            Some("incidents"),
        ),
        (&["post-mortems/2026/2026-01-02-dns.md"], Some("post-mortems"), None),
        (&["pm/roadmap.md", "notes/2026-01-02-team.md"], None, None),
    ] {
        let mut archive = Archive::new().file("README.md", "# Shop\n\n## Installation\n\nRun it.\n");
        for file in files {
            archive = archive.file(file, "# Shop down\n\nNobody could pay for an hour. It was a cache.\n");
        }
        let run = init(&archive, &[]);
        let configuration: toml::Table = archive.read("retold.toml").parse().unwrap();
        assert_eq!(configuration.get("content").and_then(toml::Value::as_str), content, "{files:?}");
        assert_eq!(archive.has("content"), content.is_none(), "{files:?}");
        let mentioned = run.stderr.contains("There are postmortems in `");
        assert_eq!(mentioned, other.is_some(), "{}", run.stderr);
        assert!(
            other
                .is_none_or(|other| run.stderr.contains(&format!("There are postmortems in `{other}`, too")))
        );
    }
}

#[test]
fn a_broken_configuration_stops_it() {
    let archive = Archive::new().file("retold.toml", "titel = 'a'\npage_size = 0\n").file("pm/a.md", REPORT);
    let before = archive.tree("");
    let run = archive.run(&["init"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    for part in ["unknown key `titel`", "`page_size` is 0", "Nothing was written"] {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
    assert_eq!(archive.tree(""), before);
}

#[test]
fn the_default_branch_of_the_remote_is_found_in_a_worktree() {
    let archive = Archive::new()
        .file("main/.git/config", "[remote \"origin\"]\n\turl = https://github.com/acme/shop\n")
        .file("main/.git/refs/remotes/origin/HEAD", "ref: refs/remotes/origin/trunk\n")
        .file("main/.git/worktrees/new/commondir", "../..\n")
        .file("main/.git/worktrees/new/HEAD", "ref: refs/heads/new\n")
        .file("new/.git", "gitdir: ../main/.git/worktrees/new\n");
    init(&archive, &["new/docs/pm"]);
    let workflow = archive.read("new/.github/workflows/postmortems.yml");
    assert!(workflow.contains("branches: [trunk]") && workflow.contains("root: docs/pm\n"), "{workflow}");
    assert!(archive.has("new/docs/pm/retold.toml") && !archive.has("new/.gitlab-ci.yml"));
}

#[test]
fn nothing_is_replaced() {
    let archive = Archive::new()
        .file("retold.toml", "title = \"Ours\"\ncontent = \"pm\"\n")
        .file("pm/a.md", REPORT)
        .file("netlify.toml", "mine")
        .file(".gitignore", "/target");
    let run = init(&archive, &["--ci", "none", "--templates"]);
    for line in [
        "kept          retold.toml",
        "kept          netlify.toml",
        "extended      .gitignore",
        "written       templates/light.md",
    ] {
        assert!(run.stdout.contains(line), "{line}: {}", run.stdout);
    }
    assert_eq!(archive.read("netlify.toml"), "mine");
    assert_eq!(archive.read(".gitignore"), "/target\n/public/\n");
    assert!(!archive.has("content") && !archive.has(".github"));
    assert_eq!(archive.run(&["new", "Disk full", "--stdout"]).status, 0);
}

#[test]
fn a_dry_run_writes_nothing() {
    let archive = Archive::new().file(".gitignore", "/target\n");
    let run = init(&archive, &["--dry-run"]);
    assert!(run.stdout.contains("would write   retold.toml\nwould extend  .gitignore\n"), "{}", run.stdout);
    assert_eq!(names(&archive), BTreeSet::from([".gitignore".to_owned()]));
}

#[test]
fn an_empty_archive_shows_the_next_command() {
    let archive = Archive::new();
    let run = archive.build();
    assert!(run.stderr.contains("hint: set up an archive with `retold init`"), "{}", run.stderr);
    std::fs::create_dir(archive.path("content")).unwrap();
    let run = archive.build();
    assert_eq!(run.status, 0);
    assert!(
        run.stderr.contains("There is no postmortem yet: `retold new 'What happened'`"),
        "{}",
        run.stderr
    );
}

#[test]
fn the_commands_to_run_next_can_be_copied() {
    let archive = Archive::new();
    let run = init(&archive, &["my folder"]);
    assert!(run.stderr.contains("  retold check --root 'my folder' "), "{}", run.stderr);
}
