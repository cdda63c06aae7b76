//! Reads any bytes as a query, typed and pasted, and answers it from a small pack.

#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use retold_search::{
    ENTRY_NAME, Entry, Language, Pack, PackError, PackReader, PackWriter, Query, Record, SearchOptions,
    Section,
};

/// A pack of a few documents with the words of this field.
fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| {
        let texts = [
            ("pool", "Connection pool exhausted", "SQLSTATE 53300: too many connections after the failover."),
            ("oom", "OOM kills in kube-proxy", "The NullPointerException hid that we were out of memory."),
            ("disk", "データベース障害", "ディスクが一杯になった。"),
        ];
        let records = texts.map(|(id, title, text)| {
            let sections = vec![Section { text: text.to_owned(), ..Section::default() }];
            let (id, title, tags) = (id.to_owned(), title.to_owned(), vec!["database".to_owned()]);
            Record { url: format!("{id}/"), id, title, sections, tags, ..Record::default() }
        });
        PackWriter::write(Language::default(), &records).unwrap()
    })
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let pack = pack();
    let entry = &pack.files[ENTRY_NAME];
    let mut reader = PackReader::open(entry, &pack.files[&Entry::decode(entry).unwrap().hot]).unwrap();
    let language = reader.language();
    for query in [Query::parse(&text, language), Query::similar_to(&text, language)] {
        for prefix_last in [false, true] {
            let options = SearchOptions { prefix_last, ..SearchOptions::default() };
            let fetch = |ranges: &[retold_search::ByteRange]| {
                let bytes = |range: &retold_search::ByteRange| {
                    pack.files[&range.file][range.start as usize..range.end as usize].to_vec()
                };
                Ok::<_, PackError>(ranges.iter().map(bytes).collect())
            };
            reader.search_with(&query, &options, fetch).unwrap();
            reader.facets_with(&query, &options, fetch).unwrap();
        }
    }
    let edited = Query::toggle_filter(&text, "service:edge");
    let _ = Query::toggle_filter(&edited, "service:edge");
    let _ = Query::without_filters(&text);
});
