//! Reads any bytes as front matter of each format.

#![no_main]

use libfuzzer_sys::fuzz_target;
use retold_document::{Document, SourceFile, Vocabulary};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for text in [
        format!("---\n{text}\n---\nBody\n"),
        format!("+++\n{text}\n+++\nBody\n"),
        format!("{{{text}}}\nBody\n"),
    ] {
        let file =
            SourceFile { name: "a.md".to_owned(), path: "2026/a.md".to_owned(), bytes: text.into_bytes() };
        let (document, findings) = Document::parse(file, &Vocabulary::default());
        let _ = (document.title(), document.day(), document.summary());
        let _ = retold::report::document(&document, 14);
        assert!(findings.len() < 10_000);
    }
});
