//! The style sheet: the parts in the theme's `style/`, put together into one asset.

use std::collections::BTreeMap;

/// The asset that is made of the parts.
pub const STYLE_SHEET: &str = "style.css";

/// The built-in parts in their order, in which a later one overrules an earlier one. Those of the user's own come last.
const PARTS: [&str; 14] = [
    "base.css",
    "frame.css",
    "lists.css",
    "terms.css",
    "search.css",
    "postmortem.css",
    "pieces.css",
    "prose.css",
    "collections.css",
    "repeats.css",
    "widths.css",
    "forced-colors.css",
    "code.css",
    "print.css",
];

/// The style sheet made of `parts`, by their file names, without what only people who write it need: comments, indentation
/// and empty lines.
pub fn style_sheet(parts: &BTreeMap<String, String>) -> String {
    let built_in = PARTS.iter().filter_map(|name| parts.get(*name));
    let own = parts.iter().filter(|(name, _)| !PARTS.contains(&name.as_str())).map(|(_, part)| part);
    let mut sheet = String::new();
    for part in built_in.chain(own) {
        let part = without_comments(part);
        for line in part.lines().map(str::trim).filter(|line| !line.is_empty()) {
            sheet.push_str(line);
            sheet.push('\n');
        }
    }
    sheet
}

/// `css` without its comments; what looks like one inside of a string stays.
fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let end = if from.starts_with("/*") {
            from.find("*/").map_or(from.len(), |end| end + 2)
        } else {
            let end = end_of_string(from);
            kept.push_str(&from[..end]);
            end
        };
        rest = &from[end..];
    }
    kept.push_str(rest);
    kept
}

/// The length of the string that `text` begins with; of text that begins with a slash, that of the slash.
fn end_of_string(text: &str) -> usize {
    let mut characters = text.char_indices();
    let quote = characters.next().map(|(_, quote)| quote).filter(|quote| *quote != '/');
    let Some(quote) = quote else { return 1 };
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => drop(characters.next()),
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(parts: &[(&str, &str)]) -> String {
        style_sheet(&parts.iter().map(|&(name, part)| (name.to_owned(), part.to_owned())).collect())
    }

    #[test]
    fn parts_come_in_their_order_and_those_of_the_user_last() {
        let parts = [("a.css", "a {}"), ("print.css", "p {}"), ("base.css", "b {}"), ("lists.css", "l {}")];
        assert_eq!(sheet(&parts), "b {}\nl {}\np {}\na {}\n");
    }

    #[test]
    fn only_comments_and_white_space_around_lines_are_left_out() {
        for (part, expected) in [
            ("/* A */\n\n  p {\n    top: 0; /* b */\n  }\n", "p {\ntop: 0;\n}\n"),
            ("p::before { content: \"/* \\\" */\"; }", "p::before { content: \"/* \\\" */\"; }\n"),
            ("p::before { content: '\"/*'; } /* ' */ q {}", "p::before { content: '\"/*'; }  q {}\n"),
            ("p { font: 1rem/1.5 serif; }", "p { font: 1rem/1.5 serif; }\n"),
            ("p {} /* unclosed", "p {}\n"),
            ("p { content: \"unclosed /* \u{e4}", "p { content: \"unclosed /* \u{e4}\n"),
        ] {
            assert_eq!(sheet(&[("base.css", part)]), expected, "{part}");
        }
    }

    #[test]
    fn every_built_in_part_is_named() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/style");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut files: Vec<_> = files.map(|name| name.into_string().unwrap()).collect();
        let mut named = PARTS.to_vec();
        files.sort();
        named.sort_unstable();
        assert_eq!(files, named);
    }
}
