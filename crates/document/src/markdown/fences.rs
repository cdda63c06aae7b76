//! Fences around blocks of code.

/// Whether a code block is fenced rather than indented.
pub fn is_fence(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("```") || text.starts_with("~~~")
}

/// Whether the language of a fence is plain text or Markdown, or not given.
pub fn is_plain_fence(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or("");
    let language = first.trim_matches(['`', '~', ' ']).to_ascii_lowercase();
    matches!(language.as_str(), "" | "text" | "txt" | "plain" | "plaintext" | "md" | "markdown" | "none")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_known_with_their_language() {
        for (text, fenced, plain) in [
            ("```\na\n```", true, true),
            ("~~~ text\na\n~~~", true, true),
            ("```sh\na\n```", true, false),
            ("    a\n", false, false),
        ] {
            assert_eq!(is_fence(text), fenced, "{text}");
            assert_eq!(is_fence(text) && is_plain_fence(text), plain, "{text}");
        }
    }
}
