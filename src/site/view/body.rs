//! The text of a document as pieces: what the author wrote, and in its place what was understood where that leaves no doubt.

use std::collections::BTreeMap;

use retold_document::html::{Item, Piece, Run, RunKind};
use retold_document::model::{FoundAction, Phase};
use serde::Serialize;

use super::actions::{self, ActionView};
use super::ids::Ids;
use super::timeline::{EntryView, Timeline, TimelineView};
use crate::archive::ArchivedDocument;

/// A piece of the text.
#[derive(Debug, Clone, Serialize)]
pub struct PieceView {
    /// `text`, `timeline`, `actions` or `whys`.
    pub kind: &'static str,
    /// The author's text as safe HTML.
    pub html: String,
    /// Whether all words of `html` are in what was understood.
    pub is_whole: bool,
    /// Whether it is the first of its kind.
    pub is_first: bool,
    pub entries: Vec<EntryView>,
    pub actions: Vec<ActionView>,
    pub whys: Vec<WhyView>,
}

/// A step of the chain of whys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyView {
    pub id: String,
    /// From 1.
    pub number: usize,
    /// How many steps above it have more than one cause.
    pub branch: usize,
    /// As safe HTML; empty if the author wrote only the answer.
    pub question: String,
    /// As safe HTML; empty if there is none.
    pub answer: String,
    pub action: Option<String>,
    /// Whether no further step asks about the answer.
    pub is_end: bool,
}

/// The text of a document.
pub struct BodyView {
    pub pieces: Vec<PieceView>,
    /// None where no timeline is drawn.
    pub timeline: Option<TimelineView>,
}

/// The `pieces` of a document with what was understood in them. `phases` are those of the incident.
pub fn view(archived: &ArchivedDocument, pieces: Vec<Piece>, phases: Vec<Phase>, ids: &mut Ids) -> BodyView {
    let mut timeline = Timeline::new(&archived.document, phases);
    let mut is_drawn = false;
    let mut seen: Vec<RunKind> = Vec::new();
    let mut view = |piece| {
        let mut view = PieceView {
            kind: "text",
            html: String::new(),
            is_whole: false,
            is_first: false,
            entries: Vec::new(),
            actions: Vec::new(),
            whys: Vec::new(),
        };
        match piece {
            Piece::Text(html) => view.html = html,
            Piece::Run(Run { kind, as_written, items }) => {
                view.html = as_written;
                view.is_first = !seen.contains(&kind);
                seen.push(kind);
                match kind {
                    RunKind::Timeline => {
                        (view.kind, is_drawn) = ("timeline", true);
                        let entries =
                            items.into_iter().map(|item| timeline.entry(item.index, item.html, ids));
                        view.entries = entries.collect();
                    }
                    RunKind::Actions => {
                        view.kind = "actions";
                        view.actions =
                            items.into_iter().map(|item| actions::in_place(archived, item, ids)).collect();
                        view.is_whole =
                            has_all_words(&view.html, view.actions.iter().flat_map(ActionView::texts));
                    }
                    RunKind::Whys => {
                        view.kind = "whys";
                        view.whys = items.into_iter().map(|item| why(archived, item, ids)).collect();
                        view.is_whole = has_all_words(&view.html, view.whys.iter().flat_map(WhyView::texts));
                    }
                }
            }
        }
        view
    };
    let pieces = pieces
        .into_iter()
        .map(&mut view)
        .filter(|piece| piece.kind != "text" || !piece.html.trim().is_empty());
    let pieces = pieces.collect();
    BodyView { pieces, timeline: is_drawn.then(|| timeline.view()) }
}

fn why(archived: &ArchivedDocument, item: Item, ids: &mut Ids) -> WhyView {
    let whys = &archived.document.whys;
    let children = |index: usize| whys.iter().filter(|why| why.parent == Some(index)).count();
    let mut branch = 0;
    let mut above = whys[item.index].parent;
    while let Some(parent) = above {
        branch += usize::from(children(parent) > 1);
        above = whys[parent].parent.filter(|next| *next < parent);
    }
    WhyView {
        id: ids.new_id(format!("why-{}", item.index + 1)),
        number: item.index + 1,
        branch,
        question: item.html,
        answer: item.answer,
        action: whys[item.index].action.clone(),
        is_end: children(item.index) == 0,
    }
}

impl WhyView {
    fn texts(&self) -> impl Iterator<Item = &str> {
        [self.question.as_str(), self.answer.as_str()].into_iter().chain(self.action.as_deref())
    }
}

/// Whether each word of `html` is as often in `texts`, which are HTML or plain text.
fn has_all_words<'a>(html: &str, texts: impl Iterator<Item = &'a str>) -> bool {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for text in texts {
        words(text, |word| *counts.entry(word).or_default() += 1);
    }
    let mut is_all = true;
    words(html, |word| match counts.get_mut(&word) {
        Some(count) if *count > 0 => *count -= 1,
        _ => is_all = false,
    });
    is_all
}

/// The words of the text of `html`.
fn words(html: &str, mut each: impl FnMut(String)) {
    for part in html.split('<') {
        let text = part.split_once('>').map_or(part, |(_, text)| text);
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.for_each(|word| each(word.to_lowercase()));
    }
}

/// The name of an action's anchor: that of the author, else its number.
pub fn action_id(action: &FoundAction, index: usize, ids: &mut Ids) -> String {
    let own = action.id.as_deref().map(retold_document::slugify).filter(|own| !own.is_empty());
    ids.new_id(format!("action-{}", own.unwrap_or_else(|| (index + 1).to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_as_often_as_they_are_written() {
        for (html, text, expected) in [
            ("<p>The <b>disk</b></p>", "the disk was full", true),
            ("<p>disk disk</p>", "disk", false),
            ("<a href=\"x\">disk</a>", "disk", true),
            ("a &lt; b", "a &lt; b", true),
        ] {
            assert_eq!(has_all_words(html, [text].into_iter()), expected, "{html}");
        }
    }
}
