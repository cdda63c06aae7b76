//! The action register as CSV.

use jiff::civil::Date;

use super::action;
use crate::archive::register::Register;
use crate::config::Config;
use crate::report::csv_cells::written;

/// The names of the columns. `ticket`, `state`, `due` and `owner` are those of a file of states, so that an edited table can
/// be read again.
const COLUMNS: [&str; 15] = [
    "state",
    "overdue_days",
    "due",
    "action",
    "owner",
    "ticket",
    "link",
    "postmortem",
    "date",
    "severity",
    "services",
    "teams",
    "permalink",
    "file",
    "line",
];

/// The register as a table with a header.
///
/// A cell that a spreadsheet would read as a formula gets an apostrophe before it.
///
/// # Errors
/// The table cannot be written.
pub fn table(register: &Register<'_>, today: Date, config: &Config) -> Result<String, csv::Error> {
    let rows = register.entries.iter().map(|entry| {
        let action = action(entry, today, config);
        let source = action.postmortem;
        [
            action.state.name().to_owned(),
            action.overdue_days.map(|days| days.to_string()).unwrap_or_default(),
            action.due.unwrap_or_default(),
            action.title,
            action.owners.join(", "),
            action.ticket.unwrap_or_default(),
            action.link.unwrap_or_default(),
            source.title,
            source.date.unwrap_or_default(),
            source.severity.unwrap_or_default(),
            source.services.join(", "),
            source.teams.join(", "),
            source.permalink.unwrap_or_default(),
            action.file,
            action.line.to_string(),
        ]
    });
    written(COLUMNS, rows)
}

#[cfg(test)]
mod tests {
    use super::super::testing::shown;
    use super::*;

    #[test]
    fn a_table_has_a_row_for_each_action_and_no_formula() {
        let text = "---\nseverity: SEV2\nservices: [db, web]\n---\n# Disk, \"full\"\n\n## Action items\n\n\
            - [ ] Add an alert @ops due:2026-02-27 https://github.com/a/b/issues/7\n- [x] =HYPERLINK(1)\n";
        let shown = shown(&[("2026-01-31-disk.md", text)], |register, today, config| {
            table(register, today, config).unwrap()
        });
        let lines: Vec<_> = shown.lines().collect();
        assert_eq!(
            lines,
            [
                "state,overdue_days,due,action,owner,ticket,link,postmortem,date,severity,services,teams,permalink,file,line",
                "open,2,2026-02-27,Add an alert,ops,#7,https://github.com/a/b/issues/7,\"Disk, \"\"full\"\"\",2026-01-31,SEV2,\
                 \"db, web\",,https://example.org/2026-01-31-disk/,content/2026-01-31-disk.md,9",
                "done,,,'=HYPERLINK(1),,,,\"Disk, \"\"full\"\"\",2026-01-31,SEV2,\"db, web\",,\
                 https://example.org/2026-01-31-disk/,content/2026-01-31-disk.md,10",
            ]
        );
    }
}
