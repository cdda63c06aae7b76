//! Past incidents as the text of a message in Slack's markup (mrkdwn), as the hook of an alert posts it.

use retold_diagnostic::printable_line;

use super::answer::{Answer, action_facts, open_actions, times};
use crate::report::similar::OpenAction;

/// A message with a paragraph for each of `answers`; empty if there is none.
pub fn message(answers: &[Answer]) -> String {
    if answers.is_empty() {
        return String::new();
    }
    let incidents = answers.iter().map(paragraph).collect::<Vec<_>>().join("\n");
    format!("*Past incidents that look like this*\n\n{incidents}")
}

fn paragraph(answer: &Answer) -> String {
    let name = &answer.incident.incident;
    let title = match &name.permalink {
        Some(address) => link(&name.title, address),
        None => escaped(&name.title),
    };
    let facts = answer.facts().join(", ");
    let facts = if facts.is_empty() { facts } else { format!(" ({})", escaped(&facts)) };
    let mut text = format!("*{title}*{facts}\n");
    let mut add = |line: &str| text.push_str(&format!("• {line}\n"));
    if let Some(why) = answer.why() {
        let label = if answer.incident.asked.is_some() { "Matched " } else { "" };
        add(&format!("{label}{}", escaped(&why)));
    }
    if let Some(precedent) = answer.precedent() {
        if let Some(resolution) = &precedent.resolution {
            add(&format!("*Resolved:* {}", escaped(resolution)));
        }
        for open in open_actions(precedent, action) {
            add(&format!("*Still open:* {open}"));
        }
        if let Some(times) = times(precedent) {
            add(&format!("It {times}"));
        }
    }
    text
}

fn action(action: &OpenAction) -> String {
    let mut facts: Vec<String> = action_facts(action).iter().map(|fact| escaped(fact)).collect();
    match (&action.ticket, &action.link) {
        (ticket, Some(address)) => facts.push(link(ticket.as_deref().unwrap_or("ticket"), address)),
        (ticket, None) => facts.extend(ticket.as_deref().map(escaped)),
    }
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    format!("{}{facts}", escaped(&action.title))
}

fn link(text: &str, address: &str) -> String {
    let address = escaped(address).replace('|', "%7C").replace(' ', "%20");
    // A bar would end the address a second time.
    format!("<{address}|{}>", escaped(text).replace('|', "¦"))
}

/// `text` on one line, in which nothing is a link, a mention or a command. Slack asks for these three characters only.
fn escaped(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    printable_line(&text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
