//! Files beside the documents that are published with them.

use super::{Made, PageType};
use crate::archive::harmless::configures_host;
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use retold_diagnostic::{Diagnostic, Place};

/// A file, by its index in the archive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AttachmentFile(usize);

impl PageType for AttachmentFile {
    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        for (index, attachment) in parts.archive.attachments.iter().enumerate() {
            if configures_host(&attachment.path) {
                routes.report(
                    Diagnostic::error("identity/reserved", "the file would configure the host of the site")
                        .at(Place::file(format!("{}/{}", parts.config.content_name, attachment.path)))
                        .hint("it is not published; rename it, or put it into the output folder yourself"),
                );
            } else if !routes.add_where_free(&attachment.path, Self(index)) {
                routes.report(
                    Diagnostic::error(
                        "identity/reserved",
                        "the file has the address of one of the site's own pages",
                    )
                    .at(Place::file(format!("{}/{}", parts.config.content_name, attachment.path)))
                    .hint("it is not published; rename it, or move it to another folder"),
                );
            }
        }
    }

    fn made(&self, site: &Site) -> Made {
        Made::File(site.archive.attachments[self.0].location.clone())
    }
}
