//! Old addresses of documents, and their ids: each leads to the document's page on hosts that cannot redirect.

use super::{Made, PageType};
use crate::archive::ArchivedDocument;
use crate::archive::harmless::configures_host;
use crate::archive::links::encode_path;
use crate::site::routes::{Parts, Routes, file_of, root_of, url_of};
use crate::site::{Site, escape};
use retold_diagnostic::Diagnostic;
use retold_document::keys::Key;
use retold_document::{is_device, slugify};

/// Longest name of a file, and longest path of one below the output folder, that all usual file systems
/// have room for, in bytes.
const LONGEST_NAME: usize = 255;
const LONGEST_PATH: usize = 2_000;

/// Endings of files that are pages, also where another program made them.
const PAGE_ENDINGS: [&str; 9] = ["html", "htm", "xhtml", "shtml", "php", "asp", "aspx", "jsp", "cfm"];

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redirect {
    /// From the old address to the site's root.
    root: String,
    /// From there to the page.
    url: String,
    /// Whether the document is one that programs may know.
    is_shared: bool,
}

impl Redirect {
    /// The page that it leads to, unless its author keeps that from lists or searches.
    pub fn target(&self) -> Option<&str> {
        self.is_shared.then_some(&self.url)
    }
}

impl PageType for Redirect {
    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        for archived in parts.archive.pages() {
            let id = archived.id.as_deref().map(slugify).filter(|id| !id.is_empty());
            for alias in id.iter().chain(&archived.document.front_matter.aliases) {
                route_alias(alias, archived, routes);
            }
        }
    }

    fn made(&self, site: &Site) -> Made {
        // Relative, as all links between pages are: the site may be served from anywhere.
        let address = escape(&format!("{}{}", self.root, encode_path(&self.url)));
        let language = escape(&site.config.language);
        let (link, text) = match site.canonical(&self.url).as_deref().map(escape) {
            Some(canonical) => (format!("<link rel=\"canonical\" href=\"{canonical}\">\n"), canonical),
            None => (String::new(), address.clone()),
        };
        let page = format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<title>Moved</title>\n\
             {link}<meta http-equiv=\"refresh\" content=\"0; url={address}\">\n</head>\n<body>\n\
             <p>This page has moved to <a href=\"{address}\">{text}</a>.</p>\n</body>\n</html>\n"
        );
        Made::Bytes(page.into_bytes())
    }
}

/// Nothing that exists gives way to an old address.
fn route_alias(alias: &str, archived: &ArchivedDocument, routes: &mut Routes) {
    let Some(file) = alias_file(alias) else {
        routes.report(
            Diagnostic::warning("identity/alias", format!("`{alias}` is no address inside the site"))
                .at(archived.document.place_of(Key::Aliases, alias))
                .hint("write old addresses as paths, such as `/2019/old-name/`"),
        );
        return;
    };
    let redirect =
        Redirect { root: root_of(url_of(&file)), url: archived.url.clone(), is_shared: archived.is_shared() };
    if !routes.add_where_free(&file, redirect) && file != file_of(&archived.url) {
        routes.report(
            Diagnostic::warning("identity/alias", format!("`{alias}` is the address of something else"))
                .at(archived.document.place_of(Key::Aliases, alias))
                .hint("it leads there, and not to this document; remove it, or move the other"),
        );
    }
}

/// The file for an old address; `None` if it is no path inside the site.
fn alias_file(alias: &str) -> Option<String> {
    let alias = alias.trim();
    // `a//b/` and `a/b` are one place on a disk.
    let path = alias.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
    let is_safe = !path.is_empty()
        && path.len() <= LONGEST_PATH
        && !path.contains(|c: char| c.is_control() || "\\:?#<>|\"".contains(c))
        && path.split('/').all(is_name);
    // Only what was a page can lead to another one, and a name such as `v1.10` is no file.
    let is_page = path
        .rsplit_once('.')
        .is_some_and(|(_, ending)| PAGE_ENDINGS.iter().any(|page| ending.eq_ignore_ascii_case(page)));
    let is_file = !alias.ends_with('/') && is_page;
    (is_safe && !configures_host(&path)).then(|| if is_file { path } else { format!("{path}/index.html") })
}

/// Whether a file or a folder of this name is plain and visible on any system.
fn is_name(part: &str) -> bool {
    part.len() <= LONGEST_NAME && !part.starts_with('.') && !part.ends_with(['.', ' ']) && !is_device(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_addresses_stay_inside_the_site() {
        assert_eq!(alias_file("/old/name").as_deref(), Some("old/name/index.html"));
        assert_eq!(alias_file("/a//b/").as_deref(), Some("a/b/index.html"));
        assert_eq!(alias_file("old/name.html").as_deref(), Some("old/name.html"));
        assert_eq!(alias_file("/v1.10").as_deref(), Some("v1.10/index.html"));
        assert_eq!(alias_file("/sw.js").as_deref(), Some("sw.js/index.html"));
        assert_eq!(alias_file("/old.PHP").as_deref(), Some("old.PHP"));
        for bad in ["/_redirects", "_headers", "/Netlify.toml", "CNAME", "/_worker.js/", "a/web.config"] {
            assert_eq!(alias_file(bad), None, "{bad}");
        }
        for bad in ["../x", "", "/", "a/../../x", "https://e.org/x", ".git/config", "/a./b", "/x/nul.html"] {
            assert_eq!(alias_file(bad), None, "{bad}");
        }
    }
}
