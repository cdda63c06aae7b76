//! Which files the site has, and what each of them is.

use std::collections::BTreeMap;

use super::cards::term_url;
use super::feeds::SITEMAP_LIMIT;
use super::pager::{page_count, page_url};
use crate::archive::Archive;
use crate::archive::taxonomy::Taxonomy;
use crate::config::Config;
use crate::search::PACK_FOLDER;
use crate::theme::Theme;
use retold_diagnostic::{Diagnostic, Place};
use retold_document::keys::Key;
use retold_document::slugify;

/// Longest name of a file, and longest path of one below the output folder, that all usual file systems
/// have room for, in bytes.
const LONGEST_NAME: usize = 255;
const LONGEST_PATH: usize = 2_000;

/// Address of the index of what reports no incident.
pub const OTHERS_URL: &str = "documents/";

/// Address of the search page.
pub const SEARCH_URL: &str = "search/";

/// What a file of the site shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// The home page, or a further page of its list (1-based).
    Home {
        page: usize,
    },
    /// The postmortem with this index in the archive.
    Postmortem(usize),
    /// The document with this index among those that report no incident, and their index.
    Other(usize),
    Others,
    Terms(Taxonomy),
    Term {
        taxonomy: Taxonomy,
        slug: String,
        page: usize,
    },
    Search,
    NotFound,
    /// An old address; `root` leads from it to the site's root, `url` from there to the page.
    Redirect {
        root: String,
        url: String,
    },
    Feed,
    /// The sitemap, or one of several.
    Sitemap(Option<usize>),
    Robots,
    Headers,
    /// A static file of the theme, by the name that templates ask for.
    Asset(String),
    /// The attachment with this index in the archive.
    Attachment(usize),
}

