//! Past incidents as a list in Markdown, for a chat or an issue.

use super::answer::{Answer, action_facts, open_actions, times};
use crate::cli::report::inert;
use crate::report::similar::OpenAction;

/// A list with an item for each of `answers`; empty if there is none.
pub fn list(answers: &[Answer]) -> String {
    answers.iter().map(item).collect()
}

fn item(answer: &Answer) -> String {
    let name = &answer.incident.incident;
    let title = match &name.permalink {
        Some(address) => link(&name.title, address),
        None => inert(&name.title),
    };
    let facts = answer.facts().join(", ");
    let facts = if facts.is_empty() { facts } else { format!(" ({})", inert(&facts)) };
    let mut text = format!("- **{title}**{facts}\n");
    let mut add = |line: &str| text.push_str(&format!("  - {line}\n"));
    if let Some(why) = answer.why() {
        let label = if answer.incident.asked.is_some() { "matched: " } else { "" };
        add(&format!("{label}{}", inert(&why)));
    }
    if let Some(precedent) = answer.precedent() {
        if let Some(resolution) = &precedent.resolution {
            add(&format!("resolved: {}", inert(resolution)));
        }
        for open in open_actions(precedent, action) {
            add(&format!("still open: {open}"));
        }
        if let Some(times) = times(precedent) {
            add(&times);
        }
    }
    text
}

fn action(action: &OpenAction) -> String {
    let mut facts: Vec<String> = action_facts(action).iter().map(|fact| inert(fact)).collect();
    match (&action.ticket, &action.link) {
        (ticket, Some(address)) => facts.push(link(ticket.as_deref().unwrap_or("ticket"), address)),
        (ticket, None) => facts.extend(ticket.as_deref().map(inert)),
    }
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    format!("{}{facts}", inert(&action.title))
}

fn link(text: &str, address: &str) -> String {
    let encode = |c: char| match c {
        ' ' | '(' | ')' | '<' | '>' | '\\' => format!("%{:02X}", u32::from(c)),
        c if c.is_control() => String::new(),
        c => c.to_string(),
    };
    format!("[{}]({})", inert(text), address.chars().map(encode).collect::<String>())
}
