//! A file seems to hold many incidents.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::Document;
use retold_document::model::Class;

pub const RULE: Rule = Rule {
    id: "document/collection",
    levels: &[Level::Note],
    stage: Stage::Document,
    summary: "a file seems to hold many incidents",
    problem: "Each heading of a file seems to begin an incident.",
    consequence: "The file has a page, but its incidents are not counted, dated or found one by one.",
    fix: "\
        Write `split: true` into its front matter, or its path into `split` of the configuration: then each \
        incident has a page. If the file reports one incident, add `kind: incident` to its front matter.",
    example: Example::Files {
        fails: &[(
            "content/log.md",
            "\
            # Incident log\n\
            \n\
            ## 2026-01-01: Mail late\n\
            \n\
            Mail was late for an hour.\n\
            \n\
            ## 2026-02-12: Disk full\n\
            \n\
            A disk was full.\n\
            \n\
            ## 2026-04-13: No login\n\
            \n\
            Nobody got in.\n",
        )],
        passes: &[(
            "content/log.md",
            "\
            ---\n\
            split: true\n\
            ---\n\
            \n\
            # Incident log\n\
            \n\
            ## 2026-01-01: Mail late\n\
            \n\
            Mail was late for an hour.\n\
            \n\
            ## 2026-02-12: Disk full\n\
            \n\
            A disk was full.\n\
            \n\
            ## 2026-04-13: No login\n\
            \n\
            Nobody got in.\n",
        )],
    },
    check: Check::Document(check),
};

fn check(document: &Document) -> Vec<Diagnostic> {
    let span = document.class_span.clone().filter(|_| document.class == Class::Collection);
    let Some(span) = span else { return Vec::new() };
    let finding = RULE.finding("the file seems to hold many incidents").at(document.places().span(span)).hint(
        "with `split: true` in its front matter, or its path in `split` of the configuration, each gets a page",
    );
    vec![finding]
}
