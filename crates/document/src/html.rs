//! Renders the body of a document as HTML that is safe to publish under a strict content security policy.

use std::borrow::Cow;
use std::sync::LazyLock;

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd, TextMergeStream, html};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use crate::document::Document;
use crate::markdown::{options, raw_html};
use crate::structure::outline::page_level;
use crate::text::tickets;

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
    let shift = shifts_headings(document);
    let parser = TextMergeStream::new(Parser::new_ext(body, options()));
    let mut writer = Rewriter {
        document,
        resolve,
        tickets,
        shift,
        heading: 0,
        skipping: false,
        in_heading: false,
        literal: 0,
        literal_html: 0,
        images: Vec::new(),
        finder: LinkFinder::new(),
        alignments: Vec::new(),
        in_head: false,
        column: 0,
        out: Vec::new(),
    };
    for event in parser {
        writer.push(event);
    }
    let events = writer.out;
    if !document.has_html {
        return page_of(events.into_iter(), body.len());
    }
    let page = page_of(events.iter().cloned(), body.len());
    if raw_html::depth(&page) <= DEEPEST
        && raw_html::bytes_to_escape(&page) / page.len().max(1) <= MOST_PASSED
    {
        return sanitiser().clean(&page).to_string();
    }
    // All HTML is escaped, which is safe without sanitising. HTML that the rewriter adds shows as text, too; such pages
    // are attacks, and not meant to be read.
    let as_text = events.into_iter().map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        event => event,
    });
    page_of(as_text, body.len())
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

/// Returns true if headings move down one level, because some of level 1 remain below the title.
pub fn shifts_headings(document: &Document) -> bool {
    let mut headings = document.outline.headings.iter().enumerate();
    headings.any(|(index, heading)| heading.level == 1 && document.title_heading != Some(index))
}

struct Rewriter<'a> {
    document: &'a Document,
    resolve: &'a dyn Fn(&str) -> Option<String>,
    tickets: &'a [(String, String)],
    /// See [`shifts_headings`].
    shift: bool,
    /// Headings seen so far.
    heading: usize,
    /// Inside the heading that became the title.
    skipping: bool,
    in_heading: bool,
    /// Nesting of links and code blocks, in which an address stays text.
    literal: usize,
    /// The nesting of links and code in raw HTML within a paragraph or cell.
    literal_html: usize,
    /// For each image that is open: whether it became a link.
    images: Vec<bool>,
    finder: LinkFinder,
    /// The alignments of the columns of the open table.
    alignments: Vec<Alignment>,
    in_head: bool,
    /// Number of the next cell in its row.
    column: usize,
    out: Vec<Event<'a>>,
}

