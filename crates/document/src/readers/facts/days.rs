//! The day on which the incident happened, and the day on which its report came out.

use std::ops::Range;

use crate::front_matter::paths;
use crate::keys::Key;
use crate::lexicon::fields::Field;
use crate::model::{Fact, Milestone, Milestones, Origin, Timeline};
use crate::readers::facts::{Evidence, first};
use crate::structure::time_context::KnownDays;
use jiff::civil::Date;
use retold_times::{Moment, Stamp, WrittenDate};

/// A report comes out at most so many days after the incident, unless its author states the start in front matter. A
/// longer delay that is read from the text is more often a wrong year.
const LONGEST_DELAY: i32 = 200;

/// A title whose date is further from that of the file was copied from another report.
const TITLE_NEAR: i32 = 31;

/// A date without a year in the opening words is at most so many days before the publication.
const OPENING_NEAR: i32 = 45;

/// The days that a document gives outside of its text.
#[derive(Debug, Default)]
pub struct Days {
    /// `started` of the front matter, else `detected`.
    stated: Option<Fact<Moment>>,
    /// `date` of the front matter: the day of the incident or of the report.
    date: Option<Fact<Moment>>,
    /// What the heading of an incident in a split file, a label, the title or the path gives as its day.
    given: Option<Fact<Moment>>,
    /// The day of publication: of the front matter, a label or the address on another site.
    published: Option<Fact<Moment>>,
    /// Whether `stated` is `started`.
    has_start: bool,
}

impl Days {
    /// The days in `evidence`. `title` is the title of the document, `part` the day in the heading of an incident of a
    /// split file.
    pub fn of(evidence: &Evidence<'_>, title: Option<&Fact<String>>, part: Option<Fact<Moment>>) -> Self {
        let written = evidence.front_matter;
        let in_path = paths::date(evidence.path);
        let near = in_path.map(|(date, _)| date);
        let label = |field| first(evidence.labels, field, |value| Moment::parse(value, near));
        // Addresses of other generators contain the day of publication.
        let address = || {
            let date = ["path", "url", "permalink"].iter().find_map(|key| {
                let (date, _) = paths::date(written.extra.get(*key)?.as_str()?)?;
                Some(date)
            })?;
            Some(Fact::new(day(date), Origin::FrontMatter, 0..0))
        };
        let in_title = || {
            let title = title.filter(|title| title.origin != Origin::FileName)?;
            let fact = first_date(&title.value, None, title.origin, |_| title.span.clone())?;
            let is_near = |near: Date| (fact.value.date - near).get_days().abs() <= TITLE_NEAR;
            near.is_none_or(is_near).then_some(fact)
        };
        Self {
            stated: evidence
                .stated(Key::Started, &written.started)
                .or_else(|| evidence.stated(Key::Detected, &written.detected))
                .map(|fact| Fact { value: day(fact.value.date), ..fact }),
            date: evidence.stated(Key::Date, &written.date),
            given: part
                .or_else(|| label(Field::Date))
                .or_else(in_title)
                .or_else(|| in_path.map(|(date, origin)| Fact::new(day(date), origin, 0..0))),
            published: evidence
                .stated(Key::Published, &written.published)
                .or_else(|| label(Field::Published))
                .or_else(address),
            has_start: written.started.is_some(),
        }
    }

    /// The days that help to read the times of the text.
    pub fn known(&self) -> KnownDays {
        let date = |fact: &Option<Fact<Moment>>| fact.as_ref().map(|fact| fact.value.date);
        let (stated, written) = (date(&self.stated), date(&self.date));
        let (given, published) = (date(&self.given), date(&self.published));
        KnownDays {
            started: stated.filter(|_| self.has_start),
            near: stated.or(written).or(given).or(published),
            report: published.or(written).or(given).or(stated),
        }
    }

