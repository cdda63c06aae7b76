//! The terms of one document: what it is compared by.

use std::hash::{Hash, Hasher};

use retold_document::model::{SectionKind, values};
use retold_document::plain_text_sections;
use retold_search::{Language, Word, Words};
use retold_times::WordTable;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::archive::ArchivedDocument;

/// How often a word counts, by where it stands.
const TITLE: f32 = 2.0;
const STATED: f32 = 2.0;
const BODY: f32 = 1.0;
/// How often a word of a name counts beside the whole name.
const PART: f32 = 0.5;
/// How often services, causes and tags count, which are written once but meant for all of the document.
const FACT: f32 = 16.0;
const TAG: f32 = 4.0;

/// Words that say nothing about an incident.
const COMMON: &str = include_str!("data/common-words.txt");

/// A term with fewer characters says nothing; neither does one without letters.
const LEAST_CHARACTERS: usize = 2;

/// Parts of a document in which terms stand, as a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Places(u8);

impl Places {
    pub const TITLE: Self = Self(1);
    pub const CAUSES: Self = Self(2);
    pub const TRIGGER: Self = Self(4);
    pub const LOG: Self = Self(8);
    pub const RESOLUTION: Self = Self(16);
    pub const LESSONS: Self = Self(32);
    pub const ACTIONS: Self = Self(64);
    pub const TEXT: Self = Self(128);

    /// Whether it has all parts of `other`.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The parts that both have.
    pub fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl From<Option<SectionKind>> for Places {
    fn from(kind: Option<SectionKind>) -> Self {
        match kind {
            Some(SectionKind::Causes | SectionKind::FiveWhys) => Self::CAUSES,
            Some(SectionKind::Trigger) => Self::TRIGGER,
            Some(SectionKind::Resolution) => Self::RESOLUTION,
            Some(SectionKind::Lessons | SectionKind::WentWell | SectionKind::CouldImprove) => Self::LESSONS,
            Some(SectionKind::Actions) => Self::ACTIONS,
            _ => Self::TEXT,
        }
    }
}

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermKind {
    Word,
    Service,
    Cause,
    Tag,
}

/// A term of a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DocumentTerm {
    /// Identifies the term: a hash of its kind and its token.
    pub hash: u64,
    pub kind: TermKind,
    pub places: Places,
    /// How often it is written, weighted by where.
    pub count: f32,
    /// Where its text as written is in [`DocumentTerms::written`]; empty if it was written only as a part of a name.
    start: u32,
    length: u16,
}

/// The terms of a document, each once, by hash.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentTerms {
    pub terms: Vec<DocumentTerm>,
    /// The sum of the counts of words.
    pub length: f32,
    written: String,
}

/// Reads the terms of documents, one after the other.
#[derive(Debug, Clone)]
pub struct TermReader {
    words: Words,
    /// The tokens of words that say nothing.
    common: FxHashSet<String>,
}

impl TermReader {
    /// For texts in a `language`.
    pub fn new(language: Language) -> Self {
        let mut words = Words::new(language);
        let mut common = FxHashSet::default();
        for entry in WordTable::parse(COMMON).entries() {
            words.for_each(entry.word, |word| {
                common.insert(word.token.to_owned());
            });
        }
        Self { words, common }
    }

