//! Resolves the references between incidents: recurrences, and documents that are declared related or not related.

mod chains;
mod cycles;
mod left_open;
mod names;

use std::collections::BTreeSet;

use super::ArchivedDocument;
pub use chains::{Chain, Occurrence};
pub use left_open::left_open;
pub use names::{Names, Withheld};
use retold_diagnostic::{Diagnostic, Place};
use retold_document::keys::Key;

/// How many unknown references get a suggestion: each is compared with all names.
const MOST_SUGGESTIONS: usize = 20;

/// How many findings on the references of a document have a place: each reference is searched for in its front matter.
const MOST_PLACES: usize = 200;

/// A reference of one postmortem to another, both as indexes.
#[derive(Debug, Clone, Copy)]
struct Reference<'a> {
    key: Key,
    from: usize,
    to: usize,
    /// As written.
    text: &'a str,
}

/// Resolves the references of `postmortems`, sets them in both directions, and returns the chains of those that repeat each
/// other. References may name `others`, which are not part of any chain. There is a finding for each reference without a
/// target, to a document that is `withheld`, to the document itself, in a cycle, and for each that contradicts another.
/// The first 20 without a target, in the order of the documents, suggest a name.
pub fn connect(
    postmortems: &mut [ArchivedDocument],
    others: &[ArchivedDocument],
    withheld: &Withheld,
) -> (Vec<Chain>, Vec<Diagnostic>) {
    let documents: Vec<_> = postmortems.iter().map(|postmortem| postmortem.document.clone()).collect();
    let mut findings = Vec::new();
    let mut references = Vec::new();
    let (names, other_names) = (Names::of(postmortems), Names::of(others));
    let mut suggestions = 0;
    for (from, document) in documents.iter().enumerate() {
        let before = findings.len();
        for (key, text) in written(&document.front_matter) {
            let has_place = findings.len() - before < MOST_PLACES;
            let at = |finding: Diagnostic| match has_place {
                true => finding.at(document.place_of(key, text)),
                false => finding.at(Place::file(&document.name)),
            };
            match names.find(text) {
                Some(to) if to == from => findings.push(at(of_itself(key))),
                Some(to) => references.push(Reference { key, from, to, text }),
                // A link to another site is a valid relation, but has no page here.
                None if text.contains("://") || other_names.find(text).is_some() => {}
                None => findings.push(at(match withheld.reason(text) {
                    Some(reason) => held_back(key, text, reason),
                    None => {
                        suggestions += 1;
                        let near = (suggestions <= MOST_SUGGESTIONS).then(|| names.nearest(text)).flatten();
                        unknown(key, text, near)
                    }
                })),
            }
        }
    }
    let finding = |reference: &Reference<'_>, finding: Diagnostic| {
        finding.at(documents[reference.from].place_of(reference.key, reference.text))
    };
    let turning = turning_back(&references);
    findings.extend(turning.iter().map(|at| finding(&references[*at], cycle(references[*at].text))));
    let contradicting = contradicting(&references);
    findings.extend(
        contradicting.iter().map(|at| finding(&references[*at], contradiction(references[*at].text))),
    );
    let kept =
        references.iter().enumerate().filter(|(at, _)| !turning.contains(at) && !contradicting.contains(at));
    for (_, reference) in kept {
        set(postmortems, reference);
    }
    for postmortem in postmortems.iter_mut() {
        for list in [
            &mut postmortem.earlier,
            &mut postmortem.later,
            &mut postmortem.related,
            &mut postmortem.not_related,
        ] {
            list.sort_unstable();
            list.dedup();
        }
    }
    (chains::chains(postmortems), findings)
}

/// The references of a document, each with its key.
fn written(front_matter: &retold_document::model::FrontMatter) -> impl Iterator<Item = (Key, &str)> {
    let lists = [
        (Key::RecurrenceOf, &front_matter.recurrence_of),
        (Key::Related, &front_matter.related),
        (Key::Supersedes, &front_matter.supersedes),
        (Key::NotRelated, &front_matter.not_related),
    ];
    lists.into_iter().flat_map(|(key, list)| list.iter().map(move |text| (key, text.as_str())))
}

/// The places in `references` of those that close a cycle of recurrences: an incident is called the repeat of one that is
/// newer, and that repeats it. Without them there is no cycle, as each has at least one that leads to a newer incident.
fn turning_back(references: &[Reference<'_>]) -> BTreeSet<usize> {
    let repeats = references.iter().filter(|reference| reference.key == Key::RecurrenceOf);
    let on_cycles = cycles::on_cycles(repeats.map(|reference| (reference.from, reference.to)));
    let is_turning = |reference: &Reference<'_>| {
        reference.key == Key::RecurrenceOf
            && reference.to < reference.from
            && on_cycles.contains(&(reference.from, reference.to))
    };
    (0..references.len()).filter(|at| is_turning(&references[*at])).collect()
}

/// The places in `references` of those that decline what another one declares.
fn contradicting(references: &[Reference<'_>]) -> BTreeSet<usize> {
    let pair =
        |reference: &Reference<'_>| (reference.from.min(reference.to), reference.from.max(reference.to));
    let declines = |reference: &Reference<'_>| reference.key == Key::NotRelated;
    let linked: BTreeSet<_> = references.iter().filter(|reference| !declines(reference)).map(pair).collect();
    let is_contradicting =
        |at: &usize| declines(&references[*at]) && linked.contains(&pair(&references[*at]));
    (0..references.len()).filter(is_contradicting).collect()
}

/// Sets a reference on both sides.
fn set(postmortems: &mut [ArchivedDocument], reference: &Reference<'_>) {
    let Reference { key, from, to, .. } = *reference;
    match key {
        Key::RecurrenceOf => {
            postmortems[from].earlier.push(to);
            postmortems[to].later.push(from);
        }
        Key::NotRelated => {
            postmortems[from].not_related.push(to);
            postmortems[to].not_related.push(from);
        }
        _ => {
            postmortems[from].related.push(to);
            postmortems[to].related.push(from);
        }
    }
}

fn unknown(key: Key, reference: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("`{}` names `{reference}`, which is not in the archive", key.name());
    let finding = Diagnostic::warning("recurrence/unknown", message);
    match near {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => finding
            .hint("use the `id` of the other document, its `slug`, or its file name without the ending"),
    }
}

fn held_back(key: Key, reference: &str, reason: &str) -> Diagnostic {
    let message = format!("`{}` names `{reference}`, which {reason}", key.name());
    Diagnostic::warning("recurrence/held-back", message)
        .hint("remove the reference until the document is published")
}

fn of_itself(key: Key) -> Diagnostic {
    Diagnostic::warning("recurrence/self", format!("`{}` names the document itself", key.name()))
        .hint("name the other document, or remove the reference")
}

fn cycle(reference: &str) -> Diagnostic {
    let message =
        format!("`recurrence_of` names `{reference}`, which is newer and a repeat of this incident");
    Diagnostic::warning("recurrence/cycle", message)
        .hint("remove it here, as only the later incident is a repeat")
}

fn contradiction(reference: &str) -> Diagnostic {
    let message = format!("`not_related` names `{reference}`, which is linked to this incident");
    Diagnostic::warning("recurrence/contradiction", message)
        .hint("remove it here, or the link in either of the two documents")
}
