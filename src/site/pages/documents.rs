//! The index of the documents that report no incident.

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::taxonomy::Taxonomies;
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::card::ListedCard;

const URL: &str = "documents/";

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentsPage;

#[derive(Debug, Serialize)]
struct View {
    documents: Vec<ListedCard>,
}

impl PageType for DocumentsPage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        url == URL
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        if !parts.archive.others.is_empty() {
            routes.add(URL, Self);
        }
    }

    fn made(&self, site: &Site) -> Made {
        let others = site.archive.others.iter();
        let view = View { documents: others.map(|other| ListedCard::new(&site.archive, other)).collect() };
        Made::Template("documents.html", site.layout(URL, "").with(&view))
    }
}
