//! Resolves links in documents to pages and files of the site.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::source::Attachment;
use retold_document::html::leads_elsewhere;
use retold_document::{Document, composed, document_stem, slugify};

/// The addresses of everything that documents can link to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkMap {
    /// Document path, and document path without its ending → address of the page, relative to the root.
    pages: BTreeMap<String, String>,
    /// Attachment path → its index.
    attachments: BTreeMap<String, usize>,
    /// Document path → the headings of a file that holds many incidents.
    headings: BTreeMap<String, Headings>,
}

/// Where the headings of a file of many incidents are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Headings {
    /// Id in the whole file → address of the heading on the page of its incident, else on the page of the file.
    of_file: BTreeMap<String, String>,
    /// Incident → ids on its own page.
    of_parts: BTreeMap<String, BTreeSet<String>>,
}

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page of the site: its address relative to the root, with the fragment as written.
    Page(String),
    /// A file beside the documents: its address relative to the root, and its index.
    Attachment(String, usize),
    /// Another site, or a place on the same page: kept as written.
    Elsewhere,
    /// A file that does not exist in the content folder.
    Missing,
}

/// Whether `address` leads to a page on the web.
pub fn is_on_the_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// What has another meaning in some part of an address, also in a query.
const SPECIAL: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `path` as a part of any address, also of a query. The slashes stay.
pub fn encode_strictly(path: &str) -> String {
    utf8_percent_encode(path, SPECIAL).to_string()
}

/// The characters that are escaped in the path of an address.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}');

impl LinkMap {
    /// The map of `pages`, which are pairs of document path and address, and of `attachments`.
    pub fn new<'a>(pages: impl IntoIterator<Item = (&'a str, &'a str)>, attachments: &[Attachment]) -> Self {
        let mut map = Self::default();
        for (path, url) in pages {
            map.pages.insert(path.to_owned(), url.to_owned());
            if let Some(stem) = document_stem(path) {
                map.pages.entry(stem.to_owned()).or_insert_with(|| url.to_owned());
                if let Some(folder) = stem.strip_suffix("/index").or_else(|| stem.strip_suffix("/README")) {
                    map.pages.entry(folder.to_owned()).or_insert_with(|| url.to_owned());
                }
            }
        }
        map.attachments = attachments
            .iter()
            .enumerate()
            .map(|(index, attachment)| (attachment.path.clone(), index))
            .collect();
        map
    }

    /// Adds the incidents of files that hold many. `pages` are such files and their incidents in any order, each
    /// with its address.
    pub fn add_parts<'a>(&mut self, pages: impl Iterator<Item = (&'a Document, &'a str)> + Clone) {
        // Headings are identified by their place in the file, because several may have the same text.
        let mut shown: BTreeMap<(&str, usize), String> = BTreeMap::new();
        for (document, url) in pages.clone() {
            let Some(part) = &document.part else { continue };
            let headings = &document.outline.headings;
            for heading in headings {
                shown.insert((&document.path, heading.span.start), format!("{url}#{}", heading.id));
            }
            let ids = headings.iter().map(|heading| heading.id.clone()).collect();
            self.headings.entry(document.path.clone()).or_default().of_parts.insert(part.clone(), ids);
        }
        for (document, url) in pages.filter(|(document, _)| document.part.is_none()) {
            let Some(of_file) = self.headings.get_mut(&document.path) else { continue };
            for heading in &document.outline.headings {
                let address = shown.get(&(document.path.as_str(), heading.span.start)).cloned();
                let address = address.unwrap_or_else(|| format!("{url}#{}", heading.id));
                // Authors who do not look it up write the words with one hyphen between them.
                of_file.of_file.entry(slugify(&heading.id)).or_insert_with(|| address.clone());
                of_file.of_file.insert(heading.id.clone(), address);
            }
        }
    }

    /// Whether there are files beside the documents, to which links may lead.
    pub fn has_attachments(&self) -> bool {
        !self.attachments.is_empty()
    }

    /// The target of a link to the heading `fragment` from an incident of a split file: a heading of the incident's own
    /// page takes precedence over those of the whole file.
    fn heading(&self, document: &Document, fragment: &str) -> Option<Target> {
        let headings = self.headings.get(&document.path)?;
        let own = headings.of_parts.get(document.part.as_ref()?)?;
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        if own.contains(fragment.as_ref()) {
            return None;
        }
        // Other programs make other ids from the same heading: `disk---full`.
        let address =
            headings.of_file.get(fragment.as_ref()).or_else(|| headings.of_file.get(&slugify(&fragment)))?;
        Some(Target::Page(address.clone()))
    }

    /// The target of `destination`, as written in `document`. Paths are relative to the document's file; those that
    /// start with `/` are relative to the content folder.
    pub fn target(&self, document: &Document, destination: &str) -> Target {
        if let Some(fragment) = destination.strip_prefix('#') {
            return self.heading(document, fragment).unwrap_or(Target::Elsewhere);
        }
        if destination.is_empty() || destination.starts_with('?') || leads_elsewhere(destination) {
            return Target::Elsewhere;
        }
        let end = destination.find(['?', '#']).unwrap_or(destination.len());
        let (path, tail) = destination.split_at(end);
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let decoded = composed(&decoded);
        let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let Some(path) = join(folder, &decoded) else { return Target::Missing };
        if let Some(url) = self.pages.get(&path).or_else(|| self.pages.get(document_stem(&path)?)) {
            return Target::Page(format!("{url}{tail}"));
        }
        match self.attachments.get(&path) {
            Some(&index) => Target::Attachment(format!("{}{tail}", encode_path(&path)), index),
            None => Target::Missing,
        }
    }
}

