//! Whether what is shown of similar incidents is true: their reasons, and the neighbours of drafts.

use std::collections::BTreeSet;
use std::sync::Arc;

use retold::archive::{Archive, ArchivedDocument, Selection};
use retold::config::{Config, Overrides};
use retold::parse::{Cache, parse};
use retold::similar::{self, compare, compare_again, compare_with_draft};
use retold::source::SourceTree;
use retold_document::slugify;
use retold_likeness::{Alike, Model, SharedWord};
use retold_search::Language;

use super::Set;

/// How many similar incidents a reader looks at.
const SHOWN: usize = 3;

/// Prints how many words of the reasons that `set` gives stand in both documents, and asserts that all do, in some form.
pub fn print_words(set: &Set) {
    let archive = set.archive();
    let model = compare(&archive, Language::default());
    let (mut shown, mut as_written) = (0, 0);
    for index in 0..archive.postmortems.len() {
        let one = Text::of(&archive.postmortems[index]);
        for alike in model.alike(index, model.nearest(index, SHOWN)) {
            let other = Text::of(&archive.postmortems[alike.index]);
            for word in words(&alike) {
                let forms = [&one, &other].map(|text| text.form(&word.text));
                assert!(!forms.contains(&Form::None), "{}: {word:?}, {}: {forms:?}", one.path, other.path);
                shown += 1;
                as_written += usize::from(forms == [Form::AsWritten; 2]);
            }
            for fact in alike.reason.services.iter().chain(&alike.reason.causes).chain(&alike.reason.tags) {
                assert!(one.has_fact(fact) && other.has_fact(fact), "{} {}: {fact}", one.path, other.path);
            }
        }
    }
    println!(
        "  reasons: of {shown} words shown, {as_written} stand in both documents as written, the others in another form"
    );
}

/// Prints how many documents of `set` have the same most similar incident before they are in the archive, and returns the
/// share.
pub fn print_drafts(set: &Set) -> f64 {
    let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
    let pairs = set.files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let files = parse(SourceTree::from_pairs(pairs).documents, &config.vocabulary(), &Cache::default());
    let assemble = |files: &[Arc<_>]| Archive::assemble(files, Vec::new(), &config, Selection::default()).0;
    let whole = assemble(&files);
    let (language, mut cache) = (Language::default(), similar::Cache::default());
    let model = compare_again(&whole, language, &mut cache);
    let (mut count, mut same) = (0, 0);
    for (index, postmortem) in whole.postmortems.iter().enumerate() {
        let path = &postmortem.document.path;
        let others: Vec<_> =
            files.iter().filter(|file| file.path() != Some(path.as_str())).map(Arc::clone).collect();
        let rest = assemble(&others);
        let with_draft = compare_with_draft(&rest, postmortem, language, &mut cache);
        let first = |archive: &Archive, model: &Model, index: usize| {
            let found: Option<Alike> = model.alike(index, model.nearest(index, 1)).next();
            found.map(|alike| archive.postmortems[alike.index].document.path.clone())
        };
        let inside = first(&whole, &model, index);
        let outside = first(&rest, &with_draft, rest.postmortems.len());
        count += 1;
        same += usize::from(inside == outside);
    }
    println!(
        "  drafts: of {count}, {same} have the same most similar incident, or none, before they are in the archive"
    );
    f64::from(same as u32) / f64::from(count)
}

fn words(alike: &Alike) -> impl Iterator<Item = &SharedWord> {
    alike.reason.words.iter().flat_map(|(_, words)| words)
}

/// How a word stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    AsWritten,
    /// With another ending, or as a part of a longer name.
    Other,
    None,
}

/// The text of a document, as it is compared here: without the program's own words and stems.
struct Text {
    path: String,
    whole: String,
    words: BTreeSet<String>,
    facts: BTreeSet<String>,
}

impl Text {
    fn of(postmortem: &ArchivedDocument) -> Self {
        let document = &postmortem.document;
        let whole = format!("{} {}", postmortem.title, document.text).to_lowercase();
        let words = whole.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
        let facts = document.facts.services.iter().chain(&document.facts.tags).map(|fact| fact.value.clone());
        let facts = facts.chain(document.front_matter.causes.iter().cloned()).map(|fact| fact.to_lowercase());
        Self { path: document.path.clone(), whole, words, facts: facts.collect() }
    }

    fn form(&self, word: &str) -> Form {
        let word = word.to_lowercase();
        if self.whole.contains(&word) {
            return Form::AsWritten;
        }
        // Endings of English have up to five letters: `configured`, `configuration`.
        let parts = slugify(&word);
        let stem =
            |part: &str| part.chars().take(part.chars().count().saturating_sub(5).max(3)).collect::<String>();
        let is_there = |part: &str| self.words.iter().any(|other| other.starts_with(&stem(part)));
        if parts.split('-').all(is_there) { Form::Other } else { Form::None }
    }

    fn has_fact(&self, fact: &str) -> bool {
        self.facts.contains(&fact.to_lowercase())
    }
}
