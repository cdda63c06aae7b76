//! Names that were asked for and that the archive does not have: a slip in one of them must not look like work that is done.

use retold_diagnostic::{Diagnostic, nearest};

/// The finding for a `name` that is none of the `known` ones, in any case, with or without `@`: `message`, with the nearest
/// known one.
pub fn unknown(name: &str, known: &[&str], message: String) -> Option<Diagnostic> {
    let plain = name.trim().trim_start_matches('@').to_lowercase();
    if known.iter().any(|known| known.to_lowercase() == plain) {
        return None;
    }
    let finding = Diagnostic::error("arguments/name", message);
    Some(match nearest(&plain, known.iter().copied()) {
        Some(known) => finding.hint(format!("did you mean `{known}`?")),
        None => finding,
    })
}

/// The finding in one line, where it is only pointed out.
pub fn note(finding: Diagnostic) -> String {
    let hint = finding.hint.map(|hint| format!("; {hint}")).unwrap_or_default();
    format!("{}{hint}", finding.message)
}
