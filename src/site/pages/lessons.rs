//! The lessons of all incidents, and those of each theme.

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::lessons::{LessonLists, LessonPlace, Theme, is_subject};
use crate::archive::taxonomy::{Taxonomies, Taxonomy};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::lessons::{self, TaughtView};
use crate::site::view::nav;
use crate::site::view::pager::{self, Pager};

/// Lessons on one page.
const SIZE: usize = 100;

const URL: &str = "lessons/";

/// A page (1-based) of all lessons, or of those of a theme.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LessonsPage {
    /// Its slug.
    theme: Option<String>,
    page: usize,
}

#[derive(Debug, Serialize)]
struct View {
    /// The theme of the page; none for all lessons.
    theme: Option<ThemeView>,
    themes: Vec<ThemeView>,
    /// How many incidents the lessons are from.
    incidents: usize,
    taught: Vec<TaughtView>,
    pager: Pager,
}

#[derive(Debug, Serialize)]
struct ThemeView {
    label: String,
    url: String,
    /// How many incidents the lessons are from.
    incidents: usize,
}

impl PageType for LessonsPage {
    const LISTED: bool = true;

    fn reserves(url: &str, taxonomies: &Taxonomies) -> bool {
        let is_theme = |slug: &str| {
            let mut subjects = Taxonomy::ALL.into_iter().filter(|taxonomy| is_subject(*taxonomy));
            subjects.any(|taxonomy| taxonomies.terms(taxonomy).contains_key(slug))
        };
        let theme = url.strip_prefix(URL).and_then(|rest| rest.split_once('/'));
        pager::is_page_of(URL, url)
            || theme.is_some_and(|(slug, page)| is_theme(slug) && pager::is_page_of("", page))
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        let lists = &parts.collected.lessons;
        let themes = lists.themes.keys().cloned().map(Some);
        for theme in std::iter::once(None).chain(themes) {
            let members = members(lists, theme.as_deref()).len();
            for page in (1..=pager::page_count(members, SIZE)).filter(|_| members > 0) {
                let url = pager::page_url(&base(theme.as_deref()), page);
                routes.add(&url, Self { theme: theme.clone(), page });
            }
        }
    }

    fn made(&self, site: &Site) -> Made {
        let lists = &site.collected.lessons;
        let slug = self.theme.as_deref();
        let theme = slug.and_then(|slug| lists.themes.get_key_value(slug)).map(theme);
        let members = members(lists, slug);
        let base = base(slug);
        let mut themes: Vec<_> = lists.themes.iter().map(self::theme).collect();
        themes.sort_by_key(|theme| std::cmp::Reverse(theme.incidents));
        let view = View {
            incidents: theme.as_ref().map_or(lists.incidents, |theme| theme.incidents),
            theme,
            themes,
            taught: lessons::taught(site, members.chunks(SIZE).nth(self.page - 1).unwrap_or_default()),
            pager: pager::pager(&base, self.page, members.len(), SIZE),
        };
        let url = pager::page_url(&base, self.page);
        Made::Template("lessons.html", site.layout(&url, nav::LESSONS).with(&view))
    }
}

fn members<'a>(lists: &'a LessonLists, theme: Option<&str>) -> &'a [LessonPlace] {
    match theme {
        Some(slug) => lists.themes.get(slug).map(|theme| theme.members.as_slice()).unwrap_or_default(),
        None => &lists.all,
    }
}

fn base(theme: Option<&str>) -> String {
    theme.map_or_else(|| URL.to_owned(), |slug| format!("{URL}{slug}/"))
}

fn theme((slug, theme): (&String, &Theme)) -> ThemeView {
    ThemeView { label: theme.label.clone(), url: base(Some(slug)), incidents: theme.incidents }
}
