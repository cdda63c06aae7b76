//! Rules for programs.

use serde_json::{Value, json};

use super::levels;
use crate::check::{Example, Files, Rule, documentation};
use crate::config::Config;
use retold_diagnostic::Level;

/// Version of the layout. It changes when a key goes or means something else, not when one is added.
const VERSION: u32 = 1;

/// The rules as one JSON object, without a final line end.
pub fn render(rules: &[&Rule], config: Option<&Config>) -> String {
    let rules: Vec<_> = rules.iter().map(|rule| one(rule, config)).collect();
    format!("{:#}", json!({ "version": VERSION, "rules": rules }))
}

fn one(rule: &Rule, config: Option<&Config>) -> Value {
    let configured = levels(rule, config);
    let folders: Vec<_> = configured
        .folders
        .iter()
        .map(|(folder, level)| json!({ "path": folder, "levels": names(level.as_slice()) }))
        .collect();
    json!({
        "id": rule.id,
        "group": rule.group(),
        "summary": rule.summary,
        // None where the rule is turned off.
        "levels": names(&configured.general),
        "folders": folders,
        "default_levels": names(rule.levels),
        "found": rule.stage.label(),
        "problem": rule.problem,
        "consequence": rule.consequence,
        "fix": rule.fix,
        "example": example(rule.example),
        "documentation": documentation(rule.id),
    })
}

fn names(levels: &[Level]) -> Vec<&'static str> {
    levels.iter().map(|level| level.name()).collect()
}

fn example(example: Example) -> Value {
    let files = |files: Files| {
        let files = files.iter().map(|(path, text)| json!({ "path": path, "text": text }));
        files.collect::<Vec<_>>()
    };
    match example {
        Example::Files { fails, passes } => json!({ "fails": files(fails), "passes": files(passes) }),
        Example::Situation { fails, passes } => json!({ "fails": fails, "passes": passes }),
        Example::None(_) => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{RULES, find};

    #[test]
    fn all_rules_are_valid_json() {
        let value: Value = serde_json::from_str(&render(RULES, None)).unwrap();
        assert_eq!(value["rules"].as_array().map(Vec::len), Some(RULES.len()));
        let value: Value =
            serde_json::from_str(&render(&[find("front-matter/unknown-key").unwrap()], None)).unwrap();
        assert_eq!(value["version"], 1);
        assert_eq!(value["rules"][0]["levels"], json!(["warning", "note"]));
        assert_eq!(value["rules"][0]["documentation"], "docs/rules/front-matter-unknown-key.md");
        assert_eq!(value["rules"][0]["example"]["fails"][0]["path"], "content/disk-full.md");
    }
}
