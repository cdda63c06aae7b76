//! The schema of `retold.toml`.

use serde_json::{Map, Value, json};

use super::{DIALECT, object};
use crate::config::{KEYS, default_severities};
use retold_document::model::SectionKind;

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
