//! From a run to its tokens.

use super::fold::push_folded;
use super::run::{Run, is_apostrophe, is_mark};
use super::stem::Stems;
use super::{MAX_PARTS_OF_WHOLE, MAX_TOKEN_BYTES};
use crate::language::Language;

/// What a token is of its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word; the only token of most runs.
    Part,
    /// Several parts as they were written together.
    Whole,
}

/// A token, borrowed from the [`Lexer`] that found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lexeme<'a> {
    pub(crate) text: &'a str,
    /// Counted from the first part of the run.
    pub(crate) position: usize,
    pub(crate) kind: Kind,
}

/// Finds the tokens of one run after the other, in the same buffers.
#[derive(Clone, Debug)]
pub(crate) struct Lexer {
    stems: Stems,
    /// The texts of all tokens of the run, one after the other.
    buffer: String,
    tokens: Vec<Slot>,
    /// How many positions the run takes.
    positions: usize,
}

/// A token in [`Lexer::buffer`].
#[derive(Clone, Copy, Debug)]
struct Slot {
    start: usize,
    end: usize,
    position: usize,
    kind: Kind,
}

impl Lexer {
    pub(crate) fn new(language: Language) -> Lexer {
        Lexer { stems: Stems::new(language), buffer: String::new(), tokens: Vec::new(), positions: 0 }
    }

    /// Whether the tokens of a word begin as the word does; some languages have prefixes that are no part of a stem.
    pub(crate) fn keeps_beginnings(&self) -> bool {
        self.stems.language().is_english()
    }

    /// The number of tokens of the last run read.
    #[cfg(feature = "writer")]
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The number of positions that the last run takes: that of its parts.
    #[cfg(feature = "writer")]
    pub(crate) fn positions(&self) -> usize {
        self.positions
    }

    /// A token of the last run read, in order of position, wholes before parts.
    pub(crate) fn token(&self, index: usize) -> Option<Lexeme<'_>> {
        let slot = self.tokens.get(index)?;
        Some(Lexeme { text: &self.buffer[slot.start..slot.end], position: slot.position, kind: slot.kind })
    }

    /// All tokens of the last run read.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = Lexeme<'_>> {
        (0..self.tokens.len()).filter_map(|index| self.token(index))
    }

    /// Reads a run; what was found in the one before is gone.
    pub(crate) fn read(&mut self, run: Run<'_>) {
        self.buffer.clear();
        self.tokens.clear();
        self.positions = 0;
        if run.cjk {
            self.read_pairs(run.text);
        } else if is_plain(run.text) {
            self.push_part(run.text);
        } else {
            self.read_compound(run.text);
        }
    }

    /// A run with marks or humps: the whole, then each piece between marks.
    fn read_compound(&mut self, text: &str) {
        let several = pieces(text).nth(1).is_some();
        if several && parts(text).nth(MAX_PARTS_OF_WHOLE).is_none() {
            // `v1.2.3` is version 1.2.3.
            let version = pieces(text).next().is_some_and(|piece| piece.version() == Some(("", 1)));
            self.push_whole(if version { &text[1..] } else { text }, false);
        }
        for piece in pieces(text) {
            if piece.version().is_some() || humps(piece.text).nth(1).is_some() {
                self.push_whole(piece.text, true);
            }
            for part in piece.parts() {
                self.push_part(part);
            }
        }
    }

    /// A run of a script without spaces: its pairs of characters, or its only one.
    fn read_pairs(&mut self, text: &str) {
        let mut begins: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        begins.push(text.len());
        if begins.len() == 2 {
            self.push_part(text);
        }
        for pair in begins.windows(3) {
            self.push_part(&text[pair[0]..pair[2]]);
        }
        // Every character begins a token, so that one alone is found by the tokens that begin with it.
        if let [.., _, last, _] = begins.as_slice() {
            self.push_whole(&text[*last..], false);
        }
    }

    /// Adds a word and its position.
    fn push_part(&mut self, word: &str) {
        let start = self.buffer.len();
        self.push_stem(word);
        if self.buffer.len() > start {
            self.push_slot(start, Kind::Part);
            self.positions += 1;
        }
    }

    /// Adds a whole at the position of the part that comes next, unless it is too long to be a name.
    fn push_whole(&mut self, text: &str, stemmed: bool) {
        let start = self.buffer.len();
        self.push_text(text);
        if self.buffer.len() - start > MAX_TOKEN_BYTES {
            self.buffer.truncate(start);
            return;
        }
        if stemmed {
            self.buffer.truncate(start);
            self.push_stem(text);
        }
        self.push_slot(start, Kind::Whole);
    }

    /// Appends folded text without apostrophes to the buffer.
    fn push_text(&mut self, text: &str) {
        for stretch in text.split(is_apostrophe) {
            push_folded(stretch, &mut self.buffer);
        }
    }

    /// Appends the stem of a word without apostrophes to the buffer.
    fn push_stem(&mut self, word: &str) {
        if word.contains(is_apostrophe) {
            let word: String = word.split(is_apostrophe).collect();
            self.stems.push(&word, MAX_TOKEN_BYTES, &mut self.buffer);
        } else {
            self.stems.push(word, MAX_TOKEN_BYTES, &mut self.buffer);
        }
    }

    fn push_slot(&mut self, start: usize, kind: Kind) {
        self.tokens.push(Slot { start, end: self.buffer.len(), position: self.positions, kind });
    }
}

