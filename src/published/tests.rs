//! Reading a site from a host that is a table.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;

use super::*;
use crate::archive::{Archive, Selection};
use crate::config::{Config, Overrides};
use crate::external::Failure;
use crate::report::precedents::{PublishedPrecedent, address, files, number};
use crate::search::Shards;
use crate::source::SourceTree;

const ROOT: &str = "https://example.org/";

/// A host with files by name, and what it does in place of answering.
#[derive(Default)]
struct Table {
    files: BTreeMap<String, Vec<u8>>,
    knows_no_ranges: bool,
    /// The offset in answers with a part of a file is wrong by this much.
    shift: u64,
    /// What comes before answers, in order.
    failures: VecDeque<Result<u16, Failure>>,
    asked: Vec<String>,
    waits: usize,
}

/// What a [`Published`] gets; the test keeps the table.
struct Shared(&'static Mutex<Table>);

impl FileHost for Shared {
    fn get(&self, request: &FileRequest<'_>) -> Result<FileReply, Failure> {
        let mut table = self.0.lock().unwrap();
        let name = request.url.strip_prefix(ROOT).unwrap().to_owned();
        table.asked.push(name.clone());
        let reply = FileReply { url: request.url.to_owned(), ..FileReply::default() };
        if let Some(failure) = table.failures.pop_front() {
            return failure.map(|status| FileReply { status, ..reply });
        }
        let Some(bytes) = table.files.get(&name) else { return Ok(FileReply { status: 404, ..reply }) };
        match &request.range {
            Some(range) if !table.knows_no_ranges => {
                let body = bytes[range.start as usize..range.end as usize].to_vec();
                Ok(FileReply { status: 206, start: Some(range.start + table.shift), body, ..reply })
            }
            _ => Ok(FileReply { status: 200, body: bytes.clone(), ..reply }),
        }
    }

    fn wait(&self, _: Duration) {
        self.0.lock().unwrap().waits += 1;
    }
}

/// The index of an archive of documents about `word`, which fits into its hot file.
fn small_index(word: &str) -> BTreeMap<String, Vec<u8>> {
    index_of(word, 0)
}

/// The index of an archive of documents about `word`, which does not fit into its hot file.
fn index(word: &str) -> BTreeMap<String, Vec<u8>> {
    index_of(word, 4_000)
}

fn index_of(word: &str, more: usize) -> BTreeMap<String, Vec<u8>> {
    let filler = |number: usize| (0..more).map(|word| format!(" w{number}x{word}")).collect::<String>();
    let texts: Vec<_> = (0..5)
        .map(|number| {
            (format!("{number}.md"), format!("# The {word} {number}\n\nThe disk.\n\n{}\n", filler(number)))
        })
        .collect();
    let tree = SourceTree::from_pairs(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let archive = Archive::from_tree(tree, &Config::of(Overrides::default()), Selection::default()).0;
    let pack = Shards::new(&archive, Language::of("en"), &[]).unwrap().merge().unwrap();
    pack.files().iter().map(|(name, bytes)| (format!("{PACK_FOLDER}{name}"), bytes.clone())).collect()
}

fn table(files: BTreeMap<String, Vec<u8>>) -> &'static Mutex<Table> {
    Box::leak(Box::new(Mutex::new(Table { files, ..Table::default() })))
}

fn search(site: &mut Published) -> Result<Vec<String>, Fault> {
    let query = Query::parse("disk", site.language());
    let found = site.search(&query, &SearchOptions { limit: 2, ..SearchOptions::default() })?;
    Ok(found.hits.into_iter().map(|hit| hit.title).collect())
}

#[test]
fn hosts_with_and_without_ranges_give_the_same_results() {
    let files = index("pool");
    let mut results = Vec::new();
    for knows_no_ranges in [false, true] {
        let host = table(files.clone());
        host.lock().unwrap().knows_no_ranges = knows_no_ranges;
        let mut site = Published::open(Box::new(Shared(host)), ROOT).unwrap();
        results.push(search(&mut site).unwrap());
        let asked = std::mem::take(&mut host.lock().unwrap().asked);
        assert!((4..12).contains(&asked.len()), "{asked:?}");
        assert_eq!(search(&mut site).unwrap(), results[0]);
        assert_eq!(host.lock().unwrap().asked, [""; 0], "nothing is asked for twice");
    }
    assert_eq!(results[0].len(), 2);
    assert_eq!(results[0], results[1]);
}

#[test]
fn a_part_from_another_place_is_not_taken() {
    let host = table(index("pool"));
    let mut site = Published::open(Box::new(Shared(host)), ROOT).unwrap();
    host.lock().unwrap().shift = 1;
    assert!(matches!(search(&mut site), Err(Fault::NoAnswer { failure: Failure::Broken, .. })));
}

#[test]
fn what_may_pass_is_tried_once_more() {
    let open = |failures: &[Result<u16, Failure>]| {
        let host = table(small_index("pool"));
        host.lock().unwrap().failures.extend(failures.iter().copied());
        let opened = Published::open(Box::new(Shared(host)), ROOT).err();
        (opened, host.lock().unwrap().waits)
    };
    let url = || format!("{ROOT}search/pack/pack.json");
    let broken = Err(Failure::BrokenOff);
    assert_eq!(open(&[broken]), (None, 1));
    assert_eq!(open(&[Ok(503)]), (None, 1));
    assert_eq!(
        open(&[broken, broken]),
        (Some(Fault::NoAnswer { url: url(), failure: Failure::BrokenOff }), 1)
    );
    assert_eq!(open(&[Ok(503), Ok(500)]), (Some(Fault::Refused { url: url(), status: 500 }), 1));
    for failure in [Failure::TimedOut, Failure::UnknownHost, Failure::Insecure] {
        assert_eq!(open(&[Err(failure)]), (Some(Fault::NoAnswer { url: url(), failure }), 0));
    }
    assert_eq!(open(&[Ok(401)]), (Some(Fault::Refused { url: url(), status: 401 }), 0));
}

#[test]
fn a_site_that_is_published_anew_is_opened_anew() {
    let host = table(index("pool"));
    let mut site = Published::open(Box::new(Shared(host)), ROOT).unwrap();
    host.lock().unwrap().files = index("certificate");
    assert_eq!(search(&mut site).unwrap().len(), 2);
    assert!(search(&mut site).unwrap()[0].starts_with("The certificate"));
}

#[test]
fn a_part_that_stays_missing_or_damaged_is_named() {
    let part = |host: &Mutex<Table>| {
        let files = &host.lock().unwrap().files;
        files.keys().find(|name| name.contains("/term-")).unwrap().clone()
    };
    let host = table(index("pool"));
    let mut site = Published::open(Box::new(Shared(host)), ROOT).unwrap();
    let name = part(host);
    host.lock().unwrap().files.remove(&name);
    assert_eq!(search(&mut site), Err(Fault::Missing { url: format!("{ROOT}{name}"), status: 404 }));

    let host = table(index("pool"));
    let mut site = Published::open(Box::new(Shared(host)), ROOT).unwrap();
    let mut table = host.lock().unwrap();
    table.knows_no_ranges = true;
    table.files.get_mut(&name).unwrap()[0] ^= 1;
    drop(table);
    let file = name.rsplit('/').next().unwrap().to_owned();
    let error = PackError::Damaged { file };
    assert_eq!(search(&mut site), Err(Fault::Pack { url: format!("{ROOT}{PACK_FOLDER}"), error }));
}

#[test]
fn other_files_in_place_of_an_index_are_no_site() {
    let open = |entry: Option<&str>| {
        let files = entry.map(|entry| (format!("{PACK_FOLDER}pack.json"), entry.as_bytes().to_vec()));
        Published::open(Box::new(Shared(table(files.into_iter().collect()))), ROOT).err()
    };
    let no_site = |found| Some(Fault::NoSite { url: ROOT.to_owned(), found });
    assert_eq!(open(None), no_site(Found::Nothing(404)));
    assert_eq!(open(Some("<!doctype html>")), no_site(Found::Other));
    let old = open(Some(r#"{"format":"retold-search-pack","version":1}"#));
    assert!(matches!(old, Some(Fault::Pack { error: PackError::Version { found: 1, .. }, .. })), "{old:?}");
}

#[test]
fn precedents_are_found_although_some_incidents_are_not_in_the_index() {
    // The index has 5 documents; 95 others are kept from searches.
    let urls: Vec<String> = (0..100).map(|number| format!("{number}/")).collect();
    let count = files(urls.len());
    let mut all = small_index("pool");
    for file in 0..count {
        let members = urls.iter().filter(|url| number(url, count) == file);
        let members: BTreeMap<_, _> = members
            .map(|url| (url, PublishedPrecedent { times: url.len(), ..PublishedPrecedent::default() }))
            .collect();
        all.insert(address(file), serde_json::to_vec(&members).unwrap());
    }
    let host = table(all);
    let site = Published::open(Box::new(Shared(host)), ROOT).unwrap();
    let known = site.precedents(&["3/", "42/", "nowhere/"]).unwrap();
    assert_eq!(
        known.into_iter().map(|(url, known)| (url, known.times)).collect::<Vec<_>>(),
        [("3/".to_owned(), 2), ("42/".to_owned(), 3)]
    );

    // A site without these files is not asked for more of them.
    host.lock().unwrap().files = small_index("pool");
    host.lock().unwrap().asked.clear();
    assert!(site.precedents(&["3/", "42/"]).unwrap().is_empty());
    assert_eq!(host.lock().unwrap().asked.len(), 1);
    host.lock().unwrap().files.insert(address(0), b"{".to_vec());
    assert_eq!(site.precedents(&["3/"]), Err(Fault::Damaged { url: format!("{ROOT}{}", address(0)) }));
}
