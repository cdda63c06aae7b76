//! The registry of rules is complete: each rule is emitted, documented and shown by an example that is run.
//!
//! `RETOLD_ACCEPT=1 cargo test --test main rules` updates `docs/rules/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use regex::Regex;
use retold::archive::{Archive as Documents, Selection};
use retold::check::{self, Example, Files, RULES, Rule, Stage};
use retold::config::{Config, Overrides};
use retold::site::Site;
use retold::source::{Attachment, SourceTree};
use retold_diagnostic::Level;
use retold_document::document_stem;

use crate::architecture::modules;
use crate::external::PageServer;
use crate::serve::Server;
use crate::site_server::{Answer, SiteServer};
use crate::support::Archive;

/// The folders of the program's sources, without those of search, which makes no findings.
const SOURCES: [&str; 4] = ["src", "crates/diagnostic/src", "crates/times/src", "crates/document/src"];

/// Files in which the rule of a finding is an argument.
const GENERIC: [&str; 2] = ["check/rule.rs", "site/templates.rs"];

/// Files with findings that are made for tests.
const TESTS: [&str; 2] = ["cli/report/hostile.rs", "cli/report/testing.rs"];

#[test]
fn every_rule_of_the_sources_is_registered_and_every_registered_one_is_emitted() {
    let emission = Regex::new(
        r#"(?:Diagnostic::(?:error|warning|note)\(|Diagnostic::new\([^,]*,|\.diagnostic\()\s*([^\s,)]+)"#,
    )
    .unwrap();
    let finding = Regex::new(r"RULE\s*\.finding\(").unwrap();
    let identifier = Regex::new(r#""([a-z-]+/[a-z-]+)""#).unwrap();
    let groups: BTreeSet<&str> = RULES.iter().map(|rule| group(rule.id)).collect();
    let mut emitted = BTreeSet::new();
    let mut faults = Vec::new();
    for module in SOURCES.into_iter().flat_map(modules) {
        if TESTS.contains(&module.file.as_str()) {
            continue;
        }
        if let Some(file) = module.file.strip_prefix("check/rules/").filter(|file| *file != "mod.rs") {
            let rule = RULES.iter().find(|rule| file == format!("{}.rs", rule.id.replace(['/', '-'], "_")));
            match rule {
                None => faults.push(format!("{}: no rule has this name", module.file)),
                Some(rule) if finding.is_match(&module.code) => drop(emitted.insert(rule.id.to_owned())),
                Some(_) => {}
            }
            continue;
        }
        for found in emission.captures_iter(&module.code) {
            match found[1].strip_prefix('"') {
                Some(id) => drop(emitted.insert(id.trim_end_matches('"').to_owned())),
                None if GENERIC.contains(&module.file.as_str()) => {}
                None => faults.push(format!("{}: `{}` is no literal", module.file, &found[1])),
            }
        }
        let used = identifier.captures_iter(&module.code).map(|found| found[1].to_owned());
        faults.extend(
            used.filter(|id| groups.contains(group(id)) && check::find(id).is_none())
                .filter(|id| !emitted.contains(id))
                .map(|id| format!("{}: `{id}` is no rule", module.file)),
        );
    }
    faults.extend(
        emitted.iter().filter(|id| check::find(id).is_none()).map(|id| format!("`{id}` is not registered")),
    );
    faults.extend(
        RULES
            .iter()
            .filter(|rule| !emitted.contains(rule.id))
            .map(|rule| format!("`{}` is never emitted", rule.id)),
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn group(id: &str) -> &str {
    id.split('/').next().unwrap_or_default()
}

#[test]
fn every_rule_is_documented() {
    for rule in RULES {
        let Rule { id, summary, problem, consequence, fix, .. } = rule;
        assert!(rule.levels.is_sorted_by(|one, other| one > other) && !rule.levels.is_empty(), "{id}");
        let is_fragment = !summary.ends_with('.') && !summary.starts_with(char::is_uppercase);
        assert!(!summary.is_empty() && is_fragment, "{id}: {summary}");
        let mut sentences = vec![*problem, *consequence, *fix];
        match rule.example {
            Example::Situation { fails, passes } => sentences.extend([fails, passes]),
            Example::None(reason) => sentences.push(reason),
            Example::Files { .. } => {}
        }
        for text in sentences {
            assert!(text.ends_with('.') && !text.contains("  "), "{id}: {text}");
        }
    }
}

#[test]
fn the_pages_on_the_rules_are_those_of_the_registry() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let pages: BTreeMap<_, _> = check::pages().into_iter().collect();
    assert_eq!(pages.len(), RULES.len() + 1, "two rules have the same page");
    if std::env::var_os("RETOLD_ACCEPT").is_some_and(|value| value == "1") {
        let stale = names(&folder).into_iter().filter(|name| !pages.contains_key(name));
        stale.for_each(|name| fs::remove_file(folder.join(name)).unwrap());
        pages.iter().for_each(|(name, page)| fs::write(folder.join(name), page).unwrap());
    }
    let is_current = |(name, page): (&String, &String)| {
        fs::read_to_string(folder.join(name)).is_ok_and(|written| written == *page)
    };
    assert!(
        names(&folder).iter().eq(pages.keys()) && pages.iter().all(is_current),
        "docs/rules/ is out of date; `RETOLD_ACCEPT=1 cargo test --test main rules` updates it"
    );
    for rule in RULES {
        let name = check::documentation(rule.id);
        assert!(pages.contains_key(name.strip_prefix("docs/rules/").unwrap()), "{name}");
    }
}

/// The names of the files in a folder, sorted.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

/// A rule and a level, such as `warning[link/missing]`.
type Found = BTreeSet<String>;

#[test]
fn every_rule_is_found_where_its_example_fails_and_nothing_where_it_passes() {
    let situations: BTreeMap<_, _> = SITUATIONS.into_iter().collect();
    let mut faults = Vec::new();
    for rule in RULES {
        let (failing, passing) = match rule.example {
            Example::Files { fails, passes } => (found_in_files(rule, fails), found_in_files(rule, passes)),
            Example::Situation { .. } => match situations.get(rule.id) {
                Some(situation) => (found_in_text(&situation(true)), found_in_text(&situation(false))),
                None => {
                    faults.push(format!("{}: there is no situation to try", rule.id));
                    continue;
                }
            },
            Example::None(_) => {
                assert!(UNTRIED.contains(&rule.id), "{}: its example can be tried", rule.id);
                continue;
            }
        };
        // An example of how postmortems are written is too short for the other rules on it.
        let only_its_own = |found: Found| match rule.stage {
            Stage::Review | Stage::External => {
                found.into_iter().filter(|found| found.contains(&format!("[{}]", rule.id))).collect()
            }
            _ => found,
        };
        let (failing, passing) = (only_its_own(failing), only_its_own(passing));
        let expected: Found = rule.levels.iter().map(|level| found(*level, rule.id)).collect();
        if failing != expected {
            faults.push(format!("{}: the failing example gives {failing:?}", rule.id));
        }
        if !passing.is_empty() {
            faults.push(format!("{}: the passing example gives {passing:?}", rule.id));
        }
    }
    for id in situations.keys() {
        let is_situation =
            check::find(id).is_some_and(|rule| matches!(rule.example, Example::Situation { .. }));
        assert!(is_situation, "{id} is no rule with a situation");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A built archive, and a host that has what is in its `folder` and answers everything with `answer`.
fn published(folder: &str, answer: Answer) -> (Archive, SiteServer) {
    let archive = Archive::good();
    archive.build_clean();
    let server = SiteServer::start(archive.path(folder), move |_| answer.clone());
    (archive, server)
}

fn found(level: Level, id: &str) -> String {
    let level = match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    format!("{level}[{id}]")
}

/// The findings that a run of the program shows.
fn found_in_text(text: &str) -> Found {
    let heads = Regex::new(r"(?m)^(?:\d+ × )?((?:error|warning|note)\[[a-z/-]+\]): ").unwrap();
    heads.captures_iter(text).map(|head| head[1].to_owned()).collect()
}

fn found_in_files(rule: &Rule, files: Files) -> Found {
    let are_documents = files.iter().all(|(path, _)| path.starts_with("content/"));
    if matches!(rule.stage, Stage::Document | Stage::Archive | Stage::Review) && are_documents {
        return found_in_memory(rule, files);
    }
    let archive = files.iter().fold(Archive::new(), |archive, (path, text)| archive.file(path, text));
    let command = if rule.stage == Stage::Render { "build" } else { "check" };
    found_in_text(&archive.run(&[command]).stderr)
}

fn found_in_memory(rule: &Rule, files: Files) -> Found {
    let files = files.iter().map(|(path, text)| (path.strip_prefix("content/").unwrap(), *text));
    let (documents, others): (Vec<_>, Vec<_>) = files.partition(|(path, _)| document_stem(path).is_some());
    let mut tree = SourceTree::from_pairs(documents);
    tree.attachments = others
        .into_iter()
        .map(|(path, _)| Attachment {
            path: path.to_owned(),
            location: path.into(),
            is_media: false,
            size: None,
        })
        .collect();
    let config = Config::load(Path::new("/nowhere"), None, Overrides::default()).unwrap();
    let selection = Selection { is_reserved: Site::reserves, ..Selection::default() };
    let (archive, findings) = Documents::from_tree(tree, &config, selection);
    let mut findings = check::run(&archive, &config, findings);
    if rule.stage == Stage::Review {
        let settings = check::Settings::new(&config, jiff::civil::date(2026, 2, 1));
        findings.add(check::review(&archive, settings));
    }
    findings.iter().map(|finding| found(finding.level, finding.rule)).collect()
}

/// Rules for faults of the program, which no input causes, and for how it was built.
const UNTRIED: [&str; 5] =
    ["document/failed", "program/fault", "arguments/external", "export/record", "search/index"];

/// A situation for a rule: given whether the rule is broken, returns the program's standard error.
type Situation = fn(bool) -> String;

/// The rules that files alone cannot show.
const SITUATIONS: [(&str, Situation); 53] = [
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
            File::create(archive.path("content/report.md")).unwrap().set_len((16 << 20) + 1).unwrap();
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
