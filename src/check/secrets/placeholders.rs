//! Whether a value is a secret or stands for one (`data/placeholders.txt`).

use retold_times::WordTable;

const TABLE: &str = include_str!("data/placeholders.txt");

/// How often a character may follow itself in a secret.
const LONGEST_REPETITION: usize = 4;

/// The parts by which placeholders are known.
#[derive(Debug)]
pub struct Placeholders(Vec<&'static str>);

impl Placeholders {
    pub fn new() -> Self {
        Self(WordTable::parse(TABLE).words("placeholder").collect())
    }

    /// Whether `value` stands for a secret.
    pub fn is_one(&self, value: &str) -> bool {
        let lower = value.to_lowercase();
        self.0.iter().any(|part| lower.contains(part)) || repeats(value)
    }
}

/// Whether a character follows itself too often.
fn repeats(value: &str) -> bool {
    let bytes = value.as_bytes();
    bytes.windows(LONGEST_REPETITION + 1).any(|window| window.iter().all(|byte| *byte == window[0]))
}

/// The entropy of the bytes of `text`, in bits per byte.
pub fn entropy(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in text.bytes() {
        counts[usize::from(byte)] += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "texts are far shorter than 2^52 bytes")]
    let length = text.len() as f64;
    let shares = counts.iter().filter(|count| **count > 0).map(|count| f64::from(*count) / length);
    shares.map(|share| -share * share.log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let faults = WordTable::faults(TABLE, &["placeholder"], str::to_lowercase);
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn placeholders_are_known() {
        let placeholders = Placeholders::new();
        for (value, is_one) in
            [("AKIAIOSFODNN7EXAMPLE", true), ("changeme", true), ("aaaaaaaa1", true), ("hunter2!kX", false)]
        {
            assert_eq!(placeholders.is_one(value), is_one, "{value}");
        }
    }

    #[test]
    fn entropy_counts_bits_per_byte() {
        for (text, bits) in [("", 0.0), ("aaaa", 0.0), ("abab", 1.0), ("abcd", 2.0)] {
            assert!((entropy(text) - bits).abs() < 1e-9, "{text}");
        }
    }
}
