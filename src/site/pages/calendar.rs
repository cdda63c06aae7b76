//! The open actions as tasks for a calendar (iCalendar, RFC 5545).

use super::{Made, PageType};
use crate::archive::register::Register;
use crate::report;
use crate::site::Site;
use crate::site::routes::{Parts, Routes};

pub const URL: &str = "actions.ics";

/// Tasks in the file, at most: calendars read it again and again.
const LIMIT: usize = 1_000;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Calendar;

impl PageType for Calendar {
    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        if !parts.collected.actions.is_empty() {
            routes.add(URL, Self);
        }
    }

    /// The open actions with the latest due dates, in their order.
    fn made(&self, site: &Site) -> Made {
        let mut register = Register::of(&site.archive, site.config.action_due_days);
        register.entries.retain(|entry| entry.tracked.state().is_open() && entry.tracked.due.is_some());
        register.entries.sort_by_key(|entry| entry.tracked.due.map(|due| due.date));
        register.entries.drain(..register.entries.len().saturating_sub(LIMIT));
        Made::Bytes(report::actions::calendar(&register, &site.config).into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::archive::{Archive, Selection};
    use crate::config::{Config, Overrides};
    use crate::site::Contents;
    use crate::source::SourceTree;
    use crate::theme::Theme;
    use retold_likeness::Model;

    /// The properties of each task, as a calendar reads them: lines are unfolded, and a name ends at `:` or `;`.
    fn tasks(text: &str) -> Vec<Vec<(String, String)>> {
        let unfolded = text.replace("\r\n ", "");
        let tasks = unfolded.split("BEGIN:VTODO\r\n").skip(1);
        let property = |line: &str| {
            let (name, value) = line.split_once(':')?;
            Some((name.split(';').next()?.to_owned(), value.replace("\\,", ",")))
        };
        tasks
            .map(|task| task.split("END:VTODO").next().unwrap().lines().filter_map(property).collect())
            .collect()
    }

    #[test]
    fn a_calendar_reads_the_open_actions_in_the_order_of_their_dates() {
        let text = "---\ndate: 2026-01-31\n---\n# Disk full\n\n## Action items\n\n- [x] Clean up due:2026-02-01\n\
            - [ ] Add an alert, with a limit that everybody who is on call has seen and agreed to due:2026-03-01\n\
            - [ ] Add a quota due:2026-02-03\n- Write it down\n";
        let config = Config::load(Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let tree = SourceTree::from_pairs([("disk.md", text)]);
        let archive = Archive::from_tree(tree, &config, Selection::default()).0;
        let theme = Theme::load(Path::new("/nowhere"), "en").unwrap().0;
        let site = Site::new(config, archive, Model::default(), theme).unwrap().0;
        let Some(Contents::Bytes(bytes)) = site.render(URL).unwrap() else { panic!("there is no calendar") };
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
        let found: Vec<_> = tasks(&text)
            .into_iter()
            .map(|task| {
                let value = |name: &str| task.iter().find(|(known, _)| known == name).unwrap().1.clone();
                (value("SUMMARY"), value("DUE"), value("STATUS"))
            })
            .collect();
        let task = |summary: &str, due: &str| (summary.to_owned(), due.to_owned(), "NEEDS-ACTION".to_owned());
        assert_eq!(
            found,
            [
                task("Add a quota", "20260203"),
                task(
                    "Add an alert, with a limit that everybody who is on call has seen and agreed to",
                    "20260301"
                ),
            ]
        );
    }
}
