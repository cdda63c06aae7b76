//! A past incident for people: a few lines, with an empty one after them.

use retold_search::Hit;

use super::answer::{Answer, action_facts, open_actions, times};
use crate::cli::output::Output;
use crate::cli::results;
use crate::config::Config;
use crate::report::similar::OpenAction;

/// Shows `answer`.
pub fn show(answer: &Answer, config: &Config, output: &mut Output) {
    let mut text = output.styled();
    let hit = answer.hit.clone().unwrap_or_else(|| hit(answer));
    let target = if output.hyperlinks { results::target(&hit, config) } else { None };
    results::add_head(&mut text, &hit, target.as_deref());
    if let Some(why) = answer.why() {
        let label = if answer.incident.asked.is_some() { "matched: " } else { "" };
        text.plain("  ").plain(label).plain(&why).end_line();
    }
    if let Some(precedent) = answer.precedent() {
        if let Some(resolution) = &precedent.resolution {
            text.plain("  resolved: ").plain(resolution).end_line();
        }
        for action in open_actions(precedent, action) {
            text.plain("  still open: ").plain(&action).end_line();
        }
        if let Some(times) = times(precedent) {
            text.plain("  ").plain(&times).end_line();
        }
    }
    results::add_address(&mut text, &hit, config);
    output.text(&text);
}

/// An action, and what is known of it.
fn action(action: &OpenAction) -> String {
    let mut facts = action_facts(action);
    facts.extend(action.ticket.clone());
    facts.extend(action.link.clone());
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    format!("{}{facts}", action.title)
}

/// What the lines of a search result are made of.
fn hit(answer: &Answer) -> Hit {
    let incident = &answer.incident;
    Hit {
        id: incident.incident.id.clone(),
        url: incident.incident.url.clone(),
        title: incident.incident.title.clone(),
        date: incident.incident.date.clone(),
        severity: incident.severity.clone(),
        services: incident.services.clone(),
        ..Hit::default()
    }
}
