//! Takes the fields that stand at the end of an action's text.

use jiff::civil::Date;

use crate::readers::actions::fields::Fields;
use crate::readers::actions::people::People;
use crate::readers::actions::{brackets, due_dates, fragments, marks, owners, references, status};
use crate::text::words::is_separator;

/// The marks that set a field apart at the end of a text.
const STRONG: [&str; 8] = [" — ", " – ", " -- ", " - ", " | ", " → ", " => ", " -> "];

/// Marks that also separate the words of a sentence: behind them, only names of people count.
const WEAK: [&str; 3] = [", ", ". ", "; "];

/// Bytes of a field behind a mark.
const LONGEST: usize = 60;

impl Fields {
    /// Takes the remarks in brackets from the end, which may hold labels.
    pub fn take_brackets<'a>(&mut self, mut text: &'a str, near: Option<Date>, people: &People) -> &'a str {
        for _ in 0..3 {
            let bare =
                text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '。' | '*' | '_'));
            let remark = brackets::at_end(bare);
            let Some((_, start)) = remark.filter(|(remark, _)| self.take_remark(remark, near, people)) else {
                break;
            };
            text = &bare[..start];
        }
        text
    }

    /// Takes remarks, marks and names from the end.
    pub fn take_end<'a>(&mut self, mut text: &'a str, near: Option<Date>, people: &People) -> &'a str {
        for _ in 0..8 {
            let trimmed = text.trim_end_matches(|c: char| is_separator(c) && c != '-');
            let bare = trimmed.trim_end_matches(['.', '。', '*', '_']);
            let end = if let Some((kind, start)) = marks::kind_at_end(bare).filter(|_| self.kind.is_none()) {
                self.kind = Some(kind.to_owned());
                start
            } else if let Some((_, start)) =
                brackets::at_end(bare).filter(|(remark, _)| self.take_remark(remark, near, people))
            {
                start
            } else if let Some((status, start)) = status::at_end(trimmed).filter(|_| self.status.is_none()) {
                self.set_status(status, trimmed.get(start..).unwrap_or_default());
                start
            } else if let Some((due, start)) = due_dates::at_end(trimmed, near).filter(|_| self.due.is_none())
            {
                self.due = Some(due);
                start
            } else if let Some((owner, start)) =
                owners::handles_at_end(trimmed).filter(|_| self.owner.is_none())
            {
                self.owner = Some(owner);
                owners::before_label(trimmed[..start].trim_end()).len()
            } else if let Some(start) = self.take_segment(bare, near, people) {
                start
            } else if let Some(start) = references::address_at_end(trimmed) {
                start
            } else {
                break;
            };
            if end >= trimmed.len() {
                break;
            }
            text = &trimmed[..end];
        }
        text
    }

    /// Takes the fields in brackets or behind a dash at the end of the first of several lines.
    pub fn take_set_off<'a>(&mut self, text: &'a str, near: Option<Date>, people: &People) -> &'a str {
        let mut text = text;
        for _ in 0..3 {
            let bare = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '。'));
            let bracketed =
                brackets::at_end(bare).filter(|(remark, _)| fragments::of(remark, near, people).is_some());
            if let Some((remark, start)) = bracketed {
                self.take_remark(remark, near, people);
                text = &bare[..start];
            } else if let Some(start) = self.take_strong(bare, near, people) {
                text = &bare[..start];
            } else {
                break;
            }
        }
        text
    }

    /// Takes the fields behind the last dash or the like. Returns the byte at which they begin.
    fn take_strong(&mut self, text: &str, near: Option<Date>, people: &People) -> Option<usize> {
        let (start, behind) = last_of(&STRONG, text)?;
        (start > 0 && self.take_fragments(&text[behind..], near, people)).then_some(start)
    }

    /// Takes the fields behind the last dash or the like: `… — Jane, by Friday`. Returns the byte at which they begin.
    fn take_segment(&mut self, text: &str, near: Option<Date>, people: &People) -> Option<usize> {
        if let Some(start) = self.take_strong(text, near, people) {
            return Some(start);
        }
        let (start, behind) = last_of(&WEAK, text)?;
        let name = &text[behind..];
        let before = &text[..start];
        let previous = before.rsplit([',', ' ', '&']).next().unwrap_or_default();
        // `Ask Jane, Joe` is a list of names, of which none is the owner.
        let is_listed = people.is_person(previous) || owners::takes_object(previous);
        // A given name alone may be that of a tool, and one of a list.
        let is_full = name.contains(' ') || people.contains(name);
        if self.owner.is_some() || start == 0 || is_listed || !is_full || !owners::are_people(name, people) {
            return None;
        }
        self.owner = owners::of_value(name);
        // The full stop belongs to the title.
        Some(start + usize::from(text[start..].starts_with('.')))
    }

    /// Takes a remark in brackets at the end. Returns whether it holds fields rather than words of the title.
    pub fn take_remark(&mut self, remark: &str, near: Option<Date>, people: &People) -> bool {
        if remark.trim().is_empty() || references::is_link_text(remark) {
            return true;
        }
        self.take_fragments(remark, near, people)
    }

    /// Takes the fields that make up all of `text`: `Jane, due 2026-01-31`. A time that is no date is kept as a remark
    /// if a field stands beside it. Returns whether `text` holds nothing else.
    pub fn take_fragments(&mut self, text: &str, near: Option<Date>, people: &People) -> bool {
        let Some((parts, times)) = fragments::of(text, near, people) else { return false };
        for part in parts {
            self.take_fragment(part);
        }
        if !times.is_empty() {
            self.remark = Some(times.join(", "));
        }
        true
    }
}

/// The last of `marks` near the end of `text`: the bytes at which it and the text behind it begin.
fn last_of(marks: &[&str], text: &str) -> Option<(usize, usize)> {
    let from = text.len().saturating_sub(LONGEST);
    let from = (from..text.len()).find(|&at| text.is_char_boundary(at))?;
    let tail = &text.as_bytes()[from..];
    // Each mark begins with one of these, and its second byte is no letter.
    let may_begin = |at: &usize| {
        matches!(tail[*at], b' ' | b',' | b'.' | b';')
            && tail.get(at + 1).is_some_and(|byte| !byte.is_ascii_alphanumeric())
    };
    (0..tail.len()).rev().filter(may_begin).find_map(|at| {
        let here = marks.iter().filter(|mark| tail[at..].starts_with(mark.as_bytes()));
        let length = here.map(|mark| mark.len()).max()?;
        Some((from + at, from + at + length))
    })
}
