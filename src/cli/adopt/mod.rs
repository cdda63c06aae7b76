//! `retold adopt`.

mod proposals;

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use rayon::prelude::*;

use super::exit::{CommandError, Exit};
use super::output::Output;
use super::project::Root;
use super::replace::replace;
use crate::adopt;
use crate::archive::patterns::Patterns;
use crate::archive::patterns::suggest::{Proposals, Proposer};
use crate::check::Masked;
use crate::config::{Config, Overrides, display_path};
use crate::parse::{Cache, parse};
use crate::source::SourceTree;
use retold_diagnostic::{Diagnostic, Level, Place, plural, printable_line};
use retold_document::Document;
use retold_document::model::Class;

/// Write front matter for documents that have none
///
/// Shows front matter with what Retold understands of each document: title, date, severity, services, times.
/// With `--write`, adds it to the files; the body stays the same, byte for byte. Files that have front matter
/// keep it. Documents need no front matter to be built: it records the inferred facts, so that you can
/// correct it.
///
/// Causes and triggers are proposed from what the text says of them, by the vocabulary of the archive
/// (`causes.toml`) and the built-in one, also for files that have front matter without them. Each proposal is a
/// comment, with the words that speak for it and their line: you decide. `--write` leaves them out,
/// `--write --proposals` writes them as comments.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Adopt {
    #[command(flatten)]
    root: Root,
    /// Folder of the postmortems, instead of the configured one
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// Add the front matter to the files
    #[arg(long)]
    write: bool,
    /// With `--write`, also write the proposed causes and triggers, as comments
    #[arg(long, requires = "write")]
    proposals: bool,
    /// Files of the content folder, instead of all
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  retold adopt                              show what would be written
  retold adopt content/2021-03-31-dns.md    for one file
  retold adopt --write                      write it; review it with `git diff`
  retold adopt --write --proposals          also write proposed causes, as comments";

/// Whether a finding is about front matter, or bytes, that have to be mended by hand first.
fn is_obstacle(finding: &Diagnostic) -> bool {
    const RULES: [&str; 5] = [
        "front-matter/syntax",
        "front-matter/unclosed",
        "front-matter/excess",
        "front-matter/late",
        "source/encoding",
    ];
    finding.level == Level::Error || RULES.contains(&finding.rule)
}

impl Adopt {
    pub fn run(self, output: &mut Output) -> Result<Exit, CommandError> {
        let overrides = Overrides { content: self.content.clone(), ..Overrides::default() };
        let config = self.root.config(overrides)?;
        let (tree, mut findings) =
            SourceTree::read(&config).map_err(|finding| CommandError::usage([finding]))?;
        let files = parse(tree.documents, &config.vocabulary(), &Cache::default());
        let mut documents = Vec::with_capacity(files.len());
        for file in &files {
            // Front matter that cannot be read has to be fixed first: new front matter above it would hide it.
            if file.findings.iter().any(is_obstacle) {
                findings.extend(file.findings.iter().filter(|finding| is_obstacle(finding)).cloned());
            } else {
                // The file as a whole comes first; its incidents have no front matter of their own.
                documents.extend(file.documents.first().map(Arc::clone));
            }
        }
        let chosen = self.choose(&config, documents)?;
        let (patterns, faults) = Patterns::new(config.patterns.as_ref());
        findings.extend(faults);
        let proposed = self.propose(&config, &patterns, &chosen);
        let mut counts = Counts::default();
        for (document, proposals) in chosen.iter().zip(&proposed) {
            if self.leaves_out(&config, document) {
                counts.others += usize::from(document.front_matter.format.is_none());
                continue;
            }
            let front_matter = adopt::front_matter(document);
            if self.write {
                let Some(front_matter) = front_matter else { continue };
                let comments = proposals::comments(proposals, false);
                let front_matter = proposals::inserted(&front_matter, &comments);
                match write(&config, document, &front_matter) {
                    Ok(()) => output.data(&printable_line(&document.name)),
                    Err(finding) => {
                        findings.push(finding);
                        continue;
                    }
                }
                counts.adopted += 1;
                counts.proposed += usize::from(!proposals.is_empty());
            } else if front_matter.is_some() || !proposals.is_empty() {
                let comments = proposals::comments(proposals, true);
                counts.adopted += usize::from(front_matter.is_some());
                counts.proposed += usize::from(!proposals.is_empty());
                let shown =
                    front_matter.map_or(comments.clone(), |text| proposals::inserted(&text, &comments));
                let mut text = output.styled();
                text.plain("# ").plain(&document.name).end_line().lines(&shown).end_line();
                output.text(&text);
            }
        }
        let documents = files.iter().flat_map(|file| &file.documents).map(|document| &**document);
        let findings = Masked::naming(findings, documents);
        output.findings(&findings);
        output.note(&counts.summary(self.write));
        Ok(Exit::after(&findings))
    }

