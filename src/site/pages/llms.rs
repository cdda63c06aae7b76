//! `llms.txt` (llmstxt.org): what the site has, for language models, with `llms-full.txt`, the text of all postmortems in one file.

use super::markdown;
use super::postmortem::address;
use super::{Made, PageType};
use crate::archive::taxonomy::Taxonomy;
use crate::archive::{Archive, ArchivedDocument};
use crate::report::api;
use crate::site::Site;
use crate::site::routes::{Parts, Routes, root_of};
use crate::site::view::taxonomy::index_url;
use retold_document::published_markdown;

const URL: &str = "llms.txt";
const FULL_URL: &str = "llms-full.txt";

/// Incidents that the list names, at most: it is read whole.
const MOST: usize = 500;

/// Bytes of all documents for which there is the full text. More than this is beyond what a model reads at once, and would cost
/// every build and every upload a file as large as the archive.
const FULL_LIMIT: usize = 5_000_000;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum LlmsFile {
    List,
    Full,
}

impl PageType for LlmsFile {
    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        if !parts.config.api {
            return;
        }
        routes.add(URL, Self::List);
        if has_full(parts.archive) {
            routes.add(FULL_URL, Self::Full);
        }
    }

    fn made(&self, site: &Site) -> Made {
        Made::Bytes(match self {
            Self::List => list(site).into_bytes(),
            Self::Full => full(site).into_bytes(),
        })
    }
}

/// The postmortems that neither searches nor search engines are kept from.
fn open(archive: &Archive) -> impl Iterator<Item = &ArchivedDocument> {
    let is_open = |p: &&ArchivedDocument| p.is_shared() && !p.document.front_matter.holding.no_sitemap;
    archive.postmortems.iter().filter(is_open)
}

fn has_full(archive: &Archive) -> bool {
    open(archive).map(|postmortem| postmortem.document.text.len()).sum::<usize>() <= FULL_LIMIT
}

fn list(site: &Site) -> String {
    let archive = &site.archive;
    let count = open(archive).count();
    let mut text = head(site);
    text.push_str(
        "Each postmortem says what happened, what let it happen, and what was learned. Nobody is blamed.\n",
    );
    if !has_full(archive) {
        text.push_str(
            "\nThere is no file with the text of all postmortems: it would be larger than 5 MB. Their pages have it.\n",
        );
    }
    text.push_str("\n## Postmortems\n\n");
    for postmortem in open(archive).take(MOST) {
        let note = [
            postmortem.day().map(|day| day.to_string()),
            postmortem.severity.as_ref().map(|severity| severity.label.clone()),
            postmortem.document.summary().map(one_line),
        ];
        let note: Vec<_> = note.into_iter().flatten().collect();
        let url = markdown::url_of(postmortem);
        let url = if site.pages.contains_key(&url) { &url } else { &postmortem.url };
        item(site, &mut text, &postmortem.title, url, &note.join("; "));
    }
    if count > MOST {
        let note = format!("the other {} postmortems, in parts", count - MOST);
        item(site, &mut text, "All postmortems", &api::part_url(api::List::Postmortems, 0), &note);
    }
    text.push_str("\n## Lists\n\n");
    for taxonomy in Taxonomy::ALL {
        let terms = archive.taxonomies.terms(taxonomy).len();
        if terms > 0 {
            item(
                site,
                &mut text,
                site.theme.strings.text(&format!("taxonomy.{}", taxonomy.name())),
                index_url(taxonomy),
                "",
            );
        }
    }
    text.push_str("\n## Optional\n\n");
    item(
        site,
        &mut text,
        "Data",
        &format!("{}index.json", api::FOLDER),
        "all that was understood of the postmortems, as JSON",
    );
    item(site, &mut text, "Schema", &format!("{}schema.json", api::FOLDER), "the JSON Schema of the data");
    if has_full(archive) {
        item(site, &mut text, "Full text", FULL_URL, "the text of all postmortems in one file");
    }
    text
}

/// Title and description.
fn head(site: &Site) -> String {
    let config = &site.config;
    format!("# {}\n\n> {}\n\n", one_line(&config.title), one_line(&config.description))
}

/// Adds a link, with a `note` behind it unless that is empty.
fn item(site: &Site, text: &mut String, title: &str, url: &str, note: &str) {
    let title = one_line(title).replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    // Parentheses would end the address.
    let address = site.canonical(url).unwrap_or_else(|| site.relative(URL, url));
    let address = address.replace('(', "%28").replace(')', "%29");
    let note = if note.is_empty() { String::new() } else { format!(": {note}") };
    text.push_str(&format!("- [{title}]({address}){note}\n"));
}

fn full(site: &Site) -> String {
    let mut text = head(site);
    for postmortem in open(&site.archive) {
        let address =
            site.canonical(&postmortem.url).unwrap_or_else(|| site.relative(FULL_URL, &postmortem.url));
        text.push_str(&format!("# {}\n\nSource: {address}\n\n", one_line(&postmortem.title)));
        let resolve = |destination: &str| from_root(site, postmortem, destination);
        text.push_str(published_markdown(&postmortem.document, &resolve).trim());
        text.push_str("\n\n");
    }
    text
}

/// The address of what a link of `postmortem` leads to, for a file at the site's root.
fn from_root(site: &Site, postmortem: &ArchivedDocument, destination: &str) -> Option<String> {
    let address = address(&site.archive, postmortem, destination)?;
    Some(match address.strip_prefix(&root_of(&postmortem.url)) {
        Some(url) => site.config.permalink(url).unwrap_or_else(|| format!("./{url}")),
        None => address,
    })
}

/// A text without line ends.
fn one_line(text: impl AsRef<str>) -> String {
    text.as_ref().split_whitespace().collect::<Vec<_>>().join(" ")
}
