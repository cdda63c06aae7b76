//! Why a document matched: its title with the matches marked, and the stretch of its text that has
//! most of the query.

use rustc_hash::FxHashMap;

use crate::boundary;
use crate::documents::{StoredDocument, StoredSection};
use crate::record::{Excerpt, Hit};
use crate::tokenizer::{Kind, Lexer, Run, is_plain, runs};

/// Bytes of an excerpt, about two lines.
const EXCERPT_BYTES: usize = 240;

/// What a match in the heading adds, as a part of what it would add in the text.
const HEADING_SHARE: f32 = 0.5;

/// What a query looks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matched {
    /// The clause that a token answers, and what it is worth.
    tokens: FxHashMap<String, (usize, f32)>,
    phrases: Vec<Phrase>,
    /// First bytes of all tokens, those of phrases too, each once.
    first_bytes: Vec<u8>,
}

/// Tokens that answer only side by side.
#[derive(Clone, Debug)]
struct Phrase {
    /// Each with its place, in rising order.
    tokens: Vec<(String, u32)>,
    clause: usize,
    weight: f32,
}

impl Matched {
    /// Adds a token of a clause; what is known of it stays.
    pub(crate) fn add(&mut self, token: &str, clause: usize, weight: f32) {
        self.add_first_byte(token);
        self.tokens.entry(token.to_owned()).or_insert((clause, weight));
    }

    /// Adds the tokens of a phrase, each with its place, in rising order.
    pub(crate) fn add_phrase(&mut self, tokens: Vec<(String, u32)>, clause: usize, weight: f32) {
        if !tokens.is_empty() {
            tokens.iter().for_each(|(token, _)| self.add_first_byte(token));
            self.phrases.push(Phrase { tokens, clause, weight });
        }
    }

    fn add_first_byte(&mut self, token: &str) {
        let unknown = token.bytes().next().filter(|first| !self.first_bytes.contains(first));
        self.first_bytes.extend(unknown);
    }

    /// Whether a plain word may be one of them: stems begin as their words do.
    fn may_have(&self, word: &str) -> bool {
        word.bytes().next().is_some_and(|first| self.first_bytes.contains(&first.to_ascii_lowercase()))
    }

    fn is_empty(&self) -> bool {
        self.tokens.is_empty() && self.phrases.is_empty()
    }
}

/// A match in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Match {
    start: usize,
    end: usize,
    clause: usize,
    weight: f32,
}

/// The hit of a document, with its title marked and its best excerpt.
pub(crate) fn explain(lexer: &mut Lexer, document: StoredDocument, matched: &Matched) -> Hit {
    let mut hit = document.hit;
    if matched.is_empty() {
        return hit;
    }
    let in_title = matches(lexer, &hit.title, matched);
    if !in_title.is_empty() {
        hit.marked_title = pieces(&hit.title, 0, hit.title.len(), &in_title);
    }
    hit.excerpt = excerpt(lexer, &document.sections, matched);
    hit
}

/// The best stretch of text so far.
struct Best<'a> {
    worth: f32,
    section: &'a StoredSection,
    /// Its text without fragments.
    text: String,
    /// All matches of the section.
    found: Vec<Match>,
    window: (usize, usize),
}

/// The best excerpt of all sections; the first of equals.
fn excerpt(lexer: &mut Lexer, sections: &[StoredSection], matched: &Matched) -> Option<Excerpt> {
    let mut best: Option<Best<'_>> = None;
    for section in sections {
        let mut found = matches(lexer, &section.text, matched);
        if found.is_empty() {
            continue;
        }
        let text = without_fragments(&section.text, &mut found);
        let Some((mut worth, window)) = best_window(&found) else { continue };
        let here: Vec<usize> = in_window(&found, window).map(|found| found.clause).collect();
        for heading in matches(lexer, &section.heading, matched) {
            if !here.contains(&heading.clause) {
                worth += heading.weight * HEADING_SHARE;
            }
        }
        if best.as_ref().is_none_or(|best| worth > best.worth) {
            best = Some(Best { worth, section, text, found, window });
        }
    }
    let Best { section, text: whole, found, window, .. } = best?;
    let (start, end) = around(&whole, window);
    let mut text = pieces(&whole, start, end, &found);
    if !begins_sentence(&whole, start) {
        text[0].insert(0, '…');
    }
    if end < whole.trim_end().len()
        && let Some(last) = text.last_mut()
    {
        last.truncate(last.trim_end().len());
        last.push('…');
    }
    Some(Excerpt { anchor: section.anchor.clone(), heading: section.heading.clone(), text })
}

