//! What incidents cost together, as far as their reports state it.

use retold_document::model::{Measure, MeasureKind};

use super::ArchivedDocument;

/// What incidents state of one quantity in one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// `users`, `USD`, …
    pub unit: String,
    /// The sum of what each incident states; of several numbers the largest.
    pub total: f64,
    /// How many incidents state it.
    pub stated: usize,
}

/// The sums of a quantity over `incidents`, by unit: those that most of them state first.
pub fn sums<'a>(incidents: impl Iterator<Item = &'a ArchivedDocument>, kind: MeasureKind) -> Vec<Sum> {
    let mut sums: Vec<Sum> = Vec::new();
    for incident in incidents {
        for (unit, value) in largest(&incident.document.impact, kind) {
            match sums.iter_mut().find(|sum| sum.unit == unit) {
                Some(sum) => {
                    sum.total += value;
                    sum.stated += 1;
                }
                None => sums.push(Sum { unit: unit.to_owned(), total: value, stated: 1 }),
            }
        }
    }
    sums.sort_by_key(|sum| std::cmp::Reverse(sum.stated));
    sums
}

/// The largest number of each unit: several are mostly parts or repetitions of it.
fn largest(measures: &[Measure], kind: MeasureKind) -> Vec<(&str, f64)> {
    let mut largest: Vec<(&str, f64)> = Vec::new();
    for measure in measures.iter().filter(|measure| measure.kind == kind) {
        match largest.iter_mut().find(|(unit, _)| *unit == measure.unit) {
            Some((_, value)) => *value = value.max(measure.value),
            None => largest.push((&measure.unit, measure.value)),
        }
    }
    largest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Archive, Selection};
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;

    #[test]
    fn each_incident_counts_once_for_each_unit() {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let impact = |text: &str| format!("# Down\n\n## Impact\n\n{text}\n");
        let documents = [
            ("a.md", impact("1,200 users were locked out, 300 users lost data. It cost 2,500 EUR.")),
            ("b.md", impact("40 users saw errors.")),
            ("c.md", impact("Nobody noticed.")),
        ];
        let pairs = documents.iter().map(|(path, text)| (*path, text.as_str()));
        let archive = Archive::from_tree(SourceTree::from_pairs(pairs), &config, Selection::default()).0;
        let sums = |kind| {
            let sums = sums(archive.postmortems.iter(), kind).into_iter();
            sums.map(|sum| (sum.unit, sum.total, sum.stated)).collect::<Vec<_>>()
        };
        assert_eq!(sums(MeasureKind::Users), [("users".to_owned(), 1_240.0, 2)]);
        assert_eq!(sums(MeasureKind::Money), [("EUR".to_owned(), 2_500.0, 1)]);
    }
}
