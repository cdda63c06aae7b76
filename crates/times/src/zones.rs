//! Time zones as people write them: by name, by abbreviation, by offset.

use std::sync::LazyLock;

use jiff::civil::DateTime;
use jiff::tz::TimeZoneDatabase;

use crate::scan::{Scan, digit};

/// The rules of all regions, which are part of the program, so that results do not depend on the machine.
static RULES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A time zone as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// As written: `UTC`, `PST`, `+02:00`, `Pacific`.
    pub name: String,
    meaning: Meaning,
}

/// The meaning of a zone's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Seconds from UTC, all the year.
    Offset(i32),
    /// The rules of a region. `PST` is one of these: people write it in summer, too.
    Region(&'static str),
    /// The name is the region's own: `Europe/Paris`.
    Itself,
    /// Several zones have the name.
    Uncertain,
}

/// A zone that was found in a text, without its name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub meaning: Meaning,
    pub length: usize,
    /// The word has other meanings as well (`Central`, `Denver`, `CAT`).
    pub doubtful: bool,
    /// An offset without a name before it.
    pub bare_offset: bool,
}

impl Zone {
    /// Reads the zone that `text` starts with; also returns the number of bytes read. Abbreviations are in capitals, except
    /// some that are not other words (`utc`); names of regions are capitalised as usual.
    ///
    /// Some names are also other words (`Central`, `CAT`): the caller has to decide whether a zone is meant.
    ///
    /// ```
    /// use retold_times::Zone;
    ///
    /// let (zone, length) = Zone::at("Pacific Time, all of them").unwrap();
    /// assert_eq!((zone.name.as_str(), length), ("Pacific Time", 12));
    /// assert_eq!(Zone::at("UTCfoo"), None);
    /// ```
    pub fn at(text: &str) -> Option<(Self, usize)> {
        let found = find(text)?;
        Some((Self::new(text, &found), found.length))
    }

    /// The offset from UTC in seconds, east being positive, at a local time. A time that occurs twice counts as the first,
    /// one that is skipped as if the clock had not changed. `None` for a name that several zones have, such as `IST`.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use retold_times::Zone;
    ///
    /// let (zone, _) = Zone::at("PST").unwrap();
    /// assert_eq!(zone.offset_at(date(2026, 1, 31).at(12, 0, 0, 0)), Some(-8 * 3600));
    /// assert_eq!(zone.offset_at(date(2026, 7, 31).at(12, 0, 0, 0)), Some(-7 * 3600));
    /// ```
    pub fn offset_at(&self, local: DateTime) -> Option<i32> {
        let region = match self.meaning {
            Meaning::Offset(seconds) => return Some(seconds),
            Meaning::Uncertain => return None,
            Meaning::Region(region) => region,
            Meaning::Itself => &self.name,
        };
        let zone = RULES.get(region).ok()?;
        Some(zone.to_ambiguous_zoned(local).compatible().ok()?.offset().seconds())
    }

    /// The zone that was found at the start of `text`.
    pub(super) fn new(text: &str, found: &Found) -> Self {
        Self { name: text.get(..found.length).unwrap_or("").to_owned(), meaning: found.meaning }
    }

    /// The same name, marked as ambiguous: `CST` in a Chinese text.
    pub(super) fn in_east_asia(self) -> Self {
        if self.name.eq_ignore_ascii_case("CST") {
            Self { meaning: Meaning::Uncertain, ..self }
        } else {
            self
        }
    }
}

const HOUR: i32 = 3600;
const LOS_ANGELES: Meaning = Meaning::Region("America/Los_Angeles");
const DENVER: Meaning = Meaning::Region("America/Denver");
const CHICAGO: Meaning = Meaning::Region("America/Chicago");
const NEW_YORK: Meaning = Meaning::Region("America/New_York");
const LONDON: Meaning = Meaning::Region("Europe/London");
const BERLIN: Meaning = Meaning::Region("Europe/Berlin");
const HELSINKI: Meaning = Meaning::Region("Europe/Helsinki");
const LISBON: Meaning = Meaning::Region("Europe/Lisbon");
const SYDNEY: Meaning = Meaning::Region("Australia/Sydney");
const AUCKLAND: Meaning = Meaning::Region("Pacific/Auckland");
const TOKYO: Meaning = Meaning::Offset(9 * HOUR);
const BEIJING: Meaning = Meaning::Offset(8 * HOUR);

