//! Reads a pack of which some bytes are changed: it answers, or reports an error, and never panics.

#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use retold_search::{
    ENTRY_NAME, Entry, Language, Pack, PackError, PackReader, PackWriter, Query, Record, SearchOptions,
    Section,
};

fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| {
        let record = |id: usize| {
            let text = format!("Connection pool exhausted after failover number {id}.");
            let (id, sections) = (id.to_string(), vec![Section { text, ..Section::default() }]);
            Record { url: format!("{id}/"), title: format!("Pool {id}"), id, sections, ..Record::default() }
        };
        PackWriter::write(Language::default(), &(0..20).map(record).collect::<Vec<_>>()).unwrap()
    })
}

fuzz_target!(|bytes: &[u8]| {
    // Each four bytes change one: in which file, where, and how.
    let mut files = pack().files.clone();
    for change in bytes.chunks_exact(4) {
        let index = usize::from(change[0]) % files.len();
        if let Some(file) = files.values_mut().nth(index).filter(|file| !file.is_empty()) {
            let at = (usize::from(change[1]) << 8 | usize::from(change[2])) % file.len();
            file[at] ^= change[3];
        }
    }
    let entry = &files[ENTRY_NAME];
    let Ok(decoded) = Entry::decode(entry) else { return };
    let Some(hot) = files.get(&decoded.hot) else { return };
    let Ok(mut reader) = PackReader::open(entry, hot) else { return };
    let query = Query::parse("pool \"connection pool\" failover", reader.language());
    let fetch = |ranges: &[retold_search::ByteRange]| {
        let bytes = |range: &retold_search::ByteRange| {
            let file = files.get(&range.file).map_or(&[][..], Vec::as_slice);
            let end = (range.end as usize).min(file.len());
            file[(range.start as usize).min(end)..end].to_vec()
        };
        Ok::<_, PackError>(ranges.iter().map(bytes).collect())
    };
    let _ = reader.search_with(&query, &SearchOptions::default(), fetch);
});
