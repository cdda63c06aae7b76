//! The archive as data for programs that read the site: the files below `api/v1/`, and their schema.
//!
//! They depend on the archive and the configuration alone, not on the day: whether an action is overdue is for the reader to compare.
//! Documents whose authors keep them from lists or searches are in none of them.

mod layout;

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::document;
use super::similar::{IN_RECORD, reasons};
use crate::archive::register::{Register, RegisterEntry};
use crate::archive::taxonomy::{Taxonomy, Term};
use crate::archive::{Archive, ArchivedDocument};
use crate::config::Config;
use crate::search;
use retold_document::model::values;
use retold_likeness::Alike;

pub use layout::*;

/// The folder of the files, with a final slash.
pub const FOLDER: &str = "api/v1/";

/// Incidents of one file of a list: rows and actions of so many stay below some 300 kB.
const CHUNK: usize = 250;

/// Terms of one file.
const TERM_CHUNK: usize = 2_000;

/// The address of a part of a list (0-based), relative to the site's root.
pub fn part_url(list: List, part: usize) -> String {
    match part {
        0 => format!("{FOLDER}{}.json", list.name()),
        _ => format!("{FOLDER}{}-{}.json", list.name(), part + 1),
    }
}

/// The address of the data of the postmortem whose page is at `url`.
pub fn postmortem_url(url: &str) -> String {
    format!("{FOLDER}postmortems/{}.json", url.trim_end_matches('/'))
}

/// The lists that the files hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    Postmortems,
    /// Of the same postmortems, part by part.
    Actions,
    Terms,
}

impl List {
    pub const ALL: [Self; 3] = [Self::Postmortems, Self::Actions, Self::Terms];

    fn name(self) -> &'static str {
        match self {
            Self::Postmortems => "postmortems",
            Self::Actions => "actions",
            Self::Terms => "terms",
        }
    }

    /// The number of its files: at least one.
    pub fn parts(self, archive: &Archive) -> usize {
        let parts = match self {
            Self::Postmortems | Self::Actions => shared(archive).count().div_ceil(CHUNK),
            Self::Terms => terms(archive).count().div_ceil(TERM_CHUNK),
        };
        parts.max(1)
    }

    fn next(self, archive: &Archive, part: usize) -> Option<String> {
        (part + 1 < self.parts(archive)).then(|| part_url(self, part + 1))
    }
}

/// The entrance: what there is, and where.
pub fn index(archive: &Archive, config: &Config, generator: &str) -> ApiIndex {
    let actions = |p: &ArchivedDocument| p.document.actions.items.len();
    ApiIndex {
        version: VERSION,
        title: config.title.clone(),
        description: config.description.clone(),
        language: config.language.clone(),
        base_url: config.base_url.clone(),
        generator: generator.to_owned(),
        counts: ApiCounts {
            postmortems: shared(archive).count(),
            actions: shared(archive).map(actions).sum(),
            terms: terms(archive).count(),
        },
        postmortems: part_url(List::Postmortems, 0),
        actions: part_url(List::Actions, 0),
        terms: part_url(List::Terms, 0),
        schema: format!("{FOLDER}schema.json"),
    }
}

/// A part of the list of postmortems, newest first.
pub fn postmortems(archive: &Archive, part: usize) -> ApiPostmortems {
    let items = shared(archive).skip(part * CHUNK).take(CHUNK).map(row).collect();
    ApiPostmortems { version: VERSION, next: List::Postmortems.next(archive, part), items }
}

/// All that is known of the postmortem with `index`, which the incidents `alike` are like, the most alike first.
pub fn postmortem(archive: &Archive, index: usize, alike: &[Alike], config: &Config) -> ApiPostmortem {
    let postmortem = &archive.postmortems[index];
    let links = |indexes: &[usize]| {
        let linked = indexes.iter().map(|&index| &archive.postmortems[index]);
        linked.filter(|linked| linked.is_shared()).map(link).collect()
    };
    let mut report = document(&postmortem.document, config.action_due_days);
    // The name of the content folder is that of a machine.
    report.file.clone_from(&postmortem.document.path);
    ApiPostmortem {
        version: VERSION,
        postmortem: row(postmortem),
        earlier: links(&postmortem.earlier),
        later: links(&postmortem.later),
        related: links(&postmortem.related),
        similar: similar(archive, postmortem, alike),
        report,
    }
}

/// The actions of the postmortems of the same part, in their order and that of the text.
pub fn actions(archive: &Archive, part: usize, config: &Config) -> ApiActions {
    let some = shared(archive).skip(part * CHUNK).take(CHUNK);
    let register = Register::of_postmortems(some, config.action_due_days);
    let items = register.entries.iter().map(action).collect();
    ApiActions { version: VERSION, next: List::Actions.next(archive, part), items }
}

