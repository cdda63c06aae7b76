//! Operations that may have to wait for bytes.

use crate::pack::ByteRange;

/// The state of an operation that may need bytes that are not here yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress<T> {
    /// It is done.
    Ready(T),
    /// It can go on when these ranges have been supplied. They are independent of each other: fetch
    /// them at the same time.
    Needs(Vec<ByteRange>),
}