/// Whether a run is one word without marks or humps, as most are: `the`, `Monday`, `TLS`.
pub(crate) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.split_first() {
        Some((first, rest)) if first.is_ascii_alphanumeric() => {
            rest.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
                || bytes.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        }
        _ => false,
    }
}

/// What stands between the marks of a run.
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    /// A dot and a number follow: `TLS1` of `TLS1.3`.
    is_numbered: bool,
}

impl<'a> Piece<'a> {
    /// The name before a version, and where its number begins: `TLS` and 3 of `TLSv1` in `TLSv1.3`, nothing and 1 of
    /// `v1` in `v1.2.3`. `None` if it has no version.
    fn version(self) -> Option<(&'a str, usize)> {
        let named = self.text.trim_end_matches(|c: char| c.is_ascii_digit());
        let name = named.strip_suffix(['v', 'V']);
        let is_version = self.is_numbered
            || name.is_some_and(|name| name.len() > 1 && name.bytes().all(|b| b.is_ascii_uppercase()));
        let has_both = !named.is_empty() && named.len() < self.text.len();
        if !(is_version && has_both && named.bytes().all(|b| b.is_ascii_alphabetic())) {
            return None;
        }
        Some((name.unwrap_or(named), named.len()))
    }

    /// Its words.
    fn parts(self) -> impl Iterator<Item = &'a str> {
        let (name, number) = match self.version() {
            Some((name, number)) => (name, &self.text[number..]),
            None => (self.text, ""),
        };
        humps(name).chain(Some(number).filter(|number| !number.is_empty()))
    }
}

/// The pieces of a run between its marks.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let from = rest.trim_start_matches(is_mark);
        let (piece, after) = from.split_at(from.find(is_mark).unwrap_or(from.len()));
        rest = after;
        let next = after.strip_prefix('.').and_then(|next| next.split(is_mark).next());
        let is_number = |next: &str| !next.is_empty() && next.bytes().all(|b| b.is_ascii_digit());
        let is_numbered = next.is_some_and(is_number);
        (!piece.is_empty()).then_some(Piece { text: piece, is_numbered })
    })
}

/// The words of a run that is not Chinese, Japanese or Korean: as they are written, each of which becomes a part.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).flat_map(Piece::parts)
}

/// The words of a run, and the names that are written with several of them together: `NullPointer`.
#[cfg(feature = "writer")]
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).flat_map(|piece| {
        let whole = Some(piece.text).filter(|text| piece.parts().next() != Some(text));
        piece.parts().chain(whole)
    })
}

/// The parts of a camel case word: `NullPointer` → `Null`, `Pointer`; `HTTPServer` → `HTTP`, `Server`.
///
/// A plural of initials is no hump: `VMs`, `APIs`.
fn humps(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (hump, tail) = rest.split_at(hump_len(rest));
        rest = tail;
        Some(hump)
    })
}

