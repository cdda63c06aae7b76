//! The site as a map from addresses to pages that *can* be rendered: [`Site`].
//!
//! Rendering is a pure function of the archive, the theme and the address. `retold build` renders every
//! page and publishes it; `retold serve` renders the one that a browser asks for.

mod collected;
mod pages;
mod routes;
mod templates;
mod view;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;
use rayon::prelude::*;
use retold_search::Language;
use serde::Serialize;

use crate::archive::backlinks;
use crate::archive::links::encode_path;
use crate::archive::taxonomy::Taxonomies;
use crate::archive::{Archive, ArchivedDocument};
use crate::config::Config;
use crate::guarded::guarded;
use crate::search::{SearchPack, Shards};
use crate::similar::resolution;
use crate::theme::{self, Theme};
use collected::Collected;
pub use pages::Page;
pub use pages::headers::CONTENT_SECURITY_POLICY;
use pages::{Made, feed, search_pack};
use retold_diagnostic::Diagnostic;
use retold_likeness::{Alike, Model};
use routes::{Parts, Routes};
use templates::Templates;
use view::brief::Brief;
use view::card::ListedCard;
use view::images::{self, Sizes};
use view::layout::{Layout, SiteView};
use view::nav::{self, Door, NavItem};
use view::similar;

/// Name and version of the program, as pages and feeds name it.
pub const GENERATOR: &str = concat!("Retold ", env!("CARGO_PKG_VERSION"));

/// A site that is ready to be rendered, page by page.
pub struct Site {
    pub config: Config,
    pub archive: Archive,
    theme: Theme,
    templates: Templates,
    pages: BTreeMap<String, Page>,
    /// Of all postmortems, in the archive's order; empty where they are made for each page anew. So is `alike`.
    cards: Vec<ListedCard>,
    /// What makes postmortems alike; empty once it is known which are.
    model: Model,
    /// The postmortems that are like each one, the most alike first.
    alike: Vec<Vec<Alike>>,
    /// The postmortems that link to each one.
    backlinks: Vec<Vec<usize>>,
    /// The sizes of images, by their address.
    images: Sizes,
    /// How each incident was resolved, as [`resolution`] finds it; empty as `cards` are.
    resolutions: Vec<Option<String>>,
    /// What the pages of terms make of each postmortem, in the archive's order; empty as `cards` is.
    briefs: Vec<Brief>,
    /// What all documents hold, such as their actions.
    collected: Collected,
    /// The date that counts as today, if there is one: see [`Site::on`].
    today: Option<Date>,
    view: SiteView,
    nav: Vec<Door>,
}

/// The contents of one file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contents {
    Bytes(Vec<u8>),
    /// A file of the content folder, published as it is.
    File(PathBuf),
}

impl Site {
    /// Puts the pages of `archive` together, whose documents the `model` compares, with the findings of documents whose address is taken.
    ///
    /// # Errors
    /// The theme's templates cannot be compiled.
    pub fn new(
        config: Config,
        archive: Archive,
        model: Model,
        theme: Theme,
    ) -> Result<(Self, Vec<Diagnostic>), Diagnostic> {
        let length = archive.documents().map(|document| document.text.len()).sum();
        let templates = Templates::compile(&theme, &config, length)?;
        let collected = Collected::of(&archive);
        let parts = Parts { config: &config, archive: &archive, theme: &theme, collected: &collected };
        let (pages, findings) = Routes::new(&parts).into_parts();
        let view = SiteView {
            title: config.title.clone(),
            description: config.description.clone(),
            language: config.language.clone(),
            base_url: config.base_url.clone(),
            count: archive.postmortems.len(),
            others: archive.others.len(),
            generator: GENERATOR,
        };
        let nav = nav::main(&pages, &archive);
        let (cards, alike, resolutions) = (Vec::new(), Vec::new(), Vec::new());
        let (backlinks, briefs) = (Vec::new(), Vec::new());
        let images = images::sizes(&archive.attachments);
        let site = Self {
            config,
            archive,
            theme,
            templates,
            pages,
            cards,
            model,
            alike,
            backlinks,
            images,
            resolutions,
            briefs,
            collected,
            today: None,
            view,
            nav,
        };
        Ok((site, findings))
    }

