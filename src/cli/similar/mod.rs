//! `retold similar`.

mod answer;
mod markdown;
mod pasted;
mod published;
mod slack;
mod subject;
mod text;
mod words;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use retold_search::Language;

use super::context::{Context, Environment};
use super::exit::{CommandError, Exit};
use super::output::Output;
use super::project::Project;
use super::published::PublishedSite;
use super::statuses::StatusFiles;
use crate::archive::Archive;
use crate::archive::register::Register;
use crate::check::Masked;
use crate::config::Config;
use crate::published::Published;
use crate::similar::Precedents;
use answer::Answer;
use retold_diagnostic::{Level, plural};
pub use subject::report_in;
use subject::{Comparison, Subject};

/// Find past incidents like a postmortem, a draft or a pasted text
///
/// Names the incidents that are like a postmortem of the archive, or like a draft that is not in it yet, as the page of a
/// postmortem does: with what both have in common. For a pasted text (a log line, a stack trace, an alert), it ignores
/// what differs each time it is printed (timestamps, addresses, ids), and finds the incidents that contain most of the
/// rest in the built site. Of each incident, it shows how it was resolved, which of its actions are still open, and how
/// often it happened. With `--site`, it needs no archive on this machine: a published site names what its own postmortems are
/// like, and finds the incidents that share most words with a draft or a text. Exit status 1 means that nothing is like it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
#[command(mut_arg("site", |site| site.conflicts_with_all(["content", "drafts", "files"])))]
pub struct Similar {
    #[command(flatten)]
    project: Project,
    /// Folder of the built site, which is searched for a pasted text, instead of the configured one
    #[arg(long, short, value_name = "DIR")]
    output_dir: Option<PathBuf>,
    #[command(flatten)]
    published: PublishedSite,
    #[command(flatten)]
    statuses: StatusFiles,
    /// Maximum number of incidents
    #[arg(long, short, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Absolute address of the site, used in the addresses of the pages
    #[arg(long, value_name = "URL", conflicts_with = "site")]
    base_url: Option<String>,
    /// Id, address or file name of a postmortem; a Markdown file of one, such as a draft; a file with another text; or `-` for
    /// a text from standard input
    #[arg(value_name = "ID|FILE|-")]
    subject: String,
}

const EXAMPLES: &str = "\
Examples:
  retold similar PM-2026-014
  retold similar drafts/disk-full.md        a draft that is not in the archive yet
  kubectl logs payments-7d9f8b6c5d-x2x7k --tail 20 | retold similar -
  retold similar crash.txt --limit 3
  retold similar - --format slack < alert.txt
  retold similar - --site https://example.org/postmortems/ < alert.txt";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object per line; `retold schema similar` describes it
    Json,
    /// One id per line
    Ids,
    /// A list, for a chat or an issue
    Markdown,
    /// The text of a message in Slack's own markup
    Slack,
}

/// The documents of the archive, where they are at hand.
struct Known<'a> {
    archive: &'a Archive,
    precedents: Precedents<'a>,
}

impl Similar {
    pub fn run(
        self,
        context: Context,
        environment: &Environment,
        output: &mut Output,
    ) -> Result<Exit, CommandError> {
        if let Some((config, mut site)) = self.published.open(environment, output)? {
            return self.published(&mut site, context, &config, output);
        }
        let config = self.project.config(self.base_url.clone(), self.output_dir.clone())?;
        let (statuses, findings) = self.statuses.load(&config)?;
        output.findings(&findings.into());
        let archive = self.archive(&config, context, output)?;
        let subject = subject::find(&self.subject, archive.as_ref(), &config)?;
        let mut register = archive.as_ref().map(|archive| Register::of(archive, config.action_due_days));
        if let Some(register) = &mut register {
            statuses.apply_to_all(register.entries.iter_mut().map(|entry| &mut entry.tracked));
        }
        let known = archive.as_ref().zip(register.as_ref());
        let known = known
            .map(|(archive, register)| Known { archive, precedents: Precedents::new(archive, register) });
        match (subject, known) {
            (Subject::Text { name, text }, known) => {
                let asked = pasted::Asked { name, text, limit: self.limit };
                let (answers, results) = pasted::answers(&asked, known.as_ref(), context, &config, output)?;
                self.show(&answers, &config, output);
                results.close(self.format == Format::Text, output);
                if known.is_none() {
                    output.note(
                        "The documents of the archive are not here, so it is not known how these were resolved",
                    );
                }
                Ok(if answers.is_empty() { Exit::Findings } else { Exit::Clean })
            }
            (Subject::Document(comparison), Some(known)) => {
                let answers = self.alike(&comparison, &known, context, &config);
                self.show(&answers, &config, output);
                output.note(&how_many(answers.len(), &comparison.document.title));
                Ok(if answers.is_empty() { Exit::Findings } else { Exit::Clean })
            }
            // Without documents, none of them is named.
            (Subject::Document(_), None) => Ok(Exit::Findings),
        }
    }

    /// Answers from a published `site`.
    fn published(
        &self,
        site: &mut Published,
        context: Context,
        config: &Config,
        output: &mut Output,
    ) -> Result<Exit, CommandError> {
        let answers = match published::subject(&self.subject, self.limit, site, config)? {
            published::Subject::Compared(known) => {
                let answers = published::compared(&known, self.limit, site, context, config, output);
                self.show(&answers, config, output);
                output.note(&how_many(answers.len(), &known.postmortem.title));
                answers
            }
            published::Subject::Words(words) => {
                let (answers, results) = published::answers(&words, site, context, config, output)?;
                self.show(&answers, config, output);
                results.close(self.format == Format::Text, output);
                answers
            }
        };
        Ok(if answers.is_empty() { Exit::Findings } else { Exit::Clean })
    }

    /// The archive; none if there is a built site only.
    fn archive(
        &self,
        config: &Config,
        context: Context,
        output: &mut Output,
    ) -> Result<Option<Archive>, CommandError> {
        if !config.content.is_dir() {
            return Ok(None);
        }
        let bar = output.progress("Reading the archive");
        let read = self.project.archive(config, context);
        bar.finish_and_clear();
        let (archive, findings) = read?;
        // `retold check` shows the others; those show that something is missing here.
        let mut errors = Masked::default();
        errors.add(findings.filter(|finding| finding.level == Level::Error));
        output.findings(&errors);
        Ok(Some(archive))
    }

    /// The incidents that are like a document.
    fn alike(
        &self,
        comparison: &Comparison<'_>,
        known: &Known<'_>,
        context: Context,
        config: &Config,
    ) -> Vec<Answer> {
        let found = comparison.alike(known.archive, self.limit, Language::of(&config.language));
        found.iter().map(|alike| Answer::alike(alike, comparison, known, context, config)).collect()
    }

    fn show(&self, answers: &[Answer], config: &Config, output: &mut Output) {
        match self.format {
            Format::Text => answers.iter().for_each(|answer| text::show(answer, config, output)),
            Format::Json => answers.iter().for_each(|answer| output.json(&answer.json().to_string())),
            Format::Ids => answers.iter().for_each(|answer| output.data(&answer.id())),
            Format::Markdown => output.write(&markdown::list(answers)),
            Format::Slack => output.write(&slack::message(answers)),
        }
    }
}

/// How many incidents are like the document with this title.
fn how_many(count: usize, title: &str) -> String {
    match count {
        0 => format!("Nothing in the archive is like `{title}`"),
        1 => format!("1 incident is like `{title}`"),
        _ => format!("{} are like `{title}`", plural(count, "incident")),
    }
}
