//! The page of a postmortem.

use jiff::civil::Date;
use serde::Serialize;

use super::{Made, PageType, markdown};
use crate::archive::links::{Target, encode_path};
use crate::archive::taxonomy::Taxonomy;
use crate::archive::{Archive, ArchivedDocument, duration};
use crate::site::Site;
use crate::site::routes::{Parts, Routes, root_of};
use crate::site::view::actions::{self, ActionCountView, ActionView};
use crate::site::view::body::{self, BodyView, PieceView};
use crate::site::view::card::{Card, ListedCard, card};
use crate::site::view::chain::{self, LeftOpen};
use crate::site::view::glance::{self, FigureView, LessonCountView, WhysView};
use crate::site::view::ids::Ids;
use crate::site::view::images;
use crate::site::view::language;
use crate::site::view::milestones::{self, MilestoneView};
use crate::site::view::phases::{self, AxisView, PhaseView};
use crate::site::view::reach::{self, ReachView};
use crate::site::view::similar::SimilarView;
use crate::site::view::taxonomy::{TermLink, link, term_link};
use crate::site::view::text;
use crate::site::view::timeline::TimelineView;
use retold_document::html::{self, Piece};
use retold_document::model::{Class, SectionKind, values};

/// Most postmortems that a page names because they link to it.
const MOST_BACKLINKS: usize = 12;

/// The page of a postmortem, by its index in the archive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PostmortemPage(usize);

#[derive(Debug, Serialize)]
pub struct View {
    post: PostView,
}

/// The document of the page; it has the fields of a card, too.
#[derive(Debug, Serialize)]
struct PostView {
    #[serde(flatten)]
    card: Card,
    id: Option<String>,
    /// The language that the author names, where it may differ from that of the site, and the direction of its script.
    language: Option<String>,
    direction: Option<&'static str>,
    /// Whether no list has it.
    unlisted: bool,
    updated: Option<String>,
    updated_text: Option<String>,
    authors: Vec<String>,
    milestones: Vec<MilestoneView>,
    /// Whether any milestone has a time since the start.
    has_offset: bool,
    /// Whether any milestone was read from the timeline.
    has_basis: bool,
    phases: Vec<PhaseView>,
    /// The axis below the phases.
    axis: Option<AxisView>,
    /// None where no timeline is drawn.
    timeline: Option<TimelineView>,
    /// Of the impact, in the text.
    figures: Vec<FigureView>,
    whys: Option<WhysView>,
    lesson_counts: Vec<LessonCountView>,
    impact: Option<String>,
    trigger: Option<FactorView>,
    causes: Vec<FactorView>,
    signatures: Vec<String>,
    detection_method: Option<String>,
    lessons: Vec<String>,
    /// None where there are no actions.
    action_count: Option<ActionCountView>,
    /// Those that no section of the body has.
    actions: Vec<ActionView>,
    /// The text; headings start at level 2 and have ids.
    pieces: Vec<PieceView>,
    toc: Vec<TocEntry>,
    sources: Vec<SourceLink>,
    #[serde(flatten)]
    neighbours: Neighbours,
    /// The postmortems whose text links to this one; those that are named for another reason are left out.
    linked_from: Vec<ListedCard>,
    /// How many more there are.
    linked_from_more: usize,
    /// The source file, relative to the content folder.
    path: String,
    /// Where it can be edited.
    edit_url: Option<String>,
    /// The page as Markdown.
    markdown: Option<String>,
}

/// Cards of the documents around one.
#[derive(Debug, Default, Serialize)]
pub struct Neighbours {
    /// The incidents that this one repeats, those that repeat it, and related ones.
    earlier: Vec<ListedCard>,
    later: Vec<ListedCard>,
    /// Actions of the incidents before it in its chain that were open on its day.
    left_open: Vec<LeftOpen>,
    related: Vec<ListedCard>,
    /// Those that nobody linked.
    similar: SimilarView,
    /// What teams recorded of whether it applies to them.
    reach: Vec<ReachView>,
    /// The next older document, and the next newer one.
    previous: Option<ListedCard>,
    next: Option<ListedCard>,
    /// Those of the same service.
    in_service: Option<ServiceNeighbours>,
}

/// A cause or a trigger.
#[derive(Debug, PartialEq, Serialize)]
struct FactorView {
    label: String,
    /// Its page, if it has one.
    url: Option<String>,
}

