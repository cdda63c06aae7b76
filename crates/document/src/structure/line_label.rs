//! The label that a line starts with.

use crate::markdown::blocks::Line;
use crate::text::marks::{COLONS, before_bracket};

/// Longest label that ends with a colon, in characters.
const LONGEST_LABEL: usize = 72;

/// A label at the start of a line: its name, and where the text behind it begins.
pub struct Label<'a> {
    pub name: &'a str,
    /// Bytes of the line's text up to the text behind the label.
    pub length: usize,
    pub is_bold: bool,
}

/// The label that `line` starts with: `**Impact:** text`, `**Impact** - text`, `Impact: text`; or a whole
/// line in bold.
pub fn label(line: &Line) -> Option<Label<'_>> {
    let text = line.text.as_str();
    let is_colon = |c: char| COLONS.contains(&c);
    if line.bold > 0 {
        let bold = &text[..line.bold];
        // `**Impact: nobody**` has its text in bold, too.
        if let Some(at) = bold.find(is_colon).filter(|&at| !bold[at..].starts_with("://")) {
            let colon = bold[at..].chars().next().map_or(1, char::len_utf8);
            // A clock is not a label.
            if !bold[..at].ends_with(|c: char| c.is_ascii_digit()) {
                return Some(Label { name: bold[..at].trim(), length: at + colon, is_bold: true });
            }
        }
        let rest = &text[line.bold..];
        let mark = rest.trim_start();
        let skipped = rest.len() - mark.len();
        return match mark.chars().next() {
            None => Some(Label { name: bold.trim(), length: text.len(), is_bold: true }),
            Some(c) if is_colon(c) || matches!(c, '-' | '–' | '—') || c == '·' && skipped > 0 => {
                Some(Label { name: bold.trim(), length: line.bold + skipped + c.len_utf8(), is_bold: true })
            }
            Some(_) => None,
        };
    }
    // Most lines have no colon, which their bytes show fastest: `：` begins with 0xEF.
    let start = &text.as_bytes()[..text.len().min(LONGEST_LABEL * 4)];
    if !start.contains(&b':') && !start.contains(&0xEF) {
        return None;
    }
    let at = text.char_indices().take(LONGEST_LABEL).find(|(_, c)| is_colon(*c))?.0;
    let colon = text[at..].chars().next().map_or(1, char::len_utf8);
    let name = text[..at].trim();
    let rest = &text[at + colon..];
    // `Severity (see the handbook): 2` has a remark in its name.
    let bare = before_bracket(name);
    let is_name = !name.is_empty() && !bare.contains(['.', '"', '`', '@']) && !rest.starts_with("//");
    is_name.then_some(Label { name, length: at + colon, is_bold: false })
}
