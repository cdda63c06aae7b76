//! A feed as Atom (RFC 4287).

use atom_syndication::{self as atom, Content, Generator, Link, Person, Text};
use jiff::civil::Date;

use super::entries::{midnight, uuid};
use super::{Category, Channel, Entry, address};
use crate::site::{GENERATOR, Site};

/// The XML of `channel`.
pub fn written(site: &Site, channel: &Channel) -> String {
    let config = &site.config;
    let updated = channel.entries.iter().map(|entry| entry.updated).max();
    let home = address(site, channel, &channel.home);
    // A feed whose address is not known cannot name it.
    let own = site.canonical(&channel.url).map(|url| link("self", "application/atom+xml", url));
    let feed = atom::Feed {
        title: Text::plain(channel.title.clone()),
        subtitle: Some(Text::plain(config.description.clone())),
        id: site
            .canonical(&channel.home)
            .unwrap_or_else(|| uuid(&format!("{}\n{}", config.title, channel.url))),
        updated: updated.unwrap_or_else(|| midnight(Date::constant(1970, 1, 1))),
        generator: Some(Generator { value: GENERATOR.to_owned(), ..Generator::default() }),
        // Every entry needs an author (RFC 4287, 4.1.1); the archive is that of those that name none.
        authors: vec![person(&config.title)],
        links: std::iter::once(link("alternate", "text/html", home)).chain(own).collect(),
        lang: Some(config.language.clone()),
        entries: channel.entries.iter().map(|item| entry(site, channel, item)).collect(),
        ..atom::Feed::default()
    };
    // XML has no way to write most control characters.
    feed.to_string().replace(|c: char| !is_xml(c), "")
}

fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

fn entry(site: &Site, channel: &Channel, entry: &Entry) -> atom::Entry {
    atom::Entry {
        title: Text::plain(entry.title.clone()),
        id: entry.id.clone(),
        updated: entry.updated,
        published: Some(entry.published),
        links: vec![link("alternate", "text/html", address(site, channel, &entry.url))],
        categories: entry.categories.iter().map(|term| category(site, term)).collect(),
        authors: entry.authors.iter().map(|name| person(name)).collect(),
        summary: entry.summary.as_deref().map(Text::plain),
        content: None::<Content>,
        ..atom::Entry::default()
    }
}

/// The scheme of a category is an address on the web: it is that of the index.
fn category(site: &Site, category: &Category) -> atom::Category {
    atom::Category {
        term: category.label.clone(),
        scheme: site.canonical(&format!("{}/", category.scheme)),
        label: None,
    }
}

fn person(name: &str) -> Person {
    Person { name: name.to_owned(), ..Person::default() }
}

fn link(rel: &str, mime_type: &str, href: String) -> Link {
    Link { rel: rel.to_owned(), mime_type: Some(mime_type.to_owned()), href, ..Link::default() }
}
