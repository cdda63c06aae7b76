//! The archive as search sees it: records, and the pack that terminal, dev server and browser read.

use std::collections::BTreeMap;

use rayon::prelude::*;
use retold_search::{Day, Pack, Record, Severity, Shard, ShardWriter, WriteError};

use crate::archive::{Archive, Postmortem};
use crate::document::facts::values;
use crate::document::markdown::plain_text;

/// Folder of the pack below the site's root, with a final slash.
pub const PACK_FOLDER: &str = "search/pack/";

/// Documents that are indexed together. Part of what the pack's bytes depend on, so it must not depend
/// on the number of threads; enough of them that merging is cheap, few enough to bound memory.
const SHARD_SIZE: usize = 1_000;

/// The files of a search pack by name.
pub struct SearchPack(Pack);

impl SearchPack {
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.0.files
    }
}

/// Indexes `archive`: in shards, on all threads, then merged in order.
///
/// # Errors
/// The index cannot be written; what is wrong, in words.
pub fn pack(archive: &Archive) -> Result<SearchPack, String> {
    let shards: Result<Vec<Shard>, WriteError> =
        archive.postmortems.par_chunks(SHARD_SIZE).map(shard).collect();
    let pack =
        shards.and_then(Pack::merge).map_err(|error| format!("cannot build the search index: {error}"))?;
    Ok(SearchPack(pack))
}

fn shard(postmortems: &[Postmortem]) -> Result<Shard, WriteError> {
    let mut writer = ShardWriter::new()?;
    for postmortem in postmortems {
        writer.add(&record(postmortem))?;
    }
    writer.finish()
}

/// What search knows of a postmortem.
fn record(postmortem: &Postmortem) -> Record {
    let document = &postmortem.document;
    let (written, facts) = (&document.front_matter, &document.facts);
    let mut lead = written.signatures.clone();
    lead.extend(written.causes.iter().chain(&written.lessons).cloned());
    lead.extend(written.trigger.iter().chain(&written.impact).cloned());
    Record {
        id: written.id.clone().unwrap_or_else(|| postmortem.url.trim_end_matches('/').to_owned()),
        url: postmortem.url.clone(),
        title: postmortem.title.clone(),
        summary: document.summary().map(str::to_owned),
        lead,
        body: plain_text(document.body()),
        date: postmortem.date.map(|date| Day {
            year: date.year(),
            month: date.month().unsigned_abs(),
            day: date.day().unsigned_abs(),
        }),
        severity: postmortem
            .severity
            .as_ref()
            .map(|severity| Severity { label: severity.label.clone(), rank: severity.rank }),
        services: values(&facts.services),
        teams: values(&facts.teams),
        tags: values(&facts.tags),
        kind: Some(postmortem.kind.name().to_owned()),
        status: facts.status.as_ref().map(|fact| fact.value.clone()),
        causes: written.causes.clone(),
    }
}
