//! Milestones that labels and sentences state: `Incident declared: 2021-03-04 10:05`, `unavailable from 20:18 until
//! 03:45`.

mod labels;
mod sentences;

use jiff::SignedDuration;
use jiff::civil::Date;
use retold_times::{Moment, Stamp, Zone};

use crate::markdown::blocks::{BlockKind, Line};
use crate::markdown::fences::is_fence;
use crate::model::{Fact, Milestone, SectionKind};
use crate::readers::milestones::choose::{Candidates, Source};
use crate::structure::body::Body;

/// How many blocks at the start of a document introduce the incident.
const INTRO_BLOCKS: usize = 40;

/// The rule for a date of the incident with a time of day, most likely that of its start.
const DATE: &str = "date with a time of day";

/// How many blocks may have labels.
const MAX_LABELLED_BLOCKS: usize = 1200;

/// Adds what labels and the sentences of the summary, the impact and the introduction of `body` state to `candidates`, each in
/// the order of the text.
pub fn add(candidates: &mut Candidates, body: &Body<'_>) -> Vec<Fact<SignedDuration>> {
    let mut reader = Reader {
        body,
        day: body.times.incident_date(),
        zone: body.times.stated_zone().cloned(),
        candidates,
        sentences: Vec::new(),
        has_date: false,
        lengths: Vec::new(),
    };
    reader.read();
    let (sentences, lengths) = (reader.sentences, reader.lengths);
    for Statement { milestone, fact, rule } in sentences {
        candidates.add(Source::Sentence, milestone, fact, rule);
    }
    lengths
}

/// A milestone that a sentence states.
#[derive(Debug, Clone)]
struct Statement {
    milestone: Milestone,
    fact: Fact<Moment>,
    rule: &'static str,
}

struct Reader<'a> {
    body: &'a Body<'a>,
    day: Option<Date>,
    zone: Option<Zone>,
    candidates: &'a mut Candidates,
    sentences: Vec<Statement>,
    /// Whether a label gave the date of the incident with a time of day.
    has_date: bool,
    /// The lengths of the ranges of times that labels and sentences give for the incident.
    lengths: Vec<Fact<SignedDuration>>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let blocks = self.body.blocks;
        let count = blocks.all().len();
        let intro = 0..count.min(INTRO_BLOCKS);
        let mut list_end = 0;
        for index in 0..count.min(MAX_LABELLED_BLOCKS) {
            let sections = || self.body.index.enclosing(index).map(|section| section.kind);
            match blocks.kind(index) {
                BlockKind::Paragraph => {
                    let span = blocks.span(index);
                    let Some(written) = self.body.text.get(span) else { continue };
                    if !written.bytes().any(|byte| byte.is_ascii_digit()) {
                        continue;
                    }
                    let inside = sections().filter(|&kind| is_excluded(kind)).last();
                    let mut lines: &[Line] = &[];
                    if inside.is_none_or(|kind| kind == SectionKind::Timeline) {
                        lines = blocks.lines(self.body.text, index);
                        for line in lines {
                            self.line(line);
                        }
                    }
                    let is_narrative = intro.contains(&index) || sections().any(is_narrative);
                    if inside == Some(SectionKind::Timeline) {
                        self.dated_start(index);
                        if index >= list_end {
                            self.range_beside_entries(index);
                        }
                    }
                    if inside.is_none() && is_narrative {
                        for line in lines {
                            self.extent(&line.text, line.span.clone());
                        }
                        self.paragraph(index, true);
                    } else if inside == Some(SectionKind::Causes) {
                        self.paragraph(index, false);
                    }
                }
                BlockKind::Heading(_) if index < INTRO_BLOCKS => {
                    self.extent(blocks.text(self.body.text, index), blocks.span(index));
                    self.paragraph(index, true);
                }
                // Indented lines of text are code in Markdown.
                BlockKind::Code if intro.contains(&index) => {
                    let span = blocks.span(index);
                    if let Some(text) = self.body.text.get(span.clone()).filter(|text| !is_fence(text)) {
                        for line in text.lines().take(INTRO_BLOCKS) {
                            self.extent(line, span.clone());
                        }
                    } else if sections().any(is_narrative) {
                        self.fenced(span);
                    }
                }
                BlockKind::HeadRow => {
                    self.row(index);
                    self.columns(index);
                }
                BlockKind::Row => self.row(index),
                BlockKind::List { .. } => list_end = list_end.max(blocks.end(index)),
                _ => {}
            }
        }
    }

    fn moment(&self, stamp: &Stamp, near: Option<Date>, zone: Option<&Zone>) -> Option<Moment> {
        moment_of(stamp, near.or(self.day), stamp.zone.as_ref().or(zone).or(self.zone.as_ref()))
    }
}

/// Whether a section is about the incident as a whole.
fn is_narrative(kind: SectionKind) -> bool {
    matches!(kind, SectionKind::Summary | SectionKind::Impact | SectionKind::Facts)
}

/// Whether a section is about other times than those of the incident, or has a reader of its own.
fn is_excluded(kind: SectionKind) -> bool {
    matches!(
        kind,
        SectionKind::Timeline
            | SectionKind::Actions
            | SectionKind::Lessons
            | SectionKind::WentWell
            | SectionKind::CouldImprove
            | SectionKind::GotLucky
            | SectionKind::Appendix
            | SectionKind::Related
            | SectionKind::FiveWhys
            | SectionKind::Causes
            | SectionKind::Background
            | SectionKind::Questions
    )
}

fn moment_of(stamp: &Stamp, near: Option<Date>, zone: Option<&Zone>) -> Option<Moment> {
    let date = match stamp.date {
        Some(written) => written.resolve(near)?,
        None => near.filter(|_| stamp.time.is_some())?,
    };
    let zone = stamp.zone.as_ref().or(zone);
    let offset = stamp.time.and_then(|time| zone?.offset_at(date.to_datetime(time)));
    Some(Moment { date, time: stamp.time, offset })
}

#[cfg(test)]
mod testing {
    use crate::readers::milestones::choose::Candidates;
    use crate::structure::testing::read_body;

    /// The milestones of `text`, each with its time.
    pub fn found(text: &str) -> Vec<String> {
        let stated = read_body(text, |body| {
            let mut candidates = Candidates::default();
            super::add(&mut candidates, body);
            candidates.all
        });
        let mut found: Vec<String> = Vec::new();
        for candidate in stated.iter().filter(|candidate| candidate.rule != super::DATE) {
            let milestone = format!("{} {}", candidate.milestone.name(), candidate.fact.value.iso());
            if !found.contains(&milestone) {
                found.push(milestone);
            }
        }
        found
    }
}
