//! What the reader of a published site needs of the network.

use std::ops::Range;
use std::time::Duration;

use super::network::Failure;

/// The host of a site, or what tests put in its place.
pub trait FileHost: Sync {
    /// Asks for a file and follows redirections.
    ///
    /// # Errors
    /// There was no answer, or it broke off.
    fn get(&self, request: &FileRequest<'_>) -> Result<FileReply, Failure>;

    /// Waits before the next request.
    fn wait(&self, time: Duration);
}

/// A request for a file, or for a part of it.
#[derive(Debug, Clone)]
pub struct FileRequest<'a> {
    pub url: &'a str,
    /// The bytes that are wanted; all without.
    pub range: Option<Range<u64>>,
    /// Whether caches on the way have to ask the host.
    pub fresh: bool,
    /// The most bytes that are read.
    pub most: u64,
}

/// What the host answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileReply {
    pub status: u16,
    /// The address that redirections led to.
    pub url: String,
    /// The offset of the first byte in the file, where the host answers with a part of it.
    pub start: Option<u64>,
    /// Whether it is a web page.
    pub is_page: bool,
    pub body: Vec<u8>,
}
