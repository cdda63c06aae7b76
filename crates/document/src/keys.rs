//! The names of front matter keys: canonical names and aliases.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A key that Retold understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Id,
    Title,
    Summary,
    Date,
    Published,
    Updated,
    Draft,
    Slug,
    Aliases,
    Authors,
    Tags,
    Extra,
    Kind,
    Severity,
    Status,
    Audience,
    Services,
    Teams,
    Started,
    Detected,
    Acknowledged,
    Escalated,
    Identified,
    Mitigated,
    Resolved,
    Duration,
    DetectionMethod,
    Trigger,
    Resolution,
    Causes,
    Impact,
    Lessons,
    Signatures,
    RecurrenceOf,
    Related,
    NotRelated,
    Supersedes,
    Actions,
    Source,
    Exposure,
    Split,
}

/// Each key with its canonical name first. Case, plural, `-`, `_` and spaces make no difference (see
/// [`Key::of`]), so that `affected_systems` and `affectedSystems` need one entry.
const NAMES: [(Key, &[&str]); 41] = [
    (Key::Id, &["id", "uuid"]),
    (Key::Title, &["title"]),
    (Key::Summary, &["summary", "description", "impact_description", "tl;dr", "tldr", "excerpt", "teaser"]),
    (Key::Date, &["date"]),
    (
        Key::Published,
        &[
            "published",
            "published_at",
            "pubdate",
            "source_published_at",
            "publish_date",
            "publication_date",
            "pub_date",
        ],
    ),
    (Key::Updated, &["updated", "lastmod", "last_modified", "updated_at"]),
    (Key::Draft, &["draft"]),
    (Key::Slug, &["slug"]),
    (Key::Aliases, &["aliases", "alias", "redirect_from"]),
    (Key::Authors, &["authors"]),
    (Key::Tags, &["tags", "categories", "keywords"]),
    (Key::Extra, &["extra"]),
    (Key::Kind, &["kind", "type"]),
    (Key::Severity, &["severity", "sev", "priority", "impact_level"]),
    (Key::Status, &["status", "state"]),
    (Key::Audience, &["audience", "visibility"]),
    (
        Key::Services,
        &["services", "affected", "affected_systems", "systems", "subsystem", "products", "components"],
    ),
    (Key::Teams, &["teams", "company", "owner_team"]),
    (
        Key::Started,
        &[
            "started",
            "start_time",
            "started_at",
            "impact_started_at",
            "customer_impact_start",
            "issue_onset",
            "started_on",
            "outage_start",
            "incident_start",
            "start_date",
            "incident_date",
            "date_of_incident",
            "outage_date",
            "event_date",
            "occurred",
            "occurred_at",
            "occurred_on",
            "date_occurred",
            "happened",
            "happened_at",
            "happened_on",
        ],
    ),
    (Key::Detected, &["detected", "detected_at", "detect_time", "reported", "reported_at", "detected_on"]),
    (Key::Acknowledged, &["acknowledged", "acknowledged_at"]),
    (Key::Escalated, &["escalated", "escalated_at"]),
    (Key::Identified, &["identified", "diagnosed", "identified_at"]),
    (Key::Mitigated, &["mitigated", "stable_at", "fixed_at", "mitigated_at", "monitoring"]),
    (
        Key::Resolved,
        &[
            "resolved",
            "end_time",
            "resolved_when",
            "resolved_at",
            "closed_at",
            "resolved_on",
            "customer_impact_end",
        ],
    ),
    (Key::Duration, &["duration", "downtime", "outage_duration"]),
    (Key::DetectionMethod, &["detection_method"]),
    (Key::Trigger, &["trigger"]),
    (Key::Resolution, &["resolution"]),
    (Key::Causes, &["causes", "root_cause", "contributing_factors", "problem_type", "incident_cause"]),
    (Key::Impact, &["impact", "customer_impact"]),
    (Key::Lessons, &["lessons", "learnings", "takeaways", "lessons_learned"]),
    (Key::Signatures, &["signatures", "symptoms", "errors"]),
    (Key::RecurrenceOf, &["recurrence_of"]),
    (Key::Related, &["related", "duplicates", "related_incidents"]),
    (Key::NotRelated, &["not_related"]),
    (Key::Supersedes, &["supersedes"]),
    (
        Key::Actions,
        &[
            "actions",
            "action_items",
            "follow_ups",
            "remediations",
            "corrective_actions",
            "next_steps",
            "recommendations",
        ],
    ),
    (Key::Source, &["source", "source_url", "sources"]),
    (Key::Exposure, &["exposure"]),
    (Key::Split, &["split"]),
];

