//! One file, understood: [`Document`].
//!
//! Reading a document is a pure function of its path and bytes. It never fails: what cannot be read is
//! reported, and the page is made from the rest.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::front_matter::paths;
use crate::keys::Key;
use crate::markdown::definitions;
use crate::model::{Actions, Facts, Lesson, Measure, Outline, Section, Timeline, Why};
use crate::model::{Class, FrontMatter, KeyPlaces, Link};
use crate::model::{Course, Origin};
use crate::source_file::document_stem;
use retold_diagnostic::Place;

/// A postmortem as one file tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Path relative to the content folder, with forward slashes.
    pub path: String,
    /// Path as messages show it.
    pub name: String,
    /// The file's text; bytes that are no UTF-8 are replaced. The incidents of one file share it.
    pub text: Arc<str>,
    /// Where the body starts in `text`.
    pub body_start: usize,
    /// Where it ends: for an incident among many, where the next one begins.
    pub body_end: usize,
    /// The line of the file in which the body starts, 1-based.
    pub first_line: usize,
    /// Of an incident among many in one file: definitions of links and footnotes that it refers to and that stand
    /// elsewhere in the file, as Markdown.
    pub definitions: String,
    pub front_matter: FrontMatter,
    pub key_places: KeyPlaces,
    pub outline: Outline,
    /// Links and images, in the order of the text.
    pub links: Vec<Link>,
    /// Whether any raw HTML occurs: only then has the page to be sanitised.
    pub has_html: bool,
    pub sections: Vec<Section>,
    pub facts: Facts,
    pub timeline: Timeline,
    pub course: Course,
    pub actions: Actions,
    pub whys: Vec<Why>,
    pub lessons: Vec<Lesson>,
    /// In numbers.
    pub impact: Vec<Measure>,
    /// Whether it is the report of an incident, or a file that lies beside them.
    pub class: Class,
    /// What kind of place shows the class; none where nothing does, as a file is a report in doubt.
    pub class_origin: Option<Origin>,
    /// What shows the class, where that is in the text; bytes of the file.
    pub class_span: Option<Range<usize>>,
    /// Of an incident among many in one file: its name in the address.
    pub part: Option<String>,
    /// The heading that the page shows as its title and not again in the body; an index into the outline.
    pub title_heading: Option<usize>,
}

impl Document {
    /// The Markdown after the front matter; of an incident among many, its own.
    pub fn body(&self) -> &str {
        &self.text[self.body_start..self.body_end]
    }

    /// The body, and behind it the definitions from elsewhere in the file that it refers to.
    pub fn markdown(&self) -> Cow<'_, str> {
        definitions::behind(self.body(), &self.definitions)
    }

    /// The title: from the front matter, else the first heading, else the file name in words.
    pub fn title(&self) -> String {
        self.facts.title.as_ref().map_or_else(|| paths::title(self.stem()), |fact| fact.value.clone())
    }

    /// The day that a reader would file it under.
    pub fn date(&self) -> Option<Date> {
        self.facts.date.as_ref().map(|fact| fact.value.date)
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

    /// Whether it is the page of its folder, to which the other files there belong.
    pub fn is_index(&self) -> bool {
        let stem = document_stem(&self.path).unwrap_or(&self.path);
        is_index(stem.rsplit('/').next().unwrap_or(stem))
    }

    /// The folders between the content folder and the page.
    pub fn folder(&self) -> &str {
        let stem = document_stem(&self.path).unwrap_or(&self.path);
        let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        if is_index(name) { folder.rsplit_once('/').map_or("", |(parent, _)| parent) } else { folder }
    }

    /// Where the front matter has `value` behind `key`; the key if the value is written otherwise.
    pub fn place_of(&self, key: Key, value: &str) -> Place {
        let Some(span) = self.key_places.get(&key) else { return Place::file(&self.name) };
        // An incident among many stands far below what the front matter says of all of them.
        let end = if self.part.is_some() { span.end } else { self.body_start };
        let span = match self.text[span.end..end].find(value).filter(|_| !value.is_empty()) {
            Some(at) => span.end + at..span.end + at + value.len(),
            None => span.clone(),
        };
        Place::span(&self.name, &self.text, span)
    }
}

