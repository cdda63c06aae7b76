//! One file, understood: [`Document`].
//!
//! Reading a document is a pure function of its path and bytes. It never fails: what cannot be read is
//! reported, and the page is made from the rest.

mod fence;
pub mod front_matter;
pub mod html;
pub mod keys;
pub mod markdown;
pub mod moment;
mod raw_html;
pub mod sections;
pub mod slug;
mod yaml;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Place};
use crate::source::{SourceFile, document_stem};
use fence::Fence;
pub use fence::Format;
pub use front_matter::{Action, FrontMatter, Kind};
use markdown::Outline;
pub use moment::Moment;

/// A postmortem as one file tells it.
#[derive(Debug, Clone)]
pub struct Document {
    /// Path relative to the content folder, with forward slashes.
    pub path: String,
    /// Path as messages show it.
    pub name: String,
    /// The file's text; bytes that are no UTF-8 are replaced.
    pub text: String,
    /// Where the body starts in `text`.
    pub body_start: usize,
    pub front_matter: FrontMatter,
    pub outline: Outline,
    /// The heading that the page shows as its title and not again in the body; an index into the outline.
    pub title_heading: Option<usize>,
}

impl Document {
    pub fn parse(file: SourceFile) -> (Self, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let SourceFile { path, name, bytes } = file;
        let text = String::from_utf8(bytes).unwrap_or_else(|error| {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            findings.push(
                Diagnostic::error("source/encoding", "the file is not valid UTF-8")
                    .at(Place::span(&name, &text, valid..valid + 1))
                    .hint("save it as UTF-8; what cannot be read is shown as `\u{fffd}`"),
            );
            text
        });
        if text.trim().is_empty() {
            findings.push(
                Diagnostic::warning("source/empty", "the file is empty")
                    .at(Place::file(&name))
                    .hint("its page has only a title; write it, or move the file out of the content folder"),
            );
        }
        let (front_matter, body_start) = match fence::find(&text) {
            Fence::None { body } => (FrontMatter::default(), body),
            Fence::Closed { format, matter, body } => {
                let (front_matter, more) =
                    front_matter::parse(&name, &text, format, matter, file_date(&path));
                findings.extend(more);
                (front_matter, body)
            }
            Fence::Open { format, line, body } => {
                let close = match format {
                    Format::Yaml => "---",
                    Format::Toml => "+++",
                    Format::Json => "}",
                };
                findings.push(
                    Diagnostic::error("front-matter/unclosed", "the front matter is never closed")
                        .at(Place::span(&name, &text, line))
                        .hint(format!("put `{close}` on a line of its own after the last key")),
                );
                let draft = front_matter::may_be_draft(&text[body..]);
                (FrontMatter { draft, ..FrontMatter::default() }, body)
            }
        };
        let outline = Outline::of(&text[body_start..]);
        let title_heading = title_heading(&front_matter, &outline);
        (Self { path, name, text, body_start, front_matter, outline, title_heading }, findings)
    }

    /// The Markdown after the front matter.
    pub fn body(&self) -> &str {
        &self.text[self.body_start..]
    }

    /// The title: from the front matter, else the first heading, else the file name in words.
    pub fn title(&self) -> String {
        self.front_matter
            .title
            .clone()
            .or_else(|| Some(self.outline.headings.get(self.title_heading?)?.text.clone()))
            .unwrap_or_else(|| self.title_from_path())
    }

    /// The date: from the front matter, else from the file name, else the day on which it started.
    pub fn date(&self) -> Option<Date> {
        let written = &self.front_matter;
        written
            .date
            .map(|moment| moment.date)
            .or_else(|| file_date(&self.path))
            .or_else(|| written.started.or(written.detected).or(written.resolved).map(|moment| moment.date))
    }

    /// One or two sentences on what happened, if the author wrote any.
    pub fn summary(&self) -> Option<&str> {
        self.front_matter.summary.as_deref().or(self.outline.lead.as_deref())
    }

    /// The name that the address of the page is made from: the file's, or its folder's for `index.md`.
    pub fn stem(&self) -> &str {
        let stem = document_stem(&self.path).unwrap_or(&self.path);
        let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        if is_index(name) && !folder.is_empty() { folder.rsplit('/').next().unwrap_or(folder) } else { name }
    }

    /// The folders between the content folder and the page.
    pub fn folder(&self) -> &str {
        let stem = document_stem(&self.path).unwrap_or(&self.path);
        let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        if is_index(name) { folder.rsplit_once('/').map_or("", |(parent, _)| parent) } else { folder }
    }

