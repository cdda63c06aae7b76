//! Feeds of the newest incidents, of all and of each term, and of the newest actions; in two formats.

mod atom;
mod entries;
mod json;

use atom_syndication::FixedDateTime;
use serde::Serialize;

use super::{Made, PageType};
use crate::archive::Archive;
use crate::archive::taxonomy::{Taxonomy, Term};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::taxonomy::term_url;

/// The names of feeds in the folder of what they are about.
const ATOM: &str = "atom.xml";
const JSON: &str = "feed.json";

/// The addresses of the feeds of all incidents.
pub const ATOM_URL: &str = ATOM;
pub const JSON_URL: &str = JSON;

const ACTIONS_URL: &str = "actions/";

/// Incidents that a term needs for a feed. Most tags of a large archive are used once; their feeds would be half of its files.
const LEAST: usize = 2;

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Feed {
    scope: Scope,
    format: Format,
}

/// What a feed is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Scope {
    All,
    /// The incidents of the term with this slug.
    Term(Taxonomy, String),
    Actions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Format {
    Atom,
    Json,
}

/// The addresses of the two formats of a feed.
#[derive(Debug, Serialize)]
pub struct FeedLinks {
    atom: String,
    json: String,
}

/// What a feed holds, whatever its format. Addresses are relative to the site's root.
struct Channel {
    title: String,
    /// The page that it is about.
    home: String,
    /// Its own address.
    url: String,
    entries: Vec<Entry>,
}

/// An entry of a feed.
struct Entry {
    /// A name that survives a new title and a new address of the site.
    id: String,
    title: String,
    url: String,
    published: FixedDateTime,
    updated: FixedDateTime,
    summary: Option<String>,
    authors: Vec<String>,
    categories: Vec<Category>,
    /// Language of the text, where its author names it.
    language: Option<String>,
}

/// A term of an entry.
struct Category {
    /// The page that it is from, without the final slash: `severities`, `services`, `tags`; `actions` for a state.
    scheme: &'static str,
    label: String,
}

impl PageType for Feed {
    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        let mut add = |scope: &Scope| {
            for format in [Format::Atom, Format::Json] {
                let feed = Self { scope: scope.clone(), format };
                routes.add(&feed.url(), feed);
            }
        };
        add(&Scope::All);
        for taxonomy in Taxonomy::ALL {
            let terms = parts.archive.taxonomies.terms(taxonomy).iter();
            for term in terms.filter(|term| has_feed(parts.archive, taxonomy, term)) {
                add(&Scope::Term(taxonomy, term.slug.clone()));
            }
        }
        if !parts.collected.actions.is_empty() {
            add(&Scope::Actions);
        }
    }

    fn made(&self, site: &Site) -> Made {
        let channel = self.channel(site);
        Made::Bytes(match self.format {
            Format::Atom => atom::written(site, &channel).into_bytes(),
            Format::Json => json::written(site, &channel),
        })
    }
}

impl Feed {
    fn url(&self) -> String {
        let name = match self.format {
            Format::Atom => ATOM,
            Format::Json => JSON,
        };
        format!("{}{name}", self.home())
    }

    /// The address of the page that the feed is about.
    fn home(&self) -> String {
        match &self.scope {
            Scope::All => String::new(),
            Scope::Term(taxonomy, slug) => term_url(*taxonomy, slug),
            Scope::Actions => ACTIONS_URL.to_owned(),
        }
    }

    fn channel(&self, site: &Site) -> Channel {
        let all = &site.archive.postmortems;
        let (name, entries) = match &self.scope {
            Scope::All => (None, entries::incidents(site, all.iter())),
            Scope::Actions => {
                (Some(site.theme.strings.text("nav.actions").to_owned()), entries::actions(site))
            }
            Scope::Term(taxonomy, slug) => {
                let term = site.archive.taxonomies.terms(*taxonomy).get(slug);
                let members = term.into_iter().flat_map(|term| &term.members);
                let entries = entries::incidents(site, members.map(|&index| &all[index]));
                (term.map(|term| term.label.clone()), entries)
            }
        };
        let title = match name {
            Some(name) => format!("{name} · {}", site.config.title),
            None => site.config.title.clone(),
        };
        Channel { title, home: self.home(), url: self.url(), entries }
    }
}

