//! A chain of incidents that repeat each other, on one page or several.

use std::ops::Range;

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::taxonomy::Taxonomies;
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::card::ListedCard;
use crate::site::view::chain::{self, INDEX_URL, OccurrenceView};
use crate::site::view::nav;
use crate::site::view::pager::{self, Pager};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChainPage {
    /// Its index in the archive.
    chain: usize,
    /// 1-based.
    page: usize,
}

#[derive(Debug, Serialize)]
struct View {
    first: ListedCard,
    last: ListedCard,
    times: Vec<OccurrenceView>,
    pager: Pager,
    index_url: &'static str,
}

impl PageType for ChainPage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        let chain = url.strip_prefix(INDEX_URL).and_then(|rest| rest.split_once('/'));
        chain.is_some_and(|(slug, page)| !slug.is_empty() && pager::is_page_of("", page))
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        for (index, chain) in parts.archive.chains.iter().enumerate() {
            for page in 1..=pager::page_count(chain.members.len(), parts.config.page_size) {
                let url = pager::page_url(&chain::chain_url(&chain.slug), page);
                routes.add(&url, Self { chain: index, page });
            }
        }
    }

    fn made(&self, site: &Site) -> Made {
        let chain = &site.archive.chains[self.chain];
        let (base, count, size) = (chain::chain_url(&chain.slug), chain.members.len(), site.config.page_size);
        let view = View {
            first: site.card(chain.members[0]),
            last: site.card(chain.members[count - 1]),
            times: chain::occurrences(site, &chain.members, places(self.page, size, count)),
            pager: pager::pager(&base, self.page, count, size),
            index_url: INDEX_URL,
        };
        let url = pager::page_url(&base, self.page);
        Made::Template("chain.html", site.layout(&url, nav::BROWSE).with(&view))
    }
}

/// The places of the items on page `page` (1-based) of `count` items.
fn places(page: usize, size: usize, count: usize) -> Range<usize> {
    let start = ((page - 1) * size).min(count);
    start..(start + size).min(count)
}
