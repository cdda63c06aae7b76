//! The register for people: a block for each group, the due date before each action.

use jiff::civil::Date;
use textwrap::core::display_width;
use textwrap::{Options, wrap};

use crate::archive::register::{ActionGroup, Register, RegisterEntry};
use crate::archive::tracked::ActionState;
use crate::cli::styled::Styled;
use retold_diagnostic::plural;

/// The width of the text, in columns of a terminal.
const WIDTH: usize = 80;

/// The column in which the text of an action begins.
const INDENT: usize = 14;

/// Adds the actions of `register`, which are sorted by urgency, to `text`.
pub fn add(text: &mut Styled, register: &Register<'_>, today: Date) {
    for group in ActionGroup::ALL {
        let entries: Vec<_> =
            register.entries.iter().filter(|entry| ActionGroup::of(&entry.tracked, today) == group).collect();
        if entries.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.end_line();
        }
        let title = format!("{} ({})", group.title(), entries.len());
        match group {
            ActionGroup::Overdue => text.highlight(&title),
            _ => text.bold(&title),
        };
        text.end_line();
        for entry in entries {
            item(text, entry, today);
        }
    }
}

/// An action in a few lines: when it is due and what it is; whose it is and how far; where it comes from.
fn item(text: &mut Styled, entry: &RegisterEntry<'_>, today: Date) {
    let tracked = &entry.tracked;
    let due = tracked.shown_due();
    let date = due.map(|due| due.date.to_string()).unwrap_or_default();
    for (index, line) in lines(&tracked.action.title).iter().enumerate() {
        let date = if index == 0 { date.as_str() } else { "" };
        text.plain(&format!("  {date:<width$}{line}", width = INDENT - 2)).end_line();
    }
    let facts = [
        tracked.days_overdue(today).map(|days| {
            let days = usize::try_from(days).unwrap_or_default();
            format!("{} overdue", plural(days, "day"))
        }),
        due.filter(|due| !due.is_stated).map(|_| "due by default".to_owned()),
        (!tracked.owners.is_empty()).then(|| tracked.owners.join(", ")),
        (tracked.state() == ActionState::InProgress).then(|| "in progress".to_owned()),
        tracked.ticket().map(str::to_owned),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    if !facts.is_empty() {
        dim(text, &facts);
    }
    let source = entry.postmortem.title.as_str();
    let place = format!("{}:{}", entry.postmortem.document.name, entry.line);
    let both = format!("{source} · {place}");
    if lines(&both).len() == 1 {
        dim(text, &both);
    } else {
        dim(text, source);
        dim(text, &place);
    }
}

/// Adds `line`, wrapped, below the text of an action.
fn dim(text: &mut Styled, line: &str) {
    for line in lines(line) {
        text.plain(&" ".repeat(INDENT)).dim(&line).end_line();
    }
}

/// `text` in lines that fit beside the column of dates. Only languages without spaces are cut between words: addresses and
/// names of files stay whole.
fn lines(text: &str) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_long = |word: &str| !word.is_ascii() && display_width(word) > WIDTH - INDENT;
    let options = Options::new(WIDTH - INDENT).break_words(text.split(' ').any(is_long));
    wrap(&text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_beside_the_dates() {
        let long = "Alert on the number of waiting clients ".repeat(5);
        assert!(lines(&long).len() > 1 && lines(&long).iter().all(|line| line.len() <= WIDTH - INDENT));
        // Twice as wide as they are many.
        let wide = "監視".repeat(40);
        assert_eq!(lines(&wide).iter().map(|line| line.chars().count()).collect::<Vec<_>>(), [33, 33, 14]);
        let address = format!("https://example.org/{}", "a".repeat(90));
        assert_eq!(lines(&address), [address]);
    }
}
