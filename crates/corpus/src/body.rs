//! The body of a postmortem, section by section.

use crate::code;
use crate::facts::Facts;
use crate::family::Family;
use crate::prose::Prose;
use crate::rng::{Rng, Stream};
use crate::time::{Date, Moment};
use crate::topics::TOPICS;

/// How many words a file has, as `split_whitespace` counts them, front matter included.
const LEAST_WORDS: usize = 1050;
const MOST_WORDS: usize = 1330;
/// The root causes take what the other sections leave; never less than this.
const LEAST_CAUSE: usize = 120;

/// The Markdown of a document below its front matter.
///
/// `front_words` is the number of words of the front matter, and `summary` its summary.
pub(crate) fn body(
    seed: u64,
    index: usize,
    facts: &Facts,
    family: &Family,
    front_words: usize,
    summary: &str,
) -> String {
    let prose = Prose::new(Rng::new(seed, Stream::Body, index), family);
    let mut body = Body { seed, index, facts, family, prose, out: String::with_capacity(12_000) };
    let target = body.prose.rng.between(LEAST_WORDS, MOST_WORDS);

    body.summary(summary);
    body.impact();
    body.timeline();
    let before = std::mem::take(&mut body.out);
    if body.prose.rng.percent(40) {
        body.five_whys();
    }
    body.resolution();
    body.list("What went well", 2, 4);
    body.list("What could be improved", 2, 4);
    if body.prose.rng.percent(50) {
        body.list("Where we got lucky", 1, 2);
    }
    body.list("Lessons", 2, 4);
    body.actions();
    body.related();
    let after = std::mem::replace(&mut body.out, before);

    let written = front_words + words(&body.out) + words(&after);
    body.root_causes(target.saturating_sub(written).max(LEAST_CAUSE));
    body.out.push_str(&after);
    body.out
}

/// The number of words of a text.
pub(crate) fn words(text: &str) -> usize {
    text.split_ascii_whitespace().count()
}

/// A document in the making. Each method writes one section at the end of `out`.
struct Body<'a> {
    seed: u64,
    index: usize,
    facts: &'a Facts,
    family: &'a Family,
    prose: Prose<'a>,
    out: String,
}

