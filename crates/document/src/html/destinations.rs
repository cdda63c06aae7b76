//! Where the addresses of links and images lead, as browsers read them.

use std::borrow::Cow;
use std::sync::LazyLock;

use url::{ParseError, Url};

/// Returns true if a browser leaves the site for an address: it has a scheme or names a host, or it is no address.
pub fn leads_elsewhere(destination: &str) -> bool {
    static PAGE: LazyLock<Option<Url>> = LazyLock::new(|| Url::parse("https://site.invalid/page/").ok());
    if is_plain_path(destination) {
        return false;
    }
    // On a page of the same scheme, `https:a.png` would be an address of the site.
    if Url::parse(destination) != Err(ParseError::RelativeUrlWithoutBase) {
        return true;
    }
    let Some(page) = &*PAGE else { return true };
    page.join(destination).map_or(true, |address| address.origin() != page.origin())
}

/// Whether an address has only characters that end no path and begin no scheme or host, as nearly all that stay in the site do.
fn is_plain_path(destination: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/#".contains(&byte);
    !destination.starts_with('/') && destination.bytes().all(is_plain)
}

/// Returns true if a page has a link to this address as written: it leads somewhere, and following it cannot run code.
pub fn is_link(destination: &str) -> bool {
    !destination.trim().is_empty() && has_safe_scheme(destination)
}

/// Returns true if following a link cannot run code. Blanks and control characters hide schemes from some programs, wherever
/// they stand, so all of them are left out first, which is more than browsers strip.
pub fn has_safe_scheme(destination: &str) -> bool {
    let cleaned: Cow<'_, str> = if destination.contains(|c: char| c.is_control() || c == ' ') {
        destination.chars().filter(|c| !c.is_control() && *c != ' ').collect::<String>().into()
    } else {
        destination.into()
    };
    scheme(&cleaned).is_none_or(|scheme| {
        ["http", "https", "mailto", "tel", "ftp", "ftps", "irc", "ircs", "xmpp"]
            .iter()
            .any(|safe| safe.eq_ignore_ascii_case(scheme))
    })
}

/// The scheme of an address, if it has one.
fn scheme(destination: &str) -> Option<&str> {
    let end = destination.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)))?;
    (end > 0 && destination[end..].starts_with(':')).then(|| &destination[..end])
}

/// Spellings of addresses of other hosts, and of what is no file at all.
#[cfg(test)]
pub const OF_OTHER_HOSTS: [&str; 24] = [
    "http://example.org/t.png",
    " http://example.org/t.png",
    "\u{1}\u{1f} http://example.org/t.png",
    "//example.org/t.png",
    "///example.org/t.png",
    "/\\example.org/t.png",
    "\\/example.org/t.png",
    "\\\\example.org/t.png",
    "ht\ttp://example.org/t.png",
    "ht\ntp://example.org/t.png",
    "/\n/example.org/t.png",
    "\t/\t/example.org/t.png",
    "/\r\\example.org/t.png",
    "HTTP:\\\\example.org/t.png",
    "https:/example.org/t.png",
    "https:example.org/t.png",
    "http:\\example.org",
    "//user@example.org:81/t.png",
    "//[::1]/t.png",
    "//0x7f.1/t.png",
    "//ex\u{ad}ample.org/t.png",
    "data:image/png;base64,AAAA",
    "blob:https://example.org/x",
    "ws://example.org/x",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_hosts_are_recognised_in_any_spelling() {
        for address in OF_OTHER_HOSTS {
            assert!(leads_elsewhere(address), "{address:?}");
        }
        for address in [
            "t.png",
            "/t.png",
            "a//t.png",
            "./\\t.png",
            "#a",
            "",
            "?a",
            "../../t.png",
            "%2f/example.org/t.png",
            "./http://example.org",
            "ä.png",
            "a b.png",
            "a|b.png",
            "-1:2.png",
        ] {
            assert!(!leads_elsewhere(address), "{address:?}");
        }
    }

    #[test]
    fn schemes_that_run_code_are_no_links() {
        for address in [
            "javascript:x",
            "JAVASCRIPT:x",
            " javascript:x",
            "java\tscript:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            "vbscript:x",
            "data:text/html,x",
            "file:///x",
            "blob:x",
            "",
            " ",
        ] {
            assert!(!is_link(address), "{address:?}");
        }
        for address in ["a.md", "https://e.org", "mailto:a@e.org", "#a", "tel:1", "a/b:c", "?a:b"] {
            assert!(is_link(address), "{address:?}");
        }
    }
}
