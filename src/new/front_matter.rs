//! Writes values into the front matter of a template, line by line, so that comments and the order of keys stay.

use retold_document::fence::{self, Fence};
use retold_document::keys::Key;
use retold_document::model::Format;

/// The text between the fences, and the body behind them. `None` for the text if there is no front matter.
///
/// # Errors
/// The front matter is of the returned format, which is not YAML.
pub fn split(text: &str) -> Result<(Option<&str>, &str), Format> {
    match fence::find(text) {
        Fence::Closed { format: Format::Yaml, matter, body } => Ok((Some(&text[matter]), &text[body..])),
        Fence::None { .. } | Fence::Open { format: Format::Yaml, .. } => Ok((None, text)),
        Fence::Closed { format, .. } | Fence::Open { format, .. } => Err(format),
    }
}

/// Returns the lines of `matter` with `values` behind their keys. A key that is not there is added at the end.
pub fn with_values(matter: &str, values: &[(Key, String)]) -> String {
    let mut lines = Vec::new();
    let mut written = Vec::new();
    let mut replaces = false;
    for line in matter.lines() {
        let key = key_of(line);
        // The lines of a value that is replaced go with it. A comment stays and does not end the value.
        let continues = line.starts_with([' ', '\t', '-', ']', '}']) || line.is_empty();
        if replaces && continues {
            continue;
        }
        if line.starts_with('#') {
            lines.push(line.to_owned());
            continue;
        }
        let value = key.and_then(|key| values.iter().find(|(name, _)| *name == key));
        replaces = value.is_some();
        match value {
            Some((key, value)) => {
                let name = line.split(':').next().unwrap_or_default();
                lines.push(format!("{name}: {value}"));
                written.push(*key);
            }
            None => lines.push(line.to_owned()),
        }
    }
    let missing = values.iter().filter(|(key, _)| !written.contains(key));
    lines.extend(missing.map(|(key, value)| format!("{}: {value}", key.name())));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The key of a line at the top level.
fn key_of(line: &str) -> Option<Key> {
    if line.starts_with([' ', '\t', '-', '#']) {
        return None;
    }
    let (name, _) = line.split_once(':')?;
    Key::of(name.trim_matches(['"', '\'', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_split_from_the_body() {
        for (text, matter, body) in [
            ("---\na: 1\n---\nb\n", Some("a: 1\n"), "b\n"),
            ("---\n---\nb\n", Some(""), "b\n"),
            ("# Title\n\n---\n", None, "# Title\n\n---\n"),
            ("---\nnever closed\n", None, "---\nnever closed\n"),
            ("---\ntitle: never closed\n", None, "---\ntitle: never closed\n"),
            ("---  \na: 1\n---\t\nb\n", Some("a: 1\n"), "b\n"),
            ("---\na: 1\n...\nb\n", Some("a: 1\n"), "b\n"),
            ("---\na: 1\n---", Some("a: 1\n"), ""),
            ("\n---\na: 1\n---\nb\n", Some("a: 1\n"), "b\n"),
            ("{{ title }}\n", None, "{{ title }}\n"),
        ] {
            assert_eq!(split(text), Ok((matter, body)), "{text:?}");
        }
        for (text, format) in [
            ("+++\na = 1\n+++\n", Format::Toml),
            ("+++\na = 1\n", Format::Toml),
            ("---json\n{}\n---\n", Format::Json),
            ("{\"a\": 1}", Format::Json),
        ] {
            assert_eq!(split(text), Err(format), "{text:?}");
        }
    }

    #[test]
    fn values_replace_those_of_the_template_with_all_their_lines() {
        let matter = "# ours\ntitle:    # short\nsev: low\nservices:\n  - a\n- b\n\nroom: 7\n";
        let values = [
            (Key::Title, "Disk full".to_owned()),
            (Key::Severity, "SEV1".to_owned()),
            (Key::Services, "[api]".to_owned()),
            (Key::Tags, "[dns]".to_owned()),
        ];
        assert_eq!(
            with_values(matter, &values),
            "# ours\ntitle: Disk full\nsev: SEV1\nservices: [api]\nroom: 7\ntags: [dns]\n"
        );
        assert_eq!(with_values(matter, &[]), matter);
    }

    #[test]
    fn comments_stay_and_do_not_end_the_value_around_them() {
        let values = [(Key::Services, "[api]".to_owned())];
        for (matter, expected) in [
            ("services:\n# one per line\n  - TODO\nroom: 7\n", "services: [api]\n# one per line\nroom: 7\n"),
            ("services: []\n# where we met\nroom: 7\n", "services: [api]\n# where we met\nroom: 7\n"),
            (
                "services: [\n  # names\n  a\n]\nroom:\n# a list\n- 7\n",
                "services: [api]\nroom:\n# a list\n- 7\n",
            ),
        ] {
            assert_eq!(with_values(matter, &values), expected);
        }
    }
}
