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
    /// `None` if there is no searcher for one word, which does not happen.
    pub fn new() -> Option<Self> {
        AhoCorasick::new([BEGIN]).ok().map(Self)
    }

    /// The keys in `text`, each from its first line to its end, or as far as it goes.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        self.0.find_iter(text).filter_map(|hit| key(text, hit.start())).collect()
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

fn key(text: &str, start: usize) -> Option<Range<usize>> {
    let body = start + head(&text[start..])?;
    let end = text[body..].find(END).map_or(text.len(), |at| body + at);
    let is_material = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let length = text[body..end].bytes().filter(is_material).count();
    let is_shortened = text[body..end].contains("...") || text[body..end].contains('…');
    (length >= SHORTEST && !is_shortened).then_some(start..end)
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
}
