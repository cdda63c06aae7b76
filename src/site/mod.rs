//! The site as a map from addresses to pages that *can* be rendered: [`Site`].
//!
//! Rendering is a pure function of the archive, the theme and the address. `retold build` renders every
//! page and publishes it; `retold serve` renders the one that a browser asks for.

mod cards;
mod course;
mod feeds;
mod pager;
mod routes;
mod templates;
mod text;
pub mod views;

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;
use rayon::prelude::*;
use retold_search::Language;
use tera::{Context, Value};

use crate::archive::taxonomy::{Taxonomy, Term};
use crate::archive::{Archive, Postmortem};
use crate::config::{Config, PLACEHOLDER_BASE_URL};
use crate::search::{self, SearchPack, Shards};
use crate::theme::{self, Theme};
pub use feeds::CONTENT_SECURITY_POLICY;
use retold_diagnostic::Diagnostic;
pub use routes::Page;
use routes::{OTHERS_URL, SEARCH_URL};
use templates::Templates;
use views::{Group, NavItem, SearchView, SiteView, TaxonomyView, TermView};

/// Name and version of the program, as pages and feeds name it.
pub const GENERATOR: &str = concat!("Retold ", env!("CARGO_PKG_VERSION"));

/// Terms of a taxonomy that the home page shows.
const TOP_TERMS: usize = 8;

/// Near misses and repeats that the home page shows.
const HIGHLIGHTS: usize = 3;

/// A site that is ready to be rendered, page by page.
pub struct Site {
    pub config: Config,
    pub archive: Archive,
    theme: Theme,
    templates: Templates,
    pages: BTreeMap<String, Page>,
    /// Views of postmortems in lists: many lists show the same one.
    cards: Vec<Value>,
    site_view: Value,
}

/// The contents of one file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contents {
    Bytes(Vec<u8>),
    /// A file of the content folder, published as it is.
    File(PathBuf),
}

impl Site {
    /// Puts the pages of `archive` together, with the findings of documents whose address is taken.
    ///
    /// # Errors
    /// The theme's templates cannot be compiled.
    pub fn new(
        config: Config,
        archive: Archive,
        theme: Theme,
    ) -> Result<(Self, Vec<Diagnostic>), Diagnostic> {
        let templates = Templates::compile(&theme)?;
        let (pages, findings) = routes::routes(&config, &archive, &theme);
        let site_view = Value::from_serializable(&SiteView {
            title: config.title.clone(),
            description: config.description.clone(),
            language: config.language.clone(),
            base_url: config.base_url.clone(),
            count: archive.postmortems.len(),
            others: archive.others.len(),
            generator: GENERATOR,
        });
        let listed = |postmortem| Value::from_serializable(&cards::listed(&archive, postmortem));
        let cards = archive.postmortems.par_iter().map(listed).collect();
        let site = Self { config, archive, theme, templates, pages, cards, site_view };
        Ok((site, findings))
    }

    /// Every page but the search pack's files: the file that holds it, relative to the site's root, and
    /// what it is; in the order of the files' names.
    pub fn pages(&self) -> impl ExactSizeIterator<Item = (&str, &Page)> {
        self.pages.iter().map(|(file, page)| (file.as_str(), page))
    }

    /// The archive's records, indexed on all threads: what [`Site::pack`] needs.
    ///
    /// # Errors
    /// The index cannot be written; this is a fault of the program, not of its input.
    pub fn index(&self) -> Result<Shards, Diagnostic> {
        let language = Language::of(&self.config.language);
        Shards::new(&self.archive, language, &self.config.synonyms).map_err(index_error)
    }

    /// The search pack, merged from the `shards` of this site on one thread.
    ///
    /// # Errors
    /// The index cannot be written; this is a fault of the program, not of its input.
    pub fn pack(&self, shards: Shards) -> Result<SearchPack, Diagnostic> {
        let engine = [theme::SEARCH_ENGINE, theme::SEARCH_STEMMER];
        let engine = engine.iter().filter_map(|name| self.theme.assets.get(*name));
        let engine =
            engine.map(|asset| (asset.url.rsplit('/').next().unwrap_or_default(), asset.bytes.as_ref()));
        Ok(shards.merge().map_err(index_error)?.with_offline(engine))
    }

