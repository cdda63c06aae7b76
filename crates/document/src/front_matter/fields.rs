//! Reads front matter into fields: each key into the one that it means.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::front_matter::holding;
use crate::front_matter::is_draft_status;
use crate::front_matter::places::Source;
use crate::front_matter::value::Value;
use crate::front_matter::values::{is_date, moment_of};
use crate::keys;
use crate::keys::{Key, TAXONOMIES};
use crate::model::{FrontMatter, KeyPlaces};
use crate::text::placeholder::is_unset;
use retold_diagnostic::{Diagnostic, Place, nearest};
use retold_times::Moment;

/// Values of `impact` that are severities.
const LEVELS: [&str; 8] = ["none", "low", "minor", "medium", "moderate", "major", "high", "critical"];

/// Reads values, and reports those that cannot be read.
pub struct Reader<'a> {
    pub source: &'a Source<'a>,
    /// The day for times without a date.
    pub day: Option<Date>,
    pub findings: Vec<Diagnostic>,
    /// The places of the keys; bytes of the file.
    pub places: KeyPlaces,
    /// How many unknown keys were found.
    pub unknown: usize,
}

/// How many unknown keys have a finding of their own. Finding a key takes a pass over the front matter.
const MOST_UNKNOWN: usize = 200;

impl Reader<'_> {
    pub fn read_all(&mut self, map: &BTreeMap<String, Value>, into: &mut FrontMatter) {
        let keys: Vec<(Key, &str, &Value)> = map
            .iter()
            .filter(|(_, value)| !matches!(value, Value::Null))
            .filter_map(|(name, value)| Some((Key::of(name)?, name.as_str(), value)))
            .collect();
        let (switches, keys): (Vec<_>, Vec<_>) =
            keys.into_iter().partition(|(_, name, value)| keys::may_be_switch(name) && !is_date(value));
        for (_, name, value) in switches {
            if let Some(span) = self.source.span(name, "") {
                self.places.entry(Key::Draft).or_insert(span);
            }
            into.draft |= !self.published(name, value);
        }
        // The day comes first, because it completes times of day: that of the incident, else that of the report.
        for key in [Key::Published, Key::Date] {
            let Some((name, value)) = self.first_of(key, &keys) else { continue };
            let moment = self.moment(name, value);
            if let Some(span) = self.source.span(name, "") {
                self.places.entry(key).or_insert(span);
            }
            let day = moment.map(|moment| moment.date);
            match key {
                Key::Date => (into.date, self.day) = (moment, day.or(self.day)),
                _ => (into.published, self.day) = (moment, self.day.or(day)),
            }
        }
        let day_of = |key| match self.first_of(key, &keys) {
            Some((_, Value::Text(text))) => Moment::parse(text, None).map(|moment| moment.date),
            _ => None,
        };
        self.day = day_of(Key::Started).or_else(|| day_of(Key::Detected)).or(self.day);
        for &(key, name, value) in &keys {
            if key == Key::Published {
                into.holding.wait_until(moment_of(value));
            }
            if key.is_single() && self.is_second(key, name, &keys) {
                self.second(key, name);
                into.extra.insert(name.to_owned(), value.json());
            } else {
                if let Some(span) = self.source.span(name, "") {
                    self.places.entry(key).or_insert(span);
                }
                self.read(key, name, value, into);
            }
        }
        for (name, value) in map {
            if Key::of(name).is_none() && !matches!(value, Value::Null) {
                match value {
                    Value::Table(inner) if name.eq_ignore_ascii_case(TAXONOMIES) => {
                        self.read_all(inner, into);
                    }
                    Value::Table(inner) if keys::is_group(name) => self.read_group(inner, map, into),
                    _ if holding::is_key(name) => self.holding(name, value, into),
                    _ if name.eq_ignore_ascii_case(TAXONOMIES) => {
                        self.wrong_type(name, value, "a mapping of lists");
                    }
                    _ => {
                        self.unknown(name);
                        into.extra.insert(name.clone(), value.json());
                    }
                }
            }
        }
    }

    /// Reads facts in a table of their own, such as `incident`. The keys of `outer`, the table around it, count more.
    fn read_group(
        &mut self,
        inner: &BTreeMap<String, Value>,
        outer: &BTreeMap<String, Value>,
        into: &mut FrontMatter,
    ) {
        let written: Vec<_> = outer.keys().filter_map(|name| Key::of(name)).collect();
        let is_new = |name: &str| Key::of(name).is_none_or(|key| !written.contains(&key));
        let inner = inner.iter().filter(|(name, _)| is_new(name));
        let inner: BTreeMap<_, _> = inner.map(|(name, value)| (name.clone(), value.clone())).collect();
        let (date, published) = (into.date.take(), into.published.take());
        self.read_all(&inner, into);
        (into.date, into.published) = (date.or(into.date), published.or(into.published));
    }

    /// Returns true if another of `keys` has the same meaning as `name` and takes precedence: the one with the canonical
    /// name, else the first by name.
    fn is_second(&self, key: Key, name: &str, keys: &[(Key, &str, &Value)]) -> bool {
        // `resolved: true` beside a time is not a second time.
        let same = keys.iter().filter(|(other, _, value)| *other == key && !is_flag(value));
        let rank = |name: &str| !name.eq_ignore_ascii_case(key.name());
        same.map(|(_, other, _)| *other).min_by_key(|other| rank(other)).is_some_and(|first| first != name)
            && !keys.iter().any(|(_, other, value)| *other == name && is_flag(value))
    }

    /// The name and the value of the one of `keys` that counts for `key`.
    fn first_of<'b>(&self, key: Key, keys: &[(Key, &'b str, &'b Value)]) -> Option<(&'b str, &'b Value)> {
        let mut found = keys.iter().filter(|(other, ..)| *other == key);
        found.find(|(_, name, _)| !self.is_second(key, name, keys)).map(|(_, name, value)| (*name, *value))
    }

    fn second(&mut self, key: Key, name: &str) {
        // A description beside a summary is usual.
        if key == Key::Summary {
            return;
        }
        let place = self.source.place(name, "");
        self.findings.push(
            Diagnostic::warning(
                "front-matter/duplicate-key",
                format!("`{name}` has the same meaning as the key `{}`, which is used", key.name()),
            )
            .at(place)
            .hint(match key {
                Key::Published => "keep one of them; the document is held back until the last of them",
                _ => "keep one of them",
            }),
        );
    }

    fn read(&mut self, key: Key, name: &str, value: &Value, into: &mut FrontMatter) {
        match key {
            // Both are read before the others.
            Key::Date | Key::Published => {}
            Key::Id => into.id = self.string(name, value),
            Key::Title => into.title = self.string(name, value),
            Key::Summary => into.summary = self.string(name, value),
            Key::Updated => into.updated = self.moment(name, value),
            Key::Draft => into.draft |= self.boolean(name, value),
            Key::Slug => into.slug = self.string(name, value),
            Key::Aliases => into.aliases.extend(self.strings(name, value)),
            Key::Authors => {
                into.authors.extend(self.words(name, value).iter().flat_map(|text| people_in(text)));
            }
            Key::Tags => into.tags.extend(self.words(name, value)),
            Key::Kind => {
                // `type` counts as `kind` only if there is no `kind`, which is read before it.
                let kind = into.kind.is_none().then(|| self.kind(name, value)).flatten();
                into.kind = into.kind.or(kind);
                if into.kind.is_none() {
                    into.extra.insert(name.to_owned(), value.json());
                }
            }
            Key::Severity => {
                let mut severities = self.strings(name, value).into_iter();
                into.severity = severities.find(|text| !is_unset(text)).or(into.severity.take());
            }
            Key::Status => {
                let states = self.strings(name, value);
                into.draft |= states.iter().any(|state| is_draft_status(state));
                into.status = Some(states.join(", ")).filter(|text| !text.is_empty());
            }
            Key::Audience => {
                into.audience = Some(self.strings(name, value).join(", ")).filter(|text| !text.is_empty());
            }
            Key::Services => into.services.extend(self.words(name, value)),
            Key::Teams => into.teams.extend(self.words(name, value)),
            Key::Started => into.started = self.moment(name, value),
            Key::Detected => into.detected = self.moment(name, value),
            Key::Acknowledged => into.acknowledged = self.moment(name, value),
            Key::Escalated => into.escalated = self.moment(name, value),
            Key::Identified => into.identified = self.moment(name, value),
            Key::Mitigated => into.mitigated = self.moment(name, value),
            // Status pages write `resolved: true` beside `resolvedWhen: <time>`.
            Key::Resolved if is_flag(value) => {}
            Key::Resolved => into.resolved = self.moment(name, value),
            Key::DetectionMethod => into.detection_method = self.string(name, value),
            Key::Trigger => into.trigger = self.string(name, value),
            Key::Resolution => into.resolution = self.string(name, value),
            Key::Causes => into.causes.extend(self.strings(name, value)),
            Key::Impact => self.impact(name, value, into),
            Key::Lessons => into.lessons.extend(self.strings(name, value)),
            Key::Signatures => into.signatures.extend(self.strings(name, value)),
            Key::RecurrenceOf => into.recurrence_of.extend(self.strings(name, value)),
            Key::Related => into.related.extend(self.strings(name, value)),
            Key::NotRelated => into.not_related.extend(self.strings(name, value)),
            Key::Supersedes => into.supersedes.extend(self.strings(name, value)),
            Key::Actions => into.actions.extend(self.actions(name, value)),
            Key::Source => into.sources.extend(self.strings(name, value)),
            Key::Duration => into.duration = self.duration(name, value),
            Key::Exposure => into.exposure.extend(self.records(name, value)),
            Key::Split => into.split = self.boolean(name, value),
            Key::Extra => {
                if let Value::Table(map) = value {
                    into.extra.extend(map.iter().map(|(name, value)| (name.clone(), value.json())));
                } else {
                    self.wrong_type(name, value, "a mapping");
                }
            }
        }
    }

    /// `impact` is a text or a table; a level such as `LOW-MEDIUM` is a severity.
    fn impact(&mut self, name: &str, value: &Value, into: &mut FrontMatter) {
        if let Value::Table(map) = value {
            let parts = map.iter().filter_map(|(key, value)| Some(format!("{key}: {}", value.text()?)));
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

    /// Reports keys that Retold does not know, with the most similar known one. They are kept.
    fn unknown(&mut self, name: &str) {
        if keys::is_foreign(name) {
            return;
        }
        self.unknown += 1;
        if self.unknown > MOST_UNKNOWN {
            return;
        }
        let span = self.source.span(name, "");
        let place = match &span {
            Some(span) => Place::span(self.source.name, self.source.text, span.clone()),
            None => self.source.first_line(),
        };
        let message = format!("unknown key `{name}`");
        let word = name.to_lowercase();
        let finding = match nearest(&word, Key::canonical_names()) {
            Some(known) => {
                let finding = Diagnostic::warning("front-matter/unknown-key", message)
                    .hint(format!("did you mean `{known}`? put keys of your own under `extra`"));
                // With another key that is near, too, nobody knows which one is meant.
                let is_clear = nearest(&word, Key::canonical_names().filter(|key| *key != known)).is_none();
                match span.filter(|_| is_clear) {
                    Some(span) => finding.fix(span, known),
                    None => finding,
                }
            }
            None => Diagnostic::note("front-matter/unknown-key", message)
                .hint("it is kept for themes; put keys of your own under `extra`"),
        };
        self.findings.push(finding.at(place));
    }

    /// The finding for the unknown keys that have none of their own.
    pub fn more_unknown(&self) -> Option<Diagnostic> {
        let more = self.unknown.checked_sub(MOST_UNKNOWN).filter(|more| *more > 0)?;
        let finding = Diagnostic::note("front-matter/unknown-key", format!("{more} more keys are unknown"));
        Some(finding.at(self.source.first_line()).hint("put keys of your own under `extra`"))
    }
}

/// Whether a value only answers yes or no, also in the words of YAML 1.1.
fn is_flag(value: &Value) -> bool {
    const WORDS: [&str; 6] = ["yes", "no", "true", "false", "on", "off"];
    match value {
        Value::Boolean(_) => true,
        Value::Text(text) => WORDS.iter().any(|word| text.trim().eq_ignore_ascii_case(word)),
        _ => false,
    }
}

/// The people in one text, without their mail addresses: `Ann Example and Ben <ben@example.org>`. `Research and
/// development` is one name.
fn people_in(text: &str) -> Vec<String> {
    let bare = |name: &str| name.split_once(" <").map_or(name, |(name, _)| name).trim().to_owned();
    let is_name = |name: &&str| {
        name.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '<'))
            && !name.ends_with("eam")
    };
    match text.split_once(" and ") {
        Some((one, other)) if is_name(&one) && is_name(&other) => vec![bare(one), bare(other)],
        _ => vec![bare(text)],
    }
}

