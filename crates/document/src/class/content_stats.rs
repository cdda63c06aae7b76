//! What a body consists of: words, links in lists, placeholders, times. One walk over its blocks.

use std::ops::Range;

use crate::markdown::blocks::{BlockKind, Blocks};
use crate::markdown::raw_html;
use crate::model::{Section, SectionKind};
use crate::structure::body::Body;

/// Words behind a link from which on an item tells something itself.
const FEW_WORDS: usize = 8;

/// What a body consists of.
#[derive(Debug, Default)]
pub struct Survey {
    /// Words outside code, addresses not counted; of scripts without spaces, half the characters.
    pub words: usize,
    /// Of them, those of headings.
    pub heading_words: usize,
    /// Items of lists and rows of tables, the innermost counted only.
    pub entries: usize,
    /// Entries that are little more than a link.
    pub links: Entries,
    /// Entries, or paragraphs, that begin with a link and say something of what it leads to.
    pub described: Entries,
    /// Entries that begin with a full date.
    pub dated: Entries,
    /// Dates and times of day, those in link entries not counted.
    pub stamps: usize,
    /// Placeholders that nothing but a form has: `YYYY-MM-DD`, `<your name>`.
    pub strong: usize,
    /// Placeholders that a filled report may have, too: `TBD`.
    pub weak: usize,
    pub first_placeholder: Option<Range<usize>>,
    /// Links in text, and addresses.
    pub addresses: usize,
    /// A loop of a template language, or a directive, that makes a list of documents.
    pub listing: Option<Range<usize>>,
    pub code_blocks: usize,
    /// Text blocks outside of headings.
    pub blocks: usize,
    /// Words up to each block, with which the words of any run of blocks are known.
    sums: Vec<u32>,
}

/// A kind of entries.
#[derive(Debug, Default)]
pub struct Entries {
    pub count: usize,
    pub words: usize,
    pub first: Option<Range<usize>>,
}

impl Entries {
    fn add(&mut self, words: usize, span: Range<usize>) {
        self.count += 1;
        self.words += words;
        self.first.get_or_insert(span);
    }
}

impl Survey {
    pub fn of(body: &Body<'_>) -> Self {
        let blocks = body.blocks;
        let all = blocks.all();
        let mut survey = Self { sums: Vec::with_capacity(all.len() + 1), ..Self::default() };
        let mut sum = 0_u32;
        let mut skipped = skipped_runs(body.sections).into_iter().peekable();
        // Up to here stand cells of a row that is a link, the date of which is that of another document.
        let mut linked_up_to = 0;
        // The innermost entry is looked at when its first paragraph, or the row, is reached.
        for (index, block) in all.iter().enumerate() {
            survey.sums.push(sum);
            while skipped.peek().is_some_and(|run| run.end <= index) {
                skipped.next();
            }
            let is_skipped = skipped.peek().is_some_and(|run| run.contains(&index));
            let span = block.span();
            match block.kind {
                BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Cell => {
                    let text = body.text.get(span.clone()).unwrap_or_default();
                    let found = scan(text);
                    let words = found.words();
                    survey.words += words;
                    survey.take(&found, &span);
                    if let BlockKind::Heading(_) = block.kind {
                        survey.heading_words += words;
                    } else {
                        survey.blocks += 1;
                        sum = sum.saturating_add(u32::try_from(words).unwrap_or(u32::MAX));
                    }
                    let is_entry = index > 0 && matches!(all[index - 1].kind, BlockKind::Item { .. });
                    match block.kind {
                        BlockKind::Paragraph if is_entry && !is_skipped => {
                            survey.entry(blocks, index, text, &found);
                        }
                        BlockKind::Paragraph if !is_entry && begins_with_link(blocks, &span, text) => {
                            if words > FEW_WORDS {
                                survey.described.add(words, span);
                            }
                        }
                        _ if index < linked_up_to => {}
                        _ => survey.stamps += found.stamps,
                    }
                }
                BlockKind::Row if !is_skipped => {
                    survey.entries += 1;
                    if !blocks.links_in(span.clone()).is_empty() {
                        let found = scan(body.text.get(span.clone()).unwrap_or_default());
                        if found.words() <= 3 * FEW_WORDS {
                            survey.links.add(found.words(), span);
                            linked_up_to = blocks.end(index);
                        }
                    }
                }
                BlockKind::Code => {
                    survey.code_blocks += 1;
                    let code = body.text.get(span.clone()).unwrap_or_default();
                    if code.trim_start_matches(['`', '~']).starts_with("{toctree}") {
                        survey.listing.get_or_insert(span);
                    }
                }
                BlockKind::Html => {
                    let html = body.text.get(span.clone()).unwrap_or_default();
                    // A placeholder that stands alone is raw HTML by its form.
                    if !raw_html::is_known_element(html.trim_start()) {
                        let found = scan(html);
                        survey.take(&found, &span);
                    } else if html.contains("{% for") {
                        survey.listing.get_or_insert(span);
                    }
                }
                _ => {}
            }
        }
        survey.sums.push(sum);
        survey
    }

