//! How long an incident lasted.

use jiff::SignedDuration;

use retold_document::Document;
use retold_document::model::{Class, Milestone};

/// From this factor on, two lengths of time are about different things.
const FACTOR: i32 = 10;

/// How long the incident lasted: as stated, else from its start to its end, where both are known and in order. `None` for
/// a file of many incidents, and where what is stated and what is known of the times contradict each other.
pub fn of(document: &Document) -> Option<SignedDuration> {
    if document.class == Class::Collection || contradicts(document) {
        return None;
    }
    let stated = document.facts.duration.as_ref().map(|fact| fact.value);
    stated.or_else(|| measured(document).next().filter(|duration| !duration.is_negative()))
}

/// Whether the stated duration and the times of the document differ by an order of magnitude, so that one of them is not
/// about the incident.
pub fn contradicts(document: &Document) -> bool {
    let Some(stated) = document.facts.duration.as_ref().map(|fact| fact.value) else { return false };
    let differs = |measured: SignedDuration| {
        let (short, long) = (stated.min(measured), stated.max(measured));
        short > SignedDuration::ZERO && short.saturating_mul(FACTOR) <= long
    };
    let mut measured = measured(document).peekable();
    measured.peek().is_some() && measured.all(differs)
}

/// From the start to each end that is known, the last one first.
fn measured(document: &Document) -> impl Iterator<Item = SignedDuration> {
    let at = |milestone| document.milestones.at(milestone)?.instant();
    let start = at(Milestone::Started);
    let ends = [at(Milestone::Resolved), at(Milestone::Mitigated)].into_iter().flatten();
    ends.filter_map(move |end| Some(end.duration_since(start?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_document::{SourceFile, Vocabulary};

    #[test]
    fn a_duration_that_contradicts_the_times_is_not_shown() {
        for (stated, end, hours) in [
            ("2h", "2024-01-01T14:00Z", Some(2)),
            ("3h", "2024-01-01T14:00Z", Some(3)),
            ("2h", "2024-01-02T14:00Z", None),
            ("80h", "2024-01-01T14:00Z", None),
        ] {
            let text =
                format!("---\nstarted: 2024-01-01T12:00Z\nresolved: {end}\nduration: {stated}\n---\nx\n");
            let file = SourceFile { path: "a.md".into(), name: "a.md".into(), bytes: text.into() };
            let document = Document::parse(file, &Vocabulary::default()).0;
            assert_eq!(of(&document), hours.map(SignedDuration::from_hours), "{stated} {end}");
        }
    }
}
