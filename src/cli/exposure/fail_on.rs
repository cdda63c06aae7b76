//! The condition on which `retold exposure` ends with status 1.

use jiff::civil::Date;

use crate::archive::exposure::Exposure;
use crate::cli::condition;
use retold_diagnostic::plural;
use retold_document::model::ExposureStatus;

/// Records that a pipeline does not accept: those of teams that are exposed, for more than a number of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FailOn {
    days: u16,
}

impl FailOn {
    /// Reads the value of `--fail-on`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let days = condition::days(text, "exposed");
        days.map(|days| Self { days }).ok_or_else(|| "write `exposed` or `exposed:30`".to_owned())
    }

    /// What is wrong with `entries`, as a sentence; `None` if nothing is. Of one without a date nobody knows for how long.
    pub fn failure(self, entries: &[&Exposure], today: Date) -> Option<String> {
        let is_late = |entry: &&&Exposure| match self.days {
            0 => entry.status == ExposureStatus::Exposed,
            most => entry.days_exposed(today).is_some_and(|days| days > i32::from(most)),
        };
        let count = entries.iter().filter(is_late).count();
        let says = if count == 1 { "says" } else { "say" };
        let by = condition::by_more_than(self.days, "for");
        (count > 0).then(|| format!("Failed: {} {says} that a team is exposed{by}", plural(count, "record")))
    }
}
