//! `robots.txt`, which names the sitemap where there is one.

use super::{Made, PageType, sitemap};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Robots;

impl PageType for Robots {
    fn route(_: &Parts<'_>, routes: &mut Routes) {
        routes.add("robots.txt", Self);
    }

    fn made(&self, site: &Site) -> Made {
        let sitemap = site.canonical(sitemap::URL).map(|address| format!("\nSitemap: {address}\n"));
        Made::Bytes(format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default()).into_bytes())
    }
}
