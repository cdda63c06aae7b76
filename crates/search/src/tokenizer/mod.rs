//! Words, the same way for the index and for queries.
//!
//! A text is cut into *runs*: letters and digits of any script, joined by the marks that hold
//! technical names together (`kube-proxy`, `max_connections`, `10.0.0.0/8`, `foo::bar`). A run is
//! cut into its *parts*, at the marks and at the humps of camel case, and each part is a word of
//! its own, at a position of its own. Where there is more than one part the run is a token too,
//! at the position of its first part: names are found whole and by their parts.
//!
//! ```text
//! text       The  kube-proxy on NullPointerException
//! position   0    1          3  4
//! wholes          kube-proxy    nullpointerexcept
//! parts      the  kube proxy on null pointer except
//! ```
//!
//! * Tokens are in lower case and without accents ([`fold`]).
//! * Parts are stemmed by Snowball's algorithm for the language of the archive ([`stem`]), and so are camel case wholes,
//!   because `nullpointerexception` in lower case has to find them. Wholes with a mark in them are
//!   kept as they are: `v1.2.3` is not a word of any language.
//! * Of versions the name and the numbers are words: `TLS1.3` is `TLS 1.3`, and `v1.2.3` is `1.2.3`.
//! * Chinese, Japanese and Korean text has no spaces: it becomes pairs of neighbouring characters, and the last one.

pub(crate) mod fold;
mod lex;
mod run;
mod stem;
#[cfg(feature = "writer")]
mod stream;
#[cfg(feature = "writer")]
mod words;

#[cfg(feature = "writer")]
pub(crate) use self::lex::words;
pub(crate) use self::lex::{Kind, Lexer, is_plain, parts};
pub(crate) use self::run::{Run, is_apostrophe, runs};
#[cfg(feature = "writer")]
pub(crate) use self::stream::{WeightedTokenizer, weighted};
#[cfg(feature = "writer")]
pub use self::words::{Word, Words, stretches};

/// The most bytes of a token; longer words are cut, longer wholes are left out.
const MAX_TOKEN_BYTES: usize = 64;

/// The most parts of a run that is also kept whole: more than that is a path or a dump.
const MAX_PARTS_OF_WHOLE: usize = 12;
