//! Views of what was to be done.

use serde::Serialize;

use super::text;
use crate::archive::ArchivedDocument;
use crate::archive::links::is_on_the_web;
use retold_document::Document;
use retold_document::model::{ActionStatus, FoundAction, SectionKind, deadline};

#[derive(Debug, Clone, Serialize)]
pub struct ActionView {
    pub title: String,
    pub kind: Option<String>,
    pub owner: Option<String>,
    pub due: Option<String>,
    pub due_text: Option<String>,
    pub status: Option<String>,
    pub done: bool,
    pub link: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ActionCountView {
    pub count: usize,
    pub done: usize,
    /// Id of the place in the page where they are, if it has one.
    pub id: Option<String>,
}

/// The actions that no section of the body has.
pub fn actions(postmortem: &ArchivedDocument) -> Vec<ActionView> {
    let document = &postmortem.document;
    if has_section(document) {
        return Vec::new();
    }
    document.actions.items.iter().map(|item| action(postmortem, item)).collect()
}

fn has_section(document: &Document) -> bool {
    document.sections.iter().any(|section| section.kind == SectionKind::Actions)
}

fn action(postmortem: &ArchivedDocument, action: &FoundAction) -> ActionView {
    // A date that nobody named is not shown as if somebody had.
    let due = deadline(action, postmortem.report_day(), 0).filter(|due| due.is_stated).map(|due| due.date);
    ActionView {
        title: action.title.clone(),
        kind: action.kind.clone(),
        owner: action.owner.clone(),
        due: due.map(|date| date.to_string()),
        due_text: due.map(text::date),
        status: Some(action.status_text.clone()).filter(|status| !status.is_empty()),
        done: action.status == Some(ActionStatus::Done),
        link: action.link.clone().filter(|link| is_on_the_web(link)),
    }
}

/// How many actions there are and how many of them are done, with the place in the page where they stand; none where
/// there are no actions.
pub fn count(document: &Document) -> Option<ActionCountView> {
    let items = &document.actions.items;
    let heading =
        document.outline.headings.iter().find(|heading| heading.section == Some(SectionKind::Actions));
    let is_done = |action: &&FoundAction| action.past || action.status == Some(ActionStatus::Done);
    (!items.is_empty()).then(|| ActionCountView {
        count: items.len(),
        done: items.iter().filter(is_done).count(),
        id: match heading {
            Some(heading) => Some(heading.id.clone()),
            None => (!has_section(document)).then(|| "rt-actions".to_owned()),
        },
    })
}
