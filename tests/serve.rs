//! `retold serve` over a real socket: pages from memory, edits shown, the last good site kept.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use crate::support::Archive;

/// A running server, ended when it is dropped.
pub struct Server {
    child: Child,
    port: u16,
}

struct Answer {
    status: u16,
    headers: String,
    body: String,
}

impl Server {
    pub fn start(archive: &Archive) -> Self {
        Self::start_with(archive, &[])
    }

    fn start_with(archive: &Archive, arguments: &[&str]) -> Self {
        let mut command = archive.command(&[&["serve", "--port", "0"], arguments].concat());
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (sender, receiver) = channel();
        // Read to the end, so that the server never waits for its reader.
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some(port) = line.strip_prefix("Serving at http://127.0.0.1:") {
                    let port: String = port.chars().take_while(char::is_ascii_digit).collect();
                    let _ = sender.send(port.parse().unwrap());
                }
            }
        });
        let port = receiver.recv_timeout(Duration::from_secs(60)).expect("the server prints its address");
        Self { child, port }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "localhost")
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        self.send(method, path, &format!("Host: {host}\r\n"))
    }

    /// Sends a request with these `headers`, each with its line end.
    fn send(&self, method: &str, path: &str, headers: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, headers: head.to_lowercase(), body: body.to_owned() }
    }

    /// The version of the archive from which `page` was built.
    fn version(page: &Answer) -> String {
        let (_, rest) = page.body.split_once("data-version=\"").expect("the reload script");
        rest.split_once('"').unwrap().0.to_owned()
    }

    /// Waits, as the page does, for a site newer than the one of `page`.
    fn wait_after(&self, page: &Answer) {
        let answer = self.get(&format!("/__retold/changed?since={}", Self::version(page)));
        assert_eq!(answer.status, 200, "no change was noticed");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn archive() -> Archive {
    Archive::new()
        .file("content/2021/disk/index.md", "# Disk full\n\n![chart](chart.svg)\n")
        .file("content/2021/disk/chart.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
}

#[test]
fn pages_and_files_are_served_as_published() {
    let archive = archive();
    let server = Server::start(&archive);
    let home = server.get("/");
    assert_eq!(home.status, 200);
    assert!(home.body.contains("Disk full"), "{}", home.body);
    assert!(home.headers.contains("content-type: text/html; charset=utf-8"), "{}", home.headers);
    assert!(home.headers.contains("content-security-policy: default-src 'self'"), "{}", home.headers);
    assert!(server.get("/2021/disk/").body.contains("<h1>Disk full</h1>"));
    let image = server.get("/2021/disk/chart.svg");
    assert_eq!(image.status, 200);
    assert!(image.headers.contains("content-type: image/svg+xml"), "{}", image.headers);
    let (_, style) = home.body.split_once("href=\"./assets/style.").unwrap();
    let style = format!("/assets/style.{}", style.split_once('"').unwrap().0);
    assert!(server.get(&style).headers.contains("content-type: text/css"));
    let redirect = server.get("/2021/disk");
    assert_eq!(redirect.status, 308);
    assert!(redirect.headers.contains("location: /2021/disk/\r\n"), "{}", redirect.headers);
    for missing in ["/nowhere/", "/2021/disk/../../../Cargo.toml", "/%2e%2e/%2e%2e/etc/passwd"] {
        let missing = server.get(missing);
        assert_eq!(missing.status, 404);
        assert!(missing.body.contains("<h1"), "{}", missing.body);
    }
    assert!(!archive.has("public"), "nothing is written");
}

#[test]
fn files_are_sent_in_parts() {
    let archive = archive();
    let film: Vec<u8> = (0..2_000_000_u32).map(|at| b'a' + (at % 26) as u8).collect();
    archive.write("content/2021/disk/film.mp4", &film);
    let film = String::from_utf8(film).unwrap();
    let server = Server::start(&archive);
    let ask = |range: &str| {
        server.send("GET", "/2021/disk/film.mp4", &format!("Host: localhost\r\nRange: {range}\r\n"))
    };
    let whole = server.get("/2021/disk/film.mp4");
    assert!(whole.status == 200 && whole.body == film);
    assert!(whole.headers.contains("accept-ranges: bytes"), "{}", whole.headers);
    for (range, part, header) in [
        ("bytes=0-0", 0..1, "content-range: bytes 0-0/2000000"),
        ("bytes=300000-999999", 300_000..1_000_000, "content-range: bytes 300000-999999/2000000"),
        ("bytes=-5", 1_999_995..2_000_000, "content-range: bytes 1999995-1999999/2000000"),
    ] {
        let answer = ask(range);
        assert_eq!(answer.status, 206, "{range}");
        assert!(answer.body == film[part], "{range}");
        assert!(answer.headers.contains(header), "{}", answer.headers);
    }
    let beyond = ask("bytes=2000000-");
    assert_eq!((beyond.status, beyond.body.as_str()), (416, ""));
    assert!(beyond.headers.contains("content-range: bytes */2000000"), "{}", beyond.headers);
}

/// A page that takes for ever does not keep the server from ending.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_server_while_a_page_is_rendered() {
    let archive = archive();
    let endless = "{% for a in range(end=100000) %}{% for b in range(end=100000) %}{% endfor %}{% endfor %}";
    archive.write("theme/templates/postmortem.html", endless);
    let mut server = Server::start(&archive);
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.write_all(b"GET /2021/disk/ HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    // Nobody knows when rendering has begun; it never ends, so that later is right, too.
    std::thread::sleep(Duration::from_millis(300));
    let interrupted =
        std::process::Command::new("kill").args(["-INT", &server.child.id().to_string()]).status();
    assert!(interrupted.is_ok_and(|status| status.success()));
    assert!(server.child.wait().unwrap().success());
}

#[test]
fn requests_for_other_hosts_are_refused() {
    let archive = archive();
    let server = Server::start(&archive);
    for host in ["localhost", "127.0.0.1:1111", "[::1]"] {
        assert_eq!(server.ask("GET", "/2021/disk/", host).status, 200, "{host}");
    }
    for path in ["/2021/disk/", "/__retold/changed?since=0"] {
        let refused = server.ask("GET", path, "evil.example");
        assert_eq!(refused.status, 403);
        assert!(refused.body.contains("localhost"), "{}", refused.body);
    }
    for headers in ["Host: localhost\r\nHost: evil.example\r\n", ""] {
        assert_eq!(server.send("GET", "/2021/disk/", headers).status, 403, "{headers}");
    }
    // Pages of other sites load nothing by an address of this one.
    for path in ["/2021/disk/", "/search/pack/offline.js", "/nothing"] {
        let headers = server.get(path).headers;
        assert!(headers.contains("\r\ncross-origin-resource-policy: same-origin"), "{headers}");
    }
}

#[test]
fn the_server_can_only_be_read() {
    let archive = archive();
    let server = Server::start(&archive);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "WHATEVER"] {
        for path in ["/2021/disk/", "/__retold/reload.js"] {
            let refused = server.ask(method, path, "localhost");
            assert_eq!(refused.status, 405, "{method}");
            assert!(refused.headers.contains("\r\nallow: get, head"), "{}", refused.headers);
        }
    }
    let head = server.ask("HEAD", "/2021/disk/", "localhost");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn an_edit_shows_and_nothing_stale_stays() {
    let archive = archive();
    let server = Server::start(&archive);
    let before = server.get("/2021/disk/");
    archive.write("content/2021/disk/index.md", "# Disk very full\n");
    server.wait_after(&before);
    let after = server.get("/2021/disk/");
    assert!(after.body.contains("<h1>Disk very full</h1>"), "{}", after.body);
    assert!(server.get("/").body.contains("Disk very full"));
    archive.write("content/second.md", "---\ntags: [fresh]\n---\n# Second\n");
    server.wait_after(&after);
    assert!(server.get("/tags/fresh/").body.contains("Second"));
}

/// As a checkout or a deployment does: the folder has the same name, and is another one.
#[test]
fn edits_show_after_the_content_folder_was_replaced() {
    let archive = archive();
    let server = Server::start(&archive);
    let before = server.get("/");
    archive.write("next/second.md", "# Second\n");
    std::fs::rename(archive.path("content"), archive.path("old")).unwrap();
    std::fs::rename(archive.path("next"), archive.path("content")).unwrap();
    server.wait_after(&before);
    let mut page = server.get("/");
    if page.body.contains("Disk full") {
        // The two renames came apart.
        server.wait_after(&page);
        page = server.get("/");
    }
    assert!(page.body.contains("Second"), "{}", page.body);
    archive.write("content/third.md", "# Third\n");
    server.wait_after(&page);
    assert!(server.get("/").body.contains("Third"));
}

#[test]
fn findings_are_shown_and_the_last_good_site_stays() {
    let archive = archive();
    let server = Server::start(&archive);
    let good = server.get("/2021/disk/");
    archive.write("content/2021/disk/index.md", "---\ndate: soon\n---\n# Disk full\n");
    server.wait_after(&good);
    let with_finding = server.get("/2021/disk/");
    assert_eq!(with_finding.status, 200);
    let message = "<code>soon</code> for <code>date</code> is not a date";
    assert!(with_finding.body.contains(message), "{}", with_finding.body);
    assert!(with_finding.body.contains("content/2021/disk/index.md:2:7"), "{}", with_finding.body);

    archive.write("theme/templates/home.html", "{% if %}");
    server.wait_after(&with_finding);
    let broken = server.get("/");
    assert_eq!(broken.status, 200);
    assert!(broken.body.contains("Disk full"), "the last good site stays: {}", broken.body);
    assert!(broken.body.contains("theme/templates/home.html:1:7"), "{}", broken.body);
    assert!(broken.body.contains("This is the last one that could."), "{}", broken.body);

    archive.write("theme/templates/home.html", "<h1>Fixed</h1>");
    server.wait_after(&broken);
    let fixed = server.get("/");
    assert!(fixed.body.contains("<h1>Fixed</h1>"), "{}", fixed.body);

    archive.write("retold.toml", "titel = 'x'\n");
    server.wait_after(&fixed);
    let misconfigured = server.get("/");
    assert!(misconfigured.body.contains("unknown key <code>titel</code>"), "{}", misconfigured.body);
    assert!(misconfigured.body.contains("<h1>Fixed</h1>"), "{}", misconfigured.body);
}

/// The summaries of the findings in a page.
fn summaries(page: &Answer) -> Vec<&str> {
    let rest = page.body.split("<summary>").skip(1);
    // The theme has summaries of its own.
    let rest = rest.filter(|rest| rest.contains("</summary>\n<ul>\n<li>\n<p><strong class="));
    rest.map(|rest| rest.split_once("</summary>").unwrap().0).collect()
}

#[test]
fn findings_of_the_page_shown_come_first_and_its_document_is_reviewed() {
    let late = "---\nstarted: 2026-01-02T10:00Z\ndetected: 2026-01-02T09:00Z\n---\n";
    let blame = "This was careless.";
    let split = format!(
        "---\nsplit: true\n---\n# Log\n\n## 2026-01-01: Mail\n\nMail was late.\n\n## 2026-02-12: Login\n\n{blame}\n\n\
         ## 2026-04-13: Disk\n\nIt was full.\n"
    );
    let archive = Archive::new()
        .file("content/a.md", format!("{late}# A\n\n{blame}\n"))
        .file("content/b.md", format!("---\ndate: soon\n---\n# B\n\nSee [nothing](nothing.md).\n\n{blame}\n"))
        .file("content/log.md", split)
        .file("content/index.md", "# All\n\n- [A](a.md)\n- [B](b.md)\n");
    let server = Server::start(&archive);
    for (path, expected) in [
        ("/", &["3 findings in documents"][..]),
        ("/a/", &["2 warnings on this page", "2 findings in other documents"]),
        ("/b/", &["3 warnings on this page", "1 finding in other documents"]),
        ("/log/", &["1 warning on this page", "3 findings in other documents"]),
        ("/log/2026-01-01-mail/", &["1 warning on this page", "3 findings in other documents"]),
    ] {
        let page = server.get(path);
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(summaries(&page), expected, "{path} {}", page.body);
    }
    let page = server.get("/b/");
    let at = |text: &str| page.body.find(text).unwrap_or_else(|| panic!("{text}: {}", page.body));
    assert!(at("content/b.md:2:7") < at("content/a.md:"));
    for file in ["findings.css", "findings.js"] {
        assert!(page.body.contains(&format!("=\"/__retold/{file}\"")), "{}", page.body);
        assert_eq!(server.get(&format!("/__retold/{file}")).status, 200);
    }
}

#[test]
fn a_page_shows_that_it_has_a_secret_but_not_the_secret() {
    let password = "Zq9wert&Moonlight99";
    let text = format!("---\ndate: {password}\n---\n# A\n\npassword: {password} was sent to jane@corp.io.\n");
    let archive = Archive::new().file("content/a.md", text);
    let server = Server::start(&archive);
    let page = server.get("/a/");
    let (_, findings) = page.body.split_once("id=\"retold-findings\"").unwrap();
    for rule in ["secret/password", "personal/mail"] {
        assert!(findings.contains(rule), "{findings}");
    }
    assert!(findings.contains("Zq9w***************") && !findings.contains("Moon"), "{findings}");
}

#[test]
fn a_page_that_cannot_be_built_shows_its_findings() {
    let archive = archive().file("theme/templates/postmortem.html", "{{ nothing.at_all }}");
    archive.write("content/2021/disk/index.md", "# Disk full\n\nThis was careless.\n");
    let server = Server::start_with(&archive, &["--editor", "zed"]);
    let failed = server.get("/2021/disk/");
    assert_eq!(failed.status, 500);
    assert!(failed.body.contains("<h1>This page cannot be built</h1>"), "{}", failed.body);
    assert_eq!(summaries(&failed), ["1 error on this page", "1 warning on this page"], "{}", failed.body);
    assert!(failed.body.contains(">content/2021/disk/index.md:3:10</a>"), "{}", failed.body);
    assert_eq!(server.get("/").status, 200);

    let archive = self::archive().file("theme/templates/home.html", "{% if %}");
    let server = Server::start(&archive);
    let failed = server.get("/2021/disk/");
    assert_eq!(failed.status, 500);
    assert!(failed.body.contains("<h1>The site cannot be built</h1>"), "{}", failed.body);
    assert_eq!(summaries(&failed), ["1 error in the archive as a whole"], "{}", failed.body);
}

#[test]
fn places_open_the_editor_only_where_it_is() {
    let archive = archive().variable("VISUAL", "/usr/bin/code --wait");
    archive.write("content/2021/disk/index.md", "---\ndate: soon\n---\n# Disk full\n");
    let file = archive.path("content/2021/disk/index.md").canonicalize().unwrap();
    let file = file.to_str().unwrap();
    for (arguments, expected) in [
        (&[][..], format!("<a href=\"vscode://file{file}:2:7\">")),
        (&["--editor", "idea"], format!("<a href=\"idea://open?file={file}&amp;line=2&amp;column=7\">")),
        (&["--editor", "ours://{path}#{line}"], format!("<a href=\"ours://{file}#2\">")),
        (&["--editor", "none"], "<samp>content/2021/disk/index.md:2:7</samp>".to_owned()),
    ] {
        let page = Server::start_with(&archive, arguments).get("/2021/disk/");
        assert!(page.body.contains(&expected), "{expected} {}", page.body);
    }
    archive.build();
    for (name, bytes) in archive.tree("public") {
        let text = String::from_utf8_lossy(&bytes);
        for added in ["vscode:", "__retold", "retold-findings"] {
            assert!(!text.contains(added), "{name} has `{added}`");
        }
    }
    assert_eq!(archive.run(&["serve", "--editor", "vim"]).status, 2);
}

#[test]
fn a_port_that_is_taken_is_named() {
    let archive = archive();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let reason = std::net::TcpListener::bind(taken.local_addr().unwrap()).unwrap_err();
    let run = archive.run(&["serve", "--port", &port]);
    run.says(
        2,
        &format!(
            "
            error[serve/listen]: cannot listen on 127.0.0.1:{port}: {reason}
             |
            hint: pick another port with `--port`; 0 picks a free one
            "
        ),
    );
}
