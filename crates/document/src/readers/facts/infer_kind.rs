//! What a document is about, where that is said plainly: a near miss, a drill, a bug, a project.

use crate::lexicon::fields::Field;
use crate::model::Kind;
use crate::model::{Fact, Origin};
use crate::structure::labels::Labelled;

/// The kind that the title, a tag, a label such as `Type: near miss` or the folder says, and where. `None` where
/// nothing says so plainly.
pub fn of(
    path: &str,
    title: Option<&Fact<String>>,
    tags: &[Fact<String>],
    labels: &[Labelled],
) -> Option<Fact<Kind>> {
    // An incident that a bug caused is tagged so, too, and one of a project with the word.
    let of_tag = |tag: &str| of_name(tag).filter(|kind| matches!(kind, Kind::NearMiss | Kind::Drill));
    said_in(title, of_title)
        .or_else(|| of_labels(labels))
        .or_else(|| said_in(tags, of_tag))
        .or_else(|| Some(Fact::new(of_folder(path)?, Origin::Folder, 0..0)))
}

/// What `read` makes of the first of `facts` that it can read, with the origin of that one.
fn said_in<'a>(
    facts: impl IntoIterator<Item = &'a Fact<String>>,
    read: impl Fn(&str) -> Option<Kind>,
) -> Option<Fact<Kind>> {
    let mut said = facts
        .into_iter()
        .filter_map(|fact| Some(Fact::new(read(&fact.value)?, fact.origin, fact.span.clone())));
    said.next()
}

/// Words and phrases, in lower case with single spaces, that name a kind.
const NAMES: [(Kind, &[&str]); 4] = [
    (
        Kind::NearMiss,
        &[
            "near miss",
            "nearmiss",
            "near misses",
            "close call",
            "ヒヤリハット",
            "ヒヤリ ハット",
            "インシデント未遂",
            "障害未遂",
            "未遂",
            "未遂事件",
            "beinahe unfall",
            "beinaheunfall",
            "beinahe vorfall",
            "beinahe ausfall",
            "presque accident",
            "quasi accident",
            "quasi accidente",
            "casi accidente",
            "casi incidente",
        ],
    ),
    (
        Kind::Drill,
        &[
            "drill",
            "drills",
            "dr drill",
            "fire drill",
            "disaster recovery drill",
            "disaster recovery test",
            "disaster recovery exercise",
            "dr test",
            "dr exercise",
            "failover drill",
            "failover exercise",
            "recovery drill",
            "incident drill",
            "incident exercise",
            "game day",
            "gameday",
            "game days",
            "gamedays",
            "chaos test",
            "chaos tests",
            "chaos experiment",
            "chaos experiments",
            "chaos engineering test",
            "chaos engineering experiment",
            "chaos engineering exercise",
            "chaos engineering",
            "chaos exercise",
            "simulation",
            "simulated incident",
            "simulated outage",
            "incident simulation",
            "chaos game day",
            "chaos day",
            "tabletop",
            "tabletop exercise",
            "table top exercise",
            "wheel of misfortune",
            "訓練",
            "障害訓練",
            "防災訓練",
            "障害対応訓練",
            "演練",
            "演练",
            "故障演练",
            "容灾演练",
            "notfallübung",
            "übung",
            "exercice de crise",
            "exercice de reprise",
            "simulacro",
        ],
    ),
    (Kind::Bug, &["bug", "bugs", "bug report", "software bug", "不具合", "バグ", "fehlerbericht"]),
    (
        Kind::Project,
        &[
            "project",
            "project retrospective",
            "project retrospectives",
            "project retro",
            "project postmortem",
            "project postmortems",
            "project post mortem",
            "project review",
            "sprint retrospective",
            "sprint retro",
            "release retrospective",
            "プロジェクト振り返り",
            "项目复盘",
            "projektrückblick",
            "rétrospective de projet",
            "bilan de projet",
            "retrospectiva del proyecto",
        ],
    ),
];

/// The kind that a value, tag or folder names: all of it, not a word in it.
fn of_name(name: &str) -> Option<Kind> {
    // Longer than any name.
    if name.len() > 80 {
        return None;
    }
    let name = words(name);
    NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(kind, _)| *kind)
}

