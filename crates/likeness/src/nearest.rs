//! The documents nearest to each: found by their heaviest terms, then put in order together with their own neighbours.
//!
//! Two reports of one cause may have few words in common, and each of them many with a third. So a document is not compared alone,
//! but as the sum of itself and a small part of the few that are nearest to it: it is expanded by what they have (Singhal and Pereira,
//! *Document expansion for speech retrieval*, 1999). No vector becomes longer by that: the product of two sums is a sum of
//! products, and each of these is the likeness of two documents, which is known where it is high. So what is asked is whether the
//! neighbours of one are near the other, too (Diaz, *Regularizing query-based retrieval scores*, 2007).

use rayon::prelude::*;

use crate::model::{COPY, Model};
use crate::sparse::{Scratch, Sparse, heaviest};
use crate::weights;

/// Documents with one of the terms that are looked up that are considered. It bounds the time that a document takes however large the
/// archive is: the most distinctive terms come first, and they have few documents. A document of 1,000 already reads so many, so that the time
/// grows with the archive and no faster. Twice as many cost half as much again in an archive of 10,000, and 2 % of what is shown there changes.
const MOST_POSTINGS: usize = 2048;

/// Terms of a document that are looked up in others.
pub const LOOKED_UP: usize = 100;

/// Documents that are compared in full.
const COMPARED: usize = 16;

/// The nearest documents that a document is expanded by, and the part of each, times its likeness. From two to five documents, and with
/// half or twice the part, hardly anything else is found.
const EXPANDED_BY: usize = 3;
const PART: f32 = 0.1;

/// An incident that is like another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// Its index in the documents that were compared.
    pub index: usize,
    /// From 0 to 1: the cosine of the angle between the weighted terms of the two.
    pub likeness: f32,
}

impl Neighbour {
    /// Whether the two may be nearly the same text: by the terms that other documents have, too.
    pub fn is_copy(&self) -> bool {
        self.likeness >= COPY
    }
}

/// Documents by their index, each with a number; as that of another one's likeness, the highest first.
type Near = Vec<(u32, f32)>;

/// Room to compare documents in.
struct Room {
    documents: Scratch,
    terms: Scratch,
}

impl Model {
    /// The `most` documents nearest to that of `index`, the nearest first: those that are most like it together with their
    /// neighbours.
    pub fn nearest(&self, index: usize, most: usize) -> Vec<Neighbour> {
        self.nearest_in(index, most, &mut self.room())
    }

    /// As [`Model::nearest`] for every document, on all threads.
    pub fn all_nearest(&self, most: usize) -> Vec<Vec<Neighbour>> {
        (0..self.documents.len())
            .into_par_iter()
            .map_init(|| self.room(), |room, index| self.nearest_in(index, most, room))
            .collect()
    }

    fn room(&self) -> Room {
        Room {
            documents: Scratch::new(self.documents.len()),
            terms: Scratch::new(self.vocabulary.terms.len()),
        }
    }

    fn nearest_in(&self, index: usize, most: usize, room: &mut Room) -> Vec<Neighbour> {
        if index >= self.vectors.len() {
            return Vec::new();
        }
        let found = if most > COMPARED {
            self.compare(index, most, room)
        } else {
            self.most_alike(index as u32, room).to_vec()
        };
        let own = self.expanded(index as u32, room);
        let mut found: Vec<(f32, Neighbour)> = found
            .into_iter()
            .map(|(other, likeness)| {
                let expanded = self.expanded(other, room);
                let length = self.product(&expanded, &expanded, room).sqrt();
                let place = self.product(&own, &expanded, room) / length;
                (place, Neighbour { index: other as usize, likeness })
            })
            .collect();
        found.sort_by(|(one, a), (other, b)| other.total_cmp(one).then(a.index.cmp(&b.index)));
        found.truncate(most);
        found.into_iter().map(|(_, neighbour)| neighbour).collect()
    }

