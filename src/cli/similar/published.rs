//! Past incidents of a published site that are like one of its own, a draft or a pasted text: those that it names itself,
//! else those that share words, as its search index finds them.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use retold_search::{Hit, Query, SearchOptions};

use super::answer::Answer;
use super::pasted::{Asked, incident_of};
use super::subject::{STANDARD_INPUT, read, report_in, unreadable};
use super::words;
use crate::cli::context::Context;
use crate::cli::exit::CommandError;
use crate::cli::output::Output;
use crate::cli::results::Remarks;
use crate::config::{Config, display_path};
use crate::published::{Published, PublishedSimilar};
use crate::report::api::ApiSimilar;
use crate::report::precedents::PublishedPrecedent;
use crate::report::similar::{PrecedentReport, SimilarIncident};
use retold_diagnostic::{Diagnostic, nearest};
use retold_document::{SourceFile, document_stem, slugify};

/// Results among which an incident is looked for by its name.
const NAMED: usize = 50;

/// What is compared with the incidents of a site.
pub enum Subject {
    /// An incident of the site, with what it names as like it.
    Compared(PublishedSimilar),
    Words(Words),
}

/// The words by which similar incidents are looked for.
pub struct Words {
    asked: Asked,
    /// The address of its page, if it is an incident of the site.
    url: Option<String>,
}

/// Finds what `argument` names: a file, or an incident of the site.
///
/// # Errors
/// There is neither, it cannot be read, or the file has several incidents.
pub fn subject(
    argument: &str,
    limit: usize,
    site: &mut Published,
    config: &Config,
) -> Result<Subject, CommandError> {
    let file = Path::new(argument);
    let is_standard_input = argument == STANDARD_INPUT;
    if is_standard_input || (file.exists() && !file.is_dir()) {
        let name = if is_standard_input { "standard input".to_owned() } else { display_path(file) };
        let text = read(file, is_standard_input).map_err(|error| unreadable(name.clone(), &error))?;
        let text = match document_stem(&name).filter(|_| !is_standard_input) {
            Some(_) => words_of(file, text, (site, false), config)?,
            None => text,
        };
        return Ok(Subject::Words(Words { asked: Asked { name, text, limit }, url: None }));
    }
    let url = find(argument, site)?;
    if let Some(known) = site.similar(&url)? {
        return Ok(Subject::Compared(known));
    }
    let text = site.text(&url)?.ok_or_else(|| unknown(argument, None))?;
    let text = String::from_utf8_lossy(&text).into_owned();
    let text = words_of(Path::new(&format!("{}.md", url.trim_matches('/'))), text, (site, true), config)?;
    Ok(Subject::Words(Words { asked: Asked { name: argument.to_owned(), text, limit }, url: Some(url) }))
}

/// The words of a report by which others are found; a text that is no report is left as it is.
fn words_of(
    file: &Path,
    text: String,
    (site, is_own): (&mut Published, bool),
    config: &Config,
) -> Result<String, CommandError> {
    let name = display_path(file);
    let path = file.file_name().map_or_else(|| name.clone(), |name| name.to_string_lossy().into_owned());
    let source = SourceFile { path, name, bytes: text.clone().into_bytes() };
    let Some(report) = report_in(file, source, config)? else { return Ok(text) };
    let words = words::chosen(&report, site, is_own)?;
    Ok(if words.is_empty() { text } else { words.join("\n") })
}

