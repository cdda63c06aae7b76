//! What can be wrong with a pack.

/// Why a pack cannot be read. Every message names the file where there is one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// The entry file is something else.
    #[error("`{file}` is not the entry of a search pack")]
    NotAnEntry { file: String },

    /// The pack was written by another version of Retold.
    #[error("the search pack has format version {found}, this engine reads version {supported}")]
    Version { found: u32, supported: u32 },

    /// The bytes are not those that the file's name promises: truncated, swapped, or the error
    /// page of a server.
    #[error("`{file}` is damaged: its content does not match its name")]
    Damaged { file: String },

    /// A server sent more or fewer bytes than were asked for.
    #[error("`{file}` is damaged: {expected} bytes expected, {found} received")]
    Length { file: String, expected: u64, found: u64 },

    /// Bytes were supplied for a file that is not part of this pack.
    #[error("`{file}` does not belong to this search pack")]
    UnknownFile { file: String },

    /// The files are whole, but what they say makes no sense.
    #[error("the search pack is damaged: {what}")]
    Corrupt { what: String },

    /// The host was asked for the same bytes again and again and never supplied them.
    #[error("the search cannot go on: the bytes it asked for were not supplied")]
    Stalled,
}

impl PackError {
    pub(crate) fn corrupt(what: impl Into<String>) -> PackError {
        PackError::Corrupt { what: what.into() }
    }
}