/// The text without lines that are too short to read as text and have no match, as the cells of a table with states, owners
/// and times have; moves the matches to where they then are.
fn without_fragments(text: &str, found: &mut [Match]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut start = 0;
    let mut next = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let first = next;
        while found.get(next).is_some_and(|found| found.start < end) {
            next += 1;
        }
        // A match may begin on the line before.
        let has_match = next > first || first > 0 && found[first - 1].end > kept.len();
        if has_match || !is_fragment(line) {
            for found in &mut found[first..next] {
                *found = Match {
                    start: found.start - start + kept.len(),
                    end: found.end - start + kept.len(),
                    ..*found
                };
            }
            kept.push_str(line);
        }
        start = end;
    }
    kept.truncate(kept.trim_end().len());
    kept
}

/// Whether a line is no sentence, nor most of one.
fn is_fragment(line: &str) -> bool {
    /// Bytes and words that a fragment has at most.
    const FRAGMENT: (usize, usize) = (32, 3);

    let line = line.trim();
    line.is_ascii()
        && line.len() <= FRAGMENT.0
        && line.split(' ').count() <= FRAGMENT.1
        && !line.ends_with(['.', '!', '?', ':'])
}

/// All matches of a text, in order, none within another.
fn matches(lexer: &mut Lexer, text: &str, matched: &Matched) -> Vec<Match> {
    let mut found: Vec<Match> = Vec::new();
    // Words of phrases, each with its place among all words and in the text.
    let mut words: Vec<(String, u32, usize, usize)> = Vec::new();
    let mut place = 0;
    for run in runs(text) {
        // Most words are none of them, and finding stems is what takes time.
        if lexer.keeps_beginnings() && !run.cjk && is_plain(run.text) && !matched.may_have(run.text) {
            place += 1;
            continue;
        }
        lexer.read(run);
        for token in lexer.tokens().filter(|token| token.kind == Kind::Part) {
            if matched.phrases.iter().any(|phrase| phrase.tokens.iter().any(|(known, _)| known == token.text))
            {
                words.push((token.text.to_owned(), place, run.start, run.start + run.text.len()));
            }
            place += 1;
        }
        if run.cjk {
            pairs(lexer, run, matched, &mut found);
            continue;
        }
        let best = lexer.tokens().filter_map(|token| Some((token.kind, *matched.tokens.get(token.text)?)));
        // The whole name rather than a part of it.
        let best = best.min_by_key(|(kind, _)| *kind == Kind::Part);
        if let Some((_, (clause, weight))) = best {
            found.push(Match { start: run.start, end: run.start + run.text.len(), clause, weight });
        }
    }
    if !words.is_empty() {
        phrases(&words, matched, &mut found);
    }
    found
}

/// Adds the matches of phrases to those of words.
fn phrases(words: &[(String, u32, usize, usize)], matched: &Matched, found: &mut Vec<Match>) {
    for phrase in &matched.phrases {
        let [(first, begin), others @ ..] = phrase.tokens.as_slice() else { continue };
        for (index, (_, place, start, end)) in
            words.iter().enumerate().filter(|(_, (token, ..))| token == first)
        {
            let mut end = *end;
            let follows = others.iter().all(|(token, offset)| {
                let wanted = place + offset.saturating_sub(*begin);
                let nearby = words[index..].iter().take_while(|(_, place, ..)| *place <= wanted);
                let next = nearby.filter(|(known, place, ..)| *place == wanted && known == token).last();
                end = next.map_or(end, |(.., next_end)| *next_end);
                next.is_some()
            });
            if follows {
                found.push(Match { start: *start, end, clause: phrase.clause, weight: phrase.weight });
            }
        }
    }
    // Of matches that overlap, the longer one.
    found.sort_by_key(|found| (found.start, std::cmp::Reverse(found.end)));
    let mut end = 0;
    found.retain(|found| {
        let is_free = found.start >= end;
        end = if is_free { found.end } else { end };
        is_free
    });
}

