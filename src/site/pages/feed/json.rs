//! A feed as JSON Feed 1.1.

use serde::Serialize;

use super::{Channel, Entry, address};
use crate::site::{Site, json};

const VERSION: &str = "https://jsonfeed.org/version/1.1";

#[derive(Serialize)]
struct Feed<'a> {
    version: &'static str,
    title: &'a str,
    description: &'a str,
    language: &'a str,
    /// Addresses on the web, if that of the site is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    home_page_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<String>,
    authors: Vec<Author<'a>>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: String,
    title: &'a str,
    /// Every item needs a text; the summary is the longest that a feed has.
    content_text: &'a str,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

/// The JSON of `channel`.
pub fn written(site: &Site, channel: &Channel) -> Vec<u8> {
    let config = &site.config;
    let feed = Feed {
        version: VERSION,
        title: &channel.title,
        description: &config.description,
        language: &config.language,
        home_page_url: site.canonical(&channel.home),
        feed_url: site.canonical(&channel.url),
        authors: vec![Author { name: &config.title }],
        items: channel.entries.iter().map(|entry| item(site, channel, entry)).collect(),
    };
    json(&feed)
}

fn item<'a>(site: &Site, channel: &Channel, entry: &'a Entry) -> Item<'a> {
    Item {
        id: &entry.id,
        url: address(site, channel, &entry.url),
        title: &entry.title,
        content_text: entry.summary.as_deref().unwrap_or(&entry.title),
        date_published: entry.published.to_rfc3339(),
        date_modified: entry.updated.to_rfc3339(),
        authors: entry.authors.iter().map(|name| Author { name }).collect(),
        tags: entry.categories.iter().map(|category| category.label.as_str()).collect(),
        language: entry.language.as_deref(),
    }
}
