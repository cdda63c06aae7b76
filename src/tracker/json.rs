//! Reads JSON: one value or several behind each other, each an issue, a list of issues, or a page of search results.

use serde_json::{Deserializer, Value};

use super::{Read, Ticket, github, jira, unknown_state, unusable};
use retold_diagnostic::{Diagnostic, Place};

/// An issue as one of the trackers exported it.
pub enum Issue {
    Ticket(Ticket),
    /// A ticket, and its state in unknown words.
    UnknownState(String, String),
}

/// The keys of objects that hold a list of issues: Jira's search, GitHub's search.
const LISTS: [&str; 2] = ["issues", "items"];

/// Reads `text`, the contents of the file with the name `file`.
pub fn read(file: &str, text: &str, known: &[(String, String)]) -> Read {
    let mut issues = Vec::new();
    let mut is_list = false;
    let mut expected = 0;
    for value in Deserializer::from_str(text).into_iter::<Value>() {
        match value {
            Ok(value) => {
                expected = expected.max(total(&value));
                is_list |= flatten(value, &mut issues);
            }
            Err(error) => return (Vec::new(), vec![unusable(file, &format!("the JSON is broken: {error}"))]),
        }
    }
    let mut tickets = Vec::new();
    let mut findings = Vec::new();
    if issues.len() < expected {
        findings.push(incomplete(file, issues.len(), expected));
    }
    let mut foreign = 0;
    for issue in &issues {
        match jira::issue(issue, known).or_else(|| github::issue(issue, known)) {
            Some(Issue::Ticket(ticket)) => tickets.push(ticket),
            Some(Issue::UnknownState(name, state)) => {
                findings.push(unknown_state(Place::file(file), &name, &state));
            }
            None => foreign += 1,
        }
    }
    let is_empty_export = is_list && issues.is_empty();
    if foreign == issues.len() && !is_empty_export {
        return (tickets, vec![unusable(file, "there are no issues in it")]);
    }
    if foreign > 0 {
        let what = format!("{foreign} of {} values in it are no issues", issues.len());
        findings.push(unusable(file, &what));
    }
    (tickets, findings)
}

/// The number of all results, of which `value` is a page; 0 if it is none.
fn total(value: &Value) -> usize {
    let total = ["total", "total_count"].into_iter().find_map(|name| value.get(name)?.as_u64());
    total.and_then(|total| usize::try_from(total).ok()).unwrap_or(0)
}

fn incomplete(file: &str, count: usize, total: usize) -> Diagnostic {
    Diagnostic::warning(
        "actions/statuses",
        format!("the file has {count} of the {total} issues that were found"),
    )
    .at(Place::file(file))
    .hint("export all pages; they may stand behind each other in one file")
}

/// Adds the issues in `value`; returns true if it is a list of issues, even of none.
fn flatten(value: Value, issues: &mut Vec<Value>) -> bool {
    match value {
        Value::Array(values) => {
            // The pages of `gh api --paginate --slurp` are lists in a list.
            for value in values {
                match value {
                    Value::Array(inner) => issues.extend(inner),
                    value => drop(flatten(value, issues)),
                }
            }
            true
        }
        Value::Object(mut members) => {
            let list = LISTS.into_iter().find(|name| members.get(*name).is_some_and(Value::is_array));
            match list.and_then(|name| members.remove(name)) {
                Some(Value::Array(values)) => {
                    issues.extend(values);
                    true
                }
                _ => {
                    issues.push(Value::Object(members));
                    false
                }
            }
        }
        value => {
            issues.push(value);
            false
        }
    }
}

/// The text at `path`, if it is one and not empty.
pub fn text<'a>(value: &'a Value, path: &str) -> Option<&'a str> {
    value.pointer(path)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_lists_are_read_as_one() {
        let issue = r#"{"number": 7, "state": "open"}"#;
        let page = format!(r#"{{"total": 2, "issues": [{issue}]}}"#);
        for (text, count, finding) in [
            (issue.to_owned(), 1, None),
            (format!("[{issue}, {issue}]"), 2, None),
            (format!("[[{issue}], [{issue}]]"), 2, None),
            (format!("{issue}\n{issue}\n"), 2, None),
            (format!("{page}{page}"), 2, None),
            (page, 1, Some("the file has 1 of the 2 issues that were found")),
            (
                format!("[{issue}, 1]"),
                1,
                Some("no states of tickets can be read: 1 of 2 values in it are no issues"),
            ),
        ] {
            let (tickets, findings) = read("a.json", &text, &[]);
            let found = findings.first().map(|finding| finding.message.as_str());
            assert_eq!((tickets.len(), found), (count, finding), "{text}");
        }
    }
}
