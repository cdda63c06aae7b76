//! A key or a token of a service.

use crate::check::secrets::{Kind, SearchedFiles};
use crate::check::{Check, Example, Rule, Settings, Stage};
use retold_diagnostic::{Diagnostic, Level};

pub const RULE: Rule = Rule {
    id: "secret/token",
    levels: &[Level::Error],
    stage: Stage::Review,
    summary: "a document shows a key or a token",
    problem: "\
        The text has the form of a key or a token that a service hands out: AWS, Google, GitHub, GitLab, Slack, Stripe, \
        npm, PyPI and some fifty more, and JSON Web Tokens. Code, comments, front matter and drafts are looked at, too. \
        The finding shows only the first characters.",
    consequence: "Everyone who can read the archive, or its history, can use it.",
    fix: "\
        Revoke it, then replace it by a placeholder. If it was revoked, a remark allows it: \
        `<!-- retold-allow secret/token: revoked on the same day -->`.",
    example: Example::Files {
        fails: &[("content/leak.md", "# A key in a log\n\nThe log had `AKIAQ7RT2KXW5MNZ3PLH` in it.\n")],
        passes: &[("content/leak.md", "# A key in a log\n\nThe log had `AKIAXXXXXXXXXXXXXXXX` in it.\n")],
    },
    check: Check::ReviewFiles(check),
};

fn check(files: &SearchedFiles<'_>, _: Settings<'_>) -> Vec<Diagnostic> {
    let finding = RULE
        .finding("this has the form of a key or a token")
        .hint("revoke it, then replace it by a placeholder");
    files.findings(Kind::Token, &finding)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn a_token_is_found_anywhere_in_the_file_and_not_repeated() {
        let token = ["AKIA", "Q7RT2KXW5MNZ3PLH"].concat();
        for text in [
            format!("---\nkey: {token}\n---\n# A\n"),
            format!("---\ndraft: true\n---\n# A\n\n```\nüber {token}\n```\n"),
            format!("# A\n\n<!-- {token} -->\n"),
            format!("---\nsplit: true\n---\n\n## 2021-01-05: a\n\n{token}\n\n## 2021-02-05: b\n\nx\n"),
        ] {
            let found = reviewed(&[("a.md", &text)], "");
            let ours: Vec<_> = found.iter().filter(|text| text.starts_with("error[secret/token]")).collect();
            assert_eq!(ours.len(), 1, "{text} {found:?}");
            assert!(ours[0].contains("AKIA****************"), "{found:?}");
            assert!(!found.concat().contains(&token), "{found:?}");
        }
    }

    #[test]
    fn a_remark_allows_a_token() {
        let token = ["AKIA", "Q7RT2KXW5MNZ3PLH"].concat();
        let text = format!("# A\n\n{token} <!-- retold-allow secret/token: revoked -->\n");
        let found = reviewed(&[("a.md", &text)], "");
        assert!(!found.concat().contains("secret/token"), "{found:?}");
    }
}
