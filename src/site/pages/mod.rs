//! The types of pages. Each is a file of its own, with its addresses and its view; and a line in [`Page`].

pub mod about;
pub mod action_owners;
pub mod actions;
pub mod api;
pub mod asset;
pub mod attachment;
pub mod browse;
pub mod calendar;
pub mod chain;
pub mod chains;
pub mod documents;
pub mod drill;
pub mod drills;
pub mod feed;
pub mod headers;
pub mod home;
pub mod lessons;
pub mod llms;
pub mod markdown;
pub mod near_misses;
pub mod not_found;
pub mod on_this_day;
pub mod opensearch;
pub mod other;
pub mod overview;
pub mod postmortem;
pub mod precedents;
pub mod random;
pub mod redirect;
pub mod redirect_rules;
pub mod robots;
pub mod search;
pub mod search_pack;
pub mod sitemap;
pub mod term;
pub mod terms;
pub mod trends;
pub mod unlisted;

use std::path::PathBuf;

use jiff::civil::Date;
use tera::Value;

use super::Site;
use super::routes::{Parts, Routes};
use crate::archive::taxonomy::Taxonomies;
use crate::archive::{Archive, ArchivedDocument};

/// A type of pages.
pub trait PageType: Sized {
    /// Whether its pages are for readers who come from elsewhere: those are in the sitemap.
    const LISTED: bool = false;

    /// Whether `url` (with a final slash) is kept for pages of this type, so that no document has it: also where there is
    /// no such page yet, as the address of a document must not depend on how many others there are.
    fn reserves(_url: &str, _taxonomies: &Taxonomies) -> bool {
        false
    }

    /// Adds its pages to the `routes`, which hold those of the types before it.
    fn route(parts: &Parts<'_>, routes: &mut Routes);

    /// What the page is made of.
    fn made(&self, site: &Site) -> Made;

    /// The document that the page is about, if it is one.
    fn document<'a>(&self, _archive: &'a Archive) -> Option<&'a ArchivedDocument> {
        None
    }

    /// The day of the last change, if it is known.
    fn modified(&self, _site: &Site) -> Option<Date> {
        None
    }
}

/// What a page is made of.
#[derive(Debug)]
pub enum Made {
    /// The name of a template, and what it gets.
    Template(&'static str, Value),
    Bytes(Vec<u8>),
    /// A file of the content folder, as it is.
    File(PathBuf),
    /// The search pack, which comes later.
    FromPack,
}

/// Makes the enumeration of all pages, and what is asked of every type.
macro_rules! page_types {
    ($($name:ident($module:ident::$page:ident),)+) => {
        /// What a file of the site shows.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Page {
            $($name($module::$page),)+
        }

        $(impl From<$module::$page> for Page {
            fn from(page: $module::$page) -> Self {
                Self::$name(page)
            }
        })+

        impl Page {
            /// Whether the page is for readers who come from elsewhere.
            pub fn is_listed(&self) -> bool {
                match self {
                    $(Self::$name(_) => $module::$page::LISTED,)+
                }
            }

            pub(super) fn made(&self, site: &Site) -> Made {
                match self {
                    $(Self::$name(page) => page.made(site),)+
                }
            }

            pub(super) fn document<'a>(&self, archive: &'a Archive) -> Option<&'a ArchivedDocument> {
                match self {
                    $(Self::$name(page) => page.document(archive),)+
                }
            }

            pub(super) fn modified(&self, site: &Site) -> Option<Date> {
                match self {
                    $(Self::$name(page) => page.modified(site),)+
                }
            }

            /// Whether `url` is kept for one of the site's own pages.
            pub(super) fn reserves(url: &str, taxonomies: &Taxonomies) -> bool {
                [$($module::$page::reserves,)+].iter().any(|reserves| reserves(url, taxonomies))
            }

            pub(super) fn route(parts: &Parts<'_>, routes: &mut Routes) {
                $($module::$page::route(parts, routes);)+
            }
        }
    };
}

