//! Reads that may fail because the bytes are not here yet.

use std::fmt;

use crate::pack::{ByteCache, PackError};
use crate::progress::Progress;

/// Tells reads that failed for want of bytes from those that failed for good.
pub(super) struct Attempts<'a> {
    cache: &'a ByteCache,
}

impl<'a> Attempts<'a> {
    /// Starts with nothing missing: what an earlier search asked for in vain is forgotten.
    pub(super) fn new(cache: &'a ByteCache) -> Attempts<'a> {
        cache.take_missing();
        Attempts { cache }
    }

    /// Runs something that reads; `None` when it needs bytes that are missing.
    ///
    /// # Errors
    /// [`PackError::Corrupt`] when it failed for another reason.
    pub(super) fn attempt<T, E: fmt::Display>(
        &self,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<Option<T>, PackError> {
        let misses = self.cache.misses();
        match read() {
            Ok(value) => Ok(Some(value)),
            Err(_) if self.cache.misses() > misses => Ok(None),
            Err(error) => Err(PackError::corrupt(error.to_string())),
        }
    }

    /// The outcome of a phase, unless one of its reads needs bytes that are missing.
    pub(super) fn unless_missing<T>(&self, outcome: T) -> Option<T> {
        (self.cache.misses() == 0).then_some(outcome)
    }

    /// What is missing.
    pub(super) fn needs<T>(&self) -> Progress<T> {
        Progress::Needs(self.cache.take_missing())
    }
}
