//! The day on which the incident happened, and the day on which its report came out.

use std::ops::Range;

use crate::front_matter::paths;
use crate::keys::Key;
use crate::lexicon::fields::Field;
use crate::model::{Fact, Milestones, Origin, Timeline};
use crate::readers::facts::byline::Byline;
use crate::readers::facts::day_of_text::{
    LONGEST_DELAY, before_day_of_report, day, earlier_beginning, first_date, in_text,
};
use crate::readers::facts::{Evidence, day_of_label, first};
use crate::structure::time_context::KnownDays;
use jiff::civil::Date;
use retold_times::{Moment, Stamp, WrittenDate};

/// A title whose date is further from that of the file was copied from another report.
const TITLE_NEAR: i32 = 31;

/// The days that a document gives outside of its text.
#[derive(Debug, Default)]
pub struct Days {
    /// `started` of the front matter, else `detected`.
    stated: Option<Fact<Moment>>,
    /// `date` of the front matter: the day of the incident or of the report.
    date: Option<Fact<Moment>>,
    /// What the heading of an incident in a split file or a label gives as its day.
    named: Option<Fact<Moment>>,
    /// The day that the title gives.
    titled: Option<Fact<Moment>>,
    /// The day in the path, else in the line below the title: of the incident or of the report.
    filed: Option<Fact<Moment>>,
    /// The day of publication: of the front matter, a label, the address on another site or the line below the title.
    published: Option<Fact<Moment>>,
    /// Whether `stated` is `started`.
    has_start: bool,
    /// The place of the line below the title; empty if it has no date.
    line: Range<usize>,
    /// Whether the front matter has facts of an incident, so that its `date` is that of the incident, too.
    is_of_archive: bool,
}

impl Days {
    /// The days in `evidence`. `title` is the title of the document, `part` the day in the heading of an incident of a
    /// split file, `byline` the line below the title, `text` the whole file.
    pub fn of(
        evidence: &Evidence<'_>,
        title: Option<&Fact<String>>,
        part: Option<Fact<Moment>>,
        byline: Option<Byline>,
        text: &str,
    ) -> Self {
        let written = evidence.front_matter;
        let in_path = paths::date(evidence.path);
        // Addresses of other generators contain the day of publication.
        let address = || {
            let date = ["path", "url", "permalink"].iter().find_map(|key| {
                let (date, _) = paths::date(written.extra.get(*key)?.as_str()?)?;
                Some(date)
            })?;
            Some(Fact::new(day(date), Origin::FrontMatter, 0..0))
        };
        let line = byline.as_ref().map(|line| line.span.clone()).unwrap_or_default();
        let (posted, dated) = match byline {
            Some(line) if line.is_publication => (Some(line), None),
            line => (None, line),
        };
        let of_line = |line: Byline| Fact::new(day(line.date), Origin::Sentence, line.span);
        let date = evidence.stated(Key::Date, &written.date);
        let published = evidence
            .stated(Key::Published, &written.published)
            .or_else(|| first(evidence.labels, Field::Published, |value| Moment::parse(value, None)))
            .or_else(address)
            .or_else(|| posted.map(of_line));
        let known = [&date, &published].into_iter().flatten().map(|fact| fact.value.date).next();
        let near = in_path.as_ref().map(|(date, _)| *date).or(known);
        let titled = title.filter(|title| title.origin != Origin::FileName).and_then(|title| {
            let year = || near.is_none().then(|| paths::year(evidence.path))?;
            let fact = day_of_title(title, near, year())?;
            let is_near = |near: Date| (fact.value.date - near).get_days().abs() <= TITLE_NEAR;
            in_path.as_ref().is_none_or(|(date, _)| is_near(*date)).then_some(fact)
        });
        Self {
            stated: evidence
                .stated(Key::Started, &written.started)
                .or_else(|| evidence.stated(Key::Detected, &written.detected))
                .map(|fact| Fact { value: day(fact.value.date), ..fact }),
            date,
            named: part.or_else(|| {
                first(evidence.labels, Field::Date, |value| day_of_label::read(value, near, text))
            }),
            titled,
            filed: in_path
                .map(|(date, origin)| Fact::new(day(date), origin, 0..0))
                .or_else(|| dated.map(of_line)),
            published,
            has_start: written.started.is_some(),
            line,
            is_of_archive: written.severity.is_some()
                || written.duration.is_some()
                || written.resolved.is_some()
                || !written.services.is_empty(),
        }
    }

