//! `retold adopt`.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::exit::{CommandError, Exit};
use super::output::Output;
use super::project::Root;
use super::replace::replace;
use crate::adopt;
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
/// are skipped. Documents need no front matter to be built: it records the inferred facts, so that you can
/// correct it.
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
    /// Files of the content folder, instead of all
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  retold adopt                              show what would be written
  retold adopt content/2021-03-31-dns.md    for one file
  retold adopt --write                      write it; review it with `git diff`";

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
        let mut adopted = 0;
        let mut others = 0;
        for document in &chosen {
            let is_split = document.front_matter.is_split(&document.path, &config.split);
            if is_split || self.files.is_empty() && document.class != Class::Incident {
                others += usize::from(document.front_matter.format.is_none());
                continue;
            }
            let Some(front_matter) = adopt::front_matter(document) else { continue };
            let location = config.location(&document.name);
            if self.write {
                let adopted = adopt::prepend(&front_matter, document.text.as_bytes());
                if let Err(error) = replace(&location, &document.text, &adopted) {
                    findings.push(
                        Diagnostic::error("adopt/unwritable", format!("the file cannot be written: {error}"))
                            .at(Place::file(&document.name))
                            .hint("the file is unchanged"),
                    );
                    continue;
                }
                output.data(&printable_line(&document.name));
            } else {
                let mut text = output.styled();
                text.plain("# ").plain(&document.name).end_line().lines(&front_matter).end_line();
                output.text(&text);
            }
            adopted += 1;
        }
        let documents = files.iter().flat_map(|file| &file.documents).map(|document| &**document);
        let findings = Masked::naming(findings, documents);
        output.findings(&findings);
        let what = if self.write { "written to" } else { "found for" };
        let mut summary = format!("Front matter {what} {}", plural(adopted, "document"));
        if others > 0 {
            summary.push_str(&format!("; {} skipped", plural(others, "other file")));
        }
        if !self.write && adopted > 0 {
            summary.push_str("; write it with `--write`");
        }
        output.note(&summary);
        Ok(Exit::after(&findings))
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
