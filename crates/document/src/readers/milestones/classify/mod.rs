//! Which milestones the wording of an entry tells, and how sure that is.

mod scripts;
mod words;

use crate::model::Milestone;
use words::Word;

/// No doubt.
pub const SURE: u8 = 0;
/// Told, if nothing else is surer.
pub const LIKELY: u8 = 1;
/// Told by what is around it only.
pub const WEAK: u8 = 2;

/// How the names of months begin.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// How many words of an entry are looked at.
const WORDS: usize = 32;

/// Longest last sentence of a long entry that is looked at, too, in bytes.
const LAST_SENTENCE: usize = 60;

/// What an entry tells.
#[derive(Debug, Default)]
pub struct Telling {
    /// Each milestone once, with its rank.
    pub milestones: Vec<(Milestone, u8)>,
    /// Whether it says that something does not work.
    pub harm: bool,
    /// Whether what was over came again.
    pub recurs: bool,
    /// Whether what was done did not help.
    pub persists: bool,
    /// The rank of a start for which it gives a time itself.
    pub dated_start: Option<u8>,
    words: Vec<Word>,
}

impl Telling {
    pub fn rank(&self, milestone: Milestone) -> Option<u8> {
        self.milestones.iter().find(|(other, _)| *other == milestone).map(|(_, rank)| *rank)
    }

    fn say(&mut self, milestone: Milestone, rank: u8) {
        match self.milestones.iter_mut().find(|(other, _)| *other == milestone) {
            Some((_, known)) => *known = rank.min(*known),
            None => self.milestones.push((milestone, rank)),
        }
    }

    fn unsay(&mut self, milestone: Milestone) {
        self.milestones.retain(|(other, _)| *other != milestone);
    }

    /// Reads `text` into `self`, whose room is used again.
    pub fn read(&mut self, text: &str) {
        self.milestones.clear();
        (self.harm, self.recurs, self.persists) = (false, false, false);
        self.dated_start = None;
        let (is_cut, has_other_script) = self.sentence(text);
        // A long report may close with the news: `Incident resolved.`
        if is_cut && let Some(last) = last_sentence(text) {
            self.sentence(last);
        }
        if has_other_script {
            scripts::read(text, self);
        }
    }

    /// Reads the first words of `text`; gives whether there are more, and whether some are not in Latin letters.
    fn sentence(&mut self, text: &str) -> (bool, bool) {
        self.words.clear();
        let mut buffer = String::new();
        let mut previous = String::new();
        let mut has_other_script = false;
        let mut is_cut = false;
        let mut is_dated = false;
        let mut is_published = false;
        for raw in text
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
            .filter(|raw| !raw.is_empty())
        {
            if self.words.len() >= WORDS {
                is_cut = true;
                break;
            }
            buffer.clear();
            for c in raw.trim_matches(['-', '\'', '’']).chars().take(24) {
                has_other_script |= c >= '\u{400}';
                match c {
                    '’' => buffer.push('\''),
                    c if c.is_ascii() => buffer.push(c.to_ascii_lowercase()),
                    c => buffer.extend(c.to_lowercase()),
                }
            }
            let is_denied = self.words.contains(&Word::Not);
            is_published |= previous == "status" && buffer == "page";
            self.phrase(&previous, &buffer, is_denied);
            self.words.push(Word::of(&buffer));
            is_dated |= matches!(previous.as_str(), "on" | "at" | "since" | "around")
                && self.words.iter().rev().take(4).any(|word| *word == Word::Start)
                && (buffer.starts_with(|c: char| c.is_ascii_digit())
                    || MONTHS.iter().any(|month| buffer.starts_with(month)));
            let rest = text.get(raw.as_ptr() as usize - text.as_ptr() as usize + raw.len()..).unwrap_or("");
            if rest.starts_with(". ") {
                self.words.push(Word::Stop);
            }
            std::mem::swap(&mut previous, &mut buffer);
        }
        let words = std::mem::take(&mut self.words);
        if !words.is_empty() {
            self.judge(&Words { all: &words, is_dated });
        }
        self.words = words;
        // What a status page says may come early, or be that of a supplier.
        if is_published && let Some(SURE) = self.rank(Milestone::Resolved) {
            self.unsay(Milestone::Resolved);
            self.say(Milestone::Resolved, LIKELY);
        }
        (is_cut, has_other_script)
    }

