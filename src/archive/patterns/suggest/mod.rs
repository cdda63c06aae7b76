//! Proposes causes and triggers for a document from its text.
//!
//! ```text
//! pattern-phrases.txt ─┐
//! names of patterns   ─┴▶ Phrases ─┐
//! document ─▶ Prose ─▶ parts ──────┴─▶ evidence: which words, at which line ─▶ proposals
//! ```
//!
//! A trigger is read from what started the incident, a cause from what the document says of causes. What speaks clearly
//! enough by itself counts anywhere. Few and right is better than many: a person decides, and reads all of them.

mod part;
mod phrase;
mod phrases;
mod words;

use std::ops::Range;

use retold_document::Document;
use retold_document::prose::{PassageKind, Prose};

use super::{Patterns, Set};
use part::{Part, Parts};
use phrases::{Found, Phrases};
use words::{Word, words};

/// Causes that are proposed for one document, at most.
const MOST_CAUSES: usize = 4;

/// A pattern that a document may be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The id of the pattern.
    pub id: String,
    /// The words that speak for it, of the clearest place first.
    pub evidence: Vec<Evidence>,
}

/// Words that speak for a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// As they are written, without markup.
    pub words: String,
    /// Their line in the file, 1-based.
    pub line: usize,
    /// Where in the document they are, as an order of how much it counts.
    weight: u32,
    /// Byte of the file.
    at: usize,
}

impl Evidence {
    /// Whether both have words of one place: two phrases found the same.
    fn overlaps(&self, other: &Self) -> bool {
        let end = |evidence: &Self| evidence.at + evidence.words.len();
        self.at < end(other) && other.at < end(self)
    }
}

/// What is proposed for a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposals {
    pub trigger: Option<Proposal>,
    pub causes: Vec<Proposal>,
}

impl Proposals {
    pub fn is_empty(&self) -> bool {
        self.trigger.is_none() && self.causes.is_empty()
    }
}

/// Proposes patterns of a vocabulary.
#[derive(Debug)]
pub struct Proposer<'a> {
    patterns: &'a Patterns,
    phrases: Phrases,
}

/// The two kinds of patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Cause,
    Trigger,
}

impl<'a> Proposer<'a> {
    pub fn new(patterns: &'a Patterns) -> Self {
        Self { patterns, phrases: Phrases::new(patterns) }
    }

    /// What the text of `document` speaks for. Its front matter is not read, but for the title and the summary.
    pub fn propose(&self, document: &Document) -> Proposals {
        let parts = Parts::of(document);
        let mut causes = Collected::default();
        let mut triggers = Collected::default();
        let mut look = |text: &str, sentence: Range<usize>, part: Part, at: &dyn Fn(usize) -> usize| {
            let words = words(text, sentence);
            for (kind, found) in self.phrases.find(&words) {
                let weight = match kind {
                    Kind::Cause => part.weight_of_cause(found.is_sure),
                    Kind::Trigger => part.weight_of_trigger(found.is_sure),
                };
                let is_denied = self.phrases.is_denied(&words, &found)
                    || kind == Kind::Trigger && part.may_hold_remedies() && self.phrases.is_remedy(&words);
                if weight == 0 || is_denied {
                    continue;
                }
                let evidence = evidence(document, text, &words, &found, weight, at);
                let list = if kind == Kind::Cause { &mut causes } else { &mut triggers };
                list.add(found.id, evidence);
            }
        };
        for (text, at) in parts.stated() {
            let part = if at.is_title { Part::Title } else { Part::Summary };
            look(text, 0..text.len(), part, &|_| at.byte);
        }
        for passage in &Prose::of(document).passages {
            if passage.is_quoted || passage.kind == PassageKind::Heading {
                continue;
            }
            for sentence in passage.sentences() {
                let start = passage.span(sentence.clone()).start;
                let Some(part) = parts.at(start) else { continue };
                if !passage.text[sentence.clone()].ends_with('?') {
                    look(&passage.text, sentence, part, &|byte| passage.span(byte..byte + 1).start);
                }
            }
        }
        Proposals {
            trigger: self.patterns.triggers.best(triggers).into_iter().next(),
            causes: self.patterns.causes.best(causes).into_iter().take(MOST_CAUSES).collect(),
        }
    }
}