    fn take(&mut self, found: &Scan, span: &Range<usize>) {
        self.strong += found.strong;
        self.weak += found.weak;
        self.addresses += found.addresses;
        if self.first_placeholder.is_none() {
            self.first_placeholder =
                found.first.clone().map(|range| span.start + range.start..span.start + range.end);
        }
        if found.is_listing {
            self.listing.get_or_insert(span.clone());
        }
    }

    fn entry(&mut self, blocks: &Blocks, paragraph: usize, text: &str, found: &Scan) {
        let span = blocks.span(paragraph);
        // An item that holds other items is their heading.
        let has_inner = blocks.all().get(paragraph + 1).is_some_and(|next| {
            matches!(next.kind, BlockKind::List { .. }) && next.span().start < blocks.span(paragraph - 1).end
        });
        let links = blocks.links_in(span.clone());
        let link_words: usize =
            links.iter().map(|link| scan(body_of_link(text, span.start, &link.span)).words()).sum();
        let is_link = !links.is_empty() || found.addresses > 0;
        let rest = found.words().saturating_sub(link_words);
        if is_link && (rest <= FEW_WORDS) {
            self.entries += 1;
            self.links.add(found.words(), span);
            return;
        }
        self.stamps += found.stamps;
        if has_inner {
            return;
        }
        self.entries += 1;
        if begins_with_link(blocks, &span, text) {
            self.described.add(found.words(), span);
        } else if text.get(..10).is_some_and(is_iso_date)
            || text.strip_prefix("**").is_some_and(|text| text.get(..10).is_some_and(is_iso_date))
        {
            self.dated.add(found.words(), span);
        }
    }

    /// Words below a heading or behind a label.
    pub fn words_of(&self, section: &Section, text: &str) -> usize {
        let at = |index: usize| self.sums.get(index).or(self.sums.last()).copied().unwrap_or_default();
        let below = at(section.blocks.end).saturating_sub(at(section.blocks.start)) as usize;
        let behind = text.get(section.rest.clone()).filter(|rest| !rest.trim().is_empty());
        below + behind.map_or(0, |rest| scan(rest).words())
    }
}

/// Runs of blocks whose lists are not what a document is a list of: tasks, references.
fn skipped_runs(sections: &[Section]) -> Vec<Range<usize>> {
    use SectionKind::*;
    let mut runs: Vec<Range<usize>> = Vec::new();
    for section in sections {
        let is_skipped = matches!(section.kind, Actions | Appendix | Questions | People | Timeline | Lessons);
        if is_skipped && runs.last().is_none_or(|run| run.end <= section.blocks.start) {
            runs.push(section.blocks.clone());
        }
    }
    runs
}

/// The text of a link, out of the paragraph that begins at `start`.
fn body_of_link<'a>(text: &'a str, start: usize, link: &Range<usize>) -> &'a str {
    let range = link.start.saturating_sub(start)..link.end.saturating_sub(start);
    text.get(range).unwrap_or_default()
}

fn begins_with_link(blocks: &Blocks, span: &Range<usize>, text: &str) -> bool {
    text.starts_with(['[', '*', '<', '_'])
        && blocks.links_in(span.clone()).first().is_some_and(|link| link.span.start <= span.start + 3)
}

fn is_iso_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-' || *byte == b'/',
            _ => byte.is_ascii_digit(),
        })
}

