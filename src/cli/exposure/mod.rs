//! `retold exposure`.

mod fail_on;
mod text;

use clap::{Args, ValueEnum};

use super::context::Context;
use super::exit::{CommandError, Exit};
use super::names;
use super::output::Output;
use super::project::Project;
use crate::archive::Archive;
use crate::archive::exposure::{Exposure as Entry, Subject};
use crate::archive::taxonomy::term_slug;
use crate::check::Masked;
use crate::report::exposure::{self as report, ExposureReport};
use fail_on::FailOn;
use retold_diagnostic::{Diagnostic, Level};
use retold_document::model::ExposureStatus;

/// List which teams are exposed to what happened to others, and have not fixed it
///
/// Teams record in `exposure/*.toml`, or in the front matter of a page of their own, whether a pattern (a cause or a trigger),
/// a lesson or an incident applies to them. Without an option, lists what is not fixed, the longest first.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Exposure {
    #[command(flatten)]
    project: Project,
    /// List also what is fixed or does not apply
    #[arg(long)]
    all: bool,
    /// Only records of this team; can be repeated
    #[arg(long = "team", value_name = "NAME")]
    teams: Vec<String>,
    /// Only records on this cause or trigger; can be repeated
    #[arg(long = "pattern", value_name = "NAME")]
    patterns: Vec<String>,
    /// Exit with status 1 if a team is exposed: `exposed`, or `exposed:30` (for more than 30 days, where it is recorded since
    /// when); a name that no record has is an error then
    #[arg(long, value_name = "WHAT", value_parser = FailOn::parse)]
    fail_on: Option<FailOn>,
    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Absolute address of the site, used in the addresses of the pages
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  retold exposure --team payments
  retold exposure --pattern expired-certificate
  retold exposure --fail-on exposed:30              fail a pipeline after 30 days
  retold exposure --all --format csv > exposure.csv";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// A table for spreadsheets
    Csv,
    /// Lists, for a chat or an issue
    Markdown,
}

impl Exposure {
    pub fn run(self, context: Context, output: &mut Output) -> Result<Exit, CommandError> {
        let bar = output.progress("Reading the archive");
        let read = self.project.config(self.base_url.clone(), None).and_then(|config| {
            let (archive, findings) = self.project.archive(&config, context)?;
            Ok((config, archive, findings))
        });
        bar.finish_and_clear();
        let (config, archive, findings) = read?;
        // `retold check` shows the others; those show that what is listed is not complete.
        let mut shown = Masked::default();
        let is_shown = |finding: &Diagnostic| {
            finding.level == Level::Error
                || finding.rule.starts_with("exposure/") && finding.level != Level::Note
        };
        shown.add(findings.filter(is_shown));
        output.findings(&shown);
        let unknown = self.unknown_names(&archive);
        // A condition on the records of a name that nobody has would always be met.
        if !unknown.is_empty() && self.fail_on.is_some() {
            return Err(CommandError::usage(unknown));
        }
        unknown.into_iter().for_each(|finding| output.note(&names::note(finding)));
        let mut entries: Vec<&Entry> =
            archive.exposures.entries().iter().filter(|entry| self.is_wanted(entry)).collect();
        // Since when is not known of those that come last.
        entries.sort_by_key(|entry| (entry.status, entry.date.is_none(), entry.date));
        let failure = self.fail_on.and_then(|fail_on| fail_on.failure(&entries, context.today));
        let counts = counts(&entries);
        entries.retain(|entry| self.all || entry.status == ExposureStatus::Exposed);
        self.show(&report::exposures(&entries, &archive, context.today, &config), output)?;
        output.note(&counts);
        let exit = Exit::after(&shown);
        Ok(match failure {
            Some(failure) => {
                output.note(&failure);
                exit.max(Exit::Findings)
            }
            None => exit,
        })
    }

    /// Whether `entry` is of the teams and patterns that were asked for.
    fn is_wanted(&self, entry: &Entry) -> bool {
        let any = |names: &[String], slug: &str| {
            names.is_empty() || names.iter().any(|name| term_slug(name.trim_start_matches('@')) == slug)
        };
        let pattern = match &entry.subject {
            Subject::Pattern(slug) => slug.as_str(),
            _ => "",
        };
        any(&self.teams, &term_slug(&entry.team)) && any(&self.patterns, pattern)
    }

    /// The findings for teams and patterns that were asked for and that no record has.
    fn unknown_names(&self, archive: &Archive) -> Vec<Diagnostic> {
        let entries = archive.exposures.entries();
        let teams: Vec<String> = entries.iter().map(|entry| term_slug(&entry.team)).collect();
        let pattern = |entry: &Entry| match &entry.subject {
            Subject::Pattern(slug) => Some(slug.clone()),
            _ => None,
        };
        let patterns: Vec<String> = entries.iter().filter_map(pattern).collect();
        let mut findings = Vec::new();
        for (what, wanted, known) in
            [("of the team", &self.teams, &teams), ("on the pattern", &self.patterns, &patterns)]
        {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            for name in wanted {
                let message = format!("there is no record {what} `{name}`");
                findings.extend(names::unknown(&term_slug(name.trim_start_matches('@')), &known, message));
            }
        }
        findings
    }

    fn show(&self, report: &ExposureReport, output: &mut Output) -> Result<(), CommandError> {
        match self.format {
            Format::Text => {
                let mut text = output.styled();
                text::add(&mut text, report);
                output.text(&text);
            }
            Format::Json => output.json(&serde_json::to_string_pretty(report).unwrap_or_default()),
            Format::Csv => {
                let table = report::table(report).map_err(|error| {
                    let message = format!("the table cannot be written: {error}");
                    CommandError::failed([Diagnostic::error("output/unwritable", message)])
                })?;
                output.write(&table);
            }
            Format::Markdown => output.write(&report::markdown(report)),
        }
        Ok(())
    }
}

/// `2 exposed, 1 fixed, 1 not applicable`.
fn counts(entries: &[&Entry]) -> String {
    let count = |status: ExposureStatus| {
        let count = entries.iter().filter(|entry| entry.status == status).count();
        format!("{count} {}", status.name().replace('-', " "))
    };
    ExposureStatus::ALL.map(count).join(", ")
}
