//! The front matter of a document: what its author wrote about it, read into one shape whatever the
//! format and the names of the keys.
//!
//! A value that cannot be read is reported at its line and left out; the rest is kept. Keys that Retold
//! does not know are kept in [`FrontMatter::extra`].

use std::collections::BTreeMap;
use std::ops::Range;

use gray_matter::Pod;
use gray_matter::engine::{Engine, JSON, TOML, YAML};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use super::fence::Format;
use super::keys::Key;
use super::moment::Moment;
use super::yaml;
use crate::diagnostic::{Diagnostic, Place, nearest};

/// What a document says about itself. Lists may be empty; what was not written is `None`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FrontMatter {
    pub format: Option<Format>,
    pub id: Option<String>,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub date: Option<Moment>,
    pub updated: Option<Moment>,
    pub draft: bool,
    pub slug: Option<String>,
    pub aliases: Vec<String>,
    pub authors: Vec<String>,
    pub tags: Vec<String>,
    pub kind: Option<Kind>,
    /// The author's label, such as `SEV2` or `HIGH (complete failure)`.
    pub severity: Option<String>,
    pub status: Option<String>,
    pub audience: Option<String>,
    pub services: Vec<String>,
    pub teams: Vec<String>,
    pub started: Option<Moment>,
    pub detected: Option<Moment>,
    pub acknowledged: Option<Moment>,
    pub escalated: Option<Moment>,
    pub identified: Option<Moment>,
    pub mitigated: Option<Moment>,
    pub resolved: Option<Moment>,
    pub detection_method: Option<String>,
    /// What set the incident off, as opposed to what allowed it.
    pub trigger: Option<String>,
    /// What allowed the incident.
    pub causes: Vec<String>,
    pub impact: Option<String>,
    pub lessons: Vec<String>,
    /// Error texts that people will paste into a search.
    pub signatures: Vec<String>,
    pub recurrence_of: Vec<String>,
    pub related: Vec<String>,
    pub supersedes: Vec<String>,
    pub actions: Vec<Action>,
    /// Addresses of the report that this document retells.
    pub sources: Vec<String>,
    pub extra: BTreeMap<String, Value>,
}

/// What a document is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    #[default]
    Incident,
    NearMiss,
    Bug,
    Drill,
    Project,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::Incident, Self::NearMiss, Self::Bug, Self::Drill, Self::Project];

    /// The name as it is written in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::NearMiss => "near-miss",
            Self::Bug => "bug",
            Self::Drill => "drill",
            Self::Project => "project",
        }
    }

    /// The name as people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Incident => "Incident",
            Self::NearMiss => "Near miss",
            Self::Bug => "Bug",
            Self::Drill => "Drill",
            Self::Project => "Project",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase().replace([' ', '_'], "-");
        Self::ALL.into_iter().find(|kind| kind.name() == text)
    }
}

/// Something that somebody undertook to do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Action {
    pub id: Option<String>,
    pub title: String,
    /// `prevent`, `detect`, `mitigate` or `process`, as written.
    pub kind: Option<String>,
    pub owner: Option<String>,
    pub due: Option<Date>,
    pub status: Option<String>,
    pub link: Option<String>,
}

impl Action {
    /// Whether the status says that nothing is left to do.
    pub fn is_done(&self) -> bool {
        self.status.as_deref().is_some_and(|status| {
            ["done", "closed", "complete", "completed", "fixed", "resolved"]
                .iter()
                .any(|word| status.trim().eq_ignore_ascii_case(word))
        })
    }
}

/// Reads the front matter that stands at `matter` in `text`, the contents of the file that messages call
/// `name`. `day` is the date that the file name gives, on which times of day are.
pub fn parse(
    name: &str,
    text: &str,
    format: Format,
    matter: Range<usize>,
    day: Option<Date>,
) -> (FrontMatter, Vec<Diagnostic>) {
    let source = &text[matter.clone()];
    let mut reader = Reader { name, text, matter, day, findings: Vec::new() };
    let mut front_matter = FrontMatter { format: Some(format), ..FrontMatter::default() };
    if format == Format::Yaml
        && let Some(fault) = yaml::excess(source)
    {
        reader.excess(fault);
        return (front_matter, reader.findings);
    }
    let parsed = match format {
        Format::Yaml => YAML::parse(source),
        Format::Toml => TOML::parse(source),
        Format::Json => JSON::parse(source),
    };
    match parsed {
        Ok(Pod::Hash(map)) => {
            // The map has no order of its own; a sorted one makes findings and bytes repeatable.
            let map: BTreeMap<_, _> = map.into_iter().collect();
            reader.read_all(&map, &mut front_matter);
        }
        Ok(Pod::Null) => {}
        Ok(_) => {
            let place = reader.matter_place();
            reader.findings.push(
                Diagnostic::error("front-matter/syntax", "the front matter is not a list of keys and values")
                    .at(place)
                    .hint("write one `key: value` on a line"),
            );
        }
        Err(error) => {
            reader.syntax_error(format, &error.to_string());
            front_matter.draft = may_be_draft(source);
        }
    }
    (front_matter, reader.findings)
}

