//! A validator of JSON Schema for the keywords that the schemas use.

use regex::Regex;
use serde_json::Value;

/// The violations of `schema` in `value`, each with its path.
pub(super) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    validate(schema, value, "", &mut found);
    found
}

/// The keywords that the schemas use, as draft 2020-12 defines them.
fn validate(schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    if let Value::Bool(allowed) = schema {
        if !allowed {
            found.push(format!("{path}: not allowed"));
        }
        return;
    }
    let mut refuse = |refused: bool, keyword: &str| {
        if refused {
            found.push(format!("{path}: {keyword}"));
        }
    };
    let properties = schema.get("properties").and_then(Value::as_object);
    let mut inner: Vec<(&Value, &Value, String)> = Vec::new();
    for (keyword, rule) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema"
            | "title"
            | "description"
            | "default"
            | "examples"
            | "deprecated"
            | "patternErrorMessage" => {}
            "type" => {
                let types = rule.as_array().cloned().unwrap_or_else(|| vec![rule.clone()]);
                refuse(!types.iter().any(|name| is_a(name.as_str().unwrap(), value)), keyword);
            }
            "enum" => refuse(!rule.as_array().unwrap().contains(value), keyword),
            "pattern" => {
                let pattern = Regex::new(rule.as_str().unwrap()).unwrap();
                refuse(value.as_str().is_some_and(|text| !pattern.is_match(text)), keyword);
            }
            "minimum" => refuse(value.as_f64().is_some_and(|n| n < rule.as_f64().unwrap()), keyword),
            "maximum" => refuse(value.as_f64().is_some_and(|n| n > rule.as_f64().unwrap()), keyword),
            "minItems" => refuse(
                value.as_array().is_some_and(|items| (items.len() as u64) < rule.as_u64().unwrap()),
                keyword,
            ),
            "required" => refuse(
                value.as_object().is_some_and(|members| {
                    rule.as_array().unwrap().iter().any(|name| !members.contains_key(name.as_str().unwrap()))
                }),
                keyword,
            ),
            "anyOf" => {
                let mut rules = rule.as_array().unwrap().iter();
                refuse(!rules.any(|rule| faults(rule, value).is_empty()), keyword);
            }
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                inner.extend(items.map(|(index, item)| (rule, item, format!("{path}/{index}"))));
            }
            "properties" => {
                let members = value.as_object().into_iter().flatten();
                inner.extend(
                    members.filter_map(|(name, member)| {
                        Some((rule.get(name)?, member, format!("{path}/{name}")))
                    }),
                );
            }
            "additionalProperties" => {
                let members = value.as_object().into_iter().flatten();
                let others = members
                    .filter(|(name, _)| properties.is_none_or(|known| !known.contains_key(name.as_str())));
                inner.extend(others.map(|(name, member)| (rule, member, format!("{path}/{name}"))));
            }
            other => panic!("the keyword `{other}` has no check yet"),
        }
    }
    for (rule, value, path) in inner {
        validate(rule, value, &path, found);
    }
}

fn is_a(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => panic!("no type is called `{name}`"),
    }
}