    /// Where the front matter has `value`, which stands behind `key`; the file if it is written otherwise.
    pub fn place_of(&self, key: &str, value: &str) -> Place {
        let matter = &self.text[..self.body_start];
        // An alias of the key is not found; then the value may stand anywhere.
        let start = matter.find(&format!("\n{key}")).unwrap_or(0);
        match matter[start..].find(value).filter(|_| !value.is_empty()) {
            Some(at) => Place::span(&self.name, &self.text, start + at..start + at + value.len()),
            None => Place::file(&self.name),
        }
    }

    fn title_from_path(&self) -> String {
        let stem = self.stem();
        let name = match file_date(stem) {
            Some(_) => stem[10..].trim_start_matches(['-', '_', ' ', '.']),
            None => stem,
        };
        let words = name.replace(['-', '_'], " ");
        let words = words.trim();
        let mut chars = words.chars();
        match chars.next() {
            Some(first) => first.to_uppercase().chain(chars).collect(),
            None => stem.to_owned(),
        }
    }
}

fn is_index(name: &str) -> bool {
    matches!(name, "index" | "_index")
}

/// The date that a file name, or the folder of an `index.md`, starts with.
fn file_date(path: &str) -> Option<Date> {
    path.rsplit('/').take(2).find_map(|part| part.get(..10)?.replace('_', "-").parse().ok())
}

