//! `[[check.allow]]`: texts that a rule may find anywhere in the archive, each with the reason.

use serde::Deserialize;
use toml::Spanned;

use super::pattern::Pattern;
use retold_diagnostic::{Diagnostic, Place};

/// An entry as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenAllow {
    rule: Spanned<String>,
    text: Spanned<String>,
    reason: Spanned<String>,
}

/// A text that a rule, or a group of rules, may find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowSetting {
    /// A rule, such as `personal/mail`, or all of a group: `personal/*`.
    pub rules: String,
    /// What the findings mark.
    pub text: Pattern,
    /// Where the rule is written.
    pub place: Place,
}

impl WrittenAllow {
    /// The entry. Without a text or a reason, it is added to `findings` instead.
    pub(super) fn resolve(
        self,
        name: &str,
        source: &str,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<AllowSetting> {
        for (key, value, hint) in [
            ("text", &self.text, "write the text that the findings mark; `*` stands for any characters"),
            ("reason", &self.reason, "write why the text is no problem"),
        ] {
            // A pattern without any text would allow everything, which is what levels are for.
            let is_empty = match key {
                "reason" => !value.get_ref().contains(char::is_alphanumeric),
                _ => value.get_ref().trim_matches(|c: char| c == '*' || c.is_whitespace()).is_empty(),
            };
            if is_empty {
                let finding = Diagnostic::error("config/value", format!("`{key}` is empty"))
                    .at(Place::span(name, source, value.span()))
                    .hint(hint);
                findings.push(finding);
                return None;
            }
        }
        Some(AllowSetting {
            place: Place::span(name, source, self.rule.span()),
            rules: self.rule.into_inner(),
            text: Pattern::new(self.text.into_inner()),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::config::tests::{first_error, load};

    #[test]
    fn an_entry_has_a_rule_a_text_and_a_reason() {
        let entry = |keys: &str| format!("[[check.allow]]\n{keys}\n");
        let good = "rule = 'personal/mail'\ntext = '*@example.org'\nreason = 'public'";
        let allow = load(&entry(good)).unwrap().check.allow;
        assert_eq!((allow[0].rules.as_str(), allow[0].place.line), ("personal/mail", 2));
        assert!(allow[0].text.matches("press@example.org"));
        for (written, instead, fault) in [
            ("reason = 'public'", "", "missing field `reason`"),
            ("'public'", "' '", "`reason` is empty"),
            ("'public'", "'.'", "`reason` is empty"),
            ("'*@example.org'", "'*'", "`text` is empty"),
        ] {
            let error = first_error(&entry(&good.replace(written, instead)));
            assert!(error.contains(fault), "{error}");
        }
    }
}
