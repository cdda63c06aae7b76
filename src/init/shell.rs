//! Quotes words for the shell.

/// `text` as one word of a command line of a POSIX shell, quoted where it has to be.
pub fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | '_');
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_they_have_to_be() {
        for (text, expected) in [
            ("docs/pm-1_a.b", "docs/pm-1_a.b"),
            ("störungen", "störungen"),
            ("my folder", "'my folder'"),
            ("Ann's $HOME", r"'Ann'\''s $HOME'"),
            ("~", "'~'"),
            ("", "''"),
        ] {
            assert_eq!(word(text), expected);
        }
    }
}
