//! What the archive is for, how to read it, and what its words mean.

use serde::Serialize;

use super::{Made, PageType};
use crate::site::Site;
use crate::site::routes::{Parts, Routes, file_of};
use crate::site::view::nav;

const URL: &str = "about/";

/// A document with this address takes its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AboutPage;

#[derive(Debug, Serialize)]
struct View {}

impl PageType for AboutPage {
    const LISTED: bool = true;

    fn route(_: &Parts<'_>, routes: &mut Routes) {
        routes.add_where_free(&file_of(URL), Self);
    }

    fn made(&self, site: &Site) -> Made {
        Made::Template("about.html", site.layout(URL, nav::ABOUT).with(&View {}))
    }
}
