#![doc = include_str!("../README.md")]

mod class;
mod document;
mod front_matter;
pub mod html;
pub mod keys;
mod lexicon;
mod limits;
mod markdown;
pub mod model;
mod parse;
mod parts;
pub mod prose;
mod published_markdown;
mod readers;
mod source_file;
mod structure;
#[cfg(test)]
mod testing;
mod text;
mod understand;

pub use document::Document;
pub use front_matter::{fence, is_draft_status};
pub use lexicon::severities::standard_severity;
pub use markdown::lost::{repeated_footnotes, unclosed_comments};
pub use markdown::options as markdown_options;
pub use published_markdown::published_markdown;
pub use readers::actions::{Vagueness, status_of as action_status, vagueness};
pub use source_file::{SourceFile, document_stem, has_ending};
pub use structure::plain_text::{TextSection, plain_text_sections};
pub use structure::section_names::SectionNames;
pub use structure::vocabulary::Vocabulary;
pub use text::placeholder::{has_unset_date, is_unwritten};
pub use text::sentences::sentences;
pub use text::shorten::shorten;
pub use text::slug::{composed, folder_name, is_device, slugify};
