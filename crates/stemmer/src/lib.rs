//! One of Snowball's stemmers for the browser's search engine, which itself has that of English only.
//!
//! `scripts/build-stemmers` builds this crate for each language, and a site ships the file of its own.
//! It has no need of glue: the worker writes a word, in UTF-8, to [`room`], calls [`stem`] with its length
//! in bytes, and reads as many bytes there as that returns.

use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering::Relaxed;

use frostem::Stemmer;

/// Snowball's name of the language, set for each build.
const LANGUAGE: &str = match option_env!("RETOLD_STEMMER") {
    Some(language) => language,
    None => "english",
};

/// The most bytes of a word.
const ROOM: usize = 256;

/// The word, then its stem. Bytes that could be shared, so that nothing here is unsafe.
static WORD: [AtomicU8; ROOM] = [const { AtomicU8::new(0) }; ROOM];

/// Where words are written to, and stems read from; there is room for 256 bytes.
#[unsafe(no_mangle)]
pub extern "C" fn room() -> *const AtomicU8 {
    WORD.as_ptr()
}

/// Puts the stem of the word of `length` bytes in its place; returns the length of the stem. What is no
/// UTF-8 stays as it is.
#[unsafe(no_mangle)]
pub extern "C" fn stem(length: usize) -> usize {
    let length = length.min(ROOM);
    let bytes: Vec<u8> = WORD.iter().take(length).map(|byte| byte.load(Relaxed)).collect();
    let Ok(stemmer) = Stemmer::try_from_name(LANGUAGE) else { return length };
    let Ok(word) = String::from_utf8(bytes) else { return length };
    let stem = stemmer.stem(&word);
    for (place, byte) in WORD.iter().zip(stem.bytes()) {
        place.store(byte, Relaxed);
    }
    stem.len().min(ROOM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_take_the_place_of_words() {
        // One test: the place is one.
        for (word, expected) in
            [(&b"connections"[..], &b"connect"[..]), (b"", b""), (b"\xff\xfe", b"\xff\xfe")]
        {
            for (place, byte) in WORD.iter().zip(word) {
                place.store(*byte, Relaxed);
            }
            let length = stem(word.len());
            let found: Vec<u8> = WORD.iter().take(length).map(|byte| byte.load(Relaxed)).collect();
            assert_eq!(found, expected);
        }
        assert!(stem(usize::MAX) <= ROOM);
    }
}
