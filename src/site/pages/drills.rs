//! The index of drills. It names no title and no severity: they would give away what happened.

use serde::Serialize;

use super::{Made, PageType, drill};
use crate::archive::ArchivedDocument;
use crate::archive::taxonomy::{Taxonomies, Taxonomy};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::nav;
use crate::site::view::pager::{self, Pager};
use crate::site::view::taxonomy::{TermLink, term_link};

/// Drills on one page.
const SIZE: usize = 100;

/// Services that an entry names.
const SERVICES: usize = 3;

/// A page of the index (1-based).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DrillsPage(usize);

#[derive(Debug, Serialize)]
struct View {
    drills: Vec<DrillEntry>,
    pager: Pager,
}

#[derive(Debug, Serialize)]
struct DrillEntry {
    url: String,
    /// ISO 8601.
    date: Option<String>,
    services: Vec<TermLink>,
    /// Number of steps.
    steps: usize,
    /// Seconds from the first step to the last one.
    length: i64,
}

impl PageType for DrillsPage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        pager::is_page_of(drill::URL, url)
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        let count = parts.collected.drills.len();
        for page in (1..=pager::page_count(count, SIZE)).filter(|_| count > 0) {
            routes.add(&pager::page_url(drill::URL, page), Self(page));
        }
    }

    fn made(&self, site: &Site) -> Made {
        let members = &site.collected.drills;
        let on_page = members.chunks(SIZE).nth(self.0 - 1).unwrap_or_default();
        let view = View {
            drills: on_page
                .iter()
                .filter_map(|&index| entry(site, &site.archive.postmortems[index]))
                .collect(),
            pager: pager::pager(drill::URL, self.0, members.len(), SIZE),
        };
        let url = pager::page_url(drill::URL, self.0);
        Made::Template("drills.html", site.layout(&url, nav::BROWSE).with(&view))
    }
}

fn entry(site: &Site, archived: &ArchivedDocument) -> Option<DrillEntry> {
    let steps = crate::archive::drill::of(archived)?.steps;
    let services = archived.document.facts.services.iter().take(SERVICES);
    let offset = |entry: Option<&retold_document::model::Entry>| entry?.offset;
    let length = offset(steps.last())?.saturating_sub(offset(steps.first())?);
    Some(DrillEntry {
        url: drill::url(archived),
        date: archived.day().map(|day| day.to_string()),
        services: services
            .map(|service| term_link(&site.archive, Taxonomy::Services, &service.value))
            .collect(),
        steps: steps.len(),
        length: length.as_secs(),
    })
}
