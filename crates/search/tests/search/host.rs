//! A host that serves a pack from memory, and counts.

use retold_search::{
    ByteRange, ENTRY_NAME, Entry, Language, Pack, PackError, PackReader, PackWriter, Query, Record,
    SearchOptions, SearchResults, Sort,
};

/// The pack of English records in shards of this size.
pub fn pack(records: &[Record], shard: usize) -> Pack {
    pack_in(Language::default(), records, shard)
}

/// The pack of records in a language, in shards of this size.
pub fn pack_in(language: Language, records: &[Record], shard: usize) -> Pack {
    let writer = PackWriter::new(language, &[], records.len(), |index| records[index].clone())
        .expect("a pack can be begun");
    let shards = records.chunks(shard).map(|records| {
        let mut shard = writer.shard().expect("a shard can be created");
        for record in records {
            shard.add(record).expect("a record can be added");
        }
        shard.finish().expect("a shard can be finished")
    });
    writer.merge(shards.collect()).expect("shards can be merged")
}

/// Opens a pack.
pub fn open(pack: &Pack) -> Result<PackReader, PackError> {
    let entry = &pack.files[ENTRY_NAME];
    PackReader::open(entry, &pack.files[&Entry::decode(entry)?.hot])
}

/// What a search cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    pub rounds: usize,
    pub requests: usize,
    pub bytes: usize,
}

/// Searches with a reader that is served from `pack`.
pub fn search(
    reader: &mut PackReader,
    pack: &Pack,
    query: &str,
    options: SearchOptions,
) -> Result<(SearchResults, Cost), PackError> {
    let mut cost = Cost::default();
    let query = Query::parse(query, reader.language());
    let results = reader.search_with(&query, &options, |ranges| {
        cost.rounds += 1;
        cost.requests += ranges.len();
        let served: Vec<Vec<u8>> = ranges.iter().map(|range| serve(pack, range)).collect();
        cost.bytes += served.iter().map(Vec::len).sum::<usize>();
        Ok::<_, PackError>(served)
    })?;
    Ok((results, cost))
}

/// The bytes of a range, as a server with range requests sends them.
pub fn serve(pack: &Pack, range: &ByteRange) -> Vec<u8> {
    pack.files[&range.file][range.start as usize..range.end as usize].to_vec()
}

/// The ids of hits.
pub fn ids(results: &SearchResults) -> Vec<String> {
    results.hits.iter().map(|hit| hit.id.clone()).collect()
}

/// More hits than any test archive has documents.
pub const ALL: SearchOptions =
    SearchOptions { limit: 1_000, offset: 0, prefix_last: false, sort: Sort::Relevance };
