//! The images of a page: loaded when they come into view, with room kept for them where their size is known.

use std::collections::BTreeMap;

use crate::archive::links::encode_path;
use crate::source::Attachment;

/// Width and height of images in pixels, by the address of the file relative to the site's root.
pub type Sizes = BTreeMap<String, (usize, usize)>;

pub fn sizes(attachments: &[Attachment]) -> Sizes {
    let size = |attachment: &Attachment| Some((encode_path(&attachment.path), attachment.size?));
    attachments.iter().filter_map(size).collect()
}

/// `html`, which is sanitised, with these attributes at its images. `root` is the way to the site's root.
pub fn prepared(html: String, root: &str, sizes: &Sizes) -> String {
    if !html.contains("<img ") {
        return html;
    }
    let mut prepared = String::with_capacity(html.len() + 128);
    let mut parts = html.split("<img ");
    prepared.push_str(parts.next().unwrap_or_default());
    for part in parts {
        prepared.push_str("<img ");
        let tag = part.split('>').next().unwrap_or_default();
        if !tag.contains("loading=") {
            prepared.push_str("loading=\"lazy\" ");
        }
        let has_size = tag.contains("width=") || tag.contains("height=");
        let source = tag.split("src=\"").nth(1).and_then(|source| source.split('"').next());
        let address = source.map(|source| source.replace("&amp;", "&"));
        let size = address.and_then(|address| sizes.get(address.strip_prefix(root)?)).filter(|_| !has_size);
        if let Some((width, height)) = size {
            prepared.push_str(&format!("width=\"{width}\" height=\"{height}\" "));
        }
        prepared.push_str(part);
    }
    prepared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_keep_room_where_their_size_is_known() {
        let sizes = Sizes::from([("2021/my%20chart.png".to_owned(), (640, 480))]);
        for (html, expected) in [
            (
                "a <img src=\"../2021/my%20chart.png\" alt=\"\" /> b",
                "a <img loading=\"lazy\" width=\"640\" height=\"480\" src=\"../2021/my%20chart.png\" alt=\"\" /> b",
            ),
            ("<img src=\"../b.png\">", "<img loading=\"lazy\" src=\"../b.png\">"),
            (
                "<img width=\"3\" src=\"../2021/my%20chart.png\">",
                "<img loading=\"lazy\" width=\"3\" src=\"../2021/my%20chart.png\">",
            ),
            ("&lt;img src=\"x\">", "&lt;img src=\"x\">"),
        ] {
            assert_eq!(prepared(html.to_owned(), "../", &sizes), expected);
        }
    }
}
