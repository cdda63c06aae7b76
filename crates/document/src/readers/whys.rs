//! The five whys: each step asks for the cause of what the step before it says.

use crate::model::Why;
use std::ops::Range;

use crate::markdown::blocks::{BlockKind, Line};
use crate::model::SectionKind;
use crate::structure::body::Body;
use crate::structure::list_items::DEEPEST;
use crate::structure::text_behind::TextBehind;
use crate::text::placeholder::is_placeholder;

/// Reads the whys of `body`, in the order of the text.
pub fn read(body: &Body<'_>) -> Vec<Why> {
    let mut whys = Vec::new();
    if body.sections(SectionKind::FiveWhys).next().is_none() {
        return whys;
    }
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
        let own = body.index.own_blocks(at);
        let mut tables = Vec::new();
        for block in own {
            if body.blocks.kind(block) == BlockKind::Table {
                tables.push(block);
            } else {
                parts.block(block, 0);
            }
        }
        let mut chain = Chain::new(&parts.found, std::mem::take(&mut whys));
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

/// A piece of the text of a section.
#[derive(Debug)]
struct Part {
    kind: PartKind,
    text: String,
    /// How many lists it stands in.
    level: usize,
    /// Whether it begins an item or a paragraph of its own.
    begins: bool,
    span: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartKind {
    Question,
    /// Said to be an answer: `→ …`, `Because …`, `Answer: …`.
    Answer,
    Action,
    /// Said to be one of the whys, but no question: `Why 2: The disk was full`.
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

    /// Lines that go on with a sentence are joined with the line before.
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
                    && ends_as_question(&last.text)
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
        if is_placeholder(text) && !text.ends_with(['?', '？']) {
            return;
        }
        if text.matches(" → ").count() >= 2 && !text.contains(['?', '？']) {
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

const WHYS: [&str; 10] =
    ["why", "なぜ", "何故", "为什么", "为何", "warum", "wieso", "pourquoi", "por qué", "¿por qué"];

fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let start = text.get(..word.len())?;
    if start == word || start.to_lowercase() == word { Some(&text[word.len()..]) } else { None }
}

fn starts_as_question(text: &str) -> bool {
    let text =
        text.trim_start_matches(|c: char| matches!(c, '*' | '_' | '"' | '“' | '「') || c.is_whitespace());
    WHYS.iter()
        .any(|why| after(text, why).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic())))
}

fn ends_as_question(text: &str) -> bool {
    text.contains(['?', '？'])
}

/// Whether a line says itself what it is.
fn is_marked(text: &str) -> bool {
    let (kind, _) = classify(text);
    match kind {
        PartKind::Statement => false,
        PartKind::Question => starts_as_question(text),
        _ => true,
    }
}

/// Takes the label from a line and tells what the line is.
fn classify(text: &str) -> (PartKind, &str) {
    let text = text.trim();
    if let Some(rest) = text
        .strip_prefix(['→', '⇒', '↓', '↳', '▶'])
        .or_else(|| text.strip_prefix("->"))
        .or_else(|| text.strip_prefix("=>"))
    {
        let rest = rest.trim();
        let (kind, inner) = classify(rest);
        return match kind {
            PartKind::Statement => (PartKind::Answer, rest),
            kind => (kind, inner),
        };
    }
    if let Some((name, rest)) = text
        .split_once([':', '：'])
        .filter(|(name, rest)| name.chars().count() <= 24 && !rest.starts_with("//"))
    {
        let lower = name.trim().to_lowercase();
        let bare = lower.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '#' | '.' | ')'));
        let bare =
            bare.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '#' | '.' | ')' | '*'));
        let rest = rest.trim_start_matches(['*', '_', ' ']).trim();
        match bare {
            "answer" | "a" | "because" | "cause" | "回答" | "答" | "答え" | "原因" | "理由" | "antwort"
            | "réponse" | "respuesta" => {
                return (PartKind::Answer, rest);
            }
            "action" | "actions" | "action item" | "countermeasure" | "fix" | "corrective action"
            | "対策" | "アクション" | "措施" | "对策" | "maßnahme" | "acción" => {
                return (PartKind::Action, rest);
            }
            "why" | "q" | "question" | "質問" | "问" | "問" | "frage" | "pregunta" | "なぜ" | "为什么"
            | "warum" | "pourquoi" | "por qué" | "1st why" | "st why" | "nd why" | "rd why" | "th why"
            | "first why" | "second why" | "third why" | "fourth why" | "fifth why" | "root cause" => {
                if rest.is_empty() {
                    return (PartKind::Statement, "");
                }
                let asks = bare == "q"
                    || bare.ends_with("question")
                    || ends_as_question(rest)
                    || starts_as_question(rest);
                let is_cause = bare == "root cause";
                return match (asks, is_cause) {
                    (_, true) => (PartKind::Statement, rest),
                    (true, _) => (PartKind::Question, rest),
                    (false, _) => (PartKind::Numbered, rest),
                };
            }
            "problem" | "problem statement" | "issue" | "symptom" | "問題" | "问题" => {
                return (PartKind::Statement, "");
            }
            _ => {}
        }
    }
    let unnumbered = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    if starts_as_question(unnumbered) || text.ends_with(['?', '？']) {
        return (PartKind::Question, if starts_as_question(unnumbered) { unnumbered } else { text });
    }
    let is_because = ["because ", "weil ", "parce que ", "porque ", "因为", "なぜなら"]
        .iter()
        .any(|word| after(text, word).is_some());
    (if is_because { PartKind::Answer } else { PartKind::Statement }, text)
}

