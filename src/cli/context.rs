//! What a run knows of the world around it.

use std::ffi::OsString;

use jiff::civil::Date;

/// What the process passes on of its environment. The command line reads nothing of it by itself.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `SOURCE_DATE_EPOCH`, if it is set.
    pub source_date_epoch: Option<OsString>,
}

/// What commands know besides their arguments.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// The date that counts as today: open actions with an earlier due date are overdue.
    pub today: Date,
}
