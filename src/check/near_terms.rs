//! Finds names that are probably spellings of one name.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::archive::spelling::key;

/// The fewest characters of names that may differ by a letter. Shorter ones are often different words.
const SHORTEST: usize = 7;

/// The longest name that is compared, in characters: the work for a name grows with the square of its length.
const LONGEST: usize = 64;

/// The pairs of `slugs`, by index, that differ only by hyphens, a plural or one letter, each pair once. Names that differ
/// in a digit are different things: `us-east-1` and `us-east-2`. The time grows with the number of names, not with that of
/// pairs.
pub fn near_pairs(slugs: &[&str]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut by_key: FxHashMap<String, usize> = FxHashMap::default();
    let mut names = Vec::new();
    for (index, slug) in slugs.iter().enumerate() {
        let key = key(slug);
        match by_key.get(&key) {
            Some(first) => pairs.push((*first, index)),
            None => {
                by_key.insert(key.clone(), index);
                names.push((index, key));
            }
        }
    }
    // Two keys that differ by a letter are equal once a letter is left out of one of them, or of both at one place.
    let mut without: FxHashMap<(String, usize), Vec<usize>> = FxHashMap::default();
    let mut longer: FxHashMap<usize, FxHashSet<usize>> = FxHashMap::default();
    for (index, key) in &names {
        let length = key.chars().count();
        if !(SHORTEST..=LONGEST).contains(&length) {
            continue;
        }
        let fixed = fixed_places(slugs[*index]);
        for (place, (at, c)) in key.char_indices().enumerate() {
            if fixed.contains(&place) {
                continue;
            }
            let rest = [&key[..at], &key[at + c.len_utf8()..]].concat();
            if length > SHORTEST
                && let Some(other) = by_key.get(&rest)
            {
                longer.entry(*other).or_default().insert(*index);
            }
            without.entry((rest, place)).or_default().push(*index);
        }
    }
    // More than two are a series of names: `shard-aa`, `shard-ab`, `shard-ac`.
    let of_two = without.values().filter(|group| group.len() == 2);
    pairs.extend(of_two.map(|group| ordered(group[0], group[1])));
    let of_few = longer.into_iter().filter(|(_, group)| group.len() <= 2);
    pairs.extend(of_few.flat_map(|(one, group)| group.into_iter().map(move |other| ordered(one, other))));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The characters of a name, counted without hyphens, in which nobody makes a mistake: digits, the first one, and letters
/// that stand alone as in `cluster-a`.
fn fixed_places(slug: &str) -> FxHashSet<usize> {
    let mut fixed = FxHashSet::from_iter([0]);
    let mut place = 0;
    for part in slug.split('-') {
        let length = part.chars().count();
        for (at, c) in part.chars().enumerate() {
            if c.is_ascii_digit() || length == 1 {
                fixed.insert(place + at);
            }
        }
        place += length;
    }
    fixed
}

/// Whether two slugs differ by hyphens or a plural only.
pub fn are_spellings(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

fn ordered(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_found() {
        for (one, other, is_pair) in [
            ("load-balancer", "loadbalancer", true),
            ("database", "databases", true),
            ("dependencies", "dependency", true),
            ("kubernetes", "kuberntes", true),
            ("kubernetes", "kubernates", true),
            ("us-east-1", "us-east-2", false),
            ("mysql-cluster1", "mysql-cluster", false),
            ("database", "datbase", true),
            ("db", "database", false),
            ("cluster-a", "cluster-b", false),
            ("dns", "dhs", false),
            ("aws", "aw", false),
            ("matching", "patching", false),
            ("status", "statu", false),
        ] {
            let mut slugs = [one, other];
            slugs.sort_unstable();
            assert_eq!(!near_pairs(&slugs).is_empty(), is_pair, "{one} {other}");
        }
        assert!(are_spellings("load-balancer", "loadbalancers") && !are_spellings("database", "datbase"));
    }

    #[test]
    fn each_pair_is_found_once() {
        assert_eq!(near_pairs(&["database", "databases", "datbase", "dns"]), [(0, 1), (0, 2)]);
    }

    #[test]
    fn a_series_of_names_is_left_alone() {
        let names: Vec<String> = ('a'..='z').map(|letter| format!("service-x{letter}")).collect();
        let slugs: Vec<_> = names.iter().map(String::as_str).collect();
        assert_eq!(near_pairs(&slugs), []);
    }
}
