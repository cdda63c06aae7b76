//! The items of lists and the rows of tables in raw HTML.

use std::borrow::Cow;
use std::ops::Range;

/// Tags that begin an item or a row.
const OPENERS: [&str; 4] = ["li", "tr", "dt", "p"];

/// Tags of cells: their texts are separated in a row.
const CELLS: [&str; 3] = ["td", "th", "dd"];

/// The texts of the items and rows of `html` without tags, with their places in it. The first two cells of a row are
/// separated by a space, the others by a dash.
pub fn read(html: &str) -> Vec<(Range<usize>, String)> {
    let mut lines: Vec<(Range<usize>, String)> = Vec::new();
    let mut cells = 0;
    let mut at = 0;
    while let Some(length) = html[at..].find('<') {
        push(&mut lines, &html[at..at + length], at + length);
        let start = at + length;
        let Some(end) = html[start..].find('>').map(|length| start + length + 1) else { break };
        let tag = html[start + 1..end - 1].trim_start_matches('/');
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        let is_one_of = |names: &[&str]| names.iter().any(|other| other.eq_ignore_ascii_case(name));
        let is_closing = html[start..].starts_with("</");
        if is_one_of(&OPENERS) {
            // A paragraph inside an item is part of it.
            let is_inner =
                name.eq_ignore_ascii_case("p") && lines.last().is_some_and(|(_, text)| text.is_empty());
            if !is_closing && !is_inner {
                lines.push((start..end, String::new()));
                cells = 0;
            }
        } else if is_one_of(&CELLS) && !is_closing {
            cells += 1;
            if let Some((_, text)) = lines.last_mut() {
                text.push_str(if cells > 2 { " – " } else { " " });
            }
        } else if name.eq_ignore_ascii_case("br")
            && let Some((_, text)) = lines.last_mut()
        {
            text.push(' ');
        }
        at = end;
    }
    for (_, text) in &mut lines {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    lines.retain(|(_, text)| !text.is_empty());
    lines
}

/// The text with its most frequent character references replaced.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let text = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    Cow::Owned(text.replace("&#39;", "'").replace("&amp;", "&"))
}

/// Adds text to the last line.
fn push(lines: &mut [(Range<usize>, String)], text: &str, end: usize) {
    if let Some((place, line)) = lines.last_mut()
        && !text.trim().is_empty()
    {
        line.push_str(&decoded(text));
        place.end = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_and_rows_lose_their_tags() {
        for (html, expected) in [
            (
                "<ul><li><b>10:00</b>: a<br>b</li><li>10:05 c &amp; d</li></ul>",
                &["10:00: a b", "10:05 c & d"][..],
            ),
            ("<tr><td>10:00</td><td>a</td><td>b</td></tr>", &["10:00 a – b"]),
            ("<dt>10:00</dt>\n<dd>a</dd>", &["10:00 a"]),
            ("<li><p>10:00 a</p><p>b</p></li>", &["10:00 a", "b"]),
            ("<div>10:00</div>", &[]),
            ("<li>10:00 <b", &["10:00"]),
            ("", &[]),
        ] {
            let found: Vec<String> = read(html).into_iter().map(|(_, text)| text).collect();
            assert_eq!(found, expected, "{html}");
        }
    }
}
