//! The terms of one document: what it is compared by.

use std::hash::{Hash, Hasher};

use retold_document::Document;
use retold_document::model::{SectionKind, values};
use retold_document::plain_text_sections;
use retold_search::{Language, Word, Words, stretches};
use retold_times::WordTable;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

/// How often a word counts, by where it stands.
const TITLE: f32 = 2.0;
const STATED: f32 = 2.0;
const BODY: f32 = 1.0;
/// How often a word of a name counts beside the whole name.
const PART: f32 = 0.5;
/// How often the causes and the trigger in the front matter count, which are written once but say what the incident was.
const CAUSE: f32 = 16.0;
/// How often services and tags count, which say where it was: what two incidents of a product share most is the product.
const LABEL: f32 = 4.0;

/// Words that say nothing about an incident.
const COMMON: &str = include_str!("../data/common-words.txt");

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
    Trigger,
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
    /// Whether it is written as a name is: with a capital, and not in capitals alone.
    pub is_name: bool,
    /// Where its text as written is in [`DocumentTerms::written`]; empty if it was written only as a part of a name.
    start: u32,
    length: u16,
}

impl DocumentTerm {
    /// Whether the document has it as a word of its own, not only as a part of a name.
    pub fn is_written(&self) -> bool {
        self.length > 0
    }
}

/// The terms of a document, each once, by hash.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentTerms {
    pub terms: Vec<DocumentTerm>,
    /// The sum of the counts of words.
    pub length: f32,
    /// A hash of the folder in which it is kept; `None` without one.
    pub folder: Option<u64>,
    written: String,
}

/// Reads the terms of documents, one after the other.
#[derive(Debug, Clone)]
pub struct TermReader {
    words: Words,
    /// The hashes of words that say nothing.
    common: FxHashSet<u64>,
    /// The terms of each stretch of text that was read, as a range of `remembered`: texts repeat their words.
    stretches: FxHashMap<u64, (u32, u32)>,
    remembered: Vec<(LocalId, bool)>,
    /// The terms that were read, by hash, and of each its hash.
    ids: FxHashMap<u64, LocalId>,
    hashes: Vec<u64>,
    /// Of each term, the number of the document that had it last, and its index there.
    places: Vec<(u32, u32)>,
    /// The number of the document.
    document: u32,
    /// The terms of the document, which are copied when all are found: so each takes as much memory as it needs, and this
    /// room is there for the next one.
    found: DocumentTerms,
}

/// A term, by the order in which a reader met it.
type LocalId = u32;

/// Stretches of text are forgotten when there are this many.
const MOST_STRETCHES: usize = 1 << 17;

impl TermReader {
    /// For texts in a `language`.
    pub fn new(language: Language) -> Self {
        let mut words = Words::new(language);
        let mut common = FxHashSet::default();
        for entry in WordTable::parse(COMMON).entries() {
            words.for_each(entry.word, |word| {
                common.insert(hash_of_word(word.token));
            });
        }
        Self {
            words,
            common,
            stretches: FxHashMap::default(),
            remembered: Vec::new(),
            ids: FxHashMap::default(),
            hashes: Vec::new(),
            places: Vec::new(),
            document: 0,
            found: DocumentTerms::default(),
        }
    }

    /// The terms of a stretch of text, as a range of `remembered`.
    fn terms_of(&mut self, stretch: &str) -> (u32, u32) {
        let key = hash(&stretch);
        if let Some(range) = self.stretches.get(&key) {
            return *range;
        }
        if self.stretches.len() >= MOST_STRETCHES {
            self.stretches.clear();
            self.remembered.clear();
        }
        let start = self.remembered.len() as u32;
        let Self { words, common, remembered, ids, hashes, places, .. } = self;
        words.for_each(stretch, |word: Word<'_>| {
            let hash = hash_of_word(word.token);
            if is_distinctive(word.token) && !common.contains(&hash) {
                remembered.push((intern(ids, hashes, places, hash), word.is_part));
            }
        });
        let range = (start, self.remembered.len() as u32);
        self.stretches.insert(key, range);
        range
    }

    /// The terms of a `document` whose title, without markup, is `title`.
    pub fn read(&mut self, title: &str, document: &Document) -> DocumentTerms {
        let written = &document.front_matter;
        self.document += 1;
        let found = std::mem::take(&mut self.found).emptied();
        let mut collector = Collector { reader: self, found };
        collector.read(title, Places::TITLE, TITLE);
        collector.read(written.summary.as_deref().unwrap_or_default(), Places::TEXT, STATED);
        for (texts, places) in [
            (&written.causes, Places::CAUSES),
            (&written.lessons, Places::LESSONS),
            (&written.signatures, Places::LOG),
        ] {
            texts.iter().for_each(|text| collector.read(text, places, STATED));
        }
        collector.read(written.trigger.as_deref().unwrap_or_default(), Places::TRIGGER, STATED);
        collector.read(written.resolution.as_deref().unwrap_or_default(), Places::RESOLUTION, BODY);
        let headings = &document.outline.headings;
        for section in plain_text_sections(&document.understood(), headings.len()) {
            let heading = section.heading.filter(|index| Some(*index) != document.title_heading);
            let heading = heading.and_then(|index| headings.get(index));
            let kind = heading.and_then(|heading| heading.section);
            if kind.is_some_and(|kind| LEFT_OUT.contains(&kind)) {
                continue;
            }
            let places = Places::from(kind);
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
            (TermKind::Service, values(&facts.services), LABEL),
            (TermKind::Cause, written.causes.clone(), CAUSE),
            (TermKind::Trigger, written.trigger.iter().cloned().collect(), CAUSE),
            (TermKind::Tag, values(&facts.tags), LABEL),
        ] {
            labels.iter().for_each(|label| collector.add_fact(kind, label, count));
        }
        let mut found = collector.found;
        found.folder = folder(&document.path);
        found.terms.sort_unstable_by_key(|term| term.hash);
        let read = found.clone();
        self.found = found;
        read
    }
}