    /// Phrases of two words.
    fn phrase(&mut self, previous: &str, word: &str, is_denied: bool) {
        use Milestone::*;
        match (previous, word) {
            ("looped" | "loops", "in") | ("war", "room") | ("called" | "brought" | "pulled", "in") => {
                self.say(Escalated, SURE);
            }
            (
                "customer" | "customers" | "user" | "users",
                "reached" | "contacted" | "raised" | "complain" | "noticed",
            ) => self.say(Detected, SURE),
            ("became" | "become" | "made", "aware") => self.say(Detected, SURE),
            ("automated" | "automatic", "message" | "warning" | "email" | "notification" | "alert") => {
                self.say(Detected, SURE);
            }
            ("reports" | "reported", "on" | "in" | "that" | "via" | "by")
                if !self.words.iter().rev().take(5).any(|word| *word == Word::Further) =>
            {
                self.say(Detected, SURE);
            }
            ("to" | "our" | "my" | "their", "attention") if !is_denied => self.say(Detected, SURE),
            // The customers are told of it later.
            (
                "team" | "staff" | "engineer" | "engineers" | "on-call" | "oncall" | "sre" | "devops" | "ops",
                "notified" | "alerted" | "informed",
            ) => self.say(Detected, LIKELY),
            ("a" | "an" | "the" | "new" | "github" | "jira", "issue" | "bug" | "ticket")
                if self.is_filed() && !is_denied =>
            {
                self.say(Detected, LIKELY);
            }
            ("no", "longer") if self.words.contains(&Word::Confirmed) => self.say(Resolved, LIKELY),
            ("nicht" | "mehr", "erreichbar" | "verfügbar") => self.say(Started, LIKELY),
            ("was", "discovered" | "determined") if !is_denied => self.say(Identified, LIKELY),
            ("was" | "is", "resolve") if !is_denied => self.say(Resolved, SURE),
            ("support", "request" | "requests" | "ticket" | "tickets" | "case" | "cases") => {
                self.say(Detected, LIKELY);
            }
            _ => {}
        }
    }

    /// Whether an entry opens with somebody who files something: `Ann posts an issue`.
    fn is_filed(&self) -> bool {
        let files = |word: &Word| matches!(word, Word::Open | Word::Initiate | Word::File);
        self.words.len() <= 5 && self.words.iter().rev().nth(1).is_some_and(files)
    }

    fn judge(&mut self, words: &Words<'_>) {
        self.harms(words);
        for at in 0..words.all.len() {
            self.begins(words, at);
            self.notices(words, at);
            self.works_on(words, at);
            self.ends(words, at);
        }
        // Who notices that something is broken does not tell when it broke.
        if self.rank(Milestone::Detected) == Some(SURE)
            && self.rank(Milestone::Started).is_some_and(|rank| rank > SURE)
            && !words.opens_with_harm()
        {
            self.unsay(Milestone::Started);
        }
        // What helps for the time being is no end.
        if words.all.contains(&Word::Temporary)
            && let Some(rank) = self.rank(Milestone::Resolved)
            && !words.has(&[Word::Incident])
        {
            self.unsay(Milestone::Resolved);
            self.say(Milestone::Mitigated, rank);
        }
    }

    fn harms(&mut self, words: &Words<'_>) {
        use Word::*;
        self.harm |= words.has(&[Fault, Incident, Bad, Failed, Gone, Break, Down, Not]);
        self.persists |= (0..words.all.len()).any(|at| words.all[at] == Persist && words.fault_before(at, 3));
        self.recurs |= (0..words.all.len()).any(|at| {
            words.all[at] == Again
                && words.near(at, &[Bad, Failed, Gone, Down, Not], 6, 0)
                && !words.near(at, &[Work, Online, Normal, Reachable], 2, 2)
        });
    }

