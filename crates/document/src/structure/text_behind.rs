//! The text behind the label of a section: `**Impact:** nobody noticed`.

use crate::markdown::blocks::Line;
use crate::model::Section;
use crate::structure::body::Body;
use crate::structure::items::joined;
use crate::structure::line_label::label;

/// The text behind the label of a section, in the label's own paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextBehind<'a> {
    /// On the label's own line, without the blanks around it.
    pub first: &'a str,
    /// The lines below it, up to the next label.
    pub more: &'a [Line],
}

impl<'a> TextBehind<'a> {
    /// The text behind the label of `section`; `None` if it has no label, or nothing behind it.
    pub fn of(body: &Body<'a>, section: &Section) -> Option<Self> {
        if section.label_text.is_empty() {
            return None;
        }
        let lines = body.blocks.lines(body.text, section.marker_block()?);
        let at = lines.iter().position(|line| line.span == section.span)?;
        let line = &lines[at];
        let first = label(line).map_or("", |label| line.text[label.length..].trim());
        let more = &lines[at + 1..];
        let count = more.iter().take_while(|line| line.span.start < section.label_text.end).count();
        Some(Self { first, more: &more[..count] })
    }

    /// All of it, with `between` between its lines.
    pub fn joined(&self, between: &str) -> String {
        let more = joined(self.more, between);
        if self.first.is_empty() || more.is_empty() {
            return format!("{}{more}", self.first);
        }
        format!("{}{between}{more}", self.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_body;

    #[test]
    fn text_goes_up_to_the_next_label() {
        for (text, expected) in [
            ("**Impact:** nobody\nnoticed\n**Owner:** Ann\n", Some("nobody|noticed")),
            ("**Impact**\nnobody noticed\n", Some("nobody noticed")),
            ("Impact: nobody\n", Some("nobody")),
            ("- **Impact**: nobody\n  - really\n", Some("nobody")),
            ("**Impact**\n\nnobody\n", None),
            ("## Impact\n\nnobody\n", None),
        ] {
            read_body(text, |body| {
                let behind = TextBehind::of(body, &body.sections[0]).map(|behind| behind.joined("|"));
                assert_eq!(behind.as_deref(), expected, "{text}");
            });
        }
    }
}
