//! [`Value`]: a value of front matter, whatever its format.

use std::collections::BTreeMap;

use gray_matter::Pod;
use serde_json::Value as Json;

/// A value of front matter. Tables are ordered by key, so that the output is deterministic.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Text(String),
    Boolean(bool),
    Number(Number),
    List(Vec<Value>),
    Table(BTreeMap<String, Value>),
}

/// A number. Where a text is meant, `1.10` is not `1.1`, and `0010` is not `10`.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    pub json: Json,
    /// The characters of the file; `None` where the parser does not keep them.
    pub written: Option<String>,
}

impl Value {
    /// A scalar as text: as written, as far as that is known.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number.written.clone().unwrap_or_else(|| number.json.to_string())),
            Self::Boolean(value) => Some(value.to_string()),
            Self::Null | Self::List(_) | Self::Table(_) => None,
        }
    }

    /// The value for themes, which get numbers as numbers.
    pub fn json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Text(text) => Json::from(text.as_str()),
            Self::Boolean(value) => Json::from(*value),
            Self::Number(number) => number.json.clone(),
            Self::List(items) => items.iter().map(Self::json).collect(),
            Self::Table(map) => map.iter().map(|(key, value)| (key.clone(), value.json())).collect(),
        }
    }
}

impl From<Pod> for Value {
    fn from(pod: Pod) -> Self {
        let number = |json| Self::Number(Number { json, written: None });
        match pod {
            Pod::Null => Self::Null,
            Pod::String(text) => Self::Text(text),
            Pod::Boolean(value) => Self::Boolean(value),
            Pod::Integer(value) => number(Json::from(value)),
            Pod::Float(value) => number(Json::from(value)),
            Pod::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            Pod::Hash(map) => {
                Self::Table(map.into_iter().map(|(key, value)| (key, Self::from(value))).collect())
            }
        }
    }
}