    /// When the incident happened, and when its report came out. `text` is the file, `opening` are the places of its first
    /// words.
    pub fn resolve(
        self,
        text: &str,
        milestones: &Milestones,
        timeline: &Timeline,
        opening: &[Range<usize>],
    ) -> (Option<Fact<Moment>>, Option<Fact<Moment>>) {
        let Self { stated, date, given, published, .. } = self;
        let happened = stated.or_else(|| {
            let given = date.clone().or(given);
            let near = published.as_ref().map(|fact| fact.value.date);
            let given = given.or_else(|| in_text(text, milestones, timeline, opening, near));
            earlier_beginning(given.as_ref(), milestones).or(given)
        });
        // A `date` behind the day of the incident is that of the report.
        let day = happened.as_ref().map(|happened| happened.value.date);
        let is_later = |date: &Fact<Moment>| day.is_some_and(|day| date.value.date > day);
        // What a label dates before the incident is no report of it.
        let is_stated = |fact: &Fact<Moment>| {
            fact.origin == Origin::FrontMatter || day.is_none_or(|day| fact.value.date >= day)
        };
        let published = published.filter(is_stated).or_else(|| date.filter(is_later));
        (happened, published)
    }
}

/// The day that the text alone gives: that of the start, else the first full date of the timeline, else of the opening
/// words. `published` is the day of publication.
fn in_text(
    text: &str,
    milestones: &Milestones,
    timeline: &Timeline,
    opening: &[Range<usize>],
    published: Option<Date>,
) -> Option<Fact<Moment>> {
    let first_entry = || {
        let entry = timeline.entries.iter().find(|entry| entry.at.is_some_and(|at| at.date.is_some()))?;
        Some(Fact::new(day(entry.at?.date?), Origin::Timeline, entry.span.clone()))
    };
    let in_opening = |span: &Range<usize>| {
        let place = |found: Range<usize>| span.start + found.start..span.start + found.end;
        first_date(&text[span.clone()], published, Origin::Sentence, place)
    };
    beginning(milestones, Milestone::Started)
        .or_else(first_entry)
        .or_else(|| opening.iter().find_map(in_opening))
}

/// The day on which the incident began or was noticed, if that is before `given`: nothing happens after it was noticed,
/// so `given` is the day of the report.
fn earlier_beginning(given: Option<&Fact<Moment>>, milestones: &Milestones) -> Option<Fact<Moment>> {
    let found = [Milestone::Started, Milestone::Detected];
    let mut found = found.into_iter().filter_map(|milestone| beginning(milestones, milestone));
    found.find(|fact| {
        given.is_none_or(|given| {
            let delay = (given.value.date - fact.value.date).get_days();
            (1..=LONGEST_DELAY).contains(&delay)
        })
    })
}

fn beginning(milestones: &Milestones, milestone: Milestone) -> Option<Fact<Moment>> {
    milestones.get(milestone).map(|fact| Fact { value: day(fact.value.date), ..fact.clone() })
}

/// The first full date of `text`, or the first without a year that is a few weeks before `near`; `place` makes the place of
/// the fact from that in `text`.
fn first_date(
    text: &str,
    near: Option<Date>,
    origin: Origin,
    place: impl Fn(Range<usize>) -> Range<usize>,
) -> Option<Fact<Moment>> {
    let is_near =
        |date: &Date| near.is_some_and(|near| (0..=OPENING_NEAR).contains(&(near - *date).get_days()));
    Stamp::find_iter(text).find_map(|(found, stamp)| {
        let date = match stamp.date? {
            WrittenDate::Full(date) => date,
            written => written.resolve(near).filter(is_near)?,
        };
        Some(Fact::new(day(date), origin, place(found)))
    })
}

