//! Findings that are known and accepted for now, so that a check shows only new ones.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::fingerprint::fingerprints;
use super::levels::is_adjustable;
use super::rule::Stage;
use super::secrets::mask::Masked;
use retold_diagnostic::Diagnostic;

/// Version of the layout. A baseline of another version is refused: its fingerprints may mean something else.
const VERSION: u32 = 1;

/// The findings of an archive at one time, by their fingerprints.
///
/// Errors about what could not be read are never in it, just as remarks cannot allow them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeSet<Entry>,
}

/// One finding. The order of the fields is that of the entries in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Entry {
    path: String,
    rule: String,
    fingerprint: String,
}

/// What of a file is read first.
#[derive(Deserialize)]
struct Header {
    version: u32,
}

#[derive(Deserialize)]
struct File {
    findings: Vec<Entry>,
}

/// What a baseline leaves of findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The findings that are not in the baseline.
    pub new: Masked,
    /// The number of findings that are.
    pub known: usize,
    /// The number of entries of the baseline without a finding.
    pub gone: usize,
}

impl Baseline {
    /// A baseline with `findings`, each by itself, whose paths are relative to the repository.
    pub fn of(findings: &Masked) -> Self {
        Self { entries: entries(findings).into_iter().flatten().collect() }
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let Header { version } =
            serde_json::from_str(text).map_err(|error| format!("it is none: {error}"))?;
        if version != VERSION {
            return Err(format!("it has version {version}, and version {VERSION} is needed"));
        }
        let File { findings } =
            serde_json::from_str(text).map_err(|error| format!("it is damaged: {error}"))?;
        Ok(Self { entries: findings.into_iter().collect() })
    }

    /// The baseline as JSON: sorted, and with a line for each finding, so that few lines change with it.
    pub fn render(&self) -> String {
        let lines: Vec<_> = self
            .entries
            .iter()
            .map(|entry| serde_json::to_string(entry).expect("an entry has no keys but strings"))
            .collect();
        let lines = if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join(",\n")) };
        format!("{{\n\"version\": {VERSION},\n\"findings\": [{lines}]\n}}\n")
    }

    /// The number of findings in it.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has no findings.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Which of `findings` are in the baseline. `relative` are the same ones with paths relative to the repository. Unless
    /// web addresses were `visited`, entries about them are not gone.
    pub fn compare(&self, findings: Masked, relative: &Masked, visited: bool) -> Compared {
        let mut seen = BTreeSet::new();
        let mut entries = entries(relative).into_iter();
        let new = findings.filter(|_| {
            let known = entries.next().flatten().and_then(|entry| self.entries.get(&entry));
            seen.extend(known);
            known.is_none()
        });
        let is_looked_for = |entry: &&Entry| {
            visited || super::find(&entry.rule).is_none_or(|rule| rule.stage != Stage::External)
        };
        let gone = self.entries.iter().filter(|entry| !seen.contains(entry)).filter(is_looked_for).count();
        Compared { new, known: seen.len(), gone }
    }
}

/// The entry of each of `findings`; `None` for those that a baseline cannot have.
fn entries(findings: &[Diagnostic]) -> Vec<Option<Entry>> {
    let entry = |(finding, fingerprint): (&Diagnostic, String)| {
        super::find(finding.rule).filter(|rule| is_adjustable(rule))?;
        let path = finding.place.as_ref().map_or_else(String::new, |place| place.path.clone());
        Some(Entry { path, rule: finding.rule.to_owned(), fingerprint })
    };
    findings.iter().zip(fingerprints(findings)).map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_diagnostic::Place;

    fn missing(path: &str, marked: &str) -> Diagnostic {
        Diagnostic::warning("link/missing", "bad").at(Place::span(path, marked, 0..marked.len()))
    }

    #[test]
    fn a_baseline_is_read_as_it_was_written() {
        let baseline =
            Baseline::of(&[missing("b.md", "x"), missing("a.md", "x"), missing("a.md", "x")].into());
        let text = baseline.render();
        let paths: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("{\"path\":\"")).collect();
        assert_eq!(paths.len(), 3);
        assert!(paths.is_sorted());
        assert_eq!(Baseline::parse(&text), Ok(baseline));
        assert_eq!(Baseline::parse(&Baseline::default().render()), Ok(Baseline::default()));
    }

    #[test]
    fn only_new_findings_are_left() {
        let old = [missing("a.md", "x"), missing("a.md", "y"), missing("b.md", "x")].into();
        let now = Masked::from([missing("a.md", "x"), missing("a.md", "x"), missing("c.md", "x")]);
        let compared = Baseline::of(&old).compare(now.clone(), &now, true);
        assert_eq!(compared, Compared { new: now[1..].to_vec().into(), known: 1, gone: 2 });
    }

    #[test]
    fn an_address_that_is_not_visited_is_not_gone() {
        let place = Place::span("a.md", "https://a.org", 0..13);
        let old = [Diagnostic::warning("link/external", "gone").at(place), missing("a.md", "x")].into();
        for (visited, gone) in [(false, 1), (true, 2)] {
            assert_eq!(Baseline::of(&old).compare(Masked::default(), &Masked::default(), visited).gone, gone);
        }
    }

    #[test]
    fn what_could_not_be_read_is_in_no_baseline() {
        let errors = Masked::from([
            Diagnostic::error("source/unreadable", "bad").at(Place::file("a.md")),
            Diagnostic::error("identity/duplicate", "bad").at(Place::file("a.md")),
        ]);
        let baseline = Baseline::of(&errors);
        assert!(baseline.is_empty());
        assert_eq!(baseline.compare(errors.clone(), &errors, true).new.len(), 2);
    }

    #[test]
    fn other_files_are_refused_with_the_reason() {
        for (text, reason) in [
            ("", "it is none: "),
            ("# Baseline", "it is none: "),
            ("[]", "it is none: "),
            ("{\"findings\": []}", "it is none: missing field `version`"),
            ("{\"version\": 2, \"entries\": 3}", "it has version 2, and version 1 is needed"),
            ("{\"version\": 1}", "it is damaged: missing field `findings`"),
            ("{\"version\": 1, \"findings\": [{\"path\": \"a.md\"}]}", "it is damaged: missing field `rule`"),
        ] {
            let error = Baseline::parse(text).unwrap_err();
            assert!(error.starts_with(reason), "{text}: {error}");
        }
    }
}
