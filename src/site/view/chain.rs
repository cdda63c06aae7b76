//! Views of incidents that repeat each other.

use serde::Serialize;

use super::card::ListedCard;
use super::gap::Gap;
use crate::archive::recurrence::left_open;
use crate::archive::tracked::{ActionState, TrackedAction};
use crate::archive::{Archive, ArchivedDocument};
use crate::site::Site;
use retold_document::shorten;

/// The index of all chains, and the folder of their pages.
pub const INDEX_URL: &str = "chains/";

/// Actions of one incident that a page names, and the characters of each.
const MOST_ACTIONS: usize = 20;
const LONGEST_ACTION: usize = 240;

/// Earlier incidents of which the page of a later one names the open actions: those before it.
const MOST_EARLIER: usize = 10;

/// The address of a chain.
pub fn chain_url(slug: &str) -> String {
    format!("{INDEX_URL}{slug}/")
}

/// The place of an incident in its chain.
#[derive(Debug, Clone, Serialize)]
pub struct OccurrenceLink {
    /// Which time it is, counted from 1.
    pub number: usize,
    /// As of [`ordinal`].
    pub ordinal: &'static str,
    /// How often it happened in all.
    pub count: usize,
    /// The page of the chain.
    pub url: String,
}

/// An incident of a chain.
#[derive(Debug, Serialize)]
pub struct OccurrenceView {
    number: usize,
    ordinal: &'static str,
    card: ListedCard,
    /// The first sentence on how it was resolved.
    resolution: Option<String>,
    actions: ActionList,
    /// How long after the time before it, where both days are known.
    after: Option<Gap>,
}

/// What was to be done.
#[derive(Debug, Default, Serialize)]
pub struct ActionList {
    /// How many there are.
    count: usize,
    /// How many of them are done.
    done: usize,
    /// The first of them.
    items: Vec<StatedAction>,
}

#[derive(Debug, Serialize)]
pub struct StatedAction {
    title: String,
    /// `open`, `in-progress`, `unstated`, `done` or `declined`.
    state: ActionState,
    /// The day on which it was done, if that is known.
    done: Option<String>,
    owners: Vec<String>,
    link: Option<String>,
}

/// Actions of an earlier incident that were open when it happened again.
#[derive(Debug, Serialize)]
pub struct LeftOpen {
    card: ListedCard,
    actions: ActionList,
}

/// The place of a postmortem in its chain, if it has one.
pub fn occurrence(archive: &Archive, postmortem: &ArchivedDocument) -> Option<OccurrenceLink> {
    let occurrence = postmortem.occurrence?;
    let chain = archive.chains.get(occurrence.chain)?;
    Some(OccurrenceLink {
        number: occurrence.number,
        ordinal: ordinal(occurrence.number),
        count: chain.members.len(),
        url: chain_url(&chain.slug),
    })
}

/// Those of a chain's `members` with the given places, which are in the order of time.
pub fn occurrences(site: &Site, members: &[usize], places: std::ops::Range<usize>) -> Vec<OccurrenceView> {
    let postmortems = &site.archive.postmortems;
    let view = |place: usize| {
        let postmortem = &postmortems[members[place]];
        let before = place.checked_sub(1).and_then(|before| postmortems[members[before]].day());
        let actions = TrackedAction::all_of(&postmortem.document, site.config.action_due_days);
        OccurrenceView {
            number: place + 1,
            ordinal: ordinal(place + 1),
            card: site.card(members[place]),
            resolution: site.resolution(members[place]),
            actions: ActionList::of(&actions.collect::<Vec<_>>()),
            after: before.zip(postmortem.day()).map(|(before, day)| Gap::between(before, day)),
        }
    };
    places.map(view).collect()
}

/// The actions of the incidents before that of `index` in its chain that were open on the day on which it happened; the last
/// of those incidents first.
pub fn left_open_before(site: &Site, index: usize) -> Vec<LeftOpen> {
    let postmortems = &site.archive.postmortems;
    let postmortem = &postmortems[index];
    let (Some(occurrence), Some(day)) = (postmortem.occurrence, postmortem.day()) else { return Vec::new() };
    let members = site.archive.chains.get(occurrence.chain).map_or(&[][..], |chain| &chain.members);
    let earlier = members.iter().take(occurrence.number - 1).rev().take(MOST_EARLIER);
    let found = earlier.map(|member| LeftOpen {
        actions: ActionList::of(&left_open(&postmortems[*member], day, site.config.action_due_days)),
        card: site.card(*member),
    });
    found.filter(|left| left.actions.count > 0).collect()
}

impl ActionList {
    fn of(actions: &[TrackedAction<'_>]) -> Self {
        let is_done = |action: &&TrackedAction<'_>| action.state() == ActionState::Done;
        Self {
            count: actions.len(),
            done: actions.iter().filter(is_done).count(),
            items: actions.iter().take(MOST_ACTIONS).map(StatedAction::of).collect(),
        }
    }
}

impl StatedAction {
    fn of(action: &TrackedAction<'_>) -> Self {
        Self {
            title: shorten(&action.action.title, LONGEST_ACTION),
            state: action.state(),
            done: action.done_on().map(|day| day.to_string()),
            owners: action.owners.clone(),
            link: action.web_link().map(str::to_owned),
        }
    }
}

/// The form of the ordinal number in English, by the names of CLDR: `one` (1st), `two` (2nd), `few` (3rd), else `many`.
fn ordinal(number: usize) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "many",
        (1, _) => "one",
        (2, _) => "two",
        (3, _) => "few",
        _ => "many",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_have_the_categories_of_english() {
        for (number, expected) in [
            (1, "one"),
            (2, "two"),
            (3, "few"),
            (4, "many"),
            (11, "many"),
            (12, "many"),
            (22, "two"),
            (113, "many"),
        ] {
            assert_eq!(ordinal(number), expected, "{number}");
        }
    }
}