fn evidence(
    document: &Document,
    text: &str,
    words: &[Word<'_>],
    found: &Found<'_>,
    weight: u32,
    at: &dyn Fn(usize) -> usize,
) -> Evidence {
    let range = words[found.words.start].range.start..words[found.words.end - 1].range.end;
    let at = at(range.start);
    let line = document.text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
    Evidence { words: text[range].to_owned(), line, weight, at }
}

/// The evidence for each pattern, by id, in the order in which it was found.
#[derive(Debug, Default)]
struct Collected<'a> {
    patterns: Vec<(&'a str, Vec<Evidence>)>,
}

impl<'a> Collected<'a> {
    fn add(&mut self, id: &'a str, evidence: Evidence) {
        match self.patterns.iter_mut().find(|(known, _)| *known == id) {
            Some((_, list))
                if list.iter().any(|known| known.words == evidence.words || known.overlaps(&evidence)) => {}
            Some((_, list)) => list.push(evidence),
            None => self.patterns.push((id, vec![evidence])),
        }
    }
}

impl Set {
    /// The patterns with the most weight first; of those that are above one another, the one below.
    fn best(&self, collected: Collected<'_>) -> Vec<Proposal> {
        let mut found: Vec<(u32, usize, Proposal)> = collected
            .patterns
            .into_iter()
            .map(|(id, mut evidence)| {
                evidence.sort_by_key(|evidence| std::cmp::Reverse(evidence.weight));
                let first = evidence.iter().map(|evidence| evidence.at).min().unwrap_or_default();
                (weight(&evidence), first, Proposal { id: id.to_owned(), evidence })
            })
            .collect();
        let ids: Vec<String> = found.iter().map(|(_, _, proposal)| proposal.id.clone()).collect();
        found.retain(|(_, _, proposal)| !ids.iter().any(|other| self.is_below(other, &proposal.id)));
        found.sort_by_key(|(weight, first, _)| (std::cmp::Reverse(*weight), *first));
        found.into_iter().map(|(_, _, proposal)| proposal).collect()
    }
}

/// How much speaks for a pattern: the clearest place, and a little for each further one.
fn weight(evidence: &[Evidence]) -> u32 {
    let most = evidence.first().map_or(0, |evidence| evidence.weight);
    let further = u32::try_from(evidence.len()).unwrap_or(u32::MAX).saturating_sub(1).min(3);
    most * 4 + further
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::PatternsFile;
    use retold_document::{SourceFile, Vocabulary};

    fn document(text: &str) -> Document {
        let path = "2026-01-31-a.md".to_owned();
        let file = SourceFile { path: path.clone(), name: path, bytes: text.as_bytes().to_vec() };
        Document::parse(file, &Vocabulary::default()).0
    }

    /// The trigger, then the causes, each with the line and the words of its first evidence.
    fn proposed(patterns: &Patterns, text: &str) -> Vec<String> {
        let Proposals { trigger, causes } = Proposer::new(patterns).propose(&document(text));
        let proposals = trigger.iter().chain(&causes);
        proposals
            .map(|proposal| {
                let Evidence { words, line, .. } = &proposal.evidence[0];
                format!("{} {line} {words}", proposal.id)
            })
            .collect()
    }

    const REPORT: &str = "# Login down\n\n## Summary\n\nThe certificate of the login\nhad **expired**.\n\n\
                          ## Root causes\n\n- Nobody was paged.\n- It was renewed by hand.\n\n\
                          ## Actions\n\n- There is no rate limit; add one\n";

    #[test]
    fn a_proposal_has_its_words_and_their_line() {
        let (patterns, _) = Patterns::new(None);
        assert_eq!(
            proposed(&patterns, REPORT),
            [
                "expired-certificate 5 certificate of the login had expired",
                "missing-alert 10 Nobody was paged",
                "manual-step 11 renewed by hand",
            ]
        );
    }

    #[test]
    fn triggers_are_read_from_what_began_it_and_causes_from_causes() {
        let (patterns, _) = Patterns::new(None);
        for (text, expected) in [
            (
                "# A\n\n**Trigger:** a configuration change\n\n**Root cause:** no canary\n",
                &["config-push", "no-staged-rollout"][..],
            ),
            ("# A\n\n## Timeline\n\n- 10:00 A new version was deployed\n- 10:05 Power outage\n", &["deploy"]),
            ("# A\n\n## Resolution\n\nA new version was deployed, as there was no canary.\n", &[]),
            ("# A\n\n## Summary\n\nIt was resolved when a new version was deployed.\n", &[]),
            ("# A\n\n## Summary\n\nThere was no alert. Was it a power outage?\n", &[]),
            ("# A\n\n## Summary\n\nA thundering herd.\n", &["thundering-herd"]),
            ("# A\n\n## Root causes\n\n> no alert\n", &[]),
            (
                "# A\n\n## Root causes\n\nIt had no monitoring, a feedback loop, and a retry storm.\n",
                &["missing-alert", "retry-storm"],
            ),
        ] {
            let Proposals { trigger, causes } = Proposer::new(&patterns).propose(&document(text));
            let ids: Vec<&str> = trigger.iter().chain(&causes).map(|proposal| proposal.id.as_str()).collect();
            assert_eq!(ids, expected, "{text}");
        }
    }

    #[test]
    fn the_names_of_the_archives_own_patterns_are_phrases() {
        let file = PatternsFile {
            name: "causes.toml".to_owned(),
            text: "[[cause]]\nid = 'split-brain'\nsynonyms = ['quorum']\n".to_owned(),
        };
        let (patterns, findings) = Patterns::new(Some(&file));
        assert!(findings.is_empty());
        for text in ["Two leaders: a split brain.", "The quorum was lost.", "There were split-brains."] {
            let text = format!("# A\n\n## Root causes\n\n{text}\n");
            assert_eq!(proposed(&patterns, &text).len(), 1, "{text}");
            assert!(proposed(&patterns, &text)[0].starts_with("split-brain 5 "), "{text}");
        }
        let (built_in, _) = Patterns::new(None);
        assert_eq!(proposed(&built_in, "# A\n\n## Root causes\n\nThe saturation of a colour.\n"), [""; 0]);
    }
}
