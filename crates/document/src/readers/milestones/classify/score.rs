//! Rules that combine the meanings of words to milestones.

use crate::model::Milestone;
use crate::readers::milestones::classify::Confidence::{High, Low, Medium};
use crate::readers::milestones::classify::Signals;
use crate::readers::milestones::classify::sentence::Sentence;
use crate::readers::milestones::classify::words::Word;

impl Signals {
    /// Adds the milestones that `words` show.
    pub fn score(&mut self, words: &Sentence<'_>) {
        self.score_recurrence(words);
        for at in 0..words.all.len() {
            self.score_start(words, at);
            self.score_detection(words, at);
            self.score_response(words, at);
            self.score_recovery(words, at);
        }
        // That somebody notices a failure does not show when it began.
        if self.confidence(Milestone::Detected) == Some(High)
            && self.confidence(Milestone::Started).is_some_and(|confidence| confidence < High)
            && !words.opens_with_harm()
        {
            self.retract(Milestone::Started);
        }
        // A temporary fix mitigates the incident, but does not resolve it.
        if words.all.contains(&Word::Temporary)
            && let Some(confidence) = self.confidence(Milestone::Resolved)
            && !words.has(&[Word::Incident])
        {
            self.retract(Milestone::Resolved);
            self.add(Milestone::Mitigated, confidence);
        }
    }

    /// Finds problems that persist or come again.
    fn score_recurrence(&mut self, words: &Sentence<'_>) {
        use Word::*;
        self.persists |= (0..words.all.len()).any(|at| words.all[at] == Persist && words.fault_before(at, 3));
        self.recurs |= (0..words.all.len()).any(|at| {
            words.all[at] == Again
                && words.near(at, &[Bad, Failed, Gone, Down, Not], 6, 0)
                && !words.near(at, &[Work, Online, Normal, Reachable], 2, 2)
        });
    }

    /// Adds a start, if the word at `at` shows one.
    fn score_start(&mut self, words: &Sentence<'_>, at: usize) {
        use Word::*;
        let confidence = match words.all[at] {
            Start if words.all.len() == 1 => Some(High),
            Start if !words.is_denied(at) && !words.near(at, &[Investigate], 5, 4) => {
                let begins = words.fault_before(at, 2) && !words.near(at, &[Report, Alert], 3, 0);
                let start_of = words.after(at).is_filler() && words.near(at, &[Fault, Incident], 0, 4);
                if begins || start_of || at == 0 && words.near(at, &[Fault, Incident], 0, 1) {
                    Some(High)
                } else {
                    words.near(at, &[Bad, Gone, Down, Break], 0, 2).then_some(Medium)
                }
            }
            First
                if words.near(at, &[Fault, Bad, Failed], 0, 2)
                    && !words.near(at, &[Report, ReportNoun, Detected, Alert, Found], 0, 4) =>
            {
                Some(Medium)
            }
            Occurrence if words.near(at, &[First], 2, 0) => Some(Medium),
            Break if words.near(at, &[Work], 0, 1) => Some(Medium),
            Breaking | Gone if !words.near(at, &[Not, People, Report, Detected, Found], 4, 2) => Some(Medium),
            Causing | Cause if words.near(at, &[Bad], 0, 5) && !words.near(at, &[Found], 6, 0) => {
                Some(Medium)
            }
            Break | Failed | Bad | Down if at < 12 && self.is_plain_harm(words, at) => Some(Low),
            Deploy
                if words.near(at, &[Fault, Evidence], 0, 8)
                    && !words
                        .has(&[Fix, Revert, Workaround, Resolved, Mitigated, Found, Resolution, Rolled]) =>
            {
                Some(Low)
            }
            Down | Gone if words.opens_with_harm() => Some(Medium),
            _ => None,
        };
        // `The errors began on 3 March at 10:00`: that time is not the entry's own.
        if let Some(confidence) = confidence {
            if words.is_dated {
                self.dated_start = Some(self.dated_start.map_or(confidence, |known| known.max(confidence)));
            } else {
                self.add(Milestone::Started, confidence);
            }
        }
    }

    /// Whether the word at `at` shows that something breaks, and no word of the sentence that somebody notices, fixes
    /// or plans it.
    fn is_plain_harm(&self, words: &Sentence<'_>, at: usize) -> bool {
        use Word::*;
        let is_down = words.all[at] != Down
            || matches!(words.before(at), Be | Full | Service | Fire)
            || words.near(at, &[Be], 2, 0);
        is_down
            && !words.has(&[
                Not,
                Planned,
                Fix,
                Workaround,
                Found,
                Report,
                Detected,
                Aware,
                Alert,
                Notify,
                Investigate,
                Resolved,
                Restored,
                Recovery,
                Rolled,
                Revert,
                Reverted,
                Mitigated,
                Normal,
                Confirmed,
                Tool,
                Back,
                Further,
                Deploy,
                Temporary,
            ])
            && !words.near(at, &[Aim], 3, 0)
    }

