//! The home page, and the further pages of its list.

use serde::Serialize;

use super::on_this_day::around;
use super::{Made, PageType};
use crate::archive::action_lists::ActionPlace;
use crate::archive::taxonomy::{Taxonomies, Taxonomy};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::card::ListedCard;
use crate::site::view::group::{Group, group};
use crate::site::view::nav;
use crate::site::view::pager::{self, Pager};
use crate::site::view::register::{self, RegisteredActionView};
use retold_document::model::Kind;

/// Terms of a taxonomy that the home page shows.
const TOP_TERMS: usize = 8;

/// Incidents and actions of each kind that the home page shows.
const HIGHLIGHTS: usize = 3;

const URL: &str = "";

/// A page of the list of all postmortems (1-based); the first is the home page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HomePage(usize);

#[derive(Debug, Serialize)]
struct View {
    recent: Vec<ListedCard>,
    pager: Pager,
    #[serde(flatten)]
    highlights: Highlights,
}

/// What stands beside the list on the home page. Further pages have none of it.
#[derive(Debug, Default, Serialize)]
struct Highlights {
    /// The incident to be read today.
    daily: Option<ListedCard>,
    overdue: Vec<RegisteredActionView>,
    overdue_count: usize,
    /// The newest of the open actions without a date, where none is overdue.
    undated: Vec<RegisteredActionView>,
    undated_count: usize,
    /// Incidents of other years that happened about this day.
    around: Vec<ListedCard>,
    near_misses: Vec<ListedCard>,
    recurring: Vec<Chain>,
    groups: Vec<Group>,
}

/// A postmortem that repeats others.
#[derive(Debug, Serialize)]
struct Chain {
    card: ListedCard,
    earlier: Vec<ListedCard>,
}

impl PageType for HomePage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        pager::is_page_of(URL, url)
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        for page in 1..=pager::page_count(parts.archive.postmortems.len(), parts.config.page_size) {
            routes.add(&pager::page_url(URL, page), Self(page));
        }
    }

    fn made(&self, site: &Site) -> Made {
        let all: Vec<usize> = (0..site.archive.postmortems.len()).collect();
        let view = View {
            recent: site.cards_on(&all, self.0),
            pager: pager::pager(URL, self.0, all.len(), site.config.page_size),
            highlights: if self.0 == 1 { Highlights::of(site) } else { Highlights::default() },
        };
        let url = pager::page_url(URL, self.0);
        Made::Template("home.html", site.layout(&url, nav::INCIDENTS).with(&view))
    }
}

impl Highlights {
    fn of(site: &Site) -> Self {
        let archive = &site.archive;
        let actions = &site.collected.actions;
        let overdue = site.today.map(|today| actions.overdue(archive, today)).unwrap_or_default();
        let undated = actions.undated(archive);
        let shown_undated = if overdue.is_empty() { HIGHLIGHTS } else { 0 };
        let views = |places: &[ActionPlace]| {
            let actions = places.iter().filter_map(|place| register::action(site, *place));
            actions.map(|(_, action)| action).collect()
        };
        let last_due: Vec<_> = overdue.iter().rev().take(HIGHLIGHTS).copied().collect();
        let near_misses = (0..archive.postmortems.len())
            .filter(|&index| archive.postmortems[index].kind == Kind::NearMiss)
            .take(HIGHLIGHTS);
        let used = [Taxonomy::Services, Taxonomy::Tags].into_iter();
        let used = used.filter(|taxonomy| !archive.taxonomies.terms(*taxonomy).is_empty());
        Self {
            daily: site.daily().map(|index| site.card(index)),
            overdue: views(&last_due),
            overdue_count: overdue.len(),
            undated: views(&undated[..undated.len().min(shown_undated)]),
            undated_count: undated.len(),
            around: site.today.map(|today| around(site, today, HIGHLIGHTS)).unwrap_or_default(),
            near_misses: near_misses.map(|index| site.card(index)).collect(),
            recurring: recurring(site),
            groups: used.map(|taxonomy| group(archive, taxonomy, TOP_TERMS)).collect(),
        }
    }
}

fn recurring(site: &Site) -> Vec<Chain> {
    let postmortems = site.archive.postmortems.iter().enumerate();
    postmortems
        .filter(|(_, postmortem)| !postmortem.earlier.is_empty())
        .take(HIGHLIGHTS)
        .map(|(index, postmortem)| Chain { card: site.card(index), earlier: site.cards(&postmortem.earlier) })
        .collect()
}
