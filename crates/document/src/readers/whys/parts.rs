//! Cuts a section into its parts: questions, answers, actions.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::markdown::blocks::{BlockKind, Line};
use crate::readers::whys::WORDS;
use crate::structure::body::Body;
use crate::structure::items::DEEPEST;
use crate::text::marks::{COLONS, QUESTION_MARKS};
use crate::text::placeholder::is_placeholder;
use crate::text::words::strip_word;

static WHYS: LazyLock<Vec<&'static str>> = LazyLock::new(|| WORDS.longest_first("why"));
static BECAUSE: LazyLock<Vec<&'static str>> = LazyLock::new(|| WORDS.longest_first("because"));
static LABELS: LazyLock<FxHashMap<&'static str, Label>> = LazyLock::new(|| WORDS.map(Label::named));

/// Longest label, in characters.
const LONGEST_LABEL: usize = 24;

/// What a label marks its line as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Question,
    Answer,
    Action,
    RootCause,
    Problem,
}

impl Label {
    fn named(name: &str) -> Option<Self> {
        match name {
            "question" | "question-label" => Some(Self::Question),
            "answer" | "answer-label" => Some(Self::Answer),
            "action" | "action-label" => Some(Self::Action),
            "root-cause" => Some(Self::RootCause),
            "problem" => Some(Self::Problem),
            _ => None,
        }
    }
}

/// A part of the text of a section.
#[derive(Debug)]
pub struct Part {
    pub kind: PartKind,
    pub text: String,
    /// How many lists it is in.
    pub level: usize,
    /// Whether it begins an item or a paragraph.
    pub begins: bool,
    pub span: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    Question,
    /// Marked as an answer: `→ …`, `Because …`, `Answer: …`.
    Answer,
    Action,
    /// Marked as one of the whys, but no question: `Why 2: The disk was full`.
    Numbered,
    Statement,
}

/// Cuts a section into its parts.
pub struct Parts<'a> {
    body: &'a Body<'a>,
    pub found: Vec<Part>,
}

impl<'a> Parts<'a> {
    pub fn new(body: &'a Body<'a>) -> Self {
        Self { body, found: Vec::new() }
    }

    pub fn block(&mut self, block: usize, level: usize) {
        let body = self.body;
        match body.blocks.kind(block) {
            BlockKind::Heading(_) | BlockKind::Paragraph => {
                self.lines(body.blocks.lines(body.text, block), level);
            }
            BlockKind::List { .. } if level < DEEPEST => {
                for item in body.blocks.children(block) {
                    for inner in body.blocks.children(item) {
                        self.block(inner, level + 1);
                    }
                }
            }
            BlockKind::Item { .. } | BlockKind::Quote if level < DEEPEST => {
                for inner in body.blocks.children(block) {
                    self.block(inner, level + 1);
                }
            }
            _ => {}
        }
    }

    /// Adds the lines of a block. A line that goes on with a sentence is joined with the line before it.
    fn lines(&mut self, lines: &[Line], level: usize) {
        let mut begins = true;
        for line in lines {
            let text = line.text.trim();
            let is_new = begins || line.bold > 0 || is_marked(text);
            if !is_new && let Some(last) = self.found.last_mut() {
                last.text.push(' ');
                last.text.push_str(text);
                last.span.end = line.span.end;
                // A question may end on its second line.
                if last.kind == PartKind::Statement
                    && last.begins
                    && asks(&last.text)
                    && starts_as_question(&last.text)
                {
                    last.kind = PartKind::Question;
                }
                continue;
            }
            self.line(line, level, begins);
            begins = false;
        }
    }

    pub fn line(&mut self, line: &Line, level: usize, begins: bool) {
        let text = line.text.trim();
        if is_placeholder(text) && !text.ends_with(QUESTION_MARKS) {
            return;
        }
        if text.matches(" → ").count() >= 2 && !text.contains(QUESTION_MARKS) {
            for (at, step) in text.split(" → ").enumerate().skip(1) {
                let kind = PartKind::Numbered;
                self.found.push(Part {
                    kind,
                    text: step.trim().to_owned(),
                    level: level + at,
                    begins: true,
                    span: line.span.clone(),
                });
            }
            return;
        }
        let (kind, text) = classify(text);
        let mut push = |kind, text: &str, begins| {
            if !text.is_empty() {
                self.found.push(Part { kind, text: text.to_owned(), level, begins, span: line.span.clone() });
            }
        };
        if kind == PartKind::Question {
            let (question, answer) = split_question(text);
            push(PartKind::Question, question, begins);
            let (answer_kind, answer) =
                classify(answer.trim_start_matches([' ', '*', '-', '–', '—', '→', ':', '：', '_']));
            let answer_kind = if answer_kind == PartKind::Action { answer_kind } else { PartKind::Answer };
            if !is_placeholder(answer) {
                push(answer_kind, answer, false);
            }
        } else {
            push(kind, text, begins);
        }
    }
}

