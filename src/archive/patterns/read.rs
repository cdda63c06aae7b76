//! Reads the file of a vocabulary. Each fault is a finding at its place, and the rest is used.

use std::collections::BTreeMap;
use std::ops::Range;

use retold_diagnostic::{Diagnostic, Place, nearest};
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::{Pattern, Set, key};
use crate::config::PatternsFile;

/// The keys of an entry.
const KEYS: [&str; 5] = ["id", "title", "description", "parents", "synonyms"];

/// The tables of entries.
const TABLES: [&str; 2] = [CAUSE, TRIGGER];
const CAUSE: &str = "cause";
const TRIGGER: &str = "trigger";

/// The most patterns of a kind: to find what is above each takes time and room that grow with the square of their number.
const MOST: usize = 2_000;

/// A file, with its name in messages.
#[derive(Clone, Copy)]
pub struct File<'a> {
    pub name: &'a str,
    pub text: &'a str,
}

/// What a file holds.
#[derive(Default)]
pub struct Written {
    pub causes: Vec<Entry>,
    pub triggers: Vec<Entry>,
}

/// A pattern as it is written: what is left out is none.
pub struct Entry {
    /// `cause` or `trigger`.
    what: &'static str,
    id: Spanned<String>,
    title: Option<String>,
    description: Option<String>,
    parents: Option<Vec<Spanned<String>>>,
    synonyms: Vec<Spanned<String>>,
}

impl File<'_> {
    fn place(&self, span: Range<usize>) -> Place {
        Place::span(self.name, self.text, span)
    }

    fn fault(&self, error: &toml::de::Error, span: Range<usize>) -> Diagnostic {
        let message = error.message().trim().replace('\n', ", ").replace("a sequence", "a list");
        Diagnostic::warning("patterns/syntax", message).at(self.place(error.span().unwrap_or(span)))
    }

    fn unknown_key(&self, written: &str, span: Range<usize>, known: &[&str]) -> Diagnostic {
        let hint = match nearest(written, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known keys: {}", known.join(", ")),
        };
        Diagnostic::warning("patterns/unknown-key", format!("unknown key `{written}`"))
            .at(self.place(span))
            .hint(hint)
    }
}

/// The entries of `file`.
pub fn read(file: File<'_>, findings: &mut Vec<Diagnostic>) -> Written {
    let (table, errors) = DeTable::parse_recoverable(file.text);
    findings.extend(errors.iter().map(|error| file.fault(error, 0..0)));
    let mut written = Written::default();
    for (name, value) in table.into_inner() {
        let (what, entries) = match name.get_ref().as_ref() {
            CAUSE => (CAUSE, &mut written.causes),
            TRIGGER => (TRIGGER, &mut written.triggers),
            other => {
                findings.push(file.unknown_key(other, name.span(), &TABLES));
                continue;
            }
        };
        let span = value.span();
        let DeValue::Array(items) = value.into_inner() else {
            let message = format!("`{what}` is no list of tables");
            let finding = Diagnostic::warning("patterns/syntax", message).at(file.place(span));
            findings.push(finding.hint(format!("write `[[{what}]]` above each")));
            continue;
        };
        if items.len() > MOST {
            let message = format!("there are more than {MOST} of `{what}`, and the others are not read");
            findings.push(Diagnostic::warning("patterns/syntax", message).at(file.place(span)));
        }
        entries.extend(items.into_iter().take(MOST).filter_map(|item| entry(what, item, file, findings)));
    }
    written
}