/// `text` in lower case, with single spaces for everything that is neither letter nor digit.
fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            words.extend(c.to_lowercase());
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// Words of a title that tell of harm, or set the drill or project off as what was harmed or did harm.
const REAL: [&str; 24] = [
    "outage", "outages", "down", "downtime", "during", "after", "caused", "causes", "causing", "due",
    "because", "led", "leads", "broke", "breaks", "failed", "fails", "failure", "failures", "lost", "loss",
    "from", "by", "deleted",
];

fn of_title(title: &str) -> Option<Kind> {
    // `Near miss: the certificate`, `[Bug] wrong totals`, `Game day – lost region`.
    let opened = title.trim().trim_start_matches(['[', '【', '(', '（']);
    let split = opened.find([':', '：', ']', '】', ')', '）', '–', '—']).or_else(|| opened.find(" - "));
    let announced = split.map(|at| &opened[..at]).filter(|name| !name.trim().eq_ignore_ascii_case("project"));
    if let Some(kind) = announced.and_then(of_name) {
        return Some(kind);
    }
    if title.len() > 300 {
        return None;
    }
    // `Pump fails over (chaos test)`
    let remark = title.trim().strip_suffix([')', '）']).and_then(|rest| rest.rsplit_once(['(', '（']));
    if let Some(kind @ (Kind::NearMiss | Kind::Drill)) = remark.and_then(|(_, remark)| of_name(remark)) {
        return Some(kind);
    }
    let words = words(title);
    if words.split(' ').any(|word| REAL.contains(&word)) {
        return None;
    }
    let padded = format!(" {words} ");
    // Most names do not occur at all.
    let has = |name: &str| words.contains(name) && padded.contains(&format!(" {name} "));
    for (kind, names) in NAMES {
        let plain = names.iter().any(|name| match kind {
            // In a title, a bug or project alone may be anything; a drill may be a tool.
            Kind::Bug => false,
            Kind::Project | Kind::Drill if name.is_ascii() => {
                name.contains(' ') && has(name)
                    || *name == "gameday" && padded.contains(" gameday ")
                    || name.ends_with("drill") && padded.ends_with(" drill ")
            }
            _ if !name.is_ascii() && !name.contains(|c: char| ('a'..='ÿ').contains(&c)) => {
                words.contains(name) && *name != "未遂"
            }
            _ => has(name),
        });
        if plain {
            return Some(kind);
        }
    }
    None
}

fn of_labels(labels: &[Labelled]) -> Option<Fact<Kind>> {
    labels.iter().find_map(|label| {
        // What an incident comes from may be a bug: `Category: Bug`.
        let says = |kind: &Kind| match label.field {
            Field::Kind => true,
            Field::Tags | Field::Severity => matches!(kind, Kind::NearMiss | Kind::Drill),
            _ => false,
        };
        let kind = label.values.iter().find_map(|value| {
            // `Near miss (caught in review)`.
            of_name(value).or_else(|| of_name(value.split(['(', '（', ',', ';']).next()?)).filter(says)
        })?;
        Some(Fact::new(kind, label.origin, label.span.clone()))
    })
}

fn of_folder(path: &str) -> Option<Kind> {
    let mut folders = path.rsplit('/').skip(1);
    folders.find_map(|folder| match of_name(folder)? {
        // Incidents are filed by project, too, and `bugs` may be a tracker.
        Kind::Project if words(folder) == "project" => None,
        kind => Some(kind),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::blocks::Blocks;
    use crate::model::Outline;
    use crate::structure::body::Body;
    use crate::structure::vocabulary::Vocabulary;
    use crate::structure::{labels, sections};

    fn kind(path: &str, title: &str, text: &str) -> Option<Kind> {
        let vocabulary = Vocabulary::default();
        let blocks = Blocks::read(text, 0);
        let sections = sections::find(text, &blocks, &vocabulary.sections);
        let body = Body { text, blocks: &blocks, sections: &sections, vocabulary: &vocabulary, day: None };
        let outline = Outline::of(text, &blocks, &vocabulary.sections);
        let title = Fact::new(title.to_owned(), Origin::Heading, 0..1);
        of(path, Some(&title), &[], &labels::read(&body, &outline.headings)).map(|fact| fact.value)
    }

    #[test]
    fn what_says_it_has_said_where() {
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
            assert_eq!(of(path, Some(title), &tags, &labels), Some(Fact::new(Kind::Drill, origin, span)));
        }
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
