//! Nothing is lost silently: every word of a document's visible text is in its page and in its record for the search, or a
//! finding names the place where it was left out.
//!
//! What is visible is what CommonMark makes of the body, without any of the program's own work on it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use regex::Regex;
use retold::archive::{Archive, ArchivedDocument, Selection};
use retold::config::{Config, Overrides};
use retold::search::record;
use retold::similar::compare;
use retold::site::{Contents, Site};
use retold::source::SourceTree;
use retold::theme::Theme;
use retold_document::{document_stem, html, markdown_options, repeated_footnotes};

use crate::html::{texts, visible_text};
use crate::properties::{lines, pieces, tags};
use crate::support;

/// How often each word occurs.
type Words = BTreeMap<String, usize>;

fn words(text: &str) -> Words {
    let mut words = Words::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    words
}

/// Marks that a body has, and that are no words of it: ids of headings, the first lines of boxes, names of emoji.
fn marks() -> Regex {
    Regex::new(r"\{\s*#[^}\n]*\}|:{3,}[ \t]*(\{\.)?[A-Za-z]*|:[a-z0-9_+-]+:").unwrap()
}

/// The visible text of `body`, without the numbers of footnotes, and without footnotes that a finding names.
fn expected(body: &str, marks: &Regex) -> Words {
    let named: Vec<usize> = repeated_footnotes(body).into_iter().map(|(_, at)| at).collect();
    let mut is_named = false;
    let events = Parser::new_ext(body, markdown_options()).into_offset_iter().filter_map(|(event, span)| {
        match &event {
            Event::Start(Tag::FootnoteDefinition(_)) => {
                is_named = named.contains(&span.start);
                return None;
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                is_named = false;
                return None;
            }
            Event::FootnoteReference(_) => return None,
            _ => {}
        }
        (!is_named).then_some(event)
    });
    let mut page = String::new();
    pulldown_cmark::html::push_html(&mut page, without_tags_in_headings(events).into_iter());
    words(&marks.replace_all(&visible_text(&page), " "))
}

/// `events` without the headings that have raw HTML: their text is their name, which has no tags that could keep words
/// apart, and no images.
fn without_tags_in_headings<'a>(events: impl Iterator<Item = Event<'a>>) -> Vec<Event<'a>> {
    let mut kept = Vec::new();
    let mut heading = None;
    for event in events {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(kept.len()),
            Event::InlineHtml(_) if heading.is_some_and(|at| at != usize::MAX) => {
                kept.truncate(heading.unwrap_or_default());
                heading = Some(usize::MAX);
            }
            _ => {}
        }
        let is_end = matches!(event, Event::End(TagEnd::Heading(_)));
        if heading != Some(usize::MAX) {
            kept.push(event);
        }
        if is_end {
            heading = None;
        }
    }
    kept
}

/// The words of `expected` that are not in `found` as often.
fn missing(expected: &Words, found: &Words) -> Vec<String> {
    let is_missing = |(word, count): &(&String, &usize)| found.get(*word).is_none_or(|found| found < count);
    expected.iter().filter(is_missing).map(|(word, _)| word.clone()).collect()
}

/// What of a document is neither in its page, or not in its record.
fn lost(archived: &ArchivedDocument, marks: &Regex) -> Vec<String> {
    let document = &archived.document;
    let expected = expected(&document.markdown(), marks);
    let page = html::render(document, &|_| None, &[]);
    let page = words(&format!("{} {}", archived.title, visible_text(&page)));
    let record = record(archived);
    let sections = record.sections.iter().map(|section| format!("{} {}", section.heading, section.text));
    let record = words(&format!("{} {}", record.title, sections.collect::<Vec<_>>().join(" ")));
    let mut faults = Vec::new();
    for (what, found) in [("page", page), ("record", record)] {
        let missing = missing(&expected, &found);
        if !missing.is_empty() {
            faults.push(format!("{}: not in the {what}: {}", document.name, missing.join(" ")));
        }
    }
    faults
}

/// What of the documents of an archive is lost.
fn lost_of(tree: SourceTree) -> Vec<String> {
    let config = Config::load(Path::new("/nowhere"), None, Overrides::default()).unwrap();
    let (archive, _) = Archive::from_tree(tree, &config, Selection { drafts: true, ..Selection::default() });
    let marks = marks();
    archive.pages().flat_map(|page| lost(page, &marks)).collect()
}

