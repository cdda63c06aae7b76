//! The words of the interface, in the language of the site: [`Strings`].
//!
//! `themes/default/strings/` has a file for each language. A text is a string, or a table of its plural forms, named as
//! in CLDR (`zero`, `one`, `two`, `few`, `many`, `other`). Tables group texts. What a language does not have is English.

use std::fmt;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use jiff::civil::Date;
use retold_diagnostic::{Diagnostic, Place, nearest};
use serde::Serialize;
use toml::de::{DeArray, DeTable, DeValue};
use toml::{Spanned, Table, Value};
use unic_langid::LanguageIdentifier;

/// The names of plural forms.
const PLURAL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The language that every text is there in.
const COMPLETE: &str = "en";

/// Texts by their key, and how the language counts.
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct Strings {
    texts: Table,
    /// None for a language that nothing is known of.
    #[serde(skip)]
    plurals: Option<PluralRules>,
}

// `PluralRules` has no `Debug`.
impl fmt::Debug for Strings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Strings").field("texts", &self.texts).finish_non_exhaustive()
    }
}

impl Strings {
    /// The texts of `built_in` for a site in `language`, a tag such as `de` or `pt-BR`. `built_in` gives the file of a tag.
    ///
    /// # Errors
    /// A file that is not what [`Strings::add`] reads.
    pub fn new(
        language: &str,
        built_in: impl Fn(&str) -> Option<(String, String)>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let identifier: LanguageIdentifier = language.parse().unwrap_or_default();
        let plurals = PluralRules::create(identifier, PluralRuleType::CARDINAL).ok();
        let mut strings = Self { texts: Table::new(), plurals };
        if let Some((name, source)) = built_in(COMPLETE) {
            strings.texts = toml::from_str(&source).map_err(|error| vec![syntax(&name, &source, &error)])?;
        }
        for tag in tags(language) {
            if let Some((name, source)) = built_in(tag) {
                let findings = strings.add(&name, &source);
                if !findings.is_empty() {
                    return Err(findings);
                }
            }
        }
        Ok(strings)
    }

    /// Replaces texts by those of the file `name`. Returns a finding for each key that no text has, and each value that is no text.
    pub fn add(&mut self, name: &str, source: &str) -> Vec<Diagnostic> {
        match DeTable::parse(source) {
            Ok(table) => {
                let mut findings = Vec::new();
                replace(&mut self.texts, table.into_inner(), "", &(name, source), &mut findings);
                findings
            }
            Err(error) => vec![syntax(name, source, &error)],
        }
    }

    /// The form of a text for `count`: a string is the only one. None for what is no text.
    pub fn form<'a>(&self, count: i64, form: impl Fn(&'static str) -> Option<&'a str>) -> Option<&'a str> {
        let category = self.plurals.as_ref().and_then(|rules| rules.select(count.unsigned_abs()).ok());
        let name = match category {
            Some(PluralCategory::ZERO) => "zero",
            Some(PluralCategory::ONE) => "one",
            Some(PluralCategory::TWO) => "two",
            Some(PluralCategory::FEW) => "few",
            Some(PluralCategory::MANY) => "many",
            Some(PluralCategory::OTHER) | None => "other",
        };
        form(name).or_else(|| form("other"))
    }

    /// A text without plural forms, by its keys joined with dots; its last key where there is none.
    pub fn text<'a>(&'a self, path: &'a str) -> &'a str {
        let mut keys = path.split('.');
        let first = keys.next().and_then(|key| self.texts.get(key));
        let found = keys.try_fold(first, |value, key| Some(value?.as_table()?.get(key)));
        let fallback = path.rsplit('.').next().unwrap_or(path);
        found.flatten().and_then(Value::as_str).unwrap_or(fallback)
    }

    /// A day as people write it, such as `31 January 2026`.
    pub fn day(&self, date: Date) -> String {
        self.date("date.day", date)
    }

    /// A month, such as `January 2026`.
    pub fn month(&self, date: Date) -> String {
        self.date("date.month", date)
    }

    fn date(&self, format: &str, date: Date) -> String {
        let months = self.texts.get("date").and_then(|date| date.get("months")).and_then(Value::as_array);
        let month = usize::try_from(date.month() - 1).ok().and_then(|month| months?.get(month)?.as_str());
        let (day, year) = (date.day().to_string(), date.year().to_string());
        let month = month.map_or_else(|| date.month().to_string(), str::to_owned);
        fill(self.text(format), |name| match name {
            "day" => Some(day.clone()),
            "month" => Some(month.clone()),
            "year" => Some(year.clone()),
            _ => None,
        })
    }

    /// The two largest units of a duration: `2 d 3 h`, `24 h 11 min`, `45 min`, `30 s`. Days count from two on: up to then the
    /// minutes matter.
    pub fn duration(&self, seconds: i64) -> String {
        let seconds = seconds.unsigned_abs();
        let days = if seconds < 2 * 86_400 { 0 } else { seconds / 86_400 };
        let (hours, minutes) = (seconds / 3_600 - days * 24, seconds / 60 % 60);
        let parts = match (days, hours, minutes) {
            (0, 0, 0) => [(seconds, "second"), (0, "")],
            (0, 0, minutes) => [(minutes, "minute"), (0, "")],
            (0, hours, minutes) => [(hours, "hour"), (minutes, "minute")],
            (days, hours, _) => [(days, "day"), (hours, "hour")],
        };
        let shown = parts.iter().enumerate().filter(|(index, (count, _))| *count > 0 || *index == 0);
        let shown = shown.map(|(_, (count, unit))| {
            fill(self.text(&format!("duration.{unit}")), |name| (name == "count").then(|| count.to_string()))
        });
        shown.collect::<Vec<_>>().join(self.text("duration.between"))
    }

    /// A number with its digits in groups, such as `12,345`.
    pub fn number(&self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let groups: Vec<&str> = digits
            .as_bytes()
            .rchunks(3)
            .rev()
            .map(|group| str::from_utf8(group).unwrap_or_default())
            .collect();
        let sign = if number < 0 { "−" } else { "" };
        format!("{sign}{}", groups.join(self.text("number.group")))
    }
}

