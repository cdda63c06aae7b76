//! The index of the teams and owners of actions.

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::action_lists::ActionList;
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::nav;
use crate::site::view::register::{OWNERS_URL, OwnerLink, TEAMS_URL};

/// The addresses below it are reserved with those of the lists.
const URL: &str = OWNERS_URL;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActionOwnersPage;

#[derive(Debug, Serialize)]
struct View {
    teams: Vec<OwnerLink>,
    owners: Vec<OwnerLink>,
}

impl PageType for ActionOwnersPage {
    const LISTED: bool = true;

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        if !parts.collected.actions.is_empty() {
            routes.add(URL, Self);
        }
    }

    fn made(&self, site: &Site) -> Made {
        let lists = &site.collected.actions;
        let link = |base: &str, (slug, list): (&String, &ActionList)| OwnerLink {
            label: list.label.clone(),
            url: format!("{base}{slug}/"),
        };
        let view = View {
            teams: lists.teams.iter().map(|team| link(TEAMS_URL, team)).collect(),
            owners: lists.owners.iter().map(|owner| link(OWNERS_URL, owner)).collect(),
        };
        Made::Template("action-owners.html", site.layout(URL, nav::ACTIONS).with(&view))
    }
}
