//! What each type of page shows and what its template gets, whole, for a small archive that has something of everything;
//! and that `docs/themes.md` describes each value that a template gets.
//!
//! `INSTA_UPDATE=always cargo test --lib snapshots` takes changes over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use insta::{Settings, assert_snapshot};
use regex::Regex;
use serde_json::Value;

use super::pages::{Made, Page, search_pack};
use super::{Contents, Site};
use crate::archive::{Archive, Selection};
use crate::config::{Config, Overrides};
use crate::search::SearchPack;
use crate::similar::compare;
use crate::source::SourceTree;
use crate::theme::Theme;
use retold_document::SourceFile;

const DOCUMENTS: [(&str, &str); 8] = [
    ("2026-01-31-pool-exhausted.md", include_str!("../../tests/pages/pool-exhausted.md")),
    (
        "2025-06-01-first.md",
        "---\nid: PM-1\ndate: 2025-06-01\nseverity: SEV1\nservices: checkout\ntags: [pool]\ncauses: [no-limit-per-client, Alerts look at averages]\n---\n\
         # Pool exhausted\n\nThe pool was full, for the first time.\n\n\
         ## Resolution\n\nThe pool was made twice as large. That gave us time.\n\n## Lessons learned\n\n- Limits belong to the pool.\n\n\
         ## Action items\n\n- [ ] Watch the pool due:2025-07-01\n",
    ),
    (
        "2025-07-01-near.md",
        "---\ndate: 2025-07-01\nkind: near-miss\nteams: payments\nimpact: None\n---\n# Nearly full\n\nSomebody looked.\n",
    ),
    (
        "2026-03-01-again.md",
        "---\ndate: 2026-03-01\nrecurrence_of: PM-2\nseverity: SEV3\n---\n# And again\n\nThe limit was lost.\n",
    ),
    (
        "2024-05-02-slots.md",
        "---\ndate: 2024-05-02\nservices: checkout\n---\n# Replica out of connections\n\n## Root cause\n\n\
         A migration held its connections in the pool, and `max_connections` was reached.\n\n\
         ```\nFATAL: remaining connection slots are reserved\n```\n\n\
         ## Action items\n\n| Action | Owner | Where |\n|-|-|-|\n| Cap the [pool](README.md) | ops | in *each* pod |\n",
    ),
    (
        "2024-01-09-typo.md",
        "---\ndate: 2024-01-09\n---\n# Wrong price on the home page\n\nA typing error in a template.\n",
    ),
    ("2023-11-20-invoices.md", include_str!("../../tests/pages/report-twice.md")),
    ("README.md", "# How we write\n\nPlainly.\n"),
];

/// What a team recorded.
fn exposure() -> SourceFile {
    let text = "team = 'payments'\n[[entry]]\npattern = 'config-push'\nstatus = 'exposed'\ndate = 2026-02-20\n\
                note = 'No limit <yet>'\n[[entry]]\nincident = 'PM-2'\nstatus = 'fixed'\nlink = 'https://example.org/9'\n";
    SourceFile { path: "payments.toml".into(), name: "exposure/payments.toml".into(), bytes: text.into() }
}

/// What every template gets.
const LAYOUT: [&str; 7] = ["site", "root", "url", "canonical", "feed_url", "json_feed_url", "nav"];

fn site() -> (Site, SearchPack) {
    site_of(&DOCUMENTS)
}

/// A site with an index that is cut by letters.
fn large_site() -> (Site, SearchPack) {
    let tags: Vec<_> = (0..=200).map(|index| format!("t{index:03}")).collect();
    let text = format!("---\ndate: 2026-01-31\ntags: [{}]\n---\n# A\n", tags.join(", "));
    site_of(&[("a.md", &text)])
}

fn site_of(documents: &[(&str, &str)]) -> (Site, SearchPack) {
    let config = Config::load(Path::new("/nowhere"), None, Overrides::default()).unwrap();
    let config = Config {
        title: "Ours".to_owned(),
        description: "What broke, and why.".to_owned(),
        base_url: Some("https://example.org/team/".to_owned()),
        language: "fr".to_owned(),
        page_size: 2,
        ..config
    };
    let theme = Theme::load(Path::new("/nowhere"), &config.language).unwrap().0;
    let mut archive =
        Archive::from_tree(SourceTree::from_pairs(documents.iter().copied()), &config, Selection::default())
            .0;
    let _ = archive.read_exposure(&[exposure()], None);
    let model = compare(&archive, retold_search::Language::of(&config.language));
    let site = Site::new(config, archive, model, theme).unwrap().0.on(jiff::civil::date(2026, 3, 10));
    let pack = site.pack(site.index().unwrap()).unwrap();
    (site, pack)
}

