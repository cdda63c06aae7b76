//! `retold actions`.

mod fail_on;
mod text;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::context::Context;
use super::exit::{CommandError, Exit};
use super::names;
use super::output::Output;
use super::project::Project;
use super::statuses::StatusFiles;
use crate::archive::Archive;
use crate::archive::register::{ActionCounts, Register, RegisterEntry};
use crate::archive::taxonomy::Taxonomy;
use crate::check::Masked;
use crate::config::Config;
use crate::report::actions as report;
use fail_on::FailOn;
use retold_diagnostic::{Diagnostic, Level};

/// List the actions of all incidents, the overdue ones first
///
/// Without an option, lists the actions that are not done. An action is overdue if it is open and its due date is past;
/// without a date of its own, it is due 14 days after the publication of its report (`action_due_days`). An action with
/// neither a state nor a due date is of unknown state, and never overdue.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Actions {
    #[command(flatten)]
    project: Project,
    /// List the open actions and those of unknown state (the default)
    #[arg(long, group = "selection")]
    open: bool,
    /// List only the overdue actions
    #[arg(long, group = "selection")]
    overdue: bool,
    /// List also the actions that are done or declined
    #[arg(long, group = "selection")]
    all: bool,
    /// Only actions of this person or team; can be repeated
    #[arg(long = "owner", value_name = "NAME")]
    owners: Vec<String>,
    /// Only actions of this team or of its incidents; can be repeated
    #[arg(long = "team", value_name = "NAME")]
    teams: Vec<String>,
    /// Only actions of incidents of this service; can be repeated
    #[arg(long = "service", value_name = "NAME")]
    services: Vec<String>,
    #[command(flatten)]
    statuses: StatusFiles,
    /// Exit with status 1 if there are such actions: `overdue`, `overdue:7` (by more than 7 days), or `open`; a name that no
    /// action has is an error then
    #[arg(long, value_name = "WHAT", value_parser = FailOn::parse)]
    fail_on: Vec<FailOn>,
    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Absolute address of the site, used in the addresses of the pages
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  retold actions --owner payments
  retold actions --overdue --fail-on overdue:7        fail a pipeline a week after the due date
  gh issue list --state all --limit 1000 --json number,url,state,stateReason |
    retold actions --statuses -                       with the states of GitHub issues
  retold actions --all --format csv > actions.csv
  retold actions --format ics > public/actions.ics";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// A table for spreadsheets
    Csv,
    /// Tasks for a calendar
    Ics,
    /// Lists of tasks, for a chat or an issue
    Markdown,
}

impl Actions {
    pub fn run(self, context: Context, output: &mut Output) -> Result<Exit, CommandError> {
        let bar = output.progress("Reading the archive");
        let read = self.project.config(self.base_url.clone(), None).and_then(|config| {
            let (statuses, findings) = self.statuses.load(&config)?;
            let (archive, more) = self.project.archive(&config, context)?;
            Ok((config, statuses, findings, archive, more))
        });
        bar.finish_and_clear();
        let (config, statuses, findings, archive, more) = read?;
        let mut findings = Masked::from(findings);
        // `retold check` shows the others; those show that the register is not complete.
        findings.add(more.filter(|finding| finding.level == Level::Error));
        output.findings(&findings);
        let mut register = Register::of(&archive, config.action_due_days);
        let applied = statuses.apply_to_all(register.entries.iter_mut().map(|entry| &mut entry.tracked));
        let unknown = self.unknown_names(&archive, &register);
        // A condition on the actions of a name that nobody has would always be met.
        if !unknown.is_empty() && !self.fail_on.is_empty() {
            return Err(CommandError::usage(unknown));
        }
        for finding in unknown {
            output.note(&names::note(finding));
        }
        register.entries.retain(|entry| self.is_wanted(entry));
        let counts = register.counts(context.today);
        let failures = self.failures(&register, context.today);
        register.entries.retain(|entry| self.is_listed(entry, context.today));
        register.sort_by_urgency(context.today);
        self.show(&register, counts, context.today, &config, output)?;
        if !statuses.is_empty() {
            output.note(&applied.to_string());
        }
        output.note(&counts.to_string());
        for failure in &failures {
            output.note(failure);
        }
        let exit = Exit::after(&findings);
        Ok(if failures.is_empty() { exit } else { exit.max(Exit::Findings) })
    }

    /// Whether `entry` is of the owners, teams and services that were asked for.
    fn is_wanted(&self, entry: &RegisterEntry<'_>) -> bool {
        let any = |names: &[String], is_of: &dyn Fn(&str) -> bool| {
            names.is_empty() || names.iter().any(|name| is_of(name))
        };
        any(&self.owners, &|name| entry.is_owned_by(name))
            && any(&self.teams, &|name| entry.is_of_team(name))
            && any(&self.services, &|name| entry.is_of_service(name))
    }

    /// Whether `entry` has one of the states that were asked for.
    fn is_listed(&self, entry: &RegisterEntry<'_>, today: Date) -> bool {
        match (self.all, self.overdue) {
            (true, _) => true,
            (_, true) => entry.tracked.days_overdue(today).is_some(),
            _ => !entry.tracked.state().is_closed(),
        }
    }

    /// What makes the command fail, in sentences.
    fn failures(&self, register: &Register<'_>, today: Date) -> Vec<String> {
        self.fail_on.iter().filter_map(|fail_on| fail_on.failure(register, today)).collect()
    }

    fn show(
        &self,
        register: &Register<'_>,
        counts: ActionCounts,
        today: Date,
        config: &Config,
        output: &mut Output,
    ) -> Result<(), CommandError> {
        match self.format {
            Format::Text => {
                let mut text = output.styled();
                text::add(&mut text, register, today);
                output.text(&text);
            }
            Format::Json => {
                let report = report::actions(register, counts, today, config);
                output.json(&serde_json::to_string_pretty(&report).unwrap_or_default());
            }
            Format::Csv => {
                let table = report::table(register, today, config).map_err(|error| {
                    let message = format!("the table cannot be written: {error}");
                    CommandError::failed([Diagnostic::error("output/unwritable", message)])
                })?;
                output.write(&table);
            }
            Format::Ics => output.write(&report::calendar(register, config)),
            Format::Markdown => output.write(&report::markdown(register, counts, today, config)),
        }
        Ok(())
    }

    /// The findings for owners, teams and services that were asked for and that the archive does not have: a slip in one
    /// of them must not look like work that is done.
    fn unknown_names(&self, archive: &Archive, register: &Register<'_>) -> Vec<Diagnostic> {
        let owners: Vec<&str> =
            register.entries.iter().flat_map(|entry| &entry.tracked.owners).map(String::as_str).collect();
        let labels = |taxonomy| archive.taxonomies.terms(taxonomy).iter().map(|term| term.label.as_str());
        let teams: Vec<&str> = labels(Taxonomy::Teams).chain(owners.iter().copied()).collect();
        let services: Vec<&str> = labels(Taxonomy::Services).collect();
        let mut findings = Vec::new();
        for (what, wanted, known) in [
            ("owner", &self.owners, &owners),
            ("team", &self.teams, &teams),
            ("service", &self.services, &services),
        ] {
            let message = |name: &str| format!("no action has the {what} `{name}`");
            findings.extend(wanted.iter().filter_map(|name| names::unknown(name, known, message(name))));
        }
        findings
    }
}
