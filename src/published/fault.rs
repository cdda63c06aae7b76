//! Why a published site cannot be asked.

use retold_diagnostic::{Diagnostic, Place};
use retold_search::PackError;

use crate::external::Failure;

/// Why a published site cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// There is no answer for the file at `url`.
    NoAnswer { url: String, failure: Failure },
    /// The host refuses the file at `url`, or is in trouble.
    Refused { url: String, status: u16 },
    /// At `url`, where each site of Retold has its index, there is something else.
    NoSite { url: String, found: Found },
    /// A file of the index is not there.
    Missing { url: String, status: u16 },
    /// A file of the index, which is in the folder `url`, is not what it should be.
    Pack { url: String, error: PackError },
    /// The file at `url`, which is beside the index, is damaged.
    Damaged { url: String },
    /// The index asks for the same bytes again and again.
    Stalled,
}

/// What a site that is none of Retold's has in place of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Nothing(u16),
    Page,
    Other,
}

impl From<PackError> for Fault {
    /// The error of a reader that does not know where its bytes are from: see [`Fault::at`].
    fn from(error: PackError) -> Self {
        match error {
            PackError::Stalled => Self::Stalled,
            error => Self::Pack { url: String::new(), error },
        }
    }
}

impl Fault {
    /// The fault with the folder of the index, where it is not known yet.
    #[must_use]
    pub fn at(self, folder: &str) -> Self {
        match self {
            Self::Pack { url, error } if url.is_empty() => Self::Pack { url: folder.to_owned(), error },
            fault => fault,
        }
    }

    /// Whether another version of the site may have been published while it was read.
    pub fn is_of_version(&self) -> bool {
        match self {
            Self::Missing { .. } => true,
            Self::Pack { error, .. } => {
                !matches!(error, PackError::NotAnEntry { .. } | PackError::Version { .. })
            }
            _ => false,
        }
    }

    /// The finding for people.
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            Self::NoAnswer { url, failure } => {
                let message = format!("the site cannot be read: {}", failure.message());
                Diagnostic::error("site/unreachable", message).at(Place::file(url)).hint(advice(*failure))
            }
            Self::Refused { url, status } => {
                let message = format!("the site cannot be read: the server answers with {status}");
                let hint = match status {
                    401 => {
                        "write the name and the password into the address: `https://NAME:PASSWORD@example.org/`"
                    }
                    403 | 407 => "ask for access; a site behind a login page cannot be read from here",
                    _ => "try again later",
                };
                Diagnostic::error("site/unreachable", message).at(Place::file(url)).hint(hint)
            }
            Self::NoSite { url, found } => {
                let message = match found {
                    Found::Nothing(status) => {
                        format!(
                            "this is no site of Retold: the server answers with {status} for its search index"
                        )
                    }
                    Found::Page => {
                        "this is no site of Retold: a web page is in place of its search index".to_owned()
                    }
                    Found::Other => {
                        "this is no site of Retold: another file is in place of its search index".to_owned()
                    }
                };
                Diagnostic::error("site/none", message)
                    .at(Place::file(url))
                    .hint("give `--site` the address of the home page of a site that `retold build` made")
            }
            Self::Missing { url, status } => {
                let message = format!("cannot read the search index: the server answers with {status}");
                Diagnostic::error("search/unreadable", message).at(Place::file(url)).hint(PUBLISH)
            }
            Self::Pack { url, error: error @ PackError::Version { .. } } => {
                Diagnostic::error("search/damaged", error.to_string()).at(Place::file(url)).hint(
                    "ask it with the version of Retold that built the site, or build the site with this one",
                )
            }
            Self::Pack { url, error } => {
                Diagnostic::error("search/damaged", error.to_string()).at(Place::file(url)).hint(PUBLISH)
            }
            Self::Damaged { url } => {
                Diagnostic::error("search/damaged", "the file is damaged").at(Place::file(url)).hint(PUBLISH)
            }
            Self::Stalled => {
                Diagnostic::error("search/damaged", PackError::Stalled.to_string()).hint(PUBLISH)
            }
        }
    }
}

/// What to do about files that do not belong together.
const PUBLISH: &str =
    "try again, as the site may just be being published; else publish all of its files again";

/// What to do where there is no answer.
fn advice(failure: Failure) -> &'static str {
    match failure {
        Failure::TimedOut => "give it more time with `--timeout SECONDS`",
        Failure::Insecure => {
            "check the address and the clock; `SSL_CERT_FILE` names a file with certificates of authorities of your own"
        }
        Failure::Proxy => "check `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`",
        Failure::TooManyRedirections => "give the address that they are meant to lead to",
        Failure::UnknownHost | Failure::Unreachable | Failure::Private => {
            "check the address, and whether this machine has to use a proxy (`HTTPS_PROXY`)"
        }
        Failure::BrokenOff | Failure::Broken => "try again",
    }
}
