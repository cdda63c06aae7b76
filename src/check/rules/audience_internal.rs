//! Documents that are marked as internal are published.

use crate::archive::Archive;
use crate::check::{Check, Example, Rule, Stage};
use crate::config::Config;
use retold_diagnostic::{Diagnostic, Level, plural};
use retold_document::Document;
use retold_document::keys::Key;

pub const RULE: Rule = Rule {
    id: "audience/internal",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "documents that are marked as internal are published",
    problem: "\
        Documents have `audience: internal`, `private`, `confidential` or the like in their front matter, and a page like every other document. One finding names all of them.",
    consequence: "The mark hides nothing: confidential documents are public with the site.",
    fix: "\
        Hold back documents that are not for all readers of the site with `draft: true`, or publish the site where only the intended readers can reach it.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "\
            ---\n\
            audience: internal\n\
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "\
            ---\n\
            audience: internal\n\
            draft: true\n\
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
    },
    check: Check::Archive(check),
};

/// Paths that the finding names.
const MOST_NAMED: usize = 3;

fn check(archive: &Archive, _: &Config) -> Vec<Diagnostic> {
    let mut marked: Vec<(&Document, &str)> = archive
        .pages()
        .map(|page| &*page.document)
        // The incidents of a file have its front matter.
        .filter(|document| document.part.is_none())
        .filter_map(|document| Some((document, document.front_matter.audience.as_deref()?)))
        .filter(|(_, audience)| is_internal(audience))
        .collect();
    marked.sort_by_key(|(document, _)| &document.path);
    let Some(&(first, audience)) = marked.first() else { return Vec::new() };
    let names: Vec<_> =
        marked.iter().take(MOST_NAMED).map(|(document, _)| format!("`{}`", document.name)).collect();
    let more = match marked.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = match marked.len() {
        1 => "the document is marked as internal, and is published anyway".to_owned(),
        count => format!(
            "{} are marked as internal, and are published anyway: {}{more}",
            plural(count, "document"),
            names.join(", ")
        ),
    };
    let finding = RULE
        .finding(message)
        .at(first.place_of(Key::Audience, audience))
        .hint("hold back documents that are not for all readers of the site with `draft: true`");
    vec![finding]
}

/// Words for readers who are not everybody.
const NOT_ALL: [&str; 7] =
    ["internal", "private", "confidential", "restricted", "secret", "hidden", "employees"];

/// Whether an audience, such as `internal`, `Private (legal)` or a list with one of them, is not everybody.
fn is_internal(audience: &str) -> bool {
    audience.split(',').any(|part| {
        let first = part.trim().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        NOT_ALL.iter().any(|word| word.eq_ignore_ascii_case(first))
    })
}

#[cfg(test)]
mod tests {
    use crate::check::testing::findings;

    #[test]
    fn internal_documents_are_named_once() {
        let [one, internal] = ["audience: public", "audience: internal"];
        for (matters, expected) in [
            (vec![one, "title: A"], None),
            (
                vec![one, internal],
                Some(("1.md:2", "the document is marked as internal, and is published anyway")),
            ),
            (
                vec![internal, one, "visibility: [staff, Confidential]", "Audience: INTERNAL only"],
                Some((
                    "0.md:2",
                    "3 documents are marked as internal, and are published anyway: `content/0.md`, \
                     `content/2.md`, `content/3.md`",
                )),
            ),
            (
                vec!["title: A\nvisibility: private"; 5],
                Some((
                    "0.md:3",
                    "5 documents are marked as internal, and are published anyway: `content/0.md`, \
                     `content/1.md`, `content/2.md` and 2 more",
                )),
            ),
        ] {
            let documents: Vec<_> = matters
                .iter()
                .enumerate()
                .map(|(index, matter)| (format!("{index}.md"), format!("---\n{matter}\n---\n# A\n")))
                .collect();
            let pairs: Vec<_> = documents.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            let found = findings(&pairs);
            match expected {
                None => assert_eq!(found, Vec::<String>::new()),
                Some((place, message)) => {
                    let start = format!("warning[audience/internal]: {message}\n --> content/{place}:");
                    assert!(found.len() == 1 && found[0].starts_with(&start), "{found:?}");
                }
            }
        }
    }
}
