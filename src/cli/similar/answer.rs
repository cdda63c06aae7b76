//! A past incident as an answer: what all formats show of it.

use retold_search::Hit;
use serde_json::Value;

use super::Known;
use super::subject::Comparison;
use crate::cli::context::Context;
use crate::config::Config;
use crate::report::similar::{OpenAction, PrecedentReport, SimilarIncident};
use retold_diagnostic::{plural, printable_line};
use retold_likeness::Alike;

/// A past incident, and where a pasted text was found in it.
pub struct Answer {
    pub incident: SimilarIncident,
    /// As the index has it, for a pasted text.
    pub hit: Option<Hit>,
}

impl Answer {
    /// The incident that is like the document of `comparison`.
    pub fn alike(
        alike: &Alike,
        comparison: &Comparison<'_>,
        known: &Known<'_>,
        context: Context,
        config: &Config,
    ) -> Self {
        let postmortem = &known.archive.postmortems[alike.index];
        let precedent = known.precedents.of(alike.index);
        let incident = SimilarIncident {
            is_linked: comparison.is_linked(alike.index),
            precedent: Some(PrecedentReport::of(&precedent, Some(context.today), config)),
            ..SimilarIncident::alike(postmortem, alike, config)
        };
        Self { incident, hit: None }
    }

    /// The keys of the hit and those of the incident.
    pub fn json(&self) -> Value {
        let mut object = serde_json::json!(self.hit.clone().unwrap_or_default());
        let incident = serde_json::json!(self.incident.clone().line());
        let Value::Object(members) = incident else { return object };
        if self.hit.is_none() {
            return Value::Object(members);
        }
        members.into_iter().for_each(|(key, value)| object[key.as_str()] = value);
        object
    }

    /// The id, on one line.
    pub fn id(&self) -> String {
        printable_line(&self.incident.incident.id).into_owned()
    }

    /// When it happened and how severe it was.
    pub fn facts(&self) -> Vec<&str> {
        let SimilarIncident { incident, severity, .. } = &self.incident;
        [incident.date.as_deref(), severity.as_deref()].into_iter().flatten().collect()
    }

    /// Why it is shown, in a line.
    pub fn why(&self) -> Option<String> {
        let SimilarIncident { is_copy, is_linked, because, matched, asked, .. } = &self.incident;
        let why = match asked {
            Some(asked) => {
                Some(format!("{} of {}: {}", matched.len(), plural(*asked, "word"), matched.join(", ")))
            }
            None if *is_copy => Some("nearly the same text".to_owned()),
            None => Some(because.clone()).filter(|because| !because.is_empty()),
        };
        if *is_linked { why.map(|why| format!("{why} (linked already)")) } else { why }
    }

    /// What came of it.
    pub fn precedent(&self) -> Option<&PrecedentReport> {
        self.incident.precedent.as_ref()
    }
}

/// Most open actions of an incident that people are shown.
const ACTIONS: usize = 3;

/// The open actions that people are shown, each as `show` makes it, and how many more there are.
pub fn open_actions(precedent: &PrecedentReport, show: impl Fn(&OpenAction) -> String) -> Vec<String> {
    let mut lines: Vec<_> = precedent.open_actions.iter().take(ACTIONS).map(show).collect();
    if let more @ 1.. = precedent.open_count.saturating_sub(lines.len()) {
        lines.push(plural(more, "more action"));
    }
    lines
}

/// How often it happened, if more than once.
pub fn times(precedent: &PrecedentReport) -> Option<String> {
    let count = |count: usize, when: &str| (count > 0).then(|| format!("{} {when}", plural(count, "time")));
    let (before, since) = (precedent.times_before, precedent.times_since);
    let parts: Vec<_> = [count(before, "before"), count(since, "since")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("happened {}", parts.join(" and ")))
}

/// What is known of an action that is not done, beside its title and its ticket.
pub fn action_facts(action: &OpenAction) -> Vec<String> {
    let overdue = action.overdue_days.map(|days| usize::try_from(days).unwrap_or_default());
    [
        (!action.owners.is_empty()).then(|| action.owners.join(", ")),
        action.due.as_ref().map(|due| format!("due {due}")),
        overdue.map(|days| format!("{} overdue", plural(days, "day"))),
    ]
    .into_iter()
    .flatten()
    .collect()
}
