//! The archive as data: the files below `api/v1/`.

use super::{Made, PageType};
use crate::report::api::{self, FOLDER, List};
use crate::site::routes::{Parts, Routes};
use crate::site::view::taxonomy::term_url;
use crate::site::{GENERATOR, Site, json};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ApiFile {
    Index,
    Schema,
    /// A part of a list (0-based).
    Part(List, usize),
    /// A postmortem, by its index in the archive.
    Postmortem(usize),
}

impl PageType for ApiFile {
    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        if !parts.config.api {
            return;
        }
        routes.add(&format!("{FOLDER}index.json"), Self::Index);
        routes.add(&format!("{FOLDER}schema.json"), Self::Schema);
        for list in List::ALL {
            for part in 0..list.parts(parts.archive) {
                routes.add(&api::part_url(list, part), Self::Part(list, part));
            }
        }
        for (index, postmortem) in parts.archive.postmortems.iter().enumerate() {
            if postmortem.is_shared() {
                routes.add(&api::postmortem_url(&postmortem.url), Self::Postmortem(index));
            }
        }
    }

    fn made(&self, site: &Site) -> Made {
        let (archive, config) = (&site.archive, &site.config);
        Made::Bytes(match *self {
            Self::Index => json(&api::index(archive, config, GENERATOR)),
            Self::Schema => json(&api::schema()),
            Self::Part(List::Postmortems, part) => json(&api::postmortems(archive, part)),
            Self::Part(List::Actions, part) => json(&api::actions(archive, part, config)),
            Self::Part(List::Terms, part) => json(&api::term_list(archive, part, term_url)),
            Self::Postmortem(index) => json(&api::postmortem(archive, index, &site.alike(index), config)),
        })
    }
}