fn entry(
    what: &'static str,
    item: Spanned<DeValue<'_>>,
    file: File<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Entry> {
    let span = item.span();
    let DeValue::Table(table) = item.into_inner() else {
        let message = format!("a {what} is no table");
        findings.push(Diagnostic::warning("patterns/syntax", message).at(file.place(span)));
        return None;
    };
    let (mut id, mut title, mut description, mut parents, mut synonyms) = (None, None, None, None, None);
    let mut has_id = false;
    for (name, value) in table {
        match name.get_ref().as_ref() {
            "id" => {
                has_id = true;
                id = value_of(value, file, findings);
            }
            "title" => title = value_of(value, file, findings),
            "description" => description = value_of(value, file, findings),
            "parents" => parents = value_of(value, file, findings),
            "synonyms" => synonyms = value_of(value, file, findings),
            other => findings.push(file.unknown_key(other, name.span(), &KEYS)),
        }
    }
    if !has_id {
        let finding = Diagnostic::warning("patterns/syntax", format!("a {what} has no `id`"));
        let hint = "write the name that stands in front matter, such as `id = \"missing-limit\"`";
        findings.push(finding.at(file.place(span)).hint(hint));
    }
    Some(Entry { what, id: id?, title, description, parents, synonyms: synonyms.unwrap_or_default() })
}

fn value_of<T: for<'de> Deserialize<'de>>(
    value: Spanned<DeValue<'_>>,
    file: File<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Option<T> {
    let span = value.span();
    T::deserialize(ValueDeserializer::from(value))
        .map_err(|error| findings.push(file.fault(&error, span)))
        .ok()
}

/// The patterns of the `built_in` set, overridden and extended by those of the archive's `file`.
pub fn merged(
    built_in: Vec<Entry>,
    own: Vec<Entry>,
    file: Option<&PatternsFile>,
    findings: &mut Vec<Diagnostic>,
) -> Set {
    let (name, text) = file.map_or(("", ""), |file| (&file.name, &file.text));
    let mut merger =
        Merger { file: File { name, text }, findings, set: Set::default(), named_here: BTreeMap::new() };
    let mut parents = merger.add(built_in, false);
    parents.extend(merger.add(own, true));
    merger.connect(parents);
    merger.set
}

/// The parents of a pattern as they are written, and whether they are of the archive's file.
type Parents = (usize, &'static str, Vec<Spanned<String>>, bool);

struct Merger<'a> {
    file: File<'a>,
    findings: &'a mut Vec<Diagnostic>,
    set: Set,
    /// Names that the archive's file gave away, by key.
    named_here: BTreeMap<String, usize>,
}

impl Merger<'_> {
    /// Adds the entries of a file; `is_own` is that of the archive, whose names win over those that are built in.
    fn add(&mut self, entries: Vec<Entry>, is_own: bool) -> Vec<Parents> {
        let mut parents = Vec::new();
        let mut added: Vec<(usize, &'static str, Vec<Spanned<String>>)> = Vec::new();
        // Ids come before other names: a name that is an id belongs to that.
        for entry in entries {
            let id_key = key(entry.id.get_ref());
            if let Some(known) = self.named_here.get(&id_key).copied().filter(|_| is_own) {
                self.claimed(&entry.id, entry.what, known);
                continue;
            }
            let id = super::term_slug(entry.id.get_ref());
            let known = self.set.patterns.iter().position(|pattern| key(&pattern.id) == id_key);
            let index = known.unwrap_or_else(|| {
                self.set.patterns.push(Pattern {
                    title: super::super::readable::readable(entry.id.get_ref()),
                    id,
                    ..Pattern::default()
                });
                self.set.patterns.len() - 1
            });
            self.set.by_name.insert(id_key.clone(), index);
            self.named_here.insert(id_key, index);
            let pattern = &mut self.set.patterns[index];
            pattern.is_own |= is_own;
            if let Some(title) = entry.title {
                pattern.title = title;
            }
            if let Some(description) = entry.description {
                pattern.description = description;
            }
            if let Some(written) = entry.parents {
                parents.push((index, entry.what, written, is_own));
            }
            added.push((index, entry.what, entry.synonyms));
        }
        for (index, what, synonyms) in added {
            for synonym in synonyms {
                let name_key = key(synonym.get_ref());
                match self.named_here.get(&name_key) {
                    Some(known) if *known != index && is_own => self.claimed(&synonym, what, *known),
                    Some(_) => {}
                    None => {
                        self.set.by_name.insert(name_key.clone(), index);
                        self.named_here.insert(name_key, index);
                    }
                }
                self.set.patterns[index].synonyms.push(synonym.into_inner());
            }
            // A title names its pattern, unless the name is another's.
            let title = key(&self.set.patterns[index].title);
            self.set.by_name.entry(title).or_insert(index);
        }
        if !is_own {
            self.named_here.clear();
        }
        parents
    }

    fn claimed(&mut self, name: &Spanned<String>, what: &str, known: usize) {
        let id = &self.set.patterns[known].id;
        let message = format!("`{}` is a name of the {what} `{id}` already", name.get_ref());
        let finding = Diagnostic::warning("patterns/name", message).at(self.file.place(name.span()));
        self.findings.push(finding.hint("leave it to one of them: the first one has it"));
    }

    /// Sets what is above each pattern. Parents of the archive's file replace those that are built in.
    fn connect(&mut self, written: Vec<Parents>) {
        let mut last: BTreeMap<usize, Parents> = BTreeMap::new();
        for parents in written {
            last.insert(parents.0, parents);
        }
        for (index, what, parents, is_own) in last.into_values() {
            for parent in parents {
                self.connect_to(index, what, &parent, is_own);
            }
        }
        for index in 0..self.set.patterns.len() {
            let mut ancestors = Vec::new();
            let mut open = self.set.patterns[index].parents.clone();
            while let Some(next) = open.pop() {
                if !ancestors.contains(&next) {
                    ancestors.push(next);
                    open.extend(&self.set.patterns[next].parents);
                }
            }
            ancestors.sort_unstable();
            self.set.patterns[index].ancestors = ancestors;
        }
    }

    fn connect_to(&mut self, index: usize, what: &str, parent: &Spanned<String>, is_own: bool) {
        let name = parent.get_ref();
        let Some(above) = self.set.by_name.get(&key(name)).copied() else {
            let ids = self.set.patterns.iter().map(|pattern| pattern.id.as_str());
            let hint = match nearest(name, ids) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("add it to the file, with `[[{what}]]` above it"),
            };
            let message = format!("there is no {what} `{name}`");
            self.findings.push(
                Diagnostic::warning("patterns/parent", message).at(self.file.place(parent.span())).hint(hint),
            );
            return;
        };
        if self.is_above(index, above) {
            // A circle with a built-in parent is one that the archive's file made elsewhere.
            let place = if is_own { self.file.place(parent.span()) } else { Place::file(self.file.name) };
            let id = &self.set.patterns[index].id;
            let message = match index == above {
                true => format!("`{id}` is above itself"),
                false => format!("`{id}` is above `{}` already", self.set.patterns[above].id),
            };
            let finding = Diagnostic::warning("patterns/circle", message).at(place);
            self.findings.push(
                finding
                    .hint("of two that are above each other, one is the more general: leave out the other"),
            );
            return;
        }
        let parents = &mut self.set.patterns[index].parents;
        if !parents.contains(&above) {
            parents.push(above);
        }
    }

    /// Whether `upper` is `lower`, or above it.
    fn is_above(&self, upper: usize, lower: usize) -> bool {
        let mut open = vec![lower];
        let mut seen = vec![false; self.set.patterns.len()];
        while let Some(next) = open.pop() {
            if next == upper {
                return true;
            }
            if !std::mem::replace(&mut seen[next], true) {
                open.extend(&self.set.patterns[next].parents);
            }
        }
        false
    }
}
