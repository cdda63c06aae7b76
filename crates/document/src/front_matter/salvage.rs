//! Reads what can be read of front matter that its parser refuses: entry by entry, and in YAML line by line.

use std::collections::BTreeMap;
use std::ops::Range;

use gray_matter::engine::{Engine, JSON, TOML};

use crate::front_matter::fence::is_key;
use crate::front_matter::places::{Source, byte_of, reason};
use crate::front_matter::value::Value;
use crate::front_matter::yaml;
use crate::front_matter::yaml::Fault;
use crate::model::Format;
use retold_diagnostic::Diagnostic;

/// Reads the entries of the front matter `source`; of those that are there twice, the first counts. Returns them, and a
/// finding for each one that is read as it is written, or not at all.
pub fn read(source: &Source<'_>, format: Format) -> (BTreeMap<String, Value>, Vec<Diagnostic>) {
    let written = source.matter();
    let (mut map, mut findings) = (BTreeMap::new(), Vec::new());
    for entry in entries(written, format) {
        let text = &written[entry.clone()];
        let (read, more) = match format {
            Format::Yaml => yaml_entry(source, text, entry.start),
            Format::Toml => whole_entry(source, format, text, text, entry.start),
            Format::Json => {
                let inner =
                    if entry.end == written.len() { text.trim_end().trim_end_matches('}') } else { text };
                let object = format!("{{{}}}", inner.trim().trim_end_matches(','));
                whole_entry(source, format, text, &object, entry.start)
            }
        };
        findings.extend(more);
        for (key, value) in read {
            map.entry(key).or_insert(value);
        }
    }
    (map, findings)
}