    /// The terms of a postmortem.
    pub fn read(&mut self, postmortem: &ArchivedDocument) -> DocumentTerms {
        let document = &postmortem.document;
        let written = &document.front_matter;
        let mut collector =
            Collector { reader: self, by_hash: FxHashMap::default(), found: DocumentTerms::default() };
        collector.read(&postmortem.title, Places::TITLE, TITLE);
        collector.read(written.summary.as_deref().unwrap_or_default(), Places::TEXT, STATED);
        for (texts, places) in [
            (&written.causes, Places::CAUSES),
            (&written.lessons, Places::LESSONS),
            (&written.signatures, Places::LOG),
        ] {
            texts.iter().for_each(|text| collector.read(text, places, STATED));
        }
        collector.read(written.trigger.as_deref().unwrap_or_default(), Places::TRIGGER, STATED);
        let headings = &document.outline.headings;
        for section in plain_text_sections(&document.markdown()) {
            let heading = section.heading.filter(|index| Some(*index) != document.title_heading);
            let heading = heading.and_then(|index| headings.get(index));
            let places = Places::from(heading.and_then(|heading| heading.section));
            let weight = if places.common(STATED_PLACES) == Places::default() { BODY } else { STATED };
            if let Some(heading) = heading.filter(|heading| heading.section.is_none()) {
                collector.read(&heading.text, places, BODY);
            }
            let mut at = 0;
            for code in &section.code {
                collector.read(&section.text[at..code.start], places, weight);
                collector.read(&section.text[code.clone()], Places::LOG, weight);
                at = code.end;
            }
            collector.read(&section.text[at..], places, weight);
        }
        let facts = &document.facts;
        for (kind, labels, count) in [
            (TermKind::Service, values(&facts.services), FACT),
            (TermKind::Cause, written.causes.clone(), FACT),
            (TermKind::Tag, values(&facts.tags), TAG),
        ] {
            labels.iter().for_each(|label| collector.add_fact(kind, label, count));
        }
        let mut found = collector.found;
        found.terms.sort_unstable_by_key(|term| term.hash);
        found
    }
}

impl DocumentTerms {
    /// The text of a term as the document has it, if it has it as a word of its own.
    pub fn written(&self, term: &DocumentTerm) -> Option<&str> {
        let start = term.start as usize;
        self.written.get(start..start + usize::from(term.length)).filter(|text| !text.is_empty())
    }

    /// The term with this hash.
    pub fn find(&self, hash: u64) -> Option<&DocumentTerm> {
        self.terms.binary_search_by_key(&hash, |term| term.hash).ok().map(|index| &self.terms[index])
    }
}

/// Parts whose words count more.
const STATED_PLACES: Places = Places(Places::CAUSES.0 | Places::TRIGGER.0);

struct Collector<'a> {
    reader: &'a mut TermReader,
    by_hash: FxHashMap<u64, usize>,
    found: DocumentTerms,
}

impl Collector<'_> {
    fn read(&mut self, text: &str, places: Places, weight: f32) {
        let Self { reader: TermReader { words, common }, by_hash, found } = self;
        words.for_each(text, |word: Word<'_>| {
            if is_distinctive(word.token) && !common.contains(word.token) {
                let (written, weight) =
                    if word.is_part { ("", weight * PART) } else { (word.written, weight) };
                add(by_hash, found, (TermKind::Word, word.token), written, places, weight);
            }
        });
    }

    fn add_fact(&mut self, kind: TermKind, label: &str, count: f32) {
        let token = label.trim().to_lowercase();
        if !token.is_empty() {
            add(&mut self.by_hash, &mut self.found, (kind, &token), label.trim(), Places::TEXT, count);
        }
    }
}

fn add(
    by_hash: &mut FxHashMap<u64, usize>,
    found: &mut DocumentTerms,
    (kind, token): (TermKind, &str),
    written: &str,
    places: Places,
    count: f32,
) {
    let mut hasher = FxHasher::default();
    (kind, token).hash(&mut hasher);
    let hash = hasher.finish();
    let next = found.terms.len();
    let index = *by_hash.entry(hash).or_insert(next);
    if index == next {
        found.terms.push(DocumentTerm { hash, kind, places, count: 0.0, start: 0, length: 0 });
    }
    let term = &mut found.terms[index];
    term.count += count;
    if kind == TermKind::Word {
        found.length += count;
    }
    term.places.add(places);
    if let (0, Ok(length), Ok(start)) =
        (term.length, u16::try_from(written.len()), u32::try_from(found.written.len()))
    {
        (term.start, term.length) = (start, length);
        found.written.push_str(written);
    }
}

/// Whether two documents may be compared by a token: numbers, times and single characters are in all of them.
fn is_distinctive(token: &str) -> bool {
    // Hiragana alone are the endings and particles of Japanese.
    let says_something = |c: char| c.is_alphabetic() && !('\u{3040}'..='\u{309f}').contains(&c);
    token.chars().any(says_something) && token.chars().nth(LEAST_CHARACTERS - 1).is_some()
}
