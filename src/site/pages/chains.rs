//! The index of all chains of incidents that repeat each other, on one page or several. A site without chains has none.

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::recurrence::Chain;
use crate::archive::taxonomy::Taxonomies;
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::card::ListedCard;
use crate::site::view::chain::{INDEX_URL, chain_url};
use crate::site::view::nav;
use crate::site::view::pager::{self, Pager};

/// A page of the index (1-based).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChainsPage(usize);

#[derive(Debug, Serialize)]
struct View {
    chains: Vec<ChainEntry>,
    pager: Pager,
}

/// A chain in the index.
#[derive(Debug, Serialize)]
struct ChainEntry {
    url: String,
    /// How often it happened.
    count: usize,
    first: ListedCard,
    last: ListedCard,
}

impl PageType for ChainsPage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        pager::is_page_of(INDEX_URL, url)
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        let chains = parts.archive.chains.len();
        if chains > 0 {
            for page in 1..=pager::page_count(chains, parts.config.page_size) {
                routes.add(&pager::page_url(INDEX_URL, page), Self(page));
            }
        }
    }

    fn made(&self, site: &Site) -> Made {
        let (chains, size) = (&site.archive.chains, site.config.page_size);
        let shown = chains.chunks(size).nth(self.0 - 1).unwrap_or_default();
        let view = View {
            chains: shown.iter().map(|chain| entry(site, chain)).collect(),
            pager: pager::pager(INDEX_URL, self.0, chains.len(), size),
        };
        let url = pager::page_url(INDEX_URL, self.0);
        Made::Template("chains.html", site.layout(&url, nav::BROWSE).with(&view))
    }
}

fn entry(site: &Site, chain: &Chain) -> ChainEntry {
    let count = chain.members.len();
    ChainEntry {
        url: chain_url(&chain.slug),
        count,
        first: site.card(chain.members[0]),
        last: site.card(chain.members[count - 1]),
    }
}
