//! Generates front matter for documents without it, from the facts found in their text.

use retold_document::model::{Fact, Origin};
use retold_document::{Document, is_draft_status};
use retold_times::durations::write_duration;

/// Returns front matter with the facts that were inferred for `document`, with its fences and final line end.
/// `None` if the document has front matter already, or if no fact is worth writing down.
pub fn front_matter(document: &Document) -> Option<String> {
    if document.front_matter.format.is_some()
        || !document.text[..document.body_start].trim_start_matches('\u{feff}').trim().is_empty()
    {
        return None;
    }
    // Front matter that is never closed counts as front matter.
    let body = document.text[document.body_start..].trim_start();
    if ["---\n", "---\r\n", "+++\n", "+++\r\n"].iter().any(|fence| body.starts_with(fence)) {
        return None;
    }
    let facts = &document.facts;
    let mut lines = Vec::new();
    let mut text = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            lines.push(format!("{key}: {}", scalar(&value)));
        }
    };
    let one = |fact: &Option<Fact<String>>| fact.as_ref().map(|fact| fact.value.clone());
    text("title", one(&facts.title));
    text("date", facts.happened.as_ref().map(|fact| fact.value.iso()));
    text("published", facts.published.as_ref().map(|fact| fact.value.iso()));
    text("kind", facts.kind.as_ref().map(|fact| fact.value.name().to_owned()));
    text("severity", one(&facts.severity));
    // Written into front matter, a draft status would unpublish the document.
    text("status", one(&facts.status).filter(|status| !is_draft_status(status)));
    for (milestone, fact) in document.milestones.iter() {
        text(milestone.name(), Some(fact.value.iso()));
    }
    text("duration", facts.duration.as_ref().map(|fact| write_duration(fact.value)));
    text("detection_method", one(&facts.detection_method));
    for (key, list) in [
        ("services", &facts.services),
        ("teams", &facts.teams),
        ("tags", &facts.tags),
        ("authors", &facts.authors),
    ] {
        if !list.is_empty() {
            let values: Vec<_> = list.iter().map(|fact| scalar(&fact.value)).collect();
            lines.push(format!("{key}: [{}]", values.join(", ")));
        }
    }
    (!lines.is_empty()).then(|| format!("---\n{}\n---\n", lines.join("\n")))
}

/// Returns the bytes of the file with `front_matter` before its `contents`, which stay as they are. The front matter
/// gets the line ends of the file, and a byte order mark stays first.
pub fn prepend(front_matter: &str, contents: &[u8]) -> Vec<u8> {
    const MARK: &[u8] = b"\xef\xbb\xbf";
    let (mark, body) = match contents.strip_prefix(MARK) {
        Some(body) => (MARK, body),
        None => (&[][..], contents),
    };
    let first_line = body.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
    let front_matter = if first_line.ends_with(b"\r\n") {
        front_matter.replace('\n', "\r\n")
    } else {
        front_matter.to_owned()
    };
    [mark, front_matter.as_bytes(), body].concat()
}

/// Returns a YAML scalar that is read back as `text`: quoted unless it is unmistakably a word, a date or a sentence.
pub fn scalar(text: &str) -> String {
    let is_plain = text.starts_with(|c: char| c.is_alphanumeric())
        && !text.ends_with([' ', ':'])
        && !text.contains([',', '[', ']', '{', '}', '#', '\n', '\r', '\t', '"', '\'', '`', '\\', '|', '>', '&', '*', '!', '%', '@'])
        && !text.contains(": ")
        && text.parse::<f64>().is_err()
        && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(&text.to_lowercase().as_str())
        // Some YAML parsers read `0x1f`, `0o17` and `12:30` as numbers.
        && !(text.starts_with('0') && text.len() > 1 && !text.contains('-'))
        && !text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '_' | '.'));
    // Every JSON string is a YAML string.
    if is_plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// Whether a fact was found outside the front matter.
pub fn is_inferred<T>(fact: &Fact<T>) -> bool {
    fact.origin != Origin::FrontMatter
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_document::{SourceFile, Vocabulary};

    fn parse(path: &str, bytes: &[u8]) -> Document {
        let file = SourceFile { path: path.to_owned(), name: path.to_owned(), bytes: bytes.to_vec() };
        Document::parse(file, &Vocabulary::default()).0
    }

    #[test]
    fn generated_front_matter_is_read_back() {
        let body = "\u{feff}# Disk: \"full\", again\r\n\r\n**Severity:** HIGH (all of it)\r\n**Author:** Ann, Bob\r\n\
                    **Duration:** 2 hours 5 minutes\r\n**Affected services:** api, #1 queue\r\n";
        let before = parse("2026-01-31-disk.md", body.as_bytes());
        let matter = front_matter(&before).unwrap();
        assert_eq!(
            matter,
            "---\ntitle: \"Disk: \\\"full\\\", again\"\ndate: 2026-01-31\nseverity: HIGH\nduration: 2h 5m\n\
             services: [api, \"#1 queue\"]\nauthors: [Ann, Bob]\n---\n"
        );
        let adopted = prepend(&matter, body.as_bytes());
        assert!(adopted.starts_with("\u{feff}---\r\ntitle".as_bytes()));
        assert!(adopted.ends_with(&body.as_bytes()[3..]));
        let after = parse("2026-01-31-disk.md", &adopted);
        assert_eq!(after.title(), before.title());
        assert_eq!(
            after.facts.duration.as_ref().unwrap().value,
            before.facts.duration.as_ref().unwrap().value
        );
        assert!(after.facts.services.iter().all(|fact| !is_inferred(fact)));
        assert_eq!(front_matter(&after), None);
    }

    #[test]
    fn a_published_document_is_no_draft_afterwards() {
        let adopted = |status: &str| {
            let body = format!("# Disk full\n\n**Status:** {status}\n**Severity:** SEV2\n");
            let matter = front_matter(&parse("2026-01-31-disk.md", body.as_bytes())).unwrap();
            let document = parse("2026-01-31-disk.md", &prepend(&matter, body.as_bytes()));
            (document.front_matter.draft, document.front_matter.status)
        };
        assert_eq!(adopted("Draft"), (false, None));
        assert_eq!(adopted("Final"), (false, Some("Final".to_owned())));
    }

    #[test]
    fn scalars_are_quoted_where_they_have_to_be() {
        for (text, expected) in [
            ("SEV2", "SEV2"),
            ("2026-01-31T09:00:00Z", "2026-01-31T09:00:00Z"),
            ("Disk full on two hosts", "Disk full on two hosts"),
            ("1", "\"1\""),
            ("yes", "\"yes\""),
            ("12:30", "\"12:30\""),
            ("a: b", "\"a: b\""),
            ("- a", "\"- a\""),
            ("", "\"\""),
        ] {
            assert_eq!(scalar(text), expected);
        }
    }
}
