//! What is suggested as the same thing again, by the judged pairs.

use std::collections::BTreeSet;

use retold::similar::compare;
use retold_search::Language;

use super::judged::Judged;

/// How many neighbours of a document are looked at, as on its page.
const LOOKED_AT: usize = 8;

/// How many pairs of each grade are suggested; the last is the number of those that were not judged.
pub fn suggested(judged: &Judged) -> ([usize; 4], usize) {
    let archive = judged.set.archive();
    let model = compare(&archive, Language::default());
    let path = |index: usize| archive.postmortems[index].document.path.clone();
    let mut pairs = BTreeSet::new();
    for (one, nearest) in model.all_nearest(LOOKED_AT).iter().enumerate() {
        let alike = nearest.iter().filter(|found| model.may_repeat(one, found.index, found.likeness));
        pairs.extend(alike.map(|found| (one.min(found.index), one.max(found.index))));
    }
    let (mut grades, mut unjudged) = ([0; 4], 0);
    for (one, other) in pairs {
        let (one, other) = (path(one), path(other));
        let grade = |one: &str, other: &str| judged.grades.get(&(one.to_owned(), other.to_owned())).copied();
        match grade(&one, &other).or_else(|| grade(&other, &one)) {
            Some(grade) => grades[usize::from(grade)] += 1,
            None => unjudged += 1,
        }
    }
    (grades, unjudged)
}
