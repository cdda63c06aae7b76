//! The documents of a term, on one page or several.

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::taxonomy::{Taxonomies, Taxonomy, Term};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::card::ListedCard;
use crate::site::view::nav;
use crate::site::view::pager::{self, Pager};
use crate::site::view::taxonomy::{self, TaxonomyView, TermView};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermPage {
    taxonomy: Taxonomy,
    slug: String,
    /// 1-based.
    page: usize,
}

#[derive(Debug, Serialize)]
struct View {
    taxonomy: TaxonomyView,
    term: TermView,
    cards: Vec<ListedCard>,
    pager: Pager,
}

impl PageType for TermPage {
    const LISTED: bool = true;

    fn reserves(url: &str, taxonomies: &Taxonomies) -> bool {
        Taxonomy::ALL.into_iter().any(|taxonomy| {
            let rest = url.strip_prefix(taxonomy::index_url(taxonomy)).and_then(|rest| rest.split_once('/'));
            rest.is_some_and(|(slug, page)| {
                taxonomies.terms(taxonomy).contains_key(slug) && pager::is_page_of("", page)
            })
        })
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        for taxonomy in Taxonomy::ALL {
            for term in parts.archive.taxonomies.terms(taxonomy) {
                for page in 1..=pager::page_count(term.members.len(), parts.config.page_size) {
                    let url = pager::page_url(&taxonomy::term_url(taxonomy, &term.slug), page);
                    routes.add(&url, Self { taxonomy, slug: term.slug.clone(), page });
                }
            }
        }
    }

    fn made(&self, site: &Site) -> Made {
        let Self { taxonomy, slug, page } = self;
        let none = Term { slug: String::new(), label: String::new(), members: Vec::new() };
        let term = site.archive.taxonomies.terms(*taxonomy).get(slug).unwrap_or(&none);
        let base = taxonomy::term_url(*taxonomy, slug);
        let view = View {
            taxonomy: taxonomy::taxonomy(*taxonomy),
            term: taxonomy::term(&site.archive, *taxonomy, term),
            cards: site.cards_on(&term.members, *page),
            pager: pager::pager(&base, *page, term.members.len(), site.config.page_size),
        };
        let url = pager::page_url(&base, *page);
        Made::Template("term.html", site.layout(&url, nav::section_of(*taxonomy)).with(&view))
    }
}
