//! Reads the front matter of a document, in any of its formats and with any names of its keys, into [`FrontMatter`].
//!
//! A value that cannot be read is reported at its line and left out; the others are kept. Unknown keys are kept in
//! [`FrontMatter::extra`].

pub mod fence;
mod fields;
mod holding;
mod limits;
pub mod paths;
mod places;
mod salvage;
pub mod source_text;
mod value;
mod values;
mod yaml;

use crate::model::{FrontMatter, KeyPlaces};
use std::ops::Range;

use gray_matter::engine::{Engine, JSON, TOML};
use jiff::civil::Date;

use crate::model::Format;
use fields::Reader;
use places::{Source, byte_of, reason};
use retold_diagnostic::{Diagnostic, Places};
use value::Value;

/// Reads the front matter at the bytes `matter` of `text`, the contents of a file. `name` is the name of the file in
/// messages, `day` the date in it, which completes times of day. Returns the front matter, the places of its keys in the
/// file, and the diagnostics.
pub fn parse(
    name: &str,
    text: &str,
    format: Format,
    matter: Range<usize>,
    day: Option<Date>,
) -> (FrontMatter, KeyPlaces, Vec<Diagnostic>) {
    let source = Source::new(name, text, matter);
    let written = source.matter();
    let mut findings = Vec::new();
    let mut places = KeyPlaces::new();
    let mut front_matter = FrontMatter { format: Some(format), ..FrontMatter::default() };
    if format == Format::Yaml
        && let Some(fault) = limits::excess(written)
    {
        findings.push(source.excess(fault));
        front_matter.draft = may_be_draft(written);
        return (front_matter, places, findings);
    }
    let (value, found) = load(&source, format);
    // Whatever was left out, or is there twice, may be the mark of a draft.
    front_matter.draft = !found.is_empty() && may_be_draft(written);
    findings.extend(found);
    match value {
        Value::Table(map) => {
            let mut reader = Reader { source: &source, day, findings, places, unknown: 0 };
            reader.read_all(&map, &mut front_matter);
            let more = reader.more_unknown();
            (findings, places) = (reader.findings, reader.places);
            findings.extend(more);
        }
        Value::Null => {}
        _ => {
            front_matter.draft = may_be_draft(written);
            findings.push(
                Diagnostic::warning(
                    "front-matter/syntax",
                    "the front matter must be a mapping of keys to values",
                )
                .at(source.first_line())
                .hint("write one `key: value` on a line"),
            );
        }
    }
    (front_matter, places, findings)
}

/// The value of front matter within the limits, and the findings for what is not read as it may have been meant.
fn load(source: &Source<'_>, format: Format) -> (Value, Vec<Diagnostic>) {
    let written = source.matter();
    let failure = match format {
        Format::Yaml => match yaml::load(written) {
            Ok(loaded) => {
                let findings = doubts(source, &loaded);
                return (loaded.value.unwrap_or(Value::Null), findings);
            }
            Err(fault) => source.syntax(format, &fault.reason, fault.at),
        },
        Format::Toml | Format::Json => {
            let parse = if format == Format::Toml { TOML::parse } else { JSON::parse };
            match parse(written) {
                Ok(pod) => return (Value::from(pod), Vec::new()),
                Err(error) => {
                    let message = error.to_string();
                    source.syntax(format, &reason(&message), byte_of(written, &message))
                }
            }
        }
    };
    let (map, findings) = salvage::read(source, format);
    (Value::Table(map), if findings.is_empty() { vec![failure] } else { findings })
}

/// The findings for YAML that is valid, and may mean something else than its author thinks.
fn doubts(source: &Source<'_>, loaded: &yaml::Loaded) -> Vec<Diagnostic> {
    let mut places = Places::new(source.name, source.text);
    let mut place =
        |span: &Range<usize>| places.span(source.matter.start + span.start..source.matter.start + span.end);
    let mut findings = Vec::new();
    findings.extend(loaded.repeated.iter().map(|(key, span)| {
        Diagnostic::warning("front-matter/duplicate-key", format!("the key `{key}` is written twice"))
            .at(place(span))
            .hint("the first one counts; keep one of them")
    }));
    findings.extend(loaded.cuts.iter().map(|span| {
        Diagnostic::warning("front-matter/comment", "` #` begins a comment, so the value ends before it")
            .at(place(span))
            .hint("put the text in quotes; a comment has a space behind `#`")
    }));
    findings
}

/// Returns true if a document with this status is a draft.
pub fn is_draft_status(status: &str) -> bool {
    status.trim().eq_ignore_ascii_case("draft")
}

/// Returns true if front matter that cannot be read seems to mark its document as a draft, which is then not published.
pub fn may_be_draft(source: &str) -> bool {
    let is_no = |value: &str| ["false", "no", "off"].contains(&value);
    source.lines().take(DRAFT_LINES).any(|line| {
        let line = line.to_lowercase();
        values_of(&line, "draft").any(|value| !is_no(value))
            || values_of(&line, "published").any(is_no)
            || ["status", "state"].iter().any(|key| values_of(&line, key).any(is_draft_status))
    })
}

