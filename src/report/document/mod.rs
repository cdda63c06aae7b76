//! The report of a document as data: each fact with the place that it came from.

mod layout;
mod lines;

use jiff::SignedDuration;

use retold_document::Document;
use retold_document::model::{Fact, Origin, deadline};
use retold_times::Moment;
use retold_times::durations::write_duration;

pub use layout::*;
use lines::Lines;

/// Creates the report of `document`. An action without a due date is due `due_days` days after the publication.
pub fn document(document: &Document, due_days: u16) -> DocumentReport {
    let lines = Lines::of(document);
    let entry_of = |fact: &Fact<_>| {
        let entry = document.timeline.entries.iter().find(|entry| entry.span == fact.span)?;
        (fact.origin == Origin::Timeline).then(|| entry.text.clone())
    };
    DocumentReport {
        version: VERSION,
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
                utc: utc(&fact.value),
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
        milestone_candidates: None,
    }
}

/// The candidates for the milestones of `document`, in the order of the milestones: the chosen one first, then those of greater
/// weight.
pub fn milestone_candidates(document: &Document) -> Vec<CandidateReport> {
    let lines = Lines::of(document);
    let mut candidates: Vec<_> = document.milestone_candidates.iter().collect();
    candidates.sort_by_key(|candidate| {
        (candidate.milestone, candidate.lost.is_some(), std::cmp::Reverse(candidate.weight))
    });
    let reports = candidates.into_iter().map(|candidate| CandidateReport {
        milestone: candidate.milestone,
        at: candidate.fact.value.iso(),
        origin: candidate.fact.origin,
        line: lines.of_span(&candidate.fact.span),
        rule: candidate.rule,
        weight: candidate.weight,
        lost: candidate.lost.map(|loss| loss.to_string()),
    });
    reports.collect()
}

/// A moment in UTC, where its day, time and zone are all known.
pub fn utc(moment: &Moment) -> Option<String> {
    Some(moment.offset.and(moment.instant())?.to_string())
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
    for (name, fact) in [
        ("date", &facts.happened.as_ref().or(facts.published.as_ref()).cloned()),
        ("happened", &facts.happened),
        ("published", &facts.published),
        ("updated", &facts.updated),
    ] {
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
            let deadline = deadline(action, document.report_day(), due_days);
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

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use retold_document::{SourceFile, Vocabulary};

    /// The schema with references resolved, at the place of `schema`.
    fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(path) => root.pointer(path.trim_start_matches('#')).unwrap(),
            None => match schema["anyOf"].as_array() {
                Some(options) => resolve(root, &options[0]),
                None => schema,
            },
        }
    }

    /// Checks that objects have the keys of the schema and no others, and that every key is described.
    fn check(root: &Value, schema: &Value, value: &Value, path: &str) {
        let schema = resolve(root, schema);
        match value {
            Value::Object(object) => {
                let properties =
                    schema["properties"].as_object().unwrap_or_else(|| panic!("{path}: {schema}"));
                assert_eq!(
                    properties.keys().collect::<Vec<_>>(),
                    object.keys().collect::<Vec<_>>(),
                    "{path}"
                );
                for (key, value) in object {
                    assert!(properties[key]["description"].is_string(), "{path}.{key} is not described");
                    check(root, &properties[key], value, &format!("{path}.{key}"));
                }
            }
            Value::Array(items) => {
                for item in items {
                    check(root, &schema["items"], item, &format!("{path}[]"));
                }
            }
            Value::String(text) => {
                let options = schema["oneOf"].as_array().into_iter().flatten().chain([schema]);
                let names: Vec<&str> = options
                    .flat_map(|option| {
                        option["enum"].as_array().into_iter().flatten().chain([&option["const"]])
                    })
                    .filter_map(Value::as_str)
                    .collect();
                assert!(
                    names.is_empty() || names.contains(&text.as_str()),
                    "{path}: {text} is not in {names:?}"
                );
            }
            _ => {}
        }
    }

    #[test]
    fn the_schema_describes_every_key_of_a_report() {
        let text = "---\nseverity: SEV1\nservices: [dns]\n---\n# Outage\n\n## Impact\n\n1,200 users were affected.\n\n\
            ## Timeline\n\n- 2026-01-31 10:00 UTC: the outage begins\n- 10:05 UTC: alert fires\n- 10:30 UTC: resolved\n\n\
            ## Five whys\n\n1. Why? The disk was full.\n\n## Lessons learned\n\n- Watch the disk.\n\n\
            ## Action items\n\n- [ ] Add a monitor @ops due:2026-02-14 INFRA-1\n";
        let file = SourceFile { path: "a.md".into(), name: "a.md".into(), bytes: text.into() };
        let parsed = Document::parse(file, &Vocabulary::default()).0;
        let mut report = document(&parsed, 14);
        report.milestone_candidates = Some(milestone_candidates(&parsed));
        let value = serde_json::to_value(&report).unwrap();
        for list in
            ["facts", "milestones", "phases", "timeline", "whys", "actions", "lessons", "impact", "sections"]
        {
            assert_ne!(value[list], Value::Array(Vec::new()), "{list}");
        }
        let schema = serde_json::to_value(schemars::schema_for!(DocumentReport)).unwrap();
        check(&schema, &schema, &value, "report");
        assert_eq!(value["milestones"][0]["utc"], "2026-01-31T10:00:00Z");
    }
}
