//! The names of front matter keys: canonical ones, and what teams write instead.

/// A key that Retold understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Id,
    Title,
    Summary,
    Date,
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
    DetectionMethod,
    Trigger,
    Causes,
    Impact,
    Lessons,
    Signatures,
    RecurrenceOf,
    Related,
    Supersedes,
    Actions,
    Source,
}

/// Each key with its canonical name first. Case, plural, `-`, `_` and spaces make no difference (see
/// [`Key::of`]), so that `affected_systems` and `affectedSystems` need one entry.
const NAMES: [(Key, &[&str]); 35] = [
    (Key::Id, &["id", "uuid"]),
    (Key::Title, &["title"]),
    (Key::Summary, &["summary", "description", "impact_description", "tl;dr", "tldr", "excerpt"]),
    (Key::Date, &["date", "published", "published_at", "source_published_at"]),
    (Key::Updated, &["updated", "lastmod", "last_modified", "updated_at"]),
    (Key::Draft, &["draft"]),
    (Key::Slug, &["slug"]),
    (Key::Aliases, &["aliases", "alias", "redirect_from"]),
    (Key::Authors, &["authors"]),
    (Key::Tags, &["tags", "categories", "keywords"]),
    (Key::Extra, &["extra"]),
    (Key::Kind, &["kind", "type"]),
    (Key::Severity, &["severity", "sev", "priority"]),
    (Key::Status, &["status", "state"]),
    (Key::Audience, &["audience", "visibility"]),
    (Key::Services, &["services", "affected", "affected_systems", "systems", "products", "components"]),
    (Key::Teams, &["teams", "company", "owner_team"]),
    (Key::Started, &["started", "start_time", "started_at", "impact_started_at", "customer_impact_start"]),
    (Key::Detected, &["detected", "detected_at", "detect_time"]),
    (Key::Acknowledged, &["acknowledged", "acknowledged_at"]),
    (Key::Escalated, &["escalated", "escalated_at"]),
    (Key::Identified, &["identified", "diagnosed", "identified_at"]),
    (Key::Mitigated, &["mitigated", "stable_at", "fixed_at", "mitigated_at"]),
    (
        Key::Resolved,
        &["resolved", "end_time", "resolved_when", "resolved_at", "closed_at", "customer_impact_end"],
    ),
    (Key::DetectionMethod, &["detection_method"]),
    (Key::Trigger, &["trigger"]),
    (Key::Causes, &["causes", "root_cause", "contributing_factors", "problem_type", "incident_cause"]),
    (Key::Impact, &["impact", "customer_impact"]),
    (Key::Lessons, &["lessons", "learnings", "takeaways", "lessons_learned"]),
    (Key::Signatures, &["signatures", "symptoms", "errors"]),
    (Key::RecurrenceOf, &["recurrence_of"]),
    (Key::Related, &["related", "duplicates", "related_incidents"]),
    (Key::Supersedes, &["supersedes"]),
    (
        Key::Actions,
        &["actions", "action_items", "follow_ups", "remediations", "corrective_actions", "next_steps"],
    ),
    (Key::Source, &["source", "source_url", "sources"]),
];

impl Key {
    /// The key that `name` means, if any.
    pub fn of(name: &str) -> Option<Self> {
        let name = normalise(name);
        NAMES.iter().find(|(_, names)| names.iter().any(|n| normalise(n) == name)).map(|(key, _)| *key)
    }

    /// The canonical name.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(key, _)| *key == self).map_or("", |(_, names)| names[0])
    }

    /// All canonical names, in the order of the documentation.
    pub fn canonical_names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(_, names)| names[0])
    }
}

/// Lower-case letters and digits only, without a plural ending.
fn normalise(name: &str) -> String {
    let mut name: String =
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
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
