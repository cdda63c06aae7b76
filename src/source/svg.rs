//! Finds scripts in SVG images. A browser runs them where an image is opened by itself, on hosts that send no policy.

use std::io::{self, Read};
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

use crate::files;

/// Larger images are taken for harmful, because they are read whole.
const LARGEST: u64 = 64 << 20;

/// Whether the image at `path` may run a script, or cannot be understood well enough to know.
///
/// # Errors
/// It cannot be read.
pub fn may_run(path: &Path) -> io::Result<bool> {
    let mut bytes = Vec::new();
    files::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes.len() as u64 > LARGEST || str::from_utf8(&bytes).map_or(true, has_script))
}

fn has_script(text: &str) -> bool {
    let mut reader = Reader::from_str(text);
    loop {
        let is_harmful = match reader.read_event() {
            Ok(Event::Eof) => return false,
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                is_active(tag.local_name().as_ref()) || has_handler(tag.attributes())
            }
            // Entities may stand for anything.
            Ok(Event::DocType(declaration)) => contains(&declaration, b"<!entity"),
            // Style sheets may be programs.
            Ok(Event::PI(instruction)) => contains(&instruction, b"stylesheet"),
            // In other encodings, other bytes are tags.
            Ok(Event::Decl(declaration)) => declaration.encoding().is_some_and(|encoding| {
                encoding.is_ok_and(|encoding| !is_plain(&encoding))
                    || contains(&declaration, b"version=\"1.1")
            }),
            Ok(_) => false,
            // Browsers may read on.
            Err(_) => true,
        };
        if is_harmful {
            return true;
        }
    }
}

fn is_active(name: &[u8]) -> bool {
    const NAMES: [&[u8]; 10] = [
        b"script",
        b"iframe",
        b"frame",
        b"embed",
        b"object",
        b"applet",
        b"handler",
        b"listener",
        b"meta",
        b"base",
    ];
    NAMES.iter().any(|active| name.eq_ignore_ascii_case(active))
}

/// Whether attributes are, or set, event handlers, or lead to addresses that are run.
fn has_handler(attributes: Attributes<'_>) -> bool {
    let mut attributes = attributes;
    attributes.any(|attribute| {
        let Ok(attribute) = attribute else { return true };
        let name = attribute.key.local_name().as_ref().to_ascii_lowercase();
        let value = attribute.value.as_ref();
        let Some(value) =
            str::from_utf8(value).ok().and_then(|value| quick_xml::escape::unescape(value).ok())
        else {
            return true;
        };
        // Browsers drop these within a scheme.
        let value: String = value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        let value = value.to_ascii_lowercase();
        name.starts_with(b"on")
            || name == b"srcdoc"
            || name == b"attributename" && value.starts_with("on")
            || [
                "javascript:",
                "vbscript:",
                "data:text/html",
                "data:image/svg",
                "data:text/xml",
                "data:application",
            ]
            .iter()
            .any(|scheme| value.contains(scheme))
    })
}

fn is_plain(encoding: &[u8]) -> bool {
    [&b"utf-8"[..], b"utf8", b"us-ascii", b"ascii"].iter().any(|plain| encoding.eq_ignore_ascii_case(plain))
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_with_scripts_are_found() {
        for text in [
            "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "<svg xmlns:h='http://www.w3.org/1999/xhtml'><h:SCRIPT/></svg>",
            "<svg onload='alert(1)'/>",
            "<svg><a xlink:href='java\tscript:alert(1)'/></svg>",
            "<svg><a href='java&#115;cript:alert(1)'/></svg>",
            "<svg><set attributeName='onmouseover' to='alert(1)'/></svg>",
            "<svg><animate attributeName='href' values='javascript:alert(1)'/></svg>",
            "<svg><foreignObject><iframe srcdoc='x'/></foreignObject></svg>",
            "<!DOCTYPE svg [<!ENTITY x '<script/>'>]><svg>&x;</svg>",
            "<?xml-stylesheet href='x.xsl'?><svg/>",
            "<?xml version='1.0' encoding='utf-7'?><svg/>",
            "<svg><g></svg>",
            "<svg a='1' a='2'/>",
            "<svg><use href='data:image/svg+xml,x'/></svg>",
        ] {
            assert!(has_script(text), "{text}");
        }
        for text in [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x.dtd\">\n<svg/>",
            "<svg><style>a{}</style><path d='M0 0' style='fill:red'/><text>script on</text></svg>",
            "<svg><a href='https://e.org/?javascript'/><image href='data:image/png;base64,AA'/></svg>",
            "<svg><foreignObject><div xmlns='http://www.w3.org/1999/xhtml'>x &lt;script></div></foreignObject></svg>",
            "",
        ] {
            assert!(!has_script(text), "{text}");
        }
    }
}
