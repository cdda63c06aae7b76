//! The newest incidents as an Atom feed (RFC 4287).

use atom_syndication::{Category, Content, Entry, FixedDateTime, Generator, Link, Text};
use jiff::civil::Date;

use super::{Made, PageType};
use crate::archive::ArchivedDocument;
use crate::site::routes::{Parts, Routes};
use crate::site::{GENERATOR, Site};
use retold_document::model::Moment;

pub const URL: &str = "atom.xml";

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Feed;

impl PageType for Feed {
    fn route(_: &Parts<'_>, routes: &mut Routes) {
        routes.add(URL, Self);
    }

    fn made(&self, site: &Site) -> Made {
        let head = FeedHead { title: site.config.title.clone(), url: "", feed_url: URL };
        Made::Bytes(atom(site, head, site.archive.postmortems.iter()).into_bytes())
    }
}

/// What a feed is about.
pub struct FeedHead<'a> {
    pub title: String,
    /// The address of the page with the same incidents.
    pub url: &'a str,
    pub feed_url: &'a str,
}

/// The feed of the newest of `postmortems`. Documents without a date are left out: an entry needs one, and none is
/// invented.
pub fn atom<'a>(
    site: &Site,
    head: FeedHead<'_>,
    postmortems: impl Iterator<Item = &'a ArchivedDocument>,
) -> String {
    let config = &site.config;
    let page = site.absolute(head.url);
    let dated = postmortems.filter_map(|p| Some((p, p.report_day()?)));
    let entries: Vec<_> = dated.take(config.feed_size).map(|(p, date)| entry(site, p, date)).collect();
    let updated = entries
        .iter()
        .map(|entry| entry.updated)
        .max()
        .unwrap_or_else(|| midnight(Date::constant(1970, 1, 1)));
    let feed = atom_syndication::Feed {
        title: Text::plain(head.title),
        subtitle: Some(Text::plain(config.description.clone())),
        id: page.clone(),
        updated,
        generator: Some(Generator { value: GENERATOR.to_owned(), ..Generator::default() }),
        // Every entry needs an author (RFC 4287, 4.1.1); the archive is that of those that name none.
        authors: vec![atom_syndication::Person { name: config.title.clone(), ..Default::default() }],
        links: vec![
            link("alternate", "text/html", page),
            link("self", "application/atom+xml", site.absolute(head.feed_url)),
        ],
        lang: Some(config.language.clone()),
        entries,
        ..atom_syndication::Feed::default()
    };
    // XML has no way to write most control characters.
    feed.to_string().replace(|c: char| !is_xml(c), "")
}

fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

fn entry(site: &Site, postmortem: &ArchivedDocument, date: Date) -> Entry {
    let (written, facts) = (&postmortem.document.front_matter, &postmortem.document.facts);
    let published = facts.published.as_ref().map(|fact| fact.value).or(written.date);
    let published = published.map_or_else(|| midnight(date), to_atom);
    Entry {
        title: Text::plain(postmortem.title.clone()),
        id: entry_id(postmortem.id.as_deref().unwrap_or(&postmortem.url)),
        updated: facts.updated.as_ref().map_or(published, |fact| to_atom(fact.value)).max(published),
        published: Some(published),
        links: vec![link("alternate", "text/html", site.absolute(&postmortem.url))],
        categories: facts
            .tags
            .iter()
            .map(|tag| Category { term: tag.value.clone(), ..Category::default() })
            .collect(),
        authors: facts
            .authors
            .iter()
            .map(|name| atom_syndication::Person { name: name.value.clone(), ..Default::default() })
            .collect(),
        summary: postmortem.document.summary().map(Text::plain),
        content: None::<Content>,
        ..Entry::default()
    }
}

fn link(rel: &str, mime_type: &str, href: String) -> Link {
    Link { rel: rel.to_owned(), mime_type: Some(mime_type.to_owned()), href, ..Link::default() }
}

/// An id that survives a new title and a new host: a UUID (version 8, RFC 9562) of the document's id, or
/// of its address in the site where it has none.
fn entry_id(name: &str) -> String {
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&blake3::hash(name.as_bytes()).as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

fn to_atom(moment: Moment) -> FixedDateTime {
    let iso = match (moment.time, moment.offset) {
        (None, _) => format!("{}T00:00:00Z", moment.date),
        (Some(_), None) => format!("{}Z", moment.iso()),
        (Some(_), Some(_)) => moment.iso(),
    };
    iso.parse().unwrap_or_else(|_| midnight(moment.date))
}

fn midnight(date: Date) -> FixedDateTime {
    format!("{date}T00:00:00Z").parse().unwrap_or_default()
}