/// The documents beside one among those of a service.
#[derive(Debug, Serialize)]
struct ServiceNeighbours {
    service: TermLink,
    previous: Option<ListedCard>,
    next: Option<ListedCard>,
}

#[derive(Debug, Serialize)]
struct TocEntry {
    id: String,
    title: String,
    /// Level of the heading in the page.
    level: u8,
}

#[derive(Debug, Serialize)]
struct SourceLink {
    url: String,
    /// The host.
    label: String,
}

impl PageType for PostmortemPage {
    const LISTED: bool = true;

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        for (index, postmortem) in parts.archive.postmortems.iter().enumerate() {
            routes.add(&postmortem.url, Self(index));
        }
    }

    fn document<'a>(&self, archive: &'a Archive) -> Option<&'a ArchivedDocument> {
        archive.postmortems.get(self.0)
    }

    fn made(&self, site: &Site) -> Made {
        let postmortem = &site.archive.postmortems[self.0];
        let mut backlinks = site.backlinks(self.0);
        let is_named = |at: &usize| {
            [&postmortem.earlier, &postmortem.later, &postmortem.related]
                .iter()
                .any(|named| named.contains(at))
        };
        backlinks.retain(|at| !is_named(at));
        let neighbour =
            |at: Option<usize>| at.filter(|&at| at < site.archive.postmortems.len()).map(|at| site.card(at));
        let neighbours = Neighbours {
            earlier: site.cards(&postmortem.earlier),
            later: site.cards(&postmortem.later),
            left_open: chain::left_open_before(site, self.0),
            related: site.cards(&postmortem.related),
            similar: SimilarView::new(site, self.0),
            reach: reach::of_incident(site, self.0),
            previous: neighbour(self.0.checked_add(1)),
            next: neighbour(self.0.checked_sub(1)),
            in_service: in_service(site, self.0),
        };
        let mut view = View::new(site, postmortem, neighbours);
        view.post.linked_from = site.cards(backlinks.iter().take(MOST_BACKLINKS));
        view.post.linked_from_more = backlinks.len().saturating_sub(MOST_BACKLINKS);
        Made::Template("postmortem.html", site.layout(&postmortem.url, "").with(&view))
    }

    fn modified(&self, site: &Site) -> Option<Date> {
        let postmortem = &site.archive.postmortems[self.0];
        postmortem.document.facts.updated.as_ref().map(|fact| fact.value.date).or(postmortem.report_day())
    }
}

impl View {
    pub fn new(site: &Site, archived: &ArchivedDocument, neighbours: Neighbours) -> Self {
        let (archive, document) = (&site.archive, &archived.document);
        let edit_url = site.config.edit_url.replace("{path}", &encode_path(&document.path));
        let (written, facts) = (&document.front_matter, &document.facts);
        // What a section of the body says is not said twice.
        let has_section = |kind| document.sections.iter().any(|section| section.kind == kind);
        // Those of a file of many incidents would be about none of them.
        let is_one = document.class != Class::Collection;
        let mut milestones = if is_one { milestones::milestones(document) } else { Vec::new() };
        let mut between = if is_one { document.milestones.phases() } else { Vec::new() };
        if duration::contradicts(document) {
            between.clear();
            milestones.iter_mut().for_each(|milestone| milestone.offset = None);
        }
        let (phases, axis) = phases::view(&between);
        let mut ids = Ids::of(document);
        let BodyView { pieces, timeline } = body::view(archived, pieces(site, archived), between, &mut ids);
        let mut card = card(archive, archived);
        // A lead taken from the body is on the page already.
        card.summary.clone_from(&written.summary);
        let language = language::of(document);
        let post = PostView {
            id: archived.id.clone(),
            direction: language.as_deref().map(language::direction),
            language,
            unlisted: written.holding.is_unlisted,
            updated: facts.updated.as_ref().map(|fact| fact.value.iso()),
            updated_text: facts.updated.as_ref().map(|fact| text::date(fact.value.date)),
            authors: values(&facts.authors),
            has_offset: milestones.iter().any(|milestone| milestone.offset.is_some()),
            has_basis: milestones.iter().any(|milestone| milestone.basis.is_some()),
            milestones,
            phases,
            axis,
            timeline,
            figures: if is_one {
                glance::figures(document, card.duration_text.is_some())
            } else {
                Vec::new()
            },
            whys: glance::whys(document).filter(|_| is_one),
            lesson_counts: if is_one { glance::lessons(document) } else { Vec::new() },
            card,
            impact: written.impact.clone().filter(|_| !has_section(SectionKind::Impact)),
            trigger: written.trigger.as_deref().map(|trigger| factor(archive, Taxonomy::Triggers, trigger)),
            causes: causes(archive, &written.causes),
            signatures: written.signatures.clone(),
            detection_method: facts.detection_method.as_ref().map(|fact| fact.value.clone()),
            lessons: if has_section(SectionKind::Lessons) { Vec::new() } else { written.lessons.clone() },
            action_count: actions::count(document).filter(|_| is_one),
            actions: actions::actions(archived, &mut ids),
            pieces,
            toc: toc(archived),
            sources: written.sources.iter().filter_map(|url| source(url)).collect(),
            neighbours,
            linked_from: Vec::new(),
            linked_from_more: 0,
            path: document.path.clone(),
            edit_url: Some(edit_url).filter(|address| !address.is_empty()),
            markdown: Some(markdown::url_of(archived)).filter(|url| site.pages.contains_key(url)),
        };
        Self { post }
    }
}

