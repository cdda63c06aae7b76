//! `opensearch.xml`: how browsers add the site to their search engines (OpenSearch 1.1). It needs the address of the site.

use super::{Made, PageType};
use crate::site::routes::{Parts, Routes};
use crate::site::{Site, escape};

const URL: &str = "opensearch.xml";

/// The longest name, in characters, that the format allows.
const LONGEST_NAME: usize = 16;

/// The longest description.
const LONGEST_DESCRIPTION: usize = 1_024;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenSearch;

impl PageType for OpenSearch {
    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        if parts.config.base_url.is_some() {
            routes.add(URL, Self);
        }
    }

    fn made(&self, site: &Site) -> Made {
        let config = &site.config;
        let address = |url: &str| escape(&site.canonical(url).unwrap_or_default());
        let text = |text: &str, longest: usize| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            escape(&text.chars().filter(|c| !c.is_control()).take(longest).collect::<String>())
        };
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
             <ShortName>{}</ShortName>\n\
             <Description>{}</Description>\n\
             <Language>{}</Language>\n\
             <InputEncoding>UTF-8</InputEncoding>\n\
             <Image width=\"16\" height=\"16\" type=\"image/svg+xml\">{}</Image>\n\
             <Url type=\"text/html\" method=\"get\" template=\"{}?q={{searchTerms}}\"/>\n\
             <Url type=\"application/opensearchdescription+xml\" rel=\"self\" template=\"{}\"/>\n\
             </OpenSearchDescription>\n",
            text(&config.title, LONGEST_NAME),
            text(&config.description, LONGEST_DESCRIPTION),
            escape(&config.language),
            address(&site.asset_url("favicon.svg")),
            address("search/"),
            address(URL),
        );
        Made::Bytes(xml.into_bytes())
    }
}
