//! `retold check`.

mod baseline;
mod fixes;
mod found;

use std::cell::LazyCell;
use std::path::PathBuf;

use clap::Args;

use super::context::{Context, Environment};
use super::exit::{CommandError, Exit};
use super::external::ExternalOptions;
use super::output::Output;
use super::project::{Project, Root};
use super::report::{Checked, Layout, ReportArguments, Reporter, RepositoryPaths};
use super::statuses::StatusFiles;
use crate::check::{self, Denial, Denied, Masked};
use crate::config::display_path;
use crate::fix;
use crate::report::{self, CheckSummary};
use baseline::BaselineArguments;
use fixes::FixArguments;
use found::{Finder, Found};

/// Check the archive and show all problems
///
/// Shows each problem with its file, line and column and what to do about it. Changes nothing in the archive,
/// unless `--fix` is given.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    #[command(flatten)]
    project: Project,
    /// What fails the check besides errors: a level and all worse ones (`warning`, `note`), a rule (`link/missing`), or a
    /// group of rules (`times/*`); can be given several times
    #[arg(long, value_name = "LEVEL|RULE")]
    deny: Vec<Denied>,
    /// Show only problems of documents that differ from a git revision, and those that the difference causes elsewhere
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
    #[command(flatten)]
    statuses: StatusFiles,
    #[command(flatten)]
    baseline: BaselineArguments,
    #[command(flatten)]
    fix: FixArguments,
    #[command(flatten)]
    report: ReportArguments,
    #[command(flatten)]
    external: ExternalOptions,
}

const EXAMPLES: &str = "\
Examples:
  retold check                              show the problems of all documents, by rule
  retold check --deny warning --quiet       only what fails the check, in a line each
  retold check --deny 'times/*'             fail for contradictory times, too
  retold check --changed-since origin/main  only what a branch brings
  retold check --fix --dry-run              show what can be fixed
  retold check --format github              annotations in GitHub Actions
  retold check --report sarif=check.sarif --report markdown=comment.md
                                            reports in files, beside the text";

impl Check {
    pub fn run(
        self,
        context: Context,
        environment: &Environment,
        output: &mut Output,
    ) -> Result<Exit, CommandError> {
        output.reporter = Reporter::new(self.report.layout());
        self.report.validate().map_err(|finding| CommandError::usage([finding]))?;
        let denial = Denial::new(&self.deny);
        match self.find(context, output) {
            Ok(found) => {
                let findings = found.findings.merged();
                let summary = CheckSummary {
                    changed: found.changed,
                    in_baseline: found.in_baseline,
                    ..report::check_summary(&findings, found.documents.len(), &denial, found.complete)
                };
                let mut checked = self.checked(&found.documents, &findings, &denial, summary, environment);
                checked.drafts = found.drafts;
                let delivered = self.report.deliver(&checked, output);
                if self.report.is_text() {
                    if self.report.is_quiet() {
                        output.findings(&findings.clone().filter(|finding| denial.covers(finding)));
                    } else {
                        output.findings(&findings);
                    }
                }
                // Without a finding, a check that is not complete fails as well.
                if !self.report.is_quiet() || !found.complete {
                    found.notes.iter().for_each(|note| output.note(note));
                }
                if !self.report.is_quiet() {
                    output.summary(&checked.summary_line(), findings.is_empty() && found.complete);
                }
                delivered.map_err(CommandError::failed)?;
                Ok(if checked.summary.passed { Exit::Clean } else { Exit::Findings })
            }
            // Reports show it, too, but people have to see why there are no others.
            Err(mut error) => {
                let summary = report::check_summary(&error.findings, 0, &denial, false);
                let checked = self.checked(&[], &error.findings, &denial, summary, environment);
                let delivered = self.report.deliver(&checked, output);
                drop(checked);
                if !self.report.is_quiet() {
                    // They are mended all at once.
                    output.reporter = Reporter::new(Layout::ByRule { all: true });
                }
                error.findings.add(delivered.err().unwrap_or_default());
                Err(error)
            }
        }
    }

    /// What is to be shown, after files were fixed.
    fn find(&self, context: Context, output: &mut Output) -> Result<Found, CommandError> {
        let config = self.project.config(None, None)?;
        let baseline = self.baseline.read()?;
        let (statuses, of_statuses) = self.statuses.load(&config)?;
        let settings =
            check::Settings { statuses: Some(&statuses), ..check::Settings::new(&config, context.today) };
        let finder =
            Finder { project: &self.project, external: &self.external, settings, others: &of_statuses };
        let find = |output: &mut Output| {
            let found = match &self.changed_since {
                Some(revision) => finder.since(revision, output),
                None => finder.all(output),
            }?;
            self.baseline.apply(baseline.as_ref(), found, |findings| self.relative(findings))
        };
        let mut found = find(output)?;
        if !self.fix.is_wanted() {
            return Ok(found);
        }
        let files = fix::plan(&found.sources, &found.findings, &config.vocabulary());
        if self.fix.is_dry_run() {
            found.notes.push(fixes::show(&files, !self.report.is_text(), output));
            return Ok(found);
        }
        let (note, failures) = fixes::write(&files, &config);
        if !files.is_empty() {
            found = find(output)?;
        }
        found.notes.push(note);
        found.findings.add(failures);
        Ok(found)
    }

    /// `findings` with paths relative to the repository.
    fn relative(&self, findings: &Masked) -> Masked {
        let paths = RepositoryPaths::of(&self.project.root.root);
        findings.clone().with_paths(|path| paths.relative(path))
    }

    /// What the formats get: `findings` with the verdict on them, and with `documents` and all else relative to the repository.
    fn checked<'a>(
        &'a self,
        documents: &[String],
        findings: &'a Masked,
        denial: &'a Denial,
        summary: CheckSummary,
        environment: &Environment,
    ) -> Checked<'a> {
        let Root { root, config } = &self.project.root;
        let paths = RepositoryPaths::of(root);
        let of_report = summary.clone();
        let report = move || report::check(&self.relative(findings), denial, of_report);
        let configuration = config.clone().unwrap_or_else(|| root.join("retold.toml"));
        Checked {
            findings,
            summary,
            report: LazyCell::new(Box::new(report)),
            documents: documents.iter().map(|path| paths.relative(path)).collect(),
            configuration: paths.relative(&display_path(&configuration)),
            drafts: 0,
            step_summary: environment.step_summary.as_ref().map(PathBuf::from),
            source_url: environment.source_url.clone(),
        }
    }
}
