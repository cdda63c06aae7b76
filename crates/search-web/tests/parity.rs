//! The browser's engine finds what the native one finds.
//!
//! Runs the committed wasm build in node over the table of `retold-search`. Not every machine that
//! builds Retold has node: without it, the test says so. `scripts/check` sets a variable that makes
//! a missing node a failure.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use retold_search::{Language, PackWriter, Record};

#[path = "../../search/tests/search/fixture.rs"]
mod fixture;

/// Set by `scripts/check`: node has to be there.
const REQUIRE_NODE: &str = "RETOLD_REQUIRE_NODE";

#[test]
fn the_table_in_wasm() {
    check("parity", Language::default(), &fixture::archive(), fixture::TABLE);
}

#[test]
fn another_language_in_wasm() {
    check("parity-de", Language::of("de"), &fixture::german(), fixture::GERMAN);
}

/// Runs a table of queries in node, over an archive in a language; `name` is that of a scratch directory.
fn check(name: &str, language: Language, archive: &[Record], table: &[(&str, &[&str])]) {
    let scratch = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let packed = scratch.join("pack");
    let _ = std::fs::remove_dir_all(&scratch);
    std::fs::create_dir_all(&packed).expect("the scratch directory can be created");
    for (name, content) in pack(language, archive) {
        std::fs::write(packed.join(name), content).expect("the pack can be written");
    }
    let json = serde_json::to_vec(table).expect("the table can be encoded");
    let table = scratch.join("table.json");
    std::fs::write(&table, json).expect("the table can be written");

    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parity.mjs");
    let output = match Command::new("node").arg(script).arg(packed).arg(table).output() {
        Err(error) if error.kind() == ErrorKind::NotFound && std::env::var_os(REQUIRE_NODE).is_none() => {
            println!("not run: there is no node on this machine");
            return;
        }
        output => output.expect("node can be run"),
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn pack(language: Language, records: &[Record]) -> BTreeMap<String, Vec<u8>> {
    PackWriter::write(language, records).expect("a pack can be written").files
}
