//! Which files the site has, and what each of them is.

use std::collections::BTreeMap;

use super::collected::Collected;
use super::pages::Page;
use crate::archive::Archive;
use crate::config::Config;
use crate::search::PACK_FOLDER;
use crate::theme::Theme;
use retold_diagnostic::Diagnostic;

/// What the site is made from.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    pub config: &'a Config,
    pub archive: &'a Archive,
    pub theme: &'a Theme,
    pub collected: &'a Collected,
}

/// All files but the search pack's, with a finding for each other file that they leave no room for.
#[derive(Default)]
pub struct Routes {
    pages: BTreeMap<String, Page>,
    findings: Vec<Diagnostic>,
}

impl Routes {
    /// The files of a site made from `parts`. The archive has seen to it that no document has the address of one of the
    /// site's own pages.
    pub fn new(parts: &Parts<'_>) -> Self {
        let mut routes = Self::default();
        Page::route(parts, &mut routes);
        routes
    }

    /// Adds the page at `url`.
    pub fn add(&mut self, url: &str, page: impl Into<Page>) {
        self.pages.insert(file_of(url), page.into());
    }

    /// Adds `file` and returns true, unless there is no room for it beside the others.
    pub fn add_where_free(&mut self, file: &str, page: impl Into<Page>) -> bool {
        let has_room = self.has_room(file);
        if has_room {
            self.pages.insert(file.to_owned(), page.into());
        }
        has_room
    }

    pub fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// The files and their pages so far, in the order of the files' names.
    pub fn pages(&self) -> &BTreeMap<String, Page> {
        &self.pages
    }

    pub fn into_parts(self) -> (BTreeMap<String, Page>, Vec<Diagnostic>) {
        (self.pages, self.findings)
    }

    /// Whether `file` can be there beside the others: its name is free, no file stands where it needs a
    /// folder, and no folder where it wants to be.
    fn has_room(&self, file: &str) -> bool {
        let folder = format!("{file}/");
        let below = self.pages.range(folder.clone()..).next();
        let in_pack = folder.starts_with(PACK_FOLDER) || PACK_FOLDER.starts_with(&folder);
        let mut above = file.match_indices('/').map(|(at, _)| &file[..at]);
        !in_pack
            && !self.pages.contains_key(file)
            && below.is_none_or(|(other, _)| !other.starts_with(&folder))
            && !above.any(|folder| self.pages.contains_key(folder))
    }
}

/// The file that holds the page at `url`.
pub fn file_of(url: &str) -> String {
    if url.is_empty() || url.ends_with('/') { format!("{url}index.html") } else { url.to_owned() }
}

/// The address of the page in `file`.
pub fn url_of(file: &str) -> &str {
    match file.strip_suffix("index.html") {
        Some(url) if url.is_empty() || url.ends_with('/') => url,
        _ => file,
    }
}

/// The way from the page at `url` to the site's root: `./`, `../`, `../../` …
pub fn root_of(url: &str) -> String {
    match url.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_addresses_belong_together() {
        for (url, file) in
            [("", "index.html"), ("tags/dns/", "tags/dns/index.html"), ("404.html", "404.html")]
        {
            assert_eq!(file_of(url), file);
            assert_eq!(url_of(file), url);
        }
    }
}
