//! A comment is never closed.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::{Document, unclosed_comments};

pub const RULE: Rule = Rule {
    id: "body/comment",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "a comment is never closed",
    problem: "\
        A comment in HTML begins with `<!--`, and no `-->` ends it before the end of the file, or of the quote or list that it \
        stands in.",
    consequence: "All that follows is a part of the comment: it is neither in the page nor found by a search.",
    fix: "Put `-->` where the comment ends.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "# Disk full\n\n<!-- ask the database team ->\n\nThe disk of the build host was full.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "# Disk full\n\n<!-- ask the database team -->\n\nThe disk of the build host was full.\n",
        )],
    },
    check: Check::Document(check),
};

fn check(document: &Document) -> Vec<Diagnostic> {
    let mut places = document.places();
    let finding = |at: usize| {
        let start = document.body_start + at;
        RULE.finding("the comment is never closed, and what follows is not shown")
            .at(places.span(start..start + "<!--".len()))
            .hint("put `-->` where the comment ends")
    };
    unclosed_comments(document.body()).into_iter().map(finding).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::findings;

    #[test]
    fn a_comment_that_never_ends_is_shown_where_it_begins() {
        let found = findings(&[("a.md", "---\ntitle: A\n---\n\nx\n\n<!-- y ->\n\nz\n")]);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("--> content/a.md:7:1"), "{found:?}");
    }
}
