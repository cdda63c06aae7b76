//! Private keys in the PEM format.

use std::ops::Range;

use aho_corasick::AhoCorasick;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// How many characters of a key stand behind its first line at least. What is shorter shows the format only.
const SHORTEST: usize = 64;
/// How many of them stand together at least.
const SHORTEST_RUN: usize = 16;

/// Finds private keys. It is made once for many texts.
#[derive(Debug)]
pub struct PrivateKeys(AhoCorasick);

impl PrivateKeys {
    pub fn new() -> Self {
        Self(AhoCorasick::new([BEGIN, END]).expect("two words are few"))
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

/// The block at the bytes `block` of `text`, up to its end or to the next block, if it is a private key.
fn key(text: &str, block: Range<usize>) -> Option<Range<usize>> {
    let block_text = &text[block.clone()];
    let start = head(block_text)?;
    let body = &block_text[start..];
    let has_end = text[block.end..].starts_with(END);
    let (end, length) = if has_end { (body.len(), material(body)) } else { lines_of_key(body) };
    let is_shortened = body[..end].contains("...") || body[..end].contains('…');
    (length >= SHORTEST && !is_shortened).then_some(block.start..block.start + start + end)
}

fn is_material(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')
}

/// The number of characters of `body` that may be a key's. Words of prose are too short.
fn material(body: &str) -> usize {
    body.split(|c| !is_material(c)).map(str::len).filter(|length| *length >= SHORTEST_RUN).sum()
}

/// Where the lines of a key without an end stop in `rest`, and the number of their characters. Without such lines, the first
/// line of the key is only mentioned.
fn lines_of_key(rest: &str) -> (usize, usize) {
    let (mut at, mut end, mut length) = (0, 0, 0);
    for line in rest.split_inclusive('\n') {
        // In a string, all lines are one.
        for piece in line.split_inclusive("\\n") {
            let text = piece.trim_end_matches("\\n").trim_end_matches("\\r");
            let text = text.trim_matches(|c: char| c.is_whitespace() || ">\"'`,".contains(c));
            let is_of_key = text.len() >= SHORTEST_RUN && text.chars().all(is_material);
            let is_before = length == 0 && (text.is_empty() || is_header(text));
            at += piece.len();
            if is_of_key {
                (end, length) = (at, length + text.len());
            } else if !is_before {
                return (end, length);
            }
        }
    }
    (end, length)
}

/// Whether `line` is a header such as `Proc-Type: 4,ENCRYPTED`.
fn is_header(line: &str) -> bool {
    let name = line.split_once(": ").map_or("", |(name, _)| name);
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_keys_are_found() {
        let keys = PrivateKeys::new();
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
        let keys = PrivateKeys::new();
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
        assert!(PrivateKeys::new().find(&text).is_empty());
    }

    #[test]
    fn a_first_line_without_a_key_is_none() {
        let keys = PrivateKeys::new();
        let material = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
        let prose =
            "a line that the scanner of the repository looked for in each of the files that we had pushed";
        let begin = "-----BEGIN RSA PRIVATE KEY-----";
        for (body, key) in [
            (format!("` is {prose}. {prose}.\n"), ""),
            (format!("\n\n{prose}\n\n/srv/files/{}\n", "a/".repeat(40)), ""),
            (format!("` and {prose}\n-----END RSA PRIVATE KEY-----"), ""),
            (format!("`, {prose}\n-----BEGIN CERTIFICATE-----\n{material}\n-----END CERTIFICATE-----"), ""),
            (format!("\n{material}\n\n{prose}\n"), &format!("\n{material}\n")),
            (
                format!("\nProc-Type: 4,ENCRYPTED\n\n> {material}"),
                &format!("\nProc-Type: 4,ENCRYPTED\n\n> {material}"),
            ),
            (format!("\\n{material}\\n\" {prose}"), &format!("\\n{material}\\n")),
        ] {
            let text = format!("{begin}{body}");
            let found: Vec<_> = keys.find(&text).into_iter().map(|span| &text[span]).collect();
            let expected = if key.is_empty() { Vec::new() } else { vec![format!("{begin}{key}")] };
            assert_eq!(found, expected, "{text}");
        }
    }
}
