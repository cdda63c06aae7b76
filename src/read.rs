//! From the files of a content folder to a checked archive: the stages up to [`Archive`], and its findings.
//!
//! [`archive`] reads all of it once. [`archive_again`] is for programs that read the same archive many times: it uses
//! what the last reading left in [`Kept`], and gives exactly what [`archive`] would.

use crate::archive::{Archive, Selection};
use crate::check::{self, Changes, Masked, Sketches};
use crate::config::Config;
use crate::parse::{Cache, parse};
use crate::similar;
use crate::source::{SourceTree, Stamps, exposure_files};
use retold_diagnostic::Diagnostic;
use retold_document::Document;

/// What one reading of an archive leaves for the next. It shares the documents with the archive.
#[derive(Debug, Default)]
pub struct Kept {
    /// The settings of the last reading. With others, nothing of it is used.
    config: Option<Config>,
    stamps: Stamps,
    files: Cache,
    sketches: Sketches,
    /// For [`crate::similar::compare_again`].
    pub similar: similar::Cache,
}

/// An archive, and what was found while it was read and checked, with secrets: sorted, and each finding by itself (see
/// [`Masked::merged`]).
#[derive(Debug, Clone)]
pub struct Reading {
    pub archive: Archive,
    pub findings: Vec<Diagnostic>,
}

/// An archive as it is and as it was. The rules on single documents looked only at those that the changes concern.
#[derive(Debug, Clone)]
pub struct Compared {
    pub before: Reading,
    pub now: Reading,
    pub changes: Changes,
}

/// Reads, understands and checks all documents. Returns the archive and the sorted findings.
///
/// # Errors
/// The content folder does not exist or is not a folder.
pub fn archive(config: &Config, selection: Selection) -> Result<(Archive, Masked), Diagnostic> {
    let (tree, mut findings) = SourceTree::read(config)?;
    let (mut archive, more) = Archive::from_tree(tree, config, selection);
    findings.extend(more);
    findings.extend(read_exposure(&mut archive, config, selection));
    let findings = check::run(&archive, config, findings);
    Ok((archive, findings))
}

/// Reads what teams record beside the documents of `archive`, and returns what is wrong with it.
fn read_exposure(archive: &mut Archive, config: &Config, selection: Selection) -> Vec<Diagnostic> {
    let (files, mut findings) = exposure_files(config);
    findings.extend(archive.read_exposure(&files, selection.today));
    findings
}

/// As [`archive`], with what the last reading left in `kept` of files that have not changed. It is replaced by what
/// this reading leaves.
///
/// # Errors
/// As of [`archive`]. What is kept then stays as it was, if the settings did.
pub fn archive_again(
    config: &Config,
    selection: Selection,
    kept: &mut Kept,
) -> Result<(Archive, Masked), Diagnostic> {
    if kept.config.as_ref() != Some(config) {
        *kept = Kept { config: Some(config.clone()), ..Kept::default() };
    }
    let (tree, mut findings) = SourceTree::read_again(config, &mut kept.stamps)?;
    let SourceTree { documents, unchanged, attachments } = tree;
    let vocabulary = config.vocabulary();
    let mut files = parse(documents, &vocabulary, &kept.files);
    files.extend(unchanged.iter().filter_map(|path| kept.files.file(path)));
    files.sort_by(|a, b| a.path().cmp(&b.path()));
    kept.files = Cache::new(vocabulary, &files);
    let (mut archive, more) = Archive::assemble(&files, attachments, config, selection);
    findings.extend(more);
    findings.extend(read_exposure(&mut archive, config, selection));
    let findings = check::run_again(&archive, config, findings, &mut kept.sketches);
    Ok((archive, findings))
}

/// As [`archive`], with each finding by itself, and with secrets.
///
/// # Errors
/// As of [`archive`].
pub fn reading(config: &Config, selection: Selection) -> Result<Reading, Diagnostic> {
    let (tree, mut findings) = SourceTree::read(config)?;
    let (mut archive, more) = Archive::from_tree(tree, config, selection);
    findings.extend(more);
    findings.extend(read_exposure(&mut archive, config, selection));
    let findings = check::run_chosen(&archive, config, findings, &mut Sketches::default(), None);
    Ok(Reading { archive, findings })
}

