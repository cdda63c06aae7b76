//! What was understood of a document, as data: each fact with the place that it came from.

use jiff::SignedDuration;
use jiff::civil::Date;
use serde::Serialize;

use retold_document::Document;
use retold_document::model::{ActionStatus, deadline};
use retold_document::model::{Fact, Origin};
use retold_document::model::{LessonKind, MeasureKind};
use retold_document::model::{Marker, SectionKind};
use retold_document::model::{Milestone, PhaseKind};
use retold_times::durations::write_duration;

/// A document, understood. Lines are 1-based and those of the file; none for what the path says.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentReport {
    pub file: String,
    /// `incident`, or what else it is.
    pub class: &'static str,
    /// What shows the class; none where nothing does, as a file is a report in doubt.
    pub class_origin: Option<Origin>,
    pub class_line: Option<usize>,
    /// The name in the address of an incident among many of one file.
    pub part: Option<String>,
    pub facts: Vec<FactReport>,
    pub milestones: Vec<MilestoneReport>,
    pub phases: Vec<PhaseReport>,
    /// The zone that is stated for the timeline.
    pub zone: Option<String>,
    pub timeline: Vec<EntryReport>,
    pub whys: Vec<WhyReport>,
    pub actions: Vec<ActionReport>,
    /// Why there are no actions, where that is said.
    pub no_actions_because: Option<String>,
    pub lessons: Vec<LessonReport>,
    pub impact: Vec<MeasureReport>,
    pub sections: Vec<SectionReport>,
}

/// A single value, or one of several.
#[derive(Debug, Clone, Serialize)]
pub struct FactReport {
    pub name: &'static str,
    pub value: String,
    pub origin: Origin,
    pub line: Option<usize>,
}

