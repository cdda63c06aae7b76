//! The page from which all lists and indexes can be reached.

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::taxonomy::{Taxonomies, Taxonomy};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::group::{Group, group};
use crate::site::view::nav::{self, Door};

const URL: &str = "browse/";

/// Terms of a taxonomy that the page shows.
const TOP_TERMS: usize = 12;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BrowsePage;

#[derive(Debug, Serialize)]
struct View {
    groups: Vec<Group>,
    more: Vec<Door>,
}

impl PageType for BrowsePage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        url == URL
    }

    fn route(_: &Parts<'_>, routes: &mut Routes) {
        routes.add(URL, Self);
    }

    fn made(&self, site: &Site) -> Made {
        let archive = &site.archive;
        let used =
            Taxonomy::ALL.into_iter().filter(|taxonomy| !archive.taxonomies.terms(*taxonomy).is_empty());
        let view = View {
            groups: used.map(|taxonomy| group(archive, taxonomy, TOP_TERMS)).collect(),
            more: nav::more(&site.pages, archive),
        };
        Made::Template("browse.html", site.layout(URL, nav::BROWSE).with(&view))
    }
}
