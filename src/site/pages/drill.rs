//! The drill of an incident: its timeline step by step, without its title and outcome above it.

use jiff::SignedDuration;
use serde::Serialize;

use super::{Made, PageType};
use crate::archive::taxonomy::{Taxonomies, Taxonomy};
use crate::archive::{ArchivedDocument, drill};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::card::ListedCard;
use crate::site::view::nav;
use crate::site::view::taxonomy::{TermLink, term_link};
use retold_document::model::Entry;

pub const URL: &str = "drill/";

/// Characters of the part of an address that names a drill.
const DIGEST: usize = 10;

/// Steps inside each other, at most: browsers limit the depth of a page. The last one has the rest.
const DEPTH: usize = 100;

/// The drill of a postmortem, by its index in the archive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DrillPage(usize);

#[derive(Debug, Serialize)]
struct View {
    drill: DrillView,
}

#[derive(Debug, Serialize)]
struct DrillView {
    services: Vec<TermLink>,
    /// ISO 8601.
    date: Option<String>,
    steps: Vec<StepView>,
    /// What follows the last step that can be opened by itself.
    rest: Vec<StepView>,
    /// What had happened before anybody noticed.
    unseen: Vec<StepView>,
    /// The incident, for the end.
    card: ListedCard,
}

#[derive(Debug, Serialize)]
struct StepView {
    /// Time of day.
    clock: Option<String>,
    /// Seconds since the first entry of the timeline.
    offset: i64,
    /// Seconds since the step before.
    wait: i64,
    text: String,
}

impl PageType for DrillPage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        let name = url.strip_prefix(URL).and_then(|rest| rest.strip_suffix('/'));
        name.is_some_and(|name| name.len() == DIGEST && name.bytes().all(|byte| byte.is_ascii_hexdigit()))
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        for &index in &parts.collected.drills {
            routes.add(&url(&parts.archive.postmortems[index]), Self(index));
        }
    }

    fn made(&self, site: &Site) -> Made {
        let archived = &site.archive.postmortems[self.0];
        let (unseen, steps) =
            drill::of(archived).map_or((&[][..], &[][..]), |drill| (drill.unseen, drill.steps));
        let services = archived.document.facts.services.iter();
        let mut shown = views(steps);
        let rest = shown.split_off(shown.len().min(DEPTH));
        let view = View {
            drill: DrillView {
                services: services
                    .map(|service| term_link(&site.archive, Taxonomy::Services, &service.value))
                    .collect(),
                date: archived.day().map(|day| day.to_string()),
                steps: shown,
                rest,
                unseen: views(unseen),
                card: site.card(self.0),
            },
        };
        Made::Template("drill.html", site.layout(&url(archived), nav::BROWSE).with(&view))
    }
}

/// The address of the drill of a report: a digest, as the name of a report mostly gives away what happened.
pub fn url(archived: &ArchivedDocument) -> String {
    format!("{URL}{}/", &blake3::hash(archived.url.as_bytes()).to_hex()[..DIGEST])
}

fn views(entries: &[Entry]) -> Vec<StepView> {
    let mut last = entries.first().and_then(|entry| entry.offset).unwrap_or_default();
    let mut view = |entry: &Entry| {
        let offset = entry.offset.unwrap_or(last);
        let wait: SignedDuration = offset.saturating_sub(last);
        last = offset;
        let time = entry.at.and_then(|at| at.time);
        StepView {
            clock: time.map(|time| time.strftime("%H:%M").to_string()),
            offset: offset.as_secs(),
            wait: wait.as_secs(),
            text: entry.text.clone(),
        }
    };
    entries.iter().map(&mut view).collect()
}
