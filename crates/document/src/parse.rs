//! Parses a file into its documents.

use retold_diagnostic::{Diagnostic, Place, plural};

use crate::front_matter::source_text::SourceText;
use crate::keys::Key;
use crate::limits::MOST_INCIDENTS;
use crate::model::{Class, Origin};
use crate::understand::understand;
use crate::{Document, SourceFile, Vocabulary, parts};

impl Document {
    /// Reads a file with the words of `vocabulary`, as one document.
    pub fn parse(file: SourceFile, vocabulary: &Vocabulary) -> (Self, Vec<Diagnostic>) {
        let (source, mut findings) = SourceText::read(file);
        let document = understand(source, vocabulary);
        findings.extend(too_long(&document));
        (document, findings)
    }

    /// Reads a file with the words of `vocabulary`: as one document, or, if front matter or configuration
    /// split it into its incidents, as itself and one document for each of them.
    pub fn parse_all(file: SourceFile, vocabulary: &Vocabulary) -> (Vec<Self>, Vec<Diagnostic>) {
        let (source, mut findings) = SourceText::read(file);
        let whole = understand(source, vocabulary);
        if !whole.front_matter.is_split(&whole.path, &vocabulary.split) {
            findings.extend(too_long(&whole));
            return (vec![whole], findings);
        }
        let mut parts = parts::of(&whole, vocabulary);
        if parts.is_empty() {
            findings.push(
                Diagnostic::warning("document/split", "no incidents are found to split the file into")
                    .at(Place::file(&whole.name))
                    .hint("give each incident a heading, all of one level, with its date or with sections below"),
            );
            findings.extend(too_long(&whole));
            return (vec![whole], findings);
        }
        if parts.len() > MOST_INCIDENTS {
            findings.push(unsplit(&whole, parts[MOST_INCIDENTS].body.start, parts.len() - MOST_INCIDENTS));
            parts.truncate(MOST_INCIDENTS);
        }
        let parts: Vec<_> = parts.into_iter().map(|part| understand(part, vocabulary)).collect();
        findings.extend(parts.iter().flat_map(too_long));
        // There is no place in the configuration to point to.
        let is_written = whole.front_matter.split;
        let mut documents = vec![Self {
            class: Class::Collection,
            class_origin: is_written.then_some(Origin::FrontMatter),
            class_span: whole.key_places.get(&Key::Split).cloned().filter(|_| is_written),
            ..whole
        }];
        documents.extend(parts);
        (documents, findings)
    }
}

/// The findings for a document that is longer than what is understood, or sanitised, of one.
fn too_long(document: &Document) -> impl Iterator<Item = Diagnostic> {
    let as_text = document.shows_html_as_text().then(|| {
        Diagnostic::warning(
            "document/too-long",
            "raw HTML is shown as text, as the document is larger than 1 MB",
        )
        .at(Place::file(&document.name))
        .hint("write it in Markdown, or divide the document")
    });
    unread(document).into_iter().chain(as_text)
}

fn unread(document: &Document) -> Option<Diagnostic> {
    let at = document.unread?;
    let message = "the document is read up to here, as no report is that long: what follows is only in the page and in searches";
    Some(up_to(document, at, message).hint(
        "put what is no report, such as a log or an export, into a file of its own, and link to it; no facts, events, actions \
         and headings are read below this place",
    ))
}

/// The finding for the `left` incidents from byte `at` of a file with too many.
fn unsplit(whole: &Document, at: usize, left: usize) -> Diagnostic {
    let incidents = plural(left, "incident");
    let message = format!("the file is split up to here: {incidents} that follow have no pages of their own");
    up_to(whole, at, message)
        .hint("put them into a file of their own; one for each year or team is easier to read, too")
}

fn up_to(document: &Document, at: usize, message: impl Into<String>) -> Diagnostic {
    let end = document.text[at..].find('\n').map_or(document.text.len(), |length| at + length);
    Diagnostic::warning("document/too-long", message).at(Place::span(&document.name, &document.text, at..end))
}

