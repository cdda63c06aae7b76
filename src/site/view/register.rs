//! Views of actions beside the incidents that they are from.

use serde::Serialize;

use super::anchor;
use crate::archive::action_lists::ActionPlace;
use crate::archive::taxonomy::{Taxonomy, term_slug};
use crate::archive::tracked::{ActionState, TrackedAction};
use crate::site::Site;

/// The lists of the action register.
pub const URL: &str = "actions/";
pub const TEAMS_URL: &str = "actions/teams/";
pub const OWNERS_URL: &str = "actions/owners/";

/// Actions of one group that stand beside each other in a list.
#[derive(Debug, Serialize)]
pub struct ActionGroupView {
    /// `overdue`, `open`, `unstated`, `done` or `declined`.
    key: &'static str,
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
    /// Whether somebody gave the date; otherwise it is counted from the publication of the report.
    due_is_stated: bool,
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
        Self { is_overdue: false, ..self }
    }
}

/// The actions at `places`, in groups.
pub fn groups(site: &Site, places: &[ActionPlace]) -> Vec<ActionGroupView> {
    let mut groups: Vec<ActionGroupView> = Vec::new();
    for place in places {
        let Some((key, item)) = action(site, *place) else { continue };
        match groups.last_mut().filter(|group| group.key == key) {
            Some(group) => group.items.push(item),
            None => groups.push(ActionGroupView { key, items: vec![item] }),
        }
    }
    groups
}

/// The action at `place`, with the key of its group.
pub fn action(site: &Site, place: ActionPlace) -> Option<(&'static str, RegisteredActionView)> {
    let archived = &site.archive.postmortems[place.postmortem];
    let document = &archived.document;
    let tracked = TrackedAction::all_of(document, site.config.action_due_days).nth(place.action)?;
    let is_overdue = site.today.is_some_and(|today| tracked.days_overdue(today).is_some());
    let due = tracked.shown_due();
    let id = match anchor::heading(document, tracked.action.span.start) {
        Some(id) => format!("#{id}"),
        None => String::new(),
    };
    let state = state_key(tracked.state());
    let group = match state {
        _ if is_overdue => "overdue",
        "in-progress" => "open",
        state => state,
    };
    let view = RegisteredActionView {
        title: tracked.action.title.clone(),
        state,
        is_overdue,
        owners: tracked.owners.iter().map(|owner| owner_link(site, owner)).collect(),
        due: due.map(|due| due.date.to_string()),
        due_is_stated: due.is_some_and(|due| due.is_stated),
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
