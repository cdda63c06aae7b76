//! Views of single postmortems: as a card in a list, and as a page of their own.

use tera::Value;

use super::views::{
    ActionCountView, ActionView, Card, PostView, SeverityView, SourceLink, TermLink, TocEntry,
};
use super::{course, text};
use crate::archive::links::Target;
use crate::archive::taxonomy::{Taxonomy, term_slug};
use crate::archive::{Archive, Postmortem};
use retold_document::Document;
use retold_document::model::{ActionStatus, FoundAction};
use retold_document::model::{Fact, values};
use retold_document::model::{SectionKind, deadline};
use retold_document::{html, shorten};

/// Longest summary in a list, in characters.
const SUMMARY_LIMIT: usize = 280;

/// Terms of each kind that a card in a list names; a document's own page names all.
const TERM_LIMIT: usize = 12;

/// The card of a postmortem in a list.
pub fn listed(archive: &Archive, postmortem: &Postmortem) -> Card {
    let mut card = card(archive, postmortem);
    for terms in [&mut card.services, &mut card.teams, &mut card.tags] {
        terms.truncate(TERM_LIMIT);
    }
    card
}

fn card(archive: &Archive, postmortem: &Postmortem) -> Card {
    let facts = &postmortem.document.facts;
    let links = |taxonomy, labels: &[Fact<String>]| {
        labels.iter().map(|label| term_link(archive, taxonomy, &label.value)).collect()
    };
    Card {
        title: postmortem.title.clone(),
        url: postmortem.url.clone(),
        date: postmortem.date.map(|date| date.to_string()),
        date_text: postmortem.date.map(text::date),
        severity: postmortem.severity.as_ref().map(|severity| SeverityView {
            label: severity.label.clone(),
            rank: severity.rank,
            url: term_url(Taxonomy::Severities, &term_slug(&severity.label)),
        }),
        kind: postmortem.kind.name(),
        kind_label: postmortem.kind.label(),
        class: postmortem.document.class.name(),
        class_label: postmortem.document.class.label(),
        status: facts.status.as_ref().map(|fact| fact.value.clone()),
        summary: postmortem.document.summary().map(|summary| shorten(summary, SUMMARY_LIMIT)),
        services: links(Taxonomy::Services, &facts.services),
        teams: links(Taxonomy::Teams, &facts.teams),
        tags: links(Taxonomy::Tags, &facts.tags),
        duration_text: postmortem.duration().map(text::duration),
        recurs: !postmortem.earlier.is_empty(),
        repeated: postmortem.later.len(),
    }
}

/// Cards of the documents around one.
pub struct Neighbours {
    pub earlier: Value,
    pub later: Value,
    pub related: Value,
    pub previous: Value,
    pub next: Value,
}

impl Neighbours {
    pub fn none() -> Self {
        let none = Value::none;
        Self { earlier: none(), later: none(), related: none(), previous: none(), next: none() }
    }
}

