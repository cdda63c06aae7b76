//! The words of a report by which others are found in the index of a published site.

use retold_search::{Query, SearchOptions};

use crate::archive::ArchivedDocument;
use crate::published::{Fault, Published};
use retold_likeness::{CharacteristicWord, characteristic_words};

/// Words that are looked up, as often as an index takes at once.
const CANDIDATES: usize = 2 * AT_ONCE;

/// Words of a text that an index looks for.
const AT_ONCE: usize = 32;

/// Words that are looked for. With more, hardly any incident has the part of them that a result needs.
const CHOSEN: usize = 16;

/// The words of `report` that tell it from the incidents of `site` and that another one has: written often, rare there.
/// `is_own` is whether it is an incident of the site itself.
///
/// # Errors
/// Those of reading the site.
pub fn chosen(report: &ArchivedDocument, site: &mut Published, is_own: bool) -> Result<Vec<String>, Fault> {
    let candidates = characteristic_words(&report.title, &report.document, site.language(), CANDIDATES);
    // One question fetches what those on each word need.
    for words in candidates.chunks(AT_ONCE) {
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        count(&texts.join("\n"), site)?;
    }
    let documents = site.documents() as f32;
    let mut scored = Vec::new();
    for CharacteristicWord { text, weight } in candidates {
        let others = count(&text, site)?.saturating_sub(u64::from(is_own));
        if others > 0 {
            scored.push((weight * (documents / (others as f32 + 1.0)).ln_1p(), text));
        }
    }
    scored.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    Ok(scored.into_iter().take(CHOSEN).map(|(_, text)| text).collect())
}

/// How many incidents of the site have any of the words.
fn count(words: &str, site: &mut Published) -> Result<u64, Fault> {
    let query = Query::similar_to(words, site.language());
    if query.is_wordless() {
        return Ok(0);
    }
    Ok(site.search(&query, &SearchOptions { limit: 0, ..SearchOptions::default() })?.total)
}
