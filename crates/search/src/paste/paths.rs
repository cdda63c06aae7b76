//! Paths and URLs: where they end, and the names in them.

use super::noise::{self, base_len, has_letters};
use super::text::{
    Span, begins_with, behind_last, byte, count, cut, digit, ends_with, find, find_text, from, is_in, is_one,
    letter, lower, run,
};
use super::words;

/// What is behind a URL, and behind a path.
const ENDS: &str = " \t\r\n\"'`<>()[]{}|\\;";

/// The length of a URL at the start of `text`; 0 when there is none.
#[inline(never)]
pub(super) fn url_len(text: &str) -> usize {
    let scheme = run(text, |b| letter(b) || digit(b) || b == b'+');
    if scheme < 2 || !lower(byte(text, 0)) || !from(text, scheme).starts_with("://") {
        return 0;
    }
    let length = trimmed(text, find(text, ENDS).min(find(text, ",")));
    if length > scheme + 3 { length } else { 0 }
}

/// The length of a path at the start of `text`, with the query behind it; 0 when there is none. It
/// begins at the root, here, above, at home or on a drive.
#[inline(never)]
pub(super) fn path_len(text: &str) -> usize {
    if letter(byte(text, 0)) && cut(text, 1, 3) == ":\\" {
        return 3 + trimmed(from(text, 3), find(from(text, 3), " \t\r\n\"'`<>()[]{}|;:,="));
    }
    if !begins_with("/ ./ ../ ~/", text) {
        return 0;
    }
    let path = find(text, ENDS).min(find(text, ":,=?"));
    if byte(text, path) == b'?' { trimmed(text, find(text, ENDS)) } else { trimmed(text, path) }
}

/// A length without the marks of a sentence at the end.
fn trimmed(text: &str, length: usize) -> usize {
    let mut length = length;
    while length > 0 && is_one(".:!?*_,", byte(text, length - 1)) {
        length -= 1;
    }
    length
}

/// Adds the names in a path that begins at `start`: the last folder and the file, as far as they tell.
/// Of a library it is the package, if it has one; then the answer is `true`.
pub(super) fn add_names(path: &str, start: usize, names: &mut Vec<Span>) -> bool {
    if let Some(package) = package(path) {
        names.extend(package.map(|(from, to)| (start + from, start + to)));
        return true;
    }
    let first = names.len();
    let mut end = path.len();
    while names.len() - first < 2 && end > 0 {
        let folder = behind_last(cut(path, 0, end), "/\\");
        let length = name_len(cut(path, folder, end));
        if length > 0 {
            names.insert(first, (start + folder, start + folder + length));
        }
        end = folder.saturating_sub(1);
    }
    false
}

/// The name of the package that a path is in, without its scope and its version; `None` when it is not
/// the path of a library, `Some(None)` when it is that of one that comes with the language.
#[inline(never)]
fn package(path: &str) -> Option<Option<Span>> {
    let mut folder = 0;
    let mut at = 0;
    // The folder behind the last of those that hold libraries.
    while at < path.len() {
        let next = at + find(from(path, at), "/") + 1;
        let rest = from(path, next);
        if is_in("site-packages dist-packages node_modules gems", cut(path, at, next - 1)) {
            folder = next;
            // `@scope/package`
            if byte(rest, 0) == b'@' {
                folder += find(rest, "/") + 1;
            }
        } else if is_in("mod src", cut(path, at, next - 1)) && ends_with("pkg/ registry/", cut(path, 0, at)) {
            // Behind the host and the owner, or behind the name of the registry.
            let version = find(rest, "@");
            let is_module = version < rest.len();
            folder =
                next + if is_module { behind_last(cut(rest, 0, version), "/") } else { find(rest, "/") + 1 };
        }
        at = next;
    }
    if folder == 0 {
        let is_standard =
            begins_with(words::STANDARD_FOLDERS, path) || find_text(path, "/rustlib/src/").is_some();
        return is_standard.then_some(None);
    }
    let name = from(path, folder);
    let name = cut(name, 0, find(name, "/@:"));
    let version = behind_last(name, "-");
    let end = if version > 0 && noise::is_figures(from(name, version)) { version - 1 } else { name.len() };
    let end = without_ending(cut(name, 0, end));
    Some((end > 1).then_some((folder, folder + end)))
}