/// Abbreviations; `true` if the word may follow a time and mean something else.
const ABBREVIATIONS: [(&str, Meaning, bool); 46] = [
    ("UTC", Meaning::Offset(0), false),
    ("GMT", Meaning::Offset(0), false),
    ("Z", Meaning::Offset(0), true),
    ("PST", LOS_ANGELES, false),
    ("PDT", LOS_ANGELES, false),
    ("PT", LOS_ANGELES, false),
    ("MST", DENVER, false),
    ("MDT", DENVER, false),
    ("MT", DENVER, true),
    ("CST", CHICAGO, false),
    ("CDT", CHICAGO, false),
    ("CT", CHICAGO, true),
    ("EST", NEW_YORK, false),
    ("EDT", NEW_YORK, false),
    ("ET", NEW_YORK, true),
    ("CET", BERLIN, false),
    ("CEST", BERLIN, false),
    ("MEZ", BERLIN, false),
    ("MESZ", BERLIN, false),
    ("EET", HELSINKI, false),
    ("EEST", HELSINKI, false),
    ("WET", LISBON, true),
    ("WEST", LISBON, true),
    ("BST", LONDON, false),
    ("IST", Meaning::Uncertain, true),
    ("JST", TOKYO, false),
    ("KST", TOKYO, false),
    ("HKT", BEIJING, false),
    ("SGT", BEIJING, false),
    ("AEST", SYDNEY, false),
    ("AEDT", SYDNEY, false),
    ("NZST", AUCKLAND, false),
    ("NZDT", AUCKLAND, false),
    // Also the name of a hosted Kafka.
    ("MSK", Meaning::Offset(3 * HOUR), true),
    ("GST", Meaning::Offset(4 * HOUR), true),
    ("CAT", Meaning::Offset(2 * HOUR), true),
    ("SAST", Meaning::Offset(2 * HOUR), true),
    ("BRT", Meaning::Offset(-3 * HOUR), true),
    // These are read in any case, because they are not other words.
    ("utc", Meaning::Offset(0), false),
    ("gmt", Meaning::Offset(0), false),
    ("pst", LOS_ANGELES, false),
    ("pdt", LOS_ANGELES, false),
    ("cet", BERLIN, false),
    ("cest", BERLIN, false),
    ("Utc", Meaning::Offset(0), false),
    ("jst", TOKYO, false),
];

/// Regions and cities, written as names.
const NAMES: [(&str, Meaning); 27] = [
    ("Pacific", LOS_ANGELES),
    ("Mountain", DENVER),
    ("Central European", BERLIN),
    ("Eastern European", HELSINKI),
    ("Central", CHICAGO),
    ("Eastern", NEW_YORK),
    ("San Francisco", LOS_ANGELES),
    ("Los Angeles", LOS_ANGELES),
    ("Seattle", LOS_ANGELES),
    ("Denver", DENVER),
    ("Chicago", CHICAGO),
    ("New York", NEW_YORK),
    ("Toronto", Meaning::Region("America/Toronto")),
    ("British", LONDON),
    ("London", LONDON),
    ("Lisbon", LISBON),
    ("Paris", Meaning::Region("Europe/Paris")),
    ("Berlin", BERLIN),
    ("Amsterdam", Meaning::Region("Europe/Amsterdam")),
    ("Copenhagen", Meaning::Region("Europe/Copenhagen")),
    ("Madrid", Meaning::Region("Europe/Madrid")),
    ("Helsinki", HELSINKI),
    ("Tokyo", TOKYO),
    ("Japan", TOKYO),
    ("Singapore", BEIJING),
    ("Sydney", SYDNEY),
    ("Auckland", AUCKLAND),
];

