//! The static files of the theme.

use super::{Made, PageType};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};

/// A file, by the name that templates ask for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AssetFile(String);

impl PageType for AssetFile {
    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        for (name, asset) in &parts.theme.assets {
            routes.add(&asset.url, Self(name.clone()));
        }
    }

    fn made(&self, site: &Site) -> Made {
        Made::Bytes(site.theme.assets.get(&self.0).map(|asset| asset.bytes.to_vec()).unwrap_or_default())
    }
}
