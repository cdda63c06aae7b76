//! Lists: indexes of links, and collections of incidents in a line each.

use crate::class::content_stats::ContentStats;
use crate::class::words::{ends_as_list, is_list_title};
use crate::class::{File, Found, Name};
use crate::model::{Class, Origin};

/// The most words of an index that lists nothing itself, or little.
const LONGEST_FRONT_PAGE: usize = 200;

/// The most words of one whose title is that of a list: it may also show how to take part.
const LONGEST_LISTED_PAGE: usize = 600;

impl File<'_> {
    /// Returns true if link entries have at least `share` tenths of the words, and are half of the entries; a third in a
    /// long list, beside which there may be figures and definitions.
    pub(super) fn is_mostly_links(&self, share: usize) -> bool {
        let ContentStats { link_entries: links, words, heading_words, entries, .. } = &self.stats;
        10 * links.words >= share * words.saturating_sub(*heading_words)
            && (if links.count >= 10 { 3 } else { 2 }) * links.count >= *entries
    }

    /// The class of a file that is a list: of links, or of incidents in a line each. `report_kinds`: kinds of sections of
    /// reports with text.
    pub(super) fn list(&self, report_kinds: usize) -> Option<Found> {
        let ContentStats {
            link_entries: links,
            described_links: described,
            dated_entries: dated,
            words,
            heading_words,
            entries,
            listing,
            ..
        } = &self.stats;
        let body_words = words.saturating_sub(*heading_words);
        let is_named_list = self.is_readme()
            || matches!(self.name.as_str(), "index" | "_index" | "summary" | "toc" | "list" | "log")
            || is_list_title(self.title);
        if described.count >= 10 && 2 * described.words >= body_words {
            return Some(Found::new(Class::Collection, Origin::Text, described.first.clone()));
        }
        if is_list_title(self.title) && dated.count >= 3 && 2 * dated.words >= body_words {
            return Some(Found::new(Class::Collection, Origin::Text, dated.first.clone()));
        }
        if let Some(span) = listing
            && body_words <= 150
        {
            return Some(Found::new(Class::Index, Origin::Text, Some(span.clone())));
        }
        // The introduction of a folder whose reports a generator lists, or a table that has one row so far.
        let is_listed = is_list_title(self.title) || ends_as_list(self.title);
        let is_front_page = matches!(self.name.as_str(), "index" | "_index")
            && self.has_general_title()
            && !self.is_dated
            && report_kinds == 0
            && self.stats.times <= 3
            && body_words <= if is_listed { LONGEST_LISTED_PAGE } else { LONGEST_FRONT_PAGE };
        if is_front_page {
            return Some(self.named(Class::Index, Name::Title));
        }
        let is_index = if is_named_list {
            !self.is_dated && links.count >= 2 && self.is_mostly_links(3) && self.stats.times <= 3
        } else {
            links.count >= 3 && self.is_mostly_links(6) && self.stats.times <= 1 && *entries < 2 * links.count
        };
        is_index.then(|| Found::new(Class::Index, Origin::Text, links.first.clone()))
    }
}
