//! The impact of an incident in numbers: how many users, requests, records; how much money; for how long.
//!
//! Only numbers with their unit are read: `about 1,200 users`, `15% of requests`.

mod context;
mod labels;
mod numbers;
pub mod outage;
mod phrases;
mod prefix;
mod running_text;
mod units;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::markdown::blocks::BlockKind;
use crate::model::{Measure, MeasureKind, SectionKind};
use crate::structure::body::Body;

/// The section that a text is in. In a summary, a number is harm only if its sentence has a word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Impact,
    Summary,
}

impl Place {
    fn of(kind: SectionKind) -> Option<Self> {
        match kind {
            SectionKind::Impact => Some(Self::Impact),
            SectionKind::Summary => Some(Self::Summary),
            _ => None,
        }
    }
}

/// How many blocks at the start of the body are searched for labels outside of sections.
const BLOCKS_WITH_LABELS: usize = 80;

/// The measures of `body`, in the order of the text, each once.
pub fn read(body: &Body<'_>) -> Vec<Measure> {
    let mut reader = Reader { source: body.text, found: Vec::new() };
    for section in body.sections {
        if let Some(place) = Place::of(section.kind) {
            reader.running_text(section.label_text.clone(), place, false);
        }
    }
    reader.blocks(body);
    let mut measures = reader.found;
    measures.sort_by_key(|measure| measure.span.start);
    let mut seen = BTreeSet::new();
    measures.retain(|measure| {
        let high = measure.high.unwrap_or_default().to_bits();
        seen.insert((measure.kind, measure.value.to_bits(), high, measure.unit.clone()))
    });
    measures
}

/// Collects measures of a file.
struct Reader<'a> {
    source: &'a str,
    found: Vec<Measure>,
}

