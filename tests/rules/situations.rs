//! What files alone cannot show: a situation for each rule about a run of the program.

use std::fs::File;
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::process::Command;
use std::time::Duration;

use crate::external::PageServer;
use crate::serve::Server;
use crate::site_server::{Answer, SiteServer};
use crate::support::Archive;

/// A situation for a rule: given whether the rule is broken, returns the program's standard error.
pub type Situation = fn(bool) -> String;

/// The rules that files alone cannot show.
pub const SITUATIONS: [(&str, Situation); 54] = [
    ("actions/statuses", statuses),
    ("adopt/no-document", |fails| {
        let archive = Archive::good().file("README.md", "# Read me\n");
        stderr(&archive, &["adopt", if fails { "README.md" } else { "content/good.md" }])
    }),
    ("adopt/unwritable", |fails| {
        let archive = Archive::good().unprivileged();
        archive.chmod("content", if fails { 0o555 } else { 0o777 });
        archive.chmod("content/good.md", 0o666);
        stderr(&archive, &["adopt", "--write"])
    }),
    ("arguments/baseline", |fails| {
        let archive = Archive::good().file("README.md", "# Read me\n");
        stderr(&archive, &["check", "--write-baseline", "baseline.json"]);
        stderr(&archive, &["check", "--baseline", if fails { "README.md" } else { "baseline.json" }])
    }),
    ("arguments/changed-since", |fails| {
        let archive = Archive::good();
        let setup = "git init -q && git add . && git -c user.name=x -c user.email=x@example.org commit -qm x";
        let revision = if fails { "nowhere" } else { "HEAD" };
        archive.run_in_shell(&format!("{setup} && \"$0\" check --changed-since {revision}")).stderr
    }),
    ("arguments/document", |fails| {
        let archive = Archive::new().file("content/disk-full.md", "---\nid: PM-2026-014\n---\n# Disk full\n");
        stderr(&archive, &["similar", if fails { "PM-2026-15" } else { "PM-2026-014" }])
    }),
    ("arguments/name", |fails| {
        let text = "# Disk full\n\n## Action items\n\n- [ ] Rotate the logs @payments\n";
        let owner = if fails { "paymens" } else { "payments" };
        let archive = Archive::new().file("content/disk-full.md", text);
        stderr(&archive, &["actions", "--fail-on", "overdue", "--owner", owner])
    }),
    ("arguments/report", |fails| {
        let second = if fails { "sarif=./check.json" } else { "sarif=check.sarif" };
        stderr(&Archive::good(), &["check", "--report", "json=check.json", "--report", second])
    }),
    ("arguments/rule", |fails| {
        stderr(&Archive::good(), &["rules", if fails { "link/mising" } else { "link/missing" }])
    }),
    ("arguments/site", |fails| {
        let (archive, server) = published("public", Answer::Part);
        let url = server.url("/");
        let site = if fails { url.trim_start_matches("http://") } else { &url };
        stderr(&archive, &["search", "good", "--site", site])
    }),
    ("arguments/source-date-epoch", |fails| {
        let value = if fails { "yesterday" } else { "1767225599" };
        checked(&Archive::good().variable("SOURCE_DATE_EPOCH", value))
    }),
    ("config/no-root", |fails| {
        let archive = Archive::new().file("archive/content/good.md", "# Good\n\nAll of it can be read.\n");
        stderr(&archive, &["build", "--root", if fails { "nowhere" } else { "archive" }])
    }),
    ("config/overlap", |fails| {
        stderr(&Archive::good(), &["build", "--output-dir", if fails { "." } else { "public" }])
    }),
    ("config/unreadable", |fails| {
        let arguments: &[&str] = if fails { &["build", "--config", "other.toml"] } else { &["build"] };
        stderr(&Archive::good(), arguments)
    }),
    ("document/held-back", |fails| {
        let archive = Archive::good()
            .file("content/later.md", "---\npublishDate: 2099-01-01\n---\n# Later\n\nIt waits.\n");
        stderr(&archive, &["build", "--today", if fails { "2098-12-31" } else { "2099-01-01" }])
    }),
    ("document/too-long", |fails| {
        let rows = "| disk | 90 % | full |\n".repeat(if fails { 10_000 } else { 10 });
        let text = format!("# Disk full\n\nMail was late.\n\n| what | use | state |\n|---|---|---|\n{rows}");
        checked(&Archive::good().file("content/report.md", text))
    }),
    ("fix/unwritable", |fails| {
        let misspelled = "---\nseverty: SEV1\n---\n\n# Report\n\nIt happened.\n";
        let archive = Archive::good().file("content/report.md", misspelled).unprivileged();
        archive.chmod("content", if fails { 0o555 } else { 0o777 });
        archive.chmod("content/report.md", 0o666);
        let text = stderr(&archive, &["check", "--fix"]);
        // What could not be fixed is still there.
        if fails { text.replace("warning[front-matter/unknown-key]", "") } else { text }
    }),
    ("init/no-folder", |fails| {
        let archive = Archive::new().file("README.md", "# Read me\n");
        stderr(&archive, &["init", if fails { "README.md" } else { "postmortems" }])
    }),
    ("init/unwritable", |fails| {
        let archive = Archive::new().unprivileged();
        archive.chmod("", if fails { 0o555 } else { 0o777 });
        let text = stderr(&archive, &["init"]);
        archive.chmod("", 0o777);
        text
    }),
    ("link/external", |fails| {
        let pages: &[(&str, u16)] = if fails { &[("/gone", 404), ("/inside", 403)] } else { &[] };
        let server = PageServer::start(pages);
        let text = format!("# Good\n\nSee {} and {}.\n", server.url("/gone"), server.url("/inside"));
        stderr(
            &Archive::new().file("content/good.md", text),
            &["check", "--external", "--external-allow-private"],
        )
    }),
    ("new/alert", |fails| {
        let alert = r#"{"event": {"event_type": "incident.triggered", "data": {"type": "incident", "title": "Disk full"}}}"#;
        let archive = Archive::good().file("alert.json", if fails { "disk full" } else { alert });
        stderr(&archive, &["new", "--from", "alert.json"])
    }),
    ("new/editor", |fails| {
        let archive = Archive::good().variable("VISUAL", if fails { "false" } else { "true" });
        stderr(&archive, &["new", "Disk full", "--edit"])
    }),
    ("new/exists", |fails| {
        let archive = Archive::good();
        archive.run(&["new", if fails { "Disk full" } else { "Disk empty" }]);
        stderr(&archive, &["new", "Disk full"])
    }),
    ("new/no-title", |fails| stderr(&Archive::good(), if fails { &["new"] } else { &["new", "Disk full"] })),
    ("new/template", |fails| {
        stderr(&Archive::good(), &["new", "Disk full", "--template", if fails { "lite" } else { "light" }])
    }),
    ("new/unwritable", |fails| {
        let archive = Archive::good().unprivileged();
        archive.chmod("content", if fails { 0o555 } else { 0o777 });
        stderr(&archive, &["new", "Disk full"])
    }),
    ("output/baseline", |fails| {
        let file = if fails { "nowhere/baseline.json" } else { "baseline.json" };
        stderr(&Archive::good(), &["check", "--write-baseline", file])
    }),
    ("output/foreign", |fails| {
        let archive = Archive::good().file("public/notes.txt", "Mine.\n");
        stderr(&archive, &["build", "--output-dir", if fails { "public" } else { "site" }])
    }),
    ("output/io", |fails| {
        let archive = Archive::good().unprivileged();
        archive.chmod("", if fails { 0o555 } else { 0o777 });
        let text = stderr(&archive, &["build"]);
        archive.chmod("", 0o777);
        text
    }),
    ("output/locked", |fails| {
        let archive = Archive::good();
        archive.build_clean();
        let folder = File::open(archive.path("public")).unwrap();
        if fails {
            folder.lock().unwrap();
        }
        stderr(&archive, &["build"])
    }),
    ("output/report", |fails| {
        let file = if fails { "nowhere/check.json" } else { "check.json" };
        stderr(&Archive::good(), &["check", "--report", &format!("json={file}")])
    }),
    ("output/unwritable", |fails| {
        let target = if fails { "/dev/full" } else { "postmortems.ndjson" };
        Archive::good().run_in_shell(&format!("exec \"$0\" export > {target}")).stderr
    }),
    ("recurrence/unlinked", |fails| {
        let about = |text: &str| format!("# Report\n\n{text}\n");
        let disk =
            "The write-ahead log filled the disk of postgres, as a replica was gone and its slot stayed.";
        let link = if fails { "" } else { "---\nrecurrence_of: 2025-03-02-disk\n---\n" };
        let archive = Archive::new()
            .file(
                "content/2024-01-01-login.md",
                about("Nobody renewed the certificate, and the login failed."),
            )
            .file(
                "content/2024-02-01-runner.md",
                about("The pipeline lost its runner, so nothing was deployed."),
            )
            .file("content/2024-03-01-mail.md", about("The relay refused mail because of a blocklist."))
            .file(
                "content/2024-04-01-cache.md",
                about("The cache was cold after its restart, and the site slow."),
            )
            .file("content/2025-03-02-disk.md", about(disk));
        let setup = "git init -q && git add . && git -c user.name=x -c user.email=x@example.org commit -qm x";
        archive.run_in_shell(setup);
        let again = "A replica of postgres was gone, and its slot kept the write-ahead log until the disk was full. The graph of free space has a logarithmic scale, which hid the slope for days.";
        archive.write("content/2026-01-31-disk.md", format!("{link}{}", about(again)));
        stderr(&archive, &["check", "--changed-since", "HEAD"])
    }),
    ("search/damaged", |fails| {
        let archive = Archive::good();
        archive.build_clean();
        for name in archive.tree("public/search/pack").keys().filter(|_| fails) {
            archive.write(&format!("public/search/pack/{name}"), "{");
        }
        stderr(&archive, &["search", "good"])
    }),
    ("search/empty", |fails| {
        let archive = Archive::good();
        archive.build_clean();
        stderr(&archive, &["search", if fails { "" } else { "good" }])
    }),
    ("search/not-built", |fails| {
        let archive = Archive::good();
        if !fails {
            archive.build_clean();
        }
        stderr(&archive, &["search", "good"])
    }),
    ("search/outdated", |fails| {
        let archive = Archive::good();
        archive.build_clean();
        if fails {
            let document = File::options().append(true).open(archive.path("content/good.md")).unwrap();
            let later = document.metadata().unwrap().modified().unwrap() + Duration::from_secs(60);
            document.set_modified(later).unwrap();
        }
        stderr(&archive, &["search", "good"])
    }),
    ("search/unreadable", |fails| {
        let archive = Archive::good();
        archive.build_clean();
        let names = archive.tree("public/search/pack");
        for name in names.keys().filter(|name| fails && *name != "pack.json") {
            archive.remove(&format!("public/search/pack/{name}"));
        }
        stderr(&archive, &["search", "good"])
    }),
    ("serve/failed", |fails| {
        let archive = Archive::good().unprivileged();
        if !fails {
            return served(&archive);
        }
        archive.chmod("content", 0);
        let text = stderr(&archive, &["serve", "--port", "0"]);
        archive.chmod("content", 0o755);
        text
    }),
    ("serve/listen", |fails| {
        let archive = Archive::good();
        if !fails {
            return served(&archive);
        }
        let other = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = other.local_addr().unwrap().port().to_string();
        stderr(&archive, &["serve", "--port", &port])
    }),
    ("similar/empty", |fails| {
        let archive = Archive::good();
        archive.build_clean();
        let text = if fails { "" } else { "all of it can be read" };
        archive.run_in_shell(&format!("printf '{text}' | \"$0\" similar -")).stderr
    }),
    ("site/none", |fails| {
        let (archive, server) = published(if fails { "content" } else { "public" }, Answer::Part);
        stderr(&archive, &["search", "good", "--site", &server.url("/")])
    }),
    ("site/unreachable", |fails| {
        let (archive, server) = published("public", if fails { Answer::Status(503) } else { Answer::Part });
        stderr(&archive, &["search", "good", "--site", &server.url("/")])
    }),
    ("source/dead-link", |fails| {
        let archive = Archive::good();
        let target = if fails { "nowhere.md" } else { "good.md" };
        symlink(target, archive.path("content/report.md")).unwrap();
        checked(&archive)
    }),
    ("source/encoding", |fails| {
        let word: &[u8] = if fails { b"# Caf\xe9\n\nText.\n" } else { "# Café\n\nText.\n".as_bytes() };
        checked(&Archive::good().file("content/report.md", word))
    }),
    ("source/link-loop", |fails| {
        let archive = Archive::good();
        if fails {
            symlink("../content", archive.path("content/all")).unwrap();
        }
        checked(&archive)
    }),
    ("source/no-content", |fails| checked(&if fails { Archive::new() } else { Archive::good() })),
    ("source/outside", |fails| {
        let archive = Archive::good().file("secret.txt", "secret");
        if fails {
            symlink("../secret.txt", archive.path("content/chart.png")).unwrap();
        } else {
            archive.write("content/chart.png", "PNG");
        }
        checked(&archive)
    }),
    ("source/skipped", |fails| {
        let name = if fails { "content/cache/CACHEDIR.TAG" } else { "content/cache/x.log" };
        checked(&Archive::good().file(name, "Signature: 8a477f597d28d172789f06886806bc55\n"))
    }),
    ("source/special", |fails| {
        let archive = Archive::good();
        if fails {
            assert!(
                Command::new("mkfifo").arg(archive.path("content/report.md")).status().unwrap().success()
            );
        }
        checked(&archive)
    }),
    ("source/too-large", |fails| {
        let archive = Archive::good();
        if fails {
            File::create(archive.path("content/report.md")).unwrap().set_len((4 << 20) + 1).unwrap();
        }
        checked(&archive)
    }),
    ("source/unread", |fails| {
        checked(
            &Archive::good()
                .file(if fails { "content/report.rst" } else { "content/report.log" }, "It happened.\n"),
        )
    }),
    ("source/unreadable", |fails| unreadable("content/report.md", "# Report\n\nIt happened.\n", fails)),
    ("theme/unreadable", |fails| unreadable("theme/static/ours.css", "p { color: teal }\n", fails)),
];