/// What `impact` says where it means a severity.
const LEVELS: [&str; 8] = ["none", "low", "minor", "medium", "moderate", "major", "high", "critical"];

/// Whether front matter that cannot be read seems to say that its document is a draft: then it is not
/// published.
pub fn may_be_draft(source: &str) -> bool {
    source.lines().take_while(|line| !line.starts_with('#')).any(|line| {
        let line = line.trim_start_matches([' ', '"']);
        line.starts_with("draft") && !line.contains("false")
    })
}

struct Reader<'a> {
    name: &'a str,
    text: &'a str,
    matter: Range<usize>,
    day: Option<Date>,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn read_all(&mut self, map: &BTreeMap<String, Pod>, into: &mut FrontMatter) {
        // The date first: times of day without a date are on it.
        let dated = |map: &BTreeMap<String, Pod>| {
            map.iter().find(|(name, _)| Key::of(name) == Some(Key::Date)).map(|(n, v)| (n.clone(), v.clone()))
        };
        if let Some((name, value)) = dated(map) {
            into.date = self.moment(&name, &value);
            self.day = into.date.map(|date| date.date).or(self.day);
        }
        for (name, value) in map {
            if matches!(value, Pod::Null) {
                continue;
            }
            match Key::of(name) {
                Some(key) => self.read(key, name, value, into),
                None => {
                    self.unknown(name);
                    into.extra.insert(name.clone(), to_json(value));
                }
            }
        }
    }

    fn read(&mut self, key: Key, name: &str, value: &Pod, into: &mut FrontMatter) {
        match key {
            Key::Date => {}
            Key::Id => into.id = self.string(name, value),
            Key::Title => into.title = self.string(name, value),
            Key::Summary => into.summary = into.summary.take().or_else(|| self.string(name, value)),
            Key::Updated => into.updated = self.moment(name, value),
            Key::Draft => into.draft = self.boolean(name, value),
            Key::Slug => into.slug = self.string(name, value),
            Key::Aliases => into.aliases.extend(self.strings(name, value)),
            Key::Authors => into.authors.extend(self.words(name, value)),
            Key::Tags => into.tags.extend(self.words(name, value)),
            Key::Kind => {
                into.kind = self.kind(name, value).or(into.kind);
                if into.kind.is_none() {
                    into.extra.insert(name.to_owned(), to_json(value));
                }
            }
            Key::Severity => {
                into.severity = self.strings(name, value).into_iter().next().or(into.severity.take())
            }
            Key::Status => into.status = self.string(name, value),
            Key::Audience => into.audience = self.string(name, value),
            Key::Services => into.services.extend(self.words(name, value)),
            Key::Teams => into.teams.extend(self.words(name, value)),
            Key::Started => into.started = self.moment(name, value),
            Key::Detected => into.detected = self.moment(name, value),
            Key::Acknowledged => into.acknowledged = self.moment(name, value),
            Key::Escalated => into.escalated = self.moment(name, value),
            Key::Identified => into.identified = self.moment(name, value),
            Key::Mitigated => into.mitigated = self.moment(name, value),
            // Status pages write `resolved: true` beside `resolvedWhen: <time>`.
            Key::Resolved if matches!(value, Pod::Boolean(_)) => {}
            Key::Resolved => into.resolved = self.moment(name, value),
            Key::DetectionMethod => into.detection_method = self.string(name, value),
            Key::Trigger => into.trigger = self.string(name, value),
            Key::Causes => into.causes.extend(self.strings(name, value)),
            Key::Impact => self.impact(name, value, into),
            Key::Lessons => into.lessons.extend(self.strings(name, value)),
            Key::Signatures => into.signatures.extend(self.strings(name, value)),
            Key::RecurrenceOf => into.recurrence_of.extend(self.strings(name, value)),
            Key::Related => into.related.extend(self.strings(name, value)),
            Key::Supersedes => into.supersedes.extend(self.strings(name, value)),
            Key::Actions => into.actions.extend(self.actions(name, value)),
            Key::Source => into.sources.extend(self.strings(name, value)),
            Key::Extra => {
                if let Pod::Hash(map) = value {
                    into.extra.extend(map.iter().map(|(name, value)| (name.clone(), to_json(value))));
                } else {
                    self.wrong_type(name, value, "a table of keys and values");
                }
            }
        }
    }

    fn string(&mut self, name: &str, value: &Pod) -> Option<String> {
        match scalar(value) {
            Some(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            None => {
                self.wrong_type(name, value, "text");
                None
            }
        }
    }

    /// A list of texts, or one text.
    fn strings(&mut self, name: &str, value: &Pod) -> Vec<String> {
        let items = match value {
            Pod::Array(items) => items.as_slice(),
            single => std::slice::from_ref(single),
        };
        let mut texts = Vec::new();
        for item in items {
            if let Some(text) = scalar(item) {
                texts.extend(Some(text.trim().to_owned()).filter(|text| !text.is_empty()));
            } else if !matches!(item, Pod::Null) {
                self.wrong_type(name, item, "a list of texts");
            }
        }
        texts
    }

    /// A list of short names; one text may hold several, separated by commas.
    fn words(&mut self, name: &str, value: &Pod) -> Vec<String> {
        let texts = self.strings(name, value);
        if matches!(value, Pod::Array(_)) {
            return texts;
        }
        texts
            .iter()
            .flat_map(|text| text.split(','))
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// A value that cannot be read counts as true: what may be a draft is not published.
    fn boolean(&mut self, name: &str, value: &Pod) -> bool {
        let text = scalar(value).unwrap_or_default().to_lowercase();
        match text.trim() {
            "true" | "yes" | "on" => true,
            "false" | "no" | "off" => false,
            _ => {
                self.wrong_type(name, value, "`true` or `false`");
                if let Some(finding) = self.findings.last_mut() {
                    finding.hint =
                        Some("until it is mended, the document is left out as drafts are".to_owned());
                }
                true
            }
        }
    }

    fn moment(&mut self, name: &str, value: &Pod) -> Option<Moment> {
        let text = match value {
            Pod::String(text) if text.trim().is_empty() => return None,
            Pod::String(text) => text,
            other => {
                self.wrong_type(name, other, "a date");
                return None;
            }
        };
        let moment = Moment::parse(text, self.day);
        if moment.is_none() {
            let place = self.place(name, text);
            let is_clock = Moment::parse(text, Some(Date::constant(2000, 1, 1))).is_some();
            let (message, hint) = if is_clock {
                (
                    format!("`{text}` for `{name}` has no date to be on"),
                    "add `date: 2026-01-31` to the front matter",
                )
            } else {
                (
                    format!("`{text}` for `{name}` is not a date"),
                    "write it as `2026-01-31`, `2026-01-31 14:05 UTC` or `2026-01-31T14:05:00Z`",
                )
            };
            self.findings.push(Diagnostic::error("front-matter/value", message).at(place).hint(hint));
        }
        moment
    }

    fn kind(&mut self, name: &str, value: &Pod) -> Option<Kind> {
        let text = self.string(name, value)?;
        let kind = Kind::parse(&text);
        // `type` means many things to other generators; only `kind` is certain to be ours.
        if kind.is_none() && Key::of(name) == Some(Key::Kind) && name.eq_ignore_ascii_case(Key::Kind.name()) {
            let place = self.place(name, &text);
            let known = Kind::ALL.map(Kind::name).join("`, `");
            self.findings.push(
                Diagnostic::error("front-matter/value", format!("`{text}` is not a kind of document"))
                    .at(place)
                    .hint(format!("use one of `{known}`")),
            );
        }
        kind
    }

    /// `impact` is a text or a table; a level such as `LOW-MEDIUM` is a severity.
    fn impact(&mut self, name: &str, value: &Pod, into: &mut FrontMatter) {
        if let Pod::Hash(map) = value {
            let map: BTreeMap<_, _> = map.iter().collect();
            let parts = map.iter().filter_map(|(key, value)| Some(format!("{key}: {}", scalar(value)?)));
            into.impact = Some(parts.collect::<Vec<_>>().join("; "));
            return;
        }
        let text = self.strings(name, value).join("; ");
        if text.is_empty() {
            return;
        }
        let is_level = text.split(['-', '_', '/']).all(|word| LEVELS.contains(&word.to_lowercase().as_str()));
        if is_level && name.eq_ignore_ascii_case("impact") {
            into.severity = into.severity.take().or(Some(text));
        } else {
            into.impact = Some(text);
        }
    }

    fn actions(&mut self, name: &str, value: &Pod) -> Vec<Action> {
        let items = match value {
            Pod::Array(items) => items.as_slice(),
            single => std::slice::from_ref(single),
        };
        items.iter().filter_map(|item| self.action(name, item)).collect()
    }

    fn action(&mut self, name: &str, item: &Pod) -> Option<Action> {
        let Pod::Hash(map) = item else {
            let title = self.string(name, item)?;
            return Some(Action { title, ..Action::default() });
        };
        let get = |names: &[&str]| {
            names.iter().find_map(|name| map.get(*name)).and_then(scalar).map(|text| text.trim().to_owned())
        };
        let due_text = get(&["due", "due_date", "dueDate"]);
        let due = due_text.as_deref().and_then(|text| Moment::parse(text, None)).map(|moment| moment.date);
        if let (Some(text), None) = (&due_text, due) {
            let place = self.place(name, text);
            self.findings.push(
                Diagnostic::error("front-matter/value", format!("`{text}` for `due` is not a date"))
                    .at(place)
                    .hint("write it as `2026-01-31`"),
            );
        }
        let Some(title) = get(&["title", "action", "item", "text", "description"]) else {
            let place = self.place(name, "");
            self.findings.push(
                Diagnostic::error("front-matter/value", "an action has no `title`")
                    .at(place)
                    .hint("write each action as `{title: …, owner: …, due: 2026-01-31}`"),
            );
            return None;
        };
        Some(Action {
            id: get(&["id"]),
            title,
            kind: get(&["type", "kind"]),
            owner: get(&["owner", "assignee", "team"]),
            due,
            status: get(&["status", "state"]),
            link: get(&["link", "url", "ticket"]),
        })
    }

    fn wrong_type(&mut self, name: &str, value: &Pod, expected: &str) {
        let found = match value {
            Pod::Null => "nothing",
            Pod::String(_) => "text",
            Pod::Integer(_) | Pod::Float(_) => "a number",
            Pod::Boolean(_) => "`true` or `false`",
            Pod::Array(_) => "a list",
            Pod::Hash(_) => "a table of keys and values",
        };
        let place = self.place(name, &scalar(value).unwrap_or_default());
        self.findings.push(
            Diagnostic::error("front-matter/value", format!("`{name}` is {found}, expected {expected}"))
                .at(place),
        );
    }

    /// A key that is nearly one that Retold knows was probably meant as that.
    fn unknown(&mut self, name: &str) {
        if let Some(known) = nearest(&name.to_lowercase(), Key::canonical_names()) {
            let place = self.place(name, "");
            self.findings.push(
                Diagnostic::warning("front-matter/unknown-key", format!("unknown key `{name}`"))
                    .at(place)
                    .hint(format!("did you mean `{known}`? keys of your own are safe under `extra`")),
            );
        }
    }

    /// The value `needle` of the key `name`, or the key where the value is not found as written.
    fn place(&self, name: &str, needle: &str) -> Place {
        let source = &self.text[self.matter.clone()];
        let mut at = 0;
        for line in source.split_inclusive('\n') {
            let trimmed = line.trim_start_matches([' ', '\t', '"', '\'', '[', '{']);
            let after =
                trimmed.strip_prefix(name).map(|rest| rest.trim_start_matches(['"', '\'', ']']).trim_start());
            if after.is_some_and(|rest| rest.starts_with([':', '=']) || rest.is_empty()) {
                let key_start = at + line.len() - trimmed.len();
                let value_start = key_start + name.len();
                let value = (!needle.is_empty()).then(|| source[value_start..].find(needle)).flatten();
                let span = match value {
                    Some(offset) => value_start + offset..value_start + offset + needle.len(),
                    None => key_start..value_start,
                };
                return Place::span(
                    self.name,
                    self.text,
                    self.matter.start + span.start..self.matter.start + span.end,
                );
            }
            at += line.len();
        }
        self.matter_place()
    }

    fn matter_place(&self) -> Place {
        let first_line = self.text[self.matter.clone()].find('\n').unwrap_or(self.matter.len());
        Place::span(self.name, self.text, self.matter.start..self.matter.start + first_line)
    }

    /// Front matter that would grow beyond all bounds is not read at all.
    fn excess(&mut self, fault: yaml::Excess) {
        let (line, message, hint) = match fault {
            yaml::Excess::Depth(line) => {
                (line, "the front matter is nested too deeply", "write lists and tables flat")
            }
            yaml::Excess::Size(line) => {
                (line, "the aliases of the front matter multiply beyond bounds", "write the values out")
            }
        };
        let source = &self.text[self.matter.clone()];
        let start: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let end = source[start..].find('\n').map_or(source.len(), |at| start + at);
        let place = Place::span(self.name, self.text, self.matter.start + start..self.matter.start + end);
        self.findings.push(Diagnostic::error("front-matter/excess", message).at(place).hint(hint));
    }

    /// The parsers say where in words only: `… line 3 column 5`.
    fn syntax_error(&mut self, format: Format, message: &str) {
        let number_after = |word: &str| -> Option<usize> {
            let rest = &message[message.find(word)? + word.len()..];
            rest.trim_start().chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
        };
        let source = &self.text[self.matter.clone()];
        let line = number_after("line ").unwrap_or(1).max(1);
        let column = number_after("column ").unwrap_or(1).max(1);
        let line_start: usize = source.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let line_text = source[line_start..].lines().next().unwrap_or_default();
        // YAML counts columns from 0, the others from 1; being one off at the end of a line is no harm.
        let column = if format == Format::Yaml { column } else { column - 1 };
        let offset = line_text.char_indices().nth(column).map_or(line_text.len(), |(at, _)| at);
        let start = self.matter.start + line_start + offset;
        let what = match format {
            Format::Yaml => "YAML",
            Format::Toml => "TOML",
            Format::Json => "JSON",
        };
        self.findings.push(
            Diagnostic::error(
                "front-matter/syntax",
                format!("the front matter is not valid {what}: {}", reason(message)),
            )
            .at(Place::span(self.name, self.text, start..start + 1))
            .hint(match format {
                Format::Yaml => "put values with `: `, `#`, `[` or `{` in quotes; indent with spaces",
                Format::Toml => "texts and dates are written `key = \"text\"` and `date = 2026-01-31`",
                Format::Json => "texts and keys stand in double quotes, entries are separated by commas",
            }),
        );
    }
}

/// What a parser complains about, without its own idea of the place.
fn reason(message: &str) -> String {
    let message = message.strip_prefix("Deserialize error: ").unwrap_or(message);
    if let Some(key) = message.strip_suffix(": duplicated key in mapping") {
        let key = key.trim_start_matches("String(").trim_matches(['"', ')']);
        return format!("the key `{key}` is written twice");
    }
    // TOML's message is a picture of the place, with the reason in the last line.
    let message = message.trim_end().lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let end =
        [" at byte", " at line"].iter().filter_map(|mark| message.find(mark)).min().unwrap_or(message.len());
    message[..end].trim().trim_end_matches(',').to_owned()
}

/// A scalar as text.
fn scalar(value: &Pod) -> Option<String> {
    match value {
        Pod::String(text) => Some(text.clone()),
        Pod::Integer(number) => Some(number.to_string()),
        Pod::Float(number) => Some(number.to_string()),
        Pod::Boolean(value) => Some(value.to_string()),
        Pod::Null | Pod::Array(_) | Pod::Hash(_) => None,
    }
}

fn to_json(value: &Pod) -> Value {
    match value {
        Pod::Null => Value::Null,
        Pod::String(text) => Value::from(text.as_str()),
        Pod::Integer(number) => Value::from(*number),
        Pod::Float(number) => Value::from(*number),
        Pod::Boolean(value) => Value::from(*value),
        Pod::Array(items) => items.iter().map(to_json).collect(),
        Pod::Hash(map) => {
            let sorted: BTreeMap<_, _> = map.iter().collect();
            sorted.into_iter().map(|(key, value)| (key.clone(), to_json(value))).collect()
        }
    }
}