/// Length in bytes of the first hump of `word`.
fn hump_len(word: &str) -> usize {
    let mut before: Option<char> = None;
    let mut chars = word.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let Some(previous) = before.replace(c) else { continue };
        if !c.is_uppercase() {
            continue;
        }
        let next_is_lower = chars.peek().is_some_and(|&(_, next)| next.is_lowercase());
        let is_plural = next_is_lower && &word[i + c.len_utf8()..] == "s";
        if previous.is_lowercase() || (previous.is_uppercase() && next_is_lower && !is_plural) {
            return i;
        }
    }
    word.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenizer::runs;

    /// The tokens of a text as `position:text`, wholes in brackets.
    fn tokens(text: &str) -> String {
        tokens_in(Language::default(), text)
    }

    fn tokens_in(language: Language, text: &str) -> String {
        let mut lexer = Lexer::new(language);
        let mut base = 0;
        let mut out = Vec::new();
        for run in runs(text) {
            lexer.read(run);
            for token in lexer.tokens() {
                let position = base + token.position;
                out.push(match token.kind {
                    Kind::Part => format!("{position}:{}", token.text),
                    Kind::Whole => format!("{position}:[{}]", token.text),
                });
            }
            base += lexer.positions();
        }
        out.join(" ")
    }

    #[test]
    fn tokens_of_this_field() {
        for (text, expected) in [
            ("The connections timed out", "0:the 1:connect 2:time 3:out"),
            ("ECONNRESET", "0:econnreset"),
            ("kube-proxy", "0:[kube-proxy] 0:kube 1:proxi"),
            ("max_connections", "0:[max_connections] 0:max 1:connect"),
            ("NullPointerException", "0:[nullpointerexcept] 0:null 1:pointer 2:except"),
            ("nullpointerexception", "0:nullpointerexcept"),
            ("SQLSTATE 53300", "0:sqlstate 1:53300"),
            ("10.0.0.0/8", "0:[10.0.0.0/8] 0:10 1:0 2:0 3:0 4:8"),
            ("v1.2.3", "0:[1.2.3] 0:[v1] 0:1 1:2 2:3"),
            ("1.2.3", "0:[1.2.3] 0:1 1:2 2:3"),
            ("TLS1.3", "0:[tls1.3] 0:[tls1] 0:tls 1:1 2:3"),
            ("TLSv1.3", "0:[tlsv1.3] 0:[tlsv1] 0:tls 1:1 2:3"),
            ("IPv6", "0:[ipv6] 0:ip 1:6"),
            ("postgres-v9.6", "0:[postgres-v9.6] 0:postgr 1:[v9] 1:9 2:6"),
            ("m5.4xlarge", "0:[m5.4xlarge] 0:m5 1:4xlarge"),
            ("s3.amazonaws.com", "0:[s3.amazonaws.com] 0:s3 1:amazonaw 2:com"),
            ("v2", "0:v2"),
            ("us-east-1a", "0:[us-east-1a] 0:us 1:east 2:1a"),
            ("HTTPServer", "0:[httpserver] 0:http 1:server"),
            ("VMs and APIs", "0:vms 1:and 2:api"),
            ("customer's don’t", "0:custom 1:dont"),
            (
                "java.lang.NullPointer",
                "0:[java.lang.nullpointer] 0:java 1:lang 2:[nullpoint] 2:null 3:pointer",
            ),
            ("Zürich", "0:zurich"),
            ("データベース", "0:デー 1:ータ 2:タベ 3:ベー 4:ース 5:[ス]"),
            ("火", "0:火"),
            ("ＡＰＩ", "0:api"),
            ("data\u{ad}base re\u{2060}plica", "0:databas 1:replica"),
            ("", ""),
        ] {
            assert_eq!(tokens(text), expected, "{text:?}");
        }
    }

    #[test]
    fn long_words_are_cut_and_long_wholes_left_out() {
        let word = "x1".repeat(100);
        assert_eq!(tokens(&word), format!("0:{}", "x1".repeat(32)));
        let path = vec!["a"; 20].join("/");
        assert_eq!(tokens(&path).matches('[').count(), 0);
        assert_eq!(tokens(&path).matches(":a").count(), 20);
    }
}
