//! Reads what other generators have to hold a document back, or to leave it out of lists: Jekyll, Hugo, Zola, Docusaurus,
//! Eleventy and Obsidian.

use crate::front_matter::fields::Reader;
use crate::front_matter::value::Value;
use crate::front_matter::values::{flag, moment_of};
use crate::keys::normalise;
use crate::model::FrontMatter;

/// Whether a key has to do with it; its spelling makes no difference.
pub fn is_key(name: &str) -> bool {
    let name = normalise(name);
    [
        "expirydate",
        "unpublishdate",
        "unlisted",
        "sitemap",
        "insearchindex",
        "build",
        "render",
        "headless",
        "permalink",
        "publish",
    ]
    .contains(&name.as_str())
        || name == "eleventyexcludefromcollection"
}

impl Reader<'_> {
    /// Reads a key for which [`is_key`] is true. It is kept for themes, too.
    pub fn holding(&mut self, name: &str, value: &Value, into: &mut FrontMatter) {
        let is = |expected: bool| flag(value) == Some(expected);
        match normalise(name).as_str() {
            "expirydate" | "unpublishdate" => into.holding.end_at(moment_of(value)),
            // Whatever is not plainly `false` may be meant to hide the document.
            "unlisted" | "eleventyexcludefromcollection" => into.holding.is_unlisted |= !is(false),
            "sitemap" => {
                into.holding.no_sitemap |= is(false) || option(value, &["disable", "exclude"]) == Some(true);
            }
            "insearchindex" => into.holding.no_search |= is(false),
            // Hugo: a bundle whose page is not made.
            "headless" => into.draft |= is(true),
            "render" | "permalink" | "publish" => into.draft |= is(false),
            "build" => {
                let word =
                    |key: &str| if let Value::Table(map) = value { map.get(key)?.text() } else { None };
                let is_never = |key| matches!(word(key).as_deref(), Some("never" | "false"));
                into.draft |= is_never("render");
                into.holding.is_unlisted |= is_never("list");
            }
            _ => {}
        }
        into.extra.insert(name.to_owned(), value.json());
    }
}

/// The flag of the first of `keys` in a table.
fn option(value: &Value, keys: &[&str]) -> Option<bool> {
    let Value::Table(map) = value else { return None };
    keys.iter().find_map(|key| flag(map.get(*key)?))
}

#[cfg(test)]
mod tests {
    use crate::testing::parse;
    use jiff::civil::date;

    #[test]
    fn days_of_publication_are_read() {
        for (matter, until, end) in [
            ("publishDate: 2099-01-01", Some(date(2099, 1, 1)), None),
            ("published: 2026-01-31\npublish_date: 2099-01-01", Some(date(2099, 1, 1)), None),
            ("pubDate: 20990101", Some(date(2099, 1, 1)), None),
            ("expiryDate: 2020-01-01", None, Some(date(2020, 1, 1))),
            ("publishDate: soon", None, None),
            ("date: 2099-01-01", None, None),
        ] {
            let holding = parse("a.md", format!("---\n{matter}\n---\nx")).0.front_matter.holding;
            assert_eq!((holding.until, holding.end), (until, end), "{matter}");
        }
    }

    #[test]
    fn marks_of_other_generators_are_understood() {
        for (matter, is_draft, is_unlisted, no_sitemap, no_search) in [
            ("unlisted: true", false, true, false, false),
            ("unlisted: no", false, false, false, false),
            ("sitemap: false", false, false, true, false),
            ("sitemap: {disable: true}", false, false, true, false),
            ("sitemap: {priority: 0.5}", false, false, false, false),
            ("in_search_index: false", false, false, false, true),
            ("build: {render: never}", true, false, false, false),
            ("_build:\n  list: never", false, true, false, false),
            ("headless: true", true, false, false, false),
            ("permalink: false", true, false, false, false),
            ("permalink: /a/b", false, false, false, false),
            ("render: false", true, false, false, false),
            ("publish: false", true, false, false, false),
            ("publish: true", false, false, false, false),
            ("eleventyExcludeFromCollections: true", false, true, false, false),
        ] {
            let (document, findings) = parse("a.md", format!("---\n{matter}\n---\nx"));
            let read = &document.front_matter;
            let found =
                (read.draft, read.holding.is_unlisted, read.holding.no_sitemap, read.holding.no_search);
            assert_eq!(found, (is_draft, is_unlisted, no_sitemap, no_search), "{matter}");
            assert_eq!(findings, [""; 0], "{matter}");
        }
    }
}
