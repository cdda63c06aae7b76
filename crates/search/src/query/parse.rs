//! From text to clauses.

use super::common::is_common;
use super::{Clause, Filter, Item, Occur, Query, Word, filters};
use crate::tokenizer::fold::push_folded;
use crate::tokenizer::{Kind, Lexer, runs};

/// Words and phrases beyond these are left out: a pasted log still is a query, in bounded time.
const MAX_TEXT_CLAUSES: usize = 32;

/// Parts of a name, or pairs of characters, beyond these are left out.
const MAX_PARTS: usize = 16;

/// Bytes of a query beyond these are not read.
const MAX_QUERY_BYTES: usize = 16 << 10;

pub(super) fn parse(text: &str) -> Query {
    let end = (0..=text.len().min(MAX_QUERY_BYTES)).rev().find(|&end| text.is_char_boundary(end));
    let mut rest = &text[..end.unwrap_or(0)];
    let mut builder = Builder { lexer: Lexer::new(), clauses: Vec::new(), text_clauses: 0 };
    let mut last_word = None;
    while let Some(item) = next_item(&mut rest) {
        last_word = match item.body {
            Body::Quoted(phrase) => {
                builder.phrase(item.occur, phrase);
                None
            }
            Body::Filter(filter) => {
                builder.clauses.push(Clause { occur: item.occur, item: Item::Filter(filter) });
                None
            }
            Body::Words(words) => builder.words(item.occur, words),
        };
    }
    if let Some(index) = last_word {
        // Only a word at the very end of the query can be unfinished.
        builder.set_unfinished(index, text);
    }
    builder.finish()
}

/// A stretch of the query, and how it is to be read.
struct RawItem<'a> {
    occur: Occur,
    body: Body<'a>,
}

enum Body<'a> {
    Quoted(&'a str),
    Filter(Filter),
    Words(&'a str),
}

/// Takes the next item off the query.
fn next_item<'a>(rest: &mut &'a str) -> Option<RawItem<'a>> {
    *rest = rest.trim_start();
    if rest.is_empty() {
        return None;
    }
    let (occur, text) = occur(rest);

    if let Some((phrase, after)) = quoted(text) {
        *rest = after;
        return Some(RawItem { occur, body: Body::Quoted(phrase) });
    }
    if let Some((name, value)) = text.split_once(':')
        && !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphabetic())
    {
        let (value, after) = quoted(value).unwrap_or_else(|| split_at_space(value));
        if let Some(filter) = filters::filter(name, value) {
            *rest = after;
            return Some(RawItem { occur, body: Body::Filter(filter) });
        }
    }
    let (words, after) = split_at_space(text);
    *rest = after;
    Some(RawItem { occur, body: Body::Words(words) })
}

/// Reads a `+` or `-` before a word, a phrase or a filter; elsewhere they mean nothing.
fn occur(text: &str) -> (Occur, &str) {
    let mut chars = text.chars();
    let occur = match chars.next() {
        Some('+') => Occur::Must,
        Some('-') => Occur::MustNot,
        _ => return (Occur::Should, text),
    };
    let after = chars.as_str();
    match after.chars().next() {
        Some(c) if c == '"' || c.is_alphanumeric() => (occur, after),
        _ => (Occur::Should, text),
    }
}

/// The text between quotes at the start of `text`, and what follows; `None` without a closing one.
fn quoted(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('"')?.split_once('"')
}

