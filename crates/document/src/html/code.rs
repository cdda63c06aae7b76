//! Blocks of code: their language, the colours of what they say, and the lines of logs.

use pulldown_cmark::{CodeBlockKind, CowStr, Event};
use pulldown_cmark_escape::escape_html_body_text;

use crate::html::highlight::{self, Language};
use crate::html::{body_text, escaped, logs};

/// A block of code that is open.
#[derive(Debug, Default)]
pub struct Code {
    language: Option<Language>,
    /// Whether its fence names any language: what an unknown one may look like is not guessed.
    is_named: bool,
    is_diagram: bool,
}

impl Code {
    /// The block that `kind` begins, and its HTML.
    pub fn start(kind: &CodeBlockKind<'_>) -> (Self, String) {
        let name = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let is_named =
            !matches!(name.to_ascii_lowercase().as_str(), "" | "text" | "txt" | "plain" | "plaintext");
        // Pictures are drawn by scripts, which pages do without: their source is read as text.
        let is_diagram = name.eq_ignore_ascii_case("mermaid");
        let caption =
            if is_diagram { "<figure class=\"diagram\"><figcaption>Mermaid</figcaption>" } else { "" };
        let class =
            if name.is_empty() { String::new() } else { format!(" class=\"language-{}\"", escaped(name)) };
        let html = format!("{caption}<pre tabindex=\"0\"><code{class}>");
        (Self { language: Language::named(name), is_named, is_diagram }, html)
    }

    pub fn end(&self) -> &'static str {
        if self.is_diagram { "</code></pre></figure>\n" } else { "</code></pre>\n" }
    }

    /// Writes `text`, all of the block, to `out`. `logs` counts the logs of the page, whose lines have places.
    pub fn write<'a>(&self, text: CowStr<'a>, logs: &mut usize, out: &mut Vec<Event<'a>>) {
        let is_log = logs::is_log(&text);
        let language = self.language_of(&text, is_log);
        if !is_log {
            match language {
                Some(language) => out.push(Event::InlineHtml(coloured(language, &text).into())),
                None => out.push(Event::Text(text)),
            }
            return;
        }
        *logs += 1;
        for (index, line) in text.split_inclusive('\n').enumerate() {
            let place = logs::place(*logs, index + 1);
            out.push(Event::InlineHtml(
                match language {
                    Some(language) => place + &coloured(language, line),
                    None => place + &body_text(line),
                }
                .into(),
            ));
        }
    }

    /// The language of the text: that of the fence, or what a block without one plainly is.
    fn language_of(&self, text: &str, is_log: bool) -> Option<Language> {
        let may_be_trace = self.language.map_or(!self.is_named, Language::may_be_trace);
        let is_read_as_log = may_be_trace && (is_log || highlight::is_trace(text));
        if is_read_as_log { Some(Language::Log) } else { self.language }
    }
}

/// `code` as HTML, whose text is `code`.
fn coloured(language: Language, code: &str) -> String {
    let mut html = String::with_capacity(code.len() * 2);
    let mut written = 0;
    // Writing to a string cannot fail.
    for (range, token) in highlight::tokens(language, code) {
        let _ = escape_html_body_text(&mut html, &code[written..range.start]);
        html.push_str("<span class=\"");
        html.push_str(token.class());
        html.push_str("\">");
        let _ = escape_html_body_text(&mut html, &code[range.clone()]);
        html.push_str("</span>");
        written = range.end;
    }
    let _ = escape_html_body_text(&mut html, &code[written..]);
    html
}

#[cfg(test)]
mod tests {
    use crate::html::render;
    use crate::testing::parse;

    fn html(text: &str) -> String {
        render(&parse("a.md", text).0, &|_| None, &[])
    }

    #[test]
    fn a_block_is_coloured_if_its_fence_names_a_language_or_it_is_a_trace() {
        let trace = "E: x\n  at a.B.c(B.java:5)\n  at a.B.d(B.java:6)\n";
        for (text, expected) in [
            (
                "```sql\nSELECT 1;\n```",
                Some("<span class=\"hl-keyword\">SELECT</span> <span class=\"hl-number\">1</span>;"),
            ),
            ("```Bash title=\"x\"\nif a\n```", Some("<span class=\"hl-keyword\">if</span> a")),
            (&format!("```\n{trace}```"), Some("<span class=\"hl-name\">B.java:5</span>")),
            (&format!("```java\n{trace}```"), Some("<span class=\"hl-name\">B.java:5</span>")),
            (&format!("```cobol\n{trace}```"), None),
            ("```\nSELECT 1;\n```", None),
            ("```cobol\nif 1\n```", None),
            ("    if x; then\n", None),
            (
                "```yaml\n<b>: \"&amp;\"\n```",
                Some("&lt;b&gt;: <span class=\"hl-string\">\"&amp;amp;\"</span>"),
            ),
        ] {
            let page = html(text);
            match expected {
                Some(expected) => assert!(page.contains(expected), "{text}: {page}"),
                None => assert!(!page.contains("hl-"), "{text}: {page}"),
            }
        }
    }

    #[test]
    fn lines_of_logs_have_places_and_colours() {
        let log = "10:00:01 INFO a\n10:00:02 ERROR <b>\n".repeat(3);
        let page = html(&format!("```\n{log}```"));
        let line = "<a class=\"line\" id=\"log-1-2\" href=\"#log-1-2\" aria-label=\"2\"></a><span class=\"hl-faint\">10:00:02</span> <span class=\"hl-error\">ERROR</span> &lt;b&gt;\n";
        assert!(page.contains(line), "{page}");
    }

    #[test]
    fn diagrams_are_text_with_a_caption() {
        assert_eq!(
            html("```mermaid\ngraph TD\n  A --> B\n```"),
            "<figure class=\"diagram\"><figcaption>Mermaid</figcaption><pre tabindex=\"0\"><code class=\"language-mermaid\">graph TD\n  A --&gt; B\n</code></pre></figure>\n"
        );
    }
}