    /// The contents of the file `name`, relative to the site's root; `None` if the site has no such file, or
    /// if the file shows the search pack.
    ///
    /// # Errors
    /// A template that asks for what there is not.
    pub fn render(&self, name: &str) -> Result<Option<Contents>, Diagnostic> {
        self.pages.get(name).map_or(Ok(None), |page| self.render_page(page))
    }

    /// The contents of a page; `None` for the search page, which shows the search pack.
    ///
    /// # Errors
    /// A template that asks for what there is not.
    pub fn render_page(&self, page: &Page) -> Result<Option<Contents>, Diagnostic> {
        let html = match page {
            Page::Home { page } => self.home(*page),
            Page::Postmortem(index) => self.postmortem(*index),
            Page::Other(index) => self.other(*index),
            Page::Others => self.others(),
            Page::Terms(taxonomy) => self.terms(*taxonomy),
            Page::Term { taxonomy, slug, page } => self.term(*taxonomy, slug, *page),
            Page::Search => return Ok(None),
            Page::NotFound => self.not_found(),
            Page::Redirect { root, url } => Ok(self.redirect(root, url)),
            Page::Feed => Ok(feeds::atom(self)),
            Page::Sitemap(index) => Ok(feeds::sitemap(self, &self.listed_urls(), *index)),
            Page::Robots => Ok(feeds::robots(self)),
            Page::Headers => Ok(feeds::headers()),
            Page::Asset(name) => {
                let asset = self.theme.assets.get(name).map(|asset| asset.bytes.to_vec()).unwrap_or_default();
                return Ok(Some(Contents::Bytes(asset)));
            }
            Page::Attachment(index) => {
                return Ok(Some(Contents::File(self.archive.attachments[*index].location.clone())));
            }
        };
        Ok(Some(Contents::Bytes(html?.into_bytes())))
    }

    /// The names of the files that show `pack`: the search page, and the pack's own.
    pub fn search_files(pack: &SearchPack) -> Vec<String> {
        let parts = pack.files().keys().map(|part| format!("{}{part}", search::PACK_FOLDER));
        std::iter::once(routes::file_of(SEARCH_URL)).chain(parts).collect()
    }

    /// Whether `name` is the name of a file that shows the search pack, if the pack has such a file.
    pub fn is_search_file(name: &str) -> bool {
        name.starts_with(search::PACK_FOLDER) || name == routes::file_of(SEARCH_URL)
    }

    /// The contents of the file `name` if it shows the search pack, else `None`.
    ///
    /// # Errors
    /// A template that asks for what there is not.
    pub fn render_search(&self, name: &str, pack: &SearchPack) -> Result<Option<Contents>, Diagnostic> {
        let bytes = match name.strip_prefix(search::PACK_FOLDER) {
            Some(part) => pack.files().get(part).cloned(),
            None if Self::is_search_file(name) => Some(self.search(pack)?.into_bytes()),
            None => None,
        };
        Ok(bytes.map(Contents::Bytes))
    }

    fn home(&self, page: usize) -> Result<String, Diagnostic> {
        let postmortems = &self.archive.postmortems;
        let url = pager::page_url("", page);
        let mut context = self.context(&url, "Home");
        let all: Vec<usize> = (0..postmortems.len()).collect();
        context.insert_value("recent", self.cards_on(&all, page));
        context.insert("pager", &pager::pager("", page, all.len(), self.config.page_size));
        let near_misses =
            all.iter().filter(|&&i| postmortems[i].kind == retold_document::model::Kind::NearMiss);
        context.insert_value("near_misses", self.card_list(near_misses.take(HIGHLIGHTS)));
        let recurring: Vec<Value> = postmortems
            .iter()
            .enumerate()
            .filter(|(_, postmortem)| !postmortem.earlier.is_empty())
            .take(HIGHLIGHTS)
            .map(|(index, postmortem)| {
                let chain: BTreeMap<&str, Value> =
                    [("card", self.card(index)), ("earlier", self.card_list(&postmortem.earlier))].into();
                Value::from_serializable(&chain)
            })
            .collect();
        context.insert("recurring", &recurring);
        let groups: Vec<Group> =
            Taxonomy::ALL.into_iter().filter(|t| *t != Taxonomy::Years).map(|t| self.group(t)).collect();
        context.insert("groups", &groups);
        context.insert("years", &self.term_views(Taxonomy::Years));
        self.templates.render("home.html", &context)
    }

