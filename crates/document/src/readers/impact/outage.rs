//! How long the outage lasted, as sentences of the introduction, the summary and the impact state it: `was unavailable
//! for 30 minutes`, `3 hours of downtime`.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::SignedDuration;
use retold_times::{Stamp, durations};
use rustc_hash::FxHashSet;

use super::context::is_outage_noun_behind;
use super::phrases::{Phrases, has_case, lowercase};
use super::prefix::{self, Prefix};
use super::words::WORDS;
use crate::markdown::blocks::BlockKind;
use crate::model::{Fact, Milestone, Milestones, Origin, SectionKind};
use crate::structure::body::Body;
use crate::text::sentences::sentences;
use crate::text::stamps::first_chars;

static LASTED: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("lasted")));
static OUTAGE_OF: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("outage-of")));
static DURING: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("during")));
static TOTAL: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("total")));
static DOWN: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("down")));
static ARTICLE: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("article")));
static OUTAGE_NOUN: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("outage-noun")));
static LACK: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("lack")));
static PROBLEM: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("problem")));
static APART: LazyLock<FxHashSet<&str>> = LazyLock::new(|| WORDS.set("apart"));
static NUMBERS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| WORDS.set("number"));
static NOT_STATED: LazyLock<FxHashSet<&str>> = LazyLock::new(|| WORDS.set("not-stated"));

/// How many blocks at the start of a document introduce the incident.
const INTRO_BLOCKS: usize = 8;

/// How much of a paragraph is read, in characters.
const MAX_PARAGRAPH: usize = 1200;

/// So much may a duration in words differ from that between two clocks.
const LEAST_TOLERANCE: SignedDuration = SignedDuration::from_mins(15);

/// How many words may stand between what is down and the duration.
const MAX_WORDS_APART: usize = 4;

/// How many words may stand between the duration and the outage in a title.
const MAX_WORDS_IN_TITLE: usize = 2;

/// How many words may stand between the duration and the outage behind an article.
const MAX_ADJECTIVES: usize = 3;

/// Longest text before a duration that is only a date, in bytes.
const MAX_DATE: usize = 40;

/// Longest part of a sentence that is searched on either side of a duration, in characters.
const MAX_DISTANCE: usize = 80;

/// The duration of the outage that the title, else the sentences of `body` state, if it agrees with `milestones`.
pub fn read(
    body: &Body<'_>,
    title: Option<&Fact<String>>,
    milestones: &Milestones,
) -> Option<Fact<SignedDuration>> {
    let in_title = || {
        let title = title.filter(|title| title.origin != Origin::FileName)?;
        Some(Fact::new(in_title(&title.value)?, Origin::Heading, title.span.clone()))
    };
    in_title().or_else(|| in_body(body)).filter(|fact| fits(milestones, fact.value))
}

/// The duration in a title: `30-day silent outage`, `Mail down 11h`.
fn in_title(title: &str) -> Option<SignedDuration> {
    let (duration, place) = in_sentence(title).or_else(|| {
        starts(title).find_map(|at| {
            let (duration, length) = durations::duration_at(&title[at..])?;
            let behind = title[at + length..].trim_start_matches([' ', '-']);
            let is_named = behind.char_indices().filter(|(_, c)| *c == ' ').take(MAX_WORDS_IN_TITLE);
            let is_named = is_named.into_iter().any(|(space, _)| is_outage_noun_behind(&behind[space..]));
            let before = trimmed(&title[..at]);
            let word = before.rsplit(' ').next().unwrap_or_default();
            let is_lack = || LACK.at_start(title).is_some() && DURING.at_end(before).is_some();
            (is_named || DOWN.begin(word) || is_lack()).then_some((duration, at..at + length))
        })
    })?;
    (!duration.is_zero() && !place.is_empty()).then_some(duration)
}

/// Whether `duration` is about that from the start to the end, as far as both are known to the minute.
fn fits(milestones: &Milestones, duration: SignedDuration) -> bool {
    let instant = |milestone| milestones.at(milestone).and_then(|moment| moment.instant());
    let Some(start) = instant(Milestone::Started) else { return true };
    let ends = [instant(Milestone::Resolved), instant(Milestone::Mitigated)];
    let mut lengths = ends.into_iter().flatten().map(|end| end.duration_since(start)).peekable();
    let tolerance = LEAST_TOLERANCE.max(duration / 4);
    lengths.peek().is_none() || lengths.any(|length| (length - duration).abs() <= tolerance)
}

