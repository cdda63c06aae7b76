//! Reads the five whys: each step asks for the cause of the answer before it.

use std::ops::Range;
use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashMap;

use crate::markdown::blocks::{BlockKind, Line};
use crate::model::{SectionKind, Why};
use crate::structure::body::Body;
use crate::structure::items::{DEEPEST, rows};
use crate::structure::text_behind::TextBehind;
use crate::text::marks::{COLONS, QUESTION_MARKS};
use crate::text::placeholder::is_placeholder;
use crate::text::words::strip_word;

static WORDS: LazyLock<WordTable> = LazyLock::new(|| WordTable::parse(include_str!("../../data/whys.txt")));
static WHYS: LazyLock<Vec<&'static str>> = LazyLock::new(|| WORDS.longest_first("why"));
static BECAUSE: LazyLock<Vec<&'static str>> = LazyLock::new(|| WORDS.longest_first("because"));
static LABELS: LazyLock<FxHashMap<&'static str, Label>> = LazyLock::new(|| WORDS.map(Label::named));
static COLUMNS: LazyLock<FxHashMap<&'static str, Column>> = LazyLock::new(|| WORDS.map(Column::named));

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

/// What a column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Question,
    Answer,
    Action,
    Other,
}

impl Column {
    fn named(name: &str) -> Option<Self> {
        match name {
            "question" | "question-column" => Some(Self::Question),
            "answer" | "answer-column" => Some(Self::Answer),
            "action" => Some(Self::Action),
            _ => None,
        }
    }

    fn of(heading: &str) -> Self {
        let lower = heading.to_lowercase();
        let name = lower.trim_matches(|c: char| !c.is_alphanumeric());
        // `Why 1`, `Why did it happen`.
        let asks = || name.starts_with("why") && name.len() > 5;
        COLUMNS.get(name).copied().unwrap_or_else(|| if asks() { Self::Question } else { Self::Other })
    }
}

/// Reads the whys of `body`, in the order of the text.
pub fn read(body: &Body<'_>) -> Vec<Why> {
    let mut whys = Vec::new();
    for (at, section) in body.sections.iter().enumerate() {
        if section.kind != SectionKind::FiveWhys {
            continue;
        }
        let mut parts = Parts { body, found: Vec::new() };
        if let Some(behind) = TextBehind::of(body, section) {
            for line in behind.more {
                parts.line(line, 0, false);
            }
        }
        let is_table = |block: &usize| body.blocks.kind(*block) == BlockKind::Table;
        let (tables, others): (Vec<_>, Vec<_>) = body.index.own_blocks(at).into_iter().partition(is_table);
        for block in others {
            parts.block(block, 0);
        }
        let mut chain = Chain::new(&parts.found, whys);
        for part in parts.found {
            chain.push(part);
        }
        whys = chain.steps;
        for table in tables {
            read_table(body, table, &mut whys);
        }
    }
    whys.retain(|why| why.span.end > why.span.start);
    whys
}

/// A part of the text of a section.
#[derive(Debug)]
struct Part {
    kind: PartKind,
    text: String,
    /// How many lists it is in.
    level: usize,
    /// Whether it begins an item or a paragraph.
    begins: bool,
    span: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartKind {
    Question,
    /// Marked as an answer: `→ …`, `Because …`, `Answer: …`.
    Answer,
    Action,
    /// Marked as one of the whys, but no question: `Why 2: The disk was full`.
    Numbered,
    Statement,
}

/// Cuts a section into its parts.
struct Parts<'a> {
    body: &'a Body<'a>,
    found: Vec<Part>,
}

