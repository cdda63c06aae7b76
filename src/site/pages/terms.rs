//! The index of a taxonomy: its terms by the number of incidents, and by name.

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::Archive;
use crate::archive::taxonomy::{Taxonomies, Taxonomy, Term, Terms};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::letters::{self, LetterGroup, LetterView};
use crate::site::view::nav;
use crate::site::view::pager::{self, Pager};
use crate::site::view::taxonomy::{self, IndexTermView, TaxonomyView};

/// The most terms on a page. An index with more is cut by letters.
const MOST: usize = 200;

/// What is behind the address of an index in that of the list by name. No slug of a term has a slash.
const BY_NAME: &str = "by/name/";

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermsPage {
    taxonomy: Taxonomy,
    list: List,
}

/// Which terms a page shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum List {
    /// Those with the most incidents, or all where they have an order of their own.
    First,
    /// All by name, or the letters that they begin with.
    ByName,
    /// Those of a letter.
    Letter {
        key: String,
        /// 1-based.
        page: usize,
    },
}

#[derive(Debug, Serialize)]
struct View {
    taxonomy: TaxonomyView,
    /// Of causes and triggers: those of both that have terms.
    patterns: Vec<TaxonomyView>,
    /// `own`, `count`, `name` or `letter`.
    order: &'static str,
    terms: Vec<IndexTermView>,
    /// Number of terms in the whole index.
    count: usize,
    by_count_url: Option<&'static str>,
    by_name_url: Option<String>,
    letters: Vec<LetterView>,
    /// The letter of the page.
    letter: Option<LetterView>,
    pager: Pager,
}

impl PageType for TermsPage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        Taxonomy::ALL.into_iter().any(|taxonomy| {
            let rest = url.strip_prefix(taxonomy::index_url(taxonomy));
            rest.is_some_and(|rest| rest.is_empty() || is_by_name(taxonomy, rest))
        })
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        for taxonomy in Taxonomy::ALL {
            let mut add = |list: List| {
                let page = Self { taxonomy, list };
                routes.add(&page.url(), page);
            };
            add(List::First);
            let terms = parts.archive.taxonomies.terms(taxonomy);
            if taxonomy::has_own_order(taxonomy) || terms.len() < 2 {
                continue;
            }
            add(List::ByName);
            for group in groups(terms) {
                for page in 1..=pager::page_count(group.terms.len(), MOST) {
                    add(List::Letter { key: group.key.clone(), page });
                }
            }
        }
    }

    fn made(&self, site: &Site) -> Made {
        let (archive, taxonomy) = (&site.archive, self.taxonomy);
        let terms = archive.taxonomies.terms(taxonomy);
        let groups = groups(terms);
        let letter = self.letter(&groups);
        let listed = self.listed(archive, &groups);
        let has_orders = !taxonomy::has_own_order(taxonomy) && terms.len() > 1;
        let view = View {
            taxonomy: taxonomy::taxonomy(taxonomy),
            patterns: patterns(archive, taxonomy),
            order: match self.list {
                List::First if has_orders => "count",
                List::First => "own",
                List::ByName => "name",
                List::Letter { .. } => "letter",
            },
            terms: taxonomy::index_terms(archive, taxonomy, &listed),
            count: terms.len(),
            by_count_url: has_orders.then(|| taxonomy::index_url(taxonomy)),
            by_name_url: has_orders.then(|| by_name_url(taxonomy)),
            letters: groups.iter().map(|group| self.letter_view(group)).collect(),
            letter: letter.map(|group| self.letter_view(group)),
            pager: match (&self.list, letter) {
                (List::Letter { page, .. }, Some(group)) => {
                    pager::pager(&letter_url(taxonomy, &group.key), *page, group.terms.len(), MOST)
                }
                _ => pager::pager(&self.url(), 1, 0, MOST),
            },
        };
        Made::Template("terms.html", site.layout(&self.url(), nav::section_of(taxonomy)).with(&view))
    }
}

impl TermsPage {
    fn url(&self) -> String {
        match &self.list {
            List::First => taxonomy::index_url(self.taxonomy).to_owned(),
            List::ByName => by_name_url(self.taxonomy),
            List::Letter { key, page } => pager::page_url(&letter_url(self.taxonomy, key), *page),
        }
    }

