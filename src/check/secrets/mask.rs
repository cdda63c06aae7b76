//! Findings do not repeat secrets, whatever they are about.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, Range};

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::keys;
use super::{Finders, SearchedFiles};
use crate::archive::Archive;
use crate::check::capped::{capped, shortened};
use crate::check::rules::front_matter_unknown_key;
use retold_diagnostic::{Diagnostic, Place, Places};
use retold_document::{Document, slugify};

/// What stands in place of each hidden character, so that columns stay the same.
const MASK: char = '*';

/// How many characters of a secret are shown at most; and of a short one, a quarter.
const SHOWN: usize = 4;

/// The shortest secret that is hidden also where it is not known as one. Shorter ones are parts of words.
const SHORTEST: usize = 6;

/// Findings that can be shown: no message, hint or excerpt of them repeats a secret. Whatever shows findings takes this type,
/// so that nothing shows others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Masked(Vec<Diagnostic>);

impl Masked {
    /// `findings` without the secrets that stand in `files`, that any of their own texts shows, or that any of them is about.
    /// Each is hidden in all findings, in any case, and as the name of a heading.
    pub fn of(findings: Vec<Diagnostic>, files: &SearchedFiles<'_>) -> Self {
        Self(hidden(findings, files).into_iter().map(shortened).collect())
    }

    /// As [`Masked::of`], with the files of `archive` that the findings name.
    pub fn of_archive(findings: Vec<Diagnostic>, archive: &Archive) -> Self {
        Self::naming(findings, archive.documents())
    }

    /// As [`Masked::of`], with those of `documents` that the findings are about, or name between backticks: what they quote is
    /// from there.
    pub fn naming<'a>(findings: Vec<Diagnostic>, documents: impl Iterator<Item = &'a Document>) -> Self {
        if findings.is_empty() {
            return Self::default();
        }
        let names: FxHashSet<_> = findings.iter().flat_map(names).collect();
        let is_named = |document: &&Document| {
            [&document.name, &document.path].iter().any(|name| names.contains(name.as_str()))
        };
        let files = SearchedFiles::of(documents.filter(is_named));
        Self::of(findings, &files)
    }

    /// Adds `more`, and sorts all.
    pub fn add(&mut self, more: impl Into<Self>) {
        let Self(more) = more.into();
        if !more.is_empty() {
            self.0.extend(more);
            retold_diagnostic::sort(&mut self.0);
        }
    }

    #[must_use]
    pub fn filter(mut self, keep: impl FnMut(&Diagnostic) -> bool) -> Self {
        self.0.retain(keep);
        self
    }

    /// The findings with other paths of their places.
    #[must_use]
    pub fn with_paths(mut self, path: impl Fn(&str) -> String) -> Self {
        for place in self.0.iter_mut().filter_map(|finding| finding.place.as_mut()) {
            place.path = path(&place.path);
        }
        self
    }

    /// The findings, sorted, with one instead of those that many documents share: see the rules.
    #[must_use]
    pub fn merged(mut self) -> Self {
        front_matter_unknown_key::merge(&mut self.0);
        retold_diagnostic::sort(&mut self.0);
        self
    }
}

/// Findings about no file of an archive.
impl<T: Into<Vec<Diagnostic>>> From<T> for Masked {
    fn from(findings: T) -> Self {
        Self::naming(capped(findings.into()), std::iter::empty())
    }
}

impl Deref for Masked {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a Masked {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl IntoIterator for Masked {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

fn hidden(mut findings: Vec<Diagnostic>, files: &SearchedFiles<'_>) -> Vec<Diagnostic> {
    if findings.is_empty() {
        return findings;
    }
    let finders = &files.finders;
    let mut secrets: Vec<_> =
        files.secrets().flat_map(|(document, spans)| Secret::in_file(document, spans)).collect();
    secrets.extend(findings.iter().filter_map(Secret::marked));
    let texts = Texts::of(&findings, files, finders);
    let Some(known) = Known::of(secrets.iter().map(|secret| secret.text.as_str()).chain(texts.secrets()))
    else {
        return findings;
    };
    let mut by_line: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for secret in &secrets {
        by_line.entry((secret.path.as_str(), secret.line)).or_default().push(secret);
    }
    let hidden = |text: &str| known.hidden(&texts.hidden(text));
    for finding in &mut findings {
        finding.message = hidden(&finding.message);
        finding.hint = finding.hint.take().map(|hint| hidden(&hint));
        let Some(place) = &mut finding.place else { continue };
        let before = place.excerpt.clone();
        // A long line is cut, and may show only a part of a secret.
        let in_line = by_line.get(&(place.path.as_str(), place.line)).cloned().unwrap_or_default();
        in_line.into_iter().for_each(|secret| secret.hide_in(place));
        // The masks of a secret hide what it looks like.
        let other = hidden(&before);
        replace_excerpt(place, joined(&place.excerpt, &other));
    }
    findings
}

/// The secrets that the texts of findings show, as far as they are known as such there.
struct Texts(BTreeMap<String, Vec<Range<usize>>>);

impl Texts {
    /// Searches the texts of `findings`: each once, and no excerpt of `files`, whose secrets are known.
    fn of(findings: &[Diagnostic], files: &SearchedFiles<'_>, finders: &Finders) -> Self {
        let searched: FxHashSet<_> = files.documents().map(|document| document.name.as_str()).collect();
        let is_other = |place: &&Place| !searched.contains(place.path.as_str());
        let mut seen = FxHashSet::default();
        let texts = findings.iter().flat_map(|finding| {
            let excerpt = finding.place.as_ref().filter(is_other).map(|place| place.excerpt.as_str());
            [Some(finding.message.as_str()), finding.hint.as_deref(), excerpt].into_iter().flatten()
        });
        let texts: Vec<_> = texts.filter(|text| seen.insert(*text)).collect();
        let search = |text: &&str| {
            let spans: Vec<_> = finders.find(text).into_iter().map(|(_, span)| span).collect();
            (!spans.is_empty()).then(|| ((*text).to_owned(), spans))
        };
        let found: Vec<_> = texts.par_iter().filter_map(search).collect();
        Self(found.into_iter().collect())
    }

