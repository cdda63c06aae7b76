//! Images, films and frames in raw HTML, which a page has as links if it cannot show them.

use crate::markdown::raw_html::tokens::Tag;

/// Whether a tag opens an element that shows a file which pages do not play or frame themselves.
pub fn is_media(tag: &Tag) -> bool {
    !tag.is_end && tag.is_any(&["video", "audio", "iframe", "embed", "object", "source", "track"])
}

/// The address of the file that a tag shows.
pub fn address(tag: &Tag) -> Option<&str> {
    let name = if tag.is_any(&["object"]) { "data" } else { "src" };
    tag.attribute(name).map(str::trim).filter(|address| !address.is_empty())
}

/// The name of what a tag shows: as the author describes it, else the name of its file, else its address.
pub fn label(tag: &Tag) -> &str {
    let mut described =
        ["alt", "title", "aria-label"].iter().filter_map(|name| tag.attribute(name)).map(str::trim);
    described.find(|text| !text.is_empty()).unwrap_or_else(|| file_name(address(tag).unwrap_or_default()))
}

/// The name of the file at an address, or the address if it has none.
pub fn file_name(address: &str) -> &str {
    let path = &address[..address.find(['?', '#']).unwrap_or(address.len())];
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_host = path.contains("//") && path.matches('/').count() < 3;
    if name.contains('.') && !is_host { name } else { address }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::raw_html::tokens::{Token, tokens};

    #[test]
    fn media_have_a_name() {
        for (tag, name) in [
            ("<img alt='Rate' src='https://e.org/x.png'>", "Rate"),
            ("<img src='https://e.org/a/x.png?y#z'>", "x.png"),
            ("<iframe src=\"https://e.org/embed/1\" title=' '>", "https://e.org/embed/1"),
            ("<iframe src=\"https://e.org\">", "https://e.org"),
            ("<video src=clip.mp4>", "clip.mp4"),
            ("<video src='../a/clip.mp4' aria-label=\"The film\">", "The film"),
            ("<object data='a/b.pdf'>", "b.pdf"),
            ("<video>", ""),
        ] {
            let [Token::Tag(_, found)] = &tokens(tag)[..] else { panic!("{tag}") };
            assert_eq!(label(found), name, "{tag}");
        }
    }
}
