//! What the incidents of a term come to: what fixed them, what was learned, and what is still to be done.

use jiff::civil::Date;
use serde::Serialize;

use super::anchor;
use super::taxonomy::{IncidentLink, incident};
use crate::archive::tracked::TrackedAction;
use crate::archive::{Archive, ArchivedDocument};
use retold_document::model::{LessonKind, SectionKind};
use retold_document::{Document, shorten};

/// How many there are on a page, at most.
const FIXES: usize = 4;
const LESSONS: usize = 5;
const ACTIONS: usize = 5;

/// The longest text of a lesson, in characters.
const LESSON_LIMIT: usize = 180;

/// The kinds of lessons that are shown; of a document, the first of these comes first.
const KINDS: [LessonKind; 3] = [LessonKind::Learned, LessonKind::CouldImprove, LessonKind::GotLucky];

/// What fixed an incident.
#[derive(Debug, Clone, Serialize)]
pub struct FixView {
    /// The first sentence on its resolution.
    pub text: String,
    pub incident: IncidentLink,
}

/// A lesson, and where it was learned.
#[derive(Debug, Clone, Serialize)]
pub struct LessonView {
    pub text: String,
    /// `went-well`, `could-improve`, `got-lucky` or `learned`.
    pub kind: &'static str,
    /// The place in the page of the incident.
    pub url: String,
    pub incident: IncidentLink,
}

/// Actions that are not done.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OpenActionsView {
    /// Number of all.
    pub count: usize,
    /// Those with the earliest due date.
    pub actions: Vec<OpenActionView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct OpenActionView {
    pub title: String,
    /// The day, if its author named one. ISO 8601.
    pub due: Option<String>,
    /// The place in the page of the incident.
    pub url: String,
    pub incident: IncidentLink,
}

/// A lesson of a document, as it was written.
#[derive(Debug, Clone, Copy)]
struct Written<'a> {
    kind: LessonKind,
    text: &'a str,
    /// The byte of the file at which it begins; none in front matter.
    start: Option<usize>,
}

/// An action that is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenAction {
    /// Its index in the document.
    index: usize,
    /// When it is due, if anybody named a day.
    due: Option<Date>,
}

/// The actions of a document that are not done.
pub fn open_actions_of(document: &Document) -> Vec<OpenAction> {
    // Default due dates are left out: nobody named them.
    let actions = TrackedAction::all_of(document, 0).enumerate();
    let open = actions.filter(|(_, action)| action.state().is_open());
    open.map(|(index, action)| OpenAction {
        index,
        due: action.due.filter(|due| due.is_stated).map(|due| due.date),
    })
    .collect()
}

/// What fixed the newest of the `members`, by the sentence that `resolution` gives for each.
pub fn fixes(
    archive: &Archive,
    members: &[usize],
    resolution: impl Fn(usize) -> Option<String>,
) -> Vec<FixView> {
    let fix =
        |&member: &usize| Some(FixView { text: resolution(member)?, incident: incident(archive, member) });
    members.iter().filter_map(fix).take(FIXES).collect()
}

/// Lessons of the newest of the `members`: one of each, and more of each only where there are too few.
pub fn lessons(archive: &Archive, members: &[usize]) -> Vec<LessonView> {
    let with_lessons = members.iter().filter(|member| shown(&archive.postmortems[**member]).next().is_some());
    let sources: Vec<usize> = with_lessons.copied().take(LESSONS).collect();
    let mut rounds: Vec<(usize, usize, Written<'_>)> = Vec::new();
    for (order, &member) in sources.iter().enumerate() {
        let lessons = shown(&archive.postmortems[member]).take(LESSONS);
        rounds.extend(lessons.enumerate().map(|(round, lesson)| (round, order, lesson)));
    }
    rounds.sort_by_key(|(round, order, _)| (*round, *order));
    rounds.truncate(LESSONS);
    rounds.sort_by_key(|(round, order, _)| (*order, *round));
    rounds.into_iter().map(|(_, order, lesson)| lesson_view(archive, sources[order], lesson)).collect()
}

/// The lessons of a document that are shown, in the order of their kinds; those of the front matter where the text has none.
fn shown(postmortem: &ArchivedDocument) -> impl Iterator<Item = Written<'_>> {
    let document = &postmortem.document;
    let of_text = KINDS.into_iter().flat_map(move |kind| {
        let lessons = document.lessons.iter().filter(move |lesson| lesson.kind == kind);
        lessons.map(move |lesson| Written { kind, text: &lesson.text, start: Some(lesson.span.start) })
    });
    let of_matter = document.front_matter.lessons.iter().filter(|_| document.lessons.is_empty());
    of_text.chain(of_matter.map(|text| Written { kind: LessonKind::Learned, text, start: None }))
}

fn lesson_view(archive: &Archive, member: usize, lesson: Written<'_>) -> LessonView {
    let postmortem = &archive.postmortems[member];
    LessonView {
        text: shorten(lesson.text, LESSON_LIMIT),
        kind: kind_key(lesson.kind),
        url: place(postmortem, lesson.start, SectionKind::Lessons),
        incident: incident(archive, member),
    }
}

