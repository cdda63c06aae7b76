//! What nearly happened: the near misses, on one page or several.

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::Archive;
use crate::archive::taxonomy::Taxonomies;
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::card::ListedCard;
use crate::site::view::nav;
use crate::site::view::pager::{self, Pager};
use retold_document::model::Kind;

const URL: &str = "near-misses/";

/// A page of the list (1-based).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NearMissesPage(usize);

#[derive(Debug, Serialize)]
struct View {
    cards: Vec<ListedCard>,
    /// How many incidents there are beside them.
    incidents: usize,
    pager: Pager,
}

impl PageType for NearMissesPage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        pager::is_page_of(URL, url)
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        let members = of_kind(parts.archive, Kind::NearMiss).len();
        for page in (1..=pager::page_count(members, parts.config.page_size)).filter(|_| members > 0) {
            routes.add(&pager::page_url(URL, page), Self(page));
        }
    }

    fn made(&self, site: &Site) -> Made {
        let members = of_kind(&site.archive, Kind::NearMiss);
        let view = View {
            cards: site.cards_on(&members, self.0),
            incidents: of_kind(&site.archive, Kind::Incident).len(),
            pager: pager::pager(URL, self.0, members.len(), site.config.page_size),
        };
        let url = pager::page_url(URL, self.0);
        Made::Template("near-misses.html", site.layout(&url, nav::BROWSE).with(&view))
    }
}

/// The postmortems of a kind, newest first.
fn of_kind(archive: &Archive, kind: Kind) -> Vec<usize> {
    let postmortems = archive.postmortems.iter().enumerate();
    postmortems.filter(|(_, postmortem)| postmortem.kind == kind).map(|(index, _)| index).collect()
}
