//! Answers HTTP requests.

use std::net::SocketAddr;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State as Shared};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::get;
use percent_encoding::percent_decode_str;

use super::editor::Editor;
use super::groups::{Groups, Subject};
use super::host::Hosts;
use super::overlay::{self, Overlay};
use super::ranges::{self, Part};
use super::{Shown, State};
use crate::check::Masked;
use crate::site::{CONTENT_SECURITY_POLICY, Contents};

/// How long a request for changes is held before the browser has to repeat it.
const HELD: Duration = Duration::from_secs(25);

/// The response to a request for another host.
const OTHER_HOST: &str = "This server answers only requests for localhost and for the address that it listens on.\n\
    Open it by its IP address; `retold serve --interface ADDRESS` sets the address that it listens on.\n";

/// The router that serves the pages of `state`. Its requests need the address of the browser ([`ConnectInfo`]).
pub fn router(state: Arc<State>) -> Router {
    let hosts = state.hosts;
    let mut router = Router::new().route("/__retold/changed", get(changed));
    for (name, text) in overlay::FILES {
        router =
            router.route(&format!("{}{name}", overlay::FOLDER), get(async move || file(name, text.into())));
    }
    router.fallback(page).layer(from_fn_with_state(hosts, guard)).with_state(state)
}

/// Refuses requests for other hosts, and methods other than reading ones.
async fn guard(Shared(hosts): Shared<Hosts>, request: Request, next: Next) -> Response<Body> {
    // Of two, it is unknown which one counts for others.
    let mut names = request.headers().get_all(header::HOST).iter();
    let host = names.next().filter(|_| names.next().is_none()).and_then(|host| host.to_str().ok());
    if !host.is_some_and(|host| hosts.accept(host)) {
        return response(StatusCode::FORBIDDEN, "text/plain", OTHER_HOST.into());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let text = "This server answers GET and HEAD only.\n";
        let mut refusal = response(StatusCode::METHOD_NOT_ALLOWED, "text/plain", text.into());
        refusal.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return refusal;
    }
    next.run(request).await
}

/// Answers as soon as the version of the site differs from the browser's.
async fn changed(Shared(state): Shared<Arc<State>>, uri: Uri) -> Response<Body> {
    let since = uri.query().and_then(|query| query.strip_prefix("since=")?.parse::<u64>().ok());
    let mut version = state.version.subscribe();
    let has_changed = version.wait_for(|version| Some(*version) != since);
    let status = match tokio::time::timeout(HELD, has_changed).await {
        Ok(Ok(_)) => StatusCode::OK,
        Ok(Err(_)) | Err(_) => StatusCode::NO_CONTENT,
    };
    response(status, "text/plain", Vec::new())
}

async fn page(
    Shared(state): Shared<Arc<State>>,
    ConnectInfo(browser): ConnectInfo<SocketAddr>,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    let path = percent_decode_str(uri.path()).decode_utf8_lossy().into_owned();
    // Rendering may be slow, and the first search builds the index, so this must not block the server's threads.
    let rendered = tokio::task::spawn_blocking(move || {
        // On another machine, an editor finds no file, and nobody needs to know the path.
        let is_here = state.hosts.is_here(browser.ip());
        Answers::of(&state, state.display.editor.as_ref().filter(|_| is_here)).render(&path, &headers)
    });
    rendered.await.unwrap_or_else(|error| {
        response(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", error.to_string().into_bytes())
    })
}

/// Answers requests for pages with what is shown at one time.
struct Answers<'a> {
    state: &'a State,
    shown: Shown,
    version: u64,
    editor: Option<&'a Editor>,
}

impl<'a> Answers<'a> {
    fn of(state: &'a State, editor: Option<&'a Editor>) -> Self {
        // The version comes first: a browser that has an older version than its page asks once too often, not too rarely.
        let version = *state.version.borrow();
        Self { state, shown: state.shown(), version, editor }
    }