/// The entries of the outermost table: each from its key up to the next one. Bytes of `written`.
fn entries(written: &str, format: Format) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut at = 0;
    let mut indent = None;
    for line in written.split_inclusive('\n') {
        let text = line.trim_start();
        let is_start = match format {
            Format::Yaml => is_key(line, ':'),
            // The keys behind the name of a table are those of the table.
            Format::Toml => {
                text.starts_with('[') && text.trim_end().ends_with(']')
                    || indent.is_none() && is_key(line, '=')
            }
            Format::Json => {
                let depth = line.len() - text.len();
                text.starts_with('"') && is_key(text, ':') && *indent.get_or_insert(depth) == depth
            }
        };
        if format == Format::Toml && is_start && text.starts_with('[') {
            indent = Some(0);
        }
        if is_start {
            starts.push(at);
        }
        at += line.len();
    }
    // What is above the first key belongs to no entry.
    if format != Format::Json
        && written[..starts.first().copied().unwrap_or_default()].lines().any(|line| !line.trim().is_empty())
    {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([written.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

type Read = (BTreeMap<String, Value>, Vec<Diagnostic>);

/// An entry of TOML or JSON, of which `parsed` is what the parser gets.
fn whole_entry(source: &Source<'_>, format: Format, text: &str, parsed: &str, start: usize) -> Read {
    let parse = if format == Format::Toml { TOML::parse } else { JSON::parse };
    match parse(parsed).map(Value::from) {
        Ok(Value::Table(map)) => (map, Vec::new()),
        Ok(_) => (BTreeMap::new(), Vec::new()),
        Err(error) => {
            let message = error.to_string();
            let at = byte_of(parsed, &message);
            // JSON gets the entry in braces, without the blanks around it.
            let at = match format {
                Format::Json => at.saturating_sub(1) + text.len() - text.trim_start().len(),
                _ => at,
            };
            (BTreeMap::new(), vec![source.syntax(format, &reason(&message), start + at.min(text.len()))])
        }
    }
}

/// An entry of YAML. If it cannot be read, its lines are: each with its value in quotes where that helps, and without
/// those that spoil it.
fn yaml_entry(source: &Source<'_>, text: &str, start: usize) -> Read {
    let first = match yaml::load(text) {
        Ok(loaded) => return (table(loaded.value), Vec::new()),
        Err(fault) => fault,
    };
    let finding = |fault: &Fault| source.syntax(Format::Yaml, &fault.reason, start + fault.at);
    let mut lines = quoted(text);
    let mut left_out = Vec::new();
    while left_out.len() <= MOST_LEFT_OUT && !lines.is_empty() {
        let rewritten: String = lines.iter().map(|line| line.text.as_str()).collect();
        match yaml::load(&rewritten) {
            Ok(loaded) => {
                let as_written = lines.iter().filter_map(|line| {
                    let (fault, value) = line.fault.as_ref()?;
                    let quoted = serde_json::Value::from(&text[value.clone()]).to_string();
                    let offset = source.matter.start + start;
                    let hint = "the value is read as it is written; put it in quotes";
                    Some(finding(fault).hint(hint).fix(offset + value.start..offset + value.end, quoted))
                });
                return (table(loaded.value), as_written.chain(left_out).collect());
            }
            Err(fault) => {
                let mut index = rewritten[..fault.at].matches('\n').count().min(lines.len() - 1);
                // A line that is right by itself is spoilt by the one below.
                if index + 1 < lines.len() && yaml::load(&lines[index].text).is_ok() {
                    index += 1;
                }
                let line = lines.remove(index);
                let indent = line.text.len() - line.text.trim_start().len();
                let at = line.start + indent;
                left_out.push(
                    finding(&Fault { at, ..fault })
                        .hint("the line is left out; put texts in quotes, and indent with spaces"),
                );
            }
        }
    }
    (BTreeMap::new(), vec![finding(&first)])
}

/// How many lines of an entry are left out, one after the other, until the whole entry is.
const MOST_LEFT_OUT: usize = 4;

fn table(value: Option<Value>) -> BTreeMap<String, Value> {
    if let Some(Value::Table(map)) = value { map } else { BTreeMap::new() }
}

/// A line of YAML.
struct Line {
    /// Where it begins in the entry.
    start: usize,
    text: String,
    /// If its value is put in quotes: what is wrong with it, and where it is written; bytes of the entry.
    fault: Option<(Fault, Range<usize>)>,
}

/// The lines of an entry of YAML, with values that are no YAML in quotes.
fn quoted(entry: &str) -> Vec<Line> {
    let mut at = 0;
    // The indentation of the line that begins a block of literal text.
    let mut literal: Option<usize> = None;
    let lines = entry.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        let indent = line.len() - line.trim_start().len();
        let plain = || Line { start, text: line.to_owned(), fault: None };
        if literal.is_some_and(|outer| indent > outer || line.trim().is_empty()) {
            return plain();
        }
        literal = line.trim_end().ends_with(['|', '>']).then_some(indent);
        let Err(fault) = yaml::load(line) else { return plain() };
        let Some(value) = value_of(line) else { return plain() };
        let quoted = serde_json::Value::from(&line[value.clone()]).to_string();
        let text = format!("{}{quoted}{}", &line[..value.start], &line[value.end..]);
        let fault = Fault { at: start + fault.at, ..fault };
        Line { start, text, fault: Some((fault, start + value.start..start + value.end)) }
    });
    lines.collect()
}

/// The value in a line such as `title: a: b` or `  - name: a: b`, if it can be nothing but a text.
fn value_of(line: &str) -> Option<Range<usize>> {
    let item = line.trim_start().trim_start_matches("- ").trim_start();
    let offset = line.len() - item.len();
    let key = item.find(": ").filter(|_| is_key(item, ':'))?;
    let rest = &item[key + 1..];
    let value = rest.trim();
    let start = offset + key + 1 + (rest.len() - rest.trim_start().len());
    (!value.is_empty() && is_text(value)).then(|| start..start + value.len())
}

/// Whether a value that is no YAML was meant as text: it does not begin with a mark, or goes on behind what the mark
/// closes, as in `[SEV1] It was down` or `"Slow" is down`.
fn is_text(value: &str) -> bool {
    let close = match value.chars().next() {
        Some('[') => ']',
        Some('{') => '}',
        Some(quote @ ('"' | '\'')) => quote,
        Some('|' | '>' | '!') | None => return false,
        Some(_) => return true,
    };
    value[1..].find(close).is_some_and(|at| {
        value[at + 2..]
            .trim_start()
            .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '-' | '–'))
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::parse;
    use retold_diagnostic::Level;

    /// The front matter as JSON, and the headlines of the findings with their places.
    fn read(text: &str) -> (String, Vec<String>) {
        let (document, findings) = parse("a.md", text);
        let read = &document.front_matter;
        let fields = serde_json::json!([read.title, read.severity, read.tags]).to_string();
        let short = |finding: &String| {
            let mut lines = finding.lines();
            let (first, place) = (lines.next().unwrap(), lines.next().unwrap());
            format!(
                "{} {}",
                first.split(": ").last().unwrap(),
                place.trim().trim_start_matches("--> content/")
            )
        };
        assert!(findings.iter().all(|finding| finding.starts_with(Level::Warning.name())), "{findings:?}");
        (fields, findings.iter().map(short).collect())
    }

    #[test]
    fn one_bad_line_of_yaml_costs_one_line_at_most() {
        let context = "mapping values are not allowed in this context";
        for (matter, fields, found) in [
            (
                "title: Outage: the api was down\nseverity: SEV2\ntags: [api]",
                r#"["Outage: the api was down","SEV2",["api"]]"#,
                vec![format!("{context} a.md:2:14")],
            ),
            (
                "title: A\nauthors:\n  - name: Ann: SRE\n  - name: Ben\nseverity: SEV2",
                r#"["A","SEV2",[]]"#,
                vec![format!("{context} a.md:4:14")],
            ),
            (
                "title: \"Slow\" is down\nseverity: SEV2",
                r#"["\"Slow\" is down","SEV2",[]]"#,
                vec!["1".to_owned()],
            ),
            ("title: [SEV1] Down\ntags:\n- a", r#"["[SEV1] Down",null,["a"]]"#, vec!["1".to_owned()]),
            ("title: `x` is down\nseverity: SEV2", r#"["`x` is down","SEV2",[]]"#, vec!["1".to_owned()]),
            ("title: A\ntags: [x, y\nseverity: SEV2", r#"["A","SEV2",[]]"#, vec!["1".to_owned()]),
            ("title: A\n\tseverity: SEV2\ntags: x", r#"["A",null,["x"]]"#, vec!["1".to_owned()]),
            ("title: A\nIt was so.\nseverity: SEV2", r#"["A","SEV2",[]]"#, vec!["1".to_owned()]),
            ("It was down\ntitle: A: B\nseverity: SEV2", r#"["A: B","SEV2",[]]"#, vec!["1".to_owned()]),
        ] {
            let (read, findings) = read(&format!("---\n{matter}\n---\nx"));
            assert_eq!(read, fields, "{matter}: {findings:?}");
            assert_eq!(findings.len(), found.len(), "{matter}: {findings:?}");
            if found[0] != "1" {
                assert_eq!(findings, found, "{matter}");
            }
        }
    }

    #[test]
    fn one_bad_line_of_toml_or_json_costs_that_line() {
        for text in [
            "+++\ntitle = 'A'\nstarted = soon\nseverity = 'SEV2'\n[taxonomies]\ntags = ['a']\n+++\nx",
            "{\n  \"title\": \"A\",\n  \"started\": soon,\n  \"severity\": \"SEV2\",\n  \"tags\": [\n    \"a\"\n  ]\n}\nx",
        ] {
            let (read, findings) = read(text);
            assert_eq!(read, r#"["A","SEV2",["a"]]"#, "{text}");
            assert_eq!(findings.len(), 1, "{findings:?}");
            assert!(findings[0].contains(" a.md:3:"), "{findings:?}");
        }
    }

    #[test]
    fn front_matter_that_is_never_closed_is_read_up_to_a_blank_line() {
        let (fields, findings) = read("---\ntitle: A\nseverity: SEV2\n\n# Body\n");
        assert_eq!((fields.as_str(), findings.len()), (r#"["A","SEV2",[]]"#, 1));
    }
}