/// `Why? Because.` into its two parts.
fn split_question(text: &str) -> (&str, &str) {
    match text.char_indices().find(|(_, c)| matches!(c, '?' | '？')) {
        Some((at, c)) => {
            (text[..at + c.len_utf8()].trim_matches(['*', '_', ' ']), &text[at + c.len_utf8()..])
        }
        None => match text
            .split_once([':', '：'])
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
            // Prose around a list is no step.
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

    /// A new step at `level`: below the step that it stands in, else after the one before it.
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
        // A further item beside the one that asked answers the question that both stand under.
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

/// Several answers to one question stand behind each other.
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
    #[derive(Clone, Copy, PartialEq)]
    enum Column {
        Question,
        Answer,
        Action,
        Other,
    }
    let Some(head) = body.blocks.children(table).next() else { return };
    let text = |cell: usize| body.blocks.text(body.text, cell).trim().to_owned();
    let mut columns: Vec<Column> = body
        .blocks
        .children(head)
        .map(|cell| {
            let lower = text(cell).to_lowercase();
            let name = lower.trim_matches(|c: char| !c.is_alphanumeric());
            match name {
                "question" | "why" | "質問" | "なぜ" | "問い" | "问题" | "为什么" | "frage" | "warum"
                | "pourquoi" | "pregunta" | "por qué" => Column::Question,
                "answer" | "because" | "cause" | "reason" | "回答" | "答え" | "原因" | "理由" | "答案"
                | "antwort" | "ursache" | "réponse" | "respuesta" | "causa" => Column::Answer,
                "action" | "actions" | "countermeasure" | "fix" | "corrective action" | "対策"
                | "アクション" | "措施" | "maßnahme" | "acción" => Column::Action,
                _ if name.starts_with("why") && name.len() > 5 => Column::Question,
                _ => Column::Other,
            }
        })
        .collect();
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
    for row in body.blocks.children(table).skip(1) {
        let mut why =
            Why { question: None, answer: None, action: None, depth: 0, parent, span: body.blocks.span(row) };
        for (cell, column) in body.blocks.children(row).zip(&columns) {
            let value = Some(text(cell)).filter(|value| !is_placeholder(value) || value.ends_with('?'));
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
    fn prose_and_templates_give_nothing() {
        check("We asked ourselves what it was.\n", &[]);
        check("1. \n2. TBD\n", &[]);
        let deep: String = (0..300).map(|depth| format!("{}- Why?\n", "  ".repeat(depth))).collect();
        read_body(&format!("## Five whys\n\n{deep}"), read);
    }
}
