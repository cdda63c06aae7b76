//! Lower case without accents.
//!
//! A table of the Latin letters in use in Europe, not of all of Unicode: the browser has to load it.

/// Appends `word` to `out`, in lower case, with accents and combining marks dropped.
pub(crate) fn push_folded(word: &str, out: &mut String) {
    for c in word.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            for lower in c.to_lowercase() {
                push_without_accent(lower, out);
            }
        }
    }
}

/// Whether the character only modifies the one before it, as in decomposed accents.
pub(crate) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Appends one lower-case character without its accent.
fn push_without_accent(c: char, out: &mut String) {
    let plain = match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        // Hyphens that look like the one on the keyboard.
        '\u{2010}' | '\u{2011}' => "-",
        _ if is_combining(c) => "",
        _ => return out.push(c),
    };
    out.push_str(plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_and_accents() {
        for (word, folded) in [
            ("ECONNRESET", "econnreset"),
            ("Zürich", "zurich"),
            ("Ångström", "angstrom"),
            ("STRASSE straße", "strasse strasse"),
            ("e\u{301}clair", "eclair"),
            ("İstanbul", "istanbul"),
            ("Привет", "привет"),
        ] {
            let mut out = String::new();
            push_folded(word, &mut out);
            assert_eq!(out, folded, "{word:?}");
        }
    }
}
