//! Renders any bytes as raw HTML: the page has no script, loads nothing from another host, and keeps its markup closed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use retold_document::{Document, SourceFile, Vocabulary};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for text in [format!("<div>{text}</div>\n"), format!("a {text} b\n")] {
        let file = SourceFile { name: "a.md".to_owned(), path: "a.md".to_owned(), bytes: text.into_bytes() };
        let (document, _) = Document::parse(file, &Vocabulary::default());
        let resolve = |address: &str| address.strip_suffix(".md").map(|stem| format!("../{stem}/"));
        let page = retold_document::html::render(&document, &resolve, &[]);
        let lower = page.to_lowercase();
        for never in ["<script", "<iframe", "<object", "<embed", "<style", "<base", "<meta", "<form"] {
            assert!(!lower.contains(never), "{never}: {page}");
        }
        for image in lower.split("<img ").skip(1) {
            let source =
                image.split_once("src=\"").map_or("", |(_, rest)| rest.split('"').next().unwrap_or(""));
            assert!(!retold_document::html::leads_elsewhere(source), "{page}");
        }
    }
});
