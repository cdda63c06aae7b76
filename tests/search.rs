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
         2026-01-31-pool/\n\nCertificate expired\n  2026-02-01\n  The connection was refused by every client.\n  \
         2026-02-01-tls/\n\n"
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
fn nothing_found_is_status_1() {
    let run = built().run(&["search", "zeppelin"]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (1, "", "0 documents found"));
}

#[test]
fn without_a_build_it_says_what_to_do() {
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
    let words: Vec<String> = (0..3_000).map(|number| format!("word{number}")).collect();
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
