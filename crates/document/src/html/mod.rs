//! Renders the body of a document as HTML that is safe to publish under a strict content security policy.

mod action_items;
mod addresses;
mod admonitions;
mod cells;
mod code;
mod destinations;
mod events_by_place;
mod footnotes;
mod fragments;
mod highlight;
mod logs;
mod pieces;
mod raw;
mod rewriter;
mod rewritten;
mod runs;
mod validity;

use std::cell::{Cell, OnceCell};
use std::collections::HashSet;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Parser, TextMergeStream, html};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use crate::document::Document;
use crate::html::rewriter::Rewriter;
use crate::html::rewritten::Rewritten;
use crate::markdown::{comments, options, raw_html};
pub use destinations::{is_link, leads_elsewhere};
pub use pieces::{Item, Piece, Run, pieces};
pub use runs::RunKind;

/// Renders the body of `document`.
///
/// `resolve` gives the address for the destination of a link or an image on the page, or `None` to keep it. The heading
/// that became the page's title is left out; the others start at level 2 and have the ids of the outline. Links with schemes that can run code lose their destination. Names of `tickets`, which are
/// as in [`crate::structure::vocabulary::Vocabulary`], become links outside code, links and headings.
pub fn render(
    document: &Document,
    resolve: &dyn Fn(&str) -> Option<String>,
    tickets: &[(String, String)],
) -> String {
    let markdown = document.markdown();
    let body = markdown.as_ref();
    let page = || {
        let parser = TextMergeStream::new(Parser::new_ext(body, options()));
        page_of(Rewritten::new(parser, Rewriter::new(document, resolve, tickets)), body.len())
    };
    let is_short = !document.shows_html_as_text();
    let page = is_short.then(page).and_then(|page| safe(document, page));
    page.unwrap_or_else(|| with_html_as_text(document, resolve, tickets))
}

/// As [`render`], with raw HTML as text, which is safe without sanitising. Comments are not shown.
fn with_html_as_text(
    document: &Document,
    resolve: &dyn Fn(&str) -> Option<String>,
    tickets: &[(String, String)],
) -> String {
    let markdown = document.markdown();
    let body = comments::without(&markdown);
    let as_text = |event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        event => event,
    };
    let parser = TextMergeStream::new(Parser::new_ext(&body, options()).map(as_text));
    page_of(Rewritten::new(parser, Rewriter::new(document, resolve, tickets)), body.len())
}

/// `page`, written from the text of `document`, without anything that could run; `None` if finding that out would take too
/// long.
fn safe(document: &Document, page: String) -> Option<String> {
    if !document.has_html {
        return Some(page);
    }
    let page = raw::prepared(&page);
    let is_quick = raw_html::depth(&page) <= DEEPEST
        && raw_html::bytes_to_escape(&page) / page.len().max(1) <= MOST_PASSED;
    let headings = HeadingIds { document, asked: Cell::new(0), set: OnceCell::new() };
    let is_heading = |id: &str| headings.has(id);
    is_quick.then(|| validity::mended(&sanitiser().clean(&page).to_string(), &is_heading))
}

/// The ids of the headings of a document. A set of them is made only for a page that asks for many, as there may be a
/// thousand fragments that ask for one.
struct HeadingIds<'a> {
    document: &'a Document,
    asked: Cell<usize>,
    set: OnceCell<HashSet<&'a str>>,
}

impl HeadingIds<'_> {
    fn has(&self, id: &str) -> bool {
        let mut ids = self.document.outline.headings.iter().map(|heading| heading.id.as_str());
        self.asked.set(self.asked.get() + 1);
        if self.asked.get() <= 8 {
            ids.any(|own| own == id)
        } else {
            self.set.get_or_init(|| ids.collect()).contains(id)
        }
    }
}

/// Deepest nesting of elements that is sanitised: the time for it grows with the square of the depth.
const DEEPEST: usize = 256;

/// Most bytes that the sanitiser may scan for each byte of the page while it escapes text. Its time grows with the square
/// of the length of a text without tags, such as one paragraph with thousands of ampersands.
const MOST_PASSED: usize = 4096;

