//! Prepares raw HTML for the sanitiser, which drops what it does not know: what a page cannot show is shown otherwise.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use rustc_hash::FxHashSet;

use crate::html::destinations::has_safe_scheme;
use crate::html::{body_text, escaped, leads_elsewhere};
use crate::markdown::raw_html::is_known_element;
use crate::markdown::raw_html::media::{address, is_media, label};
use crate::markdown::raw_html::tokens::{Opener, Tag, Token, tokens};

/// A block of raw HTML that leaves nothing open that would swallow the text behind it: a comment ends with the block, and
/// a tag or a script that never ends is text.
pub fn closed(html: &str) -> Cow<'_, str> {
    let Some(Token::Open(opener, range)) = tokens(html).pop() else { return html.into() };
    match opener {
        // What hides the rest of the comment would show it.
        Opener::Comment => html[..range.start].to_owned().into(),
        Opener::Tag | Opener::Script => {
            format!("{}{}", &html[..range.start], html[range.start..].replace('<', "&lt;")).into()
        }
    }
}

/// `page` with everything in it that the sanitiser would drop shown otherwise. Images of other hosts, films and frames
/// become links, or text where they are inside of one; a tag of no element that is never closed, such as `<owner>`, is a
/// placeholder and becomes text; elements whose contents are not shown, or are no markup, give up their tags.
pub fn prepared(page: &str) -> Cow<'_, str> {
    let tokens = tokens(page);
    let mut closing = None;
    let mut prepared = String::new();
    let (mut copied, mut links) = (0, 0_usize);
    for token in &tokens {
        let Token::Tag(range, tag) = token else { continue };
        if tag.is_any(&["a"]) {
            links = if tag.is_end { links.saturating_sub(1) } else { links + 1 };
            continue;
        }
        // Elements of raw HTML that are still open were never closed.
        if tag.is_any(&["p", "li", "td"]) {
            links = 0;
        }
        let written = &page[range.clone()];
        let is_picture = tag.is_any(&["img"]) && address(tag).is_none_or(leads_elsewhere);
        let replacement = if is_picture || is_media(tag) {
            link(tag, links > 0)
        } else if gives_up_its_tags(tag) {
            String::new()
        } else if is_known_element(written) || !is_placeholder(tag, &tokens, &mut closing) {
            continue;
        } else {
            format!("&lt;{}", &written[1..])
        };
        prepared.push_str(&page[copied..range.start]);
        // A picture between two words keeps them apart.
        let is_before_word = begins_with_word(&page[range.end..]);
        if ends_with_word(&prepared) && (is_before_word || !replacement.is_empty()) {
            prepared.push(' ');
        }
        prepared.push_str(&replacement);
        if is_before_word && !replacement.is_empty() {
            prepared.push(' ');
        }
        copied = range.end;
    }
    if copied == 0 {
        return page.into();
    }
    prepared.push_str(&page[copied..]);
    prepared.into()
}

/// How many tags are looked through for a word.
const MOST_TAGS: usize = 8;

/// Whether a word ends `html`, apart from tags that may keep nothing apart.
fn ends_with_word(html: &str) -> bool {
    let mut rest = html;
    for _ in 0..MOST_TAGS {
        let tag = rest.ends_with('>').then(|| rest.rfind('<')).flatten();
        let Some(at) = tag.filter(|at| !keeps_apart(&rest[*at..])) else { break };
        rest = &rest[..at];
    }
    rest.ends_with(char::is_alphanumeric)
}

/// Whether a word begins `html`, apart from tags that may keep nothing apart.
fn begins_with_word(html: &str) -> bool {
    let mut rest = html;
    for _ in 0..MOST_TAGS {
        let tag = rest.starts_with('<').then(|| rest.find('>')).flatten();
        let Some(end) = tag.filter(|end| !keeps_apart(&rest[..*end])) else { break };
        rest = &rest[end + 1..];
    }
    rest.starts_with(char::is_alphanumeric)
}

