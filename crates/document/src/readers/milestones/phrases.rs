//! The wording around times in sentences.

use std::ops::Range;

use crate::model::Milestone;
use retold_times::Stamp;

/// Whether a sentence tells of something that does not work.
pub fn speaks_of_fault(lower: &str) -> bool {
    const WORDS: [&str; 37] = [
        "outage",
        "unavailable",
        " down",
        "unreachable",
        "offline",
        "unable",
        "broken",
        "degraded",
        "degradation",
        "disruption",
        "incident",
        "error",
        "fail",
        "impact",
        "affected",
        "issue",
        "stopped",
        "experienc",
        "inaccessible",
        "interruption",
        "slow",
        "problem",
        "not available",
        "ausfall",
        "störung",
        "nicht erreichbar",
        "panne",
        "indisponible",
        "caída",
        "障害",
        "停止",
        "故障",
        "不可用",
        "could not",
        "crash",
        "unresponsive",
        "cease",
    ];
    WORDS.iter().any(|word| lower.contains(word))
}

/// Whether a clause says that something ceases to work.
pub fn breaks(lower: &str) -> bool {
    const PHRASES: [&str; 37] = [
        "went down",
        "goes down",
        "became unavailable",
        "became unreachable",
        "became unresponsive",
        "stopped working",
        "stopped responding",
        "cease to be",
        "ceased to",
        "went offline",
        "started failing",
        "began failing",
        "began to fail",
        "started to fail",
        "brought down",
        "came down",
        "was brought down",
        "network halted",
        "chain halted",
        "started returning",
        "began returning",
        "started throwing",
        "began throwing",
        "began experiencing",
        "started experiencing",
        "began to experience",
        "started to experience",
        "experienced an outage",
        "suffered an outage",
        "caused an outage",
        "outage began",
        "outage started",
        "lost connectivity",
        "fiel aus",
        "est tombé",
        "se cayó",
        "ficou indisponível",
    ];
    PHRASES.iter().any(|phrase| lower.contains(phrase)) || suffers(lower)
}

/// Whether a clause says that something goes through trouble: `experienced a spike in errors`.
fn suffers(lower: &str) -> bool {
    const TROUBLE: [&str; 17] = [
        "outage",
        "outages",
        "degradation",
        "disruption",
        "disruptions",
        "downtime",
        "interruption",
        "failure",
        "failures",
        "spike",
        "slowdown",
        "breach",
        "errors",
        "timeouts",
        "halt",
        "crash",
        "incident",
    ];
    ["experienced ", "suffered ", "encountered "].iter().any(|verb| {
        lower.split_once(verb).is_some_and(|(_, rest)| {
            let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            let article = words.next().is_some_and(|word| matches!(word, "a" | "an" | "another" | "its"));
            article && words.take(4).any(|word| TROUBLE.contains(&word))
        })
    })
}

pub fn is_until(between: &str) -> bool {
    // `between 10:00 (the first alert) and 11:30`
    let between = between.trim();
    let between = match between.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((remark, rest)) if remark.len() < 60 && rest.trim().starts_with(char::is_alphabetic) => rest,
        _ => between,
    };
    let between = between.trim_start_matches([',', ')']).trim().to_lowercase();
    matches!(
        between.as_str(),
        "until"
            | "until the"
            | "to"
            | "to the"
            | "till"
            | "til"
            | "and"
            | "through"
            | "-"
            | "–"
            | "—"
            | "bis"
            | "jusqu'à"
            | "hasta"
            | "until around"
            | "until about"
            | "until approximately"
            | "and lasted until"
            | "and ended at"
            | "until it was resolved at"
    )
}

pub fn opens_range(before: &str) -> bool {
    let before = before.trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let last = last.trim_matches(|c: char| !c.is_alphanumeric());
    if last.ends_with("day")
        || last.ends_with("tag")
        || before.ends_with("s of") && before.contains("between ")
    {
        return true;
    }
    matches!(
        last,
        "from"
            | "between"
            | "around"
            | "approximately"
            | "about"
            | "since"
            | "starting"
            | "at"
            | "von"
            | "zwischen"
            | "de"
            | "entre"
            | "desde"
            | "the"
            | "lasted"
            | ""
    ) && (last != "the" || before.ends_with("from the") || before.ends_with("between the"))
}

/// Whether a time belongs to the date that a sentence begins with: `Friday 2026-01-30, around 16:40`.
pub fn follows_date(stamps: &[(Range<usize>, Stamp)], before: &str) -> bool {
    let between = before.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(between, "" | "at" | "around" | "about")
        && stamps.first().is_some_and(|(place, stamp)| place.start < 16 && stamp.time.is_none())
}

/// Whether a sentence begins with the time that follows `before`.
pub fn opens_sentence(before: &str) -> bool {
    let words = before.split_whitespace().count();
    words <= 4
        && (words == 0 || {
            let first = before.split_whitespace().next().unwrap_or("");
            matches!(
                first,
                "at" | "on"
                    | "by"
                    | "around"
                    | "in"
                    | "um"
                    | "am"
                    | "à"
                    | "le"
                    | "el"
                    | "about"
                    | "approximately"
                    | "friday"
                    | "monday"
                    | "tuesday"
                    | "wednesday"
                    | "thursday"
                    | "saturday"
                    | "sunday"
            )
        })
}

/// The milestone that the verb right before a time names: `was detected at`.
pub fn verb_before(before: &str) -> Option<Milestone> {
    let mut found = None;
    let mut preposition = false;
    let mut words =
        before.rsplit(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty());
    for word in words.by_ref().take(4) {
        match word {
            "at" | "on" | "by" | "around" | "about" | "approximately" | "since" | "the" | "circa" | "um"
            | "am" | "à" | "le" => {
                preposition = true;
                continue;
            }
            "started" | "began" | "begins" | "starting" | "beginning" | "starts" | "begann" | "commencé"
            | "comenzó" => {
                found = Some(Milestone::Started);
            }
            "detected" | "noticed" | "discovered" | "reported" => found = Some(Milestone::Detected),
            "declared" | "acknowledged" => found = Some(Milestone::Acknowledged),
            "escalated" => found = Some(Milestone::Escalated),
            "identified" => found = Some(Milestone::Identified),
            "mitigated" => found = Some(Milestone::Mitigated),
            "resolved" | "restored" | "fixed" | "ended" | "recovered" | "behoben" | "résolu" | "resuelto" => {
                found = Some(Milestone::Resolved);
            }
            _ => {}
        }
        break;
    }
    let denied = words.take(3).any(|word| {
        matches!(
            word,
            "not"
                | "never"
                | "be"
                | "will"
                | "should"
                | "would"
                | "no"
                | "partially"
                | "first"
                | "if"
                | "previously"
        )
    });
    found.filter(|_| preposition && !denied)
}
