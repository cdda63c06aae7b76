//! `retold actions`: the register of actions in each format, and the states of a tracker.

use serde_json::Value;

use crate::support::{Archive, Run};

const TODAY: &str = "2026-03-01";

fn archive() -> Archive {
    Archive::new()
        .file("retold.toml", "base_url = \"https://example.org/\"\n")
        .file(
            "content/2026-01-31-pool.md",
            "---\nseverity: SEV2\nservices: [postgres]\nteams: [data]\n---\n# Pool exhausted after failover\n\n## Action items\n\n\
             - [ ] Cap the pool per pod, so that one deployment cannot take all connections of the database @payments due:2026-02-14 OPS-1\n\
             - [ ] In progress: Rehearse the failover @data due:2026-03-20\n- [x] Alert on waiting clients\n",
        )
        .file(
            "content/2026-02-20-tls.md",
            "# Certificate expired\n\n## Action items\n\n- [ ] Renew certificates by a job OPS-2\n- Write down who owns which domain\n",
        )
}

fn run(archive: &Archive, arguments: &[&str]) -> Run {
    archive.run(&[&["actions", "--today", TODAY], arguments].concat())
}

/// The titles of the actions that are listed.
fn titles(archive: &Archive, arguments: &[&str]) -> Vec<String> {
    let run = run(archive, &[arguments, &["--format", "json"]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let actions = report["actions"].as_array().unwrap().iter();
    actions
        .map(|action| action["title"].as_str().unwrap().split(' ').take(2).collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn what_is_not_done_is_listed_the_overdue_first() {
    let run = run(&archive(), &[]);
    run.says_data(
        0,
        "
        Overdue (1)
          2026-02-14  Cap the pool per pod, so that one deployment cannot take all
                      connections of the database
                      15 days overdue · payments · OPS-1
                      Pool exhausted after failover · content/2026-01-31-pool.md:10

        Open (2)
          2026-03-06  Renew certificates by a job OPS-2
                      due by default · OPS-2
                      Certificate expired · content/2026-02-20-tls.md:5
          2026-03-20  Rehearse the failover
                      data · in progress
                      Pool exhausted after failover · content/2026-01-31-pool.md:11

        Unknown state (1)
                      Write down who owns which domain
                      Certificate expired · content/2026-02-20-tls.md:6
        ",
    );
    run.says(0, "3 open, 1 overdue, 1 done, 1 of unknown state");
}

#[test]
fn actions_are_selected_by_state_owner_team_and_service() {
    let archive = archive();
    for (arguments, expected) in [
        (&["--open"][..], &["Cap the", "Renew certificates", "Rehearse the", "Write down"][..]),
        (&["--overdue"], &["Cap the"]),
        (&["--all", "--service", "Postgres"], &["Cap the", "Rehearse the", "Alert on"]),
        (&["--owner", "@Payments", "--owner", "data"], &["Cap the", "Rehearse the"]),
        (&["--team", "payments"], &["Cap the"]),
        (&["--team", "data"], &["Cap the", "Rehearse the"]),
        (&["--team", "data", "--overdue", "--owner", "data"], &[]),
    ] {
        assert_eq!(titles(&archive, arguments), expected, "{arguments:?}");
    }
    run(&archive, &["--owner", "paymens"])
        .says(0, "no action has the owner `paymens`; did you mean `payments`?\n0 open, 0 overdue, 0 done");
    assert_eq!(run(&archive, &["--all", "--overdue"]).status, 2);
}

#[test]
fn a_pipeline_fails_on_what_it_names() {
    let archive = archive();
    for (arguments, status, failure) in [
        (&["--fail-on", "overdue"][..], 1, "Failed: 1 action is overdue"),
        (&["--fail-on", "overdue:14"], 1, "Failed: 1 action is overdue by more than 14 days"),
        (&["--fail-on", "overdue:15"], 0, ""),
        (&["--fail-on", "open", "--owner", "data"], 1, "Failed: 1 action is open"),
        (&["--fail-on", "overdue", "--owner", "data"], 0, ""),
        (&["--fail-on", "open", "--owner", "paymens"], 2, "did you mean `payments`?"),
        (
            &["--fail-on", "open", "--team", "nobody"],
            2,
            "error[arguments/name]: no action has the team `nobody`",
        ),
        (&["--fail-on", "open", "--service", "postgre"], 2, "did you mean `postgres`?"),
        (&["--fail-on", "late"], 2, "write `overdue`, `overdue:7` or `open`"),
    ] {
        let run = run(&archive, arguments);
        assert!(run.status == status && run.stderr.contains(failure), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn states_of_a_tracker_count_more_than_those_of_documents() {
    let jira = r#"{"issues": [
        {"key": "OPS-1", "fields": {"status": {"name": "Shipped", "statusCategory": {"key": "done"}}}},
        {"key": "OPS-9", "fields": {"status": {"name": "To Do", "statusCategory": {"key": "new"}}}}]}"#;
    let archive = archive()
        .file("jira.json", jira)
        .file("late.csv", "ticket,state,due,owner\nOPS-2,open,2026-02-28,ann\n");
    let run = run(
        &archive,
        &["--statuses", "jira.json", "--statuses", "late.csv", "--overdue", "--fail-on", "overdue"],
    );
    run.says_data(
        1,
        "
        Overdue (1)
          2026-02-28  Renew certificates by a job OPS-2
                      1 day overdue · ann · OPS-2
                      Certificate expired · content/2026-02-20-tls.md:5
        ",
    );
    run.says(
        1,
        "
        3 tickets read: 2 actions found, 1 ticket is in no action
        2 open, 1 overdue, 2 done, 1 of unknown state
        Failed: 1 action is overdue
        ",
    );
    let piped = archive
        .run_in_shell("printf 'OPS-1,done' | \"$0\" actions --today 2026-03-01 --statuses - --overdue");
    assert_eq!((piped.status, piped.stdout.as_str()), (0, ""), "{}", piped.stderr);
}

#[test]
fn a_file_of_states_that_cannot_be_used_ends_the_command() {
    let archive = archive();
    for file in ["nowhere.json", "content/2026-02-20-tls.md", "retold.toml"] {
        let run = run(&archive, &["--statuses", file]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
        assert!(
            run.stderr.contains("error[actions/statuses]") && run.stderr.contains(file),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn json_follows_its_schema() {
    let archive = archive();
    let report: Value = serde_json::from_str(&run(&archive, &["--all", "--format", "json"]).stdout).unwrap();
    assert_eq!((&report["version"], &report["today"]), (&1.into(), &TODAY.into()));
    assert_eq!(report["counts"]["overdue"], 1);
    let first = &report["actions"][0];
    assert_eq!(first["postmortem"]["permalink"], "https://example.org/2026-01-31-pool/");
    assert_eq!(
        (&first["state"], &first["overdue_days"], &first["line"]),
        (&"open".into(), &15.into(), &10.into())
    );
    let schema: Value = serde_json::from_str(&archive.run(&["schema", "actions"]).stdout).unwrap();
    for (value, schema) in [
        (&report, &schema),
        (first, &schema["$defs"]["RegisteredAction"]),
        (&first["postmortem"], &schema["$defs"]["SourceReport"]),
        (&report["counts"], &schema["$defs"]["ActionCounts"]),
    ] {
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(value), keys(&schema["properties"]));
        for (key, property) in schema["properties"].as_object().unwrap() {
            assert!(property["description"].is_string(), "{key} is not described");
        }
    }
}

#[test]
fn a_table_can_be_read_again_as_states() {
    let archive = archive();
    let table = run(&archive, &["--all", "--format", "csv"]).stdout;
    assert_eq!(table.lines().count(), 6, "{table}");
    archive.write("states.csv", table.replacen("open,15,", "done,,", 1));
    assert_eq!(titles(&archive, &["--statuses", "states.csv", "--overdue"]), Vec::<String>::new());
}

#[test]
fn a_calendar_depends_on_the_archive_alone() {
    let archive = archive();
    let calendar = run(&archive, &["--format", "ics"]).stdout;
    assert_eq!(calendar.matches("BEGIN:VTODO\r\n").count(), 4, "{calendar}");
    assert!(calendar.contains("DUE;VALUE=DATE:20260214\r\n"), "{calendar}");
    assert_eq!(archive.run(&["actions", "--format", "ics", "--today", "2030-01-01"]).stdout, calendar);
}

#[test]
fn a_list_for_a_chat_links_to_the_pages() {
    let list = run(&archive(), &["--overdue", "--format", "markdown"]).stdout;
    assert!(list.starts_with("**Actions on 2026-03-01:** 3 open, 1 overdue"), "{list}");
    assert!(list.contains("[Pool exhausted after failover](https://example.org/2026-01-31-pool/)"), "{list}");
}

#[test]
fn a_document_that_cannot_be_used_is_not_passed_over() {
    let twin = "---\nslug: 2026-02-20-tls\n---\n# Twin\n\n## Action items\n\n- [ ] Hidden\n";
    let run = run(&archive().file("content/twin.md", twin), &[]);
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.contains("error[identity/duplicate]") && !run.stdout.contains("Hidden"),
        "{}",
        run.stderr
    );
}

#[test]
fn the_check_judges_by_the_states_of_a_tracker() {
    let archive = archive().file("done.csv", "OPS-1,done\nOPS-3,done\n");
    let overdue = |arguments: &[&str]| {
        let run = archive.run(&[&["check", "--today", TODAY], arguments].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.stderr
    };
    assert!(overdue(&[]).contains("warning[actions/overdue]: the action is overdue by 15 days"));
    let with_states = overdue(&["--statuses", "done.csv"]);
    assert!(!with_states.contains("actions/overdue"), "{with_states}");
    assert!(
        with_states.contains("2 tickets read: 1 action found, 1 ticket is in no action"),
        "{with_states}"
    );
    assert_eq!(archive.run(&["check", "--statuses", "nowhere.json"]).status, 2);
}
