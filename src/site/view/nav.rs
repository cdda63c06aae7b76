//! The main navigation.

use std::collections::BTreeMap;

use serde::Serialize;

use super::taxonomy;
use crate::archive::Archive;
use crate::archive::taxonomy::Taxonomy;
use crate::site::pages::Page;
use crate::site::routes::file_of;

/// The sections that pages belong to, by the keys of their entries.
pub const INCIDENTS: &str = "incidents";
pub const ACTIONS: &str = "actions";
pub const ABOUT: &str = "about";
pub const BROWSE: &str = "browse";
pub const LESSONS: &str = "lessons";
pub const TRENDS: &str = "trends";
pub const SEARCH: &str = "search";
const PATTERNS: &str = "patterns";

/// The entries that a site may have, in their order: their keys, and the addresses that they lead to.
const MAIN: [(&str, &str); 8] = [
    (INCIDENTS, ""),
    (LESSONS, "lessons/"),
    (PATTERNS, "causes/"),
    (ACTIONS, "actions/"),
    (TRENDS, "trends/"),
    (BROWSE, "browse/"),
    (ABOUT, "about/"),
    (SEARCH, "search/"),
];

/// What else the page for browsing leads to, in its order.
const MORE: [(&str, &str); 7] = [
    ("chains", "chains/"),
    ("near-misses", "near-misses/"),
    ("overview", "overview/"),
    ("on-this-day", "on-this-day/"),
    ("drill", "drill/"),
    ("random", "random/"),
    ("documents", "documents/"),
];

/// A page that has a name of its own in the interface, with its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Door {
    pub key: &'static str,
    pub url: &'static str,
}

/// An entry of `nav`.
#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    #[serde(flatten)]
    pub door: Door,
    /// Whether the page belongs to it.
    pub current: bool,
}

/// The entries of the main navigation of a site with these `pages`: no entry leads to what is empty.
pub fn main(pages: &BTreeMap<String, Page>, archive: &Archive) -> Vec<Door> {
    doors(&MAIN, pages, archive)
}

/// Further pages that a site with these `pages` has beside its lists and indexes.
pub fn more(pages: &BTreeMap<String, Page>, archive: &Archive) -> Vec<Door> {
    doors(&MORE, pages, archive)
}

/// The section that the index and the terms of `taxonomy` belong to.
pub fn section_of(taxonomy: Taxonomy) -> &'static str {
    match taxonomy.name() {
        "causes" | "triggers" => PATTERNS,
        _ => BROWSE,
    }
}

fn doors(
    known: &[(&'static str, &'static str)],
    pages: &BTreeMap<String, Page>,
    archive: &Archive,
) -> Vec<Door> {
    let is_empty = |url: &str| {
        let mut taxonomies = Taxonomy::ALL.into_iter();
        let taxonomy = taxonomies.find(|taxonomy| taxonomy::index_url(*taxonomy) == url);
        taxonomy.is_some_and(|taxonomy| archive.taxonomies.terms(taxonomy).is_empty())
    };
    let there = known.iter().filter(|(_, url)| pages.contains_key(&file_of(url)) && !is_empty(url));
    there.map(|&(key, url)| Door { key, url }).collect()
}
