//! Reads YAML into a [`Value`], with the characters of numbers as they are written.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde_json::Value as Json;
use yaml_rust2::Yaml;
use yaml_rust2::parser::{Event, Parser};
use yaml_rust2::scanner::{Marker, ScanError, TScalarStyle};

use crate::front_matter::value::{Number, Value};

/// How many keys that a table has twice are looked for.
const MOST_REPEATED: usize = 20;

/// What YAML was read into.
#[derive(Debug, Default)]
pub struct Loaded {
    pub value: Option<Value>,
    /// Keys that a table has twice, each with the bytes of the second one. The first one counts.
    pub repeated: Vec<(String, Range<usize>)>,
    /// Comments that begin directly with a word behind an unquoted text, as in `Issue #42`; bytes of the source.
    pub cuts: Vec<Range<usize>>,
}

/// Why YAML cannot be read, and where: a byte of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub reason: String,
    pub at: usize,
}

/// Reads the first document in `source`, which has to be within the limits: see [`super::limits`].
///
/// # Errors
/// The source is no YAML.
pub fn load(source: &str) -> Result<Loaded, Fault> {
    let mut builder = Builder::new(source);
    let mut parser = Parser::new_from_str(source);
    loop {
        let (event, mark) = parser.next_token().map_err(|error| fault(source, &error))?;
        match event {
            Event::StreamEnd | Event::DocumentEnd => return Ok(builder.loaded),
            event => builder.push(event, mark),
        }
    }
}

fn fault(source: &str, error: &ScanError) -> Fault {
    Fault { reason: error.info().to_owned(), at: byte_of(source, *error.marker()) }
}

/// The byte of `source` at a mark, whose lines count from 1 and whose columns count characters from 0.
fn byte_of(source: &str, mark: Marker) -> usize {
    let start: usize = source.split_inclusive('\n').take(mark.line().saturating_sub(1)).map(str::len).sum();
    let line = source[start..].split('\n').next().unwrap_or_default();
    start + line.char_indices().nth(mark.col()).map_or(line.len(), |(at, _)| at)
}

/// A list or a table that is not complete yet.
struct Open {
    value: Value,
    anchor: usize,
    /// Of a table: the key whose value comes next.
    key: Option<String>,
}

struct Builder<'a> {
    source: &'a str,
    /// The byte of each character, if there may be comments to look for; empty if each character is a byte.
    bytes: Option<Vec<usize>>,
    open: Vec<Open>,
    anchors: HashMap<usize, Value>,
    loaded: Loaded,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str) -> Self {
        let has_comments = source.contains(" #") || source.contains("\t#");
        let bytes =
            || if source.is_ascii() { Vec::new() } else { source.char_indices().map(|(at, _)| at).collect() };
        let (open, anchors) = (Vec::new(), HashMap::new());
        Self { source, bytes: has_comments.then(bytes), open, anchors, loaded: Loaded::default() }
    }

    fn push(&mut self, event: Event, mark: Marker) {
        match event {
            Event::SequenceStart(anchor, _) => self.start(Value::List(Vec::new()), anchor),
            Event::MappingStart(anchor, _) => self.start(Value::Table(BTreeMap::new()), anchor),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    self.add(open.value, open.anchor, mark);
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let is_plain = style == TScalarStyle::Plain;
                if is_plain {
                    self.find_cut(&text, mark);
                }
                // A tag such as `!!str` says what is meant.
                let value = if is_plain && tag.is_none() { plain(text) } else { Value::Text(text) };
                self.add(value, anchor, mark);
            }
            Event::Alias(anchor) => {
                let value = self.anchors.get(&anchor).cloned().unwrap_or(Value::Null);
                self.add(value, 0, mark);
            }
            _ => {}
        }
    }

    fn start(&mut self, value: Value, anchor: usize) {
        self.open.push(Open { value, anchor, key: None });
    }

    fn add(&mut self, value: Value, anchor: usize, mark: Marker) {
        // Anchors are numbered from 1.
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        let Some(open) = self.open.last_mut() else {
            self.loaded.value = Some(value);
            return;
        };
        match (&mut open.value, open.key.take()) {
            (Value::List(items), _) => items.push(value),
            // A list or a table is no key that means anything here.
            (Value::Table(_), None) => {
                open.key = Some(value.text().unwrap_or_else(|| "null".to_owned()));
                let key = open.key.as_deref().unwrap_or_default();
                if let Value::Table(map) = &open.value
                    && map.contains_key(key)
                    && self.loaded.repeated.len() < MOST_REPEATED
                {
                    let at = byte_of(self.source, mark);
                    let end = self.source[at..].find(key).map_or(at, |offset| at + offset + key.len());
                    self.loaded.repeated.push((key.to_owned(), at..end));
                }
            }
            (Value::Table(map), Some(key)) => {
                map.entry(key).or_insert(value);
            }
            _ => {}
        }
    }

    /// Keeps the comment behind the plain `text` at `mark` if it seems to be a part of it.
    fn find_cut(&mut self, text: &str, mark: Marker) {
        let Some(bytes) = &self.bytes else { return };
        let at = if bytes.is_empty() { mark.index() } else { bytes.get(mark.index()).copied().unwrap_or(0) };
        // A text over several lines goes on behind no comment.
        let Some(behind) = self.source.get(at..).and_then(|rest| rest.strip_prefix(text)) else { return };
        let comment = behind.trim_start_matches([' ', '\t']);
        let is_cut = comment.len() < behind.len()
            && comment.strip_prefix('#').is_some_and(|word| word.starts_with(char::is_alphanumeric))
            && text.contains(char::is_alphabetic)
            && matches!(plain(text.to_owned()), Value::Text(_));
        if is_cut {
            let start = at + text.len() + behind.len() - comment.len();
            let length = comment.split('\n').next().unwrap_or_default().trim_end().len();
            self.loaded.cuts.push(start..start + length);
        }
    }
}