    /// Adds a detection, if the word at `at` shows one.
    fn score_detection(&mut self, words: &Sentence<'_>, at: usize) {
        use Word::*;
        let is_near_harm = || {
            let harm = [Fault, Incident, Bad, Failed, Gone, Break, Down, Not, Alert, Report, Evidence];
            words.near(at, &harm, 8, 14)
        };
        let confidence = match words.all[at] {
            Instance if words.near(at, &[First], 2, 0) => Some(High),
            // `Ann noticed …`: what is behind it may have any words.
            Detected
                if at == 1 && words.all[0] == Other && words.all.len() > 2 && words.after(at) != That =>
            {
                Some(High)
            }
            Detected if !words.near(at, &[Not], 6, 0) && !words.near(at, &[Not, Cause], 3, 2) => {
                Some(if is_near_harm() && !words.near(at, &[Further], 4, 4) { High } else { Medium })
            }
            Ping if is_about_harm(words, at) => Some(High),
            Aware if !words.is_denied(at) => Some(if is_near_harm() { High } else { Medium }),
            Report
                if !words.near(at, &[Not], 2, 0)
                    && words.after(at) != Back
                    && !matches!(words.before(at), Start) =>
            {
                let sure = words.near(at, &[People, Fault, Incident, First, Fire], 4, 4)
                    || at < 2 && words.after(at).is_filler();
                Some(if sure && !words.near(at, &[Further], 5, 2) { High } else { Medium })
            }
            ReportNoun
                if words.near(at, &[People, First, Fire], 2, 2) || at == 0 && words.after(at) == Of =>
            {
                Some(High)
            }
            // `Operators report errors`
            ReportNoun if (1..=3).contains(&at) && matches!(words.after(at), Fault | Bad) => Some(High),
            Alert
                if (words.near(at, &[Fire, First, People, Fault, Tool, Shows, Detected], 4, 4) || at < 3)
                    && !words.near(at, &[Resolved, Clear, Not], 2, 3) =>
            {
                Some(High)
            }
            Pages
                if words.near(at, &[People, Alert], 3, 3)
                    && !words.near(at, &[Be], 0, 2)
                    && !calls_for_help(words, at) =>
            {
                Some(High)
            }
            Tool if words.near(at, &[Shows, Notify, Fire, Alert, Report], 0, 4)
                && words.near(at, &[Fault, Bad, Gone, Failed, Down, Break], 0, 12)
                && !words.has(&[Normal, Restored, Recovery]) =>
            {
                Some(High)
            }
            Notify | Notified
                if words.near(at, &[Tool, Fault, Bad, Alert, Gone, Incident, Failed, Not], 5, 12)
                    && !words.has(&[Restored, Resolved, Audience])
                    && !words.near(at, &[Not], 3, 1) =>
            {
                let is_unclear = words.all[at] == Notified
                    && (words.near(at, &[People], 2, 0) && words.after(at) != Of
                        || words.near(at, &[Be], 1, 0));
                Some(if is_unclear { Medium } else { High })
            }
            _ => None,
        };
        if let Some(confidence) = confidence {
            self.add(Milestone::Detected, confidence);
        }
    }

    /// Adds an acknowledgement, an escalation or an identification, if the word at `at` shows one.
    fn score_response(&mut self, words: &Sentence<'_>, at: usize) {
        use Milestone::{Acknowledged, Escalated, Identified};
        use Word::*;
        match words.all[at] {
            Start | Initiate if words.near(at, &[Investigate], 2, 4) && !words.is_denied(at) => {
                self.add(Acknowledged, Medium);
            }
            Declare if words.near(at, &[Fault, Incident], 3, 3) && !words.is_denied(at) => {
                self.add(Acknowledged, High);
            }
            Open if words.near(at, &[Incident], 2, 1) && !words.is_denied(at) => self.add(Acknowledged, High),
            Acknowledge if !words.is_denied(at) => self.add(Acknowledged, High),
            // The first of many escalations is automatic.
            Escalate if !words.is_denied(at) && words.before(at) != First => self.add(Escalated, High),
            Pages if calls_for_help(words, at) => self.add(Escalated, High),
            Ping if !words.is_denied(at) => {
                self.add(Escalated, if is_about_harm(words, at) { Medium } else { High });
            }
            Cause if words.near(at, &[Found, Detected, Confirmed], 6, 6) && !words.near(at, &[Not], 3, 3) => {
                self.add(Identified, High);
            }
            Cause if words.all[0] == Found && at < 14 => self.add(Identified, High),
            Found | Confirmed
                if at < 10
                    && words.near(at, &[Evidence, Causing], if at < 4 { 3 } else { 1 }, 9)
                    && !words.near(at, &[Not, Alert], 3, 6) =>
            {
                self.add(Identified, Medium);
            }
            Found if at < 5 && words.after(at) == That => self.add(Identified, Low),
            Found if !words.is_denied(at) && words.near(at, &[Fault], 6, 4) && !words.has(&[Persist]) => {
                self.add(Identified, Low);
                if words.fault_before(at, 3) {
                    self.add(Milestone::Detected, Medium);
                }
            }
            _ => {}
        }
    }

