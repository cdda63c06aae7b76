//! The sitemap: the addresses of the pages that search engines should know. It needs that of the site.

use super::{Made, Page, PageType};
use crate::archive::{Archive, ArchivedDocument};
use crate::site::routes::{Parts, Routes, url_of};
use crate::site::{Site, escape};

/// Addresses in one file, at most (the protocol's limit).
const LIMIT: usize = 50_000;

pub const URL: &str = "sitemap.xml";

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The sitemap, or the one with this number (0-based) where there are several.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sitemap(Option<usize>);

impl PageType for Sitemap {
    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        if parts.config.base_url.is_none() {
            return;
        }
        routes.add(URL, Self(None));
        let listed = routes.pages().values().filter(|page| is_shown(page, parts.archive)).count();
        if listed > LIMIT {
            for index in 0..listed.div_ceil(LIMIT) {
                routes.add(&part_url(index), Self(Some(index)));
            }
        }
    }

    fn made(&self, site: &Site) -> Made {
        let listed = site.pages().filter(|(_, page)| is_shown(page, &site.archive));
        let xml = match self.0 {
            None if listed.clone().count() > LIMIT => parts(site, listed.count()),
            index => {
                let addresses = listed.skip(index.unwrap_or(0) * LIMIT).take(LIMIT);
                addresses_of(site, addresses.map(|(file, page)| (url_of(file), page)))
            }
        };
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        Made::Bytes(format!("{declaration}{xml}").into_bytes())
    }
}

/// Whether search engines should know a page, and its author does not object.
fn is_shown(page: &Page, archive: &Archive) -> bool {
    let is_kept_out = |document: &ArchivedDocument| document.document.front_matter.holding.no_sitemap;
    page.is_listed() && !page.document(archive).is_some_and(is_kept_out)
}

fn part_url(index: usize) -> String {
    format!("sitemap-{}.xml", index + 1)
}

/// The list of the sitemaps.
fn parts(site: &Site, listed: usize) -> String {
    let mut xml = format!("<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    for index in 0..listed.div_ceil(LIMIT) {
        let address = site.canonical(&part_url(index)).unwrap_or_default();
        xml.push_str(&format!("<sitemap><loc>{}</loc></sitemap>\n", escape(&address)));
    }
    xml + "</sitemapindex>\n"
}

fn addresses_of<'a>(site: &Site, pages: impl Iterator<Item = (&'a str, &'a Page)>) -> String {
    let mut xml = format!("<urlset xmlns=\"{NAMESPACE}\">\n");
    for (url, page) in pages {
        let address = site.canonical(url).unwrap_or_default();
        xml.push_str(&format!("<url><loc>{}</loc>", escape(&address)));
        if let Some(date) = page.modified(site) {
            xml.push_str(&format!("<lastmod>{date}</lastmod>"));
        }
        xml.push_str("</url>\n");
    }
    xml + "</urlset>\n"
}
