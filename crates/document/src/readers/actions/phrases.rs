//! Tables of the phrases around actions, in several languages. The files explain the purposes of their phrases.

use std::sync::LazyLock;

use retold_times::WordTable;

macro_rules! tables {
    ($($(#[$doc:meta])* $table:ident = $file:literal;)*) => {
        $($(#[$doc])* pub static $table: LazyLock<WordTable> =
            LazyLock::new(|| WordTable::parse(include_str!(concat!("../../../data/", $file))));)*

        #[cfg(test)]
        const ALL: &[(&str, &LazyLock<WordTable>)] =
            &[$((include_str!(concat!("../../../data/", $file)), &$table)),*];
    };
}

tables! {
    /// Headings, labels and declarations.
    PHRASES = "action-phrases.txt";
    /// Sentences that are actions.
    SENTENCES = "action-sentences.txt";
    /// Words around tickets.
    TICKETS = "action-tickets.txt";
    /// Words of lists that are no actions.
    NOT_ACTIONS = "not-actions.txt";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_well_formed() {
        for (text, table) in ALL {
            // The head of each file explains the names of its phrases.
            let head = text.split("\n[").next().unwrap_or_default();
            let names: Vec<&str> =
                head.lines().filter_map(|line| line[1..].split_whitespace().next()).collect();
            assert_eq!(WordTable::faults(text, &names, str::to_lowercase), Vec::<String>::new());
            assert!(table.entries().next().is_some());
        }
    }
}
