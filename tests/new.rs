//! `retold new`: a postmortem that is begun where it belongs, and that is never half written.

use crate::support::{Archive, Run};

const TODAY: [&str; 2] = ["--today", "2026-02-02"];

fn new(archive: &Archive, arguments: &[&str]) -> Run {
    archive.run(&[&["new"], arguments, &TODAY].concat())
}

#[test]
fn a_postmortem_is_written_named_and_sound() {
    let archive =
        Archive::new().file("content/2025/2025-12-01-dns.md", "# DNS was gone\n\nNames were not found.\n");
    let times = ["--started", "2026-01-31 09:02", "--resolved", "2026-01-31 11:30 CET"];
    let names = ["--severity", "SEV2", "--service", "checkout", "--service", "basket", "--tag", "dns"];
    let run = new(&archive, &[&["Checkout: \"down\", again"], &times[..], &names].concat());
    assert_eq!((run.status, run.stdout.as_str()), (0, "content/2026/2026-01-31-checkout-down-again.md\n"));
    assert_eq!(
        run.stderr,
        "Written from the template `full`; `retold serve --open` shows it while you write"
    );
    let text = archive.read("content/2026/2026-01-31-checkout-down-again.md");
    for line in [
        "title: \"Checkout: \\\"down\\\", again\"",
        "date: 2026-02-02",
        "severity: SEV2",
        "services: [checkout, basket]",
        "started: 2026-01-31T09:02:00Z",
        "resolved: 2026-01-31T11:30:00+01:00",
        "| 2026-01-31 10:30 | Resolution | [what ended it for us] |",
        "| [what prevents it] | [owner] | 2026-02-16 | [ticket] |",
    ] {
        assert!(text.contains(&format!("\n{line}\n")), "{line}: {text}");
    }
    // Only what was there before may be wrong.
    let checked = archive.run(&["check", "--deny", "error"]);
    assert_eq!(checked.status, 0, "{}", checked.stderr);
    assert!(!archive.tree("content").keys().any(|name| name.contains(".retold")));
}

#[test]
fn a_folder_without_documents_is_made() {
    let run = new(&Archive::new(), &["Disk full", "--template", "Near miss"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "content/2026-02-02-disk-full.md\n"));
}

#[test]
fn nothing_is_replaced_and_nothing_half_written() {
    let archive = Archive::new()
        .file("content/2026-02-02-disk-full.md", "mine")
        .file("alert.txt", "{\"a\":")
        .file("other.json", "{\"zen\": \"Keep it logically awesome.\"}");
    for (arguments, status, message) in [
        (&["Disk full"][..], 2, "error[new/exists]: there is a file of this name"),
        (&["--from", "alert.txt"], 2, "alert.txt:1:5"),
        (
            &["--from", "other.json"],
            2,
            "hint: known: Alertmanager (webhook), PagerDuty (webhook v3, incident), Opsgenie",
        ),
        (&["A", "--from", "other.json", "--source", "sentry"], 2, "this is not JSON of Sentry"),
        (&["A", "--from", "nowhere.json"], 2, "error[source/unreadable]: the alert cannot be read"),
        (&["A", "--template", "lihgt"], 2, "hint: did you mean `light`?"),
        (&[" "], 2, "error[new/no-title]"),
        (&["A", "--started", "09:02"], 2, "write the time with its date, as in `2026-01-31 09:02 UTC`"),
        (&["A", "--from", "alert.txt", "--source", "nagios"], 2, "services: alertmanager, pagerduty"),
    ] {
        let run = new(&archive, arguments);
        assert_eq!(run.status, status, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(message), "{arguments:?}: {}", run.stderr);
        assert_eq!(archive.tree("content").into_keys().collect::<Vec<_>>(), ["2026-02-02-disk-full.md"]);
    }
    assert_eq!(archive.read("content/2026-02-02-disk-full.md"), "mine");
}