fn lost_in(text: &str) -> Vec<String> {
    // Parsers of HTML drop this character, and others replace it.
    lost_of(SourceTree::from_pairs([("a.md", text.replace('\0', ""))]))
}

/// The documents in a folder and those below it.
fn documents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if document_stem(&path.to_string_lossy()).is_some() {
                found.push((path.to_string_lossy().into_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn real_documents_lose_no_word() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let folders =
        [Some(sample), support::corpus(), support::corpus().map(|corpus| corpus.with_file_name("cases"))];
    let mut faults = Vec::new();
    for folder in folders.into_iter().flatten().filter(|folder| folder.is_dir()) {
        faults.extend(lost_of(SourceTree::from_pairs(documents(&folder))));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// What of the documents of an archive is not on the finished page, on which some text is replaced by what was understood.
fn lost_of_pages(tree: SourceTree) -> Vec<String> {
    let config = Config::load(Path::new("/nowhere"), None, Overrides::default()).unwrap();
    let selection = Selection { drafts: true, ..Selection::default() };
    let (archive, _) = Archive::from_tree(tree, &config, selection);
    let model = compare(&archive, retold_search::Language::of("en"));
    let theme = Theme::load(Path::new("/nowhere"), "en").unwrap().0;
    let site = Site::new(config, archive, model, theme).unwrap().0;
    let marks = marks();
    let lost = |page: &ArchivedDocument| {
        let file = format!("{}index.html", page.url);
        let Some(Contents::Bytes(html)) = site.render(&file).unwrap() else { panic!("{file} is no page") };
        let found = words(&format!("{} {}", page.title, visible_text(&String::from_utf8_lossy(&html))));
        let missing = missing(&expected(&page.document.markdown(), &marks), &found);
        (!missing.is_empty())
            .then(|| format!("{}: not on the page: {}", page.document.name, missing.join(" ")))
    };
    site.archive.pages().filter_map(lost).collect()
}

/// The blocks of code that CommonMark sees in a body.
fn code_of(body: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut is_open = false;
    for event in Parser::new_ext(body, markdown_options()) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                blocks.push(String::new());
                is_open = true;
            }
            Event::End(TagEnd::CodeBlock) => is_open = false,
            Event::Text(text) if is_open => blocks.last_mut().unwrap().push_str(&text),
            _ => {}
        }
    }
    blocks
}

#[test]
fn blocks_of_code_keep_every_byte() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = support::corpus();
    let cases = corpus.as_ref().map(|corpus| corpus.with_file_name("cases"));
    let folders = [Some(root.join("content")), corpus, cases];
    let mut tree: Vec<_> =
        folders.into_iter().flatten().filter(|f| f.is_dir()).flat_map(|f| documents(&f)).collect();
    let quoted = ["sql", "bash", "console", "yaml", "json", "hcl", "diff", "toml", "ts", "py", "log", ""]
        .map(|language| format!("```{language}\n<a> & \"é\\\" '/* # $\n\t-- x\n```\n"));
    tree.push(("quoted.md".to_owned(), quoted.concat().into_bytes()));
    let config = Config::load(Path::new("/nowhere"), None, Overrides::default()).unwrap();
    let selection = Selection { drafts: true, ..Selection::default() };
    let (archive, _) = Archive::from_tree(SourceTree::from_pairs(tree), &config, selection);
    let mut blocks = 0;
    for page in archive.pages() {
        let expected = code_of(&page.document.markdown());
        let html = html::render(&page.document, &|_| None, &[]);
        let found = texts(&html, "pre");
        for code in &expected {
            assert!(found.contains(code), "{}: {code:?} is not in {found:#?}", page.document.name);
        }
        blocks += expected.len();
    }
    assert!(blocks > quoted.len());
}