    /// Whether a document is no postmortem, or one of a file of many, which have no front matter of their own.
    fn leaves_out(&self, config: &Config, document: &Document) -> bool {
        document.front_matter.is_split(&document.path, &config.split)
            || self.files.is_empty() && document.class != Class::Incident
    }

    /// What is proposed for each of the `documents`; nothing if it is neither shown nor written.
    fn propose(&self, config: &Config, patterns: &Patterns, documents: &[Arc<Document>]) -> Vec<Proposals> {
        let proposer = Proposer::new(patterns);
        let is_wanted = !self.write || self.proposals;
        let propose = |document: &Arc<Document>| match is_wanted && !self.leaves_out(config, document) {
            true => proposals::proposals(&proposer, document),
            false => Proposals::default(),
        };
        documents.par_iter().map(propose).collect()
    }

    /// The documents that the user named, or all.
    fn choose(
        &self,
        config: &Config,
        documents: Vec<Arc<Document>>,
    ) -> Result<Vec<Arc<Document>>, CommandError> {
        if self.files.is_empty() {
            return Ok(documents);
        }
        let wanted: Vec<_> = self.files.iter().map(|file| file.canonicalize()).collect();
        let mut findings = Vec::new();
        let mut chosen = Vec::new();
        let locations: Vec<_> =
            documents.iter().map(|document| config.location(&document.name).canonicalize().ok()).collect();
        for (file, wanted) in self.files.iter().zip(&wanted) {
            let found = wanted
                .as_ref()
                .ok()
                .and_then(|wanted| locations.iter().position(|location| location.as_ref() == Some(wanted)));
            match found {
                Some(index) => chosen.push(index),
                None => findings.push(
                    Diagnostic::error(
                        "adopt/no-document",
                        format!("`{}` is not a document in `{}`", display_path(file), config.content_name),
                    )
                    .hint("name files of the content folder, or another folder with `--content DIR`"),
                ),
            }
        }
        if !findings.is_empty() {
            return Err(CommandError::usage(findings));
        }
        let mut documents: Vec<_> = documents.into_iter().map(Some).collect();
        Ok(chosen.into_iter().filter_map(|index| documents[index].take()).collect())
    }
}

/// How many documents of which kind there were.
#[derive(Debug, Default)]
struct Counts {
    adopted: usize,
    proposed: usize,
    /// Files without front matter that are no postmortems.
    others: usize,
}

impl Counts {
    fn summary(&self, is_written: bool) -> String {
        let what = if is_written { "written to" } else { "found for" };
        let mut summary = format!("Front matter {what} {}", plural(self.adopted, "document"));
        if self.proposed > 0 {
            summary.push_str(&format!(
                "; causes or triggers proposed for {}",
                plural(self.proposed, "document")
            ));
        }
        if self.others > 0 {
            summary.push_str(&format!("; {} skipped", plural(self.others, "other file")));
        }
        if !is_written && self.adopted > 0 {
            summary.push_str("; write it with `--write`");
        }
        summary
    }
}

/// Writes `front_matter` before the text of the file of `document`.
fn write(config: &Config, document: &Document, front_matter: &str) -> Result<(), Diagnostic> {
    let adopted = adopt::prepend(front_matter, document.text.as_bytes());
    replace(&config.location(&document.name), &document.text, &adopted).map_err(|error| {
        Diagnostic::error("adopt/unwritable", format!("the file cannot be written: {error}"))
            .at(Place::file(&document.name))
            .hint("the file is unchanged")
    })
}
