//! Makes sanitised HTML of authors valid: elements that stand where HTML has none of them become others, and ids are unique.
//!
//! The sanitiser writes a tree, so every tag has its end, and names are in lower case.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::markdown::raw_html::tokens::{Tag, Token, tokens};

/// Elements whose contents are words and what stands among words.
const AMONG_WORDS: [&str; 27] = [
    "abbr", "acronym", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "kbd", "mark", "q", "rp",
    "rt", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
];

/// Elements that hold nothing but words, whatever stands in them.
const OF_WORDS: [&str; 8] = ["h1", "h2", "h3", "h4", "h5", "h6", "pre", "summary"];

const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "li",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
];

const VOID: [&str; 6] = ["area", "br", "col", "hr", "img", "wbr"];

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || matches!(name, "tr" | "ul" | "hr")
}

/// An element that is open.
struct Open {
    /// What it was made.
    name: String,
    /// What stands behind its end.
    behind: &'static str,
    /// Whether blocks in it become parts of a line.
    is_of_words: bool,
    /// Elements in it so far.
    children: usize,
}

/// `page`, as the sanitiser writes it, as valid HTML. Headings of the page have the ids for which `is_heading` is true.
pub fn mended(page: &str, is_heading: &dyn Fn(&str) -> bool) -> String {
    let tags: Vec<(Range<usize>, Tag)> = tokens(page)
        .into_iter()
        .filter_map(|token| if let Token::Tag(range, tag) = token { Some((range, tag)) } else { None })
        .collect();
    let around_blocks = around_blocks(&tags);
    let mut mended = String::with_capacity(page.len());
    let (mut open, mut ids, mut copied): (Vec<Open>, _, _) = (Vec::new(), FxHashSet::default(), 0);
    for (at, (range, tag)) in tags.iter().enumerate() {
        mended.push_str(&page[copied..range.start]);
        copied = range.end;
        if tag.is_end {
            if let Some(element) = open.pop() {
                mended.push_str(&format!("</{}>{}", element.name, element.behind));
            }
            continue;
        }
        let found = tag.name.as_str();
        let has_summary = tags.get(at + 1).is_some_and(|(next, tag)| {
            tag.name == "summary" && page[range.end..next.start].trim().is_empty()
        });
        let made = made(found, &open, around_blocks[at], has_summary);
        let (before, behind) = around(found, made, &open);
        mended.push_str(before);
        let is_dropped = found == "hr" && made == "span";
        if !is_dropped {
            let mut keeps = |id: &str| {
                (!is_heading(id) || has_anchor(&page[range.end..]))
                    && !id.is_empty()
                    && !id.contains(char::is_whitespace)
                    && ids.insert(id.to_owned())
            };
            let attributes = attributes(&page[range.clone()], tag, &mut keeps);
            mended.push_str(&format!("<{made}{attributes}"));
        }
        if let Some(parent) = open.last_mut() {
            parent.children += 1;
        }
        if VOID.contains(&found) {
            mended.push_str(behind);
            continue;
        }
        let name = made.split(' ').next().unwrap_or_default().to_owned();
        let is_of_words =
            OF_WORDS.contains(&name.as_str()) || open.last().is_some_and(|parent| parent.is_of_words);
        open.push(Open { name, behind, is_of_words, children: 0 });
    }
    mended.push_str(&page[copied..]);
    mended
}

/// What the element `found` becomes inside of those that are open: its name, and a class if it has one then.
fn made<'a>(found: &'a str, open: &[Open], is_around_blocks: bool, has_summary: bool) -> &'a str {
    let name_of = |element: Option<&'_ Open>| element.map_or("", |element| element.name.as_str()).to_owned();
    let (parent, grandparent) = (name_of(open.last()), name_of(open.iter().rev().nth(1)));
    match found {
        // It loses its sense, and its contents stay.
        _ if is_block(found) && open.last().is_some_and(|parent| parent.is_of_words) => "span",
        "b" | "strong" if is_around_blocks => "div class=\"strong\"",
        "i" | "em" if is_around_blocks => "div class=\"em\"",
        _ if is_around_blocks => "div",
        "li" if !matches!(parent.as_str(), "ul" | "ol" | "menu") => "div",
        "dt" | "dd" if parent != "dl" && (parent != "div" || grandparent != "dl") => "div",
        "figcaption" if parent != "figure" => "div",
        "summary" if parent != "details" || open.last().is_some_and(|parent| parent.children > 0) => "div",
        "details" if !has_summary => "div",
        "center" => "div class=\"center\"",
        // The page has its own.
        "h1" => "h2",
        "tt" => "code",
        "strike" => "s",
        "acronym" => "abbr",
        _ => found,
    }
}

/// What stands before and behind the element `made` of `found`, inside of those that are open.
fn around(found: &str, made: &str, open: &[Open]) -> (&'static str, &'static str) {
    let name = made.split(' ').next().unwrap_or_default();
    match (open.last().map_or("", |parent| parent.name.as_str()), name) {
        ("ul" | "ol", _) if name != "li" => ("<li>", "</li>"),
        ("dl", _) if !matches!(name, "dt" | "dd" | "div") => ("<dd>", "</dd>"),
        // It would have kept two words apart.
        _ if name == "span" && found != "span" => (" ", " "),
        _ => ("", ""),
    }
}

