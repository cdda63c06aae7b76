//! The action register as data: JSON, a table for spreadsheets, tasks for a calendar, a list for a chat.

mod calendar;
mod markdown;
mod table;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::one_line;
use crate::archive::register::{ActionCounts, Register, RegisterEntry};
use crate::archive::tracked::ActionState;
use crate::config::Config;

pub use calendar::calendar;
pub use markdown::markdown;
pub use table::table;

/// Version of the layout of [`ActionsReport`].
pub const VERSION: u32 = 1;

/// The actions of an archive.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ActionsReport {
    /// Version of this layout. It changes when a key goes or means something else, not when one is added.
    pub version: u32,
    /// The date by which actions are overdue.
    pub today: String,
    /// The number of actions by state, of all owners, teams and services that were asked for.
    pub counts: ActionCounts,
    /// The actions, the most urgent first.
    pub actions: Vec<RegisteredAction>,
}

/// An action, and the report that it is from.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RegisteredAction {
    /// A name that no other action of the archive has, and that stays the same when its state changes.
    pub key: String,
    /// What is to be done, without markup.
    pub title: String,
    /// People or teams, without `@`.
    pub owners: Vec<String>,
    /// How far it is.
    pub state: ActionState,
    /// The due date; without a stated one, only an open action has one.
    pub due: Option<String>,
    /// Whether somebody gave the due date; otherwise it is counted from the publication of the report.
    pub due_is_stated: bool,
    /// The days since the due date, if the action is open and the date is past.
    pub overdue_days: Option<i32>,
    /// The name of its ticket.
    pub ticket: Option<String>,
    /// The address of its ticket.
    pub link: Option<String>,
    /// What it is for, such as `prevent`, as its author wrote it.
    pub kind: Option<String>,
    /// How urgent it is, as its author wrote it.
    pub priority: Option<String>,
    /// The report that the action is from.
    pub postmortem: SourceReport,
    /// The file of the report as the user named it, with forward slashes.
    pub file: String,
    /// The line in which the action begins.
    pub line: usize,
}

/// The report that an action is from.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SourceReport {
    /// Its title, without markup.
    pub title: String,
    /// Address of its page relative to the site's root.
    pub url: String,
    /// Address of its page on the web; `None` if no base URL is configured.
    pub permalink: Option<String>,
    /// When the incident happened, else when the report came out.
    pub date: Option<String>,
    /// The label of its author.
    pub severity: Option<String>,
    /// 1 is the most severe.
    pub severity_rank: Option<u8>,
    /// What the incident touched.
    pub services: Vec<String>,
    /// Whom it touched.
    pub teams: Vec<String>,
}

/// The report on the actions of `register`. `counts` may be of more actions than those.
pub fn actions(register: &Register<'_>, counts: ActionCounts, today: Date, config: &Config) -> ActionsReport {
    let actions = register.entries.iter().map(|entry| action(entry, today, config)).collect();
    ActionsReport { version: VERSION, today: today.to_string(), counts, actions }
}

fn action(entry: &RegisterEntry<'_>, today: Date, config: &Config) -> RegisteredAction {
    let RegisterEntry { key, postmortem, line, tracked } = entry;
    let facts = &postmortem.document.facts;
    let due = tracked.shown_due();
    RegisteredAction {
        key: key.clone(),
        title: one_line(&tracked.action.title),
        owners: tracked.owners.clone(),
        state: tracked.state(),
        due: due.map(|due| due.date.to_string()),
        due_is_stated: due.is_some_and(|due| due.is_stated),
        overdue_days: tracked.days_overdue(today),
        ticket: tracked.ticket().map(str::to_owned),
        link: tracked.web_link().map(str::to_owned),
        kind: tracked.action.kind.clone(),
        priority: tracked.action.priority.clone(),
        postmortem: SourceReport {
            title: postmortem.title.clone(),
            url: postmortem.url.clone(),
            permalink: permalink(entry, config),
            date: postmortem.day().map(|date| date.to_string()),
            severity: postmortem.severity.as_ref().map(|severity| severity.label.clone()),
            severity_rank: postmortem.severity.as_ref().and_then(|severity| severity.rank),
            services: facts.services.iter().map(|fact| fact.value.clone()).collect(),
            teams: facts.teams.iter().map(|fact| fact.value.clone()).collect(),
        },
        file: postmortem.document.name.clone(),
        line: *line,
    }
}

/// The address of the report's page on the web, if a base URL is configured.
fn permalink(entry: &RegisterEntry<'_>, config: &Config) -> Option<String> {
    config.permalink(&entry.postmortem.url)
}

#[cfg(test)]
mod testing {
    use super::*;
    use crate::archive::{Archive, Selection};
    use crate::config::Overrides;
    use crate::source::SourceTree;
    use jiff::civil::date;

    /// Calls `show` with the sorted register of documents, given by path and text, on 1 March 2026.
    pub fn shown(
        documents: &[(&str, &str)],
        show: impl Fn(&Register<'_>, Date, &Config) -> String,
    ) -> String {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let config = Config { base_url: Some("https://example.org/".to_owned()), ..config };
        let tree = SourceTree::from_pairs(documents.iter().copied());
        let (archive, _) = Archive::from_tree(tree, &config, Selection::default());
        let today = date(2026, 3, 1);
        let mut register = Register::of(&archive, config.action_due_days);
        register.sort_by_urgency(today);
        show(&register, today, &config)
    }
}
