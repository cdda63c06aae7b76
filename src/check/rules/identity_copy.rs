//! Two postmortems have nearly the same text.

use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::Archive;
use crate::check::copies;
use crate::check::{Check, Example, Rule, Sketches, Stage};
use retold_diagnostic::{Diagnostic, Level, Place};
use retold_document::Document;

pub const RULE: Rule = Rule {
    id: "identity/copy",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "two postmortems have nearly the same text",
    problem: "\
        At least 80 % of the text of a postmortem is that of another file. Short texts are compared as a whole.",
    consequence: "\
        The incident is counted twice and found twice, and a correction of one copy leaves the other wrong.",
    fix: "Keep one of them, or link them with `related`, `supersedes` or `recurrence_of`.",
    example: Example::Files {
        fails: &[
            (
                "content/disk-full.md",
                "\
                # Disk full\n\
                \n\
                The disk of the build host was full, and for two hours no build could be made at all by anybody.\n",
            ),
            (
                "content/old/disk-full.md",
                "\
                # Disk full\n\
                \n\
                The disk of the build host was full, and for two hours no build could be made at all by anybody.\n",
            ),
        ],
        passes: &[
            (
                "content/disk-full.md",
                "\
                # Disk full\n\
                \n\
                The disk of the build host was full, and for two hours no build could be made at all by anybody.\n",
            ),
            (
                "content/old/login.md",
                "\
                # Nobody got in\n\
                \n\
                The login page answered with an error for half an hour, as its certificate had expired.\n",
            ),
        ],
    },
    check: Check::Texts(check),
};

/// Texts that are shorter, in bytes, are not compared.
const SHORTEST: usize = 80;

/// Each copy is reported at the later one by path.
fn check(archive: &Archive, sketches: &mut Sketches) -> Vec<Diagnostic> {
    let mut documents: Vec<_> = archive.postmortems.iter().map(|postmortem| &postmortem.document).collect();
    documents.sort_by_key(|document| (&document.path, document.body_start));
    let sketched: Vec<_> =
        documents.par_iter().map(|&document| sketches.get(document, compared(document))).collect();
    sketches.keep(documents.iter().map(|&document| Arc::clone(document)).zip(sketched.iter().cloned()));
    let (documents, sketched): (Vec<_>, Vec<_>) = documents
        .into_iter()
        .zip(sketched)
        .filter_map(|(document, sketch)| Some((document, sketch?)))
        .unzip();
    let texts: Vec<_> =
        documents.iter().zip(&sketched).map(|(document, sketch)| (compared(document), &**sketch)).collect();
    let copies = copies::find(&texts);
    copies
        .into_iter()
        .map(|(later, earlier, similarity)| (documents[later], documents[earlier], similarity))
        // The incidents of one file are written alike.
        .filter(|(later, earlier, _)| later.path != earlier.path)
        .map(|(later, earlier, similarity)| {
            let how = match (similarity * 100.0).floor() {
                whole if whole >= 100.0 => "the same as".to_owned(),
                part => format!("to {part} % the same as"),
            };
            RULE.finding(format!("the text is {how} that of `{}`", earlier.name))
                .at(Place::file(&later.name))
                .hint("keep one of them, or link them with `related`, `supersedes` or `recurrence_of`")
        })
        .collect()
}

/// The text of a document that is compared; a few words may well be the same.
fn compared(document: &Document) -> &str {
    let body = document.body().trim();
    if body.len() < SHORTEST { "" } else { body }
}
