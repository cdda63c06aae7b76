//! Whether an item says what is to be done or what was done.

/// Whether `word`, in lower case, is a verb that actions usually begin with.
pub fn is_imperative(word: &str) -> bool {
    IMPERATIVES.binary_search(&word).is_ok()
}

/// Sorted.
static IMPERATIVES: [&str; 259] = [
    "add",
    "adjust",
    "adopt",
    "agree",
    "alert",
    "allow",
    "analyse",
    "analyze",
    "apply",
    "arrange",
    "ask",
    "assess",
    "assign",
    "audit",
    "automate",
    "avoid",
    "backfill",
    "ban",
    "block",
    "bring",
    "build",
    "bump",
    "bundle",
    "buy",
    "call",
    "capture",
    "change",
    "check",
    "choose",
    "clarify",
    "clean",
    "cleanup",
    "clear",
    "come",
    "communicate",
    "compare",
    "complete",
    "conduct",
    "configure",
    "confirm",
    "consider",
    "consolidate",
    "contact",
    "continue",
    "convert",
    "coordinate",
    "cover",
    "create",
    "cut",
    "decide",
    "decommission",
    "decouple",
    "decrease",
    "define",
    "delete",
    "deploy",
    "deprecate",
    "design",
    "determine",
    "develop",
    "disable",
    "disallow",
    "discuss",
    "display",
    "document",
    "drop",
    "educate",
    "eliminate",
    "email",
    "enable",
    "enforce",
    "engage",
    "enhance",
    "ensure",
    "escalate",
    "establish",
    "evaluate",
    "examine",
    "expand",
    "explain",
    "explore",
    "expose",
    "extend",
    "fail",
    "figure",
    "file",
    "finalise",
    "finalize",
    "find",
    "finish",
    "fix",
    "follow",
    "force",
    "formalise",
    "formalize",
    "gather",
    "generate",
    "get",
    "give",
    "group",
    "grow",
    "guard",
    "handle",
    "harden",
    "have",
    "hire",
    "identify",
    "implement",
    "improve",
    "include",
    "increase",
    "inform",
    "insert",
    "install",
    "instrument",
    "integrate",
    "introduce",
    "invest",
    "investigate",
    "invite",
    "isolate",
    "keep",
    "learn",
    "limit",
    "link",
    "list",
    "log",
    "look",
    "lower",
    "make",
    "measure",
    "merge",
    "migrate",
    "mitigate",
    "monitor",
    "move",
    "notify",
    "obtain",
    "onboard",
    "open",
    "optimise",
    "optimize",
    "organise",
    "organize",
    "page",
    "patch",
    "perform",
    "pin",
    "plan",
    "port",
    "practice",
    "prepare",
    "prevent",
    "prioritise",
    "prioritize",
    "promote",
    "propose",
    "protect",
    "provide",
    "provision",
    "publish",
    "pull",
    "purge",
    "push",
    "put",
    "raise",
    "re-enable",
    "reach",
    "read",
    "rebuild",
    "recommend",
    "record",
    "recover",
    "redeploy",
    "redesign",
    "reduce",
    "refactor",
    "reference",
    "refine",
    "remind",
    "remove",
    "rename",
    "renew",
    "reorganize",
    "replace",
    "report",
    "request",
    "require",
    "research",
    "reset",
    "resolve",
    "restart",
    "restore",
    "restrict",
    "rethink",
    "retire",
    "retry",
    "revert",
    "review",
    "revise",
    "revisit",
    "revoke",
    "rewrite",
    "roll",
    "rotate",
    "route",
    "run",
    "scale",
    "schedule",
    "script",
    "seek",
    "select",
    "send",
    "separate",
    "set",
    "setup",
    "share",
    "ship",
    "show",
    "simplify",
    "simulate",
    "speed",
    "spike",
    "split",
    "standardise",
    "standardize",
    "start",
    "stop",
    "store",
    "streamline",
    "strengthen",
    "submit",
    "support",
    "swap",
    "switch",
    "sync",
    "take",
    "talk",
    "teach",
    "test",
    "tighten",
    "track",
    "train",
    "trigger",
    "try",
    "tune",
    "turn",
    "unify",
    "update",
    "upgrade",
    "use",
    "validate",
    "verify",
    "version",
    "wait",
    "warn",
    "work",
    "wrap",
    "write",
];

