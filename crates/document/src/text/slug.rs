//! Slugs: text as part of an address.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Longest slug, in bytes: it becomes the name of a folder, for which file systems have 255 bytes.
const LIMIT: usize = 200;

/// `text` in lower case with `-` for everything that is neither letter nor digit. Letters of any script
/// are kept: a title in Japanese stays readable in the address bar. May be empty.
pub fn slugify(text: &str) -> String {
    let text = &*composed(text);
    let mut slug = String::with_capacity(text.len());
    let after_letter = |previous: char| previous.is_alphanumeric();
    let mut previous = ' ';
    for c in text.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() => slug.extend(c.to_lowercase()),
            '\'' | '’' => {}
            // `C++` and `C#` are not `C`.
            '+' if after_letter(previous) => push_word(&mut slug, "plus"),
            '#' if after_letter(previous) => push_word(&mut slug, "sharp"),
            _ => push_word(&mut slug, ""),
        }
        previous = c;
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.len() > LIMIT { shortened(&slug) } else { slug }
}

/// `text` with letters and their marks composed (NFC), as keyboards write them: file names from macOS are decomposed, and
/// both are the same text.
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text.into()
    } else {
        text.nfc().collect::<String>().into()
    }
}

/// The start of a long slug, followed by a digest that distinguishes slugs with the same start.
fn shortened(slug: &str) -> String {
    let digest = blake3::hash(slug.as_bytes()).to_hex();
    let end = (0..=LIMIT - 9).rev().find(|&at| slug.is_char_boundary(at)).unwrap_or(0);
    format!("{}-{}", slug[..end].trim_end_matches('-'), &digest[..8])
}

/// Appends `word`, with `-` before it (unless the slug is empty or ends with one) and behind it.
fn push_word(slug: &mut String, word: &str) {
    if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
    if !word.is_empty() && !slug.is_empty() {
        slug.push_str(word);
        slug.push('-');
    }
}

#[cfg(test)]
mod tests {
    use super::slugify;

    #[test]
    fn slugs() {
        for (text, slug) in [
            ("Connection pool exhausted!", "connection-pool-exhausted"),
            ("  What didn’t go well  ", "what-didnt-go-well"),
            ("2025-09-29 – cache", "2025-09-29-cache"),
            ("タイムライン", "タイムライン"),
            ("U\u{308}bersicht", "übersicht"),
            ("C++ and x", "c-plus-and-x"),
            ("C#", "c-sharp"),
            ("## Timeline ##", "timeline"),
            ("???", ""),
        ] {
            assert_eq!(slugify(text), slug, "{text}");
        }
    }
}
