//! What fixes change, for people and for `git apply`.

use similar::TextDiff;

use super::FixedFile;

/// Lines around a change.
const CONTEXT: usize = 3;

/// The change of `file` as a unified diff.
pub fn diff(file: &FixedFile) -> String {
    TextDiff::from_lines(&*file.before, &file.after)
        .unified_diff()
        .context_radius(CONTEXT)
        .header(&format!("a/{}", file.name), &format!("b/{}", file.name))
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_shows_the_changed_lines() {
        let file = FixedFile {
            path: "a.md".to_owned(),
            name: "content/a.md".to_owned(),
            before: "---\nseverty: 1\n---\n# A".into(),
            after: "---\nseverity: 1\n---\n# A".to_owned(),
            count: 1,
        };
        assert_eq!(
            diff(&file),
            "--- a/content/a.md\n+++ b/content/a.md\n@@ -1,4 +1,4 @@\n ---\n-severty: 1\n+severity: 1\n ---\n # A\n\
             \\ No newline at end of file\n"
        );
    }
}
