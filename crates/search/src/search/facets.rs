//! Facets of what a query finds.

use super::tally::Ranking;
use crate::facets::{Facet, FacetValue, Facets, FieldValues, ValueDocuments};
use crate::filter::{FilterField, severity_level};
use crate::query::{Clause, FilterGroup, Item, Occur, Query};

/// Counts the values of all fields. Filters of a field do not change the counts of the field itself:
/// its other values can be added to those that are asked for.
pub(super) fn count(facets: &Facets, query: &Query, ranking: &Ranking) -> Vec<Facet> {
    let mut counted = Vec::with_capacity(facets.fields.len());
    let asked_for = asked_for(query);
    for FieldValues { name, values, others } in &facets.fields {
        let field = FilterField::from_query(name);
        let mut matching = vec![false; facets.documents()];
        for doc in ranking.without(|group| lifts(field, group)) {
            if let Some(matching) = matching.get_mut(doc as usize) {
                *matching = true;
            }
        }
        let values = values.iter().map(|value| {
            let mut count = 0;
            facets.for_each(value, |doc| count += u64::from(matching.get(doc as usize) == Some(&true)));
            let tokens = tokens(field, value);
            let selected = asked_for
                .iter()
                .any(|(first, last)| tokens.iter().any(|token| (*first..=*last).contains(&token.as_str())));
            FacetValue { label: value.label.clone(), filter: value.token.clone(), count, selected }
        });
        let mut values: Vec<FacetValue> = values.filter(|value| value.count > 0 || value.selected).collect();
        if field != Some(FilterField::Severity) && field != Some(FilterField::Year) {
            // Stable: equals stay in the order of the whole archive.
            values.sort_by_key(|value| std::cmp::Reverse(value.count));
        }
        counted.push(Facet { field: name.clone(), values, others: *others });
    }
    counted
}

/// The tokens that ask for a value: severities are asked for by label or by level.
fn tokens(field: Option<FilterField>, value: &ValueDocuments) -> Vec<String> {
    let mut tokens = vec![value.token.clone()];
    if field == Some(FilterField::Severity) {
        tokens.extend(
            severity_level(&value.label).map(|level| FilterField::Severity.token(&level.to_string())),
        );
    }
    tokens
}

/// Whether a field's counts are taken as if the filters of a group were not there.
fn lifts(field: Option<FilterField>, group: FilterGroup) -> bool {
    match group {
        FilterGroup::Field(of) => field == Some(of),
        FilterGroup::After | FilterGroup::Before => field == Some(FilterField::Year),
    }
}

/// The first and last tokens of the query's filters.
fn asked_for(query: &Query) -> Vec<(&str, &str)> {
    let filters = query.clauses.iter().filter_map(|clause| match clause {
        Clause { item: Item::Filter(filter), occur, .. } if *occur != Occur::MustNot => Some(filter),
        _ => None,
    });
    filters
        .flat_map(|filter| &filter.any_of)
        .map(|range| (range.first.as_str(), range.last.as_str()))
        .collect()
}

/// The place of each document's severity, from the most severe on; the last for those without.
pub(super) fn severity_places(facets: &Facets) -> Vec<u8> {
    let mut places = vec![u8::MAX; facets.documents()];
    let field = FilterField::Severity.name();
    for value in facets.fields.iter().filter(|known| known.name == field).flat_map(|known| &known.values) {
        facets.for_each(value, |doc| {
            if let (Some(place), Some(rank)) = (places.get_mut(doc as usize), value.rank) {
                *place = rank;
            }
        });
    }
    places
}