fn split_at_space(text: &str) -> (&str, &str) {
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// Collects clauses.
struct Builder {
    lexer: Lexer,
    clauses: Vec<Clause>,
    text_clauses: usize,
}

impl Builder {
    /// Adds the words of a stretch without spaces; returns the index of the last one's clause.
    fn words(&mut self, occur: Occur, text: &str) -> Option<usize> {
        let mut last = None;
        for run in runs(text) {
            self.lexer.read(run);
            let mut word = Word { whole: None, parts: Vec::new(), unfinished: None, common: false };
            for token in self.lexer.tokens() {
                match token.kind {
                    Kind::Part => word.parts.push(token.text.to_owned()),
                    // The first whole is that of the run; others belong to its pieces.
                    Kind::Whole if word.whole.is_none() && token.position == 0 => {
                        word.whole = Some(token.text.to_owned());
                    }
                    Kind::Whole => {}
                }
            }
            if word.parts.is_empty() {
                continue;
            }
            word.parts.truncate(MAX_PARTS);
            word.common = word.whole.is_none() && is_common(&run.text.to_lowercase());
            last = self.push_text(Clause { occur, item: Item::Word(word) });
        }
        last
    }

    /// Adds a phrase: one word is a word that must be there, none is nothing.
    fn phrase(&mut self, occur: Occur, text: &str) {
        let mut parts = Vec::new();
        for run in runs(text) {
            self.lexer.read(run);
            let tokens = self.lexer.tokens().filter(|token| token.kind == Kind::Part);
            parts.extend(tokens.map(|token| token.text.to_owned()));
        }
        let occur = if occur == Occur::MustNot { Occur::MustNot } else { Occur::Must };
        if parts.len() > 1 {
            self.push_text(Clause { occur, item: Item::Phrase(parts) });
        } else {
            self.words(occur, text);
        }
    }

    /// Adds a clause unless it is there or there are too many; returns its index.
    fn push_text(&mut self, clause: Clause) -> Option<usize> {
        if let Some(index) = self.clauses.iter().position(|known| *known == clause) {
            return Some(index);
        }
        if self.text_clauses == MAX_TEXT_CLAUSES {
            return None;
        }
        self.text_clauses += 1;
        self.clauses.push(clause);
        Some(self.clauses.len() - 1)
    }

    /// Marks the word of a clause as the one that may go on, when the query ends with it.
    fn set_unfinished(&mut self, index: usize, query: &str) {
        let Some(run) = runs(query).last().filter(|run| query.ends_with(run.text)) else { return };
        if let Some(Clause { item: Item::Word(word), .. }) = self.clauses.get_mut(index) {
            let mut folded = String::new();
            push_folded(run.text, &mut folded);
            word.unfinished = Some(folded);
        }
    }

    fn finish(self) -> Query {
        Query { clauses: self.clauses }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A query in the notation of the table below.
    fn shown(text: &str) -> String {
        let clauses = parse(text).clauses.into_iter().map(|clause| {
            let sign = match clause.occur {
                Occur::Should => "",
                Occur::Must => "+",
                Occur::MustNot => "-",
            };
            let item = match clause.item {
                Item::Phrase(parts) => format!("\"{}\"", parts.join(" ")),
                Item::Filter(filter) => {
                    let tokens: Vec<_> = filter.any_of.into_iter().map(|r| r.first).collect();
                    format!("<{}>", tokens.join("|"))
                }
                Item::Word(word) => format!(
                    "{}{}{}{}",
                    word.whole.map(|whole| format!("[{whole}]")).unwrap_or_default(),
                    word.parts.join("."),
                    if word.common { "~" } else { "" },
                    word.unfinished.map(|typed| format!("({typed}…)")).unwrap_or_default(),
                ),
            };
            format!("{sign}{item}")
        });
        clauses.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn queries() {
        for (text, expected) in [
            ("", ""),
            ("  \t ", ""),
            ("connections timed out", "connect time out(out…)"),
            ("the outage ", "the~ outag"),
            ("\"split brain\"", "+\"split brain\""),
            ("\"kube-proxy restarts\" dns", "+\"kube proxi restart\" dns(dns…)"),
            ("\"dns\"", "+dns"),
            ("-\"split brain\" -drill", "-\"split brain\" -drill(drill…)"),
            ("+kafka lag", "+kafka lag(lag…)"),
            ("kube-proxy", "[kube-proxy]kube.proxi(kube-proxy…)"),
            ("service:payments sev:<=1 dns", "<service:payments> <sev:0|sev:1> dns(dns…)"),
            ("-tag:drill", "-<tag:drill>"),
            ("service:\"Payments API\" x", "<service:payments-api> x(x…)"),
            ("dns dns DNS", "dns(dns…)"),
            // Malformed queries are read as words.
            ("\"split brain", "split brain(brain…)"),
            ("service: down", "servic down(down…)"),
            ("after:lunch", "[after:lunch]after.lunch(after:lunch…)"),
            ("+ - \"\" \"", ""),
            ("((a OR b) AND", "a~ or~ b and~(and…)"),
            ("--force -- -", "forc"),
            ("host:port", "[host:port]host.port(host:port…)"),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_pasted_log_is_a_bounded_query() {
        let log: String = (0..100_000).map(|i| format!("line{i} ")).collect();
        assert_eq!(parse(&log).clauses.len(), MAX_TEXT_CLAUSES);
    }

    proptest! {
        #[test]
        fn any_string_is_a_query(text in ".*") {
            parse(&text);
        }

        #[test]
        fn any_heap_of_marks_is_a_query(text in "[-+\":<>()a障\u{301} .]{0,40}") {
            parse(&text);
        }
    }
}
