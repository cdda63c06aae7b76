//! Infers the kind of a document that names it outright: a near miss, a drill, a bug, a project.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::fields::Field;
use crate::model::{Fact, Origin};
use crate::model::{Heading, Kind};
use crate::structure::labels::Labelled;
use crate::text::marks::OPENING_BRACKETS;
use crate::text::phrases::Phrases;
use crate::text::words::spaced_words;
use retold_times::WordTable;

/// The kind that the title, the main heading below a title in the front matter, a label such as `Type: near miss`, a tag or the folder names, with its place. `None` if
/// none of them names one.
pub fn of(
    path: &str,
    title: Option<&Fact<String>>,
    main_heading: Option<&Heading>,
    tags: &[Fact<String>],
    labels: &[Labelled],
) -> Option<Fact<Kind>> {
    // A tag `bug` may be the cause of an incident, and `project` where it happened.
    let of_tag = |tag: &str| of_name(tag).filter(|kind| matches!(kind, Kind::NearMiss | Kind::Drill));
    let heading =
        main_heading.map(|heading| Fact::new(heading.text.clone(), Origin::Heading, heading.span.clone()));
    first_named(title, of_title)
        .or_else(|| first_named(&heading, of_title))
        .or_else(|| of_labels(labels))
        .or_else(|| first_named(tags, of_tag))
        .or_else(|| Some(Fact::new(of_folder(path)?, Origin::Folder, 0..0)))
}

/// The first kind that `read` finds in a value of `facts`, with the place of that value.
fn first_named<'a>(
    facts: impl IntoIterator<Item = &'a Fact<String>>,
    read: impl Fn(&str) -> Option<Kind>,
) -> Option<Fact<Kind>> {
    facts.into_iter().find_map(|fact| Some(Fact::new(read(&fact.value)?, fact.origin, fact.span.clone())))
}

const WORDS: &str = include_str!("../../../data/kinds.txt");

pub(super) static TABLE: LazyLock<WordTable> = LazyLock::new(|| WordTable::parse(WORDS));

/// The kinds that documents name, in the order in which titles are searched for them.
const KINDS: [Kind; 4] = [Kind::NearMiss, Kind::Drill, Kind::Bug, Kind::Project];

/// The kinds by their names.
static BY_NAME: LazyLock<FxHashMap<&str, Kind>> =
    LazyLock::new(|| TABLE.map(|name| KINDS.into_iter().find(|kind| kind.name() == name)));

static UNDERTAKINGS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("undertaking"));
pub(super) static RETROSPECTIVES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("retrospective"));
/// Names of planned work: phrases, and those in scripts without spaces, which are also parts of longer words.
static MAINTENANCE: LazyLock<(Phrases, Vec<&str>)> = LazyLock::new(|| {
    let is_dense = |name: &&str| !name.is_ascii() && !name.contains(|c: char| ('à'..='ÿ').contains(&c));
    let (dense, spaced) = TABLE.words("maintenance").partition::<Vec<_>, _>(is_dense);
    (Phrases::of(spaced), dense)
});

/// The names in scripts without spaces, which are also parts of longer words.
static DENSE_NAMES: LazyLock<Vec<(&str, Kind)>> = LazyLock::new(|| {
    let is_dense = |name: &str| !name.is_ascii() && !name.contains(|c: char| ('a'..='ÿ').contains(&c));
    BY_NAME.iter().map(|(name, kind)| (*name, *kind)).filter(|(name, _)| is_dense(name)).collect()
});

/// Words of the longest name.
const LONGEST_NAME: usize = 3;

/// Words of a title for real harm. With them, a drill or project in the title is the cause or the victim of an incident.
pub(super) static HARM: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TABLE.set("harm"));

/// The kind that all of a value, tag or folder names.
fn of_name(name: &str) -> Option<Kind> {
    // No name is longer.
    if name.len() > 80 {
        return None;
    }
    BY_NAME.get(spaced_words(name).as_str()).copied()
}

