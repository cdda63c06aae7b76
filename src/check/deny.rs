//! Which findings fail the check.

use std::str::FromStr;

use super::pattern::{matches, named, suggestion};
use retold_diagnostic::{Diagnostic, Level};

/// One choice of findings: those of a level and worse, or those of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    Level(Level),
    /// A rule, or all of a group.
    Rules(String),
}

/// The levels by the names that users write.
const LEVELS: [(&str, Level); 3] =
    [("error", Level::Error), ("warning", Level::Warning), ("note", Level::Note)];

impl FromStr for Denied {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((_, level)) = LEVELS.iter().find(|(name, _)| *name == text) {
            return Ok(Self::Level(*level));
        }
        match named(text) {
            Ok(_) => Ok(Self::Rules(text.to_owned())),
            Err(_) => {
                let names = LEVELS.map(|(name, _)| name);
                Err(format!("there is no level or rule `{text}`; {}", suggestion(text, &names)))
            }
        }
    }
}

/// All choices of findings that fail the check. Errors always do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// The lowest level whose findings fail the check.
    pub lowest: Level,
    /// Rules, and groups of rules, whose findings fail the check at any level.
    pub rules: Vec<String>,
}

impl Denial {
    /// The findings that `choices` name, and errors.
    pub fn new(choices: &[Denied]) -> Self {
        let mut denial = Self { lowest: Level::Error, rules: Vec::new() };
        for choice in choices {
            match choice {
                Denied::Level(level) => denial.lowest = denial.lowest.min(*level),
                Denied::Rules(rules) => denial.rules.push(rules.clone()),
            }
        }
        denial
    }

    /// Whether `finding` fails the check.
    pub fn covers(&self, finding: &Diagnostic) -> bool {
        finding.level >= self.lowest || self.rules.iter().any(|rules| matches(rules, finding.rule))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_rules_and_groups_are_denied() {
        let warning = Diagnostic::warning("link/missing", "x");
        let error = Diagnostic::error("source/encoding", "x");
        for (text, expected) in [
            ("error", [false, true]),
            ("warning", [true, true]),
            ("note", [true, true]),
            ("link/missing", [true, true]),
            ("link/*", [true, true]),
            ("times/*", [false, true]),
        ] {
            let denial = Denial::new(&[text.parse().unwrap()]);
            assert_eq!([denial.covers(&warning), denial.covers(&error)], expected, "{text}");
        }
        assert!(Denial::new(&[]).covers(&error) && !Denial::new(&[]).covers(&warning));
    }

    #[test]
    fn an_unknown_name_gets_a_suggestion() {
        for (text, expected) in [
            ("warnings", "there is no level or rule `warnings`; did you mean `warning`?"),
            ("link/mising", "there is no level or rule `link/mising`; did you mean `link/missing`?"),
            ("x", "there is no level or rule `x`; `retold rules` lists all rules"),
        ] {
            assert_eq!(text.parse::<Denied>(), Err(expected.to_owned()));
        }
    }
}