/// The first duration that the introduction or the summary states, else that of the impact, if all sentences on it
/// agree: services may be down for different times.
fn in_body(body: &Body<'_>) -> Option<Fact<SignedDuration>> {
    let mut in_impact: Vec<Fact<SignedDuration>> = Vec::new();
    let mut quoted = 0;
    for block in 0..body.blocks.all().len() {
        // What a message states is of its own moment: `failed for more than 5 minutes`.
        if body.blocks.kind(block) == BlockKind::Quote {
            quoted = body.blocks.end(block);
        }
        if block < quoted || body.blocks.kind(block) != BlockKind::Paragraph {
            continue;
        }
        let is_impact = match body.index.kind_of(block) {
            None | Some(SectionKind::Facts) if block >= INTRO_BLOCKS => continue,
            None | Some(SectionKind::Facts | SectionKind::Summary) => false,
            Some(SectionKind::Impact) => true,
            _ => continue,
        };
        if !body.text.get(body.blocks.span(block)).is_some_and(may_have_duration) {
            continue;
        }
        let text = body.blocks.text(body.text, block);
        let is_hint = text.starts_with('<') || text.ends_with('>');
        if is_hint {
            continue;
        }
        let stated = sentences(first_chars(text, MAX_PARAGRAPH)).filter_map(in_sentence);
        let mut stated = stated.map(|(value, _)| Fact::new(value, Origin::Sentence, body.blocks.span(block)));
        if is_impact {
            in_impact.extend(stated);
        } else if let Some(fact) = stated.next() {
            return Some(fact);
        }
    }
    let first = in_impact.first()?;
    in_impact.iter().all(|other| other.value == first.value).then(|| first.clone())
}

/// The duration of an outage that `sentence` states, and its place.
pub fn in_sentence(sentence: &str) -> Option<(SignedDuration, Range<usize>)> {
    let found = starts(sentence).find_map(|at| {
        let (before, text) = sentence.split_at(at);
        let (duration, length) = durations::duration_at(text).filter(|(duration, _)| !duration.is_zero())?;
        let start = Prefix::of(before).start;
        let behind = &text[length..];
        states_outage(&sentence[..start], behind).then_some((duration, start..at + length))
    })?;
    // `outside of our maintenance window`
    let outside = sentence[found.1.end..].find(" outside ").map(|at| found.1.end + at);
    let told = &sentence[..outside.unwrap_or(sentence.len())];
    // `May` is the month.
    let is_not_stated = |word: &str| word != "May" && NOT_STATED.contains(lowercase(word).as_ref());
    (!told.split(|c: char| !c.is_alphanumeric()).any(is_not_stated)).then_some(found)
}

/// Where a length of time may begin: at each number, in digits or as a word.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).filter(move |&at| {
        let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
        match bytes[at] {
            b'0'..=b'9' => !before.is_ascii_digit() && prefix::may_precede_number(&text[..at]),
            b'a' | b'e' | b'f' | b'h' | b'n' | b'o' | b's' | b't' => before == b' ' && is_number(&text[at..]),
            _ => false,
        }
    })
}

/// Whether `text` begins with a number that is a word.
fn is_number(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or_default();
    NUMBERS.contains(word)
}

/// Whether a text may have a length of time, with or without its markup: a quick look.
fn may_have_duration(text: &str) -> bool {
    text.bytes().fold(false, |found, byte| found | byte.is_ascii_digit())
        || ["hour", "minute", " day", " week"].iter().any(|unit| text.contains(unit))
}

