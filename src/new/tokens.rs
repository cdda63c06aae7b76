//! The names that templates may use, such as `{{ date }}`.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Zoned};
use retold_document::model::Milestone;
use retold_times::Moment;

use super::values::Values;
use crate::config::Config;

/// What stands where a time is not known. Retold recognises both as placeholders.
const NO_TIME: &str = "YYYY-MM-DD HH:MM";
const NO_DATE: &str = "YYYY-MM-DD";

/// The names that are replaced in a template, each with its value and what stands there without one.
pub struct Tokens(Vec<Token>);

#[derive(Clone)]
struct Token {
    mark: String,
    value: Option<String>,
    placeholder: String,
    kind: TokenKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TokenKind {
    /// The time of a milestone.
    Time,
    /// A date, a number, a name from the configuration.
    Plain,
    /// A text from outside, which front matter would have to quote.
    Text,
}

impl Tokens {
    /// The tokens with what is known of them.
    pub fn new(values: &Values, config: &Config) -> Self {
        let mut tokens = Vec::new();
        let mut add = |name: &str, value: Option<String>, placeholder: &str, kind: TokenKind| {
            let mark = format!("{{{{ {name} }}}}");
            tokens.push(Token { mark, value, placeholder: placeholder.to_owned(), kind });
        };
        for milestone in Milestone::ALL {
            let moment = values.milestones.get(&milestone);
            let name = milestone.name();
            add(name, moment.map(in_utc), NO_TIME, TokenKind::Time);
            add(
                &format!("{name}_date"),
                moment.map(|moment| moment.date.to_string()),
                NO_DATE,
                TokenKind::Time,
            );
        }
        let due = values.date.and_then(|date| after(date, config.action_due_days));
        add("due", due.map(|due| due.to_string()), NO_DATE, TokenKind::Plain);
        add("due_days", Some(config.action_due_days.to_string()), "", TokenKind::Plain);
        add("date", values.date.map(|date| date.to_string()), NO_DATE, TokenKind::Plain);
        add("severities", Some(severities(config)), "", TokenKind::Plain);
        let list = |list: &[String]| (!list.is_empty()).then(|| list.join(", "));
        for (name, value) in [
            ("id", values.id.clone()),
            ("title", values.title.clone()),
            ("severity", values.severity.clone()),
            ("source", values.source.clone()),
            ("services", list(&values.services)),
            ("teams", list(&values.teams)),
            ("tags", list(&values.tags)),
            ("authors", list(&values.authors)),
        ] {
            add(name, value, &format!("[{name}]"), TokenKind::Text);
        }
        Self(tokens)
    }

    /// The tokens that may stand in front matter.
    pub fn without_texts(&self) -> Self {
        Self(self.0.iter().filter(|token| token.kind != TokenKind::Text).cloned().collect())
    }

    /// Whether a line has a time that is known.
    pub fn has_known_time(&self, line: &str) -> bool {
        self.times_in(line).any(|token| token.value.is_some())
    }

    fn has_unknown_time(&self, line: &str) -> bool {
        self.times_in(line).any(|token| token.value.is_none())
    }

    fn times_in<'a>(&'a self, line: &'a str) -> impl Iterator<Item = &'a Token> {
        self.0.iter().filter(|token| token.kind == TokenKind::Time && line.contains(&token.mark))
    }

    /// Returns `text` with values, or placeholders, in place of tokens. `drops`: whether lines with unknown times are left out.
    pub fn replace(&self, text: &str, drops: bool) -> String {
        let lines = text.split_inclusive('\n').filter(|line| !(drops && self.has_unknown_time(line)));
        lines.map(|line| self.replace_in_line(line)).collect()
    }

    /// Replaces from left to right, so that no value is read as a token.
    fn replace_in_line(&self, line: &str) -> String {
        let mut filled = String::with_capacity(line.len());
        let mut rest = line;
        while let Some(at) = rest.find("{{ ") {
            filled.push_str(&rest[..at]);
            rest = &rest[at..];
            match self.0.iter().find(|token| rest.starts_with(&token.mark)) {
                Some(token) => {
                    filled.push_str(token.value.as_ref().unwrap_or(&token.placeholder));
                    rest = &rest[token.mark.len()..];
                }
                None => {
                    filled.push_str("{{ ");
                    rest = &rest[3..];
                }
            }
        }
        filled + rest
    }
}

/// `2026-01-31 09:05`, in UTC; the date alone if no time of day is known.
fn in_utc(moment: &Moment) -> String {
    match moment.instant() {
        Some(instant) => Zoned::new(instant, TimeZone::UTC).strftime("%Y-%m-%d %H:%M").to_string(),
        None => moment.date.to_string(),
    }
}

fn after(date: Date, days: u16) -> Option<Date> {
    date.checked_add(Span::new().days(days)).ok()
}

/// `SEV1 (worst) to SEV5`, by the first label of each rank.
fn severities(config: &Config) -> String {
    let mut labels = config.severities.iter().filter_map(|labels| labels.first());
    match (labels.next(), labels.next_back()) {
        (Some(worst), Some(least)) => format!("{worst} (worst) to {least}"),
        (Some(only), None) => only.clone(),
        (None, _) => String::new(),
    }
}