    fn postmortem(&self, index: usize) -> Result<String, Diagnostic> {
        let postmortem = &self.archive.postmortems[index];
        let mut context = self.context(&postmortem.url, "");
        let neighbour = |at: Option<usize>| {
            at.filter(|&at| at < self.archive.postmortems.len()).map_or_else(Value::none, |at| self.card(at))
        };
        let neighbours = cards::Neighbours {
            earlier: self.card_list(&postmortem.earlier),
            later: self.card_list(&postmortem.later),
            related: self.card_list(&postmortem.related),
            previous: neighbour(index.checked_add(1)),
            next: neighbour(index.checked_sub(1)),
        };
        let view = cards::post(&self.archive, postmortem, &root_of(&postmortem.url), neighbours);
        context.insert("post", &view);
        self.templates.render("postmortem.html", &context)
    }

    /// A document that reports no incident: a page like the others, but with no place among them.
    fn other(&self, index: usize) -> Result<String, Diagnostic> {
        let other = &self.archive.others[index];
        let mut context = self.context(&other.url, "");
        let view = cards::post(&self.archive, other, &root_of(&other.url), cards::Neighbours::none());
        context.insert("post", &view);
        self.templates.render("postmortem.html", &context)
    }

    fn others(&self) -> Result<String, Diagnostic> {
        let mut context = self.context(OTHERS_URL, "");
        let cards: Vec<_> =
            self.archive.others.iter().map(|other| cards::listed(&self.archive, other)).collect();
        context.insert("documents", &cards);
        self.templates.render("documents.html", &context)
    }

    fn terms(&self, taxonomy: Taxonomy) -> Result<String, Diagnostic> {
        let view = taxonomy_view(taxonomy);
        let mut context = self.context(&view.url, taxonomy.label());
        context.insert("terms", &self.term_views(taxonomy));
        context.insert("taxonomy", &view);
        self.templates.render("terms.html", &context)
    }

    fn term(&self, taxonomy: Taxonomy, slug: &str, page: usize) -> Result<String, Diagnostic> {
        let base = cards::term_url(taxonomy, slug);
        let mut context = self.context(&pager::page_url(&base, page), taxonomy.label());
        if let Some(term) = self.archive.taxonomies.terms(taxonomy).get(slug) {
            context.insert("term", &self.term_view(taxonomy, slug, term));
            context.insert_value("cards", self.cards_on(&term.members, page));
            context.insert("pager", &pager::pager(&base, page, term.members.len(), self.config.page_size));
        }
        context.insert("taxonomy", &taxonomy_view(taxonomy));
        self.templates.render("term.html", &context)
    }

    fn search(&self, pack: &SearchPack) -> Result<String, Diagnostic> {
        let mut context = self.context(SEARCH_URL, "Search");
        let url = |name: &str| self.theme.assets.get(name).map(|asset| asset.url.clone()).unwrap_or_default();
        let (entry, hot) = pack.entry();
        let view = SearchView {
            pack: search::PACK_FOLDER,
            worker: url("search-worker.js"),
            engine: url(theme::SEARCH_ENGINE),
            stemmer: url(theme::SEARCH_STEMMER),
            entry,
            hot,
        };
        context.insert("search", &view);
        self.templates.render("search.html", &context)
    }

    /// The page for addresses that do not exist. It is shown at any depth: its links start at the host.
    fn not_found(&self) -> Result<String, Diagnostic> {
        let mut context = self.context("404.html", "");
        context.insert("root", base_path(&self.config.base_url));
        context.insert_value("canonical", Value::none());
        self.templates.render("404.html", &context)
    }

