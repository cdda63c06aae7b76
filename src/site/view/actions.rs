//! Views of what was to be done.

use serde::Serialize;

use super::body::action_id;
use super::ids::Ids;
use crate::archive::ArchivedDocument;
use crate::archive::links::is_on_the_web;
use crate::archive::tracked::{ActionState, TrackedAction};
use retold_document::Document;
use retold_document::html::Item;
use retold_document::model::{ActionStatus, FoundAction, SectionKind};

#[derive(Debug, Clone, Serialize)]
pub struct ActionView {
    /// The name of its place in the page.
    pub id: String,
    pub title: String,
    /// What is to be done as safe HTML, with the author's links.
    pub html: String,
    /// What stands below it, as safe HTML.
    pub more: String,
    /// What else its row in a table has.
    pub cells: Vec<CellView>,
    pub kind: Option<String>,
    pub owner: Option<String>,
    pub due: Option<String>,
    /// As the author wrote it.
    pub status: Option<String>,
    /// `open`, `in-progress`, `unstated`, `done` or `declined`.
    pub state: ActionState,
    pub done: bool,
    pub priority: Option<String>,
    /// The name of its ticket, and the address of that.
    pub ticket: Option<String>,
    pub link: Option<String>,
}

/// A cell of a table of actions.
#[derive(Debug, Clone, Serialize)]
pub struct CellView {
    /// The heading of its column.
    pub label: String,
    /// Safe HTML.
    pub html: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct ActionCountView {
    pub count: usize,
    pub done: usize,
    /// Id of the place in the page where they are, if it has one.
    pub id: Option<String>,
}

/// The actions of the front matter that no section of the body has.
pub fn actions(postmortem: &ArchivedDocument, ids: &mut Ids) -> Vec<ActionView> {
    let document = &postmortem.document;
    if has_section(document) {
        return Vec::new();
    }
    let items = document.actions.items.iter().enumerate();
    items.map(|(index, item)| action(postmortem, item, action_id(item, index, ids))).collect()
}

fn has_section(document: &Document) -> bool {
    document.sections.iter().any(|section| section.kind == SectionKind::Actions)
}

/// The action of the text that `item` is.
pub fn in_place(postmortem: &ArchivedDocument, item: Item, ids: &mut Ids) -> ActionView {
    let found = &postmortem.document.actions.items[item.index];
    let id = action_id(found, item.index, ids);
    let cells = item.cells.into_iter().map(|(label, html)| CellView { label, html }).collect();
    ActionView { html: item.html, more: item.more, cells, ..action(postmortem, found, id) }
}

fn action(postmortem: &ArchivedDocument, action: &FoundAction, id: String) -> ActionView {
    let tracked = TrackedAction::new(&postmortem.document, action, 0);
    // A date that nobody named is not shown as if somebody had.
    let due = tracked.due.filter(|due| due.is_stated).map(|due| due.date);
    ActionView {
        id,
        title: action.title.clone(),
        html: String::new(),
        more: String::new(),
        cells: Vec::new(),
        kind: action.kind.clone(),
        owner: Some(tracked.owners.join(", ")).filter(|owners| !owners.is_empty()),
        due: due.map(|date| date.to_string()),
        status: Some(action.status_text.clone()).filter(|status| !status.is_empty()),
        state: tracked.state(),
        done: tracked.state() == ActionState::Done,
        priority: action.priority.clone(),
        ticket: action.ticket.clone(),
        link: action.link.clone().filter(|link| is_on_the_web(link)),
    }
}

impl ActionView {
    /// What the page shows of it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let fields = [&self.kind, &self.owner, &self.status, &self.priority, &self.ticket];
        let cells = self.cells.iter().flat_map(|cell| [cell.label.as_str(), cell.html.as_str()]);
        let fields = fields.into_iter().filter_map(|field| field.as_deref());
        [self.html.as_str(), self.more.as_str()].into_iter().chain(fields).chain(cells)
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
