//! A mail address of a person.

use std::ops::Range;

use crate::check::secrets::{self, SearchedFiles, mail::Mail};
use crate::check::{Check, Example, Rule, Settings, Stage};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::Document;

pub const RULE: Rule = Rule {
    id: "personal/mail",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "a document shows the mail address of a person",
    problem: "\
        The text has a mail address. Those of roles (`security@`, `oncall@`, `noreply@`), of mailing lists, of example hosts, \
        and of the document's `authors` are not looked at.",
    consequence: "\
        A mail address is personal data, which does not help to understand an incident, and which the person may ask you to \
        remove from the archive and from its history.",
    fix: "\
        Write a role instead. An address that is meant to be public is allowed in `retold.toml`, with the reason: \
        `[[check.allow]]` with `rule`, `text` and `reason`.",
    example: Example::Files {
        fails: &[("content/mail.md", "# Mail lost\n\njane.doe@mail-host.io wrote to us at 14:05.\n")],
        passes: &[(
            "content/mail.md",
            "# Mail lost\n\nA customer wrote to security@mail-host.io at 14:05.\n",
        )],
    },
    check: Check::ReviewFiles(check),
};

fn check(files: &SearchedFiles<'_>, _: Settings<'_>) -> Vec<Diagnostic> {
    let mail = Mail::new();
    let finding =
        RULE.finding("this is the mail address of a person").hint("write the person's role instead");
    secrets::check(files, &finding, |document| {
        let mut found = mail.find(&document.text);
        found.retain(|span| !is_of_author(document, span));
        found
    })
}

/// Whether the authors of the document gave the address at `span` as theirs.
fn is_of_author(document: &Document, span: &Range<usize>) -> bool {
    let address = &document.text[span.clone()];
    let front_matter = &document.text[..document.body_start];
    // The name of an author is without the address that stands behind it.
    let is_named =
        document.front_matter.authors.iter().any(|author| {
            author.contains(address) || front_matter.contains(&format!("{author} <{address}>"))
        });
    let in_line = |author: &Range<usize>| {
        let line = author.start.min(span.start)..author.end.max(span.end);
        !author.is_empty() && !document.text[line].contains('\n')
    };
    is_named || document.facts.authors.iter().any(|author| in_line(&author.span))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn authors_may_give_their_address() {
        let text = "---\nauthors: [Jane <jane@corp.io>]\n---\n# A\n\njane@corp.io and joe@corp.io\n";
        let labelled = ("b.md", "# B\n\n**Authors**: Jane <jane@corp.io>\n");
        let found = reviewed(&[("a.md", text), labelled], "");
        let found: Vec<_> = found.iter().filter(|text| text.contains("personal/mail")).collect();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("--> content/a.md:6:18"), "{found:?}");
    }
}
