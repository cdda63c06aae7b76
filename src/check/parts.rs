//! The parts that a postmortem needs, and whether it has them.

use retold_times::WordTable;

use super::word_list::{WordList, as_in_tables, count_words};
use super::{Subject, section_text};
use retold_document::Document;
use retold_document::keys::Key;
use retold_document::model::{Kind, LessonKind, Milestone, SectionKind};
use retold_document::prose::PassageKind;

const WORDS: &str = include_str!("data/stated-parts.txt");

/// The words by which running text gives a part.
#[derive(Debug)]
pub struct StatedParts {
    impact: WordList,
    causes: WordList,
    actions: WordList,
    went_well: WordList,
    unknown: WordList,
    amounts: WordList,
}

impl StatedParts {
    /// The built-in words.
    pub fn read() -> Self {
        let table = WordTable::parse(WORDS);
        let list = |name| WordList::new(&table, name);
        Self {
            impact: list("impact"),
            causes: list("causes"),
            actions: list("actions"),
            went_well: list("went-well"),
            unknown: list("unknown"),
            amounts: list("amount"),
        }
    }

    /// Whether `text` gives an amount, in digits or words.
    pub fn has_amount(&self, text: &str) -> bool {
        text.contains(char::is_numeric) || text.contains('%') || self.amounts.occur_in(&text.to_lowercase())
    }
}

/// The parts that a report of `kind` needs unless the configuration lists others.
pub fn needed(kind: Kind) -> &'static [SectionKind] {
    use SectionKind::{Actions, Causes, Impact, Summary, Timeline};
    match kind {
        Kind::Incident => &[Summary, Impact, Timeline, Causes, Actions],
        Kind::NearMiss => &[Summary, Causes, Actions],
        Kind::Bug => &[Summary, Impact, Causes, Actions],
        Kind::Drill | Kind::Project => &[Summary, Actions],
    }
}

/// Whether a report of `kind` may have the part: nobody is harmed by a near miss, a drill has no causes.
pub fn applies(part: SectionKind, kind: Kind) -> bool {
    use SectionKind::{Causes, Detection, FiveWhys, Impact, Resolution, Response, Timeline, Trigger};
    match kind {
        Kind::Incident => true,
        Kind::NearMiss => !matches!(part, Impact | Timeline | Detection | Response | Resolution),
        Kind::Bug => !matches!(part, Timeline | Response),
        Kind::Drill => !matches!(part, Impact | Causes | FiveWhys | Trigger | Resolution),
        Kind::Project => !matches!(
            part,
            Impact | Timeline | Detection | Response | Causes | FiveWhys | Trigger | Resolution
        ),
    }
}

/// Whether the report has the part: as a section, in the front matter, or because Retold finds what it would hold.
pub fn has(document: &Document, part: SectionKind) -> bool {
    let is_marked = |kinds: &[SectionKind]| {
        document.sections.iter().any(|section| kinds.contains(&section.kind))
            || document
                .outline
                .headings
                .iter()
                .any(|heading| heading.section.is_some_and(|section| kinds.contains(&section)))
    };
    let front_matter = &document.front_matter;
    let has_lesson = |kind| document.lessons.iter().any(|lesson| lesson.kind == kind);
    use SectionKind::{
        Actions, Background, Causes, CouldImprove, Detection, FiveWhys, GotLucky, Impact, Lessons,
        Resolution, Summary, Timeline, Trigger, WentWell,
    };
    match part {
        Summary => document.summary().is_some() || is_marked(&[Summary, Background]),
        Impact => {
            document.key_places.contains_key(&Key::Impact)
                || !document.impact.is_empty()
                || document.facts.duration.is_some()
                || is_marked(&[Impact])
        }
        Detection => document.facts.detection_method.is_some() || is_marked(&[Detection]),
        Timeline => document.timeline.entries.len() > 1 || is_marked(&[Timeline]),
        Trigger => front_matter.trigger.is_some() || is_marked(&[Trigger]),
        Causes => {
            !front_matter.causes.is_empty()
                || front_matter.trigger.is_some()
                || !document.whys.is_empty()
                || is_marked(&[Causes, Trigger, FiveWhys])
        }
        FiveWhys => !document.whys.is_empty() || is_marked(&[FiveWhys]),
        Resolution => {
            document.milestones.at(Milestone::Resolved).is_some()
                || front_matter.resolution.is_some()
                || is_marked(&[Resolution])
        }
        WentWell => has_lesson(LessonKind::WentWell) || is_marked(&[WentWell]),
        CouldImprove => has_lesson(LessonKind::CouldImprove) || is_marked(&[CouldImprove]),
        GotLucky => has_lesson(LessonKind::GotLucky) || is_marked(&[GotLucky]),
        Lessons => {
            !front_matter.lessons.is_empty()
                || !document.lessons.is_empty()
                || is_marked(&[Lessons, WentWell, CouldImprove, GotLucky])
        }
        Actions => {
            !document.actions.items.is_empty()
                || document.actions.none_because.is_some()
                || is_marked(&[Actions])
        }
        _ => is_marked(&[part]),
    }
}

