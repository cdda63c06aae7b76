//! Past incidents that are like another one, as data: why, how they were resolved, and what of them is not done.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::api::ApiSimilar;
use super::one_line;
use super::precedents::{PublishedAction, PublishedPrecedent};
use crate::archive::links::is_on_the_web;
use crate::archive::register::RegisterEntry;
use crate::archive::{Archive, ArchivedDocument};
use crate::config::Config;
use crate::search;
use crate::similar::{Precedent, Precedents};
use retold_likeness::{Alike, Model, Reason, SharedWord, Where};

/// Version of the layout of [`SimilarLine`].
const VERSION: u32 = 1;

/// Most similar incidents of a record.
pub(super) const IN_RECORD: usize = 5;

/// A line of `retold similar --format json`: a past incident. For a pasted text, the keys of `retold search` come with it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SimilarLine {
    /// Version of this layout. It changes when a key goes or means something else, not when one is added.
    pub version: u32,
    /// The past incident.
    #[serde(flatten)]
    pub incident: SimilarIncident,
}

/// A past incident that is like another one, or like a pasted text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct SimilarIncident {
    /// Which incident it is.
    #[serde(flatten)]
    pub incident: IncidentName,
    /// The label of its author.
    pub severity: Option<String>,
    /// What it touched.
    pub services: Vec<String>,
    /// From 0 to 1; `null` for a pasted text, and for a published site.
    pub likeness: Option<f64>,
    /// Whether the two are nearly the same text, rather than two incidents.
    pub is_copy: bool,
    /// Whether one of the two names the other, as in `recurrence_of` and `related`.
    pub is_linked: bool,
    /// What both have in common; empty for a copy, and where words were looked for.
    pub reasons: Vec<SharedReason>,
    /// The same in words: `same service payments; both in causes: failover`.
    pub because: String,
    /// The words that were looked for and that it has.
    pub matched: Vec<String>,
    /// How many words were looked for; `null` for a document that was compared as a whole.
    pub asked: Option<usize>,
    /// What came of it; `null` if that is not known.
    pub precedent: Option<PrecedentReport>,
}

/// Makes the similar incidents of the records of an archive.
#[derive(Debug)]
pub struct SimilarIncidents<'a> {
    pub archive: &'a Archive,
    pub model: &'a Model,
    pub precedents: Precedents<'a>,
    pub config: &'a Config,
}

impl SimilarIncidents<'_> {
    /// Those that are most like the incident of `index`, the most alike first. They do not depend on the day, and name no
    /// owners.
    pub fn of(&self, index: usize) -> Vec<SimilarIncident> {
        let postmortems = &self.archive.postmortems;
        let declined = &postmortems[index].not_related;
        let near = self.model.nearest(index, IN_RECORD + declined.len()).into_iter();
        let near = near.filter(|near| !declined.contains(&near.index));
        let found = self.model.alike(index, near).take(IN_RECORD);
        let report = |alike: Alike| {
            let mut precedent = PrecedentReport::of(&self.precedents.of(alike.index), None, self.config);
            precedent.open_actions.iter_mut().for_each(|action| action.owners.clear());
            SimilarIncident {
                is_linked: postmortems[index].is_linked_to(alike.index),
                precedent: Some(precedent),
                ..SimilarIncident::alike(&postmortems[alike.index], &alike, self.config)
            }
        };
        found.map(report).collect()
    }
}

/// The name and the addresses of an incident.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct IncidentName {
    /// The name that its author gave, else its address.
    pub id: String,
    /// Address of its page relative to the site's root.
    pub url: String,
    /// Address of its page on the web; `null` if no base URL is configured.
    pub permalink: Option<String>,
    /// Its title, without markup.
    pub title: String,
    /// When it happened, else when its report came out.
    pub date: Option<String>,
}

/// Something that two incidents have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SharedReason {
    /// `service`, `cause` or `tag` of both, else `word`.
    pub kind: SharedKind,
    /// The part of both documents in which the words stand; `null` for other kinds, and if it is not the same part.
    pub place: Option<Where>,
    /// The services, causes, tags or words, as one of the documents has them.
    pub words: Vec<String>,
}

/// What two incidents have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SharedKind {
    /// Services that both touched.
    Service,
    /// The trigger in the front matter of both.
    Trigger,
    /// Causes in the front matter of both.
    Cause,
    /// Tags of both.
    Tag,
    /// Words that distinguish both from the rest of the archive.
    Word,
}

/// What came of a past incident.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PrecedentReport {
    /// How it was resolved, in a sentence without markup; `null` if that is not known.
    pub resolution: Option<String>,
    /// Its actions that are open or in progress; of a published site, the first three.
    pub open_actions: Vec<OpenAction>,
    /// How many such actions there are.
    pub open_count: usize,
    /// The incidents of its chain of repeats that came before it, newest first; empty for a published site, which does not
    /// name them.
    pub earlier: Vec<IncidentName>,
    /// The incidents of its chain of repeats that came after it, newest first; empty for a published site.
    pub later: Vec<IncidentName>,
    /// How often it happened before.
    pub times_before: usize,
    /// How often it happened since.
    pub times_since: usize,
}

