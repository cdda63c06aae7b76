//! Reads an archive and collects all that the rules find in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::archive::Archive;
use crate::archive::register::Register;
use crate::check::{self, Changes, Settings};
use crate::cli::exit::CommandError;
use crate::cli::external::ExternalOptions;
use crate::cli::git;
use crate::cli::output::Output;
use crate::cli::project::{NO_POSTMORTEM, Project, site_of};
use crate::fix::Source;
use crate::read::{Compared, Reading};
use crate::site::Site;
use retold_diagnostic::{Diagnostic, has_errors};
use retold_document::Document;

/// What a check found.
#[derive(Debug)]
pub struct Found {
    /// The names of all documents, sorted. The incidents of a split file have one name.
    pub documents: Vec<String>,
    /// The number of those that were not reviewed, because they are drafts.
    pub drafts: usize,
    /// Sorted, and each by itself: see [`check::merged`].
    pub findings: Vec<Diagnostic>,
    /// The number of documents that differ from the revision that the archive was compared with.
    pub changed: Option<usize>,
    /// The number of findings that were left out because a baseline has them, if there is one.
    pub in_baseline: Option<usize>,
    /// Whether web addresses were visited.
    pub visited: bool,
    /// Whether everything could be looked at.
    pub complete: bool,
    /// The files with fixes, by name.
    pub sources: BTreeMap<String, Source>,
    /// What else is to be shown to people.
    pub notes: Vec<String>,
}

impl Found {
    /// What was found in the whole of `archive`.
    fn of(archive: &Archive, findings: Vec<Diagnostic>, settings: Settings<'_>) -> Self {
        let names: BTreeSet<_> = archive.documents().map(|document| document.name.as_str()).collect();
        let documents: Vec<_> = names.into_iter().map(str::to_owned).collect();
        let mut notes: Vec<_> = tickets(archive, settings).into_iter().collect();
        if documents.is_empty() && !has_errors(&findings) {
            notes.push(NO_POSTMORTEM.to_owned());
        }
        Self {
            drafts: archive.drafts.len(),
            changed: None,
            in_baseline: None,
            visited: false,
            // A check of nothing, as of a wrong folder, must not look like one without problems.
            complete: !documents.is_empty(),
            documents,
            sources: sources(archive, &findings),
            findings,
            notes,
        }
    }
}

/// Collects what is found in an archive.
#[derive(Debug, Clone, Copy)]
pub struct Finder<'a> {
    pub project: &'a Project,
    pub external: &'a ExternalOptions,
    pub settings: Settings<'a>,
}

impl Finder<'_> {
    /// The findings of the whole archive.
    pub fn all(self, output: &mut Output) -> Result<Found, CommandError> {
        let reading = self.project.reading(self.settings.config)?;
        let (site, findings) = self.site(reading)?;
        self.reviewed(&site, findings, None, output)
    }

    /// The findings that the changes since `revision` bring, with the same settings for both states.
    pub fn since(self, revision: &str, output: &mut Output) -> Result<Found, CommandError> {
        let config = self.settings.config;
        let earlier = git::earlier(config, revision).map_err(|finding| CommandError::usage([finding]))?;
        let Compared { before, now, changes } = self.project.compared(config, earlier)?;
        let (before, of_before) = self.site(before)?;
        let (site, findings) = self.site(now)?;
        let choice = |document: &Document| changes.concern(&document.name);
        let before = check::review_chosen(of_before, &before.archive, self.settings, Some(&choice));
        let found = self.reviewed(&site, findings, Some(&changes), output)?;
        let findings = changes.new_findings(&before, found.findings);
        Ok(Found { findings, changed: Some(changes.count()), ..found })
    }

    /// Adds to `findings` what is found on the web and in the review of `site`, without what the `changes` cannot bring.
    fn reviewed(
        self,
        site: &Site,
        mut findings: Vec<Diagnostic>,
        changes: Option<&Changes>,
        output: &mut Output,
    ) -> Result<Found, CommandError> {
        let root = &self.project.root.root;
        let visited = match changes {
            None => self.external.check(site, root, None, output),
            Some(changes) => {
                // Other documents had the same addresses before.
                let choice = |document: &Document| changes.is_edited(&document.name);
                self.external.check(site, root, Some(&choice), output)
            }
        }?;
        findings.extend(visited.findings);
        let findings = match changes {
            None => check::review_after(findings, &site.archive, self.settings),
            Some(changes) => {
                let choice = |document: &Document| changes.concern(&document.name);
                check::review_chosen(findings, &site.archive, self.settings, Some(&choice))
            }
        };
        let mut found = Found::of(&site.archive, findings, self.settings);
        found.visited = visited.note.is_some();
        found.complete &= visited.complete;
        found.notes.extend(visited.note);
        Ok(found)
    }

    /// The site of an archive that was read, with all findings up to there.
    fn site(self, reading: Reading) -> Result<(Site, Vec<Diagnostic>), CommandError> {
        site_of(self.settings.config.clone(), reading.archive, reading.findings)
    }
}

/// How many actions have a ticket, if there are states of tickets.
fn tickets(archive: &Archive, settings: Settings<'_>) -> Option<String> {
    let statuses = settings.statuses.filter(|statuses| !statuses.is_empty())?;
    let mut register = Register::of(archive, settings.config.action_due_days);
    let applied = statuses.apply_to_all(register.entries.iter_mut().map(|entry| &mut entry.tracked));
    Some(applied.to_string())
}

/// The files of `archive` for which any of `findings` has a fix.
fn sources(archive: &Archive, findings: &[Diagnostic]) -> BTreeMap<String, Source> {
    let fixed = findings.iter().filter(|finding| finding.fix.is_some());
    let fixed: BTreeSet<_> =
        fixed.filter_map(|finding| Some(finding.place.as_ref()?.path.as_str())).collect();
    let documents = archive.documents().filter(|document| fixed.contains(document.name.as_str()));
    let source =
        |document: &Document| Source { path: document.path.clone(), text: Arc::clone(&document.text) };
    documents.map(|document| (document.name.clone(), source(document))).collect()
}
