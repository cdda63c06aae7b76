//! `robots.txt`, which names the sitemap.

use super::{Made, PageType};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Robots;

impl PageType for Robots {
    fn route(_: &Parts<'_>, routes: &mut Routes) {
        routes.add("robots.txt", Self);
    }

    fn made(&self, site: &Site) -> Made {
        let sitemap = site.absolute("sitemap.xml");
        Made::Bytes(format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n").into_bytes())
    }
}
