//! Search results on a terminal, and for programs.

use clap::{Args, ValueEnum};
use retold_search::{Hit, SearchResults};

use super::exit::Exit;
use super::output::Output;
use super::styled::Styled;
use crate::config::{Config, display_path};
use retold_diagnostic::{plural, printable_line};

/// How many results are shown, and how.
#[derive(Debug, Args)]
pub struct ResultOptions {
    /// Maximum number of results
    #[arg(long, short, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON object per line
    Json,
    /// One id per line
    Ids,
}

/// Shows results; returns how the command ends.
pub fn show(results: &SearchResults, format: Format, config: &Config, output: &mut Output) -> Exit {
    for hit in &results.hits {
        match format {
            Format::Json => output.json(&object(hit, results).to_string()),
            Format::Ids => output.data(&printable_line(&hit.id)),
            Format::Text => {
                let mut text = output.styled();
                let target = if output.hyperlinks { target(hit, config) } else { None };
                add(&mut text, hit, config, target.as_deref());
                output.text(&text);
            }
        }
    }
    understood(results, output);
    if format == Format::Text {
        remarks(results, results.hits.len(), output);
    }
    if results.total == 0 { Exit::Findings } else { Exit::Clean }
}

/// A result for programs, with what was made of the query where that is not what was typed.
fn object(hit: &Hit, results: &SearchResults) -> serde_json::Value {
    let mut object = serde_json::json!(hit);
    let SearchResults { corrections, did_you_mean, unknown, .. } = results;
    if !corrections.is_empty() {
        object["corrections"] = serde_json::json!(corrections);
    }
    if !did_you_mean.is_empty() {
        object["did_you_mean"] = serde_json::json!(did_you_mean);
    }
    if !unknown.is_empty() {
        object["unknown"] = serde_json::json!(unknown);
    }
    object
}

/// Shows what was made of the query where that is not what was typed.
fn understood(results: &SearchResults, output: &mut Output) {
    if results.wordless {
        output.note("there is no word in the query to look for");
    }
    for correction in &results.corrections {
        let used = correction.used.join("`, `");
        output.note(&format!("`{}` is in no document; looked for `{used}` instead", correction.typed));
    }
    for unknown in &results.unknown {
        output.note(&format!("`{unknown}` is in no document"));
    }
    for near in &results.near {
        let used = near.used.join("`, `");
        output.note(&format!("words that begin like `{}`: `{used}`", near.typed));
    }
    for filter in &results.did_you_mean {
        let used = filter.used.join("` or `");
        output.note(&format!("`{}` is no filter; did you mean `{used}`?", filter.typed));
    }
}

/// The remarks on a search, of which so many results were shown.
pub struct Remarks {
    pub shown: usize,
    pub results: SearchResults,
}

impl Remarks {
    /// Shows what was made of the query; for people also how it was read, and how much was found.
    pub fn close(&self, for_people: bool, output: &mut Output) {
        understood(&self.results, output);
        if for_people {
            remarks(&self.results, self.shown, output);
        }
    }
}

/// Shows how a pasted text was read, and how much was found.
fn remarks(results: &SearchResults, shown: usize, output: &mut Output) {
    if let Some(pasted) = &results.pasted {
        output.note(&format!("looked for: {}", pasted.counted.join(" ")));
        let noise = pasted.noise.iter().map(|(text, what)| format!("{text} ({what})"));
        let noise = noise.collect::<Vec<_>>().join(", ");
        if !noise.is_empty() {
            output.note(&format!("taken as noise: {noise}"));
        }
    }
    let shown = if (shown as u64) < results.total { format!(", {shown} shown") } else { String::new() };
    let total = plural(usize::try_from(results.total).unwrap_or(usize::MAX), "document");
    let hidden = results.unfiltered.saturating_sub(results.total);
    let hidden = match (results.total, hidden) {
        (0, 1..) => format!("; {hidden} without the filters"),
        _ => String::new(),
    };
    output.note(&format!("{total} found{shown}{hidden}"));
}

/// Adds a result in a few lines, with an empty one after it.
fn add(text: &mut Styled, hit: &Hit, config: &Config, target: Option<&str>) {
    add_head(text, hit, target);
    add_address(text, hit, config);
}

/// Adds the title of a result, its facts, and where it matched.
pub fn add_head(text: &mut Styled, hit: &Hit, target: Option<&str>) {
    text.bold_link(&hit.title, target).end_line();
    let services = hit.services.join(", ");
    let facts = [hit.date.as_deref(), hit.severity.as_deref(), Some(services.as_str())];
    let facts: Vec<_> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
    if !facts.is_empty() {
        text.plain("  ").plain(&facts.join(" · ")).end_line();
    }
    match &hit.excerpt {
        Some(excerpt) => {
            text.plain("  ");
            if !excerpt.heading.is_empty() {
                text.plain(&excerpt.heading).plain(" › ");
            }
            for (index, piece) in excerpt.text.iter().enumerate() {
                // Every second piece is a match.
                if index % 2 == 1 {
                    text.highlight(piece)
                } else {
                    text.plain(piece)
                };
            }
            text.end_line();
        }
        None if !hit.summary.is_empty() => {
            text.plain("  ").plain(&hit.summary).end_line();
        }
        None => {}
    }
}

/// Adds the address of a result, with an empty line after it.
pub fn add_address(text: &mut Styled, hit: &Hit, config: &Config) {
    let address = config
        .permalink(&hit.url)
        .unwrap_or_else(|| display_path(&config.output_dir.join(&hit.url).join("index.html")));
    text.plain("  ").dim(&address).end_line().end_line();
}

/// The absolute address of a result's page, at the section that matched.
pub fn target(hit: &Hit, config: &Config) -> Option<String> {
    let page = match config.permalink(&hit.url) {
        Some(permalink) => permalink,
        None => {
            let folder = std::fs::canonicalize(&config.output_dir).ok()?;
            format!("file://{}", folder.join(&hit.url).join("index.html").display())
        }
    };
    let anchor =
        hit.excerpt.as_ref().map(|excerpt| excerpt.anchor.as_str()).filter(|anchor| !anchor.is_empty());
    Some(anchor.map_or_else(|| page.clone(), |anchor| format!("{page}#{anchor}")))
}