impl DocumentTerms {
    /// Nothing, with room for as much.
    fn emptied(mut self) -> Self {
        self.terms.clear();
        self.written.clear();
        Self { length: 0.0, folder: None, ..self }
    }

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

/// Sections that say what people did and how they work, not what the incident was. They are a third of the words.
const LEFT_OUT: [SectionKind; 7] = [
    SectionKind::Timeline,
    SectionKind::WentWell,
    SectionKind::GotLucky,
    SectionKind::Actions,
    SectionKind::Related,
    SectionKind::People,
    SectionKind::Facts,
];

/// The folder of a file, without those of years and months, as a hash.
fn folder(path: &str) -> Option<u64> {
    let (folders, _name) = path.rsplit_once('/')?;
    let is_named = |folder: &&str| folder.chars().any(char::is_alphabetic);
    let named: Vec<&str> = folders.split('/').filter(is_named).collect();
    (!named.is_empty()).then(|| hash(&named))
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

fn hash_of_word(token: &str) -> u64 {
    hash(&(TermKind::Word, token))
}

fn intern(
    ids: &mut FxHashMap<u64, LocalId>,
    hashes: &mut Vec<u64>,
    places: &mut Vec<(u32, u32)>,
    hash: u64,
) -> LocalId {
    *ids.entry(hash).or_insert_with(|| {
        hashes.push(hash);
        places.push((0, 0));
        hashes.len() as LocalId - 1
    })
}

struct Collector<'a> {
    reader: &'a mut TermReader,
    found: DocumentTerms,
}

impl Collector<'_> {
    fn read(&mut self, text: &str, places: Places, weight: f32) {
        for stretch in stretches(text) {
            let (start, end) = self.reader.terms_of(stretch);
            for index in start..end {
                let (id, is_part) = self.reader.remembered[index as usize];
                let (written, weight) = if is_part { ("", weight * PART) } else { (stretch, weight) };
                self.add(id, TermKind::Word, written, places, weight);
            }
        }
    }

    fn add_fact(&mut self, kind: TermKind, label: &str, count: f32) {
        let token = label.trim().to_lowercase();
        if !token.is_empty() {
            let TermReader { ids, hashes, places, .. } = &mut *self.reader;
            let id = intern(ids, hashes, places, hash(&(kind, token.as_str())));
            self.add(id, kind, label.trim(), Places::TEXT, count);
        }
    }

    fn add(&mut self, id: LocalId, kind: TermKind, written: &str, places: Places, count: f32) {
        let TermReader { places: last, hashes, document, .. } = &mut *self.reader;
        let found = &mut self.found;
        let (seen, index) = &mut last[id as usize];
        if seen != document {
            (*seen, *index) = (*document, found.terms.len() as u32);
            let hash = hashes[id as usize];
            found.terms.push(DocumentTerm {
                hash,
                kind,
                places,
                count: 0.0,
                is_name: false,
                start: 0,
                length: 0,
            });
        }
        let term = &mut found.terms[*index as usize];
        term.count += count;
        term.places.add(places);
        if term.length == 0
            && let (Ok(length), Ok(start)) =
                (u16::try_from(written.len()), u32::try_from(found.written.len()))
        {
            (term.start, term.length, term.is_name) = (start, length, is_name(written));
            found.written.push_str(written);
        }
        if kind == TermKind::Word {
            found.length += count;
        }
    }
}

fn is_name(written: &str) -> bool {
    written.starts_with(char::is_uppercase) && written.contains(char::is_lowercase)
}

/// Whether two documents may be compared by a token: numbers, times and single characters are in all of them.
fn is_distinctive(token: &str) -> bool {
    // Hiragana alone are the endings and particles of Japanese.
    let says_something = |c: char| c.is_alphabetic() && !('\u{3040}'..='\u{309f}').contains(&c);
    token.chars().any(says_something) && token.chars().nth(LEAST_CHARACTERS - 1).is_some()
}