impl Body<'_> {
    fn heading(&mut self, text: &str) {
        line!(self.out, "## {text}\n");
    }

    fn summary(&mut self, summary: &str) {
        self.heading("Summary");
        line!(self.out, "{summary}\n");
        self.prose.paragraphs(&mut self.out, 50);
    }

    fn impact(&mut self) {
        self.heading("Impact");
        let (users, errors) = (self.prose.rng.between(20, 90_000), self.prose.rng.between(1, 99));
        line!(self.out, "| Measure | Value | Note |\n| --- | ---: | --- |");
        line!(self.out, "| Users affected | {users} | {} |", self.prose.phrase(3, 8));
        line!(self.out, "| Share of requests that failed | {errors} % | {} |", self.prose.phrase(3, 8));
        let minutes = self.facts.resolved.0 - self.facts.started.0;
        line!(
            self.out,
            "| Duration | {}h {:02}m | {} |",
            minutes / 60,
            minutes % 60,
            self.prose.phrase(3, 8)
        );
        line!(self.out, "| Data lost | none | {} |\n", self.prose.phrase(2, 5));
        self.prose.paragraphs(&mut self.out, 60);
    }

    fn timeline(&mut self) {
        let entries = self.timeline_entries();
        self.heading("Timeline");
        line!(self.out, "All times are in {}.\n", self.facts.zone.name);
        // Bare times of day are clear as long as the clock goes round once at most.
        let short = self.facts.resolved.0 - self.facts.started.0 < 12 * 60;
        let time = |moment: Moment| if short { moment.clock() } else { moment.to_string() };
        if self.prose.rng.percent(40) {
            line!(self.out, "| Time | Event |\n| --- | --- |");
            for (moment, event) in entries {
                line!(self.out, "| {moment} | {event} |");
            }
        } else {
            let separator = self.prose.rng.pick(&[":", " -", " –"]);
            for (moment, event) in entries {
                line!(self.out, "- {}{separator} {event}", time(moment));
            }
        }
        self.out.push('\n');
    }

    /// The four phases and some events between them, in the order of time.
    fn timeline_entries(&mut self) -> Vec<(Moment, String)> {
        let facts = self.facts;
        let (service, team) = (&facts.services[0], &facts.teams[0]);
        let error = TOPICS[self.family.topics[0]].exception;
        let half_way = Moment(facts.detected.0.midpoint(facts.identified.0));
        let mut entries = vec![
            (facts.started, format!("First errors in {service}: {}", self.prose.phrase(4, 9))),
            (facts.detected, format!("Alert `{error}` pages the on-call engineer of {team}")),
            (half_way, format!("Escalated to {team}, {}", self.prose.phrase(4, 9))),
            (facts.identified, format!("Cause identified: {}", self.prose.phrase(5, 12))),
            (facts.resolved, format!("Resolved, {service} is back to normal")),
        ];
        let span = usize::try_from(facts.resolved.0 - facts.started.0).unwrap_or_default();
        for _ in 0..self.prose.rng.between(3, 9) {
            let minute = i64::try_from(self.prose.rng.below(span)).unwrap_or_default();
            entries.push((Moment(facts.started.0 + minute), self.prose.phrase(6, 18)));
        }
        entries.sort_by_key(|&(moment, _)| moment);
        entries
    }

    /// The longest section, of about `budget` words.
    fn root_causes(&mut self, budget: usize) {
        self.heading("Root causes");
        let start = self.out.len();
        self.prose.paragraphs(&mut self.out, budget / 3);
        line!(self.out, "The logs of that minute:\n");
        code::log(&mut self.out, self.facts, self.family, &mut self.prose);
        if self.prose.rng.percent(60) {
            code::stack_trace(&mut self.out, self.facts, self.family, &mut self.prose);
        }
        line!(self.out, "### Contributing factors\n");
        let rest = budget.saturating_sub(words(&self.out[start..]));
        self.prose.paragraphs(&mut self.out, rest);
    }

    fn five_whys(&mut self) {
        self.heading("Five whys");
        let whys = self.prose.rng.between(4, 5);
        if self.prose.rng.percent(50) {
            line!(self.out, "| Question | Answer | Action |\n| --- | --- | --- |");
            for _ in 0..whys {
                let (question, answer) = (self.prose.phrase(4, 9), self.prose.phrase(6, 12));
                line!(
                    self.out,
                    "| Why {}? | {answer} | {} |",
                    question.to_lowercase(),
                    self.prose.phrase(3, 6)
                );
            }
        } else {
            for depth in 0..whys {
                let question = self.prose.phrase(4, 9).to_lowercase();
                line!(
                    self.out,
                    "{:indent$}- Why {question}? {}.",
                    "",
                    self.prose.phrase(6, 12),
                    indent = depth * 2
                );
            }
        }
        self.out.push('\n');
    }

    fn resolution(&mut self) {
        self.heading("Resolution");
        self.prose.paragraphs(&mut self.out, 70);
        if self.prose.rng.percent(50) {
            code::command(&mut self.out, self.facts, &mut self.prose);
        }
        if let Some(token) = self.facts.tokens.get(1) {
            line!(self.out, "The last trace of it is `{token}`.\n");
        }
    }

    /// A section of `low..=high` bullets.
    fn list(&mut self, heading: &str, low: usize, high: usize) {
        self.heading(heading);
        for _ in 0..self.prose.rng.between(low, high) {
            line!(self.out, "- {}.", self.prose.phrase(7, 18));
        }
        self.out.push('\n');
    }

    fn actions(&mut self) {
        self.heading("Action items");
        let table = self.prose.rng.percent(50);
        if table {
            line!(
                self.out,
                "| Item | Type | Owner | Due | Status | Ticket |\n| --- | --- | --- | --- | --- | --- |"
            );
        }
        for _ in 0..self.prose.rng.between(2, 6) {
            let item = format!("{} {}", self.prose.rng.pick(&VERBS), self.prose.phrase(4, 10).to_lowercase());
            let owner = &self.facts.teams[self.prose.rng.below(self.facts.teams.len())];
            let weeks = [1, 2, 2, 2, 4, 4, 6, 8, 12][self.prose.rng.below(9)];
            let due = Date(self.facts.date.0 + 7 * weeks);
            let done = self.prose.rng.percent(60);
            if table {
                let kind = self.prose.rng.pick(&["prevent", "detect", "mitigate", "process"]);
                let status = if done { "done" } else { self.prose.rng.pick(&["open", "in progress"]) };
                let ticket = self.prose.rng.between(100, 99_999);
                line!(self.out, "| {item} | {kind} | {owner} | {due} | {status} | OPS-{ticket} |");
            } else {
                line!(self.out, "- [{}] {item} @{owner} due:{due}", if done { 'x' } else { ' ' });
            }
        }
        self.out.push('\n');
    }

    /// Links to a relative and, more rarely, to any earlier document.
    fn related(&mut self) {
        let mut others = Vec::new();
        if !self.facts.relatives.is_empty() && self.prose.rng.percent(60) {
            others.push(self.facts.relatives[self.prose.rng.below(self.facts.relatives.len())]);
        }
        if self.index > 0 && self.prose.rng.percent(15) {
            others.push(self.prose.rng.below(self.index));
        }
        if others.is_empty() {
            return;
        }
        self.heading("Related");
        for other in others {
            let (other, _) = Facts::new(self.seed, other);
            line!(self.out, "- {}: {}", self.facts.link_to(&other), self.prose.phrase(4, 9));
        }
        self.out.push('\n');
    }
}

/// How action items begin.
const VERBS: [&str; 8] = ["Add", "Remove", "Automate", "Document", "Alert on", "Limit", "Test", "Replace"];