    fn begins(&mut self, words: &Words<'_>, at: usize) {
        use Word::*;
        let say = match words.all[at] {
            Start if words.all.len() == 1 => Some(SURE),
            Start if !words.denied(at) && !words.near(at, &[Investigate], 5, 4) => {
                let begins = words.fault_before(at, 2) && !words.near(at, &[Report, Alert], 3, 0);
                let start_of = words.behind(at).is_filler() && words.near(at, &[Fault, Incident], 0, 4);
                if begins || start_of || at == 0 && words.near(at, &[Fault, Incident], 0, 1) {
                    Some(SURE)
                } else {
                    words.near(at, &[Bad, Gone, Down, Break], 0, 2).then_some(LIKELY)
                }
            }
            First
                if words.near(at, &[Fault, Bad, Failed], 0, 2)
                    && !words.near(at, &[Report, ReportNoun, Detected, Alert, Found], 0, 4) =>
            {
                Some(LIKELY)
            }
            Occurrence if words.near(at, &[First], 2, 0) => Some(LIKELY),
            Break if words.near(at, &[Work], 0, 1) => Some(LIKELY),
            Breaking | Gone if !words.near(at, &[Not, People, Report, Detected, Found], 4, 2) => Some(LIKELY),
            Causing | Cause if words.near(at, &[Bad], 0, 5) && !words.near(at, &[Found], 6, 0) => {
                Some(LIKELY)
            }
            Break | Failed | Bad | Down if at < 12 && self.is_plain_harm(words, at) => Some(WEAK),
            Deploy
                if words.near(at, &[Fault, Evidence], 0, 8)
                    && !words
                        .has(&[Fix, Revert, Workaround, Resolved, Mitigated, Found, Resolution, Rolled]) =>
            {
                Some(WEAK)
            }
            Down | Gone if words.opens_with_harm() => Some(LIKELY),
            _ => None,
        };
        // `The errors began on 3 March at 10:00`: not when the entry is.
        if let Some(rank) = say {
            if words.is_dated {
                self.dated_start = Some(self.dated_start.map_or(rank, |known| known.min(rank)));
            } else {
                self.say(Milestone::Started, rank);
            }
        }
    }

