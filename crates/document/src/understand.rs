//! Runs all readers on the body of a document, and assembles the [`Document`].

use std::borrow::Cow;
use std::ops::Range;

use crate::class;
use crate::document::Document;
use crate::front_matter::source_text::SourceText;
use crate::keys::Key;
use crate::lexicon::fields::Field;
use crate::markdown::blocks::{BlockKind, Blocks};
use crate::markdown::definitions;
use crate::model::{
    Actions, Class, Fact, Facts, FrontMatter, Lesson, Measure, Milestones, Origin, Outline, Section,
    Timeline, Why,
};
use crate::readers::facts::days::Days;
use crate::readers::facts::{Evidence, byline, infer_kind, undertakings};
use crate::readers::impact::{self, outage};
use crate::readers::{actions, lessons, milestones, timeline, whys};
use crate::structure::body::Body;
use crate::structure::html_heading::html_heading;
use crate::structure::line_label::label;
use crate::structure::plain_outline;
use crate::structure::section_index::SectionIndex;
use crate::structure::time_context::TimeContext;
use crate::structure::vocabulary::Vocabulary;
use crate::structure::{labels, sections};
use retold_times::Moment;

/// Reads the body of `source` with the words of `vocabulary`.
pub fn understand(source: SourceText, vocabulary: &Vocabulary) -> Document {
    let markdown = definitions::behind(&source.text[source.body.clone()], &source.definitions);
    let mut blocks = Blocks::read_defined(source.body.start, source.body.end, &markdown);
    // Places are those of the file, and text behind the body belongs to another incident.
    let text = &source.text[..blocks.unread.unwrap_or(source.body.end)];
    plain_outline::cut(text, &mut blocks, &vocabulary.sections);
    let outline = Outline::of(text, &blocks, &vocabulary.sections);
    let sections = find_sections(text, &blocks, &outline, vocabulary);
    let title_heading = title_heading(&source.front_matter, &outline);
    let labels = labels::read(text, &blocks, &vocabulary.sections, &outline.headings);
    let evidence = Evidence {
        path: &source.path,
        front_matter: &source.front_matter,
        outline: &outline,
        title_heading,
        labels: &labels,
        key_places: &source.key_places,
        first_line: title_line(text, &blocks, &outline)
            .filter(|(line, _)| vocabulary.sections.kind_of_title(line).is_none()),
    };
    let mut facts = Facts::gather(&evidence);
    let byline = byline::read(text, &blocks);
    let days = Days::of(&evidence, facts.title.as_ref(), day_of_part(&source, &outline), byline, text);
    let body = Body {
        text,
        blocks: &blocks,
        sections: &sections,
        index: &SectionIndex::new(&sections, &blocks),
        times: &TimeContext::new(text, &blocks, &sections, days.known()),
        vocabulary,
    };
    let timeline = timeline::read(&body);
    let milestones::Found { mut milestones, candidates: mut milestone_candidates, length } =
        milestones::read(&source.front_matter, &source.key_places, &body, &timeline);
    let opening = opening(text, &blocks, &outline);
    (facts.happened, facts.published) = days.resolve(text, &milestones, &timeline, &opening);
    if facts.duration.is_none() {
        facts.duration = outage::read(&body, facts.title.as_ref(), &milestones).or(length);
    }
    if facts.kind.is_none() {
        let main = outline.headings.iter().find(|heading| heading.level == 1);
        facts.kind = infer_kind::of(&source.path, facts.title.as_ref(), main, &facts.tags, &labels)
            .or_else(|| undertakings::of(&source.path, &facts, &body, &timeline));
    }
    let class = find_class(&source, facts.title.as_ref(), &body, &outline, &timeline);
    // The times of many incidents are of none of them.
    if class.class == Class::Collection && milestones::are_of_many(&milestone_candidates) {
        (milestones, milestone_candidates) = (Milestones::default(), Vec::new());
        facts.duration = facts.duration.filter(|duration| duration.origin == Origin::FrontMatter);
    }
    let read = if reports_nothing(class.class) {
        facts.keep_stated(class.class);
        Read::default()
    } else {
        Read {
            timeline,
            milestones,
            actions: find_actions(&source, &body),
            whys: whys::read(&body),
            lessons: lessons::read(&body),
            impact: impact::read(&body),
        }
    };
    let Read { timeline, milestones, actions, whys, lessons, impact } = read;
    let (links, has_html) = (std::mem::take(&mut blocks.links), blocks.has_html);
    Document {
        body_start: source.body.start,
        body_end: source.body.end,
        unread: blocks.unread,
        path: source.path,
        name: source.name,
        text: source.text,
        first_line: source.first_line,
        definitions: source.definitions,
        front_matter: source.front_matter,
        key_places: source.key_places,
        outline,
        links,
        has_html,
        sections,
        facts,
        timeline,
        milestones,
        milestone_candidates,
        actions,
        whys,
        lessons,
        impact,
        class: class.class,
        class_origin: class.origin,
        class_span: class.span,
        part: source.part.map(|part| part.name),
        title_heading,
    }
}