    /// Adds a mitigation and a resolution, if the word at `at` shows one.
    fn score_recovery(&mut self, words: &Sentence<'_>, at: usize) {
        use Word::*;
        let mitigated = match words.all[at] {
            Mitigated if !words.is_denied(at) => Some(High),
            Workaround if words.near(at, &[Deploy, Done], 3, 4) && !words.is_denied(at) => Some(High),
            Temporary if words.near(at, &[Fix, Resolution, Restored], 0, 2) && !words.is_denied(at) => {
                Some(High)
            }
            Failover if words.near(at, &[Done], 0, 6) && !words.is_denied(at) => Some(High),
            Revert
                if !words.near(at, &[Not, Failed, Start, Initiate], 6, 3)
                    && words.near(at, &[Deploy, Done], 5, 3) =>
            {
                Some(High)
            }
            // What is reverted because it breaks more was a failed fix.
            Reverted
                if at < 8
                    && !words.near(at, &[Not, Found, Start, Initiate], 6, 3)
                    && !words.near(at, &[Breaking], 0, 10) =>
            {
                Some(if at < 5 { High } else { Medium })
            }
            Rolled if words.near(at, &[Back], 0, 2) && !words.near(at, &[Not, Start, Initiate], 6, 3) => {
                Some(High)
            }
            _ => None,
        };
        if let Some(confidence) = mitigated {
            self.add(Milestone::Mitigated, confidence);
        }
        let is_last = at + 1 == words.all.len() || words.after(at) == Stop;
        let resolved = match words.all[at] {
            End if words.near(at, &[Fault, Incident], 4, 3) && !words.is_denied(at) => Some(High),
            Resolved
                if !words.near(at, &[Not, Failed], 4, 1)
                    && !words.near(at, &[Alert, Notified, Notify], 6, 0)
                    && (at == 0
                        || words.fault_before(at, 5)
                        || words.near(at, &[Fault, Incident], 3, 2)
                        || is_last) =>
            {
                Some(High)
            }
            Resolution if !words.is_denied(at) && words.near(at, &[Deploy, Done, Confirmed], 0, 3) => {
                Some(High)
            }
            Restored
                if !words.is_denied(at) && (words.near(at, &[Service, Full, Normal], 5, 3) || is_last) =>
            {
                Some(High)
            }
            Recovery if !words.is_denied(at) && words.near(at, &[Done, Full, Confirmed], 2, 2) => Some(High),
            Normal if words.near(at, &[Back, Again, Full, Return], 4, 0) && !words.is_denied(at) => {
                Some(High)
            }
            Normal
                if matches!(words.before(at), Other | Confirmed | Be | Shows)
                    && words.near(at, &[Service, Tool], 6, 3)
                    && !words.has(&[Investigate, Audience])
                    && !words.is_denied(at) =>
            {
                Some(Medium)
            }
            Stable if words.near(at, &[Confirmed], 4, 4) && !words.is_denied(at) => Some(Medium),
            Online if words.before(at) == Back && !words.is_denied(at) => {
                Some(if words.near(at, &[Full], 6, 2) { High } else { Medium })
            }
            Back | Again if words.near(at, &[Work], 8, 0) && words.near(at, &[Full, Service], 10, 0) => {
                Some(Medium)
            }
            Reachable
                if words.near(at, &[Again, Full], 1, 1)
                    && !words.is_denied(at)
                    && !words.has(&[Down, Failed, Bad, Further]) =>
            {
                Some(High)
            }
            Reachable if words.before(at) == Back && !words.is_denied(at) => Some(Medium),
            Service if words.near(at, &[Confirmed], 0, 2) && !words.is_denied(at) => Some(Medium),
            Clear if words.before(at) == Full => Some(High),
            Clear if words.near(at, &[Incident], 0, 2) && !words.is_denied(at) => Some(High),
            Fix if words.near(at, &[Deploy, Rolled], 2, 4)
                && !words.is_denied(at)
                && !words.has(&[Down, Gone]) =>
            {
                Some(High)
            }
            _ => None,
        };
        if let Some(confidence) = resolved {
            self.add(Milestone::Resolved, confidence);
        }
    }
}

/// Whether what somebody is asked about, by the word at `at`, is harm: `Ann pings Ben about tasks that do not start`.
fn is_about_harm(words: &Sentence<'_>, at: usize) -> bool {
    use Word::*;
    words.near(at, &[Fault, Incident, Bad, Failed, Gone, Down, Not, Break], 0, 14)
}

/// Whether somebody pages others by the word at `at`: `Ann pages the PagerDuty of the vendor`.
fn calls_for_help(words: &Sentence<'_>, at: usize) -> bool {
    use Word::*;
    at > 0
        && matches!(words.before(at), Other | People)
        && words.near(at, &[Alert], 0, 3)
        && !words.near(at, &[Alert, Tool], at, 0)
}