    /// Whether a word says that something breaks, and nothing around it that somebody sees, mends or plans it.
    fn is_plain_harm(&self, words: &Words<'_>, at: usize) -> bool {
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

    fn notices(&mut self, words: &Words<'_>, at: usize) {
        use Word::*;
        let harm = words.near(
            at,
            &[Fault, Incident, Bad, Failed, Gone, Break, Down, Not, Alert, Report, Evidence],
            8,
            14,
        );
        let say = match words.all[at] {
            Instance if words.near(at, &[First], 2, 0) => Some(SURE),
            Detected if !words.near(at, &[Not], 6, 0) && !words.near(at, &[Not, Cause], 3, 2) => {
                Some(if harm && !words.near(at, &[Further], 4, 4) { SURE } else { LIKELY })
            }
            Aware if !words.denied(at) => Some(if harm { SURE } else { LIKELY }),
            Report
                if !words.near(at, &[Not], 2, 0)
                    && words.behind(at) != Back
                    && !matches!(words.before(at), Start) =>
            {
                let sure = words.near(at, &[People, Fault, Incident, First, Fire], 4, 4)
                    || at < 2 && words.behind(at).is_filler();
                Some(if sure && !words.near(at, &[Further], 5, 2) { SURE } else { LIKELY })
            }
            ReportNoun
                if words.near(at, &[People, First, Fire], 2, 2) || at == 0 && words.behind(at) == Of =>
            {
                Some(SURE)
            }
            Alert
                if (words.near(at, &[Fire, First, People, Fault, Tool, Shows, Detected], 4, 4) || at < 3)
                    && !words.near(at, &[Resolved, Clear, Not], 2, 3) =>
            {
                Some(SURE)
            }
            Pages if words.near(at, &[People, Alert], 3, 3) && !words.near(at, &[Be], 0, 2) => Some(SURE),
            Tool if words.near(at, &[Shows, Notify, Fire, Alert, Report], 0, 4)
                && words.near(at, &[Fault, Bad, Gone, Failed, Down, Break], 0, 12)
                && !words.has(&[Normal, Restored, Recovery]) =>
            {
                Some(SURE)
            }
            Notify | Notified
                if words.near(at, &[Tool, Fault, Bad, Alert, Gone, Incident, Failed, Not], 5, 12)
                    && !words.has(&[Restored, Resolved, Audience])
                    && !words.near(at, &[Not], 3, 1) =>
            {
                let is_open = words.all[at] == Notified
                    && (words.near(at, &[People], 2, 0) && words.behind(at) != Of
                        || words.near(at, &[Be], 1, 0));
                Some(if is_open { LIKELY } else { SURE })
            }
            _ => None,
        };
        if let Some(rank) = say {
            self.say(Milestone::Detected, rank);
        }
    }

    fn works_on(&mut self, words: &Words<'_>, at: usize) {
        use Milestone::{Acknowledged, Escalated, Identified};
        use Word::*;
        match words.all[at] {
            Start | Initiate if words.near(at, &[Investigate], 2, 4) && !words.denied(at) => {
                self.say(Acknowledged, LIKELY);
            }
            Declare if words.near(at, &[Fault, Incident], 3, 3) && !words.denied(at) => {
                self.say(Acknowledged, SURE);
            }
            Open if words.near(at, &[Incident], 2, 1) && !words.denied(at) => self.say(Acknowledged, SURE),
            Acknowledge if !words.denied(at) => self.say(Acknowledged, SURE),
            // The first of many escalations is what the system does.
            Escalate if !words.denied(at) && words.before(at) != First => self.say(Escalated, SURE),
            Cause if words.near(at, &[Found, Detected, Confirmed], 6, 6) && !words.near(at, &[Not], 3, 3) => {
                self.say(Identified, SURE);
            }
            Cause if words.all[0] == Found && at < 14 => self.say(Identified, SURE),
            Found | Confirmed
                if at < 10
                    && words.near(at, &[Evidence, Causing], if at < 4 { 3 } else { 1 }, 9)
                    && !words.near(at, &[Not, Alert], 3, 6) =>
            {
                self.say(Identified, LIKELY);
            }
            Found if at < 5 && words.behind(at) == That => self.say(Identified, WEAK),
            Found if !words.denied(at) && words.near(at, &[Fault], 6, 4) && !words.has(&[Persist]) => {
                self.say(Identified, WEAK);
                if words.fault_before(at, 3) {
                    self.say(Milestone::Detected, LIKELY);
                }
            }
            _ => {}
        }
    }

    fn ends(&mut self, words: &Words<'_>, at: usize) {
        use Word::*;
        let mitigated = match words.all[at] {
            Mitigated if !words.denied(at) => Some(SURE),
            Workaround if words.near(at, &[Deploy, Done], 3, 4) && !words.denied(at) => Some(SURE),
            Temporary if words.near(at, &[Fix, Resolution, Restored], 0, 2) && !words.denied(at) => {
                Some(SURE)
            }
            Failover if words.near(at, &[Done], 0, 6) && !words.denied(at) => Some(SURE),
            Revert
                if !words.near(at, &[Not, Failed, Start, Initiate], 6, 3)
                    && words.near(at, &[Deploy, Done], 5, 3) =>
            {
                Some(SURE)
            }
            Reverted if at < 8 && !words.near(at, &[Not, Found, Start, Initiate], 6, 3) => {
                Some(if at < 5 { SURE } else { LIKELY })
            }
            Rolled if words.near(at, &[Back], 0, 2) && !words.near(at, &[Not, Start, Initiate], 6, 3) => {
                Some(SURE)
            }
            _ => None,
        };
        if let Some(rank) = mitigated {
            self.say(Milestone::Mitigated, rank);
        }
        let is_last = at + 1 == words.all.len() || words.behind(at) == Stop;
        let resolved = match words.all[at] {
            End if words.near(at, &[Fault, Incident], 4, 3) && !words.denied(at) => Some(SURE),
            Resolved
                if !words.near(at, &[Not, Failed], 4, 1)
                    && !words.near(at, &[Alert, Notified, Notify], 6, 0)
                    && (at == 0
                        || words.fault_before(at, 5)
                        || words.near(at, &[Fault, Incident], 3, 2)
                        || is_last) =>
            {
                Some(SURE)
            }
            Resolution if !words.denied(at) && words.near(at, &[Deploy, Done, Confirmed], 0, 3) => Some(SURE),
            Restored if !words.denied(at) && (words.near(at, &[Service, Full, Normal], 5, 3) || is_last) => {
                Some(SURE)
            }
            Recovery if !words.denied(at) && words.near(at, &[Done, Full, Confirmed], 2, 2) => Some(SURE),
            Normal if words.near(at, &[Back, Again, Full, Return], 4, 0) && !words.denied(at) => Some(SURE),
            Normal
                if matches!(words.before(at), Other | Confirmed | Be | Shows)
                    && words.near(at, &[Service, Tool], 6, 3)
                    && !words.has(&[Investigate, Audience])
                    && !words.denied(at) =>
            {
                Some(LIKELY)
            }
            Stable if words.near(at, &[Confirmed], 4, 4) && !words.denied(at) => Some(LIKELY),
            Online if words.before(at) == Back && !words.denied(at) => {
                Some(if words.near(at, &[Full], 6, 2) { SURE } else { LIKELY })
            }
            Back | Again if words.near(at, &[Work], 8, 0) && words.near(at, &[Full, Service], 10, 0) => {
                Some(LIKELY)
            }
            Reachable
                if words.near(at, &[Again, Full], 1, 1)
                    && !words.denied(at)
                    && !words.has(&[Down, Failed, Bad, Further]) =>
            {
                Some(SURE)
            }
            Reachable if words.before(at) == Back && !words.denied(at) => Some(LIKELY),
            Service if words.near(at, &[Confirmed], 0, 2) && !words.denied(at) => Some(LIKELY),
            Clear if words.before(at) == Full => Some(SURE),
            Clear if words.near(at, &[Incident], 0, 2) && !words.denied(at) => Some(SURE),
            Fix if words.near(at, &[Deploy, Rolled], 2, 4)
                && !words.denied(at)
                && !words.has(&[Down, Gone]) =>
            {
                Some(SURE)
            }
            _ => None,
        };
        if let Some(rank) = resolved {
            self.say(Milestone::Resolved, rank);
        }
    }
}

/// What the words of a sentence may say, one after the other.
struct Words<'a> {
    all: &'a [Word],
    /// Whether they say themselves when it was.
    is_dated: bool,
}

