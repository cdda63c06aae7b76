//! The wording of an entry or a clause: the milestones that it shows, by which rule, and how surely.

mod rules;
mod scripts;
mod words;

use std::sync::LazyLock;

use crate::model::Milestone;
use crate::readers::milestones::wording::rules::Effect;
use crate::readers::milestones::wording::words::{Classes, OTHER, STOP};

/// How surely a wording shows a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// The wording counts only with support from other entries.
    Maybe,
    /// The wording counts unless another entry is surer.
    Likely,
    /// The wording is unmistakable.
    Sure,
}

impl Strength {
    fn named(name: &str) -> Option<Self> {
        match name {
            "maybe" => Some(Self::Maybe),
            "likely" => Some(Self::Likely),
            "sure" => Some(Self::Sure),
            _ => None,
        }
    }
}

/// A milestone that a wording shows.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    pub milestone: Milestone,
    pub strength: Strength,
    /// The name of the rule: its first example, or the word of another script.
    pub rule: &'static str,
    /// Whether a start counts beside a detection in the same text.
    stands: bool,
}

impl Shown {
    /// What a label surely shows.
    pub fn of_label(milestone: Milestone, rule: &'static str) -> Self {
        Self { milestone, strength: Strength::Sure, rule, stands: false }
    }
}

/// Words of a text that are read.
const MAX_WORDS: usize = 32;

/// Characters of a word that are compared; no word of the tables is longer.
const MAX_WORD: usize = 24;

/// Longest last sentence of a long text that is read besides, in bytes.
const MAX_LAST_SENTENCE: usize = 60;

/// What the wording of a text shows.
#[derive(Debug, Default)]
pub struct Wording {
    /// Each milestone once.
    pub shown: Vec<Shown>,
    /// Whether the problem came again.
    pub recurs: bool,
    /// Whether a measure failed.
    pub persists: bool,
    /// Whether the text takes back the end that it gives.
    pub is_undone: bool,
    /// The start for which the text gives a time of its own: `began on 3 March`.
    pub dated_start: Option<Shown>,
    words: Vec<Classes>,
}

static START: LazyLock<Classes> = LazyLock::new(|| words::class("start").unwrap_or_default());
static TEMPORARY: LazyLock<Classes> = LazyLock::new(|| words::class("temporary").unwrap_or_default());
static INCIDENT: LazyLock<Classes> = LazyLock::new(|| words::class("incident").unwrap_or_default());
static STATUS_PAGE: LazyLock<Classes> = LazyLock::new(|| words::class("status-page").unwrap_or_default());

impl Wording {
    /// How surely the text shows `milestone`.
    pub fn strength(&self, milestone: Milestone) -> Option<Strength> {
        self.shown.iter().find(|shown| shown.milestone == milestone).map(|shown| shown.strength)
    }

    fn add(&mut self, new: Shown) {
        match self.shown.iter_mut().find(|known| known.milestone == new.milestone) {
            Some(known) => {
                let stands = known.stands || new.stands;
                if new.strength > known.strength {
                    *known = new;
                }
                known.stands = stands;
            }
            None => self.shown.push(new),
        }
    }

    /// Replaces what is shown by what `text` shows, and keeps the allocations.
    pub fn read(&mut self, text: &str) {
        self.shown.clear();
        (self.recurs, self.persists, self.is_undone) = (false, false, false);
        self.dated_start = None;
        let (is_cut, has_other_script) = self.read_words(text);
        // A long report may close with the news: `Incident resolved.`
        if is_cut && let Some(last) = last_sentence(text) {
            self.read_words(last);
        }
        if has_other_script {
            scripts::read(text, |milestone, strength, rule| {
                self.add(Shown { milestone, strength, rule, stands: false });
            });
        }
        if self.is_undone {
            self.shown.retain(|shown| !matches!(shown.milestone, Milestone::Mitigated | Milestone::Resolved));
        }
    }

    /// Reads the first words of `text`. Returns whether there are more, and whether some are not in Latin letters.
    fn read_words(&mut self, text: &str) -> (bool, bool) {
        self.words.clear();
        let mut buffer = String::with_capacity(MAX_WORD);
        let mut previous = String::with_capacity(MAX_WORD);
        let mut has_other_script = false;
        let mut is_cut = false;
        let mut is_dated = false;
        for raw in text
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
            .filter(|raw| !raw.is_empty())
        {
            if self.words.len() >= MAX_WORDS {
                is_cut = true;
                break;
            }
            has_other_script |= lower(raw, &mut buffer);
            // The month is no verb that doubts.
            let word = if raw == "May" { OTHER } else { words::of_word(&buffer) };
            self.words.push(word | words::of_pair(&previous, &buffer));
            is_dated |= matches!(previous.as_str(), "on" | "at" | "since" | "around")
                && self.words.iter().rev().take(4).any(|word| *word == *START)
                && (buffer.starts_with(|c: char| c.is_ascii_digit())
                    || retold_times::month(&buffer).is_some());
            let rest = text.get(raw.as_ptr() as usize - text.as_ptr() as usize + raw.len()..).unwrap_or("");
            if rest.starts_with(". ") {
                self.words.push(STOP);
            }
            std::mem::swap(&mut previous, &mut buffer);
        }
        self.apply_rules(is_dated);
        (is_cut, has_other_script)
    }

