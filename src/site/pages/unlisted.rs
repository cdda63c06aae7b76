//! The page of a document that its author leaves out of all lists: only links lead to it.

use super::postmortem::{Neighbours, View};
use super::{Made, PageType};
use crate::archive::{Archive, ArchivedDocument};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};

/// The page of a document, by its index among those that are not listed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnlistedPage(usize);

impl PageType for UnlistedPage {
    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        for (index, document) in parts.archive.unlisted.iter().enumerate() {
            routes.add(&document.url, Self(index));
        }
    }

    fn document<'a>(&self, archive: &'a Archive) -> Option<&'a ArchivedDocument> {
        archive.unlisted.get(self.0)
    }

    fn made(&self, site: &Site) -> Made {
        let document = &site.archive.unlisted[self.0];
        let view = View::new(site, document, Neighbours::default());
        Made::Template("postmortem.html", site.layout(&document.url, "").with(&view))
    }
}