impl<'a> Rewriter<'a> {
    fn push(&mut self, event: Event<'a>) {
        if self.skipping {
            self.skipping = !matches!(event, Event::End(TagEnd::Heading(_)));
            return;
        }
        if let Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell) = event {
            // Elements of raw HTML that are still open were never closed.
            self.literal_html = 0;
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let index = self.heading;
                self.heading += 1;
                if self.document.title_heading == Some(index) {
                    self.skipping = true;
                    return;
                }
                let id = self.document.outline.headings.get(index).map(|heading| heading.id.clone().into());
                let level = page_level(level, self.shift);
                self.in_heading = true;
                self.out.push(Event::Start(Tag::Heading {
                    level,
                    id,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                }));
            }
            Event::End(TagEnd::Heading(level)) => {
                self.in_heading = false;
                self.out.push(Event::End(TagEnd::Heading(page_level(level, self.shift))));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                self.literal += 1;
                let dest_url = self.destination(dest_url);
                self.out.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            Event::End(TagEnd::Link) => {
                self.literal = self.literal.saturating_sub(1);
                self.out.push(event);
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                // The text of an image is its alternative text.
                self.literal += 1;
                let dest_url = self.destination(dest_url);
                // Nothing is loaded from another host: an image there is a link to it.
                let elsewhere = leads_elsewhere(&dest_url);
                self.images.push(elsewhere);
                self.out.push(Event::Start(if elsewhere {
                    Tag::Link { link_type, dest_url, title, id }
                } else {
                    Tag::Image { link_type, dest_url, title, id }
                }));
            }
            Event::End(TagEnd::Image) => {
                self.literal = self.literal.saturating_sub(1);
                let elsewhere = self.images.pop().unwrap_or_default();
                self.out.push(Event::End(if elsewhere { TagEnd::Link } else { TagEnd::Image }));
            }
            // Blocks that scroll sideways have to be reachable by keyboard.
            Event::Start(Tag::Table(ref alignments)) => {
                self.alignments.clone_from(alignments);
                self.html("<div class=\"table-wrap\" tabindex=\"0\">");
                self.out.push(event);
            }
            Event::End(TagEnd::Table) => {
                self.out.push(event);
                self.html("</div>\n");
            }
            Event::Start(Tag::TableHead) => {
                (self.in_head, self.column) = (true, 0);
                self.out.push(event);
            }
            Event::Start(Tag::TableRow) => {
                (self.in_head, self.column) = (false, 0);
                self.out.push(event);
            }
            // The renderer would align cells with a `style`, which the policy forbids.
            Event::Start(Tag::TableCell) => {
                let alignment = self.alignments.get(self.column).copied().unwrap_or(Alignment::None);
                self.column += 1;
                self.inline_html(cell_start(self.in_head, alignment));
            }
            Event::End(TagEnd::TableCell) => self.inline_html(if self.in_head { "</th>" } else { "</td>" }),
            Event::Start(Tag::CodeBlock(kind)) => {
                self.literal += 1;
                self.html(code_start(&kind));
            }
            Event::End(TagEnd::CodeBlock) => {
                self.literal = self.literal.saturating_sub(1);
                self.html("</code></pre>\n");
            }
            // A disabled checkbox is a control without a name; the state in words is what matters.
            Event::TaskListMarker(true) => {
                self.inline_html("<span class=\"task done\" role=\"img\" aria-label=\"done\">✓</span> ");
            }
            Event::TaskListMarker(false) => {
                self.inline_html("<span class=\"task open\" role=\"img\" aria-label=\"open\">○</span> ");
            }
            Event::Text(text) if self.literal == 0 && self.literal_html == 0 => self.text(text),
            // `<add name here>` is a placeholder that would vanish as an unknown element.
            Event::InlineHtml(tag) if !raw_html::is_known_element(&tag) => self.out.push(Event::Text(tag)),
            Event::InlineHtml(html) => {
                match raw_html::literal_tag(&html) {
                    Some(true) => self.literal_html += 1,
                    Some(false) => self.literal_html = self.literal_html.saturating_sub(1),
                    None => {}
                }
                let html = raw_html::rewrite(&html, self.resolve).into_owned();
                self.out.push(Event::InlineHtml(html.into()));
            }
            Event::Html(html) => {
                let html = raw_html::rewrite(&html, self.resolve).into_owned();
                self.out.push(Event::Html(html.into()));
            }
            event => self.out.push(event),
        }
    }

    fn html(&mut self, html: impl Into<CowStr<'a>>) {
        self.out.push(Event::Html(html.into()));
    }

    fn inline_html(&mut self, html: &'static str) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    /// Text with bare web addresses and names of tickets made into links.
    fn text(&mut self, text: CowStr<'a>) {
        if !text.contains("://") {
            self.text_without_addresses(text);
            return;
        }
        for span in self.finder.spans(&text) {
            let piece = span.as_str();
            match span.kind() {
                Some(LinkKind::Url) if piece.starts_with("http://") || piece.starts_with("https://") => {
                    self.out.push(Event::InlineHtml(link(piece, piece).into()));
                }
                _ => self.text_without_addresses(piece.to_owned().into()),
            }
        }
    }

    /// Text with the names of tickets made into links, except in headings, which are link targets themselves.
    fn text_without_addresses(&mut self, text: CowStr<'a>) {
        let found = if self.in_heading { Vec::new() } else { tickets::named(self.tickets, &text) };
        if found.is_empty() {
            self.out.push(Event::Text(text));
            return;
        }
        let mut written = 0;
        for ticket in found {
            self.out.push(Event::Text(text[written..ticket.span.start].to_owned().into()));
            written = ticket.span.end;
            self.out.push(Event::InlineHtml(link(&ticket.address, &text[ticket.span]).into()));
        }
        self.out.push(Event::Text(text[written..].to_owned().into()));
    }

    fn destination(&self, destination: CowStr<'a>) -> CowStr<'a> {
        if let Some(resolved) = (self.resolve)(&destination) {
            return resolved.into();
        }
        if has_safe_scheme(&destination) { destination } else { CowStr::Borrowed("") }
    }
}

/// A link to `address` with the text `text`.
fn link(address: &str, text: &str) -> String {
    let mut link = String::from("<a href=\"");
    // Writing to a string cannot fail.
    let _ = escape_html(&mut link, address);
    link.push_str("\">");
    let _ = escape_html_body_text(&mut link, text);
    link.push_str("</a>");
    link
}

fn code_start(kind: &CodeBlockKind<'_>) -> String {
    let language = match kind {
        CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or_default(),
        CodeBlockKind::Indented => "",
    };
    let mut html = String::from("<pre tabindex=\"0\"><code");
    if !language.is_empty() {
        html.push_str(" class=\"language-");
        // Writing to a string cannot fail.
        let _ = escape_html(&mut html, language);
        html.push('"');
    }
    html.push('>');
    html
}

fn cell_start(in_head: bool, alignment: Alignment) -> &'static str {
    match (in_head, alignment) {
        (true, Alignment::None) => "<th>",
        (true, Alignment::Left) => "<th class=\"left\">",
        (true, Alignment::Center) => "<th class=\"center\">",
        (true, Alignment::Right) => "<th class=\"right\">",
        (false, Alignment::None) => "<td>",
        (false, Alignment::Left) => "<td class=\"left\">",
        (false, Alignment::Center) => "<td class=\"center\">",
        (false, Alignment::Right) => "<td class=\"right\">",
    }
}

