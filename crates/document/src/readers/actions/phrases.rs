//! Phrases around actions, in several languages.

use std::sync::LazyLock;

use retold_times::WordTable;

/// The phrases by their purpose, which the file explains.
pub static PHRASES: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::parse(include_str!("../../../data/action-phrases.txt")));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let names = ["none", "filler", "reason", "single", "pointer", "link", "noun", "taken"];
        let text = include_str!("../../../data/action-phrases.txt");
        assert_eq!(WordTable::faults(text, &names, str::to_lowercase), Vec::<String>::new());
    }
}
