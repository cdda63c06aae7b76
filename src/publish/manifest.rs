//! The list of the files that Retold wrote, kept beside them.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

/// The name of the list in the output folder.
pub const MANIFEST: &str = ".retold-manifest.json";

const VERSION: u32 = 1;

/// What is known of the published site. The default is that of a folder without one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    version: u32,
    /// Whether all that is published comes from builds without errors.
    pub complete: bool,
    /// Whether files were being moved into place when this was written: some may be those of the site before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unfinished: bool,
    pub files: BTreeSet<String>,
}

impl Manifest {
    /// The manifest of a whole site.
    pub fn new(files: BTreeSet<String>, complete: bool) -> Self {
        Self { version: VERSION, complete, unfinished: false, files }
    }

    /// The manifest of the time while the site `next` takes the place of this one: it knows the files of both.
    pub fn between(&self, next: &Self) -> Self {
        let files = self.files.union(&next.files).cloned().collect();
        Self { version: VERSION, complete: self.complete && next.complete, unfinished: true, files }
    }

    /// Whether the folder had no manifest.
    pub fn is_absent(&self) -> bool {
        self.version == 0
    }

    /// # Errors
    /// Text that no manifest has.
    pub fn decode(bytes: &[u8]) -> serde_json::Result<Self> {
        let mut manifest: Self = serde_json::from_slice(bytes)?;
        manifest.files.retain(|name| is_inside(name));
        Ok(manifest)
    }
}

/// Whether a name from a manifest, which anybody may have edited, stays in the folder.
fn is_inside(name: &str) -> bool {
    !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}
