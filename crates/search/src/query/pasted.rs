//! From pasted text to clauses.

use super::build::Builder;
use super::{Item, Occur, Pasted, Query};
use crate::language::Language;
use crate::paste::{self, Weight};

/// What a stretch that tells much is worth, in words.
const STRONG: f32 = 2.5;

/// What the name of a function or a service is worth, in words.
const NAME: f32 = 1.5;

/// The query for a pasted text: what tells in it, each as a word that may be there.
pub(super) fn query(text: &str, language: Language) -> Query {
    let read = paste::read(text);
    let mut builder = Builder::new(language);
    let mut query = Query::default();
    let mut pasted = Pasted::default();
    for kept in read.kept {
        let stretch = &text[kept.start..kept.end];
        let boost = match kept.weight {
            Weight::Strong => STRONG,
            Weight::Name => NAME,
            Weight::Word => 1.0,
        };
        let before = query.clauses.len();
        builder.words(&mut query.clauses, Occur::Should, boost, stretch, false);
        let telling = query.clauses[before..].iter().any(|clause| match &clause.item {
            Item::Word(word) => !word.common,
            _ => true,
        });
        if telling {
            pasted.counted.push(stretch.to_owned());
        } else {
            query.clauses.truncate(before);
        }
    }
    pasted.noise = read
        .noise
        .iter()
        .map(|noise| (text[noise.start..noise.end].to_owned(), noise.class.name()))
        .collect();
    query.pasted = Some(pasted);
    query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_is_counted_and_the_rest_is_named() {
        let query = Query::parse(
            "2024-05-01T12:00:03Z ERROR payments-7d9f8b6c5d-x2x7k the connect to 10.0.3.7:5432 failed: ECONNREFUSED",
            Language::default(),
        );
        let pasted = query.pasted.expect("it is a log line");
        assert_eq!(pasted.counted, ["payments", "connect", "failed", "ECONNREFUSED"]);
        assert!(pasted.noise.contains(&("2024-05-01T12:00:03Z".to_owned(), "timestamp")));
        assert!(query.clauses.iter().all(|clause| clause.occur == Occur::Should));
    }
}
