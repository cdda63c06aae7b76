//! From shards to the files of a pack.

use std::collections::BTreeMap;
use std::path::Path;

use tantivy::directory::RamDirectory;
use tantivy::{Directory, IndexMeta, TantivyError};

use super::error::WriteError;
use super::shard::{FACETS, Shard, settings};
use crate::ahead::{self, AHEAD};
use crate::documents::{self, DOCUMENTS, PRIMER, SIZES};
use crate::facets;
use crate::filter::FilterField;
use crate::language::Language;
use crate::pack::{
    ByteCache, Component, ENTRY_NAME, Entry, HotFile, HotRange, PackDirectory, content_hash, file_name,
};
use crate::segment::Segment;
use crate::synonyms::{FIELD, SYNONYMS};
use crate::words::{self, WORDS};

/// Bytes of a part.
const PART_BYTES: usize = 64 << 10;

/// Bytes of a part of the largest components: more of them would be too many files.
const LARGE_PART_BYTES: usize = 256 << 10;

/// The components in large parts: the positions and the documents.
const LARGE: [&str; 2] = ["pos", DOCUMENTS];

/// Components up to this size are in the hot file whole: small archives are opened with all of their
/// dictionary.
const SMALL_BYTES: usize = 24 << 10;

/// The components that no search begins with; they are not in the hot file, however small.
const COLD: [&str; 3] = [DOCUMENTS, facets::FACETS, WORDS];

/// Name of the component that tells tantivy of the others; it is in the hot file only.
const META: &str = "meta";

/// The id of the segment in every pack. tantivy makes up a random one for each index.
const SEGMENT_ID: &str = "00000000-0000-0000-0000-000000000000";

/// A finished search pack: a flat set of files to be published side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Content by name. All names but [`ENTRY_NAME`] change with the content; publish the entry
    /// last.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Merges shards, at least one, of texts in a `language`, stored after a `primer`.
pub(super) fn merge(
    mut shards: Vec<Shard>,
    language: Language,
    synonyms: &[Vec<String>],
    primer: &[u8],
) -> Result<Pack, WriteError> {
    let records = shards.iter().flat_map(|shard| &shard.documents).map(Vec::as_slice);
    let (documents, sizes) = documents::write::components(records);
    let values: Vec<_> = shards.iter_mut().flat_map(|shard| std::mem::take(&mut shard.facets)).collect();
    let facets = facets::write::component(&FACETS.map(FilterField::name), &values)?;
    let forms = shards.iter_mut().flat_map(|shard| std::mem::take(&mut shard.words));
    let words = words::write::component(forms);
    for shard in &mut shards {
        shard.documents.clear();
    }
    let (mut components, count) = merged_components(shards)?;
    components.insert(AHEAD.to_owned(), ahead(&components)?);
    components.insert(WORDS.to_owned(), words);
    components.insert(DOCUMENTS.to_owned(), documents);
    components.insert(SIZES.to_owned(), sizes);
    components.insert(PRIMER.to_owned(), primer.to_vec());
    components.insert(facets::FACETS.to_owned(), facets);
    components.insert(SYNONYMS.to_owned(), synonym_table(synonyms).into_bytes());
    cut(components, count, language)
}

/// The field's synonyms, then those of the configuration.
fn synonym_table(more: &[Vec<String>]) -> String {
    let field = FIELD.lines().filter(|line| !line.starts_with('#')).map(str::to_owned);
    // A member is words only: what separates groups and members separates words there.
    let more = more.iter().map(|group| {
        let members: Vec<String> =
            group.iter().map(|member| member.replace(['=', '\n', '\r', '#'], " ")).collect();
        members.join(" = ")
    });
    field.chain(more).collect::<Vec<_>>().join("\n")
}

/// The files of a merged index by component, and how many documents it has.
type Merged = (BTreeMap<String, Vec<u8>>, u64);

/// Merges the segments of shards.
fn merged_components(shards: Vec<Shard>) -> Result<Merged, WriteError> {
    let mut segments = Vec::with_capacity(shards.len());
    for shard in &shards {
        segments.extend(shard.index.searchable_segments()?);
    }
    let directory = RamDirectory::create();
    let alive = vec![None; segments.len()];
    let index = tantivy::indexer::merge_filtered_segments(&segments, settings(), alive, directory.clone())?;
    drop(segments);
    drop(shards);

    let meta = index.load_metas()?;
    let documents = meta.segments.iter().map(|segment| u64::from(segment.num_docs())).sum();
    let mut components = BTreeMap::new();
    for path in meta.list_segment_files() {
        // Candidates, some of which only other kinds of index have.
        if let Some(extension) = path.extension().and_then(|extension| extension.to_str())
            && directory.exists(&path).map_err(TantivyError::from)?
        {
            components.insert(extension.to_owned(), read(&directory, &path)?);
        }
    }
    components.insert(META.to_owned(), normalized_meta(&meta)?);
    Ok((components, documents))
}