fn starts_as_question(text: &str) -> bool {
    let text =
        text.trim_start_matches(|c: char| matches!(c, '*' | '_' | '"' | '“' | '「') || c.is_whitespace());
    WHYS.iter().any(|why| strip_word(text, why).is_some())
}

fn asks(text: &str) -> bool {
    text.contains(QUESTION_MARKS)
}

/// Whether the beginning of a line shows what it is.
fn is_marked(text: &str) -> bool {
    let (kind, _) = classify(text);
    match kind {
        PartKind::Statement => false,
        PartKind::Question => starts_as_question(text),
        _ => true,
    }
}

/// What a line is, and its text without arrow and label.
fn classify(text: &str) -> (PartKind, &str) {
    let text = text.trim();
    if let Some(rest) = behind_arrow(text) {
        return match classify(rest) {
            (PartKind::Statement, _) => (PartKind::Answer, rest),
            labelled => labelled,
        };
    }
    if let Some((label, rest)) = labelled(text) {
        return match label {
            Label::Answer => (PartKind::Answer, rest),
            Label::Action => (PartKind::Action, rest),
            Label::RootCause => (PartKind::Statement, rest),
            Label::Problem => (PartKind::Statement, ""),
            Label::Question if rest.is_empty() => (PartKind::Statement, ""),
            Label::Question if is_question_label(text) || asks(rest) || starts_as_question(rest) => {
                (PartKind::Question, rest)
            }
            Label::Question => (PartKind::Numbered, rest),
        };
    }
    let unnumbered = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    if starts_as_question(unnumbered) {
        return (PartKind::Question, unnumbered);
    }
    if text.ends_with(QUESTION_MARKS) {
        return (PartKind::Question, text);
    }
    let is_because = BECAUSE.iter().any(|word| strip_word(text, word).is_some());
    (if is_because { PartKind::Answer } else { PartKind::Statement }, text)
}

fn behind_arrow(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['→', '⇒', '↓', '↳', '▶']);
    rest.or_else(|| text.strip_prefix("->")).or_else(|| text.strip_prefix("=>")).map(str::trim)
}

/// The label of a line and the text behind it: `Why 2: …`, `3. Answer: …`.
fn labelled(text: &str) -> Option<(Label, &str)> {
    let (name, rest) = text.split_once(COLONS)?;
    if name.chars().count() > LONGEST_LABEL || rest.starts_with("//") {
        return None;
    }
    let label = LABELS.get(bare_label(&name.to_lowercase())).copied()?;
    Some((label, rest.trim_start_matches(['*', '_', ' ']).trim()))
}

/// A label without numbers and marks around it.
fn bare_label(name: &str) -> &str {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '#' | '.' | ')');
    name.trim().trim_end_matches(is_number).trim_start_matches(|c| is_number(c) || c == '*')
}

/// Whether the label of a line makes anything behind it a question.
fn is_question_label(text: &str) -> bool {
    let name = text.split_once(COLONS).map_or("", |(name, _)| name).to_lowercase();
    matches!(bare_label(&name), "q" | "question")
}

/// `Why? Because.` into its two parts.
fn split_question(text: &str) -> (&str, &str) {
    match text.char_indices().find(|(_, c)| QUESTION_MARKS.contains(c)) {
        Some((at, c)) => {
            (text[..at + c.len_utf8()].trim_matches(['*', '_', ' ']), &text[at + c.len_utf8()..])
        }
        None => match text
            .split_once(COLONS)
            .or_else(|| text.split_once(" - "))
            .or_else(|| text.split_once(" → "))
        {
            Some((question, answer)) => (question.trim(), answer),
            None => (text, ""),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_classified_by_their_beginning() {
        for (text, kind, rest) in [
            ("Why did it stop?", PartKind::Question, "Why did it stop?"),
            ("2. Why did it stop", PartKind::Question, "Why did it stop"),
            ("Did it stop?", PartKind::Question, "Did it stop?"),
            ("Question 2: the disk", PartKind::Question, "the disk"),
            ("2nd why: the disk was full", PartKind::Numbered, "the disk was full"),
            ("Why 2: the disk was full", PartKind::Numbered, "the disk was full"),
            ("Why 2:", PartKind::Statement, ""),
            ("**A:** the disk", PartKind::Answer, "the disk"),
            ("→ the disk", PartKind::Answer, "the disk"),
            ("-> Fix: a larger disk", PartKind::Action, "a larger disk"),
            ("Because the disk was full", PartKind::Answer, "Because the disk was full"),
            ("Root cause: the disk", PartKind::Statement, "the disk"),
            ("Problem: it stopped", PartKind::Statement, ""),
            ("The disk was full", PartKind::Statement, "The disk was full"),
        ] {
            assert_eq!(classify(text), (kind, rest), "{text}");
        }
    }
}