    /// The sum of documents that stands for the one of `index`: itself, and a part of the nearest that are no copies of it.
    fn expanded(&self, index: u32, room: &mut Room) -> Near {
        let near = self.most_alike(index, room).iter().filter(|(_, likeness)| *likeness < COPY);
        let parts = near.take(EXPANDED_BY).map(|(other, likeness)| (*other, likeness * PART));
        std::iter::once((index, 1.0)).chain(parts).collect()
    }

    /// The product of two sums of documents, as far as the likeness of these is known.
    fn product(&self, one: &Near, other: &Near, room: &mut Room) -> f32 {
        let mut sum = 0.0;
        for (a, part) in one {
            for (b, other_part) in other {
                sum += part * other_part * self.known_likeness(*a, *b, room);
            }
        }
        sum
    }

    /// The likeness of two documents, if one of them is among those that are most like the other; else 0.
    fn known_likeness(&self, one: u32, other: u32, room: &mut Room) -> f32 {
        if one == other {
            return 1.0;
        }
        for (a, b) in [(one, other), (other, one)] {
            if let Some((_, likeness)) = self.most_alike(a, room).iter().find(|(index, _)| *index == b) {
                return *likeness;
            }
        }
        0.0
    }

    /// The documents most like that of `index`; each is found once.
    fn most_alike(&self, index: u32, room: &mut Room) -> &[(u32, f32)] {
        let index = index as usize;
        let kept = &self.most_alike[index];
        kept.get().unwrap_or_else(|| {
            // Two threads may find the same: the other way, one would wait for the other.
            let found = self.compare(index, COMPARED, room);
            kept.get_or_init(|| found)
        })
    }

    /// The `most` documents most like that of `index`.
    fn compare(&self, index: usize, most: usize, Room { documents, terms }: &mut Room) -> Near {
        let vector = &self.vectors[index];
        let mut left = MOST_POSTINGS;
        for (term, weight) in heaviest(vector, LOOKED_UP) {
            let postings = &self.postings[weights::at(term)];
            if postings.len() > left {
                continue;
            }
            left -= postings.len();
            for (other, other_weight) in postings {
                documents.add(*other, weight * other_weight);
            }
        }
        let found: Sparse = documents.drain().filter(|(other, _)| *other as usize != index).collect();
        vector.iter().for_each(|(term, weight)| terms.add(*term, *weight));
        let mut found: Near = heaviest(&found, most)
            .into_iter()
            .map(|(other, _)| {
                let vector = &self.vectors[other as usize];
                (other, vector.iter().map(|(term, weight)| terms.get(*term) * weight).sum())
            })
            .collect();
        terms.drain().for_each(drop);
        found.sort_by(|(one, a), (other, b)| b.total_cmp(a).then(one.cmp(other)));
        // It is kept, and has the room of all that were considered.
        found.shrink_to_fit();
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::model;

    /// The first shares one word with each of the next two, of which the last shares more with a report that the first is like.
    const REPORTS: [&str; 6] = [
        "gateway certificate expired renewal paper",
        "paper printer invoice toner",
        "renewal browser trust chain",
        "gateway certificate expired browser trust chain",
        "printer invoice toner database",
        "database replica snapshot volume",
    ];

    fn documents() -> Vec<String> {
        REPORTS.iter().map(|words| format!("# Report\n\n## Summary\n\n{words}\n")).collect()
    }

    #[test]
    fn a_document_is_nearest_to_what_its_neighbours_are_near_to() {
        let documents = documents();
        let model = model(&documents.iter().map(String::as_str).collect::<Vec<_>>());
        let near = model.nearest(0, 3);
        let order: Vec<usize> = near.iter().map(|near| near.index).collect();
        assert_eq!(order, [3, 2, 1]);
        assert!(near[1].likeness <= near[2].likeness, "{near:?}");
    }

    #[test]
    fn one_document_has_the_neighbours_that_it_has_among_all() {
        let documents = documents();
        let texts: Vec<&str> = documents.iter().map(String::as_str).collect();
        let all = model(&texts).all_nearest(4);
        for (index, expected) in all.iter().enumerate().rev() {
            assert_eq!(&model(&texts).nearest(index, 4), expected);
        }
        assert!(model(&texts).nearest(documents.len(), 4).is_empty());
    }
}