/// Reads the archive, and that of `earlier`, an earlier state of the same content folder: its documents, and the paths of
/// those that have not changed since.
///
/// # Errors
/// As of [`archive`].
pub fn compared(config: &Config, selection: Selection, earlier: SourceTree) -> Result<Compared, Diagnostic> {
    let (tree, source_findings) = SourceTree::read(config)?;
    let vocabulary = config.vocabulary();
    let now = parse(tree.documents, &vocabulary, &Cache::default());
    let cache = Cache::new(vocabulary.clone(), &now);
    let mut before = parse(earlier.documents, &vocabulary, &cache);
    before.extend(earlier.unchanged.iter().filter_map(|path| cache.file(path)));
    before.sort_by(|a, b| a.path().cmp(&b.path()));
    let changes = Changes::between(&before, &now);
    // The same for both states: copies that were there before are no news.
    let edited: Vec<_> = before
        .iter()
        .chain(&now)
        .flat_map(|file| &file.documents)
        .filter(|it| changes.concern(&it.name))
        .collect();
    let texts: Vec<_> = edited.iter().map(|document| document.body().trim()).collect();
    let mut sketches = Sketches::only_like(&texts);
    let assemble = |files: &[_], attachments| {
        let (mut archive, mut findings) = Archive::assemble(files, attachments, config, selection);
        // In both states as it is now: what is wrong with it only because documents changed is new.
        findings.extend(read_exposure(&mut archive, config, selection));
        (archive, findings)
    };
    let (before, now) =
        rayon::join(|| assemble(&before, earlier.attachments), || assemble(&now, tree.attachments));
    let mut read = |(archive, more): (Archive, Vec<_>), mut findings: Vec<_>| {
        findings.extend(more);
        let choice = |document: &Document| changes.concern(&document.name);
        let findings = check::run_chosen(&archive, config, findings, &mut sketches, Some(&choice));
        Reading { archive, findings }
    };
    // Folders that are passed over were there before: a revision has none of their files.
    let skipped =
        source_findings.iter().filter(|finding| finding.rule == "source/skipped").cloned().collect();
    let before = read(before, skipped);
    let now = read(now, source_findings);
    Ok(Compared { before, now, changes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Overrides;

    #[test]
    fn copies_that_a_change_brings_are_found_and_no_others() {
        let text = |salt: usize| {
            let word = |at: usize| format!("w{}", (at * 7919 + salt * 104_729) % 100_003);
            let line = |line: usize| (0..9).map(|at| word(line * 9 + at)).collect::<Vec<_>>().join(" ");
            format!("# Report {salt}\n\n{}\n", (0..60).map(line).collect::<Vec<_>>().join("\n"))
        };
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("content")).unwrap();
        let (first, second) = (text(1), text(2));
        let before =
            [("a.md", &first), ("b.md", &first), ("c.md", &second), ("d.md", &text(3)), ("e.md", &text(4))];
        let now = [before[0], before[1], before[2], ("d.md", &second), before[4]];
        for (path, text) in now {
            std::fs::write(folder.path().join("content").join(path), text).unwrap();
        }
        let config = Config::load(folder.path(), None, Overrides::default()).unwrap();
        let mut earlier = SourceTree::read(&config).unwrap().0;
        for (file, (_, text)) in earlier.documents.iter_mut().zip(before) {
            file.bytes = text.clone().into_bytes();
        }
        let compared = compared(&config, Selection::default(), earlier).unwrap();
        let new = compared.changes.new_findings(&compared.before.findings, compared.now.findings);
        let copies: Vec<_> = new.iter().filter(|finding| finding.rule == "identity/copy").collect();
        assert_eq!(copies.len(), 1, "{new:?}");
        assert!(copies[0].message.contains("c.md"), "{copies:?}");
    }
}
