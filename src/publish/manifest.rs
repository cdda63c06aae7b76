//! The list of the files that Retold wrote, kept beside them.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

/// The name of the list in the output folder.
pub const MANIFEST: &str = ".retold-manifest.json";

const VERSION: u32 = 1;

/// The manifest of the published site. The default is that of a folder without a manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    version: u32,
    /// Whether all published files come from builds without errors.
    pub complete: bool,
    /// Whether files were being moved into place when the manifest was written: some may be of the previous site.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unfinished: bool,
    pub files: BTreeSet<String>,
}

impl Manifest {
    /// The manifest of a completely published site.
    pub fn new(files: BTreeSet<String>, complete: bool) -> Self {
        Self { version: VERSION, complete, unfinished: false, files }
    }

    /// The manifest for the time in which the site `next` replaces this one: it lists the files of both.
    pub fn between(&self, next: &Self) -> Self {
        let files = self.files.union(&next.files).cloned().collect();
        Self { version: VERSION, complete: self.complete && next.complete, unfinished: true, files }
    }

    /// Whether the folder had no manifest.
    pub fn is_absent(&self) -> bool {
        self.version == 0
    }

    /// # Errors
    /// `bytes` are not a manifest.
    pub fn decode(bytes: &[u8]) -> serde_json::Result<Self> {
        let mut manifest: Self = serde_json::from_slice(bytes)?;
        manifest.files.retain(|name| is_inside(name));
        Ok(manifest)
    }
}

/// Returns true if a name from a manifest stays in the folder: anybody may have edited the file.
fn is_inside(name: &str) -> bool {
    !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}