impl Words<'_> {
    fn has(&self, wanted: &[Word]) -> bool {
        self.all.iter().any(|word| wanted.contains(word))
    }

    /// Whether one of `wanted` stands among the `back` words before or the `ahead` words behind; what another
    /// sentence says does not count.
    fn near(&self, at: usize, wanted: &[Word], back: usize, ahead: usize) -> bool {
        let before = self.all[at.saturating_sub(back)..at].iter().rev();
        let behind = self.all[at + 1..(at + ahead + 1).min(self.all.len())].iter();
        before.take_while(|word| **word != Word::Stop).any(|word| wanted.contains(word))
            || behind.take_while(|word| **word != Word::Stop).any(|word| wanted.contains(word))
    }

    /// `The site is down`, and only then who sees it.
    fn opens_with_harm(&self) -> bool {
        let harm = self.all.iter().take(6).position(|word| matches!(word, Word::Down | Word::Gone));
        harm.is_some_and(|at| {
            self.near(at, &[Word::Be], 2, 0)
                && !self.all[..at].iter().any(|word| {
                    !matches!(word, Word::Service | Word::Be | Word::Of | Word::Full | Word::Other)
                })
        })
    }

    /// A negation or a plan shortly before, or right behind.
    fn denied(&self, at: usize) -> bool {
        self.near(at, &[Word::Not, Word::Failed], 4, 1)
    }

    fn behind(&self, at: usize) -> Word {
        self.all.get(at + 1).copied().unwrap_or(Word::Other)
    }

    fn before(&self, at: usize) -> Word {
        at.checked_sub(1).map_or(Word::Other, |before| self.all[before])
    }

    /// The fault right before a verb: `outage starts`, `the issue was resolved`.
    fn fault_before(&self, at: usize, reach: usize) -> bool {
        (at.saturating_sub(reach)..at)
            .rev()
            .map(|other| self.all[other])
            .find(|word| !word.is_filler() && *word != Word::Other)
            .is_some_and(|word| matches!(word, Word::Fault | Word::Incident))
    }
}

/// The last sentence of a text of several, if it is short.
fn last_sentence(text: &str) -> Option<&str> {
    let text = text.trim_end().trim_end_matches('.');
    let at = text.rfind(". ")? + 2;
    text.get(at..).filter(|last| last.len() <= LAST_SENTENCE)
}

#[cfg(test)]
mod tests;