/// Zola's table of lists of terms, which has the same keys as the top level.
pub const TAXONOMIES: &str = "taxonomies";

/// A key of an action that is written as a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionKey {
    Title,
    Id,
    Kind,
    Owner,
    Due,
    Status,
    Link,
}

impl ActionKey {
    pub const ALL: [Self; 7] =
        [Self::Title, Self::Id, Self::Kind, Self::Owner, Self::Due, Self::Status, Self::Link];

    /// The canonical name, followed by the aliases.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Title => &["title", "action", "item", "text", "description"],
            Self::Id => &["id"],
            Self::Kind => &["type", "kind"],
            Self::Owner => &["owner", "assignee", "team"],
            Self::Due => &["due", "due_date", "dueDate"],
            Self::Status => &["status", "state"],
            Self::Link => &["link", "url", "ticket"],
        }
    }

    /// A description of the key for authors, which editors show.
    pub fn description(self) -> &'static str {
        match self {
            Self::Title => "What is to be done.",
            Self::Id => "Name of the action, such as A1.",
            Self::Kind => "What it is for: prevent, detect, mitigate or process.",
            Self::Owner => "Who does it.",
            Self::Due => "Day by which it is done.",
            Self::Status => "How far it is; done, closed, fixed and resolved say that nothing is left to do.",
            Self::Link => "Address of its ticket.",
        }
    }
}

/// The keys by their names, normalised.
static KEYS: LazyLock<FxHashMap<String, Key>> = LazyLock::new(|| {
    NAMES.iter().flat_map(|(key, names)| names.iter().map(|name| (normalise(name), *key))).collect()
});

impl Key {
    /// The key that `name` means, if any.
    pub fn of(name: &str) -> Option<Self> {
        KEYS.get(normalise(name).as_str()).copied()
    }

    /// The canonical name.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(key, _)| *key == self).map_or("", |(_, names)| names[0])
    }

    /// Returns true if the key has a single value, so that it may occur under one name only.
    pub fn is_single(self) -> bool {
        use Key::{
            Actions, Aliases, Authors, Causes, Exposure, Extra, Impact, Kind, Lessons, NotRelated,
            RecurrenceOf, Related, Services, Severity, Signatures, Source, Supersedes, Tags, Teams,
        };
        !matches!(
            self,
            Aliases | Authors | Tags | Services | Teams | Causes | Lessons | Signatures | RecurrenceOf | Related
                | NotRelated | Supersedes | Actions | Source | Exposure | Extra
                // `type` and `impact` have other meanings beside the canonical key.
                | Kind | Impact | Severity
        )
    }

    /// Every key, in the order of the documentation.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(key, _)| *key)
    }

    /// The other names of the key, as they are listed.
    pub fn aliases(self) -> &'static [&'static str] {
        NAMES.iter().find(|(key, _)| *key == self).map_or(&[], |(_, names)| &names[1..])
    }

    /// A description of the key for authors, which editors show.
    pub fn description(self) -> &'static str {
        match self {
            Self::Id => {
                "Stable name of the postmortem, such as PM-2026-014. It leads to the page, and other \
                 documents can name it."
            }
            Self::Title => "Title. Without it: the first heading that names no section, else the file name.",
            Self::Summary => {
                "One or two sentences on what happened. Without it: the first paragraph of the summary."
            }
            Self::Date => {
                "Day of the incident, or of the report where `started` or `detected` gives that of the incident."
            }
            Self::Published => {
                "Day of publication. It files the report only where nothing shows when the incident happened. A day \
                 ahead holds the document back until then. `false` means the same as `draft: true`."
            }
            Self::Updated => "Day of the last change that readers should know of.",
            Self::Draft => {
                "Whether the document is left out of the site unless drafts are asked for. `published: false` and \
                 `status: draft` leave it out, too."
            }
            Self::Slug => "Name of the page in its address, instead of the file's.",
            Self::Aliases => "Former addresses, which lead to the page.",
            Self::Authors => "Who wrote it: people or teams.",
            Self::Tags => "What the incident has in common with others.",
            Self::Extra => "Keys of your own, which never clash with those of Retold.",
            Self::Kind => "What the document is about.",
            Self::Severity => {
                "How bad it was, in your own words. `severities` in retold.toml orders the labels; known \
                 without it are SEV1 to SEV5, P0 to P4, and words such as critical and minor."
            }
            Self::Status => {
                "How far the postmortem is, such as in review or published. `draft` leaves it out of the site."
            }
            Self::Audience => {
                "For whom it is written, such as internal or public. It holds nothing back: that is what `draft` is for."
            }
            Self::Services => "Services and systems that were affected.",
            Self::Teams => "Teams to which it happened.",
            Self::Started => "When users began to be affected.",
            Self::Detected => "When somebody or something noticed.",
            Self::Acknowledged => "When somebody took it on.",
            Self::Escalated => "When more people were called in.",
            Self::Identified => "When it was known what was wrong.",
            Self::Mitigated => "When users were no longer affected.",
            Self::Resolved => "When it was over.",
            Self::Duration => "How long it lasted, where no times say so.",
            Self::DetectionMethod => "How it was noticed, such as alert, customer or staff.",
            Self::Trigger => "What set it off, as opposed to what allowed it.",
            Self::Resolution => "How it was ended: what people did, in a sentence.",
            Self::Causes => "What allowed it: causes and contributing factors.",
            Self::Impact => {
                "What it meant for users. A bare level such as LOW-MEDIUM is read as the severity."
            }
            Self::Lessons => "What was learned.",
            Self::Signatures => "Error texts that people will paste into a search.",
            Self::RecurrenceOf => "Postmortems of which this is a repeat: their id, slug or file name.",
            Self::Related => "Postmortems that have to do with this one: their id, slug or file name.",
            Self::NotRelated => {
                "Postmortems that look like this one and have nothing to do with it: their id, slug or file name. They are \
                 not suggested again, on either page."
            }
            Self::Supersedes => "Postmortems that this one replaces: their id, slug or file name.",
            Self::Actions => "What is to be done, by whom and by when.",
            Self::Source => "Addresses of the report that the document retells.",
            Self::Exposure => "On the page of a team: whether incidents, lessons and patterns apply to it.",
            Self::Split => "Whether the file holds many incidents, each below a heading of its own.",
        }
    }

    /// All canonical names, in the order of the documentation.
    pub fn canonical_names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(_, names)| names[0])
    }
}