    fn secrets(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|(text, spans)| spans.iter().map(|span| &text[span.clone()]))
    }

    /// `text` without its secrets, in as many characters.
    fn hidden(&self, text: &str) -> String {
        let mut hidden = text.to_owned();
        for span in self.0.get(text).into_iter().flatten() {
            let masked = text[..span.start].to_owned() + &masked(&text[span.clone()]) + &text[span.end..];
            hidden = joined(&hidden, &masked);
        }
        hidden
    }
}

/// The names of files in `finding`, among others: where it is, and what is between backticks.
fn names(finding: &Diagnostic) -> impl Iterator<Item = &str> {
    let path = finding.place.as_ref().map(|place| place.path.as_str());
    let texts = [Some(finding.message.as_str()), finding.hint.as_deref()].into_iter().flatten();
    path.into_iter().chain(texts.flat_map(|text| text.split('`').skip(1).step_by(2)))
}

/// What neither of two texts with as many characters hides.
fn joined(one: &str, other: &str) -> String {
    one.chars().zip(other.chars()).map(|(one, other)| if one == MASK { one } else { other }).collect()
}

/// `secret` with most of its characters hidden.
fn masked(secret: &str) -> String {
    // The first line of a private key is not secret.
    let shown = keys::head(secret).unwrap_or_else(|| SHOWN.min(secret.chars().count() / 4));
    secret.chars().enumerate().map(|(index, c)| if index < shown { c } else { MASK }).collect()
}

/// The secrets that are hidden wherever they stand.
struct Known(AhoCorasick);

impl Known {
    /// `None` if there are no `secrets`.
    fn of<'a>(secrets: impl Iterator<Item = &'a str>) -> Option<Self> {
        // Excerpts have one line of a key.
        let secrets: BTreeSet<_> = secrets.flat_map(str::lines).map(|line| line.trim().to_owned()).collect();
        let names = secrets.iter().map(|secret| slugify(secret));
        let is_long = |text: &String| text.chars().count() >= SHORTEST;
        let texts: BTreeSet<_> = names.chain(secrets.iter().cloned()).filter(is_long).collect();
        let searcher = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(&texts)
            .ok()?;
        (!secrets.is_empty()).then_some(Self(searcher))
    }

    /// `text` without the secrets, in as many characters.
    fn hidden(&self, text: &str) -> String {
        if !self.0.is_match(text) {
            return text.to_owned();
        }
        let mut hidden = String::with_capacity(text.len());
        self.0.replace_all_with(text, &mut hidden, |_, secret, hidden| {
            hidden.push_str(&masked(secret));
            true
        });
        hidden
    }
}

/// A secret, or one of its lines, with its place.
struct Secret {
    path: String,
    line: usize,
    /// 1-based, of its first character.
    column: usize,
    text: String,
}

impl Secret {
    /// The secrets at the bytes `spans` of a file.
    fn in_file(document: &Document, spans: impl Iterator<Item = Range<usize>>) -> Vec<Self> {
        let mut places = Places::new(document.name.as_str(), document.text.as_ref());
        let mut found = Vec::new();
        for span in spans {
            let mut start = span.start;
            for line in document.text[span].split_inclusive('\n') {
                let Place { path, line: number, column, .. } = places.span(start..start);
                let text = line.trim_end();
                found.push(Self { path, line: number, column, text: text.to_owned() });
                start += line.len();
            }
        }
        found.retain(|secret| !secret.text.is_empty());
        found
    }

    /// The secret that `finding` is about.
    fn marked(finding: &Diagnostic) -> Option<Self> {
        let place = finding.place.as_ref().filter(|_| finding.rule.starts_with("secret/"))?;
        let text = place.excerpt.get(place.mark.clone()).filter(|text| !text.is_empty())?;
        let (path, line, column) = (place.path.clone(), place.line, place.column);
        Some(Self { path, line, column, text: text.to_owned() })
    }

