//! The action register as Markdown, for a chat or an issue.

use jiff::civil::Date;

use super::{one_line, permalink};
use crate::archive::register::{ActionCounts, ActionGroup, Register, RegisterEntry};
use crate::archive::tracked::ActionState;
use crate::config::Config;
use crate::report::markdown_text::{escaped, linked};
use retold_diagnostic::plural;

/// The register as lists of tasks, one for each group of actions. `counts` may be of more actions than those.
pub fn markdown(register: &Register<'_>, counts: ActionCounts, today: Date, config: &Config) -> String {
    let mut text = format!("**Actions on {today}:** {counts}\n");
    for group in ActionGroup::ALL {
        let of_group: Vec<_> =
            register.entries.iter().filter(|entry| ActionGroup::of(&entry.tracked, today) == group).collect();
        if !of_group.is_empty() {
            text.push_str(&format!("\n### {} ({})\n\n", group.title(), of_group.len()));
        }
        for entry in of_group {
            text.push_str(&item(entry, today, config));
        }
    }
    text
}

/// `- [ ] Title (owner, due DATE, 3 days overdue, ticket), from the report`.
fn item(entry: &RegisterEntry<'_>, today: Date, config: &Config) -> String {
    let tracked = &entry.tracked;
    let mark = if tracked.state().is_closed() { 'x' } else { ' ' };
    let title = escaped(&one_line(&tracked.action.title));
    let title = if tracked.state() == ActionState::Declined { format!("~~{title}~~") } else { title };
    let due = tracked.shown_due();
    let ticket = match (tracked.ticket(), tracked.web_link()) {
        (ticket, Some(link)) => Some(linked(ticket.unwrap_or("ticket"), link)),
        (ticket, None) => ticket.map(escaped),
    };
    let facts: Vec<String> = [
        (!tracked.owners.is_empty()).then(|| escaped(&tracked.owners.join(", "))),
        (tracked.state() == ActionState::InProgress).then(|| "in progress".to_owned()),
        due.map(|due| format!("due {}", due.date)),
        tracked
            .days_overdue(today)
            .map(|days| format!("{} overdue", plural(days.unsigned_abs() as usize, "day"))),
        ticket,
    ]
    .into_iter()
    .flatten()
    .collect();
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    let source = one_line(&entry.postmortem.title);
    let source = match permalink(entry, config) {
        Some(address) => linked(&source, &address),
        None => escaped(&source),
    };
    format!("- [{mark}] {title}{facts}, from {source}\n")
}

#[cfg(test)]
mod tests {
    use super::super::testing::shown;
    use super::*;

    #[test]
    fn each_group_is_a_list_of_tasks() {
        let text = "# Disk [full]\n\n## Action items\n\n\
            - [ ] Add an *alert* for `disk_full` @ops due:2026-02-27 https://github.com/a/b/issues/7\n\
            - [ ] Move @here to a bot (in progress)\n- Add a quota\n- [x] Clean up\n- Buy a disk (won't do)\n";
        let shown = shown(&[("2026-02-28-disk.md", text)], |register, today, config| {
            markdown(register, register.counts(today), today, config)
        });
        let source = "[Disk \\[full\\]](https://example.org/2026-02-28-disk/)";
        let expected = [
            "**Actions on 2026-03-01:** 2 open, 1 overdue, 1 done, 1 declined, 1 of unknown state",
            "",
            "### Overdue (1)",
            "",
            &format!(
                "- [ ] Add an alert for disk\\_full (ops, due 2026-02-27, 2 days overdue, [\\#7](https://github.com/a/b/issues/7)), from {source}"
            ),
            "",
            "### Open (1)",
            "",
            &format!("- [ ] Move @\u{200b}here to a bot (in progress, due 2026-03-14), from {source}"),
            "",
            "### Unknown state (1)",
            "",
            &format!("- [ ] Add a quota, from {source}"),
            "",
            "### Done (1)",
            "",
            &format!("- [x] Clean up, from {source}"),
            "",
            "### Declined (1)",
            "",
            &format!("- [x] ~~Buy a disk~~, from {source}"),
        ];
        assert_eq!(shown.lines().collect::<Vec<_>>(), expected);
    }
}