/// Names of several words, in writing without blanks, and in other languages.
const LONG_NAMES: [(&str, Meaning); 15] = [
    ("Coordinated Universal Time", Meaning::Offset(0)),
    ("Greenwich Mean Time", Meaning::Offset(0)),
    ("日本標準時", TOKYO),
    ("日本時間", TOKYO),
    ("日本时间", TOKYO),
    ("北京时间", BEIJING),
    ("北京時間", BEIJING),
    ("中国标准时间", BEIJING),
    ("中国时间", BEIJING),
    ("中国時間", BEIJING),
    ("香港時間", BEIJING),
    ("台灣時間", BEIJING),
    ("한국시간", TOKYO),
    ("heure de Paris", Meaning::Region("Europe/Paris")),
    ("協定世界時", Meaning::Offset(0)),
];

/// The areas of the time zone database.
const AREAS: [&str; 13] = [
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Brazil/",
    "Canada/",
    "Etc/",
    "Europe/",
    "Indian/",
    "Pacific/",
    "US/",
];

/// The zone that `text` starts with.
pub(super) fn find(text: &str) -> Option<Found> {
    let first = text.chars().next()?;
    if matches!(first, '+' | '-' | '−' | '±') {
        let (seconds, length) = offset(text)?;
        return Some(Found { meaning: Meaning::Offset(seconds), length, doubtful: false, bare_offset: true });
    }
    if !first.is_alphabetic() {
        return None;
    }
    by_abbreviation(text).or_else(|| by_region(text)).or_else(|| by_name(text))
}

fn found(meaning: Meaning, length: usize, doubtful: bool) -> Found {
    Found { meaning, length, doubtful, bare_offset: false }
}

/// `UTC`, `UTC+2`, `PST`.
fn by_abbreviation(text: &str) -> Option<Found> {
    let mut scan = Scan::new(text);
    let word = scan.word();
    if word.len() > 4 {
        return None;
    }
    let &(name, meaning, doubtful) = ABBREVIATIONS.iter().find(|(name, ..)| *name == word)?;
    scan.skip(name.len());
    if !scan.at_boundary()
        || scan.rest.starts_with('/') && scan.peek_second().is_some_and(char::is_alphabetic)
    {
        return None;
    }
    // `UTC+2`; `Etc/GMT+2`, which means the opposite, is read by region.
    if meaning == Meaning::Offset(0)
        && word.len() == 3
        && let Some((seconds, length)) = offset(scan.rest)
    {
        return Some(found(Meaning::Offset(seconds), name.len() + length, false));
    }
    Some(found(meaning, name.len(), doubtful))
}

/// `Europe/Paris`.
fn by_region(text: &str) -> Option<Found> {
    AREAS.iter().find(|area| text.starts_with(**area))?;
    let end = text
        .bytes()
        .take(40)
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+')))
        .unwrap_or(text.len().min(40));
    let name = text.get(..end)?.trim_end_matches(['/', '-', '+', '_']);
    RULES.get(name).is_ok().then(|| found(Meaning::Itself, name.len(), false))
}

/// `Pacific`, `Eastern Time`, `Denver`, `日本時間`.
fn by_name(text: &str) -> Option<Found> {
    if let Some((name, meaning)) = LONG_NAMES.iter().find(|(name, _)| text.starts_with(name)) {
        return Some(found(*meaning, name.len(), false));
    }
    let start = Scan::new(text);
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let mut scan = start;
    let &(_, meaning) = NAMES.iter().find(|(name, _)| {
        scan = start;
        scan.eat(name) && scan.at_boundary()
    })?;
    let mut after = scan;
    after.spaces();
    if after.eat_word(&["standard", "daylight", "summer"]) {
        after.spaces();
    }
    let with_time = after.eat_word(&["time"]);
    let end = if with_time { after } else { scan };
    Some(found(meaning, end.since(start), !with_time))
}

