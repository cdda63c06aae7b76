//! What queries find.

use retold_search::SearchOptions;

use crate::fixture::{TABLE, archive};
use crate::host::{ALL, ids, open, pack, search};

#[test]
fn the_table() {
    let pack = pack(&archive(), 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    let mut wrong = Vec::new();
    for (query, expected) in TABLE {
        let (results, _) = search(&mut reader, &pack, query, ALL).expect("a query is answered");
        let found = ids(&results);
        assert_eq!(results.total, found.len() as u64, "{query:?}");
        if found != *expected {
            wrong.push(format!("{query:?}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_last_word_may_be_unfinished() {
    let pack = pack(&archive(), 4);
    for (query, first) in [
        ("stamp", Some("cache-stampede")),
        ("wildc", Some("cert-expiry")),
        // The stems are `registr` and `replic`: shorter than what was typed.
        ("registratio", Some("dns-expiry")),
        ("replicati", Some("drill")),
        ("kube-pro", Some("proxy-upgrade")),
        ("nullpoi", Some("null-pointer")),
        ("stamp ", None),
        ("stamp -drill", None),
        ("\"stamp\"", None),
    ] {
        let mut reader = open(&pack).expect("the pack can be opened");
        let typing = SearchOptions { prefix_last: true, ..ALL };
        let (results, _) = search(&mut reader, &pack, query, typing).expect("a query is answered");
        assert_eq!(ids(&results).first().map(String::as_str), first, "{query:?}");
    }
}

#[test]
fn pages_follow_each_other() {
    let pack = pack(&archive(), 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    let all = ids(&search(&mut reader, &pack, "database", ALL).expect("a query is answered").0);
    let mut paged = Vec::new();
    for offset in (0..all.len() + 2).step_by(2) {
        let page = SearchOptions { limit: 2, offset, prefix_last: false };
        let (results, _) = search(&mut reader, &pack, "database", page).expect("a page is found");
        assert_eq!(results.total, all.len() as u64);
        paged.extend(ids(&results));
    }
    assert_eq!(paged, all);
}

#[test]
fn a_hit_says_what_is_shown() {
    let pack = pack(&archive(), 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    let (results, _) = search(&mut reader, &pack, "kube-proxy", ALL).expect("a query is answered");
    assert_eq!(
        results.hits[0].json(),
        "{\"id\":\"proxy-upgrade\",\"url\":\"postmortems/proxy-upgrade/\",\
         \"title\":\"kube-proxy upgrade drops connections\",\"date\":\"2024-11-02\",\
         \"severity\":\"SEV2\",\"rank\":9,\"services\":[\"edge\",\"Payments API\"],\
         \"summary\":\"A rolling upgrade of kube-proxy reset long-lived connections.\"}"
    );
}

#[test]
fn an_archive_without_documents_can_be_searched() {
    let pack = pack(&[], 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    assert_eq!(reader.documents(), 0);
    for query in ["", "dns", "\"split brain\"", "service:edge", "after:2020"] {
        let (results, _) = search(&mut reader, &pack, query, ALL).expect("a query is answered");
        assert_eq!(results.total, 0, "{query:?}");
    }
}
