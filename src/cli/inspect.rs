//! `retold inspect`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::output::Output;
use super::project::{Root, Stopped};
use super::{CLEAN, FINDINGS, USAGE};
use crate::config::{Config, Overrides, display_path};
use crate::diagnostic::{Diagnostic, Place, Style, has_errors};
use crate::document::facts::Origin;
use crate::document::vocabulary::Vocabulary;
use crate::document::{Document, write_duration};
use crate::inspect::{Inspection, inspect};
use crate::source::SourceFile;

/// Show what is understood of a document
///
/// Prints its facts, the course of the incident, the timeline, whys, actions, lessons and sections, each with
/// the line that it came from. What is wrong with the file goes to standard error.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Inspect {
    #[command(flatten)]
    root: Root,
    /// Folder of the postmortems, instead of the configured one: dates are looked for in paths below it
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// How to show it
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The documents; they may lie anywhere
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  retold inspect content/2021-03-31-dns.md
  retold inspect content/*.md --format json | jq '.course'";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object a document, one to a line
    Json,
}

impl Inspect {
    pub fn run(self, output: &mut Output) -> u8 {
        let overrides = Overrides { content: self.content.clone(), ..Overrides::default() };
        let config = match self.root.config(overrides) {
            Ok(config) => config,
            Err(Stopped { findings, .. }) => {
                output.findings(&findings);
                return USAGE;
            }
        };
        let vocabulary = Vocabulary::new(&config);
        let mut findings = Vec::new();
        let mut is_first = true;
        for file in &self.files {
            let bytes = match std::fs::read(file) {
                Ok(bytes) => bytes,
                Err(error) => {
                    findings.push(
                        Diagnostic::error("source/unreadable", format!("the file cannot be read: {error}"))
                            .at(Place::file(display_path(file))),
                    );
                    continue;
                }
            };
            let source = SourceFile { path: path_in(&config, file), name: display_path(file), bytes };
            let (documents, more) = Document::parse_all(source, &vocabulary);
            findings.extend(more);
            for document in &documents {
                let inspection = inspect(document, config.action_due_days);
                match self.format {
                    Format::Json => output.data(&serde_json::to_string(&inspection).unwrap_or_default()),
                    Format::Text => {
                        if !is_first {
                            output.data("");
                        }
                        let lines = text(&inspection, output.data_style);
                        output.data(&lines.join("\n"));
                    }
                }
                is_first = false;
            }
        }
        output.findings(&findings);
        if has_errors(&findings) { FINDINGS } else { CLEAN }
    }
}

/// The path of a file below the content folder, or as the user named it.
fn path_in(config: &Config, file: &Path) -> String {
    let below = file.canonicalize().ok().and_then(|file| {
        let content = config.content.canonicalize().ok()?;
        Some(display_path(file.strip_prefix(content).ok()?))
    });
    // Folders on the way to a file elsewhere say nothing of it.
    below.unwrap_or_else(|| {
        file.file_name().map_or_else(|| display_path(file), |name| name.to_string_lossy().into_owned())
    })
}

/// The report in lines: blocks with a title, each line with what it says first and its origin last.
fn text(inspection: &Inspection, style: Style) -> Vec<String> {
    let mut report = Report { lines: Vec::new(), style };
    let part = inspection.part.as_ref().map(|part| format!(" · {part}")).unwrap_or_default();
    report.title(&format!("{}{part} · {}", inspection.file, inspection.class));
    let class_origin = inspection.class_origin.map(|found| origin(found, inspection.class_line));
    report.fact("class", inspection.class, class_origin.as_deref().unwrap_or("in doubt a report"));
    for fact in &inspection.facts {
        report.fact(fact.name, &fact.value, &origin(fact.origin, fact.line));
    }
    if !inspection.course.is_empty() {
        report.title("Course");
        for milestone in &inspection.course {
            let entry = milestone.entry.as_ref().map(|entry| format!(": {}", shorten(entry)));
            let origin = origin(milestone.origin, milestone.line) + &entry.unwrap_or_default();
            report.fact(milestone.milestone.name(), &milestone.at, &origin);
        }
        for phase in &inspection.phases {
            let duration = write_duration(jiff::SignedDuration::from_secs(phase.seconds));
            let between = format!("from {} to {}", phase.from.name(), phase.to.name());
            report.fact(phase.phase.name(), &duration, &between);
        }
    }
    if !inspection.timeline.is_empty() {
        let zone = inspection.zone.as_ref().map(|zone| format!(", {zone}")).unwrap_or_default();
        report.title(&format!("Timeline ({}{zone})", count(inspection.timeline.len(), "entry", "entries")));
        for entry in &inspection.timeline {
            let mark = if entry.approximate { "~" } else { "" };
            let at = entry.at.as_deref().map_or_else(|| "no time".to_owned(), |at| format!("{mark}{at}"));
            report.item(entry.line, &format!("{at}  {}", shorten(&entry.text)));
        }
    }
    if !inspection.whys.is_empty() {
        report.title("Five whys");
        for why in &inspection.whys {
            let question = why.question.as_deref().map(|text| format!("{} ", shorten(text)));
            let answer = why.answer.as_deref().map(shorten).unwrap_or_default();
            let action = why.action.as_deref().map(|text| format!(" [{}]", shorten(text)));
            let indent = "  ".repeat(why.depth.min(12));
            report.item(
                why.line,
                &format!("{indent}{}{answer}{}", question.unwrap_or_default(), action.unwrap_or_default()),
            );
        }
    }
    if let Some(reason) = &inspection.no_actions_because {
        report.title("No actions");
        report.item(None, reason);
    }
    if !inspection.actions.is_empty() {
        report.title("Actions");
        for action in &inspection.actions {
            let mut line = shorten(&action.title);
            for (name, value) in [
                ("owner", &action.owner),
                ("due", &action.due),
                ("ticket", &action.ticket),
                ("for", &action.kind),
            ] {
                if let Some(value) = value {
                    line.push_str(&format!(" · {name} {value}"));
                    if name == "due" && !action.due_is_stated {
                        line.push_str(" by default");
                    }
                }
            }
            match action.status {
                Some(status) => line.push_str(&format!(" · {}", status.name())),
                None if action.past => line.push_str(" · told as done"),
                None => {}
            }
            report.item(action.line, &line);
        }
    }
    if !inspection.lessons.is_empty() {
        report.title("Lessons");
        for lesson in &inspection.lessons {
            report.item(lesson.line, &format!("{}: {}", lesson.kind.label(), shorten(&lesson.text)));
        }
    }
    if !inspection.impact.is_empty() {
        report.title("Impact in numbers");
        for measure in &inspection.impact {
            report.item(measure.line, &measure.text);
        }
    }
    if !inspection.sections.is_empty() {
        report.title("Sections");
        for section in &inspection.sections {
            report.item(section.line, &format!("{}: {}", section.kind.name(), shorten(&section.written)));
        }
    }
    report.lines
}

struct Report {
    lines: Vec<String>,
    style: Style,
}

impl Report {
    fn title(&mut self, title: &str) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.push(match self.style {
            Style::Colour => format!("\x1b[1m{title}\x1b[0m"),
            Style::Plain => title.to_owned(),
        });
    }

    fn fact(&mut self, name: &str, value: &str, origin: &str) {
        let origin = match self.style {
            Style::Colour => format!("\x1b[2m{origin}\x1b[0m"),
            Style::Plain => origin.to_owned(),
        };
        self.lines.push(format!("  {name:<17} {value:<32}  {origin}"));
    }

    fn item(&mut self, line: Option<usize>, text: &str) {
        let line = line.map(|line| line.to_string()).unwrap_or_default();
        self.lines.push(format!("  {line:>5}  {text}"));
    }
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
    crate::document::markdown::shorten(&text.replace(['\n', '\r'], " "), 100)
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
