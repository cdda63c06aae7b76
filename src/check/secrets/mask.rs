//! Findings do not repeat secrets, whatever they are about.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use rayon::prelude::*;

use super::Finders;
use super::keys;
use retold_diagnostic::{Diagnostic, Place};
use retold_document::{Document, slugify};

/// What stands in place of each hidden character, so that columns stay the same.
const MASK: char = '*';

/// How many characters of a secret are shown at most; and of a short one, a quarter.
const SHOWN: usize = 4;

/// The shortest secret that is hidden also where it is not known as one. Shorter ones are parts of words.
const SHORTEST: usize = 6;

/// Hides secrets in the messages, hints and excerpts of `findings`: those that a finding is about, and those that stand in
/// any of these texts. Each is hidden in all findings, in any case, and as the name of a heading.
pub fn apply(findings: &mut [Diagnostic]) {
    apply_knowing(findings, &[]);
}

/// As [`apply`], also those that stand anywhere in `files`.
pub fn apply_knowing(findings: &mut [Diagnostic], files: &[&Document]) {
    let Some(finders) = (!findings.is_empty()).then(Finders::new).flatten() else { return };
    let marked: Vec<_> = findings.iter().filter_map(Secret::of).collect();
    let find = |text| finders.find(text).map(|span: Range<usize>| &text[span]).collect::<Vec<&str>>();
    let in_files: Vec<_> = files.par_iter().flat_map_iter(|file| find(&file.text)).collect();
    let shown: Vec<_> = findings.par_iter().flat_map_iter(|finding| texts(finding).flat_map(find)).collect();
    let Some(known) =
        Known::of(shown.into_iter().chain(in_files).chain(marked.iter().map(|it| it.text.as_str())))
    else {
        return;
    };
    let mut by_line: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for secret in &marked {
        by_line.entry((secret.path.as_str(), secret.line)).or_default().push(secret);
    }
    let hidden = |text: &str| known.hidden(&finders.hidden(text));
    for finding in findings {
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
}

/// What neither of two texts with as many characters hides.
fn joined(one: &str, other: &str) -> String {
    one.chars().zip(other.chars()).map(|(one, other)| if one == MASK { one } else { other }).collect()
}

/// The texts of `finding`, which are shown.
fn texts(finding: &Diagnostic) -> impl Iterator<Item = &str> {
    let excerpt = finding.place.as_ref().map(|place| place.excerpt.as_str());
    [Some(finding.message.as_str()), finding.hint.as_deref(), excerpt].into_iter().flatten()
}

impl Finders {
    /// `text` without the secrets that are known as such there, in as many characters.
    fn hidden(&self, text: &str) -> String {
        let mut hidden = text.to_owned();
        for span in self.find(text) {
            let masked = text[..span.start].to_owned() + &masked(&text[span.clone()]) + &text[span.end..];
            hidden = joined(&hidden, &masked);
        }
        hidden
    }
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
        let mut hidden = String::with_capacity(text.len());
        self.0.replace_all_with(text, &mut hidden, |_, secret, hidden| {
            hidden.push_str(&masked(secret));
            true
        });
        hidden
    }
}

/// A secret that a finding is about.
struct Secret {
    path: String,
    line: usize,
    /// 1-based, of its first character.
    column: usize,
    text: String,
}

impl Secret {
    fn of(finding: &Diagnostic) -> Option<Self> {
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
        let mut findings = [
            Diagnostic::error("secret/token", "a token").at(at(secret..secret + 16)),
            Diagnostic::note("blame/word", "`Wort` behind `Zq8vT2mLx0Rb7Yc5`")
                .at(at(word..word + 4))
                .hint("no Zq8vT2mLx0Rb7Yc5"),
            Diagnostic::note("blame/word", "x").at(Place::span("b.md", text, word..word + 4)),
            Diagnostic::note("link/anchor", "x").hint("did you mean `#a-zq8vt2mlx0rb7yc5`?"),
        ];
        apply(&mut findings);
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
            let mut findings = [Diagnostic::error("secret/password", "x").at(place)];
            apply(&mut findings);
            assert_eq!(findings[0].place.as_ref().unwrap().excerpt, shown);
        }
    }

    #[test]
    fn a_secret_that_no_finding_is_about_is_hidden() {
        // They are put together here, so that no scanner takes this file for a leak.
        let token = ["ghp_", "b7Kq2Xz9Lm4Rt8Vw1Yc6Nd3Fg5Hj0PsTuAeB"].concat();
        let text = format!("titel = \"{token}\"\npassword = Zq9wert&TAIL\n");
        let at = |start: usize, end: usize| Place::span("retold.toml", &text, start..end);
        let mut findings = [
            Diagnostic::error("config/unknown-key", "unknown key `titel`").at(at(0, 5)),
            Diagnostic::error("config/unknown-key", format!("unknown key `{token}`")),
            Diagnostic::error("config/unknown-key", "no `ghp-b7kq2xz9lm4rt8vw1yc6nd3fg5hj0pstuaeb`"),
            Diagnostic::error("config/value", "`Zq9wert&TAIL` is none")
                .at(at(text.len() - 13, text.len() - 1)),
        ];
        apply(&mut findings);
        let shown = format!("{findings:?}").to_lowercase();
        assert!(!["b7kq", "wert", "tail"].iter().any(|part| shown.contains(part)), "{shown}");
        assert_eq!(findings[0].message, "unknown key `titel`");
        let again = findings.clone();
        apply(&mut findings);
        assert_eq!(findings, again);
    }

    #[test]
    fn a_secret_inside_of_another_shows_nothing_of_it() {
        let text = "x Zq9wert1&Yp8vT2mLx0Rb7Yc5";
        let mut findings = [2, 11].map(|start| {
            Diagnostic::error("secret/token", "x").at(Place::span("a.md", text, start..text.len()))
        });
        apply(&mut findings);
        for finding in findings {
            assert_eq!(finding.place.unwrap().excerpt, "x Zq9w*********************");
        }
    }
}