/// The matches among the pairs of characters of a run; those that overlap become one.
fn pairs(lexer: &Lexer, run: Run<'_>, matched: &Matched, found: &mut Vec<Match>) {
    let mut begins: Vec<usize> = run.text.char_indices().map(|(at, _)| run.start + at).collect();
    begins.push(run.start + run.text.len());
    for token in lexer.tokens() {
        let Some(&(clause, weight)) = matched.tokens.get(token.text) else { continue };
        let characters = token.text.chars().count();
        let (Some(&start), Some(&end)) =
            (begins.get(token.position), begins.get(token.position + characters))
        else {
            continue;
        };
        match found.last_mut() {
            Some(last) if last.end >= start && last.clause == clause => last.end = end,
            _ => found.push(Match { start, end, clause, weight }),
        }
    }
}

/// The stretch of at most [`EXCERPT_BYTES`] with the most of the query, and what it is worth:
/// clauses count once, and more of the same match breaks ties.
fn best_window(found: &[Match]) -> Option<(f32, (usize, usize))> {
    /// What a repeated match adds, as a part of its weight.
    const AGAIN: f32 = 0.02;

    let mut best: Option<(f32, (usize, usize))> = None;
    let mut last = 0;
    for first in 0..found.len() {
        while let Some(next) = found.get(last)
            && (last == first || next.end - found[first].start <= EXCERPT_BYTES)
        {
            last += 1;
        }
        let mut seen: Vec<usize> = Vec::new();
        let mut worth = 0.0;
        for next in &found[first..last] {
            if !seen.contains(&next.clause) {
                seen.push(next.clause);
                worth += next.weight;
            } else {
                worth += next.weight * AGAIN;
            }
        }
        if best.is_none_or(|(known, _)| worth > known) {
            best = Some((worth, (found[first].start, found[last - 1].end)));
        }
    }
    best
}

fn in_window(found: &[Match], (start, end): (usize, usize)) -> impl Iterator<Item = &Match> {
    found.iter().filter(move |found| found.start >= start && found.end <= end)
}

/// What is shown around a window: from the beginning of a sentence where one is near, to the end of
/// a word.
fn around(text: &str, (start, end): (usize, usize)) -> (usize, usize) {
    let room = EXCERPT_BYTES.saturating_sub(end - start);
    let earliest = boundary::ceil(text, start.saturating_sub(room / 2));
    let sentence = (earliest..=start).find(|&at| text.is_char_boundary(at) && begins_sentence(text, at));
    let word = || text[earliest..start].find(char::is_whitespace).map_or(earliest, |at| earliest + at + 1);
    let from = sentence.unwrap_or_else(|| if earliest == 0 { 0 } else { word() });
    let latest = boundary::floor(text, (from + EXCERPT_BYTES).max(end));
    if latest == text.len() {
        return (from, latest);
    }
    let to = text[end..latest].rfind(char::is_whitespace).map_or(latest, |at| end + at);
    (from, to)
}

/// Whether a sentence, a line or the text begins at `at`.
fn begins_sentence(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let trimmed = before.trim_end();
    trimmed.is_empty()
        || trimmed.ends_with('。')
        || before.ends_with('\n')
        || (trimmed.len() < before.len() && trimmed.ends_with(['.', '!', '?', ':']))
}

/// The text from `start` to `end` in pieces, every second one a match; spaces are made one.
fn pieces(text: &str, start: usize, end: usize, found: &[Match]) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let whole = text.get(start..end).unwrap_or_default();
    let mut at = start + whole.len() - whole.trim_start().len();
    for next in found.iter().filter(|next| next.start >= start && next.end <= end) {
        // Matches side by side are marked as one.
        let between = text.get(at..next.start).unwrap_or_default();
        if pieces.len() > 1 && pieces.len() % 2 == 1 && between == " " && pieces[pieces.len() - 1].is_empty()
        {
            pieces.pop();
            if let Some(match_before) = pieces.last_mut() {
                match_before.push(' ');
                push_spaced(match_before, &text[next.start..next.end]);
            }
        } else {
            let plain = pieces.len() - 1;
            push_spaced(&mut pieces[plain], between);
            pieces.push(text[next.start..next.end].to_owned());
        }
        pieces.push(String::new());
        at = next.end;
    }
    let plain = pieces.len() - 1;
    push_spaced(&mut pieces[plain], text.get(at..end).unwrap_or_default());
    if pieces[plain].is_empty() && plain > 0 {
        pieces.pop();
    }
    pieces
}

