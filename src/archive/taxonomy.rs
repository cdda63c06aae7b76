//! The indexes of an archive: its postmortems grouped by service, tag, team, cause, trigger, severity, kind and year.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::ArchivedDocument;
use super::patterns::{Patterns, Set};
use super::readable::readable;
use retold_document::model::Fact;
use retold_document::{folder_name, slugify};

/// A property by which postmortems are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Taxonomy {
    Services,
    Tags,
    Teams,
    Causes,
    Triggers,
    Severities,
    Kinds,
    Years,
}

/// The longest text, in characters, that names a cause or a trigger. What is longer is an explanation, and no two incidents
/// have the same.
const LONGEST_NAME: usize = 80;

/// The labels of facts.
fn written(facts: &[Fact<String>]) -> Vec<Cow<'_, str>> {
    facts.iter().map(|fact| fact.value.as_str().into()).collect()
}

impl Taxonomy {
    pub const ALL: [Self; 8] = [
        Self::Services,
        Self::Tags,
        Self::Teams,
        Self::Causes,
        Self::Triggers,
        Self::Severities,
        Self::Kinds,
        Self::Years,
    ];

    /// The name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Services => "services",
            Self::Tags => "tags",
            Self::Teams => "teams",
            Self::Causes => "causes",
            Self::Triggers => "triggers",
            Self::Severities => "severities",
            Self::Kinds => "kinds",
            Self::Years => "years",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Services => "Services",
            Self::Tags => "Tags",
            Self::Teams => "Teams",
            Self::Causes => "Causes",
            Self::Triggers => "Triggers",
            Self::Severities => "Severities",
            Self::Kinds => "Kinds",
            Self::Years => "Years",
        }
    }

    pub fn singular(self) -> &'static str {
        match self {
            Self::Services => "service",
            Self::Tags => "tag",
            Self::Teams => "team",
            Self::Causes => "cause",
            Self::Triggers => "trigger",
            Self::Severities => "severity",
            Self::Kinds => "kind",
            Self::Years => "year",
        }
    }

    /// The labels of the groups that `postmortem` belongs to.
    fn labels(self, postmortem: &ArchivedDocument) -> Vec<Cow<'_, str>> {
        let (facts, matter) = (&postmortem.document.facts, &postmortem.document.front_matter);
        match self {
            Self::Services => written(&facts.services),
            Self::Tags => written(&facts.tags),
            Self::Teams => written(&facts.teams),
            Self::Causes => names(&matter.causes),
            Self::Triggers => names(matter.trigger.as_slice()),
            Self::Severities => {
                postmortem.severity.iter().map(|severity| severity.label.as_str().into()).collect()
            }
            Self::Kinds => vec![postmortem.kind.label().into()],
            Self::Years => postmortem.day().iter().map(|date| date.year().to_string().into()).collect(),
        }
    }

    /// Whether a team is written as people say its name, and not as programs do: one document that has the name is enough.
    fn is_name(self, label: &str) -> bool {
        self == Self::Teams && label != slugify(label)
    }

    /// The label of a term as it is shown: causes and triggers are often written as one word.
    fn shown(self, label: &str) -> String {
        match self {
            Self::Causes | Self::Triggers => readable(label),
            _ => label.to_owned(),
        }
    }
}

/// The texts that are names.
fn names(texts: &[String]) -> Vec<Cow<'_, str>> {
    let is_name = |text: &&String| text.chars().nth(LONGEST_NAME).is_none();
    texts.iter().filter(is_name).map(|text| text.as_str().into()).collect()
}

/// A group: the postmortems with one value of a taxonomy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The part of its address that names it.
    pub slug: String,
    /// The spelling that most members use; the first in order if several are equally frequent.
    pub label: String,
    /// Indexes into the archive's postmortems, ascending, which is newest first. There is at least one. A pattern has those of
    /// all patterns below it, too.
    pub members: Vec<usize>,
}

/// The terms of a taxonomy, in the order of their slugs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms(Vec<Term>);

impl Terms {
    pub fn iter(&self) -> std::slice::Iter<'_, Term> {
        self.0.iter()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn contains_key(&self, slug: &str) -> bool {
        self.get(slug).is_some()
    }

    pub fn get(&self, slug: &str) -> Option<&Term> {
        self.0.get(self.position(slug)?)
    }

    fn position(&self, slug: &str) -> Option<usize> {
        self.0.binary_search_by(|term| term.slug.as_str().cmp(slug)).ok()
    }
}

impl std::ops::Index<usize> for Terms {
    type Output = Term;

    fn index(&self, index: usize) -> &Term {
        &self.0[index]
    }
}