/// The scheme of an address, if it has one.
pub fn scheme(destination: &str) -> Option<&str> {
    let end = destination.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)))?;
    (end > 0 && destination[end..].starts_with(':')).then(|| &destination[..end])
}

/// Returns true if a browser leaves the site for an address: it has a scheme or names a host. Browsers strip blanks and
/// control characters around an address and line ends in it, and read `\` as `/` (WHATWG URL Standard, 4.4).
pub fn leads_elsewhere(destination: &str) -> bool {
    let stripped = destination.trim_matches(|c: char| c.is_control() || c == ' ');
    let mut start = stripped.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r'));
    let is_slash = |c: Option<char>| matches!(c, Some('/' | '\\'));
    is_slash(start.next()) && is_slash(start.next())
        || scheme(&stripped.replace(['\t', '\n', '\r'], "")).is_some()
}

/// Returns true if following a link cannot run code. Control characters, which browsers strip, hide schemes.
fn has_safe_scheme(destination: &str) -> bool {
    let cleaned: Cow<'_, str> = if destination.contains(|c: char| c.is_control() || c == ' ') {
        destination.chars().filter(|c| !c.is_control() && *c != ' ').collect::<String>().into()
    } else {
        destination.into()
    };
    scheme(&cleaned).is_none_or(|scheme| {
        ["http", "https", "mailto", "tel", "ftp", "ftps", "irc", "ircs", "xmpp"]
            .iter()
            .any(|safe| safe.eq_ignore_ascii_case(scheme))
    })
}

fn sanitiser() -> &'static ammonia::Builder<'static> {
    static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
        let mut builder = ammonia::Builder::default();
        builder
            .add_generic_attributes(["id", "class", "role", "tabindex", "aria-label"])
            .add_tags(["section"])
            .attribute_filter(|element, attribute, value| {
                let loads = element == "img" && attribute == "src";
                (!loads || !leads_elsewhere(value)).then(|| value.into())
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
        for address in [
            "http://example.org/t.png",
            " http://example.org/t.png",
            "//example.org/t.png",
            "/\\example.org/t.png",
            "\\\\example.org/t.png",
            "ht\ttp://example.org/t.png",
            "/\n/example.org/t.png",
            "data:image/png;base64,AAAA",
        ] {
            assert!(leads_elsewhere(address), "{address:?}");
            let html = html(&format!("x <img src=\"{address}\">"));
            assert!(!html.contains("src="), "{address:?}: {html}");
        }
        for address in ["t.png", "/t.png", "a//t.png", "./\\t.png", "#a", ""] {
            assert!(!leads_elsewhere(address), "{address:?}");
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
        assert_eq!(html("<img src=\"//e.org/x.png\" alt=\"a\">"), "<img alt=\"a\">");
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
