//! How the values of front matter keys may be written.

use serde_json::{Map, Value, json};

use super::exposure::record;
use super::front_matter::action;
use super::{MOMENT, object};
use crate::config::default_severities;
use retold_document::keys::Key;
use retold_document::model::Kind;

/// Yes or no, as people write them.
pub(super) const FLAG: &str = "^([Tt]rue|TRUE|[Yy]es|YES|[Oo]n|ON|[Ff]alse|FALSE|[Nn]o|NO|[Oo]ff|OFF)$";

/// How the value of a front matter key may be written.
#[derive(Clone, Copy)]
pub(super) enum ValueType {
    Text,
    /// A list of texts, or a single text.
    Texts,
    Moment,
    /// A point in time, or `true` once the moment has passed.
    MomentOrFlag,
    Duration,
    Flag,
    Kind,
    Severity,
    Impact,
    Actions,
    Exposure,
    Table,
}

impl ValueType {
    pub(super) fn of(key: Key) -> Self {
        match key {
            Key::Id
            | Key::Title
            | Key::Summary
            | Key::Slug
            | Key::DetectionMethod
            | Key::Trigger
            | Key::Resolution => Self::Text,
            Key::Aliases
            | Key::Audience
            | Key::Authors
            | Key::Tags
            | Key::Services
            | Key::Teams
            | Key::Causes
            | Key::Lessons
            | Key::Signatures
            | Key::RecurrenceOf
            | Key::Related
            | Key::NotRelated
            | Key::Supersedes
            | Key::Source
            | Key::Status => Self::Texts,
            Key::Date
            | Key::Published
            | Key::Updated
            | Key::Started
            | Key::Detected
            | Key::Acknowledged
            | Key::Escalated
            | Key::Identified
            | Key::Mitigated => Self::Moment,
            Key::Resolved => Self::MomentOrFlag,
            Key::Duration => Self::Duration,
            Key::Draft | Key::Split => Self::Flag,
            Key::Kind => Self::Kind,
            Key::Severity => Self::Severity,
            Key::Impact => Self::Impact,
            Key::Actions => Self::Actions,
            Key::Exposure => Self::Exposure,
            Key::Extra => Self::Table,
        }
    }

    /// The keywords for a value of this type. `null` is always allowed: an empty key counts as a missing one.
    pub(super) fn keywords(self) -> Map<String, Value> {
        let keywords = match self {
            Self::Text => json!({"type": ["string", "number", "boolean", "null"]}),
            Self::Texts => json!({
                "type": ["array", "string", "number", "boolean", "object", "null"],
                "anyOf": [{"required": ["name"]}, {"required": ["title"]}],
                "items": {
                    "type": ["string", "number", "boolean", "object", "null"],
                    "anyOf": [{"required": ["name"]}, {"required": ["title"]}],
                },
            }),
            Self::Moment => json!({
                "type": ["string", "integer", "null"],
                "pattern": MOMENT,
                "minimum": 19_700_101,
                "maximum": 20_991_231,
                "patternErrorMessage": "write it as 2026-01-31, 2026-01-31 14:05 UTC or 2026-01-31T14:05:00Z",
                "examples": ["2026-01-31", "2026-01-31T14:05:00Z", "2026-01-31 14:05 UTC", "14:05 UTC", "Jan 31, 2026 2:05 pm PST"],
            }),
            Self::MomentOrFlag => {
                let mut keywords = Self::Moment.keywords();
                keywords.insert("type".to_owned(), json!(["string", "integer", "boolean", "null"]));
                keywords.insert("pattern".to_owned(), format!("{FLAG}|{MOMENT}").into());
                return keywords;
            }
            Self::Duration => json!({
                "type": ["string", "null"],
                "examples": ["2h 15m", "45 minutes", "PT3H"],
            }),
            Self::Flag => json!({
                "type": ["boolean", "string", "null"],
                "pattern": FLAG,
                "patternErrorMessage": "write true or false",
                "default": false,
            }),
            Self::Kind => {
                let mut names: Vec<Value> = Kind::ALL.iter().map(|kind| kind.name().into()).collect();
                names.push(Value::Null);
                json!({"enum": names, "default": Kind::default().name()})
            }
            Self::Severity => {
                let labels: Vec<_> = default_severities().concat();
                let mut keywords = Self::Texts.keywords();
                keywords.insert("examples".to_owned(), labels.into());
                return keywords;
            }
            Self::Impact => json!({
                "type": ["string", "array", "object", "number", "boolean", "null"],
                "items": {
                    "type": ["string", "number", "boolean", "object", "null"],
                    "anyOf": [{"required": ["name"]}, {"required": ["title"]}],
                },
            }),
            Self::Actions => {
                let mut action = action();
                action.insert("type".to_owned(), json!(["object", "string", "number", "boolean"]));
                let mut keywords = action.clone();
                keywords.insert(
                    "type".to_owned(),
                    json!(["array", "object", "string", "number", "boolean", "null"]),
                );
                keywords.insert("items".to_owned(), action.into());
                return keywords;
            }
            Self::Exposure => {
                let mut record = record();
                // What a record lacks is found once the archive is known.
                record.retain(|keyword, _| keyword == "properties");
                record.insert("type".to_owned(), json!(["object", "null"]));
                json!({"type": ["array", "object", "null"], "items": record})
            }
            Self::Table => json!({"type": ["object", "null"]}),
        };
        object(keywords)
    }
}
