//! Divides raw HTML into tags, text and what is never shown, as browsers do: by the tokenizer of `html5ever`, with the place of
//! each token.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag as FoundTag, TagKind, Token as Found, TokenSink, TokenSinkResult, Tokenizer,
    TokenizerOpts,
};

/// A piece of raw HTML; bytes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Text(Range<usize>),
    /// A tag that opens or closes an element.
    Tag(Range<usize>, Tag),
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

/// A tag as browsers read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// In lower case.
    pub name: String,
    pub is_end: bool,
    pub closes_itself: bool,
    /// Names in lower case, and values with their character references decoded; the first of each name.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of the attribute `name`, which is in lower case.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Whether it is one of the elements `names`, which are in lower case.
    pub fn is_any(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }
}

/// As HTML.
impl fmt::Display for Tag {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "<{}{}", if self.is_end { "/" } else { "" }, self.name)?;
        for (name, value) in &self.attributes {
            write!(out, " {name}=\"{}\"", value.replace('&', "&amp;").replace('"', "&quot;"))?;
        }
        out.write_str(if self.closes_itself { " />" } else { ">" })
    }
}

impl From<FoundTag> for Tag {
    fn from(tag: FoundTag) -> Self {
        let attributes = tag.attrs.iter();
        let attributes = attributes.map(|found| (found.name.local.to_string(), found.value.to_string()));
        Self {
            name: tag.name.to_string(),
            is_end: tag.kind == TagKind::EndTag,
            closes_itself: tag.self_closing,
            attributes: attributes.collect(),
        }
    }
}

/// The pieces of `html`, in order and without gaps. Everything but scripts and styles is read as markup, also what stands in
/// elements such as `<title>`: [`crate::html`] leaves out the tags of these.
pub fn tokens(html: &str) -> Vec<Token> {
    let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(Sink::default(), options);
    let input = BufferQueue::default();
    let mut placer = Placer::default();
    for chunk in chunks(html) {
        input.push_back(StrTendril::from_slice(&html[chunk.clone()]));
        let _ = tokenizer.feed(&input);
        placer.place(html, chunk, tokenizer.sink.take());
    }
    tokenizer.end();
    placer.finish(html.len(), tokenizer.sink.take())
}

/// `html` in chunks, each of which begins with the only `<` in it that may begin a token, and ends with the only `>`. A token ends
/// where a chunk does, as no token but text ends with anything else.
fn chunks(html: &str) -> Vec<Range<usize>> {
    let bytes = html.as_bytes();
    let mut chunks = Vec::new();
    let mut start = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let end = match byte {
            b'>' => at + 1,
            b'<' if begins_token(&bytes[at + 1..]) => at,
            _ => continue,
        };
        if end > start {
            chunks.push(start..end);
            start = end;
        }
    }
    if start < html.len() {
        chunks.push(start..html.len());
    }
    chunks
}

/// Whether something other than text may begin with a `<` before `behind`.
fn begins_token(behind: &[u8]) -> bool {
    match behind {
        [b'!' | b'?', ..] => true,
        // `</>` is nothing at all.
        [b'/', next, ..] => *next != b'>',
        [next, ..] => next.is_ascii_alphabetic(),
        [] => false,
    }
}

/// What the tokenizer found in a chunk.
#[derive(Debug)]
enum Event {
    Text,
    Tag(Tag),
    Comment,
}

#[derive(Default)]
struct Sink(RefCell<Vec<Event>>);

impl Sink {
    fn take(&self) -> Vec<Event> {
        self.0.take()
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Found, _line: u64) -> TokenSinkResult<()> {
        let event = match token {
            Found::TagToken(tag) => Event::Tag(tag.into()),
            Found::CommentToken(_) | Found::DoctypeToken(_) => Event::Comment,
            Found::CharacterTokens(_) | Found::NullCharacterToken => Event::Text,
            Found::EOFToken | Found::ParseError(_) => return TokenSinkResult::Continue,
        };
        let raw = match &event {
            Event::Tag(tag) => raw_kind(tag),
            _ => None,
        };
        self.0.borrow_mut().push(event);
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }
}

/// How the contents of an element are read that are no markup.
fn raw_kind(tag: &Tag) -> Option<RawKind> {
    match tag.name.as_str() {
        _ if tag.is_end => None,
        "script" => Some(ScriptData),
        "style" => Some(RawKind::Rawtext),
        _ => None,
    }
}

/// Finds the places of tokens from the chunks in which they end.
#[derive(Default)]
struct Placer {
    tokens: Vec<Token>,
    /// Where the token begins that has not ended yet.
    open: Option<usize>,
    /// Where the script or style begins whose end tag has not come yet.
    raw: Option<usize>,
}

impl Placer {
    fn place(&mut self, html: &str, chunk: Range<usize>, events: Vec<Event>) {
        let begins =
            html.as_bytes()[chunk.start] == b'<' && begins_token(&html.as_bytes()[chunk.start + 1..]);
        let mut start = *self.open.get_or_insert(chunk.start);
        let mut is_text = !begins && start == chunk.start;
        for event in events {
            match event {
                // What seemed to begin a token was text, and the next one begins here.
                Event::Text if begins && start < chunk.start => {
                    self.text(start..chunk.start);
                    start = chunk.start;
                }
                Event::Text => is_text = true,
                Event::Tag(tag) => return self.tag(start..chunk.end, tag),
                Event::Comment => {
                    self.open = None;
                    return self.tokens.push(Token::Hidden(start..chunk.end));
                }
            }
        }
        if is_text {
            self.text(start..chunk.end);
            self.open = None;
        } else {
            self.open = Some(start);
        }
    }