/// Appends text on one line: white space becomes one space, and where a line ends that is no
/// sentence, as the cells of a table do, a dot is put between it and the next.
fn push_spaced(out: &mut String, text: &str) {
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if !c.is_whitespace() {
            out.push(c);
            continue;
        }
        let mut ends = c == '\n';
        while let Some(space) = characters.next_if(|c| c.is_whitespace()) {
            ends |= space == '\n';
        }
        // An empty piece is that behind a match, as no space begins the first one.
        let says = out.trim_end().chars().next_back().is_none_or(|c| !is_punctuation(c));
        out.push_str(if ends && says { " · " } else { " " });
    }
}

fn is_punctuation(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | ':' | ';' | ',' | '…' | '。' | '、' | '·')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::Language;

    fn matched(words: &[&str]) -> Matched {
        let mut matched = Matched::default();
        let mut lexer = Lexer::new(Language::default());
        for (clause, word) in words.iter().enumerate() {
            for run in runs(word) {
                lexer.read(run);
                for token in lexer.tokens() {
                    matched.add(token.text, clause, 1.0);
                }
            }
        }
        matched
    }

    #[test]
    fn phrases_are_marked_only_as_such() {
        let mut matched = Matched::default();
        matched.add_phrase(vec![("out".to_owned(), 0), ("memori".to_owned(), 2)], 0, 1.0);
        let text = "Out came the memory: it ran out of memory.";
        let found = matches(&mut Lexer::new(Language::default()), text, &matched);
        assert_eq!(
            pieces(text, 0, text.len(), &found),
            ["Out came the memory: it ran ", "out of memory", "."]
        );
    }

    fn shown(text: &str, words: &[&str]) -> Option<String> {
        let section = StoredSection { text: text.to_owned(), ..StoredSection::default() };
        let excerpt = excerpt(&mut Lexer::new(Language::default()), &[section], &matched(words))?;
        let marked = excerpt.text.iter().enumerate().map(|(index, piece)| match index % 2 {
            0 => piece.clone(),
            _ => format!("[{piece}]"),
        });
        Some(marked.collect())
    }

    #[test]
    fn matches_are_marked_in_any_form() {
        for (text, words, expected) in [
            ("The pools were exhausted.", vec!["pool", "exhaust"], "The [pools] were [exhausted]."),
            ("Type\n\nStatus\nA pool.\nFull", vec!["pool"], "A [pool]."),
            (
                "prevent\nPlanned\nMove traffic off the pool before it is full\nSRE\n2024-01-02\nGive each pool a limit\n",
                vec!["pool"],
                "Move traffic off the [pool] before it is full · Give each [pool] a limit",
            ),
            (
                "Empty the pool\nAlert on a full pool\n",
                vec!["pool"],
                "Empty the [pool] · Alert on a full [pool]",
            ),
            ("Service\nconnection pool\nOwner\n", vec!["pool"], "connection [pool]"),
            ("A connection pool  leak", vec!["connections", "leaking"], "A [connection] pool [leak]"),
            ("connection pool", vec!["connection", "pool"], "[connection pool]"),
            ("kube-proxy crashed", vec!["proxy"], "[kube-proxy] crashed"),
            ("障害はデータベースで起きた", vec!["データベース"], "障害は[データベース]で起きた"),
            ("<b>dns</b>", vec!["dns"], "<b>[dns]</b>"),
        ] {
            assert_eq!(shown(text, &words).as_deref(), Some(expected), "{text:?}");
        }
        assert_eq!(shown("nothing here", &["dns"]), None);
    }

    #[test]
    fn the_densest_stretch_is_shown() {
        let filler = "Something else went on for a while. ".repeat(20);
        let text =
            format!("A pool. {filler}Then the pool of connections was full. {filler}Connections came back.");
        let shown = shown(&text, &["pool", "connections"]).unwrap_or_default();
        assert!(shown.contains("Then the [pool] of [connections] was full."), "{shown}");
        assert!(shown.starts_with("Something else") && shown.ends_with('…'), "{shown}");
        assert!(shown.len() < EXCERPT_BYTES + 20, "{shown}");
    }

    proptest! {
        #[test]
        fn any_text_has_an_excerpt(text in "([a-c. \\n]|dns|障害|é|…){0,400}") {
            let shown = shown(&text, &["dns", "障害"]).unwrap_or_default();
            prop_assert!(!text.contains("障害") || shown.contains("[障害"), "{}", shown);
        }
    }
}
