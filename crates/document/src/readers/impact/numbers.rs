//! Numbers as people write them: `1,200`, `1.2 million`, `12k`, `200-300`, `1.2万`, and what stands before.

/// A number, or a range of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Number {
    pub value: f64,
    /// The value if the point in `1.200` is a decimal one.
    pub decimal: Option<f64>,
    pub high: Option<f64>,
    /// Bytes read.
    pub end: usize,
    /// `300+`: it may be more.
    pub more: bool,
    /// Whether it has a separator or a multiplier, which neither years nor versions have.
    pub is_large: bool,
}

/// Reads the number that `text` starts with. Parts of dates, clocks and versions are none.
pub fn number_at(text: &str) -> Option<Number> {
    read(text, false)
}

/// As [`number_at`], for languages that set thousands apart with spaces; `None` if there is no such space.
pub fn spaced_number_at(text: &str) -> Option<Number> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let group = text.get(digits..)?.strip_prefix(' ')?;
    let is_group = group.bytes().take(4).take_while(u8::is_ascii_digit).count() == 3;
    if (1..=3).contains(&digits) && is_group { read(text, true) } else { None }
}

fn read(text: &str, is_spaced: bool) -> Option<Number> {
    let (mut number, factor) = single(text, is_spaced)?;
    let rest = &text[number.end..];
    let dash = rest.strip_prefix(['-', '–']);
    let found = range(rest, is_spaced);
    // `2021-05-10` is a date.
    if found.is_none() && dash.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    if let Some((high, length)) = found {
        // `1-2 million` is a range of millions.
        let is_shared = factor == 1.0 && high.1 > 1.0 && number.value < high.0.value;
        if is_shared {
            number.value *= high.1;
        }
        if high.0.value > number.value {
            number.high = Some(high.0.value);
            number.end += length;
            number.more = high.0.more;
            number.is_large |= high.0.is_large;
        } else {
            return None;
        }
    }
    Some(number)
}