    fn text(&mut self, range: Range<usize>) {
        if self.raw.is_some() {
            return;
        }
        match self.tokens.last_mut() {
            Some(Token::Text(last)) if last.end == range.start => last.end = range.end,
            _ => self.tokens.push(Token::Text(range)),
        }
    }

    fn tag(&mut self, range: Range<usize>, tag: Tag) {
        self.open = None;
        if let Some(start) = self.raw.take() {
            self.tokens.push(Token::Hidden(start..range.end));
        } else if raw_kind(&tag).is_some() {
            self.raw = Some(range.start);
        } else {
            self.tokens.push(Token::Tag(range, tag));
        }
    }

    /// The tokens of a text of `length` bytes; `last` are the events at its end.
    fn finish(mut self, length: usize, last: Vec<Event>) -> Vec<Token> {
        if let Some(start) = self.raw {
            self.tokens.push(Token::Open(Opener::Script, start..length));
        } else if let Some(start) = self.open {
            match last.first() {
                Some(Event::Text) => self.text(start..length),
                Some(_) => self.tokens.push(Token::Open(Opener::Comment, start..length)),
                None => self.tokens.push(Token::Open(Opener::Tag, start..length)),
            }
        }
        self.tokens
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(html: &str) -> Vec<String> {
        let kind = |token: Token| match token {
            Token::Text(range) => format!("text {}", &html[range]),
            Token::Tag(range, _) => format!("tag {}", &html[range]),
            Token::Hidden(range) => format!("hidden {}", &html[range]),
            Token::Open(opener, range) => format!("{opener:?} {}", &html[range]),
        };
        tokens(html).into_iter().map(kind).collect()
    }

    #[test]
    fn html_is_divided_into_what_is_shown_and_what_is_not() {
        for (html, expected) in [
            ("a <b>c</b> < d", vec!["text a ", "tag <b>", "text c", "tag </b>", "text  < d"]),
            ("<a title='x > y' b>z", vec!["tag <a title='x > y' b>", "text z"]),
            ("<a title='<b>' b>z", vec!["tag <a title='<b>' b>", "text z"]),
            ("<a title='<b' <c>z", vec!["tag <a title='<b' <c>", "text z"]),
            ("<!-- a > b -->c<!-- d", vec!["hidden <!-- a > b -->", "text c", "Comment <!-- d"]),
            ("<!-- <b> --!>c", vec!["hidden <!-- <b> --!>", "text c"]),
            ("<!-->a", vec!["hidden <!-->", "text a"]),
            ("<!doctype html>a<?php b ?>", vec!["hidden <!doctype html>", "text a", "hidden <?php b ?>"]),
            ("<![CDATA[a>b]]>", vec!["hidden <![CDATA[a>", "text b]]>"]),
            ("</ a>b</>c", vec!["hidden </ a>", "text b</>c"]),
            ("<style>b > c</STYLE >d", vec!["hidden <style>b > c</STYLE >", "text d"]),
            ("<style></sty<b></style>d", vec!["hidden <style></sty<b></style>", "text d"]),
            ("<script>a</scripts>", vec!["Script <script>a</scripts>"]),
            ("<script><!--<script></script>a", vec!["Script <script><!--<script></script>a"]),
            ("a<div class=\"x>\nb", vec!["text a", "Tag <div class=\"x>\nb"]),
            ("it's <p it's>x", vec!["text it's ", "tag <p it's>", "text x"]),
            ("a &am<b>", vec!["text a &am", "tag <b>"]),
            ("a <<b>c</", vec!["text a <", "tag <b>", "text c</"]),
            ("<title><i>a", vec!["tag <title>", "tag <i>", "text a"]),
            ("<a b='\u{e9}\0'>\0\r\n<b>", vec!["tag <a b='\u{e9}\0'>", "text \0\r\n", "tag <b>"]),
            ("", vec![]),
            ("<", vec!["text <"]),
            ("<b", vec!["Tag <b"]),
            ("<!", vec!["Comment <!"]),
        ] {
            assert_eq!(kinds(html), expected, "{html}");
        }
    }

    #[test]
    fn tokens_have_no_gaps_whatever_comes_together() {
        const PIECES: [&str; 12] =
            ["<", ">", "/", "a", "!--", "--", "\"", "=", "<script>", "</script>", "&lt", "\u{e9} "];
        const LENGTH: u32 = 5;
        for number in 0..PIECES.len().pow(LENGTH) {
            let pieces = (0..LENGTH).map(|digit| PIECES[number / PIECES.len().pow(digit) % PIECES.len()]);
            let html: String = pieces.collect();
            let mut end = 0;
            for token in tokens(&html) {
                let range = match token {
                    Token::Text(range)
                    | Token::Tag(range, _)
                    | Token::Hidden(range)
                    | Token::Open(_, range) => range,
                };
                assert!(range.start == end && range.end > end, "{html}: {:?}", kinds(&html));
                end = range.end;
            }
            assert_eq!(end, html.len(), "{html}: {:?}", kinds(&html));
        }
    }

    #[test]
    fn attributes_are_found_by_their_name() {
        let html = "<IMG ALT='a &gt; b' data-src=no hidden SRC = \"x.png\" src=y width=3>";
        let [Token::Tag(_, tag)] = &tokens(html)[..] else { panic!("{:?}", tokens(html)) };
        for (name, value) in [
            ("src", Some("x.png")),
            ("alt", Some("a > b")),
            ("width", Some("3")),
            ("hidden", Some("")),
            ("title", None),
        ] {
            assert_eq!(tag.attribute(name), value, "{name}");
        }
        assert!(tag.is_any(&["a", "img"]) && !tag.is_end);
    }
}