    fn render(&self, path: &str, headers: &HeaderMap) -> Response<Body> {
        let Some(site) = &self.shown.site else {
            return failure(
                self.overlaid("", Masked::default(), |overlay| overlay.page("The site cannot be built")),
            );
        };
        let mut name = path.trim_start_matches('/').to_owned();
        if name.is_empty() || name.ends_with('/') {
            name.push_str("index.html");
        } else if matches!(site.render(&format!("{name}/index.html")), Ok(Some(_))) {
            return redirect(&name);
        }
        let (status, contents) = match site.render(&name) {
            Ok(Some(contents)) => (StatusCode::OK, contents),
            Ok(None) => match site.render("404.html") {
                Ok(Some(contents)) => {
                    "404.html".clone_into(&mut name);
                    (StatusCode::NOT_FOUND, contents)
                }
                _ => return response(StatusCode::NOT_FOUND, "text/plain", b"not found".to_vec()),
            },
            Err(finding) => {
                let title = "This page cannot be built";
                return failure(self.overlaid(&name, [finding].into(), |overlay| overlay.page(title)));
            }
        };
        let answer = match contents {
            Contents::Bytes(bytes) if name.ends_with(".html") => {
                let page = self.overlaid(&name, Masked::default(), |overlay| overlay.inject(bytes));
                let mut answer = file(&name, page);
                *answer.status_mut() = status;
                Ok(answer)
            }
            Contents::Bytes(bytes) => {
                let bytes = Bytes::from(bytes);
                let part =
                    |part: Range<u64>| Ok(Body::from(bytes.slice(part.start as usize..part.end as usize)));
                ranges::answer(file(&name, Vec::new()), headers, bytes.len() as u64, part)
            }
            Contents::File(source) => crate::files::open(&source).and_then(|source| {
                let length = source.metadata()?.len();
                let part = |part: Range<u64>| Ok(Body::new(Part::new(source, &part)?));
                ranges::answer(file(&name, Vec::new()), headers, length, part)
            }),
        };
        answer.unwrap_or_else(|error| {
            response(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", error.to_string().into_bytes())
        })
    }

    /// What `make` makes of the findings for the page `name`. `own` are those of rendering it.
    fn overlaid<T>(&self, name: &str, mut own: Masked, make: impl FnOnce(&Overlay<'_>) -> T) -> T {
        let Self { state, shown, version, editor } = self;
        let site = shown.site.as_deref();
        // The places of an earlier site are no longer those of the files.
        if let Some(site) = site.filter(|_| shown.is_current) {
            own.add(site.review(name, state.display.today));
        }
        let document = site.and_then(|site| site.document(name));
        let groups = Groups::of(&shown.findings, &own, Subject { document, content: &state.display.content });
        make(&Overlay {
            groups,
            is_document: document.is_some(),
            is_current: site.is_none() || shown.is_current,
            editor: *editor,
            version: *version,
        })
    }
}

/// A page that shows why there is no other.
fn failure(page: String) -> Response<Body> {
    response(StatusCode::INTERNAL_SERVER_ERROR, "text/html; charset=utf-8", page.into_bytes())
}

/// To the folder `name`. Static hosts redirect in the same way, because relative links need the final slash.
fn redirect(name: &str) -> Response<Body> {
    let mut redirect = response(StatusCode::PERMANENT_REDIRECT, "text/plain", Vec::new());
    if let Ok(location) = HeaderValue::from_str(&format!("/{}/", crate::archive::links::encode_path(name))) {
        redirect.headers_mut().insert(header::LOCATION, location);
    }
    redirect
}

fn file(name: &str, bytes: Vec<u8>) -> Response<Body> {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let kind = match kind.type_() {
        mime_guess::mime::TEXT => format!("{kind}; charset=utf-8"),
        _ => kind.to_string(),
    };
    response(StatusCode::OK, &kind, bytes)
}

/// A response with the content security policy of the published site, so that violations show here, too.
fn response(status: StatusCode, kind: &str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, kind);
    set(header::CACHE_CONTROL, "no-store");
    set(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Pages of other sites would read the archive where it is a script, as the search pack is for offline use.
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    response
}
