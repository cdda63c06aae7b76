//! The conditions on which `retold actions` ends with status 1.

use jiff::civil::Date;

use crate::archive::register::Register;
use crate::cli::condition;
use retold_diagnostic::plural;

/// A kind of actions that a pipeline does not accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// Overdue by more than a number of days.
    Overdue(u16),
    /// Open, overdue or not.
    Open,
}

impl FailOn {
    /// Reads the value of `--fail-on`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let open = (text == "open").then_some(Self::Open);
        open.or_else(|| condition::days(text, "overdue").map(Self::Overdue))
            .ok_or_else(|| "write `overdue`, `overdue:7` or `open`".to_owned())
    }

    /// What is wrong with the actions of `register`, as a sentence; `None` if nothing is.
    pub fn failure(self, register: &Register<'_>, today: Date) -> Option<String> {
        let actions = register.entries.iter().map(|entry| &entry.tracked);
        let (count, what) = match self {
            Self::Open => (actions.filter(|action| action.state().is_open()).count(), "open".to_owned()),
            Self::Overdue(most) => {
                let late = actions.filter_map(|action| action.days_overdue(today));
                let count = late.filter(|days| *days > i32::from(most)).count();
                let by = condition::by_more_than(most, "by");
                (count, format!("overdue{by}"))
            }
        };
        let is = if count == 1 { "is" } else { "are" };
        (count > 0).then(|| format!("Failed: {} {is} {what}", plural(count, "action")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_written_in_few_ways() {
        for (text, expected) in [
            ("open", Some(FailOn::Open)),
            ("overdue", Some(FailOn::Overdue(0))),
            ("overdue:7", Some(FailOn::Overdue(7))),
            ("overdue:", None),
            ("overdue:-1", None),
            ("open:7", None),
            ("late", None),
            ("", None),
        ] {
            assert_eq!(FailOn::parse(text).ok(), expected, "{text}");
        }
    }
}
