//! An alert cannot be read.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "new/alert",
    levels: &[Level::Error],
    stage: Stage::New,
    summary: "an alert cannot be read",
    problem: "\
        What `retold new --from` reads is empty, is not JSON, or is JSON of a service that Retold does not \
        know.",
    consequence: "\
        Nothing is written: a postmortem without the facts of its alert is not what was asked for.",
    fix: "\
        Give the JSON as the service sends it to a webhook or returns it: Alertmanager, PagerDuty, Opsgenie, \
        incident.io, FireHydrant or Sentry. Or name the facts with options such as `--started`.",
    example: Example::Situation {
        fails: "`echo 'disk full' | retold new --from -`.",
        passes: "`retold new --from incident.json`, with the JSON of an incident of PagerDuty.",
    },
    check: Check::Elsewhere,
};
