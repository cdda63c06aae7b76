//! Parses a file into its documents.

use retold_diagnostic::{Diagnostic, Place};

use crate::front_matter::source_text::SourceText;
use crate::keys::Key;
use crate::model::{Class, Origin};
use crate::understand::understand;
use crate::{Document, SourceFile, Vocabulary, parts};

impl Document {
    /// Reads a file with the words of `vocabulary`, as one document.
    pub fn parse(file: SourceFile, vocabulary: &Vocabulary) -> (Self, Vec<Diagnostic>) {
        let (source, findings) = SourceText::read(file);
        (understand(source, vocabulary), findings)
    }

    /// Reads a file with the words of `vocabulary`: as one document, or, if front matter or configuration
    /// split it into its incidents, as itself and one document for each of them.
    pub fn parse_all(file: SourceFile, vocabulary: &Vocabulary) -> (Vec<Self>, Vec<Diagnostic>) {
        let (whole, mut findings) = Self::parse(file, vocabulary);
        if !whole.front_matter.is_split(&whole.path, &vocabulary.split) {
            return (vec![whole], findings);
        }
        let parts = parts::of(&whole, vocabulary);
        if parts.is_empty() {
            findings.push(
                Diagnostic::warning("document/split", "no incidents are found to split the file into")
                    .at(Place::file(&whole.name))
                    .hint("give each incident a heading, all of one level, with its date or with sections below"),
            );
            return (vec![whole], findings);
        }
        let parts: Vec<_> = parts.into_iter().map(|part| understand(part, vocabulary)).collect();
        // There is no place in the configuration to point to.
        let is_written = whole.front_matter.split;
        let mut documents = vec![Self {
            class: Class::Collection,
            class_origin: is_written.then_some(Origin::FrontMatter),
            class_span: whole.key_places.get(&Key::Split).cloned().filter(|_| is_written),
            ..whole
        }];
        documents.extend(parts);
        (documents, findings)
    }
}
