//! References that lead in a cycle.

use std::collections::{BTreeMap, BTreeSet};

/// A directed graph: the nodes that each node leads to.
type Graph = BTreeMap<usize, Vec<usize>>;

/// The edges that lie on a cycle.
pub fn on_cycles(edges: impl Iterator<Item = (usize, usize)> + Clone) -> BTreeSet<(usize, usize)> {
    let parts = parts(edges.clone());
    edges.filter(|(from, to)| parts.get(from) == parts.get(to)).collect()
}

/// The strongly connected part of each node, by the algorithm of Kosaraju and Sharir.
fn parts(edges: impl Iterator<Item = (usize, usize)>) -> BTreeMap<usize, usize> {
    let (mut forward, mut back) = (Graph::new(), Graph::new());
    for (from, to) in edges {
        forward.entry(from).or_default().push(to);
        forward.entry(to).or_default();
        back.entry(to).or_default().push(from);
    }
    let mut seen = BTreeSet::new();
    let mut order = Vec::new();
    for node in forward.keys() {
        visit(&forward, *node, &mut seen, &mut order);
    }
    let mut seen = BTreeSet::new();
    let mut parts = BTreeMap::new();
    for node in order.iter().rev() {
        let mut part = Vec::new();
        visit(&back, *node, &mut seen, &mut part);
        parts.extend(part.into_iter().map(|member| (member, *node)));
    }
    parts
}

/// Adds the nodes that `start` leads to, and that were not seen, to `order`, each behind those that it leads to. It needs no
/// stack of the machine, which a long chain would overflow.
fn visit(graph: &Graph, start: usize, seen: &mut BTreeSet<usize>, order: &mut Vec<usize>) {
    if !seen.insert(start) {
        return;
    }
    let next = |node: usize| graph.get(&node).into_iter().flatten().copied();
    let mut stack = vec![(start, next(start))];
    while let Some((node, rest)) = stack.last_mut() {
        let node = *node;
        match rest.find(|to| !seen.contains(to)) {
            Some(to) => {
                seen.insert(to);
                stack.push((to, next(to)));
            }
            None => {
                order.push(node);
                stack.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_edges_on_cycles_are_found() {
        for (edges, expected) in [
            (&[(1, 2), (2, 3), (1, 3)][..], &[][..]),
            (&[(1, 2), (2, 1)], &[(1, 2), (2, 1)]),
            (&[(1, 2), (2, 3), (3, 1), (3, 4), (4, 5), (5, 4)], &[(1, 2), (2, 3), (3, 1), (4, 5), (5, 4)]),
        ] {
            let found: Vec<_> = on_cycles(edges.iter().copied()).into_iter().collect();
            assert_eq!(found, expected, "{edges:?}");
        }
    }

    #[test]
    fn a_long_chain_overflows_no_stack() {
        let edges = (0..200_000).map(|node| (node, node + 1));
        assert!(on_cycles(edges).is_empty());
    }
}
