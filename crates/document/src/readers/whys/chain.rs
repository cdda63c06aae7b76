//! Puts the parts of a section together to steps.

use std::ops::Range;

use crate::model::Why;
use crate::readers::whys::parts::{Part, PartKind};

/// Puts parts together to steps.
pub struct Chain {
    pub steps: Vec<Why>,
    /// The open steps with the level that each was asked at, outermost first.
    open: Vec<(usize, usize)>,
    asks: bool,
}

impl Chain {
    pub fn new(parts: &[Part], steps: Vec<Why>) -> Self {
        let asks = parts.iter().any(|part| matches!(part.kind, PartKind::Question | PartKind::Numbered));
        Self { steps, open: Vec::new(), asks }
    }

    pub fn push(&mut self, part: Part) {
        match part.kind {
            PartKind::Question => {
                let at = self.step(part.level, part.span);
                self.steps[at].question = Some(part.text);
            }
            PartKind::Numbered => {
                let at = self.step(part.level, part.span);
                self.steps[at].answer = Some(part.text);
            }
            PartKind::Action => {
                if let Some(at) = self.last(part.level) {
                    append(&mut self.steps[at].action, &part.text);
                    self.extend(at, &part.span);
                }
            }
            PartKind::Answer => {
                // In a list without questions every `because` is a step.
                if self.asks || !part.begins {
                    self.answer(part);
                } else {
                    let at = self.step(part.level, part.span);
                    self.steps[at].answer = Some(part.text);
                }
            }
            PartKind::Statement if self.asks => self.answer(part),
            // Prose around a list is not a step.
            PartKind::Statement if part.level == 0 || part.text.is_empty() => {}
            PartKind::Statement if part.begins => {
                let at = self.step(part.level, part.span);
                self.steps[at].answer = Some(part.text);
            }
            PartKind::Statement => {
                if let Some(at) = self.last(part.level) {
                    append(&mut self.steps[at].answer, &part.text);
                    self.extend(at, &part.span);
                }
            }
        }
    }

    /// A new step at `level`: below the step that it is in, else after the one before it.
    fn step(&mut self, level: usize, span: Range<usize>) -> usize {
        let mut before = None;
        while let Some(&(other, at)) = self.open.last().filter(|(other, _)| *other >= level) {
            before = Some((other, at));
            self.open.pop();
        }
        let parent = match (self.open.last(), before) {
            (Some(&(_, at)), _) => Some(at),
            (None, Some((_, at))) => Some(at),
            (None, None) => None,
        };
        let depth = parent.map_or(0, |parent| self.steps[parent].depth + 1);
        self.steps.push(Why { question: None, answer: None, action: None, depth, parent, span });
        let at = self.steps.len() - 1;
        self.open.push((level, at));
        at
    }

    /// The step that a text at `level` belongs to.
    fn last(&self, level: usize) -> Option<usize> {
        self.open.iter().rev().find(|(other, _)| *other <= level).map(|&(_, at)| at)
    }

    fn answer(&mut self, part: Part) {
        if part.text.is_empty() {
            return;
        }
        let Some(at) = self.last(part.level) else { return };
        // A statement at the outermost level that follows a complete step is prose.
        if part.kind == PartKind::Statement && part.level == 0 && self.steps[at].answer.is_some() {
            return;
        }
        // A further item beside the one that asked answers the question above both.
        let mut at = at;
        if part.kind == PartKind::Statement && part.begins && self.steps[at].answer.is_some() {
            while self.open.len() > 1 && self.open.last().is_some_and(|(level, _)| *level >= part.level) {
                self.open.pop();
            }
            at = self.open.last().map_or(at, |&(_, at)| at);
        }
        append(&mut self.steps[at].answer, &part.text);
        self.extend(at, &part.span);
    }

    fn extend(&mut self, at: usize, span: &Range<usize>) {
        let own = &mut self.steps[at].span;
        own.end = own.end.max(span.end);
    }
}

/// Adds an answer behind those before it.
fn append(text: &mut Option<String>, more: &str) {
    match text {
        Some(text) => {
            text.push_str(if text.ends_with(['.', ';', '。', '!', '?']) { " " } else { "; " });
            text.push_str(more);
        }
        None => *text = Some(more.to_owned()),
    }
}