/// The heading that is the document's title: the first one, if it stands at the top and names no section.
fn title_heading(front_matter: &FrontMatter, outline: &Outline) -> Option<usize> {
    let first = outline.headings.first()?;
    match &front_matter.title {
        // Shown once, whether the heading repeats the title or says it differently.
        Some(title) => (first.text.eq_ignore_ascii_case(title.trim())).then_some(0),
        None => {
            let index = outline.headings.iter().position(|heading| heading.level == 1).unwrap_or(0);
            let heading = &outline.headings[index];
            let is_title = heading.section.is_none() && !heading.text.is_empty();
            (is_title && (heading.level == 1 || index == 0 && heading.span.start == 0)).then_some(index)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Style, render};

    fn parse(path: &str, text: impl Into<Vec<u8>>) -> (Document, Vec<String>) {
        let file = SourceFile { path: path.to_owned(), name: format!("content/{path}"), bytes: text.into() };
        let (document, findings) = Document::parse(file);
        (document, findings.iter().map(|finding| render(finding, Style::Plain)).collect())
    }

    fn html(text: &str) -> String {
        html::render(&parse("a.md", text).0, &|_| None)
    }

    #[test]
    fn yaml_toml_and_json_say_the_same() {
        let yaml = "---\ntitle: A\ndate: 2026-01-31\ntags: [x, y]\nseverity: SEV2\n---\nBody";
        let toml = "+++\ntitle = 'A'\ndate = 2026-01-31\ntags = ['x', 'y']\nseverity = 'SEV2'\n+++\nBody";
        let json = "{\n\"title\": \"A\", \"date\": \"2026-01-31\",\n\"tags\": [\"x\", \"y\"], \"severity\": \"SEV2\"\n}\nBody";
        let mut read = [yaml, toml, json].map(|text| {
            let (document, findings) = parse("a.md", text);
            assert_eq!(findings, Vec::<String>::new());
            assert_eq!(document.body(), "Body");
            document.front_matter
        });
        for front_matter in &mut read {
            front_matter.format = None;
        }
        assert_eq!(read[0], read[1]);
        assert_eq!(read[0], read[2]);
        assert_eq!(read[0].tags, ["x", "y"]);
    }

    #[test]
    fn keys_have_aliases_and_lists_may_be_scalars() {
        let (document, findings) = parse(
            "2026-02-03-a.md",
            "---\nimpact: LOW-MEDIUM\nimpactDescription: Prevents recurrence\ntags: prev, postmortem\n\
             severities: [SEV1]\nresolved: true\nresolvedWhen: 2026-02-03 10:00 UTC\nstarted: 09:30 UTC\n\
             affected:\n  - DNS\nweight: 3\nauthor: Ann\n---\n",
        );
        assert_eq!(findings, Vec::<String>::new());
        let read = &document.front_matter;
        assert_eq!(read.severity.as_deref(), Some("SEV1"));
        assert_eq!(read.summary.as_deref(), Some("Prevents recurrence"));
        assert_eq!(read.tags, ["prev", "postmortem"]);
        assert_eq!(read.services, ["DNS"]);
        assert_eq!(read.resolved.unwrap().iso(), "2026-02-03T10:00:00Z");
        assert_eq!(read.started.unwrap().iso(), "2026-02-03T09:30:00Z");
        assert_eq!(read.extra["weight"], 3);
    }

    #[test]
    fn a_title_is_found_and_shown_once() {
        for (path, text, title, rest) in [
            ("a.md", "# Disk full\n\nText", "Disk full", "<p>Text</p>\n"),
            ("a.md", "---\ntitle: Disk full\n---\n# Disk full\nText", "Disk full", "<p>Text</p>\n"),
            ("2026-01-31-disk_full.md", "Text", "Disk full", "<p>Text</p>\n"),
            ("2026-01-31-disk-full/index.md", "## Summary", "Disk full", "<h2 id=\"summary\">Summary</h2>\n"),
            ("a.md", "# Disk full\n# Impact", "Disk full", "<h2 id=\"impact\">Impact</h2>\n"),
        ] {
            let document = parse(path, text).0;
            assert_eq!(document.title(), title, "{text}");
            assert_eq!(html::render(&document, &|_| None), rest, "{text}");
        }
    }

    #[test]
    fn a_date_is_found() {
        for (path, text, date) in [
            ("2026-01-31-a.md", "x", Some("2026-01-31")),
            ("2026-01-31-a/index.md", "x", Some("2026-01-31")),
            ("2026-01-31-a.md", "---\ndate: 2026-02-01\n---\n", Some("2026-02-01")),
            ("a.md", "---\nstarted: 2026-02-01T09:00:00Z\n---\n", Some("2026-02-01")),
            ("a.md", "x", None),
        ] {
            assert_eq!(parse(path, text).0.date().map(|d| d.to_string()).as_deref(), date, "{path} {text}");
        }
    }

    #[test]
    fn broken_front_matter_is_shown_and_the_body_kept() {
        let (document, findings) = parse("a.md", "---\ntitle: A\ntags: [x, y\n---\n# Body\n");
        assert_eq!(document.title(), "Body");
        assert_eq!(findings.len(), 1);
        let message = &findings[0];
        assert!(
            message.starts_with("error[front-matter/syntax]: the front matter is not valid YAML: "),
            "{message}"
        );
        assert!(message.contains(" --> content/a.md:"), "{message}");
        assert!(message.contains("hint: put values with"), "{message}");
    }

    #[test]
    fn an_unclosed_front_matter_is_shown_at_its_fence() {
        let (_, findings) = parse("a.md", "---\ntitle: A\n\n# Body\n");
        assert_eq!(
            findings,
            ["error[front-matter/unclosed]: the front matter is never closed\n \
              --> content/a.md:1:1\n  \
              |\n\
              1 | ---\n  \
              | ^^^\n  \
              |\n\
              hint: put `---` on a line of its own after the last key"]
        );
    }

    #[test]
    fn a_wrong_type_is_shown_at_its_value() {
        let (document, findings) = parse("a.md", "---\ntitle: A\ndraft: maybe\nstarted: soon\n---\n");
        assert_eq!(
            findings,
            [
                "error[front-matter/value]: `draft` is text, expected `true` or `false`\n \
                 --> content/a.md:3:8\n  \
                 |\n\
                 3 | draft: maybe\n  \
                 |        ^^^^^\n  \
                 |\n\
                 hint: until it is mended, the document is left out as drafts are",
                "error[front-matter/value]: `soon` for `started` is not a date\n \
                 --> content/a.md:4:10\n  \
                 |\n\
                 4 | started: soon\n  \
                 |          ^^^^\n  \
                 |\n\
                 hint: write it as `2026-01-31`, `2026-01-31 14:05 UTC` or `2026-01-31T14:05:00Z`"
            ]
        );
        assert_eq!(document.title(), "A");
    }

    #[test]
    fn what_may_be_a_draft_is_one() {
        for text in [
            "---\ndraft: yes\n---\n",
            "---\ndraft: maybe\n---\n",
            "---\ndraft: true\ntags: [x\n---\n",
            "---\ntitle: A\ndraft: true\n\n# Body\n",
        ] {
            assert!(parse("a.md", text).0.front_matter.draft, "{text}");
        }
        for text in ["---\ndraft: no\n---\n", "---\ndraft: false\ntags: [x\n---\n", "# draft: true\n"] {
            assert!(!parse("a.md", text).0.front_matter.draft, "{text}");
        }
    }

    #[test]
    fn a_misspelled_key_gets_a_suggestion() {
        let (document, findings) = parse("a.md", "---\nseverty: SEV1\n---\nx");
        assert!(
            findings[0].starts_with("warning[front-matter/unknown-key]: unknown key `severty`"),
            "{findings:?}"
        );
        assert!(findings[0].contains("did you mean `severity`?"), "{findings:?}");
        assert_eq!(document.front_matter.extra["severty"], "SEV1");
    }

    #[test]
    fn bytes_that_are_no_text_are_reported_and_replaced() {
        let (document, findings) = parse("a.md", b"# Caf\xe9\n".to_vec());
        assert_eq!(document.title(), "Caf\u{fffd}");
        assert_eq!(
            findings,
            ["error[source/encoding]: the file is not valid UTF-8\n \
              --> content/a.md:1:6\n  \
              |\n\
              1 | # Caf\u{fffd}\n  \
              |      ^\n  \
              |\n\
              hint: save it as UTF-8; what cannot be read is shown as `\u{fffd}`"]
        );
    }

    #[test]
    fn an_empty_file_is_reported() {
        let (document, findings) = parse("a.md", "");
        assert_eq!(document.title(), "A");
        assert!(findings[0].starts_with("warning[source/empty]: the file is empty"));
    }

    #[test]
    fn scripts_do_not_survive() {
        for text in [
            "<script>alert(1)</script>",
            "[x](javascript:alert(1))",
            "[x](java\tscript:alert(1))",
            "![x](data:text/html,x)",
            "<img src=x onerror=alert(1)>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<svg onload=alert(1)>",
            "<p style=\"position:fixed\">x</p>",
        ] {
            let page = html(text);
            // Escaped text is not markup.
            let markup = page.replace("&lt;", "").to_lowercase();
            for bad in ["<script", "javascript:", "data:", "<img src=\"x\" onerror", "<svg", "style="] {
                assert!(!markup.contains(bad), "{text} gave {page}");
            }
        }
    }

    #[test]
    fn placeholders_and_bare_addresses_are_kept() {
        assert_eq!(html("Ask <add name here>."), "<p>Ask &lt;add name here&gt;.</p>\n");
        assert_eq!(
            html("See https://e.org/a?b=1&c, or `https://code`."),
            "<p>See <a href=\"https://e.org/a?b=1&amp;c\">https://e.org/a?b=1&amp;c</a>, or <code>https://code</code>.</p>\n"
        );
    }

    #[test]
    fn images_of_other_hosts_become_links() {
        assert_eq!(
            html("![a graph](https://e.org/x.png) ![b](y.png)"),
            "<p><a href=\"https://e.org/x.png\">a graph</a> <img src=\"y.png\" alt=\"b\" /></p>\n"
        );
        assert_eq!(html("<img src=\"//e.org/x.png\" alt=\"a\">"), "<img alt=\"a\">");
    }

    #[test]
    fn addresses_in_raw_html_are_resolved() {
        let document =
            parse("2021/a.md", "<img src=\"chart.png\" width=\"300\">\n\nSee <a href='b.md'>b</a>.").0;
        let links: Vec<_> = document.outline.links.iter().map(|link| link.destination.as_str()).collect();
        assert_eq!(links, ["chart.png", "b.md"]);
        let page = html::render(&document, &|destination| Some(format!("../{destination}")));
        assert!(page.contains("src=\"../chart.png\""), "{page}");
        assert!(page.contains("href=\"../b.md\""), "{page}");
    }

    #[test]
    fn raw_html_that_is_too_deep_is_shown_as_text() {
        let page = html(&format!("{}x", "<div>".repeat(20_000)));
        assert!(page.contains("&lt;div&gt;&lt;div&gt;"));
    }

    #[test]
    fn tables_and_code_scroll_by_keyboard() {
        assert!(html("|a|\n|-|\n|b|\n").starts_with("<div class=\"table-wrap\" tabindex=\"0\"><table>"));
        assert!(html("|a|b|\n|-|-:|\n|c|d|\n").contains("<td>c</td><td class=\"right\">d</td>"));
        assert_eq!(
            html("```sh\nls <x>\n```\n"),
            "<pre tabindex=\"0\"><code class=\"language-sh\">ls &lt;x&gt;\n</code></pre>\n"
        );
    }
}
