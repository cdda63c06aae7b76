//! The served site with its search pack.

use std::sync::OnceLock;

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
}

impl Served {
    pub fn new(site: Site) -> Self {
        Self { site, pack: OnceLock::new() }
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
}