    /// The site on the day `today`, on which some pages depend: the home page, the lists of open actions, and `random/`.
    /// Without a day, nothing is overdue.
    pub fn on(self, today: Date) -> Self {
        Self { today: Some(today), ..self }
    }

    /// The site with what many of its pages show made once for all of them: worth the time if all pages are rendered.
    pub fn prepared(self) -> Self {
        let postmortems = self.archive.postmortems.par_iter();
        let cards = postmortems.map(|postmortem| ListedCard::new(&self.archive, postmortem)).collect();
        let alike = self.model.all_alike(similar::MOST);
        // Nothing else needs it, and the index that is made next needs the memory.
        let model = Model::default();
        let postmortems = self.archive.postmortems.par_iter();
        let resolutions = postmortems.map(|postmortem| resolution(&postmortem.document)).collect();
        let backlinks = backlinks::of(&self.archive);
        let indexes = (0..self.archive.postmortems.len()).into_par_iter();
        let briefs = indexes.map(|index| Brief::of(&self.archive, index)).collect();
        Self { cards, model, alike, resolutions, backlinks, briefs, ..self }
    }

    /// The address of a page on the web, if that of the site is known.
    fn canonical(&self, url: &str) -> Option<String> {
        self.config.permalink(&encoded(url))
    }

    /// The way from the file at `from` to the page at `url`.
    fn relative(&self, from: &str, url: &str) -> String {
        format!("{}{}", routes::root_of(from), encoded(url))
    }

    /// Whether `url` is kept for one of the pages that a site with these `taxonomies` has, or may have one day, of its own.
    pub fn reserves(url: &str, taxonomies: &Taxonomies) -> bool {
        Page::reserves(url, taxonomies)
    }

    /// Every page but the search pack's files: the file that holds it, relative to the site's root, and
    /// what it is; in the order of the files' names.
    pub fn pages(&self) -> impl ExactSizeIterator<Item = (&str, &Page)> + Clone {
        self.pages.iter().map(|(file, page)| (file.as_str(), page))
    }

    /// The document that the file `name` is the page of, if it is one.
    pub fn document(&self, name: &str) -> Option<&ArchivedDocument> {
        self.pages.get(name)?.document(&self.archive)
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
        let contents = || {
            #[cfg(test)]
            self.fail_on_purpose(page);
            self.contents(page.made(self))
        };
        match page.document(&self.archive) {
            Some(document) => guarded(&document.document.name, contents).and_then(|contents| contents),
            None => contents(),
        }
    }

    /// Panics for a document that asks for it: no other document is known to make its page fail.
    #[cfg(test)]
    fn fail_on_purpose(&self, page: &Page) {
        let document = page.document(&self.archive);
        assert!(!document.is_some_and(|found| found.document.text.contains("<!-- fail -->")), "on purpose");
    }

    /// The names of the files that show `pack`: the search page, and the pack's own.
    pub fn search_files(pack: &SearchPack) -> Vec<String> {
        search_pack::files(pack)
    }

    /// Whether `name` is the name of a file that shows the search pack, if the pack has such a file.
    pub fn is_search_file(name: &str) -> bool {
        search_pack::is_file(name)
    }

    /// The contents of the file `name` if it shows the search pack, else `None`.
    ///
    /// # Errors
    /// A template that asks for what there is not.
    pub fn render_search(&self, name: &str, pack: &SearchPack) -> Result<Option<Contents>, Diagnostic> {
        search_pack::made(self, name, pack).map_or(Ok(None), |made| self.contents(made))
    }

    fn contents(&self, made: Made) -> Result<Option<Contents>, Diagnostic> {
        Ok(match made {
            Made::Template(name, values) => {
                Some(Contents::Bytes(self.templates.render(name, values)?.into_bytes()))
            }
            Made::Bytes(bytes) => Some(Contents::Bytes(bytes)),
            Made::File(path) => Some(Contents::File(path)),
            Made::FromPack => None,
        })
    }

