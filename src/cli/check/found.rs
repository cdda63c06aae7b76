//! Reads an archive and collects all that the rules find in it.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::ManuallyDrop;
use std::sync::Arc;

use crate::archive::Archive;
use crate::archive::register::Register;
use crate::check::{self, Masked, Settings};
use crate::cli::context::Context;
use crate::cli::exit::CommandError;
use crate::cli::external::{ExternalOptions, Visited};
use crate::cli::git;
use crate::cli::output::Output;
use crate::cli::project::{NO_POSTMORTEM, Project, site_of};
use crate::fix::Source;
use crate::read::{Compared, Reading};
use crate::site::Site;
use retold_diagnostic::{Diagnostic, has_errors};
use retold_document::Document;
use retold_likeness::Model;

/// What a check found.
#[derive(Debug)]
pub struct Found {
    /// The names of all documents, sorted. The incidents of a split file have one name.
    pub documents: Vec<String>,
    /// The number of those that were not reviewed, because they are drafts.
    pub drafts: usize,
    /// Sorted, and each by itself: see [`Masked::merged`].
    pub findings: Masked,
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
    /// The `findings` in `archive`, some of them by visits to web addresses.
    fn of(archive: &Archive, findings: Masked, visited: Visited, settings: Settings<'_>) -> Self {
        let names: BTreeSet<_> = archive.documents().map(|document| document.name.as_str()).collect();
        let documents: Vec<_> = names.into_iter().map(str::to_owned).collect();
        let mut notes: Vec<_> = tickets(archive, settings).into_iter().collect();
        let is_visited = visited.note.is_some();
        if documents.is_empty() && !has_errors(&findings) {
            notes.push(NO_POSTMORTEM.to_owned());
        }
        notes.extend(visited.note);
        Self {
            drafts: archive.drafts.len(),
            changed: None,
            in_baseline: None,
            visited: is_visited,
            // A check of nothing, as of a wrong folder, must not look like one without problems.
            complete: !documents.is_empty() && visited.complete,
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
    /// Findings on other files.
    pub others: &'a [Diagnostic],
}

impl Finder<'_> {
    fn context(self) -> Context {
        Context { today: self.settings.today }
    }

    /// The findings of the whole archive.
    pub fn all(self, output: &mut Output) -> Result<Found, CommandError> {
        let reading = self.project.reading(self.settings.config, self.context())?;
        let (site, mut findings) = self.site(reading)?;
        let mut visited = self.external.check(&site, &self.project.root.root, None, output)?;
        findings.append(&mut visited.findings);
        findings.extend_from_slice(self.others);
        let findings = check::review_after(findings, &site.archive, self.settings);
        Ok(Found::of(&site.archive, findings, visited, self.settings))
    }

    /// The findings that the changes since `revision` bring, with the same settings for both states.
    pub fn since(self, revision: &str, output: &mut Output) -> Result<Found, CommandError> {
        let config = self.settings.config;
        let earlier = git::earlier(config, revision).map_err(|finding| CommandError::usage([finding]))?;
        let Compared { before, now, changes } = self.project.compared(config, self.context(), earlier)?;
        let concerns = |document: &Document| changes.concern(&document.name);
        let (before, now) = rayon::join(|| self.site(before), || self.site(now));
        let ((before, of_before), (site, mut findings)) = (before?, now?);
        // Other documents had the same addresses before.
        let is_edited = |document: &Document| changes.is_edited(&document.name);
        let mut visited = self.external.check(&site, &self.project.root.root, Some(&is_edited), output)?;
        findings.append(&mut visited.findings);
        let review =
            |findings, site: &Site| check::review_chosen(findings, &site.archive, self.settings, &concerns);
        let (known, now) = rayon::join(|| review(of_before, &before), || review(findings, &site));
        let mut findings = changes.new_findings(&known, now);
        findings.extend(check::review_edited(&site.archive, self.settings, &is_edited));
        findings.extend_from_slice(self.others);
        retold_diagnostic::sort(&mut findings);
        let findings = Masked::of_archive(findings, &site.archive);
        let found = Found::of(&site.archive, findings, visited, self.settings);
        // The program is about to end: to free the memory of two archives piece by piece takes longer than all rules.
        let _kept = ManuallyDrop::new((before, site));
        Ok(Found { changed: Some(changes.count()), ..found })
    }

    /// The site of an archive that was read, with all findings up to there, and with secrets.
    fn site(self, reading: Reading) -> Result<(Site, Vec<Diagnostic>), CommandError> {
        let Reading { archive, mut findings } = reading;
        let documents: Vec<_> = archive.shared_documents().map(Arc::clone).collect();
        // No page is rendered.
        match site_of(self.settings.config.clone(), archive, Model::default()) {
            Ok((site, more)) => {
                findings.extend(more);
                Ok((site, findings))
            }
            Err(more) => {
                findings.extend(more);
                retold_diagnostic::sort(&mut findings);
                let documents = documents.iter().map(|document| &**document);
                Err(CommandError::failed(Masked::naming(findings, documents)))
            }
        }
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
