//! The options that commands share, and the way from the files of an archive to a site.

use std::path::PathBuf;

use clap::Args;
use retold_search::Language;

use super::exit::CommandError;
use crate::archive::{Archive, Selection};
use crate::check::{self, Sketches};
use crate::config::{Config, Overrides};
use crate::parse::{Cache, parse};
use crate::site::Site;
use crate::source::{SourceTree, Stamps};
use crate::theme::Theme;
use retold_diagnostic::{self, Diagnostic};

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
    /// Include documents that are marked as drafts
    #[arg(long, global = true)]
    pub drafts: bool,
}

/// What one reading of an archive leaves for the next.
#[derive(Debug, Default)]
pub struct Kept {
    /// With other settings, nothing is used again.
    config: Option<Config>,
    stamps: Stamps,
    files: Cache,
    sketches: Sketches,
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
        let config =
            Config::load(&self.root, self.config.as_deref(), overrides).map_err(CommandError::usage)?;
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

    /// Reads and understands all documents. What `kept` holds of files that did not change is used again; it is filled for
    /// the next reading.
    pub fn archive_with(
        &self,
        config: &Config,
        kept: &mut Kept,
    ) -> Result<(Archive, Vec<Diagnostic>), CommandError> {
        if kept.config.as_ref() != Some(config) {
            *kept = Kept { config: Some(config.clone()), ..Kept::default() };
        }
        let (tree, mut findings) = SourceTree::read_again(config, &mut kept.stamps)
            .map_err(|finding| CommandError::usage([finding]))?;
        let SourceTree { documents, unchanged, attachments } = tree;
        let mut files = parse(documents, &config.vocabulary(), &kept.files);
        files.extend(unchanged.iter().filter_map(|path| kept.files.file(path)));
        files.sort_by(|a, b| a.path().cmp(&b.path()));
        let selection = Selection { drafts: self.drafts, is_reserved: Site::reserves };
        let (archive, more) = Archive::assemble(&files, attachments, config, selection);
        findings.extend(more);
        let findings = check::run_again(&archive, config, findings, &mut kept.sketches);
        kept.files = Cache::new(config.vocabulary(), &files);
        Ok((archive, findings))
    }

    /// Reads and understands all documents. The findings are sorted.
    pub fn archive(&self, config: &Config) -> Result<(Archive, Vec<Diagnostic>), CommandError> {
        self.archive_with(config, &mut Kept::default())
    }

    /// The site, ready to be rendered. The findings are sorted.
    pub fn site(&self, config: Config) -> Result<(Site, Vec<Diagnostic>), CommandError> {
        self.site_with(config, &mut Kept::default())
    }

    /// The site, ready to be rendered, with `kept` as in [`Project::archive_with`]. The findings are sorted.
    pub fn site_with(
        &self,
        config: Config,
        kept: &mut Kept,
    ) -> Result<(Site, Vec<Diagnostic>), CommandError> {
        let (archive, mut findings) = self.archive_with(&config, kept)?;
        let theme = Theme::load(&config.theme, Language::of(&config.language));
        let result =
            theme.and_then(|theme| Site::new(config, archive, theme).map_err(|finding| vec![finding]));
        match result {
            Ok((site, more)) => {
                findings.extend(more);
                retold_diagnostic::sort(&mut findings);
                Ok((site, findings))
            }
            Err(more) => {
                findings.extend(more);
                retold_diagnostic::sort(&mut findings);
                Err(CommandError::failed(findings))
            }
        }
    }
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
