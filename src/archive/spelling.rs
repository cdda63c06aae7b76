//! What the spellings of a name have in common.

/// The name of `slug` without hyphens and without the ending of its plural.
pub fn key(slug: &str) -> String {
    let mut key: String = slug.chars().filter(|c| *c != '-').collect();
    let is_plural =
        key.len() > 4 && key.ends_with('s') && !["ss", "us", "is", "os"].iter().any(|end| key.ends_with(end));
    if is_plural {
        key.pop();
    }
    if let Some(stem) = key.strip_suffix("ie").filter(|_| is_plural) {
        key = format!("{stem}y");
    }
    key
}