/// An action that is not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenAction {
    /// A name that no other action of the archive has; `null` for a published site.
    pub key: Option<String>,
    /// What is to be done, without markup.
    pub title: String,
    /// People or teams, without `@`; empty in the records of `retold export`.
    pub owners: Vec<String>,
    /// The due date; without a stated one, it is counted from the publication of the report.
    pub due: Option<String>,
    /// The days since the due date, if it is past; `null` in the records of `retold export`, which are the same every day.
    pub overdue_days: Option<i32>,
    /// The name of its ticket.
    pub ticket: Option<String>,
    /// The address of its ticket.
    pub link: Option<String>,
}

impl SimilarIncident {
    /// The past incident `postmortem`, without what it has in common with another one.
    pub fn of(postmortem: &ArchivedDocument, config: &Config) -> Self {
        Self {
            incident: IncidentName::of(postmortem, config),
            severity: postmortem.severity.as_ref().map(|severity| severity.label.clone()),
            services: postmortem.document.facts.services.iter().map(|fact| fact.value.clone()).collect(),
            ..Self::default()
        }
    }

    /// As [`SimilarIncident::of`], with why it is like another one.
    pub fn alike(postmortem: &ArchivedDocument, alike: &Alike, config: &Config) -> Self {
        Self {
            // Further digits mean nothing.
            likeness: Some((f64::from(alike.likeness) * 1000.0).round() / 1000.0),
            is_copy: alike.is_copy,
            reasons: reasons(&alike.reason),
            because: alike.reason.text(),
            ..Self::of(postmortem, config)
        }
    }

    /// As a line of its own.
    pub fn line(self) -> SimilarLine {
        SimilarLine { version: VERSION, incident: self }
    }
}

impl SimilarIncident {
    /// As a published site has it, with what is known of what came of it.
    pub fn published(similar: ApiSimilar, precedent: Option<PrecedentReport>, config: &Config) -> Self {
        Self {
            incident: IncidentName {
                permalink: config.permalink(&similar.url),
                id: similar.id,
                url: similar.url,
                title: similar.title,
                date: similar.date,
            },
            severity: similar.severity,
            services: similar.services,
            is_copy: similar.is_copy,
            is_linked: similar.is_linked,
            reasons: similar.reasons,
            because: similar.because,
            precedent,
            ..Self::default()
        }
    }
}

impl IncidentName {
    /// The names of `postmortem`.
    pub fn of(postmortem: &ArchivedDocument, config: &Config) -> Self {
        let url = postmortem.url.clone();
        Self {
            id: search::id(postmortem),
            permalink: config.permalink(&url),
            url,
            title: postmortem.title.clone(),
            date: postmortem.day().map(|date| date.to_string()),
        }
    }
}

impl PrecedentReport {
    /// `precedent`; on the day `today`, it is known which actions are overdue.
    pub fn of(precedent: &Precedent<'_>, today: Option<Date>, config: &Config) -> Self {
        let names = |incidents: &[&ArchivedDocument]| {
            incidents.iter().map(|incident| IncidentName::of(incident, config)).collect()
        };
        Self {
            resolution: precedent.resolution.clone(),
            open_actions: precedent.open_actions.iter().map(|entry| OpenAction::of(entry, today)).collect(),
            open_count: precedent.open_actions.len(),
            earlier: names(&precedent.earlier),
            later: names(&precedent.later),
            times_before: precedent.earlier.len(),
            times_since: precedent.later.len(),
        }
    }

    /// What a published site knows, on the day `today`.
    pub fn published(known: &PublishedPrecedent, today: Date) -> Self {
        Self {
            resolution: known.resolution.clone(),
            open_actions: known.open.iter().map(|action| OpenAction::published(action, today)).collect(),
            open_count: known.count,
            times_before: known.before,
            times_since: known.times.saturating_sub(known.before + 1),
            ..Self::default()
        }
    }
}

impl OpenAction {
    fn of(entry: &RegisterEntry<'_>, today: Option<Date>) -> Self {
        let tracked = &entry.tracked;
        Self {
            key: Some(entry.key.clone()),
            title: one_line(&tracked.action.title),
            owners: tracked.owners.clone(),
            due: tracked.shown_due().map(|due| due.date.to_string()),
            overdue_days: today.and_then(|today| tracked.days_overdue(today)),
            ticket: tracked.ticket().map(str::to_owned),
            link: tracked.web_link().map(str::to_owned),
        }
    }

    fn published(action: &PublishedAction, today: Date) -> Self {
        let due = action.due.as_ref().and_then(|due| due.parse::<Date>().ok());
        Self {
            key: None,
            title: one_line(&action.title),
            owners: action.owners.clone(),
            due: due.map(|due| due.to_string()),
            overdue_days: due.map(|due| (today - due).get_days()).filter(|days| *days > 0),
            ticket: action.ticket.clone(),
            link: action.link.clone().filter(|link| is_on_the_web(link)),
        }
    }
}

/// What two incidents have in common.
pub(super) fn reasons(reason: &Reason) -> Vec<SharedReason> {
    let facts = [
        (SharedKind::Service, &reason.services),
        (SharedKind::Trigger, &reason.triggers),
        (SharedKind::Cause, &reason.causes),
        (SharedKind::Tag, &reason.tags),
    ];
    let facts = facts.into_iter().filter(|(_, words)| !words.is_empty());
    let facts = facts.map(|(kind, words)| SharedReason { kind, place: None, words: words.clone() });
    let text = |words: &[SharedWord]| words.iter().map(|word| word.text.clone()).collect();
    let words = reason.words.iter().map(|(place, words)| SharedReason {
        kind: SharedKind::Word,
        place: Some(*place).filter(|place| *place != Where::Text),
        words: text(words),
    });
    facts.chain(words).collect()
}
