//! A link leads to a draft.

use crate::archive::Archive;
use crate::archive::links::Target;
use crate::check::links;
use crate::check::{Check, Example, Rule, Stage};
use crate::config::Config;
use retold_diagnostic::{Diagnostic, Level};

pub const RULE: Rule = Rule {
    id: "link/draft",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "a link leads to a draft",
    problem: "\
        A link of a document leads to a document that is left out as a draft. With `--drafts`, drafts have pages \
        and are not reported.",
    consequence: "Readers see an error page: `not found`.",
    fix: "Remove the link until the draft is published.",
    example: Example::Files {
        fails: &[
            ("content/disk-full.md", "# Disk full\n\nIt happened [again](disk-again.md).\n"),
            (
                "content/disk-again.md",
                "\
                ---\n\
                draft: true\n\
                ---\n\
                \n\
                # Disk full again\n\
                \n\
                The disk of the mail host was full.\n",
            ),
        ],
        passes: &[
            ("content/disk-full.md", "# Disk full\n\nIt happened [again](disk-again.md).\n"),
            ("content/disk-again.md", "# Disk full again\n\nThe disk of the mail host was full.\n"),
        ],
    },
    check: Check::Archive(check),
};

fn check(archive: &Archive, _: &Config) -> Vec<Diagnostic> {
    if archive.drafts.is_empty() {
        return Vec::new();
    }
    let drafts = links::drafts(archive);
    links::check(archive, |document, link| {
        let leads_to_draft = archive.links.target(document, &link.destination) == Target::Missing
            && links::is_draft(&drafts, document, link);
        leads_to_draft.then(|| {
            RULE.finding(format!("`{}` is a draft, and has no page", link.destination))
                .hint("remove the link until the draft is published")
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::check::testing::headlines;

    #[test]
    fn a_link_to_a_draft_is_shown_as_one() {
        let draft = "---\nstatus: draft\n---\n# B\n";
        let found = headlines(&[("a.md", "# A\n\nSee [b](b.md#impact) and [c](b/).\n"), ("b.md", draft)]);
        assert_eq!(
            found,
            [
                "warning[link/draft]: `b.md#impact` is a draft, and has no page",
                "warning[link/draft]: `b/` is a draft, and has no page",
            ]
        );
    }
}
