//! What a search pack costs to read: bytes to open it, and for each query the rounds, requests and
//! bytes of a reader that has just opened it.
//!
//! ```text
//! cargo run --release -p retold-search --example measure -- DIR QUERY…
//! ```

use std::error::Error;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::time::Instant;

use retold_search::{ByteRange, ENTRY_NAME, Entry, Language, PackReader, Query, SearchOptions};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let dir = arguments.next().ok_or("usage: measure DIR QUERY…")?;
    let dir = Path::new(&dir);

    let entry = std::fs::read(dir.join(ENTRY_NAME))?;
    let hot = std::fs::read(dir.join(Entry::decode(&entry)?.hot))?;
    let reader = PackReader::open(&entry, &hot)?;
    println!(
        "open: {} bytes ({} entry + {} hot), {} documents",
        entry.len() + hot.len(),
        entry.len(),
        hot.len(),
        reader.documents()
    );

    for query in arguments {
        let query = query.to_string_lossy();
        for prefix_last in [false, true] {
            let mut reader = PackReader::open(&entry, &hot)?;
            let options = SearchOptions { prefix_last, ..SearchOptions::default() };
            let (mut rounds, mut requests, mut bytes) = (0, 0, 0);
            let parsed = Query::parse(&query, Language::default());
            let fetch = |ranges: &[ByteRange]| {
                rounds += 1;
                requests += ranges.len();
                bytes += ranges.iter().map(|range| range.end - range.start).sum::<u64>();
                ranges.iter().map(|range| read_range(dir, range)).collect()
            };
            let start = Instant::now();
            let results = reader.search_with::<Box<dyn Error>>(&parsed, &options, fetch)?;
            let cold = start.elapsed();
            let start = Instant::now();
            reader.search(&parsed, &options)?;
            println!(
                "{query:?}{}: {} found; {rounds} rounds, {requests} requests, {bytes} bytes; \
                 {cold:.2?}, again {:.2?}",
                if prefix_last { " (typing)" } else { "" },
                results.total,
                start.elapsed()
            );
            if let Some(hit) = results.hits.first() {
                println!("    {}", hit.title);
            }
        }
    }
    Ok(())
}

/// Reads a range of a published file.
fn read_range(dir: &Path, range: &ByteRange) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut file = std::fs::File::open(dir.join(&range.file))?;
    file.seek(SeekFrom::Start(range.start))?;
    let mut bytes = Vec::new();
    file.take(range.end - range.start).read_to_end(&mut bytes)?;
    Ok(bytes)
}
