//! `retold similar`: incidents that are like a postmortem, a draft or a pasted text.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Archive, Run};

const FULL: &str = "---\nid: PM-7\nseverity: SEV2\nservices: [postgres]\n---\n# Disk of postgres full\n\n\
    The write-ahead log filled the disk, as a replica was gone and its slot stayed.\n\n\
    ## Resolution\n\nThe *slot* was dropped. It took an hour.\n\n\
    ## Action items\n\n- [ ] Alert on slots @db due:2025-04-01 https://example.org/issues/7\n- [x] Drop the slot\n\
    - [ ] Limit `max_slot_wal_keep_size`\n";
const AGAIN: &str =
    "---\nrecurrence_of: PM-7\n---\n# Slots again\n\nA slot of postgres kept the write-ahead log.\n";
const DRAFT: &str =
    "# Write-ahead log of postgres fills the disk\n\nA replica was gone, and its slot kept the log.\n";

fn archive() -> Archive {
    let others = [
        ("login", "Nobody renewed the certificate, and the login failed."),
        ("runner", "The pipeline lost its runner, so nothing was deployed."),
        ("mail", "The relay refused mail because of a blocklist."),
        ("cache", "The cache was cold after its restart, and the site slow."),
        ("quota", "Thumbnails used up the quota of the bucket."),
        ("dns", "A typing error in the zone took the resolver along."),
    ];
    let archive = others.iter().zip(1..).fold(Archive::new(), |archive, ((name, text), month)| {
        archive.file(&format!("content/2024-{month:02}-01-{name}.md"), format!("# About {name}\n\n{text}\n"))
    });
    archive
        .file("content/2025-03-02-disk.md", FULL)
        .file("content/2025-09-01-slots.md", AGAIN)
        .file("content/2026-01-01-bitten.md", format!("---\ndraft: true\n---\n{DRAFT}"))
        .file("drafts/new.md", DRAFT)
        .file(
            "log.txt",
            "2026-05-01T12:00:03Z PANIC could not write to the write-ahead log: disk full, replica zebra\n",
        )
}

fn similar(archive: &Archive, arguments: &[&str]) -> Run {
    archive.run(&[&["--today", "2026-02-01", "similar"], arguments].concat())
}