/// Whether a duration between `before` and `behind` is that of an outage.
fn states_outage(before: &str, behind: &str) -> bool {
    if is_outage_noun_behind(behind) {
        return true;
    }
    let before = trimmed(before);
    let bare = TOTAL.at_end(before).map_or(before, |word| trimmed(&before[..before.len() - word.len()]));
    if OUTAGE_OF.at_end(bare).is_some() {
        return true;
    }
    // `lasted for`
    let head = DURING.at_end(bare).map(|word| trimmed(&bare[..bare.len() - word.len()]));
    if let Some(lasted) = LASTED.at_end(head.unwrap_or(bare)) {
        let subject = &head.unwrap_or(bare)[..head.unwrap_or(bare).len() - lasted.len()];
        let subject = last_chars(subject);
        return has_down(subject) || PROBLEM.is_in(&lowercase(subject));
    }
    match head {
        // `For 3 hours, the site was down`, `On 31 January, for 3 hours the site was down`
        Some(head) if head.is_empty() || is_date(head) => has_down(first_chars(behind, MAX_DISTANCE)),
        // `waren 2 Stunden nicht erreichbar`
        Some(head) => ends_down(head) || DOWN.begin(behind.trim_start()),
        None => ARTICLE.at_end(before).is_some() && names_outage(behind),
    }
}

/// Whether one of the first words of `behind`, the text behind a duration, names the outage: ` partial API outage`.
fn names_outage(behind: &str) -> bool {
    let clause = behind.split(ends_clause).next().unwrap_or_default();
    let noun = clause.match_indices(' ').take(MAX_ADJECTIVES + 1);
    let noun = noun.map(|(space, _)| space + 1).find(|&at| OUTAGE_NOUN.begin(&clause[at..]));
    noun.is_some_and(|at| !clause[..at].split(' ').any(|word| APART.contains(word)))
}

/// Whether `text` is only a date, perhaps behind a word: `On 31 January`.
fn is_date(text: &str) -> bool {
    let text = text.trim_end_matches([',', ' ']);
    text.len() <= MAX_DATE
        && Stamp::find_iter(text).last().is_some_and(|(place, stamp)| {
            stamp.date.is_some() && place.end == text.len() && !text[..place.start].trim().contains(' ')
        })
}

fn ends_clause(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '(' | ')' | '—')
}

fn trimmed(text: &str) -> &str {
    text.trim_end_matches([' ', '*', '_', '~', '\u{a0}', '\n'])
}

fn last_chars(text: &str) -> &str {
    let from = text.char_indices().rev().nth(MAX_DISTANCE).map_or(0, |(at, _)| at);
    &text[from..]
}

fn has_down(text: &str) -> bool {
    DOWN.is_in(&lowercase(text))
}

/// Whether a word for being down stands at the end of `text`, with few words behind it, none of which begins another
/// clause.
fn ends_down(text: &str) -> bool {
    let text = lowercase(last_chars(text));
    let text = without_remark(&text);
    let clause = text.rsplit(ends_clause).next().unwrap_or_default();
    let mut words = clause.rsplit(' ').take(MAX_WORDS_APART + 1);
    let mut tail = clause.len();
    words.any(|word| {
        tail = tail.saturating_sub(word.len());
        let found = DOWN.begin(&clause[tail..]);
        tail = tail.saturating_sub(1);
        found
    }) && !clause[tail..].split(' ').any(|word| APART.contains(word))
        || clause.ends_with(|c: char| !has_case(c)) && has_down(clause)
}