/// Whether any sentence gives the part, although it has no section of its own.
pub fn is_stated(subject: &Subject<'_>, part: SectionKind) -> bool {
    let document = subject.document();
    let is_known = |milestone| document.milestones.at(milestone).is_some();
    let words = &subject.lexicon().stated;
    let words = match part {
        SectionKind::Summary => return has_introduction(subject),
        SectionKind::Impact => &words.impact,
        SectionKind::Causes if has_narrative(subject) => return true,
        SectionKind::Causes => &words.causes,
        SectionKind::WentWell => &words.went_well,
        SectionKind::Actions => &words.actions,
        SectionKind::Timeline => {
            let is_over = is_known(Milestone::Resolved) || is_known(Milestone::Mitigated);
            return is_known(Milestone::Started) && is_over || has_times(subject);
        }
        _ => return false,
    };
    is_written(subject, words)
}

fn is_written(subject: &Subject<'_>, words: &WordList) -> bool {
    let mut passages = subject.prose.passages.iter();
    passages.any(|passage| words.occur_in(&as_in_tables(&passage.text)))
}

/// Whether the author writes that nobody knows how long it lasted.
pub fn is_unknown_duration(subject: &Subject<'_>) -> bool {
    is_written(subject, &subject.lexicon().stated.unknown)
}

/// Whether the background, the response or the resolution is long enough to explain the causes, too.
fn has_narrative(subject: &Subject<'_>) -> bool {
    const LONG: usize = 30;
    use SectionKind::{Background, Detection, Resolution, Response};
    let texts = [Background, Detection, Response, Resolution].map(|kind| section_text::texts(subject, kind));
    texts.iter().flatten().map(|text| count_words(&text.text)).sum::<usize>() >= LONG
}

/// Whether the running text gives times of day: `at 09:15`.
pub fn has_times(subject: &Subject<'_>) -> bool {
    let is_clock = |word: &str| {
        word.split_once(':').is_some_and(|(hours, minutes)| {
            let minutes = minutes.as_bytes();
            hours.len() <= 2
                && hours.bytes().all(|byte| byte.is_ascii_digit())
                && !hours.is_empty()
                && minutes.len() >= 2
                && minutes[..2].iter().all(u8::is_ascii_digit)
        })
    };
    let passages = &subject.prose.passages;
    passages
        .iter()
        .any(|passage| passage.text.split_whitespace().any(|word| is_clock(word.trim_start_matches('('))))
}

/// Whether there is a sentence above the first heading below the title.
fn has_introduction(subject: &Subject<'_>) -> bool {
    let document = subject.document();
    let headings = document.outline.headings.iter().enumerate();
    let first =
        headings.filter(|(index, _)| Some(*index) != document.title_heading).map(|(_, it)| it.span.start);
    let end = first.min().unwrap_or(document.body_end);
    subject.prose.passages.iter().any(|passage| {
        let is_above = passage.kind == PassageKind::Paragraph && passage.span(0..1).start < end;
        is_above && count_words(&passage.text) >= 3
    })
}

/// Whether the author follows the usual form, so that what is not found is probably not there: the document is evidently
/// a report, and Retold knows most of the headings that divide it.
pub fn follows_form(document: &Document) -> bool {
    let (known, unknown) = headings(document);
    document.class_origin.is_some() && document.sections.len() >= 2 && known >= unknown
}

/// How many of the headings that divide the report Retold knows, and how many it does not know.
pub fn headings(document: &Document) -> (usize, usize) {
    let headings = document.outline.headings.iter().enumerate();
    let headings = headings.filter(|(index, _)| Some(*index) != document.title_heading);
    let headings: Vec<_> = headings.map(|(_, heading)| heading).collect();
    let known = headings.iter().filter(|heading| heading.section.is_some());
    // Those below the sections divide a section.
    let level = known.map(|heading| heading.level).min().unwrap_or(6);
    let dividing = headings.iter().filter(|heading| heading.level <= level);
    let known = dividing.clone().filter(|heading| heading.section.is_some()).count();
    (known, dividing.count() - known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_words_is_sound() {
        let names = ["impact", "causes", "actions", "went-well", "unknown", "amount"];
        assert_eq!(WordTable::faults(WORDS, &names, str::to_lowercase), Vec::<String>::new());
    }

    #[test]
    fn what_is_needed_applies() {
        for kind in Kind::ALL {
            assert!(needed(kind).iter().all(|part| applies(*part, kind)), "{kind:?}");
        }
    }
}
