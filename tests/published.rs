//! `retold search --site` and `retold similar --site`: a published site, asked over HTTP.

use serde_json::Value;

use crate::site_server::{Answer, SiteServer};
use crate::support::{Archive, Run};

const FULL: &str = "---\nid: PM-7\nseverity: SEV2\nservices: [postgres]\n---\n# Disk of postgres full\n\n\
    The write-ahead log filled the disk, as a replica was gone and its slot stayed.\n\n\
    ## Resolution\n\nThe *slot* was dropped. It took an hour.\n\n\
    ## Action items\n\n- [ ] Alert on slots @db due:2025-04-01 https://example.org/issues/7\n- [x] Drop the slot\n\
    - [ ] Limit `max_slot_wal_keep_size`\n- [ ] Page earlier\n- [ ] Write it down\n";
const AGAIN: &str =
    "---\nrecurrence_of: PM-7\n---\n# Slots again\n\nA slot of postgres kept the write-ahead log.\n";
const LOG: &str =
    "2026-05-01T12:00:03Z PANIC could not write to the write-ahead log: disk full, replica zebra\n";

/// A built site whose index does not fit into its first file.
fn built() -> Archive {
    let words: Vec<String> = (0..20_000).map(|number| format!("word{number}")).collect();
    let archive = Archive::new()
        .file("content/2024-01-01-login.md", "# Login failed\n\nNobody renewed the certificate.\n")
        .file("content/2024-02-01-words.md", format!("# Words\n\n{}\n", words.join(" ")))
        .file("content/2025-03-02-disk.md", FULL)
        .file("content/2025-09-01-slots.md", AGAIN)
        .file("log.txt", LOG)
        .file(
            "draft.md",
            "# Write-ahead log fills the disk\n\nA replica was gone, and its slot kept the log.\n",
        );
    archive.build_clean();
    archive
}

fn serve(archive: &Archive, answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> SiteServer {
    SiteServer::start(archive.path("public"), answer)
}

/// Runs the program with `--site` in a folder that has no archive.
fn ask(url: &str, arguments: &[&str]) -> Run {
    let (command, rest) = arguments.split_first().unwrap();
    Archive::new().run(&[&["--today", "2026-02-01", command, "--site", url], rest].concat())
}

#[test]
fn a_published_site_answers_like_the_folder_that_it_was_built_into() {
    let archive = built().file("retold.toml", "");
    for knows_ranges in [true, false] {
        let server = serve(&archive, move |_| if knows_ranges { Answer::Part } else { Answer::Whole });
        let url = server.url("/");
        for query in [
            &["\"kept the write-ahead log\""][..],
            &["word7", "--format", "ids"],
            &["disk", "postgres", "--format", "json"],
            &["disk", "--facet", "service", "--facet", "year"],
            &["dsk", "--sort", "newest", "--format", "json"],
            &["zeppelin"],
        ] {
            let there = ask(&url, &[&["search"], query].concat());
            let here = archive.run(&[&["search"], query].concat());
            assert_eq!(there.status, here.status, "{query:?}: {}", there.stderr);
            assert_eq!(there.stderr, here.stderr, "{query:?}");
            let pages = here.stdout.replace("public/", &url).replace("/index.html", "/");
            assert_eq!(there.stdout, pages, "{query:?}");
        }
        let (path, bytes) = server.requests().into_iter().find(|(path, _)| path.contains("/term-")).unwrap();
        let whole = std::fs::metadata(archive.path("public").join(&path[1..])).unwrap().len();
        assert_eq!(bytes as u64 == whole, !knows_ranges, "{path}");
    }
}

#[test]
fn a_pasted_text_gets_the_answer_that_the_archive_gives() {
    let archive = built();
    let server = serve(&archive, |_| Answer::Part);
    let url = server.url("/");
    let log = archive.path("log.txt");
    let log = log.to_str().unwrap();
    for format in ["text", "ids", "markdown", "slack"] {
        let there = ask(&url, &["similar", log, "--format", format]);
        let here =
            archive.run(&["--today", "2026-02-01", "similar", log, "--format", format, "--base-url", &url]);
        assert_eq!((there.status, &there.stderr), (0, &here.stderr));
        assert_eq!(there.stdout, here.stdout, "{format}");
    }
    let text = ask(&url, &["similar", log, "--limit", "1"]).stdout;
    for line in [
        "Disk of postgres full\n",
        "  resolved: The slot was dropped.\n",
        "  still open: Alert on slots (db, due 2025-04-01, 306 days overdue, #7, https://example.org/issues/7)\n",
        "  still open: 1 more action\n",
        "  happened 1 time since\n",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let json = ask(&url, &["similar", log, "--format", "json"]).stdout;
    let line: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!((&line["id"], &line["precedent"]["open_count"]), (&"PM-7".into(), &4.into()));
    assert_eq!(line["permalink"], format!("{url}2025-03-02-disk/"));
    let here = archive.run(&["similar", log, "--format", "json"]).stdout;
    let here: Value = serde_json::from_str(here.lines().next().unwrap()).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&line), keys(&here));
    assert_eq!(keys(&line["precedent"]), keys(&here["precedent"]));
}

