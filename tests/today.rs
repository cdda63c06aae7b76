//! The date that counts as today: an argument, the environment, the clock.

use crate::support::Archive;

const ACTIONS: &str = "---\ndate: 2025-12-01\nactions:\n  - {title: Alert, due: 2025-12-30, status: open}\n  \
    - {title: Quota, due: 2025-12-31, status: in progress}\n  - {title: Runbook, due: 2025-12-30, status: done}\n  \
    - {title: Drill, due: 2025-12-30}\n  - {title: Test, status: open}\n---\n# Disk full\n";

/// The titles of the actions that `retold inspect` marks as overdue.
fn overdue(archive: &Archive, arguments: &[&str]) -> Vec<String> {
    let run = archive.run(&[&["inspect", "content/a.md"], arguments].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let lines = run.stdout.lines().filter_map(|line| line.strip_suffix(" · overdue"));
    lines
        .map(|line| line.split(" · ").next().unwrap().split_whitespace().last().unwrap().to_owned())
        .collect()
}

#[test]
fn open_actions_are_overdue_after_their_due_date() {
    let archive = Archive::new().file("content/a.md", ACTIONS);
    for (today, expected) in [
        ("2025-12-15", &[][..]),
        ("2025-12-30", &["Test"]),
        ("2025-12-31", &["Alert", "Drill", "Test"]),
        ("2026-01-01", &["Alert", "Quota", "Drill", "Test"]),
        ("2126-01-01", &["Alert", "Quota", "Drill", "Test"]),
    ] {
        assert_eq!(overdue(&archive, &["--today", today]), expected, "{today}");
    }
    let json = |today| archive.run(&["inspect", "content/a.md", "--format", "json", "--today", today]).stdout;
    assert_eq!(json("2025-12-30"), json("2126-01-01"));
}

#[test]
fn the_environment_names_today_unless_an_argument_does() {
    // The last second of 2025-12-31.
    let archive = Archive::new().file("content/a.md", ACTIONS).variable("SOURCE_DATE_EPOCH", "1767225599");
    assert_eq!(overdue(&archive, &[]), ["Alert", "Drill", "Test"]);
    assert_eq!(overdue(&archive, &["--today", "2025-12-30"]), ["Test"]);
    let archive = Archive::new().file("content/a.md", ACTIONS);
    assert_eq!(overdue(&archive, &[]), ["Alert", "Quota", "Drill", "Test"], "the clock");
}

#[test]
fn a_date_in_the_environment_that_cannot_be_read() {
    let archive = Archive::good().variable("SOURCE_DATE_EPOCH", "yesterday");
    let run = archive.run(&["check"]);
    run.says(
        2,
        "
        error[arguments/source-date-epoch]: `SOURCE_DATE_EPOCH` is `yesterday`, which is not a number of seconds since 1970
         |
        hint: unset it, set it as with `date +%s`, or name the date with `--today DATE`

        ",
    );
    assert_eq!(archive.run(&["check", "--today", "2026-01-31"]).status, 0);
    let run = archive.run(&["check", "--today", "31.1.2026"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("write the date as `2026-01-31`"), "{}", run.stderr);
}
