//! Actions of whole texts, by the forms in which people write them.

use super::read;
use crate::model::{ActionStatus, Actions};
use crate::structure::testing::read_body;
use jiff::civil::Date;
use retold_times::Due;

fn actions(text: &str) -> Actions {
    read_body(text, read)
}

fn titles(text: &str) -> Vec<String> {
    actions(text).items.into_iter().map(|action| action.title).collect()
}

#[test]
fn items_of_any_list_are_actions() {
    assert_eq!(
        titles("## Action items\n\n- Add an alert\n* Rotate keys\n\n1. Write docs\n"),
        ["Add an alert", "Rotate keys", "Write docs"]
    );
    // Bullets below a numbered headline explain it.
    assert_eq!(
        titles("## Action items\n\n1. **Better alerts**\nWe will watch:\n\n- Queues\n\n2. **Runbooks**\n"),
        ["Better alerts We will watch", "Runbooks"]
    );
    assert_eq!(
        titles(
            "## Action items\n\nSome words before.\n\n- [ ] Add an alert\n- [ ] \n- TBD\n- None\n- <action>\n"
        ),
        ["Add an alert"]
    );
    assert_eq!(
        titles("## Actions\n\nWe do this:\n\n    Replacing the old pump\n    Adding an alert for it\n"),
        ["Replacing the old pump", "Adding an alert for it"]
    );
    let owned = actions("## Actions\n\n@jane\n\n- Add an alert\n");
    assert_eq!(owned.items[0].owner.as_deref(), Some("jane"));
    assert_eq!(titles("**Actions**\n\n- Add an alert\n  - It should page\n"), ["Add an alert"]);
    assert_eq!(
        titles("- **Review actions**:\n  - Add an alert\n  - Rotate keys\n- **Impact**: x\n"),
        ["Add an alert", "Rotate keys"]
    );
    assert_eq!(
        titles("## Summary\n\n**Action item:** Add an alert. It should page.\n\n## Impact\n\n- x\n"),
        ["Add an alert. It should page."]
    );
}

#[test]
fn items_are_read_once_by_their_innermost_section() {
    let text = "## Lessons learned\n\n- Alerts matter\n\n### Action items\n\n- Add an alert\n\n#### Detection\n\n- Watch queues\n\n## Related\n\n- x\n";
    assert_eq!(titles(text), ["Add an alert", "Watch queues"]);
}

#[test]
fn checkboxes_words_and_strikes_give_the_status() {
    let text = "## Actions\n\n- [x] A one\n- [ ] B two\n- C three (DONE)\n- ~~D four~~\n- [ ] E five (in progress)\n- F six\n- ❌ G seven\n";
    let read: Vec<_> = actions(text).items.into_iter().map(|action| action.status).collect();
    use ActionStatus::*;
    assert_eq!(read, [Some(Done), Some(Open), Some(Done), Some(Done), Some(InProgress), None, Some(Open)]);
}

#[test]
fn groups_apply_to_the_actions_below() {
    let text = "## Action items\n\n### Immediate (completed)\n\n- Roll back\n\n### Later\n\n- Add an alert\n\n**Platform team**\n\n- Rotate keys\n\n**Process:**\n\n- Write docs\n\n### Tooling\n\n- Try x\n";
    let read = actions(text).items;
    let summary: Vec<_> =
        read.iter().map(|a| (a.title.as_str(), a.status, a.owner.as_deref(), a.kind.as_deref())).collect();
    assert_eq!(
        summary,
        [
            ("Roll back", Some(ActionStatus::Done), None, None),
            ("Add an alert", None, None, None),
            ("Rotate keys", None, Some("Platform team"), None),
            ("Write docs", None, None, Some("Process")),
            ("Try x", None, None, Some("Tooling")),
        ]
    );
}

#[test]
fn parents_that_only_group_are_no_actions() {
    let text = "## Actions\n\n- Prevent:\n  - Add a limit\n- @jane\n  - Rotate keys\n- Fix alerts:\n  - disk\n  - memory\n- **Write docs**\n  - Owner: Joe\n  - Due: 2026-02-15\n";
    let read = actions(text).items;
    let summary: Vec<_> =
        read.iter().map(|a| (a.title.as_str(), a.owner.as_deref(), a.kind.as_deref(), a.due)).collect();
    assert_eq!(
        summary,
        [
            ("Add a limit", None, Some("Prevent"), None),
            ("Rotate keys", Some("jane"), None, None),
            ("disk", None, None, None),
            ("memory", None, None, None),
            ("Write docs", Some("Joe"), None, Some(Due::On(Date::constant(2026, 2, 15)))),
        ]
    );
}

