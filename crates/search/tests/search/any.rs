//! Any string is a query: it is answered, in bounded work, and what it shows is what was written.

use proptest::prelude::*;
use retold_search::{
    Pack, PackError, PackReader, Query, Record, SearchOptions, SearchResults, Section, Sort,
};

use crate::fixture::archive;
use crate::host::{ALL, ids, open, pack, search, serve};

/// Records in several scripts, and one of markup.
fn scripts() -> Vec<Record> {
    [
        ("arabic", "انقطاع الخدمة", "توقفت قاعدة البيانات عن الاستجابة بعد التحديث."),
        ("hebrew", "השבתה של מסד הנתונים", "החיבורים נדחו לאחר העדכון."),
        ("japanese", "データベース障害の報告", "夜間のバックアップ中にディスクが一杯になった。"),
        ("chinese", "数据库连接耗尽", "发布之后,连接池很快被用完。"),
        ("korean", "데이터베이스 장애", "배포 후 연결이 끊어졌습니다."),
        ("greek", "Διακοπή της υπηρεσίας", "Η βάση δεδομένων σταμάτησε."),
        (
            "markup",
            "<img src=x onerror=alert(1)> in a title",
            "Then <script>alert('deploy')</script> & more.",
        ),
    ]
    .map(|(id, title, text)| Record {
        id: id.to_owned(),
        url: format!("{id}/"),
        title: title.to_owned(),
        sections: vec![Section { text: text.to_owned(), ..Section::default() }],
        ..Record::default()
    })
    .into()
}

/// Searches for anything; checks what must hold of all answers.
fn answer(reader: &mut PackReader, pack: &Pack, text: &str, options: SearchOptions) -> SearchResults {
    let (results, cost) = search(reader, pack, text, options).expect("any query is answered");
    // Dictionary, words, postings, hits.
    assert!(cost.rounds <= 4, "{} rounds for {text:?}", cost.rounds);
    assert!(results.hits.len() <= options.limit && results.hits.len() as u64 <= results.total, "{text:?}");
    assert!(results.total <= results.unfiltered.max(results.total), "{text:?}");
    for hit in &results.hits {
        if !hit.marked_title.is_empty() {
            assert_eq!(hit.marked_title.concat(), hit.title, "{text:?}");
        }
    }
    let query = Query::parse(text, reader.language());
    let fetch = |ranges: &[_]| Ok::<_, PackError>(ranges.iter().map(|range| serve(pack, range)).collect());
    for facet in reader.facets_with(&query, &options, fetch).expect("any query has facets") {
        // A chosen value stays, to be taken back.
        assert!(facet.values.iter().all(|value| value.count > 0 || value.selected), "{text:?}");
    }
    results
}

