//! Names by content.

use xxhash_rust::xxh3::xxh3_64;

/// Digits of names; without `i`, `l`, `o` and `u`, so that they can be read aloud and spell nothing.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Base-32 digits of 64 bits.
const NAME_DIGITS: u32 = 13;

/// The hash that names a file and that its content is checked with.
///
/// XXH3 is fast and small in the browser. It protects from mix-ups and truncation, not from
/// somebody who can write to the host: they could replace the entry as well.
pub(crate) fn content_hash(bytes: &[u8]) -> u64 {
    xxh3_64(bytes)
}

/// The checksum of a stretch of bytes that is fetched without the rest of its file: the lower half of its hash.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    content_hash(bytes) as u32
}

/// The name of the file of a component with this content: `idx-0d2v….bin`.
pub(crate) fn file_name(component: &str, hash: u64) -> String {
    let mut name = String::with_capacity(component.len() + 18);
    name.push_str(component);
    name.push('-');
    for digit in (0..NAME_DIGITS).rev() {
        let index = (hash >> (5 * digit)) & 31;
        name.push(char::from(DIGITS[index as usize]));
    }
    name.push_str(".bin");
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_fixed_for_ever() {
        assert_eq!(file_name("idx", 0), "idx-0000000000000.bin");
        assert_eq!(file_name("idx", u64::MAX), "idx-fzzzzzzzzzzzz.bin");
        assert_eq!(file_name("hot", content_hash(b"retold")), "hot-4nmb1pkd19fk7.bin");
    }
}
