//! Headings that are the actions of a section, each with a text that explains it.

use crate::markdown::blocks::BlockKind;
use crate::readers::actions::field_names::Field;
use crate::readers::actions::fields::Fields;
use crate::readers::actions::groups::Group;
use crate::readers::actions::sections::field_of_line;
use crate::readers::actions::{Reader, ids};
use crate::structure::body::Body;
use crate::structure::items::{begins_with_verb, behind_number};

/// A heading inside a section of actions, and what stands below it.
#[derive(Debug, Default)]
struct Part<'a> {
    heading: usize,
    title: &'a str,
    is_numbered: bool,
    attributes: Vec<(Field, String)>,
    /// The items below it that are no attributes, and how many of them begin with a verb.
    items: usize,
    tasks: usize,
    has_table: bool,
}

impl Reader<'_> {
    /// Reads a section whose sub-headings are the actions. Returns whether it is such a section.
    pub(super) fn headings_are_actions(&mut self, own: &[usize], group: &Group) -> bool {
        let is_heading = |&block: &usize| matches!(self.body.blocks.kind(block), BlockKind::Heading(_));
        if !own.iter().any(is_heading) {
            return false;
        }
        let Some(parts) = parts(self.body, own) else { return false };
        if parts.iter().any(|part| part.has_table) {
            return false;
        }
        let (items, tasks) =
            parts.iter().fold((0, 0), |(items, tasks), part| (items + part.items, tasks + part.tasks));
        let are_numbered = parts.len() >= 2 && parts.iter().all(|part| part.is_numbered);
        let are_tasks = parts.iter().all(|part| self.is_action(part.title));
        let has_attributes = parts.iter().any(|part| !part.attributes.is_empty());
        let are_actions = if items == 0 {
            are_numbered || are_tasks && (parts.len() >= 2 || has_attributes)
        } else {
            // Items that are tasks count themselves.
            are_numbered && are_tasks && tasks * 2 < items
        };
        if !are_actions {
            return false;
        }
        for part in parts {
            self.push(part.title, &part.attributes, group, None, self.body.blocks.span(part.heading));
        }
        true
    }

    /// Whether a heading is a task: it begins with a verb, or names an owner.
    fn is_action(&self, title: &str) -> bool {
        if begins_with_verb(title) && title.split_whitespace().nth(1).is_some() {
            return true;
        }
        title.contains('@') && {
            let fields = Fields::read(title, None, &self.people);
            fields.owner.is_some() && fields.title.split_whitespace().nth(1).is_some()
        }
    }
}

/// The headings among `own` with what stands below them; `None` if anything but paragraphs stands above the first
/// heading, or the headings have several levels.
fn parts<'a>(body: &'a Body<'a>, own: &[usize]) -> Option<Vec<Part<'a>>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    let mut levels = None;
    for &block in own {
        match body.blocks.kind(block) {
            BlockKind::Heading(level) => {
                if *levels.get_or_insert(level) != level {
                    return None;
                }
                let text = body.blocks.text(body.text, block);
                let behind = behind_number(text).or_else(|| Some(&text[ids::at_start(text)?.1..]));
                parts.push(Part {
                    heading: block,
                    title: behind.unwrap_or(text).trim(),
                    is_numbered: behind.is_some(),
                    ..Part::default()
                });
            }
            BlockKind::Paragraph => {
                let Some(part) = parts.last_mut() else { continue };
                let lines = body.blocks.lines(body.text, block);
                part.attributes.extend(lines.iter().filter_map(field_of_line));
            }
            BlockKind::List { .. } => {
                let part = parts.last_mut()?;
                for item in body.blocks.children(block) {
                    let line = body.blocks.first_lines(body.text, item).first();
                    let is_task = matches!(body.blocks.kind(item), BlockKind::Item { checked: Some(_) });
                    match line.and_then(field_of_line) {
                        Some(attribute) => part.attributes.push(attribute),
                        None => {
                            part.items += 1;
                            let begins = line.is_some_and(|line| begins_with_verb(&line.text));
                            part.tasks += usize::from(is_task || begins);
                        }
                    }
                }
            }
            BlockKind::Item { .. } => return None,
            BlockKind::Table => parts.last_mut()?.has_table = true,
            _ => {}
        }
    }
    (!parts.is_empty()).then_some(parts)
}