impl Reader<'_> {
    /// Reads the blocks of sections about the impact and of the summary, and labels anywhere else.
    fn blocks(&mut self, body: &Body<'_>) {
        let blocks = body.blocks;
        for (index, block) in blocks.all().iter().enumerate() {
            let span = block.span();
            let kind = body.index.kind_of(index);
            let place = kind.and_then(Place::of);
            match block.kind {
                BlockKind::Paragraph => {
                    let is_metadata =
                        matches!(kind, None | Some(SectionKind::Facts)) && index < BLOCKS_WITH_LABELS;
                    if place.is_some() || is_metadata {
                        self.label_lines(blocks, index);
                    }
                    // The text behind the label of a section is read with that section.
                    if let Some(place) = place.filter(|_| !body.index.is_marker(index)) {
                        self.running_text(span, place, false);
                    }
                }
                BlockKind::Cell => {
                    if let Some(place) = place {
                        self.running_text(span, place, false);
                    }
                }
                BlockKind::Table if place == Some(Place::Impact) => self.table(blocks, index),
                BlockKind::Row if matches!(kind, None | Some(SectionKind::Facts | SectionKind::Impact)) => {
                    self.row(blocks, index);
                }
                _ => {}
            }
        }
    }

    /// Adds a measure. `values` are its value and the upper end of a range.
    fn push(
        &mut self,
        kind: MeasureKind,
        values: (f64, Option<f64>),
        unit: &str,
        approximate: bool,
        span: Range<usize>,
    ) {
        let written = self.source.get(span.clone()).unwrap_or_default();
        let text = written.split_whitespace().collect::<Vec<_>>().join(" ").replace(['*', '`'], "");
        let (text, unit) = (text.trim().to_owned(), unit.to_owned());
        let (value, high) = values;
        self.found.push(Measure { kind, value, high, unit, approximate, text, span });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_body;

    fn measures(text: &str) -> Vec<Measure> {
        read_body(text, read)
    }

    /// Kind, value, upper end, unit, whether approximate, as written.
    type Row = (MeasureKind, f64, Option<f64>, String, bool, String);

    fn rows(text: &str) -> Vec<Row> {
        let row = |found: Measure| {
            assert!(text.get(found.span.clone()).is_some_and(|written| !written.is_empty()));
            (found.kind, found.value, found.high, found.unit, found.approximate, found.text)
        };
        measures(text).into_iter().map(row).collect()
    }

    #[test]
    fn measures_of_impact_sections_are_found() {
        use MeasureKind::*;
        for (text, kind, value, high, unit, approximate, written) in [
            ("about 1,200 users saw errors", Users, 1200.0, None, "users", true, "about 1,200 users"),
            ("**300** customers were cut off", Users, 300.0, None, "users", false, "300 customers"),
            (
                "200–300 paying customers",
                Users,
                200.0,
                Some(300.0),
                "users",
                false,
                "200–300 paying customers",
            ),
            ("1 customer reported it", Users, 1.0, None, "users", false, "1 customer"),
            ("40 of our 5,000 users", Users, 40.0, None, "users", false, "40 of our 5,000 users"),
            ("15% of requests failed", Share, 15.0, None, "%", false, "15% of requests"),
            ("~97% of search requests", Share, 97.0, None, "%", true, "~97% of search requests"),
            ("12,5 % der Nutzer", Share, 12.5, None, "%", false, "12,5 % der Nutzer"),
            ("15 % des utilisateurs", Share, 15.0, None, "%", false, "15 % des utilisateurs"),
            ("we lost $45,000 in sales", Money, 45_000.0, None, "USD", false, "$45,000"),
            ("refunds of €12k", Money, 12_000.0, None, "EUR", false, "€12k"),
            ("a loss of USD 1.2 million", Money, 1_200_000.0, None, "USD", false, "USD 1.2 million"),
            ("a cost of 45.000 €", Money, 45_000.0, None, "EUR", false, "45.000 €"),
            ("2.5 GB lost", Data, 2.5, None, "GB", false, "2.5 GB"),
            ("40,000 records were lost", Data, 40_000.0, None, "records", false, "40,000 records"),
            ("3.7M failed requests", Requests, 3_700_000.0, None, "requests", false, "3.7M failed requests"),
            ("1.200 Kunden waren betroffen", Users, 1200.0, None, "users", false, "1.200 Kunden"),
            ("12 300 utilisateurs touchés", Users, 12_300.0, None, "users", false, "12 300 utilisateurs"),
            ("unos 300 usuarios", Users, 300.0, None, "users", true, "unos 300 usuarios"),
            ("約300ユーザーに影響", Users, 300.0, None, "users", true, "約300ユーザー"),
            ("300名が対象", Users, 300.0, None, "users", false, "300名"),
            ("1.2万用户受影响", Users, 12_000.0, None, "users", false, "1.2万用户"),
            ("The site was down for 3 hours.", Duration, 10_800.0, None, "s", false, "3 hours"),
        ] {
            let expected = (kind, value, high, unit.to_owned(), approximate, written.to_owned());
            assert_eq!(rows(&format!("## Impact\n\n{text}\n")), [expected], "{text}");
        }
    }

    #[test]
    fn numbers_without_a_clear_unit_are_left_out() {
        for text in [
            "HTTP 500 requests",
            "Windows 10 users were cut off",
            "version 1.2.3 on port 8080",
            "since 2021 users complain",
            "in 2021 users were cut off",
            "on May 12 users were cut off",
            "at 14:05 on 2024-05-06",
            "99.9% availability",
            "CPU at 78%",
            "100 requests/s",
            "4.7K requests per second",
            "a limit of 100 users",
            "12 GB of memory",
            "$99/month for each",
            "`300 users`",
            "[x](https://e.org/300 users)",
            "95% of requests succeeded",
            "the pods wait for 30 seconds",
            "3名前",
            "ticket #300 users",
        ] {
            assert_eq!(rows(&format!("## Impact\n\n{text}\n")), [], "{text}");
        }
        assert_eq!(rows("## Timeline\n\n- 10:00 300 users\n"), []);
    }

    #[test]
    fn numbers_of_a_summary_need_a_word_for_harm() {
        assert_eq!(rows("## Summary\n\n300 users could not log in.\n").len(), 1);
        assert_eq!(rows("## Summary\n\nThe service has 300 users. It was down.\n").len(), 0);
    }

    #[test]
    fn labels_and_headers_of_tables_are_units() {
        for text in [
            "**Affected users:** ~300\n",
            "## Impact\n\n| Customers impacted | Data loss |\n|-|-|\n| 300 | None |\n",
            "| Key | Value |\n|-|-|\n| Users affected | 300 |\n",
            "**Impact:** 300 users\n",
            "- **Impact**: 300 users\n",
        ] {
            let found = measures(text);
            assert_eq!(found.len(), 1, "{text} {found:?}");
            assert_eq!((found[0].kind, found[0].value), (MeasureKind::Users, 300.0), "{text}");
        }
    }

    #[test]
    fn any_text_is_read_in_linear_time() {
        for text in [
            "1 ".repeat(50_000),
            "1,".repeat(50_000),
            "- 300 users\n".repeat(20_000),
            "|a|b|\n|-|-|\n".to_owned() + &"|300 users|9%|\n".repeat(20_000),
            "é1%".repeat(9),
        ] {
            measures(&format!("## Impact\n\n{text}"));
        }
    }
}
