//! `retold check`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use super::context::{Context, Environment};
use super::exit::{CommandError, Exit};
use super::external::ExternalOptions;
use super::output::Output;
use super::project::{Project, Root};
use super::report::{Checked, ReportArguments, Reporter, RepositoryPaths};
use super::statuses::StatusFiles;
use crate::archive::register::Register;
use crate::check::{Denial, Denied};
use crate::config::display_path;
use crate::tracker::Applied;
use crate::{check, report};
use retold_diagnostic::Diagnostic;

/// Check the archive and show all problems
///
/// Shows each problem with its file, line and column and what to do about it. Changes no document.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    #[command(flatten)]
    project: Project,
    /// What fails the check besides errors: a level and all worse ones (`warning`, `note`), a rule (`link/missing`), or a
    /// group of rules (`times/*`); can be given several times
    #[arg(long, value_name = "LEVEL|RULE")]
    deny: Vec<Denied>,
    #[command(flatten)]
    statuses: StatusFiles,
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
  retold check --format github              annotations in GitHub Actions
  retold check --report sarif=check.sarif --report markdown=comment.md
                                            reports in files, beside the text";

/// What a check has seen.
struct Reviewed {
    /// The names of the documents, sorted.
    documents: Vec<String>,
    findings: Vec<Diagnostic>,
    /// How many actions have a ticket, if there are states of tickets.
    applied: Option<Applied>,
    /// Whether everything could be looked at.
    complete: bool,
}

impl Check {
    pub fn run(
        self,
        context: Context,
        environment: &Environment,
        output: &mut Output,
    ) -> Result<Exit, CommandError> {
        output.reporter = Reporter::new(self.report.layout());
        let denial = Denial::new(&self.deny);
        match self.review(context, output) {
            Ok(Reviewed { documents, findings, applied, complete }) => {
                let checked = self.checked(documents, &findings, &denial, complete, environment);
                let delivered = self.report.deliver(&checked, output);
                if self.report.is_text() {
                    let is_shown = |finding: &&Diagnostic| !self.report.is_quiet() || denial.covers(finding);
                    let shown: Vec<_> = findings.iter().filter(is_shown).cloned().collect();
                    output.findings(&shown);
                }
                if !self.report.is_quiet() {
                    if let Some(applied) = applied {
                        output.note(&applied.to_string());
                    }
                    output.summary(&checked.summary(), findings.is_empty());
                }
                delivered.map_err(CommandError::failed)?;
                Ok(if checked.report.summary.passed { Exit::Clean } else { Exit::Findings })
            }
            // Reports show it, too, but people have to see why there are no others.
            Err(mut error) => {
                let checked = self.checked(Vec::new(), &error.findings, &denial, false, environment);
                let delivered = self.report.deliver(&checked, output);
                error.findings.extend(delivered.err().unwrap_or_default());
                Err(error)
            }
        }
    }

    /// Reads and reviews all documents.
    fn review(&self, context: Context, output: &mut Output) -> Result<Reviewed, CommandError> {
        let config = self.project.config(None, None)?;
        let (statuses, more) = self.statuses.load(&config)?;
        let (site, mut findings) = self.project.site(config)?;
        findings.extend(more);
        let complete = self.external.check(&site, &self.project.root.root, &mut findings, output)?;
        let settings = check::Settings {
            statuses: Some(&statuses),
            ..check::Settings::new(&site.config, context.today)
        };
        let findings = check::review_after(findings, &site.archive, settings);
        // The incidents of a split file have one name.
        let names: BTreeSet<_> = site.archive.documents().map(|document| document.name.clone()).collect();
        let applied = (!statuses.is_empty()).then(|| {
            let mut register = Register::of(&site.archive, site.config.action_due_days);
            statuses.apply_to_all(register.entries.iter_mut().map(|entry| &mut entry.tracked))
        });
        Ok(Reviewed { documents: names.into_iter().collect(), findings, applied, complete })
    }

    /// What the formats get: `findings`, with `documents` and all else relative to the repository. The check is `complete`
    /// if nothing kept it from reading the documents and visiting what they name.
    fn checked<'a>(
        &self,
        documents: Vec<String>,
        findings: &'a [Diagnostic],
        denial: &Denial,
        complete: bool,
        environment: &Environment,
    ) -> Checked<'a> {
        let Root { root, config } = &self.project.root;
        let paths = RepositoryPaths::of(root);
        let mut relative = findings.to_vec();
        for place in relative.iter_mut().filter_map(|finding| finding.place.as_mut()) {
            place.path = paths.relative(&place.path);
        }
        let configuration = config.clone().unwrap_or_else(|| root.join("retold.toml"));
        Checked {
            findings,
            report: report::check(&relative, documents.len(), denial, complete),
            documents: documents.iter().map(|path| paths.relative(path)).collect(),
            configuration: paths.relative(&display_path(&configuration)),
            step_summary: environment.step_summary.as_ref().map(PathBuf::from),
            source_url: environment.source_url.clone(),
        }
    }
}