/// Returns true if a table with this name holds keys that have their usual meaning.
pub fn is_group(name: &str) -> bool {
    ["incident", "postmortem", "metadata", "param"].contains(&normalise(name).as_str())
}

/// Returns true if a key usually holds a date, but may be a flag: Jekyll's `published: false`.
pub fn may_be_switch(name: &str) -> bool {
    normalise(name) == "published"
}

/// Returns true if a key belongs to another generator: it is ignored and not reported.
pub fn is_foreign(name: &str) -> bool {
    const FOREIGN: [&str; 32] = [
        "weight",
        "layout",
        "template",
        "path",
        "url",
        "lang",
        "language",
        "toc",
        "comment",
        "image",
        "cover",
        "hero",
        "math",
        "mermaid",
        "resource",
        "listing",
        "linktitle",
        "menu",
        "nav",
        "sidebar",
        "order",
        "parent",
        "navorder",
        "haschild",
        "robot",
        "markup",
        "section",
        "informational",
        "link",
        "postmortem",
        "subtitle",
        "series",
    ];
    FOREIGN.contains(&normalise(name).as_str())
}

/// Lower-case letters and digits only, without a plural ending.
pub fn normalise(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    let mut name: String = if name.is_ascii() {
        letters.map(|c| c.to_ascii_lowercase()).collect()
    } else {
        letters.flat_map(char::to_lowercase).collect()
    };
    if name.ends_with("ies") {
        name.truncate(name.len() - 3);
        name.push('y');
    } else if name.ends_with('s') && !name.ends_with("ss") && name.len() > 3 {
        name.pop();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_makes_no_difference() {
        for (name, key) in [
            ("severity", Key::Severity),
            ("severities", Key::Severity),
            ("affectedSystems", Key::Services),
            ("affected-systems", Key::Services),
            ("resolvedWhen", Key::Resolved),
            ("Start_Time", Key::Started),
            ("category", Key::Tags),
            ("author", Key::Authors),
            ("impactDescription", Key::Summary),
            ("recurrence-of", Key::RecurrenceOf),
            ("status", Key::Status),
            ("tl;dr", Key::Summary),
        ] {
            assert_eq!(Key::of(name), Some(key), "{name}");
        }
        assert_eq!(Key::of("weight"), None);
    }

    #[test]
    fn no_name_means_two_keys() {
        let mut seen = std::collections::BTreeMap::new();
        for (key, names) in NAMES {
            for name in names {
                let earlier = seen.insert(normalise(name), key);
                assert!(earlier.is_none_or(|earlier| earlier == key), "{name}");
            }
        }
    }
}
