//! Divides raw HTML into tags, text and what is never shown, as far as that is needed before it is sanitised.

use std::ops::Range;

/// A piece of raw HTML; bytes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Text(Range<usize>),
    /// A tag that opens or closes an element.
    Tag(Range<usize>),
    /// A comment, a declaration, or a script or style with its contents.
    Hidden(Range<usize>),
    /// The rest, which begins with something that is never closed.
    Open(Opener, Range<usize>),
}

/// What is never closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opener {
    /// A comment or a declaration.
    Comment,
    Tag,
    /// A script or a style.
    Script,
}

/// The pieces of `html`, in order and without gaps.
pub fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let Some(start) = next_opener(html, at) else {
            tokens.push(Token::Text(at..html.len()));
            break;
        };
        if start > at {
            tokens.push(Token::Text(at..start));
        }
        let token = opened(html, start);
        at = match &token {
            Token::Text(range) | Token::Tag(range) | Token::Hidden(range) | Token::Open(_, range) => {
                range.end
            }
        };
        tokens.push(token);
    }
    tokens
}

/// The next `<` that begins something other than text.
fn next_opener(html: &str, from: usize) -> Option<usize> {
    let is_opener = |at: &usize| {
        let mut behind = html[at + 1..].bytes();
        match behind.next() {
            Some(b'!' | b'?') => true,
            Some(b'/') => behind.next().is_some_and(|byte| byte.is_ascii_alphabetic()),
            byte => byte.is_some_and(|byte| byte.is_ascii_alphabetic()),
        }
    };
    html[from..].match_indices('<').map(|(at, _)| from + at).find(is_opener)
}

/// The piece that begins with the `<` at `start`.
fn opened(html: &str, start: usize) -> Token {
    let rest = &html[start..];
    let hidden = |end: Option<usize>| match end {
        Some(end) => Token::Hidden(start..start + end),
        None => Token::Open(Opener::Comment, start..html.len()),
    };
    if let Some(comment) = rest.strip_prefix("<!--") {
        // `<!-->` and `<!--->` are whole comments.
        let short = ["-->", "->", ">"].iter().find(|end| **end != "-->" && comment.starts_with(**end));
        let end = short.map_or_else(|| comment.find("-->").map(|at| at + 3), |end| Some(end.len()));
        return hidden(end.map(|end| "<!--".len() + end));
    }
    if rest.starts_with("<!") || rest.starts_with("<?") {
        return hidden(rest.find('>').map(|at| at + 1));
    }
    let Some(length) = tag_length(rest) else { return Token::Open(Opener::Tag, start..html.len()) };
    let tag = &rest[..length];
    let hides = ["script", "style"].into_iter().find(|name| is_named(tag, name) && !tag.starts_with("</"));
    let Some(name) = hides else { return Token::Tag(start..start + length) };
    let end = rest[length..].match_indices("</").find(|(at, _)| is_named(&rest[length + at..], name));
    match end.and_then(|(at, _)| Some(length + at + tag_length(&rest[length + at..])?)) {
        Some(end) => Token::Hidden(start..start + end),
        None => Token::Open(Opener::Script, start..html.len()),
    }
}

/// The length of the tag that `html` begins with; `>` in the quotes of a value does not end it.
fn tag_length(html: &str) -> Option<usize> {
    let mut quote = None;
    let mut is_value = false;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) => {
                if byte == open {
                    quote = None;
                }
            }
            (None, b'"' | b'\'') if is_value => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            (None, _) => {}
        }
        is_value = byte == b'=' || is_value && byte.is_ascii_whitespace();
    }
    None
}

/// The name of the element in a tag.
pub fn name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    &name[..name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len())]
}

/// Whether a tag is one of the element `expected`, in any case.
pub fn is_named(tag: &str, expected: &str) -> bool {
    name(tag).eq_ignore_ascii_case(expected)
}

/// The value of an attribute of a tag, as written.
pub fn attribute<'a>(tag: &'a str, expected: &str) -> Option<&'a str> {
    let bytes = tag.as_bytes();
    let skip = |mut at: usize, is: fn(u8) -> bool| {
        while bytes.get(at).is_some_and(|byte| is(*byte)) {
            at += 1;
        }
        at
    };
    let mut at = 1 + name(tag).len();
    loop {
        let start = skip(at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        let end = skip(start, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/'));
        if start == end {
            return None;
        }
        let equals = skip(end, |byte| byte.is_ascii_whitespace());
        if bytes.get(equals) != Some(&b'=') {
            at = end;
            continue;
        }
        let from = skip(equals + 1, |byte| byte.is_ascii_whitespace());
        let (value, next) = match bytes.get(from) {
            Some(quote @ (b'"' | b'\'')) => {
                let length = tag[from + 1..].find(char::from(*quote))?;
                (from + 1..from + 1 + length, from + length + 2)
            }
            _ => {
                let to = skip(from, |byte| !byte.is_ascii_whitespace() && byte != b'>');
                (from..to, to)
            }
        };
        if tag[start..end].eq_ignore_ascii_case(expected) {
            return Some(&tag[value]);
        }
        at = next.max(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_divided_into_what_is_shown_and_what_is_not() {
        let kinds = |html: &str| {
            let kind = |token: Token| match token {
                Token::Text(range) => format!("text {}", &html[range]),
                Token::Tag(range) => format!("tag {}", &html[range]),
                Token::Hidden(range) => format!("hidden {}", &html[range]),
                Token::Open(opener, range) => format!("{opener:?} {}", &html[range]),
            };
            tokens(html).into_iter().map(kind).collect::<Vec<_>>()
        };
        for (html, expected) in [
            ("a <b>c</b> < d", vec!["text a ", "tag <b>", "text c", "tag </b>", "text  < d"]),
            ("<a title='x > y' b>z", vec!["tag <a title='x > y' b>", "text z"]),
            ("<!-- a > b -->c<!-- d", vec!["hidden <!-- a > b -->", "text c", "Comment <!-- d"]),
            ("<!-->a", vec!["hidden <!-->", "text a"]),
            ("<style>b > c</STYLE >d", vec!["hidden <style>b > c</STYLE >", "text d"]),
            ("<script>a</scripts>", vec!["Script <script>a</scripts>"]),
            ("a<div class=\"x>\nb", vec!["text a", "Tag <div class=\"x>\nb"]),
            ("it's <p it's>x", vec!["text it's ", "tag <p it's>", "text x"]),
        ] {
            assert_eq!(kinds(html), expected, "{html}");
        }
    }

    #[test]
    fn attributes_are_found_by_their_name() {
        let tag = "<IMG ALT='a > b' data-src=no hidden SRC = \"x.png\" width=3>";
        for (name, value) in [
            ("src", Some("x.png")),
            ("alt", Some("a > b")),
            ("width", Some("3")),
            ("hidden", None),
            ("title", None),
        ] {
            assert_eq!(attribute(tag, name), value, "{name}");
        }
        assert_eq!(attribute("<img/src='a'/>", "src"), Some("a"));
        assert_eq!(attribute("<img src='a", "src"), None);
    }
}
