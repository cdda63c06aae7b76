//! The documentation of the rules, as Markdown.

use std::fmt::Write as _;

use super::pattern::groups;
use super::{Example, Files, RULES, Rule};

const INTRODUCTION: &str = "\
# Rules

Each finding names its rule in brackets, as in `warning[link/missing]`. A rule has one or two levels:

- An *error* means that a page, a file or a setting is left out. With errors, `retold build`
  and `retold check` end with status 1.
- A *warning* is something that may be understood differently from how it was meant. The site is built.
- A *note* is worth knowing and changes nothing.

`retold check` runs all rules, that on web addresses with `--external`. Those on how postmortems are written run only there, and
not in `retold build`.

The table `[check]` of the [configuration](../configuration.md) sets other levels, or turns rules off: for all documents, or for
those of a folder. What could not be read at all stays an error.

A remark in a document allows a finding, with a reason: `<!-- retold-allow link/missing: the old wiki was shut down -->`. It
is about the paragraph, the list item or the row of a table that it is in. By itself, it is about the block that follows, or
about the section if that is a heading. Above the title, or in the front matter (`# retold-allow times/order: …`), it is about
the whole document. It may name several rules, or all of a group: `times/*`.

`retold rules` lists the rules with the levels that they have in an archive, and `retold rules link/missing` explains one.
";

/// The folder of the pages in Retold's repository.
const FOLDER: &str = "docs/rules";

/// The pages on the rules, by file name: an index, and a page for each rule.
pub fn pages() -> Vec<(String, String)> {
    let index = ("README.md".to_owned(), index());
    let of_rules = RULES.iter().map(|rule| (file_name(rule.id), page(rule)));
    std::iter::once(index).chain(of_rules).collect()
}

/// Where the rule with the identifier `id` is documented: the path of the page in Retold's repository.
pub fn documentation(id: &str) -> String {
    format!("{FOLDER}/{}", file_name(id))
}

fn file_name(id: &str) -> String {
    format!("{}.md", id.replace('/', "-"))
}

/// The page that lists all rules by group.
fn index() -> String {
    let mut page = INTRODUCTION.to_owned();
    for group in groups() {
        let _ = write!(page, "\n## `{group}/*`\n\n");
        for rule in RULES.iter().filter(|rule| rule.group() == group) {
            let _ = writeln!(page, "- [`{}`]({}): {}", rule.id, file_name(rule.id), rule.summary);
        }
    }
    page
}

fn page(rule: &Rule) -> String {
    format!("{}\n[All rules](README.md)\n", section(rule))
}

/// What the page on one rule has, with its heading.
pub fn section(rule: &Rule) -> String {
    let levels: Vec<_> = rule.levels.iter().map(|level| level.name()).collect();
    let Rule { id, summary, problem, consequence, fix, .. } = rule;
    let (levels, stage) = (levels.join(" or "), rule.stage.label());
    let mut section = format!(
        "# `{id}`\n\n*{levels}, found {stage}:* {summary}.\n\n{problem}\n\n{consequence}\n\n**How to fix it.** {fix}\n"
    );
    match rule.example {
        Example::Files { fails, passes } => {
            let _ =
                write!(section, "\n**This fails:**\n{}\n**This passes:**\n{}", files(fails), files(passes));
        }
        Example::Situation { fails, passes } => {
            let _ = write!(section, "\n**This fails:** {fails}\n\n**This passes:** {passes}\n");
        }
        Example::None(reason) => {
            let _ = write!(section, "\n{reason}\n");
        }
    }
    section
}

/// The files of an example: the path of each, and its text in a fence.
fn files(files: Files) -> String {
    let mut text = String::new();
    for (path, contents) in files {
        if contents.is_empty() {
            let _ = write!(text, "\n`{path}`, an empty file\n");
            continue;
        }
        let ending = path.rsplit('.').next().unwrap_or_default();
        let language = if ending == "md" { "markdown" } else { ending };
        let end = if contents.ends_with('\n') { "" } else { "\n" };
        let _ = write!(text, "\n`{path}`\n\n````{language}\n{contents}{end}````\n");
    }
    text
}
