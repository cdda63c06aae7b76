//! The page of a document that reports no incident: like that of a postmortem, but with no place among them.

use super::postmortem::{Neighbours, View};
use super::{Made, PageType};
use crate::archive::{Archive, ArchivedDocument};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};

/// The page of a document, by its index among those that report no incident.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OtherPage(usize);

impl PageType for OtherPage {
    const LISTED: bool = true;

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        for (index, other) in parts.archive.others.iter().enumerate() {
            routes.add(&other.url, Self(index));
        }
    }

    fn document<'a>(&self, archive: &'a Archive) -> Option<&'a ArchivedDocument> {
        archive.others.get(self.0)
    }

    fn made(&self, site: &Site) -> Made {
        let other = &site.archive.others[self.0];
        let view = View::new(site, other, Neighbours::default());
        Made::Template("postmortem.html", site.layout(&other.url, "").with(&view))
    }
}
