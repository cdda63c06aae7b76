//! Keeps a fault of the program in one document from stopping the others.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use retold_diagnostic::{Diagnostic, Place};

/// The rule of documents that cannot be processed.
pub const RULE: &str = "document/failed";

/// The result of `work`, which is about the file `name`.
///
/// # Errors
/// A finding, if `work` panics.
pub fn guarded<T>(name: &str, work: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    // What `work` was about to make is dropped with it, and nothing else is changed by it.
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let message = format!("the document cannot be processed: {}", reason(&*panic));
        Diagnostic::error("document/failed", message)
            .at(Place::file(name))
            .hint("this is a fault of Retold; please report it, with the document if it may be shown")
    })
}

/// The message of a panic.
pub fn reason(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no reason is known")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_finding() {
        assert_eq!(guarded("a.md", || 7), Ok(7));
        let end = "é".len() - 1;
        let finding = guarded("a.md", || "é"[..end].len()).unwrap_err();
        assert_eq!(finding.rule, RULE);
        assert!(finding.message.starts_with("the document cannot be processed: "), "{finding:?}");
        assert_eq!(finding.place.unwrap().path, "a.md");
    }
}