/// A number without range, and what its multiplier is worth.
fn single(text: &str, is_spaced: bool) -> Option<(Number, f64)> {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let first = run(0);
    // More digits than any count has.
    if first == 0 || first > 15 {
        return None;
    }
    let mut digits = text[..first].to_owned();
    let (mut end, mut groups, mut point) = (first, 0, false);
    if first <= 3 {
        let mark = text[first..].chars().next().filter(|mark| {
            matches!(mark, ',' | '.' | '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}')
                || is_spaced && *mark == ' '
        });
        while let Some(mark) = mark {
            let from = end + mark.len_utf8();
            if !text[end..].starts_with(mark) || run(from) != 3 || groups == 4 {
                break;
            }
            digits.push_str(&text[from..from + 3]);
            (end, point) = (from + 3, mark == '.');
            groups += 1;
        }
    }
    let mut value: f64 = digits.parse().ok()?;
    let mut decimal = None;
    if point && groups == 1 {
        decimal = text[..end].parse().ok();
    }
    if let Some(mark @ (b'.' | b',')) = bytes.get(end) {
        let length = run(end + 1);
        if length > 0 {
            // `1.2.3` is a version, `1,2,3` a list.
            let is_list = *mark == b',' && length > 2;
            if is_list || groups > 0 && point || length > 6 {
                return None;
            }
            value = format!("{digits}.{}", &text[end + 1..end + 1 + length]).parse().ok()?;
            end += 1 + length;
            if matches!(bytes.get(end), Some(b'.' | b',')) && run(end + 1) > 0 {
                return None;
            }
        }
    }
    let rest = &text[end..];
    let follows_digit = |mark: char| {
        rest.strip_prefix(mark).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    if follows_digit(':') || follows_digit('/') || rest.starts_with('_') {
        return None;
    }
    let (factor, length) = multiplier(rest);
    // `12kb` and `3rd` are no multiples; units that follow directly are looked at later.
    if factor > 1.0 {
        value = decimal.unwrap_or(value) * factor;
        decimal = None;
    }
    end += length;
    let more = text[end..].starts_with('+');
    end += usize::from(more);
    let is_large = groups > 0 || factor > 1.0;
    Some((Number { value, decimal, high: None, end, more, is_large }, factor))
}

/// The upper end of a range, with its multiplier, and the bytes read.
fn range(text: &str, is_spaced: bool) -> Option<((Number, f64), usize)> {
    const MARKS: [&str; 12] = [" - ", " – ", "-", "–", "—", "〜", "～", "~", " to ", " and ", " bis ", " à "];
    let mark = MARKS.iter().find(|mark| text.starts_with(**mark))?;
    let rest = &text[mark.len()..];
    let sign = rest.chars().next().filter(|c| matches!(c, '$' | '€' | '£' | '~')).map_or(0, char::len_utf8);
    let high = single(rest.get(sign..)?, is_spaced)?;
    let length = mark.len() + sign + high.0.end;
    let goes_on = text[length..]
        .strip_prefix(['-', '–'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    // `2021-05-10` is a date.
    (!goes_on).then_some((high, length))
}

const WORDS: [(&str, f64); 22] = [
    ("thousand", 1e3),
    ("million", 1e6),
    ("millions", 1e6),
    ("billion", 1e9),
    ("billions", 1e9),
    ("mio.", 1e6),
    ("mio", 1e6),
    ("mrd.", 1e9),
    ("mrd", 1e9),
    ("tsd.", 1e3),
    ("tsd", 1e3),
    ("tausend", 1e3),
    ("millionen", 1e6),
    ("milliarden", 1e9),
    ("mille", 1e3),
    ("milliard", 1e9),
    ("milliards", 1e9),
    ("mil", 1e3),
    ("millón", 1e6),
    ("millones", 1e6),
    ("bn", 1e9),
    ("mn", 1e6),
];

const LETTERS: [(char, f64); 6] = [('k', 1e3), ('K', 1e3), ('M', 1e6), ('m', 1e6), ('B', 1e9), ('b', 1e9)];

const IDEOGRAPHS: [(char, f64); 7] =
    [('千', 1e3), ('万', 1e4), ('萬', 1e4), ('亿', 1e8), ('億', 1e8), ('만', 1e4), ('억', 1e8)];

/// What the multiplier that `text` starts with is worth, and its length; 1 and 0 if there is none.
fn multiplier(text: &str) -> (f64, usize) {
    let ends = |length: usize| !text[length..].starts_with(|c: char| c.is_alphanumeric() || c == '\'');
    let space = usize::from(text.starts_with(' ')) + 2 * usize::from(text.starts_with('\u{a0}'));
    let word = &text[space..];
    if let Some((sign, factor)) = IDEOGRAPHS.iter().find(|(sign, _)| word.starts_with(*sign)) {
        return (*factor, space + sign.len_utf8());
    }
    // `12 m` are metres or minutes; a letter stands at its number.
    if let Some((letter, factor)) =
        text.chars().next().and_then(|c| LETTERS.iter().find(|(letter, _)| *letter == c))
    {
        // Minutes are written `12m`, bits `12b`: only money has small letters, and says so before the number.
        if ends(1) && !matches!(letter, 'm' | 'b') {
            return (*factor, 1);
        }
    }
    let length = word.find(|c: char| !c.is_alphabetic() && c != '.').unwrap_or(word.len());
    let lower = word[..length].to_lowercase();
    let known = WORDS.iter().find(|(name, _)| *name == lower || *name == lower.trim_end_matches('.'));
    match known {
        Some((name, factor)) if ends(space + name.len().min(length)) => {
            (*factor, space + name.len().min(length))
        }
        _ => (1.0, 0),
    }
}

/// What stands before a number and belongs to it.
#[derive(Debug, Clone, Copy)]
pub struct Before {
    /// Where it begins.
    pub start: usize,
    pub approximate: bool,
    pub currency: Option<&'static str>,
}

/// Signs and names of currencies that stand before a number.
const CURRENCIES: [(&str, &str); 15] = [
    ("US$", "USD"),
    ("USD", "USD"),
    ("CA$", "CAD"),
    ("A$", "AUD"),
    ("R$", "BRL"),
    ("$", "USD"),
    ("EUR", "EUR"),
    ("€", "EUR"),
    ("GBP", "GBP"),
    ("£", "GBP"),
    ("CHF", "CHF"),
    ("JPY", "JPY"),
    ("¥", "JPY"),
    ("￥", "JPY"),
    ("₹", "INR"),
];

/// Reads backwards from a number, of which `text` is what stands before it.
pub fn before(text: &str) -> Before {
    let mut rest = text;
    let mut currency = None;
    let trimmed = rest.trim_end_matches([' ', '\u{a0}']);
    if let Some((sign, name)) = CURRENCIES.iter().find(|(sign, _)| trimmed.ends_with(sign)) {
        let head = &trimmed[..trimmed.len() - sign.len()];
        let stands_alone =
            !sign.ends_with(|c: char| c.is_alphabetic()) || !head.ends_with(|c: char| c.is_alphanumeric());
        if stands_alone && (rest.len() == trimmed.len() || sign.ends_with(|c: char| c.is_alphabetic())) {
            currency = Some(*name);
            rest = head;
        }
    }
    let mut approximate = false;
    for _ in 0..2 {
        let trimmed = rest.trim_end_matches([' ', '\u{a0}', '*', '_']);
        let Some(word) = APPROXIMATE.iter().find(|word| ends_with_word(trimmed, word)) else { break };
        approximate = true;
        rest = &trimmed[..trimmed.len() - word.len()];
    }
    Before { start: rest.len(), approximate, currency }
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(at) = text.len().checked_sub(word.len()) else { return false };
    let Some((head, tail)) = text.split_at_checked(at) else { return false };
    let is_ascii_word = word.is_ascii() && word.starts_with(|c: char| c.is_ascii_alphabetic());
    tail.eq_ignore_ascii_case(word) && !(is_ascii_word && head.ends_with(|c: char| c.is_alphanumeric()))
}

/// Words before a number that is not exact.
const APPROXIMATE: [&str; 52] = [
    "~",
    "≈",
    "<",
    ">",
    "±",
    "approximately",
    "approx.",
    "approx",
    "about",
    "around",
    "roughly",
    "circa",
    "ca.",
    "c.",
    "some",
    "nearly",
    "almost",
    "over",
    "more than",
    "at least",
    "at most",
    "up to",
    "fewer than",
    "less than",
    "estimated",
    "an estimated",
    "etwa",
    "rund",
    "ungefähr",
    "mindestens",
    "über",
    "bis zu",
    "knapp",
    "environ",
    "près de",
    "plus de",
    "jusqu'à",
    "au moins",
    "unos",
    "unas",
    "cerca de",
    "aproximadamente",
    "más de",
    "alrededor de",
    "hasta",
    "約",
    "およそ",
    "最大",
    "约",
    "大约",
    "超过",
    "近",
];

/// The words at the start of `text` that call what follows inexact: whether there are any, and their length.
pub fn approximate_at(text: &str) -> (bool, usize) {
    let word = APPROXIMATE.iter().find(|word| {
        text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && (!word.ends_with(|c: char| c.is_ascii_alphabetic()) || text[word.len()..].starts_with(' '))
    });
    let Some(word) = word else { return (false, 0) };
    let rest = &text[word.len()..];
    (true, word.len() + rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len())
}

/// Whether a number may begin behind `text`: not inside a name, a version, a date or a reference.
pub fn may_begin(text: &str) -> bool {
    let mut last = text.chars().rev();
    let Some(c) = last.next() else { return true };
    match c {
        ':' | '_' => {
            !last.next().is_some_and(char::is_alphanumeric)
                || c == ':' && !ends_in_digit(&text[..text.len() - 1])
        }
        '.' | '#' | '-' | '/' | '@' | ',' | '\\' | '%' | '&' | '^' => false,
        c if c.is_ascii_alphanumeric() => {
            ["USD", "EUR", "GBP", "CHF", "JPY"].iter().any(|name| text.ends_with(name))
        }
        // Scripts that set no spaces run on into a number.
        c => !c.is_alphabetic() || c >= '\u{2E80}',
    }
}

/// Whether a number is a year or a day: `in 2021 users`, `on May 12 users`.
pub fn is_date(before: &str, number: &Number) -> bool {
    if number.is_large || number.value > 2100.0 || number.high.is_some() {
        return false;
    }
    let word = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = word.get(..word.len().min(12)).unwrap_or_default().to_ascii_lowercase();
    let follows_month = lower.get(..3).is_some_and(|start| MONTHS.contains(&start));
    if number.value >= 1970.0 {
        return follows_month
            || ["in", "since", "during", "by", "until", "from", "year", "of"].contains(&lower.as_str());
    }
    follows_month && number.value <= 31.0 && word.starts_with(char::is_uppercase)
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

/// The length of a run of digits, letters and what holds them together, to go on behind.
pub fn skip(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | ':' | '-' | '/' | '_'))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (text, value, high, end) in [
            ("300 users", 300.0, None, 3),
            ("1,200 users", 1200.0, None, 5),
            ("1,234,567.5", 1_234_567.5, None, 11),
            ("1.234.567", 1_234_567.0, None, 9),
            ("1'200", 1200.0, None, 5),
            ("12,5 %", 12.5, None, 4),
            ("3.7M x", 3_700_000.0, None, 4),
            ("12k.", 12_000.0, None, 3),
            ("1.2 million x", 1_200_000.0, None, 11),
            ("1.2万用户", 12_000.0, None, 6),
            ("200-300 x", 200.0, Some(300.0), 7),
            ("200 to 300 x", 200.0, Some(300.0), 10),
            ("1-2 million", 1e6, Some(2e6), 11),
            ("3 Mio. x", 3e6, None, 6),
            ("10m", 10.0, None, 2),
        ] {
            let number = number_at(text).unwrap();
            assert_eq!((number.value, number.high, number.end), (value, high, end), "{text}");
        }
        for text in ["2021-05-10", "1.2.3", "14:05", "3/4", "1,2,3", "", "x"] {
            assert_eq!(number_at(text), None, "{text}");
        }
        assert_eq!(spaced_number_at("12 300 clients").map(|number| number.value), Some(12_300.0));
        assert_eq!(spaced_number_at("12 users"), None);
    }

    #[test]
    fn what_stands_before() {
        for (text, start, approximate, currency) in [
            ("about ", 0, true, None),
            ("for ~", 4, true, None),
            ("lost US$", 5, false, Some("USD")),
            ("some EUR ", 0, true, Some("EUR")),
            ("約", 0, true, None),
            ("awesome ", 8, false, None),
        ] {
            let found = before(text);
            assert_eq!(
                (found.start, found.approximate, found.currency),
                (start, approximate, currency),
                "{text}"
            );
        }
    }
}
