//! Phase 3: what is shown of the best documents.

use tantivy::DocId;

use super::attempts::Attempts;
use crate::documents::Documents;
use crate::excerpt::{Matched, explain};
use crate::language::Language;
use crate::pack::PackError;
use crate::record::Hit;
use crate::tokenizer::Lexer;

/// Reads the hits of documents, in this order; those whose bytes are missing are left out, for
/// this round.
///
/// # Errors
/// [`PackError::Corrupt`].
pub(super) fn read(
    documents: &Documents,
    attempts: &Attempts<'_>,
    found: impl Iterator<Item = DocId>,
    matched: &Matched,
    language: Language,
) -> Result<Vec<Hit>, PackError> {
    let mut stored = Vec::new();
    for doc in found {
        stored.extend(attempts.attempt(|| documents.read(doc))?);
    }
    // Explaining takes longer than reading, and is for nothing while some are missing.
    let Some(stored) = attempts.unless_missing(stored) else { return Ok(Vec::new()) };
    let mut lexer = Lexer::new(language);
    Ok(stored.into_iter().map(|document| explain(&mut lexer, document, matched)).collect())
}
