//! Rules for people.

use super::levels;
use crate::check::{Example, Files, Rule, RuleLevels, documentation};
use crate::cli::styled::Styled;
use crate::config::Config;
use retold_diagnostic::Level;

/// The longest line of an explanation, in characters.
const WIDTH: usize = 90;

/// Adds a line for each of `rules`, by group.
pub fn list(text: &mut Styled, rules: &[&Rule], config: Option<&Config>) {
    let levels: Vec<_> = rules.iter().map(|rule| shown(&levels(rule, config))).collect();
    let longest = |lengths: &mut dyn Iterator<Item = usize>| lengths.max().unwrap_or_default();
    let id_width = longest(&mut rules.iter().map(|rule| rule.id.len()));
    let level_width = longest(&mut levels.iter().map(|level| level.chars().count()));
    let mut group = "";
    for (rule, level) in rules.iter().zip(&levels) {
        if !group.is_empty() && group != rule.group() {
            text.end_line();
        }
        group = rule.group();
        text.bold(rule.id).plain(&" ".repeat(id_width - rule.id.len()));
        text.plain(&format!("  {level:level_width$}  {}", rule.summary)).end_line();
    }
}

/// Adds the explanation of `rule`.
pub fn explain(text: &mut Styled, rule: &Rule, config: Option<&Config>) {
    let Rule { id, summary, problem, consequence, fix, .. } = rule;
    text.bold(id).plain(&format!(": {summary}")).end_line();
    text.dim(&format!("{}, found {}", shown(&levels(rule, config)), rule.stage.label())).end_line();
    for paragraph in [problem, consequence, &&*format!("How to fix it: {fix}")] {
        text.end_line().lines(&wrapped(paragraph));
    }
    match rule.example {
        Example::Files { fails, passes } => {
            example(text, "This fails:", fails);
            example(text, "This passes:", passes);
        }
        Example::Situation { fails, passes } => {
            text.end_line().lines(&wrapped(&format!("This fails: {fails}")));
            text.lines(&wrapped(&format!("This passes: {passes}")));
        }
        Example::None(reason) => {
            text.end_line().lines(&wrapped(reason));
        }
    }
    text.end_line().dim(&format!("{} in Retold's documentation", documentation(id))).end_line();
}

/// The levels in words: `warning or note (off in legacy/)`.
fn shown(levels: &RuleLevels<'_>) -> String {
    let name = |level: Option<Level>| level.map_or("off", Level::name);
    let general: Vec<_> = levels.general.iter().map(|level| level.name()).collect();
    let general = if general.is_empty() { "off".to_owned() } else { general.join(" or ") };
    let folders: Vec<_> =
        levels.folders.iter().map(|(folder, level)| format!("{} in {folder}/", name(*level))).collect();
    if folders.is_empty() { general } else { format!("{general} ({})", folders.join(", ")) }
}

/// Adds the files of an example, each below its path and indented.
fn example(text: &mut Styled, heading: &str, files: Files) {
    text.end_line().bold(heading).end_line();
    for (path, contents) in files {
        text.plain(&format!("  {path}")).plain(if contents.is_empty() { ", an empty file" } else { "" });
        text.end_line();
        for line in contents.lines() {
            text.lines(format!("    {line}").trim_end()).end_line();
        }
    }
}

/// `text` in lines of at most [`WIDTH`] characters, if its words are no longer, with a final line end.
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            lines.push('\n');
            width = 0;
        } else if width > 0 {
            lines.push(' ');
            width += 1;
        }
        lines.push_str(word);
        width += length;
    }
    lines + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::find;
    use retold_diagnostic::Style;

    #[test]
    fn rules_are_aligned_and_separated_by_group() {
        let mut text = Styled::new(Style::Plain);
        let rules = ["link/draft", "link/missing", "times/order"].map(|id| find(id).unwrap());
        list(&mut text, &rules, None);
        assert_eq!(
            text.as_str(),
            "link/draft    warning  a link leads to a draft\n\
             link/missing  warning  a link leads to a file that does not exist\n\
             \n\
             times/order   warning  a moment of the incident is before its start\n"
        );
    }

    #[test]
    fn levels_are_those_of_the_archive() {
        let legacy = vec![("legacy", Some(Level::Note)), ("old", None)];
        for (general, folders, expected) in [
            (vec![Level::Warning, Level::Note], vec![], "warning or note"),
            (vec![], vec![], "off"),
            (vec![Level::Error], legacy, "error (note in legacy/, off in old/)"),
        ] {
            assert_eq!(shown(&RuleLevels { general, folders }), expected);
        }
    }

    #[test]
    fn an_explanation_is_no_markdown() {
        let mut text = Styled::new(Style::Plain);
        explain(&mut text, find("link/missing").unwrap(), None);
        let text = text.as_str();
        assert!(
            text.starts_with("link/missing: a link leads to a file that does not exist\nwarning, found ")
        );
        assert!(text.contains("\nHow to fix it: Correct the path"), "{text}");
        assert!(text.contains("\nThis fails:\n  content/disk-full.md\n    # Disk full\n"), "{text}");
        assert!(!text.contains("**") && !text.contains("```"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
    }
}