    /// A page that leads to `target` on hosts that cannot redirect.
    fn redirect(&self, root: &str, url: &str) -> String {
        let canonical = feeds::escape(&self.absolute(url));
        // Relative, as all links between pages are: the site may be served from anywhere.
        let address = feeds::escape(&format!("{root}{}", crate::archive::links::encode_path(url)));
        let language = feeds::escape(&self.config.language);
        format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n<title>Moved</title>\n\
             <link rel=\"canonical\" href=\"{canonical}\">\n\
             <meta http-equiv=\"refresh\" content=\"0; url={address}\">\n\
             <p>This page has moved to <a href=\"{address}\">{canonical}</a>.</p>\n</html>\n"
        )
    }

    /// What every template gets. `section` is the label of the navigation's entry that the page belongs to.
    fn context(&self, url: &str, section: &str) -> Context {
        let mut context = Context::new();
        context.insert_value("site", self.site_view.clone());
        context.insert("root", &root_of(url));
        context.insert("url", url);
        // An address that is made up is none.
        let canonical = Some(self.absolute(url)).filter(|_| self.config.base_url != PLACEHOLDER_BASE_URL);
        context.insert("canonical", &canonical);
        context.insert("feed_url", "atom.xml");
        let item = |label: &'static str, url: String| NavItem { label, url, current: label == section };
        let mut nav = vec![item("Home", String::new())];
        nav.extend(Taxonomy::ALL.iter().map(|t| item(t.label(), format!("{}/", t.name()))));
        nav.push(item("Search", SEARCH_URL.to_owned()));
        context.insert("nav", &nav);
        context
    }

    fn card(&self, index: usize) -> Value {
        self.cards[index].clone()
    }

    fn card_list<'a>(&self, members: impl IntoIterator<Item = &'a usize>) -> Value {
        members.into_iter().map(|&index| self.card(index)).collect::<Vec<_>>().into()
    }

    /// The cards on page `page` (1-based) of a list.
    fn cards_on(&self, members: &[usize], page: usize) -> Value {
        self.card_list(members.chunks(self.config.page_size).nth(page - 1).unwrap_or_default())
    }

    fn group(&self, taxonomy: Taxonomy) -> Group {
        let mut top = self.term_views(taxonomy);
        let count = top.len();
        if taxonomy != Taxonomy::Severities {
            top.sort_by_key(|term| std::cmp::Reverse(term.count));
        }
        top.truncate(TOP_TERMS);
        Group {
            name: taxonomy.name(),
            label: taxonomy.label(),
            url: format!("{}/", taxonomy.name()),
            count,
            top,
        }
    }

    /// The terms of a taxonomy in the order of its index: severities from the worst, years from the
    /// newest, all else by name.
    fn term_views(&self, taxonomy: Taxonomy) -> Vec<TermView> {
        let mut terms: Vec<_> = self.archive.taxonomies.terms(taxonomy).iter().collect();
        match taxonomy {
            Taxonomy::Severities => {
                let rank = |term: &Term| {
                    let severity = self.archive.postmortems[term.members[0]].severity.as_ref();
                    severity.and_then(|severity| severity.rank).unwrap_or(u8::MAX)
                };
                terms.sort_by_key(|(_, term)| rank(term));
            }
            Taxonomy::Years => terms.reverse(),
            Taxonomy::Services | Taxonomy::Tags | Taxonomy::Teams => {}
        }
        terms.into_iter().map(|(slug, term)| self.term_view(taxonomy, slug, term)).collect()
    }

    fn term_view(&self, taxonomy: Taxonomy, slug: &str, term: &Term) -> TermView {
        // Members stand newest first.
        let latest = term.members.iter().find_map(|&index| self.archive.postmortems[index].date);
        TermView {
            label: term.label.clone(),
            url: cards::term_url(taxonomy, slug),
            count: term.members.len(),
            latest: latest.map(|date| date.to_string()),
            latest_text: latest.map(text::date),
        }
    }

    /// Addresses of the pages that search engines should know.
    fn listed_urls(&self) -> Vec<&str> {
        self.pages().filter(|(_, page)| page.is_listed()).map(|(file, _)| routes::url_of(file)).collect()
    }

    fn last_modified(&self, url: &str) -> Option<Date> {
        let Page::Postmortem(index) = self.pages.get(&routes::file_of(url))? else { return None };
        let postmortem: &Postmortem = &self.archive.postmortems[*index];
        postmortem.document.facts.updated.as_ref().map(|fact| fact.value.date).or(postmortem.date)
    }

    /// The absolute address of a page.
    fn absolute(&self, url: &str) -> String {
        format!("{}{}", self.config.base_url, crate::archive::links::encode_path(url))
    }
}

fn index_error(message: String) -> Diagnostic {
    Diagnostic::error("search/index", message)
}

fn taxonomy_view(taxonomy: Taxonomy) -> TaxonomyView {
    TaxonomyView {
        name: taxonomy.name(),
        label: taxonomy.label(),
        singular: taxonomy.singular(),
        url: format!("{}/", taxonomy.name()),
    }
}

/// The way from the page at `url` to the site's root: `./`, `../`, `../../` …
fn root_of(url: &str) -> String {
    match url.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

/// The path of the site's root on its host, with a final slash.
fn base_path(base_url: &str) -> &str {
    let host = base_url.find("://").map_or(0, |at| at + 3);
    base_url[host..].find('/').map_or("/", |at| &base_url[host + at..])
}
