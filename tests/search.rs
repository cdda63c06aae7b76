//! `retold search`: the published index, asked from a terminal.

use std::fs;

use crate::support::Archive;

fn built() -> Archive {
    let archive = Archive::new()
        .file(
            "content/2026-01-31-pool.md",
            "---\nid: PM-7\nseverity: SEV2\nservices: [postgres]\n---\n# Pool exhausted\n\nToo many clients asked for a connection at once.\n",
        )
        .file("content/2026-02-01-tls.md", "# Certificate expired\n\nThe connection was refused by every client.\n");
    assert_eq!(archive.run(&["build"]).status, 0);
    archive
}

#[test]
fn results_come_in_three_formats() {
    let archive = built();
    let run = archive.run(&["search", "connection pool"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(
        run.stdout,
        "Pool exhausted\n  2026-01-31 · SEV2 · postgres\n  Too many clients asked for a connection at once.\n  \
         public/2026-01-31-pool/index.html\n\nCertificate expired\n  2026-02-01\n  The connection was refused \
         by every client.\n  public/2026-02-01-tls/index.html\n\n"
    );
    assert_eq!(run.stderr, "2 documents found");
    assert_eq!(
        archive.run(&["search", "connection", "pool", "--format", "ids"]).stdout,
        "PM-7\n2026-02-01-tls\n"
    );
    let json = archive.run(&["search", "service:postgres", "--format", "json"]).stdout;
    let hit: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(hit["title"], "Pool exhausted");
    assert_eq!(
        archive.run(&["search", "--format", "ids", "--", "-pool connection"]).stdout,
        "2026-02-01-tls\n"
    );
}

#[test]
fn matches_are_shown_in_their_section() {
    let archive = Archive::new().file(
        "content/2026-01-31-pool.md",
        "# Pool exhausted\n\nSlow.\n\n## Root causes\n\nA leak in the pool of `pgbouncer`.\n",
    );
    assert_eq!(archive.run(&["build"]).status, 0);
    let run = archive.run(&["search", "pgbouncer leaks", "--format", "json"]);
    let hit: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(hit["excerpt"]["anchor"], "root-causes");
    assert_eq!(
        hit["excerpt"]["text"],
        serde_json::json!(["A ", "leak", " in the pool of ", "pgbouncer", "."])
    );
    let text = archive.run(&["search", "pgbouncer"]).stdout;
    assert!(text.contains("  Root causes › A leak in the pool of pgbouncer.\n"), "{text}");
}

#[test]
fn corrections_and_filters_without_results_are_reported() {
    let archive = built();
    let run = archive.run(&["search", "conection", "--format", "ids"]);
    assert_eq!((run.status, run.stdout.lines().count()), (0, 2));
    let run = archive.run(&["search", "conection zeppelin"]);
    assert!(
        run.stderr.contains("`conection` is in no document; looked for `connection` instead"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("`zeppelin` is in no document\n"), "{}", run.stderr);
    let run = archive.run(&["search", "pool service:nowhere"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, "0 documents found; 1 without the filters"));
}

#[test]
fn corrections_are_named_in_every_format() {
    let archive = built();
    for format in ["text", "ids", "json"] {
        let run = archive.run(&["search", "conection", "--format", format]);
        assert!(
            run.stderr.starts_with("`conection` is in no document; looked for `connection` instead"),
            "{format}"
        );
    }
    let json = archive.run(&["search", "conection", "--format", "json"]).stdout;
    let hit: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(hit["corrections"], serde_json::json!([{"typed": "conection", "used": ["connection"]}]));
    let run = archive.run(&["search", "servce:postgres"]);
    assert!(run.stderr.starts_with("`servce:` is no filter; did you mean `service:`?"), "{}", run.stderr);
    assert_eq!(run.stdout.lines().next(), Some("Pool exhausted"));
}

#[test]
fn a_query_without_words_finds_nothing() {
    let run = built().run(&["search", "🔥"]);
    let expected = (1, "", "there is no word in the query to look for\n0 documents found");
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), expected);
}

#[test]
fn an_index_that_is_older_than_a_document_is_named() {
    let archive = built();
    assert_eq!(archive.run(&["search", "pool"]).stderr, "1 document found");
    let document = fs::File::options().append(true).open(archive.path("content/2026-02-01-tls.md")).unwrap();
    let later = document.metadata().unwrap().modified().unwrap() + std::time::Duration::from_secs(60);
    document.set_modified(later).unwrap();
    let run = archive.run(&["search", "pool"]);
    assert_eq!(run.status, 0);
    assert!(
        run.stderr.starts_with(
            "warning[search/outdated]: the search index is older than this document\n--> content/2026-02-01-tls.md"
        ),
        "{}",
        run.stderr
    );
    // A build that has nothing to write makes it new, too.
    let earlier = fs::File::open(archive.path("public/.retold-manifest.json")).unwrap();
    document.set_modified(earlier.metadata().unwrap().modified().unwrap()).unwrap();
    assert_eq!(archive.run(&["build"]).status, 0);
    assert_eq!(archive.run(&["search", "pool"]).stderr, "1 document found");
}

#[test]
fn results_are_sorted_and_counted() {
    let archive = built();
    let ids = |arguments: &[&str]| archive.run(&[&["search", "--format", "ids"], arguments].concat()).stdout;
    assert_eq!(ids(&["connection", "--sort", "newest"]), "2026-02-01-tls\nPM-7\n");
    assert_eq!(ids(&["connection", "--sort", "severity"]), "PM-7\n2026-02-01-tls\n");
    assert_eq!(
        ids(&["connection", "--facet", "service", "--facet", "year"]),
        "service:postgres\nyear:2026\n"
    );
    let run = archive.run(&["search", "connection", "--facet", "year"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "year\n     2  2026\n\n"));
}

#[test]
fn incidents_like_a_log_are_found() {
    let archive = Archive::new()
        .file(
            "content/reset.md",
            "# Upgrade resets connections\n\nClients saw `ECONNRESET` from the edge proxy.\n",
        )
        .file("content/other.md", "# Certificate expired\n\nIt was refused by every client.\n")
        .file(
            "log.txt",
            "2026-05-01T12:00:03Z ERROR edge-7d9f8b6c5d-x2x7k read 10.0.3.7:5432: ECONNRESET id=9f86d081\n",
        );
    assert_eq!(archive.run(&["build"]).status, 0);
    let run = archive.run(&["similar", "log.txt"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("Upgrade resets connections\n"), "{}", run.stdout);
    assert!(run.stderr.contains("looked for: edge read ECONNRESET"), "{}", run.stderr);
    assert!(run.stderr.contains("2026-05-01T12:00:03Z (timestamp)"), "{}", run.stderr);
    assert_eq!(archive.run(&["similar", "nowhere.txt"]).status, 2);
}

#[test]
fn an_empty_text_is_not_searched_for() {
    let archive = built().file("empty.txt", "").file("blank.txt", " \n\t\n");
    for (file, name) in [("-", "standard input"), ("empty.txt", "empty.txt"), ("blank.txt", "blank.txt")] {
        let run = archive.run(&["similar", file]);
        assert_eq!(run.stdout, "");
        run.says(
            2,
            &format!(
                "
                error[similar/empty]: there is no text to compare with
                --> {name}
                 |
                hint: give it a log line, a stack trace or an alert

                "
            ),
        );
    }
}

#[test]
fn a_text_of_noise_is_not_searched_for() {
    let archive = built().file("noise.txt", "2026-05-01T12:00:03Z 10.0.3.7 9f86d081884c7d65\n");
    let run = archive.run(&["similar", "noise.txt"]);
    assert_eq!(run.stdout, "");
    run.says(
        2,
        "
        error[similar/empty]: there is nothing in the text to look for
        --> noise.txt
         |
        hint: timestamps, ids and numbers are left out; add the words around them

        ",
    );
}

#[test]
fn an_empty_query_finds_nothing_unless_all_is_asked_for() {
    let archive = built();
    for query in ["", "  "] {
        let run = archive.run(&["search", query]);
        assert_eq!(run.stdout, "");
        run.says(
            2,
            "
            error[search/empty]: the query is empty
             |
            hint: to list all documents, add `--sort newest`

            ",
        );
    }
    assert_eq!(
        archive.run(&["search", "", "--sort", "newest", "--format", "ids"]).stdout,
        "2026-02-01-tls\nPM-7\n"
    );
    assert_eq!(archive.run(&["search", "", "--facet", "year"]).stdout, "year\n     2  2026\n\n");
}

#[test]
fn nothing_found_is_status_1() {
    let run = built().run(&["search", "zeppelin"]);
    assert_eq!(
        (run.status, run.stdout.as_str(), run.stderr.as_str()),
        (1, "", "`zeppelin` is in no document\n0 documents found")
    );
}

#[test]
fn without_a_build_search_fails_with_a_hint() {
    Archive::good().run(&["search", "pool"]).says(
        2,
        "
        error[search/not-built]: there is no search index
        --> public/search/pack/pack.json
         |
        hint: run `retold build` first, or name the folder of the built site with `--output-dir`

        ",
    );
}

#[test]
fn a_damaged_index_is_named() {
    // Small archives fit into the hot file; this one does not.
    let words: Vec<String> = (0..20_000).map(|number| format!("word{number}")).collect();
    let archive = built().file("content/words.md", format!("# Words\n\n{}\n", words.join(" ")));
    assert_eq!(archive.run(&["build"]).status, 0);
    let folder = archive.path("public/search/pack");
    let mut damaged = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        // Each file once: cut short, and with one bit turned.
        for bad in [bytes[..bytes.len() / 2].to_vec(), turned(&bytes)] {
            fs::write(&path, bad).unwrap();
            let run = archive.run(&["search", "\"connection was\""]);
            // Parts that the query does not read do no harm.
            if run.status == 2 {
                assert!(run.stderr.starts_with("error[search/damaged]: "), "{path:?}\n{}", run.stderr);
                damaged += 1;
            } else {
                assert_eq!(
                    (run.status, run.stdout.lines().next()),
                    (0, Some("Certificate expired")),
                    "{path:?}"
                );
            }
        }
        fs::write(&path, bytes).unwrap();
    }
    assert!(damaged >= 8, "{damaged}");
}

fn turned(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    bytes
}

#[test]
fn escape_sequences_of_documents_do_not_reach_the_terminal() {
    let archive = Archive::new().file(
        "content/2026-01-01-a.md",
        "---\ntitle: \"a \\e]52;c;cHduZWQ=\\a b\"\nservices: [\"s\\x9b2J\"]\n---\n# A\n\n## Root \u{9b}31m cause\n\nneedle \u{1b}[2J \u{9b}2J \u{202e} end\n",
    );
    archive.run(&["build"]);
    archive.write("needle.txt", "the needle \u{1b}[2J");
    for command in [
        &["search", "needle"][..],
        &["search", "needle", "--format", "ids"],
        &["search", "needle", "--facet", "service"],
        &["similar", "needle.txt"],
        &["inspect", "content/2026-01-01-a.md"],
        &["adopt"],
        &["check"],
    ] {
        let run = archive.run(command);
        for text in [&run.stdout, &run.stderr] {
            assert!(
                !text.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'),
                "{command:?}: {text:?}"
            );
        }
    }
    let found = archive.run(&["search", "needle"]).stdout;
    assert!(found.starts_with("a ␛]52;c;cHduZWQ=␇ b\n"), "{found}");
}