    /// The day that labels, the title or the path give.
    fn given(&self) -> Option<&Fact<Moment>> {
        self.named.as_ref().or(self.titled.as_ref()).or(self.filed.as_ref())
    }

    /// The days that help to read the times of the text.
    pub fn known(&self) -> KnownDays {
        let date = |fact: Option<&Fact<Moment>>| fact.map(|fact| fact.value.date);
        let (stated, written) = (date(self.stated.as_ref()), date(self.date.as_ref()));
        let (given, published) = (date(self.given()), date(self.published.as_ref()));
        let before_report = self.before_report().map(|fact| fact.value.date);
        KnownDays {
            started: stated.filter(|_| self.has_start),
            near: stated.or(before_report).or(written).or(given).or(published),
            is_named: self.named.is_some() || self.titled.is_some(),
            report: published.or(written).or(given).or(stated),
        }
    }

    /// The day of a title or of a label before the `date` of the front matter, which is then that of the report.
    fn before_report(&self) -> Option<&Fact<Moment>> {
        let report = self.date.as_ref()?.value.date;
        let is_before =
            |fact: &&Fact<Moment>| (1..=LONGEST_DELAY).contains(&(report - fact.value.date).get_days());
        let titled = self.titled.as_ref().filter(|_| !self.is_of_archive);
        self.named.as_ref().filter(is_before).or_else(|| titled.filter(is_before))
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
        let early = self.before_report().cloned();
        let given = self.given().cloned();
        let may_be_report = !self.is_of_archive && self.named.is_none() && self.titled.is_none();
        let Self { stated, date, published, line, .. } = self;
        let is_line = |span: &&Range<usize>| !line.is_empty() && span.contains(&line.start);
        let opening = &opening[opening.iter().take_while(is_line).count()..];
        let happened = stated.or_else(|| {
            let given = early.or_else(|| date.clone()).or(given);
            let report = given.as_ref().filter(|_| may_be_report).map(|fact| fact.value.date);
            let near = published.as_ref().map(|fact| fact.value.date);
            let given = given.or_else(|| in_text(text, milestones, timeline, opening, near));
            earlier_beginning(given.as_ref(), milestones)
                .or_else(|| before_day_of_report(report?, text, timeline, opening))
                .or(given)
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

/// The day in a title; without a year it is a few weeks before `near`, or in `year`.
fn day_of_title(title: &Fact<String>, near: Option<Date>, year: Option<i16>) -> Option<Fact<Moment>> {
    let written = first_date(&title.value, near, title.origin, |found| found);
    // `… reintroduced the April 7 fault`: another day.
    if written.as_ref().is_some_and(|fact| !leads_title_to_day(&title.value[..fact.span.start])) {
        return None;
    }
    written.map(|fact| Fact { span: title.span.clone(), ..fact }).or_else(|| {
        let in_year = |(_, stamp): (Range<usize>, Stamp)| match stamp.date? {
            WrittenDate::MonthDay { month, day } => Date::new(year?, month, day).ok(),
            _ => None,
        };
        // `20260131 Pumps`
        let compact = || {
            Some(Moment::parse(title.value.split(' ').next()?, None).filter(|_| title.value.len() > 8)?.date)
        };
        let date = Stamp::find_iter(&title.value).find_map(in_year).or_else(compact)?;
        Some(Fact::new(day(date), title.origin, title.span.clone()))
    })
}

/// Whether a date behind `before`, the start of a title, may be that of the incident: `the April 7 fault` is another one.
fn leads_title_to_day(before: &str) -> bool {
    let before = before.trim_end().to_lowercase();
    !before.ends_with(" the") || before.ends_with(" of the")
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
    fn the_day_of_the_report_is_not_that_of_the_incident() {
        let post = "---\ndate: 2026-02-10\n---\n# Pumps\n\n";
        for (text, happened) in [
            ("On January 31 we had an outage.", "2026-01-31"),
            ("On Saturday, 31 January 2026, pumps were down.", "2026-01-31"),
            ("In the night of January 31, pumps were unavailable for an hour.", "2026-01-31"),
            ("Between 09:12 and 10:05 UTC on January 31 pumps were down.", "2026-01-31"),
            ("Last Saturday (February 7), pumps failed.", "2026-02-07"),
            ("Am 31. Januar hatten wir einen Ausfall.", "2026-01-31"),
            ("Le 31 janvier, une panne a eu lieu.", "2026-01-31"),
            ("1月31日に障害が発生しました。", "2026-01-31"),
            ("Yesterday our pumps failed for an hour.", "2026-02-09"),
            ("Last Saturday our pumps failed.", "2026-02-07"),
            ("## Timeline\n\n- 31 January 10:00 a\n- 31 January 11:00 b", "2026-01-31"),
            // Days of something else.
            ("On January 31 we built pumps. They failed.", "2026-02-10"),
            ("The pumps fail since the change of January 31.", "2026-02-10"),
            ("Pumps were down. A similar outage happened on January 31.", "2026-02-10"),
            ("On 31 January 2020 pumps failed.", "2026-02-10"),
            ("The config of yesterday was wrong.", "2026-02-10"),
            ("## Timeline\n\n- 31 January 10:00 a\n- 10 February 11:00 b", "2026-02-10"),
        ] {
            let document = parse("pumps.md", format!("{post}{text}\n")).0;
            let published = (happened != "2026-02-10").then(|| "2026-02-10".to_owned());
            assert_eq!(days(&document), (Some(happened.to_owned()), published), "{text}");
        }
        // What the author states as facts of the incident is on the day of the incident.
        let text = "---\ndate: 2026-02-10\nseverity: SEV1\n---\nOn January 31 we had an outage.\n";
        assert_eq!(days(&parse("pumps.md", text.to_owned()).0).0.as_deref(), Some("2026-02-10"));
    }

    #[test]
    fn titles_without_a_year_take_that_of_the_report_or_the_path() {
        for (path, text, happened, published) in [
            (
                "pumps.md",
                "---\ntitle: Outage on January 31\ndate: 2026-02-10\n---\nx",
                "2026-01-31",
                Some("2026-02-10"),
            ),
            ("2026-02-10-pumps.md", "# Outage of 31 January\n\nx", "2026-01-31", None),
            ("2026/pumps.md", "# January 31 outage\n\nx", "2026-01-31", None),
            ("pumps.md", "# 20260131 Pumps\n\nx", "2026-01-31", None),
            ("2026-02-10-pumps.md", "# Back comes the January 31 fault\n\nx", "2026-02-10", None),
        ] {
            let document = parse(path, text.to_owned()).0;
            assert_eq!(days(&document), (Some(happened.to_owned()), published.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn a_line_below_the_title_dates_the_report() {
        for (text, happened, published) in [
            ("# Pumps\n\nJanuary 31, 2026\n\nPumps failed.\n", "2026-01-31", None),
            (
                "# Pumps\n\nBy Ann Example, February 10, 2026\n\nOn January 31 pumps failed.\n",
                "2026-01-31",
                None,
            ),
            (
                "# Pumps\n\n*Posted on February 10, 2026*\n\nOn January 31 pumps failed.\n",
                "2026-01-31",
                Some("2026-02-10"),
            ),
        ] {
            let document = parse("pumps.md", text.to_owned()).0;
            assert_eq!(days(&document), (Some(happened.to_owned()), published.map(str::to_owned)), "{text}");
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
        let text = "# Pumps\n\n**Date:** 2026-01-28\n\n## Timeline\n\nAll times in UTC. On 20 January we had put in a new \
                    valve.\n\n- 10:00 Pump 3 stands still\n- 10:05 It runs\n";
        let document = parse("pumps.md", text).0;
        assert_eq!(document.timeline.entries[0].at.unwrap().date, Some(day));
    }
}
