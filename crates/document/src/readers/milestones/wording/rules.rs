//! The table of wordings, `milestone-rules.txt`, and what its rules find in the words of a text.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::model::Milestone;
use crate::readers::milestones::wording::Strength;
use crate::readers::milestones::wording::words::{Classes, OTHER, STOP, class};

/// What a rule shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    Milestone(Milestone, Strength),
    /// The problem came again.
    Recurs,
    /// A measure failed.
    Persists,
    /// The end that the text gives is none.
    Undone,
}

/// A line of the table.
#[derive(Debug, Clone)]
pub struct Rule {
    pub effect: Effect,
    /// Whether a start counts beside a detection in the same text.
    pub stands: bool,
    /// The classes of the words that the rule looks at.
    heads: Classes,
    /// Conditions that must all hold, each with its alternatives.
    conditions: Vec<Vec<Condition>>,
    /// Examples, and behind a `!` counter-examples.
    texts: Vec<&'static str>,
}

#[derive(Debug, Clone, Copy)]
struct Condition {
    is_denied: bool,
    place: Place,
    classes: Classes,
}

/// Where the words of a condition are, seen from the head of the rule.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// Up to so many words before and behind, in the same sentence.
    Around(usize, usize),
    Anywhere,
    /// The nearest word with a meaning among so many before.
    Nearest(usize),
    /// All of so many words before.
    Only(usize),
    /// The first word of the text.
    Open,
    /// The head itself: among the first words of the text, not among them, at the end of a sentence, or the whole text.
    First(usize),
    From(usize),
    Last,
    Alone,
}

static RULES: LazyLock<Vec<Rule>> =
    LazyLock::new(|| read(include_str!("../../../../data/milestone-rules.txt"), &mut Vec::new()));

/// For each class the rules that look at its words.
static BY_CLASS: LazyLock<Vec<Vec<&Rule>>> = LazyLock::new(|| {
    let rules: &[Rule] = &RULES;
    let mut by_class = vec![Vec::new(); Classes::BITS as usize];
    for rule in rules {
        let mut heads = rule.heads;
        while heads != 0 {
            by_class[heads.trailing_zeros() as usize].push(rule);
            heads &= heads - 1;
        }
    }
    by_class
});

/// Calls `found` with each rule that applies to `words`, once for each of its words.
pub fn each_match(words: &[Classes], mut found: impl FnMut(&'static Rule)) {
    let by_class: &'static [Vec<&'static Rule>] = &BY_CLASS;
    for (at, word) in words.iter().enumerate() {
        let mut rest = word & !(OTHER | STOP);
        while rest != 0 {
            for rule in &by_class[rest.trailing_zeros() as usize] {
                if rule.applies(words, at) {
                    found(rule);
                }
            }
            rest &= rest - 1;
        }
    }
}

impl Rule {
    /// The name of the rule: its first example.
    pub fn name(&self) -> &'static str {
        self.texts.first().copied().unwrap_or_default()
    }

    /// Whether the rule applies to the word at `at`, which is one of its heads.
    fn applies(&self, words: &[Classes], at: usize) -> bool {
        self.conditions.iter().all(|any| any.iter().any(|condition| condition.holds(words, at)))
    }
}

impl Condition {
    fn holds(&self, words: &[Classes], at: usize) -> bool {
        let is_wanted = |word: &Classes| word & self.classes != 0;
        let in_sentence = |word: &&Classes| **word != STOP;
        let before = |reach: usize| words[at.saturating_sub(reach)..at].iter().rev();
        let found = match self.place {
            Place::Around(back, ahead) => {
                before(back).take_while(in_sentence).any(is_wanted)
                    || words[at + 1..].iter().take(ahead).take_while(in_sentence).any(is_wanted)
            }
            Place::Anywhere => words.iter().any(is_wanted),
            Place::Nearest(reach) => {
                before(reach).find(|word| **word & !*FILLERS != 0).is_some_and(is_wanted)
            }
            Place::Only(reach) => before(reach).all(is_wanted),
            Place::Open => words.first().is_some_and(is_wanted),
            Place::First(count) => at < count,
            Place::From(count) => at >= count,
            Place::Last => words.get(at + 1).is_none_or(|next| *next == STOP),
            Place::Alone => words.len() == 1,
        };
        found != self.is_denied
    }
}

/// Words that only join others, or have no meaning.
static FILLERS: LazyLock<Classes> =
    LazyLock::new(|| ["be", "of"].into_iter().filter_map(class).fold(OTHER, |all, class| all | class));

/// Reads the table. Lines that cannot be read are left out, and their numbers added to `faults`.
fn read(text: &'static str, faults: &mut Vec<usize>) -> Vec<Rule> {
    let mut names = Names::default();
    let mut rules = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match names.rule(line) {
            Some(Some(rule)) => rules.push(rule),
            Some(None) => {}
            None => faults.push(number),
        }
    }
    rules
}