impl Parts<'_> {
    fn block(&mut self, block: usize, level: usize) {
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

    fn line(&mut self, line: &Line, level: usize, begins: bool) {
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

/// Puts parts together to steps.
struct Chain {
    steps: Vec<Why>,
    /// The open steps with the level that each was asked at, outermost first.
    open: Vec<(usize, usize)>,
    asks: bool,
}

impl Chain {
    fn new(parts: &[Part], steps: Vec<Why>) -> Self {
        let asks = parts.iter().any(|part| matches!(part.kind, PartKind::Question | PartKind::Numbered));
        Self { steps, open: Vec::new(), asks }
    }

    fn push(&mut self, part: Part) {
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

/// The whys in the rows of a table, each about the answer of the row before.
fn read_table(body: &Body<'_>, table: usize, whys: &mut Vec<Why>) {
    let mut rows = rows(body, table);
    let Some((_, head)) = rows.next() else { return };
    let mut columns: Vec<Column> = head.into_iter().map(Column::of).collect();
    // `| Why | Action |` gives the cause in the first column.
    if !columns.contains(&Column::Answer) && !columns.contains(&Column::Question) {
        return;
    }
    for at in 1..columns.len() {
        if columns[..at].contains(&columns[at]) {
            columns[at] = Column::Other;
        }
    }
    let mut parent = None;
    for (row, cells) in rows {
        let span = body.blocks.span(row);
        let mut why = Why { question: None, answer: None, action: None, depth: 0, parent, span };
        for (cell, column) in cells.into_iter().zip(&columns) {
            let value =
                Some(cell).filter(|cell| !is_placeholder(cell) || cell.ends_with('?')).map(str::to_owned);
            match column {
                Column::Question => {
                    why.question =
                        value.filter(|value| !value.chars().all(|c| c.is_ascii_digit() || c == '.'));
                }
                Column::Answer => why.answer = value,
                Column::Action => why.action = value,
                Column::Other => {}
            }
        }
        if why.question.is_none() && why.answer.is_none() {
            continue;
        }
        why.depth = parent.map_or(0, |parent: usize| whys[parent].depth + 1);
        parent = Some(whys.len());
        whys.push(why);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_body;

    type Step<'a> = (Option<&'a str>, Option<&'a str>, Option<&'a str>, usize, Option<usize>);

    fn check(text: &str, expected: &[Step<'_>]) {
        let text = format!("## Five whys\n\n{text}");
        let whys = read_body(&text, read);
        let read: Vec<Step<'_>> = whys
            .iter()
            .map(|why| {
                (why.question.as_deref(), why.answer.as_deref(), why.action.as_deref(), why.depth, why.parent)
            })
            .collect();
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn flat_lists_are_a_chain() {
        let chain = [
            (Some("Why did it stop?"), Some("The disk was full."), None, 0, None),
            (Some("Why was it full?"), Some("Logs were kept."), Some("Rotate logs"), 1, Some(0)),
        ];
        for text in [
            "1. Why did it stop? The disk was full.\n2. Why was it full? Logs were kept. \n   Action: Rotate logs\n",
            "1. **Why did it stop?**\n   → The disk was full.\n\n2. **Why was it full?**\n   → Logs were kept.\n   - Action: Rotate logs\n",
            "1. Why did it stop?\n   - The disk was full.\n2. Why was it full?\n   - Logs were kept.\n   - **Action:** Rotate logs\n",
            "**Why 1:** Why did it stop?\n\n**Answer:** The disk was full.\n\n**Why 2:** Why was it full?\n**Answer:** Logs were kept.\n**Action:** Rotate logs\n",
            "### Why did it stop?\n\nThe disk was full.\n\n### 2. Why was it full?\n\nLogs were kept.\n\nAction: Rotate logs\n",
            "| # | Question | Answer | Action |\n|-|-|-|-|\n| 1 | Why did it stop? | The disk was full. | |\n| 2 | Why was it full? | Logs were kept. | Rotate logs |\n",
        ] {
            check(text, &chain);
        }
    }

    #[test]
    fn answers_alone_are_steps() {
        let chain = [
            (None, Some("The disk was full"), None, 0, None),
            (None, Some("Logs were kept"), None, 1, Some(0)),
        ];
        for text in [
            "1. The disk was full\n2. Logs were kept\n",
            "**Why 1:** The disk was full\n\n**Why 2:** Logs were kept\n",
            "- The disk was full\n  - Logs were kept\n",
            "| # | Why | Because |\n|-|-|-|\n| 1 | | The disk was full |\n| 2 | | Logs were kept |\n",
        ] {
            check(text, &chain);
        }
    }

    #[test]
    fn branches_have_one_parent() {
        let text = "- It stopped.\n\n  **Why did it stop?**\n\n  - The disk was full.\n\n    **Why was it full?**\n\n    - Logs were kept.\n\n\
                    \x20   **Why did nobody see it?**\n\n    - No alert.\n\n  - Nobody was awake.\n";
        check(
            text,
            &[
                (Some("Why did it stop?"), Some("The disk was full. Nobody was awake."), None, 0, None),
                (Some("Why was it full?"), Some("Logs were kept."), None, 1, Some(0)),
                (Some("Why did nobody see it?"), Some("No alert."), None, 1, Some(0)),
            ],
        );
    }

    #[test]
    fn other_languages_are_read() {
        check(
            "1. **なぜ止まったか？**\n   → ディスクが満杯\n",
            &[(Some("なぜ止まったか？"), Some("ディスクが満杯"), None, 0, None)],
        );
        check(
            "| 質問 | 回答 | 対策 |\n|-|-|-|\n| なぜ? | 満杯 | 監視 |\n",
            &[(Some("なぜ?"), Some("満杯"), Some("監視"), 0, None)],
        );
        check("1. Pourquoi ? Le disque.\n", &[(Some("Pourquoi ?"), Some("Le disque."), None, 0, None)]);
    }

    #[test]
    fn the_words_are_in_order() {
        let names = [
            "why",
            "because",
            "question",
            "question-label",
            "question-column",
            "answer",
            "answer-label",
            "answer-column",
            "action",
            "action-label",
            "root-cause",
            "problem",
        ];
        let text = include_str!("../../data/whys.txt");
        assert_eq!(WordTable::faults(text, &names, str::to_lowercase), Vec::<String>::new());
    }

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

    #[test]
    fn prose_and_templates_give_nothing() {
        check("We asked ourselves what it was.\n", &[]);
        check("1. \n2. TBD\n", &[]);
        let deep: String = (0..300).map(|depth| format!("{}- Why?\n", "  ".repeat(depth))).collect();
        read_body(&format!("## Five whys\n\n{deep}"), read);
    }
}
