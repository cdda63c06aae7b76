//! The schema of what teams record of their exposure.

use serde_json::{Map, Value, json};

use super::{DIALECT, MOMENT, object};
use retold_document::model::ExposureStatus;

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

/// The keywords for a record of exposure.
pub(super) fn record() -> Map<String, Value> {
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
