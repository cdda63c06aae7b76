//! Words one slip of the finger away, and words that a typed one is the beginning of.

use std::cmp::Reverse;

use crate::language::Language;
use crate::tokenizer::{Kind, Lexer, runs};
use crate::words::{Dictionary, MAX_CHARACTERS, Written};

/// Words of fewer characters are not corrected: almost all of them are one slip from another.
const MIN_CHARACTERS: usize = 4;

/// Words of fewer characters are the beginning of too many.
const MIN_BEGINNING: usize = 3;

/// The most words that are tried instead of one.
const MAX_CANDIDATES: usize = 3;

/// Characters that a form of a word may have behind its stem; there are more in other languages than in English.
const MAX_ENDING: usize = 4;

/// The endings of English words that have three or four characters.
const LONG_ENDINGS: [&str; 8] = ["ing", "ings", "ers", "ion", "ions", "ies", "ied", "able"];

/// A word that was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meant {
    /// As documents have it.
    pub(super) written: String,
    /// Its term.
    pub(super) token: String,
}

/// Words that a word was probably meant to be, the most probable first: one character missing, too many, wrong,
/// or swapped with the next one.
///
/// The slip is looked for in the word as it was typed, before its ending is cut off: in `connectoins`, no stem is
/// left to compare. If no document has the word in the form that was meant, it is the form that one has.
pub(super) fn corrections(dictionary: &Dictionary, typed: &str, language: Language) -> Vec<Meant> {
    let characters: Vec<char> = typed.chars().collect();
    let Some(letters) = letters(&characters) else { return Vec::new() };
    let mut stems = Stems(Lexer::new(language), language);
    let mut found = Vec::new();
    for_each_slip(&characters, letters, |word| {
        let known = dictionary.get(word);
        let Some(meant) = known.or_else(|| stems.form_of(word, dictionary)) else { return };
        // People seldom miss the first key.
        let same_start = word.starts_with(characters[0]);
        found.push(((!same_start, known.is_none(), Reverse(meant.frequency)), meant));
    });
    best(found, &mut stems)
}

/// The words that a typed one is the beginning of, the most frequent first.
pub(super) fn beginning_with(dictionary: &Dictionary, typed: &str, language: Language) -> Vec<Meant> {
    if typed.chars().count() < MIN_BEGINNING {
        return Vec::new();
    }
    let words = dictionary.beginning_with(typed);
    best(
        words.map(|word| (Reverse(word.frequency), word)).collect(),
        &mut Stems(Lexer::new(language), language),
    )
}

/// Words that begin like one that is neither known nor nearly known, the most frequent first: those that share as much
/// of its beginning as any do, at least half of it.
pub(super) fn near(dictionary: &Dictionary, typed: &str, language: Language) -> Vec<Meant> {
    let characters = typed.chars().count();
    let least = MIN_BEGINNING.max(characters.div_ceil(2));
    let ends = typed.char_indices().map(|(at, _)| at).skip(least).collect::<Vec<_>>();
    let beginnings = ends.into_iter().rev().map(|end| beginning_with(dictionary, &typed[..end], language));
    beginnings.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// The first few in this order, of each term one.
fn best<K: Ord>(mut found: Vec<(K, &Written)>, stems: &mut Stems) -> Vec<Meant> {
    found.sort_by(|(key, word), (other, next)| key.cmp(other).then_with(|| word.folded.cmp(&next.folded)));
    let mut best: Vec<Meant> = Vec::new();
    for (_, word) in found {
        let Some(token) = stems.token(word.text()) else { continue };
        if best.iter().all(|known| known.token != token) {
            best.push(Meant { written: word.text().to_owned(), token });
        }
        if best.len() == MAX_CANDIDATES {
            break;
        }
    }
    best
}

/// Finds terms of words.
struct Stems(Lexer, Language);

impl Stems {
    /// The term of a word as it is written; in lower case, as its humps are no words here.
    fn token(&mut self, written: &str) -> Option<String> {
        let lower = written.to_lowercase();
        let run = runs(&lower).next().filter(|run| run.text == lower)?;
        self.0.read(run);
        self.0.tokens().find(|token| token.kind == Kind::Part).map(|token| token.text.to_owned())
    }

    /// The most frequent other form of a word.
    fn form_of<'d>(&mut self, word: &str, dictionary: &'d Dictionary) -> Option<&'d Written> {
        let token = self.token(word)?;
        let shared = token.bytes().zip(word.bytes()).take_while(|(one, other)| one == other).count();
        let stem = word.get(..shared).filter(|_| self.is_ending(&word[shared..]))?;
        if stem.chars().count() < MIN_BEGINNING {
            return None;
        }
        let forms = dictionary.beginning_with(stem);
        let forms = forms.filter(|form| form.folded.len() <= stem.len() + MAX_ENDING);
        let mut best: Option<&Written> = None;
        for form in forms {
            if best.is_none_or(|best| form.frequency > best.frequency)
                && self.is_ending(&form.folded[shared..])
                && self.token(form.text()).is_some_and(|other| other == token)
            {
                best = Some(form);
            }
        }
        best
    }

    /// Whether it may be the ending of a form: `engineics` is none of `engine`, although its stem is the same.
    fn is_ending(&self, rest: &str) -> bool {
        rest.len() <= 2
            || if self.1.is_english() { LONG_ENDINGS.contains(&rest) } else { rest.len() <= MAX_ENDING }
    }
}

