//! JSON Schemas (draft 2020-12) for editors: of the front matter, and of `retold.toml`.
//!
//! With them, an editor underlines what the program would refuse. The schema is stricter than the program about the
//! spelling of a `kind`, and less strict about how a `duration` is written.
//! Schemas have no references, and only assertions that mean the same in all drafts since the fourth, because editors
//! support different drafts. `patternErrorMessage` is what editors show instead of a regular
//! expression.

use serde_json::{Map, Value, json};

use crate::config::{KEYS, default_severities};
use retold_document::keys::{ActionKey, Key, TAXONOMIES, may_be_switch};
use retold_document::model::{ExposureStatus, Kind, SectionKind};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Dates are written in too many ways for a regular expression; every date has a digit. What is not known yet has a word.
const MOMENT: &str = r"^\s*$|[0-9]|^([Tt][Bb][Dd]|[Nn]/[Aa]|[Oo]ngoing|[Oo]pen|-)$";

/// Yes or no, as people write them.
const FLAG: &str = "^([Tt]rue|TRUE|[Yy]es|YES|[Oo]n|ON|[Ff]alse|FALSE|[Nn]o|NO|[Oo]ff|OFF)$";

/// How the value of a front matter key may be written.
#[derive(Clone, Copy)]
enum ValueType {
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
    fn of(key: Key) -> Self {
        match key {
            Key::Id
            | Key::Title
            | Key::Summary
            | Key::Slug
            | Key::Status
            | Key::Audience
            | Key::DetectionMethod
            | Key::Trigger
            | Key::Resolution => Self::Text,
            Key::Aliases
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
            | Key::Source => Self::Texts,
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
    fn keywords(self) -> Map<String, Value> {
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

/// The keywords for an action that is written as a table; they do not restrict other types.
fn action() -> Map<String, Value> {
    let mut properties = Map::new();
    for key in ActionKey::ALL {
        let mut keywords = match key {
            ActionKey::Title => object(json!({"type": ["string", "number", "boolean"]})),
            ActionKey::Due => object(json!({
                "type": ["string", "integer", "null"],
                "pattern": MOMENT,
                "minimum": 19_700_101,
                "maximum": 20_991_231,
                "patternErrorMessage": "write it as 2026-01-31",
                "examples": ["2026-01-31"],
            })),
            _ => ValueType::Text.keywords(),
        };
        if key == ActionKey::Kind {
            keywords.insert("examples".to_owned(), json!(["prevent", "detect", "mitigate", "process"]));
        }
        insert(&mut properties, key.names(), key.description(), &keywords);
    }
    let titled: Vec<_> = ActionKey::Title.names().iter().map(|name| json!({"required": [name]})).collect();
    // `required` applies to tables only, so an action that is a text matches the first alternative.
    object(json!({"properties": properties, "anyOf": titled}))
}

/// The keywords for a record of exposure.
fn record() -> Map<String, Value> {
    let text = |description: &str| json!({"type": "string", "description": description});
    let names = ExposureStatus::ALL.map(ExposureStatus::name);
    let subjects = ["pattern", "lesson", "incident"].map(|key| json!({"required": [key]}));
    object(json!({
        "properties": {
            "pattern": text("A cause or the trigger of incidents, as their front matter has it."),
            "lesson": {
                "type": "string",
                "pattern": "#",
                "patternErrorMessage": "write the id of the document, #, and the anchor of the lesson",
                "description": "A lesson of a postmortem: the id of the document, #, and the anchor of the lesson.",
                "examples": ["PM-2026-014#a-limit-belongs-to-the-pool"],
            },
            "incident": text("A postmortem: its id, slug or file name."),
            "status": {
                "enum": names,
                "description": "Whether it can happen to the team, can no longer, or never could.",
            },
            "date": {
                "type": ["string", "object"],
                "pattern": MOMENT,
                "patternErrorMessage": "write it as 2026-01-31",
                "description": "Since when.",
                "examples": ["2026-01-31"],
            },
            "link": {
                "type": "string",
                "pattern": "^https?://",
                "patternErrorMessage": "write an address such as https://example.org/412",
                "description": "Address of what shows it: a ticket, a change.",
            },
            "note": text("What others should know."),
            "team": text("The team, if it is not that of the file."),
        },
        "required": ["status"],
        "anyOf": subjects,
        "additionalProperties": false,
    }))
}

/// The schema of a file in which a team records its exposure.
pub fn exposure() -> Value {
    let mut entry = record();
    entry.insert("type".to_owned(), json!("object"));
    json!({
        "$schema": DIALECT,
        "title": "Exposure of a team",
        "description": "Whether incidents, lessons and patterns apply to a team.",
        "type": "object",
        "properties": {
            "team": {"type": "string", "description": "Whose records these are.", "examples": ["payments"]},
            "entry": {"type": "array", "items": entry, "description": "The records."},
        },
        "additionalProperties": false,
    })
}

/// Inserts a property under its canonical name, which is the first of `names`, and under the others.
fn insert(into: &mut Map<String, Value>, names: &[&str], description: &str, keywords: &Map<String, Value>) {
    for (index, name) in names.iter().enumerate() {
        let mut property = keywords.clone();
        if index == 0 {
            property.insert("description".to_owned(), description.into());
        } else {
            property.insert("description".to_owned(), format!("same as `{}`", names[0]).into());
            property.insert("deprecated".to_owned(), false.into());
        }
        into.insert((*name).to_owned(), property.into());
    }
}

/// The keywords for `published`, which is a date or a flag.
fn switch_or_moment() -> Map<String, Value> {
    object(json!({
        "type": ["string", "boolean", "null"],
        "pattern": format!("{FLAG}|{MOMENT}"),
        "patternErrorMessage": "write true, false or a date such as 2026-01-31",
    }))
}

/// The members of `value`, which is an object.
fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// The table of lists of terms, under their usual names.
fn taxonomies() -> Map<String, Value> {
    let mut properties = Map::new();
    for key in [Key::Tags, Key::Authors, Key::Services, Key::Teams, Key::Severity] {
        let names = std::iter::once(key.name()).chain(key.aliases().iter().copied());
        for name in names {
            let mut property = ValueType::of(key).keywords();
            property.insert("description".to_owned(), format!("same as `{}` outside", key.name()).into());
            properties.insert(name.to_owned(), property.into());
        }
    }
    object(json!({
        "type": ["object", "null"],
        "description": "Zola's place for lists of terms; they count as if they stood outside.",
        "properties": properties,
        "additionalProperties": true,
    }))
}

/// The schema of the front matter of a document.
pub fn front_matter() -> Value {
    let mut properties = Map::new();
    for key in Key::all() {
        let names: Vec<_> = std::iter::once(key.name()).chain(key.aliases().iter().copied()).collect();
        insert(&mut properties, &names, key.description(), &ValueType::of(key).keywords());
    }
    // Other generators use `type` for other things: only its value shows whether it is a kind.
    for alias in Key::Kind.aliases() {
        let mut property = ValueType::Text.keywords();
        property.insert("description".to_owned(), "same as `kind`, where it holds one of the kinds".into());
        property.insert("deprecated".to_owned(), false.into());
        property.insert("examples".to_owned(), Kind::ALL.map(Kind::name).to_vec().into());
        properties.insert((*alias).to_owned(), property.into());
    }
    for (name, property) in &mut properties {
        if may_be_switch(name)
            && let Value::Object(property) = property
        {
            property.extend(switch_or_moment());
        }
    }
    properties.insert(TAXONOMIES.to_owned(), taxonomies().into());
    json!({
        "$schema": DIALECT,
        "title": "Front matter of a postmortem",
        "description": "Every key is optional; keys that Retold does not know are kept.",
        "type": "object",
        "properties": properties,
        "additionalProperties": true,
    })
}

/// The schema of `retold.toml`.
pub fn config() -> Value {
    let properties: Map<_, _> = KEYS
        .iter()
        .filter_map(|key| {
            let (description, mut keywords, default) = setting(key)?;
            keywords.insert("description".to_owned(), description.into());
            if !default.is_null() {
                keywords.insert("default".to_owned(), default);
            }
            Some(((*key).to_owned(), keywords.into()))
        })
        .collect();
    json!({
        "$schema": DIALECT,
        "title": "retold.toml",
        "description": "Every key has a default; paths are relative to the file's folder.",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

/// Description, type and default (null for none) of a key of `retold.toml`.
fn setting(key: &str) -> Option<(&'static str, Map<String, Value>, Value)> {
    let texts = || json!({"type": "array", "items": {"type": "string"}});
    let (description, keywords, default) = match key {
        "title" => ("Name of the archive.", json!({"type": "string"}), json!("Postmortems")),
        "description" => (
            "One sentence on what the archive is.",
            json!({"type": "string"}),
            json!("What happened, what let it happen, and what we learned."),
        ),
        "base_url" => (
            "Absolute address of the site. Pages link to each other relatively and work anywhere without \
             it; the sitemap, canonical links and absolute links in feeds need it.",
            json!({
                "type": "string",
                "patternErrorMessage": "use an absolute address such as https://example.org/postmortems/",
                "pattern": r#"^https?://([^/\s"<>?#][^\s"<>?#]*)?$"#,
                "examples": ["https://example.org/postmortems/"],
            }),
            Value::Null,
        ),
        "edit_url" => (
            "Address at which a document can be edited, in which `{path}` is replaced by its path in the content \
             folder. Pages link to it.",
            json!({
                "type": "string",
                "pattern": r#"^$|^https?://([^/\s"<>?][^\s"<>?]*)?\{path\}[^\s"<>]*$"#,
                "patternErrorMessage": "write it as https://github.com/o/r/edit/main/content/{path}",
                "examples": ["https://github.com/o/r/edit/main/content/{path}"],
            }),
            json!(""),
        ),
        "language" => (
            "BCP 47 tag of the language, by which search knows the forms of words.",
            json!({"type": "string", "examples": ["en", "de-CH"]}),
            json!("en"),
        ),
        "content" => ("Folder of the postmortems.", json!({"type": "string"}), json!("content")),
        "output_dir" => ("Folder of the site.", json!({"type": "string"}), json!("public")),
        "theme" => (
            "Folder of your own theme files, which replace those of the built-in theme.",
            json!({"type": "string"}),
            json!("theme"),
        ),
        "exposure" => (
            "Folder in which teams record whether incidents, lessons and patterns apply to them: a file for each.",
            json!({"type": "string"}),
            json!("exposure"),
        ),
        "api" => (
            "Whether the site has the archive as data for programs, below api/v1/, and as text for language models, in llms.txt.",
            json!({"type": "boolean"}),
            json!(true),
        ),
        "page_size" => {
            ("Postmortems on one page of a list.", json!({"type": "integer", "minimum": 1}), json!(20))
        }
        "feed_size" => ("Entries in the feed.", json!({"type": "integer", "minimum": 1}), json!(20)),
        "severities" => (
            "Severities from worst to least. Labels of one group rank the same; authors' labels are kept \
             as they are.",
            json!({"type": "array", "items": texts()}),
            json!(default_severities()),
        ),
        "sections" => {
            let properties: Map<_, _> =
                SectionKind::ALL.iter().map(|kind| (kind.name().to_owned(), texts())).collect();
            (
                "Additional headings by the section of a postmortem that they name. They are added to \
                 those that Retold knows, and win over them.",
                json!({
                    "type": "object",
                    "properties": properties,
                    "additionalProperties": false,
                    "examples": [{"causes": ["What we did not know"]}],
                }),
                json!({}),
            )
        }
        "tickets" => (
            "Prefixes of ticket names, each with the address of a ticket, in which `{}` is replaced by \
             the rest of the name.",
            json!({
                "type": "object",
                "additionalProperties": {
                    "type": "string",
                    "pattern": r#"^https?://([^/\s"<>?][^\s"<>?]*)?\{\}[^\s"<>?]*$"#,
                    "patternErrorMessage": "write it as https://tickets.example.org/INFRA-{}",
                },
                "examples": [{"INFRA-": "https://tickets.example.org/INFRA-{}"}],
            }),
            json!({}),
        ),
        "action_due_days" => (
            "Days from the publication of a postmortem to the due date of an action that has none.",
            json!({"type": "integer", "minimum": 0, "maximum": u16::MAX}),
            json!(14),
        ),
        "split" => (
            "Files that hold many incidents, each below a heading of its own; paths in the content folder.",
            texts(),
            json!([]),
        ),
        "synonyms" => (
            "Words and short phrases that mean the same in searches, in groups; they are added to those that \
             are built in.",
            json!({
                "type": "array",
                "items": {"type": "array", "items": {"type": "string"}, "minItems": 2},
                "examples": [[["oms", "order service"]]],
            }),
            json!([]),
        ),
        "check" => {
            let levels = || {
                json!({
                    "type": "object",
                    "additionalProperties": {"enum": ["error", "warning", "note", "off"]},
                    "examples": [{"blame/*": "error", "section/missing": "off"}],
                })
            };
            (
                "How strict `retold check` is: levels of rules and of groups of rules, also for the documents of a \
                 folder; names of people and of things that look like people; words of blame; the sections that a \
                 postmortem needs; the tags that may be used; what is allowed; and how web \
                 addresses are checked.",
                json!({
                    "type": "object",
                    "properties": {
                        "levels": levels(),
                        "people": texts(),
                        "products": texts(),
                        "blame_words": texts(),
                        "folders": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "properties": {"path": {"type": "string"}, "levels": levels()},
                                "required": ["path", "levels"],
                                "additionalProperties": false,
                            },
                        },
                        "required": {
                            "type": "array",
                            "items": {"enum": SectionKind::ALL.map(SectionKind::name)},
                            "examples": [["summary", "impact", "timeline", "causes", "actions", "lessons"]],
                        },
                        "tags": {"type": "array", "items": {"type": "string"}, "examples": [["database", "dns"]]},
                        "allow": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "properties": {
                                    "rule": {"type": "string"},
                                    "text": {"type": "string", "pattern": r"[^*\s]"},
                                    "reason": {"type": "string", "pattern": r"[^*\s]"},
                                },
                                "required": ["rule", "text", "reason"],
                                "additionalProperties": false,
                            },
                        },
                        "internal_hosts": texts(),
                        "external": {
                            "type": "object",
                            "properties": {
                                "exclude": texts(),
                                "timeout": {"type": "integer", "minimum": 1, "maximum": u16::MAX},
                                "private": {"type": "boolean"},
                            },
                            "additionalProperties": false,
                        },
                    },
                    "additionalProperties": false,
                }),
                json!({}),
            )
        }
        _ => return None,
    };
    Some((description, object(keywords), default))
}