#[cfg(test)]
mod tests {
    use super::people_in;
    use crate::testing::parse;

    #[test]
    fn keys_have_aliases_and_lists_may_be_scalars() {
        let (document, findings) = parse(
            "2026-02-03-a.md",
            "---\nimpact: LOW-MEDIUM\nimpactDescription: Prevents recurrence\ntags: prev, postmortem\n\
             severities: [SEV1]\nresolved: yes\nresolvedWhen: 2026-02-03 10:00 UTC\nstarted: 09:30 UTC\n\
             affected:\n  - DNS\nweight: 3\nauthor: Ann\n---\n",
        );
        assert_eq!(findings, Vec::<String>::new());
        let read = &document.front_matter;
        assert_eq!(read.severity.as_deref(), Some("SEV1"));
        assert_eq!(read.summary.as_deref(), Some("Prevents recurrence"));
        assert_eq!(read.tags, ["prev", "postmortem"]);
        assert_eq!(read.services, ["DNS"]);
        assert_eq!(read.resolved.unwrap().iso(), "2026-02-03T10:00:00Z");
        assert_eq!(read.started.unwrap().iso(), "2026-02-03T09:30:00Z");
        assert_eq!(read.extra["weight"], 3);
    }

    #[test]
    fn published_is_a_date_or_a_switch() {
        for (matter, date, message) in [
            ("published: 2026-01-31", Some("2026-01-31"), None),
            ("published: true", None, None),
            ("published: false", None, None),
            ("published: yes\ndate: 2026-01-31", Some("2026-01-31"), None),
            (
                "published: soon",
                None,
                Some("`published`: expected a date, `true` or `false`, found a string"),
            ),
            ("published: 3", None, Some("`published`: expected a date, `true` or `false`, found a number")),
        ] {
            let (document, findings) = parse("a.md", format!("---\n{matter}\n---\nx"));
            assert_eq!(document.day().map(|date| date.to_string()).as_deref(), date, "{matter}");
            assert_eq!(findings.len(), usize::from(message.is_some()), "{matter}: {findings:?}");
            assert!(message.is_none_or(|message| findings[0].contains(message)), "{matter}: {findings:?}");
        }
    }

