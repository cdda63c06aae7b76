//! Tells retrospectives of projects, games and courses from reports of incidents: they call themselves postmortems, too.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::front_matter::paths;
use crate::model::{Fact, Facts, Kind, Origin, SectionKind, Timeline};
use crate::readers::facts::infer_kind::{HARM, RETROSPECTIVES, TABLE, runs};
use crate::source_file::document_stem;
use crate::structure::body::Body;
use crate::text::stamps::first_chars;
use crate::text::words::{is_ideographic, lower_words, spaced_words};

/// Fewer words on what was made may be in any report.
const FEWEST_WORDS: usize = 4;

/// How much of the text is searched for them, in characters.
const SEARCHED: usize = 20_000;

static MAKING: LazyLock<Words> = LazyLock::new(|| Words::of(&["making", "undertaking"]));
static TROUBLES: LazyLock<Words> = LazyLock::new(|| Words::of(&["trouble"]));

/// Words whose different ones are counted in a text.
struct Words {
    words: FxHashSet<&'static str>,
    /// Those in scripts without spaces between words, which are found inside longer runs of letters.
    dense: Vec<&'static str>,
}

impl Words {
    fn of(names: &[&str]) -> Self {
        let all = || TABLE.entries().filter(|entry| names.contains(&entry.name)).map(|entry| entry.word);
        Self { words: all().collect(), dense: all().filter(|word| word.contains(is_ideographic)).collect() }
    }

    /// How many different ones of the words `text` has.
    fn found_in(&self, text: &str) -> usize {
        let found: BTreeSet<&str> =
            lower_words(text).filter_map(|word| self.words.get(&*word).copied()).collect();
        let dense = self.dense.iter().filter(|word| !found.contains(*word) && text.contains(**word)).count();
        found.len() + dense
    }
}

static DENSE_RETROSPECTIVES: LazyLock<Vec<&str>> =
    LazyLock::new(|| TABLE.words("retrospective").filter(|word| word.contains(is_ideographic)).collect());

/// The kind of a document that calls itself a retrospective in its title or the name of its file, is about something
/// that was made, and has nothing of an incident: neither a day in its path nor a time, nor a section of a report.
pub fn of(path: &str, facts: &Facts, body: &Body<'_>, timeline: &Timeline) -> Option<Fact<Kind>> {
    let stem = path.rsplit('/').next().and_then(document_stem).unwrap_or_default();
    let title = facts.title.as_ref();
    let by_title = title.is_some_and(|title| names_retrospective(&title.value));
    if !by_title && !names_retrospective(stem) {
        return None;
    }
    let has_harm = title.is_some_and(|title| lower_words(&title.value).any(|word| HARM.contains(&*word)));
    let is_stated = facts.severity.is_some() || facts.duration.is_some() || !facts.services.is_empty();
    let has_time =
        || timeline.entries.iter().any(|entry| entry.at.is_some_and(|moment| moment.time.is_some()));
    if has_harm || is_stated || paths::date(path).is_some() || has_time() || has_report_sections(body) {
        return None;
    }
    let (origin, span) = match title.filter(|_| by_title) {
        Some(title) => (title.origin, title.span.clone()),
        None => (Origin::FileName, 0..0),
    };
    is_about_something_made(body).then(|| Fact::new(Kind::Project, origin, span))
}

fn names_retrospective(name: &str) -> bool {
    if name.len() > 200 {
        return false;
    }
    let words = spaced_words(name);
    runs(&words, 2).any(|run| RETROSPECTIVES.contains(run))
        || !words.is_ascii() && DENSE_RETROSPECTIVES.iter().any(|name| words.contains(name))
}

fn has_report_sections(body: &Body<'_>) -> bool {
    use SectionKind::{Causes, Detection, FiveWhys, Impact, Resolution, Timeline, Trigger};
    body.sections.iter().any(|section| {
        matches!(section.kind, Timeline | Impact | Causes | FiveWhys | Detection | Trigger | Resolution)
    })
}

/// Whether the text has several different words on something that was made, and more than twice as many as on incidents.
fn is_about_something_made(body: &Body<'_>) -> bool {
    let start = body.blocks.all().first().map_or(0, |block| block.span().start);
    let text = first_chars(body.text.get(start..).unwrap_or_default(), SEARCHED);
    let (made, troubles) = (MAKING.found_in(text), TROUBLES.found_in(text));
    made >= FEWEST_WORDS && made >= 2 * troubles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_dated;

    fn kind(path: &str, title: &str, text: &str) -> Option<Kind> {
        let facts =
            Facts { title: Some(Fact::new(title.to_owned(), Origin::Heading, 0..1)), ..Facts::default() };
        read_dated(text, None, |body| {
            of(path, &facts, body, &crate::readers::timeline::read(body)).map(|fact| fact.value)
        })
    }

    #[test]
    fn retrospectives_on_what_was_made_are_projects() {
        let text = "The game was made for a jam. Our team had one idea and no time for levels.\n";
        for (path, title, text) in [
            ("POSTMORTEM.md", "Pond Patrol", text),
            ("docs/a.md", "Pond Patrol post-mortem", text),
            ("a.md", "Сад — постмортем", "Проект делала команда: игра, прототип и разработка уровней.\n"),
            ("复盘.md", "水池", "项目从原型开始，团队开发了第一个游戏。\n"),
        ] {
            assert_eq!(kind(path, title, text), Some(Kind::Project), "{title}");
        }
        for (path, title, text) in [
            ("a.md", "Pond Patrol", text),
            ("2026-01-31-postmortem.md", "Pond Patrol", text),
            ("postmortem.md", "Outage of the game", text),
            ("postmortem.md", "Pond Patrol", &format!("{text}\n## Impact\n\nNo player could log in.\n")),
            (
                "postmortem.md",
                "Pond Patrol",
                &format!(
                    "{text}The malware came by a malicious package; the attacker stole the attack plan."
                ),
            ),
            ("postmortem.md", "Pond Patrol", "The valve was shut. The team opened it.\n"),
            ("postmortem.md", "Pond Patrol", &format!("{text}\n- 10:00 a\n- 10:05 b\n- 10:09 c\n")),
        ] {
            assert_eq!(kind(path, title, text), None, "{path} {title} {text}");
        }
    }
}