/// Lists actions with the states in files that are no export, unknown, or in conflict.
fn statuses(fails: bool) -> String {
    let archive = Archive::good()
        .file("open.csv", if fails { "OPS-1,parked\nOPS-2,open\n" } else { "OPS-2,done\n" })
        .file("done.csv", "OPS-2,done\n");
    let mut text = stderr(&archive, &["actions", "--statuses", "open.csv", "--statuses", "done.csv"]);
    if fails {
        text += "\n";
        text += &stderr(&archive, &["actions", "--statuses", "content/good.md"]);
    }
    text
}

fn stderr(archive: &Archive, arguments: &[&str]) -> String {
    archive.run(arguments).stderr
}

fn checked(archive: &Archive) -> String {
    stderr(archive, &["check"])
}

/// Checks an archive with one more file, which nobody may read if it `fails`.
fn unreadable(path: &str, text: &str, fails: bool) -> String {
    let archive = Archive::good().file(path, text).unprivileged();
    archive.chmod(path, if fails { 0 } else { 0o644 });
    checked(&archive)
}

/// Starts a server, which has nothing to show on standard error but where it serves.
fn served(archive: &Archive) -> String {
    drop(Server::start(archive));
    String::new()
}

/// A built archive, and a host that has what is in its `folder` and answers everything with `answer`.
fn published(folder: &str, answer: Answer) -> (Archive, SiteServer) {
    let archive = Archive::good();
    archive.build_clean();
    let server = SiteServer::start(archive.path(folder), move |_| answer.clone());
    (archive, server)
}
