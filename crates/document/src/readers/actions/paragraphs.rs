//! Actions in the paragraphs of a section that has no lists, tables or headings with actions.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::markdown::blocks::{BlockKind, Line};
use crate::readers::actions::Reader;
use crate::readers::actions::groups::Group;
use crate::readers::actions::owners;
use crate::readers::actions::phrases::{NOT_ACTIONS, SENTENCES};
use crate::readers::actions::sections::field_of_line;
use crate::structure::items::{begins_with_verb, joined};
use crate::structure::line_label::label;
use crate::text::phrases;
use crate::text::sentences::sentences;
use crate::text::words::{has_word, spaced_words, strip_word};

type Phrases = LazyLock<Vec<&'static str>>;

/// How a sentence begins that says what its authors do: `we will`, `we plan to`.
static INTENTS: Phrases = LazyLock::new(|| SENTENCES.longest_first("intent"));

/// The same before a verb with `ing`: `we are adding`.
static UNDER_WAY: Phrases = LazyLock::new(|| SENTENCES.longest_first("intent-ing"));

/// How a sentence begins that says what its authors have done.
static DEEDS: Phrases = LazyLock::new(|| SENTENCES.longest_first("deed"));

/// What may stand before: `next`, `in the coming weeks`.
static LEADS: Phrases = LazyLock::new(|| SENTENCES.longest_first("lead"));

/// Parts of sentences that promise words rather than work: `keep you informed`.
static WORDS_ONLY: LazyLock<phrases::Phrases> =
    LazyLock::new(|| phrases::Phrases::of(SENTENCES.words("words-only")));

static YOU: LazyLock<FxHashSet<&str>> = LazyLock::new(|| NOT_ACTIONS.set("you"));

/// Signs that stand before an item where Markdown sees a line of a paragraph.
const BULLETS: [char; 13] = ['•', '・', '●', '◦', '▪', '■', '○', '–', '—', '☐', '✅', '⬜', '※'];

/// Most words of a sentence that is one action.
const MOST_WORDS: usize = 60;

/// Most words of a paragraph that is one task.
const MOST_WORDS_OF_TASK: usize = 40;

