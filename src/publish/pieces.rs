//! Compares files piece by piece, because films are larger than memory.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::files;

/// Bytes that are read at once.
const PIECE: usize = 1 << 18;

/// Whether the rest of `file` is what is at `path`.
pub fn are_same(file: &mut File, path: &Path) -> bool {
    files::open(path).and_then(|mut other| compare(file, &mut other)).unwrap_or(false)
}

fn compare(one: &mut impl Read, other: &mut impl Read) -> io::Result<bool> {
    let (mut left, mut right) = (vec![0; PIECE], vec![0; PIECE]);
    loop {
        let (length, other_length) = (fill(one, &mut left)?, fill(other, &mut right)?);
        if left[..length] != right[..other_length] {
            return Ok(false);
        }
        if length < PIECE {
            return Ok(true);
        }
    }
}

/// Reads until `piece` is full or the file ends. Returns the number of bytes.
fn fill(file: &mut impl Read, piece: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < piece.len() {
        match file.read(&mut piece[filled..])? {
            0 => break,
            length => filled += length,
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_compared_over_the_ends_of_pieces() {
        let same = |one: &[u8], other: &[u8]| compare(&mut &one[..], &mut &other[..]).unwrap();
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE] {
            let bytes = vec![7; length];
            assert!(same(&bytes, &bytes), "{length}");
            assert!(!same(&bytes, &[&bytes[..], b"x"].concat()), "{length}");
            if let Some(before) = length.checked_sub(1) {
                assert!(!same(&bytes, &[&bytes[..before], b"x"].concat()), "{length}");
            }
        }
    }
}
