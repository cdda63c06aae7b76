//! Finds the ends of code spans, links and addresses, so that readers of prose can skip them.

/// Longest code span that is skipped, in bytes: those in prose are short, and a longer one is read as text.
const LONGEST_CODE: usize = 400;

/// The end of the code span that begins at byte `at`, or of its backticks if it is never closed.
pub fn code_end(bytes: &[u8], at: usize) -> usize {
    let ticks = bytes[at..].iter().take_while(|&&byte| byte == b'`').count();
    let window = &bytes[at + ticks..bytes.len().min(at + ticks + LONGEST_CODE)];
    let end = window.windows(ticks).position(|window| window.iter().all(|&byte| byte == b'`'));
    end.map_or(at + ticks, |end| at + ticks + end + ticks)
}

/// The end of the destination of a link, the `](` of which begins at byte `at`; `None` if no destination begins there.
pub fn destination_end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes[at..].strip_prefix(b"](")?;
    let end = rest.iter().position(|byte| matches!(byte, b')' | b'\n'));
    Some(end.map_or(bytes.len(), |end| at + 2 + end))
}

/// The end of the address, the `://` of which begins at byte `at`; `None` if there is none.
pub fn address_end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes[at..].strip_prefix(b"://")?;
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b')' | b'>' | b'|');
    Some(rest.iter().position(is_end).map_or(bytes.len(), |end| at + 3 + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_links_and_addresses_are_skipped() {
        let rest = |text: &str, end: usize| text[end..].to_owned();
        for (text, expected) in [("`a` b", " b"), ("``a` b`` c", " c"), ("`a", "a"), ("``", "")] {
            assert_eq!(rest(text, code_end(text.as_bytes(), 0)), expected, "{text}");
        }
        for (text, expected) in
            [("](a/b.md) c", Some(") c")), ("](a\nb", Some("\nb")), ("](a", Some("")), ("] (a)", None)]
        {
            let end = destination_end(text.as_bytes(), 0);
            assert_eq!(end.map(|end| rest(text, end)).as_deref(), expected, "{text}");
        }
        for (text, expected) in [("://a.org/b c", Some(" c")), ("://a|b", Some("|b")), (": //a", None)] {
            let end = address_end(text.as_bytes(), 0);
            assert_eq!(end.map(|end| rest(text, end)).as_deref(), expected, "{text}");
        }
    }
}