/// Whether `text` tells of something that was done: `We reverted the change`, `Added an alert`, `The limit was
/// raised`.
pub fn is_past(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    // Only the first sentence: what follows it often explains.
    let end = text.char_indices().take(240).find(|&(at, c)| {
        c == '\n' || matches!(c, '.' | '。') && text[at + c.len_utf8()..].starts_with(char::is_whitespace)
    });
    let sentence = end.map_or(text, |(at, _)| &text[..at]);
    if ["しました", "した", "済み", "已经", "完了しました"].iter().any(|end| sentence.ends_with(end))
    {
        return true;
    }
    let mut words = sentence
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
        .filter(|w| !w.is_empty());
    let Some(first) = words.next() else { return false };
    let first = first.to_lowercase();
    if matches!(
        first.as_str(),
        "we" | "i" | "they" | "team" | "have" | "has" | "we've" | "we’ve" | "i've" | "i’ve"
    ) || first == "the" && words.clone().next() == Some("team")
    {
        let mut verb = words.next().unwrap_or_default().to_lowercase();
        while matches!(
            verb.as_str(),
            "have"
                | "had"
                | "also"
                | "already"
                | "then"
                | "ve"
                | "has"
                | "immediately"
                | "now"
                | "since"
                | "team"
        ) {
            verb = words.next().unwrap_or_default().to_lowercase();
        }
        return is_past_verb(&verb) || verb.ends_with("ed") && !matches!(verb.as_str(), "need");
    }
    let has_modal = || {
        sentence.split(|c: char| !c.is_alphabetic()).any(|word| {
            matches!(
                word,
                "should" | "will" | "must" | "need" | "needs" | "shall" | "could" | "would" | "ought" | "can"
            )
        })
    };
    if is_past_verb(&first) {
        return !has_modal();
    }
    // `The limit was raised`; but not `Find out why the limit was raised`.
    if is_imperative(&first) {
        return false;
    }
    let mut passive = false;
    let words = sentence
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
        .filter(|w| !w.is_empty());
    for (at, word) in words.take(24).enumerate() {
        match word {
            "that" | "which" | "when" | "if" | "how" | "what" | "where" | "why" | "who" | "so"
            | "because" | "as" | "not" => {
                return false;
            }
            "was" | "were" | "been" if at > 0 => passive = true,
            "already" | "also" | "all" | "both" | "temporarily" | "immediately" | "thoroughly"
            | "subsequently" | "manually" | "successfully" | "then" | "now"
                if passive => {}
            _ if passive => {
                return (is_past_verb(word)
                    || word.ends_with("ed")
                    || matches!(word, "set" | "put" | "found" | "done" | "given"))
                    && !has_modal();
            }
            _ => {}
        }
    }
    false
}

/// Verbs in the past that seldom are adjectives; `Automated tests`, `Improved alerts` are open work.
fn is_past_verb(word: &str) -> bool {
    PAST.binary_search(&word).is_ok()
}

/// Sorted.
static PAST: [&str; 91] = [
    "added",
    "adjusted",
    "announced",
    "applied",
    "backfilled",
    "banned",
    "began",
    "blocked",
    "bought",
    "built",
    "bumped",
    "changed",
    "checked",
    "cleaned",
    "cleared",
    "closed",
    "communicated",
    "contacted",
    "created",
    "deleted",
    "deployed",
    "disabled",
    "documented",
    "doubled",
    "emailed",
    "enabled",
    "escalated",
    "excluded",
    "filed",
    "fixed",
    "gave",
    "hired",
    "implemented",
    "informed",
    "installed",
    "introduced",
    "invalidated",
    "investigated",
    "issued",
    "landed",
    "launched",
    "lowered",
    "made",
    "merged",
    "migrated",
    "moved",
    "notified",
    "opened",
    "patched",
    "paused",
    "published",
    "purged",
    "pushed",
    "raised",
    "ran",
    "re-enabled",
    "rebooted",
    "rebuilt",
    "recovered",
    "redeployed",
    "reduced",
    "refactored",
    "released",
    "removed",
    "renamed",
    "renewed",
    "replaced",
    "reported",
    "requested",
    "resized",
    "resolved",
    "restarted",
    "restored",
    "reverted",
    "revoked",
    "rewrote",
    "rolled",
    "rotated",
    "sent",
    "shipped",
    "started",
    "stopped",
    "submitted",
    "switched",
    "told",
    "took",
    "turned",
    "updated",
    "upgraded",
    "verified",
    "wrote",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(IMPERATIVES.is_sorted() && PAST.is_sorted());
    }

    #[test]
    fn the_past_is_told_from_the_future() {
        for text in [
            "We reverted the change",
            "We have also added an alert",
            "Added an alert",
            "Rolled back to the last release",
            "The limit was raised to 20",
            "**Failover:** The failover was thoroughly tested",
            "Credentials have been rotated",
        ] {
            assert!(is_past(text), "{text}");
        }
        for text in [
            "Add an alert",
            "Automated tests should be added",
            "Improved monitoring",
            "Find out why the limit was raised",
            "We need to rotate the keys",
            "We should have a runbook",
            "Distributed tracing",
            "Make sure that the change was reverted",
            "The alert needs a better name",
            "",
        ] {
            assert!(!is_past(text), "{text}");
        }
    }
}
