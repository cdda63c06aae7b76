//! A link leads to a file that does not exist.

use crate::archive::Archive;
use crate::archive::links::Target;
use crate::check::links;
use crate::check::{Check, Example, Rule, Stage};
use crate::config::Config;
use retold_diagnostic::{Diagnostic, Level};

pub const RULE: Rule = Rule {
    id: "link/missing",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "a link leads to a file that does not exist",
    problem: "\
        A link or an image of a document leads to a path that is neither a document nor a file of the content \
        folder. Web addresses are not looked at.",
    consequence: "Readers see an error page (`not found`), or no image.",
    fix: "Correct the path: it is relative to the file, or to the content folder if it starts with `/`.",
    example: Example::Files {
        fails: &[
            ("content/disk-full.md", "# Disk full\n\nIt happened [before](dsk-full-2019.md).\n"),
            ("content/disk-full-2019.md", "# Disk full in 2019\n\nThe disk of the mail host was full.\n"),
        ],
        passes: &[
            ("content/disk-full.md", "# Disk full\n\nIt happened [before](disk-full-2019.md).\n"),
            ("content/disk-full-2019.md", "# Disk full in 2019\n\nThe disk of the mail host was full.\n"),
        ],
    },
    check: Check::Archive(check),
};

fn check(archive: &Archive, _: &Config) -> Vec<Diagnostic> {
    let drafts = links::drafts(archive);
    links::check(archive, |document, link| {
        let is_missing = archive.links.target(document, &link.destination) == Target::Missing
            && !links::is_draft(&drafts, document, link);
        is_missing.then(|| {
            let finding = RULE.finding(format!("`{}` is not in the content folder", link.destination));
            match archive.links.of_name(document, &link.destination) {
                Some(path) => finding.hint(format!("did you mean `{path}`?")),
                None => finding
                    .hint("paths are relative to the file, or to the content folder if they start with `/`"),
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::check::testing::findings;

    #[test]
    fn mail_addresses_are_no_files() {
        assert_eq!(findings(&[("a.md", "# A\n\nWrite to <ops@example.org>.\n")]), Vec::<String>::new());
    }

    #[test]
    fn a_file_of_that_name_elsewhere_is_suggested() {
        let found = findings(&[("a/a.md", "# A\n\nSee [b](b.md#x).\n"), ("b/b.md", "# B\n\nIt was down.\n")]);
        assert!(found[0].ends_with("hint: did you mean `../b/b.md`?"), "{found:?}");
    }

    #[test]
    fn a_link_that_leads_nowhere_is_shown_at_its_line() {
        let found = findings(&[("a.md", "# A\n\nSee [b](b.md) and [c](a.md).\n")]);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].contains("`b.md` is not in the content folder\n --> content/a.md:3:5"),
            "{}",
            found[0]
        );
    }
}
