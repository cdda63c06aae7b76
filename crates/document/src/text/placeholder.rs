//! Text that stands where something is still to be written.

/// Whether `text` says nothing: a dash, `TBD`, `None`, `<action>`, `{{ summary }}`, `…`.
pub fn is_placeholder(text: &str) -> bool {
    let text = text
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`' | '.' | '…' | '!' | '。'));
    if !text.chars().any(char::is_alphanumeric) {
        return true;
    }
    for (open, close) in [('<', '>'), ('[', ']'), ('{', '}'), ('(', ')')] {
        if text.starts_with(open) && text.ends_with(close) && text.matches(close).count() == 1 {
            // `<https://…>` is an address.
            return !text.contains("://");
        }
    }
    if text.starts_with("{{") && text.contains("}}") {
        return true;
    }
    if text.chars().count() > 40 {
        return false;
    }
    let lower = text.to_lowercase();
    let words = lower.trim_end_matches([':', '：', '?', '？']).trim();
    WORDS.contains(&words) || words.chars().all(|c| matches!(c, 'x' | ' ' | '.' | '-'))
}

const WORDS: [&str; 73] = [
    "handle",
    "username",
    "your name",
    "full name",
    "first last",
    "another item",
    "another action",
    "tbd",
    "tba",
    "tbc",
    "tbc.",
    "todo",
    "to do",
    "to be done",
    "to be determined",
    "to be decided",
    "to be filled",
    "to be filled in",
    "to be defined",
    "to be written",
    "fixme",
    "n/a",
    "na",
    "none",
    "none yet",
    "nothing",
    "nothing yet",
    "not much",
    "nil",
    "unknown",
    "not applicable",
    "not available",
    "placeholder",
    "fill in",
    "fill me in",
    "item",
    "item 1",
    "item 2",
    "item 3",
    "item one",
    "action",
    "action 1",
    "action 2",
    "action 3",
    "action item",
    "action item 1",
    "action item 2",
    "action item 3",
    "lesson",
    "lesson 1",
    "lesson 2",
    "lesson 3",
    "description",
    "etc",
    "example",
    "なし",
    "無し",
    "特になし",
    "該当なし",
    "未定",
    "未記入",
    "无",
    "暂无",
    "待定",
    "待补充",
    "keine",
    "noch offen",
    "aucun",
    "aucune",
    "à définir",
    "ninguno",
    "ninguna",
    "por definir",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_recognised() {
        for text in [
            "",
            "…",
            "...",
            "-",
            "TBD",
            "**TBD**",
            "<action>",
            "[describe the action]",
            "{{ summary }} [x]",
            "None.",
            "n/a",
            "なし",
            "XX",
            "Nothing!",
            "todo:",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in [
            "Add an alert",
            "<https://e.org/1>",
            "Add (a) and (b)",
            "無停止で更新する",
            "None of the alerts fired",
            "(Process) Check inputs (all)",
            "Do not use `{{ x }}` in scripts",
        ] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
