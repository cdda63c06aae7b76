//! The served site with its search pack, and the reviews of its documents.

use std::sync::OnceLock;

use jiff::civil::Date;

use crate::check::{self, Lexicon, Masked, Settings};
use crate::search::SearchPack;
use crate::site::{Contents, Site};
use retold_diagnostic::Diagnostic;

/// A site, and its search pack. The pack is built for the first request that needs it, because most edits are viewed
/// without a search.
pub struct Served {
    site: Site,
    /// Only request threads may wait for the pack. A thread of rayon's pool must not, because building the pack may need
    /// that thread.
    pack: OnceLock<Result<SearchPack, Diagnostic>>,
    /// Made for the first page of a document. It is made without rayon's pool.
    lexicon: OnceLock<Lexicon>,
}

impl Served {
    pub fn new(site: Site) -> Self {
        Self { site, pack: OnceLock::new(), lexicon: OnceLock::new() }
    }

    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The contents of the file `name`, relative to the site's root; `None` if the site has no such file.
    ///
    /// # Errors
    /// A template that uses undefined names, or an index that cannot be written.
    pub fn render(&self, name: &str) -> Result<Option<Contents>, Diagnostic> {
        if !Site::is_search_file(name) {
            return self.site.render(name);
        }
        let pack = self.pack.get_or_init(|| self.site.pack(self.site.index()?));
        self.site.render_search(name, pack.as_ref().map_err(Clone::clone)?)
    }

    /// The path, as findings have it, of the document that the file `name` is the page of; `None` for other pages.
    pub fn document(&self, name: &str) -> Option<&str> {
        self.site.document(name).map(|document| document.document.name.as_str())
    }

    /// The findings on how the document of the page `name` is written, on the day `today`.
    pub fn review(&self, name: &str, today: Date) -> Masked {
        let Site { archive, config, .. } = &self.site;
        let Some(document) = self.site.document(name) else { return Masked::default() };
        let lexicon = self.lexicon.get_or_init(|| Lexicon::of(archive, config));
        check::review_document(archive, Settings::new(config, today), lexicon, document)
    }
}