/// The foresight for an index.
fn ahead(components: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, WriteError> {
    let whole = |(name, bytes): (&String, &Vec<u8>)| Component {
        name: name.clone(),
        length: bytes.len(),
        part_size: 0,
        hashes: Vec::new(),
    };
    let cache = with_all(components.iter().map(whole).collect(), components.values());
    let segment = Segment::open(PackDirectory::new(cache.clone()))?;
    Ok(ahead::write::component(&segment, &cache)?)
}

/// A cache that has all bytes of components.
fn with_all<'a>(components: Vec<Component>, contents: impl Iterator<Item = &'a Vec<u8>>) -> ByteCache {
    let ranges = (0..).zip(contents);
    let ranges = ranges.map(|(component, bytes)| HotRange { component, start: 0, bytes: bytes.clone() });
    ByteCache::new(HotFile { components, ranges: ranges.collect() })
}

/// The bytes of a file, with the footer that tantivy adds.
fn read(directory: &RamDirectory, path: &Path) -> Result<Vec<u8>, WriteError> {
    let file = directory.open_read(path).map_err(TantivyError::from)?;
    Ok(file.read_bytes().map_err(TantivyError::from)?.to_vec())
}

/// The index's `meta.json` without what differs from build to build: ids, and the ids of the
/// segments that were merged.
fn normalized_meta(meta: &IndexMeta) -> Result<Vec<u8>, WriteError> {
    let mut meta = serde_json::to_value(meta)?;
    if let Some(meta) = meta.as_object_mut() {
        meta.remove("payload");
    }
    if let Some(segments) = meta.get_mut("segments").and_then(|segments| segments.as_array_mut()) {
        for segment in segments {
            segment["segment_id"] = SEGMENT_ID.into();
        }
    }
    Ok(serde_json::to_vec(&meta)?)
}

/// Cuts components into parts and adds the hot file and the entry.
fn cut(contents: BTreeMap<String, Vec<u8>>, documents: u64, language: Language) -> Result<Pack, WriteError> {
    let mut files = BTreeMap::new();
    let mut components = Vec::with_capacity(contents.len());
    for (name, content) in &contents {
        let part_size = if LARGE.contains(&name.as_str()) { LARGE_PART_BYTES } else { PART_BYTES };
        let mut hashes = Vec::new();
        if !is_hot(name, content) {
            for part in content.chunks(part_size) {
                let hash = content_hash(part);
                insert(&mut files, file_name(name, hash), part.to_vec())?;
                hashes.push(hash);
            }
        }
        let component = Component { name: name.clone(), length: content.len(), part_size, hashes };
        components.push(component);
    }

    let hot = hot_file(components, contents.into_values().collect())?.encode()?;
    let hot_name = file_name("hot", content_hash(&hot));
    let entry = Entry::new(documents, language, hot_name.clone()).encode()?;
    insert(&mut files, hot_name, hot)?;
    insert(&mut files, ENTRY_NAME.to_owned(), entry)?;
    Ok(Pack { files })
}

/// Whether a component is in the hot file whole, and nowhere else.
fn is_hot(name: &str, content: &[u8]) -> bool {
    [META, SYNONYMS, AHEAD, PRIMER].contains(&name) || (content.len() <= SMALL_BYTES && !COLD.contains(&name))
}

/// The hot file: opens the pack with all bytes at hand, and keeps those that were read.
fn hot_file(components: Vec<Component>, contents: Vec<Vec<u8>>) -> Result<HotFile, WriteError> {
    let cache = with_all(components.clone(), contents.iter());
    cache.record();
    Segment::open(PackDirectory::new(cache.clone()))?;
    for (component, content) in components.iter().zip(&contents) {
        if is_hot(&component.name, content) {
            cache.read_all(&component.name)?;
        }
    }
    let ranges = cache.take_touched().into_iter().map(|(component, range)| HotRange {
        component,
        start: range.start,
        bytes: contents[component][range].to_vec(),
    });
    Ok(HotFile { components, ranges: ranges.collect() })
}

/// Adds a file; the same content twice is one file.
fn insert(files: &mut BTreeMap<String, Vec<u8>>, name: String, content: Vec<u8>) -> Result<(), WriteError> {
    match files.get(&name) {
        Some(known) if *known != content => Err(WriteError::NameCollision(name)),
        _ => {
            files.insert(name, content);
            Ok(())
        }
    }
}