fn is_index(name: &str) -> bool {
    matches!(name, "index" | "_index")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SourceFile, Vocabulary, html};
    use retold_diagnostic::{Style, render};

    fn parse(path: &str, text: impl Into<Vec<u8>>) -> (Document, Vec<String>) {
        let file = SourceFile { path: path.to_owned(), name: format!("content/{path}"), bytes: text.into() };
        let (document, findings) = Document::parse(file, &Vocabulary::default());
        (document, findings.iter().map(|finding| render(finding, Style::Plain)).collect())
    }

    fn html(text: &str) -> String {
        html::render(&parse("a.md", text).0, &|_| None, &[])
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
            assert_eq!(html::render(&document, &|_| None, &[]), rest, "{text}");
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
            "---\n# a comment\ndraft: true\ntags: [x\n---\n",
            "+++\n'draft' = true\nx = [\n+++\n",
            "{\"title\": \"x\", \"draft\": true, \"tags\": [\n}\n",
            "---\ndraft: no\nDraft: true\n---\n",
            "---\npublished: false\n---\n",
            "---\npublished: no\ndate: 2026-01-31\n---\n",
            "---\nPublished: 'Off'\n---\n",
            "---\npublished: soon\n---\n",
            "---\npublished: 1\n---\n",
            "---\npublished: false\ndraft: false\n---\n",
            "+++\npublished = false\n+++\n",
            "{\"published\": false}\n",
            "---\npublished: false\ntags: [x\n---\n",
            "{\"title\": \"x\", \"published\": false, \"tags\": [\n}\n",
            "---\nstatus: draft\n---\n",
            "---\nstate: Draft\n---\n",
            "+++\nstatus = 'DRAFT'\n+++\n",
            "{\"status\": \"draft\"}\n",
            "---toml\ndraft = true\n---\n",
            "---toml\ndraft = true\n",
            "---yaml\ndraft: true\n---\n",
            "```md\n---\ndraft: true\n---\n# A\n```\n",
            "```md\n---\ndraft: true\ntags: [x\n---\n# A\n```\n",
            "---\nstatus: \"draft\" # not yet\ntags: [x\n---\n",
        ] {
            assert!(parse("a.md", text).0.front_matter.draft, "{text}");
        }
        for text in [
            "---\ndraft: no\n---\n",
            "---\ndraft: false\ntags: [x\n---\n",
            "# draft: true\n",
            "---\npublished: true\n---\n",
            "---\npublished: 2026-01-31\n---\n",
            "---\npublished: true\ntags: [x\n---\n",
            "{\"published\": true, \"split\": false, \"tags\": [\n}\n",
            "---\npublished: 2026-01-31\ntags: [x\n---\n",
            "---\nstatus: published\n---\n",
            "---\nstatus: reviewed draft\n---\n",
            "---\ntitle: A\n---\n**Status:** Draft\n",
        ] {
            assert!(!parse("a.md", text).0.front_matter.draft, "{text}");
        }
    }

    #[test]
    fn published_is_a_date_or_a_switch() {
        for (matter, date, message) in [
            ("published: 2026-01-31", Some("2026-01-31"), None),
            ("published: true", None, None),
            ("published: false", None, None),
            ("published: yes\ndate: 2026-01-31", Some("2026-01-31"), None),
            ("published: soon", None, Some("`published` is text, expected a date, `true` or `false`")),
            ("published: 3", None, Some("`published` is a number, expected a date, `true` or `false`")),
        ] {
            let (document, findings) = parse("a.md", format!("---\n{matter}\n---\nx"));
            assert_eq!(document.date().map(|date| date.to_string()).as_deref(), date, "{matter}");
            assert_eq!(findings.len(), usize::from(message.is_some()), "{matter}: {findings:?}");
            assert!(message.is_none_or(|message| findings[0].contains(message)), "{matter}: {findings:?}");
        }
    }

    #[test]
    fn a_second_date_is_not_waited_for() {
        let (_, findings) = parse("a.md", "---\ndate: 2026-01-31\npublishDate: 2099-01-01\n---\nx");
        assert_eq!(findings.len(), 1);
        assert!(findings[0].contains("no date is waited for: `draft: true` holds"), "{}", findings[0]);
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
    fn incidents_of_one_file_share_its_text() {
        let text = "---\nsplit: true\n---\n\n## 2021-01-05: mail queue full\n\nx\n\n## 2021-04-09: resolver gone\n\ny\n\n\
                    ## 2022-02-01: certificate expired\n\nz\n";
        let file = SourceFile { path: "a.md".into(), name: "a.md".into(), bytes: text.into() };
        let (documents, _) = Document::parse_all(file, &Vocabulary::default());
        let read: Vec<_> =
            documents.iter().map(|d| (d.first_line, d.body().trim_end(), d.part.as_deref())).collect();
        assert_eq!(
            read[1..],
            [
                (5, "## 2021-01-05: mail queue full\n\nx", Some("2021-01-05-mail-queue-full")),
                (9, "## 2021-04-09: resolver gone\n\ny", Some("2021-04-09-resolver-gone")),
                (13, "## 2022-02-01: certificate expired\n\nz", Some("2022-02-01-certificate-expired")),
            ]
        );
        assert_eq!(read[0], (4, text[20..].trim_end(), None));
        assert!(documents.iter().all(|document| Arc::ptr_eq(&document.text, &documents[0].text)));
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
    fn names_of_tickets_become_links() {
        let known = [("OPS-".to_owned(), "https://e.org/?a=1&b=OPS-{}".to_owned())];
        let link = "<a href=\"https://e.org/?a=1&amp;b=OPS-7\">OPS-7</a>";
        for (text, expected) in [
            ("See OPS-7.", format!("<p>See {link}.</p>\n")),
            ("**OPS-7**, [OPS-7]", format!("<p><strong>{link}</strong>, [{link}]</p>\n")),
            ("- a < b OPS-7", format!("<ul>\n<li>a &lt; b {link}</li>\n</ul>\n")),
            (
                "> OPS-7 https://e.org/x",
                format!(
                    "<blockquote>\n<p>{link} <a href=\"https://e.org/x\">https://e.org/x</a></p>\n</blockquote>\n"
                ),
            ),
            (
                "https://e.org/OPS-7",
                "<p><a href=\"https://e.org/OPS-7\">https://e.org/OPS-7</a></p>\n".to_owned(),
            ),
            ("[OPS-7](x)", "<p><a href=\"x\">OPS-7</a></p>\n".to_owned()),
            ("![OPS-7](x.png)", "<p><img src=\"x.png\" alt=\"OPS-7\" /></p>\n".to_owned()),
            ("`OPS-7`", "<p><code>OPS-7</code></p>\n".to_owned()),
            ("    OPS-7", "<pre tabindex=\"0\"><code>OPS-7</code></pre>\n".to_owned()),
            ("x\n\n## OPS-7", "<p>x</p>\n<h2 id=\"ops-7\">OPS-7</h2>\n".to_owned()),
            ("<a href=\"x\"><b>OPS-7</b></a>", "<p><a href=\"x\"><b>OPS-7</b></a></p>\n".to_owned()),
            (
                "<code>OPS-7</code>\n\n<a href=\"x\">\n\nOPS-7",
                format!("<p><code>OPS-7</code></p>\n<a href=\"x\">\n</a><p><a href=\"x\"></a>{link}</p>\n"),
            ),
        ] {
            let page = html::render(&parse("a.md", text).0, &|_| None, &known);
            assert_eq!(page, expected, "{text}");
        }
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
        let links: Vec<_> = document.links.iter().map(|link| link.destination.as_str()).collect();
        assert_eq!(links, ["chart.png", "b.md"]);
        let page = html::render(&document, &|destination| Some(format!("../{destination}")), &[]);
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
