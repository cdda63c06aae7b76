//! The types of pages. Each is a file of its own, with its addresses, its view and its place in the navigation; and a
//! line in [`Page`].

pub mod asset;
pub mod attachment;
pub mod documents;
pub mod feed;
pub mod headers;
pub mod home;
pub mod not_found;
pub mod other;
pub mod postmortem;
pub mod redirect;
pub mod robots;
pub mod search;
pub mod search_pack;
pub mod sitemap;
pub mod term;
pub mod terms;

use std::path::PathBuf;

use jiff::civil::Date;
use tera::Value;

use super::Site;
use super::routes::{Parts, Routes};
use super::view::layout::NavEntry;

/// A type of pages.
pub trait PageType: Sized {
    /// Whether its pages are for readers who come from elsewhere: those are in the sitemap.
    const LISTED: bool = false;

    /// Its entries in the main navigation.
    fn nav() -> Vec<NavEntry> {
        Vec::new()
    }

    /// Adds its pages to the `routes`, which hold those of the types before it.
    fn route(parts: &Parts<'_>, routes: &mut Routes);

    /// What the page is made of.
    fn made(&self, site: &Site) -> Made;

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

            pub(super) fn modified(&self, site: &Site) -> Option<Date> {
                match self {
                    $(Self::$name(page) => page.modified(site),)+
                }
            }

            /// The entries of the main navigation.
            pub(super) fn nav() -> Vec<NavEntry> {
                [$($module::$page::nav(),)+].concat()
            }

            pub(super) fn route(parts: &Parts<'_>, routes: &mut Routes) {
                $($module::$page::route(parts, routes);)+
            }
        }
    };
}

// In this order they get their addresses and stand in the navigation: first the site's own pages, then those of the
// documents, then what has a page only where there is room.
page_types! {
    Home(home::HomePage),
    Terms(terms::TermsPage),
    Term(term::TermPage),
    Search(search::SearchPage),
    NotFound(not_found::NotFoundPage),
    Feed(feed::Feed),
    Robots(robots::Robots),
    Headers(headers::Headers),
    Asset(asset::AssetFile),
    Postmortem(postmortem::PostmortemPage),
    Other(other::OtherPage),
    Documents(documents::DocumentsPage),
    Sitemap(sitemap::Sitemap),
    Attachment(attachment::AttachmentFile),
    Redirect(redirect::Redirect),
}