/// The length of the name of a file without the ending of its language.
fn without_ending(name: &str) -> usize {
    if ends_with(words::SOURCE_ENDINGS, name) { behind_last(name, ".") - 1 } else { name.len() }
}

/// The length of the name at the start of one part of a path; 0 when it says nothing.
fn name_len(part: &str) -> usize {
    let stem = cut(part, 0, without_ending(part));
    let stem = cut(stem, 0, find(stem, "@:$%*=&#"));
    let is_version = byte(stem, 0) == b'v' && noise::is_figures(from(stem, 1));
    let is_name = stem.len() > 1
        && has_letters(stem)
        && !is_version
        && !is_in(words::GENERIC, stem)
        && noise::class_of(stem).is_none();
    if is_name { base_len(stem) } else { 0 }
}

/// A place without the numbers of line and column at its end: its length.
pub(super) fn without_lines(place: &str) -> usize {
    let mut end = place.len();
    loop {
        let colon = behind_last(cut(place, 0, end), ":");
        let number = cut(place, colon, end);
        if colon == 0 || number.is_empty() || count(number, digit) < number.len() {
            return end;
        }
        end = colon - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names in a path, with `lib:` before the package of a library.
    fn written(path: &str) -> String {
        let mut names = Vec::new();
        let is_library = add_names(path, 0, &mut names);
        let names: Vec<&str> = names.iter().map(|name| &path[name.0..name.1]).collect();
        format!("{}{}", if is_library { "lib:" } else { "" }, names.join(" "))
    }

    #[test]
    fn names_in_paths() {
        for (path, expected) in [
            ("/app/src/payments/worker.py", "payments worker"),
            ("/var/log/nginx/error.log", "nginx error.log"),
            ("/api/v1/orders/8841", "orders"),
            ("/api/v1/orders/123e4567-e89b-12d3-a456-426614174000/refund", "orders refund"),
            ("/usr/lib/python3.9/site-packages/requests/adapters.py", "lib:requests"),
            ("/usr/lib/python3.9/site-packages/six.py", "lib:six"),
            ("/usr/lib/python3.9/asyncio/base_events.py", "lib:"),
            ("/app/node_modules/@aws-sdk/client-s3/dist/index.js", "lib:client-s3"),
            ("/app/node_modules/pg/lib/client.js", "lib:pg"),
            ("/usr/lib/ruby/gems/3.2.0/gems/pg-1.5.3/lib/pg.rb", "lib:pg"),
            ("/root/go/pkg/mod/github.com/lib/pq@v1.10.0/conn.go", "lib:pq"),
            (
                "/root/.cargo/registry/src/index.crates.io-6f17d22bba15001f/hyper-0.14.27/src/lib.rs",
                "lib:hyper",
            ),
            ("/usr/local/go/src/runtime/panic.go", "lib:"),
            ("/rustc/90b35a6/library/std/src/panicking.rs", "lib:"),
            ("C:\\build\\Payments\\Gateway.cs", "Payments Gateway"),
            ("pod/payments-7d9f8b6c5d-x2x7k", "payments"),
            ("/", ""),
        ] {
            assert_eq!(written(path), expected, "{path:?}");
        }
    }

    #[test]
    fn where_they_end() {
        for (text, expected) in [
            ("https://api.example.com/v1?x=1&y=[2] and", 33),
            ("postgres://a:b@db:5432/orders.", 29),
            ("note:// x", 0),
            ("nothing", 0),
        ] {
            assert_eq!(url_len(text), expected, "{text:?}");
        }
        for (text, expected) in [
            ("/a/b.go:42 +0x1d", 7),
            ("/a/b?x=1,2:3 HTTP", 12),
            ("./a, b", 3),
            ("C:\\a\\b.cs:line 4", 9),
            ("a/b", 0),
        ] {
            assert_eq!(path_len(text), expected, "{text:?}");
        }
    }
}