#[derive(Debug, Clone, Serialize)]
pub struct MilestoneReport {
    pub milestone: Milestone,
    /// RFC 3339, as far as it is known.
    pub at: String,
    pub origin: Origin,
    pub line: Option<usize>,
    /// The entry of the timeline that it rests on.
    pub entry: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct PhaseReport {
    pub phase: PhaseKind,
    pub from: Milestone,
    pub to: Milestone,
    pub seconds: i64,
}

#[derive(Debug, Clone, Serialize)]
pub struct EntryReport {
    pub line: Option<usize>,
    /// RFC 3339, as far as it is known; only the time of day where no date is to be had.
    pub at: Option<String>,
    pub until: Option<String>,
    pub approximate: bool,
    /// Since the first entry.
    pub offset_seconds: Option<i64>,
    pub text: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct WhyReport {
    pub line: Option<usize>,
    pub depth: usize,
    pub question: Option<String>,
    pub answer: Option<String>,
    pub action: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ActionReport {
    pub line: Option<usize>,
    pub title: String,
    pub owner: Option<String>,
    /// The day by which it is to be done.
    pub due: Option<String>,
    /// Whether its author named that day; otherwise it follows from the publication of the report.
    pub due_is_stated: bool,
    pub status: Option<ActionStatus>,
    pub kind: Option<String>,
    pub priority: Option<String>,
    pub ticket: Option<String>,
    pub link: Option<String>,
    /// Whether its text describes something that was done already.
    pub described_as_done: bool,
}

impl ActionReport {
    /// Whether its author says that it is not done, and named a day before `today` by which it was to be.
    pub fn is_overdue(&self, today: Date) -> bool {
        let is_open = matches!(self.status, Some(ActionStatus::Open | ActionStatus::InProgress));
        let due = self.due.as_ref().filter(|_| self.due_is_stated);
        is_open && due.is_some_and(|due| due.parse::<Date>().is_ok_and(|due| due < today))
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct LessonReport {
    pub line: Option<usize>,
    pub kind: LessonKind,
    pub text: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct MeasureReport {
    pub line: Option<usize>,
    pub kind: MeasureKind,
    pub value: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    pub unit: String,
    pub approximate: bool,
    pub text: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct SectionReport {
    pub line: Option<usize>,
    pub kind: SectionKind,
    pub marker: Marker,
    /// The heading or label, as its author wrote it.
    pub text: String,
}

/// Reports what was understood of `document`. An action without a date is due `due_days` after the publication.
pub fn document(document: &Document, due_days: u16) -> DocumentReport {
    let lines = Lines::of(document);
    let entry_of = |fact: &Fact<_>| {
        let entry = document.timeline.entries.iter().find(|entry| entry.span == fact.span)?;
        (fact.origin == Origin::Timeline).then(|| entry.text.clone())
    };
    DocumentReport {
        file: document.name.clone(),
        class: document.class.name(),
        class_origin: document.class_origin,
        class_line: document.class_span.as_ref().and_then(|span| lines.of_span(span)),
        part: document.part.clone(),
        facts: facts(document, &lines),
        milestones: document
            .milestones
            .iter()
            .map(|(milestone, fact)| MilestoneReport {
                milestone,
                at: fact.value.iso(),
                origin: fact.origin,
                line: lines.of_span(&fact.span),
                entry: entry_of(fact),
            })
            .collect(),
        phases: document
            .milestones
            .phases()
            .into_iter()
            .map(|phase| PhaseReport {
                phase: phase.kind,
                from: phase.from.0,
                to: phase.to.0,
                seconds: phase.duration().as_secs(),
            })
            .collect(),
        zone: document.timeline.zone.clone(),
        timeline: timeline(document, &lines),
        whys: document
            .whys
            .iter()
            .map(|why| WhyReport {
                line: lines.of_span(&why.span),
                depth: why.depth,
                question: why.question.clone(),
                answer: why.answer.clone(),
                action: why.action.clone(),
            })
            .collect(),
        actions: actions(document, &lines, due_days),
        no_actions_because: document.actions.none_because.as_ref().map(|(reason, _)| reason.clone()),
        lessons: document
            .lessons
            .iter()
            .map(|lesson| LessonReport {
                line: lines.of_span(&lesson.span),
                kind: lesson.kind,
                text: lesson.text.clone(),
            })
            .collect(),
        impact: document
            .impact
            .iter()
            .map(|measure| MeasureReport {
                line: lines.of_span(&measure.span),
                kind: measure.kind,
                value: measure.value,
                high: measure.high,
                unit: measure.unit.clone(),
                approximate: measure.approximate,
                text: measure.text.clone(),
            })
            .collect(),
        sections: document
            .sections
            .iter()
            .map(|section| SectionReport {
                line: lines.of_span(&section.span),
                kind: section.kind,
                marker: section.marker,
                text: document.text[section.span.clone()].trim().to_owned(),
            })
            .collect(),
    }
}

fn facts(document: &Document, lines: &Lines<'_>) -> Vec<FactReport> {
    let facts = &document.facts;
    let mut reports = Vec::new();
    let mut add = |name, value: String, origin, span: &std::ops::Range<usize>| {
        reports.push(FactReport { name, value, origin, line: lines.of_span(span) });
    };
    if facts.title.is_none() {
        add("title", document.title(), Origin::FileName, &(0..0));
    }
    for (name, fact) in [
        ("title", &facts.title),
        ("severity", &facts.severity),
        ("status", &facts.status),
        ("detection_method", &facts.detection_method),
    ] {
        if let Some(fact) = fact {
            add(name, fact.value.clone(), fact.origin, &fact.span);
        }
    }
    for (name, fact) in [("date", &facts.date), ("updated", &facts.updated)] {
        if let Some(fact) = fact {
            add(name, fact.value.iso(), fact.origin, &fact.span);
        }
    }
    if let Some(fact) = &facts.kind {
        add("kind", fact.value.name().to_owned(), fact.origin, &fact.span);
    }
    if let Some(fact) = &facts.duration {
        add("duration", write_duration(fact.value), fact.origin, &fact.span);
    }
    for (name, list) in [
        ("service", &facts.services),
        ("team", &facts.teams),
        ("tag", &facts.tags),
        ("author", &facts.authors),
    ] {
        for fact in list {
            add(name, fact.value.clone(), fact.origin, &fact.span);
        }
    }
    reports
}

fn timeline(document: &Document, lines: &Lines<'_>) -> Vec<EntryReport> {
    let when = |at: &retold_document::model::When| match (at.moment(), at.time) {
        (Some(moment), _) => Some(moment.iso()),
        (None, Some(time)) => Some(time.to_string()),
        (None, None) => None,
    };
    document
        .timeline
        .entries
        .iter()
        .map(|entry| EntryReport {
            line: lines.of_span(&entry.span),
            at: entry.at.as_ref().and_then(when),
            until: entry.until.as_ref().and_then(when),
            approximate: entry.approximate,
            offset_seconds: entry.offset.map(|offset: SignedDuration| offset.as_secs()),
            text: entry.text.clone(),
        })
        .collect()
}

fn actions(document: &Document, lines: &Lines<'_>, due_days: u16) -> Vec<ActionReport> {
    document
        .actions
        .items
        .iter()
        .map(|action| {
            let deadline = deadline(action, document.date(), due_days);
            ActionReport {
                line: lines.of_span(&action.span),
                title: action.title.clone(),
                owner: action.owner.clone(),
                due: deadline.map(|deadline| deadline.date.to_string()),
                due_is_stated: deadline.is_some_and(|deadline| deadline.is_stated),
                status: action.status,
                kind: action.kind.clone(),
                priority: action.priority.clone(),
                ticket: action.ticket.clone(),
                link: action.link.clone(),
                described_as_done: action.past,
            }
        })
        .collect()
}

/// Where the lines of a document start.
struct Lines<'a> {
    text: &'a str,
    /// The number of the first of `starts`.
    first: usize,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(document: &'a Document) -> Self {
        // Of a file with many incidents, each counts its own lines only.
        let (start, first) =
            if document.part.is_some() { (document.body_start, document.first_line) } else { (0, 1) };
        let text = &document.text[..document.body_end];
        let next = text[start..].match_indices('\n').map(|(at, _)| start + at + 1);
        Self { text, first, starts: std::iter::once(start).chain(next).collect() }
    }

    /// The line that a span starts in; none for an empty span, which stands for what is not in the text.
    fn of_span(&self, span: &std::ops::Range<usize>) -> Option<usize> {
        let above = self.starts.partition_point(|&start| start <= span.start);
        // Above an incident among many, only the front matter says something of it, at the start of the file.
        let line = match above {
            0 => 1 + self.text[..span.start].matches('\n').count(),
            above => self.first + above - 1,
        };
        (!span.is_empty()).then_some(line)
    }
}