/// A part of the list of terms. `url` gives the address of the page of a term.
pub fn term_list(archive: &Archive, part: usize, url: impl Fn(Taxonomy, &str) -> String) -> ApiTerms {
    let some = terms(archive).skip(part * TERM_CHUNK).take(TERM_CHUNK);
    let items = some
        .map(|(taxonomy, term)| {
            let mut members = members(archive, term);
            let latest = members.clone().find_map(ArchivedDocument::day);
            ApiTerm {
                taxonomy: taxonomy.name(),
                label: term.label.clone(),
                url: url(taxonomy, &term.slug),
                count: members.by_ref().count(),
                latest: latest.map(|day| day.to_string()),
            }
        })
        .collect();
    ApiTerms { version: VERSION, next: List::Terms.next(archive, part), items }
}

/// The JSON Schema of all files: each is one of its definitions.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let files = [
        generator.subschema_for::<ApiIndex>(),
        generator.subschema_for::<ApiPostmortems>(),
        generator.subschema_for::<ApiPostmortem>(),
        generator.subschema_for::<ApiActions>(),
        generator.subschema_for::<ApiTerms>(),
    ];
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The files below api/v1/",
        "description": "Each file is one of the definitions named here. Addresses are relative to the site's root.",
        "anyOf": files,
        "$defs": generator.take_definitions(true),
    })
}

/// The postmortems that are not kept from programs, newest first.
fn shared(archive: &Archive) -> impl Iterator<Item = &ArchivedDocument> {
    archive.postmortems.iter().filter(|postmortem| postmortem.is_shared())
}

/// The terms that such postmortems have.
fn terms(archive: &Archive) -> impl Iterator<Item = (Taxonomy, &Term)> {
    let all = Taxonomy::ALL
        .into_iter()
        .flat_map(|taxonomy| archive.taxonomies.terms(taxonomy).iter().map(move |term| (taxonomy, term)));
    all.filter(|(_, term)| members(archive, term).next().is_some())
}

fn members<'a>(archive: &'a Archive, term: &'a Term) -> impl Iterator<Item = &'a ArchivedDocument> + Clone {
    term.members.iter().map(|&index| &archive.postmortems[index]).filter(|member| member.is_shared())
}

fn row(postmortem: &ArchivedDocument) -> ApiRow {
    let (document, facts) = (&postmortem.document, &postmortem.document.facts);
    ApiRow {
        id: postmortem.id.clone(),
        url: postmortem.url.clone(),
        data: postmortem_url(&postmortem.url),
        title: postmortem.title.clone(),
        summary: document.summary().map(str::to_owned),
        date: postmortem.day().map(|day| day.to_string()),
        happened: postmortem.happened.map(|day| day.to_string()),
        published: postmortem.published.map(|day| day.to_string()),
        updated: facts.updated.as_ref().map(|fact| fact.value.iso()),
        duration_seconds: postmortem.duration().map(|duration| duration.as_secs()),
        severity: postmortem.severity.as_ref().map(|severity| severity.label.clone()),
        severity_rank: postmortem.severity.as_ref().and_then(|severity| severity.rank),
        kind: postmortem.kind.name(),
        status: facts.status.as_ref().map(|fact| fact.value.clone()),
        services: values(&facts.services),
        teams: values(&facts.teams),
        tags: values(&facts.tags),
    }
}

/// The first of those that are `alike`, without those that are declared not to be related.
fn similar(archive: &Archive, postmortem: &ArchivedDocument, alike: &[Alike]) -> Vec<ApiSimilar> {
    let shown = alike.iter().filter(|alike| {
        !postmortem.not_related.contains(&alike.index) && archive.postmortems[alike.index].is_shared()
    });
    let incident = |alike: &Alike| {
        let other = &archive.postmortems[alike.index];
        ApiSimilar {
            id: search::id(other),
            title: other.title.clone(),
            url: other.url.clone(),
            data: postmortem_url(&other.url),
            date: other.day().map(|day| day.to_string()),
            severity: other.severity.as_ref().map(|severity| severity.label.clone()),
            services: values(&other.document.facts.services),
            is_copy: alike.is_copy,
            is_linked: postmortem.is_linked_to(alike.index),
            because: alike.reason.text(),
            reasons: reasons(&alike.reason),
        }
    };
    shown.take(IN_RECORD).map(incident).collect()
}

fn link(postmortem: &ArchivedDocument) -> ApiLink {
    ApiLink {
        title: postmortem.title.clone(),
        url: postmortem.url.clone(),
        data: postmortem_url(&postmortem.url),
    }
}

fn action(entry: &RegisterEntry<'_>) -> ApiAction {
    let RegisterEntry { key, postmortem, tracked, .. } = entry;
    let due = tracked.shown_due();
    ApiAction {
        key: key.clone(),
        title: tracked.action.title.split_whitespace().collect::<Vec<_>>().join(" "),
        state: tracked.state(),
        owners: tracked.owners.clone(),
        due: due.map(|due| due.date.to_string()),
        due_is_stated: due.is_some_and(|due| due.is_stated),
        ticket: tracked.ticket().map(str::to_owned),
        link: tracked.web_link().map(str::to_owned),
        kind: tracked.action.kind.clone(),
        priority: tracked.action.priority.clone(),
        postmortem: postmortem.url.clone(),
    }
}
