//! From text to clauses.

use std::ops::Range;

use super::build::Builder;
use super::{Clause, Filter, Item, Occur, Query, edit, filters};
use crate::boundary;
use crate::language::Language;

/// Bytes of a query beyond these are not read.
const MAX_QUERY_BYTES: usize = 16 << 10;

/// Groups within groups beyond these are read as if their parentheses were not there.
const MAX_DEPTH: usize = 8;

pub(super) fn parse(text: &str, language: Language) -> Query {
    let text = &text[..boundary::floor(text, MAX_QUERY_BYTES)];
    let mut parser = Parser::new(text, language);
    let mut clauses = parser.group(0);
    // What follows a parenthesis that closes nothing.
    while !parser.rest.is_empty() {
        clauses.extend(parser.group(0));
    }
    let wordless = clauses.is_empty() && !text.trim().is_empty();
    let filters = edit::written(text);
    Query { clauses, pasted: None, mistyped_filters: parser.mistyped, wordless, filters }
}

/// The pieces of a query outside its groups, each with its place, its sign and, for filters, what it
/// lets through.
pub(super) struct Pieces<'a> {
    text: &'a str,
    parser: Parser<'a>,
}

impl<'a> Pieces<'a> {
    pub(super) fn of(text: &'a str) -> Pieces<'a> {
        // The words do not matter here.
        Pieces { text, parser: Parser::new(text, Language::default()) }
    }
}

impl Iterator for Pieces<'_> {
    type Item = (Range<usize>, Occur, Option<Filter>);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.text.len() - self.parser.rest.trim_start().len();
        let (occur, piece) = self.parser.piece(0)?;
        let filter = match piece {
            Piece::Filter(filter) => Some(filter),
            Piece::Open => {
                self.parser.group(1);
                None
            }
            _ => None,
        };
        Some((start..self.text.len() - self.parser.rest.len(), occur, filter))
    }
}

/// Reads a query from left to right.
struct Parser<'a> {
    rest: &'a str,
    builder: Builder,
    /// As in [`Query`].
    mistyped: Vec<(String, &'static str)>,
}