/// The values, without quotes, that seem to belong to `key` in a line of front matter.
fn values_of<'a>(line: &'a str, key: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(key).filter_map(move |(at, _)| {
        let before = line[..at].trim_end_matches(['"', '\'']);
        let behind = line[at + key.len()..].trim_start_matches(['"', '\'']).trim_start();
        let is_key = before.trim().is_empty() || before.ends_with([' ', '{', ',']);
        let value = behind.strip_prefix([':', '=']).filter(|_| is_key)?;
        let value = value.split([',', '}', '#']).next().unwrap_or_default();
        Some(value.trim_matches([' ', '\t', '\r', '"', '\'']))
    })
}

/// How many lines of front matter that is never closed are searched, because the body follows without a mark.
const DRAFT_LINES: usize = 100;

#[cfg(test)]
mod tests {
    use crate::testing::parse;

    #[test]
    fn yaml_toml_and_json_mean_the_same() {
        let yaml = "---\ntitle: A\ndate: 2026-01-31\ntags: [x, y]\nseverity: SEV2\n---\nBody";
        let toml = "+++\ntitle = 'A'\ndate = 2026-01-31\ntags = ['x', 'y']\nseverity = 'SEV2'\n+++\nBody";
        let json = "{\n\"title\": \"A\", \"date\": \"2026-01-31\",\n\"tags\": [\"x\", \"y\"], \"severity\": \"SEV2\"\n}\nBody";
        let mut read = [yaml, toml, json].map(|text| {
            let (document, findings) = parse("a.md", text);
            assert_eq!(findings, Vec::<String>::new());
            assert_eq!(document.body(), "Body");
            document.front_matter
        });
        for front_matter in &mut read {
            front_matter.format = None;
        }
        assert_eq!(read[0], read[1]);
        assert_eq!(read[0], read[2]);
        assert_eq!(read[0].tags, ["x", "y"]);
    }

    #[test]
    fn broken_front_matter_is_shown_and_the_body_kept() {
        let (document, findings) = parse("a.md", "---\ntitle: A\ntags: [x, y\n---\n# Body\n");
        assert_eq!(document.title(), "A");
        assert_eq!(findings.len(), 1);
        let message = &findings[0];
        assert!(
            message.starts_with("warning[front-matter/syntax]: the front matter is not valid YAML: "),
            "{message}"
        );
        assert!(message.contains(" --> content/a.md:"), "{message}");
        assert!(message.contains("hint: put values with"), "{message}");
    }

    #[test]
    fn possible_drafts_count_as_drafts() {
        for text in [
            "---\ndraft: yes\n---\n",
            "---\ndraft: maybe\n---\n",
            "---\ndraft: true\ntags: [x\n---\n",
            "---\ntitle: A\ndraft: true\n\n# Body\n",
            "---\n# a comment\ndraft: true\ntags: [x\n---\n",
            "+++\n'draft' = true\nx = [\n+++\n",
            "{\"title\": \"x\", \"draft\": true, \"tags\": [\n}\n",
            "---\ndraft: no\nDraft: true\n---\n",
            "---\ndraft: no\ndraft: true\n---\n",
            "---\npublished: false\n---\n",
            "---\npublished: no\ndate: 2026-01-31\n---\n",
            "---\nPublished: 'Off'\n---\n",
            "---\npublished: soon\n---\n",
            "---\npublished: 1\n---\n",
            "---\npublished: false\ndraft: false\n---\n",
            "+++\npublished = false\n+++\n",
            "{\"published\": false}\n",
            "---\npublished: false\ntags: [x\n---\n",
            "{\"title\": \"x\", \"published\": false, \"tags\": [\n}\n",
            "---\nstatus: draft\n---\n",
            "---\nstate: Draft\n---\n",
            "---\nstatus: [In review, draft]\n---\n",
            "---\n draft: true\n---\n",
            "---\n\tdraft: true\n---\n",
            "---\n    published: no\n    title: A\n---\n",
            "---\npublish: false\n---\n",
            "+++\nstatus = 'DRAFT'\n+++\n",
            "{\"status\": \"draft\"}\n",
            "---toml\ndraft = true\n---\n",
            "---toml\ndraft = true\n",
            "---yaml\ndraft: true\n---\n",
            "```md\n---\ndraft: true\n---\n# A\n```\n",
            "```md\n---\ndraft: true\ntags: [x\n---\n# A\n```\n",
            "---\nstatus: \"draft\" # not yet\ntags: [x\n---\n",
        ] {
            assert!(parse("a.md", text).0.front_matter.draft, "{text}");
        }
        for text in [
            "---\ndraft: no\n---\n",
            "---\ndraft: false\ntags: [x\n---\n",
            "# draft: true\n",
            "---\npublished: true\n---\n",
            "---\npublished: 2026-01-31\n---\n",
            "---\npublished: true\ntags: [x\n---\n",
            "{\"published\": true, \"split\": false, \"tags\": [\n}\n",
            "---\npublished: 2026-01-31\ntags: [x\n---\n",
            "---\nstatus: published\n---\n",
            "---\nstatus: reviewed draft\n---\n",
            "---\ntitle: A\n---\n**Status:** Draft\n",
        ] {
            assert!(!parse("a.md", text).0.front_matter.draft, "{text}");
        }
    }
}
