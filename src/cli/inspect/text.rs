//! The report for people: blocks with a title, and in each line first the fact, then where it came from.

use jiff::civil::Date;

use crate::cli::styled::Styled;
use crate::report::{ActionReport, CandidateReport, DocumentReport};
use retold_diagnostic::plural;
use retold_document::model::Origin;
use retold_times::durations::write_duration;

/// Adds all of `inspection` to `text`. Actions that were due before `today` are marked.
pub fn add(text: &mut Styled, inspection: &DocumentReport, today: Date) {
    facts(text, inspection);
    milestones(text, inspection);
    candidates(text, inspection.milestone_candidates.as_deref().unwrap_or_default());
    timeline(text, inspection);
    whys(text, inspection);
    actions(text, inspection, today);
    learned(text, inspection);
    sections(text, inspection);
}

fn facts(text: &mut Styled, inspection: &DocumentReport) {
    let part = inspection.part.as_ref().map(|part| format!(" · {part}")).unwrap_or_default();
    title(text, &format!("{}{part} · {}", inspection.file, inspection.class));
    let class_origin = inspection.class_origin.map(|found| origin(found, inspection.class_line));
    fact(text, "class", inspection.class, class_origin.as_deref().unwrap_or("assumed by default"));
    // The date is one of the two days that follow it.
    for found in inspection.facts.iter().filter(|found| found.name != "date") {
        fact(text, found.name, &found.value, &origin(found.origin, found.line));
    }
}

fn milestones(text: &mut Styled, inspection: &DocumentReport) {
    if inspection.milestones.is_empty() {
        return;
    }
    title(text, "Course");
    for milestone in &inspection.milestones {
        let entry = milestone.entry.as_ref().map(|entry| format!(": {}", shorten(entry)));
        let origin = origin(milestone.origin, milestone.line) + &entry.unwrap_or_default();
        fact(text, milestone.milestone.name(), &milestone.at, &origin);
    }
    for phase in &inspection.phases {
        let duration = write_duration(jiff::SignedDuration::from_secs(phase.seconds));
        let between = format!("from {} to {}", phase.from.name(), phase.to.name());
        fact(text, phase.phase.name(), &duration, &between);
    }
}

/// The candidates for milestones: the chosen ones with the rule that found them, and below each those that lost.
fn candidates(text: &mut Styled, candidates: &[CandidateReport]) {
    if candidates.is_empty() {
        return;
    }
    title(text, "Why these milestones");
    for candidate in candidates {
        let mark = if candidate.lost.is_some() { "-" } else { "+" };
        let origin = origin(candidate.origin, candidate.line);
        let why = candidate.lost.as_ref().map(|lost| format!(": {lost}")).unwrap_or_default();
        let because = format!("{origin}, weight {}, by `{}`{why}", candidate.weight, candidate.rule);
        fact(text, &format!("{mark} {}", candidate.milestone.name()), &candidate.at, &because);
    }
}

fn timeline(text: &mut Styled, inspection: &DocumentReport) {
    if inspection.timeline.is_empty() {
        return;
    }
    let zone = inspection.zone.as_ref().map(|zone| format!(", {zone}")).unwrap_or_default();
    title(text, &format!("Timeline ({}{zone})", plural(inspection.timeline.len(), "entry")));
    for entry in &inspection.timeline {
        let mark = if entry.approximate { "~" } else { "" };
        let at = entry.at.as_deref().map_or_else(|| "no time".to_owned(), |at| format!("{mark}{at}"));
        item(text, entry.line, &format!("{at}  {}", shorten(&entry.text)));
    }
}

fn whys(text: &mut Styled, inspection: &DocumentReport) {
    if inspection.whys.is_empty() {
        return;
    }
    title(text, "Five whys");
    for why in &inspection.whys {
        let indent = "  ".repeat(why.depth.min(12));
        let question = why.question.as_deref().map(|text| format!("{} ", shorten(text)));
        let answer = why.answer.as_deref().map(shorten).unwrap_or_default();
        let action = why.action.as_deref().map(|text| format!(" [{}]", shorten(text)));
        let line = format!("{indent}{}{answer}{}", question.unwrap_or_default(), action.unwrap_or_default());
        item(text, why.line, &line);
    }
}

fn actions(text: &mut Styled, inspection: &DocumentReport, today: Date) {
    if let Some(reason) = &inspection.no_actions_because {
        title(text, "No actions");
        item(text, None, reason);
    }
    if !inspection.actions.is_empty() {
        title(text, "Actions");
        for action in &inspection.actions {
            item(text, action.line, &describe(action, today));
        }
    }
}

/// `Title · owner NAME · due DATE · open · overdue`.
fn describe(action: &ActionReport, today: Date) -> String {
    let mut line = shorten(&action.title);
    for (name, value) in
        [("owner", &action.owner), ("due", &action.due), ("ticket", &action.ticket), ("for", &action.kind)]
    {
        if let Some(value) = value {
            line.push_str(&format!(" · {name} {value}"));
            if name == "due" && !action.due_is_stated {
                line.push_str(" by default");
            }
        }
    }
    match action.status {
        Some(status) => line.push_str(&format!(" · {}", status.name())),
        None if action.described_as_done => line.push_str(" · described as done"),
        None => {}
    }
    if action.is_overdue(today) {
        line.push_str(" · overdue");
    }
    line
}

fn learned(text: &mut Styled, inspection: &DocumentReport) {
    if !inspection.lessons.is_empty() {
        title(text, "Lessons");
        for lesson in &inspection.lessons {
            item(text, lesson.line, &format!("{}: {}", lesson.kind.label(), shorten(&lesson.text)));
        }
    }
    if !inspection.impact.is_empty() {
        title(text, "Impact in numbers");
        for measure in &inspection.impact {
            item(text, measure.line, &measure.text);
        }
    }
}

fn sections(text: &mut Styled, inspection: &DocumentReport) {
    if inspection.sections.is_empty() {
        return;
    }
    title(text, "Sections");
    for section in &inspection.sections {
        item(text, section.line, &format!("{}: {}", section.kind.name(), shorten(&section.text)));
    }
}

fn title(text: &mut Styled, title: &str) {
    if !text.is_empty() {
        text.end_line();
    }
    text.bold(title).end_line();
}

fn fact(text: &mut Styled, name: &str, value: &str, origin: &str) {
    text.plain(&format!("  {name:<17} {value:<32}  ")).dim(origin).end_line();
}

fn item(text: &mut Styled, line: Option<usize>, content: &str) {
    let line = line.map(|line| line.to_string()).unwrap_or_default();
    text.plain(&format!("  {line:>5}  {content}")).end_line();
}

fn origin(origin: Origin, line: Option<usize>) -> String {
    let name = match origin {
        Origin::FrontMatter => "front matter",
        Origin::Heading => "heading",
        Origin::Label => "label",
        Origin::Table => "table",
        Origin::Timeline => "timeline",
        Origin::Sentence => "sentence",
        Origin::Text => "text",
        Origin::FileName => "file name",
        Origin::Folder => "folder",
    };
    line.map_or_else(|| name.to_owned(), |line| format!("{name}, line {line}"))
}

/// A text in one line, short enough to be read beside others.
fn shorten(text: &str) -> String {
    retold_document::shorten(&text.replace(['\n', '\r'], " "), 100)
}