/// A piece of a query, without its sign.
enum Piece<'a> {
    Quoted(&'a str),
    Filter(Filter),
    Words(&'a str),
    Open,
    Close,
    Or,
    And,
    Not,
}

/// How what comes next is joined to what was before it.
#[derive(Clone, Copy, PartialEq)]
enum Joint {
    Beside,
    Or,
    And,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, language: Language) -> Parser<'a> {
        Parser { rest: text, builder: Builder::new(language), mistyped: Vec::new() }
    }

    /// Reads clauses up to the end of the group, and takes its parenthesis.
    fn group(&mut self, depth: usize) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = Vec::new();
        let mut joint = Joint::Beside;
        let mut not = false;
        // Where the clauses begin that the last piece gave: what `OR` has on its left.
        let mut last = 0;
        while let Some((sign, piece)) = self.piece(depth) {
            let occur = if not { Occur::MustNot } else { sign };
            let mut found = Vec::new();
            match piece {
                Piece::Close => break,
                Piece::Or => {
                    joint = Joint::Or;
                    continue;
                }
                Piece::And => {
                    joint = Joint::And;
                    continue;
                }
                Piece::Not => {
                    not = true;
                    continue;
                }
                Piece::Open => {
                    let group = self.group(depth + 1);
                    match <[Clause; 1]>::try_from(group) {
                        // Parentheses around one thing mean nothing.
                        Ok([clause]) if occur == Occur::Should => found.push(clause),
                        Ok([clause]) if clause.occur == Occur::Should => {
                            found.push(Clause { occur, ..clause })
                        }
                        Ok(group) => {
                            found.push(Clause { occur, item: Item::Either(vec![group.into()]), boost: 1.0 })
                        }
                        Err(group) if group.is_empty() => {}
                        Err(group) => {
                            found.push(Clause { occur, item: Item::Either(vec![group]), boost: 1.0 })
                        }
                    }
                }
                Piece::Quoted(phrase) => self.builder.phrase(&mut found, occur, phrase),
                Piece::Filter(filter) => {
                    found.push(Clause { occur, item: Item::Filter(filter), boost: 1.0 });
                }
                Piece::Words(words) => {
                    let unfinished = self.rest.is_empty();
                    self.builder.words(&mut found, occur, 1.0, words, unfinished);
                }
            }
            not = false;
            if found.is_empty() {
                continue;
            }
            match joint {
                Joint::Or if last < clauses.len() => either(&mut clauses, last, found),
                Joint::And => {
                    let from = last;
                    last = clauses.len();
                    add(&mut clauses, found);
                    require(&mut clauses[from..]);
                }
                _ => {
                    last = clauses.len();
                    add(&mut clauses, found);
                }
            }
            joint = Joint::Beside;
        }
        clauses
    }

    /// Takes the next piece off the query.
    fn piece(&mut self, depth: usize) -> Option<(Occur, Piece<'a>)> {
        self.rest = self.rest.trim_start();
        if let Some(after) = self.rest.strip_prefix(')') {
            self.rest = after;
            return if depth > 0 { Some((Occur::Should, Piece::Close)) } else { self.piece(depth) };
        }
        if self.rest.is_empty() {
            return None;
        }
        let (occur, text) = occur(self.rest);
        if let Some(after) = text.strip_prefix('(') {
            self.rest = after;
            return if depth < MAX_DEPTH { Some((occur, Piece::Open)) } else { self.piece(depth) };
        }
        if let Some((phrase, after)) = quoted(text) {
            self.rest = after;
            return Some((occur, Piece::Quoted(phrase)));
        }
        if let Some((name, value)) = text.split_once(':')
            && !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphabetic())
        {
            let (value, after) = quoted(value).unwrap_or_else(|| stretch(value, depth));
            if let Some(filter) = filters::filter(name, value) {
                self.rest = after;
                return Some((occur, Piece::Filter(filter)));
            }
            let name = name.to_ascii_lowercase();
            if !value.is_empty()
                && let Some(meant) = filters::mistyped(&name)
                && !self.mistyped.contains(&(name.clone(), meant))
            {
                self.mistyped.push((name, meant));
            }
        }
        let (words, after) = stretch(text, depth);
        self.rest = after;
        let piece = match words {
            "OR" | "|" | "||" => Piece::Or,
            "AND" | "&&" => Piece::And,
            "NOT" => Piece::Not,
            _ => Piece::Words(words),
        };
        Some((occur, piece))
    }
}

/// Adds clauses, but none twice.
fn add(clauses: &mut Vec<Clause>, found: Vec<Clause>) {
    for clause in found {
        let twin = clauses.iter_mut().find(|known| match (&known.item, &clause.item) {
            (Item::Word(known), Item::Word(word)) => known.typed == word.typed,
            (known, item) => known == item,
        });
        match (twin, &clause.item) {
            (Some(Clause { item: Item::Word(known), occur, .. }), Item::Word(word))
                if *occur == clause.occur =>
            {
                known.unfinished |= word.unfinished;
            }
            (Some(twin), _) if twin.occur == clause.occur => {}
            _ => clauses.push(clause),
        }
    }
}

/// Makes alternatives of the clauses from `last` on and of those found after `OR`.
fn either(clauses: &mut Vec<Clause>, last: usize, found: Vec<Clause>) {
    let left = clauses.split_off(last);
    let occur = left.first().map_or(Occur::Should, |clause| clause.occur);
    let mut alternatives = match <[Clause; 1]>::try_from(left) {
        // `a OR b OR c` is one choice of three.
        Ok([Clause { item: Item::Either(known), .. }]) => known,
        Ok([clause]) => vec![vec![clause]],
        Err(left) => vec![left],
    };
    alternatives.push(found);
    // Filters on both sides leave out what neither lets through, as a filter alone would.
    let filters_only = alternatives.iter().flatten().all(|clause| matches!(clause.item, Item::Filter(_)));
    let occur = if occur == Occur::Should && filters_only { Occur::Must } else { occur };
    clauses.push(Clause { occur, item: Item::Either(alternatives), boost: 1.0 });
}

/// Makes words that may be there words that must be there.
fn require(clauses: &mut [Clause]) {
    for clause in clauses {
        if clause.occur == Occur::Should {
            clause.occur = Occur::Must;
        }
    }
}