#[test]
fn a_draft_gets_past_incidents_and_what_came_of_them() {
    let run = similar(&archive(), &["drafts/new.md", "--base-url", "https://example.org/", "--limit", "1"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stderr, "1 incident is like `Write-ahead log of postgres fills the disk`");
    let lines: Vec<_> = run.stdout.lines().collect();
    assert_eq!(lines[..2], ["Disk of postgres full", "  2025-03-02 · SEV2 · postgres"]);
    assert!(lines[2].starts_with("  both: ") && lines[2].contains("slot"), "{}", lines[2]);
    assert_eq!(
        lines[3..],
        [
            "  resolved: The slot was dropped.",
            "  still open: Alert on slots (db, due 2025-04-01, 306 days overdue, #7, https://example.org/issues/7)",
            "  still open: Limit max_slot_wal_keep_size (due 2025-03-16, 322 days overdue)",
            "  happened 1 time since",
            "  https://example.org/2025-03-02-disk/",
            "",
        ]
    );
}

#[test]
fn a_postmortem_is_named_as_in_other_documents() {
    let archive = archive();
    let expected = similar(&archive, &["PM-7", "--format", "ids"]);
    assert_eq!((expected.status, expected.stdout.as_str()), (0, "2025-09-01-slots\n"), "{}", expected.stderr);
    for name in [
        "pm-7",
        "2025-03-02-disk",
        "disk",
        "2025-03-02-disk.md",
        "/2025-03-02-disk/",
        "https://example.org/2025-03-02-disk/index.html#resolution",
        "content/2025-03-02-disk.md",
    ] {
        let run = similar(&archive, &[name, "--format", "ids", "--base-url", "https://example.org/"]);
        assert_eq!((run.status, &run.stdout), (0, &expected.stdout), "{name}: {}", run.stderr);
    }
    let unknown = similar(&archive, &["disc"]);
    assert_eq!(unknown.stdout, "");
    unknown.says(
        2,
        "
        error[arguments/document]: `disc` is neither a file nor a postmortem of the archive
         |
        hint: did you mean `disk`?

        ",
    );
}

#[test]
fn nothing_that_is_like_it_is_status_1() {
    let run = similar(&archive(), &["dns"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert_eq!(run.stderr, "Nothing in the archive is like `About dns`");
}

#[test]
fn json_follows_its_schema_for_documents_and_texts() {
    let archive = archive();
    archive.build_clean();
    let schema: Value = serde_json::from_str(&archive.run(&["schema", "similar"]).stdout).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    for (subject, is_text) in [("drafts/new.md", false), ("PM-7", false), ("log.txt", true)] {
        let run = similar(&archive, &[subject, "--format", "json"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        for line in run.stdout.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            let (found, described) = (keys(&line), keys(&schema["properties"]));
            assert!(if is_text { found.is_superset(&described) } else { found == described }, "{line}");
            assert_eq!(line["version"], 1);
            assert_eq!(line["likeness"].is_f64(), !is_text, "{line}");
            assert_eq!(line["asked"].is_u64(), is_text, "{line}");
            assert_eq!(keys(&line["precedent"]), keys(&schema["$defs"]["PrecedentReport"]["properties"]));
            for action in line["precedent"]["open_actions"].as_array().unwrap() {
                assert_eq!(keys(action), keys(&schema["$defs"]["OpenAction"]["properties"]));
            }
        }
    }
    for (key, property) in schema["properties"].as_object().unwrap() {
        assert!(property["description"].is_string(), "{key} is not described");
    }
}

#[test]
fn a_pasted_text_gets_the_words_that_each_incident_has() {
    let archive = archive();
    archive.build_clean();
    let run = similar(&archive, &["log.txt", "--limit", "1"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let lines: Vec<_> = run.stdout.lines().map(str::trim).collect();
    let matched = lines.iter().find(|line| line.starts_with("matched: ")).unwrap();
    assert!(matched.contains("write-ahead") && matched.contains("replica"), "{matched}");
    assert!(!matched.contains("zebra"), "{matched}");
    assert!(lines.contains(&"resolved: The slot was dropped."), "{lines:?}");
    assert!(run.stderr.contains("looked for: ") && run.stderr.contains("zebra"), "{}", run.stderr);
}

#[test]
fn a_site_without_its_documents_still_answers() {
    let archive = archive();
    archive.build_clean();
    std::fs::remove_dir_all(archive.path("content")).unwrap();
    let run = similar(&archive, &["log.txt", "--limit", "1"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stdout.starts_with("Disk of postgres full\n") && !run.stdout.contains("resolved:"),
        "{}",
        run.stdout
    );
    assert!(run.stderr.contains("The documents of the archive are not here"), "{}", run.stderr);
    assert_eq!(similar(&archive, &["PM-7"]).status, 2);
}

#[test]
fn messages_have_no_markup_but_their_own() {
    let hostile = FULL
        .replace("# Disk of postgres full", "# Disk of postgres full &amp; &lt;!here> [x](y)\u{1b}[31m")
        .replace("Alert on slots", "Alert <b>&amp; *now*");
    let archive = archive().file("content/2025-03-02-disk.md", hostile);
    let run = |format: &str| {
        let base = "https://example.org/";
        let run =
            similar(&archive, &["drafts/new.md", "--format", format, "--base-url", base, "--limit", "1"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(!run.stdout.contains(|c: char| c.is_control() && c != '\n'), "{:?}", run.stdout);
        run.stdout
    };
    let slack = run("slack");
    let title = "*<https://example.org/2025-03-02-disk/|Disk of postgres full &amp; &lt;!here&gt; ";
    assert!(slack.contains(title), "{slack}");
    assert!(slack.contains("<https://example.org/issues/7|#7>"), "{slack}");
    let markdown = run("markdown");
    assert!(markdown.starts_with("- **[Disk of postgres full \\& \\<\\!"), "{markdown}");
    assert!(
        markdown.contains("](https://example.org/2025-03-02-disk/)** (2025-03-02, SEV2)\n"),
        "{markdown}"
    );
}

#[test]
fn a_file_of_markdown_that_is_no_report_is_a_text() {
    let archive = archive().file("alert.md", "PANIC could not write to the write-ahead log: disk full\n");
    archive.build_clean();
    let run = similar(&archive, &["alert.md", "--format", "ids", "--limit", "1"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "PM-7\n"), "{}", run.stderr);
}
