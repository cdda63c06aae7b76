//! Incidents that contain most of a pasted text, as the index of the built site finds them.

use std::collections::BTreeMap;

use retold_search::{Hit, Language, Query, SearchOptions};

use super::Known;
use super::answer::Answer;
use crate::cli::context::Context;
use crate::cli::exit::CommandError;
use crate::cli::index;
use crate::cli::output::Output;
use crate::cli::results::Remarks;
use crate::config::Config;
use crate::report::similar::{IncidentName, PrecedentReport, SimilarIncident};
use retold_diagnostic::{Diagnostic, Place};

/// A pasted text, and how many incidents are asked for.
pub struct Asked {
    /// Of its file.
    pub name: String,
    pub text: String,
    pub limit: usize,
}

impl Asked {
    /// The query for the text.
    ///
    /// # Errors
    /// There is nothing in the text to look for.
    pub fn query(&self, language: Language) -> Result<Query, CommandError> {
        let place = Place::file(&self.name);
        if self.text.trim().is_empty() {
            let finding = Diagnostic::error("similar/empty", "there is no text to compare with")
                .at(place)
                .hint("give it a log line, a stack trace or an alert");
            return Err(CommandError::usage([finding]));
        }
        let query = Query::similar_to(&self.text, language);
        if query.is_wordless() {
            let finding = Diagnostic::error("similar/empty", "there is nothing in the text to look for")
                .at(place)
                .hint("timestamps, ids and numbers are left out; add the words around them");
            return Err(CommandError::usage([finding]));
        }
        Ok(query)
    }
}

/// The incident of `hit`, as far as the index knows it.
pub fn incident_of(hit: &Hit, config: &Config) -> SimilarIncident {
    SimilarIncident {
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
    }
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
    // An empty text needs no index.
    asked.query(Language::default())?;
    let mut index = index::open(config, output)?;
    let options = SearchOptions { limit: asked.limit, ..SearchOptions::default() };
    let query = asked.query(index.language())?;
    let mut results = index.search(&query, &options)?;
    let by_url: BTreeMap<&str, usize> = known
        .iter()
        .flat_map(|known| known.archive.postmortems.iter().enumerate())
        .map(|(index, postmortem)| (postmortem.url.as_str(), index))
        .collect();
    let asked_words = results.asked.len();
    let hits = std::mem::take(&mut results.hits);
    let answers = hits.into_iter().map(|hit| {
        let found = known.zip(by_url.get(hit.url.as_str()));
        let incident = match found {
            Some((known, &index)) => SimilarIncident {
                precedent: Some(PrecedentReport::of(
                    &known.precedents.of(index),
                    Some(context.today),
                    config,
                )),
                ..SimilarIncident::of(&known.archive.postmortems[index], config)
            },
            None => incident_of(&hit, config),
        };
        let incident = SimilarIncident { matched: hit.matched.clone(), asked: Some(asked_words), ..incident };
        Answer { incident, hit: Some(hit) }
    });
    let answers: Vec<_> = answers.collect();
    let remarks = Remarks { shown: answers.len(), results };
    Ok((answers, remarks))
}
