//! `retold build`.

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::context::Context;
use super::exit::{CommandError, Exit};
use super::output::{Output, advance};
use super::project::{NO_POSTMORTEM, Project};
use crate::archive::Archive;
use crate::archive::taxonomy::Taxonomy;
use crate::config::display_path;
use crate::publish::{self, Failure, Mixed, Options, Outcome, Report};
use retold_diagnostic::{count, has_errors, plural};
use retold_document::model::Kind;

/// What a site without an address does without.
const NO_ADDRESS: &str = "No `base_url` is configured: there is no sitemap, no `opensearch.xml` and no canonical link, \
                          and the links of feeds are relative";

/// Build the site into the output folder
///
/// Writes only the files that changed and removes those that are no longer needed. If documents have errors,
/// shows all of them and builds the rest, but never replaces a site that was built without errors.
#[derive(Debug, Args)]
pub struct Build {
    #[command(flatten)]
    project: Project,
    /// Folder that receives the site, instead of the configured one
    #[arg(long, short, value_name = "DIR")]
    output_dir: Option<PathBuf>,
    /// Absolute address of the site, used in feeds and the sitemap
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Use an output folder that holds files which Retold did not write; they stay
    #[arg(long)]
    force: bool,
}

impl Build {
    pub fn run(self, context: Context, output: &mut Output) -> Result<Exit, CommandError> {
        let started = Instant::now();
        let bar = output.progress("Reading the archive");
        let built = self
            .project
            .config(self.base_url.clone(), self.output_dir.clone())
            .and_then(|config| self.project.site(config, context));
        let (site, mut findings) = match built {
            Ok(built) => built,
            Err(error) => {
                bar.finish_and_clear();
                return Err(match error.exit {
                    Exit::Usage => error,
                    _ => error.note("nothing was published"),
                });
            }
        };
        let options = Options { force: self.force, complete: !has_errors(&findings) };
        let folder = site.config.output_dir.clone();
        // The process ends with this command, and to free 10,000 documents one by one takes half a second.
        let site = ManuallyDrop::new(site.prepared());
        let outcome = publish::publish(&site, &folder, options, &|done, total| advance(&bar, done, total));
        bar.finish_and_clear();
        let folder = display_path(&folder);
        let result = match outcome {
            Ok(Outcome::Published(mut report)) => {
                findings.add(std::mem::take(&mut report.failures));
                done(&report, &folder, started)
            }
            Ok(Outcome::Kept { is_whole, failures }) => {
                findings.add(failures);
                let kept = if is_whole {
                    "the site of the last build without errors"
                } else {
                    "the parts of two sites that an unfinished build left"
                };
                format!("`{folder}` keeps {kept}, until a build has no errors")
            }
            Err(Failure { findings: more, left }) => {
                let refused =
                    more.iter().any(|finding| matches!(finding.rule, "output/foreign" | "output/locked"));
                findings.add(more);
                let error =
                    if refused { CommandError::usage(findings) } else { CommandError::failed(findings) };
                return Err(error.note(match left {
                    None => format!("nothing was published; `{folder}` is as it was"),
                    Some(mixed) => half_done(&mixed, &folder),
                }));
            }
        };
        output.findings(&findings);
        output.note(&found(&site.archive));
        output.note(&result);
        if site.config.base_url.is_none() {
            output.note(NO_ADDRESS);
        }
        if let Some(count) = count(&findings) {
            output.note(&count);
        }
        if site.archive.postmortems.is_empty() {
            output.note(NO_POSTMORTEM);
        }
        Ok(Exit::after(&findings))
    }
}

/// `27 documents: 25 incidents, 2 near misses; 4 repeats; 41 tags, …`.
fn found(archive: &Archive) -> String {
    let kinds = Kind::ALL.into_iter().map(|kind| {
        (archive.postmortems.iter().filter(|p| p.kind == kind).count(), kind.label().to_lowercase())
    });
    let kinds: Vec<_> =
        kinds.filter(|(count, _)| *count > 0).map(|(count, name)| plural(count, &name)).collect();
    let repeats = archive.postmortems.iter().filter(|p| !p.earlier.is_empty()).count();
    let terms: Vec<_> = Taxonomy::ALL
        .into_iter()
        // Those are counted above.
        .filter(|taxonomy| *taxonomy != Taxonomy::Kinds)
        .map(|taxonomy| (archive.taxonomies.terms(taxonomy).len(), taxonomy.singular()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| plural(count, name))
        .collect();
    let mut text = format!("Found {}", plural(archive.postmortems.len(), "document"));
    for (mark, part) in [
        (": ", kinds.join(", ")),
        (
            "; ",
            if archive.others.is_empty() {
                String::new()
            } else {
                plural(archive.others.len(), "other file")
            },
        ),
        ("; ", if repeats > 0 { plural(repeats, "repeat") } else { String::new() }),
        ("; ", terms.join(", ")),
    ] {
        if !part.is_empty() {
            text.push_str(mark);
            text.push_str(&part);
        }
    }
    text
}

fn done(report: &Report, folder: &str, started: Instant) -> String {
    format!(
        "Built {} into `{folder}` in {:.2} s: {} written, {} unchanged, {} removed, {:.1} MB",
        plural(report.pages, "page"),
        started.elapsed().as_secs_f64(),
        plural(report.written, "file"),
        report.unchanged,
        report.removed,
        report.bytes as f64 / 1e6,
    )
}

/// How many names a message lists.
const SHOWN: usize = 20;

fn half_done(mixed: &Mixed, folder: &str) -> String {
    let list = |names: &BTreeSet<String>, what: &str| {
        let shown: Vec<_> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
        let more = names.len().saturating_sub(SHOWN);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        (!names.is_empty()).then(|| format!("; {what}: {}{rest}", shown.join(", ")))
    };
    let lists = [list(&mixed.new, "new"), list(&mixed.removed, "removed")];
    format!(
        "`{folder}` holds parts of two sites, because what was moved could not be moved back{}; everything else is as it \
         was; the next build without errors does the rest",
        lists.into_iter().flatten().collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_what_is_left_of_two_sites() {
        let names = |count: usize| (10..10 + count).map(|number| number.to_string()).collect();
        let mixed = Mixed { new: names(2), removed: names(21) };
        let message = half_done(&mixed, "public");
        assert!(message.contains("moved back; new: `10`, `11`; removed: `10`, "), "{message}");
        assert!(message.contains("`29` and 1 more; everything else is as it was"), "{message}");
    }
}
