//! Conditions on which a command ends with status 1.

/// The number of days in a condition such as `overdue:7`, or 0 for `overdue` alone; `None` for anything else.
pub fn days(text: &str, word: &str) -> Option<u16> {
    match text.strip_prefix(word)?.strip_prefix(':') {
        Some(days) => days.parse().ok(),
        None => (text == word).then_some(0),
    }
}

/// What follows a condition: ` by more than 7 days`; nothing without any.
pub fn by_more_than(days: u16, preposition: &str) -> String {
    match days {
        0 => String::new(),
        days => format!(" {preposition} more than {}", retold_diagnostic::plural(usize::from(days), "day")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_has_a_number_of_days_or_none() {
        for (text, expected) in [
            ("overdue", Some(0)),
            ("overdue:7", Some(7)),
            ("overdue:", None),
            ("overdue:-1", None),
            ("overdue7", None),
            ("open", None),
        ] {
            assert_eq!(days(text, "overdue"), expected, "{text}");
        }
    }
}
