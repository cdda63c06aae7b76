//! `retold check --external` against a server on this machine.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::Archive;

/// A server with a page for every path, some of them with a status of their own. It runs until the tests end.
pub struct PageServer {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
}

impl PageServer {
    pub fn start(statuses: &[(&str, u16)]) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(AtomicUsize::new(0));
        let statuses: Vec<_> = statuses.iter().map(|(path, status)| ((*path).to_owned(), *status)).collect();
        let server = Self { address, requests: requests.clone() };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                requests.fetch_add(1, Ordering::Relaxed);
                answer(&stream, &statuses);
            }
        });
        server
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

/// Answers one request. `/to/…` is a redirection to the address that follows.
fn answer(mut stream: &TcpStream, statuses: &[(String, u16)]) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let Some(request) = lines.next() else { return };
    lines.find(String::is_empty);
    let path = request.split(' ').nth(1).unwrap_or_default();
    let status = statuses.iter().find(|(known, _)| known == path).map_or(200, |(_, status)| *status);
    let head = match path.strip_prefix("/to/") {
        Some(target) => format!("302 Found\r\nLocation: {target}"),
        None => format!("{status} Status"),
    };
    let _ = write!(stream, "HTTP/1.1 {head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

const CHECK: [&str; 3] = ["check", "--external", "--external-allow-private"];

#[test]
fn pages_that_are_gone_are_found_and_answers_are_kept() {
    let server = PageServer::start(&[("/gone", 404)]);
    let text = format!(
        "# A\n\n[a]({}) [b]({}) [c]({}#part)\n",
        server.url("/a"),
        server.url("/gone"),
        server.url(&format!("/to/{}", server.url("/b")))
    );
    let archive = Archive::new().file("content/a.md", text);
    let first = archive.run(&CHECK);
    assert_eq!(first.status, 0, "{}", first.stderr);
    assert!(first.stderr.contains("/gone` is gone: the server answers with 404"), "{}", first.stderr);
    assert!(first.stderr.contains("Checked 3 web addresses"), "{}", first.stderr);
    assert_eq!(server.requests.load(Ordering::Relaxed), 5);
    assert_eq!(archive.read(".retold-cache/.gitignore"), "*\n");
    let kept = archive.read(".retold-cache/links.json");
    assert!(kept.contains("\"version\": 1") && kept.contains("/gone"), "{kept}");
    let again = archive.run(&CHECK);
    assert_eq!((again.stderr, server.requests.load(Ordering::Relaxed)), (first.stderr, 5));
    archive.write(".retold-cache/links.json", "{");
    let broken = archive.run(&CHECK);
    assert!(broken.stderr.contains("Earlier answers are not used: "), "{}", broken.stderr);
    assert!(broken.stderr.contains("it is damaged"), "{}", broken.stderr);
    assert_eq!(server.requests.load(Ordering::Relaxed), 10);
    assert_eq!(archive.read(".retold-cache/links.json").len(), kept.len());
}

#[test]
fn a_check_that_could_not_look_at_everything_fails() {
    let server = PageServer::start(&[("/inside", 403)]);
    let text = format!("# A\n\n{}\n", server.url("/inside"));
    let archive = Archive::new().file("content/a.md", text);
    let run = archive.run(&CHECK);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("note[link/external]"), "{}", run.stderr);
    assert!(run.stderr.contains("1 web address; 1 of them could not be checked"), "{}", run.stderr);
    archive.write("retold.toml", format!("[check.external]\nexclude = ['{}*']\n", server.url("/")));
    let run = archive.run(&CHECK);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn a_remark_about_an_address_is_stale_only_if_it_was_visited() {
    let server = PageServer::start(&[]);
    let text = format!("---\ndraft: true\n---\n# A\n\n{}\n", server.url("/a"));
    let remark = "<!-- retold-allow link/external: it is away at night -->\n";
    let stale = text.replace("http", &format!("{remark}http"));
    let archive = Archive::new().file("content/a.md", &stale);
    archive.run(&["check", "--fix"]);
    assert_eq!(archive.read("content/a.md"), stale);
    let run = archive.run(&[&CHECK[..], &["--fix"]].concat());
    assert_eq!(archive.read("content/a.md"), text, "{}", run.stderr);
    assert_eq!(run.stderr.matches("Checked 1 web address\n").count(), 1, "{}", run.stderr);
}

#[test]
fn nothing_is_visited_without_being_asked_for() {
    let server = PageServer::start(&[("/gone", 404)]);
    let archive = Archive::new().file("content/a.md", format!("# A\n\n{}\n", server.url("/gone")));
    assert_eq!(archive.run(&["check"]).status, 0);
    let private = archive.run(&["check", "--external", "--external-cache", "answers.json"]);
    assert!(private.stderr.contains("it leads into a private network"), "{}", private.stderr);
    assert_eq!((private.status, server.requests.load(Ordering::Relaxed)), (1, 0));
    assert_eq!(archive.run(&["check", "--external-cache", "answers.json"]).status, 2);
}