/// `text` without its last remark in brackets: `inaccessible (with an error) to all`.
fn without_remark(text: &str) -> Cow<'_, str> {
    let remark = || {
        let close = text.rfind(')')?;
        Some((text[..close].rfind('(')?, close))
    };
    match remark() {
        Some((open, close)) => Cow::Owned(format!("{}{}", text[..open].trim_end(), &text[close + 1..])),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_body;

    #[test]
    fn sentences_state_the_duration_of_an_outage() {
        for (text, minutes) in [
            ("The site was completely down for 18 days.", 18 * 1440),
            ("All gates were closed for 17 hours.", 17 * 60),
            ("The pumps were unavailable for ~1hr.", 60),
            ("Users could not log in for two hours.", 120),
            ("The database took a nap for 30 minutes, and the site was offline for 30 minutes.", 30),
            ("This caused roughly 3 hours and 16 minutes of downtime.", 196),
            ("The API has seen some downtime: 53 minutes on July 15.", 53),
            ("The outage lasted for a period of seven days.", 7 * 1440),
            ("The problem lasted for at least seven hours.", 420),
            ("A 30-minute outage hit the pumps.", 30),
            ("The incident lasted overall around 26 minutes.", 26),
            ("The total outage was 45 minutes.", 45),
            ("It took us 45 minutes to restore the service.", 45),
            ("Customers were affected for roughly three hours.", 180),
            ("Les pompes étaient indisponibles pendant 45 minutes.", 45),
            ("O site ficou fora do ar por cerca de 2 horas.", 120),
            ("A queda durou 45 minutos.", 45),
            ("El servicio estuvo inoperativo durante unas 3 horas.", 180),
            ("La interrupción duró 2 horas y 10 minutos.", 130),
            ("Le site est resté inaccessible pendant plus de 2 heures.", 120),
            ("Die Pumpen waren für etwa 2 Stunden nicht nutzbar.", 120),
            ("Сайт был недоступен в течение 24 часов и 11 минут.", 1451),
            ("Простой продлился около 40 минут.", 40),
            ("De pompen waren gedurende 2 uur onbereikbaar.", 120),
            ("Il sito è stato irraggiungibile per 3 ore.", 180),
            ("約30分間停止しました。", 30),
            ("For 3 hours, the site was unreachable.", 180),
            ("Durante ~11h el box no entregó ningún correo.", 660),
            ("The pumps were unavailable for eleven minutes, outside of our maintenance window.", 11),
            ("Valves and taps were inaccessible (with a red light) to all users for 13 minutes.", 13),
            ("On January 31, 2026 for 35 minutes the response of the pumps was slow.", 35),
            ("A broken lever led to a roughly 20-minute partial pump outage.", 20),
            ("Various taps were not accessible for 34 minutes.", 34),
            (
                "On May 6 a valve led to a slowdown of all pumps, which were degraded for 1 hour and 47 minutes.",
                107,
            ),
        ] {
            let found = in_sentence(text).map(|(duration, _)| duration.as_mins());
            assert_eq!(found, Some(minutes), "{text}");
        }
        for text in [
            "The dashboard was down, so we waited for 3 hours.",
            "The site went down and we looked for 2 hours.",
            "The site would have been down for 3 hours.",
            "It was down for maintenance that was planned for 2 hours.",
            "The requests fail after a timeout of 30 seconds.",
            "We watched the pumps for 3 hours.",
            "The last outage was 3 years ago.",
            "The pumps came back within 20 minutes.",
            "The trees were closed for 1-1.5 hours.",
            "We ran the 20-minute drill before the outage.",
            "It was down for 20 minutes of planned maintenance.",
            "It may be down for 20 minutes.",
        ] {
            assert_eq!(in_sentence(text), None, "{text}");
        }
    }

    #[test]
    fn titles_state_durations_more_briefly() {
        for (title, hours) in [
            ("Caddy 30-day silent outage of the pumps", Some(720)),
            ("Saliente caído 11h por el relay", Some(11)),
            ("Mail was down for 2 hours", Some(2)),
            ("No updates of the gauges for 3 days", Some(72)),
            ("Report of the 30-day trial", None),
            ("Timeout of 2 hours on the pumps", None),
        ] {
            assert_eq!(in_title(title).map(|duration| duration.as_hours()), hours, "{title}");
        }
    }

    #[test]
    fn the_summary_comes_before_the_impact_whose_sentences_must_agree() {
        for (text, minutes) in [
            ("The site was down for 3 hours.\n", Some(180)),
            (
                "## Summary\n\nThe site was down for 3 hours.\n\n## Impact\n\n- Down for 180 minutes\n",
                Some(180),
            ),
            (
                "## Summary\n\nIt was down for 3 hours.\n\n## Impact\n\n- Mail was down for 5 minutes\n",
                Some(180),
            ),
            ("## Impact\n\n- Mail was down for 5 minutes\n- The web was down for 1 hour\n", None),
            ("> Pump 1 failed for 5 minutes\n", None),
            ("<The site was down for 3 hours, say.>\n", None),
            ("## Lessons\n\nIt was down for 3 hours.\n", None),
        ] {
            let found = read_body(text, in_body).map(|fact| fact.value.as_mins());
            assert_eq!(found, minutes, "{text}");
        }
    }
}
