//! A file of an archive, as read from disk.

/// File name endings of documents, longest first where one ends with another.
const DOCUMENT_ENDINGS: [&str; 9] =
    [".html.md.erb", ".md.erb", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd", ".md"];

/// A document, as read from disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path relative to the content folder, with forward slashes.
    pub path: String,
    /// Path as messages show it: with the content folder as the user named it.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The path without its ending, if it is the path of a document.
pub fn document_stem(path: &str) -> Option<&str> {
    has_ending(path, &DOCUMENT_ENDINGS)
}

/// `path` without the first of `endings` that it ends with, in any case.
pub fn has_ending<'a>(path: &'a str, endings: &[&str]) -> Option<&'a str> {
    endings.iter().find_map(|ending| {
        let at = path.len().checked_sub(ending.len())?;
        let (stem, tail) = path.split_at_checked(at)?;
        (tail.eq_ignore_ascii_case(ending) && !stem.is_empty() && !stem.ends_with('/')).then_some(stem)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_known_by_their_ending() {
        assert_eq!(document_stem("a/b.md"), Some("a/b"));
        assert_eq!(document_stem("a/b.HTML.MD.erb"), Some("a/b"));
        assert_eq!(document_stem("a/.md"), None);
        assert_eq!(document_stem("a/b.txt"), None);
    }
}
