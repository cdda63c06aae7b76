//! How often a reader has to ask, and for how much.

use retold_search::{Language, Progress, Query, Record, SearchOptions, Section};

use crate::host::{Cost, open, pack, search, serve};

/// Enough documents for every component to have more than one part.
fn archive() -> Vec<Record> {
    let words = ["database", "timeout", "cache", "deploy", "failover", "kube-proxy", "latency"];
    let text = |seed: usize, length: usize| -> String {
        // A step that is prime to the number of words, so that documents differ.
        (0..length)
            .map(|i| match (seed * 31 + i * 7) % 11 {
                n if n < words.len() => words[n].to_owned(),
                n => format!("w{}", (seed * n + i * i) % 5_000),
            })
            .collect::<Vec<_>>()
            .join(" ")
    };
    let record = |i: usize| Record {
        id: format!("doc-{i}"),
        url: format!("postmortems/doc-{i}/"),
        title: text(i, 6),
        summary: Some(text(i + 1, 30)),
        sections: vec![Section { text: text(i + 2, 100), ..Section::default() }],
        services: vec![format!("service-{}", i % 10)],
        ..Record::default()
    };
    (0..1_000).map(record).collect()
}

#[test]
fn a_cold_query_takes_three_rounds() {
    let pack = pack(&archive(), 500);
    let mut wrong = Vec::new();
    for query in [
        "database",
        "database timeout",
        "\"database timeout\"",
        "kube-proxy",
        "service:service-3 w17",
        "the database of w4999 +cache -w12 \"deploy failover\"",
        "",
    ] {
        for prefix_last in [false, true] {
            let mut reader = open(&pack).expect("the pack can be opened");
            let options = SearchOptions { prefix_last, ..SearchOptions::default() };
            let (_, cost) = search(&mut reader, &pack, query, options).expect("a query is answered");
            if cost.rounds > 3 {
                wrong.push(format!("{query:?}: {cost:?}"));
            }
            let (_, again) = search(&mut reader, &pack, query, options).expect("a query is answered");
            assert_eq!(again, Cost::default(), "{query:?} again");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_word_that_is_in_no_document_takes_one_more() {
    let pack = pack(&archive(), 500);
    for query in ["time", "databse"] {
        let mut reader = open(&pack).expect("the pack can be opened");
        let (found, cost) =
            search(&mut reader, &pack, query, SearchOptions::default()).expect("a query is answered");
        assert!(found.total > 0 && cost.rounds <= 4, "{query}: {cost:?}");
    }
}

#[test]
fn a_rare_word_takes_two() {
    // A dictionary of many blocks, each with few postings.
    let text = |i: usize| (0..40).map(move |n| format!("{:06x}z", (i * 40 + n) * 7_919 % 0xff_ffff));
    let record = |i: usize| Record {
        id: format!("doc-{i}"),
        sections: vec![Section { text: text(i).collect::<Vec<_>>().join(" "), ..Section::default() }],
        ..Record::default()
    };
    let pack = pack(&(0..800).map(record).collect::<Vec<_>>(), 500);
    for document in [0, 17, 400, 799] {
        let query = text(document).next().expect("a document has words");
        let mut reader = open(&pack).expect("the pack can be opened");
        let options = SearchOptions::default();
        let (found, cost) = search(&mut reader, &pack, &query, options).expect("a query is answered");
        // Its postings are asked for together with the dictionary's block, and then what is shown.
        assert_eq!(found.hits.first().map(|hit| hit.id.clone()), Some(format!("doc-{document}")));
        assert_eq!(cost.rounds, 2, "{query}: {cost:?}");
    }
}

#[test]
fn whole_files_answer_as_ranges_do() {
    let pack = pack(&archive(), 500);
    let mut by_range = open(&pack).expect("the pack can be opened");
    let mut by_file = open(&pack).expect("the pack can be opened");
    let options = SearchOptions::default();
    let query = "database timeout w17";
    let expected = search(&mut by_range, &pack, query, options).expect("a query is answered").0;
    let found = by_file.search_with(&Query::parse(query, Language::default()), &options, |ranges| {
        Ok::<_, retold_search::PackError>(
            ranges.iter().map(|range| pack.files[&range.file].clone()).collect(),
        )
    });
    assert_eq!(found, Ok(expected));
}

#[test]
fn a_search_can_be_left_and_taken_up_again() {
    let pack = pack(&archive(), 500);
    let mut reader = open(&pack).expect("the pack can be opened");
    let options = SearchOptions::default();
    let first = Query::parse("database", Language::default());
    let Ok(Progress::Needs(ranges)) = reader.search(&first, &options) else {
        panic!("a cold search asks for bytes");
    };
    // Another query comes in between; what the first one asked for arrives late.
    search(&mut reader, &pack, "cache w42", options).expect("a query is answered");
    for range in &ranges {
        reader.supply(range, serve(&pack, range)).expect("late bytes are welcome");
    }
    let late = search(&mut reader, &pack, "database", options).expect("a query is answered").0;
    let mut fresh = open(&pack).expect("the pack can be opened");
    let expected = search(&mut fresh, &pack, "database", options).expect("a query is answered").0;
    assert_eq!(late, expected);
}
