//! Actions that were open when an incident came back.

use jiff::civil::Date;

use crate::archive::ArchivedDocument;
use crate::archive::tracked::{ActionState, TrackedAction};

/// The actions of `earlier` that were open on `day`, when it happened again, in the order of its text. One without a due date
/// is due `due_days` days after the publication. There are none where the report came out after that day: nobody had
/// agreed on them.
pub fn left_open(earlier: &ArchivedDocument, day: Date, due_days: u16) -> Vec<TrackedAction<'_>> {
    if earlier.report_day().is_none_or(|published| published > day) {
        return Vec::new();
    }
    let actions = TrackedAction::all_of(&earlier.document, due_days);
    actions.filter(|action| was_open(action, day)).collect()
}

/// Whether an action was open on `day`: it still is, or it was done on a later day. Of one that is done on no day that is known,
/// nobody knows whether it was.
fn was_open(action: &TrackedAction<'_>, day: Date) -> bool {
    match action.state() {
        ActionState::Open | ActionState::InProgress => true,
        ActionState::Done => action.done_on().is_some_and(|done| done > day),
        ActionState::Unstated | ActionState::Declined => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::testing::archive;
    use jiff::civil::date;

    #[test]
    fn only_what_is_known_to_have_been_open_is_named() {
        let matter = "---\nactions:\n  - {title: In front matter, status: done 2025-04-01}\n---\n";
        let text = "# A\n\n## Action items\n\n- [ ] Open\n- [x] Done, nobody knows when\n\
                    - [x] Done later (done 2025-03-05)\n- [x] Done before (done 2025-02-01)\n- No state\n\
                    - Declined (won't do)\n- Going on (in progress)\n";
        for (text, day, expected) in [
            (text, date(2025, 3, 1), &["Open", "Done later", "Going on"][..]),
            (text, date(2025, 3, 5), &["Open", "Going on"]),
            // The report came out later.
            (text, date(2024, 12, 31), &[]),
            (matter, date(2025, 3, 1), &["In front matter"]),
            (matter, date(2025, 4, 1), &[]),
        ] {
            let archive = archive(&[("2025-01-01-a.md", text)]);
            let found = left_open(&archive.postmortems[0], day, 14);
            let found: Vec<_> = found.iter().map(|action| action.action.title.as_str()).collect();
            assert_eq!(found, expected, "{day}: {text}");
        }
    }
}
