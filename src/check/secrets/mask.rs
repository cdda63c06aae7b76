//! Findings do not repeat the secrets that they are about.

use std::ops::Range;

use super::keys;
use retold_diagnostic::{Diagnostic, Place};

/// What stands in place of each hidden character, so that columns stay the same.
const MASK: char = '*';

/// How many characters of a secret are shown at most; and of a short one, a quarter.
const SHOWN: usize = 4;

/// Hides the secrets in the excerpts of `findings`, also of those about something else in the same line, and in the messages
/// of all findings in the file.
pub fn apply(findings: &mut [Diagnostic]) {
    let secrets: Vec<_> = findings.iter().filter_map(Secret::of).collect();
    if secrets.is_empty() {
        return;
    }
    for finding in findings {
        let Some(place) = &mut finding.place else { continue };
        for secret in &secrets {
            if secret.path != place.path {
                continue;
            }
            secret.hide_in(place);
            finding.message = finding.message.replace(&secret.text, &secret.masked);
            finding.hint = finding.hint.take().map(|hint| hint.replace(&secret.text, &secret.masked));
        }
    }
}

/// A secret that a finding is about.
struct Secret {
    path: String,
    line: usize,
    /// 1-based, of its first character.
    column: usize,
    text: String,
    masked: String,
}

impl Secret {
    fn of(finding: &Diagnostic) -> Option<Self> {
        let place = finding.place.as_ref().filter(|_| finding.rule.starts_with("secret/"))?;
        let text = place.excerpt.get(place.mark.clone()).filter(|text| !text.is_empty())?;
        let count = text.chars().count();
        // The first line of a private key is not secret.
        let shown = keys::head(text).unwrap_or_else(|| SHOWN.min(count / 4));
        let masked = text.chars().take(shown).chain(text.chars().skip(shown).map(|_| MASK)).collect();
        let (path, line, column) = (place.path.clone(), place.line, place.column);
        Some(Self { path, line, column, text: text.to_owned(), masked })
    }

    fn hide_in(&self, place: &mut Place) {
        if place.line != self.line {
            return;
        }
        let before = place.excerpt[..place.mark.start].chars().count();
        // The column of the first character of the excerpt.
        let first = place.column.saturating_sub(before);
        let is_hidden = |index: usize| {
            let column = first + index;
            (self.column..self.column + self.masked.chars().count()).contains(&column)
        };
        let mark = characters(&place.excerpt, &place.mark);
        let mut masked = self.masked.chars().skip(first.saturating_sub(self.column));
        let hidden: String = place
            .excerpt
            .chars()
            .enumerate()
            .map(|(index, c)| if is_hidden(index) { masked.next().unwrap_or(MASK) } else { c })
            .collect();
        place.mark = byte(&hidden, mark.start)..byte(&hidden, mark.end);
        place.excerpt = hidden;
    }
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
        ];
        apply(&mut findings);
        let marked = |finding: &Diagnostic| {
            let place = finding.place.clone().unwrap();
            (place.column, place.excerpt[place.mark].to_owned())
        };
        assert_eq!(marked(&findings[0]), (6, "Zq8v************".to_owned()));
        assert_eq!(marked(&findings[1]), (31, "Wort".to_owned()));
        assert!(!format!("{:?}", &findings[..2]).contains("Zq8vT2"));
        assert_eq!(findings[1].message, "`Wort` behind `Zq8v************`");
        assert!(findings[2].place.as_ref().unwrap().excerpt.contains("Zq8vT2"));
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
}
