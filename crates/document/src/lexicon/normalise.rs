//! The form in which headings and labels are compared.

/// Removes the accents of Latin letters from a word in lower case.
pub fn without_accents(word: &str) -> String {
    word.chars().map(without_accent).collect()
}

fn without_accent(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' | 'ů' => 'u',
        'ř' => 'r',
        'š' | 'ś' | 'ş' => 's',
        'ť' => 't',
        'ý' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        c => c,
    }
}

/// The words of a heading or label in lower case, with single spaces, without accents, numbering, punctuation and
/// remarks in brackets.
pub fn normalise(heading: &str) -> String {
    let heading = without_letter(heading);
    let heading = if heading.contains(':') { without_shortcodes(heading) } else { heading };
    let mut words = String::with_capacity(heading.len());
    let mut depth = 0_usize;
    for c in heading.chars() {
        match c {
            c if depth == 0 && c.is_ascii_alphanumeric() => words.push(c.to_ascii_lowercase()),
            '(' | '[' | '{' | '（' | '【' | '〔' => depth += 1,
            ')' | ']' | '}' | '）' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '\'' | '’' if words.ends_with(['n', 'N']) => {}
            c if c.is_alphanumeric() => words.extend(c.to_lowercase().map(without_accent)),
            _ if words.is_empty() || words.ends_with(' ') => {}
            _ => words.push(' '),
        }
    }
    words.truncate(words.trim_end().len());
    if words.is_empty() && depth == 0 && heading.starts_with(['(', '[', '（', '【']) {
        // All of the text is in brackets.
        return normalise(heading.trim_matches(|c: char| !c.is_alphanumeric()));
    }
    // No other letter begins a number.
    if !words.starts_with(|c: char| !c.is_ascii_alphabetic() || matches!(c, 'i' | 'v' | 'x')) {
        return words;
    }
    let cut = words.len() - without_numbering(&words).len();
    words.drain(..cut);
    words
}

/// The text behind a letter that numbers it: `A. Impact`, `b) Impact`.
fn without_letter(heading: &str) -> &str {
    match heading.as_bytes() {
        [letter, b'.' | b')', b' ', ..] if letter.is_ascii_alphabetic() => &heading[3..],
        _ => heading,
    }
}

/// The text without emoji at its start and end that are written as shortcodes: `:rocket: Action items`, `Impact :boom:`.
pub fn without_shortcodes(text: &str) -> &str {
    let is_code = |code: &str| {
        let is_sign = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '+' | '-');
        code.contains(|c: char| !c.is_ascii_digit()) && code.chars().all(is_sign)
    };
    let mut rest = text;
    while let Some((code, behind)) = rest.trim_start().strip_prefix(':').and_then(|text| text.split_once(':'))
        && is_code(code)
    {
        rest = behind.trim_start();
    }
    while let Some((before, code)) = rest.trim_end().strip_suffix(':').and_then(|text| text.rsplit_once(':'))
        && is_code(code)
    {
        rest = before.trim_end();
    }
    rest
}

/// Longest number of a heading, in digits.
const LONGEST_NUMBER: usize = 2;

/// Removes leading numbers: `3 timeline` is numbered; `5 whys` is not.
fn without_numbering(words: &str) -> &str {
    let mut rest = words;
    while let Some((first, behind)) = rest.split_once(' ') {
        let is_digit = |c: char| c.is_ascii_digit() || !c.is_ascii() && "一二三四五六七八九十".contains(c);
        // `12 300 users` is an amount.
        let is_number = first.chars().all(is_digit) && first.chars().count() <= LONGEST_NUMBER
            || matches!(first, "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix" | "x");
        if !is_number || super::section_names::is_counted(behind) {
            break;
        }
        rest = behind;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_compared_by_their_words() {
        for (heading, words) in [
            ("Timeline", "timeline"),
            ("3. TIMELINE (all times UTC)", "timeline"),
            ("1.2 Root cause(s)", "root cause"),
            ("II. Impact", "impact"),
            ("一、问题", "问题"),
            ("12 300 users", "300 users"),
            ("A. Impact", "impact"),
            ("b) Impact", "impact"),
            ("5 Whys", "5 whys"),
            ("5つのなぜ", "5つのなぜ"),
            ("What didn’t go well?", "what didnt go well"),
            ("Ce qui s’est bien passé", "ce qui s est bien passe"),
            ("(Summary)", "summary"),
            ("🎯", ""),
            (":rocket: Action items", "action items"),
            (":+1: :tada: What went well", "what went well"),
            ("Impact :boom:", "impact"),
            ("Root cause: the valve:", "root cause the valve"),
            ("::", ""),
        ] {
            assert_eq!(normalise(heading), words, "{heading}");
        }
    }
}
