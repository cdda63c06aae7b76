//! The tags that the rewriter writes itself.

use crate::html::footnotes::fragment;
use crate::html::{body_text, escaped};

/// A link to `address` with the text `text`.
pub fn link(address: &str, text: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escaped(address), body_text(text))
}

/// A link to the place with this id, which has the name of that. The style sheet gives it a mark.
pub fn anchor(id: &str) -> String {
    format!("<a class=\"anchor\" href=\"#{}\" aria-labelledby=\"{}\"></a>", fragment(id), escaped(id))
}