/// One page for each template and each state that the template knows, by the name of its snapshot.
const PAGES: &[(&str, &str)] = &[
    ("home", "index.html"),
    ("home-page-2", "page/2/index.html"),
    ("browse", "browse/index.html"),
    ("actions", "actions/index.html"),
    ("actions-unstated", "actions/unstated/index.html"),
    ("actions-team", "actions/teams/payments/index.html"),
    ("action-owners", "actions/owners/index.html"),
    ("lessons", "lessons/index.html"),
    ("lessons-theme", "lessons/pool/index.html"),
    ("near-misses", "near-misses/index.html"),
    ("drills", "drill/index.html"),
    ("drill", "drill/3ad0f6788d/index.html"),
    ("trends", "trends/index.html"),
    ("overviews", "overview/index.html"),
    ("overview", "overview/2023/index.html"),
    ("overview-month", "overview/2026-01/index.html"),
    ("on-this-day", "on-this-day/index.html"),
    ("on-this-day-month", "on-this-day/01/index.html"),
    ("random", "random/index.html"),
    ("about", "about/index.html"),
    ("terms", "tags/index.html"),
    ("terms-by-name", "causes/by/name/index.html"),
    ("term", "tags/pool/index.html"),
    ("term-years", "services/checkout/index.html"),
    ("term-pattern", "causes/amplification/index.html"),
    ("term-months", "years/2025/index.html"),
    ("search", "search/index.html"),
    ("404", "404.html"),
    ("postmortem", "2026-01-31-pool-exhausted/index.html"),
    ("postmortem-bare", "2025-07-01-near/index.html"),
    ("postmortem-table", "2024-05-02-slots/index.html"),
    ("postmortem-markdown", "2026-01-31-pool-exhausted/index.md"),
    ("other", "readme/index.html"),
    ("documents", "documents/index.html"),
    ("chains", "chains/index.html"),
    ("chain", "chains/2025-06-01-first/index.html"),
];

/// What `file` is made of.
fn made(site: &Site, pack: &SearchPack, file: &str) -> Made {
    let page = site.pages.get(file).unwrap_or_else(|| panic!("there is no {file}"));
    match page.made(site) {
        Made::FromPack => search_pack::made(site, file, pack).unwrap(),
        made => made,
    }
}

/// The values that the template of `file` gets.
fn values(site: &Site, pack: &SearchPack, file: &str) -> (&'static str, Value) {
    let Made::Template(template, values) = made(site, pack, file) else { panic!("{file} has no template") };
    (template, serde_json::to_value(values).unwrap())
}

