//! The language of a document, where its author names one.

use retold_document::Document;

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 14] =
    ["ar", "arc", "azb", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi"];

/// The language that the front matter names with `lang` or `language`, as a tag such as `ja` or `pt-BR`.
pub fn of(document: &Document) -> Option<String> {
    let extra = &document.front_matter.extra;
    let written = ["lang", "language", "locale"].iter().find_map(|key| extra.get(*key)?.as_str())?;
    let tag = written.trim().replace('_', "-");
    let (first, rest) = tag.split_once('-').unwrap_or((&tag, "x"));
    let is_language = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_language && rest.split('-').all(is_part)).then_some(tag)
}

/// The direction of the script of a language, as HTML names it.
pub fn direction(language: &str) -> &'static str {
    let name = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    if RIGHT_TO_LEFT.contains(&name.as_str()) { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_document::{SourceFile, Vocabulary};

    #[test]
    fn the_language_of_a_document_has_a_direction() {
        for (written, expected) in [
            ("lang: ja", Some(("ja", "ltr"))),
            ("language: he", Some(("he", "rtl"))),
            ("lang: pt_BR", Some(("pt-BR", "ltr"))),
            ("lang: ar-EG", Some(("ar-EG", "rtl"))),
            ("lang: Japanese", None),
            ("lang: '\"><script>'", None),
            ("title: x", None),
        ] {
            let bytes = format!("---\n{written}\n---\nx").into();
            let file = SourceFile { path: "a.md".into(), name: "a.md".into(), bytes };
            let found = of(&Document::parse(file, &Vocabulary::default()).0);
            let found = found.as_deref().map(|tag| (tag, direction(tag)));
            assert_eq!(found, expected, "{written}");
        }
    }
}