#[test]
fn an_incident_of_the_site_gets_the_answer_that_the_archive_gives() {
    let archive = built();
    let server = serve(&archive, |_| Answer::Part);
    let url = server.url("/");
    for name in ["PM-7", "2025-09-01-slots", "2024-01-01-login"] {
        for format in ["text", "json", "ids", "markdown", "slack"] {
            let there = ask(&url, &["similar", name, "--format", format]);
            let arguments =
                ["--today", "2026-02-01", "similar", name, "--format", format, "--base-url", &url];
            let here = archive.run(&arguments);
            assert_eq!((there.status, &there.stderr), (here.status, &here.stderr), "{name} {format}");
            if format == "json" {
                assert_eq!(as_published(&there.stdout), as_published(&here.stdout), "{name}");
            } else {
                assert_eq!(there.stdout, here.stdout, "{name} {format}");
            }
        }
    }
    let found = ask(&url, &["similar", "PM-7"]).stdout;
    assert!(found.contains("  both: slot, postgres, log, write-ahead (linked already)\n"), "{found}");
    assert!(server.requests().iter().any(|(path, _)| path == "/api/v1/postmortems/2025-03-02-disk.json"));
}

/// The lines of `similar --format json` without what a published site does not know: see docs/similar.md.
fn as_published(lines: &str) -> Vec<Value> {
    let line = |line: &str| {
        let mut line: Value = serde_json::from_str(line).unwrap();
        line["likeness"] = Value::Null;
        let precedent = &mut line["precedent"];
        (precedent["earlier"], precedent["later"]) = (Value::Null, Value::Null);
        let actions = precedent["open_actions"].as_array_mut().unwrap();
        actions.truncate(3);
        actions.iter_mut().for_each(|action| action["key"] = Value::Null);
        line
    };
    lines.lines().map(line).collect()
}

