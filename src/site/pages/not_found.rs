//! The page for addresses that do not exist.

use serde::Serialize;

use super::{Made, PageType};
use crate::config::Config;
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::layout::Layout;

const URL: &str = "404.html";

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotFoundPage;

#[derive(Debug, Serialize)]
struct View {}

impl PageType for NotFoundPage {
    fn route(_: &Parts<'_>, routes: &mut Routes) {
        routes.add(URL, Self);
    }

    fn made(&self, site: &Site) -> Made {
        // It is shown at any depth: its links start at the host.
        let root = base_path(&site.config).to_owned();
        let layout = Layout { root, canonical: None, ..site.layout(URL, "") };
        Made::Template("404.html", layout.with(&View {}))
    }
}

/// The path of the site's root on its host, with a final slash; the root of the host where no address is known.
pub fn base_path(config: &Config) -> &str {
    let Some((_, base_url)) = config.base_url.as_ref().and_then(|base_url| base_url.split_once("://")) else {
        return "/";
    };
    base_url.find('/').map_or("/", |at| &base_url[at..])
}
