//! `retold serve`.

use std::net::{IpAddr, TcpListener};
use std::path::PathBuf;

use clap::Args;

use super::context::{Context, Environment};
use super::exit::{CommandError, Exit};
use super::linked_editor::{self, Choice};
use super::output::Output;
use super::project::Project;
use crate::read::Kept;
use crate::serve::{self, Display, Reading, Watched};
use retold_diagnostic::{Diagnostic, count};

/// Serve the site on this machine, and reload it on every edit
///
/// Renders pages when a browser asks for them and writes nothing. Problems are shown in the page, its own first, and the
/// last good site stays until they are fixed. The document of a page is reviewed as by `retold check`.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    project: Project,
    /// Address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    interface: IpAddr,
    /// Port to listen on; 0 picks a free one
    #[arg(long, short, value_name = "PORT", default_value_t = 1111)]
    port: u16,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Editor that the places of problems open: vscode, vscode-insiders, vscodium, cursor, windsurf, zed, idea, sublime,
    /// none, or an address with `{path}`, `{line}` and `{column}` [default: that of VISUAL, EDITOR or TERM_PROGRAM]
    #[arg(long, value_name = "EDITOR", value_parser = linked_editor::parse)]
    editor: Option<Choice>,
}

impl Serve {
    pub fn run(
        self,
        context: Context,
        environment: &Environment,
        output: &mut Output,
    ) -> Result<Exit, CommandError> {
        let Self { project, interface, port, open, editor } = self;
        let listener = TcpListener::bind((interface, port)).map_err(|error| {
            let message = format!("cannot listen on {interface}:{port}: {error}");
            let hint = "pick another port with `--port`; 0 picks a free one";
            CommandError::usage([Diagnostic::error("serve/listen", message).hint(hint)])
        })?;
        let port = listener.local_addr().map_or(port, |address| address.port());
        let host = match interface {
            IpAddr::V4(address) if address.is_unspecified() => "localhost".to_owned(),
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("[{address}]"),
        };
        let url = format!("http://{host}:{port}/");
        let config = project.config(Some(url.clone()), None)?;
        let watched = Watched {
            folders: vec![config.content.clone(), config.theme.clone(), config.exposure.clone()],
            files: {
                let file = project.root.config.clone();
                let file = file.unwrap_or_else(|| project.root.root.join(crate::config::FILE_NAME));
                vec![file.with_file_name(crate::config::PATTERNS_NAME), file]
            },
            output: config.output_dir.clone(),
        };
        let display = Display {
            today: context.today,
            editor: match editor {
                Some(Choice(editor)) => editor,
                None => linked_editor::of_environment(&environment.local_editors),
            },
            content: config.content_name.clone(),
        };
        let mut kept = Kept::default();
        let read = move || read(&project, context, &url, &config.output_dir, &mut kept);
        let style = output.notes_style;
        let result = serve::serve(
            listener,
            &watched,
            display,
            read,
            |findings, has_site| {
                output.findings(findings);
                output
                    .note(&summary(if has_site { "Archive loaded" } else { "Archive not loaded" }, findings));
                output.note(&format!("Serving at http://{host}:{port}/ (stop with Ctrl-C)"));
                if open && let Err(error) = open_browser(&format!("http://{host}:{port}/")) {
                    output.note(&format!("cannot open a browser: {error}"));
                }
            },
            move |findings, has_site| {
                let mut notes = Output::standard(style == retold_diagnostic::Style::Plain);
                notes.findings(findings);
                notes.note(&summary(if has_site { "Rebuilt" } else { "Not rebuilt" }, findings));
            },
        );
        result.map_err(|message| CommandError::failed([Diagnostic::error("serve/failed", message)]))?;
        Ok(Exit::Clean)
    }
}

fn read(
    project: &Project,
    context: Context,
    url: &str,
    output_dir: &std::path::Path,
    kept: &mut Kept,
) -> Reading {
    let site = project
        .config(Some(url.to_owned()), Some(PathBuf::from(output_dir)))
        .and_then(|config| project.site_again(config, context, kept));
    match site {
        Ok((site, findings)) => Reading { site: Some(site), findings },
        Err(CommandError { findings, .. }) => Reading { site: None, findings },
    }
}

/// `Rebuilt: 1 error, 2 warnings`.
fn summary(event: &str, findings: &[Diagnostic]) -> String {
    format!("{event}: {}", count(findings).unwrap_or_else(|| "no problems".to_owned()))
}

fn open_browser(url: &str) -> std::io::Result<()> {
    open::that_detached(url)
}
