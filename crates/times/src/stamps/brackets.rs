//! The brackets around a stamp or a part of it.

use crate::scan::Scan;
use crate::text::closing_bracket;

/// Reads an opening bracket and the blanks behind it; returns the bracket that closes it.
pub fn opening_bracket(scan: &mut Scan<'_>) -> Option<char> {
    let opening = scan.peek()?;
    let closing = closing_bracket(opening)?;
    scan.skip(opening.len_utf8());
    scan.spaces();
    Some(closing)
}