/// The view of a postmortem's own page, which is `root` (`../` for each folder) below the site's root.
pub fn post(archive: &Archive, postmortem: &Postmortem, root: &str, neighbours: Neighbours) -> PostView {
    let Neighbours { earlier, later, related, previous, next } = neighbours;
    let document = &postmortem.document;
    let (written, facts) = (&document.front_matter, &document.facts);
    let resolve = |destination: &str| match archive.links.target(document, destination) {
        Target::Page(url) | Target::Attachment(url, _) => Some(format!("{root}{url}")),
        Target::Elsewhere | Target::Missing => None,
    };
    // What a section of the body tells is not said twice.
    let tells = |kind| document.sections.iter().any(|section| section.kind == kind);
    let moments = course::moments(document);
    let mut card = card(archive, postmortem);
    // A lead taken from the body is on the page already.
    card.summary.clone_from(&written.summary);
    PostView {
        card,
        id: postmortem.id.clone(),
        updated: facts.updated.as_ref().map(|fact| fact.value.iso()),
        updated_text: facts.updated.as_ref().map(|fact| text::date(fact.value.date)),
        authors: values(&facts.authors),
        has_offset: moments.iter().any(|moment| !moment.offset_text.is_empty()),
        has_basis: moments.iter().any(|moment| moment.basis.is_some()),
        moments,
        phases: course::phases(&document.milestones),
        impact: written.impact.clone().filter(|_| !tells(SectionKind::Impact)),
        trigger: written.trigger.clone(),
        causes: written.causes.clone(),
        signatures: written.signatures.clone(),
        detection_method: facts.detection_method.as_ref().map(|fact| fact.value.clone()),
        lessons: if tells(SectionKind::Lessons) { Vec::new() } else { written.lessons.clone() },
        action_count: action_count(document),
        actions: if tells(SectionKind::Actions) {
            Vec::new()
        } else {
            document.actions.items.iter().map(|item| action(postmortem, item)).collect()
        },
        content: html::render(document, &resolve, &archive.tickets),
        toc: toc(postmortem),
        sources: written.sources.iter().filter_map(|url| source(url)).collect(),
        earlier,
        later,
        related,
        previous,
        next,
        path: document.path.clone(),
    }
}

fn action(postmortem: &Postmortem, action: &FoundAction) -> ActionView {
    // A date that nobody named is not shown as if somebody had.
    let due = deadline(action, postmortem.date, 0).filter(|due| due.is_stated).map(|due| due.date);
    ActionView {
        title: action.title.clone(),
        kind: action.kind.clone(),
        owner: action.owner.clone(),
        due: due.map(|date| date.to_string()),
        due_text: due.map(text::date),
        status: Some(action.status_text.clone()).filter(|status| !status.is_empty()),
        done: action.status == Some(ActionStatus::Done),
        link: action.link.clone().filter(|link| is_web_link(link)),
    }
}

/// How many actions there are and how many of them are done, with the place in the page that tells them.
fn action_count(document: &Document) -> Option<ActionCountView> {
    let items = &document.actions.items;
    let heading =
        document.outline.headings.iter().find(|heading| heading.section == Some(SectionKind::Actions));
    let is_told = document.sections.iter().any(|section| section.kind == SectionKind::Actions);
    let is_done = |action: &&FoundAction| action.past || action.status == Some(ActionStatus::Done);
    (!items.is_empty()).then(|| ActionCountView {
        count: items.len(),
        done: items.iter().filter(is_done).count(),
        id: match heading {
            Some(heading) => Some(heading.id.clone()),
            None => (!is_told).then(|| "rt-actions".to_owned()),
        },
    })
}

/// Headings of the two upper levels in the page; deeper ones make a table of contents unreadable.
fn toc(postmortem: &Postmortem) -> Vec<TocEntry> {
    let document = &postmortem.document;
    let shift = html::shifts_headings(document);
    document
        .outline
        .headings
        .iter()
        .enumerate()
        .filter(|(index, _)| document.title_heading != Some(*index))
        .map(|(_, heading)| TocEntry {
            id: heading.id.clone(),
            title: heading.text.clone(),
            level: (heading.level + u8::from(shift)).clamp(2, 6),
        })
        .filter(|entry| entry.level <= 3 && !entry.title.is_empty())
        .collect()
}

fn source(url: &str) -> Option<SourceLink> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    Some(SourceLink { url: url.to_owned(), label: host.strip_prefix("www.").unwrap_or(host).to_owned() })
}

fn is_web_link(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

pub fn term_link(archive: &Archive, taxonomy: Taxonomy, label: &str) -> TermLink {
    match archive.taxonomies.term(taxonomy, label) {
        Some((slug, term)) => TermLink { label: term.label.clone(), url: term_url(taxonomy, slug) },
        None => TermLink { label: label.to_owned(), url: format!("{}/", taxonomy.name()) },
    }
}

pub fn term_url(taxonomy: Taxonomy, slug: &str) -> String {
    format!("{}/{slug}/", taxonomy.name())
}
