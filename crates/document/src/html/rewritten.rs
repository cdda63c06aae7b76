//! The events of a page, a batch at a time: those of a long body take many times its memory.

use std::vec::IntoIter;

use pulldown_cmark::Event;

use crate::html::rewriter::Rewriter;

/// The events of `parser` as `writer` rewrites them.
pub struct Rewritten<'a, I> {
    parser: I,
    /// `None` once the parser has ended.
    writer: Option<Rewriter<'a>>,
    batch: IntoIter<Event<'a>>,
}

impl<'a, I: Iterator<Item = Event<'a>>> Rewritten<'a, I> {
    pub fn new(parser: I, writer: Rewriter<'a>) -> Self {
        Self { parser, writer: Some(writer), batch: Vec::new().into_iter() }
    }

    /// The next batch; `None` at the end.
    fn next_batch(&mut self) -> Option<Vec<Event<'a>>> {
        let writer = self.writer.as_mut()?;
        for event in self.parser.by_ref() {
            writer.push(event);
            if let Some(batch) = writer.settled() {
                return Some(batch);
            }
        }
        self.writer.take().map(Rewriter::finish)
    }
}

impl<'a, I: Iterator<Item = Event<'a>>> Iterator for Rewritten<'a, I> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            if let Some(event) = self.batch.next() {
                return Some(event);
            }
            self.batch = self.next_batch()?.into_iter();
        }
    }
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Parser, TextMergeStream};

    use super::*;
    use crate::markdown::options;
    use crate::testing::parse;

    #[test]
    fn batches_are_the_events_of_the_whole() {
        let blocks = [
            "a\nb **c** ![x](y.png) ![](https://e.org/x.png)\n\n",
            "[](file:///x)\n[](file:///x)\n[](file:///x)\n[](file:///x)\n[](file:///x)\n[](file:///x)\n\n",
            "|a|\n|-|\n|10:00|\n\n",
            ":::warning\nx[^1]\n:::\n\n",
            "## H {#h}\n\n",
        ];
        for count in [1, 7, 200] {
            let body = format!("{}[^1]: Note.\n", blocks.concat().repeat(count));
            let (document, _) = parse("a.md", body.as_str());
            let parser = || TextMergeStream::new(Parser::new_ext(&body, options()));
            let writer = || Rewriter::new(&document, &|_| None, &[]);
            let mut whole = writer();
            parser().for_each(|event| whole.push(event));
            let batches: Vec<_> = Rewritten::new(parser(), writer()).collect();
            assert_eq!(batches, whole.finish(), "{count}");
        }
    }
}