/// `text` with each `{name}` replaced by what `value` has for it; others stay.
pub fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}').and_then(|(name, after)| Some((value(name)?, after))) {
            Some((value, after)) => {
                filled.push_str(&value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}

/// The tags whose files a `language` takes texts from, the most general first: `pt`, `pt-BR`.
pub fn tags(language: &str) -> impl Iterator<Item = &str> {
    let ends = language.match_indices(['-', '_']).map(|(at, _)| at).chain([language.len()]);
    ends.map(|end| &language[..end]).filter(|tag| *tag != COMPLETE)
}

fn syntax(name: &str, source: &str, error: &toml::de::Error) -> Diagnostic {
    let span = error.span().unwrap_or(0..source.len().min(1));
    Diagnostic::error("theme/strings", error.message().trim().replace('\n', ", "))
        .at(Place::span(name, source, span))
}

/// Whether a table holds the plural forms of one text.
fn is_plural(table: &Table) -> bool {
    table.contains_key("other") && table.keys().all(|key| PLURAL_FORMS.contains(&key.as_str()))
}

/// Replaces the values of `texts` by those of `table`, whose own key is `prefix`.
fn replace(
    texts: &mut Table,
    table: DeTable<'_>,
    prefix: &str,
    file: &(&str, &str),
    findings: &mut Vec<Diagnostic>,
) {
    let &(name, source) = file;
    for (key, value) in table {
        let path = format!("{prefix}{}", key.get_ref());
        let span = value.span();
        let mut wrong = |message: String, span, hint: Option<String>| {
            let finding = Diagnostic::error("theme/strings", message).at(Place::span(name, source, span));
            findings.push(match hint {
                Some(hint) => finding.hint(hint),
                None => finding,
            });
        };
        let Some(known) = texts.get_mut(key.get_ref().as_ref()) else {
            let near = nearest(key.get_ref(), texts.keys().map(String::as_str));
            let hint = near.map(|near| format!("did you mean `{prefix}{near}`?"));
            wrong(format!("there is no text `{path}`"), key.span(), hint);
            continue;
        };
        match (known, value.into_inner()) {
            (Value::Table(group), DeValue::Table(table)) if !is_plural(group) => {
                replace(group, table, &format!("{path}."), file, findings);
            }
            (known @ (Value::String(_) | Value::Table(_)), DeValue::String(text)) if !is_group(known) => {
                *known = Value::String(text.into_owned());
            }
            (known, DeValue::Table(forms)) if !is_group(known) && !known.is_array() => {
                let forms: Table = forms
                    .into_iter()
                    .filter_map(|(form, text)| {
                        let text = text.get_ref().as_str()?.to_owned();
                        Some((form.get_ref().to_string(), Value::String(text)))
                    })
                    .collect();
                if is_plural(&forms) {
                    *known = Value::Table(forms);
                } else {
                    let hint = format!("write `{} = {{ one = \"…\", other = \"…\" }}`", key.get_ref());
                    wrong(format!("`{path}` has no plural forms that are known"), span, Some(hint));
                }
            }
            (Value::Array(known), DeValue::Array(values)) if has_shape(known, &values) => {
                *known = values.into_iter().filter_map(texts_of).collect();
            }
            (known, _) => {
                let expected = match known {
                    Value::Table(_) => "a table of texts".to_owned(),
                    Value::Array(known) => format!("a list of {} texts", known.len()),
                    _ => "a text".to_owned(),
                };
                wrong(format!("`{path}` is not {expected}"), span, None);
            }
        }
    }
}

/// Whether `values` are as many as `known`, and each has the same texts.
fn has_shape(known: &[Value], values: &DeArray<'_>) -> bool {
    let is_alike = |known: &Value, value: &DeValue<'_>| match (known, value) {
        (Value::Table(known), DeValue::Table(table)) => {
            let keys = table.iter().filter(|(_, text)| text.get_ref().is_str());
            keys.map(|(key, _)| key.get_ref().as_ref()).eq(known.keys().map(String::as_str))
        }
        (known, value) => known.is_str() && value.is_str(),
    };
    known.len() == values.len()
        && known.iter().zip(values.iter()).all(|(known, value)| is_alike(known, value.get_ref()))
}