#[cfg(test)]
mod tests {
    use retold_diagnostic::{Style, render};

    use super::*;
    use crate::html;
    use crate::limits::{MOST_BLOCKS, MOST_LINKS};
    use crate::structure::plain_text::plain_text_sections;
    use crate::testing::parse;

    #[test]
    fn a_long_document_is_read_up_to_a_place_and_shown_as_a_whole() {
        let items = "- [ ] Add an alert\n".repeat(MOST_BLOCKS);
        let text = format!("# A\n\n## Action items\n\n{items}\n## Late part\n\n<b>x</b> [b](late.md)\n");
        let (document, findings) = parse("a.md", text.as_str());
        let at = document.unread.unwrap();
        assert!(
            text[at..].starts_with("- [ ]") || text[at..].starts_with("Add an alert"),
            "{}",
            &text[at..at + 9]
        );
        assert_eq!(findings.len(), 1);
        let start = "warning[document/too-long]: the document is read up to here, as no report is that long: what follows \
                     is only in the page and in searches\n     --> content/a.md:10003:7\n";
        assert!(findings[0].starts_with(start), "{findings:?}");
        // An item is two blocks.
        assert!((MOST_BLOCKS / 2 - 9..=MOST_BLOCKS / 2).contains(&document.actions.items.len()));
        assert!(
            document
                .actions
                .items
                .iter()
                .all(|action| action.span.end <= at && action.title == "Add an alert")
        );
        assert_eq!(document.outline.headings.len(), 2);
        assert!(document.sections.iter().all(|section| section.span.end <= at));
        // What makes the page whole and safe is found everywhere.
        assert_eq!(
            document.links.iter().map(|link| link.destination.as_str()).collect::<Vec<_>>(),
            ["late.md"]
        );
        assert!(document.has_html);
        let page = html::render(&document, &|_| Some("../late/".to_owned()), &[]);
        assert_eq!(page.matches("Add an alert").count(), MOST_BLOCKS);
        assert!(page.contains("Late part</h2>") && page.contains("<b>x</b> <a href=\"../late/\">b</a>"));
        let sections = plain_text_sections(&document.markdown(), document.outline.headings.len());
        assert!(sections.last().unwrap().text.ends_with("Late part\nx b\n"));
    }

    #[test]
    fn one_long_line_is_read_up_to_a_place() {
        let text =
            format!("# A\n\n{}[b](late.md)\n\n## Late\n", "**a** `b` [é\u{301}](c.md) ".repeat(60_000));
        let (document, findings) = parse("a.md", text.as_str());
        assert!(text.is_char_boundary(document.unread.unwrap()));
        assert_eq!(
            (findings.len(), document.outline.headings.len(), document.links.len()),
            (1, 1, MOST_LINKS)
        );
    }

    #[test]
    fn a_long_log_is_split_into_incidents_up_to_a_place() {
        let incident = |number: usize| {
            let (year, month) = (1800 + number / 12, 1 + number % 12);
            format!("## {year}-{month:02}-01: Incident {number}\n\nMail was down.\n\n- a\n- b\n- c\n\n")
        };
        let incidents: String = (0..MOST_INCIDENTS + 7).map(incident).collect();
        let text = format!("---\nsplit: true\n---\n# Log\n\n{incidents}");
        let file = SourceFile { path: "a.md".into(), name: "content/a.md".into(), bytes: text.into_bytes() };
        let (documents, findings) = Document::parse_all(file, &Vocabulary::default());
        assert_eq!(documents.len(), 1 + MOST_INCIDENTS);
        assert!(documents[0].unread.is_none() && documents[MOST_INCIDENTS].body().ends_with("- c\n\n"));
        let findings: Vec<_> = findings.iter().map(|finding| render(finding, Style::Plain)).collect();
        assert_eq!(findings.len(), 1);
        assert!(
            findings[0]
                .contains("the file is split up to here: 7 incidents that follow have no pages of their own"),
            "{findings:?}"
        );
        assert!(findings[0].contains(&format!("-01: Incident {MOST_INCIDENTS}\n")), "{findings:?}");
    }
}
