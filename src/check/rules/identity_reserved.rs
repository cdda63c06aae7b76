//! A document or file has the address of one of the site's own pages.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "identity/reserved",
    levels: &[Level::Error],
    stage: Stage::Archive,
    summary: "a document or file has the address of one of the site's own pages",
    problem: "\
        The address of a document is that of the search page, the list of documents, an index such as `tags/`, one \
        of its terms, or a further page of a list. Or a file beside the documents lies where the site has a file \
        of its own.",
    consequence: "The document has no page, and the file is not published.",
    fix: "Give the document a `slug` of its own, rename the file, or move it to another folder.",
    example: Example::Files {
        fails: &[("content/search.md", "# Search was down\n\nNobody could search for an hour.\n")],
        passes: &[("content/search-down.md", "# Search was down\n\nNobody could search for an hour.\n")],
    },
    check: Check::Elsewhere,
};
