//! The index of a taxonomy.

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::taxonomy::{Taxonomies, Taxonomy};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::nav;
use crate::site::view::taxonomy::{self, TaxonomyView, TermView};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermsPage(Taxonomy);

#[derive(Debug, Serialize)]
struct View {
    taxonomy: TaxonomyView,
    terms: Vec<TermView>,
}

impl PageType for TermsPage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        Taxonomy::ALL.into_iter().any(|taxonomy| taxonomy::index_url(taxonomy) == url)
    }

    fn route(_: &Parts<'_>, routes: &mut Routes) {
        for taxonomy in Taxonomy::ALL {
            routes.add(taxonomy::index_url(taxonomy), Self(taxonomy));
        }
    }

    fn made(&self, site: &Site) -> Made {
        let view =
            View { taxonomy: taxonomy::taxonomy(self.0), terms: taxonomy::terms(&site.archive, self.0) };
        Made::Template("terms.html", site.layout(view.taxonomy.url, nav::section_of(self.0)).with(&view))
    }
}