#[test]
fn incidents_of_the_site_and_drafts_are_compared_by_their_words_where_there_is_nothing_else() {
    let archive = built();
    // As of a site without data for programs, some of whose hosts have a page for whatever they do not have.
    let server = serve(&archive, |path| match path {
        "/api/v1/postmortems/2025-03-02-disk.json" => Answer::Page,
        path if path.starts_with("/api/") => Answer::Status(404),
        _ => Answer::Part,
    });
    let url = server.url("/");
    let page = server.url("/2025-03-02-disk/");
    for name in ["PM-7", "pm-7", "2025-03-02-disk", "disk", "2025-03-02-disk/index.html", &page] {
        let run = ask(&url, &["similar", name, "--format", "ids"]);
        assert_eq!((run.status, run.stdout.as_str()), (0, "2025-09-01-slots\n"), "{name}: {}", run.stderr);
    }
    let run = ask(&url, &["similar", "2025-09-01-slots", "--limit", "1"]);
    assert!(run.stdout.contains("  matched: "), "{}{}", run.stdout, run.stderr);
    let draft = archive.path("draft.md");
    let run = ask(&url, &["similar", draft.to_str().unwrap(), "--limit", "1"]);
    assert!(run.stdout.starts_with("Disk of postgres full\n"), "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("  resolved: The slot was dropped.\n"), "{}", run.stdout);
    ask(&url, &["similar", "PM-8"]).says(
        2,
        "
        error[arguments/document]: `PM-8` is neither a file nor a postmortem of the site
         |
        hint: use its `id` or its address; `-` reads a text from standard input

        ",
    );
}

#[test]
fn redirections_are_followed_once() {
    let archive = built();
    let server = serve(&archive, |path| match path.strip_prefix("/old") {
        Some(rest) => Answer::Redirect(rest.to_owned()),
        None => Answer::Part,
    });
    let run = ask(&server.url("/old"), &["search", "postgres"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains(&server.url("/2025-03-02-disk/\n")), "{}", run.stdout);
    assert_eq!(server.requests().iter().filter(|(path, _)| path.starts_with("/old")).count(), 1);
}

#[cfg(unix)]
#[test]
fn proxies_are_those_of_the_environment() {
    let archive = built();
    let server = serve(&archive, |_| Answer::Part);
    let address = server.url("").replace("http://", "");
    let proxy = serve(&archive, move |target| match target {
        "archive.example:80" => Answer::Redirect(address.clone()),
        _ => Answer::Status(403),
    });
    let run = |variables: &str, host: &str| {
        let command = format!("{variables} \"$0\" search --site http://{host}/ postgres --format ids");
        Archive::new().run_in_shell(&command)
    };
    let variables = format!("http_proxy={}", proxy.url(""));
    let found = run(&variables, "archive.example");
    assert_eq!((found.status, found.stdout.lines().count()), (0, 2), "{}", found.stderr);
    run(&variables, "other.example").says(
        2,
        "
        error[site/unreachable]: the site cannot be read: the proxy does not let it through
        --> http://other.example/search/pack/pack.json
         |
        hint: check `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`

        ",
    );
    proxy.requests();
    let host = server.url("").replace("http://", "");
    let direct = run(&format!("{variables} no_proxy=127.0.0.1"), &host);
    assert_eq!((direct.status, proxy.requests().len()), (0, 0), "{}", direct.stderr);
}

#[test]
fn a_site_that_cannot_be_asked_is_reported_in_a_sentence() {
    let archive = built();
    let shown = |answer: fn(&str) -> Answer, arguments: &[&str]| {
        let server = serve(&archive, answer);
        let run = ask(&server.url("/"), arguments);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
        run.stderr.replace(&server.url(""), "http://HOST")
    };
    let search: &[&str] = &["search", "\"kept the write-ahead log\""];
    let similar: &[&str] = &["similar", "PM-7"];
    // The names of parts depend on their bytes.
    let hashes = regex::Regex::new("-[0-9a-z]{13}\\.bin").unwrap();
    let mut messages = Vec::new();
    for (name, answer, arguments) in [
        ("no such file", (|_| Answer::Status(404)) as fn(&str) -> Answer, search),
        ("a page of its own for what is missing", |_| Answer::Page, search),
        ("another file", |_| Answer::Bytes(b"{\"version\": 1}"), similar),
        ("an older index", |_| Answer::Bytes(br#"{"format":"retold-search-pack","version":1}"#), search),
        ("not allowed", |_| Answer::Status(401), search),
        ("in trouble", |_| Answer::Status(503), search),
        ("redirections in a circle", |path| Answer::Redirect(path.to_owned()), search),
        ("no end", |_| Answer::Hang, &["search", "--timeout", "1", "disk"]),
        ("a connection that drops", |_| Answer::Cut, search),
        (
            "a connection that drops later",
            |path| if path.contains("/term-") { Answer::Cut } else { Answer::Part },
            search,
        ),
        (
            "a part that is missing",
            |path| if path.contains("/hot-") { Answer::Status(404) } else { Answer::Part },
            search,
        ),
        (
            "a part that is a page",
            |path| if path.contains("/term-") { Answer::Page } else { Answer::Part },
            similar,
        ),
        (
            "a first file that is another",
            |path| if path.contains("/hot-") { Answer::Bytes(b"x") } else { Answer::Part },
            search,
        ),
    ] {
        let message = shown(answer, arguments);
        let message = hashes.replace_all(&message, "-HASH.bin").into_owned();
        messages.push(format!("# {name}\n\n{}\n", message.trim_end()));
    }
    let no_tls = serve(&archive, |_| Answer::Part);
    let run = ask(&no_tls.url("/").replace("http:", "https:"), search);
    messages.push(format!("# no TLS\n\n{}\n", run.stderr.replace(&no_tls.url("")[4..], "://HOST")));
    let nobody = ask("http://127.0.0.1:1/", search);
    messages.push(format!("# nobody listens\n\n{}\n", nobody.stderr));
    for address in ["example.org/postmortems", "/srv/site"] {
        messages.push(format!("# no address\n\n{}\n", ask(address, search).stderr));
    }
    insta::assert_snapshot!("published-messages", messages.join("\n"));
}

#[test]
fn what_is_not_known_of_precedents_hides_no_incident() {
    let archive = built();
    for (answer, note) in [
        (
            (|path| if path.contains("precedents") { Answer::Status(404) } else { Answer::Part })
                as fn(&str) -> Answer,
            None,
        ),
        (
            |path| if path.contains("precedents") { Answer::Bytes(b"{") } else { Answer::Part },
            Some("It is not known how these were resolved: `"),
        ),
    ] {
        let server = serve(&archive, answer);
        let log = archive.path("log.txt");
        let run = ask(&server.url("/"), &["similar", log.to_str().unwrap(), "--limit", "1"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(run.stdout.starts_with("Disk of postgres full\n") && !run.stdout.contains("resolved:"));
        assert_eq!(run.stderr.contains("It is not known"), note.is_some(), "{}", run.stderr);
        assert!(run.stderr.contains(note.unwrap_or_default()), "{}", run.stderr);
    }
}

#[test]
fn options_of_an_archive_are_not_those_of_a_site() {
    for options in [
        &["--root", "."][..],
        &["--output-dir", "public"],
        &["--base-url", "https://example.org/"],
        &["--content", "docs"],
    ] {
        let run = ask("https://example.org/", &[&["similar", "-"], options].concat());
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("cannot be used with"), "{options:?}: {}", run.stderr);
    }
}