/// `+02:00`, `-0700`, `+2`: seconds, and the bytes read.
pub(super) fn offset(text: &str) -> Option<(i32, usize)> {
    let start = Scan::new(text);
    let mut scan = start;
    let sign = match scan.eat_char(&['+', '-', '−', '±'])? {
        '+' | '±' => 1,
        _ => -1,
    };
    let (number, digits) = scan.number(1, 4)?;
    let (hours, minutes) = match digits {
        1 | 2 => {
            let mut after = scan;
            let minutes = after.eat(":").then(|| after.number(2, 2)).flatten();
            if let Some((minutes, _)) = minutes {
                scan = after;
                (number, minutes)
            } else if scan.rest.starts_with(':') && scan.peek_second().and_then(digit).is_some() {
                return None;
            } else {
                (number, 0)
            }
        }
        4 => (number / 100, number % 100),
        _ => return None,
    };
    // No zone is further from UTC, and none differs by less than a quarter of an hour.
    let furthest = if sign < 0 { 12 * 60 } else { 14 * 60 };
    let total = hours * 60 + minutes;
    if total > furthest || minutes >= 60 || minutes % 15 != 0 || !scan.at_boundary() {
        return None;
    }
    Some((sign * i32::try_from(total * 60).ok()?, scan.since(start)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn zones_have_the_offsets_of_their_season() {
        let winter = date(2026, 1, 31).at(12, 0, 0, 0);
        let summer = date(2026, 7, 31).at(12, 0, 0, 0);
        for (text, in_winter, in_summer) in [
            ("UTC", 0, 0),
            ("Z", 0, 0),
            ("GMT", 0, 0),
            ("utc", 0, 0),
            ("UTC+2", 120, 120),
            ("UTC-07:00", -420, -420),
            ("UTC−7", -420, -420),
            ("GMT+1", 60, 60),
            ("UTC+5:30", 330, 330),
            ("+02:00", 120, 120),
            ("+0530", 330, 330),
            ("-00:00", 0, 0),
            ("PST", -480, -420),
            ("PDT", -480, -420),
            ("PT", -480, -420),
            ("MT", -420, -360),
            ("CST", -360, -300),
            ("EST", -300, -240),
            ("CET", 60, 120),
            ("CEST", 60, 120),
            ("MEZ", 60, 120),
            ("EET", 120, 180),
            ("WET", 0, 60),
            ("BST", 0, 60),
            ("JST", 540, 540),
            ("HKT", 480, 480),
            ("AEST", 660, 600),
            ("NZST", 780, 720),
            ("MSK", 180, 180),
            ("CAT", 120, 120),
            ("BRT", -180, -180),
            ("Pacific", -480, -420),
            ("Pacific Time", -480, -420),
            ("Eastern Standard Time", -300, -240),
            ("Central European Time", 60, 120),
            ("US/Pacific", -480, -420),
            ("Pacific/Auckland", 780, 720),
            ("Europe/Paris", 60, 120),
            ("America/Argentina/Buenos_Aires", -180, -180),
            ("Denver", -420, -360),
            ("New York", -300, -240),
            ("日本時間", 540, 540),
            ("北京时间", 480, 480),
        ] {
            let (zone, length) = Zone::at(text).expect(text);
            assert_eq!(length, text.len(), "{text}");
            assert_eq!(zone.name, text);
            assert_eq!(zone.offset_at(winter), Some(in_winter * 60), "{text}");
            assert_eq!(zone.offset_at(summer), Some(in_summer * 60), "{text}");
        }
    }

    #[test]
    fn doubtful_names_have_no_offset() {
        let noon = date(2026, 1, 31).at(12, 0, 0, 0);
        assert_eq!(Zone::at("IST").unwrap().0.offset_at(noon), None);
        assert_eq!(Zone::at("CST").unwrap().0.in_east_asia().offset_at(noon), None);
    }

    #[test]
    fn ignores_text_that_is_not_a_zone() {
        for text in [
            "",
            "UTCfoo",
            "Europe/Nowhere",
            "pt",
            "est",
            "met",
            "ist",
            "Pacifica",
            "+15:00",
            "+02:10",
            "-13:00",
            "+",
        ] {
            assert_eq!(Zone::at(text), None, "{text}");
        }
    }
}