/// The body as HTML, its links resolved.
fn pieces(site: &Site, archived: &ArchivedDocument) -> Vec<Piece> {
    let root = root_of(&archived.url);
    let resolve = |destination: &str| address(&site.archive, archived, destination);
    let mut pieces = html::pieces(&archived.document, &resolve, &site.archive.tickets);
    let prepare = |html: &mut String| *html = images::prepared(std::mem::take(html), &root, &site.images);
    pieces.iter_mut().for_each(|piece| piece.each_html(prepare));
    pieces
}

/// The address on the page of `archived` for a destination in its text; none if that stays as it is.
pub fn address(archive: &Archive, archived: &ArchivedDocument, destination: &str) -> Option<String> {
    match archive.links.target(&archived.document, destination) {
        Target::Page(url) | Target::Attachment(url, _) => Some(format!("{}{url}", root_of(&archived.url))),
        Target::Elsewhere | Target::Missing => None,
    }
}

/// A cause or trigger in the author's words; a name such as `untested-failover` reads as the page of its term does.
fn factor(archive: &Archive, taxonomy: Taxonomy, label: &str) -> FactorView {
    let term = archive.taxonomies.term(taxonomy, label);
    let is_name = !label.contains(char::is_whitespace);
    FactorView {
        label: term.filter(|_| is_name).map_or(label, |term| &term.label).to_owned(),
        url: term.map(|term| link(taxonomy, term).url),
    }
}

/// The causes in the order of the author, each once: two names of one pattern read alike.
fn causes(archive: &Archive, written: &[String]) -> Vec<FactorView> {
    let mut causes: Vec<FactorView> = Vec::new();
    for cause in written.iter().map(|cause| factor(archive, Taxonomy::Causes, cause)) {
        if !causes.contains(&cause) {
            causes.push(cause);
        }
    }
    causes
}

/// The documents beside that of `index` in the first of its services that has others.
fn in_service(site: &Site, index: usize) -> Option<ServiceNeighbours> {
    let services = &site.archive.postmortems[index].document.facts.services;
    services.iter().find_map(|service| {
        let term = site.archive.taxonomies.term(Taxonomy::Services, &service.value)?;
        let at = term.members.binary_search(&index).ok()?;
        let card = |at: Option<usize>| Some(site.card(*term.members.get(at?)?));
        let (previous, next) = (card(at.checked_add(1)), card(at.checked_sub(1)));
        (previous.is_some() || next.is_some()).then(|| ServiceNeighbours {
            service: term_link(&site.archive, Taxonomy::Services, &service.value),
            previous,
            next,
        })
    })
}

/// Headings of the two upper levels in the page; deeper ones make a table of contents unreadable.
fn toc(archived: &ArchivedDocument) -> Vec<TocEntry> {
    let document = &archived.document;
    let shift = html::shifts_headings(document);
    document
        .outline
        .headings
        .iter()
        .enumerate()
        .filter(|(index, _)| document.title_heading != Some(*index))
        .map(|(_, heading)| TocEntry {
            id: heading.id.clone(),
            title: heading.text.clone(),
            level: (heading.level + u8::from(shift)).clamp(2, 6),
        })
        .filter(|entry| entry.level <= 3 && !entry.title.is_empty())
        .collect()
}

fn source(url: &str) -> Option<SourceLink> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    Some(SourceLink { url: url.to_owned(), label: host.strip_prefix("www.").unwrap_or(host).to_owned() })
}
