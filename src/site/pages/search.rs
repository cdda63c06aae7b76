//! The search page. It shows which search pack there is, and can be made only from that.

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::taxonomy::Taxonomies;
use crate::report::precedents;
use crate::search::{PACK_FOLDER, SearchPack};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::examples::{Example, examples};
use crate::site::view::nav;
use crate::theme;

pub const URL: &str = "search/";

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SearchPage;

#[derive(Debug, Serialize)]
struct View {
    search: SearchView,
}

/// What the page loads.
#[derive(Debug, Serialize)]
struct SearchView {
    /// Folder of the search pack, with a final slash.
    pack: &'static str,
    worker: String,
    engine: String,
    /// Of languages other than English.
    stemmer: String,
    /// Content of the pack's entry file, and the name of the file that it names.
    entry: String,
    hot: String,
    /// Folder of the files on how incidents were resolved, with a final slash, and how many there are.
    precedents: &'static str,
    precedent_files: usize,
    /// Queries that find something, as examples.
    examples: Vec<Example>,
}

impl PageType for SearchPage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        url == URL || url.starts_with(PACK_FOLDER)
    }

    fn route(_: &Parts<'_>, routes: &mut Routes) {
        routes.add(URL, Self);
    }

    fn made(&self, _: &Site) -> Made {
        Made::FromPack
    }
}

/// The search page of `pack`.
pub fn made(site: &Site, pack: &SearchPack) -> Made {
    let (entry, hot) = pack.entry();
    let view = View {
        search: SearchView {
            pack: PACK_FOLDER,
            worker: site.asset_url("search-worker.js"),
            engine: site.asset_url(theme::SEARCH_ENGINE),
            stemmer: site.asset_url(theme::SEARCH_STEMMER),
            entry,
            hot,
            precedents: precedents::FOLDER,
            precedent_files: precedents::files(site.archive.postmortems.len()),
            examples: examples(&site.archive),
        },
    };
    Made::Template("search.html", site.layout(URL, nav::SEARCH).with(&view))
}
