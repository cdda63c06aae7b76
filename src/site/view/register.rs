//! Views of actions beside the incidents that they are from.

use jiff::civil::Date;
use serde::Serialize;

use super::anchor;
use super::gap::Gap;
use crate::archive::action_lists::ActionPlace;
use crate::archive::taxonomy::{Taxonomy, term_slug};
use crate::archive::tracked::{ActionState, TrackedAction};
use crate::site::Site;

/// Days until an action without a due date is due: a default date is not shown as if somebody had agreed to it.
const NO_DEFAULT: u16 = 0;

/// The lists of the action register.
pub const URL: &str = "actions/";
pub const TEAMS_URL: &str = "actions/teams/";
pub const OWNERS_URL: &str = "actions/owners/";

/// Actions of one group that stand beside each other in a list.
#[derive(Debug, Serialize)]
pub struct ActionGroupView {
    /// `overdue`, `open`, `undated`, `unstated`, `done` or `declined`.
    key: &'static str,
    /// Of `undated`: the year of their incidents, if it is known.
    year: Option<i16>,
    items: Vec<RegisteredActionView>,
}

/// An action, with the incident that it is from.
#[derive(Debug, Serialize)]
pub struct RegisteredActionView {
    title: String,
    /// `open`, `in-progress`, `unstated`, `done` or `declined`.
    state: &'static str,
    is_overdue: bool,
    owners: Vec<OwnerLink>,
    /// ISO 8601.
    due: Option<String>,
    /// The time from the report until today, if it is open and has no due date.
    open_for: Option<Gap>,
    ticket: Option<String>,
    /// The address of the ticket on the web.
    link: Option<String>,
    /// Title of the incident, and the place in its page.
    incident: String,
    url: String,
}

/// A person or team with the list of their actions.
#[derive(Debug, Serialize)]
pub struct OwnerLink {
    pub label: String,
    pub url: String,
}

impl RegisteredActionView {
    /// The action for a page that does not depend on the day.
    pub fn without_day(self) -> Self {
        Self { is_overdue: false, open_for: None, ..self }
    }
}

/// The actions at `places`, in groups.
pub fn groups(site: &Site, places: &[ActionPlace]) -> Vec<ActionGroupView> {
    let mut groups: Vec<ActionGroupView> = Vec::new();
    for place in places {
        let Some((key, item)) = action(site, *place) else { continue };
        let day = site.archive.postmortems[place.postmortem].day();
        let year = day.filter(|_| key == "undated").map(Date::year);
        match groups.last_mut().filter(|group| (group.key, group.year) == (key, year)) {
            Some(group) => group.items.push(item),
            None => groups.push(ActionGroupView { key, year, items: vec![item] }),
        }
    }
    groups
}

/// The action at `place`, with the key of its group.
pub fn action(site: &Site, place: ActionPlace) -> Option<(&'static str, RegisteredActionView)> {
    let archived = &site.archive.postmortems[place.postmortem];
    let document = &archived.document;
    let tracked = TrackedAction::at(document, place.action, NO_DEFAULT)?;
    let due = tracked.agreed_due();
    let is_open = tracked.state().is_open();
    let is_overdue = is_open && site.today.zip(due).is_some_and(|(today, due)| due < today);
    let since = document.report_day().filter(|_| is_open && due.is_none());
    let open_for = since.zip(site.today).filter(|(since, today)| since < today);
    let id = match anchor::heading(document, tracked.action.span.start) {
        Some(id) => format!("#{id}"),
        None => String::new(),
    };
    let state = state_key(tracked.state());
    let group = match state {
        _ if is_overdue => "overdue",
        "open" | "in-progress" if due.is_none() => "undated",
        "in-progress" => "open",
        state => state,
    };
    let view = RegisteredActionView {
        title: tracked.action.title.clone(),
        state,
        is_overdue,
        owners: tracked.owners.iter().map(|owner| owner_link(site, owner)).collect(),
        due: due.map(|due| due.to_string()),
        open_for: open_for.map(|(since, today)| Gap::between(since, today)),
        ticket: tracked.ticket().map(str::to_owned),
        link: tracked.web_link().map(str::to_owned),
        incident: archived.title.clone(),
        url: format!("{}{id}", archived.url),
    };
    Some((group, view))
}

/// The name of a state in addresses and data.
pub fn state_key(state: ActionState) -> &'static str {
    match state {
        ActionState::Open => "open",
        ActionState::InProgress => "in-progress",
        ActionState::Unstated => "unstated",
        ActionState::Done => "done",
        ActionState::Declined => "declined",
    }
}

fn owner_link(site: &Site, owner: &str) -> OwnerLink {
    let slug = term_slug(owner);
    let is_team = site.archive.taxonomies.terms(Taxonomy::Teams).contains_key(&slug);
    let base = if is_team { TEAMS_URL } else { OWNERS_URL };
    OwnerLink { label: owner.to_owned(), url: format!("{base}{slug}/") }
}