/// What a stretch of text has.
#[derive(Debug, Default)]
struct Scan {
    spaced: usize,
    /// Characters of scripts that set no spaces.
    dense: usize,
    stamps: usize,
    strong: usize,
    weak: usize,
    first: Option<Range<usize>>,
    addresses: usize,
    is_listing: bool,
}

impl Scan {
    fn words(&self) -> usize {
        self.spaced + self.dense / 2
    }

    fn strong(&mut self, at: Range<usize>) {
        self.strong += 1;
        self.first.get_or_insert(at);
    }

    fn weak(&mut self, at: Range<usize>) {
        self.weak += 1;
        self.first.get_or_insert(at);
    }
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Words that stand for what is to be filled in, in capital letters or as dates are written.
const UNFILLED: [&str; 16] = [
    "YYYY-MM-DD",
    "yyyy-mm-dd",
    "YYYY/MM/DD",
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "DD-MM-YYYY",
    "DD.MM.YYYY",
    "YYYY-MM",
    "YYYY年",
    "20XX",
    "20xx",
    "HH:MM",
    "HH:mm",
    "hh:mm",
    "XX:XX",
    "Xh",
];

const OPEN: [&str; 8] = ["TBD", "TODO", "XXX", "TBC", "YYY", "ZZZ", "T.B.D", "N.N."];

/// How the text of a placeholder in square brackets begins.
const ASKING: [&str; 30] = [
    "insert",
    "your",
    "name",
    "names",
    "date",
    "time",
    "brief",
    "describe",
    "description",
    "link",
    "title",
    "placeholder",
    "number",
    "list",
    "provide",
    "add",
    "fill",
    "enter",
    "short",
    "incident",
    "author",
    "owner",
    "duration",
    "severity",
    "x",
    "xx",
    "what",
    "who",
    "when",
    "how",
];

/// Longest placeholder in angle brackets, in bytes.
const LONGEST: usize = 400;

/// Reads `text` once. Addresses and what stands in code spans count as nothing but words.
fn scan(text: &str) -> Scan {
    let bytes = text.as_bytes();
    let mut found = Scan::default();
    let mut at = 0;
    // Whether the byte before is part of a word, and whether a word is counted already.
    let (mut inside, mut counted) = (false, false);
    while at < bytes.len() {
        let byte = bytes[at];
        // Most of any text is the inside of words, and words that begin nothing that is looked for.
        let is_plain = byte.is_ascii_lowercase() && !matches!(byte, b'h' | b'y');
        if is_plain || inside && byte.is_ascii_alphanumeric() {
            found.spaced += usize::from(!counted);
            (inside, counted) = (true, true);
            at += 1;
            while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
                at += 1;
            }
            continue;
        }
        if byte.is_ascii_whitespace() {
            (inside, counted) = (false, false);
            at += 1;
            continue;
        }
        if (0xE3..=0xED).contains(&byte) {
            found.dense += 1;
            (inside, counted) = (false, false);
            at += 3;
            continue;
        }
        let is_letter = byte.is_ascii_alphanumeric() || byte >= 0x80;
        let begins = is_letter && !inside;
        if is_letter && !counted {
            found.spaced += 1;
            counted = true;
        }
        inside = is_letter;
        match byte {
            b'`' => {
                at = code_end(bytes, at);
                inside = false;
                continue;
            }
            b']' if bytes.get(at + 1) == Some(&b'(') => {
                at = until(bytes, at + 2, |byte| byte == b')' || byte == b'\n');
                continue;
            }
            b':' if bytes.get(at + 1) == Some(&b'/') && bytes.get(at + 2) == Some(&b'/') => {
                found.addresses += 1;
                // The scheme was counted as a word.
                found.spaced = found.spaced.saturating_sub(1);
                at = until(bytes, at, |byte| {
                    byte.is_ascii_whitespace() || byte == b')' || byte == b'>' || byte == b'|'
                });
                continue;
            }
            b'<' => {
                if let Some(end) = angle(text, at) {
                    found.strong(at..end);
                    (at, inside, counted) = (end, false, true);
                    continue;
                }
            }
            b'{' if bytes.get(at + 1) == Some(&b'{') => {
                if let Some(length) = braces(&text[at..]) {
                    found.strong(at..at + length);
                    (at, inside, counted) = (at + length, false, true);
                    continue;
                }
            }
            b'{' if text[at..].starts_with("{% for") => found.is_listing = true,
            b'{' if text[at..].starts_with("{toctree}") => found.is_listing = true,
            b'[' if bytes.get(at + 1) == Some(&b'[') => found.addresses += 1,
            b'[' => {
                if let Some(length) = brackets(&text[at..]) {
                    found.weak(at..at + length);
                    (at, inside, counted) = (at + length, false, true);
                    continue;
                }
            }
            b'0'..=b'9' if begins => {
                let (length, is_stamp) = digits(&text[at..]);
                found.stamps += usize::from(is_stamp);
                if bytes.get(at..at + 4).is_some_and(|year| year.eq_ignore_ascii_case(b"20xx")) {
                    found.strong(at..at + 4);
                }
                at += length;
                inside = true;
                continue;
            }
            b'A'..=b'Z' | b'a'..=b'z' if begins => {
                // Few letters begin what is looked for.
                if let b'D' | b'H' | b'h' | b'M' | b'X' | b'Y' | b'y' = byte
                    && let Some(length) = unfilled(&text[at..])
                {
                    found.strong(at..at + length);
                    at += length;
                    continue;
                }
                if let b'N' | b'T' | b'X' | b'Y' | b'Z' = byte
                    && let Some(length) = open(&text[at..])
                {
                    found.weak(at..at + length);
                    at += length;
                    continue;
                }
                if let b'A' | b'D' | b'F' | b'J' | b'M' | b'N' | b'O' | b'S' = byte {
                    found.stamps += usize::from(is_month_and_day(text, at));
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn until(bytes: &[u8], from: usize, is_end: impl Fn(u8) -> bool) -> usize {
    bytes.iter().skip(from).position(|&byte| is_end(byte)).map_or(bytes.len(), |length| from + length)
}

/// The end of the code span that begins at `at`, or of the backticks if none does.
fn code_end(bytes: &[u8], at: usize) -> usize {
    let ticks = bytes[at..].iter().take_while(|&&byte| byte == b'`').count();
    // Code spans in prose are short; a longer one is read as text.
    let window = &bytes[at + ticks..bytes.len().min(at + ticks + LONGEST)];
    let end = window.windows(ticks).position(|window| window.iter().all(|&byte| byte == b'`'));
    end.map_or(at + ticks, |end| at + ticks + end + ticks)
}

/// The end of a placeholder such as `<your name>` that begins at `at`.
fn angle(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at + 1..];
    if !rest.first()?.is_ascii_alphabetic() {
        return None;
    }
    let end = rest.iter().take(LONGEST).position(|&byte| byte == b'>')?;
    let inner = text.get(at + 1..at + 1 + end)?;
    if inner.contains("://")
        || inner.contains(['@', '=', '/']) && !inner.contains(' ')
        || inner.contains("=\"")
    {
        return None;
    }
    let is_known = raw_html::is_known_element(&text[at..]);
    // A single word is an argument of a command more often than a gap in a form.
    let asks = inner.contains(char::is_whitespace)
        || ASKING.iter().any(|word| inner.split(['-', '_']).any(|part| part.eq_ignore_ascii_case(word)));
    (asks && !is_known).then_some(at + end + 2)
}

/// The length of a placeholder such as `{{ incident name }}`; code of template languages is none.
fn braces(text: &str) -> Option<usize> {
    let end = text.as_bytes().iter().take(LONGEST).position(|&byte| byte == b'}')?;
    let inner = text.get(2..end)?;
    let is_code = inner.contains(['.', '|', '(', '<', '%', '"', '\'', '{', '=']);
    (!is_code && text[end..].starts_with("}}") && inner.contains(char::is_alphabetic)).then_some(end + 2)
}

/// The length of a placeholder such as `[Brief description]`; a link is none.
fn brackets(text: &str) -> Option<usize> {
    let end = text.as_bytes().iter().take(80).position(|&byte| matches!(byte, b']' | b'\n'))?;
    let inner = text.get(1..end)?;
    let after = text.as_bytes().get(end + 1);
    if text.as_bytes()[end] != b']' || matches!(after, Some(b'(' | b'[' | b':')) {
        return None;
    }
    let first = inner.split(|c: char| !c.is_alphanumeric()).next()?;
    // `[x]` is a checkbox.
    let asks = first.len() > 1 && ASKING.iter().any(|word| first.eq_ignore_ascii_case(word)) || inner == "X";
    asks.then_some(end + 1)
}

/// The length of the word for an open gap, such as `TBD`, that `text` starts with.
fn open(text: &str) -> Option<usize> {
    let word = OPEN.iter().find(|word| text.starts_with(**word))?;
    let behind = text[word.len()..].chars().next();
    behind.is_none_or(|c| !c.is_alphanumeric() && c != '_').then_some(word.len())
}

fn unfilled(text: &str) -> Option<usize> {
    let form = UNFILLED.iter().find(|form| text.starts_with(**form))?;
    let behind = text[form.len()..].chars().next();
    behind.is_none_or(|c| !c.is_ascii_alphabetic()).then_some(form.len())
}

/// The length of a number, and whether it begins a date or a time of day.
fn digits(text: &str) -> (usize, bool) {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let first = run(0);
    let Some(mark) = bytes.get(first) else { return (first, false) };
    let second = run(first + 1);
    let end = first + 1 + second;
    let is_clock = *mark == b':' && first <= 2 && second == 2;
    let is_date = matches!(mark, b'-' | b'/' | b'.')
        && bytes.get(end) == Some(mark)
        && matches!((first, second, run(end + 1)), (4, 1 | 2, 1 | 2) | (1 | 2, 1 | 2, 4));
    let is_ideographic = text[first..].starts_with(['月', '时', '時', '点', '년', '월']);
    match (is_clock, is_date) {
        (true, _) => (end, true),
        // The number behind a second mark is part of the date.
        (_, true) => (end + 1 + run(end + 1), true),
        _ => (first.max(1), is_ideographic),
    }
}

/// Whether `12 May`, `20th December` or `May 12` stands at the name of a month.
fn is_month_and_day(text: &str, at: usize) -> bool {
    let Some(name) = text.get(at..at + 3) else { return false };
    if !MONTHS.iter().any(|month| name.eq_ignore_ascii_case(month)) {
        return false;
    }
    let behind =
        text[at..].trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start_matches(['.', ' ']);
    let before = text[..at].trim_end();
    let before =
        before.trim_end_matches("of").trim_end().trim_end_matches(['s', 't', 'n', 'd', 'r', 'h', '.']);
    behind.starts_with(|c: char| c.is_ascii_digit()) || before.ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders() {
        for (text, strong, weak) in [
            ("Date: YYYY-MM-DD HH:mm", 2, 0),
            ("<your name here> and <b>bold</b> and <https://e.org/a b>", 1, 0),
            ("{{ incident name }} {{ site.url }} {{< figure >}}", 1, 0),
            ("TBD, TODO and XXX, TODOS", 0, 3),
            ("[Brief description] [link](x.md) [x] [14:43] [Final message]", 0, 1),
            ("kubectl delete <pod> `<your pod>`", 0, 0),
            ("20xx-01-02 took Xh", 2, 0),
            ("a < b > c", 0, 0),
        ] {
            let found = scan(text);
            assert_eq!((found.strong, found.weak), (strong, weak), "{text}");
        }
    }

    #[test]
    fn times_and_words() {
        for (text, stamps, words) in [
            ("at 14:05 on 2024-05-06", 2, 4),
            ("20th December, 2023", 1, 3),
            ("May 12 and may be 3/4/2024", 2, 6),
            ("version 1.2.3 on port 8080", 0, 5),
            ("see https://e.org/2024-05-06/x now", 0, 2),
            ("[a b](../2024-05-06-x.md)", 0, 2),
            ("5月12日", 1, 3),
        ] {
            let found = scan(text);
            assert_eq!((found.stamps, found.words()), (stamps, words), "{text}");
        }
    }

    #[test]
    fn any_text_is_read_in_linear_time() {
        for text in [
            "<a ".repeat(100_000),
            "`".repeat(100_000),
            "[".repeat(100_000),
            "{{ a ".repeat(60_000),
            "é¢".repeat(9),
        ] {
            scan(&text);
        }
    }
}
