//! Lower case without accents, in letters of the usual width.
//!
//! A table of the Latin and Greek letters in use in Europe, not of all of Unicode: the browser has to load it.

/// Appends `word` to `out`, in lower case, with accents and combining marks dropped.
pub(crate) fn push_folded(word: &str, out: &mut String) {
    // Most words are ASCII, and copied faster than pushed letter by letter.
    if word.is_ascii() {
        let start = out.len();
        out.push_str(word);
        out[start..].make_ascii_lowercase();
        return;
    }
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
    matches!(c, '\u{300}'..='\u{36f}') || is_invisible(c)
}

/// Whether the character is not seen within a word: it says where the word may be broken, or that it may not.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}')
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
        'ά'
        | '\u{1f00}'..='\u{1f07}'
        | '\u{1f70}'
        | '\u{1f71}'
        | '\u{1f80}'..='\u{1f87}'
        | '\u{1fb0}'..='\u{1fb7}' => "α",
        'έ' | '\u{1f10}'..='\u{1f15}' | '\u{1f72}' | '\u{1f73}' => "ε",
        'ή'
        | '\u{1f20}'..='\u{1f27}'
        | '\u{1f74}'
        | '\u{1f75}'
        | '\u{1f90}'..='\u{1f97}'
        | '\u{1fc2}'..='\u{1fc7}' => "η",
        'ί' | 'ϊ' | 'ΐ' | '\u{1f30}'..='\u{1f37}' | '\u{1f76}' | '\u{1f77}' | '\u{1fd0}'..='\u{1fd7}' => {
            "ι"
        }
        'ό' | '\u{1f40}'..='\u{1f45}' | '\u{1f78}' | '\u{1f79}' => "ο",
        'ύ'
        | 'ϋ'
        | 'ΰ'
        | '\u{1f50}'..='\u{1f57}'
        | '\u{1f7a}'
        | '\u{1f7b}'
        | '\u{1fe0}'..='\u{1fe3}'
        | '\u{1fe6}'
        | '\u{1fe7}' => "υ",
        'ώ'
        | '\u{1f60}'..='\u{1f67}'
        | '\u{1f7c}'
        | '\u{1f7d}'
        | '\u{1fa0}'..='\u{1fa7}'
        | '\u{1ff2}'..='\u{1ff7}' => "ω",
        // It is written at the end of a word only.
        'ς' => "σ",
        // Of full width, as Japanese text has them.
        '\u{ff01}'..='\u{ff5e}' => {
            return out.extend(char::from_u32(u32::from(c) - 0xff01 + u32::from('!')));
        }
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
            ("Ελλάδα ὦ Οδυσσεύς", "ελλαδα ω οδυσσευσ"),
            ("ＡＰＩ１２３", "api123"),
            ("data\u{ad}base", "database"),
        ] {
            let mut out = String::new();
            push_folded(word, &mut out);
            assert_eq!(out, folded, "{word:?}");
        }
    }
}
