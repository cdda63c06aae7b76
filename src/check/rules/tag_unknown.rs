//! A tag is not among those that the configuration lists.

use std::collections::BTreeSet;

use crate::archive::taxonomy::term_slug;
use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level, nearest};
use retold_document::keys::Key;
use retold_document::model::{Fact, Origin};

pub const RULE: Rule = Rule {
    id: "tag/unknown",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "a tag is not among those that the configuration lists",
    problem: "The table `[check]` of the configuration lists `tags`, and a postmortem has another one.",
    consequence: "Incidents of the same sort are spread over several pages of tags, and are not found together.",
    fix: "Use one of the tags that are listed, or add the new one to the list.",
    example: Example::Files {
        fails: &[
            ("retold.toml", "[check]\ntags = [\"database\", \"dns\"]\n"),
            ("content/disk-full.md", "---\ntags: [databse]\n---\n# Disk full\n\nx\n"),
        ],
        passes: &[
            ("retold.toml", "[check]\ntags = [\"database\", \"dns\"]\n"),
            ("content/disk-full.md", "---\ntags: [database]\n---\n# Disk full\n\nx\n"),
        ],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let known = &subject.settings.config.check.tags;
    let written = &subject.document().facts.tags;
    if known.is_empty() || written.is_empty() {
        return Vec::new();
    }
    let slugs: BTreeSet<_> = known.iter().map(|tag| term_slug(tag)).collect();
    let unknown = written.iter().filter(|tag| !slugs.contains(&term_slug(&tag.value)));
    unknown.map(|tag| finding(subject, tag, known)).collect()
}

fn finding(subject: &Subject<'_>, tag: &Fact<String>, known: &[String]) -> Diagnostic {
    let place = match tag.origin {
        Origin::FrontMatter => subject.document().place_of(Key::Tags, &tag.value),
        _ => subject.place(tag.span.clone()),
    };
    let hint = match nearest(&tag.value, known.iter().map(String::as_str)) {
        Some(known) => format!("did you mean `{known}`?"),
        None => "use one of those, or add it to `tags` in the table `[check]` of `retold.toml`".to_owned(),
    };
    RULE.finding(format!("`{}` is not among the tags of the configuration", tag.value)).at(place).hint(hint)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn only_tags_that_are_not_listed_are_shown() {
        let text = "---\ntags: [DNS, databse, x]\n---\n# A\n\nb\n";
        let listed = "[check]\ntags = ['dns', 'database']\n";
        let found = |config| {
            let found = reviewed(&[("a.md", text)], config);
            found.into_iter().filter(|text| text.contains("[tag/unknown]")).collect::<Vec<_>>()
        };
        assert_eq!(found(""), Vec::<String>::new());
        let found = found(listed);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found[0].contains("a.md:2:13") && found[0].ends_with("hint: did you mean `database`?"),
            "{found:?}"
        );
    }
}
