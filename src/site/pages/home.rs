//! The home page, and the further pages of its list.

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::taxonomy::{Taxonomies, Taxonomy};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::card::ListedCard;
use crate::site::view::group::{Group, group};
use crate::site::view::nav;
use crate::site::view::pager::{self, Pager};
use crate::site::view::taxonomy::{self, TermView};
use retold_document::model::Kind;

/// Terms of a taxonomy that the home page shows.
const TOP_TERMS: usize = 8;

/// Near misses and repeats that the home page shows.
const HIGHLIGHTS: usize = 3;

const URL: &str = "";

/// A page of the list of all postmortems (1-based); the first is the home page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HomePage(usize);

#[derive(Debug, Serialize)]
struct View {
    recent: Vec<ListedCard>,
    pager: Pager,
    near_misses: Vec<ListedCard>,
    recurring: Vec<Chain>,
    groups: Vec<Group>,
    years: Vec<TermView>,
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
        let postmortems = &site.archive.postmortems;
        let all: Vec<usize> = (0..postmortems.len()).collect();
        let near_misses = all.iter().filter(|&&index| postmortems[index].kind == Kind::NearMiss);
        let groups = Taxonomy::ALL.into_iter().filter(|taxonomy| !is_left_out(*taxonomy));
        let view = View {
            recent: site.cards_on(&all, self.0),
            pager: pager::pager(URL, self.0, all.len(), site.config.page_size),
            near_misses: site.cards(near_misses.take(HIGHLIGHTS)),
            recurring: recurring(site),
            groups: groups.map(|taxonomy| group(&site.archive, taxonomy, TOP_TERMS)).collect(),
            years: taxonomy::terms(&site.archive, Taxonomy::Years),
        };
        let url = pager::page_url(URL, self.0);
        Made::Template("home.html", site.layout(&url, nav::INCIDENTS).with(&view))
    }
}

/// Whether the page has no group of a taxonomy: years have a list of their own, and the others are behind `browse/`.
fn is_left_out(taxonomy: Taxonomy) -> bool {
    matches!(taxonomy, Taxonomy::Triggers | Taxonomy::Kinds | Taxonomy::Years)
}

fn recurring(site: &Site) -> Vec<Chain> {
    let postmortems = site.archive.postmortems.iter().enumerate();
    postmortems
        .filter(|(_, postmortem)| !postmortem.earlier.is_empty())
        .take(HIGHLIGHTS)
        .map(|(index, postmortem)| Chain { card: site.card(index), earlier: site.cards(&postmortem.earlier) })
        .collect()
}
