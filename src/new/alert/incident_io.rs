//! incident.io: the webhooks and the incident of the API, version 2.

use std::collections::BTreeMap;

use retold_document::model::Milestone;
use retold_times::Moment;
use serde_json::Value;

use super::json;
use crate::new::values::Values;

/// The timestamps of an incident in the service's own names. Of several for one milestone, the first counts.
const TIMESTAMPS: [(&str, Milestone); 9] = [
    ("impact started", Milestone::Started),
    ("reported", Milestone::Detected),
    ("accepted", Milestone::Acknowledged),
    ("escalated", Milestone::Escalated),
    ("identified", Milestone::Identified),
    ("fixed", Milestone::Mitigated),
    ("monitoring", Milestone::Mitigated),
    ("resolved", Milestone::Resolved),
    ("closed", Milestone::Resolved),
];

/// The names of custom fields that hold services, and those that hold teams.
const SERVICES: [&str; 4] = ["service", "services", "affected services", "affected service"];
const TEAMS: [&str; 4] = ["team", "teams", "affected teams", "affected team"];

pub fn read(json: &Value) -> Option<Values> {
    let hook = json::text(json, "/event_type").and_then(|event| json.get(event.as_str()));
    let outer = hook.unwrap_or(json);
    let incident = outer.get("incident").unwrap_or(outer);
    let is_own =
        incident.get("incident_status").is_some() || incident.get("incident_timestamp_values").is_some();
    if !is_own || incident.get("name").is_none() {
        return None;
    }
    let mut milestones = BTreeMap::new();
    for (name, milestone) in TIMESTAMPS {
        if let Some(moment) = timestamp(incident, name) {
            milestones.entry(milestone).or_insert(moment);
        }
    }
    if let Some(created) = json::time(incident, "/created_at") {
        milestones.entry(Milestone::Detected).or_insert(created);
    }
    Some(Values {
        id: json::text(incident, "/reference"),
        title: json::text(incident, "/name"),
        severity: json::text(incident, "/severity/name"),
        services: custom_field(incident, &SERVICES),
        teams: custom_field(incident, &TEAMS),
        milestones,
        source: json::address(incident, &["/permalink"]),
        ..Values::default()
    })
}

/// The timestamp with a name such as `Resolved at`.
fn timestamp(incident: &Value, name: &str) -> Option<Moment> {
    let is_named = |entry: &&Value| {
        let written = json::text(entry, "/incident_timestamp/name").unwrap_or_default().to_lowercase();
        written.trim_end_matches(" at") == name
    };
    let entry = json::list(incident, "/incident_timestamp_values").iter().find(is_named)?;
    json::time(entry, "/value/value")
}

/// The values of the custom field with one of `names`.
fn custom_field(incident: &Value, names: &[&str]) -> Vec<String> {
    let is_named = |entry: &&Value| {
        let written = json::text(entry, "/custom_field/name").unwrap_or_default().to_lowercase();
        names.contains(&written.as_str())
    };
    let entries = json::list(incident, "/custom_field_entries").iter().filter(is_named);
    let values = entries.flat_map(|entry| json::list(entry, "/values"));
    values
        .filter_map(|value| {
            json::first(value, &["/value_catalog_entry/name", "/value_option/value", "/value_text"])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn incident() -> Value {
        json!({
            "id": "01FDAG4SAP5TYPT98WGR2N7W91", "reference": "INC-123", "name": "Our database is sad",
            "permalink": "https://app.incident.io/incidents/123", "created_at": "2026-01-31T09:10:00Z",
            "severity": {"name": "Minor", "rank": 1}, "incident_status": {"name": "Closed", "category": "closed"},
            "incident_timestamp_values": [
                {"incident_timestamp": {"name": "Impact started at"}, "value": {"value": "2026-01-31T09:02:00Z"}},
                {"incident_timestamp": {"name": "Closed at"}, "value": {"value": "2026-02-02T10:00:00Z"}},
                {"incident_timestamp": {"name": "Resolved at"}, "value": {"value": "2026-01-31T10:00:00Z"}},
                {"incident_timestamp": {"name": "Fixed at"}, "value": null},
            ],
            "custom_field_entries": [
                {"custom_field": {"name": "Affected services"},
                 "values": [{"value_catalog_entry": {"name": "checkout"}}, {"value_option": {"value": "basket"}}]},
            ],
        })
    }

    #[test]
    fn an_incident_is_read_from_the_api_and_from_a_webhook() {
        let event = "public_incident.incident_updated_v2";
        let values = read(&json!({"incident": incident()})).unwrap();
        assert_eq!(read(&json!({"event_type": event, event: incident()})), Some(values.clone()));
        assert_eq!(values.id.as_deref(), Some("INC-123"));
        assert_eq!(
            (values.title.as_deref(), values.severity.as_deref()),
            (Some("Our database is sad"), Some("Minor"))
        );
        assert_eq!(values.services, ["checkout", "basket"]);
        let times: Vec<_> = values.milestones.values().map(Moment::iso).collect();
        assert_eq!(times, ["2026-01-31T09:02:00Z", "2026-01-31T09:10:00Z", "2026-01-31T10:00:00Z"]);
    }

    #[test]
    fn the_webhook_of_a_private_incident_has_nothing_but_an_id() {
        let event = "private_incident.incident_created_v2";
        assert_eq!(read(&json!({"event_type": event, event: {"id": "01FDAG"}})), None);
    }
}
