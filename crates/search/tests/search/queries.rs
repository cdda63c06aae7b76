//! What queries find.

use retold_search::{Facet, Language, PackError, Query, Record, SearchOptions, Sort};

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
fn a_hit_says_which_words_it_has() {
    let pack = pack(&archive(), 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    let mut asked = |query: &str| {
        let (results, _) = search(&mut reader, &pack, query, ALL).expect("a query is answered");
        let hits = results.hits.iter().map(|hit| format!("{}: {}", hit.id, hit.matched.join(", ")));
        (results.asked.join(", "), results.complete, hits.take(2).collect::<Vec<_>>())
    };
    let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        asked("the Proxy ECONNRESET zeppelin"),
        ("proxy, econnreset, zeppelin".into(), Some(1), lines(&["proxy-upgrade: proxy, econnreset"]))
    );
    let (words, complete, hits) = asked("\"load balancer\" (proxy OR zeppelin) tag:network");
    assert_eq!((words.as_str(), complete), ("\"load balancer\", proxy OR zeppelin", Some(1)));
    assert_eq!(hits, lines(&["proxy-upgrade: \"load balancer\", proxy OR zeppelin"]));
    // One word parts nothing.
    assert_eq!(asked("proxy").1, None);
    assert_eq!(asked("").0, "");
}

#[test]
fn filters_and_near_words_are_named() {
    let pack = pack(&archive(), 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    let (results, _) =
        search(&mut reader, &pack, "stampings service:edge", ALL).expect("a query is answered");
    let near: Vec<_> = results.near.iter().map(|word| (word.typed.as_str(), word.used.join(", "))).collect();
    assert_eq!(near, [("stampings", "stampede".to_owned())]);
    let filters: Vec<_> =
        results.filters.iter().map(|it| (it.written.as_str(), it.without.as_str())).collect();
    assert_eq!(filters, [("service:edge", "stampings")]);
}

/// What results say of a query: words that were looked for instead, unknown ones, and names of filters.
fn said(query: &str, options: SearchOptions) -> String {
    let pack = pack(&archive(), 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    let (results, _) = search(&mut reader, &pack, query, options).expect("a query is answered");
    let mut said = Vec::new();
    said.extend(results.corrections.iter().map(|word| format!("{} → {}", word.typed, word.used.join(", "))));
    said.extend(results.unknown.iter().map(|word| format!("{word}?")));
    said.extend(
        results.did_you_mean.iter().map(|word| format!("{} or {}", word.typed, word.used.join(", "))),
    );
    said.join("; ")
}

#[test]
fn mistyped_and_unknown_words_are_named() {
    for (query, expected) in [
        ("stampdee zeppelin", "stampdee → stampede; zeppelin?"),
        // As documents have them: in the form and in the letters in which they are written.
        (
            "overwhelmd nullpointerexeption",
            "overwhelmd → overwhelmed; nullpointerexeption → NullPointerException",
        ),
        ("stampeeds ", "stampeeds → stampede"),
        // Of a name, the part that is mistyped.
        ("kube-prxoy", "prxoy → proxy"),
        ("kube-zeppelin", "kube-zeppelin?"),
        // No word that is passed over is what was meant.
        ("thta stampede", "thta?"),
        // The last word may be the beginning of one.
        ("stampe", "stampe → stampede"),
        ("stampe deploy", "stampe?"),
        // What was read as words may have been a filter, unless a document has that word.
        ("servce:edge", "servce: or service:"),
        ("tga:dns sve:\"1\"", "tga: or tag:; sve: or sev:"),
        ("invoce:edge", "invoce → invoice"),
        ("servce: edge", "servce → service"),
        // A log has no slips.
        (
            "2024-11-02T10:15:32.441Z ERROR checkout stampdee of conections failed",
            "checkout?; stampdee?; conections?",
        ),
    ] {
        assert_eq!(said(query, ALL), expected, "{query:?}");
    }
}

#[test]
fn what_is_still_typed_is_not_called_mistyped() {
    let typing = SearchOptions { prefix_last: true, ..ALL };
    for (query, expected) in [
        ("stampe", ""),
        ("connecti", ""),
        // No word begins like this.
        ("connectoin", "connectoin → connection"),
        ("stampdee", "stampdee → stampede"),
    ] {
        assert_eq!(said(query, typing), expected, "{query:?}");
    }
    // Both find the same in the end.
    for query in ["connectoin", "stampe", "connection"] {
        let pack = pack(&archive(), 4);
        let mut found = [typing, ALL].map(|options| {
            let mut reader = open(&pack).expect("the pack can be opened");
            ids(&search(&mut reader, &pack, query, options).expect("a query is answered").0)
        });
        let finished = found[1].clone();
        found[0].retain(|id| finished.contains(id));
        assert_eq!(found[0], finished, "{query:?}");
    }
}

#[test]
fn versions_and_their_names_are_found() {
    let documents: Vec<Record> =
        ["TLS1.3 was turned off", "Only TLSv1.2 was left", "TLS 1.3 is back", "It is v1.2.3"]
            .iter()
            .zip(["joined", "with-v", "apart", "version"])
            .map(|(title, id)| Record { id: id.to_owned(), title: (*title).to_owned(), ..Record::default() })
            .collect();
    let pack = pack(&documents, 4);
    for (query, expected) in [
        ("tls", vec!["joined", "with-v", "apart"]),
        ("\"tls 1.3\"", vec!["joined", "apart"]),
        ("TLS1.3 ", vec!["joined", "apart"]),
        ("\"1.2.3\"", vec!["version"]),
    ] {
        let mut reader = open(&pack).expect("the pack can be opened");
        let (results, _) = search(&mut reader, &pack, query, ALL).expect("a query is answered");
        let mut found = ids(&results);
        found.truncate(expected.len());
        found.sort_by_key(|id| documents.iter().position(|document| document.id == *id));
        assert_eq!(found, expected, "{query:?}");
    }
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
