//! Applies fixes to a text.

use retold_diagnostic::Fix;

/// `text` with `fixes`, and the number of those that were applied. Fixes that are equal are applied once, and counted each;
/// one that overlaps an earlier one in the text, or does not lie in it, is left out.
pub fn apply(text: &str, mut fixes: Vec<&Fix>) -> (String, usize) {
    fixes.sort_by_key(|fix| (fix.span.start, fix.span.end, fix.replacement.as_str()));
    let mut fixed = String::with_capacity(text.len());
    let mut end = 0;
    let mut last: Option<&Fix> = None;
    let mut count = 0;
    for fix in fixes {
        if last == Some(fix) {
            count += 1;
            continue;
        }
        let Some(before) = text.get(end..fix.span.start).filter(|_| text.get(fix.span.clone()).is_some())
        else {
            continue;
        };
        fixed.push_str(before);
        fixed.push_str(&fix.replacement);
        end = fix.span.end;
        last = Some(fix);
        count += 1;
    }
    fixed.push_str(&text[end..]);
    (fixed, count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::Range;

    fn fix(span: Range<usize>, replacement: &str) -> Fix {
        Fix { span, replacement: replacement.to_owned() }
    }

    #[test]
    fn fixes_are_applied_unless_they_overlap() {
        for (fixes, expected) in [
            (vec![], ("zwölf", 0)),
            (vec![fix(0..1, "Z"), fix(4..6, "")], ("Zwö", 2)),
            (vec![fix(4..6, ""), fix(0..1, "Z")], ("Zwö", 2)),
            (vec![fix(0..2, "a"), fix(0..2, "a")], ("aölf", 2)),
            (vec![fix(0..2, "a"), fix(1..4, "b")], ("aölf", 1)),
            (vec![fix(0..1, "a"), fix(1..2, "b")], ("abölf", 2)),
            (vec![fix(3..4, "inside a character"), fix(5..9, "behind the end")], ("zwölf", 0)),
        ] {
            let (text, count) = apply("zwölf", fixes.iter().collect());
            assert_eq!((text.as_str(), count), expected, "{fixes:?}");
        }
    }
}