/// Whether a tag begins a block wherever it stands. Others are dropped where they have no meaning, such as `</details>`.
fn keeps_apart(tag: &str) -> bool {
    const NAMES: [&str; 15] =
        ["p", "li", "div", "blockquote", "hr", "br", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6"];
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let is_paragraph = name.eq_ignore_ascii_case("p");
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)) && (!tag.starts_with("</") || is_paragraph)
}

/// A link to what the tag of an image, a film or a frame shows.
fn link(tag: &Tag, is_in_link: bool) -> String {
    let label = label(tag);
    let name = body_text(&percent_decode_str(label).decode_utf8().unwrap_or(label.into()));
    match address(tag).filter(|address| !is_in_link && has_safe_scheme(address)) {
        Some(address) => format!("<a href=\"{}\">{name}</a>", escaped(address)),
        None => name,
    }
}

/// Whether the contents of an element are read as markup only without its tags.
fn gives_up_its_tags(tag: &Tag) -> bool {
    tag.is_any(&[
        "title",
        "textarea",
        "xmp",
        "noembed",
        "noframes",
        "noscript",
        "plaintext",
        "template",
        "select",
        "svg",
        "math",
        "frameset",
    ])
}

/// Whether the tag of an unknown element stands for something to fill in: it opens an element that is never closed.
fn is_placeholder<'a>(tag: &Tag, tokens: &'a [Token], closing: &mut Option<FxHashSet<&'a str>>) -> bool {
    let closing = closing.get_or_insert_with(|| {
        let names = tokens.iter().filter_map(|token| match token {
            Token::Tag(_, tag) if tag.is_end => Some(tag.name.as_str()),
            _ => None,
        });
        names.collect()
    });
    !tag.is_end
        && !tag.closes_itself
        && tag.attribute("class").is_none()
        && !closing.contains(tag.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stays_open_behind_a_block() {
        for (html, expected) in [
            ("<p>a</p>\n", "<p>a</p>\n"),
            ("<details>\n", "<details>\n"),
            ("<p>a</p><!-- b\nc", "<p>a</p>"),
            ("<div class=\"a>\nb", "&lt;div class=\"a>\nb"),
            ("<script>\na <b>b</b>", "&lt;script>\na &lt;b>b&lt;/b>"),
            ("<script><script><!-- x", "&lt;script>&lt;script>&lt;!-- x"),
        ] {
            assert_eq!(closed(html), expected, "{html}");
        }
    }

    #[test]
    fn what_a_page_cannot_show_is_a_link() {
        for (html, expected) in [
            ("<img src=\"a.png\" alt=\"x\">", "<img src=\"a.png\" alt=\"x\">"),
            (
                "<img width='3' alt='Error rate' src='https://e.org/\"1'/>",
                "<a href=\"https://e.org/&quot;1\">Error rate</a>",
            ),
            ("<img src=https://e.org/a/b%20c.png>", "<a href=\"https://e.org/a/b%20c.png\">b c.png</a>"),
            ("<a href='b'><img src='//e.org/x.png' alt='<b>'></a>", "<a href='b'>&lt;b&gt;</a>"),
            ("<img alt='x' src='data:image/png;base64,AAAA'>", "x"),
            ("<img alt='x'>", "x"),
            ("<video src=\"clip.mp4\" controls></video>", "<a href=\"clip.mp4\">clip.mp4</a></video>"),
            ("<audio><source src='a.ogg'>None.</audio>", "<a href=\"a.ogg\">a.ogg</a> None.</audio>"),
            ("<iframe src='javascript:x' title='y'></iframe>", "y</iframe>"),
            ("<noscript>a</noscript>", "a"),
            ("<owner> and <Team>", "&lt;owner> and &lt;Team>"),
            ("<Tabs>a</Tabs> <Tab/> <my class='x'>", "<Tabs>a</Tabs> <Tab/> <my class='x'>"),
        ] {
            assert_eq!(prepared(html), expected, "{html}");
        }
    }
}