/// The kind that a title names.
fn of_title(title: &str) -> Option<Kind> {
    // `Near miss: the certificate`, `[Bug] wrong totals`, `Game day – lost region`.
    let opened = title.trim().trim_start_matches(['[', '【', '(', '（']);
    let split = opened.find([':', '：', ']', '】', ')', '）', '–', '—']).or_else(|| opened.find(" - "));
    let before_mark =
        split.map(|at| &opened[..at]).filter(|name| !name.trim().eq_ignore_ascii_case("project"));
    if let Some(kind) = before_mark.and_then(of_name) {
        return Some(kind);
    }
    if title.len() > 300 {
        return None;
    }
    // `Pump fails over (chaos test)`
    let remark = title.trim().strip_suffix([')', '）']).and_then(|rest| rest.rsplit_once(OPENING_BRACKETS));
    if let Some(kind @ (Kind::NearMiss | Kind::Drill)) = remark.and_then(|(_, remark)| of_name(remark)) {
        return Some(kind);
    }
    let words = spaced_words(title);
    if is_retrospective(&words) {
        return Some(Kind::Project);
    }
    if words.split(' ').any(|word| HARM.contains(word)) {
        return None;
    }
    if is_maintenance(&words) {
        return Some(Kind::Project);
    }
    // In a title, `bug` or `project` may mean anything, and `drill` be a tool, unless it is the last word.
    let is_plain = |name: &str, kind: Kind| match kind {
        Kind::Bug => false,
        Kind::Project | Kind::Drill if name.is_ascii() => name.contains(' ') || name == "gameday",
        _ => name != "未遂",
    };
    let whole = runs(&words, LONGEST_NAME).filter_map(|run| Some((run, *BY_NAME.get(run)?)));
    let dense = DENSE_NAMES.iter().copied().filter(|(name, _)| !words.is_ascii() && words.contains(name));
    let named = whole.chain(dense).filter(|(name, kind)| is_plain(name, *kind)).map(|(_, kind)| kind);
    let drill = words.split(' ').next_back().filter(|last| *last == "drill").map(|_| Kind::Drill);
    named.chain(drill).min_by_key(|kind| KINDS.iter().position(|other| other == kind))
}

/// Returns true if the words of a title name the retrospective of an undertaking: `phase 2 postmortem`, `game jam retro`.
fn is_retrospective(words: &str) -> bool {
    let is_number =
        |word: &str| word.trim_start_matches(['v', 'q']).bytes().all(|byte| byte.is_ascii_digit());
    words.match_indices(' ').any(|(at, _)| {
        let (before, behind) = (&words[..at], &words[at + 1..]);
        let mut before = before.rsplit(' ').skip_while(|word| is_number(word));
        before.next().is_some_and(|word| UNDERTAKINGS.contains(word))
            && runs(behind, 2).take(2).any(|run| RETROSPECTIVES.contains(run))
    })
}

/// Returns true if the words of a title announce work that was planned.
fn is_maintenance(words: &str) -> bool {
    MAINTENANCE.0.are_in(words) || !words.is_ascii() && MAINTENANCE.1.iter().any(|name| words.contains(name))
}

/// All runs of up to `longest` of the `words` that spaces separate.
pub(super) fn runs(words: &str, longest: usize) -> impl Iterator<Item = &str> {
    let starts = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1));
    starts.flat_map(move |start| {
        let rest = &words[start..];
        let ends = rest.match_indices(' ').map(|(at, _)| at).chain([rest.len()]);
        ends.take(longest).map(move |end| &rest[..end])
    })
}

/// The kind that a label names.
fn of_labels(labels: &[Labelled]) -> Option<Fact<Kind>> {
    labels.iter().find_map(|label| {
        // `Category: Bug` may be the cause of an incident.
        let may_name = |kind: &Kind| match label.field {
            Field::Kind => true,
            Field::Tags | Field::Severity => matches!(kind, Kind::NearMiss | Kind::Drill),
            _ => false,
        };
        let kind = label.values.iter().find_map(|value| {
            // `Near miss (caught in review)`.
            of_name(value).or_else(|| of_name(value.split(['(', '（', ',', ';']).next()?)).filter(may_name)
        })?;
        Some(Fact::new(kind, label.origin, label.span.clone()))
    })
}