impl Reader<'_> {
    /// Reads the paragraphs among `own`: lines with bullets or labels of their own, tasks in bold, sentences such as
    /// `We will …`.
    pub(super) fn paragraphs(&mut self, own: &[usize], group: &Group) {
        let body = self.body;
        for &block in own {
            if body.blocks.kind(block) != BlockKind::Paragraph || body.index.is_marker(block) {
                continue;
            }
            let lines = body.blocks.lines(body.text, block);
            let text = joined(lines, " ");
            if self.line_items(lines, group)
                || self.plain_tasks(lines, group)
                || self.bold_task(block, lines, group)
            {
                continue;
            }
            if sentences(&text).filter(|part| part.contains(char::is_whitespace)).count() <= 2
                && is_order(&text)
            {
                self.push(&joined(lines, "\n"), &[], group, None, body.blocks.span(block));
            } else {
                self.sentences(block, lines, group);
            }
        }
    }

    /// Reads lines that all have a bullet or a number of their own. Returns whether they have.
    fn line_items(&mut self, lines: &[Line], group: &Group) -> bool {
        if lines.len() < 2 || lines.iter().any(|line| behind_bullet(&line.text).is_none()) {
            return false;
        }
        for line in lines {
            if let Some(text) = behind_bullet(&line.text) {
                self.push(text, &[], group, None, line.span.clone());
            }
        }
        true
    }

    /// Reads lines without bullets that are a task each, perhaps behind a name for it: `Alerts: Add one for the queue.`
    /// What follows may introduce another list or conclude. Returns whether there are at least two.
    fn plain_tasks(&mut self, lines: &[Line], group: &Group) -> bool {
        let is_plain_task = |line: &&Line| {
            let task = label(line).map_or(&*line.text, |label| line.text[label.length..].trim());
            line.bold == 0 && task.starts_with(char::is_uppercase) && is_order(task)
        };
        let tasks = lines.iter().take_while(is_plain_task).count();
        if tasks < 2 || tasks + 1 < lines.len() {
            return false;
        }
        for line in &lines[..tasks] {
            self.push(line.text.trim_end_matches(['.', '。']), &[], group, None, line.span.clone());
        }
        true
    }

    /// Reads a paragraph that begins with a task in bold: `**Add an alert.** The queue had none.` Returns whether it
    /// does.
    fn bold_task(&mut self, block: usize, lines: &[Line], group: &Group) -> bool {
        let Some(line) = lines.first().filter(|line| line.bold > 0) else { return false };
        let (bold, rest) = line.text.split_at(line.bold);
        if !begins_with_verb(bold) || bold.split_whitespace().nth(1).is_none() {
            return false;
        }
        // What follows on the line explains it, except its fields.
        let attributes: Vec<_> = lines.iter().skip(1).filter_map(field_of_line).collect();
        let is_explained = bold.ends_with(['.', ':', '。']) || rest.starts_with(['.', ':']);
        let text = if is_explained { bold } else { &line.text };
        let end = self.body.blocks.span(block).end;
        self.push(
            text.trim_end_matches([':', '.', '。', ' ']),
            &attributes,
            group,
            None,
            line.span.start..end,
        );
        true
    }

    /// Reads the sentences of a paragraph that say what is going to be done, or what was done.
    fn sentences(&mut self, block: usize, lines: &[Line], group: &Group) {
        let text = joined(lines, " ");
        let is_list_ahead = text.trim_end().ends_with([':', '：']);
        let mut from = 0;
        for sentence in sentences(&text) {
            let at = text[from..].find(sentence).map_or(from, |at| from + at);
            from = at + sentence.len();
            let is_task = self.is_intent(sentence) && !(is_list_ahead && from >= text.trim_end().len());
            if is_task {
                let span = self.span_of(block, lines, at);
                self.push(sentence.trim().trim_end_matches(['.', '。', '!']), &[], group, None, span);
            }
        }
    }

    /// The line in which byte `at` of the joined text of `lines` is; bytes of the file.
    fn span_of(&self, block: usize, lines: &[Line], at: usize) -> Range<usize> {
        let mut end = 0;
        let line = lines.iter().find(|line| {
            end += line.text.len() + 1;
            at < end
        });
        line.map_or_else(|| self.body.blocks.span(block), |line| line.span.clone())
    }

    /// Whether `text` is a task, or says what its authors are going to do.
    pub(super) fn is_task(&self, text: &str) -> bool {
        is_order(text) || self.is_intent(text)
    }

    /// Whether a sentence is an action of its authors.
    fn is_intent(&self, sentence: &str) -> bool {
        let sentence = sentence.trim();
        if sentence.split_whitespace().count() > MOST_WORDS
            || sentence.ends_with(['?', '？'])
            || has_word(sentence, &YOU)
        {
            return false;
        }
        let words = spaced_words(sentence);
        if WORDS_ONLY.are_in(&words) {
            return false;
        }
        let begins = |text: &str| {
            INTENTS.iter().chain(DEEDS.iter()).any(|phrase| {
                text.strip_prefix(phrase).is_some_and(|rest| !phrase.is_ascii() || rest.starts_with(' '))
            }) || UNDER_WAY.iter().any(|phrase| {
                let rest = text.strip_prefix(phrase).and_then(|rest| rest.strip_prefix(' '));
                rest.is_some_and(|rest| rest.split(' ').next().is_some_and(|verb| verb.ends_with("ing")))
            })
        };
        if begins(&words) {
            return true;
        }
        // `In the coming weeks, the storage team will …`
        let main = LEADS
            .iter()
            .find_map(|lead| strip_word(sentence, lead))
            .and_then(|rest| {
                if rest.starts_with(',') {
                    Some(rest)
                } else {
                    rest.find(',').filter(|&at| at <= 80).map(|at| &rest[at..])
                }
            })
            .map_or(sentence, |rest| rest.trim_start_matches([',', ' ']));
        begins(&spaced_words(main)) || owners::named_at_start(main, &self.people).is_some()
    }
}

/// Whether `text` begins with a verb and is short enough for one task.
fn is_order(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && begins_with_verb(text)
        && (2..=MOST_WORDS_OF_TASK).contains(&text.split_whitespace().count())
        && !text.ends_with([':', '：', '?'])
        && !has_word(text, &YOU)
}