    /// Adds what the words show. With `is_dated`, the text gives the time of its start itself.
    fn apply_rules(&mut self, is_dated: bool) {
        let words = std::mem::take(&mut self.words);
        rules::each_match(&words, |rule| match rule.effect {
            Effect::Recurs => self.recurs = true,
            Effect::Persists => self.persists = true,
            Effect::Undone => self.is_undone = true,
            Effect::Milestone(milestone, strength) => {
                let shown = Shown { milestone, strength, rule: rule.name(), stands: rule.stands };
                if is_dated && milestone == Milestone::Started {
                    let known = self.dated_start.filter(|known| known.strength >= strength);
                    self.dated_start = known.or(Some(shown));
                } else {
                    self.add(shown);
                }
            }
        });
        let has = |class: &Classes| words.iter().any(|word| word & class != 0);
        // That somebody notices a failure does not show when it began.
        if self.strength(Milestone::Detected) == Some(Strength::Sure) {
            self.shown.retain(|shown| {
                shown.milestone != Milestone::Started || shown.strength == Strength::Sure || shown.stands
            });
        }
        if let Some(at) = self.shown.iter().position(|shown| shown.milestone == Milestone::Resolved) {
            // A temporary fix mitigates the incident, but does not resolve it.
            if has(&TEMPORARY) && !has(&INCIDENT) {
                let end = self.shown.remove(at);
                self.add(Shown { milestone: Milestone::Mitigated, ..end });
            } else if has(&STATUS_PAGE) {
                // A status page may be early, or that of a supplier.
                self.shown[at].strength = self.shown[at].strength.min(Strength::Likely);
            }
        }
        self.words = words;
    }
}

/// Replaces `buffer` by the word `raw` in lower case, without marks around it. Returns whether it is not in Latin letters.
fn lower(raw: &str, buffer: &mut String) -> bool {
    buffer.clear();
    if raw.is_ascii() {
        let word = raw.trim_matches(|c| matches!(c, '-' | '\''));
        buffer.push_str(&word[..word.len().min(MAX_WORD)]);
        buffer.make_ascii_lowercase();
        return false;
    }
    let mut has_other_script = false;
    for c in raw.trim_matches(['-', '\'', '’']).chars().take(MAX_WORD) {
        has_other_script |= c >= '\u{400}' && c != '’';
        match c {
            '’' => buffer.push('\''),
            c => buffer.extend(c.to_lowercase()),
        }
    }
    has_other_script
}

/// The last sentence of a text of several, if it is short.
fn last_sentence(text: &str) -> Option<&str> {
    let text = text.trim_end().trim_end_matches('.');
    let at = text.rfind(". ")? + 2;
    text.get(at..).filter(|last| last.len() <= MAX_LAST_SENTENCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_report_may_end_with_the_news() {
        let mut wording = Wording::default();
        wording.read(&format!(
            "Ann turns the valve {}. She checks it twice. Incident resolved.",
            "and turns it ".repeat(20)
        ));
        assert_eq!(wording.strength(Milestone::Resolved), Some(Strength::Sure));
    }

    #[test]
    fn wordings_of_other_scripts_and_matters() {
        use Milestone::*;
        for (text, milestone, expected) in [
            ("障害発生", Started, true),
            ("故障发生", Started, true),
            ("장애 발생", Started, true),
            ("Начало инцидента", Started, true),
            ("検知: 圧力低下", Detected, true),
            ("收到告警", Detected, true),
            ("알람 발생으로 장애 인지", Detected, true),
            ("Обнаружены ошибки", Detected, true),
            ("調査開始", Acknowledged, true),
            ("原因特定", Identified, true),
            ("ロールバック", Mitigated, true),
            ("Откат релиза", Mitigated, true),
            ("服务恢复", Resolved, true),
            ("복구 완료", Resolved, true),
            ("復旧予定", Resolved, false),
            ("Ann submits a change to fix the slow pump", Started, false),
            ("Scheduled maintenance begins, pumps unavailable", Started, false),
            ("We see that the errors started on Feb 12th at 3pm", Started, false),
            ("Status page updated", Started, false),
            ("Ann notices that the pump is down", Started, false),
            ("Mailing list is notified of the outage and fixed status", Resolved, false),
            ("Temporary fix implemented and pressure restored", Resolved, false),
        ] {
            let mut wording = Wording::default();
            wording.read(text);
            let is_sure = wording.strength(milestone) >= Some(Strength::Likely);
            let is_sure =
                if expected { is_sure } else { wording.strength(milestone) == Some(Strength::Sure) };
            assert_eq!(is_sure, expected, "{text}");
        }
    }
}