impl LinkMap {
    /// The only document or file with the name that `destination` ends with, for a link in `document` that leads to none:
    /// its path relative to the document.
    pub fn of_name(&self, document: &Document, destination: &str) -> Option<String> {
        let path = &destination[..destination.find(['?', '#']).unwrap_or(destination.len())];
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let name = composed(decoded.rsplit('/').next()?).into_owned();
        let is_named =
            |path: &&String| path.rsplit('/').next().is_some_and(|other| other.eq_ignore_ascii_case(&name));
        // Nearly all have another name, which is compared faster than their ending is.
        let documents = self.pages.keys().filter(is_named).filter(|path| document_stem(path).is_some());
        let mut found = documents.chain(self.attachments.keys().filter(is_named));
        let only = found.next().filter(|_| !name.is_empty())?;
        found.next().is_none().then(|| relative(&document.path, only))
    }
}

/// The way from the file at `from` to that at `to`, both relative to the content folder.
fn relative(from: &str, to: &str) -> String {
    let mut folders: Vec<_> = from.split('/').collect();
    folders.pop();
    let parts: Vec<_> = to.split('/').collect();
    let shared =
        folders.iter().zip(&parts[..parts.len() - 1]).take_while(|(one, other)| one == other).count();
    format!("{}{}", "../".repeat(folders.len() - shared), parts[shared..].join("/"))
}

/// `path`, percent-encoded as part of an address.
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// `path`, relative to `folder`, with `.` and `..` resolved; `None` if it leaves the content folder.
fn join(folder: &str, path: &str) -> Option<String> {
    let absolute = path.starts_with('/');
    let mut parts: Vec<&str> =
        if absolute { Vec::new() } else { folder.split('/').filter(|p| !p.is_empty()).collect() };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_document::{SourceFile, Vocabulary};

    #[test]
    fn a_file_of_the_same_name_elsewhere_is_found() {
        let map = LinkMap::new(
            [("2021/a.md", "2021/a/"), ("2020/b.md", "b/"), ("x/c.md", "c/"), ("y/c.md", "c2/")],
            &[],
        );
        let source = SourceFile { path: "2021/a.md".into(), name: "a".into(), bytes: Vec::new() };
        let document = Document::parse(source, &Vocabulary::default()).0;
        for (destination, found) in [
            ("b.md#impact", Some("../2020/b.md")),
            ("/old/A.md", Some("a.md")),
            ("c.md", None),
            ("d.md", None),
            ("b/", None),
        ] {
            assert_eq!(map.of_name(&document, destination).as_deref(), found, "{destination}");
        }
    }

    #[test]
    fn destinations_are_found() {
        let file =
            |path: &str| Attachment { path: path.into(), location: path.into(), is_media: true, size: None };
        let map = LinkMap::new(
            [("2021/a.md", "2021/a/"), ("b/index.md", "b/"), ("c.html.md.erb", "c/")],
            &[file("2021/my chart.png"), file("media/x.png")],
        );
        let source = SourceFile { path: "2021/a.md".into(), name: "a".into(), bytes: Vec::new() };
        let document = Document::parse(source, &Vocabulary::default()).0;
        for (destination, target) in [
            ("a.md#impact", Target::Page("2021/a/#impact".into())),
            ("../b/index.md", Target::Page("b/".into())),
            ("../b/", Target::Page("b/".into())),
            ("/c", Target::Page("c/".into())),
            ("../c.html", Target::Missing),
            ("my%20chart.png", Target::Attachment("2021/my%20chart.png".into(), 0)),
            ("../media/x.png", Target::Attachment("media/x.png".into(), 1)),
            ("../../etc/passwd", Target::Missing),
            ("https://e.org/a.md", Target::Elsewhere),
            ("mailto:a@e.org", Target::Elsewhere),
            ("#impact", Target::Elsewhere),
        ] {
            assert_eq!(map.target(&document, destination), target, "{destination}");
        }
    }
}
