//! The language of an archive: which words count as forms of one.

use std::fmt;

use frostem::{Algorithm, Stemmer};

/// Codes (ISO 639-1, else 639-2) of the languages that Snowball has a stemmer for, in order.
pub const LANGUAGES: &[&str] = &[
    "ar", "ca", "cs", "da", "de", "el", "en", "eo", "es", "et", "eu", "fa", "fi", "fr", "ga", "hi", "hu",
    "hy", "id", "it", "lt", "ne", "nl", "no", "pl", "pt", "ro", "ru", "sr", "st", "sv", "ta", "tr", "uk",
    "yi",
];

/// A language with its stemmer.
#[derive(Clone, Copy)]
pub struct Language {
    code: &'static str,
    stemmer: Stemming,
}

/// Where stems come from.
#[derive(Clone, Copy)]
enum Stemming {
    Snowball(Stemmer),
    /// The browser's engine has the stemmer of English only; another one is a file of its own.
    Host(fn(&str) -> String),
}

/// The code of the language that a BCP 47 tag such as `pt-BR` names, if it has a stemmer.
pub fn language_code(tag: &str) -> Option<&'static str> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    // Both ways to write Norwegian.
    let primary = if matches!(primary.as_str(), "nb" | "nn") { "no" } else { primary.as_str() };
    LANGUAGES.iter().find(|code| **code == primary).copied()
}

impl Language {
    /// The language that a BCP 47 tag such as `pt-BR` names; English where there is no stemmer for
    /// it, because the technical words of any language are English.
    #[cfg(feature = "languages")]
    pub fn of(tag: &str) -> Language {
        language_code(tag).and_then(Language::known).unwrap_or_default()
    }

    /// The language with this code, if its stemmer is built in.
    pub(crate) fn known(code: &'static str) -> Option<Language> {
        // Snowball's own name for it is longer.
        let name = if code == "st" { "sesotho" } else { code };
        let stemmer = Stemmer::try_from_name(name).ok()?;
        Some(Language { code, stemmer: Stemming::Snowball(stemmer) })
    }

    /// The language with this code, whose stemmer the host has.
    pub(crate) fn hosted(code: &'static str, stem: fn(&str) -> String) -> Language {
        Language { code, stemmer: Stemming::Host(stem) }
    }

    /// Its code, one of [`LANGUAGES`].
    pub fn code(self) -> &'static str {
        self.code
    }

    pub(crate) fn is_english(self) -> bool {
        self.code == "en"
    }

    /// The stem of a word in lower case.
    pub(crate) fn stem(self, word: &str) -> String {
        match self.stemmer {
            Stemming::Snowball(stemmer) => stemmer.stem(word).into_owned(),
            Stemming::Host(stem) => stem(word),
        }
    }
}

impl Default for Language {
    /// English.
    fn default() -> Self {
        Language { code: "en", stemmer: Stemming::Snowball(Stemmer::new(Algorithm::English)) }
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Language").field(&self.code).finish()
    }
}

#[cfg(all(test, feature = "languages"))]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_stemmer() {
        for code in LANGUAGES {
            assert_eq!(Language::known(code).map(Language::code), Some(*code));
        }
        assert!(LANGUAGES.is_sorted());
    }

    #[test]
    fn tags_name_languages() {
        for (tag, code) in
            [("de", "de"), ("pt-BR", "pt"), ("nb_NO", "no"), ("EN-gb", "en"), ("ja", "en"), ("", "en")]
        {
            assert_eq!(Language::of(tag).code(), code, "{tag}");
        }
    }
}
