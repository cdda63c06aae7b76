//! Opsgenie: the webhook, and the alert and the incident of the REST API.

use std::collections::BTreeMap;

use retold_document::model::Milestone;
use serde_json::Value;

use super::json;
use crate::new::values::Values;

pub fn read(json: &Value) -> Option<Values> {
    let hook = json.get("alert").filter(|alert| alert.get("alertId").is_some());
    let item = hook.or_else(|| json.get("data")).unwrap_or(json);
    let is_own = hook.is_some() || item.get("tinyId").is_some() || item.get("impactStartDate").is_some();
    if !is_own || item.get("message").is_none() {
        return None;
    }
    let mut milestones = BTreeMap::new();
    let mut add = |milestone, pointer: &str| {
        milestones.extend(json::time(item, pointer).map(|moment| (milestone, moment)));
    };
    let is_incident = item.get("impactStartDate").is_some();
    add(Milestone::Detected, "/createdAt");
    add(Milestone::Started, "/impactStartDate");
    add(Milestone::Resolved, "/impactEndDate");
    let teams = json::texts(item, "/responders", "/name");
    Some(Values {
        title: json::text(item, "/message"),
        severity: json::text(item, "/priority"),
        services: json::first(item, &["/details/service", "/details/services"]).into_iter().collect(),
        teams: if teams.is_empty() { json::texts(item, "/teams", "/name") } else { teams },
        tags: json::texts(item, "/tags", ""),
        milestones,
        detection_method: (!is_incident).then(|| "alert".to_owned()),
        source: json::address(item, &["/links/web"]),
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
        let values = read(&json!({"action": "Create", "integrationName": "retold", "alert": {
            "alertId": "0f1e", "message": "Queue too long", "tags": ["queue", "mail"], "tinyId": "23",
            "createdAt": 1_769_850_146_739_i64, "priority": "P2", "details": {"service": "mail"},
        }}))
        .unwrap();
        assert_eq!(values.title.as_deref(), Some("Queue too long"));
        assert_eq!(
            (values.severity.as_deref(), &values.services[..]),
            (Some("P2"), &["mail".to_owned()][..])
        );
        assert_eq!(values.tags, ["queue", "mail"]);
        assert_eq!(values.milestones[&Milestone::Detected].iso(), "2026-01-31T09:02:26Z");
    }

    #[test]
    fn an_alert_and_an_incident_of_the_api_are_read() {
        let alert = read(&json!({"data": {
            "id": "8418", "tinyId": "1791", "message": "Disk full", "createdAt": "2026-01-31T09:02:26.739Z", "priority": "P3",
            "teams": [{"id": "1"}], "responders": [{"type": "team", "id": "1", "name": "storage"}],
        }}))
        .unwrap();
        assert_eq!(
            (alert.title.as_deref(), &alert.teams[..]),
            (Some("Disk full"), &["storage".to_owned()][..])
        );
        assert_eq!(alert.detection_method.as_deref(), Some("alert"));
        let incident = read(&json!({"data": {
            "id": "70413", "message": "Shop down", "createdAt": "2026-01-31T09:10:00Z", "impactStartDate": "2026-01-31T09:00:00Z",
            "impactEndDate": "2026-01-31T09:30:00Z", "links": {"web": "https://acme.app.opsgenie.com/incident/detail/70413"},
        }}))
        .unwrap();
        let times: Vec<_> = incident.milestones.values().map(Moment::iso).collect();
        assert_eq!(times, ["2026-01-31T09:00:00Z", "2026-01-31T09:10:00Z", "2026-01-31T09:30:00Z"]);
        assert!(incident.source.unwrap().ends_with("/70413"));
    }
}