    /// Hides the secret in `place`, which is in its line.
    fn hide_in(&self, place: &mut Place) {
        let before = place.excerpt[..place.mark.start].chars().count();
        // The column of the first character of the excerpt.
        let first = place.column.saturating_sub(before);
        let masked: Vec<_> = masked(&self.text).chars().collect();
        let hide = |(index, c): (usize, char)| {
            let mask = (first + index).checked_sub(self.column).and_then(|index| masked.get(index));
            // Another secret may begin inside of one, and hides less of it.
            if c == MASK { MASK } else { mask.copied().unwrap_or(c) }
        };
        let hidden = place.excerpt.chars().enumerate().map(hide).collect();
        replace_excerpt(place, hidden);
    }
}

/// Puts `hidden`, which has as many characters, in place of the excerpt.
fn replace_excerpt(place: &mut Place, hidden: String) {
    let mark = characters(&place.excerpt, &place.mark);
    place.mark = byte(&hidden, mark.start)..byte(&hidden, mark.end);
    place.excerpt = hidden;
}

/// The bytes `range` of `text`, counted in characters.
fn characters(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start].chars().count();
    start..start + text[range.clone()].chars().count()
}

/// The byte of `text` at which the character `index` starts.
fn byte(text: &str, index: usize) -> usize {
    text.char_indices().nth(index).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_hidden_wherever_it_is_shown() {
        let text = "a\nüber Zq8vT2mLx0Rb7Yc5 und ein Wort\n";
        let secret = text.find("Zq8").unwrap();
        let word = text.find("Wort").unwrap();
        let at = |span| Place::span("a.md", text, span);
        let findings = [
            Diagnostic::error("secret/token", "a token").at(at(secret..secret + 16)),
            Diagnostic::note("blame/word", "`Wort` behind `Zq8vT2mLx0Rb7Yc5`")
                .at(at(word..word + 4))
                .hint("no Zq8vT2mLx0Rb7Yc5"),
            Diagnostic::note("blame/word", "x").at(Place::span("b.md", text, word..word + 4)),
            Diagnostic::note("link/anchor", "x").hint("did you mean `#a-zq8vt2mlx0rb7yc5`?"),
        ];
        let findings = Masked::from(findings);
        let marked = |finding: &Diagnostic| {
            let place = finding.place.clone().unwrap();
            (place.column, place.excerpt[place.mark].to_owned())
        };
        assert_eq!(marked(&findings[0]), (6, "Zq8v************".to_owned()));
        assert_eq!(marked(&findings[1]), (31, "Wort".to_owned()));
        assert!(!format!("{findings:?}").to_lowercase().contains("zq8vt2"), "{findings:?}");
        assert_eq!(findings[1].message, "`Wort` behind `Zq8v************`");
        assert_eq!(findings[3].hint.as_deref(), Some("did you mean `#a-zq8v************`?"));
    }

    #[test]
    fn a_short_secret_and_a_key_show_less() {
        for (text, shown) in [
            ("hunter2!", "hu******"),
            ("-----BEGIN PRIVATE KEY-----\\nMIIE", "-----BEGIN PRIVATE KEY-----******"),
        ] {
            let place = Place::span("a.md", text, 0..text.len());
            let findings = Masked::from([Diagnostic::error("secret/password", "x").at(place)]);
            assert_eq!(findings[0].place.as_ref().unwrap().excerpt, shown);
        }
    }

    #[test]
    fn a_secret_that_no_finding_is_about_is_hidden() {
        // They are put together here, so that no scanner takes this file for a leak.
        let token = ["ghp_", "b7Kq2Xz9Lm4Rt8Vw1Yc6Nd3Fg5Hj0PsTuAeB"].concat();
        let text = format!("titel = \"{token}\"\npassword = Zq9wert&TAIL\n");
        let at = |start: usize, end: usize| Place::span("retold.toml", &text, start..end);
        let findings = [
            Diagnostic::error("config/unknown-key", "unknown key `titel`").at(at(0, 5)),
            Diagnostic::error("config/unknown-key", format!("unknown key `{token}`")),
            Diagnostic::error("config/unknown-key", "no `ghp-b7kq2xz9lm4rt8vw1yc6nd3fg5hj0pstuaeb`"),
            Diagnostic::error("config/value", "`Zq9wert&TAIL` is none")
                .at(at(text.len() - 13, text.len() - 1)),
        ];
        let findings = Masked::from(findings);
        let shown = format!("{findings:?}").to_lowercase();
        assert!(!["b7kq", "wert", "tail"].iter().any(|part| shown.contains(part)), "{shown}");
        assert_eq!(findings[0].message, "unknown key `titel`");
        assert_eq!(Masked::from(findings.to_vec()), findings);
    }

    #[test]
    fn a_secret_inside_of_another_shows_nothing_of_it() {
        let text = "x Zq9wert1&Yp8vT2mLx0Rb7Yc5";
        let findings = [2, 11].map(|start| {
            Diagnostic::error("secret/token", "x").at(Place::span("a.md", text, start..text.len()))
        });
        for finding in Masked::from(findings) {
            assert_eq!(finding.place.unwrap().excerpt, "x Zq9w*********************");
        }
    }
}