/// Whether the heading that goes on with `rest` is one of the page: it has a link to itself.
fn has_anchor(rest: &str) -> bool {
    rest.split_once("</h").is_some_and(|(inside, _)| inside.contains("class=\"anchor\""))
}

/// For each tag: whether it begins an element among words that has a block in it, outside of elements of words.
fn around_blocks(tags: &[(Range<usize>, Tag)]) -> Vec<bool> {
    let name_of = |at: usize| tags[at].1.name.as_str();
    let mut found = vec![false; tags.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, (_, tag)) in tags.iter().enumerate() {
        if tag.is_end {
            open.pop();
            continue;
        }
        if is_block(&tag.name) {
            let words = open.iter().rev().take_while(|at| !is_block(name_of(**at)) && !found[**at]);
            let around: Vec<usize> =
                words.copied().filter(|at| AMONG_WORDS.contains(&name_of(*at))).collect();
            around.into_iter().for_each(|at| found[at] = true);
        }
        if !tag.is_any(&VOID) {
            open.push(at);
        }
    }
    found
}

/// What stands behind the name in the start `tag`, which is `written` so, without an id that `keeps` refuses. An image has a text.
fn attributes(written: &str, tag: &Tag, keeps: &mut dyn FnMut(&str) -> bool) -> String {
    let name_end = 1 + tag.name.len();
    let mut rest = written[name_end..].to_owned();
    if tag.attribute("id").is_some_and(|id| !keeps(id)) {
        let mut without = tag.clone();
        without.attributes.retain(|(name, _)| name != "id");
        rest = without.to_string().split_off(name_end);
    }
    if tag.name == "img" && tag.attribute("alt").is_none() {
        rest.insert_str(0, " alt=\"\"");
    }
    rest
}

/// The value of an attribute as HTML has it; `None` if it has no such attribute today, or no such value.
pub fn value<'a>(element: &str, attribute: &str, value: &'a str) -> Option<Cow<'a, str>> {
    match (element, attribute) {
        ("img", "width" | "height") => {
            let digits = value.trim().trim_end_matches("px");
            (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.into())
        }
        ("th", "scope") => matches!(value, "row" | "col" | "rowgroup" | "colgroup").then(|| value.into()),
        ("hr", "size" | "width") | ("table", "summary") => None,
        (_, "align" | "char" | "charoff") => None,
        ("col" | "colgroup", "width") => None,
        _ => Some(value.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_stand_where_html_has_them() {
        for (html, expected) in [
            ("<p>a <b>b</b><br><img src=\"x\"></p>", "<p>a <b>b</b><br><img alt=\"\" src=\"x\"></p>"),
            ("<center>a</center>", "<div class=\"center\">a</div>"),
            ("<h1>a</h1>", "<h2>a</h2>"),
            ("<tt>a</tt> <strike>b</strike>", "<code>a</code> <s>b</s>"),
            ("<div><li>a</li></div>", "<div><div>a</div></div>"),
            (
                "<ul><li>a</li><ul><li>b</li></ul><p>c</p></ul>",
                "<ul><li>a</li><li><ul><li>b</li></ul></li><li><p>c</p></li></ul>",
            ),
            (
                "<dl><div><dt>a</dt></div><p>b</p></dl><dd>c</dd>",
                "<dl><div><dt>a</dt></div><dd><p>b</p></dd></dl><div>c</div>",
            ),
            ("<details>\n<summary>a</summary>b</details>", "<details>\n<summary>a</summary>b</details>"),
            ("<details>b<summary>a</summary></details>", "<div>b<div>a</div></div>"),
            ("<summary>a</summary>", "<div>a</div>"),
            (
                "<h2>a<div>b</div><ul><li>c</li></ul><hr></h2>",
                "<h2>a <span>b</span>  <span> <span>c</span> </span>   </h2>",
            ),
            ("<b><ul><li>a</li></ul></b>", "<div class=\"strong\"><ul><li>a</li></ul></div>"),
            ("<span><i><p>a</p></i></span>", "<div><div class=\"em\"><p>a</p></div></div>"),
            ("<a href=\"x\"><div>a</div></a>", "<a href=\"x\"><div>a</div></a>"),
            (
                "<p id=\"a\">1</p><p id=\"a\">2</p><p id=\"\">3</p><p id=\"b c\">4</p>",
                "<p id=\"a\">1</p><p>2</p><p>3</p><p>4</p>",
            ),
            ("<p id=\"h\">1</p><h5 id=\"h\">2</h5>", "<p>1</p><h5>2</h5>"),
            ("<h2 id=\"h\">3 <a class=\"anchor\"></a></h2>", "<h2 id=\"h\">3 <a class=\"anchor\"></a></h2>"),
        ] {
            assert_eq!(mended(html, &|id| id == "h"), expected, "{html}");
        }
    }

    #[test]
    fn values_are_those_that_html_has() {
        for (element, attribute, given, expected) in [
            ("img", "width", "100px", Some("100")),
            ("img", "height", "50%", None),
            ("td", "align", "left", None),
            ("th", "scope", "col", Some("col")),
            ("th", "scope", "foo", None),
            ("td", "colspan", "2", Some("2")),
        ] {
            assert_eq!(value(element, attribute, given).as_deref(), expected, "{element} {attribute}");
        }
    }
}
