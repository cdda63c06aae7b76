//! Remarks in brackets at the start or the end of a text.

/// The text in brackets at the start of `text`, and the text behind them. The remark has fewer than `limit`
/// characters.
pub fn at_start(text: &str, limit: usize) -> Option<(&str, &str)> {
    let close = match text.chars().next()? {
        '[' => ']',
        '(' => ')',
        '（' => '）',
        '【' => '】',
        _ => return None,
    };
    let inner = &text[text.chars().next().map_or(0, char::len_utf8)..];
    let (end, _) = inner.char_indices().take(limit).find(|&(_, c)| c == close)?;
    Some((&inner[..end], &inner[end + close.len_utf8()..]))
}

/// The text in brackets at the end of `text`, and the byte at which they begin.
pub fn at_end(text: &str) -> Option<(&str, usize)> {
    let (open, close) = match text.chars().next_back()? {
        ')' => ('(', ')'),
        '）' => ('（', '）'),
        ']' => ('[', ']'),
        '】' => ('【', '】'),
        _ => return None,
    };
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev().take(120) {
        if c == close {
            depth += 1;
        } else if c == open {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                let remark = &text[at + open.len_utf8()..text.len() - close.len_utf8()];
                return (!is_call(&text[..at], close)).then_some((remark, at));
            }
        }
    }
    None
}

/// Whether the brackets behind `before` are part of a name: `run()`.
pub fn is_call(before: &str, close: char) -> bool {
    close == ')' && before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_stand_at_the_start_or_the_end() {
        assert_eq!(at_start("[P1] Add", 24), Some(("P1", " Add")));
        assert_eq!(at_start("(a [b] c) Add", 24), Some(("a [b] c", " Add")));
        assert_eq!(at_start("【済】追加", 24), Some(("済", "追加")));
        assert_eq!(at_start("[P1] Add", 2), None);
        assert_eq!(at_start("[P1", 24), None);
        assert_eq!(at_end("Add (a (b))"), Some(("a (b)", 4)));
        assert_eq!(at_end("追加（済）"), Some(("済", "追加".len())));
        assert_eq!(at_end("Call run()"), None);
        assert_eq!(at_end("Add )"), None);
    }
}