#[test]
fn headings_fences_and_addresses_may_be_actions() {
    for (text, expected) in [
        (
            "## Action items\n\n### 1) Add an alert\n\nWe want one.\n\n### 2) Rotate keys\n\nSoon.\n",
            &["Add an alert", "Rotate keys"][..],
        ),
        ("## Action items\n\n```\n1. Add an alert\n2. Rotate keys\n```\n", &["Add an alert", "Rotate keys"]),
        ("## Action items\n\n```sh\n- rotate keys\n```\n", &[]),
        (
            "## Action items\n\nTypes:\n\n- Prevent - stop it\n\n| Action | Owner |\n|-|-|\n| Add an alert | Ann |\n",
            &["Add an alert"],
        ),
        ("## Action items\n\n- Add an alert\n\n---\n\n**Note:**\n\n- All is well\n", &["Add an alert"]),
        (
            "## Action items\n\n- Add an alert\n\n---\n\n### Later\n\n- Rotate keys\n",
            &["Add an alert", "Rotate keys"],
        ),
    ] {
        assert_eq!(titles(text), expected, "{text}");
    }
}

#[test]
fn a_status_may_stand_before_a_day_and_in_another_column() {
    let text = "## Action items\n\n1. **DONE 2026-02-01** — Add an alert\n2. **TODO due 2026-02-15** — Rotate keys\n\
                3. WE DO NOT MERGE BEFORE IT IS DONE\n\n| Action | Owner | Bug |\n|-|-|-|\n| Write docs | Ann | DONE |\n";
    let read = actions(text).items;
    let found: Vec<_> = read.iter().map(|a| (a.title.as_str(), a.status, a.due)).collect();
    assert_eq!(
        found,
        [
            ("Add an alert", Some(ActionStatus::Done), None),
            ("Rotate keys", Some(ActionStatus::Open), Some(Due::On(Date::constant(2026, 2, 15)))),
            ("WE DO NOT MERGE BEFORE IT IS DONE", None, None),
            ("Write docs", Some(ActionStatus::Done), None),
        ]
    );
}

#[test]
fn issues_are_linked() {
    let text = "## Actions\n\n- [#12]: Add an alert\n- Rotate keys (INFRA-7)\n- Write docs\n  https://e.org/a/issues/3\n- https://e.org/a/issues/4\n- See https://e.org/a\n- Test queues [issue](https://e.org/a/issues/5)\n\n[#12]: https://e.org/a/issues/12\n";
    let read = actions(text).items;
    let summary: Vec<_> =
        read.iter().map(|a| (a.title.as_str(), a.ticket.as_deref(), a.link.as_deref())).collect();
    assert_eq!(
        summary,
        [
            ("Add an alert", Some("#12"), Some("https://e.org/a/issues/12")),
            ("Rotate keys", Some("INFRA-7"), Some("https://jira.example/browse/INFRA-7")),
            ("Write docs", Some("#3"), Some("https://e.org/a/issues/3")),
            ("https://e.org/a/issues/4", Some("#4"), Some("https://e.org/a/issues/4")),
            ("Test queues", Some("#5"), Some("https://e.org/a/issues/5")),
        ]
    );
}

#[test]
fn completed_work_is_not_open() {
    let text = "## Actions taken\n\n- Roll back\n\n## Actions\n\n- We added an alert\n- Add an alert\n- [ ] Added an alert\n";
    let past: Vec<_> = actions(text).items.into_iter().map(|action| action.past).collect();
    assert_eq!(past, [true, true, false, false]);
}

#[test]
fn reasons_for_none_are_kept() {
    for (text, reason) in [
        ("## Actions\n\nNone, because the vendor repaired it.\n", Some("the vendor repaired it")),
        ("## Actions\n\n- N/A since nobody was hurt\n", Some("nobody was hurt")),
        ("**Action items:** none: we retire the service\n", Some("we retire the service")),
        ("## Actions\n\nNo action items: we retire the service.\n", Some("we retire the service")),
        ("## Actions\n\nNone.\n", None),
        ("## Actions\n\n- Add an alert\n", None),
    ] {
        let read = actions(text);
        assert_eq!(read.none_because.map(|(reason, _)| reason).as_deref(), reason, "{text}");
    }
}