/// What is read of the incident itself.
#[derive(Default)]
struct Read {
    timeline: Timeline,
    milestones: Milestones,
    actions: Actions,
    whys: Vec<Why>,
    lessons: Vec<Lesson>,
    impact: Vec<Measure>,
}

/// Whether a file of this class reports no incident, and what looks like facts are examples, or those of other files.
fn reports_nothing(class: Class) -> bool {
    matches!(class, Class::Index | Class::Readme | Class::Template | Class::Page | Class::Empty)
}

/// The sections; the outline has the kinds of the headings.
fn find_sections(text: &str, blocks: &Blocks, outline: &Outline, vocabulary: &Vocabulary) -> Vec<Section> {
    let mut headings = outline.headings.iter().peekable();
    sections::find_with(text, blocks, &vocabulary.sections, |index| {
        while headings.next_if(|heading| heading.block < index).is_some() {}
        headings.peek().filter(|heading| heading.block == index)?.section
    })
}

/// The day in the heading of an incident of a split file.
fn day_of_part(source: &SourceText, outline: &Outline) -> Option<Fact<Moment>> {
    let date = source.part.as_ref()?.date?;
    let span = outline.headings.first()?.span.clone();
    Some(Fact::new(Moment { date, time: None, offset: None }, Origin::Heading, span))
}

/// The places of the first words: the intro of the outline, else the first paragraphs, which may be short.
fn opening<'a>(text: &str, blocks: &Blocks, outline: &'a Outline) -> Cow<'a, [Range<usize>]> {
    if !outline.intro.is_empty() {
        return Cow::Borrowed(&outline.intro);
    }
    let top = blocks.outermost(0..blocks.all().len());
    let paragraphs = top.filter(|&index| blocks.kind(index) == BlockKind::Paragraph).take(2);
    // `At 14:05 …` has no label.
    let is_name = |name: &str| !name.ends_with(|c: char| c.is_ascii_digit());
    let is_label = |index: usize| {
        blocks.lines(text, index).first().and_then(label).is_some_and(|label| is_name(label.name))
    };
    paragraphs.filter(|&index| !is_label(index)).map(|index| blocks.span(index)).collect()
}

/// The class of the document, by the first evidence in this order: a key of the front matter, that it is an incident
/// of a split file, its timeline, everything else.
fn find_class(
    source: &SourceText,
    title: Option<&Fact<String>>,
    body: &Body<'_>,
    outline: &Outline,
    timeline: &Timeline,
) -> class::Found {
    let SourceText { path, front_matter, key_places, part, .. } = source;
    let is_split = part.is_none() && front_matter.is_split(path, &body.vocabulary.split);
    // A kind is stated on purpose; a severity may be that of a form.
    let is_form = || front_matter.kind.is_none() && class::is_form(path, title, body, outline);
    if let Some(key) = key_of_incidents(front_matter).filter(|_| !is_split && !is_form()) {
        return class::Found::new(Class::Incident, Origin::FrontMatter, key_places.get(&key).cloned());
    }
    if front_matter.extra.contains_key("listing") {
        return class::Found::new(Class::Index, Origin::FrontMatter, None);
    }
    if part.is_some() {
        let heading = outline.headings.first().map(|heading| heading.span.clone());
        return class::Found::new(Class::Incident, Origin::Heading, heading);
    }
    let name = title.map(|title| title.value.as_str());
    class::evident_report(path, name, timeline, body.sections)
        .unwrap_or_else(|| class::of(path, title, body, outline))
}