    /// What the template of the page at `url` gets beside its own values. `section` is the key of the navigation's
    /// entry that the page belongs to; empty for none.
    fn layout<'a>(&'a self, url: &'a str, section: &str) -> Layout<'a> {
        let item = |door: &Door| NavItem { door: *door, current: door.key == section };
        Layout {
            site: &self.view,
            root: routes::root_of(url),
            url,
            canonical: self.canonical(url),
            feed_url: feed::ATOM_URL,
            json_feed_url: feed::JSON_URL,
            nav: self.nav.iter().map(item).collect(),
        }
    }

    /// The incident to be read today; without a day, the newest that is worth it.
    fn daily(&self) -> Option<usize> {
        match self.today {
            Some(today) => self.collected.daily(today),
            None => self.collected.readable.first().copied(),
        }
    }

    fn card(&self, index: usize) -> ListedCard {
        let made = self.cards.get(index).cloned();
        made.unwrap_or_else(|| ListedCard::new(&self.archive, &self.archive.postmortems[index]))
    }

    fn brief(&self, index: usize) -> Cow<'_, Brief> {
        match self.briefs.get(index) {
            Some(brief) => Cow::Borrowed(brief),
            None => Cow::Owned(Brief::of(&self.archive, index)),
        }
    }

    /// The postmortems that are like that of `index`, the most alike first.
    fn alike(&self, index: usize) -> Cow<'_, [Alike]> {
        match self.alike.get(index) {
            Some(made) => Cow::Borrowed(made),
            None => Cow::Owned(self.model.alike(index, self.model.nearest(index, similar::MOST)).collect()),
        }
    }

    /// As [`Site::alike`], of all of them.
    fn all_alike(&self) -> Cow<'_, [Vec<Alike>]> {
        match self.alike.as_slice() {
            [] => Cow::Owned(self.model.all_alike(similar::MOST)),
            made => Cow::Borrowed(made),
        }
    }

    /// How the incident of `index` was resolved, in a sentence.
    fn resolution(&self, index: usize) -> Option<String> {
        let made = self.resolutions.get(index).cloned();
        made.unwrap_or_else(|| resolution(&self.archive.postmortems[index].document))
    }

    /// The postmortems that link to that of `index`, newest first.
    fn backlinks(&self, index: usize) -> Vec<usize> {
        match self.backlinks.get(index) {
            Some(made) => made.clone(),
            None => backlinks::of(&self.archive).swap_remove(index),
        }
    }

    fn cards<'a>(&self, members: impl IntoIterator<Item = &'a usize>) -> Vec<ListedCard> {
        members.into_iter().map(|&index| self.card(index)).collect()
    }

    /// The cards on page `page` (1-based) of a list.
    fn cards_on(&self, members: &[usize], page: usize) -> Vec<ListedCard> {
        self.cards(members.chunks(self.config.page_size).nth(page - 1).unwrap_or_default())
    }

    /// The address of a static file; empty where the theme has none.
    fn asset_url(&self, name: &str) -> String {
        self.theme.assets.get(name).map(|asset| asset.url.clone()).unwrap_or_default()
    }
}

fn index_error(message: String) -> Diagnostic {
    Diagnostic::error("search/index", message)
}

/// An address in the site, which may have a fragment, as it is written in addresses on the web.
fn encoded(url: &str) -> String {
    match url.split_once('#') {
        Some((path, fragment)) => format!("{}#{}", encode_path(path), encode_path(fragment)),
        None => encode_path(url),
    }
}

/// `value` as JSON.
fn json(value: &impl Serialize) -> Vec<u8> {
    // Writing to memory cannot fail.
    serde_json::to_vec(value).unwrap_or_default()
}

/// `text` as it is written in HTML and XML.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut escaped, text);
    escaped
}

#[cfg(test)]
mod snapshots;
