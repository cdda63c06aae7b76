//! `retold.toml` as the user wrote it. All its faults are found at once.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::allow::WrittenAllow;
use retold_diagnostic::{Diagnostic, Place, nearest};

/// The place of each key, in bytes of the file.
pub type KeySpans = BTreeMap<String, Range<usize>>;

/// A table of the file: its settings are read one by one, so that a fault of one does not hide those of the others.
pub trait Settings: Default {
    /// Every key, in the order in which the documentation lists them.
    const KEYS: &'static [&'static str];
    /// What goes before a key of this table in messages, such as `check.`.
    const PREFIX: &'static str;

    /// Reads `value` as the setting `key`, one of [`Settings::KEYS`], which is at `span`. Faults are added to `findings`.
    fn set(&mut self, key: &str, span: Range<usize>, value: Spanned<DeValue<'_>>, file: &mut File<'_>);

    /// The settings of `table`.
    fn read(table: DeTable<'_>, file: &mut File<'_>) -> Self {
        let mut settings = Self::default();
        for (key, value) in table {
            let (name, span) = (key.get_ref().as_ref(), key.span());
            if Self::KEYS.contains(&name) {
                settings.set(name, span, value, file);
            } else {
                file.unknown_key::<Self>(name, span);
            }
        }
        settings
    }
}

/// A file that is being read, and what is wrong with it.
pub struct File<'a> {
    name: &'a str,
    text: &'a str,
    findings: Vec<Diagnostic>,
}

impl File<'_> {
    fn unknown_key<S: Settings>(&mut self, key: &str, span: Range<usize>) {
        let prefix = S::PREFIX;
        let finding = Diagnostic::error("config/unknown-key", format!("unknown key `{prefix}{key}`"))
            .at(Place::span(self.name, self.text, span));
        self.findings.push(match nearest(key, S::KEYS.iter().copied()) {
            Some(known) => finding.hint(format!("did you mean `{known}`?")),
            None => finding.hint(format!("known keys: {}", S::KEYS.join(", "))),
        });
    }

    fn fault(&mut self, error: &toml::de::Error, span: Range<usize>) {
        let place = Place::span(self.name, self.text, error.span().unwrap_or(span));
        // Messages name the types of TOML rather than those of Rust.
        let message = error.message().trim().replace('\n', ", ");
        let message = message
            .replace("expected usize", "expected a number")
            .replace("expected u16", "expected a number")
            .replace("a sequence", "a list")
            .replace("a map", "a table")
            .replace("expected struct WrittenCheck", "expected a table")
            .replace("struct WrittenAllow", "a table");
        self.findings.push(Diagnostic::error("config/syntax", message).at(place));
    }
}

/// Reads a list, item by item: faulty items are left out.
fn read_list<T: for<'de> Deserialize<'de>>(
    value: Spanned<DeValue<'_>>,
    file: &mut File<'_>,
) -> Option<Vec<T>> {
    if !value.get_ref().is_array() {
        return read(value, file);
    }
    let DeValue::Array(items) = value.into_inner() else { return None };
    Some(items.into_iter().filter_map(|item| read(item, file)).collect())
}

/// Reads a table of texts, entry by entry: faulty entries are left out.
fn read_texts(
    value: Spanned<DeValue<'_>>,
    file: &mut File<'_>,
) -> Option<BTreeMap<Spanned<String>, Spanned<String>>> {
    if !value.get_ref().is_table() {
        return read(value, file);
    }
    let DeValue::Table(entries) = value.into_inner() else { return None };
    let entries = entries.into_iter().filter_map(|(key, value)| {
        let key = Spanned::new(key.span(), key.get_ref().to_string());
        Some((key, read(value, file)?))
    });
    Some(entries.collect())
}

/// Reads one setting. Without a value if it is faulty.
fn read<T: for<'de> Deserialize<'de>>(value: Spanned<DeValue<'_>>, file: &mut File<'_>) -> Option<T> {
    let span = value.span();
    match T::deserialize(ValueDeserializer::from(value)) {
        Ok(value) => Some(value),
        Err(error) => {
            file.fault(&error, span);
            None
        }
    }
}

