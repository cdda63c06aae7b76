//! Headings in raw HTML.

/// The level and the text of raw HTML that is one heading: `<h2 id="x">Impact</h2>`.
pub fn html_heading(html: &str) -> Option<(u8, &str)> {
    let rest = html.trim().strip_prefix("<h").or_else(|| html.trim().strip_prefix("<H"))?;
    let level = rest.bytes().next().filter(|level| (b'1'..=b'6').contains(level))? - b'0';
    let (attributes, behind) = rest[1..].split_once('>')?;
    let text = behind.get(..behind.len().checked_sub("</h2>".len())?)?;
    let end = &behind[text.len()..];
    let closes = matches!(end.as_bytes(), [b'<', b'/', b'h' | b'H', digit, b'>'] if *digit == level + b'0');
    let is_plain = !text.contains(['<', '\n']) && (attributes.is_empty() || attributes.starts_with(' '));
    (closes && is_plain).then_some((level, text))
}
