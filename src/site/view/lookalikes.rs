//! Incidents that may be the same thing again, and which nobody has linked.

use std::collections::BTreeMap;

use serde::Serialize;

use super::card::ListedCard;
use super::gap::Gap;
use super::similar::{ReasonView, reasons};
use crate::site::Site;
use retold_likeness::Alike;

/// Pairs that are shown.
const MOST: usize = 20;

/// Pairs of one incident that are shown, so that one that is like many others leaves room for them.
const MOST_OF_ONE: usize = 2;

/// Two incidents that may be the same thing.
#[derive(Debug, Serialize)]
pub struct LookalikesView {
    later: ListedCard,
    earlier: ListedCard,
    /// How long after the earlier one the later one was, where both days are known.
    after: Option<Gap>,
    /// What both have in common.
    reasons: Vec<ReasonView>,
    /// The file of the later one.
    path: String,
    /// The name of the earlier one, which links or declines it in that file.
    name: String,
}

/// The pairs of incidents that are most likely to be the same thing: what is alike, also in its causes, and is neither
/// linked nor declined nor a copy. Those that are most alike come first.
pub fn lookalikes(site: &Site) -> Vec<LookalikesView> {
    let mut shown = BTreeMap::<usize, usize>::new();
    let mut pairs = Vec::new();
    for ((later, earlier), alike) in by_likeness(&site.all_alike()) {
        let often = |index: usize| shown.get(&index).is_some_and(|pairs| *pairs >= MOST_OF_ONE);
        if often(later) || often(earlier) || site.archive.is_settled(later, earlier) {
            continue;
        }
        pairs.push(LookalikesView::new(site, (later, earlier), alike));
        for index in [later, earlier] {
            *shown.entry(index).or_default() += 1;
        }
        if pairs.len() == MOST {
            break;
        }
    }
    pairs
}

/// The pairs of incidents that may be the same thing, the most alike first: the later one and the earlier one, and what makes
/// them alike. `alike` are those that are like each incident.
fn by_likeness(alike: &[Vec<Alike>]) -> Vec<((usize, usize), &Alike)> {
    let mut pairs = BTreeMap::new();
    for (index, others) in alike.iter().enumerate() {
        for other in others.iter().filter(|other| other.may_repeat && !other.is_copy) {
            // Newer incidents come first in the archive. Each may be among those that are like the other one.
            pairs.entry((index.min(other.index), index.max(other.index))).or_insert(other);
        }
    }
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    // The sort is stable: of equal pairs, the newest come first.
    pairs.sort_by(|(_, a), (_, b)| b.likeness.total_cmp(&a.likeness));
    pairs
}

impl LookalikesView {
    fn new(site: &Site, (later, earlier): (usize, usize), alike: &Alike) -> Self {
        let postmortems = &site.archive.postmortems;
        let (newer, older) = (&postmortems[later], &postmortems[earlier]);
        Self {
            later: site.card(later),
            earlier: site.card(earlier),
            after: older.day().zip(newer.day()).map(|(before, day)| Gap::between(before, day)),
            reasons: reasons(&site.archive, &alike.reason),
            path: newer.document.path.clone(),
            name: older.reference().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use retold_search::Language;

    use super::*;
    use crate::archive::{Archive, Selection};
    use crate::config::{Config, Overrides};
    use crate::similar::compare;
    use crate::source::SourceTree;
    use crate::theme::Theme;

    const CAUSE: &str =
        "## Root cause\n\nThe certificate of the gateway expired, as nobody renews certificates.\n";

    /// The pairs of a site with a later and an earlier incident, beside others, by the names of the earlier ones.
    fn names(later: &str, earlier: &str) -> Vec<String> {
        let documents = [
            ("2026-01-31-gateway.md", later),
            ("2025-03-02-gateway.md", earlier),
            ("2026-01-01-mail.md", "# Mail is late\n\n## Root cause\n\nThe mail host had a mail loop.\n"),
            ("2026-01-02-price.md", "# Wrong price\n\n## Root cause\n\nA price list had a typing error.\n"),
            ("2026-01-03-print.md", "# Printer on fire\n\n## Root cause\n\nDust in a lamp got hot.\n"),
        ];
        let config = Config::load(Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let archive = Archive::from_tree(SourceTree::from_pairs(documents), &config, Selection::default()).0;
        let model = compare(&archive, Language::default());
        let theme = Theme::load(Path::new("/nowhere"), "en").unwrap().0;
        let site = Site::new(config, archive, model, theme).unwrap().0;
        let made_anew = lookalikes(&site);
        let pairs = lookalikes(&site.prepared());
        let names = |pairs: &[LookalikesView]| pairs.iter().map(|pair| pair.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&made_anew), names(&pairs));
        assert!(
            pairs.iter().all(|pair| pair.path.contains("2026-01-31-gateway") && !pair.reasons.is_empty())
        );
        names(&pairs)
    }

    #[test]
    fn pairs_are_alike_and_neither_linked_nor_declined_nor_copies() {
        let later = format!("# Gateway refuses connections\n\n{CAUSE}");
        let earlier = format!(
            "# Connections to the gateway refused\n\n{CAUSE}\nNo mail left the host, and a price list was late.\n"
        );
        let with = |front_matter: &str| format!("---\n{front_matter}: 2025-03-02-gateway\n---\n{later}");
        assert_eq!(names(&later, &earlier), ["2025-03-02-gateway"]);
        for key in ["not_related", "related", "recurrence_of"] {
            assert_eq!(names(&with(key), &earlier), Vec::<String>::new(), "{key}");
        }
        assert_eq!(names(&later, &later), Vec::<String>::new());
        assert_eq!(names(&later, "# A typing error\n\nIn the address of a backup.\n"), Vec::<String>::new());
    }
}