fn kind_key(kind: LessonKind) -> &'static str {
    match kind {
        LessonKind::WentWell => "went-well",
        LessonKind::CouldImprove => "could-improve",
        LessonKind::GotLucky => "got-lucky",
        LessonKind::Learned => "learned",
    }
}

/// The open actions of the `members`, which are `open` for each.
pub fn open_actions<'a>(
    archive: &Archive,
    members: &[usize],
    open: impl Iterator<Item = &'a [OpenAction]>,
) -> OpenActionsView {
    let all = members.iter().zip(open);
    let all = all.flat_map(|(&member, actions)| actions.iter().map(move |action| (member, *action)));
    let mut all: Vec<_> = all.collect();
    // Of those that are due on one day, or on no day, the newest come first, as members do.
    all.sort_by_key(|(_, action)| (action.due.is_none(), action.due));
    let view = |&(member, action): &(usize, OpenAction)| {
        let postmortem = &archive.postmortems[member];
        let item = &postmortem.document.actions.items[action.index];
        OpenActionView {
            title: item.title.clone(),
            due: action.due.map(|date| date.to_string()),
            url: place(postmortem, Some(item.span.start), SectionKind::Actions),
            incident: incident(archive, member),
        }
    };
    OpenActionsView { count: all.len(), actions: all.iter().take(ACTIONS).map(view).collect() }
}

/// The place in the page of `postmortem` where byte `at` of its file is shown. What is in the front matter is shown with the
/// id `rt-NAME`, unless the text has a section of the `kind`, whose heading then is the place.
fn place(postmortem: &ArchivedDocument, at: Option<usize>, kind: SectionKind) -> String {
    let document = &postmortem.document;
    let id = match at.filter(|at| *at >= document.body_start) {
        Some(at) => anchor::heading(document, at).map(str::to_owned),
        None => match document.sections.iter().find(|section| section.kind == kind) {
            Some(section) => anchor::heading(document, section.span.start).map(str::to_owned),
            None => Some(format!("rt-{}", kind.name())),
        },
    };
    id.map_or_else(|| postmortem.url.clone(), |id| format!("{}#{id}", postmortem.url))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Selection;
    use crate::config::{Config, Overrides};
    use crate::similar::resolution;
    use crate::source::SourceTree;

    fn archive(documents: &[(&str, &str)]) -> Archive {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let tree = SourceTree::from_pairs(documents.iter().copied());
        Archive::from_tree(tree, &config, Selection::default()).0
    }

    const DOCUMENTS: [(&str, &str); 3] = [
        (
            "2026-01-31-a.md",
            "# A\n\n## Resolution\n\nWe rolled it back. Then we slept.\n\n## Lessons learned\n\n- Test it.\n- Watch it.\n\n\
             ## What went well\n\n- Alerts.\n\n## Action items\n\n- [ ] Cap it\n- [x] Undo it\n- [ ] Cut it due:2026-03-01\n",
        ),
        (
            "2025-01-31-b.md",
            "# B\n\n## What could be improved\n\n- The alert came late.\n- There is no test.\n",
        ),
        (
            "2024-01-31-c.md",
            "---\nactions:\n  - {title: Write it down, due: 2026-02-01}\nlessons: [Write more]\n---\n# C\n",
        ),
    ];

    #[test]
    fn each_incident_gives_a_lesson_before_any_gives_two() {
        let archive = archive(&DOCUMENTS);
        let found: Vec<_> =
            lessons(&archive, &[0, 1, 2]).into_iter().map(|lesson| (lesson.text, lesson.url)).collect();
        let lesson = |text: &str, url: &str| (text.to_owned(), url.to_owned());
        assert_eq!(
            found,
            [
                lesson("Test it.", "2026-01-31-a/#lessons-learned"),
                lesson("Watch it.", "2026-01-31-a/#lessons-learned"),
                lesson("The alert came late.", "2025-01-31-b/#what-could-be-improved"),
                lesson("There is no test.", "2025-01-31-b/#what-could-be-improved"),
                lesson("Write more", "2024-01-31-c/#rt-lessons"),
            ]
        );
    }

    #[test]
    fn what_is_due_first_comes_first() {
        let archive = archive(&DOCUMENTS);
        let open: Vec<_> = archive.postmortems.iter().map(|p| open_actions_of(&p.document)).collect();
        let found = open_actions(&archive, &[0, 1, 2], open.iter().map(Vec::as_slice));
        let titles: Vec<_> = found.actions.iter().map(|action| action.title.as_str()).collect();
        assert_eq!((titles, found.count), (vec!["Write it down", "Cut it", "Cap it"], 3));
        assert_eq!(found.actions[0].url, "2024-01-31-c/#rt-actions");
    }

    #[test]
    fn a_fix_is_a_sentence_with_its_incident() {
        let archive = archive(&DOCUMENTS);
        let sentence = |index: usize| resolution(&archive.postmortems[index].document);
        let found = fixes(&archive, &[0, 1, 2], sentence);
        let found: Vec<_> = found.iter().map(|fix| (fix.text.as_str(), fix.incident.url.as_str())).collect();
        assert_eq!(found, [("We rolled it back.", "2026-01-31-a/")]);
    }
}
