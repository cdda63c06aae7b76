//! The page of a document in pieces: the author's text, and the blocks that a reader has read whole, with what each of their
//! items says.

use std::collections::{BTreeMap, HashSet};

use pulldown_cmark::{Event, Parser, Tag, TextMergeWithOffset, html};

use crate::document::Document;
use crate::html::action_items::Parts;
use crate::html::events_by_place::EventsByPlace;
use crate::html::rewriter::Rewriter;
use crate::html::runs::{FoundRun, Placed, RunKind};
use crate::html::{body_text, fragments, page_of, render, runs, safe};
use crate::markdown::options;
use crate::model::Lesson;

/// The mark between two pieces, until the page is cut.
const MARK: &str = "<hr class=\"rt-cut\">";

/// Text that no document with pieces has: a part of [`MARK`].
const MARK_NAME: &str = "rt-cut";

/// A piece of the page of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// The author's text, as safe HTML.
    Text(String),
    Run(Run),
}

/// Neighbouring blocks that a reader has read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub kind: RunKind,
    /// The author's text, as safe HTML.
    pub as_written: String,
    pub items: Vec<Item>,
}

/// An entry of the timeline, an action or a why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its index in the document's list.
    pub index: usize,
    /// What it says, as safe HTML, without its time, owner and the like; empty for an action of the front matter. For a why:
    /// the question, if there is one.
    pub html: String,
    /// The answer of a why.
    pub answer: String,
    /// Cells of an action's row that no field shows: the heading of the column, and what they say as safe HTML.
    pub cells: Vec<(String, String)>,
    /// What stands below an action's first line, as safe HTML.
    pub more: String,
}

/// The page of `document` in pieces. All of them together, each as it is written, are what [`render`] gives, whose arguments
/// are the same.
pub fn pieces(
    document: &Document,
    resolve: &dyn Fn(&str) -> Option<String>,
    tickets: &[(String, String)],
) -> Vec<Piece> {
    let whole = || vec![Piece::Text(render(document, resolve, tickets))];
    let lessons = lessons(document);
    if lessons.is_empty() && !runs::may_be_in(document) || document.shows_html_as_text() {
        return whole();
    }
    let markdown = document.markdown();
    let body = markdown.as_ref();
    let parser = TextMergeWithOffset::new(Parser::new_ext(body, options()).into_offset_iter());
    let events: Vec<Placed<'_>> = parser.collect();
    let found = runs::find(document, &events);
    if found.is_empty() && lessons.is_empty() || body.contains(MARK_NAME) {
        return whole();
    }
    let pieces = Maker { document, resolve, tickets, lessons };
    pieces.cut(&events, &found, body.len()).unwrap_or_else(whole)
}

struct Maker<'a> {
    document: &'a Document,
    resolve: &'a dyn Fn(&str) -> Option<String>,
    tickets: &'a [(String, String)],
    /// Where the lessons begin in the body, and their ids.
    lessons: BTreeMap<usize, String>,
}

/// Where the lessons of `document` begin in the body, and the names of their places in the page.
fn lessons(document: &Document) -> BTreeMap<usize, String> {
    let start = |lesson: &Lesson| lesson.span.start.checked_sub(document.body_start);
    let headings = document.outline.headings.iter().map(|heading| heading.id.as_str());
    let taken: HashSet<_> = headings.filter(|id| id.starts_with("lesson-")).collect();
    let lessons = document.lessons.iter().filter_map(start).enumerate();
    lessons
        .map(|(index, start)| (start, format!("lesson-{}", index + 1)))
        .filter(|(_, id)| !taken.contains(id.as_str()))
        .collect()
}

