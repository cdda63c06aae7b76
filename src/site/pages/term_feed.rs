//! The newest incidents of a term as an Atom feed.

use super::feed::{self, FeedHead};
use super::{Made, PageType};
use crate::archive::taxonomy::Taxonomy;
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::taxonomy;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermFeed {
    taxonomy: Taxonomy,
    slug: String,
}

/// The address of the feed of a term.
pub fn feed_url(taxonomy: Taxonomy, slug: &str) -> String {
    format!("{}{}", taxonomy::term_url(taxonomy, slug), feed::URL)
}

impl PageType for TermFeed {
    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        for taxonomy in Taxonomy::ALL {
            for term in parts.archive.taxonomies.terms(taxonomy) {
                routes.add(&feed_url(taxonomy, &term.slug), Self { taxonomy, slug: term.slug.clone() });
            }
        }
    }

    fn made(&self, site: &Site) -> Made {
        let Some(term) = site.archive.taxonomies.terms(self.taxonomy).get(&self.slug) else {
            return Made::Bytes(Vec::new());
        };
        let postmortems = term.members.iter().map(|&member| &site.archive.postmortems[member]);
        let head = FeedHead {
            title: format!("{} · {}", term.label, site.config.title),
            url: &taxonomy::term_url(self.taxonomy, &self.slug),
            feed_url: &feed_url(self.taxonomy, &self.slug),
        };
        Made::Bytes(feed::atom(site, head, postmortems).into_bytes())
    }
}
