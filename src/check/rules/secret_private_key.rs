//! A private key.

use crate::check::secrets::{Kind, SearchedFiles};
use crate::check::{Check, Example, Rule, Settings, Stage};
use retold_diagnostic::{Diagnostic, Level};

pub const RULE: Rule = Rule {
    id: "secret/private-key",
    levels: &[Level::Error],
    stage: Stage::Review,
    summary: "a document shows a private key",
    problem: "\
        The text has a private key between `-----BEGIN … PRIVATE KEY-----` and its end, or in the lines that follow its first \
        one. A first line that is only mentioned, and a shortened key, with `...` in it, are none.",
    consequence: "Everyone who can read the archive, or its history, can use it.",
    fix: "Revoke it, then shorten it to its first line and `...`.",
    example: Example::Files {
        fails: &[(
            "content/leak.md",
            "# A key in a log\n\n```\n-----BEGIN PRIVATE KEY-----\n\
            MC4CAQAwBQYDK2VwBCIEIHb7Kq2Xz9Lm4Rt8Vw1Yc6Nd3Fg5Hj0PsTuAeBdCfEhGi\n\
            -----END PRIVATE KEY-----\n```\n",
        )],
        passes: &[(
            "content/leak.md",
            "# A key in a log\n\n```\n-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n```\n",
        )],
    },
    check: Check::ReviewFiles(check),
};

fn check(files: &SearchedFiles<'_>, _: Settings<'_>) -> Vec<Diagnostic> {
    let finding =
        RULE.finding("this is a private key").hint("revoke it, then shorten it to its first line and `...`");
    files.findings(Kind::PrivateKey, &finding)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn a_key_in_one_line_is_not_repeated() {
        let material = "MC4CAQAwBQYDK2VwBCIEIHb7Kq2Xz9Lm4Rt8Vw1Yc6Nd3Fg5Hj0PsTuAeBdCfEhGi";
        let key = format!("-----BEGIN PRIVATE KEY-----\\n{material}\\n-----END PRIVATE KEY-----");
        let found = reviewed(&[("a.md", &format!("# A\n\n`{key}`\n"))], "").concat();
        assert!(found.contains("-----BEGIN PRIVATE KEY-----***"), "{found}");
        assert!(!found.contains("MC4C"), "{found}");
    }
}