/// The name that a mistyped one was meant to be; names of two characters, and numbers, are left alone.
pub(crate) fn slip_of<'n>(typed: &str, names: &[&'n str]) -> Option<&'n str> {
    let characters: Vec<char> = typed.chars().collect();
    let mut found = None;
    let least = MIN_CHARACTERS - 1;
    if characters.len() < least || !typed.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    for_each_slip(&characters, "abcdefghijklmnopqrstuvwxyz", |word| {
        // Of the shortest, `tga` is `tag`, but `lag` is a word.
        let is_swap = characters.len() == word.chars().count()
            && word.chars().zip(&characters).filter(|(one, other)| one != *other).count() == 2;
        if characters.len() > least || is_swap {
            found = found.or_else(|| names.iter().find(|name| **name == word).copied());
        }
    });
    found
}

/// The letters that may have been meant; `None` for words that are not corrected.
fn letters(characters: &[char]) -> Option<&'static str> {
    if !(MIN_CHARACTERS..=MAX_CHARACTERS).contains(&characters.len()) {
        return None;
    }
    if characters.iter().all(|c| c.is_ascii_alphanumeric()) {
        // A number is not a slip of another.
        let number = characters.iter().all(char::is_ascii_digit);
        return (!number).then_some("abcdefghijklmnopqrstuvwxyz");
    }
    characters.iter().all(|c| matches!(c, 'а'..='я' | 'ё')).then_some("абвгдежзийклмнопрстуфхцчшщъыьэюяё")
}

/// Calls `each` with every word one slip away.
fn for_each_slip(characters: &[char], letters: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    let mut put = |pieces: [&[char]; 3]| {
        word.clear();
        word.extend(pieces.into_iter().flatten());
        each(&word);
    };
    for at in 0..=characters.len() {
        let (before, after) = characters.split_at(at);
        if let [first, second, rest @ ..] = after
            && first != second
        {
            put([before, &[*second, *first], rest]);
        }
        if let [_, rest @ ..] = after {
            put([before, rest, &[]]);
            for letter in letters.chars() {
                put([before, &[letter], rest]);
            }
        }
        for letter in letters.chars() {
            put([before, &[letter], after]);
        }
    }
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;
    use crate::words::write;

    /// Words with how many documents have them.
    fn dictionary(words: &[(&str, u32)]) -> Dictionary {
        let forms = words.iter().map(|&(word, documents)| (word.into(), documents));
        Dictionary::decode(&write::component(forms)).expect("the words can be read")
    }

    fn words() -> Dictionary {
        dictionary(&[
            ("connection", 90),
            ("database", 60),
            ("databases", 10),
            ("catch", 50),
            ("Postgres", 40),
            ("cache", 20),
            ("engine", 20),
            ("receive", 20),
            ("503", 20),
            ("chart", 10),
        ])
    }

    #[test]
    fn one_slip_is_forgiven() {
        for (typed, expected) in [
            ("conection", vec!["connection"]),
            // The form that was meant is in no document.
            ("connectoins", vec!["connection"]),
            ("connectionss", vec!["connection"]),
            ("databse", vec!["database"]),
            ("dataabses", vec!["databases"]),
            ("postgras", vec!["Postgres"]),
            ("cahce", vec!["cache"]),
            // The more frequent first, but the same first letter before that.
            ("cacth", vec!["catch", "cache"]),
            ("xatabase", vec!["database"]),
            ("recieve", vec!["receive"]),
            // What is shown is a word, and one that it may have been.
            ("engineixs", vec![]),
            ("enginiecs", vec![]),
            // Two slips, numbers and short words are not.
            ("dtabse", vec![]),
            ("5030", vec![]),
            ("cac", vec![]),
            ("データベース", vec![]),
        ] {
            let meant = corrections(&words(), typed, Language::default());
            let written: Vec<String> = meant.into_iter().map(|meant| meant.written).collect();
            assert_eq!(written, expected, "{typed:?}");
        }
    }

    #[test]
    fn words_go_on() {
        let begin = |typed| {
            let meant = beginning_with(&words(), typed, Language::default());
            meant.into_iter().map(|meant| format!("{} {}", meant.written, meant.token)).collect::<Vec<_>>()
        };
        assert_eq!(begin("data"), ["database databas"]);
        assert_eq!(begin("ca"), Vec::<String>::new());
        assert_eq!(begin("post"), ["Postgres postgr"]);
    }

    #[test]
    fn names_are_meant() {
        let names = ["service", "sev", "tag"];
        for (typed, meant) in [
            ("servce", Some("service")),
            ("sevrice", Some("service")),
            ("tga", Some("tag")),
            ("sve", Some("sev")),
            ("lag", None),
            ("tags", Some("tag")),
            ("host", None),
            ("se", None),
        ] {
            assert_eq!(slip_of(typed, &names), meant, "{typed}");
        }
    }
}