/// The kind that the innermost folder with a name of one names.
fn of_folder(path: &str) -> Option<Kind> {
    let mut folders = path.rsplit('/').skip(1);
    folders.find_map(|folder| match of_name(folder)? {
        // Folders sort incidents by project, too.
        Kind::Project if spaced_words(folder) == "project" => None,
        kind => Some(kind),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::blocks::Blocks;
    use crate::model::Outline;
    use crate::structure::labels;
    use crate::structure::section_names::SectionNames;

    fn kind(path: &str, title: &str, text: &str) -> Option<Kind> {
        let (blocks, names) = (Blocks::read(text, 0), SectionNames::default());
        let outline = Outline::of(text, &blocks, &names);
        let title = Fact::new(title.to_owned(), Origin::Heading, 0..1);
        of(path, Some(&title), None, &[], &labels::read(text, &blocks, &names, &outline.headings))
            .map(|fact| fact.value)
    }

    #[test]
    fn the_kind_has_the_place_that_names_it() {
        let fact = |value: &str, origin| Fact::new(value.to_owned(), origin, 3..9);
        let drill = fact("Drill: lost region", Origin::FrontMatter);
        let plain = fact("Lost region", Origin::Heading);
        let label = Labelled {
            field: Field::Kind,
            values: vec!["drill".to_owned()],
            origin: Origin::Table,
            span: 20..30,
        };
        let tag = fact("game day", Origin::Label);
        for (path, title, tags, labels, origin, span) in [
            ("a.md", &drill, vec![], vec![], Origin::FrontMatter, 3..9),
            ("drills/a.md", &plain, vec![tag.clone()], vec![label], Origin::Table, 20..30),
            ("drills/a.md", &plain, vec![tag], vec![], Origin::Label, 3..9),
            ("drills/a.md", &plain, vec![], vec![], Origin::Folder, 0..0),
        ] {
            assert_eq!(
                of(path, Some(title), None, &tags, &labels),
                Some(Fact::new(Kind::Drill, origin, span))
            );
        }
    }

    #[test]
    fn the_table_of_words_is_sound() {
        let other = ["undertaking", "retrospective", "making", "trouble", "maintenance", "harm"];
        let names = [&["near-miss", "drill", "bug", "project"][..], &other].concat();
        assert_eq!(WordTable::faults(WORDS, &names, spaced_words), Vec::<String>::new());
        let others = TABLE.entries().filter(|entry| other.contains(&entry.name)).count();
        assert_eq!(BY_NAME.len() + others, TABLE.entries().count(), "a name stands for two kinds");
        assert_eq!(BY_NAME.keys().map(|name| name.split(' ').count()).max(), Some(LONGEST_NAME));
    }

    #[test]
    fn titles() {
        for (title, expected) in [
            ("Near miss: certificate nearly expired", Some(Kind::NearMiss)),
            ("Near-miss in the billing run", Some(Kind::NearMiss)),
            ("ヒヤリハット: 証明書の期限", Some(Kind::NearMiss)),
            ("Game day 2024-05: losing a zone", Some(Kind::Drill)),
            ("[Drill] Restore of the archive", Some(Kind::Drill)),
            ("Disaster recovery drill", Some(Kind::Drill)),
            ("バックアップ障害訓練", Some(Kind::Drill)),
            ("[Bug] Totals rounded twice", Some(Kind::Bug)),
            ("Project retrospective – the new billing", Some(Kind::Project)),
            ("Pump stops during a change (chaos test)", Some(Kind::Drill)),
            ("Mill, phase 2 postmortem", Some(Kind::Project)),
            ("The wheel: project post-mortem and failure analysis", Some(Kind::Project)),
            ("Game jam retrospective", Some(Kind::Project)),
            ("Sprint 14 retro", Some(Kind::Project)),
            ("Planned maintenance of the mill", Some(Kind::Project)),
            ("Ausfall wegen Wartung am Freitag", Some(Kind::Project)),
            ("計画メンテナンス: 水車", Some(Kind::Project)),
            ("Outage after planned maintenance", None),
            ("Postmortem: phase 2 of the pumps failed", None),
            ("Surveys SDK bug", None),
            ("Outage during game day", None),
            ("Apache Drill queries time out", None),
            ("Chaos test caused an outage", None),
            ("Project service unavailable", None),
            ("Missed alerts near midnight", None),
            ("", None),
        ] {
            assert_eq!(kind("a.md", title, ""), expected, "{title}");
        }
    }

    #[test]
    fn the_main_heading_counts_below_a_title_in_the_front_matter() {
        let text = "# Near miss: the disk was almost full\n";
        let (blocks, names) = (Blocks::read(text, 0), SectionNames::default());
        let outline = Outline::of(text, &blocks, &names);
        let title = Fact::new("The disk".to_owned(), Origin::FrontMatter, 0..1);
        let kind = of("a.md", Some(&title), outline.headings.first(), &[], &[]);
        assert_eq!(kind, Some(Fact::new(Kind::NearMiss, Origin::Heading, 0..text.len())));
    }

    #[test]
    fn labels_and_folders() {
        for text in [
            "**Type:** near miss\n",
            "- **Category**: Near-Miss (caught in review)\n",
            "| Key | Value |\n|-|-|\n| 種別 | ヒヤリハット |\n",
            "Typ: Beinahe-Unfall\n",
        ] {
            assert_eq!(kind("a.md", "A", text), Some(Kind::NearMiss), "{text}");
        }
        assert_eq!(kind("a.md", "A", "**Severity:** SEV-4 (near miss or waste)\n"), None);
        assert_eq!(kind("a.md", "A", "It was a near miss.\n"), None);
        assert_eq!(kind("near-misses/a.md", "A", ""), Some(Kind::NearMiss));
        assert_eq!(kind("2024/game_days/a.md", "A", ""), Some(Kind::Drill));
        assert_eq!(kind("project/a.md", "A", ""), None);
    }
}
