//! Faults of the program itself: a user gets a sentence, not a backtrace.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::mpsc;

use super::exit::Exit;
use super::output::Output;
use crate::guarded::reason;
use retold_diagnostic::Diagnostic;

/// Runs `work`, and shows a panic as a finding. With `backtrace`, panics are shown as they come, too.
pub fn caught(output: &mut Output, backtrace: bool, work: impl FnOnce(&mut Output) -> u8) -> u8 {
    let (sender, places) = mpsc::channel();
    if !backtrace {
        // Those that are caught elsewhere are findings by then.
        set_hook(Box::new(move |panic| {
            let location = panic.location().map_or_else(String::new, |location| format!(" at {location}"));
            let _ = sender.send(location);
        }));
    }
    catch_unwind(AssertUnwindSafe(|| work(output))).unwrap_or_else(|panic| {
        let place = places.try_iter().last().unwrap_or_default();
        let message = format!("Retold has a fault{place}: {}", reason(&*panic));
        let finding = Diagnostic::error("program/fault", message)
            .hint("please report it, with the command and what it was given; the environment variable `RUST_BACKTRACE=1` shows more");
        output.findings(&[finding].into());
        Exit::Findings.status()
    })
}
