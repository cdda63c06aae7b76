//! What queries find.

use retold_search::{Facet, Language, PackError, Query, SearchOptions, Sort};

use crate::fixture::{GERMAN, TABLE, archive, german};
use crate::host::{ALL, ids, open, pack, pack_in, search, serve};

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
fn other_languages_have_their_own_stems() {
    let pack = pack_in(Language::of("de-CH"), &german(), 4);
    for (query, expected) in GERMAN {
        let mut reader = open(&pack).expect("the pack can be opened");
        let (results, _) = search(&mut reader, &pack, query, ALL).expect("a query is answered");
        assert_eq!(ids(&results), *expected, "{query:?}");
        let excerpts = results.hits.iter().flat_map(|hit| &hit.excerpt).flat_map(|excerpt| &excerpt.text);
        let titles = results.hits.iter().flat_map(|hit| &hit.marked_title);
        // What matched is marked, with its ending: at every second place.
        assert!(excerpts.chain(titles).count() > 1, "{query:?}");
    }
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
        let page = SearchOptions { limit: 2, offset, ..SearchOptions::default() };
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
    let (results, _) = search(&mut reader, &pack, "proxy ECONNRESET", ALL).expect("a query is answered");
    let hit = &results.hits[0];
    assert_eq!((hit.id.as_str(), hit.url.as_str()), ("proxy-upgrade", "postmortems/proxy-upgrade/"));
    assert_eq!(hit.title, "kube-proxy upgrade drops connections");
    assert_eq!((hit.date.as_deref(), hit.severity.as_deref()), (Some("2024-11-02"), Some("SEV2")));
    assert_eq!(hit.services, ["edge", "Payments API"]);
    assert_eq!(hit.summary, "A rolling upgrade of kube-proxy reset long-lived connections.");
    assert_eq!(hit.marked_title, ["", "kube-proxy", " upgrade drops connections"]);
    let excerpt = hit.excerpt.as_ref().expect("the text matches");
    assert_eq!((excerpt.anchor.as_str(), excerpt.heading.as_str()), ("what-happened", "What happened"));
    assert_eq!(
        excerpt.text,
        ["The load balancer kept max_connections open. Clients saw ", "ECONNRESET", "."]
    );
}

#[test]
fn mistyped_and_unknown_words_are_named() {
    let pack = pack(&archive(), 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    let (results, _) = search(&mut reader, &pack, "stampdee zeppelin", ALL).expect("a query is answered");
    let corrected: Vec<(&str, &[String])> =
        results.corrections.iter().map(|word| (word.typed.as_str(), word.used.as_slice())).collect();
    assert_eq!(corrected, [("stampdee", &["stampede".to_owned()][..])]);
    assert_eq!(results.unknown, ["zeppelin"]);
}

#[test]
fn hits_are_sorted_as_asked() {
    let pack = pack(&archive(), 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    let mut ids_by = |query: &str, sort: Sort| {
        let options = SearchOptions { sort, ..ALL };
        ids(&search(&mut reader, &pack, query, options).expect("a query is answered").0)
    };
    assert_eq!(ids_by("failover database", Sort::Newest), ["split-brain", "drill"]);
    assert_eq!(ids_by("tag:database", Sort::Newest), ["split-brain", "pool", "drill"]);
    // Only `critical` has a rank of 1 in the fixture.
    assert_eq!(ids_by("service:edge", Sort::Severity), ["cert-expiry", "proxy-upgrade", "dns-expiry"]);
}

/// Field, and label and count of each value; those asked for have a `*`.
fn shown(facets: &[Facet]) -> Vec<String> {
    let values = |facet: &Facet| {
        let values = facet
            .values
            .iter()
            .map(|value| format!("{}{} {}", if value.selected { "*" } else { "" }, value.label, value.count));
        values.collect::<Vec<_>>().join(", ")
    };
    facets.iter().map(|facet| format!("{}: {}", facet.field, values(facet))).collect()
}

#[test]
fn facets_follow_the_query() {
    let pack = pack(&archive(), 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    let mut facets = |query: &str| {
        let fetch =
            |ranges: &[_]| Ok::<_, PackError>(ranges.iter().map(|range| serve(&pack, range)).collect());
        shown(
            &reader
                .facets_with(&Query::parse(query, Language::default()), &ALL, fetch)
                .expect("facets are counted"),
        )
    };
    assert_eq!(
        facets("database"),
        [
            "sev: SEV1 2, SEV4 1, P2 1",
            "service: accounts 2, Payments API 1, catalog 1",
            "kind: incident 3, drill 1",
            "tag: database 3, failover 2, cache 1, deploy 1",
            "year: 2024 2, 2022 1, 2020 1",
        ]
    );
    // A field's own filter does not change its counts, those of the others do.
    assert_eq!(
        facets("database service:accounts sev:1"),
        [
            "sev: *SEV1 1, SEV4 1",
            "service: *accounts 1, catalog 1",
            "kind: incident 1",
            "tag: database 1, failover 1",
            "year: 2024 1",
        ]
    );
    assert_eq!(facets("database after:2024")[4], "year: 2024 2, 2022 1, 2020 1");
    assert_eq!(facets("zeppelin"), ["sev: ", "service: ", "kind: ", "tag: ", "year: "]);
}

#[test]
fn what_filters_hide_is_counted() {
    let pack = pack(&archive(), 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    let query = "stampede service:edge";
    let (results, _) = search(&mut reader, &pack, query, ALL).expect("a query is answered");
    assert_eq!((results.total, results.unfiltered), (0, 1));
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
