//! What is understood of the text, in short, with the place in the page where it stands in the author's words.

use serde::Serialize;

use retold_document::model::{LessonKind, MeasureKind};
use retold_document::{Document, shorten};

/// Figures of the impact that are shown, at most.
const FIGURE_LIMIT: usize = 5;

/// Longest answer to a why, in characters.
const ANSWER_LIMIT: usize = 120;

/// Answers at the ends of branches, at most.
const END_LIMIT: usize = 3;

/// A number that says how large the impact was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureView {
    /// As written.
    pub text: String,
    /// Id of the heading that it stands under, if there is one.
    pub id: Option<String>,
}

/// The chain of whys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhysView {
    /// Number of steps.
    pub count: usize,
    /// Answers that no further step asks about; not all where there are many.
    pub ends: Vec<String>,
    /// Id of the heading that it stands under, if there is one.
    pub id: Option<String>,
}

/// How many lessons of a kind there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LessonCountView {
    /// `went-well`, `could-improve`, `got-lucky` or `learned`.
    pub key: &'static str,
    pub count: usize,
    /// Id of the heading that the first of them stands under, if there is one.
    pub id: Option<String>,
}

/// The figures of the impact in the text. How long it took is left out where the page says so anyway.
pub fn figures(document: &Document, has_duration: bool) -> Vec<FigureView> {
    let mut figures: Vec<FigureView> = Vec::new();
    for measure in &document.impact {
        let is_known = measure.kind == MeasureKind::Duration && has_duration
            || figures.iter().any(|figure| figure.text == measure.text);
        if !is_known && measure.span.start >= document.body_start {
            let id = heading(document, measure.span.start);
            figures.push(FigureView { text: measure.text.clone(), id });
        }
    }
    figures.truncate(FIGURE_LIMIT);
    figures
}

/// The chain of whys; none without an answer.
pub fn whys(document: &Document) -> Option<WhysView> {
    let whys = &document.whys;
    let is_end = |index: usize| !whys.iter().any(|why| why.parent == Some(index));
    let ends = whys.iter().enumerate().filter(|(index, _)| is_end(*index));
    let answers = ends.filter_map(|(_, why)| why.answer.as_deref());
    let ends: Vec<_> = answers.take(END_LIMIT).map(|answer| shorten(answer, ANSWER_LIMIT)).collect();
    let start = whys.first().map(|why| why.span.start)?;
    (!ends.is_empty()).then(|| WhysView { count: whys.len(), ends, id: heading(document, start) })
}

/// How many lessons of each kind the text has.
pub fn lessons(document: &Document) -> Vec<LessonCountView> {
    let kinds = [LessonKind::WentWell, LessonKind::CouldImprove, LessonKind::GotLucky, LessonKind::Learned];
    let counts = kinds.map(|kind| {
        let lessons = document.lessons.iter();
        let mut starts = lessons
            .filter(|lesson| lesson.kind == kind && lesson.span.start >= document.body_start)
            .map(|lesson| lesson.span.start);
        let first = starts.next()?;
        Some(LessonCountView { key: key(kind), count: 1 + starts.count(), id: heading(document, first) })
    });
    counts.into_iter().flatten().collect()
}

/// The id of the heading that byte `at` of the file stands under. The title has none in the page.
fn heading(document: &Document, at: usize) -> Option<String> {
    let index = document.outline.heading_at(at)?;
    (document.title_heading != Some(index)).then(|| document.outline.headings[index].id.clone())
}

fn key(kind: LessonKind) -> &'static str {
    match kind {
        LessonKind::WentWell => "went-well",
        LessonKind::CouldImprove => "could-improve",
        LessonKind::GotLucky => "got-lucky",
        LessonKind::Learned => "learned",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_document::{SourceFile, Vocabulary};

    fn document(text: &str) -> Document {
        let file = SourceFile { path: "a.md".into(), name: "a.md".into(), bytes: text.into() };
        Document::parse(file, &Vocabulary::default()).0
    }

    #[test]
    fn figures_stand_once_and_lead_to_their_section() {
        let text = "# Down\n\n## Impact\n\n- Mail was down for 20 minutes.\n- 1,200 users were locked out.\n\
                    - All 1,200 users are back.\n";
        let figure = |text: &str| FigureView { text: text.to_owned(), id: Some("impact".to_owned()) };
        assert_eq!(figures(&document(text), true), [figure("1,200 users")]);
        assert_eq!(figures(&document(text), false), [figure("20 minutes"), figure("1,200 users")]);
    }

    #[test]
    fn whys_end_where_nobody_asked_further() {
        let text = "# Down\n\n## Five whys\n\n1. Why was mail down? The disk was full.\n\
                    2. Why was it full? Nothing watched it.\n";
        let expected = WhysView {
            count: 2,
            ends: vec!["Nothing watched it.".to_owned()],
            id: Some("five-whys".to_owned()),
        };
        assert_eq!(whys(&document(text)), Some(expected));
        assert_eq!(whys(&document("# Down\n\nA disk was full.\n")), None);
    }

    #[test]
    fn lessons_are_counted_by_kind() {
        let text = "---\nlessons: Watch disks\n---\n# Down\n\n## What went well\n\n- Paging worked.\n- Backups were there.\n\n\
                    ## Lessons learned\n\n- Disks fill up.\n";
        let counts = lessons(&document(text));
        let counts: Vec<_> = counts.iter().map(|c| (c.key, c.count, c.id.as_deref().unwrap())).collect();
        assert_eq!(counts, [("went-well", 2, "what-went-well"), ("learned", 1, "lessons-learned")]);
    }
}