/// A plain scalar by the core schema of YAML 1.2.
fn plain(text: String) -> Value {
    match Yaml::from_str(&text) {
        Yaml::Null => Value::Null,
        Yaml::Boolean(value) => Value::Boolean(value),
        Yaml::Integer(number) => Value::Number(Number { json: Json::from(number), written: Some(text) }),
        Yaml::Real(_) => {
            let json = text.parse::<f64>().ok().map_or(Json::Null, Json::from);
            Value::Number(Number { json, written: Some(text) })
        }
        _ => Value::Text(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_characters() {
        let loaded = load("tags: [1.10, 3.0, 0010, 0x1F, no, true, ~, '5']\n").unwrap();
        let Some(Value::Table(map)) = loaded.value else { panic!() };
        let Value::List(items) = &map["tags"] else { panic!() };
        let texts: Vec<_> = items.iter().map(Value::text).collect();
        let expected = ["1.10", "3.0", "0010", "0x1F", "no", "true", "", "5"];
        assert_eq!(texts, expected.map(|text| Some(text.to_owned()).filter(|text| !text.is_empty())));
        assert_eq!(map["tags"].json().to_string(), r#"[1.1,3.0,10,31,"no",true,null,"5"]"#);
    }

    #[test]
    fn structures_aliases_and_blocks_are_read() {
        let source = "a: &x [1, {b: c}]\nd: *x\ne: |\n  f: g\n  h\n? i\n: j\n";
        let json = load(source).unwrap().value.unwrap().json().to_string();
        assert_eq!(json, r#"{"a":[1,{"b":"c"}],"d":[1,{"b":"c"}],"e":"f: g\nh\n","i":"j"}"#);
        assert_eq!(load("").unwrap().value, None);
    }

    #[test]
    fn a_fault_is_at_the_byte_that_is_wrong() {
        for (source, at) in [("title: Outage: it was down\n", 13), ("a: ü: x\n", 5), ("a: [x\nb: y\n", 7)] {
            assert_eq!(load(source).unwrap_err().at, at, "{source}");
        }
    }

    #[test]
    fn keys_that_are_there_twice_are_named() {
        let loaded = load("a: 1\nb: {c: 1, c: 2}\na: 2\n").unwrap();
        assert_eq!(loaded.repeated, [("c".to_owned(), 15..16), ("a".to_owned(), 21..22)]);
        assert_eq!(loaded.value.unwrap().json().to_string(), r#"{"a":1,"b":{"c":1}}"#);
    }

    #[test]
    fn comments_that_cut_a_text_are_found() {
        for (source, cut) in [
            ("title: Issue #42 broke the build\n", Some("#42 broke the build")),
            ("tags:\n  - ü c #x  \n", Some("#x")),
            ("a: b\r\ntitle: Ü #42\r\n", Some("#42")),
            ("title: Issue # of the build\n", None),
            ("title: 'Issue' #42\n", None),
            ("title: Issue#42\n", None),
            ("draft: true #todo\n", None),
            ("date: 2026-01-31 #day\n", None),
            ("title: |\n  Issue #42\n", None),
        ] {
            let cuts = load(source).unwrap().cuts;
            assert_eq!(cuts.first().map(|range| &source[range.clone()]), cut, "{source}");
        }
    }
}
