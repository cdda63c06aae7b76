//! Comments, and what a remark in them is about.

use std::ops::Range;

use crate::document::Document;

/// A comment: of HTML in the body, or behind `#` in the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The text between the marks.
    pub text: String,
    /// Bytes of the file, with the marks.
    pub span: Range<usize>,
    /// The bytes of the file that a remark in it is about: the item, row or paragraph that it is in; else the block that
    /// follows, or the section if that is a heading. The whole file for the title and in the front matter.
    pub subject: Range<usize>,
    /// Whether it is about the whole file, and not only about text that happens to be at its start.
    pub is_whole: bool,
}

/// The comments of the front matter of `document`.
pub fn front_matter_comments(document: &Document) -> Vec<Comment> {
    let mut at = 0;
    let mut comments = Vec::new();
    for line in document.text[..document.body_start].split_inclusive('\n') {
        if let Some(text) = line.trim_start().strip_prefix('#') {
            let span = at + line.len() - text.len() - 1..at + line.trim_end().len();
            comments.push(Comment {
                text: text.trim_end().to_owned(),
                span,
                subject: 0..document.body_end,
                is_whole: true,
            });
        }
        at += line.len();
    }
    comments
}

/// Collects the comments of a body.
pub struct CommentReader<'a> {
    body: &'a str,
    /// Where the body starts in the file.
    offset: usize,
    comments: Vec<Comment>,
    /// The blocks that a remark inside them is about, innermost last; bytes of the body.
    containers: Vec<Range<usize>>,
    /// Level and start of each heading.
    headings: Vec<(u8, usize)>,
    /// Comments whose subject is the block that follows; indexes.
    waiting: Vec<usize>,
}

impl<'a> CommentReader<'a> {
    pub fn new(body: &'a str, offset: usize) -> Self {
        Self {
            body,
            offset,
            comments: Vec::new(),
            containers: Vec::new(),
            headings: Vec::new(),
            waiting: Vec::new(),
        }
    }

    pub fn heading(&mut self, level: u8, start: usize) {
        self.headings.push((level, start));
    }

    /// A block that a remark inside of it is about opens.
    pub fn open(&mut self, span: Range<usize>) {
        self.containers.push(span);
    }

    /// The innermost block that is open ends.
    pub fn close(&mut self) {
        self.containers.pop();
    }

    /// Finds the comments of the HTML at `span`.
    pub fn html(&mut self, span: &Range<usize>) {
        let mut at = span.start;
        while let Some(start) = self.body[at..span.end].find("<!--").map(|found| at + found) {
            let Some(end) = self.body[start..span.end].find("-->").map(|found| start + found) else { break };
            at = end + "-->".len();
            let subject = match self.containers.last() {
                Some(container) => self.offset + container.start..self.offset + container.end,
                None => self.offset + at..self.offset + at,
            };
            if self.containers.is_empty() {
                self.waiting.push(self.comments.len());
            }
            self.comments.push(Comment {
                text: self.body[(start + "<!--".len()).min(end)..end].to_owned(),
                span: self.offset + start..self.offset + at,
                subject,
                is_whole: false,
            });
        }
    }

    /// The block at `span` is the subject of the comments right before it.
    pub fn follow(&mut self, span: &Range<usize>) {
        for index in self.waiting.drain(..) {
            self.comments[index].subject = self.offset + span.start..self.offset + span.end;
        }
    }

    /// `title` is the heading that became the title of the page, as an index into the headings.
    pub fn finish(mut self, title: Option<usize>) -> Vec<Comment> {
        let offset = self.offset;
        for comment in &mut self.comments {
            let start = comment.subject.start - offset;
            let Some(index) = self.headings.binary_search_by_key(&start, |(_, at)| *at).ok() else {
                continue;
            };
            let level = self.headings[index].0;
            let next = self.headings[index + 1..].iter().find(|(other, _)| *other <= level);
            let end = next.map_or(self.body.len(), |(_, at)| *at);
            let is_title = title == Some(index);
            comment.is_whole = is_title;
            comment.subject =
                if is_title { 0..offset + self.body.len() } else { offset + start..offset + end };
        }
        self.comments
    }
}

#[cfg(test)]
mod tests {
    use crate::prose::Prose;
    use crate::testing::parse;

    fn prose(text: &str) -> Prose {
        Prose::of(&parse("a.md", text).0)
    }

    #[test]
    fn comments_are_about_what_they_stand_at() {
        for (text, subject) in [
            ("a\n\n<!-- x -->\n\nb\nc\n\nd\n", "b\nc\n"),
            ("<!-- x -->\n- a\n- b\n", "- a\n- b\n"),
            ("- a\n- b <!-- x -->\n- c\n", "- b <!-- x -->\n"),
            ("a <!-- x --> b\n\nc\n", "a <!-- x --> b\n"),
            ("| a |\n|---|\n| b <!-- x --> |\n| c |\n", "| b <!-- x --> |\n"),
            ("t\n\n<!-- x -->\n## A\n\na\n\n### B\n\nb\n\n## C\n", "## A\n\na\n\n### B\n\nb\n\n"),
            ("<!-- x -->\n# A\n\na\n\n# B\n", "<!-- x -->\n# A\n\na\n\n# B\n"),
            ("---\ntitle: A # y\n# x\n---\na\n", "---\ntitle: A # y\n# x\n---\na\n"),
            ("a\n\n<!-- x -->\n", ""),
        ] {
            let comments = prose(text).comments;
            assert_eq!(comments.len(), 1, "{text}");
            assert_eq!(comments[0].text.trim(), "x");
            assert_eq!(&text[comments[0].subject.clone()], subject, "{text}");
        }
    }

    #[test]
    fn a_remark_in_the_first_block_is_not_about_the_whole() {
        let comments = prose("a <!-- x -->\n\nb\n").comments;
        assert_eq!((comments[0].subject.start, comments[0].is_whole), (0, false));
    }

    #[test]
    fn comments_in_code_are_text() {
        assert_eq!(prose("```\n<!-- x -->\n```\n\n`<!-- y -->`\n").comments, []);
    }
}
