//! Incidents that contain most of a pasted text, as the index of the built site finds them.

use std::collections::{BTreeMap, BTreeSet};

use retold_search::{Language, Query, Record, SearchOptions, Words, stretches};

use super::Known;
use super::answer::Answer;
use crate::cli::context::Context;
use crate::cli::exit::CommandError;
use crate::cli::index;
use crate::cli::output::Output;
use crate::cli::results::Remarks;
use crate::config::Config;
use crate::report::similar::{IncidentName, MatchedWords, PrecedentReport, SimilarIncident};
use crate::search;
use retold_diagnostic::{Diagnostic, Place};

/// A pasted text, and how many incidents are asked for.
pub struct Asked {
    /// Of its file.
    pub name: String,
    pub text: String,
    pub limit: usize,
}

/// The incidents that contain most of the text, and what is to be remarked on the search.
///
/// # Errors
/// There is no index, or nothing in the text to look for.
pub fn answers(
    asked: &Asked,
    known: Option<&Known<'_>>,
    context: Context,
    config: &Config,
    output: &mut Output,
) -> Result<(Vec<Answer>, Remarks), CommandError> {
    let place = Place::file(&asked.name);
    if asked.text.trim().is_empty() {
        let finding = Diagnostic::error("similar/empty", "there is no text to compare with")
            .at(place)
            .hint("give it a log line, a stack trace or an alert");
        return Err(CommandError::usage([finding]));
    }
    let mut index = index::open(config, output)?;
    let options = SearchOptions { limit: asked.limit, ..SearchOptions::default() };
    let query = Query::similar_to(&asked.text, index.language());
    if query.is_wordless() {
        let finding = Diagnostic::error("similar/empty", "there is nothing in the text to look for")
            .at(place)
            .hint("timestamps, ids and numbers are left out; add the words around them");
        return Err(CommandError::usage([finding]));
    }
    let mut results = index.search(&query, &options)?;
    let counted = results.pasted.as_ref().map(|pasted| distinct(&pasted.counted)).unwrap_or_default();
    let mut matcher = Matcher::new(index.language());
    let by_url: BTreeMap<&str, usize> = known
        .iter()
        .flat_map(|known| known.archive.postmortems.iter().enumerate())
        .map(|(index, postmortem)| (postmortem.url.as_str(), index))
        .collect();
    let hits = std::mem::take(&mut results.hits);
    let answers = hits.into_iter().map(|hit| {
        let found = known.zip(by_url.get(hit.url.as_str()));
        let incident = match found {
            Some((known, &index)) => {
                let postmortem = &known.archive.postmortems[index];
                let precedent = known.precedents.of(index);
                SimilarIncident {
                    matched: Some(matcher.matched(&counted, &search::record(postmortem))),
                    precedent: Some(PrecedentReport::of(&precedent, Some(context.today), config)),
                    ..SimilarIncident::of(postmortem, config)
                }
            }
            None => SimilarIncident {
                incident: IncidentName {
                    id: hit.id.clone(),
                    permalink: config.permalink(&hit.url),
                    url: hit.url.clone(),
                    title: hit.title.clone(),
                    date: hit.date.clone(),
                },
                severity: hit.severity.clone(),
                services: hit.services.clone(),
                ..SimilarIncident::default()
            },
        };
        Answer { incident, hit: Some(hit) }
    });
    let answers: Vec<_> = answers.collect();
    let remarks = Remarks { shown: answers.len(), results };
    Ok((answers, remarks))
}

/// Each text once, in whatever case it is repeated.
fn distinct(texts: &[String]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.iter().filter(|text| seen.insert(text.to_lowercase())).cloned().collect()
}

/// Looks for the words of a text in documents, in all their forms.
struct Matcher(Words);

impl Matcher {
    fn new(language: Language) -> Self {
        Self(Words::new(language))
    }

    /// Those of `words` that a document has, or all parts of which it has.
    fn matched(&mut self, words: &[String], record: &Record) -> MatchedWords {
        let mut tokens = BTreeSet::new();
        let sections = record.sections.iter().flat_map(|section| [&section.heading, &section.text]);
        let names = [&record.services, &record.teams, &record.tags, &record.lead].into_iter().flatten();
        let texts =
            [&record.id, &record.title].into_iter().chain(&record.summary).chain(names).chain(sections);
        for stretch in texts.flat_map(|text| stretches(text)) {
            self.0.for_each(stretch, |word| {
                if !tokens.contains(word.token) {
                    tokens.insert(word.token.to_owned());
                }
            });
        }
        let is_there = |word: &&String| {
            let (mut whole, mut parts) = (Vec::new(), Vec::new());
            for stretch in stretches(word) {
                self.0.for_each(stretch, |word| {
                    let has = tokens.contains(word.token);
                    if word.is_part { parts.push(has) } else { whole.push(has) }
                });
            }
            let all = |found: &[bool]| !found.is_empty() && found.iter().all(|has| *has);
            all(&whole) || all(&parts)
        };
        let found: Vec<_> = words.iter().filter(is_there).cloned().collect();
        MatchedWords { words: found, of: words.len() }
    }
}
