//! A term: what its incidents come to, and their list, on one page or several.

use serde::Serialize;

use super::feed::{self, FeedLinks};
use super::{Made, PageType};
use crate::archive::lessons;
use crate::archive::taxonomy::{Taxonomies, Taxonomy, Term};
use crate::site::Site;
use crate::site::routes::{Parts, Routes, file_of};
use crate::site::view::card::ListedCard;
use crate::site::view::company::{self, CompanyView};
use crate::site::view::learned::{self, FixView, LessonView, OpenActionsView};
use crate::site::view::nav;
use crate::site::view::pager::{self, Pager};
use crate::site::view::pattern::{self, PatternView};
use crate::site::view::periods::{self, PeriodsView, Unit};
use crate::site::view::reach::{self, ReachView};
use crate::site::view::taxonomy::{self, TaxonomyView, TermView};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermPage {
    taxonomy: Taxonomy,
    slug: String,
    /// 1-based.
    page: usize,
}

#[derive(Debug, Serialize)]
struct View {
    taxonomy: TaxonomyView,
    term: TermView,
    /// Of a cause or a trigger that the vocabulary has.
    pattern: Option<PatternView>,
    /// On the first page only.
    overview: Option<Overview>,
    cards: Vec<ListedCard>,
    pager: Pager,
    feeds: Option<FeedLinks>,
}

/// What the incidents come to.
#[derive(Debug, Serialize)]
struct Overview {
    periods: PeriodsView,
    company: Vec<CompanyView>,
    fixes: Vec<FixView>,
    /// What teams recorded of a cause or a trigger.
    reach: Vec<ReachView>,
    lessons: Vec<LessonView>,
    open_actions: OpenActionsView,
    /// The pages with further lessons, of the term where it is a theme of lessons, and with all actions, if the site has them.
    lessons_url: Option<String>,
    actions_url: Option<String>,
}

impl PageType for TermPage {
    const LISTED: bool = true;

    fn reserves(url: &str, taxonomies: &Taxonomies) -> bool {
        Taxonomy::ALL.into_iter().any(|taxonomy| {
            let rest = url.strip_prefix(taxonomy::index_url(taxonomy)).and_then(|rest| rest.split_once('/'));
            rest.is_some_and(|(slug, page)| {
                taxonomies.terms(taxonomy).contains_key(slug) && pager::is_page_of("", page)
            })
        })
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        for taxonomy in Taxonomy::ALL {
            for term in parts.archive.taxonomies.terms(taxonomy) {
                for page in 1..=pager::page_count(term.members.len(), parts.config.page_size) {
                    let url = pager::page_url(&taxonomy::term_url(taxonomy, &term.slug), page);
                    routes.add(&url, Self { taxonomy, slug: term.slug.clone(), page });
                }
            }
        }
    }

    fn made(&self, site: &Site) -> Made {
        let Self { taxonomy, slug, page } = self;
        let Some(term) = site.archive.taxonomies.terms(*taxonomy).get(slug) else {
            return Made::Bytes(Vec::new());
        };
        let base = taxonomy::term_url(*taxonomy, slug);
        let view = View {
            taxonomy: taxonomy::taxonomy(*taxonomy),
            term: taxonomy::term(&site.archive, *taxonomy, term),
            overview: (*page == 1).then(|| overview(site, *taxonomy, term)),
            pattern: pattern::pattern(&site.archive, *taxonomy, term),
            cards: cards(site, *taxonomy, term, *page),
            pager: pager::pager(&base, *page, term.members.len(), site.config.page_size),
            feeds: feed::links(site, *taxonomy, slug, term),
        };
        let url = pager::page_url(&base, *page);
        Made::Template("term.html", site.layout(&url, nav::section_of(*taxonomy)).with(&view))
    }
}

/// The cards on a page of the list of `term`: those that belong to it through a narrower pattern are marked.
fn cards(site: &Site, taxonomy: Taxonomy, term: &Term, page: usize) -> Vec<ListedCard> {
    let archive = &site.archive;
    let shown = term.members.chunks(site.config.page_size).nth(page - 1).unwrap_or_default();
    let card = |&member: &usize| {
        let postmortem = &archive.postmortems[member];
        let through = archive.taxonomies.through(taxonomy, term, postmortem);
        if through.is_empty() {
            return site.card(member);
        }
        let links = through.into_iter().map(|narrower| taxonomy::link(taxonomy, narrower)).collect();
        ListedCard::through(archive, postmortem, links)
    };
    match archive.taxonomies.patterns.of(taxonomy) {
        Some(_) => shown.iter().map(card).collect(),
        None => site.cards(shown),
    }
}

/// What the incidents of `term` come to. The time grows with their number, once.
fn overview(site: &Site, taxonomy: Taxonomy, term: &Term) -> Overview {
    let (archive, members) = (&site.archive, &term.members);
    let briefs: Vec<_> = members.iter().map(|&member| site.brief(member)).collect();
    let unit = if taxonomy == Taxonomy::Years { Unit::Month } else { Unit::Year };
    let page = |url: String| site.pages.contains_key(&file_of(&url)).then_some(url);
    let theme = lessons::is_subject(taxonomy).then(|| page(format!("lessons/{}/", term.slug))).flatten();
    Overview {
        periods: periods::periods(archive, members, unit),
        company: company::company(archive, (taxonomy, term), briefs.iter().map(|brief| &brief.companions)),
        fixes: learned::fixes(archive, members, |member| site.resolution(member)),
        reach: reach::of_pattern(site, taxonomy, term),
        lessons: learned::lessons(archive, members),
        open_actions: learned::open_actions(
            archive,
            members,
            briefs.iter().map(|brief| &*brief.open_actions),
        ),
        lessons_url: theme.or_else(|| page("lessons/".to_owned())),
        actions_url: page("actions/".to_owned()),
    }
}
