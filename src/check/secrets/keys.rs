//! Private keys in the PEM format.

use std::ops::Range;

use aho_corasick::AhoCorasick;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// How many characters of a key stand behind its first line at least. What is shorter shows the format only.
const SHORTEST: usize = 64;

/// Finds private keys. It is made once for many texts.
#[derive(Debug)]
pub struct PrivateKeys(AhoCorasick);

impl PrivateKeys {
    /// `None` if there is no searcher for two words, which does not happen.
    pub fn new() -> Option<Self> {
        AhoCorasick::new([BEGIN, END]).ok().map(Self)
    }

    /// The keys in `text`, each from its first line to its end, to the next block or as far as it goes. They do not overlap.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let marks: Vec<_> = self.0.find_iter(text).map(|hit| hit.start()).collect();
        let ends = marks.iter().skip(1).copied().chain([text.len()]);
        marks.iter().zip(ends).filter_map(|(&start, end)| key(text, start..end)).collect()
    }
}

/// The bytes of the first line of a block at the start of `text`, if it is that of a private key.
pub fn head(text: &str) -> Option<usize> {
    let label = text.strip_prefix(BEGIN)?;
    let end = label.find(DASHES)?;
    let label = &label[..end];
    let is_key = label.ends_with("PRIVATE KEY") || label.ends_with("PRIVATE KEY BLOCK");
    (is_key && label.len() < 60).then_some(BEGIN.len() + end + DASHES.len())
}

/// The block at the bytes `block` of `text`, if it is a private key.
fn key(text: &str, block: Range<usize>) -> Option<Range<usize>> {
    let block_text = &text[block.clone()];
    let body = &block_text[head(block_text)?..];
    let is_material = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let length = body.bytes().filter(is_material).count();
    let is_shortened = body.contains("...") || body.contains('…');
    (length >= SHORTEST && !is_shortened).then_some(block)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_keys_are_found() {
        let keys = PrivateKeys::new().unwrap();
        let material = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
        for (label, body, is_found) in [
            ("RSA PRIVATE KEY", format!("\n{material}\n"), true),
            ("PRIVATE KEY", format!("\\n{material}\\n"), true),
            ("PGP PRIVATE KEY BLOCK", format!("\nVersion: 1\n\n{material}\n"), true),
            ("PUBLIC KEY", format!("\n{material}\n"), false),
            ("CERTIFICATE", format!("\n{material}\n"), false),
            ("PRIVATE KEY", "\n...\n".to_owned(), false),
            ("PRIVATE KEY", format!("\n{material}\n[...]\n"), false),
        ] {
            let text = format!("a\n-----BEGIN {label}-----{body}-----END {label}-----\n");
            let found = keys.find(&text);
            assert_eq!(!found.is_empty(), is_found, "{text}");
            assert!(found.iter().all(|span| span.start == 2 && text[span.end..].starts_with(END)), "{text}");
        }
    }

    #[test]
    fn keys_without_an_end_do_not_overlap() {
        let keys = PrivateKeys::new().unwrap();
        let begin = "-----BEGIN PRIVATE KEY-----";
        let block = format!("{begin}\n{}\n", "k".repeat(SHORTEST));
        let found = keys.find(&block.repeat(3));
        let length = block.len();
        assert_eq!(found, [0..length, length..2 * length, 2 * length..3 * length]);
        assert_eq!(keys.find(&format!("{begin}{block}")).first(), Some(&(begin.len()..begin.len() + length)));
        // Two first lines may share their dashes.
        assert!(keys.find(&format!("-----BEGIN PRIVATE KEY{begin}\n")).is_empty());
    }

    #[test]
    fn many_first_lines_are_read_once() {
        let text = "-----BEGIN RSA PRIVATE KEY-----\n".repeat(200_000);
        assert!(PrivateKeys::new().unwrap().find(&text).is_empty());
    }
}
