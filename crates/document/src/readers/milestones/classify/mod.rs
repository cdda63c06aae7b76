//! Classifies the wording of an entry: the milestones that it shows, and with what confidence.

mod score;
mod scripts;
mod sentence;
mod word_pairs;
mod words;

use crate::model::Milestone;
use crate::readers::milestones::classify::Confidence::{High, Medium};
use crate::readers::milestones::classify::sentence::Sentence;
use crate::readers::milestones::classify::word_pairs::WordPair;
use crate::readers::milestones::classify::words::Word;

/// The confidence that a wording shows a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The wording counts only with support from other entries.
    Low,
    /// The wording counts unless another entry has a higher confidence.
    Medium,
    /// The wording is unmistakable.
    High,
}

impl Confidence {
    /// Higher ones first.
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];
}

/// Words of an entry that are read.
const MAX_WORDS: usize = 32;

/// Characters of a word that are compared; no word of the tables is longer.
const MAX_WORD: usize = 24;

/// Longest last sentence of a long entry that is read besides, in bytes.
const MAX_LAST_SENTENCE: usize = 60;

/// The milestones that the wording of an entry shows.
#[derive(Debug, Default)]
pub struct Signals {
    /// Each milestone once, with its confidence.
    pub milestones: Vec<(Milestone, Confidence)>,
    /// Whether the problem came again.
    pub recurs: bool,
    /// Whether a measure failed.
    pub persists: bool,
    /// The confidence of a start for which the text gives a time of its own.
    pub dated_start: Option<Confidence>,
    words: Vec<Word>,
}

impl Signals {
    /// The confidence that the text shows `milestone`.
    fn confidence(&self, milestone: Milestone) -> Option<Confidence> {
        self.milestones.iter().find(|(other, _)| *other == milestone).map(|(_, confidence)| *confidence)
    }

    fn add(&mut self, milestone: Milestone, confidence: Confidence) {
        match self.milestones.iter_mut().find(|(other, _)| *other == milestone) {
            Some((_, known)) => *known = confidence.max(*known),
            None => self.milestones.push((milestone, confidence)),
        }
    }

    fn retract(&mut self, milestone: Milestone) {
        self.milestones.retain(|(other, _)| *other != milestone);
    }

    /// Replaces the signals by those of `text`, and keeps the allocations.
    pub fn read(&mut self, text: &str) {
        self.milestones.clear();
        (self.recurs, self.persists) = (false, false);
        self.dated_start = None;
        let (is_cut, has_other_script) = self.read_words(text);
        // A long report may close with the news: `Incident resolved.`
        if is_cut && let Some(last) = last_sentence(text) {
            self.read_words(last);
        }
        if has_other_script {
            scripts::read(text, self);
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
        let mut is_published = false;
        for raw in text
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
            .filter(|raw| !raw.is_empty())
        {
            if self.words.len() >= MAX_WORDS {
                is_cut = true;
                break;
            }
            buffer.clear();
            if raw.is_ascii() {
                let word = raw.trim_matches(|c| matches!(c, '-' | '\''));
                buffer.push_str(&word[..word.len().min(MAX_WORD)]);
                buffer.make_ascii_lowercase();
            } else {
                for c in raw.trim_matches(['-', '\'', '’']).chars().take(MAX_WORD) {
                    has_other_script |= c >= '\u{400}' && c != '’';
                    match c {
                        '’' => buffer.push('\''),
                        c => buffer.extend(c.to_lowercase()),
                    }
                }
            }
            is_published |= previous == "status" && buffer == "page";
            if let Some(pair) = WordPair::of(&previous, &buffer) {
                self.score_pair(pair);
            }
            // The month is no verb that doubts.
            self.words.push(if raw == "May" { Word::Other } else { Word::of(&buffer) });
            is_dated |= matches!(previous.as_str(), "on" | "at" | "since" | "around")
                && self.words.iter().rev().take(4).any(|word| *word == Word::Start)
                && (buffer.starts_with(|c: char| c.is_ascii_digit())
                    || retold_times::month(&buffer).is_some());
            let rest = text.get(raw.as_ptr() as usize - text.as_ptr() as usize + raw.len()..).unwrap_or("");
            if rest.starts_with(". ") {
                self.words.push(Word::Stop);
            }
            std::mem::swap(&mut previous, &mut buffer);
        }
        let words = std::mem::take(&mut self.words);
        if !words.is_empty() {
            self.score(&Sentence { all: &words, is_dated });
        }
        self.words = words;
        // A status page may be early, or that of a supplier.
        if is_published && self.confidence(Milestone::Resolved) == Some(High) {
            self.retract(Milestone::Resolved);
            self.add(Milestone::Resolved, Medium);
        }
        (is_cut, has_other_script)
    }

    /// Adds the milestone that `pair` shows behind the words read so far.
    fn score_pair(&mut self, pair: WordPair) {
        use Milestone::*;
        let is_denied = self.words.contains(&Word::Not);
        match pair {
            WordPair::CalledIn => self.add(Escalated, High),
            WordPair::Noticed => self.add(Detected, High),
            WordPair::Reported if !self.words.iter().rev().take(5).any(|word| *word == Word::Further) => {
                self.add(Detected, High);
            }
            WordPair::Attention if !is_denied => self.add(Detected, High),
            // Customers are informed later, and are not such a pair of words.
            WordPair::TeamNotified | WordPair::SupportRequest => self.add(Detected, Medium),
            WordPair::Issue if self.is_filed() && !is_denied => self.add(Detected, Medium),
            WordPair::NoLonger if self.words.contains(&Word::Confirmed) => self.add(Resolved, Medium),
            WordPair::Unreachable => self.add(Started, Medium),
            WordPair::WasFound if !is_denied => self.add(Identified, Medium),
            WordPair::WasResolved if !is_denied => self.add(Resolved, High),
            _ => {}
        }
    }

    /// Whether an entry opens with somebody who files something: `Ann posts an issue`.
    fn is_filed(&self) -> bool {
        let files = |word: &Word| matches!(word, Word::Open | Word::Initiate | Word::File);
        self.words.len() <= 5 && self.words.iter().rev().nth(1).is_some_and(files)
    }
}

/// The last sentence of a text of several, if it is short.
fn last_sentence(text: &str) -> Option<&str> {
    let text = text.trim_end().trim_end_matches('.');
    let at = text.rfind(". ")? + 2;
    text.get(at..).filter(|last| last.len() <= MAX_LAST_SENTENCE)
}

#[cfg(test)]
mod tests;
