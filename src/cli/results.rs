//! Search results on a terminal, and for programs.

use clap::{Args, ValueEnum};
use retold_search::{Hit, SearchResults};

use super::output::Output;
use super::{CLEAN, FINDINGS};
use crate::config::{Config, PLACEHOLDER_BASE_URL, display_path};
use crate::diagnostic::{Style, plural};

/// How many results, and in which form.
#[derive(Debug, Args)]
pub struct Form {
    /// Most results to show
    #[arg(long, short, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// How to show them
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON object a line
    Json,
    /// One id a line
    Ids,
}

/// Shows results; returns the exit status.
pub fn show(results: &SearchResults, format: Format, config: &Config, output: &mut Output) -> u8 {
    for hit in &results.hits {
        match format {
            Format::Json => output.data(&serde_json::json!(hit).to_string()),
            Format::Ids => output.data(&hit.id),
            Format::Text => {
                let text = text(hit, config, output.data_style, output.hyperlinks);
                output.data(&text);
            }
        }
    }
    if format == Format::Text {
        remarks(results, output);
    }
    if results.total == 0 { FINDINGS } else { CLEAN }
}

/// What was made of the query, and how much was found.
fn remarks(results: &SearchResults, output: &mut Output) {
    for correction in &results.corrections {
        let used = correction.used.join("`, `");
        output.note(&format!("`{}` is in no document; looked for `{used}` instead", correction.typed));
    }
    for unknown in &results.unknown {
        output.note(&format!("`{unknown}` is in no document"));
    }
    if let Some(pasted) = &results.pasted {
        output.note(&format!("looked for: {}", pasted.counted.join(" ")));
        let noise = pasted.noise.iter().map(|(text, what)| format!("{text} ({what})"));
        let noise = noise.collect::<Vec<_>>().join(", ");
        if !noise.is_empty() {
            output.note(&format!("taken as noise: {noise}"));
        }
    }
    let shown = results.hits.len();
    let shown = if (shown as u64) < results.total { format!(", {shown} shown") } else { String::new() };
    let total = plural(usize::try_from(results.total).unwrap_or(usize::MAX), "document");
    let hidden = results.unfiltered.saturating_sub(results.total);
    let hidden = match (results.total, hidden) {
        (0, 1..) => format!("; {hidden} without the filters"),
        _ => String::new(),
    };
    output.note(&format!("{total} found{shown}{hidden}"));
}

/// A result in a few lines, with an empty one after it.
fn text(hit: &Hit, config: &Config, style: Style, hyperlinks: bool) -> String {
    let (bold, dim, end) = match style {
        Style::Colour => ("\x1b[1m", "\x1b[2m", "\x1b[0m"),
        Style::Plain => ("", "", ""),
    };
    let address = match config.base_url.as_str() {
        PLACEHOLDER_BASE_URL => display_path(&config.output_dir.join(&hit.url).join("index.html")),
        base_url => format!("{base_url}{}", hit.url),
    };
    let mut facts: Vec<&str> = Vec::new();
    facts.extend(hit.date.as_deref());
    facts.extend(hit.severity.as_deref());
    let services = hit.services.join(", ");
    facts.extend(Some(services.as_str()).filter(|services| !services.is_empty()));
    let why = match &hit.excerpt {
        Some(excerpt) => {
            let heading = match excerpt.heading.as_str() {
                "" => String::new(),
                heading => format!("{heading} › "),
            };
            heading + &marked(&excerpt.text, style)
        }
        None => hit.summary.clone(),
    };
    let title = format!("{bold}{}{end}", hit.title);
    let title = match (hyperlinks, target(hit, config)) {
        (true, Some(target)) => format!("\x1b]8;;{target}\x1b\\{title}\x1b]8;;\x1b\\"),
        _ => title,
    };
    let mut text = format!("{title}\n");
    for line in [facts.join(" · "), why].iter().filter(|line| !line.is_empty()) {
        text.push_str(&format!("  {line}\n"));
    }
    text.push_str(&format!("  {dim}{address}{end}\n"));
    text
}

/// The text with its matches in bold, where there is bold.
fn marked(pieces: &[String], style: Style) -> String {
    let pieces = pieces.iter().enumerate().map(|(index, piece)| match style {
        Style::Colour if index % 2 == 1 => format!("\x1b[1;33m{piece}\x1b[0m"),
        _ => piece.clone(),
    });
    pieces.collect()
}

/// The absolute address of a result's page, at the section that matched.
fn target(hit: &Hit, config: &Config) -> Option<String> {
    let page = match config.base_url.as_str() {
        PLACEHOLDER_BASE_URL => {
            let folder = std::fs::canonicalize(&config.output_dir).ok()?;
            format!("file://{}", folder.join(&hit.url).join("index.html").display())
        }
        base_url => format!("{base_url}{}", hit.url),
    };
    let anchor =
        hit.excerpt.as_ref().map(|excerpt| excerpt.anchor.as_str()).filter(|anchor| !anchor.is_empty());
    let address = anchor.map_or_else(|| page.clone(), |anchor| format!("{page}#{anchor}"));
    // What a terminal takes for its own would end the link.
    Some(address.chars().filter(|c| !c.is_control()).collect::<String>().replace(' ', "%20"))
}
