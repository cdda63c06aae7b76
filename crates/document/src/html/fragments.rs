//! Cuts what an item says out of its Markdown, with its links and its emphasis.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::text::words::lower_words;

/// Text without white space, and the events that its characters come from.
struct Flat {
    text: String,
    /// For each character of `text`: where it begins there, its event, and where it begins in the text of that.
    places: Vec<(usize, usize, usize)>,
}

impl Flat {
    fn of(events: &[Event<'_>]) -> Self {
        let mut flat = Self { text: String::new(), places: Vec::new() };
        for (index, event) in events.iter().enumerate() {
            if let Event::Text(text) | Event::Code(text) = event {
                for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                    flat.places.push((flat.text.len(), index, at));
                    flat.text.push(c);
                }
            }
        }
        flat
    }

    /// The character of `text` that begins at byte `at`.
    fn place(&self, at: usize) -> Option<(usize, usize)> {
        let index = self.places.binary_search_by_key(&at, |place| place.0).ok()?;
        let (_, event, byte) = self.places[index];
        Some((event, byte))
    }
}

/// The part of `events`, which are those of one item, that has the text `wanted`, with all of the markup around it; `None` if
/// the item does not have that text in one piece. A text that ends with `…` is the start of the one that is wanted, which goes
/// on to the end of the item.
pub fn cut<'a>(events: &[Event<'a>], wanted: &str, from_the_end: bool) -> Option<Vec<Event<'a>>> {
    let is_start = wanted.ends_with('…');
    let wanted: String = wanted.trim_end_matches('…').split_whitespace().collect();
    if wanted.is_empty() {
        return None;
    }
    let flat = Flat::of(events);
    let start = if from_the_end && !is_start {
        flat.text.ends_with(&wanted).then(|| flat.text.len() - wanted.len())?
    } else {
        flat.text.find(&wanted)?
    };
    let end = if is_start { flat.text.len() } else { start + wanted.len() };
    let first = flat.place(start)?;
    let after = flat.place(end).unwrap_or((events.len(), 0));
    Some(balanced(events, first, after))
}

/// The events from the place `first` to before the place `after`; both are an event and a byte of its text.
fn balanced<'a>(events: &[Event<'a>], first: (usize, usize), after: (usize, usize)) -> Vec<Event<'a>> {
    let (mut out, mut open) = (Vec::new(), Vec::new());
    let end = (after.0 + usize::from(after.1 > 0)).min(events.len());
    for (index, event) in events.iter().enumerate().take(end).skip(first.0) {
        let from = if index == first.0 { first.1 } else { 0 };
        let to = (index == after.0).then_some(after.1);
        match event {
            Event::Text(text) => out.push(Event::Text(part(text, from, to))),
            Event::Code(text) => out.push(Event::Code(part(text, from, to))),
            Event::Start(Tag::TableCell | Tag::Heading { .. }) => {}
            Event::End(TagEnd::TableCell | TagEnd::TableRow | TagEnd::Heading(_)) => {
                out.push(Event::Text(" ".into()));
            }
            Event::Start(tag) => {
                open.push(tag.to_end());
                out.push(event.clone());
            }
            Event::End(tag) if open.last() == Some(tag) => {
                open.pop();
                out.push(event.clone());
            }
            // The link began before its text does.
            Event::End(TagEnd::Link) if open.is_empty() => {
                let link = events[..first.0]
                    .iter()
                    .rev()
                    .find(|event| matches!(event, Event::Start(Tag::Link { .. })));
                out.splice(0..0, link.cloned());
                if link.is_some() {
                    out.push(event.clone());
                }
            }
            Event::End(_) | Event::TaskListMarker(_) | Event::FootnoteReference(_) => {}
            event => out.push(event.clone()),
        }
    }
    out.extend(open.into_iter().rev().map(Event::End));
    out
}

fn part<'a>(text: &CowStr<'a>, from: usize, to: Option<usize>) -> CowStr<'a> {
    if from == 0 && to.is_none() {
        return text.clone();
    }
    text[from..to.unwrap_or(text.len())].to_owned().into()
}

/// The words of `events`, in lower case.
pub fn words<'a>(events: &'a [Event<'_>]) -> impl Iterator<Item = String> + 'a {
    let texts = events.iter().filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        _ => None,
    });
    texts.flat_map(|text| lower_words(text))
}

/// The text of `events`.
pub fn text(events: &[Event<'_>]) -> String {
    let mut text = String::new();
    for event in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text.trim().to_owned()
}