#[cfg(unix)]
#[test]
fn an_alert_from_standard_input_fills_in_what_it_knows() {
    let archive = Archive::new();
    let alert = r#"{"groupKey": "g", "status": "firing", "commonLabels": {"alertname": "HighErrorRate", "severity": "warning",
        "service": "checkout"}, "commonAnnotations": {"summary": "Checkout: 5 % errors\n# now"}, "alerts": [{"labels": {},
        "startsAt": "2026-01-30T23:05:10.5+01:00", "generatorURL": "https://prometheus.example.org/graph?g0.expr=x#y"}]}"#;
    archive.write("alert.json", alert);
    let run =
        archive.run_in_shell("\"$0\" new --from - --template light --today 2026-02-02 --stdout < alert.json");
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    for line in [
        "title: \"Checkout: 5 % errors # now\"",
        "severity:             # SEV1 (worst) to SEV5 (the alert's: warning)",
        "services: [checkout]",
        "detected: 2026-01-30T22:05:10Z",
        "source: \"https://prometheus.example.org/graph?g0.expr=x#y\"",
        "| 2026-01-30 22:05 | Detection | [which alert, or who noticed] |",
    ] {
        assert!(run.stdout.contains(line), "{line}: {}", run.stdout);
    }
    assert!(!archive.has("content"));
}

#[test]
fn the_templates_of_the_archive_come_first() {
    let archive = Archive::new()
        .file(
            "templates/light.md",
            "---\n# template: Ours\nroom: 7\n---\n\n## Summary\n\n{{ title }}, due {{ due }}\n",
        )
        .file("templates/notes.txt", "no template");
    let run = new(&archive, &["--list"]);
    let expected =
        "light      Ours (own)\nfull       every section, for an incident that many can learn from\n";
    assert!(run.stdout.starts_with(expected), "{}", run.stdout);
    assert!(run.stdout.contains("near-miss  what almost happened"), "{}", run.stdout);
    let run = new(&archive, &["Disk full", "--template", "light", "--stdout"]);
    assert_eq!(
        run.stdout,
        "---\nroom: 7\ntitle: Disk full\ndate: 2026-02-02\n---\n\n## Summary\n\nDisk full, due 2026-02-16\n"
    );
    archive.write("templates/broken.md", [0xff, 0xfe]);
    let run = new(&archive, &["Disk full"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("error[new/template]: the template cannot be read"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn the_editor_gets_the_file_whatever_it_does_with_it() {
    let archive = Archive::new().variable("VISUAL", "echo edited >>").variable("EDITOR", "false");
    assert_eq!(new(&archive, &["It's \"quoted\"", "--edit"]).status, 0);
    assert!(archive.read("content/2026-02-02-its-quoted.md").ends_with("edited\n"));
    // Without a terminal, no editor is opened.
    assert_eq!(new(&archive, &["Two"]).status, 0);
    assert!(!archive.read("content/2026-02-02-two.md").contains("edited"));
    let archive = Archive::new().variable("VISUAL", "").variable("EDITOR", "exit 3; :");
    let run = new(&archive, &["Three", "--edit"]);
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.contains("error[new/editor]: the editor `exit 3; :` ended with status 3"),
        "{}",
        run.stderr
    );
    assert!(archive.has("content/2026-02-02-three.md"));
}

#[test]
fn past_incidents_like_the_title_are_named() {
    let archive = Archive::new()
        .file(
            "content/2025-03-02-disk.md",
            "---\nid: PM-7\n---\n# Disk of postgres full\n\nThe log filled the disk.\n\n## Resolution\n\nThe *slot* was dropped. It took long.\n",
        )
        .file("content/2024-01-01-login.md", "# Login failed\n\nNobody renewed the certificate, and the disk was fine.\n")
        .file("content/2024-02-01-mail.md", "# Mail late\n\nThe relay was blocked for its spam.\n")
        .file("content/2024-03-01-broken.md", "---\n: [\n---\n\u{0}");
    let run = new(&archive, &["Postgres: the disk was full"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "content/2026-02-02-postgres-the-disk-was-full.md\n"));
    assert_eq!(
        run.stderr,
        "Past incidents like this one; if it is one of them again, name it in `recurrence_of`:\n\
         - Disk of postgres full (2025-03-02, PM-7)\n  \
           resolved: The slot was dropped.\n\
         Written from the template `full`; `retold serve --open` shows it while you write"
    );
    // Of a single word, and of words that none has, nothing is made.
    for title in ["Disk", "Zebras ate the disk of our cluster in Prague"] {
        let run = new(&archive, &[title]);
        assert_eq!((run.status, run.stderr.lines().count()), (0, 1), "{}", run.stderr);
    }
}
