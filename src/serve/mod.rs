//! The dev server: serves the site from memory, renders pages on request, and rebuilds after each edit.
//!
//! It serves what `retold build` would publish, with its own address as the base URL. The reload script and the findings
//! are added to pages when they are sent; the renderer does not know them. The document of a page is reviewed then, too, so
//! that an edit costs no review of the others.

mod editor;
mod groups;
mod host;
mod http;
mod listed;
mod overlay;
mod ranges;
mod served;
mod unchanged;
mod watch;

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::civil::Date;

use crate::check::Masked;
use crate::site::Site;
pub use editor::Editor;
use host::Hosts;
use served::Served;

/// The result of reading the archive.
pub struct Reading {
    /// The site; `None` if it cannot be built, as with a broken configuration or template.
    pub site: Option<Site>,
    pub findings: Masked,
}

/// How findings are shown in pages.
#[derive(Debug, Clone)]
pub struct Display {
    /// The date that counts as today.
    pub today: Date,
    /// The editor that places open, for browsers on this machine.
    pub editor: Option<Editor>,
    /// The path of the content folder as findings have it.
    pub content: String,
}

/// The served state: the last site that could be built, and the findings of the last reading.
#[derive(Clone, Default)]
struct Shown {
    site: Option<Arc<Served>>,
    findings: Arc<Masked>,
    /// Whether the last reading gave the site.
    is_current: bool,
}

impl Shown {
    /// Whether a new reading after changes of the files `touched` is what is shown: they are documents, or files that no
    /// page has, and say what they said before.
    fn is_same(&self, reading: &Reading, touched: &[PathBuf]) -> bool {
        let (Some(before), Some(after)) = (&self.site, &reading.site) else { return false };
        self.is_current
            && *self.findings == reading.findings
            && unchanged::is_same(before.site(), after, touched)
    }
}

/// The state that requests and rebuilds share.
struct State {
    shown: RwLock<Shown>,
    /// Counts readings; browsers wait for it to change.
    version: tokio::sync::watch::Sender<u64>,
    display: Display,
    hosts: Hosts,
}

impl State {
    fn new(display: Display, hosts: Hosts) -> Self {
        let version = tokio::sync::watch::Sender::new(0);
        Self { shown: RwLock::default(), version, display, hosts }
    }

    /// Shows a new reading. The last good site stays if there is no new one.
    fn show(&self, reading: Reading) {
        {
            let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
            shown.is_current = reading.site.is_some();
            if let Some(site) = reading.site {
                shown.site = Some(Arc::new(Served::new(site)));
            }
            shown.findings = reading.findings.into();
        }
        self.version.send_modify(|version| *version += 1);
    }

    fn shown(&self) -> Shown {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// What to watch for edits.
#[derive(Debug, Clone)]
pub struct Watched {
    /// Folders, watched recursively while they exist.
    pub folders: Vec<PathBuf>,
    /// Single files.
    pub files: Vec<PathBuf>,
    /// The output folder, whose changes are ignored.
    pub output: PathBuf,
}

/// Serves the result of `read`, and calls it again after each change of a watched file, until the process ends.
///
/// Calls `started` once the server listens, with the findings of the first reading and whether there is a site;
/// calls `reread` in the same way after each later reading.
///
/// # Errors
/// The watcher or the server cannot be started.
pub fn serve(
    listener: TcpListener,
    watched: &Watched,
    display: Display,
    mut read: impl FnMut() -> Reading + Send + 'static,
    started: impl FnOnce(&Masked, bool),
    reread: impl Fn(&Masked, bool) + Send + 'static,
) -> Result<(), String> {
    let address = listener.local_addr().map_err(|error| format!("cannot start the server: {error}"))?;
    let state = Arc::new(State::new(display, Hosts::of(address)));
    let first = read();
    let (findings, has_site) = (first.findings.clone(), first.site.is_some());
    state.show(first);
    let rebuild = {
        let state = Arc::clone(&state);
        move |touched: Option<&[PathBuf]>| {
            let reading = read();
            let before = state.shown();
            if touched.is_some_and(|touched| before.is_same(&reading, touched)) {
                return;
            }
            reread(&reading.findings, reading.site.is_some());
            state.show(reading);
        }
    };
    // Watching ends when the watcher is dropped.
    let _watcher =
        watch::watch(watched, rebuild).map_err(|error| format!("cannot watch for edits: {error}"))?;
    let router = http::router(state).into_make_service_with_connect_info::<SocketAddr>();
    listener.set_nonblocking(true).map_err(|error| error.to_string())?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| format!("cannot start the server: {error}"))?;
    let result = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(|error| error.to_string())?;
        started(&findings, has_site);
        let stop = async {
            // Without a signal to wait for, the server runs until it is killed.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            result = axum::serve(listener, router) => result.map_err(|error| error.to_string()),
            () = stop => Ok(()),
        }
    });
    // A page that is being rendered is waited for by nobody.
    runtime.shutdown_background();
    result
}
