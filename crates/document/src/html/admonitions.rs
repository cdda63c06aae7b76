//! Boxes that begin with `:::warning` and end with `:::`, as Docusaurus and VitePress have them.

/// A line of colons.
#[derive(Debug, PartialEq, Eq)]
pub enum Colons<'a> {
    /// The class of the box, and its title, which may be empty.
    Open(&'static str, &'a str),
    Close,
}

/// The box that a line opens or closes.
pub fn colons(line: &str) -> Option<Colons<'_>> {
    let rest = line.trim_start_matches(':');
    if line.len() - rest.len() < 3 {
        return None;
    }
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(Colons::Close);
    }
    // Pandoc: `::: {.warning}`.
    let (name, title) = match rest.strip_prefix("{.") {
        Some(braced) => (braced.split(['}', ' ']).next().unwrap_or_default(), ""),
        None => rest.split_at(rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len())),
    };
    let title = title.trim();
    let title = title.strip_prefix('[').and_then(|title| title.strip_suffix(']')).unwrap_or(title);
    let title = if title.starts_with('{') { "" } else { title };
    Some(Colons::Open(class(name)?, title))
}

/// The class of a box by its name; those of GitHub's alerts, which themes know.
fn class(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "note" | "info" | "details" | "abstract" | "example" | "quote" | "seealso" | "secondary" | "todo" => {
            "markdown-alert-note"
        }
        "tip" | "hint" | "success" | "check" => "markdown-alert-tip",
        "important" | "attention" => "markdown-alert-important",
        "warning" | "warn" => "markdown-alert-warning",
        "caution" | "danger" | "error" | "bug" | "failure" => "markdown-alert-caution",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_known_by_their_first_line() {
        for (line, expected) in [
            (":::warning Do not restart", Some(Colons::Open("markdown-alert-warning", "Do not restart"))),
            ("::: tip", Some(Colons::Open("markdown-alert-tip", ""))),
            (":::info[It takes an hour]", Some(Colons::Open("markdown-alert-note", "It takes an hour"))),
            ("::: {.caution}", Some(Colons::Open("markdown-alert-caution", ""))),
            (":::danger{#x}", Some(Colons::Open("markdown-alert-caution", ""))),
            (":::", Some(Colons::Close)),
            ("::::", Some(Colons::Close)),
            (":::tabs", None),
            ("::note", None),
            ("a :::", None),
        ] {
            assert_eq!(colons(line), expected, "{line}");
        }
    }
}
