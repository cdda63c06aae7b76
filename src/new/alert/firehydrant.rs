//! FireHydrant: the webhook, and the incident of the API.

use std::collections::BTreeMap;

use retold_document::model::Milestone;
use serde_json::Value;

use super::json;
use crate::new::values::Values;

/// The types of milestones of the service.
const MILESTONES: [(&str, Milestone); 6] = [
    ("started", Milestone::Started),
    ("detected", Milestone::Detected),
    ("acknowledged", Milestone::Acknowledged),
    ("identified", Milestone::Identified),
    ("mitigated", Milestone::Mitigated),
    ("resolved", Milestone::Resolved),
];

pub fn read(json: &Value) -> Option<Values> {
    let incident = json.pointer("/data/incident").unwrap_or(json);
    let is_own = incident.get("milestones").is_some_and(Value::is_array)
        || incident.get("current_milestone").is_some()
        || incident.get("incident_url").is_some();
    if !is_own || incident.get("name").is_none() {
        return None;
    }
    let mut milestones = BTreeMap::new();
    milestones.extend(json::time(incident, "/started_at").map(|moment| (Milestone::Started, moment)));
    for entry in json::list(incident, "/milestones") {
        let kind = json::text(entry, "/type").unwrap_or_default();
        let known = MILESTONES.iter().find(|(name, _)| *name == kind);
        if let (Some((_, milestone)), Some(moment)) = (known, json::time(entry, "/occurred_at")) {
            milestones.insert(*milestone, moment);
        }
    }
    Some(Values {
        title: json::text(incident, "/name"),
        severity: json::first(incident, &["/severity", "/severity/slug"]),
        services: json::texts(incident, "/services", "/name"),
        teams: json::texts(incident, "/team_assignments", "/team/name"),
        tags: json::texts(incident, "/tag_list", ""),
        milestones,
        source: json::address(incident, &["/incident_url"]),
        ..Values::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_times::Moment;
    use serde_json::json;

    #[test]
    fn an_incident_is_read_from_the_api_and_from_a_webhook() {
        let incident = json!({
            "id": "8a1e", "name": "Checkout is slow", "number": 42, "severity": "SEV2", "current_milestone": "resolved",
            "started_at": "2026-01-31T09:00:00.000Z", "incident_url": "https://app.firehydrant.io/incidents/8a1e",
            "services": [{"id": "1", "name": "checkout"}], "tag_list": ["latency"],
            "team_assignments": [{"team": {"name": "payments"}}],
            "milestones": [
                {"type": "started", "occurred_at": "2026-01-31T09:02:00Z"},
                {"type": "investigating", "occurred_at": "2026-01-31T09:12:00Z"},
                {"type": "mitigated", "occurred_at": "2026-01-31T09:40:00Z"},
            ],
        });
        let values = read(&incident).unwrap();
        let event = json!({"operation": "UPDATED", "resource_type": "incident"});
        assert_eq!(read(&json!({"data": {"incident": incident}, "event": event})), Some(values.clone()));
        assert_eq!(
            (values.title.as_deref(), values.severity.as_deref()),
            (Some("Checkout is slow"), Some("SEV2"))
        );
        assert_eq!(
            (&values.services[..], &values.tags[..]),
            (&["checkout".to_owned()][..], &["latency".to_owned()][..])
        );
        assert_eq!(values.teams, ["payments"]);
        let times: Vec<_> = values.milestones.values().map(Moment::iso).collect();
        assert_eq!(times, ["2026-01-31T09:02:00Z", "2026-01-31T09:40:00Z"]);
    }
}