fn day(date: Date) -> Moment {
    Moment { date, time: None, offset: None }
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::model::Origin;
    use crate::testing::parse;

    /// The day of the incident and the day of publication.
    fn days(document: &Document) -> (Option<String>, Option<String>) {
        let text = |date: jiff::civil::Date| date.to_string();
        (document.happened().map(text), document.published().map(text))
    }

    #[test]
    fn front_matter_gives_the_days() {
        for (matter, happened, published) in [
            ("date: 2026-01-31", Some("2026-01-31"), None),
            ("published: 2026-02-10", None, Some("2026-02-10")),
            ("source_published_at: 2026-02-10", None, Some("2026-02-10")),
            ("date: 2026-01-31\npublishDate: 2026-02-10", Some("2026-01-31"), Some("2026-02-10")),
            // The longest delay is for what is read from the text.
            ("date: 2027-02-10\nstarted: 2026-01-28", Some("2026-01-28"), Some("2027-02-10")),
            ("date: 2026-02-10\ndetected: 2026-01-29", Some("2026-01-29"), Some("2026-02-10")),
            ("started: 2026-01-28\ndetected: 2026-01-29", Some("2026-01-28"), None),
            ("date: 2026-01-28\nstarted: 2026-01-28", Some("2026-01-28"), None),
            // A date before the incident is not that of its report.
            ("date: 2026-01-20\nstarted: 2026-01-28", Some("2026-01-28"), None),
            // The day is that of the zone in which its author writes.
            ("started: 2026-01-28T23:30:00-08:00", Some("2026-01-28"), None),
            // The address on another site has the day of publication.
            ("path: 2026/02/10/pumps", None, Some("2026-02-10")),
        ] {
            let document = parse("pumps.md", format!("---\n{matter}\n---\nx")).0;
            let expected = (happened.map(str::to_owned), published.map(str::to_owned));
            assert_eq!(days(&document), expected, "{matter}");
        }
    }

    #[test]
    fn the_text_and_the_path_give_the_days() {
        for (path, text, happened, origin, published) in [
            ("2026-01-31-pumps.md", "x", "2026-01-31", Origin::FileName, None),
            ("2026/01/31/pumps.md", "x", "2026-01-31", Origin::Folder, None),
            ("2026-02-02-pumps.md", "# Pumps\n\n**Date:** 2026-01-31\n", "2026-01-31", Origin::Label, None),
            ("2026-02-02-pumps.md", "# Pumps on 31 January 2026\n", "2026-01-31", Origin::Heading, None),
            // A title that was copied from another report.
            ("2026-01-31-pumps.md", "# 2025-09-27 Pumps\n", "2026-01-31", Origin::FileName, None),
            (
                "pumps.md",
                "# Pumps\n\nOn 31 January 2026 pumps stood still.\n",
                "2026-01-31",
                Origin::Sentence,
                None,
            ),
            // A day of publication never is that of the incident.
            (
                "pumps.md",
                "# Pumps\n\n**Published:** 2026-02-10\n\n## Timeline\n\n- 2026-01-31 10:00 Pump 3 stands still\n",
                "2026-01-31",
                Origin::Timeline,
                Some("2026-02-10"),
            ),
            (
                "pumps.md",
                "---\npublished: 2026-02-10\n---\n# Pumps\n\nOn January 31 pumps stood still.\n",
                "2026-01-31",
                Origin::Sentence,
                Some("2026-02-10"),
            ),
            // What was noticed earlier did not happen later.
            (
                "2026-02-10-pumps.md",
                "# Pumps\n\n- First detected: 2026-01-31 10:00\n",
                "2026-01-31",
                Origin::Label,
                None,
            ),
            (
                "pumps.md",
                "---\ndate: 2026-02-10\n---\n# Pumps\n\n## Timeline\n\n- 2026-01-31 10:00 Outage begins\n",
                "2026-01-31",
                Origin::Timeline,
                Some("2026-02-10"),
            ),
            // It may have happened before it was noticed.
            (
                "2026-01-30-pumps.md",
                "# Pumps\n\n- First detected: 2026-01-31 10:00\n",
                "2026-01-30",
                Origin::FileName,
                None,
            ),
            // A wrong year.
            (
                "2026-01-31-pumps.md",
                "# Pumps\n\n- First detected: 2025-01-31 10:00\n",
                "2026-01-31",
                Origin::FileName,
                None,
            ),
        ] {
            let document = parse(path, text).0;
            let expected = (Some(happened.to_owned()), published.map(str::to_owned));
            assert_eq!(days(&document), expected, "{path} {text}");
            assert_eq!(document.facts.happened.unwrap().origin, origin, "{path} {text}");
        }
    }

    #[test]
    fn a_timeline_of_clocks_is_on_the_day_of_the_incident() {
        let text = "---\nstarted: 2026-01-28\ndate: 2026-02-10\ndetected: 09:10 UTC\n---\n# Pumps\n\n\
                    On 20 January 2026 the pumps were built.\n\n## Timeline\n\n- 10:00 Pump 3 stands still\n";
        let document = parse("pumps.md", text).0;
        let day = jiff::civil::date(2026, 1, 28);
        assert_eq!(document.timeline.entries[0].at.unwrap().date, Some(day));
        assert_eq!(document.front_matter.detected.unwrap().date, day);
    }
}