// In this order they get their addresses: first the site's own pages, then those of the
// documents, then what has a page only where there is room.
page_types! {
    Home(home::HomePage),
    Browse(browse::BrowsePage),
    Terms(terms::TermsPage),
    Term(term::TermPage),
    Actions(actions::ActionsPage),
    ActionOwners(action_owners::ActionOwnersPage),
    Calendar(calendar::Calendar),
    Lessons(lessons::LessonsPage),
    NearMisses(near_misses::NearMissesPage),
    Drills(drills::DrillsPage),
    Drill(drill::DrillPage),
    Trends(trends::TrendsPage),
    Overview(overview::OverviewPage),
    OnThisDay(on_this_day::OnThisDayPage),
    Random(random::RandomPage),
    Chains(chains::ChainsPage),
    Chain(chain::ChainPage),
    Search(search::SearchPage),
    Precedents(precedents::PrecedentsFile),
    NotFound(not_found::NotFoundPage),
    Feed(feed::Feed),
    Api(api::ApiFile),
    Llms(llms::LlmsFile),
    Robots(robots::Robots),
    OpenSearch(opensearch::OpenSearch),
    Headers(headers::Headers),
    Asset(asset::AssetFile),
    Postmortem(postmortem::PostmortemPage),
    Other(other::OtherPage),
    Unlisted(unlisted::UnlistedPage),
    Documents(documents::DocumentsPage),
    About(about::AboutPage),
    Sitemap(sitemap::Sitemap),
    Attachment(attachment::AttachmentFile),
    Markdown(markdown::MarkdownFile),
    Redirect(redirect::Redirect),
    RedirectRules(redirect_rules::RedirectRules),
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::archive::{Archive, Selection};
    use crate::config::{Config, Overrides};
    use crate::site::routes::url_of;
    use crate::source::SourceTree;
    use crate::theme::Theme;
    use retold_likeness::Model;

    const DOCUMENTS: [(&str, &str); 4] = [
        ("a.md", "---\ndate: 2026-01-31\ntags: dns\nservices: mail\nteams: ops\nseverity: SEV1\n---\n# A\n"),
        ("b.md", "---\ntags: dns\n---\n# B\n"),
        ("README.md", "# How we write\n"),
        ("d.md", "# D\n"),
    ];

    fn site() -> Site {
        let config = Config::load(Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let config = Config { page_size: 1, ..config };
        let tree = SourceTree::from_pairs(DOCUMENTS);
        let archive = Archive::from_tree(tree, &config, Selection::default()).0;
        Site::new(config, archive, Model::default(), Theme::load(Path::new("/nowhere"), "en").unwrap().0)
            .unwrap()
            .0
    }

    #[test]
    fn the_addresses_of_the_sites_own_pages_are_reserved() {
        let site = site();
        assert!(site.pages().any(|(_, page)| matches!(page, Page::Documents(_))));
        for (file, page) in site.pages() {
            // A document may take the place of the page about the archive.
            let is_documents = matches!(page, Page::Postmortem(_) | Page::Other(_) | Page::About(_));
            // Addresses of documents are folders.
            if !is_documents && url_of(file).ends_with('/') {
                assert!(Page::reserves(url_of(file), &site.archive.taxonomies), "{file}");
            }
        }
    }

    #[test]
    fn only_addresses_that_the_site_uses_are_reserved() {
        let site = site();
        for (url, reserved) in [
            ("search/", true),
            ("search/pack/", true),
            ("search/pack/a/", true),
            ("documents/", true),
            ("page/2/", true),
            ("page/20/", true),
            ("tags/", true),
            ("tags/dns/", true),
            ("tags/dns/page/20/", true),
            ("tags/by/name/", true),
            ("tags/by/name/k/page/2/", true),
            ("years/by/name/", false),
            ("tags/by/", false),
            ("tags/tcp/", false),
            ("search/outage/", false),
            ("page/two/", false),
            ("2021/tags/", false),
            ("chains/", true),
            ("chains/page/2/", true),
            ("chains/a/", true),
            ("chains/a/page/2/", true),
            ("chains/a/b/", false),
        ] {
            assert_eq!(Page::reserves(url, &site.archive.taxonomies), reserved, "{url}");
        }
    }
}
