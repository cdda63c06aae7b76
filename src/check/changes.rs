//! The findings that a change of an archive brings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fingerprint::identity;
use crate::parse::ParsedFile;
use retold_diagnostic::Diagnostic;

/// How the files of an archive differ from an earlier state. Files are named as messages name them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are new, or have another text than before.
    edited: BTreeSet<String>,
    /// Files that were moved and not edited: the earlier name, and that of now.
    moved: BTreeMap<String, String>,
    /// All names, of before and of now, that these files and deleted ones have.
    concerned: BTreeSet<String>,
}

impl Changes {
    /// The changes from the files `before` to those of `now`. Unchanged files share what they were parsed to.
    pub fn between(before: &[Arc<ParsedFile>], now: &[Arc<ParsedFile>]) -> Self {
        let mut earlier = by_name(before);
        let mut edited: BTreeMap<&str, &ParsedFile> = BTreeMap::new();
        let mut new: BTreeMap<&str, &ParsedFile> = BTreeMap::new();
        for (name, file) in by_name(now) {
            match earlier.remove(name) {
                Some(same) if Arc::ptr_eq(same, file) => {}
                Some(_) => drop(edited.insert(name, file)),
                None => drop(new.insert(name, file)),
            }
        }
        let mut by_text: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, file) in earlier.iter().rev() {
            by_text.entry(text(file)).or_default().push(name);
        }
        let mut changes = Self::default();
        for (name, file) in &new {
            match by_text.get_mut(text(file)).and_then(Vec::pop) {
                Some(old) => drop(changes.moved.insert(old.to_owned(), (*name).to_owned())),
                None => drop(edited.insert(name, file)),
            }
        }
        let names = edited.keys().chain(new.keys()).chain(earlier.keys());
        changes.concerned = names.map(|name| (*name).to_owned()).collect();
        changes.edited = edited.into_keys().map(str::to_owned).collect();
        changes
    }

    /// Whether the file `name` is new or edited. All its findings count as new.
    pub fn is_edited(&self, name: &str) -> bool {
        self.edited.contains(name)
    }

    /// Whether the file `name` is not the same before and now. Rules on single documents find the same in all others.
    pub fn concern(&self, name: &str) -> bool {
        self.concerned.contains(name)
    }

    /// The number of files that are new, edited or moved.
    pub fn count(&self) -> usize {
        self.edited.len() + self.moved.len()
    }

    /// The findings of `now` that are in new or edited files, or that were not there `before`.
    ///
    /// A finding was there before if one of the same rule had the same message and marked the same text in the same file,
    /// or in the one that this file was moved from.
    pub fn new_findings(&self, before: &[Diagnostic], now: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for finding in before {
            *known.entry(self.key(finding)).or_default() += 1;
        }
        let mut is_new = |finding: &Diagnostic| {
            let is_edited = finding.place.as_ref().is_some_and(|place| self.is_edited(&place.path));
            let seen = known.get_mut(&self.key(finding)).filter(|count| **count > 0);
            let is_known = seen.map(|count| *count -= 1).is_some();
            is_edited || !is_known
        };
        now.into_iter().filter(|finding| is_new(finding)).collect()
    }

    fn key(&self, finding: &Diagnostic) -> String {
        let mut finding = finding.clone();
        if let Some(place) = &mut finding.place
            && let Some(new) = self.moved.get(&place.path)
        {
            place.path.clone_from(new);
        }
        format!("{}\0{}", identity(&finding), finding.message)
    }
}

fn by_name(files: &[Arc<ParsedFile>]) -> BTreeMap<&str, &Arc<ParsedFile>> {
    files.iter().filter_map(|file| Some((file.documents.first()?.name.as_str(), file))).collect()
}

fn text(file: &ParsedFile) -> &str {
    file.documents.first().map_or("", |document| &document.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{Cache, parse};
    use crate::source::SourceTree;
    use retold_diagnostic::Place;
    use retold_document::Vocabulary;

    type Pairs<'a> = &'a [(&'a str, &'a str)];

    fn changes(before: Pairs<'_>, now: Pairs<'_>) -> Changes {
        let vocabulary = Vocabulary::default();
        let files = |pairs: Pairs<'_>, cache: &Cache| {
            parse(SourceTree::from_pairs(pairs.iter().copied()).documents, &vocabulary, cache)
        };
        let before = files(before, &Cache::default());
        let now = files(now, &Cache::new(vocabulary.clone(), &before));
        Changes::between(&before, &now)
    }

    fn finding(path: &str, marked: &str, message: &str) -> Diagnostic {
        let place = Place::span(format!("content/{path}"), marked, 0..marked.len());
        Diagnostic::warning("a/b", message).at(place)
    }

    #[test]
    fn files_are_edited_moved_or_deleted() {
        let changes = changes(
            &[("a.md", "same"), ("b.md", "old"), ("c.md", "twice"), ("d.md", "twice"), ("e.md", "gone")],
            &[("a.md", "same"), ("b.md", "new"), ("x/c.md", "twice"), ("y/d.md", "twice"), ("z.md", "same")],
        );
        let names = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(" ");
        assert_eq!(names(&changes.edited), "content/b.md content/z.md");
        let moved: Vec<_> = changes.moved.iter().map(|(old, new)| format!("{old} {new}")).collect();
        assert_eq!(moved, ["content/c.md content/x/c.md", "content/d.md content/y/d.md"]);
        let concerned = ["b.md", "c.md", "x/c.md", "e.md", "z.md"];
        assert!(concerned.iter().all(|name| changes.concern(&format!("content/{name}"))), "{changes:?}");
        assert!(!changes.concern("content/a.md"));
        assert_eq!(changes.count(), 4);
    }

    #[test]
    fn findings_are_new_in_edited_files_and_where_they_were_not_before() {
        let changes = changes(
            &[("a.md", "same"), ("b.md", "old"), ("c.md", "moved")],
            &[("a.md", "same"), ("b.md", "new"), ("x/c.md", "moved")],
        );
        let before = [
            finding("a.md", "x", "bad"),
            finding("b.md", "x", "bad"),
            finding("c.md", "x", "bad"),
            finding("c.md", "y", "bad"),
        ];
        for (now, is_new) in [
            (finding("a.md", "x", "bad"), false),
            (finding("a.md", "y", "bad"), true),
            (finding("a.md", "x", "worse"), true),
            (finding("b.md", "x", "bad"), true),
            (finding("x/c.md", "x", "bad"), false),
            (finding("x/c.md", "z", "bad"), true),
            (Diagnostic::warning("a/b", "bad"), true),
        ] {
            assert_eq!(
                changes.new_findings(&before, vec![now.clone()]).len(),
                usize::from(is_new),
                "{now:?}"
            );
        }
        let twice = vec![finding("a.md", "x", "bad"), finding("a.md", "x", "bad")];
        assert_eq!(changes.new_findings(&before, twice).len(), 1, "there are more of them than before");
    }
}