/// An item of a list: a text, or a table of texts.
fn texts_of(value: Spanned<DeValue<'_>>) -> Option<Value> {
    match value.into_inner() {
        DeValue::String(text) => Some(Value::String(text.into_owned())),
        DeValue::Table(table) => {
            let texts = table.into_iter().filter_map(|(key, value)| {
                let DeValue::String(text) = value.into_inner() else { return None };
                Some((key.into_inner().into_owned(), Value::String(text.into_owned())))
            });
            Some(Value::Table(texts.collect()))
        }
        _ => None,
    }
}

/// Whether a value groups texts, rather than being one.
fn is_group(value: &Value) -> bool {
    value.as_table().is_some_and(|table| !is_plural(table))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "\
        save = 'Save'\n\
        steps = [{ name = 'One', about = 'The first' }]\n\
        files = { one = '{count} file', other = '{count} files' }\n\
        [number]\ngroup = ','\n\
        [date]\nday = '{day} {month} {year}'\nmonth = '{month} {year}'\n\
        months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']\n\
        [duration]\nday = '{count} d'\nhour = '{count} h'\nminute = '{count} min'\nsecond = '{count} s'\nbetween = ' '\n";

    fn strings(language: &str, more: &[(&str, &str)]) -> Strings {
        let files: Vec<(String, String)> = [("en", ENGLISH)]
            .iter()
            .chain(more)
            .map(|(tag, source)| ((*tag).to_owned(), (*source).to_owned()))
            .collect();
        Strings::new(language, |tag| {
            files
                .iter()
                .find(|(known, _)| known == tag)
                .map(|(tag, source)| (format!("{tag}.toml"), source.clone()))
        })
        .unwrap()
    }

    #[test]
    fn a_language_replaces_texts_and_english_remains_for_the_rest() {
        let german = strings(
            "de-AT",
            &[("de", "save = 'Speichern'"), ("de-AT", "[date]\nday = '{day}. {month} {year}'")],
        );
        assert_eq!(german.text("save"), "Speichern");
        assert_eq!(german.day(jiff::civil::date(2026, 1, 31)), "31. January 2026");
        assert_eq!(german.month(jiff::civil::date(2026, 1, 1)), "January 2026");
        assert_eq!(strings("fr", &[]).text("save"), "Save");
    }

    #[test]
    fn a_count_chooses_the_plural_form_of_the_language() {
        let forms = |form: &str| match form {
            "one" => Some("one"),
            "few" => Some("few"),
            "other" => Some("other"),
            _ => None,
        };
        for (language, count, expected) in
            [("en", 1, "one"), ("en", 0, "other"), ("ja", 1, "other"), ("pl", 3, "few"), ("xx-y", 1, "other")]
        {
            assert_eq!(strings(language, &[]).form(count, forms), Some(expected), "{language} {count}");
        }
    }

    #[test]
    fn durations_show_two_units() {
        let strings = strings("en", &[]);
        for (seconds, text) in [
            (0, "0 s"),
            (30, "30 s"),
            (45 * 60, "45 min"),
            (3600, "1 h"),
            (7 * 3600 + 27 * 60 + 5, "7 h 27 min"),
            (2 * 86_400 + 3 * 3600 + 59, "2 d 3 h"),
            (86_400 + 11 * 60, "24 h 11 min"),
            (3 * 86_400 + 60, "3 d"),
        ] {
            assert_eq!(strings.duration(seconds), text);
        }
    }

    #[test]
    fn digits_stand_in_groups() {
        for (number, text) in [(0, "0"), (999, "999"), (12_345, "12,345"), (-1_000_000, "−1,000,000")] {
            assert_eq!(strings("en", &[]).number(number), text);
        }
    }

    #[test]
    fn names_in_braces_are_replaced_and_others_stay() {
        let value = |name: &str| (name == "count").then(|| "3".to_owned());
        assert_eq!(fill("{count} of {all} {", value), "3 of {all} {");
    }

    #[test]
    fn a_file_with_unknown_keys_or_values_of_another_kind_is_refused() {
        for (source, expected) in [
            ("sav = 'x'", "there is no text `sav`"),
            ("[date]\ndai = 'x'", "there is no text `date.dai`"),
            ("save = 3", "`save` is not a text"),
            ("date = 'x'", "`date` is not a table of texts"),
            ("[date]\nmonths = ['x']", "`date.months` is not a list of 12 texts"),
            ("steps = [{ name = 'x' }]", "`steps` is not a list of 1 texts"),
            ("files = { one = 'x' }", "`files` has no plural forms that are known"),
            ("save", "key with no value, expected `=`"),
        ] {
            let found = strings("en", &[]).add("theme/strings/en.toml", source);
            assert_eq!(
                found.iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>(),
                [expected],
                "{source}"
            );
        }
        for source in
            ["files = 'x'", "save = { one = 'x', other = 'y' }", "files = { one = 'x', other = 'y' }"]
        {
            assert!(strings("en", &[]).add("x", source).is_empty(), "{source}");
        }
    }
}
