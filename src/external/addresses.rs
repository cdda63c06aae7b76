//! The web addresses of documents.

use std::collections::BTreeMap;
use std::ops::Range;

use url::Url;

use retold_diagnostic::Place;
use retold_document::Document;
use retold_document::keys::Key;
use retold_document::prose::Prose;

/// A web address, and the places that name it.
#[derive(Debug)]
pub struct Address<'a> {
    /// Normalised, and without the part of the page.
    pub url: String,
    /// At least one; by file, then in the order of the text.
    pub places: Vec<At<'a>>,
}

/// A place that names an address.
#[derive(Debug)]
pub struct At<'a> {
    document: &'a Document,
    found: Found<'a>,
}

#[derive(Debug)]
enum Found<'a> {
    Link(Range<usize>),
    FrontMatter(Key, &'a str),
}

impl At<'_> {
    pub fn place(&self) -> Place {
        match &self.found {
            Found::Link(span) => self.document.places().span(span.clone()),
            Found::FrontMatter(key, value) => self.document.place_of(*key, value),
        }
    }
}

/// The web addresses that `documents` name in links, images and front matter, also in drafts; sorted.
pub fn of<'a>(documents: impl Iterator<Item = &'a Document>) -> Vec<Address<'a>> {
    let mut found: BTreeMap<String, Vec<At<'a>>> = BTreeMap::new();
    // The links of the incidents of a split file are those of the whole file.
    let mut documents: Vec<_> = documents.filter(|document| document.part.is_none()).collect();
    documents.sort_by(|one, other| one.path.cmp(&other.path));
    for document in documents {
        let front_matter = [
            (Key::Source, &document.front_matter.sources),
            (Key::Related, &document.front_matter.related),
            (Key::RecurrenceOf, &document.front_matter.recurrence_of),
        ];
        let values = front_matter.iter().flat_map(|(key, values)| values.iter().map(|value| (*key, value)));
        for (key, value) in values {
            if let Some(url) = web_address(value) {
                let at = At { document, found: Found::FrontMatter(key, value) };
                found.entry(url).or_default().push(at);
            }
        }
        for (destination, span) in in_body(document) {
            if let Some(url) = web_address(&destination) {
                found.entry(url).or_default().push(At { document, found: Found::Link(span) });
            }
        }
    }
    found.into_iter().map(|(url, places)| Address { url, places }).collect()
}

/// The destinations of the links and images of the body, and the addresses that become links, in the order of the text.
fn in_body(document: &Document) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<_> =
        document.links.iter().map(|link| (link.destination.clone(), link.span.clone())).collect();
    for passage in Prose::of(document).passages {
        let bare = passage.bare_addresses().into_iter();
        found.extend(bare.map(|range| (passage.text[range.clone()].to_owned(), passage.span(range))));
    }
    found.sort_by_key(|(_, span)| span.start);
    found
}

/// `destination`, normalised and without the part of the page, if it is the address of a page on the web.
fn web_address(destination: &str) -> Option<String> {
    let destination = match destination.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None => destination.to_owned(),
    };
    let mut url = Url::parse(&destination).ok()?;
    url.set_fragment(None);
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then(|| url.into())
}
