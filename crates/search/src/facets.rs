//! Facets: what values the matching documents have, and how many have each.
//!
//! A pack has one component for them, read whole and only when facets are shown or hits are sorted
//! by severity: a JSON header that lists fields, values and the length of each value's set of
//! documents, then the sets, all of it deflated. A set is a bitmap or, where that is shorter, the distances from one
//! document to the next in LEB128.

use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde::{Deserialize, Serialize};

use crate::pack::PackError;

/// Bytes that the facets may have, so that a damaged pack cannot ask for all memory.
const MAX_BYTES: usize = 64 << 20;

/// The component with the facets.
pub(crate) const FACETS: &str = "facets";

/// One field of the facets, with the counts for a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// As written in queries: `service`, `sev`, `year` …
    pub field: String,
    /// Values that at least one document has, the most frequent first; severities in their order,
    /// years from the last on.
    pub values: Vec<FacetValue>,
    /// How many values the archive has besides, rarer ones that are not counted. They can be asked for all the same.
    #[serde(skip_serializing_if = "is_zero")]
    pub others: u64,
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// As people read it: `Payments API`.
    pub label: String,
    /// The filter that asks for it, as a query has it: `service:payments-api`.
    pub filter: String,
    /// How many documents of the answer have it, were the field not filtered.
    pub count: u64,
    /// The query asks for it.
    pub selected: bool,
}

/// The facets of all documents of a pack.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facets {
    pub(crate) fields: Vec<FieldValues>,
    documents: u32,
}

/// A field of the facets.
#[derive(Clone, Debug)]
pub(crate) struct FieldValues {
    pub(crate) name: String,
    pub(crate) values: Vec<ValueDocuments>,
    /// As [`Facet::others`].
    pub(crate) others: u64,
}

/// A value, and the documents that have it.
#[derive(Clone, Debug)]
pub(crate) struct ValueDocuments {
    pub(crate) label: String,
    /// The filter's token, such as `service:payments-api`.
    pub(crate) token: String,
    /// Place of a severity in the configured order; 1 is the most severe.
    pub(crate) rank: Option<u8>,
    set: Vec<u8>,
}

/// What stands before the sets.
#[derive(Serialize, Deserialize)]
struct Header {
    documents: u32,
    /// Name, values, and how many others there are.
    fields: Vec<(String, Vec<HeaderValue>, u64)>,
}

/// Label, token, rank and the bytes of the set.
#[derive(Serialize, Deserialize)]
struct HeaderValue(String, String, Option<u8>, usize);

impl Facets {
    /// Reads the component.
    ///
    /// # Errors
    /// [`PackError::Corrupt`].
    pub(crate) fn decode(bytes: &[u8]) -> Result<Facets, PackError> {
        Facets::try_decode(bytes).ok_or_else(|| PackError::corrupt("the facets cannot be read"))
    }

    fn try_decode(bytes: &[u8]) -> Option<Facets> {
        let bytes = decompress_to_vec_with_limit(bytes, MAX_BYTES).ok()?;
        let (length, rest) = bytes.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (header, mut rest) = rest.split_at_checked(length)?;
        let header: Header = serde_json::from_slice(header).ok()?;
        let mut facets = Facets { fields: Vec::new(), documents: header.documents };
        for (name, values, others) in header.fields {
            let mut field = FieldValues { name, values: Vec::with_capacity(values.len()), others };
            for HeaderValue(label, token, rank, length) in values {
                let (set, after) = rest.split_at_checked(length)?;
                rest = after;
                field.values.push(ValueDocuments { label, token, rank, set: set.to_vec() });
            }
            facets.fields.push(field);
        }
        Some(facets)
    }

    /// How many documents the pack holds.
    pub(crate) fn documents(&self) -> usize {
        self.documents as usize
    }

    /// Calls `each` with every document that has the value.
    pub(crate) fn for_each(&self, value: &ValueDocuments, mut each: impl FnMut(u32)) {
        if value.set.len() == bitmap_bytes(self.documents) {
            for (byte, bits) in (0_u32..).zip(&value.set) {
                for bit in (0..8).filter(|bit| bits & (1 << bit) != 0) {
                    each(byte * 8 + bit);
                }
            }
            return;
        }
        let (mut next, mut distance, mut shift) = (0_u32, 0_u32, 0_u32);
        for byte in &value.set {
            distance |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            shift += 7;
            if byte & 0x80 == 0 {
                next = next.saturating_add(distance);
                each(next);
                next = next.saturating_add(1);
                (distance, shift) = (0, 0);
            }
        }
    }
}

fn bitmap_bytes(documents: u32) -> usize {
    documents.div_ceil(8) as usize
}

#[cfg(feature = "writer")]
pub(crate) mod write {
    //! Collecting facets.

    use std::collections::BTreeMap;

    use miniz_oxide::deflate::compress_to_vec;

    use super::{Header, HeaderValue, bitmap_bytes};

    /// The most values of a field; the most frequent are kept, and how many others there are.
    const MAX_VALUES: usize = 200;

    /// The field whose values have an order of their own, from the last on.
    const YEAR: &str = "year";

