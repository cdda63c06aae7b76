//! Properties of every document: it is read and rendered without a panic and with the same result each time, and every
//! fact is at its place in the text.

use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::select;

use retold_document::{Document, SourceFile, Vocabulary, html};

/// Reads `bytes` twice, also as a split file, and checks the properties.
fn check(path: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let vocabulary = Vocabulary { split: vec![path.to_owned()], ..Vocabulary::default() };
    let parse = || {
        let name = format!("content/{path}");
        let file = SourceFile { path: path.to_owned(), name, bytes: bytes.to_owned() };
        Document::parse_all(file, &vocabulary).0
    };
    let documents = parse();
    for document in &documents {
        for (what, span) in spans(document) {
            prop_assert!(
                document.text.get(span.clone()).is_some(),
                "{what} is at {span:?}, which is no part of the text"
            );
        }
        prop_assert!(document.text.get(document.body_start..).is_some());
        html::render(document, &|destination| Some(format!("../{destination}")), &[]);
    }
    // The debug output is compared, because it has every field and does not need `PartialEq`.
    prop_assert_eq!(format!("{documents:?}"), format!("{:?}", parse()));
    Ok(())
}

/// Everything that has a place in the text.
fn spans(document: &Document) -> Vec<(&'static str, Range<usize>)> {
    let mut spans = Vec::new();
    for heading in &document.outline.headings {
        spans.push(("a heading", heading.span.clone()));
    }
    for section in &document.sections {
        spans.push(("a section", section.span.clone()));
        spans.push(("the text behind a label", section.label_text.clone()));
    }
    for entry in &document.timeline.entries {
        spans.push(("an entry", entry.span.clone()));
    }
    for (_, fact) in document.milestones.iter() {
        spans.push(("a turning point", fact.span.clone()));
    }
    for action in &document.actions.items {
        spans.push(("an action", action.span.clone()));
    }
    for lesson in &document.lessons {
        spans.push(("a lesson", lesson.span.clone()));
    }
    for why in &document.whys {
        spans.push(("a why", why.span.clone()));
    }
    for measure in &document.impact {
        spans.push(("a measure", measure.span.clone()));
    }
    spans.extend(document.class_span.iter().map(|span| ("the class", span.clone())));
    for span in document.key_places.values() {
        spans.push(("a key", span.clone()));
    }
    let facts = &document.facts;
    for fact in [&facts.title, &facts.severity, &facts.status, &facts.detection_method].into_iter().flatten()
    {
        spans.push(("a fact", fact.span.clone()));
    }
    for fact in [&facts.happened, &facts.published, &facts.updated].into_iter().flatten() {
        spans.push(("a date", fact.span.clone()));
    }
    for fact in [&facts.authors, &facts.services, &facts.teams, &facts.tags].into_iter().flatten() {
        spans.push(("a name", fact.span.clone()));
    }
    spans.extend(facts.duration.iter().map(|fact| ("a duration", fact.span.clone())));
    spans.extend(facts.kind.iter().map(|fact| ("a kind", fact.span.clone())));
    spans
}

/// Building blocks of postmortems, at usual and unusual places.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "---\n", "+++\n", "{\n", "}\n", "---\ntitle: A\n---\n", "date: 2026-01-31T09:00:00Z\n", "resolved: true\n",
    "authors: [a, b]\n", "severity = 'SEV1'\n", "\u{feff}", "# ", "## ", "###### ", "#", "\n===\n", "\n---\n", " ##\n",
    "Timeline", "Timeline (all times UTC)", "Summary", "Impact", "Root cause", "Root Cause and Resolution", "5 Whys",
    "Action items", "Lessons learned", "What went well", "What went wrong", "Where we got lucky", "Detection",
    "Contributing factors", "タイムライン（JST）", "影響", "一、问题", "Was ist passiert?", "**Impact:** ", "**Date**: ",
    "**Severity**: HIGH (all of it)\n", "**Duration:** ~13 hours (from 10:00)\n", "Authors: Ann, @ben\n",
    "- **Key events**\n", "  - First detected: ", "Status: ✅ Resolved\n", "Time to resolve: 1h 50m\n", "**", "__", "*",
    "14:05", "9:05 AM", "2:15 PM", "25:61", "~14:05", "ca. 11:20", "[???]", "??:??", "HH:mm", "T+00:12", "+5m", "14.43",
    "02:00-04:30", "14:05:30Z", "2026-01-31", "2026-01-31 14:05", "2026-02-30", "31/01/2026", "01-31-2026",
    "31 January 2026", "Jan 31st, 2026", "Jan 31", "9999-12-31", "-9999-01-01", "2026年1月31日", " UTC", " PST", " (UTC+2)",
    " CEST", " JST", "+14:00", "頃", " - ", " – ", " — ", ": ", "：", " → ", "| ", " |\n", "|---|:-:|\n",
    "| Time (UTC) | Event |\n|---|---|\n", "| Action | Owner | Due | Status |\n|-|-|-|-|\n", "- ", "* ", "1. ", "999999999. ",
    "  - ", "      ", "\t", "- [ ] ", "- [x] ", "~~done~~", "(DONE)", "TODO", "@name", "#123", "Why? ", "> ", ">>>> ",
    "```\n", "~~~", "<br>", "<!-- ", " -->", "<div>", "[a](b.md)", "[a]: b\n", "[^1]", "https://e.org/q?a=1",
];

/// Text between the pieces.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "\n", "\n\n", "\r\n", " ", "the disk was full", "alert fired", "rolled back", "paged on-call", "resolved", "Größe",
    "日本語", "🔥", "e\u{301}", "\u{a0}", "\0", "&amp;",
];

pub fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => select(PIECES), 2 => select(WORDS)];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Lines that start like lines of postmortems.
pub fn lines() -> impl Strategy<Value = String> {
    let line = proptest::collection::vec(select(PIECES), 1..4).prop_map(|pieces| pieces.concat() + " x\n");
    proptest::collection::vec(line, 0..30).prop_map(|lines| lines.concat())
}

/// Tags with attributes within each other's values, and without an end.
pub fn tags() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "<a ", "<img ", "<p ", "href=", "src = ", " SRC=", " alt=", "\"", "'", "a.md", " ", "é", "=", ">",
        "/>", "</a>", "\n", "<!--", "-->",
    ]);
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn path() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("a.md".to_owned()),
        Just("2026-01-31-a/index.md".to_owned()),
        Just("2026/01/31/post-mortem.md".to_owned()),
        Just("PM2026-004 - Disk.md".to_owned()),
        Just("01312026-é.html.md.erb".to_owned()),
        "[0-9_./é-]{0,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_bytes_are_read(path in path(), bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&path, &bytes)?;
    }

    #[test]
    fn any_text_is_read(path in path(), text in "\\PC{0,200}") {
        check(&path, text.as_bytes())?;
    }

    #[test]
    fn any_order_of_pieces_is_read(path in path(), text in pieces()) {
        check(&path, text.as_bytes())?;
    }

    #[test]
    fn any_order_of_lines_is_read(path in path(), text in lines()) {
        check(&path, text.as_bytes())?;
    }

    #[test]
    fn any_tags_are_read(path in path(), text in tags()) {
        check(&path, text.as_bytes())?;
    }

    /// Cut anywhere, also within a character.
    #[test]
    fn any_beginning_of_a_generated_document_is_read(index in 0_usize..500, length in 0_usize..4_000) {
        let document = retold_corpus::document(7, index);
        let bytes = document.text.as_bytes();
        check(&document.path, &bytes[..length.min(bytes.len())])?;
    }
}
