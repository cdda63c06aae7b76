//! The options that commands share, and the archive and the site that they name.

use std::path::PathBuf;

use clap::Args;
use retold_search::Language;

use super::context::Context;
use super::exit::CommandError;
use crate::archive::{Archive, Selection};
use crate::check::{self, Masked};
use crate::config::{Config, Overrides};
use crate::read::{self, Compared, Kept, Reading};
use crate::similar::{compare, compare_again};
use crate::site::Site;
use crate::source::SourceTree;
use crate::theme::Theme;
use retold_diagnostic::Diagnostic;
use retold_likeness::Model;

/// What to do in an archive without postmortems.
pub const NO_POSTMORTEM: &str = "There is no postmortem yet: `retold new 'What happened'` begins one, and `retold init` adds an example \
     and files for CI";

/// Where the archive is.
#[derive(Debug, Clone, Args)]
pub struct Root {
    /// Folder of the archive, with `retold.toml` and `content/`
    #[arg(long, value_name = "DIR", default_value = ".", global = true)]
    pub root: PathBuf,
    /// Configuration file, instead of `retold.toml` in the root folder
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
}

/// Which documents to read.
#[derive(Debug, Clone, Args)]
pub struct Project {
    #[command(flatten)]
    pub root: Root,
    /// Folder of the postmortems, instead of the configured one
    #[arg(long, value_name = "DIR", global = true)]
    pub content: Option<PathBuf>,
    /// Include documents that are marked as drafts, or whose day of publication has not come
    #[arg(long, global = true)]
    pub drafts: bool,
}

impl Root {
    /// The settings of the run, some of them from the command line.
    pub fn config(&self, overrides: Overrides) -> Result<Config, CommandError> {
        if !self.root.is_dir() {
            let finding = Diagnostic::error(
                "config/no-root",
                format!("the folder `{}` does not exist", crate::config::display_path(&self.root)),
            )
            .hint("name the folder of the archive with `--root DIR`");
            return Err(CommandError::usage([finding]));
        }
        let (config, mut faults) = Config::read(&self.root, self.config.as_deref(), overrides);
        faults.extend(check::validate(&config));
        if !faults.is_empty() {
            retold_diagnostic::sort(&mut faults);
            return Err(CommandError::usage(faults));
        }
        refuse_overlap(&config).map_err(|finding| CommandError::usage([finding]))?;
        Ok(config)
    }
}

impl Project {
    /// The settings of the run.
    pub fn config(
        &self,
        base_url: Option<String>,
        output_dir: Option<PathBuf>,
    ) -> Result<Config, CommandError> {
        self.root.config(Overrides { base_url, content: self.content.clone(), output_dir })
    }

    fn selection(&self, context: Context) -> Selection {
        Selection { drafts: self.drafts, today: Some(context.today), is_reserved: Site::reserves }
    }

    /// The archive. The findings are sorted.
    pub fn archive(&self, config: &Config, context: Context) -> Result<(Archive, Masked), CommandError> {
        read::archive(config, self.selection(context)).map_err(|finding| CommandError::usage([finding]))
    }

    /// The archive, with each finding by itself, and with secrets.
    pub fn reading(&self, config: &Config, context: Context) -> Result<Reading, CommandError> {
        read::reading(config, self.selection(context)).map_err(|finding| CommandError::usage([finding]))
    }

    /// The archive, and that of an `earlier` state of its content folder.
    pub fn compared(
        &self,
        config: &Config,
        context: Context,
        earlier: SourceTree,
    ) -> Result<Compared, CommandError> {
        read::compared(config, self.selection(context), earlier)
            .map_err(|finding| CommandError::usage([finding]))
    }

    /// The site, ready to be rendered. The findings are sorted.
    pub fn site(&self, config: Config, context: Context) -> Result<(Site, Masked), CommandError> {
        let (archive, findings) = self.archive(&config, context)?;
        let model = compare(&archive, Language::of(&config.language));
        with_site(config, archive, model, findings, context)
    }

    /// As [`Project::site`], for commands that read the archive many times: see [`read::archive_again`].
    pub fn site_again(
        &self,
        config: Config,
        context: Context,
        kept: &mut Kept,
    ) -> Result<(Site, Masked), CommandError> {
        let (archive, findings) = read::archive_again(&config, self.selection(context), kept)
            .map_err(|finding| CommandError::usage([finding]))?;
        let model = compare_again(&archive, Language::of(&config.language), &mut kept.similar);
        with_site(config, archive, model, findings, context)
    }
}

/// The site of `archive`, whose documents the `model` compares, and `findings` with its own.
fn with_site(
    config: Config,
    archive: Archive,
    model: Model,
    mut findings: Masked,
    context: Context,
) -> Result<(Site, Masked), CommandError> {
    let result = site_of(config, archive, model);
    match result {
        Ok((site, more)) => {
            findings.add(more);
            Ok((site.on(context.today), findings))
        }
        Err(more) => {
            findings.add(more);
            Err(CommandError::failed(findings))
        }
    }
}

/// The site of `archive` in its theme, and the findings on its addresses.
///
/// # Errors
/// What is wrong with the theme.
pub fn site_of(
    config: Config,
    archive: Archive,
    model: Model,
) -> Result<(Site, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (theme, mut findings) = Theme::load(&config.theme, &config.language)?;
    let (site, more) = Site::new(config, archive, model, theme).map_err(|finding| vec![finding])?;
    findings.extend(more);
    Ok((site, findings))
}

/// Refuses an output folder that is the content folder, or holds it: a build could overwrite documents.
fn refuse_overlap(config: &Config) -> Result<(), Diagnostic> {
    let (Ok(content), Ok(output)) = (config.content.canonicalize(), config.output_dir.canonicalize()) else {
        return Ok(());
    };
    if !content.starts_with(&output) {
        return Ok(());
    }
    let output = crate::config::display_path(&config.output_dir);
    Err(Diagnostic::error(
        "config/overlap",
        format!("the output folder `{output}` holds the content folder `{}`", config.content_name),
    )
    .hint("name another one with `--output-dir`"))
}
