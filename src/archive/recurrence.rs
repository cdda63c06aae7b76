//! Resolves the references between incidents: recurrences, and documents that are declared related.

use std::collections::BTreeMap;

use super::ArchivedDocument;
use retold_diagnostic::{Diagnostic, nearest};
use retold_document::keys::Key;
use retold_document::slugify;

/// How many unknown references get a suggestion: each is compared with all names.
const MOST_SUGGESTIONS: usize = 20;

/// Resolves the references of `postmortems`, and sets them in both directions. References may name `others`, which are
/// not part of any chain. Returns a finding for each reference without a target; the first 20, in the order of the
/// documents, suggest a name.
pub fn connect(postmortems: &mut [ArchivedDocument], others: &[ArchivedDocument]) -> Vec<Diagnostic> {
    let names = Names::of(postmortems);
    let other_names = Names::of(others);
    let mut findings = Vec::new();
    let mut repeats = Vec::new();
    let mut relations = Vec::new();
    for (index, postmortem) in postmortems.iter().enumerate() {
        let front_matter = &postmortem.document.front_matter;
        for (key, references) in [
            (Key::RecurrenceOf, &front_matter.recurrence_of),
            (Key::Related, &front_matter.related),
            (Key::Supersedes, &front_matter.supersedes),
        ] {
            for reference in references {
                match names.find(reference) {
                    Some(other) if other == index => {}
                    Some(other) if key == Key::RecurrenceOf => repeats.push((other, index)),
                    Some(other) => relations.push((other, index)),
                    // A link to another site is a valid relation, but has no page here.
                    None if reference.contains("://") || other_names.find(reference).is_some() => {}
                    None => {
                        let is_compared = findings.len() < MOST_SUGGESTIONS;
                        let near = is_compared.then(|| names.nearest(reference)).flatten();
                        findings.push(unknown(postmortem, key, reference, near));
                    }
                }
            }
        }
    }
    for (earlier, later) in repeats {
        push_once(&mut postmortems[later].earlier, earlier);
        push_once(&mut postmortems[earlier].later, later);
    }
    for (one, other) in relations {
        push_once(&mut postmortems[one].related, other);
        push_once(&mut postmortems[other].related, one);
    }
    for postmortem in postmortems {
        postmortem.earlier.sort_unstable();
        postmortem.later.sort_unstable();
        postmortem.related.sort_unstable();
    }
    findings
}

fn push_once(list: &mut Vec<usize>, index: usize) {
    if !list.contains(&index) {
        list.push(index);
    }
}

fn unknown(postmortem: &ArchivedDocument, key: Key, reference: &str, near: Option<&str>) -> Diagnostic {
    let document = &postmortem.document;
    let finding = Diagnostic::warning(
        "recurrence/unknown",
        format!("`{}` names `{reference}`, which is not in the archive", key.name()),
    )
    .at(document.place_of(key, reference));
    match near {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => finding
            .hint("use the `id` of the other document, its `slug`, or its file name without the ending"),
    }
}

/// The names by which documents refer to each other: id, slug, file name with and without its date.
struct Names(BTreeMap<String, usize>);

impl Names {
    fn of(archived: &[ArchivedDocument]) -> Self {
        let mut names = BTreeMap::new();
        for (index, archived) in archived.iter().enumerate() {
            let document = &archived.document;
            let stem = slugify(document.stem());
            let undated = stem
                .get(11..)
                .filter(|_| stem.get(..10).is_some_and(|date| date.parse::<jiff::civil::Date>().is_ok()));
            let url = archived.url.trim_end_matches('/');
            let last = url.rsplit('/').next().unwrap_or(url);
            let id = archived.id.as_deref().map(slugify);
            // The name of a split file names none of its incidents.
            let (stem, undated) = match document.part {
                Some(_) => (None, None),
                None => (Some(stem.as_str()), undated),
            };
            for name in [id.as_deref(), Some(url), Some(last), stem, undated].into_iter().flatten() {
                // A name refers to the newest document with that name, which comes first.
                names.entry(name.to_owned()).or_insert(index);
            }
        }
        Self(names)
    }

    /// The name that `reference` is most probably a misspelling of.
    fn nearest(&self, reference: &str) -> Option<&str> {
        nearest(&slugify(reference), self.0.keys().map(String::as_str))
    }

    fn find(&self, reference: &str) -> Option<usize> {
        let reference = reference.trim().trim_start_matches("./").trim_matches('/');
        let stem = retold_document::document_stem(reference).unwrap_or(reference);
        self.0.get(stem).or_else(|| self.0.get(&slugify(stem))).copied()
    }
}
