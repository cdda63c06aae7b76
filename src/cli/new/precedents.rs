//! Past incidents that are like the title of a new postmortem.

use std::path::Path;

use retold_search::Language;

use crate::archive::register::Register;
use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::project::Project;
use crate::cli::similar::report_in;
use crate::config::Config;
use crate::new::values::Values;
use crate::similar::{Cache, Precedents, compare_with_draft};
use retold_document::SourceFile;
use retold_likeness::Alike;

/// Incidents that are named.
const MOST: usize = 3;

/// The path of a postmortem that is not in the archive.
const SKETCH: &str = "new.md";

/// The past incidents that are like what is known in `values`, a few lines for each; none where the archive cannot be read,
/// which the commands that need it report.
pub fn find(
    values: &Values,
    project: &Project,
    config: &Config,
    context: Context,
    output: &Output,
) -> Vec<String> {
    let Some(text) = values.sketch().filter(|_| config.content.is_dir()) else { return Vec::new() };
    let source = SourceFile { path: SKETCH.to_owned(), name: SKETCH.to_owned(), bytes: text.into_bytes() };
    let Ok(Some(sketch)) = report_in(Path::new(SKETCH), source, config) else { return Vec::new() };
    let bar = output.progress("Looking for past incidents");
    let read = project.archive(config, context);
    bar.finish_and_clear();
    let Ok((archive, _)) = read else { return Vec::new() };
    let language = Language::of(&config.language);
    let model = compare_with_draft(&archive, &sketch, language, &mut Cache::default());
    let register = Register::of(&archive, config.action_due_days);
    let precedents = Precedents::new(&archive, &register);
    let lines = |alike: &Alike| {
        let incident = &archive.postmortems[alike.index];
        let day = incident.day().map(|day| format!("{day}, ")).unwrap_or_default();
        let mut lines = vec![format!("- {} ({day}{})", incident.title, incident.reference())];
        lines.extend(precedents.of(alike.index).resolution.map(|sentence| format!("  resolved: {sentence}")));
        lines
    };
    model.like_title(archive.postmortems.len(), MOST).iter().flat_map(lines).collect()
}