/// The actions of the body. A list of them in the front matter is complete: the body has the same actions in other
/// words.
fn find_actions(source: &SourceText, body: &Body<'_>) -> Actions {
    let mut actions = actions::read(body);
    let listed = &source.front_matter.actions;
    if !listed.is_empty() {
        let span = source.key_places.get(&Key::Actions).cloned().unwrap_or_default();
        let tickets = &body.vocabulary.tickets;
        actions.items = listed.iter().map(|action| action.found(span.clone(), tickets)).collect();
    }
    actions
}

/// The key of the front matter that only the report of an incident has.
fn key_of_incidents(front_matter: &FrontMatter) -> Option<Key> {
    let keys = [
        (Key::Kind, front_matter.kind.is_some()),
        (Key::Severity, front_matter.severity.is_some()),
        (Key::Started, front_matter.started.is_some()),
    ];
    keys.into_iter().find_map(|(key, is_given)| is_given.then_some(key))
}

/// The heading that is the document's title: the first one, if it is at the top and names no section. An index into the
/// headings of `outline`.
fn title_heading(front_matter: &FrontMatter, outline: &Outline) -> Option<usize> {
    let first = outline.headings.first()?;
    match &front_matter.title {
        // The page shows the title once, whether the heading repeats it or puts it differently.
        Some(title) => {
            let repeats = |text: &str| text.trim().eq_ignore_ascii_case(title.trim());
            let main =
                outline.headings.iter().position(|heading| heading.level == 1 && repeats(&heading.text));
            repeats(&first.text).then_some(0).or(main)
        }
        None => {
            let index = outline.headings.iter().position(|heading| heading.level == 1).unwrap_or(0);
            // `# Title:` with the title in the heading below it.
            if outline.headings[index].text.trim_end_matches([':', ' ']).eq_ignore_ascii_case("title")
                && let Some(next) = outline.headings.get(index + 1)
            {
                let follows = next.block == outline.headings[index].block + 1;
                return (follows && next.section.is_none() && !next.text.is_empty()).then_some(index + 1);
            }
            let heading = &outline.headings[index];
            let is_title = heading.section.is_none() && !heading.text.is_empty();
            (is_title && (heading.level == 1 || index == 0 && heading.block == 0)).then_some(index)
        }
    }
}

/// The first line of a body without a heading, if it is short, a paragraph of its own and no sentence; above headings
/// of lower levels, only if it is in bold.
fn title_line(text: &str, blocks: &Blocks, outline: &Outline) -> Option<(String, Range<usize>)> {
    let first = blocks.all().first()?;
    if outline.headings.iter().any(|heading| heading.level == 1) {
        return None;
    }
    if first.kind == BlockKind::Html {
        // `<h1 align="center">Pumps stood still</h1>`
        let (level, title) = html_heading(&text[first.span()])?;
        return (level == 1).then(|| (title.trim().to_owned(), first.span()));
    }
    if first.kind != BlockKind::Paragraph {
        return None;
    }
    let lines = blocks.lines(text, 0);
    let [line] = lines else { return None };
    if !outline.headings.is_empty() && line.bold < line.text.len() {
        return None;
    }
    let words = line.text.split_whitespace().count();
    let is_title = (2..=14).contains(&words)
        && line.text.len() <= 120
        && !line.text.ends_with(['.', ':', '。', '：', ','])
        && !line.text.contains("://")
        && label(line).is_none_or(|label| Field::of(label.name).is_none());
    is_title.then(|| (line.text.clone(), line.span.clone()))
}