/// The text behind the bullet or number of a line: `• Add an alert`, `1) Add an alert`, `AI-1: Add an alert`.
fn behind_bullet(line: &str) -> Option<&str> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix(BULLETS) {
        let rest = rest.trim_start_matches(['\u{fe0f}', ' ', '\u{3000}']);
        return (!rest.is_empty()).then_some(rest);
    }
    let bracketed = line.strip_prefix(['(', '（']).unwrap_or(line);
    if let Some(c) = bracketed.chars().next().filter(|c| ('①'..='⑳').contains(c)) {
        return Some(bracketed[c.len_utf8()..].trim_start());
    }
    let letters = bracketed.trim_start_matches(|c: char| c.is_ascii_uppercase() || c == '-');
    let rest = letters.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number =
        rest.len() < letters.len() && letters.len() - rest.len() <= 2 && bracketed.len() - letters.len() <= 4;
    let behind = rest.strip_prefix([')', '.', ':', '）', '：', '、'])?;
    let is_set_off = behind.starts_with([' ', '\u{3000}']) || !behind.is_ascii();
    (is_number && is_set_off && !behind.trim().is_empty()).then(|| behind.trim_start())
}

#[cfg(test)]
mod tests {
    use crate::readers::actions;
    use crate::structure::testing::read_body;

    fn titles(text: &str) -> Vec<String> {
        let actions = read_body(&format!("## Next steps\n\n{text}"), actions::read);
        actions.items.into_iter().map(|action| action.title).collect()
    }

    #[test]
    fn sentences_are_actions_if_they_say_what_is_done() {
        for (text, expected) in [
            (
                "We will add an alert on the queue. We have already raised the limit to 20.\n",
                &["We will add an alert on the queue", "We have already raised the limit to 20"][..],
            ),
            (
                "Next, we plan to move the pump.\nWe are also working on better runbooks.\n",
                &["Next, we plan to move the pump", "We are also working on better runbooks"],
            ),
            (
                "We're adding checks to the job. In the coming weeks, the storage team will replace the pump.\n",
                &[
                    "We're adding checks to the job",
                    "In the coming weeks, the storage team will replace the pump",
                ],
            ),
            ("To avoid this, we will cap the pool.\n", &["To avoid this, we will cap the pool"]),
            ("Jane will add an alert.\n\nJoe to write docs.\n", &["add an alert", "write docs"]),
            ("Wir werden den Alarm ergänzen.\n", &["Wir werden den Alarm ergänzen"]),
            ("Vamos a añadir una alerta.\n", &["Vamos a añadir una alerta"]),
            ("This was a hard day and we are sorry.\n", &[]),
            ("We will keep you informed. We will post an update here. We apologise.\n", &[]),
            ("The queue was full. Alerts did not fire.\n", &[]),
            ("We will do this if your account was affected.\n", &[]),
            ("To prevent a repeat, we will:\n\n- add an alert\n", &["add an alert"]),
            ("We will cap the pool.\n\n- Add an alert\n", &["Add an alert"]),
        ] {
            assert_eq!(titles(text), expected, "{text}");
        }
    }

    #[test]
    fn paragraphs_may_hold_items_and_tasks() {
        for (text, expected) in [
            ("• Add an alert\n• Rotate keys\n", &["Add an alert", "Rotate keys"][..]),
            ("・アラートを追加する\n・鍵を更新する\n", &["アラートを追加する", "鍵を更新する"]),
            ("① 监控队列\n② 更换密钥\n", &["监控队列", "更换密钥"]),
            ("AI-1: Add an alert\nAI-2: Rotate keys\n", &["Add an alert", "Rotate keys"]),
            ("(1) Add an alert\n(2) Rotate keys\n", &["Add an alert", "Rotate keys"]),
            (
                "**Add an alert.** The queue had none.\n\n**Rotate keys:** they are old.\nOwner: Jane\n",
                &["Add an alert", "Rotate keys"],
            ),
            ("**Monitoring.** The queue had none.\n", &[]),
            (
                "Add an alert on the queue. (Jane)\n\nRotate keys.\n",
                &["Add an alert on the queue.", "Rotate keys."],
            ),
            ("• Add an alert\nwhich pages\n", &[]),
            (
                "Add an alert on the queue.\nDocs: Write how to rotate keys.\nTasks for later:\n",
                &["Add an alert on the queue", "Docs: Write how to rotate keys"],
            ),
            ("Add an alert on the queue.\nThe queue had none.\nNobody knew.\n", &[]),
        ] {
            assert_eq!(titles(text), expected, "{text}");
        }
    }
}