    /// The group of the page's letter.
    fn letter<'a>(&self, groups: &'a [LetterGroup]) -> Option<&'a LetterGroup> {
        match &self.list {
            List::Letter { key, .. } => groups.iter().find(|group| group.key == *key),
            List::First | List::ByName => None,
        }
    }

    /// The terms on the page, in their order.
    fn listed<'a>(&self, archive: &'a Archive, groups: &[LetterGroup]) -> Vec<&'a Term> {
        let terms = archive.taxonomies.terms(self.taxonomy);
        let named = |indexes: &[usize]| indexes.iter().map(|index| &terms[*index]).collect::<Vec<_>>();
        match &self.list {
            List::First => {
                let mut ordered = taxonomy::ordered(archive, self.taxonomy);
                if !taxonomy::has_own_order(self.taxonomy) {
                    ordered.truncate(MOST);
                }
                ordered
            }
            List::ByName if groups.is_empty() => {
                letters::groups(terms).iter().flat_map(|group| named(&group.terms)).collect()
            }
            // The page shows letters only.
            List::ByName => Vec::new(),
            List::Letter { page, .. } => {
                let group = self.letter(groups).map_or(&[][..], |group| &group.terms);
                named(group.chunks(MOST).nth(page - 1).unwrap_or_default())
            }
        }
    }

    fn letter_view(&self, group: &LetterGroup) -> LetterView {
        let is_current = matches!(&self.list, List::Letter { key, .. } if *key == group.key);
        LetterView {
            letter: group.letter(),
            key: group.key.clone(),
            url: letter_url(self.taxonomy, &group.key),
            count: group.terms.len(),
            current: is_current,
        }
    }
}

/// Causes and triggers, as far as there are any, for the index of one of them.
fn patterns(archive: &Archive, taxonomy: Taxonomy) -> Vec<TaxonomyView> {
    let both = [Taxonomy::Causes, Taxonomy::Triggers];
    let used = both.into_iter().filter(|other| !archive.taxonomies.terms(*other).is_empty());
    if both.contains(&taxonomy) { used.map(taxonomy::taxonomy).collect() } else { Vec::new() }
}

/// The letters of an index that is too large for one page.
fn groups(terms: &Terms) -> Vec<LetterGroup> {
    if terms.len() > MOST { letters::groups(terms) } else { Vec::new() }
}

/// Whether `rest`, behind the address of an index, belongs to its list by name, also where there is none today.
fn is_by_name(taxonomy: Taxonomy, rest: &str) -> bool {
    !taxonomy::has_own_order(taxonomy) && rest.starts_with(BY_NAME)
}

fn by_name_url(taxonomy: Taxonomy) -> String {
    format!("{}{BY_NAME}", taxonomy::index_url(taxonomy))
}

fn letter_url(taxonomy: Taxonomy, key: &str) -> String {
    format!("{}{key}/", by_name_url(taxonomy))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::archive::Selection;
    use crate::config::{Config, Overrides};
    use crate::site::Contents;
    use crate::source::SourceTree;
    use crate::theme::Theme;
    use retold_likeness::Model;

    fn site(tags: &[String]) -> Site {
        let config = Config::load(Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let text = format!("---\ntags: {}\n---\n# A\n", serde_json::to_string(tags).unwrap());
        let tree =
            SourceTree::from_pairs([("a.md", text.as_str()), ("b.md", "---\ntags: [t007]\n---\n# B\n")]);
        let archive = Archive::from_tree(tree, &config, Selection::default()).0;
        let theme = Theme::load(Path::new("/nowhere"), "en").unwrap().0;
        Site::new(config, archive, Model::default(), theme).unwrap().0
    }

    fn tags(count: usize, letter: char) -> Vec<String> {
        (0..count).map(|index| format!("{letter}{index:03}")).collect()
    }

    /// The terms that the page at `url` links to.
    fn linked(site: &Site, url: &str) -> Vec<String> {
        let Ok(Some(Contents::Bytes(html))) = site.render(&format!("{url}index.html")) else {
            panic!("there is no {url}")
        };
        let html = String::from_utf8(html).unwrap();
        let names = html.split("<a class=\"name\" href=\"").skip(1);
        names.map(|rest| rest.split(['>', '<']).nth(1).unwrap().to_owned()).collect()
    }

    #[test]
    fn a_small_index_has_a_page_for_each_order() {
        let site = site(&tags(20, 't'));
        let by_count = linked(&site, "tags/");
        assert_eq!((by_count.len(), by_count[0].as_str(), by_count[1].as_str()), (20, "t007", "t000"));
        assert_eq!(linked(&site, "tags/by/name/"), tags(20, 't'));
    }

    #[test]
    fn a_large_index_is_cut_by_letters_and_a_large_letter_into_pages() {
        let site = site(&[tags(MOST + 1, 't'), tags(2, 'b')].concat());
        assert_eq!(linked(&site, "tags/").len(), MOST);
        assert_eq!(linked(&site, "tags/by/name/"), Vec::<String>::new());
        assert_eq!(linked(&site, "tags/by/name/b/"), ["b000", "b001"]);
        assert_eq!(linked(&site, "tags/by/name/t/").len(), MOST);
        assert_eq!(linked(&site, "tags/by/name/t/page/2/"), ["t200"]);
    }
}
