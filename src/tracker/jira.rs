//! Reads an issue of Jira's search: `{"key": "OPS-1", "fields": {"status": …}}`.

use serde_json::Value;

use super::json::{Issue, text};
use super::{Ticket, reference};
use retold_document::action_status;
use retold_document::model::ActionStatus;

/// Reads `issue`; `None` if it is not one of Jira's.
pub fn issue(issue: &Value, known: &[(String, String)]) -> Option<Issue> {
    let name = text(issue, "/key")?;
    issue.get("fields")?.get("status")?;
    let resolution = text(issue, "/fields/resolution/name").and_then(action_status);
    let named = text(issue, "/fields/status/name");
    // Teams name their statuses as they like, but each has one of three categories.
    let status = match text(issue, "/fields/status/statusCategory/key") {
        Some("new") => Some(ActionStatus::Open),
        Some("indeterminate") => Some(ActionStatus::InProgress),
        Some("done") => Some(ActionStatus::Done),
        _ => named.and_then(action_status),
    };
    let is_declined = |status: Option<ActionStatus>| status == Some(ActionStatus::Declined);
    let Some(status) = status else {
        return Some(Issue::UnknownState(name.to_owned(), named.unwrap_or_default().to_owned()));
    };
    let was_dropped = is_declined(resolution) || is_declined(named.and_then(action_status));
    let status = if status == ActionStatus::Done && was_dropped { ActionStatus::Declined } else { status };
    Some(Issue::Ticket(Ticket {
        name: name.to_owned(),
        references: reference::normalise(name, known),
        status,
        due: text(issue, "/fields/duedate").and_then(|date| date.parse().ok()),
        owner: text(issue, "/fields/assignee/displayName").map(str::to_owned),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(fields: &Value) -> Issue {
        issue(&json!({"key": "OPS-1", "fields": fields}), &[]).unwrap()
    }

    #[test]
    fn a_status_has_a_category_and_a_resolution() {
        let status = |name: &str, category: &str, resolution: Value| {
            read(&json!({
                "status": {"name": name, "statusCategory": {"key": category}}, "resolution": resolution,
            }))
        };
        for (issue, expected) in [
            (status("Backlog", "new", Value::Null), ActionStatus::Open),
            (status("QA on staging", "indeterminate", Value::Null), ActionStatus::InProgress),
            (status("Shipped", "done", json!({"name": "Done"})), ActionStatus::Done),
            (status("Closed", "done", json!({"name": "Won't Do"})), ActionStatus::Declined),
            (status("Closed", "done", json!({"name": "Duplicate"})), ActionStatus::Done),
            (status("Cancelled", "done", Value::Null), ActionStatus::Declined),
            (read(&json!({"status": {"name": "In Progress"}})), ActionStatus::InProgress),
        ] {
            let Issue::Ticket(ticket) = issue else { panic!("{expected:?} is not known") };
            assert_eq!(ticket.status, expected);
        }
        assert!(matches!(read(&json!({"status": {"name": "Parked"}})), Issue::UnknownState(_, _)));
    }

    #[test]
    fn due_date_and_assignee_are_read() {
        let found = read(&json!({
            "status": {"name": "Open"}, "duedate": "2026-03-01", "assignee": {"displayName": "Ann Lee"},
        }));
        let Issue::Ticket(ticket) = found else { panic!("no ticket") };
        assert_eq!(ticket.due.map(|date| date.to_string()).as_deref(), Some("2026-03-01"));
        assert_eq!(ticket.owner.as_deref(), Some("Ann Lee"));
        assert!(issue(&json!({"key": "OPS-1"}), &[]).is_none());
    }
}
