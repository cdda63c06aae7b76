//! A map from words to values. Lookups ignore the case of ASCII letters and do not allocate.

use rustc_hash::FxHashMap;

/// Longest word that is looked up, in bytes.
const LONGEST: usize = 32;

#[derive(Debug)]
pub struct Lookup<T> {
    values: FxHashMap<&'static [u8], T>,
}

impl<T: Copy> Lookup<T> {
    /// A map of words in lower case. `merge` combines two values for the same word.
    pub fn collect(entries: impl Iterator<Item = (&'static str, T)>, merge: impl Fn(T, T) -> T) -> Self {
        let mut values: FxHashMap<&'static [u8], T> = FxHashMap::default();
        for (word, value) in entries {
            values.entry(word.as_bytes()).and_modify(|known| *known = merge(*known, value)).or_insert(value);
        }
        Self { values }
    }

    pub fn get(&self, word: &str) -> Option<T> {
        let mut buffer = [0; LONGEST];
        let lower = buffer.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        self.values.get(&*lower).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_of_ascii_letters_does_not_count() {
        let lookup =
            Lookup::collect([("märz", 3), ("may", 5), ("may", 1)].into_iter(), |one, other| one + other);
        for (word, value) in [
            ("märz", Some(3)),
            ("MäRZ", Some(3)),
            ("MÄRZ", None),
            ("May", Some(6)),
            ("", None),
            (&"may".repeat(20), None),
        ] {
            assert_eq!(lookup.get(word), value, "{word}");
        }
    }
}
