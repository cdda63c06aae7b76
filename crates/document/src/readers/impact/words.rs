//! The words with which measures are read: `data/impact-units.txt` and `data/impact.txt`.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashMap;

use super::phrases::{Phrases, has_case};
use crate::model::MeasureKind;

const UNITS_FILE: &str = include_str!("../../../data/impact-units.txt");
const WORDS_FILE: &str = include_str!("../../../data/impact.txt");

/// What numbers count and measure.
pub static UNITS: LazyLock<WordTable> = LazyLock::new(|| WordTable::parse(UNITS_FILE));
/// What shows which numbers measure an impact.
pub static WORDS: LazyLock<WordTable> = LazyLock::new(|| WordTable::parse(WORDS_FILE));

/// What a noun counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    pub kind: MeasureKind,
    /// The name in the table, which is that of the unit.
    pub unit: &'static str,
    /// Whether the noun is of a language that may set thousands apart with spaces: not English.
    pub is_spaced: bool,
}

/// What each noun counts, in the plural.
pub static COUNTED: LazyLock<FxHashMap<&str, Counted>> = LazyLock::new(|| counted(""));

/// What each noun counts, in the singular.
pub static COUNTED_ONE: LazyLock<FxHashMap<&str, Counted>> = LazyLock::new(|| counted("one."));

/// The nouns of [`COUNTED`] that are written without spaces, with or without counters.
pub static COUNTERS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(COUNTED.keys().copied().filter(|word| !word.starts_with(has_case))));

/// For each name of a volume, its size in GB.
pub static VOLUMES: LazyLock<FxHashMap<&str, f64>> = LazyLock::new(|| UNITS.map(gigabytes));

/// The currency of each sign or word behind a number.
pub static CURRENCIES: LazyLock<FxHashMap<&str, &'static str>> = LazyLock::new(|| {
    let currency = |name: &'static str| currency(name.strip_prefix("behind.").unwrap_or(name));
    UNITS.entries().filter_map(|entry| Some((entry.word, currency(entry.name)?))).collect()
});

/// The signs and words of [`CURRENCIES`].
pub static CURRENCY_BEHIND: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(CURRENCIES.keys().copied()));

/// Signs and codes of currencies that may precede a number.
pub static CURRENCY_BEFORE: LazyLock<Phrases> = LazyLock::new(|| {
    let entries = UNITS.entries().filter(|entry| currency(entry.name).is_some());
    Phrases::new(entries.map(|entry| entry.word))
});

/// The factor of each multiplier that is a word.
pub static MULTIPLIERS: LazyLock<FxHashMap<&str, f64>> = LazyLock::new(|| UNITS.map(factor));

/// The multipliers that are written without spaces.
pub static MULTIPLIER_SIGNS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(MULTIPLIERS.keys().copied().filter(|word| !word.starts_with(has_case))));

fn counted(prefix: &str) -> FxHashMap<&'static str, Counted> {
    let entries = UNITS.entries().filter_map(|entry| {
        let unit = entry.name.strip_prefix(prefix)?;
        Some((entry.word, Counted { kind: kind(unit)?, unit, is_spaced: entry.language != "en" }))
    });
    entries.collect()
}

/// The kind of measure that the number of a unit is.
fn kind(unit: &str) -> Option<MeasureKind> {
    match unit {
        "users" => Some(MeasureKind::Users),
        "requests" | "transactions" | "payments" | "orders" | "jobs" | "messages" | "sessions"
        | "tickets" => Some(MeasureKind::Requests),
        "records" | "files" | "events" => Some(MeasureKind::Data),
        _ => None,
    }
}

/// The size of a volume in GB.
fn gigabytes(name: &str) -> Option<f64> {
    match name {
        "kB" => Some(1e-6),
        "MB" => Some(1e-3),
        "GB" => Some(1.0),
        "TB" => Some(1e3),
        "PB" => Some(1e6),
        "KiB" => Some(1.024e-6),
        "MiB" => Some(1.048_576e-3),
        "GiB" => Some(1.073_741_824),
        "TiB" => Some(1_099.511_627_776),
        _ => None,
    }
}

/// The code of a currency is a name of three capitals.
fn currency(name: &str) -> Option<&str> {
    (name.len() == 3 && name.bytes().all(|byte| byte.is_ascii_uppercase())).then_some(name)
}

/// The factor of a multiplier.
fn factor(name: &str) -> Option<f64> {
    match name {
        "thousand" => Some(1e3),
        "ten-thousand" => Some(1e4),
        "million" => Some(1e6),
        "hundred-million" => Some(1e8),
        "billion" => Some(1e9),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the tables that code reads one by one.
    const UNIT_NAMES: [&str; 10] = [
        "about-behind",
        "after-one",
        "between",
        "determiner",
        "failure-rate",
        "of",
        "other-word",
        "out-of",
        "percent",
        "share-of",
    ];
    const WORD_NAMES: [&str; 32] = [
        "about",
        "apart",
        "article",
        "before-year",
        "cost",
        "down",
        "during",
        "harm",
        "label.data-loss",
        "label.duration",
        "label.harmed",
        "label.money",
        "label.other",
        "label.records",
        "label.requests",
        "label.users",
        "lack",
        "lasted",
        "loss",
        "no-outage-behind",
        "not-counted",
        "not-stated",
        "number",
        "outage-before",
        "outage-behind",
        "outage-noun",
        "outage-of",
        "per",
        "problem",
        "sentence-start",
        "total",
        "unharmed",
    ];

    #[test]
    fn the_tables_have_no_faults() {
        let typed = UNITS.entries().map(|entry| entry.name).filter(|name| {
            let unit = name.strip_prefix("one.").unwrap_or(name);
            let code = name.strip_prefix("behind.").unwrap_or(name);
            kind(unit).is_some()
                || currency(code).is_some()
                || gigabytes(name).is_some()
                || factor(name).is_some()
        });
        let names: Vec<_> = UNIT_NAMES.into_iter().chain(typed).collect();
        assert_eq!(WordTable::faults(UNITS_FILE, &names, str::to_lowercase), Vec::<String>::new());
        assert_eq!(WordTable::faults(WORDS_FILE, &WORD_NAMES, str::to_lowercase), Vec::<String>::new());
    }

    #[test]
    fn words_stand_for_units_currencies_and_factors() {
        let records = Counted { kind: MeasureKind::Data, unit: "records", is_spaced: false };
        assert_eq!(COUNTED.get("rows"), Some(&records));
        assert!(COUNTED["kunden"].is_spaced);
        assert_eq!(COUNTED.get("customer"), None);
        assert_eq!(COUNTED_ONE["customer"].unit, "users");
        assert_eq!(COUNTERS.at_start("件の注文が"), Some("件の注文"));
        assert_eq!(VOLUMES["megabytes"], 1e-3);
        assert_eq!((CURRENCIES["euros"], CURRENCIES["€"]), ("EUR", "EUR"));
        assert_eq!(CURRENCY_BEFORE.at_end("about US$"), Some("us$"));
        assert_eq!(CURRENCY_BEFORE.at_end("euros"), None);
        assert_eq!((MULTIPLIERS["mio."], MULTIPLIERS["億"]), (1e6, 1e8));
    }
}
