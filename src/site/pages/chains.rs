//! Whether anything happened twice: all chains of incidents that repeat each other, on one page or several, and on the first
//! the incidents that are so much alike that they may be the same thing. A site of a single incident has none.

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::recurrence::Chain;
use crate::archive::taxonomy::Taxonomies;
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::card::ListedCard;
use crate::site::view::chain::{INDEX_URL, OccurrenceView, chain_url, occurrences};
use crate::site::view::lookalikes::{LookalikesView, lookalikes};
use crate::site::view::nav;
use crate::site::view::pager::{self, Pager};

/// Times of a chain that the index shows, at most: the first, and the last ones.
const MOST_TIMES: usize = 5;

/// A page of the index (1-based).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChainsPage(usize);

#[derive(Debug, Serialize)]
struct View {
    chains: Vec<ChainEntry>,
    pager: Pager,
    /// On the first page only.
    lookalikes: Vec<LookalikesView>,
}

/// A chain in the index.
#[derive(Debug, Serialize)]
struct ChainEntry {
    url: String,
    /// How often it happened.
    count: usize,
    first: ListedCard,
    last: ListedCard,
    /// The first time, and the last ones.
    times: Vec<OccurrenceView>,
}

impl PageType for ChainsPage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        pager::is_page_of(INDEX_URL, url)
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        let (archive, size) = (parts.archive, parts.config.page_size);
        let pages =
            if archive.postmortems.len() > 1 { pager::page_count(archive.chains.len(), size) } else { 0 };
        for page in 1..=pages {
            routes.add(&pager::page_url(INDEX_URL, page), Self(page));
        }
    }

    fn made(&self, site: &Site) -> Made {
        let (chains, size) = (&site.archive.chains, site.config.page_size);
        let shown = chains.chunks(size).nth(self.0 - 1).unwrap_or_default();
        let view = View {
            chains: shown.iter().map(|chain| entry(site, chain)).collect(),
            pager: pager::pager(INDEX_URL, self.0, chains.len(), size),
            lookalikes: if self.0 == 1 { lookalikes(site) } else { Vec::new() },
        };
        let url = pager::page_url(INDEX_URL, self.0);
        Made::Template("chains.html", site.layout(&url, nav::BROWSE).with(&view))
    }
}

fn entry(site: &Site, chain: &Chain) -> ChainEntry {
    let count = chain.members.len();
    let last = count - (MOST_TIMES - 1).min(count - 1);
    let mut times = occurrences(site, &chain.members, 0..1);
    times.extend(occurrences(site, &chain.members, last..count));
    ChainEntry {
        url: chain_url(&chain.slug),
        count,
        first: site.card(chain.members[0]),
        last: site.card(chain.members[count - 1]),
        times,
    }
}
