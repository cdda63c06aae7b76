//! Reads values of front matter, in any type that authors use for them.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use jiff::civil::Date;

use crate::front_matter::fields::Reader;
use crate::front_matter::value::Value;
use crate::keys::{ActionKey, Key};
use crate::model::{Action, Kind};
use crate::text::placeholder::{is_placeholder, is_unset};
use retold_diagnostic::{Diagnostic, Level};
use retold_times::due::of_value as due_of;
use retold_times::{Moment, durations};

impl Reader<'_> {
    pub fn string(&mut self, name: &str, value: &Value) -> Option<String> {
        match value.text() {
            Some(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            None => {
                self.wrong_type(name, value, "a string");
                None
            }
        }
    }

    /// A list of texts, or one text.
    pub fn strings(&mut self, name: &str, value: &Value) -> Vec<String> {
        let mut texts = Vec::new();
        for item in items_of(value) {
            if let Some(text) = item.text().or_else(|| name_in(item)) {
                texts.extend(Some(text.trim().to_owned()).filter(|text| !text.is_empty()));
            } else if !matches!(item, Value::Null) {
                self.wrong_type(name, item, "a list of strings");
            }
        }
        texts
    }

    /// A list of short names; one text may hold several, separated by commas.
    pub fn words(&mut self, name: &str, value: &Value) -> Vec<String> {
        let texts = self.strings(name, value);
        if matches!(value, Value::List(_)) {
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
    pub fn boolean(&mut self, name: &str, value: &Value) -> bool {
        flag(value).unwrap_or_else(|| {
            self.unreadable_flag(name, value, "`true` or `false`");
            true
        })
    }

    /// The value of `published` if it is not a date. A value that cannot be read counts as false.
    pub fn published(&mut self, name: &str, value: &Value) -> bool {
        flag(value).unwrap_or_else(|| {
            self.unreadable_flag(name, value, "a date, `true` or `false`");
            false
        })
    }

    /// Reports a flag that cannot be read and decides whether the document is a draft.
    fn unreadable_flag(&mut self, name: &str, value: &Value, expected: &str) {
        self.wrong_type(name, value, expected);
        if let Some(finding) = self.findings.last_mut() {
            // The page is missing.
            finding.level = Level::Error;
            finding.hint = Some("until it is fixed, the document is left out like a draft".to_owned());
        }
    }

    pub fn moment(&mut self, name: &str, value: &Value) -> Option<Moment> {
        let text = match value {
            Value::Text(_) | Value::Number(_) => value.text()?,
            other => {
                self.wrong_type(name, other, "a date");
                return None;
            }
        };
        if is_not_known(&text) {
            return None;
        }
        let text = text.as_str();
        let moment = Moment::parse(text, self.day).or_else(|| compact_day(text));
        if moment.is_none() {
            let place = self.source.place(name, text);
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
            self.findings.push(Diagnostic::warning("front-matter/value", message).at(place).hint(hint));
        }
        moment
    }

    pub fn duration(&mut self, name: &str, value: &Value) -> Option<SignedDuration> {
        let text = self.string(name, value).filter(|text| !is_not_known(text))?;
        let duration = durations::duration(&text);
        if duration.is_none() {
            let place = self.source.place(name, &text);
            self.findings.push(
                Diagnostic::warning(
                    "front-matter/value",
                    format!("`{text}` for `{name}` is not a length of time"),
                )
                .at(place)
                .hint("write it as `2h 15m`, `45 minutes` or `PT3H`"),
            );
        }
        duration
    }

    pub fn kind(&mut self, name: &str, value: &Value) -> Option<Kind> {
        let text = self.string(name, value)?;
        let kind = Kind::parse(&text);
        // `type` has other meanings in other generators: only a `kind` that cannot be read is reported.
        if kind.is_none() && Key::of(name) == Some(Key::Kind) && name.eq_ignore_ascii_case(Key::Kind.name()) {
            let place = self.source.place(name, &text);
            let known = Kind::ALL.map(Kind::name).join("`, `");
            self.findings.push(
                Diagnostic::warning("front-matter/value", format!("`{text}` is not a kind of document"))
                    .at(place)
                    .hint(format!("use one of `{known}`")),
            );
        }
        kind
    }

    pub fn actions(&mut self, name: &str, value: &Value) -> Vec<Action> {
        items_of(value).iter().filter_map(|item| self.action(name, item)).collect()
    }

    fn action(&mut self, name: &str, item: &Value) -> Option<Action> {
        let Value::Table(map) = item else {
            let title = self.string(name, item)?;
            return Some(Action { title, ..Action::default() });
        };
        let get = |key: ActionKey| {
            let value = key.names().iter().find_map(|name| map.get(*name));
            value.and_then(Value::text).map(|text| text.trim().to_owned())
        };
        let due_text = get(ActionKey::Due);
        let due = due_text.as_deref().and_then(|text| due_of(text, self.day));
        if let (Some(text), None) = (&due_text, due) {
            let place = self.source.place(name, text);
            self.findings.push(
                Diagnostic::warning("front-matter/value", format!("`{text}` for `due` is not a date"))
                    .at(place)
                    .hint("write it as `2026-01-31` or `14 days`"),
            );
        }
        let Some(title) = get(ActionKey::Title) else {
            let place = self.source.place(name, "");
            self.findings.push(
                Diagnostic::warning("front-matter/value", "an action has no `title`")
                    .at(place)
                    .hint("write each action as `{title: …, owner: …, due: 2026-01-31}`"),
            );
            return None;
        };
        self.find_cut(name, map);
        Some(Action {
            id: get(ActionKey::Id),
            title,
            kind: get(ActionKey::Kind),
            owner: get(ActionKey::Owner),
            due,
            status: get(ActionKey::Status),
            link: get(ActionKey::Link),
        })
    }

    /// Reports a text that ends at a comma: the rest of `{title: Fix a, b and c}` is a key without a value.
    fn find_cut(&mut self, name: &str, map: &BTreeMap<String, Value>) {
        let is_known =
            |key: &String| ActionKey::ALL.iter().any(|known| known.names().contains(&key.as_str()));
        let rest = map.iter().find(|(key, value)| matches!(value, Value::Null) && !is_known(key));
        let Some((rest, _)) = rest else { return };
        if self.source.matter().contains(&format!(", {rest}")) {
            let place = self.source.place(name, rest);
            self.findings.push(
                Diagnostic::warning("front-matter/value", format!("a comma ends the text before `{rest}`"))
                    .at(place)
                    .hint("put the whole text in quotes, as in `{title: \"Fix a, b and c\"}`"),
            );
        }
    }

    /// The tables of a list, each with its texts; or a single table.
    pub fn records(&mut self, name: &str, value: &Value) -> Vec<BTreeMap<String, String>> {
        let mut records = Vec::new();
        for item in items_of(value) {
            match item {
                Value::Table(map) => {
                    let texts = map.iter().filter_map(|(key, value)| Some((key.clone(), value.text()?)));
                    records.push(texts.collect());
                }
                Value::Null => {}
                _ => self.wrong_type(name, item, "a list of mappings"),
            }
        }
        records
    }

    pub fn wrong_type(&mut self, name: &str, value: &Value, expected: &str) {
        let found = match value {
            Value::Null => "nothing",
            Value::Text(_) => "a string",
            Value::Number(_) => "a number",
            Value::Boolean(_) => "`true` or `false`",
            Value::List(_) => "a list",
            Value::Table(_) => "a mapping",
        };
        let place = self.source.place(name, &value.text().unwrap_or_default());
        self.findings.push(
            Diagnostic::warning(
                "front-matter/value",
                format!("`{name}`: expected {expected}, found {found}"),
            )
            .at(place),
        );
    }
}

/// Returns true if a value is a date, a time of day or empty.
pub fn is_date(value: &Value) -> bool {
    let day = Some(Date::constant(2000, 1, 1));
    match value {
        Value::Text(text) => text.trim().is_empty() || Moment::parse(text, day).is_some(),
        Value::Number(_) => moment_of(value).is_some(),
        _ => false,
    }
}

/// Yes or no, as people write them.
pub fn flag(value: &Value) -> Option<bool> {
    match value.text()?.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// The items of a list; a value that is no list is the only one.
fn items_of(value: &Value) -> &[Value] {
    match value {
        Value::List(items) => items,
        single => std::slice::from_ref(single),
    }
}

/// The moment that a value names, if it is one.
pub fn moment_of(value: &Value) -> Option<Moment> {
    let text = value.text()?;
    Moment::parse(&text, None).or_else(|| compact_day(&text))
}

/// A day written as eight digits, as in `20240601`.
fn compact_day(text: &str) -> Option<Moment> {
    let text = text.trim();
    let is_compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let dashed = is_compact.then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))?;
    Moment::parse(&dashed, None).filter(|moment| (1970..2100).contains(&moment.date.year()))
}

/// What people write for a moment or a duration that is not known yet.
fn is_not_known(text: &str) -> bool {
    const WORDS: [&str; 8] =
        ["ongoing", "on-going", "in progress", "not yet", "open", "unresolved", "not resolved", "still open"];
    let text = text.trim();
    is_unset(text) || is_placeholder(text) || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// The name in a table such as `{name: Ann, url: …}`, as other generators write authors.
fn name_in(value: &Value) -> Option<String> {
    let Value::Table(map) = value else { return None };
    ["name", "title"].iter().find_map(|key| map.get(*key)?.text())
}

#[cfg(test)]
mod tests {
    use crate::testing::parse;

    #[test]
    fn a_wrong_type_is_shown_at_its_value() {
        let (document, findings) = parse("a.md", "---\ntitle: A\ndraft: maybe\nstarted: soon\n---\n");
        assert_eq!(
            findings,
            [
                "error[front-matter/value]: `draft`: expected `true` or `false`, found a string\n \
                 --> content/a.md:3:8\n  \
                 |\n\
                 3 | draft: maybe\n  \
                 |        ^^^^^\n  \
                 |\n\
                 hint: until it is fixed, the document is left out like a draft",
                "warning[front-matter/value]: `soon` for `started` is not a date\n \
                 --> content/a.md:4:10\n  \
                 |\n\
                 4 | started: soon\n  \
                 |          ^^^^\n  \
                 |\n\
                 hint: write it as `2026-01-31`, `2026-01-31 14:05 UTC` or `2026-01-31T14:05:00Z`"
            ]
        );
        assert_eq!(document.title(), "A");
    }

    #[test]
    fn a_title_that_ends_at_a_comma_is_reported() {
        for (action, finding) in [
            (
                "{title: Fix a, b, type: prevent}",
                Some("a comma ends the text before `b`\n --> content/a.md:4:20"),
            ),
            ("{title: \"Fix a, b\", type: prevent}", None),
            ("{title: Fix a, team: , type: prevent}", None),
            ("\n      title: Fix\n      b:", None),
        ] {
            let (_, findings) = parse("a.md", format!("---\ntitle: A\nactions:\n  - {action}\n---\n"));
            match finding {
                Some(finding) => {
                    assert!(findings.len() == 1 && findings[0].contains(finding), "{findings:?}");
                }
                None => assert!(findings.is_empty(), "{action}: {findings:?}"),
            }
        }
    }
}
