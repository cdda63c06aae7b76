//! PagerDuty: the webhook, version 3, and the incident of the REST API.

use std::collections::BTreeMap;

use retold_document::model::Milestone;
use serde_json::Value;

use super::json;
use crate::new::values::Values;

pub fn read(json: &Value) -> Option<Values> {
    let event = json.get("event").filter(|event| event.get("event_type").is_some());
    let incident = match event {
        Some(event) => event.get("data")?,
        None => json.get("incident").unwrap_or(json),
    };
    let is_incident = json::text(incident, "/type").is_some_and(|kind| kind.starts_with("incident"))
        && (incident.get("incident_key").is_some()
            || incident.get("incident_number").is_some()
            || incident.get("number").is_some()
            || event.is_some());
    if !is_incident {
        return None;
    }
    let mut milestones = BTreeMap::new();
    let mut add = |milestone, moment| milestones.extend(Option::map(moment, |moment| (milestone, moment)));
    add(Milestone::Detected, json::time(incident, "/created_at"));
    let acknowledged = json::list(incident, "/acknowledgements").first();
    add(Milestone::Acknowledged, acknowledged.and_then(|first| json::time(first, "/at")));
    if json::text(incident, "/status").as_deref() == Some("resolved") {
        add(Milestone::Resolved, json::time(incident, "/last_status_change_at"));
        add(Milestone::Resolved, json::time(incident, "/resolved_at"));
    }
    if let Some(event) = event {
        let at = json::time(event, "/occurred_at");
        match json::text(event, "/event_type").as_deref() {
            Some("incident.acknowledged") => add(Milestone::Acknowledged, at),
            Some("incident.escalated") => add(Milestone::Escalated, at),
            Some("incident.resolved") => add(Milestone::Resolved, at),
            _ => {}
        }
    }
    Some(Values {
        title: json::first(incident, &["/title", "/summary"]),
        severity: json::first(incident, &["/priority/summary", "/priority/name"]),
        services: json::first(incident, &["/service/summary", "/service/name"]).into_iter().collect(),
        teams: json::texts(incident, "/teams", "/summary"),
        milestones,
        source: json::address(incident, &["/html_url"]),
        ..Values::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_times::Moment;
    use serde_json::json;

    #[test]
    fn a_webhook_is_read() {
        let values = read(&json!({"event": {
            "event_type": "incident.resolved", "resource_type": "incident", "occurred_at": "2026-01-31T10:00:00.000Z",
            "data": {
                "id": "PGR0VU2", "type": "incident", "number": 2, "status": "resolved", "title": "Checkout down",
                "html_url": "https://acme.pagerduty.com/incidents/PGR0VU2", "created_at": "2026-01-31T09:04:00Z",
                "service": {"summary": "checkout", "type": "service_reference"},
                "teams": [{"summary": "payments"}], "priority": {"summary": "P1"}, "urgency": "high",
            },
        }}))
        .unwrap();
        assert_eq!(values.title.as_deref(), Some("Checkout down"));
        assert_eq!(
            (values.severity.as_deref(), &values.services[..]),
            (Some("P1"), &["checkout".to_owned()][..])
        );
        assert_eq!(values.teams, ["payments"]);
        assert_eq!(values.milestones[&Milestone::Detected].iso(), "2026-01-31T09:04:00Z");
        assert_eq!(values.milestones[&Milestone::Resolved].iso(), "2026-01-31T10:00:00Z");
        assert_eq!(values.source.as_deref(), Some("https://acme.pagerduty.com/incidents/PGR0VU2"));
    }

    #[test]
    fn an_incident_of_the_api_is_read() {
        let values = read(&json!({"incident": {
            "type": "incident", "incident_number": 1234, "title": "The server is on fire.", "status": "resolved",
            "created_at": "2026-01-31T09:04:00Z", "last_status_change_at": "2026-01-31T11:00:00Z",
            "acknowledgements": [{"at": "2026-01-31T09:06:00Z"}],
            "priority": null, "service": {"summary": "mail"}, "teams": [],
        }}))
        .unwrap();
        let times: Vec<_> = values.milestones.values().map(Moment::iso).collect();
        assert_eq!(times, ["2026-01-31T09:04:00Z", "2026-01-31T09:06:00Z", "2026-01-31T11:00:00Z"]);
        assert_eq!(values.severity, None);
    }
}
