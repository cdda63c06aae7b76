//! What the rules on actions have in common.

use super::Subject;
use crate::archive::tracked::TrackedAction;
use retold_diagnostic::Place;

/// The actions of a postmortem that are not done or declined.
pub fn unfinished<'a, 'b>(subject: &'a Subject<'b>) -> Vec<&'a TrackedAction<'b>> {
    subject.actions().iter().filter(|action| !action.state().is_closed()).collect()
}

/// The message and the place of one finding for the actions in `of` that `is_faulty`, at the first of them; many actions of
/// a document mostly have the same fault. `of_kind` is what the actions are (`open`), `fault` its name behind *has* or *have*.
pub fn some_have(
    subject: &Subject<'_>,
    of: &[&TrackedAction<'_>],
    of_kind: &str,
    is_faulty: impl Fn(&TrackedAction<'_>) -> bool,
    fault: &str,
) -> Option<(String, Place)> {
    let faulty: Vec<_> = of.iter().filter(|action| is_faulty(action)).collect();
    let first = faulty.first()?;
    let message = match (faulty.len(), of.len()) {
        (1, 1) => format!("the {of_kind} action has {fault}"),
        (1, all) => format!("one of {all} {of_kind} actions has {fault}"),
        (some, all) if some == all => format!("all {all} {of_kind} actions have {fault}"),
        (some, all) => format!("{some} of {all} {of_kind} actions have {fault}"),
    };
    Some((message, subject.place_of_action(first)))
}
