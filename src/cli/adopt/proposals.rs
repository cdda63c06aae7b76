//! Causes and triggers that are proposed, as lines of comments for front matter.

use crate::adopt::scalar;
use crate::archive::patterns::suggest::{Proposal, Proposals, Proposer};
use retold_document::Document;
use retold_document::model::Class;

/// The places that are shown for one proposal, at most.
const MOST_EVIDENCE: usize = 2;

/// What is proposed for `document`: nothing for a key that its front matter has, or for a page that is no postmortem.
pub fn proposals(proposer: &Proposer<'_>, document: &Document) -> Proposals {
    let written = &document.front_matter;
    if document.class != Class::Incident || written.trigger.is_some() && !written.causes.is_empty() {
        return Proposals::default();
    }
    let mut proposals = proposer.propose(document);
    if written.trigger.is_some() {
        proposals.trigger = None;
    }
    if !written.causes.is_empty() {
        proposals.causes.clear();
    }
    proposals
}

/// The proposals as comments, each with the words that speak for it, and with their lines if those of the file stay the
/// same. To accept one is to remove its `#`.
pub fn comments(proposals: &Proposals, has_lines: bool) -> String {
    let mut text = String::new();
    if proposals.is_empty() {
        return text;
    }
    text.push_str("# Proposed from the text; remove the `#` of what is right:\n");
    if let Some(trigger) = &proposals.trigger {
        text.push_str(&format!("# trigger: {}\n", scalar(&trigger.id)));
        text.push_str(&evidence(trigger, has_lines));
    }
    if !proposals.causes.is_empty() {
        let ids: Vec<String> = proposals.causes.iter().map(|cause| scalar(&cause.id)).collect();
        text.push_str(&format!("# causes: [{}]\n", ids.join(", ")));
        proposals.causes.iter().for_each(|cause| text.push_str(&evidence(cause, has_lines)));
    }
    text
}

fn evidence(proposal: &Proposal, has_lines: bool) -> String {
    let shown = proposal.evidence.iter().take(MOST_EVIDENCE).map(|evidence| {
        let words = evidence.words.split_whitespace().collect::<Vec<_>>().join(" ");
        if has_lines { format!("line {} \"{words}\"", evidence.line) } else { format!("\"{words}\"") }
    });
    format!("#   {}: {}\n", proposal.id, shown.collect::<Vec<_>>().join(", "))
}

/// `front_matter` with `comments` before its last fence.
pub fn inserted(front_matter: &str, comments: &str) -> String {
    match front_matter.strip_suffix("---\n") {
        Some(before) => format!("{before}{comments}---\n"),
        None => front_matter.to_owned(),
    }
}