/// Reads a `+` or `-` before a word, a phrase, a filter or a group; elsewhere they mean nothing.
fn occur(text: &str) -> (Occur, &str) {
    let mut chars = text.chars();
    let occur = match chars.next() {
        Some('+') => Occur::Must,
        Some('-') => Occur::MustNot,
        _ => return (Occur::Should, text),
    };
    let after = chars.as_str();
    match after.chars().next() {
        Some(c) if c == '"' || c == '(' || c.is_alphanumeric() => (occur, after),
        _ => (Occur::Should, text),
    }
}

/// The text between quotes at the start of `text`, and what follows; `None` without a closing one.
fn quoted(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('"')?.split_once('"')
}

/// The text up to the next space, and what follows; within a group, up to the parenthesis that
/// closes it.
fn stretch(text: &str, depth: usize) -> (&str, &str) {
    let mut open = 0_usize;
    let end = text.find(|c: char| match c {
        '(' => {
            open += 1;
            false
        }
        ')' if open == 0 => depth > 0,
        ')' => {
            open -= 1;
            false
        }
        c => c.is_whitespace(),
    });
    text.split_at(end.unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A query in the notation of the table below.
    fn shown(text: &str) -> String {
        listed(parse(text, Language::default()).clauses)
    }

    fn listed(clauses: Vec<Clause>) -> String {
        let clauses = clauses.into_iter().map(|clause| {
            let sign = match clause.occur {
                Occur::Should => "",
                Occur::Must => "+",
                Occur::MustNot => "-",
            };
            let item = match clause.item {
                Item::Phrase(words) => {
                    let words: Vec<_> = words.into_iter().map(|word| word.token).collect();
                    format!("\"{}\"", words.join(" "))
                }
                Item::Either(alternatives) => {
                    let alternatives: Vec<_> = alternatives.into_iter().map(listed).collect();
                    format!("({})", alternatives.join(" | "))
                }
                Item::Filter(filter) => {
                    let tokens: Vec<_> = filter.any_of.into_iter().map(|r| r.first).collect();
                    format!("<{}>", tokens.join("|"))
                }
                Item::Word(word) => format!(
                    "{}{}{}{}",
                    word.whole.map(|whole| format!("[{whole}]")).unwrap_or_default(),
                    word.parts.join("."),
                    if word.common { "~" } else { "" },
                    if word.unfinished { format!("({}…)", word.typed) } else { String::new() },
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
            // Groups and choices.
            ("dns OR bgp", "(dns | bgp(bgp…))"),
            ("dns OR bgp OR ntp leak ", "(dns | bgp | ntp) leak"),
            ("(dns cache) OR \"split brain\" x", "(dns cach | +\"split brain\") x(x…)"),
            ("leak (dns OR bgp) ", "leak (dns | bgp)"),
            ("-(dns OR bgp) +(a b) ", "-(dns | bgp) +(a~ b)"),
            ("kafka AND lag ", "+kafka +lag"),
            ("lag NOT drill ", "lag -drill"),
            ("service:a OR tag:b", "+(<service:a> | <tag:b>)"),
            ("panic(main) ", "panic main"),
            // Parentheses and operators that lead nowhere.
            ("((x OR y) AND", "(x | y)"),
            ("OR x ) y OR", "x y"),
            ("(((((((((((deep)", "deep"),
            ("() x", "x(x…)"),
            ("(deep", "deep(deep…)"),
            ("--force -- -", "forc"),
            ("host:port", "[host:port]host.port(host:port…)"),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_pasted_log_is_a_bounded_query() {
        let log: String = (0..100_000).map(|i| format!("line{i} ")).collect();
        assert_eq!(parse(&log, Language::default()).clauses.len(), crate::query::build::MAX_TEXT_CLAUSES);
    }

    proptest! {
        #[test]
        fn any_string_is_a_query(text in ".*") {
            parse(&text, Language::default());
        }

        #[test]
        fn any_heap_of_marks_is_a_query(text in "([-+\":<>()|a障\u{301} .]| OR | AND | NOT ){0,40}") {
            parse(&text, Language::default());
        }
    }
}
