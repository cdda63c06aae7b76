//! A page that leads to an incident at random, and without a script to that of the day.

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::taxonomy::Taxonomies;
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::card::ListedCard;
use crate::site::view::nav;

const URL: &str = "random/";
const LIST_URL: &str = "random/incidents.json";

/// Incidents in the list, at most: a reader loads it for a single jump.
const LIMIT: usize = 1_000;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RandomPage {
    Page,
    /// The addresses of the incidents to choose from.
    List,
}

#[derive(Debug, Serialize)]
struct View {
    daily: Option<ListedCard>,
    list_url: &'static str,
}

impl PageType for RandomPage {
    fn reserves(url: &str, _: &Taxonomies) -> bool {
        url == URL
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        if !parts.archive.postmortems.is_empty() {
            routes.add(URL, Self::Page);
            routes.add(LIST_URL, Self::List);
        }
    }

    fn made(&self, site: &Site) -> Made {
        match self {
            Self::Page => {
                let view = View { daily: site.daily().map(|index| site.card(index)), list_url: LIST_URL };
                Made::Template("random.html", site.layout(URL, nav::BROWSE).with(&view))
            }
            Self::List => {
                let readable = &site.collected.readable;
                // Evenly from all years where there are too many.
                let step = readable.len().div_ceil(LIMIT).max(1);
                let urls = readable.iter().step_by(step).map(|&index| &site.archive.postmortems[index].url);
                Made::Bytes(serde_json::to_vec(&urls.collect::<Vec<_>>()).unwrap_or_default())
            }
        }
    }
}
