//! A link leads to a part of a page that the page does not have.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use rayon::prelude::*;

use crate::archive::Archive;
use crate::archive::links::Target;
use crate::check::links;
use crate::check::page_parts::PageParts;
use crate::check::{Check, Example, Rule, Settings, Stage};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::Document;
use retold_document::model::Link;

pub const RULE: Rule = Rule {
    id: "link/anchor",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "a link leads to a part of a page that does not exist",
    problem: "\
        A link ends with `#` and the name of a heading, and there is no such heading on the page. Names are those that \
        GitHub gives: the text of the heading in lower case, with hyphens for spaces and without punctuation. The second \
        heading of the same name ends with `-1`.",
    consequence: "Readers arrive at the top of the page, and have to look for what was meant.",
    fix: "Write the name of a heading of that page, or give the place an `id` in HTML.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "# Disk full\n\nSee the [causes](#cause).\n\n## Causes\n\nOld logs filled the disk.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "# Disk full\n\nSee the [causes](#causes).\n\n## Causes\n\nOld logs filled the disk.\n",
        )],
    },
    check: Check::ReviewAll(check),
};

/// The most names of headings that are suggested in a document.
const MOST_SUGGESTED: usize = 100;

fn check(archive: &Archive, _: Settings<'_>) -> Vec<Diagnostic> {
    let pages: BTreeMap<_, _> =
        archive.pages().map(|page| (page.url.as_str(), page.document.as_ref())).collect();
    let parts = parts_of_targets(archive, &pages);
    links::check_counted(archive, |document, link, earlier| {
        let (target, fragment) = target(archive, &pages, document, link)?;
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        let parts = parts.get(&key(target))?;
        if parts.has(&fragment) {
            return None;
        }
        let page = if std::ptr::eq(target, document) { "this page" } else { &target.path };
        let finding = RULE.finding(format!("`#{fragment}` is no heading of {}", quoted(page)));
        let near = if earlier < MOST_SUGGESTED { parts.nearest(&fragment) } else { None };
        Some(match near {
            Some(near) => finding.hint(format!("did you mean `#{near}`?")),
            None => finding.hint(
                "write the text of a heading in lower case, with hyphens for spaces and without punctuation",
            ),
        })
    })
}

/// The page that a link of `document` leads to, and the part of it.
fn target<'a, 'b>(
    archive: &Archive,
    pages: &BTreeMap<&str, &'a Document>,
    document: &'a Document,
    link: &'b Link,
) -> Option<(&'a Document, &'b str)> {
    let (_, fragment) = link.destination.split_once('#')?;
    let target = match archive.links.target(document, &link.destination) {
        Target::Page(address) => {
            let end = address.find(['?', '#']).unwrap_or(address.len());
            *pages.get(&address[..end])?
        }
        Target::Elsewhere if link.destination.starts_with('#') => document,
        _ => return None,
    };
    Some((target, fragment))
}

fn quoted(page: &str) -> String {
    if page == "this page" { page.to_owned() } else { format!("`{page}`") }
}

/// The parts of all pages that links to a part lead to.
fn parts_of_targets<'a>(
    archive: &'a Archive,
    pages: &BTreeMap<&str, &'a Document>,
) -> BTreeMap<Key<'a>, PageParts<'a>> {
    let targets = archive.pages().flat_map(|page| {
        let document = page.document.as_ref();
        document.links.iter().filter_map(move |link| Some(target(archive, pages, document, link)?.0))
    });
    let targets: BTreeMap<_, _> = targets.map(|target| (key(target), target)).collect();
    targets.into_par_iter().map(|(key, target)| (key, PageParts::of(target))).collect()
}

/// What a document is found by: its path, and the incident of a split file.
type Key<'a> = (&'a str, Option<&'a str>);

fn key(document: &Document) -> Key<'_> {
    (&document.path, document.part.as_deref())
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn the_part_is_looked_for_on_the_page_that_is_linked() {
        let other = ("b.md", "# B\n\n## What *went* well?\n\n<a id=\"here\"></a> x\n");
        for (link, expected) in [
            ("#a", None),
            ("#steps--taken", None),
            ("#steps-taken", Some("`#steps-taken` is no heading of this page")),
            ("#", None),
            ("b.md#what-went-well", None),
            ("b.md#here", None),
            ("b.md#her", Some("`#her` is no heading of `b.md`")),
            ("b.md", None),
            ("gone.md#x", None),
            ("https://example.org/#x", None),
        ] {
            let text = format!("# A\n\nSee [this]({link}).\n\n## Steps / taken\n");
            let found = reviewed(&[("a.md", &text), other], "");
            let found = found.iter().find(|text| text.contains("link/anchor"));
            let message = found.map(|text| text.lines().next().unwrap().split_once(": ").unwrap().1);
            assert_eq!(message, expected, "{link}");
        }
    }

    #[test]
    fn footnotes_and_ids_of_elements_are_parts() {
        let text = "# A\n\nx[^fn1] [^note]\n\n[^fn1]: One.\n> [^note]: Two.\n\n\
            <i data-id=\"other\" ID = 'one'>x</i><b class=\"b\"id=two>y</b><a name=\"three\"></a> id=\"four'\n";
        for (id, is_part) in [
            ("fn-fn1", true),
            ("fn-note", true),
            ("fn1", false),
            ("one", true),
            ("two", true),
            ("three", true),
            ("fn", false),
            ("fnord", false),
            ("other", false),
            ("four", false),
        ] {
            let text = format!("{text}\n[link](#{id})\n");
            let found = reviewed(&[("a.md", &text)], "");
            assert_eq!(!found.iter().any(|text| text.contains("link/anchor")), is_part, "{id}: {found:?}");
        }
    }

    #[test]
    fn a_heading_that_other_programs_name_differently_is_suggested() {
        let found = reviewed(&[("a.md", "# A\n\n[x](#steps-taken)\n\n## Steps / taken\n")], "");
        let found = found.iter().find(|text| text.contains("link/anchor")).unwrap();
        assert!(found.ends_with("hint: did you mean `#steps--taken`?"), "{found}");
    }
}
