//! What alerts and incident services send, as [`Values`]. A file for each service.

mod alertmanager;
mod firehydrant;
mod incident_io;
mod json;
mod opsgenie;
mod pagerduty;
mod sentry;

use retold_diagnostic::{Diagnostic, Place};
use serde_json::Value;

use super::values::Values;

/// A service whose JSON is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    Alertmanager,
    Pagerduty,
    Opsgenie,
    IncidentIo,
    Firehydrant,
    Sentry,
}

impl Service {
    pub const ALL: [Self; 6] = [
        Self::Alertmanager,
        Self::Pagerduty,
        Self::Opsgenie,
        Self::IncidentIo,
        Self::Firehydrant,
        Self::Sentry,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Alertmanager => "alertmanager",
            Self::Pagerduty => "pagerduty",
            Self::Opsgenie => "opsgenie",
            Self::IncidentIo => "incident-io",
            Self::Firehydrant => "firehydrant",
            Self::Sentry => "sentry",
        }
    }

    /// The name for people, and what of the service is understood.
    pub fn label(self) -> &'static str {
        match self {
            Self::Alertmanager => "Alertmanager (webhook)",
            Self::Pagerduty => "PagerDuty (webhook v3, incident)",
            Self::Opsgenie => "Opsgenie (webhook, alert, incident)",
            Self::IncidentIo => "incident.io (webhook v2, incident)",
            Self::Firehydrant => "FireHydrant (webhook, incident)",
            Self::Sentry => "Sentry (webhooks of issues and alerts, issue)",
        }
    }

    /// The values of `json`; `None` if its fields are not those of this service.
    fn read(self, json: &Value) -> Option<Values> {
        match self {
            Self::Alertmanager => alertmanager::read(json),
            Self::Pagerduty => pagerduty::read(json),
            Self::Opsgenie => opsgenie::read(json),
            Self::IncidentIo => incident_io::read(json),
            Self::Firehydrant => firehydrant::read(json),
            Self::Sentry => sentry::read(json),
        }
    }
}

/// Reads `text`, which `name` calls in messages. `service` names its origin; without it, the fields show it.
///
/// # Errors
/// It is not JSON, or not of the service, or of none that is known.
pub fn read(text: &str, name: &str, service: Option<Service>) -> Result<(Service, Values), Diagnostic> {
    let refused = |message: String| Diagnostic::error("new/alert", message).at(Place::file(name));
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(refused("there is no alert".into()).hint("give the JSON of an alert or an incident"));
    }
    let json: Value = serde_json::from_str(text).map_err(|error| {
        let place = Place::span(name, text, offset(text, error.line(), error.column()));
        Diagnostic::error("new/alert", "this is not JSON")
            .at(place)
            .hint("give the JSON of an alert or an incident, as the service sends or returns it")
    })?;
    let candidates = match &service {
        Some(service) => std::slice::from_ref(service),
        None => &Service::ALL[..],
    };
    let found = candidates.iter().find_map(|service| Some((*service, service.read(&json)?)));
    found.ok_or_else(|| match service {
        Some(service) => refused(format!("this is not JSON of {}", service.label()))
            .hint("leave out `--source`, so that its fields show the service"),
        None => {
            let known: Vec<_> = Service::ALL.iter().map(|service| service.label()).collect();
            refused("this JSON is of no service that Retold knows".into())
                .hint(format!("known: {}", known.join(", ")))
        }
    })
}

/// The place that serde_json names by line and column.
fn offset(text: &str, line: usize, column: usize) -> std::ops::Range<usize> {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at..at
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_diagnostic::{Style, render};

    fn refusal(text: &str, service: Option<Service>) -> String {
        render(&read(text, "standard input", service).unwrap_err(), Style::Plain)
    }

    #[test]
    fn what_is_not_json_is_refused_with_its_place() {
        let text = refusal("{\"a\": 1,\n oops}", None);
        assert!(text.contains("error[new/alert]: this is not JSON\n --> standard input:2:2"), "{text}");
        for text in ["", " \n", "\u{feff}"] {
            assert!(refusal(text, None).contains("there is no alert"), "{text:?}");
        }
        for text in ["é", "[", "\"\\ud800\"", "{\"é"] {
            refusal(text, None);
        }
    }

    #[test]
    fn json_of_another_service_is_refused_with_those_that_are_known() {
        for text in [
            "{}",
            "[]",
            "1",
            "null",
            "{\"incident\": {}}",
            "{\"alert\": []}",
            "{\"data\": 1}",
            "{\"event\": \"x\"}",
        ] {
            let refused = refusal(text, None);
            assert!(refused.contains("no service that Retold knows"), "{text}: {refused}");
            assert!(refused.contains("Alertmanager (webhook), PagerDuty"), "{refused}");
        }
        let wrong = refusal("{}", Some(Service::Sentry));
        assert!(wrong.contains("this is not JSON of Sentry"), "{wrong}");
    }
}
