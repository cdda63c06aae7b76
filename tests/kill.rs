//! `kill -9` at any moment of a build leaves whole files, and the next build repairs the rest.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::html::tags;
use crate::support::{Archive, Tree, difference, tree};

/// The number of documents, which is small enough for a debug build.
const DOCUMENTS: usize = 60;

/// Kills at moments spread over the whole build, and as many from the moment when files are moved into place; whether
/// one hits a move depends on the disk, and what holds then holds in between, too.
const KILLS: u32 = 5;

fn archive() -> Archive {
    // Many pages of lists make moving files slow, so that kills hit it more often.
    let archive = Archive::new().file("retold.toml", "page_size = 3\n");
    for document in retold_corpus::Corpus::new(3, DOCUMENTS).iter() {
        // The bodies are short, because only the number of files matters.
        let end = document.text.match_indices("\n## ").nth(1).map_or(document.text.len(), |(at, _)| at);
        archive.write(&format!("content/{}", document.path), &document.text[..end]);
    }
    archive
}

/// The newer version of the content: documents edited, removed and added.
fn edit(archive: &Archive) {
    for (index, document) in retold_corpus::Corpus::new(3, DOCUMENTS).iter().enumerate() {
        let name = format!("content/{}", document.path);
        match index % 5 {
            0 => archive.write(&name, archive.read(&name) + "\nAnd then it happened again.\n"),
            1 => archive.remove(&name),
            _ => {}
        }
    }
    for index in 0..20 {
        archive.write(
            &format!("content/new-{index}.md"),
            format!("---\ntags: [new-{index}]\n---\n# New {index}\n"),
        );
    }
}

fn publish_copy(site: &Tree, folder: &Path) {
    let _ = fs::remove_dir_all(folder);
    for (name, bytes) in site {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// The files that belong to neither site.
fn is_internal(name: &str) -> bool {
    name.starts_with(".retold-")
}

/// The links of pages that were read before, by the name and the digest of each page: sites have most pages in common.
type KnownLinks = BTreeMap<(String, [u8; 32]), Vec<String>>;

/// The files that pages lead to and that are not there, from the home page on.
fn dead_links(site: &Tree, known: &mut KnownLinks) -> Vec<String> {
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut next: Vec<String> = reached.iter().cloned().collect();
    let mut dead = Vec::new();
    while let Some(name) = next.pop() {
        let Some(bytes) = site.get(&name) else {
            dead.push(name);
            continue;
        };
        if !name.ends_with(".html") {
            continue;
        }
        let key = (name, *blake3::hash(bytes).as_bytes());
        let name = key.0.clone();
        let links = known.entry(key).or_insert_with(|| links(&name, &String::from_utf8_lossy(bytes)));
        next.extend(links.iter().filter(|link| reached.insert((*link).clone())).cloned());
    }
    dead
}

/// The files of the site that a page leads to.
fn links(name: &str, page: &str) -> Vec<String> {
    let base = url::Url::parse("http://site.test/").unwrap();
    let here = base.join(name).unwrap();
    let tags = tags(page);
    let attributes = tags.iter().flat_map(|tag| &tag.attributes);
    let addresses = attributes.filter(|(name, _)| matches!(name.as_str(), "href" | "src"));
    let targets = addresses.filter_map(|(_, address)| here.join(address).ok());
    let of_the_site = targets.filter(|target| target.origin() == base.origin());
    of_the_site
        .map(|target| {
            let path = percent_encoding::percent_decode_str(target.path()).decode_utf8_lossy();
            let mut name = path.trim_start_matches('/').to_owned();
            if name.is_empty() || name.ends_with('/') {
                name.push_str("index.html");
            }
            name
        })
        .collect()
}

#[track_caller]
fn check_whole(old: &Tree, new: &Tree, killed: &Tree) {
    for (name, bytes) in killed.iter().filter(|(name, _)| !is_internal(name)) {
        let is_whole = old.get(name) == Some(bytes) || new.get(name) == Some(bytes);
        assert!(is_whole, "{name} is neither the old file nor the new one");
    }
    let kept = old.keys().filter(|name| new.contains_key(*name) && !is_internal(name));
    for name in kept {
        assert!(killed.contains_key(name), "{name} is gone");
    }
}

#[test]
fn a_killed_build_leaves_whole_files_and_the_next_one_repairs_the_rest() {
    let archive = archive();
    archive.build();
    let old = archive.tree("public");
    edit(&archive);
    let started = Instant::now();
    archive.run(&["build", "-o", "clean"]);
    let whole_build = started.elapsed();
    let new = archive.tree("clean");
    assert!(difference(&old, &new).len() > 50);
    let public = archive.path("public");
    let mut known = KnownLinks::new();
    for round in 0..2 * KILLS {
        publish_copy(&old, &public);
        let mut child = archive.command(&["build"]).stderr(Stdio::null()).spawn().unwrap();
        if round < KILLS {
            sleep(whole_build * round / KILLS);
        } else {
            // The manifest is replaced when all is staged: from then on, files are moved.
            let manifest = public.join(".retold-manifest.json");
            while fs::read(&manifest).ok().as_ref() == old.get(".retold-manifest.json")
                && child.try_wait().unwrap().is_none()
            {
                sleep(Duration::from_millis(1));
            }
            sleep(Duration::from_millis(2) * (round - KILLS));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let killed = tree(&public);
        check_whole(&old, &new, &killed);
        assert_eq!(dead_links(&killed, &mut known), Vec::<String>::new(), "after kill {round}");
        let run = archive.build();
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert_eq!(difference(&new, &tree(&public)), Vec::<String>::new(), "after kill {round}");
    }
}

#[test]
fn a_killed_first_build_is_no_foreign_folder() {
    let archive = Archive::good();
    let mut child = archive.command(&["build"]).stderr(Stdio::null()).spawn().unwrap();
    while !archive.has("public") && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    archive.build_clean();
    let cold = Archive::good();
    cold.build_clean();
    assert_eq!(difference(&archive.tree("public"), &cold.tree("public")), Vec::<String>::new());
}
