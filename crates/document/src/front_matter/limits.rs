//! Limits for YAML front matter: a few lines of aliases can expand to more values and text than fit into memory, and a
//! line of `- - - …` to more levels than fit on the stack.

use std::collections::HashMap;

use yaml_rust2::parser::{Event, Parser};

/// Deepest nesting of lists and tables.
const DEPTH: usize = 64;

/// Most values, with aliases expanded.
const SIZE: usize = 1_000_000;

/// Most bytes of text that aliases repeat: each use of an alias is a copy.
const REPEATED: usize = 1_000_000;

/// The limit that is exceeded, and the line (1-based) of the front matter in which it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excess {
    Depth(usize),
    Size(usize),
}

/// The size of a value with aliases expanded.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    values: usize,
    /// The bytes of all texts.
    bytes: usize,
}

impl Size {
    fn add(&mut self, more: Self) {
        self.values = self.values.saturating_add(more.values);
        self.bytes = self.bytes.saturating_add(more.bytes);
    }

    fn since(self, before: Self) -> Self {
        Self { values: self.values - before.values, bytes: self.bytes - before.bytes }
    }
}

/// The limit that reading `source` would exceed, if any. Broken YAML is not reported here, but by the parser.
pub fn excess(source: &str) -> Option<Excess> {
    // Most front matter is obviously within the limits and need not be parsed here.
    if !source.contains('*') && openers(source) <= DEPTH {
        return None;
    }
    let mut parser = Parser::new_from_str(source);
    let mut sizes: HashMap<usize, Size> = HashMap::new();
    // For each open list or table: its anchor, and the size of everything before it.
    let mut open: Vec<(usize, Size)> = Vec::new();
    let mut size = Size::default();
    let mut repeated = 0_usize;
    while let Ok((event, mark)) = parser.next_token() {
        match event {
            Event::StreamEnd => break,
            Event::Scalar(text, _, anchor, _) => {
                let scalar = Size { values: 1, bytes: text.len() };
                size.add(scalar);
                sizes.insert(anchor, scalar);
            }
            Event::Alias(anchor) => {
                let copy = sizes.get(&anchor).copied().unwrap_or(Size { values: 1, bytes: 0 });
                size.add(copy);
                repeated = repeated.saturating_add(copy.bytes);
            }
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                open.push((anchor, size));
                size.add(Size { values: 1, bytes: 0 });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((anchor, before)) = open.pop() {
                    sizes.insert(anchor, size.since(before));
                }
            }
            _ => {}
        }
        if open.len() > DEPTH {
            return Some(Excess::Depth(mark.line()));
        }
        if size.values > SIZE || repeated > REPEATED {
            return Some(Excess::Size(mark.line()));
        }
    }
    None
}

/// How many lists and tables `source` can open at most: each takes a bracket, or an indicator with white
/// space after it.
fn openers(source: &str) -> usize {
    let bytes = source.as_bytes();
    let is_opener = |(at, byte): (usize, &u8)| match byte {
        b'[' | b'{' => true,
        b'-' | b':' | b'?' => bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace),
        _ => false,
    };
    bytes.iter().enumerate().filter(|&opener| is_opener(opener)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_front_matter_is_within_the_limits() {
        assert_eq!(excess("tags: &t [a, b]\nservices: *t\nactions:\n  - {title: x}\n"), None);
        assert_eq!(excess("tags: [a, b\n"), None);
        assert_eq!(excess(""), None);
    }

    #[test]
    fn an_excess_is_reported_at_its_line() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..9 {
            let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
            bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
        }
        assert_eq!(excess(&bomb), Some(Excess::Size(6)));
        let text = "x".repeat(10_000);
        let aliases = |count: usize| vec!["*a"; count].join(", ");
        assert_eq!(excess(&format!("a: &a {text}\nb: [{}]\n", aliases(100))), None);
        assert_eq!(excess(&format!("a: &a {text}\nb: [{}]\n", aliases(101))), Some(Excess::Size(2)));
        let nested = format!("a: &a [x, {text}]\nb: &b [{}]\nc: [*b, *b]\n", aliases(40));
        assert_eq!(excess(&nested), Some(Excess::Size(3)));
        assert_eq!(excess(&format!("a:\n  {}x", "- ".repeat(100_000))), Some(Excess::Depth(2)));
    }
}
