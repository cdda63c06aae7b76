//! Writes values into the front matter of a template, line by line, so that comments and the order of keys stay.

use retold_document::keys::Key;

/// The text between the fences, and the body behind them. `None` for the text if there is no front matter.
pub fn split(text: &str) -> (Option<&str>, &str) {
    let Some(rest) = text.strip_prefix("---\n") else { return (None, text) };
    match rest.find("\n---\n") {
        Some(end) => (Some(&rest[..=end]), &rest[end + 5..]),
        None => match rest.strip_prefix("---\n") {
            Some(body) => (Some(""), body),
            None => (None, text),
        },
    }
}

/// Returns the lines of `matter` with `values` behind their keys. A key that is not there is added at the end.
pub fn with_values(matter: &str, values: &[(Key, String)]) -> String {
    let mut lines = Vec::new();
    let mut written = Vec::new();
    let mut replaces = false;
    for line in matter.lines() {
        let key = key_of(line);
        // The lines of a value that is replaced go with it.
        let continues = line.starts_with([' ', '\t', '-']) || line.is_empty();
        if replaces && continues {
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
        ] {
            assert_eq!(split(text), (matter, body), "{text:?}");
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
}
