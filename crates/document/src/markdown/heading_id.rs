//! The id that an author gives a heading: `## Root cause {#cause}`.

/// Reads the braces at the end of a heading's `text`, which may have classes, too. Returns the length of the text before
/// them and the id. Braces without an id are text.
pub fn of(text: &str) -> Option<(usize, &str)> {
    let inner = text.trim_end().strip_suffix('}')?;
    let open = inner.rfind('{')?;
    let mut parts = inner[open + 1..].split_ascii_whitespace();
    let id = parts.clone().find_map(|part| part.strip_prefix('#'))?;
    let is_attribute = |part: &str| part.starts_with(['#', '.']) && part.len() > 1 || part.contains('=');
    let is_id =
        !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'));
    (is_id && parts.all(is_attribute)).then(|| (text[..open].trim_end().len(), id))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn an_id_is_read_from_braces_with_a_hash() {
        for (text, expected) in [
            ("Cause {#cause}", Some(("Cause", "cause"))),
            ("Impact { #impact-de .wide key=value } ", Some(("Impact", "impact-de"))),
            ("{#x}", Some(("", "x"))),
            ("Cause {cause}", None),
            ("Cause {.wide}", None),
            ("Cause {#a b}", None),
            ("Cause {#}", None),
            ("Cause {#cause} more", None),
            ("Cause #cause}", None),
        ] {
            assert_eq!(of(text).map(|(length, id)| (&text[..length], id)), expected, "{text}");
        }
    }
}
