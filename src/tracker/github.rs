//! Reads issues and pull requests of GitHub, from its REST interface or from `gh issue list --json`, and issues of GitLab,
//! which differ in a few names.

use serde_json::Value;

use super::json::{Issue, text};
use super::{Ticket, reference};
use retold_document::model::ActionStatus;

/// Reads `issue`; `None` if it is neither.
pub fn issue(issue: &Value, known: &[(String, String)]) -> Option<Issue> {
    let number = issue.get("number").or_else(|| issue.get("iid"))?.as_u64()?;
    let state = text(issue, "/state")?;
    let address = ["/html_url", "/web_url", "/url"].into_iter().find_map(|path| text(issue, path));
    let name = format!("#{number}");
    let reason = text(issue, "/state_reason").or_else(|| text(issue, "/stateReason"));
    let reason = reason.unwrap_or_default().to_ascii_lowercase();
    let status = match state.to_ascii_lowercase().as_str() {
        "open" | "opened" | "reopened" => ActionStatus::Open,
        "merged" => ActionStatus::Done,
        "closed" if reason == "not_planned" || is_rejected(issue) => ActionStatus::Declined,
        "closed" => ActionStatus::Done,
        _ => return Some(Issue::UnknownState(address.unwrap_or(&name).to_owned(), state.to_owned())),
    };
    Some(Issue::Ticket(Ticket {
        references: reference::normalise(address.unwrap_or(&name), known),
        name,
        status,
        due: text(issue, "/due_date").and_then(|date| date.parse().ok()),
        owner: assignee(issue),
    }))
}

/// Whether `issue` is a pull request that was closed without being merged.
fn is_rejected(issue: &Value) -> bool {
    ["/pull_request/merged_at", "/mergedAt"]
        .into_iter()
        .any(|path| issue.pointer(path).is_some_and(Value::is_null))
}

/// The first person that is assigned to `issue`.
fn assignee(issue: &Value) -> Option<String> {
    let paths = ["/assignees/0/login", "/assignees/0/username", "/assignee/login"];
    paths.into_iter().find_map(|path| text(issue, path)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn states_and_their_reasons_are_read() {
        for (value, expected) in [
            (json!({"number": 7, "state": "open"}), ActionStatus::Open),
            (json!({"number": 7, "state": "CLOSED", "stateReason": "COMPLETED"}), ActionStatus::Done),
            (json!({"number": 7, "state": "closed", "state_reason": null}), ActionStatus::Done),
            (json!({"number": 7, "state": "closed", "state_reason": "not_planned"}), ActionStatus::Declined),
            (json!({"number": 7, "state": "MERGED"}), ActionStatus::Done),
            (
                json!({"number": 7, "state": "closed", "pull_request": {"merged_at": null}}),
                ActionStatus::Declined,
            ),
            (
                json!({"number": 7, "state": "closed", "pull_request": {"merged_at": "2026-01-31T00:00:00Z"}}),
                ActionStatus::Done,
            ),
            (
                json!({"iid": 7, "state": "opened", "web_url": "https://gitlab.com/a/b/-/issues/7"}),
                ActionStatus::Open,
            ),
        ] {
            let Some(Issue::Ticket(ticket)) = issue(&value, &[]) else { panic!("{value}") };
            assert_eq!(ticket.status, expected, "{value}");
        }
        assert!(matches!(issue(&json!({"number": 7, "state": "odd"}), &[]), Some(Issue::UnknownState(_, _))));
        assert!(issue(&json!({"state": "open"}), &[]).is_none());
        assert!(issue(&json!({"number": 7}), &[]).is_none());
    }

    #[test]
    fn an_address_for_people_comes_before_that_of_the_interface() {
        let value = json!({
            "number": 7, "state": "open", "assignees": [{"login": "ann"}],
            "url": "https://ghe.example/api/v3/repos/a/b/issues/7", "html_url": "https://ghe.example/a/b/issues/7",
        });
        let Some(Issue::Ticket(ticket)) = issue(&value, &[]) else { panic!("{value}") };
        assert_eq!(ticket.references, ["ghe.example/a/b/issues/7"]);
        assert_eq!(ticket.owner.as_deref(), Some("ann"));
    }
}
