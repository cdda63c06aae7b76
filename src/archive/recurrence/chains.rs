//! Chains of incidents that repeat each other.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::archive::ArchivedDocument;

/// Incidents that are connected by `recurrence_of`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The name of its page: that of the first incident. No other chain has it.
    pub slug: String,
    /// At least two, as indexes of [`crate::archive::Archive::postmortems`], in the order of time. One without a day comes
    /// after those that it repeats.
    pub members: Vec<usize>,
}

/// The place of an incident in its chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// An index of [`crate::archive::Archive::chains`].
    pub chain: usize,
    /// Which time it is, counted from 1.
    pub number: usize,
}

/// The chains of `postmortems`, whose `earlier` are set and lead in no cycle; the one that grew last comes first. Sets
/// the occurrence of each member.
pub fn chains(postmortems: &mut [ArchivedDocument]) -> Vec<Chain> {
    let mut groups = groups(postmortems);
    for members in &mut groups {
        sort_by_time(members, postmortems);
    }
    groups.sort_by_key(|members| members.iter().copied().min());
    let mut slugs = BTreeSet::new();
    let mut chains = Vec::with_capacity(groups.len());
    for members in groups {
        for (number, member) in (1..).zip(&members) {
            postmortems[*member].occurrence = Some(Occurrence { chain: chains.len(), number });
        }
        let first = members.first().map_or("", |first| postmortems[*first].url.as_str());
        let slug = unique(&first.trim_end_matches('/').replace('/', "-"), &mut slugs);
        chains.push(Chain { slug, members });
    }
    chains
}

/// The members of each connected group of two or more.
fn groups(postmortems: &[ArchivedDocument]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; postmortems.len()];
    let mut groups = Vec::new();
    for start in 0..postmortems.len() {
        if seen[start] || (postmortems[start].earlier.is_empty() && postmortems[start].later.is_empty()) {
            continue;
        }
        seen[start] = true;
        let mut members = vec![start];
        let mut next = 0;
        while let Some(member) = members.get(next) {
            next += 1;
            let postmortem = &postmortems[*member];
            for other in postmortem.earlier.iter().chain(&postmortem.later) {
                if !std::mem::replace(&mut seen[*other], true) {
                    members.push(*other);
                }
            }
        }
        groups.push(members);
    }
    groups
}

/// Sorts by day; those of one day by how many stand between them and the first, then as the archive does. One without a
/// day has that of the last which it repeats.
fn sort_by_time(members: &mut [usize], postmortems: &[ArchivedDocument]) {
    let mut open: BTreeMap<usize, usize> =
        members.iter().map(|member| (*member, postmortems[*member].earlier.len())).collect();
    let mut places: BTreeMap<usize, (Option<Date>, usize)> = BTreeMap::new();
    let mut ready: Vec<usize> = members.iter().copied().filter(|member| open[member] == 0).collect();
    while let Some(member) = ready.pop() {
        let postmortem = &postmortems[member];
        let before = postmortem.earlier.iter().filter_map(|earlier| places.get(earlier));
        let (day, depth) =
            before.fold((None, 0), |(day, depth), place| (place.0.max(day), depth.max(place.1 + 1)));
        places.insert(member, (postmortem.day().or(day), depth));
        for later in &postmortem.later {
            if let Some(count) = open.get_mut(later) {
                *count -= 1;
                if *count == 0 {
                    ready.push(*later);
                }
            }
        }
    }
    members.sort_by_key(|member| (places.get(member).copied(), Reverse(*member)));
}

/// `slug` with a number behind it if it is among `taken`, to which it is added.
fn unique(slug: &str, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = slug.to_owned();
    let mut number = 1;
    while !taken.insert(candidate.clone()) {
        number += 1;
        candidate = format!("{slug}-{number}");
    }
    candidate
}

#[cfg(test)]
mod tests {
    use crate::archive::testing::archive;

    /// The files of each chain, without their ending.
    fn chains(pairs: &[(&str, &str)]) -> Vec<(String, Vec<String>)> {
        let archive = archive(pairs);
        let stem = |index: &usize| archive.postmortems[*index].document.stem().to_owned();
        let chains = archive.chains.iter();
        chains.map(|chain| (chain.slug.clone(), chain.members.iter().map(stem).collect())).collect()
    }

    #[test]
    fn what_is_connected_is_one_chain_in_the_order_of_time() {
        let found = chains(&[
            ("2021-01-01-a.md", "x"),
            ("2022-01-01-b.md", "---\nrecurrence_of: a\n---\n"),
            ("2023-01-01-c.md", "---\nrecurrence_of: a\n---\n"),
            ("2023-06-01-other.md", "x"),
            ("2024-01-01-d.md", "---\nrecurrence_of: [b, c]\n---\n"),
            ("sub/2020-01-01-e.md", "x"),
            ("2025-01-01-f.md", "---\nrecurrence_of: e\n---\n"),
        ]);
        let expected = [
            ("sub-2020-01-01-e", vec!["2020-01-01-e", "2025-01-01-f"]),
            ("2021-01-01-a", vec!["2021-01-01-a", "2022-01-01-b", "2023-01-01-c", "2024-01-01-d"]),
        ];
        let found: Vec<_> =
            found.iter().map(|(slug, of)| (slug.as_str(), of.iter().map(String::as_str).collect())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_has_no_day_or_the_same_day_comes_after_what_it_repeats() {
        let found = chains(&[
            ("2021-01-01-a.md", "x"),
            ("2021-01-01-b.md", "---\nrecurrence_of: a\n---\n"),
            ("c.md", "---\nrecurrence_of: b\n---\n"),
            ("2022-01-01-d.md", "---\nrecurrence_of: c\n---\n"),
        ]);
        assert_eq!(found[0].1, ["2021-01-01-a", "2021-01-01-b", "c", "2022-01-01-d"]);
    }

    #[test]
    fn chains_have_names_of_their_own() {
        let again = "---\nrecurrence_of: b\n---\n";
        let found = chains(&[
            ("a/2020-b.md", "---\nid: b\n---\n"),
            ("2026-01-01-x.md", again),
            ("a-2020-b.md", "---\nid: c\n---\n"),
            ("2025-01-01-y.md", "---\nrecurrence_of: c\n---\n"),
        ]);
        let slugs: Vec<_> = found.iter().map(|(slug, _)| slug.as_str()).collect();
        assert_eq!(slugs, ["a-2020-b", "a-2020-b-2"]);
    }
}