    #[test]
    fn facts_may_stand_in_a_table_of_their_own() {
        let (document, findings) = parse(
            "a.md",
            "---\ntitle: A\ndate: 2024-06-01\nincident:\n  title: B\n  date: 2024-05-01\n  sev: SEV-2\n  \
             start_time: 2024-06-01 09:00 UTC\n  flavour: sweet\n---\n",
        );
        let read = &document.front_matter;
        assert_eq!((read.title.as_deref(), read.severity.as_deref()), (Some("A"), Some("SEV-2")));
        assert_eq!(read.started.unwrap().iso(), "2024-06-01T09:00:00Z");
        assert_eq!(read.date.unwrap().iso(), "2024-06-01");
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].contains("unknown key `flavour`"), "{findings:?}");
    }

    #[test]
    fn names_may_be_tables_and_what_is_not_known_yet_is_no_value() {
        let (document, findings) = parse(
            "a.md",
            "---\nauthors:\n  - name: Ann Example\n    title: SRE\n  - Ben\nowner_team: {name: Core}\nseverity: TBD\n\
             date: 20240601\nstarted: 2024-06-01T08:00:00Z\nresolved: ongoing\nmitigated: n/a\nduration: tbd\n---\n",
        );
        assert_eq!(findings, [""; 0]);
        let read = &document.front_matter;
        assert_eq!(read.authors, ["Ann Example", "Ben"]);
        assert_eq!(read.teams, ["Core"]);
        assert_eq!(read.date.unwrap().iso(), "2024-06-01");
        assert_eq!((&read.severity, &read.resolved, &read.duration), (&None, &None, &None));
    }

    #[test]
    fn a_misspelled_key_gets_a_suggestion() {
        let (document, findings) = parse("a.md", "---\nseverty: SEV1\n---\nx");
        assert!(
            findings[0].starts_with("warning[front-matter/unknown-key]: unknown key `severty`"),
            "{findings:?}"
        );
        assert!(findings[0].contains("did you mean `severity`?"), "{findings:?}");
        assert_eq!(document.front_matter.extra["severty"], "SEV1");
    }

    #[test]
    fn people_in_one_text_are_taken_apart() {
        for (text, people) in [
            ("Ann Example and Ben", &["Ann Example", "Ben"][..]),
            ("Ann Example <ann@example.org>", &["Ann Example"]),
            ("Ann <ann@example.org> and Ben <ben@example.org>", &["Ann", "Ben"]),
            ("Research and development", &["Research and development"]),
            ("The Search and Rescue Team", &["The Search and Rescue Team"]),
        ] {
            assert_eq!(people_in(text), people, "{text}");
        }
    }
}