impl<'a> IntoIterator for &'a Terms {
    type Item = &'a Term;
    type IntoIter = std::slice::Iter<'a, Term>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// All groups of an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taxonomies {
    terms: BTreeMap<Taxonomy, Terms>,
    /// The vocabulary of causes and triggers.
    pub patterns: Arc<Patterns>,
}

impl Taxonomies {
    /// The groups of `postmortems`, whose causes and triggers are named as in `patterns`.
    pub fn of(postmortems: &[ArchivedDocument], patterns: &Arc<Patterns>) -> Self {
        let terms = |taxonomy| (taxonomy, terms(taxonomy, postmortems, patterns.of(taxonomy)));
        Self { terms: Taxonomy::ALL.into_iter().map(terms).collect(), patterns: Arc::clone(patterns) }
    }

    pub fn terms(&self, taxonomy: Taxonomy) -> &Terms {
        static NONE: Terms = Terms(Vec::new());
        self.terms.get(&taxonomy).unwrap_or(&NONE)
    }

    /// The term that `label` belongs to.
    pub fn term(&self, taxonomy: Taxonomy, label: &str) -> Option<&Term> {
        let slugs = slugs(label, self.patterns.of(taxonomy));
        self.terms(taxonomy).get(slugs.first()?)
    }

    /// The indexes of the terms that `postmortem` belongs to, ascending.
    pub fn terms_of(&self, taxonomy: Taxonomy, postmortem: &ArchivedDocument) -> Vec<usize> {
        let (terms, set) = (self.terms(taxonomy), self.patterns.of(taxonomy));
        let labels = taxonomy.labels(postmortem);
        let slugs = labels.iter().flat_map(|label| slugs(label, set));
        let mut found: Vec<_> = slugs.filter_map(|slug| terms.position(&slug)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The terms through which `postmortem` belongs to `term`, a more general pattern; none if it names that itself.
    pub fn through(&self, taxonomy: Taxonomy, term: &Term, postmortem: &ArchivedDocument) -> Vec<&Term> {
        let set = self.patterns.of(taxonomy);
        let labels = taxonomy.labels(postmortem);
        let named: Vec<_> = labels.iter().map(|label| slugs(label, set)).collect();
        if named.iter().any(|slugs| slugs.first() == Some(&term.slug)) {
            return Vec::new();
        }
        let through = named.iter().filter(|slugs| slugs.contains(&term.slug));
        through.filter_map(|slugs| self.terms(taxonomy).get(slugs.first()?)).collect()
    }
}

/// The slugs of the terms that `label` belongs to: its own, or that of the pattern that it names in `set`, then those above
/// it.
fn slugs(label: &str, set: Option<&Set>) -> Vec<String> {
    let Some((set, pattern)) = set.and_then(|set| Some((set, set.named(label)?))) else {
        return vec![term_slug(label)];
    };
    let above = pattern.ancestors.iter().map(|index| set.patterns[*index].id.clone());
    std::iter::once(pattern.id.clone()).chain(above).collect()
}

fn terms(taxonomy: Taxonomy, postmortems: &[ArchivedDocument], set: Option<&Set>) -> Terms {
    // Each spelling is looked at once, however many have it: its groups, its own first, and how often it occurs.
    let mut spellings: BTreeMap<Cow<'_, str>, (Vec<usize>, usize)> = BTreeMap::new();
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    for (index, postmortem) in postmortems.iter().enumerate() {
        for label in taxonomy.labels(postmortem) {
            let (ats, count) = spellings.entry(label).or_insert_with_key(|label| {
                let group = |slug| {
                    let at = *groups.entry(slug).or_insert(members.len());
                    if at == members.len() {
                        members.push(Vec::new());
                    }
                    at
                };
                (slugs(label, set).into_iter().map(group).collect(), 0)
            });
            *count += 1;
            for at in ats {
                if members[*at].last() != Some(&index) {
                    members[*at].push(index);
                }
            }
        }
    }
    let mut best: Vec<(Cow<'_, str>, (bool, usize))> = vec![Default::default(); members.len()];
    for (label, (ats, count)) in spellings {
        let weight = (taxonomy.is_name(&label), count);
        if let Some(at) = ats.first().copied().filter(|at| weight > best[*at].1) {
            best[at] = (label, weight);
        }
    }
    let term = |(slug, at): (String, usize)| Term {
        label: match set.and_then(|set| set.with_id(&slug)) {
            Some(pattern) => pattern.title.clone(),
            None => taxonomy.shown(&best[at].0),
        },
        slug,
        members: std::mem::take(&mut members[at]),
    };
    Terms(groups.into_iter().map(term).collect())
}

/// The part of an address that names a term. For labels without a letter or digit, it is their digest.
pub fn term_slug(label: &str) -> String {
    match slugify(label) {
        slug if slug.is_empty() => blake3::hash(label.as_bytes()).to_hex()[..8].to_owned(),
        slug => folder_name(slug),
    }
}
