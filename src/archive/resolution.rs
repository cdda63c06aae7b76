//! What ended an incident, in a sentence.

use retold_document::model::SectionKind;
use retold_document::{Document, plain_text_sections, sentences, shorten};

/// Bytes of a section in which its first sentence is looked for.
const HEAD: usize = 1_200;

/// The longest sentence, in characters.
const LONGEST: usize = 240;

/// The first sentence of the section on the resolution; `None` where the document has no such section, or none with a
/// sentence in it.
pub fn first_sentence(document: &Document) -> Option<String> {
    let mut sections = document.sections.iter().filter(|section| section.kind == SectionKind::Resolution);
    sections.find_map(|section| {
        let label = &section.label_text;
        let start = if label.is_empty() { section.span.end } else { label.start };
        let headings = document.outline.headings.iter().map(|heading| heading.span.start);
        let end = headings.filter(|&at| at >= start).min().unwrap_or(document.body_end);
        let end = (start..=end.min(start + HEAD)).rev().find(|&at| document.text.is_char_boundary(at))?;
        sentence(&document.text[start..end])
    })
}

/// The first sentence of `markdown`.
fn sentence(markdown: &str) -> Option<String> {
    let text = plain_text_sections(markdown).swap_remove(0).text;
    let paragraph = text.lines().map(str::trim).find(|line| line.contains(char::is_alphabetic))?;
    sentences(paragraph).next().map(|sentence| shorten(sentence, LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_document::{SourceFile, Vocabulary};

    #[test]
    fn the_first_sentence_below_the_heading_is_found() {
        for (body, expected) in [
            (
                "## Resolution\n\nWe raised the *limit* to 200. Then we slept.\n\n## Impact\n\nx\n",
                Some("We raised the limit to 200."),
            ),
            ("## Resolution\n\n- Rolled back `v1.2`.\n- Slept.\n", Some("Rolled back v1.2.")),
            ("**Resolution:** Restarted it. Twice.\n", Some("Restarted it.")),
            ("## Resolution\n\n## Impact\n\nNobody could log in.\n", None),
            ("Nothing.\n", None),
        ] {
            let bytes = format!("# Down\n\n{body}").into_bytes();
            let file = SourceFile { path: "a.md".into(), name: "a.md".into(), bytes };
            let document = Document::parse(file, &Vocabulary::default()).0;
            assert_eq!(first_sentence(&document).as_deref(), expected, "{body}");
        }
    }
}
