//! `retold check` and its formats, from the outside.

use serde_json::Value;

use crate::support::Archive;

/// An archive with an error, two warnings and a note.
fn faulty() -> Archive {
    Archive::good()
        .file("content/bad.md", "---\nseverty: SEV1\n---\n# Bad\n\nSee [it](nowhere.md).\n")
        .file("content/draft.md", "---\ndraft: perhaps\n---\n# Draft\n\nText of it.\n")
        .file("content/internal.md", "---\nflavour: sweet\n---\n# Sweet\n\nText of it.\n")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn a_report_goes_to_stdout_and_only_the_summary_to_stderr() {
    for format in ["json", "github", "sarif", "junit", "gitlab", "markdown"] {
        let run = faulty().run(&["check", "--format", format]);
        run.says(1, "Checked 4 documents: 1 error, 2 warnings, 1 note; 1 draft not reviewed (`--drafts`)");
        assert!(
            run.stdout.contains("content/bad.md") && run.stdout.ends_with('\n'),
            "{format}: {}",
            run.stdout
        );
        let clean = Archive::good().run(&["check", "--format", format]);
        clean.says(0, "Checked 1 document: no problems");
    }
}

#[test]
fn a_check_of_nothing_does_not_pass() {
    let archive = Archive::new();
    std::fs::create_dir(archive.path("content")).unwrap();
    let run = archive.run(&["check", "--format", "json"]);
    run.says(
        1,
        "
        There is no postmortem yet: `retold new 'What happened'` begins one, and `retold init` adds an example and files for CI
        There is nothing to check
        ",
    );
    let summary = &json(&run.stdout)["summary"];
    assert_eq!((&summary["passed"], &summary["complete"]), (&false.into(), &false.into()));
}

#[test]
fn drafts_that_are_not_reviewed_are_counted() {
    let archive = Archive::good().file("content/draft.md", "---\ndraft: true\n---\n# Draft\n\nTBD.\n");
    let run = archive.run(&["check"]);
    run.says(0, "Checked 2 documents: no problems; 1 draft not reviewed (`--drafts`)");
    let with_drafts = archive.run(&["check", "--drafts"]);
    assert!(!with_drafts.stderr.contains("not reviewed"), "{}", with_drafts.stderr);
}

#[test]
fn the_status_is_that_of_the_lowest_level_that_fails_the_check() {
    let archive = Archive::good().file("content/a.md", "# A\n\nSee [it](nowhere.md).\n");
    for (level, status) in [("error", 0), ("warning", 1), ("note", 1)] {
        let run = archive.run(&["check", "--format", "json", "--deny", level]);
        assert_eq!(run.status, status, "{level}");
        let summary = &json(&run.stdout)["summary"];
        assert_eq!((&summary["passed"], &summary["deny"]), (&(status == 0).into(), &level.into()));
    }
}

#[test]
fn reports_are_written_to_files_beside_the_text() {
    let archive = faulty();
    let run = archive.run(&["check", "--report", "sarif=check.sarif", "--report", "markdown=comment.md"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.starts_with("error[front-matter/value]"), "{}", run.stderr);
    assert_eq!(json(&archive.read("check.sarif"))["version"], "2.1.0");
    assert!(archive.read("comment.md").starts_with("<!-- retold-check -->\n"));
}

#[test]
fn a_report_that_cannot_be_written_fails_the_check() {
    let archive = Archive::good();
    let run = archive.run(&["check", "--report", "json=nowhere/a.json", "--report", "json=b.json"]);
    run.says(
        1,
        "
        Checked 1 document: no problems
        error[output/report]: the report `nowhere/a.json` cannot be written: No such file or directory (os error 2)
         |
        hint: name a file in a folder that exists and may be written to
        ",
    );
    assert_eq!(json(&archive.read("b.json"))["summary"]["passed"], true);
    let run = archive.run(&["check", "--report", "xml=a.xml"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("`xml` is not a format; use one of text, json, github,"), "{}", run.stderr);
}

#[test]
fn an_archive_that_cannot_be_read_is_in_the_report() {
    for (archive, path) in [
        (Archive::good().file("retold.toml", "title = 7\n"), "retold.toml".into()),
        (Archive::new(), Value::Null),
    ] {
        let run = archive.run(&["check", "--format", "json"]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.starts_with("error["), "{}", run.stderr);
        let report = json(&run.stdout);
        assert_eq!(
            (&report["summary"]["complete"], &report["summary"]["passed"]),
            (&false.into(), &false.into())
        );
        assert_eq!(report["findings"][0]["path"], path);
    }
}

#[test]
fn paths_are_those_of_the_repository() {
    let archive = Archive::new()
        .file(".git", "gitdir: elsewhere\n")
        .file("team/archive/content/bad.md", "---\ndate: soon\n---\n# Bad\n\nText of it.\n");
    let path = |arguments: &[&str]| {
        let run = archive.run(&[&["check", "--format", "json"], arguments].concat());
        json(&run.stdout)["findings"][0].clone()
    };
    let finding = path(&["--root", "team/archive"]);
    assert_eq!(finding["path"], "team/archive/content/bad.md");
    let absolute = archive.path("team/archive");
    assert_eq!(path(&["--root", absolute.to_str().unwrap()]), finding);
    assert_eq!(path(&["--root", "team/../team/archive"]), finding);
    assert_eq!(path(&["--content", "team/archive/content"]), finding);
}

#[test]
fn the_step_summary_is_appended_for_github_only() {
    let archive = faulty().variable("GITHUB_STEP_SUMMARY", "summary.md").file("summary.md", "# Before\n");
    archive.run(&["check", "--format", "markdown"]);
    assert_eq!(archive.read("summary.md"), "# Before\n");
    for arguments in [&["--format", "github"][..], &["--report", "github=annotations.txt"]] {
        archive.write("summary.md", "# Before\n");
        archive.run(&[&["check"], arguments].concat());
        let summary = archive.read("summary.md");
        assert!(summary.starts_with("# Before\n<!-- retold-check -->\n"), "{summary}");
        assert!(summary.contains("[line 2](content/bad.md?plain=1#L2)"), "{summary}");
    }
    let run = faulty().variable("GITHUB_STEP_SUMMARY", "nowhere/a.md").run(&["check", "--format", "github"]);
    assert!(run.stderr.contains("error[output/report]: the report `nowhere/a.md`"), "{}", run.stderr);
}

#[test]
fn a_quiet_check_shows_what_fails_it_and_nothing_else() {
    faulty()
        .run(&["check", "-q"])
        .says(1, "content/draft.md:2:8: error[front-matter/value]: `draft`: expected `true` or `false`, found a string");
    Archive::good().run(&["check", "--quiet", "--deny", "note"]).says(0, "");
}

#[test]
fn many_findings_of_a_rule_are_shown_in_part() {
    let links: String = (1..=5).map(|n| format!("- [it](nowhere-{n}.md)\n")).collect();
    let archive = Archive::new().file("content/a.md", format!("# A\n\nText of it.\n\n{links}"));
    let run = archive.run(&["check"]);
    assert!(run.stderr.starts_with("5 × warning[link/missing]: a link leads to"), "{}", run.stderr);
    assert!(run.stderr.contains("and 2 more: `--all` shows them\n"), "{}", run.stderr);
    assert!(run.stderr.contains("nowhere-3.md") && !run.stderr.contains("nowhere-4.md"), "{}", run.stderr);
    let all = archive.run(&["check", "--all"]).stderr;
    assert!(all.contains("nowhere-5.md") && !all.contains("--all"), "{all}");
}

#[test]
fn a_report_matches_its_schema() {
    let schema = json(&Archive::new().run(&["schema", "check"]).stdout);
    let report = json(&faulty().run(&["check", "--format", "json"]).stdout);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let definitions = &schema["$defs"];
    assert_eq!(keys(&report), keys(&schema["properties"]));
    assert_eq!(keys(&report["summary"]), keys(&definitions["CheckSummary"]["properties"]));
    assert_eq!(keys(&report["findings"][0]), keys(&definitions["FindingReport"]["properties"]));
}
