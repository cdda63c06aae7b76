//! Numbers in as many bytes as they need (LEB128, little end first).

/// The numbers that `bytes` consist of; `None` when the last is cut off or one is beyond all bounds.
pub(crate) fn decode(bytes: &[u8]) -> Option<Vec<usize>> {
    let mut numbers = Vec::new();
    let (mut number, mut shift) = (0_usize, 0_u32);
    for byte in bytes {
        number |= usize::from(byte & 0x7f).checked_shl(shift)?;
        shift += 7;
        if byte & 0x80 == 0 {
            numbers.push(number);
            (number, shift) = (0, 0);
        }
    }
    (shift == 0).then_some(numbers)
}

/// Appends a number.
#[cfg(feature = "writer")]
pub(crate) fn encode(mut number: usize, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        let numbers = [0, 1, 127, 128, 300, 70_000, usize::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|&number| encode(number, &mut bytes));
        assert_eq!(decode(&bytes).as_deref(), Some(&numbers[..]));
    }

    #[test]
    fn cut_or_endless_numbers_are_refused() {
        assert_eq!(decode(&[0x80]), None);
        assert_eq!(decode(&[0xff; 12]), None);
        assert_eq!(decode(&[]), Some(vec![]));
    }
}
