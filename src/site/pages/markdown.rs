//! The page of a document as Markdown, for programs and for people who read text: beside the page.

use serde::Serialize;

use super::postmortem::address;
use super::{Made, PageType};
use crate::archive::ArchivedDocument;
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::card::{Card, card};
use retold_document::published_markdown;

/// The page of a document that is listed, by its index among [`crate::archive::Archive::pages`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MarkdownFile(usize);

#[derive(Debug, Serialize)]
pub struct View {
    #[serde(flatten)]
    card: Card,
    /// The text without title and comments.
    body: String,
    /// Where it was first reported.
    sources: Vec<String>,
}

/// The address of the page of `archived` as Markdown.
pub fn url_of(archived: &ArchivedDocument) -> String {
    format!("{}index.md", archived.url)
}

impl PageType for MarkdownFile {
    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        let listed = parts.archive.postmortems.iter().chain(&parts.archive.others);
        // What is longer than any report is a dump, which has its page. To find its links once more would take as long as that.
        for (index, archived) in listed.enumerate().filter(|(_, archived)| archived.document.unread.is_none())
        {
            routes.add_where_free(&url_of(archived), Self(index));
        }
    }

    fn made(&self, site: &Site) -> Made {
        let archive = &site.archive;
        let count = archive.postmortems.len();
        let archived = archive.postmortems.get(self.0).unwrap_or_else(|| &archive.others[self.0 - count]);
        let resolve = |destination: &str| address(archive, archived, destination);
        let mut card = card(archive, archived);
        card.summary.clone_from(&archived.document.front_matter.summary);
        let view = View {
            card,
            body: published_markdown(&archived.document, &resolve),
            sources: archived.document.front_matter.sources.clone(),
        };
        Made::Template("postmortem.md", site.layout(&archived.url, "").with(&view))
    }
}