fn page_of<'a>(events: impl Iterator<Item = Event<'a>>, length: usize) -> String {
    let mut page = String::with_capacity(length * 3 / 2);
    html::push_html(&mut page, events);
    page
}

/// `text` for the value of an attribute in double quotes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = escape_html(&mut escaped, text);
    escaped
}

/// `text` between elements.
fn body_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = escape_html_body_text(&mut escaped, text);
    escaped
}

/// Returns true if headings move down one level, because some of level 1 remain below the title.
pub fn shifts_headings(document: &Document) -> bool {
    let mut headings = document.outline.headings.iter().enumerate();
    headings.any(|(index, heading)| heading.level == 1 && document.title_heading != Some(index))
}

fn sanitiser() -> &'static ammonia::Builder<'static> {
    static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
        let mut builder = ammonia::Builder::default();
        builder
            .add_generic_attributes(["id", "class", "role", "tabindex", "aria-label", "aria-labelledby"])
            .add_tags(["section"])
            .rm_tags(["area", "map"])
            .attribute_filter(|element, attribute, value| {
                let loads = element == "img" && attribute == "src";
                // No browser shows where a quotation is from, and its address may be of any kind.
                if attribute == "cite" || loads && leads_elsewhere(value) {
                    None
                } else {
                    validity::value(element, attribute, value)
                }
            })
            .link_rel(None);
        builder
    });
    &SANITISER
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::parse;

    fn html(text: &str) -> String {
        render(&parse("a.md", text).0, &|_| None, &[])
    }

    #[test]
    fn images_are_loaded_from_the_site_only() {
        for address in destinations::OF_OTHER_HOSTS {
            for text in [
                format!("x <img src=\"{address}\">"),
                format!("<p>\n<img alt=y src='{address}'>\n</p>"),
                format!("<img srcset=\"{address} 2x\" src=a.png>"),
                format!("<picture><source srcset=\"{address}\"><img src=a.png></picture>"),
                format!("<p background=\"{address}\">x"),
                format!("![x](<{address}>)"),
            ] {
                let html = html(&text);
                for attribute in ["srcset=", "background="] {
                    assert!(!html.contains(attribute), "{text:?}: {html}");
                }
                let mut sources = html.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
                assert!(sources.all(|source| !leads_elsewhere(source)), "{text:?}: {html}");
            }
        }
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
            "<q cite='javascript:alert(1)'>x</q>",
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
            ("x\n\n## OPS-7", "<p>x</p>\n<h2 id=\"ops-7\">OPS-7 <a class=\"anchor\" href=\"#ops-7\" aria-labelledby=\"ops-7\"></a></h2>\n".to_owned()),
            ("<a href=\"x\"><b>OPS-7</b></a>", "<p><a href=\"x\"><b>OPS-7</b></a></p>\n".to_owned()),
            (
                "<code>OPS-7</code>\n\n<a href=\"x\">\n\nOPS-7",
                format!("<p><code>OPS-7</code></p>\n<a href=\"x\">\n</a><p><a href=\"x\"></a>{link}</p>\n"),
            ),
        ] {
            let page = render(&parse("a.md", text).0, &|_| None, &known);
            assert_eq!(page, expected, "{text}");
        }
    }

    #[test]
    fn images_of_other_hosts_become_links() {
        assert_eq!(
            html("![a graph](https://e.org/x.png) ![b](y.png)"),
            "<p><a href=\"https://e.org/x.png\">a graph</a> <img src=\"y.png\" alt=\"b\" /></p>\n"
        );
        for (text, expected) in [
            ("<img src=\"//e.org/x.png\" alt=\"a\">", "<a href=\"//e.org/x.png\">a</a>"),
            ("<video src=\"clip.mp4\" controls></video>", "<p><a href=\"clip.mp4\">clip.mp4</a></p>\n"),
            (
                "x\n\n<iframe\n src='https://e.org/a'></iframe>",
                "<p>x</p>\n<a href=\"https://e.org/a\">https://e.org/a</a>",
            ),
            ("[![b](https://i.e.org/b.svg)](https://e.org/7)", "<p><a href=\"https://e.org/7\">b</a></p>\n"),
            ("![](https://e.org/b.svg)", "<p><a href=\"https://e.org/b.svg\">https://e.org/b.svg</a></p>\n"),
            ("[![](https://i.e.org/b.svg)](c.md)", "<p><a href=\"c.md\">https://i.e.org/b.svg</a></p>\n"),
        ] {
            assert_eq!(html(text), expected, "{text}");
        }
    }

    #[test]
    fn links_that_lead_nowhere_are_text() {
        for (text, expected) in [
            ("[the log](file:///var/log), [a]() b", "<p>the log, a b</p>\n"),
            ("![x](data:image/png;base64,AA)", "<p>x</p>\n"),
            ("<a href=\"file:///x\">y</a>", "<p><a>y</a></p>\n"),
        ] {
            assert_eq!(html(text), expected, "{text}");
        }
    }

    #[test]
    fn footnotes_have_ids_of_their_own_and_the_first_definition_counts() {
        let page = html("## Fn a\n\nx[^a] y[^A] z[^main]\n\n[^a]: One.\n\n[^main]: Main.\n\n[^a]: Two.\n");
        for expected in [
            "x<sup class=\"footnote-reference\" id=\"fnref-a-note\"><a href=\"#fn-a-note\">1</a></sup>",
            "y<sup class=\"footnote-reference\"><a href=\"#fn-a-note\">1</a></sup>",
            "<div class=\"footnote-definition\" id=\"fn-a-note\"><sup class=\"footnote-definition-label\">1</sup>\n<p>One. <a",
            "href=\"#fnref-a-note\"",
            "id=\"fn-main\"",
        ] {
            assert!(page.contains(expected), "{expected}: {page}");
        }
        assert!(!page.contains("Two."), "{page}");
    }

    #[test]
    fn boxes_of_colons_are_those_of_alerts() {
        let warning = "<blockquote class=\"markdown-alert-warning\">\n";
        for (text, expected) in [
            (
                ":::warning Do not\nThe queue.\n:::\n",
                format!("{warning}<p><strong>Do not</strong></p>\n<p>The queue.</p>\n</blockquote>\n"),
            ),
            (
                "::: warning\n\nText.\n\n:::\n\nBehind",
                format!("{warning}<p>Text.</p>\n</blockquote>\n<p>Behind</p>\n"),
            ),
            ("a\n:::warning\nb\n:::\nc", format!("<p>a</p>\n{warning}<p>b</p>\n</blockquote>\n<p>c</p>\n")),
            (
                "> :::warning\n> b\n\nc",
                format!("<blockquote>\n{warning}<p>b</p>\n</blockquote>\n</blockquote>\n<p>c</p>\n"),
            ),
            (":::warning\nnever closed", format!("{warning}<p>never closed</p>\n</blockquote>\n")),
            (":::tabs\nx\n", "<p>:::tabs\nx</p>\n".to_owned()),
            ("x\n:::", "<p>x\n:::</p>\n".to_owned()),
        ] {
            assert_eq!(html(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_left_open_swallows_nothing() {
        for text in [
            "> <!-- a\n\nbehind",
            "> <div title=\"a\n\nbehind",
            "> <script>\n\nbehind",
            "a <style> b\n\nbehind",
            "<plaintext>\n\nbehind",
            "<owner>\n\nbehind",
        ] {
            assert!(html(text).contains("<p>behind</p>"), "{text}: {}", html(text));
        }
        assert!(html("<owner>\n").contains("&lt;owner&gt;"));
        assert!(html("<textarea>\n\nbehind").contains("behind"));
    }

    #[test]
    fn hosts_and_mail_addresses_without_a_scheme_are_links() {
        assert_eq!(
            html("See www.example.org/a and write to ops@example.org."),
            "<p>See <a href=\"http://www.example.org/a\">www.example.org/a</a> and write to \
             <a href=\"mailto:ops@example.org\">ops@example.org</a>.</p>\n"
        );
        for text in
            ["git@github.com:a/b.git", "a www. b", "example.org", "xwww.example.org", "@ann", "`www.e.org`"]
        {
            assert!(!html(text).contains("href"), "{text}");
        }
    }

    #[test]
    fn headings_have_the_ids_that_their_authors_give() {
        assert_eq!(
            html(
                "x\n\n## Cause of it {#cause}\n\n## Impact { #impact-de .wide }\n\n## Set {a}\n\n## Cause\n"
            ),
            "<p>x</p>\n<h2 id=\"cause\">Cause of it <a class=\"anchor\" href=\"#cause\" aria-labelledby=\"cause\"></a></h2>\n<h2 id=\"impact-de\">Impact <a class=\"anchor\" href=\"#impact-de\" aria-labelledby=\"impact-de\"></a></h2>\n<h2 id=\"set-a\">Set {a} <a class=\"anchor\" href=\"#set-a\" aria-labelledby=\"set-a\"></a></h2>\n\
             <h2 id=\"cause-1\">Cause <a class=\"anchor\" href=\"#cause-1\" aria-labelledby=\"cause-1\"></a></h2>\n"
        );
    }

    #[test]
    fn addresses_in_raw_html_are_resolved() {
        let document =
            parse("2021/a.md", "<img src=\"chart.png\" width=\"300\">\n\nSee <a href='b.md'>b</a>.").0;
        let links: Vec<_> = document.links.iter().map(|link| link.destination.as_str()).collect();
        assert_eq!(links, ["chart.png", "b.md"]);
        let page = render(&document, &|destination| Some(format!("../{destination}")), &[]);
        assert!(page.contains("src=\"../chart.png\""), "{page}");
        assert!(page.contains("href=\"../b.md\""), "{page}");
    }

    #[test]
    fn raw_html_of_a_very_long_document_is_text() {
        let long = "word ".repeat(crate::limits::LARGEST_WITH_HTML / 5);
        let page = html(&format!(
            "<!-- to nobody -->\n\n<script>alert(1)</script>\n\na <b onclick=x>b</b><!-- nor this -->[^n] <img src=//e.org/x> [c](javascript:d)\n\n[^n]: e\n\n{long}"
        ));
        assert!(!page.contains("nobody") && !page.contains("nor this"), "{}", &page[..500]);
        for part in [
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "a &lt;b onclick=x&gt;b&lt;/b&gt;<sup class=\"footnote-reference\"",
        ] {
            assert!(page.contains(part), "{}", &page[..500]);
        }
        assert!(!page.contains("<img") && !page.contains("javascript:"), "{}", &page[..500]);
    }

    #[test]
    fn raw_html_that_is_too_deep_is_shown_as_text() {
        let page = html(&format!("{}x<!-- to nobody -->", "<div>".repeat(20_000)));
        assert!(!page.contains("nobody"));
        assert!(page.contains("&lt;div&gt;&lt;div&gt;"));
    }

    #[test]
    fn lines_of_logs_have_places() {
        let log: String = (1..=6).map(|second| format!("10:00:0{second} <x>\n")).collect();
        let page = html(&format!("```\n{log}```\n\n```\nls\n```\n\n```log\n{log}```\n"));
        for expected in [
            "<code><a class=\"line\" id=\"log-1-1\" href=\"#log-1-1\" aria-label=\"1\"></a><span class=\"hl-faint\">10:00:01</span> &lt;x&gt;\n<a",
            "id=\"log-2-6\"",
        ] {
            assert!(page.contains(expected), "{expected}: {page}");
        }
        assert!(!page.contains("log-3-1") && page.contains("<code>ls"), "{page}");
    }

    #[test]
    fn cells_with_a_time_are_one_line() {
        for (cell, is_line) in [
            ("2023-02-14 10:29 UTC", true),
            ("2023-/02-14/10:29", true),
            ("~10:00 PM PST", true),
            ("24", false),
            ("10:00 the pump stops", false),
            ("https://e.org/1", false),
        ] {
            let html = html(&format!("|a|b|\n|-|:-:|\n|{cell}|{cell}|\n"));
            assert_eq!(html.contains("<td class=\"nowrap\">"), is_line, "{html}");
            assert_eq!(html.contains("<td class=\"nowrap center\">"), is_line, "{html}");
        }
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
