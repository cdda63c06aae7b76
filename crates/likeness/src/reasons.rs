//! What two incidents have in common, for people.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::Model;
use crate::sparse::Sparse;
use crate::terms::{Places, TermKind};
use crate::vocabulary::{Term, TermIndex};
use crate::weights::at;

/// Words of a reason.
const MOST_WORDS: usize = 5;

/// Words with less than this share of what the first word adds to the likeness are not worth showing.
const LEAST_SHARE: f32 = 0.1;

/// The parts of documents that are named in a reason, the one that says most first.
const NAMED: [(Places, Where); 6] = [
    (Places::LOG, Where::Log),
    (Places::CAUSES, Where::Causes),
    (Places::TRIGGER, Where::Trigger),
    (Places::RESOLUTION, Where::Resolution),
    (Places::LESSONS, Where::Lessons),
    (Places::ACTIONS, Where::Actions),
];

/// Why two incidents are alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reason {
    /// Services that both touched, triggers, causes and tags that both have, as written.
    pub services: Vec<String>,
    pub triggers: Vec<String>,
    pub causes: Vec<String>,
    pub tags: Vec<String>,
    /// Words that distinguish both from the rest of the archive, by where they stand; the most important first.
    pub words: Vec<(Where, Vec<SharedWord>)>,
}

/// A word that two documents share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedWord {
    pub text: String,
    /// Whether it is a name of code, such as `max_connections`, rather than a word.
    pub is_code: bool,
}

/// The part of both documents in which a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Where {
    /// Causes, and five whys.
    Causes,
    /// What set it off.
    Trigger,
    /// Code and error texts.
    Log,
    /// How it was ended.
    Resolution,
    /// What was learned.
    Lessons,
    /// What is to be done.
    Actions,
    /// Anywhere.
    Text,
}

impl Where {
    /// As it reads in a sentence, with a space in front; empty for [`Where::Text`].
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Causes => " in causes",
            Self::Trigger => " in the trigger",
            Self::Log => " in the log",
            Self::Resolution => " in the resolution",
            Self::Lessons => " in lessons",
            Self::Actions => " in actions",
            Self::Text => "",
        }
    }
}

impl Reason {
    /// Whether nothing can be named.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The reason as plain text: ``same service payments; both: connection, failover; both in the log: `deadlock_timeout` ``.
    pub fn text(&self) -> String {
        let mut parts = Vec::new();
        for (label, values) in [
            ("service", &self.services),
            ("trigger", &self.triggers),
            ("cause", &self.causes),
            ("tag", &self.tags),
        ] {
            if !values.is_empty() {
                let plural = if values.len() > 1 { "s" } else { "" };
                parts.push(format!("same {label}{plural} {}", values.join(", ")));
            }
        }
        for (place, words) in &self.words {
            let words: Vec<String> = words.iter().map(SharedWord::marked).collect();
            parts.push(format!("both{}: {}", place.phrase(), words.join(", ")));
        }
        parts.join("; ")
    }
}

impl SharedWord {
    /// The word, in backticks if it is code.
    fn marked(&self) -> String {
        if self.is_code { format!("`{}`", self.text) } else { self.text.clone() }
    }
}

impl Model {
    /// Why the documents `one` and `other` are alike, in the words of `one`.
    pub fn reason(&self, one: usize, other: usize) -> Reason {
        self.reason_by(one, other, &self.shared(one, other))
    }

    /// As [`Model::reason`], of documents whose `shared` terms are known.
    pub(crate) fn reason_by(&self, one: usize, other: usize, shared: &Sparse) -> Reason {
        let mut reason = Reason::default();
        let mut words: Vec<(Places, SharedWord)> = Vec::new();
        let is_word = |term: TermIndex| self.vocabulary.terms[at(term)].kind == TermKind::Word;
        let first = shared.iter().find(|(term, _)| is_word(*term));
        let least = first.map_or(0.0, |(_, part)| part * LEAST_SHARE);
        for &(term, part) in shared {
            let Term { hash, kind, .. } = self.vocabulary.terms[at(term)];
            if kind == TermKind::Word && (part < least || words.len() == MOST_WORDS) {
                continue;
            }
            let (Some(here), Some(there)) =
                (self.documents[one].find(hash), self.documents[other].find(hash))
            else {
                continue;
            };
            let written = self.documents[one].written(here);
            let list = match kind {
                TermKind::Service => &mut reason.services,
                TermKind::Trigger => &mut reason.triggers,
                TermKind::Cause => &mut reason.causes,
                TermKind::Tag => &mut reason.tags,
                TermKind::Word => {
                    let Some(written) = written.or_else(|| self.written(term)) else { continue };
                    let word = shared_word(written, self.documents[other].written(there).unwrap_or(written));
                    if !words.iter().any(|(_, known)| overlap(&known.text, &word.text)) {
                        words.push((here.places.common(there.places), word));
                    }
                    continue;
                }
            };
            list.extend(written.map(str::to_owned));
        }
        // What a fact says is not said again by its words.
        let facts = [&reason.services, &reason.triggers, &reason.causes, &reason.tags];
        words.retain(|(_, word)| {
            !facts.iter().any(|facts| facts.iter().any(|fact| overlap(fact, &word.text)))
        });
        for (places, word) in words {
            let named = NAMED.iter().find(|(part, _)| places.has(*part));
            let place = named.map_or(Where::Text, |(_, place)| *place);
            match reason.words.iter_mut().find(|(known, _)| *known == place) {
                Some((_, list)) => list.push(word),
                None => reason.words.push((place, vec![word])),
            }
        }
        reason
    }

    /// The terms that two documents share, each with its part of their likeness, the largest first.
    pub(super) fn shared(&self, one: usize, other: usize) -> Sparse {
        let (a, b) = (&self.vectors[one], &self.vectors[other]);
        let mut shared: Sparse = Vec::new();
        let mut next = 0;
        for (term, weight) in a {
            while b.get(next).is_some_and(|(candidate, _)| candidate < term) {
                next += 1;
            }
            if let Some((_, other)) = b.get(next).filter(|(candidate, _)| candidate == term) {
                shared.push((*term, weight * other));
            }
        }
        crate::sparse::heaviest(&shared, shared.len())
    }

    /// How a term is written in the first document that has it as a word of its own.
    pub(super) fn written(&self, term: TermIndex) -> Option<&str> {
        let term = self.vocabulary.terms[at(term)];
        let document = &self.documents[term.example as usize];
        document.written(document.find(term.hash)?)
    }
}

/// A word as it reads within a sentence: in lower case if either document has it so.
fn shared_word(here: &str, elsewhere: &str) -> SharedWord {
    let is_code = here.chars().any(|c| !c.is_alphabetic() && !matches!(c, '-' | '\'' | '’'))
        || here
            .chars()
            .skip(1)
            .zip(here.chars())
            .any(|(next, before)| next.is_uppercase() && before.is_lowercase());
    let is_lower = |word: &str| word.chars().all(|c| !c.is_uppercase());
    let text = if !is_lower(here) && is_lower(elsewhere) { elsewhere } else { here };
    let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
    SharedWord { text: text.to_owned(), is_code }
}

/// Whether one of two texts contains the other, whatever its case.
pub(crate) fn overlap(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    one.contains(&other) || other.contains(&one)
}