    /// A value of a document.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) struct Value {
        pub(crate) field: &'static str,
        pub(crate) token: String,
        pub(crate) label: String,
        pub(crate) rank: Option<u8>,
    }

    /// What is collected of a value.
    struct Collected {
        label: String,
        rank: Option<u8>,
        documents: Vec<u32>,
    }

    /// The component for documents with these values, in order. `fields` are those to be offered,
    /// in the order in which they are shown.
    ///
    /// # Errors
    /// Those of `serde_json`; none is known for these types.
    pub(crate) fn component(fields: &[&str], documents: &[Vec<Value>]) -> serde_json::Result<Vec<u8>> {
        let mut collected: BTreeMap<(&str, &str), Collected> = BTreeMap::new();
        for (document, values) in (0_u32..).zip(documents) {
            for value in values {
                let known = collected.entry((value.field, &value.token)).or_insert_with(|| Collected {
                    label: value.label.clone(),
                    rank: value.rank,
                    documents: Vec::new(),
                });
                // Two spellings of one value in a document count once.
                if known.documents.last() != Some(&document) {
                    known.documents.push(document);
                }
            }
        }
        let count = u32::try_from(documents.len()).unwrap_or(u32::MAX);
        let mut header = Header { documents: count, fields: Vec::new() };
        let mut sets = Vec::new();
        for &field in fields {
            let mut values: Vec<_> = collected.iter().filter(|((name, _), _)| *name == field).collect();
            // Stable: values of equal frequency stay in the order of their tokens.
            values.sort_by_key(|(_, value)| std::cmp::Reverse(value.documents.len()));
            let others = values.len().saturating_sub(MAX_VALUES) as u64;
            values.truncate(MAX_VALUES);
            if values.iter().any(|(_, value)| value.rank.is_some()) {
                values.sort_by_key(|(_, value)| value.rank.unwrap_or(u8::MAX));
            } else if field == YEAR {
                values.sort_by_key(|((_, token), _)| std::cmp::Reverse(*token));
            }
            let mut listed = Vec::with_capacity(values.len());
            for ((_, token), value) in values {
                let set = set(&value.documents, count);
                listed.push(HeaderValue(value.label.clone(), (*token).to_owned(), value.rank, set.len()));
                sets.extend(set);
            }
            if !listed.is_empty() {
                header.fields.push((field.to_owned(), listed, others));
            }
        }
        let header = serde_json::to_vec(&header)?;
        let mut out = u32::try_from(header.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
        out.extend(header);
        out.extend(sets);
        Ok(compress_to_vec(&out, 9))
    }

    /// A set of documents, given in order.
    fn set(documents: &[u32], count: u32) -> Vec<u8> {
        let mut distances = Vec::new();
        let mut next = 0;
        for &document in documents {
            let mut distance = document - next;
            while distance >= 0x80 {
                distances.push((distance & 0x7f) as u8 | 0x80);
                distance >>= 7;
            }
            distances.push(distance as u8);
            next = document + 1;
        }
        // A bitmap is told by its length.
        if distances.len() < bitmap_bytes(count) {
            return distances;
        }
        let mut bitmap = vec![0; bitmap_bytes(count)];
        for &document in documents {
            bitmap[document as usize / 8] |= 1 << (document % 8);
        }
        bitmap
    }
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;

    #[test]
    fn sets_come_back_as_they_were() {
        let value = |token: &str| write::Value {
            field: "service",
            token: format!("service:{token}"),
            label: token.to_uppercase(),
            rank: None,
        };
        // `all` and `most` become bitmaps, `few` distances.
        let documents: Vec<Vec<write::Value>> = (0..2_000)
            .map(|document| {
                let mut values = vec![value("all"), value("all")];
                values.extend((document % 3 != 0).then(|| value("most")));
                values.extend((document % 700 == 5).then(|| value("few")));
                values
            })
            .collect();
        let bytes = write::component(&["service", "tag"], &documents).expect("facets can be stored");
        let facets = Facets::decode(&bytes).expect("facets can be read");
        let listed: Vec<(&str, usize)> = facets.fields[0]
            .values
            .iter()
            .map(|value| {
                let mut found = Vec::new();
                facets.for_each(value, |document| found.push(document));
                for document in &found {
                    assert!(documents[*document as usize].iter().any(|known| known.token == value.token));
                }
                (value.label.as_str(), found.len())
            })
            .collect();
        assert_eq!(listed, [("ALL", 2_000), ("MOST", 1_333), ("FEW", 3)]);
        assert_eq!(facets.fields.len(), 1, "a field without values is not offered");
        assert_eq!(facets.fields[0].others, 0);
        for length in 0..bytes.len().min(200) {
            assert!(Facets::decode(&bytes[..length]).is_err());
        }
    }

    #[test]
    fn values_that_are_left_out_are_counted() {
        let tag = |number: usize| write::Value {
            field: "tag",
            token: format!("tag:{number:03}"),
            label: number.to_string(),
            rank: None,
        };
        let documents: Vec<Vec<write::Value>> =
            (0..230).map(|document| vec![tag(document), tag(229)]).collect();
        let bytes = write::component(&["tag"], &documents).expect("facets can be stored");
        let field = &Facets::decode(&bytes).expect("facets can be read").fields[0];
        assert_eq!((field.values.len(), field.others), (200, 30));
        assert_eq!(field.values[0].label, "229");
    }
}