impl Maker<'_> {
    /// The page, cut where the runs begin and end; `None` if an element goes over such a place.
    fn cut(&self, events: &[Placed<'_>], found: &[FoundRun], length: usize) -> Option<Vec<Piece>> {
        let mut writer = Rewriter::new(self.document, self.resolve, self.tickets);
        // Runs are in order and apart from each other, but an empty one may stand where another begins.
        let (mut next, mut open) = (found.iter().peekable(), None);
        for (at, (event, bytes)) in events.iter().enumerate() {
            while let Some(run) = next.next_if(|run| run.events.start == at) {
                writer.push(Event::Html(MARK.into()));
                if run.events.is_empty() {
                    writer.push(Event::Html(MARK.into()));
                } else {
                    open = Some(run.events.end);
                }
            }
            match self.lessons.get(&bytes.start).filter(|_| matches!(event, Event::Start(Tag::Item))) {
                Some(id) => writer.start_item(id),
                None => writer.push(event.clone()),
            }
            if open == Some(at + 1) {
                writer.push(Event::Html(MARK.into()));
            }
        }
        let events_of_page = writer.finish();
        let page = safe(self.document, page_of(events_of_page.into_iter(), length))?;
        let mut marked = page.split(MARK).map(str::to_owned);
        let mut pieces = vec![Piece::Text(marked.next()?)];
        for run in found {
            pieces.push(Piece::Run(self.run(events, run, marked.next()?)));
            pieces.push(Piece::Text(marked.next()?));
        }
        let is_whole = marked.next().is_none() && pieces.iter().all(|piece| is_balanced(piece.html()));
        is_whole.then_some(pieces)
    }

    fn run(&self, events: &[Placed<'_>], run: &FoundRun, as_written: String) -> Run {
        let events = EventsByPlace::new(&events[run.events.clone()], self.document.body_start);
        let items = run.items.iter().map(|index| match run.kind {
            RunKind::Timeline => self.entry(&events, *index),
            RunKind::Actions => self.action(&events, *index),
            RunKind::Whys => self.why(&events, *index),
        });
        Run { kind: run.kind, as_written, items: items.collect() }
    }

    fn entry(&self, events: &EventsByPlace<'_, '_>, index: usize) -> Item {
        let entry = &self.document.timeline.entries[index];
        let own = events.own(&entry.span);
        Item { html: self.said(&own, &entry.text, true), ..Item::at(index) }
    }

    fn why(&self, events: &EventsByPlace<'_, '_>, index: usize) -> Item {
        let why = &self.document.whys[index];
        let own = events.own(&why.span);
        let said = |text: &Option<String>| {
            text.as_ref().map(|text| self.said(&own, text, false)).unwrap_or_default()
        };
        Item { html: said(&why.question), answer: said(&why.answer), ..Item::at(index) }
    }

    fn action(&self, events: &EventsByPlace<'_, '_>, index: usize) -> Item {
        let action = &self.document.actions.items[index];
        if action.span.start < self.document.body_start {
            return Item::at(index);
        }
        let heads = events.heads(action.span.start);
        let parts = Parts::of(action, &events.own(&action.span), &heads);
        let plain = || body_text(&action.title);
        let cells = parts.cells.into_iter().filter_map(|(head, cell)| Some((head, self.html_of(cell)?)));
        Item {
            html: self.html_of(parts.title).unwrap_or_else(plain),
            cells: cells.collect(),
            more: self.html_of(parts.more).unwrap_or_default(),
            ..Item::at(index)
        }
    }

    /// `text` of an item as HTML: with the author's links and emphasis where the item has it in one piece.
    fn said(&self, events: &[Event<'_>], text: &str, from_the_end: bool) -> String {
        let part = fragments::cut(events, text, from_the_end);
        part.and_then(|events| self.html_of(events)).unwrap_or_else(|| body_text(text))
    }

    fn html_of(&self, events: Vec<Event<'_>>) -> Option<String> {
        let mut writer = Rewriter::new(self.document, self.resolve, self.tickets);
        events.into_iter().for_each(|event| writer.push(event));
        let mut fragment = String::new();
        html::push_html(&mut fragment, writer.finish().into_iter());
        Some(safe(self.document, fragment)?.trim().to_owned())
    }
}

impl Item {
    fn at(index: usize) -> Self {
        Self { index, html: String::new(), answer: String::new(), cells: Vec::new(), more: String::new() }
    }
}

impl Piece {
    /// Changes each HTML text of the piece.
    pub fn each_html(&mut self, change: impl Fn(&mut String)) {
        match self {
            Self::Text(html) => change(html),
            Self::Run(run) => {
                change(&mut run.as_written);
                for item in &mut run.items {
                    let cells = item.cells.iter_mut().map(|(_, html)| html);
                    [&mut item.html, &mut item.answer, &mut item.more]
                        .into_iter()
                        .chain(cells)
                        .for_each(&change);
                }
            }
        }
    }

    /// The author's text, as safe HTML.
    pub fn html(&self) -> &str {
        match self {
            Self::Text(html) => html,
            Self::Run(run) => &run.as_written,
        }
    }
}

/// Whether each element of `html`, which a writer made, begins and ends in it.
fn is_balanced(html: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1) {
        let name_end = |text: &str| text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
        if let Some(end) = tag.strip_prefix('/') {
            if open.pop() != Some(&end[..name_end(end)]) {
                return false;
            }
            continue;
        }
        let name = &tag[..name_end(tag)];
        const VOID: [&str; 8] = ["br", "hr", "img", "wbr", "col", "input", "area", "source"];
        if !name.is_empty() && !VOID.contains(&name) {
            open.push(name);
        }
    }
    open.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::parse;

    fn pieces_of(text: &str) -> Vec<Piece> {
        pieces(&parse("2026-01-31-a.md", text).0, &|_| None, &[])
    }

    /// What each piece is, and what its items say.
    fn described(text: &str) -> Vec<String> {
        let describe = |piece: &Piece| match piece {
            Piece::Text(_) => "text".to_owned(),
            Piece::Run(run) => {
                let said = |item: &Item| match item.answer.as_str() {
                    "" => item.html.clone(),
                    answer => format!("{} {answer}", item.html),
                };
                format!("{:?}: {}", run.kind, run.items.iter().map(said).collect::<Vec<_>>().join(" / "))
            }
        };
        pieces_of(text).iter().map(describe).collect()
    }

    const ENTRIES: &str = "- 10:00 The **pump** stops\n- 10:05 [Alarm](b.md)\n- 11:00 `valve` turned\n";

    #[test]
    fn what_was_read_whole_is_a_run_between_the_text() {
        let text = format!(
            "# A\n\nx\n\n## Timeline\n\nAll in UTC.\n\n{ENTRIES}\nIt was quiet.\n\n## Lessons\n\ny\n"
        );
        let run = "Timeline: The <strong>pump</strong> stops / <a href=\"b.md\">Alarm</a> / <code>valve</code> turned";
        assert_eq!(described(&text), ["text", run, "text"]);
    }

    #[test]
    fn all_pieces_together_are_the_page() {
        for text in [
            format!("## Timeline\n\n{ENTRIES}"),
            format!("## Timeline\n\n### Monday\n\n{ENTRIES}\n### Tuesday\n\n- 2026-02-03 10:00 Over\n"),
            format!("<b>x</b>\n\n## Timeline\n\n{ENTRIES}\n## Action items\n\n- [ ] Add an alert\n"),
            format!("<details>\n\n## Timeline\n\n{ENTRIES}\n</details>\n"),
            format!(":::note\n## Timeline\n\n{ENTRIES}\n:::\n"),
            format!("## Timeline rt-cut\n\n{ENTRIES}"),
        ] {
            let document = parse("2026-01-31-a.md", text.as_str()).0;
            let together: String = pieces(&document, &|_| None, &[]).iter().map(Piece::html).collect();
            let lines = |html: &str| html.replace("\n\n", "\n");
            assert_eq!(lines(&together), lines(&render(&document, &|_| None, &[])), "{text}");
        }
    }

    #[test]
    fn a_timeline_in_doubt_stays_as_it_is_written() {
        for text in [
            // Out of order, without times, too short, not read whole.
            "## Timeline\n\n- 10:00 a\n- 09:00 b\n- 11:00 c\n",
            "## Timeline\n\n- 10:00 a\n- later b\n- 11:00 c\n",
            "## Timeline\n\n- 10:00 a\n- 11:00 b\n",
            "## Timeline\n\n- Detection\n  - 10:00 a\n  - 10:05 b\n- Repair\n  - 11:00 c\n",
            "## Timeline\n\n- 10:00 a\n- 10:05 b\n- 11:00 c\n\n---\n\n- Something else\n",
            // Across an element of the author's.
            "<details><summary>All</summary>\n\n## Timeline\n\n- 10:00 a\n- 10:05 b\n\n</details>\n\n- 11:00 c\n",
            // A picture is no text.
            "## Timeline\n\n- 10:00 a\n- 10:05 ![b](b.png)\n- 11:00 c\n",
        ] {
            assert!(!described(text).iter().any(|piece| piece.starts_with("Timeline")), "{text}");
        }
        let mut document = parse("2026-01-31-a.md", format!("## Timeline\n\n{ENTRIES}")).0;
        assert_eq!(pieces(&document, &|_| None, &[]).len(), 3);
        document.class = crate::model::Class::Collection;
        assert_eq!(pieces(&document, &|_| None, &[]).len(), 1);
    }

    #[test]
    fn actions_keep_every_word_that_no_field_shows() {
        let item = |text: &str| {
            let pieces = pieces_of(&format!("## Action items\n\n{text}\n"));
            let run = pieces.into_iter().find_map(|piece| match piece {
                Piece::Run(run) => Some(run),
                Piece::Text(_) => None,
            });
            let item = run.unwrap_or_else(|| panic!("{text}")).items.remove(0);
            let cells = item.cells.iter().map(|(head, cell)| format!("{head}={cell}"));
            [item.html, cells.collect(), item.more].join("|")
        };
        for (text, expected) in [
            ("- [ ] Add an [alert](b.md) @ops due:2026-02-14", "Add an <a href=\"b.md\">alert</a>||"),
            ("- [x] Add an alert (INFRA-12)\n  - It pages\n  - Owner: ops", "Add an alert||<ul>"),
            (
                "| Action | Owner | Notes |\n|-|-|-|\n| Add `x` | ops | see *below* |",
                "Add <code>x</code>|Notes=see <em>below</em>|",
            ),
        ] {
            let found = item(text);
            assert!(found.starts_with(expected), "{text}: {found}");
        }
    }

    #[test]
    fn actions_of_the_front_matter_stand_in_place_of_as_many_items() {
        let with = |items: &str| {
            described(&format!(
                "---\nactions: [Cap the pool, Watch it]\n---\n## Action items\n\nWe agreed:\n\n{items}"
            ))
        };
        assert_eq!(with("- One\n- Two\n"), ["text", "Actions:  / ", "text"]);
        // In the second case the items stay in the text behind them.
        assert_eq!(with("- One\n"), ["text", "Actions:  / ", "text"]);
    }

    #[test]
    fn lessons_have_places_of_their_own() {
        let text = "## What went well\n\n- Paging worked.\n- Backups were there.\n\n## Lessons {#lesson-2}\n\n1. Disks fill up.\n";
        let html: String = pieces_of(text).iter().map(Piece::html).collect();
        for expected in [
            "<li id=\"lesson-1\"><a class=\"anchor\" href=\"#lesson-1\" aria-labelledby=\"lesson-1\"></a>Paging worked.</li>\n<li>Backups",
            "<li id=\"lesson-3\">",
        ] {
            assert!(html.contains(expected), "{expected}: {html}");
        }
    }

    #[test]
    fn whys_are_questions_with_answers() {
        let text =
            "## Five whys\n\n1. Why did it stop? The *disk* was full.\n2. Why was it full? Logs were kept.\n";
        let run = "Whys: Why did it stop? The <em>disk</em> was full. / Why was it full? Logs were kept.";
        assert_eq!(described(text), ["text", run, "text"]);
    }
}