/// The sets of classes and the conditions that the table has given a name so far.
#[derive(Debug, Default)]
struct Names {
    sets: FxHashMap<&'static str, Classes>,
    conditions: FxHashMap<&'static str, Vec<Vec<Condition>>>,
}

impl Names {
    /// The rule in `line`; `Some(None)` if the line gives a name to something, `None` if it cannot be read.
    fn rule(&mut self, line: &'static str) -> Option<Option<Rule>> {
        let (head, rest) = line.split_once(':')?;
        if let Some(name) = head.strip_prefix("set ") {
            *self.sets.entry(name).or_default() |= self.classes(rest)?;
            return Some(None);
        }
        if let Some(name) = head.strip_prefix("let ") {
            let conditions = self.conditions(rest)?;
            self.conditions.insert(name, conditions);
            return Some(None);
        }
        let stands = head.ends_with('!');
        let mut columns = rest.split(" |").map(str::trim);
        let heads = self.classes(columns.next()?)?;
        let conditions = self.conditions(columns.next()?)?;
        let texts = columns.collect();
        let effect = effect(head.trim_end_matches('!'))?;
        Some(Some(Rule { effect, stands, heads, conditions, texts }))
    }

    fn classes(&self, text: &str) -> Option<Classes> {
        text.split_whitespace().try_fold(0, |all, name| {
            let found = self.sets.get(name).copied().or_else(|| class(name))?;
            Some(all | found)
        })
    }

    fn conditions(&self, text: &'static str) -> Option<Vec<Vec<Condition>>> {
        let mut all = Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            match self.conditions.get(part) {
                Some(named) => all.extend(named.iter().cloned()),
                None => all.push(part.split(" / ").map(|one| self.condition(one)).collect::<Option<_>>()?),
            }
        }
        Some(all)
    }

    /// `no [4 1] not failed`
    fn condition(&self, text: &str) -> Option<Condition> {
        let bare = text.strip_prefix("no ");
        let (place, classes) = bare.unwrap_or(text).strip_prefix('[')?.split_once(']')?;
        let (word, number) = place.split_once(' ').unwrap_or((place, ""));
        let place = match word {
            "all" => Place::Anywhere,
            "open" => Place::Open,
            "last" => Place::Last,
            "alone" => Place::Alone,
            "near" => Place::Nearest(number.parse().ok()?),
            "only" => Place::Only(number.parse().ok()?),
            "first" => Place::First(number.parse().ok()?),
            "from" => Place::From(number.parse().ok()?),
            back => Place::Around(back.parse().ok()?, number.parse().ok()?),
        };
        Some(Condition { is_denied: bare.is_some(), place, classes: self.classes(classes)? })
    }
}

fn effect(text: &str) -> Option<Effect> {
    let (name, strength) = text.split_once(' ').unwrap_or((text, ""));
    Some(match name {
        "recurs" => Effect::Recurs,
        "persists" => Effect::Persists,
        "undone" => Effect::Undone,
        _ => Effect::Milestone(Milestone::named(name)?, Strength::named(strength)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::milestones::wording::Wording;

    /// Whether `rule` alone applies to `text`.
    fn applies(rule: &Rule, text: &str) -> bool {
        let mut wording = Wording::default();
        wording.read(text);
        (0..wording.words.len())
            .any(|at| wording.words[at] & rule.heads != 0 && rule.applies(&wording.words, at))
    }

    #[test]
    fn every_line_can_be_read() {
        let mut faults = Vec::new();
        read(include_str!("../../../../data/milestone-rules.txt"), &mut faults);
        assert_eq!(faults, [0; 0], "numbers of lines");
        let mut names: Vec<_> = RULES.iter().map(Rule::name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len(), "two rules have the same first example");
    }

    #[test]
    fn every_rule_finds_its_examples_and_no_counter_example() {
        let mut wrong: Vec<&str> = Vec::new();
        for rule in RULES.iter() {
            for text in &rule.texts {
                let counter_example = text.strip_prefix("! ");
                let text = counter_example.unwrap_or(text);
                let mut is_right = applies(rule, text) == counter_example.is_none();
                if let Effect::Milestone(milestone, strength) = rule.effect {
                    let mut wording = Wording::default();
                    wording.read(text);
                    let shown = wording.strength(milestone);
                    is_right &= match counter_example {
                        None => shown >= Some(strength),
                        Some(_) => shown < Some(Strength::Sure),
                    };
                }
                if !is_right {
                    wrong.push(text);
                }
            }
        }
        assert_eq!(wrong, [""; 0]);
    }
}
