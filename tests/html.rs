//! The tags and texts of pages, parsed with the tokenizer of the HTML standard.

use std::cell::RefCell;
use std::collections::BTreeMap;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

pub struct Tag {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
}

/// What a page consists of, in order.
enum Piece {
    Start(Tag),
    End(String),
    Text(String),
    /// What a browser forgives.
    Error(String),
}

struct Pieces {
    found: RefCell<Vec<Piece>>,
    has_raw_text: bool,
}

impl TokenSink for Pieces {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut next = TokenSinkResult::Continue;
        let piece = match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                // The text in these is no markup.
                next = match &*tag.name {
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" => TokenSinkResult::RawData(RawKind::Rawtext),
                    "iframe" if self.has_raw_text => TokenSinkResult::RawData(RawKind::Rawtext),
                    "title" | "textarea" if self.has_raw_text => TokenSinkResult::RawData(RawKind::Rcdata),
                    _ => next,
                };
                let attributes = tag.attrs.iter();
                Piece::Start(Tag {
                    name: tag.name.to_string(),
                    attributes: attributes
                        .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()))
                        .collect(),
                })
            }
            Token::TagToken(tag) => Piece::End(tag.name.to_string()),
            Token::CharacterTokens(text) => Piece::Text(text.to_string()),
            Token::ParseError(error) => Piece::Error(error.into_owned()),
            _ => return next,
        };
        self.found.borrow_mut().push(piece);
        next
    }
}

fn pieces(html: &str) -> Vec<Piece> {
    pieces_of(html, true)
}

/// The pieces of a page. Elements whose text is no markup are read like others if `has_raw_text` is false, because text
/// that follows one that is never closed is shown, too.
fn pieces_of(html: &str, has_raw_text: bool) -> Vec<Piece> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(
        Pieces { found: RefCell::default(), has_raw_text },
        TokenizerOpts { exact_errors: true, ..Default::default() },
    );
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.found.into_inner()
}

/// The start tags of a page.
pub fn tags(html: &str) -> Vec<Tag> {
    let pieces = pieces(html).into_iter();
    pieces.filter_map(|piece| if let Piece::Start(tag) = piece { Some(tag) } else { None }).collect()
}

/// The texts of all elements `name` of a page.
pub fn texts(html: &str, name: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut is_open = false;
    for piece in pieces(html) {
        match piece {
            Piece::Start(tag) if tag.name == name => {
                texts.push(String::new());
                is_open = true;
            }
            Piece::End(end) if end == name => is_open = false,
            Piece::Text(text) if is_open => texts.last_mut().unwrap().push_str(&text),
            _ => {}
        }
    }
    texts
}

/// The text of a page that readers see, with the names of images. Scripts, styles and comments are not shown.
pub fn visible_text(html: &str) -> String {
    let mut text = String::new();
    let mut hidden = None;
    for piece in pieces_of(html, false) {
        match piece {
            Piece::Start(tag) => {
                if matches!(tag.name.as_str(), "script" | "style") {
                    hidden = Some(tag.name.clone());
                }
                if let Some(name) =
                    tag.attributes.get("alt").filter(|name| tag.name == "img" && !name.contains('<'))
                {
                    text.push_str(&format!(" {name} "));
                }
                if !INLINE.contains(&tag.name.as_str()) {
                    text.push(' ');
                }
            }
            Piece::End(name) => {
                if hidden.as_ref() == Some(&name) {
                    hidden = None;
                }
                if !INLINE.contains(&name.as_str()) {
                    text.push(' ');
                }
            }
            Piece::Text(piece) if hidden.is_none() => text.push_str(&piece),
            Piece::Text(_) | Piece::Error(_) => {}
        }
    }
    text
}

/// Elements around parts of words.
const INLINE: [&str; 8] = ["a", "b", "code", "del", "em", "i", "span", "strong"];

/// The properties of every page: one main heading, unique ids, nothing inline that the policy forbids,
/// nothing from another host.
pub fn faults(html: &str) -> Vec<String> {
    let (mut tags, mut faults) = (Vec::new(), Vec::new());
    for piece in pieces(html) {
        match piece {
            Piece::Start(tag) => tags.push(tag),
            Piece::Error(error) => faults.push(error),
            Piece::End(_) | Piece::Text(_) => {}
        }
    }
    let headings = tags.iter().filter(|tag| tag.name == "h1").count();
    let is_redirect = tags.iter().any(|tag| tag.attributes.get("http-equiv").is_some_and(|v| v == "refresh"));
    if headings != 1 && !is_redirect {
        faults.push(format!("{headings} main headings"));
    }
    let mut ids = std::collections::BTreeSet::new();
    for tag in &tags {
        if let Some(id) = tag.attributes.get("id").filter(|id| !ids.insert((*id).clone())) {
            faults.push(format!("the id `{id}` is there twice"));
        }
        for name in tag.attributes.keys().filter(|name| *name == "style" || name.starts_with("on")) {
            faults.push(format!("`{name}` on `{}`", tag.name));
        }
        let is_inline = tag.name == "style" || tag.name == "script" && !tag.attributes.contains_key("src");
        if is_inline && tag.attributes.get("type").is_none_or(|kind| !kind.ends_with("json")) {
            faults.push(format!("inline `{}`", tag.name));
        }
        faults.extend(
            loaded(tag).filter(|address| is_elsewhere(address)).map(|address| format!("loads {address}")),
        );
        let addresses = ["href", "src", "action"].iter().filter_map(|name| tag.attributes.get(*name));
        let scripts = addresses.filter(|address| address.trim().to_lowercase().starts_with("javascript:"));
        faults.extend(scripts.map(|address| format!("runs {address}")));
    }
    faults
}

/// The address that a browser loads for a tag.
fn loaded(tag: &Tag) -> impl Iterator<Item = &String> {
    let rel = tag.attributes.get("rel").map_or("", String::as_str);
    let names: &[&str] = match tag.name.as_str() {
        "link" if !matches!(rel, "canonical" | "alternate" | "search") => &["href"],
        "script" | "img" | "iframe" | "source" | "video" | "audio" | "embed" => &["src", "srcset", "poster"],
        "object" => &["data"],
        _ => &[],
    };
    names.iter().filter_map(|name| tag.attributes.get(*name))
}

pub fn is_elsewhere(address: &str) -> bool {
    let scheme = address.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)));
    address.starts_with("//") || scheme.is_some_and(|end| end > 0 && address[end..].starts_with(':'))
}

#[test]
fn faults_are_found() {
    assert_eq!(
        faults("<h1 id=\"a\">x</h1><p id=\"b\">y</p><link rel=\"canonical\" href=\"https://e.org/\">"),
        [""; 0]
    );
    for (page, fault) in [
        ("<h2>x</h2>", "0 main headings"),
        ("<h1 id=a id=b>x</h1>", "Duplicate attribute"),
        ("<h1 id='a'></h1><p id=a>", "the id `a` is there twice"),
        ("<h1 style='x'>", "`style` on `h1`"),
        ("<h1><img src=x OnError=y>", "`onerror` on `img`"),
        ("<h1><script>x</script>", "inline `script`"),
        ("<h1><script src='//e.org/x.js'></script>", "loads //e.org/x.js"),
        ("<h1><img src=\"https://e.org/x.png\">", "loads https://e.org/x.png"),
        ("<h1><a href=\"java&#x73;cript:x\">", "runs javascript:x"),
        ("<h1><a href=' JavaScript:x'>", "runs  JavaScript:x"),
    ] {
        assert_eq!(faults(page), [fault], "{page}");
    }
}
