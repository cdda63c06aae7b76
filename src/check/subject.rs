//! What the rules that review a postmortem look at.

use std::cell::{OnceCell, RefCell};
use std::cmp::Ordering;
use std::ops::Range;

use jiff::civil::Date;

use super::blame::{Statement, headings, statements};
use super::lexicon::Lexicon;
use crate::archive::ArchivedDocument;
use crate::archive::tracked::TrackedAction;
use crate::config::Config;
use crate::tracker::Statuses;
use retold_diagnostic::{Place, Places};
use retold_document::Document;
use retold_document::keys::Key;
use retold_document::model::{Milestone, Origin, SectionKind};
use retold_document::prose::Prose;

/// What rules know besides the documents.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    pub config: &'a Config,
    /// The date that counts as today.
    pub today: Date,
    /// What an issue tracker knows about actions.
    pub statuses: Option<&'a Statuses>,
}

impl<'a> Settings<'a> {
    pub fn new(config: &'a Config, today: Date) -> Self {
        Self { config, today, statuses: None }
    }
}

/// A postmortem that is reviewed.
#[derive(Debug)]
pub struct Subject<'a> {
    pub postmortem: &'a ArchivedDocument,
    pub settings: Settings<'a>,
    lexicon: &'a Lexicon,
    /// The running text.
    pub prose: &'a Prose,
    /// The sentences of the author's own, without those about blame itself.
    pub statements: &'a [Statement<'a>],
    actions: OnceCell<Vec<TrackedAction<'a>>>,
    /// Rules ask for places mostly in the order of the text, so that no line is counted for each of them anew.
    places: RefCell<Places<'a>>,
}

impl<'a> Subject<'a> {
    /// Reads `postmortem` for all rules at once, and gives the findings of `review`.
    pub fn with<T>(
        postmortem: &ArchivedDocument,
        settings: Settings<'_>,
        lexicon: &Lexicon,
        review: impl FnOnce(&Subject<'_>) -> T,
    ) -> T {
        let prose = Prose::of(&postmortem.document);
        let statements: Vec<_> = statements(&prose, lexicon.blame()).collect();
        let (actions, places) = (OnceCell::new(), RefCell::new(postmortem.document.places()));
        let (prose, statements) = (&prose, &statements);
        review(&Subject { postmortem, settings, lexicon, prose, statements, actions, places })
    }

    pub fn document(&self) -> &'a Document {
        &self.postmortem.document
    }

    /// The words that rules look for.
    pub fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    /// The headings, as sentences.
    pub fn headings(&self) -> impl Iterator<Item = Statement<'_>> {
        headings(self.prose, self.lexicon.blame())
    }

    /// The section that byte `at` of the file is in: that of the nearest heading above it that names one.
    pub fn section_at(&self, at: usize) -> Option<SectionKind> {
        let headings = &self.document().outline.headings;
        let nearest = self.document().outline.heading_at(at)?;
        let mut level = u8::MAX;
        for heading in headings[..=nearest].iter().rev() {
            if heading.level < level {
                level = heading.level;
                if heading.section.is_some() {
                    return heading.section;
                }
            }
        }
        None
    }

    /// Whether byte `at` of the file is in an entry of the timeline from the detection on: what people do there is help.
    pub fn is_response(&self, at: usize) -> bool {
        let document = self.document();
        let Some(detected) = document.milestones.at(Milestone::Detected) else { return false };
        let entry = document.timeline.entries.iter().find(|entry| entry.span.contains(&at));
        let moment = entry.and_then(|entry| entry.at?.moment());
        moment.and_then(|moment| moment.compare(&detected)).is_some_and(Ordering::is_ge)
    }

    /// The actions, with the states of the tracker. They are made once for all rules.
    pub fn actions(&self) -> &[TrackedAction<'a>] {
        self.actions.get_or_init(|| {
            let due_days = self.settings.config.action_due_days;
            let mut actions: Vec<_> = TrackedAction::all_of(self.document(), due_days).collect();
            if let Some(statuses) = self.settings.statuses {
                statuses.apply_to_all(&mut actions);
            }
            actions
        })
    }

    /// The place of `action`, which is one of those of the postmortem; of a row of a table, that of its title.
    pub fn place_of_action(&self, action: &TrackedAction<'_>) -> Place {
        action.place_of_title(self.document(), &mut self.places.borrow_mut())
    }

    /// The place of the due date of `action`, which is one of those of the postmortem, if a cell of a table has it; else
    /// that of the action.
    pub fn place_of_due(&self, action: &TrackedAction<'_>) -> Place {
        action.place_of_due(self.document(), &mut self.places.borrow_mut())
    }

    /// The place of the title; the file if the title is only in its name.
    pub fn title_place(&self) -> Place {
        title_place(self.document())
    }

    /// The place of `span`, bytes of the file.
    pub fn place(&self, span: Range<usize>) -> Place {
        self.places.borrow_mut().span(span)
    }
}

/// The place of the title of `document`; the file if the title is only in its name.
pub fn title_place(document: &Document) -> Place {
    if let Some(title) = document.facts.title.as_ref().filter(|title| title.origin == Origin::FrontMatter) {
        return document.place_of(Key::Title, &title.value);
    }
    let title = document.facts.title.as_ref().map(|title| title.span.clone());
    let heading = document.title_heading.map(|index| document.outline.headings[index].span.clone());
    match title.or(heading).filter(|span| !span.is_empty()) {
        Some(span) => document.places().span(span),
        None => Place::file(&document.name),
    }
}
