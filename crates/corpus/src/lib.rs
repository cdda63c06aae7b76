//! Synthetic postmortem archives of any size, for tests and benches.
//!
//! A document is a pure function of a seed and an index: the same pair gives the same bytes, on any
//! machine and in an archive of any size, so the first 1,000 documents of an archive of 100,000 are
//! the archive of 1,000. Nothing is read or written here.
//!
//! ```
//! let corpus = retold_corpus::Corpus::new(42, 3);
//! let paths: Vec<String> = corpus.iter().map(|document| document.path).collect();
//! assert_eq!(paths.len(), 3);
//! assert_eq!(retold_corpus::document(42, 0).path, paths[0]);
//! ```
//!
//! # What is like real text
//!
//! - **Words**: 50,000 forms by the law of Zipf and Mandelbrot; the top 400 are hand-written, the
//!   others are coined syllable by syllable and inflected, so that a stemmer has something to do. A
//!   vocabulary that is drawn from in this way grows with the length of the text as Heaps found
//!   (*Information retrieval*, 1978), and unique tokens (error codes, request ids, host names) keep
//!   it growing for ever.
//! - **Topics**: a document mixes three of 20 topics, and takes four words of five from them.
//! - **Families**: incidents come back. Documents of a [`family`] share two of their topics, some
//!   words, an error and its stack trace, and mostly the service; they link to earlier ones of their
//!   family.
//! - **Labels**: 200 tags, 80 services, 40 teams and 5 severities, by the law of Zipf.
//! - **Form**: the sections, tables, lists, logs and stack traces of postmortems, about 1,200 words.
//!
//! What is *not* like real text: the grammar, and the many ways in which real archives are untidy.
//!
//! # Front matter
//!
//! YAML, with the keys `title`, `date`, `authors`, `tags`, `services`, `teams`, `severities`, `type`, `status`,
//! `started`, `detected`, `identified`, `resolved`, `summary` and sometimes `recurrence_of` (the file
//! stem of another document). Lists in the plural feed Hugo's taxonomies as they are. The kind of
//! document is under `type` because Hugo refuses a `kind` that is not one of its own.

/// `writeln!` to a `String`, which cannot fail.
macro_rules! line {
    ($out:expr, $($argument:tt)*) => {{
        use std::fmt::Write as _;
        let _ = writeln!($out, $($argument)*);
    }};
}

mod body;
mod code;
mod facts;
mod family;
mod general;
mod lexicon;
mod prose;
mod queries;
mod rng;
mod services;
mod time;
mod topics;
mod zipf;

pub use queries::{Queries, queries};

use crate::facts::Facts;
use crate::prose::Prose;
use crate::rng::{Rng, Stream};

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedDocument {
    /// Where it belongs, with slashes, below the root of the archive:
    /// `content/2019/2019-03-04-media-api-disk-full-00042.md`. Unique among the documents of a seed.
    pub path: String,
    /// Front matter and Markdown, ASCII but for some dashes, with a newline at the end.
    pub text: String,
}

/// The document of `index` in the archives of `seed`.
#[must_use]
pub fn document(seed: u64, index: usize) -> GeneratedDocument {
    let (facts, family) = Facts::new(seed, index);
    let mut prose = Prose::new(Rng::new(seed, Stream::Summary, index), &family);
    let summary = format!("{}. {}.", facts.title, prose.phrase(10, 24));
    let mut text = front_matter(seed, &facts, &summary);
    let front_words = body::words(&text);
    text.push_str(&body::body(seed, index, &facts, &family, front_words, &summary));
    // Sections end in an empty line, which the last one of a file has not.
    text.pop();
    GeneratedDocument { path: facts.path(), text }
}

/// The number of the family of a document: those of the same family are the ones that a search for
/// similar incidents has to find.
///
/// Of 64 documents in a row, 59 have relatives; the largest family has 16 members.
#[must_use]
pub fn family(seed: u64, index: usize) -> usize {
    family::place(seed, index).0
}

/// An archive of a given size.
#[derive(Clone, Copy, Debug)]
pub struct Corpus {
    seed: u64,
    documents: usize,
}

impl Corpus {
    /// The first `documents` documents of `seed`.
    #[must_use]
    pub fn new(seed: u64, documents: usize) -> Self {
        Self { seed, documents }
    }

    /// The documents, in the order of their index, made as they are asked for.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = GeneratedDocument> + use<> {
        let seed = self.seed;
        (0..self.documents).map(move |index| document(seed, index))
    }
}

/// The front matter with its fences and an empty line.
fn front_matter(seed: u64, facts: &Facts, summary: &str) -> String {
    let mut out = String::with_capacity(12_000);
    let list = |items: &[&str]| format!("[{}]", items.join(", "));
    let names = |items: &[String]| format!("[{}]", items.join(", "));
    line!(out, "---");
    // Quoted because of the colon; none of our words has a quote or a backslash in it.
    line!(out, "title: \"{}\"", facts.title);
    line!(out, "date: {}", facts.date);
    line!(out, "authors: {}", names(&facts.authors));
    line!(out, "tags: {}", list(&facts.tags));
    line!(out, "services: {}", names(&facts.services));
    line!(out, "teams: {}", names(&facts.teams));
    line!(out, "severities: {}", list(&[facts.severity]));
    line!(out, "type: {}", facts.kind);
    line!(out, "status: {}", facts.status);
    for (key, moment) in [
        ("started", facts.started),
        ("detected", facts.detected),
        ("identified", facts.identified),
        ("resolved", facts.resolved),
    ] {
        line!(out, "{key}: {}", moment.rfc3339(facts.zone));
    }
    if let Some(earlier) = facts.recurrence_of {
        line!(out, "recurrence_of: {}", Facts::new(seed, earlier).0.stem());
    }
    line!(out, "summary: \"{summary}\"");
    line!(out, "---\n");
    out
}
