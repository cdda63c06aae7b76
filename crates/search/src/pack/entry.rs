//! The entry file: the only one with a fixed name, and the only one to ask the server for anew.

use serde::{Deserialize, Serialize};

use super::error::PackError;
use super::hash::{content_hash, file_name};
use crate::language::{Language, language_code};

/// The name of the entry file.
pub const ENTRY_NAME: &str = "pack.json";

/// What the entry says it is.
const FORMAT: &str = "retold-search-pack";

/// Raised with every change that a reader has to know of: to the files, to the schema, to the
/// tokens, or to tantivy's index format.
pub(crate) const FORMAT_VERSION: u32 = 4;

/// The content of [`ENTRY_NAME`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    format: String,
    version: u32,
    /// How many documents the pack holds.
    pub documents: u64,
    /// Code of the language of the documents, one of [`LANGUAGES`](crate::LANGUAGES).
    pub language: String,
    /// Name of the hot file, to be handed to [`PackReader::open`](crate::PackReader::open).
    pub hot: String,
}

/// The part of an entry that every version has.
#[derive(Deserialize)]
struct Preamble {
    format: String,
    version: u32,
}

impl Entry {
    /// Reads the entry file.
    ///
    /// # Errors
    /// [`PackError::NotAnEntry`] and [`PackError::Version`].
    pub fn decode(bytes: &[u8]) -> Result<Entry, PackError> {
        let not_an_entry = || PackError::NotAnEntry { file: ENTRY_NAME.to_owned() };
        let preamble: Preamble = serde_json::from_slice(bytes).map_err(|_| not_an_entry())?;
        if preamble.format != FORMAT {
            return Err(not_an_entry());
        }
        if preamble.version != FORMAT_VERSION {
            return Err(PackError::Version { found: preamble.version, supported: FORMAT_VERSION });
        }
        serde_json::from_slice(bytes).map_err(|_| not_an_entry())
    }

    /// The language of the documents; `stem` is its stemmer if none is built in.
    pub(crate) fn language_with(&self, stem: fn(&str) -> String) -> Language {
        language_code(&self.language)
            .map(|code| Language::known(code).unwrap_or_else(|| Language::hosted(code, stem)))
            .unwrap_or_default()
    }

    /// Checks that `bytes` are those of the hot file that this entry names.
    ///
    /// # Errors
    /// [`PackError::Damaged`].
    pub(crate) fn verify_hot(&self, bytes: &[u8]) -> Result<(), PackError> {
        if file_name("hot", content_hash(bytes)) == self.hot {
            Ok(())
        } else {
            Err(PackError::Damaged { file: self.hot.clone() })
        }
    }
}

#[cfg(feature = "writer")]
impl Entry {
    /// The entry of a pack with this many documents in a language, and this hot file.
    pub(crate) fn new(documents: u64, language: Language, hot: String) -> Entry {
        let language = language.code().to_owned();
        Entry { format: FORMAT.to_owned(), version: FORMAT_VERSION, documents, language, hot }
    }

    /// The content of the entry file, with a line end.
    ///
    /// # Errors
    /// Those of `serde_json`; none is known for this type.
    pub(crate) fn encode(&self) -> serde_json::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        let entry = Entry::new(7, Language::default(), "hot-1.bin".to_owned());
        let bytes = entry.encode().expect("an entry can be encoded");
        assert_eq!(
            String::from_utf8_lossy(&bytes),
            "{\"format\":\"retold-search-pack\",\"version\":4,\"documents\":7,\"language\":\"en\",\"hot\":\"hot-1.bin\"}\n"
        );
        assert_eq!(Entry::decode(&bytes), Ok(entry));
    }

    #[test]
    fn other_files_are_refused_by_name() {
        for bytes in [&b""[..], b"<!doctype html>", b"{}", b"{\"format\":\"x\",\"version\":1}"] {
            assert_eq!(
                Entry::decode(bytes).map_err(|error| error.to_string()),
                Err("`pack.json` is not the entry of a search pack".to_owned())
            );
        }
    }

    #[test]
    fn other_versions_are_refused_by_number() {
        let error = Entry::decode(b"{\"format\":\"retold-search-pack\",\"version\":99}");
        assert_eq!(
            error.map_err(|error| error.to_string()),
            Err("the search pack has format version 99, this engine reads version 4".to_owned())
        );
    }
}