#[test]
fn finished_pages_lose_no_word() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let folders = [Some(sample), support::corpus()];
    let mut faults = Vec::new();
    for folder in folders.into_iter().flatten().filter(|folder| folder.is_dir()) {
        faults.extend(lost_of_pages(SourceTree::from_pairs(documents(&folder))));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn unusual_documents_lose_no_word() {
    let bodies = [
        "# A title\n\nText <b>in bold</b><br>behind a break.\n\n<p>A block of <i>raw</i> HTML &amp; more</p>\n",
        "<details>\n<summary>Logs of the host</summary>\n\nsome lines\n\n</details>\n",
        "Errors: <img width=\"3\" alt=\"Error rate\" src=\"https://example.org/a.png\" /> and ![in Markdown](https://e.org/b.png)\n",
        "[![Dashboard](https://e.org/b.svg)](https://e.org/7) and <a href='x.md'><img src='//e.org/c.png' alt='Chart'></a>\n",
        "<video src=\"clip.mp4\" controls>No video here</video>\n\n<iframe src=\"https://e.org/x\" title=\"The talk\"></iframe>\n",
        "> <!-- never closed\n\nThis is behind it.\n",
        "> <div title=\"never closed\n\nThis is behind it.\n",
        "Inline <script> and <style> and <title>text</title> of <textarea> tags\n\nThis is behind it.\n",
        "<select><option>One</option></select> <noscript>Nothing runs</noscript>\n\n<template>Inside</template>\n",
        "<table><tr><td>cell</td></tr>\n\nText in between\n\n</table>\n",
        "<owner>\n\nAsk <add name here>, or <team>.\n",
        "Row[^a] and[^summary] and[^a].\n\n[^a]: First.\n\n[^summary]: Second.\n\n[^a]: Again.\n",
        "## 1\n\nText[^1].\n\n## Main\n\nMore[^main].\n\n[^1]: One.\n[^main]: Note of it.\n\n[^unused]: Never mentioned.\n",
        "## Root cause {#cause}\n\nx {#y}\n\n## Set {a, b}\n",
        ":::warning Do not restart\nThe queue loses its place.\n:::\n\n1. Drain it\n\n   :::info\n   It takes an hour.\n   :::\n",
        "[the log](file:///var/log/app.log), [the note](obsidian://open?note=x), [nothing]()\n",
        "See www.example.org/a and write to ops@example.org or <oncall@example.org>.\n",
        "---\n\n# Billing was late\n\n**Date:** 2024-05-02\n\n---\n\nBills were late.\n",
        "[English](en.md)\n\n---\ntitle: A\ndate: 2024-05-02\n---\n\nText.\n",
        "---\ntitle: A\nIt was never closed.\n\nText.\n",
        "    indented code\n\n```sh\nls <x> & y\n```\n\n~~struck~~ *a* `b` \\<c\\> &lt;d&gt;\n",
        "| a | b |\n|---|---|\n| 1 | <br>2<br>3 | four |\n",
        "- [ ] todo\n- [x] done\n  - nested\n\n    deeper\n",
        "# Postmortem: Disk full (2024-05-02)\n\nThe disk was full.\n",
        "Line one\\\nline two  \nline three\n***\nSetext\n===\n\nOther\n---\n",
    ];
    let faults: Vec<_> = bodies.iter().flat_map(|body| lost_in(body)).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Pieces of raw HTML between words.
fn raw_html() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(vec![
            "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<a href='x.md'>", "</a>", "<br>", "<hr>",
            "<details>", "<summary>", "</details>", "<li>", "<ul>", "<h2>", "</h2>", "<svg>", "<title>",
            "<textarea>", "<select>", "<option>", "<template>", "<noscript>", "<iframe src='a'>", "<math>", "<form>",
            "<video src='a.mp4'>", "</video>", "<img alt='eta' src='//e.org/x.png'>", "<owner>", "<x-y>", "<!-- zeta -->",
            "<center>", "<font color=red>", "<button>", "<!DOCTYPE html>", "<?php ?>", "<span title=\"theta\">", "</span>",
        ]),
        2 => prop::sample::select(vec![" alpha ", " beta ", " gamma ", "\n", "\n\n", "\n\n> ", "\n- ", " delta\n", "&amp;"]),
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    // The same documents in every run: parsers differ in how they mend HTML that is wrong in rare ways.
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(7),
        ..ProptestConfig::with_cases(512)
    })]

    #[test]
    fn generated_documents_lose_no_word(text in prop_oneof![pieces(), lines(), tags(), raw_html()]) {
        let faults = lost_in(&text);
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
