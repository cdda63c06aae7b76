//! A link leads to a part of a page that the page does not have.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use crate::archive::Archive;
use crate::archive::links::Target;
use crate::check::links;
use crate::check::{Check, Example, Rule, Settings, Stage};
use retold_diagnostic::{Diagnostic, Level, nearest};
use retold_document::{Document, slugify};

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

fn check(archive: &Archive, _: Settings<'_>) -> Vec<Diagnostic> {
    let pages: BTreeMap<_, _> =
        archive.pages().map(|page| (page.url.as_str(), page.document.as_ref())).collect();
    links::check(archive, |document, link| {
        let (_, fragment) = link.destination.split_once('#')?;
        let target = match archive.links.target(document, &link.destination) {
            Target::Page(address) => {
                let end = address.find(['?', '#']).unwrap_or(address.len());
                *pages.get(&address[..end])?
            }
            Target::Elsewhere if link.destination.starts_with('#') => document,
            _ => return None,
        };
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        if is_part(target, &fragment) {
            return None;
        }
        let page = if std::ptr::eq(target, document) { "this page" } else { &target.path };
        let finding = RULE.finding(format!("`#{fragment}` is no heading of {}", quoted(page)));
        let ids = target.outline.headings.iter().map(|heading| heading.id.as_str());
        let slug = slugify(&fragment);
        Some(match ids.clone().find(|id| slugify(id) == slug).or_else(|| nearest(&slug, ids)) {
            Some(near) => finding.hint(format!("did you mean `#{near}`?")),
            None => finding.hint(
                "write the text of a heading in lower case, with hyphens for spaces and without punctuation",
            ),
        })
    })
}

fn quoted(page: &str) -> String {
    if page == "this page" { page.to_owned() } else { format!("`{page}`") }
}

/// Whether the page of `document` has the part `fragment`.
fn is_part(document: &Document, fragment: &str) -> bool {
    // The start of the page, a text to find, and the parts that the page gets from its template.
    let is_known = matches!(fragment, "" | "top" | "main")
        || [":~:", "rt-"].iter().any(|start| fragment.starts_with(start));
    is_known
        || document.outline.headings.iter().any(|heading| heading.id == fragment)
        || has_footnote(&document.markdown(), fragment)
        || document.has_html && has_id(document.body(), fragment)
}

/// Whether `body` has the footnote with the id `id` on the page.
fn has_footnote(body: &str, id: &str) -> bool {
    let Some(label) = id.strip_prefix("fn-") else { return false };
    let definition = format!("[^{label}]:");
    body.lines().any(|line| line.trim_start_matches([' ', '\t', '>']).starts_with(&definition))
}

/// Whether an element of HTML in `body` has the id, or the name, `id`.
fn has_id(body: &str, id: &str) -> bool {
    body.match_indices(id).any(|(at, _)| {
        let (before, behind) = (&body[..at], &body[at + id.len()..]);
        let quote = before.chars().next_back().filter(|c| matches!(c, '"' | '\''));
        let ends = match quote {
            Some(quote) => behind.starts_with(quote),
            None => behind.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/'),
        };
        ends && is_value_of_name(before.strip_suffix(['"', '\'']).unwrap_or(before))
    })
}

/// Whether the value of an attribute `id` or `name` follows `text`, not that of another one such as `data-id`.
fn is_value_of_name(text: &str) -> bool {
    let Some(text) = text.trim_end().strip_suffix('=').map(str::trim_end) else { return false };
    let name = text.trim_end_matches(|c: char| !c.is_whitespace() && !"\"'/<>=".contains(c));
    matches!(text[name.len()..].to_ascii_lowercase().as_str(), "id" | "name")
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
