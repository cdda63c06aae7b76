//! Prometheus Alertmanager: the webhook, whose form Grafana sends, too.

use retold_document::model::Milestone;
use retold_times::Moment;
use serde_json::Value;

use super::json;
use crate::new::values::Values;

/// The labels that name a service, and those that name a team.
const SERVICES: [&str; 4] = ["service", "app", "application", "job"];
const TEAMS: [&str; 2] = ["team", "owner"];

pub fn read(json: &Value) -> Option<Values> {
    let alerts = json::list(json, "/alerts");
    let is_alert = |alert: &Value| alert.pointer("/labels").is_some_and(Value::is_object);
    if json.get("groupKey").is_none() || alerts.is_empty() || !alerts.iter().all(is_alert) {
        return None;
    }
    let mut milestones = std::collections::BTreeMap::new();
    let starts = alerts.iter().filter_map(|alert| json::time(alert, "/startsAt"));
    if let Some(first) = starts.min_by_key(Moment::instant) {
        milestones.insert(Milestone::Detected, first);
    }
    if json::text(json, "/status").as_deref() == Some("resolved") {
        let ends = alerts.iter().filter_map(|alert| json::time(alert, "/endsAt"));
        if let Some(last) = ends.max_by_key(Moment::instant) {
            milestones.insert(Milestone::Resolved, last);
        }
    }
    Some(Values {
        title: json::first(
            json,
            &[
                "/commonAnnotations/summary",
                "/alerts/0/annotations/summary",
                "/commonLabels/alertname",
                "/alerts/0/labels/alertname",
            ],
        ),
        severity: label(json, alerts, &["severity"]).into_iter().next(),
        services: label(json, alerts, &SERVICES),
        teams: label(json, alerts, &TEAMS),
        milestones,
        detection_method: Some("alert".to_owned()),
        signatures: label(json, alerts, &["alertname"]),
        source: json::address(json, &["/alerts/0/generatorURL", "/externalURL"]),
        ..Values::default()
    })
}

/// The values of the first of the labels `names` that any alert has.
fn label(json: &Value, alerts: &[Value], names: &[&str]) -> Vec<String> {
    for name in names {
        if let Some(common) = json::text(json, &format!("/commonLabels/{name}")) {
            return vec![common];
        }
        let mut values: Vec<_> =
            alerts.iter().filter_map(|alert| json::text(alert, &format!("/labels/{name}"))).collect();
        values.sort();
        values.dedup();
        if !values.is_empty() {
            return values;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_group_of_alerts_is_one_incident() {
        let values = read(&json!({
            "version": "4", "groupKey": "{}:{alertname=\"HighErrorRate\"}", "status": "resolved",
            "commonLabels": {"alertname": "HighErrorRate", "severity": "critical", "team": "payments"},
            "commonAnnotations": {"summary": "Checkout answers with\nerrors"},
            "externalURL": "https://alerts.example.org",
            "alerts": [
                {"labels": {"service": "checkout"}, "startsAt": "2026-01-31T09:05:10.5Z", "endsAt": "2026-01-31T09:40:00Z",
                 "generatorURL": "https://prometheus.example.org/graph?g0.expr=x"},
                {"labels": {"service": "basket"}, "startsAt": "2026-01-31T09:04:00Z", "endsAt": "2026-01-31T09:45:00Z"},
            ],
        }))
        .unwrap();
        assert_eq!(values.title.as_deref(), Some("Checkout answers with errors"));
        assert_eq!(values.severity.as_deref(), Some("critical"));
        assert_eq!(values.services, ["basket", "checkout"]);
        assert_eq!(values.teams, ["payments"]);
        assert_eq!(values.milestones[&Milestone::Detected].iso(), "2026-01-31T09:04:00Z");
        assert_eq!(values.milestones[&Milestone::Resolved].iso(), "2026-01-31T09:45:00Z");
        assert_eq!(values.source.as_deref(), Some("https://prometheus.example.org/graph?g0.expr=x"));
    }

    #[test]
    fn a_firing_alert_has_no_end() {
        let values = read(&json!({
            "groupKey": "{}", "status": "firing",
            "alerts": [{"labels": {"alertname": "DiskFull"}, "startsAt": "2026-01-31T09:05:10Z", "endsAt": "0001-01-01T00:00:00Z"}],
        }))
        .unwrap();
        assert_eq!(values.title.as_deref(), Some("DiskFull"));
        assert_eq!(values.milestones.len(), 1);
    }
}
