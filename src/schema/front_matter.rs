//! The schema of the front matter of documents.

use serde_json::{Map, Value, json};

use super::value_type::{FLAG, ValueType};
use super::{DIALECT, MOMENT, object};
use retold_document::keys::{ActionKey, Key, TAXONOMIES, may_be_switch};
use retold_document::model::Kind;

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

/// The keywords for an action that is written as a table; they do not restrict other types.
pub(super) fn action() -> Map<String, Value> {
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
