//! What every template gets.

use serde::Serialize;
use tera::Value;

use super::nav::NavItem;

/// `site`.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    pub title: String,
    pub description: String,
    pub language: String,
    pub base_url: Option<String>,
    /// Number of postmortems.
    pub count: usize,
    /// Number of documents that report no incident.
    pub others: usize,
    /// Name and version of the program.
    pub generator: &'static str,
}

/// The values around those of a page's own.
#[derive(Debug, Clone, Serialize)]
pub struct Layout<'a> {
    pub site: &'a SiteView,
    /// The way to the site's root, with a final slash.
    pub root: String,
    pub url: &'a str,
    pub canonical: Option<String>,
    pub feed_url: &'static str,
    pub json_feed_url: &'static str,
    pub nav: Vec<NavItem>,
}

impl Layout<'_> {
    /// The layout's values and those of a page's own `view`, as a template gets them.
    pub fn with(&self, view: &impl Serialize) -> Value {
        Value::from_serializable(&Whole { layout: self, view })
    }
}

#[derive(Serialize)]
struct Whole<'a, V> {
    #[serde(flatten)]
    layout: &'a Layout<'a>,
    #[serde(flatten)]
    view: &'a V,
}