/// Defines a table of settings, each of them optional, and how it is read.
macro_rules! settings {
    (@reader) => { read };
    (@reader $reader:ident) => { $reader };
    (
        $(#[$attribute:meta])* $name:ident in $prefix:literal {
            $($key:ident: $type:ty $(, by $reader:ident)?;)*
            $([$table_key:ident: $table:ty];)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Default)]
        pub struct $name {
            $(pub $key: Option<$type>,)*
            $(pub $table_key: Option<$table>,)*
            /// The places of the keys that are written.
            pub places: KeySpans,
        }

        impl Settings for $name {
            const KEYS: &'static [&'static str] = &[$(stringify!($key),)* $(stringify!($table_key),)*];
            const PREFIX: &'static str = $prefix;

            fn set(&mut self, key: &str, span: Range<usize>, value: Spanned<DeValue<'_>>, file: &mut File<'_>) {
                self.places.insert(key.to_owned(), span);
                match key {
                    $(stringify!($key) => self.$key = settings!(@reader $($reader)?)(value, file),)*
                    $(stringify!($table_key) => self.$table_key = read_table(value, file),)*
                    _ => {}
                }
            }
        }
    };
}

settings! {
    /// `retold.toml` as written.
    WrittenConfig in "" {
        title: String;
        description: String;
        base_url: String;
        edit_url: String;
        language: String;
        content: PathBuf;
        output_dir: PathBuf;
        theme: PathBuf;
        exposure: PathBuf;
        page_size: usize;
        feed_size: usize;
        api: bool;
        severities: Vec<Vec<String>>;
        sections: BTreeMap<String, Vec<String>>;
        tickets: BTreeMap<String, String>;
        action_due_days: u16;
        split: Vec<String>;
        synonyms: Vec<Vec<String>>;
        [check: WrittenCheck];
    }
}

settings! {
    /// The table `[check]` as written.
    WrittenCheck in "check." {
        levels: BTreeMap<Spanned<String>, Spanned<String>>, by read_texts;
        folders: Vec<WrittenFolder>, by read_list;
        people: Vec<String>;
        products: Vec<String>;
        blame_words: Vec<String>;
        required: Vec<Spanned<String>>, by read_list;
        tags: Vec<String>;
        allow: Vec<WrittenAllow>, by read_list;
        internal_hosts: Vec<String>;
        [external: WrittenExternal];
    }
}

settings! {
    /// The table `[check.external]` as written.
    WrittenExternal in "check.external." {
        exclude: Vec<String>;
        timeout: u16;
        private: bool;
    }
}

/// Levels for the documents of a folder, as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenFolder {
    pub path: Spanned<String>,
    pub levels: BTreeMap<Spanned<String>, Spanned<String>>,
}

/// Every key of `retold.toml`, in the order in which the documentation lists them.
pub const KEYS: &[&str] = WrittenConfig::KEYS;

fn read_table<S: Settings>(value: Spanned<DeValue<'_>>, file: &mut File<'_>) -> Option<S> {
    let span = value.span();
    match value.into_inner() {
        DeValue::Table(table) => Some(S::read(table, file)),
        _ => {
            let message = format!("`{}` is not a table", S::PREFIX.trim_end_matches('.'));
            file.findings.push(
                Diagnostic::error("config/syntax", message).at(Place::span(file.name, file.text, span)),
            );
            None
        }
    }
}

impl WrittenConfig {
    /// Reads `text`, the contents of the file called `name` in messages: what can be read, and the findings for broken TOML,
    /// unknown keys and values of a wrong type.
    pub fn parse(name: &str, text: &str) -> (Self, Vec<Diagnostic>) {
        let mut file = File { name, text, findings: Vec::new() };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            file.fault(error, 0..0);
        }
        if errors.is_empty() {
            let written = Self::read(table.into_inner(), &mut file);
            return (written, file.findings);
        }
        let faults = errors.iter().filter_map(toml::de::Error::span).map(|span| span.start);
        let intact = without_lines(text, &faults.collect::<Vec<_>>());
        let written = match DeTable::parse(&intact) {
            Ok(table) => Self::read(table.into_inner(), &mut file),
            // The rest may be read in the wrong way.
            Err(_) => Self::default(),
        };
        (written, file.findings)
    }
}

/// `text` with spaces instead of the lines that hold the bytes at `faults`. All other bytes keep their places. It ends at
/// a faulty header, without which the keys below it would belong to another table.
fn without_lines(text: &str, faults: &[usize]) -> String {
    let mut intact = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let span = intact.len()..intact.len() + line.len();
        let is_faulty = faults.iter().any(|at| span.contains(at));
        match is_faulty {
            true if line.trim_start().starts_with('[') => break,
            true => intact.extend(line.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' })),
            false => intact.push_str(line),
        }
    }
    intact
}
