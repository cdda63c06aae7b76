//! What feeds hold: the newest reports, or the newest actions.

use atom_syndication::FixedDateTime;
use jiff::civil::Date;

use super::{Category, Entry};
use crate::archive::ArchivedDocument;
use crate::archive::register::{Register, RegisterEntry};
use crate::archive::taxonomy::Taxonomy;
use crate::site::Site;
use crate::site::view::register::state_key;
use crate::site::view::{anchor, language};
use retold_document::model::Fact;
use retold_document::model::Moment;

/// The newest of the `postmortems` by the day of their report. Documents without a date are left out: an entry needs one, and none
/// is invented.
pub fn incidents<'a>(site: &Site, postmortems: impl Iterator<Item = &'a ArchivedDocument>) -> Vec<Entry> {
    let size = site.config.feed_size;
    newest(postmortems).take(size).map(|(postmortem, day)| incident(postmortem, day)).collect()
}

/// The actions of the newest reports.
pub fn actions(site: &Site) -> Vec<Entry> {
    let size = site.config.feed_size;
    let mut entries = Vec::new();
    for (postmortem, day) in newest(site.archive.postmortems.iter()) {
        let register = Register::of_postmortems([postmortem], site.config.action_due_days);
        entries.extend(register.entries.iter().map(|entry| action(entry, day)));
        if entries.len() >= size {
            break;
        }
    }
    entries.truncate(size);
    entries
}

fn newest<'a>(
    postmortems: impl Iterator<Item = &'a ArchivedDocument>,
) -> impl Iterator<Item = (&'a ArchivedDocument, Date)> {
    let shared = postmortems.filter(|postmortem| postmortem.is_shared());
    let mut dated: Vec<_> =
        shared.filter_map(|postmortem| Some((postmortem, postmortem.report_day()?))).collect();
    // The sort is stable: reports of one day are in the order of the archive.
    dated.sort_by_key(|(_, day)| std::cmp::Reverse(*day));
    dated.into_iter()
}

fn incident(postmortem: &ArchivedDocument, day: Date) -> Entry {
    let document = &*postmortem.document;
    let (published, updated) = moments(postmortem, day);
    Entry {
        id: uuid(postmortem.id.as_deref().unwrap_or(&postmortem.url)),
        title: postmortem.title.clone(),
        url: postmortem.url.clone(),
        published,
        updated,
        summary: document.summary().map(str::to_owned),
        authors: document.facts.authors.iter().map(|name| name.value.clone()).collect(),
        categories: categories(postmortem),
        language: language::of(document),
    }
}

/// An action is published, and changed, with its report.
fn action(entry: &RegisterEntry<'_>, day: Date) -> Entry {
    let RegisterEntry { key, postmortem, tracked, .. } = entry;
    let (published, updated) = moments(postmortem, day);
    let place = anchor::heading(&postmortem.document, tracked.action.span.start);
    let state = Category { scheme: "actions", label: state_key(tracked.state()).to_owned() };
    Entry {
        id: uuid(key),
        title: tracked.action.title.split_whitespace().collect::<Vec<_>>().join(" "),
        url: place.map_or_else(|| postmortem.url.clone(), |id| format!("{}#{id}", postmortem.url)),
        published,
        updated,
        summary: Some(postmortem.title.clone()),
        authors: Vec::new(),
        categories: std::iter::once(state).chain(categories(postmortem)).collect(),
        language: language::of(&postmortem.document),
    }
}

/// Severity, services and tags.
fn categories(postmortem: &ArchivedDocument) -> Vec<Category> {
    let facts = &postmortem.document.facts;
    let severity = postmortem.severity.iter().map(|severity| severity.label.clone());
    let of = |taxonomy: Taxonomy, labels: &[Fact<String>]| {
        let labels = labels.iter().map(|fact| fact.value.clone()).collect::<Vec<_>>();
        labels.into_iter().map(move |label| Category { scheme: taxonomy.name(), label })
    };
    let scheme = Taxonomy::Severities.name();
    severity
        .map(|label| Category { scheme, label })
        .chain(of(Taxonomy::Services, &facts.services))
        .chain(of(Taxonomy::Tags, &facts.tags))
        .collect()
}

/// When a report of the day `day` was published, and last changed.
fn moments(postmortem: &ArchivedDocument, day: Date) -> (FixedDateTime, FixedDateTime) {
    let (written, facts) = (&postmortem.document.front_matter, &postmortem.document.facts);
    let published = facts.published.as_ref().map(|fact| fact.value).or(written.date);
    let published = published.map_or_else(|| midnight(day), timestamp);
    let updated = facts.updated.as_ref().map_or(published, |fact| timestamp(fact.value)).max(published);
    (published, updated)
}

/// A UUID (version 8, RFC 9562) of `name`.
pub fn uuid(name: &str) -> String {
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&blake3::hash(name.as_bytes()).as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

fn timestamp(moment: Moment) -> FixedDateTime {
    let iso = match (moment.time, moment.offset) {
        (None, _) => format!("{}T00:00:00Z", moment.date),
        (Some(_), None) => format!("{}Z", moment.iso()),
        (Some(_), Some(_)) => moment.iso(),
    };
    iso.parse().unwrap_or_else(|_| midnight(moment.date))
}

pub fn midnight(date: Date) -> FixedDateTime {
    format!("{date}T00:00:00Z").parse().unwrap_or_default()
}