/// The address of the page of the incident that `name` names: by its id or its address, with or without its date.
fn find(name: &str, site: &mut Published) -> Result<String, CommandError> {
    let address = name.strip_prefix(site.root()).unwrap_or(name);
    let address = address.split('#').next().unwrap_or(address);
    let address = address.trim_end_matches("index.html").trim_matches('/');
    let wanted = slugify(address);
    if wanted.is_empty() {
        return Err(unknown(name, None));
    }
    let query = Query::parse(&format!("\"{}\"", address.replace('"', " ")), site.language());
    let options = SearchOptions { limit: NAMED, ..SearchOptions::default() };
    let hits = site.search(&query, &options)?.hits;
    let names = |hit: &Hit| {
        let url = hit.url.trim_end_matches('/');
        let last = url.rsplit('/').next().unwrap_or(url).to_owned();
        let undated =
            last.get(11..).filter(|_| last.get(..10).is_some_and(|day| day.parse::<Date>().is_ok()));
        let undated = undated.unwrap_or_default().to_owned();
        [slugify(&hit.id), slugify(url), last, undated]
    };
    if let Some(hit) =
        hits.iter().find(|hit| hit.url.trim_matches('/') == address || names(hit).contains(&wanted))
    {
        return Ok(hit.url.clone());
    }
    // An incident with an id is not found by its address.
    if site.text(address)?.is_some() {
        return Ok(format!("{address}/"));
    }
    let known: Vec<&str> = hits.iter().map(|hit| hit.id.as_str()).collect();
    Err(unknown(name, nearest(address, known)))
}

fn unknown(argument: &str, near: Option<&str>) -> CommandError {
    let message = format!("`{argument}` is neither a file nor a postmortem of the site");
    let finding = Diagnostic::error("arguments/document", message);
    CommandError::usage([match near {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => finding.hint("use its `id` or its address; `-` reads a text from standard input"),
    }])
}

/// The first `limit` incidents that the site itself names as like one of its own.
pub fn compared(
    known: &PublishedSimilar,
    limit: usize,
    site: &Published,
    context: Context,
    config: &Config,
    output: &mut Output,
) -> Vec<Answer> {
    let shown = &known.similar[..known.similar.len().min(limit)];
    let urls: Vec<&str> = shown.iter().map(|similar| similar.url.as_str()).collect();
    let precedents = precedents(&urls, site, output);
    let answer = |similar: &ApiSimilar| {
        let precedent = precedents.get(&similar.url);
        let precedent = precedent.map(|known| PrecedentReport::published(known, context.today));
        Answer { incident: SimilarIncident::published(similar.clone(), precedent, config), hit: None }
    };
    shown.iter().map(answer).collect()
}

/// What came of the incidents with pages at `urls`; nothing if the site cannot say.
fn precedents(urls: &[&str], site: &Published, output: &mut Output) -> BTreeMap<String, PublishedPrecedent> {
    site.precedents(urls).unwrap_or_else(|fault| {
        let reason = fault.diagnostic();
        let place = reason.place.as_ref().map(|place| format!("`{}`: ", place.path)).unwrap_or_default();
        output.note(&format!("It is not known how these were resolved: {place}{}", reason.message));
        BTreeMap::new()
    })
}

/// The incidents of the site that have most of what is asked, and what is to be remarked on the search.
///
/// # Errors
/// There is nothing to look for, or the site cannot be read.
pub fn answers(
    words: &Words,
    site: &mut Published,
    context: Context,
    config: &Config,
    output: &mut Output,
) -> Result<(Vec<Answer>, Remarks), CommandError> {
    let query = words.asked.query(site.language())?;
    // One more, as an incident of the site is most like itself.
    let limit = words.asked.limit.saturating_add(usize::from(words.url.is_some()));
    let mut results = site.search(&query, &SearchOptions { limit, ..SearchOptions::default() })?;
    let mut hits = std::mem::take(&mut results.hits);
    let found = hits.len();
    hits.retain(|hit| {
        words.url.as_deref().is_none_or(|url| hit.url.trim_matches('/') != url.trim_matches('/'))
    });
    let own = (found - hits.len()) as u64;
    results.total -= own;
    results.unfiltered -= own;
    hits.truncate(words.asked.limit);
    let urls: Vec<&str> = hits.iter().map(|hit| hit.url.as_str()).collect();
    let known = precedents(&urls, site, output);
    let asked = results.asked.len();
    let answers = hits.into_iter().map(|hit| {
        let precedent = known.get(&hit.url).map(|known| PrecedentReport::published(known, context.today));
        let incident = SimilarIncident {
            precedent,
            matched: hit.matched.clone(),
            asked: Some(asked),
            ..incident_of(&hit, config)
        };
        Answer { incident, hit: Some(hit) }
    });
    let answers: Vec<_> = answers.collect();
    let shown = answers.len();
    Ok((answers, Remarks { shown, results }))
}