/// Whether a term has a feed. Years have none: what is over brings no news.
fn has_feed(archive: &Archive, taxonomy: Taxonomy, term: &Term) -> bool {
    let shared = term.members.iter().filter(|&&index| archive.postmortems[index].is_shared());
    taxonomy != Taxonomy::Years && shared.take(LEAST).count() == LEAST
}

/// The addresses of the feeds of a term, if it has feeds.
pub fn links(site: &Site, taxonomy: Taxonomy, slug: &str, term: &Term) -> Option<FeedLinks> {
    let base = term_url(taxonomy, slug);
    has_feed(&site.archive, taxonomy, term)
        .then(|| FeedLinks { atom: format!("{base}{ATOM}"), json: format!("{base}{JSON}") })
}

/// `url`, which is relative to the site's root, as feeds name it: absolute where the address of the site is known, else relative to the
/// feed.
fn address(site: &Site, channel: &Channel, url: &str) -> String {
    site.canonical(url).unwrap_or_else(|| site.relative(&channel.url, url))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::archive::Selection;
    use crate::config::{Config, Overrides};
    use crate::site::Contents;
    use crate::source::SourceTree;
    use crate::theme::Theme;
    use retold_likeness::Model;
    use serde_json::{Value, json};

    const DOCUMENTS: [(&str, &str); 5] = [
        (
            "disk.md",
            "---\nid: PM-1\ndate: 2026-02-01\nupdated: 2026-02-03T10:00:00+01:00\nseverity: SEV1\nservices: [mail, web]\n\
             tags: DNS\nauthors: [Ada]\nlang: pt-BR\nsummary: It was full.\n---\n# Disk <full> & \"gone\"\n\n\
             ## Action items\n\n- [ ] Add a *quota* @ops due:2026-03-01\n- [x] Clean up\n",
        ),
        // It happened first, and was published last.
        ("late.md", "---\nstarted: 2020-01-01\npublished: 2026-03-01\ntags: dns\n---\n# Late\n"),
        (
            "quiet.md",
            "---\ndate: 2026-02-02\nin_search_index: false\ntags: dns\n---\n# Quiet\n\n## Action items\n\n- [ ] Hush\n",
        ),
        ("once.md", "---\ndate: 2026-01-01\ntags: once\n---\n# Once\n"),
        ("undated.md", "# Undated\n"),
    ];

    fn site(base_url: Option<&str>) -> Site {
        let overrides = Overrides { base_url: base_url.map(str::to_owned), ..Overrides::default() };
        let config = Config::load(Path::new("/nowhere"), None, overrides).unwrap();
        let archive = Archive::from_tree(SourceTree::from_pairs(DOCUMENTS), &config, Selection::default()).0;
        let theme = Theme::load(Path::new("/nowhere"), "en").unwrap().0;
        Site::new(config, archive, Model::default(), theme).unwrap().0
    }

    fn read(site: &Site, file: &str) -> String {
        let Some(Contents::Bytes(bytes)) = site.render(file).unwrap() else { panic!("there is no {file}") };
        String::from_utf8(bytes).unwrap()
    }

    fn atom(site: &Site, file: &str) -> atom_syndication::Feed {
        read(site, file).parse().unwrap()
    }

    fn json(site: &Site, file: &str) -> Value {
        serde_json::from_str(&read(site, file)).unwrap()
    }

    #[test]
    fn a_feed_parser_reads_the_newest_reports_with_their_severity_services_and_tags() {
        let feed = atom(&site(Some("https://example.org/team/")), "atom.xml");
        assert_eq!(feed.id(), "https://example.org/team/");
        let links: Vec<_> = feed.links().iter().map(|link| (link.rel(), link.href())).collect();
        assert_eq!(
            links,
            [("alternate", "https://example.org/team/"), ("self", "https://example.org/team/atom.xml")]
        );
        let titles: Vec<_> = feed.entries().iter().map(|entry| entry.title().as_str()).collect();
        assert_eq!(titles, ["Late", "Disk <full> & \"gone\"", "Once"]);
        let entry = &feed.entries()[1];
        assert_eq!(entry.links()[0].href(), "https://example.org/team/disk/");
        assert_eq!(entry.updated().to_rfc3339(), "2026-02-03T10:00:00+01:00");
        let categories: Vec<_> =
            entry.categories().iter().map(|category| (category.scheme().unwrap(), category.term())).collect();
        assert_eq!(
            categories,
            [
                ("https://example.org/team/severities/", "SEV1"),
                ("https://example.org/team/services/", "mail"),
                ("https://example.org/team/services/", "web"),
                ("https://example.org/team/tags/", "DNS"),
            ]
        );
    }

    #[test]
    fn a_json_feed_has_the_same_entries() {
        let site = site(Some("https://example.org/team/"));
        let (feed, atom) = (json(&site, "feed.json"), atom(&site, "atom.xml"));
        let ids: Vec<_> = feed["items"].as_array().unwrap().iter().map(|item| &item["id"]).collect();
        assert_eq!(ids, atom.entries().iter().map(atom_syndication::Entry::id).collect::<Vec<_>>());
        let mut item = feed["items"][1].clone();
        item.as_object_mut().unwrap().remove("id");
        assert_eq!(
            item,
            json!({
                "url": "https://example.org/team/disk/",
                "title": "Disk <full> & \"gone\"",
                "content_text": "It was full.",
                "date_published": "2026-02-01T00:00:00+00:00",
                "date_modified": "2026-02-03T10:00:00+01:00",
                "authors": [{"name": "Ada"}],
                "tags": ["SEV1", "mail", "web", "DNS"],
                "language": "pt-BR",
            })
        );
        for (key, value) in [
            ("version", "https://jsonfeed.org/version/1.1"),
            ("title", "Postmortems"),
            ("home_page_url", "https://example.org/team/"),
            ("feed_url", "https://example.org/team/feed.json"),
        ] {
            assert_eq!(feed[key], value, "{key}");
        }
    }

    #[test]
    fn feeds_are_relative_where_no_address_is_known() {
        let site = site(None);
        let feed = atom(&site, "tags/dns/atom.xml");
        assert!(feed.id().starts_with("urn:uuid:"), "{}", feed.id());
        let links: Vec<_> = feed.links().iter().map(|link| (link.rel(), link.href())).collect();
        assert_eq!(links, [("alternate", "../../tags/dns/")]);
        assert_eq!(feed.entries()[1].links()[0].href(), "../../disk/");
        assert_eq!(feed.entries()[1].categories()[0].scheme(), None);
        assert_ne!(feed.id(), atom(&site, "atom.xml").id());
        let feed = json(&site, "feed.json");
        assert_eq!((&feed["home_page_url"], &feed["feed_url"]), (&Value::Null, &Value::Null));
        assert_eq!(feed["items"][1]["url"], "./disk/");
    }

    #[test]
    fn a_term_has_a_feed_from_its_second_incident_on() {
        let site = site(None);
        let feed = atom(&site, "tags/dns/atom.xml");
        let titles: Vec<_> = feed.entries().iter().map(|entry| entry.title().as_str()).collect();
        assert_eq!((feed.title().as_str(), titles.len()), ("dns · Postmortems", 2));
        assert!(site.render("tags/once/atom.xml").unwrap().is_none());
        assert!(site.render("years/2026/atom.xml").unwrap().is_none());
        assert!(read(&site, "tags/dns/index.html").contains("href=\"../../tags/dns/feed.json\""));
        assert!(!read(&site, "tags/once/index.html").contains("tags/once/feed.json"));
    }

    #[test]
    fn the_feed_of_actions_has_those_of_the_newest_reports() {
        let feed = atom(&site(Some("https://example.org/")), "actions/atom.xml");
        let entries: Vec<_> = feed
            .entries()
            .iter()
            .map(|entry| (entry.title().as_str(), entry.links()[0].href(), entry.categories()[0].term()))
            .collect();
        assert_eq!(
            entries,
            [
                ("Add a quota", "https://example.org/disk/#action-items", "open"),
                ("Clean up", "https://example.org/disk/#action-items", "done"),
            ]
        );
        assert_eq!(feed.entries()[0].summary().unwrap().as_str(), "Disk <full> & \"gone\"");
    }
}