#[test]
fn nothing_is_too_deep_or_too_long() {
    let deep: String = (0..300).map(|depth| format!("{}- a:\n", "  ".repeat(depth))).collect();
    actions(&format!("## Actions\n\n{deep}"));
    let long = format!("## Actions\n\n{}", "- Add an alert (done), owner: @jane\n".repeat(2000));
    assert_eq!(actions(&long).items.len(), 2000);
}

#[test]
fn a_link_that_all_of_an_action_carries_is_its_own() {
    for (text, link) in [
        ("- [ ] [Add an alert](https://e.org/plan)", Some("https://e.org/plan")),
        ("1. [Add an alert](https://e.org/plan).", Some("https://e.org/plan")),
        ("- Add an alert: https://e.org/plan", Some("https://e.org/plan")),
        ("- Add an alert, see [the runbook](https://e.org/runbook)", None),
        ("- Update [the runbook](https://e.org/runbook)", None),
    ] {
        let read = actions(&format!("## Actions\n\n{text}\n")).items;
        assert_eq!(read[0].link.as_deref(), link, "{text}");
    }
}

#[test]
fn actions_are_read_from_the_forms_of_many_teams() {
    type Expected<'a> = (&'a str, Option<&'a str>, Option<&'a str>);
    for (text, expected) in [
        (
            "### 1) Better alerts @jane [detect]\n\nThe queue had none.\n\n### 2) Docs @joe\n\nFew.\n",
            ("Better alerts", Some("jane"), Some("detect")),
        ),
        (
            "### AI-1: Add an alert\n\n- **Owner**: Jane\n\n### AI-2: Write docs\n\n- **Owner**: Joe\n",
            ("Add an alert", Some("Jane"), None),
        ),
        (
            "### Add an alert\n\n**Owner:** Jane\n\nThe queue had none.\n",
            ("Add an alert", Some("Jane"), None),
        ),
        ("**Action:** Add an alert\n**Owner:** Jane\n", ("Add an alert", Some("Jane"), None)),
        ("**Owner:** Jane\n**Action:** Add an alert\n", ("Add an alert", Some("Jane"), None)),
        ("Owner: Jane\n\n- Add an alert\n", ("Add an alert", Some("Jane"), None)),
        ("**Alerts — Jane**\n\n- Add an alert\n", ("Add an alert", Some("Jane"), None)),
        ("- **Jane** to add an alert\n", ("add an alert", Some("Jane"), None)),
        (
            "- [ ] Prevention\n  - [ ] Add an alert @jane\n",
            ("Add an alert", Some("jane"), Some("Prevention")),
        ),
        (
            "- Improve alerts so that somebody is paged\n  - at 1000\n  - at 5000\n",
            ("Improve alerts so that somebody is paged", None, None),
        ),
        ("- Jane Doe\n  - Add an alert\n", ("Add an alert", Some("Jane Doe"), None)),
    ] {
        let expected: Expected<'_> = expected;
        let read = actions(&format!("## Action items\n\n{text}")).items;
        let found = read.first().map(|a| (a.title.as_str(), a.owner.as_deref(), a.kind.as_deref()));
        assert_eq!(found, Some(expected), "{text}");
    }
    let read = actions("## Summary\n\nx\n\n**Next steps**: Jane to add an alert; Joe to write docs\n").items;
    let found: Vec<_> = read.iter().map(|a| (a.title.as_str(), a.owner.as_deref())).collect();
    assert_eq!(found, [("add an alert", Some("Jane")), ("write docs", Some("Joe"))]);
}

#[test]
fn groups_give_their_priority() {
    let text = "## Action items\n\n### P0\n\n- Add an alert\n\n**High priority:**\n\n- Rotate keys\n\n### Later\n\n- (P2) Write docs\n";
    let found: Vec<_> = actions(text).items.into_iter().map(|action| action.priority).collect();
    assert_eq!(found, [Some("P0".to_owned()), Some("High".to_owned()), Some("P2".to_owned())]);
}

#[test]
fn what_is_in_place_is_no_action() {
    let text = "## Prevention\n\n1. **The gateway now rejects large headers** and logs them\n2. **All smoke tests pass** (25/25)\n3. Add an alert on queue depth\n";
    assert_eq!(titles(text), ["Add an alert on queue depth"]);
}
