//! The action register: lists of actions by their state, and by team and owner.

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::action_lists::{ActionList, ActionLists, ActionPlace};
use crate::archive::taxonomy::Taxonomies;
use crate::site::Site;
use crate::site::collected::Collected;
use crate::site::routes::{Parts, Routes};
use crate::site::view::nav;
use crate::site::view::pager::{self, Pager};
use crate::site::view::register::{self, ActionGroupView, OWNERS_URL, TEAMS_URL, URL};

/// Actions on one page.
const SIZE: usize = 100;

const UNSTATED_URL: &str = "actions/unstated/";
const CLOSED_URL: &str = "actions/done/";

/// A page (1-based) of one of the lists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActionsPage {
    list: List,
    page: usize,
}

/// A list of actions; teams and owners by their slug.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum List {
    Open,
    Unstated,
    Closed,
    Team(String),
    Owner(String),
}

#[derive(Debug, Serialize)]
struct View {
    /// `open`, `unstated`, `done`, `team` or `owner`.
    list: &'static str,
    /// The name of the team or the owner.
    name: Option<String>,
    groups: Vec<ActionGroupView>,
    counts: Counts,
    /// Of lists of owners it has no total: work is not counted by person.
    pager: Pager,
    calendar_url: &'static str,
    /// The date by which actions are overdue. ISO 8601.
    today: Option<String>,
}

/// How many actions the archive has of each state; of the open ones, also how many are overdue or have no date.
#[derive(Debug, Serialize)]
struct Counts {
    open: usize,
    overdue: usize,
    /// Open ones for which no due date was agreed.
    undated: usize,
    unstated: usize,
    done: usize,
    declined: usize,
}

impl List {
    fn all(lists: &ActionLists) -> impl Iterator<Item = Self> + '_ {
        let teams = lists.teams.keys().cloned().map(Self::Team);
        let owners = lists.owners.keys().cloned().map(Self::Owner);
        [Self::Open, Self::Unstated, Self::Closed].into_iter().chain(teams).chain(owners)
    }

    fn url(&self) -> String {
        match self {
            Self::Open => URL.to_owned(),
            Self::Unstated => UNSTATED_URL.to_owned(),
            Self::Closed => CLOSED_URL.to_owned(),
            Self::Team(slug) => format!("{TEAMS_URL}{slug}/"),
            Self::Owner(slug) => format!("{OWNERS_URL}{slug}/"),
        }
    }

    fn key(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Unstated => "unstated",
            Self::Closed => "done",
            Self::Team(_) => "team",
            Self::Owner(_) => "owner",
        }
    }

    fn named<'a>(&self, lists: &'a ActionLists) -> Option<&'a ActionList> {
        match self {
            Self::Open | Self::Unstated | Self::Closed => None,
            Self::Team(slug) => lists.teams.get(slug),
            Self::Owner(slug) => lists.owners.get(slug),
        }
    }

    fn members<'a>(&self, lists: &'a ActionLists) -> &'a [ActionPlace] {
        match self {
            Self::Open => &lists.open,
            Self::Unstated => &lists.unstated,
            Self::Closed => &lists.closed,
            Self::Team(_) | Self::Owner(_) => {
                self.named(lists).map(|list| list.members.as_slice()).unwrap_or_default()
            }
        }
    }
}

impl PageType for ActionsPage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        let lists = [URL, UNSTATED_URL, CLOSED_URL];
        lists.iter().any(|list| pager::is_page_of(list, url))
            || url.starts_with(TEAMS_URL)
            || url.starts_with(OWNERS_URL)
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        let Collected { actions, .. } = parts.collected;
        if actions.is_empty() {
            return;
        }
        for list in List::all(actions) {
            let members = list.members(actions).len();
            // The register begins with the open actions, also where there are none.
            if members == 0 && list != List::Open {
                continue;
            }
            for page in 1..=pager::page_count(members, SIZE) {
                routes.add(&pager::page_url(&list.url(), page), Self { list: list.clone(), page });
            }
        }
    }

    fn made(&self, site: &Site) -> Made {
        let Self { list, page } = self;
        let lists = &site.collected.actions;
        let members = list.members(lists);
        let base = list.url();
        let view = View {
            list: list.key(),
            name: list.named(lists).map(|list| list.label.clone()),
            groups: register::groups(site, members.chunks(SIZE).nth(page - 1).unwrap_or_default()),
            counts: counts(site),
            pager: pager::pager(&base, *page, members.len(), SIZE),
            calendar_url: super::calendar::URL,
            today: site.today.map(|today| today.to_string()),
        };
        let url = pager::page_url(&base, *page);
        Made::Template("actions.html", site.layout(&url, nav::ACTIONS).with(&view))
    }
}

fn counts(site: &Site) -> Counts {
    let lists = &site.collected.actions;
    let overdue = |today| lists.overdue(&site.archive, today).len();
    Counts {
        open: lists.open.len(),
        overdue: site.today.map_or(0, overdue),
        undated: lists.undated(&site.archive).len(),
        unstated: lists.unstated.len(),
        done: lists.done,
        declined: lists.closed.len() - lists.done,
    }
}