/// `text` without the digests of files and what else changes with any of them.
fn steady(text: &str) -> String {
    let digest = Regex::new(r"[.-][0-9a-f]{12,}\.").unwrap();
    let entry = Regex::new(r#"(data-entry="|"entry": ")\{.*\}"#).unwrap();
    let hot = Regex::new(r#"(data-hot="|"hot": "|pack/)[0-9a-z.-]+\.bin"#).unwrap();
    let text = text.replace(super::GENERATOR, "Retold …");
    let text = entry.replace_all(&text, "$1…");
    let text = hot.replace_all(&text, "$1….bin");
    digest.replace_all(&text, ".….").into_owned()
}

fn snapshots() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../../tests/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn each_page_shows_what_it_showed() {
    let (site, pack) = site();
    snapshots().bind(|| {
        for &(name, file) in PAGES {
            let contents = site.contents(made(&site, &pack, file)).unwrap();
            let Some(Contents::Bytes(html)) = contents else { panic!("{file} is no page") };
            let html = String::from_utf8(html).unwrap();
            // Markdown has nothing around its text.
            let start = html.find("<main").unwrap_or(0);
            let end = html.find("</main>").unwrap_or(html.len());
            assert_snapshot!(format!("page-{name}"), steady(&html[start..end]));
        }
    });
}

#[test]
fn each_template_gets_what_it_got() {
    let (site, pack) = site();
    snapshots().bind(|| {
        for &(name, file) in PAGES {
            let (_, mut values) = values(&site, &pack, file);
            let values = values.as_object_mut().unwrap();
            let layout: BTreeMap<_, _> = LAYOUT.map(|key| (key, values.remove(key).unwrap())).into();
            if name == "term" {
                assert_snapshot!("view-layout", steady(&serde_json::to_string_pretty(&layout).unwrap()));
            }
            assert_snapshot!(format!("view-{name}"), steady(&serde_json::to_string_pretty(&values).unwrap()));
        }
    });
}

/// A type of page that has a template is among those that are looked at here.
#[test]
fn each_type_of_page_is_looked_at() {
    let (site, pack) = site();
    let type_of = |page: &Page| std::mem::discriminant(page);
    for (file, page) in site.pages() {
        let has_template = matches!(made(&site, &pack, file), Made::Template(..));
        let looked_at = PAGES.iter().any(|(_, known)| type_of(&site.pages[*known]) == type_of(page));
        assert!(looked_at || !has_template, "{file} is of a type that `PAGES` leaves out");
    }
}

/// The values that `docs/themes.md` describes: those of each section, in tables whose first column holds their names.
/// What a value links to is the section that describes its parts.
struct Docs(BTreeMap<String, BTreeMap<String, Option<String>>>);

impl Docs {
    fn read() -> Self {
        let (name, link) = (Regex::new("`([^`]+)`").unwrap(), Regex::new(r"\(#([a-z0-9-]+)\)").unwrap());
        let mut sections: BTreeMap<String, BTreeMap<String, Option<String>>> = BTreeMap::new();
        let mut section = String::new();
        for line in include_str!("../../docs/themes.md").lines() {
            if let Some(title) = line.strip_prefix("## ").or_else(|| line.strip_prefix("### ")) {
                section = retold_document::slugify(title);
            } else if let Some((names, text)) = line.strip_prefix("| ").and_then(|row| row.split_once(" | "))
            {
                let part = link.captures(text).map(|found| found[1].to_owned());
                // What templates write in braces is no value that they get.
                for found in name.captures_iter(names).filter(|found| !found[1].starts_with("{{")) {
                    sections.entry(section.clone()).or_default().insert(found[1].to_owned(), part.clone());
                }
            }
        }
        Self(sections)
    }

    /// The values of `object` that `section` does not describe; those that it does are added to `seen`.
    fn missing(&self, section: &str, object: &Value, seen: &mut BTreeSet<(String, String)>) -> Vec<String> {
        let none = BTreeMap::new();
        let rows = self.0.get(section).unwrap_or(&none);
        let mut missing = Vec::new();
        for (key, value) in object.as_object().unwrap() {
            let Some(part) = rows.get(key) else {
                missing.push(format!("{section}: `{key}`"));
                continue;
            };
            seen.insert((section.to_owned(), key.clone()));
            let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            for item in items.iter().filter(|item| item.is_object()) {
                match part {
                    Some(part) => missing.extend(self.missing(part, item, seen)),
                    None => missing.push(format!("{section}: `{key}` has parts, and links to no section")),
                }
            }
        }
        missing
    }
}

#[test]
fn the_documentation_of_themes_describes_each_value() {
    let (ours, large) = (site(), large_site());
    let docs = Docs::read();
    let mut seen = BTreeSet::new();
    let mut missing = BTreeSet::new();
    let pages = PAGES.iter().map(|(_, file)| (&ours, *file));
    for ((site, pack), file) in pages.chain([(&large, "tags/by/name/t/index.html")]) {
        let (template, values) = values(site, pack, file);
        let mut own = values.clone();
        own.as_object_mut().unwrap().retain(|key, _| !LAYOUT.contains(&key.as_str()));
        let layout = LAYOUT.map(|key| (key.to_owned(), values[key].clone()));
        missing.extend(docs.missing(
            "every-template",
            &Value::Object(layout.into_iter().collect()),
            &mut seen,
        ));
        missing.extend(docs.missing(&retold_document::slugify(template), &own, &mut seen));
    }
    assert_eq!(missing, BTreeSet::new(), "not described in docs/themes.md");
    let described =
        docs.0.iter().flat_map(|(section, rows)| rows.keys().map(|key| (section.clone(), key.clone())));
    // The section on words is about functions.
    let described = described.filter(|(section, _)| section != "words");
    let gone: Vec<_> = described.filter(|row| !seen.contains(row)).collect();
    assert_eq!(gone, [], "described in docs/themes.md, and not there");
}
