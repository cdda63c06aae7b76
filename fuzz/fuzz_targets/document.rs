//! Reads any bytes as a document. The first line is its path, as paths say things, too.

#![no_main]

use libfuzzer_sys::fuzz_target;
use retold_document::{Document, SourceFile, Vocabulary};

fuzz_target!(|bytes: &[u8]| {
    let end = bytes.iter().position(|&byte| byte == b'\n').unwrap_or(0);
    let path = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let file = SourceFile { name: path.clone(), path, bytes: bytes[end..].to_owned() };
    let (document, findings) = Document::parse(file, &Vocabulary::default());
    for section in &document.sections {
        let _ = &document.text[section.span.clone()];
        let _ = &document.text[section.rest.clone()];
    }
    for entry in &document.timeline.entries {
        let _ = &document.text[entry.span.clone()];
    }
    let _ = (document.title(), document.day(), document.summary());
    for span in [&document.class_span, &document.facts.kind.as_ref().map(|kind| kind.span.clone())] {
        let _ = span.clone().map(|span| &document.text[span]);
    }
    let tickets = ["INFRA-", "#"].map(|start| (start.to_owned(), "https://example.org/{}".to_owned()));
    let _ = retold_document::html::render(&document, &|_| None, &tickets);
    let _ = retold::report::document(&document, 14);
    drop(findings);
});
