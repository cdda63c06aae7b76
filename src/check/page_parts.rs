//! The parts of a page that links can lead to.

use std::collections::{BTreeMap, BTreeSet};

use retold_diagnostic::nearest;
use retold_document::{Document, slugify};

/// Characters of the longest name in HTML that is looked at.
const LONGEST_NAME: usize = 200;

/// The parts of a page by the names that links have for them.
pub struct PageParts<'a> {
    /// Headings, and elements with an id or a name.
    ids: BTreeSet<&'a str>,
    /// Labels of footnotes.
    notes: BTreeSet<String>,
    /// Headings by the names that they would have elsewhere; the first of each.
    slugs: BTreeMap<String, &'a str>,
}

impl<'a> PageParts<'a> {
    pub fn of(document: &'a Document) -> Self {
        let headings = || document.outline.headings.iter().map(|heading| heading.id.as_str());
        let mut slugs = BTreeMap::new();
        for id in headings() {
            slugs.entry(slugify(id)).or_insert(id);
        }
        let mut ids: BTreeSet<_> = headings().collect();
        if document.has_html {
            ids.extend(names_in_html(document.body()));
        }
        let markdown = document.markdown();
        let notes = markdown.lines().filter_map(footnote).map(str::to_owned).collect();
        Self { ids, notes, slugs }
    }

    /// Whether the page has the part `fragment`.
    pub fn has(&self, fragment: &str) -> bool {
        // The start of the page, a text to find, and the parts that the page gets from its template.
        let is_known = matches!(fragment, "" | "top" | "main")
            || [":~:", "rt-"].iter().any(|start| fragment.starts_with(start));
        is_known
            || self.ids.contains(fragment)
            || fragment.strip_prefix("fn-").is_some_and(|label| self.notes.contains(label))
    }

    /// The heading that is probably meant by `fragment`.
    pub fn nearest(&self, fragment: &str) -> Option<&'a str> {
        let slug = slugify(fragment);
        self.slugs.get(&slug).copied().or_else(|| nearest(&slug, self.slugs.values().copied()))
    }
}

/// The label of the footnote that `line` defines.
fn footnote(line: &str) -> Option<&str> {
    let (label, _) = line.trim_start_matches([' ', '\t', '>']).strip_prefix("[^")?.split_once("]:")?;
    Some(label)
}

/// The values of all attributes `id` and `name` in `body`; also of what looks like one.
fn names_in_html(body: &str) -> impl Iterator<Item = &str> {
    body.match_indices('=').filter(|(at, _)| is_name_before(&body[..*at])).flat_map(|(at, _)| {
        let value = body[at + 1..].trim_start();
        let value = value.char_indices().nth(LONGEST_NAME).map_or(value, |(end, _)| &value[..end]);
        let quoted = value.strip_prefix(['"', '\'']).and_then(|rest| rest.split(&value[..1]).next());
        let bare = value.split(|c: char| c.is_whitespace() || c == '>');
        let bare = bare.take(1).flat_map(|value| [Some(value), value.split('/').next()]);
        [quoted].into_iter().chain(bare).flatten()
    })
}

/// Whether `text` ends with the name of an attribute `id` or `name`, not that of another one such as `data-id`.
fn is_name_before(text: &str) -> bool {
    let text = text.trim_end();
    let name = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_whole = name.ends_with(|c: char| c.is_whitespace() || "\"'/<>=".contains(c)) || name.is_empty();
    is_whole && matches!(text[name.len()..].to_ascii_lowercase().as_str(), "id" | "name")
}