#[test]
fn scripts_are_found_by_parts_of_words() {
    let pack = pack(&scripts(), 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    for (query, expected) in [
        ("قاعدة", "arabic"),
        ("الخدمة انقطاع", "arabic"),
        ("מסד", "hebrew"),
        ("障害", "japanese"),
        ("バックアップ", "japanese"),
        ("データベース障害", "japanese"),
        ("连接", "chinese"),
        ("连接池", "chinese"),
        ("\"很快被用完\"", "chinese"),
        ("데이터", "korean"),
        ("연결", "korean"),
        ("ΔΙΑΚΟΠΉ", "greek"),
        ("onerror", "markup"),
        ("deploy", "markup"),
    ] {
        let found = answer(&mut reader, &pack, query, ALL);
        assert_eq!(ids(&found).first().map(String::as_str), Some(expected), "{query}");
    }
}

#[test]
fn markup_is_text() {
    let pack = pack(&scripts(), 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    let found = answer(&mut reader, &pack, "onerror script", ALL);
    let hit = found.hits.first().expect("it is found");
    assert_eq!(hit.title, "<img src=x onerror=alert(1)> in a title");
    let excerpt = hit.excerpt.as_ref().expect("the text matched");
    assert_eq!(excerpt.text.concat(), "Then <script>alert('deploy')</script> & more.");
}

#[test]
fn what_is_no_question_is_answered() {
    let pack = pack(&archive(), 4);
    let mut reader = open(&pack).expect("the pack can be opened");
    for text in [
        "\"",
        "\"\"",
        "(((((",
        ")))))",
        "\"((\"(",
        "-",
        "+",
        "+-+-",
        "OR",
        "OR OR OR",
        "AND",
        "NOT",
        "| | |",
        "a OR",
        "service:",
        "sev:<=",
        "sev:>>",
        "after:",
        "after:9999999999999",
        "before:-1",
        ":::",
        "tag:\"",
        "-(",
        "-\"",
        "\u{0}",
        "\u{202e}db\u{202c}",
        "\u{feff}",
        "💥🔥",
        "e\u{301}\u{301}\u{301}",
        "\\",
        "%00%ff",
        "<b>",
        "'--",
    ] {
        for sort in [Sort::Relevance, Sort::Newest, Sort::Severity] {
            for prefix_last in [false, true] {
                answer(&mut reader, &pack, text, SearchOptions { sort, prefix_last, ..ALL });
            }
        }
    }
}

#[test]
fn a_megabyte_is_a_query() {
    let pack = pack(&archive(), 4);
    let line =
        "2024-05-01T12:00:03.123Z ERROR payments-7d9f8b6c5d-x2x7k SQLSTATE 53300 too many connections\n";
    let size = 1 << 20;
    for text in [
        line.repeat(size / line.len()),
        "(".repeat(size),
        "\"".repeat(size),
        "a ".repeat(size / 2),
        "-a OR ".repeat(size / 6),
        "x".repeat(size),
        "ABCDEFGHijklmnop_".repeat(size / 17),
        "障".repeat(size / 3),
        "service:x ".repeat(size / 10),
        "\tat java.lang.Thread.run(Thread.java:1)\n".repeat(size / 40),
        "\n".repeat(size),
        "\u{301}".repeat(size / 2),
    ] {
        let mut reader = open(&pack).expect("the pack can be opened");
        answer(&mut reader, &pack, &text, ALL);
        let similar = Query::similar_to(&text, reader.language());
        let fetch =
            |ranges: &[_]| Ok::<_, PackError>(ranges.iter().map(|range| serve(&pack, range)).collect());
        reader.search_with(&similar, &ALL, fetch).expect("any text has similar ones");
    }
    let mut reader = open(&pack).expect("the pack can be opened");
    let found = answer(&mut reader, &pack, &line.repeat(size / line.len()), ALL);
    assert_eq!(ids(&found).first().map(String::as_str), Some("pool"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Characters of any kind, and pieces of the language in any order.
    #[test]
    fn any_string_is_a_query(
        text in prop_oneof![
            any::<String>(),
            prop::collection::vec(
                prop_oneof![
                    Just("("), Just(")"), Just("\""), Just("-"), Just("+"), Just(" "), Just("OR "), Just("AND"),
                    Just("NOT "), Just("|"), Just("sev:<=2"), Just("service:edge"), Just("after:2023"), Just("tag:"),
                    Just("database"), Just("databse"), Just("kube-proxy"), Just("oom"), Just("out of memory"),
                    Just("障害"), Just("\n"), Just("the"),
                ],
                0..24,
            ).prop_map(|pieces| pieces.concat()),
        ],
        prefix_last: bool,
        limit in 0_usize..12,
        offset in 0_usize..12,
    ) {
        let pack = pack(&archive(), 4);
        let mut reader = open(&pack).expect("the pack can be opened");
        let options = SearchOptions { prefix_last, limit, offset, sort: Sort::Relevance };
        let page = answer(&mut reader, &pack, &text, options);
        // A page is a part of all.
        let all = ids(&answer(&mut reader, &pack, &text, SearchOptions { prefix_last, ..ALL }));
        let expected: Vec<String> = all.into_iter().skip(offset).take(limit).collect();
        prop_assert_eq!(ids(&page), expected);
    }
}
