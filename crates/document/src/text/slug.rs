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

/// Names that are devices on Windows, whatever ending follows.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// Whether a file with this name is a device on Windows, so that no site with it can be built or checked out there.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let is_port = |kind: &str| {
        let number =
            stem.get(..3).filter(|start| start.eq_ignore_ascii_case(kind)).and_then(|_| stem.get(3..));
        number.is_some_and(|number| number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    DEVICES.iter().any(|device| device.eq_ignore_ascii_case(stem)) || is_port("com") || is_port("lpt")
}

/// A slug as the name of a folder on any system. No other slug ends with `-`.
pub fn folder_name(slug: String) -> String {
    if is_device(&slug) { slug + "-" } else { slug }
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
    use super::{folder_name, is_device, slugify};

    #[test]
    fn names_of_devices_are_no_folders() {
        for name in ["con", "AUX", "nul.txt", "Com1", "lpt9.tar.gz", "prn ", "com0"] {
            assert!(is_device(name), "{name}");
        }
        for name in ["console", "com", "com10", "comä", "lpt-1", "a.con", ""] {
            assert!(!is_device(name), "{name}");
        }
        assert_eq!(["aux", "audio"].map(|slug| folder_name(slug.to_owned())), ["aux-", "audio"]);
    }

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
