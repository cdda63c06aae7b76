//! The committed engine and stemmers are those that the sources make.
//!
//! `dist/digest.txt` and `dist/stemmers.txt` say what the files beside them were built from. These tests
//! compute the same from the sources as they are; the scripts that build have it written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use retold_search::{LANGUAGES, Language};
use xxhash_rust::xxh3::Xxh3;

/// Set by the scripts that build: write the digest instead of comparing it.
const WRITE: &str = "RETOLD_WRITE_ENGINE_DIGEST";

/// What is built for the browser.
struct Product {
    /// The file with the digest, in `dist/`.
    digest: &'static str,
    /// The crates that it is built from.
    crates: &'static [&'static str],
    /// Files that decide what it is, besides the sources of the crates.
    others: &'static [&'static str],
    /// The script that builds it.
    script: &'static str,
}

const ENGINE: Product = Product {
    digest: "digest.txt",
    crates: &["crates/search", "crates/search-web"],
    others: &["crates/search-web/worker.js", "scripts/wasm-toolchain"],
    script: "scripts/build-engine",
};

const STEMMERS: Product = Product {
    digest: "stemmers.txt",
    crates: &["crates/stemmer"],
    others: &["scripts/wasm-toolchain"],
    script: "scripts/build-stemmers",
};

#[test]
fn the_committed_engine_is_up_to_date() {
    is_up_to_date(&ENGINE, &["search-engine.wasm".to_owned(), "search-worker.js".to_owned()]);
}

#[test]
fn the_committed_stemmers_are_up_to_date() {
    // The engine has the one of English.
    let codes = LANGUAGES.iter().filter(|code| **code != Language::default().code());
    let files: Vec<String> = codes.map(|code| format!("stemmers/{code}.wasm")).collect();
    is_up_to_date(&STEMMERS, &files);
    let mut committed = BTreeSet::new();
    list_files(&root(), Path::new("crates/search-web/dist/stemmers"), &mut committed);
    assert_eq!(committed.len(), files.len());
}

fn is_up_to_date(product: &Product, files: &[String]) {
    let dist = root().join("crates/search-web/dist");
    let built: Vec<Vec<u8>> = files.iter().map(|file| read(&dist.join(file))).collect();
    let built = hash(&built.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let digest = format!("sources {}\nfiles {built}\n", source_digest(&root(), product));
    let file = dist.join(product.digest);
    if std::env::var_os(WRITE).is_some() {
        fs::write(&file, &digest).expect("the digest can be written");
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == digest,
        "what is in crates/search-web/dist is not built from these sources; run {} and commit the result\n\
         committed:\n{committed}\nhere:\n{digest}",
        product.script
    );
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Digest of the crates' sources, of their dependencies' entries in the lockfile, and of how they
/// are built.
fn source_digest(root: &Path, product: &Product) -> String {
    let mut files = BTreeSet::new();
    for name in product.crates {
        files.insert(PathBuf::from(name).join("Cargo.toml"));
        list_files(root, &Path::new(name).join("src"), &mut files);
    }
    files.extend(product.others.iter().chain([&product.script]).map(PathBuf::from));

    let mut parts: Vec<Vec<u8>> = Vec::new();
    for file in files {
        let bytes = read(&root.join(&file));
        let is_manifest = file.file_name().is_some_and(|name| name == "Cargo.toml");
        parts.push(file.to_string_lossy().replace('\\', "/").into_bytes());
        parts.push(if is_manifest { without_lints(&bytes) } else { bytes });
    }
    parts.extend(locked_dependencies(root, product.crates).into_iter().map(String::into_bytes));
    let manifest = parse(&root.join("Cargo.toml"));
    parts.push(manifest["profile"]["wasm"].to_string().into_bytes());
    hash(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// A manifest up to its tables of lints, which come last and change nothing that is built.
fn without_lints(manifest: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(manifest);
    let end = text.find("\n[lints").unwrap_or(text.len());
    let kept = text[..end].lines().collect::<Vec<_>>();
    let comments = kept.iter().rev().take_while(|line| line.is_empty() || line.starts_with('#')).count();
    let kept = &kept[..kept.len() - comments];
    kept.iter().flat_map(|line| line.bytes().chain([b'\n'])).collect()
}

/// All files below a directory, relative to `root`.
fn list_files(root: &Path, directory: &Path, files: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(root.join(directory)).expect("a source directory can be read") {
        let entry = entry.expect("a source directory can be read");
        let path = directory.join(entry.file_name());
        if entry.path().is_dir() {
            list_files(root, &path, files);
        } else {
            files.insert(path);
        }
    }
}

/// Name, version and checksum of every package that the crates depend on, tests aside.
fn locked_dependencies(root: &Path, crates: &[&str]) -> BTreeSet<String> {
    let lock = parse(&root.join("Cargo.lock"));
    let packages: Vec<&toml::Table> =
        lock["package"].as_array().into_iter().flatten().filter_map(toml::Value::as_table).collect();
    // The lockfile names a dependency `name`, or `name version` where there are several.
    let mut by_name: BTreeMap<String, Vec<&toml::Table>> = BTreeMap::new();
    for package in packages {
        let (name, version) = (text(package, "name"), text(package, "version"));
        by_name.entry(format!("{name} {version}")).or_default().push(package);
        by_name.entry(name).or_default().push(package);
    }

    let mut pending: Vec<String> = Vec::new();
    for folder in crates {
        let manifest = parse(&root.join(folder).join("Cargo.toml"));
        let name = manifest["package"]["name"].as_str().unwrap_or_default();
        let wanted = dependencies(root, folder);
        // The lockfile names the version, which the manifest may leave to another package of the same name.
        let locked = by_name[name][0].get("dependencies").and_then(toml::Value::as_array);
        let locked = locked.into_iter().flatten().filter_map(toml::Value::as_str);
        let is_wanted = |entry: &&str| wanted.iter().any(|name| entry.split(' ').next() == Some(name));
        pending.extend(locked.filter(is_wanted).map(str::to_owned));
    }
    let mut found = BTreeSet::new();
    while let Some(name) = pending.pop() {
        for package in by_name.get(&name).into_iter().flatten() {
            let checksum = text(package, "checksum");
            // Packages of the workspace have none; their sources are read.
            if !checksum.is_empty() && found.insert(format!("{} {}", text(package, "version"), checksum)) {
                let next = package.get("dependencies").and_then(toml::Value::as_array);
                pending
                    .extend(next.into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)));
            }
        }
    }
    found
}

/// Names of the packages that a crate of the workspace depends on, for any target, tests aside.
fn dependencies(root: &Path, name: &str) -> Vec<String> {
    let manifest = parse(&root.join(name).join("Cargo.toml"));
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let tables = targets
        .into_iter()
        .flat_map(|targets| targets.values())
        .chain([&toml::Value::Table(manifest.clone())])
        .filter_map(|table| table.get("dependencies")?.as_table().cloned())
        .collect::<Vec<_>>();
    tables.iter().flat_map(|table| table.keys().cloned()).collect()
}

fn text(table: &toml::Table, key: &str) -> String {
    table.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
}

fn parse(file: &Path) -> toml::Table {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The bytes of a file; none for one that is not there, so that the digest differs.
fn read(file: &Path) -> Vec<u8> {
    fs::read(file).unwrap_or_default()
}

/// Hash of byte strings, each with its length.
fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Xxh3::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    format!("{:032x}", hasher.digest128())
}
