//! Bad input and the whole output for it: message, place, hint, status. Each test has a good document beside the fault,
//! which is built if the program promises that.

mod configuration;
mod files;
mod front_matter;
mod output;
mod references;
mod templates;

use crate::support::{Archive, Run};

/// Builds with `contents` in `content/bad.md` beside a good document.
fn build_with(contents: impl AsRef<[u8]>) -> (Archive, Run) {
    let archive = Archive::good().file("content/bad.md", contents);
    let run = archive.build();
    assert!(archive.has("public/good/index.html"), "the rest is built");
    (archive, run)
}