impl Page {
    /// Whether the page is for readers who come from elsewhere.
    pub fn is_listed(&self) -> bool {
        match self {
            Self::Home { .. }
            | Self::Postmortem(_)
            | Self::Other(_)
            | Self::Others
            | Self::Terms(_)
            | Self::Term { .. }
            | Self::Search => true,
            Self::NotFound
            | Self::Redirect { .. }
            | Self::Feed
            | Self::Sitemap(_)
            | Self::Robots
            | Self::Headers
            | Self::Asset(_)
            | Self::Attachment(_) => false,
        }
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

/// All files but the search pack's, with a finding for each other file that they leave no room for. The
/// archive has seen to it that no document has the address of one of the site's own pages.
pub fn routes(
    config: &Config,
    archive: &Archive,
    theme: &Theme,
) -> (BTreeMap<String, Page>, Vec<Diagnostic>) {
    let mut pages = BTreeMap::new();
    let mut add = |url: &str, page: Page| {
        pages.insert(file_of(url), page);
    };
    for index in 1..=page_count(archive.postmortems.len(), config.page_size) {
        add(&page_url("", index), Page::Home { page: index });
    }
    for taxonomy in Taxonomy::ALL {
        add(&format!("{}/", taxonomy.name()), Page::Terms(taxonomy));
        for (slug, term) in archive.taxonomies.terms(taxonomy) {
            for page in 1..=page_count(term.members.len(), config.page_size) {
                let url = page_url(&term_url(taxonomy, slug), page);
                add(&url, Page::Term { taxonomy, slug: slug.clone(), page });
            }
        }
    }
    add(SEARCH_URL, Page::Search);
    add("404.html", Page::NotFound);
    add("atom.xml", Page::Feed);
    add("robots.txt", Page::Robots);
    add("_headers", Page::Headers);
    for (name, asset) in &theme.assets {
        add(&asset.url, Page::Asset(name.clone()));
    }
    add("sitemap.xml", Page::Sitemap(None));
    for (index, postmortem) in archive.postmortems.iter().enumerate() {
        add(&postmortem.url, Page::Postmortem(index));
    }
    for (index, other) in archive.others.iter().enumerate() {
        add(&other.url, Page::Other(index));
    }
    if !archive.others.is_empty() {
        add(OTHERS_URL, Page::Others);
    }
    let mut findings = Vec::new();
    for (index, attachment) in archive.attachments.iter().enumerate() {
        if has_room(&pages, &attachment.path) {
            pages.insert(attachment.path.clone(), Page::Attachment(index));
        } else {
            findings.push(
                Diagnostic::error(
                    "identity/reserved",
                    "the file has the address of one of the site's own pages",
                )
                .at(Place::file(format!("{}/{}", config.content_name, attachment.path)))
                .hint("it is not published; rename it, or move it to another folder"),
            );
        }
    }
    // Old addresses last: nothing that exists gives way to them.
    for postmortem in archive.postmortems.iter().chain(&archive.others) {
        let written = &postmortem.document.front_matter;
        let id = postmortem.id.as_deref().map(slugify).filter(|id| !id.is_empty());
        for alias in id.iter().chain(&written.aliases) {
            let Some(file) = alias_file(alias) else {
                findings.push(
                    Diagnostic::warning("identity/alias", format!("`{alias}` is no address inside the site"))
                        .at(postmortem.document.place_of(Key::Aliases, alias))
                        .hint("write old addresses as paths, such as `/2019/old-name/`"),
                );
                continue;
            };
            if has_room(&pages, &file) {
                let root = super::root_of(url_of(&file));
                pages.insert(file, Page::Redirect { root, url: postmortem.url.clone() });
            } else if file != file_of(&postmortem.url) {
                findings.push(
                    Diagnostic::warning(
                        "identity/alias",
                        format!("`{alias}` is the address of something else"),
                    )
                    .at(postmortem.document.place_of(Key::Aliases, alias))
                    .hint("it leads there, and not to this document; remove it, or move the other"),
                );
            }
        }
    }
    let listed = pages.values().filter(|page| page.is_listed()).count();
    if listed > SITEMAP_LIMIT {
        for index in 0..listed.div_ceil(SITEMAP_LIMIT) {
            pages.insert(format!("sitemap-{}.xml", index + 1), Page::Sitemap(Some(index)));
        }
    }
    (pages, findings)
}

/// Whether `file` can be there beside the others: its name is free, no file stands where it needs a
/// folder, and no folder where it wants to be.
fn has_room(pages: &BTreeMap<String, Page>, file: &str) -> bool {
    let folder = format!("{file}/");
    let below = pages.range(folder.clone()..).next();
    let in_pack = folder.starts_with(PACK_FOLDER) || PACK_FOLDER.starts_with(&folder);
    let mut above = file.match_indices('/').map(|(at, _)| &file[..at]);
    !in_pack
        && !pages.contains_key(file)
        && below.is_none_or(|(other, _)| !other.starts_with(&folder))
        && !above.any(|folder| pages.contains_key(folder))
}

/// The file for an old address; `None` if it is no path inside the site.
fn alias_file(alias: &str) -> Option<String> {
    let alias = alias.trim();
    // `a//b/` and `a/b` are one place on a disk.
    let path = alias.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
    let is_safe = !path.is_empty()
        && path.len() <= LONGEST_PATH
        && !path.contains(|c: char| c.is_control() || "\\:?#".contains(c))
        && path.split('/').all(|part| !part.starts_with('.') && part.len() <= LONGEST_NAME);
    let is_file = !alias.ends_with('/') && path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    is_safe.then(|| if is_file { path } else { format!("{path}/index.html") })
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

    #[test]
    fn old_addresses_stay_inside_the_site() {
        assert_eq!(alias_file("/old/name").as_deref(), Some("old/name/index.html"));
        assert_eq!(alias_file("/a//b/").as_deref(), Some("a/b/index.html"));
        assert_eq!(alias_file("old/name.html").as_deref(), Some("old/name.html"));
        for bad in ["../x", "", "/", "a/../../x", "https://e.org/x", ".git/config"] {
            assert_eq!(alias_file(bad), None, "{bad}");
        }
    }
}
