//! Packs that are not whole: recognised and named, never a wrong answer or a panic.

use retold_search::{
    ENTRY_NAME, Entry, Language, Pack, PackError, PackReader, Progress, Query, SearchOptions,
};

use crate::fixture::archive;
use crate::host::{open, pack, serve};

fn hot_name(pack: &Pack) -> String {
    Entry::decode(&pack.files[ENTRY_NAME]).expect("the entry can be read").hot
}

#[test]
fn a_truncated_hot_file_is_named() {
    let pack = pack(&archive(), 4);
    let entry = &pack.files[ENTRY_NAME];
    let name = hot_name(&pack);
    let hot = &pack.files[&name];
    for length in [0, 1, hot.len() / 2, hot.len() - 1] {
        let opened = PackReader::open(entry, &hot[..length]).map(|_| ());
        assert_eq!(opened, Err(PackError::Damaged { file: name.clone() }), "{length} bytes");
    }
}

#[test]
fn files_of_two_builds_are_told_apart() {
    let old = pack(&archive()[1..], 4);
    let new = pack(&archive(), 4);
    let opened = PackReader::open(&new.files[ENTRY_NAME], &old.files[&hot_name(&old)]).map(|_| ());
    assert_eq!(opened, Err(PackError::Damaged { file: hot_name(&new) }));
}

#[test]
fn a_stranger_instead_of_the_entry_is_named() {
    let pack = pack(&archive(), 4);
    let hot = &pack.files[&hot_name(&pack)];
    let opened = PackReader::open(b"<!doctype html><title>404</title>", hot).map(|_| ());
    assert_eq!(opened, Err(PackError::NotAnEntry { file: ENTRY_NAME.to_owned() }));
}

#[test]
fn damaged_parts_are_named_and_dropped() {
    let pack = pack(&archive(), 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    let query = Query::parse("database", Language::default());
    let options = SearchOptions::default();
    let Ok(Progress::Needs(ranges)) = reader.search(&query, &options) else {
        panic!("a cold search asks for bytes");
    };
    let range = &ranges[0];

    let mut flipped = pack.files[&range.file].clone();
    flipped[range.start as usize] ^= 1;
    let damaged = Err(PackError::Damaged { file: range.file.clone() });
    assert_eq!(reader.supply(range, flipped), damaged);

    let mut short = serve(&pack, range);
    short.pop();
    let (expected, found) = (range.end - range.start, short.len() as u64);
    let length = Err(PackError::Length { file: range.file.clone(), expected, found });
    assert_eq!(reader.supply(range, short), length);

    // Nothing of it was kept: the same is asked for again.
    assert_eq!(reader.search(&query, &options), Ok(Progress::Needs(ranges)));
}

#[test]
fn a_host_that_supplies_nothing_is_not_waited_for() {
    let pack = pack(&archive(), 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    let found =
        reader.search_with(&Query::parse("database", Language::default()), &SearchOptions::default(), |_| {
            Ok::<_, PackError>(Vec::new())
        });
    assert_eq!(found, Err(PackError::Stalled));
}
