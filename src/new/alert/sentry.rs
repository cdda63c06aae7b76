//! Sentry: the webhooks of issues, issue alerts and metric alerts, and the issue of the API.
//!
//! The level of an event (`error`, `fatal`) is one of logs, and no severity of an incident: it is not taken over.

use std::collections::BTreeMap;

use retold_document::model::Milestone;
use serde_json::Value;

use super::json;
use crate::new::values::Values;

pub fn read(json: &Value) -> Option<Values> {
    let data = json.get("data").filter(|_| json.get("action").is_some());
    if let Some(alert) = data.and_then(|data| data.get("metric_alert")) {
        return Some(metric_alert(json, alert));
    }
    if let Some(event) =
        data.and_then(|data| data.get("event")).filter(|event| event.get("issue_url").is_some())
    {
        return Some(event_alert(event));
    }
    let issue = data.and_then(|data| data.get("issue")).unwrap_or(json);
    let is_issue = issue.get("shortId").is_some() && issue.get("firstSeen").is_some();
    is_issue.then(|| of_issue(issue))
}

fn event_alert(event: &Value) -> Values {
    let title = json::text(event, "/title");
    Values {
        signatures: title.clone().into_iter().collect(),
        title,
        milestones: times(event, &[(Milestone::Detected, "/datetime")]),
        detection_method: Some("alert".to_owned()),
        source: json::address(event, &["/web_url"]),
        ..Values::default()
    }
}

fn of_issue(issue: &Value) -> Values {
    let title = json::text(issue, "/title");
    Values {
        signatures: title.clone().into_iter().collect(),
        title,
        services: json::first(issue, &["/project/slug", "/project/name"]).into_iter().collect(),
        milestones: times(issue, &[(Milestone::Started, "/firstSeen")]),
        source: json::address(issue, &["/permalink", "/web_url"]),
        ..Values::default()
    }
}

fn metric_alert(json: &Value, alert: &Value) -> Values {
    let moments = [
        (Milestone::Started, "/date_started"),
        (Milestone::Detected, "/date_detected"),
        (Milestone::Resolved, "/date_closed"),
    ];
    Values {
        title: json::text(alert, "/alert_rule/name")
            .or_else(|| json::first(json, &["/data/description_title", "/data/metric_alert/title"])),
        severity: json::text(json, "/action").filter(|action| action == "critical"),
        services: json::texts(alert, "/projects", ""),
        milestones: times(alert, &moments),
        detection_method: Some("alert".to_owned()),
        source: json::address(json, &["/data/web_url"]),
        ..Values::default()
    }
}

fn times(json: &Value, pointers: &[(Milestone, &str)]) -> BTreeMap<Milestone, retold_times::Moment> {
    pointers.iter().filter_map(|(milestone, at)| Some((*milestone, json::time(json, at)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_issue_alert_is_read() {
        let values = read(&json!({"action": "triggered", "data": {"event": {
            "title": "ReferenceError: heck is not defined", "datetime": "2026-01-31T09:04:00.000000Z", "level": "error",
            "issue_url": "https://sentry.io/api/0/issues/1/", "web_url": "https://sentry.io/organizations/acme/issues/1/events/2/",
            "project": 1,
        }, "triggered_rule": "Very important"}}))
        .unwrap();
        assert_eq!(values.title.as_deref(), Some("ReferenceError: heck is not defined"));
        assert_eq!((values.severity, values.signatures.len()), (None, 1));
        assert_eq!(values.milestones[&Milestone::Detected].iso(), "2026-01-31T09:04:00Z");
        assert!(values.source.unwrap().ends_with("/events/2/"));
    }

    #[test]
    fn an_issue_is_read_from_the_api_and_from_a_webhook() {
        let issue = json!({
            "id": "1", "shortId": "SHOP-1", "title": "KeyError: 'price'", "firstSeen": "2026-01-31T09:00:00Z",
            "project": {"id": "2", "name": "Shop", "slug": "shop"}, "permalink": "https://acme.sentry.io/issues/1/",
        });
        let values = read(&issue).unwrap();
        assert_eq!(read(&json!({"action": "created", "data": {"issue": issue}})), Some(values.clone()));
        assert_eq!(values.services, ["shop"]);
        assert_eq!(values.milestones[&Milestone::Started].iso(), "2026-01-31T09:00:00Z");
    }

    #[test]
    fn a_metric_alert_is_read() {
        let values = read(&json!({"action": "critical", "data": {
            "description_title": "Critical: Too many errors", "web_url": "https://sentry.io/organizations/acme/alerts/rules/7/",
            "metric_alert": {"date_started": "2026-01-31T09:00:00Z", "date_detected": "2026-01-31T09:03:00Z", "date_closed": null,
                "projects": ["shop"], "alert_rule": {"name": "Too many errors"}},
        }}))
        .unwrap();
        assert_eq!(
            (values.title.as_deref(), values.severity.as_deref()),
            (Some("Too many errors"), Some("critical"))
        );
        assert_eq!(values.milestones.len(), 2);
    }
}
