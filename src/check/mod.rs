//! The registry of rules, one file each, and the checks that run on a finished archive.
//!
//! Every finding of the program has a rule, which is documented here. Most findings are made where the input is read,
//! because only the reader knows what it could not use. Checks of a finished document, or of the archive as a whole, run
//! here: [`document`] and [`run`]. How postmortems are written is a check of its own, [`review`], and for the page of one
//! document [`review_document`].

mod actions;
mod allow;
mod baseline;
mod blame;
mod capped;
mod changes;
mod copies;
mod deny;
mod fingerprint;
mod levels;
mod lexicon;
mod links;
mod listed;
mod mark;
mod near_terms;
mod page;
mod page_parts;
mod parts;
mod pattern;
mod personal_causes;
mod probes;
mod rule;
mod rules;
mod secrets;
mod section_text;
mod sketches;
mod subject;
mod unwritten;
mod word_list;

use rayon::prelude::*;

use crate::archive::{Archive, ArchivedDocument};
use crate::config::Config;
use crate::guarded::guarded;
use retold_diagnostic::Diagnostic;
use retold_document::Document;
use retold_document::model::Class;

use allow::Pass;
pub use baseline::Baseline;
pub use changes::Changes;
pub use deny::{Denial, Denied};
pub use fingerprint::fingerprints;
pub use levels::{RuleLevels, of_rule as rule_levels, validate};
pub use lexicon::Lexicon;
pub use page::{documentation, pages, section};
pub use pattern::{groups, named};
pub use rule::{Check, Edited, Example, Files, Rule, Stage};
pub use rules::RULES;
use secrets::SearchedFiles;
pub use secrets::mask::Masked;
pub use sketches::Sketches;
use subject::title_place;
pub use subject::{Settings, Subject};

/// The rule with the identifier `id`, such as `link/missing`.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.binary_search_by_key(&id, |rule| rule.id).ok().map(|index| RULES[index])
}

/// Chooses the documents that the rules on single documents look at, where that is not all. Rules on the archive as a whole
/// look at all of it.
pub type Choice<'a> = &'a (dyn Fn(&Document) -> bool + Sync);

/// All findings of `archive`, sorted: `findings`, which were made while it was read, and those of the rules.
pub fn run(archive: &Archive, config: &Config, findings: Vec<Diagnostic>) -> Masked {
    run_again(archive, config, findings, &mut Sketches::default())
}

/// As [`run`], with the `sketches` of the last time, which are replaced by those of `archive`.
pub fn run_again(
    archive: &Archive,
    config: &Config,
    findings: Vec<Diagnostic>,
    sketches: &mut Sketches,
) -> Masked {
    Masked::of_archive(run_chosen(archive, config, findings, sketches, None), archive).merged()
}

/// As [`run_again`], only for documents of `choice`, with secrets, and without merging the findings that many documents share.
pub fn run_chosen(
    archive: &Archive,
    config: &Config,
    mut findings: Vec<Diagnostic>,
    sketches: &mut Sketches,
    choice: Option<Choice<'_>>,
) -> Vec<Diagnostic> {
    let is_chosen = |document: &&Document| choice.is_none_or(|choice| choice(document));
    let documents: Vec<_> = archive.documents().filter(is_chosen).collect();
    let of_document = |read: &&Document| {
        guarded(&read.name, || document(read, config)).unwrap_or_else(|finding| vec![finding])
    };
    findings.par_extend(documents.par_iter().flat_map_iter(of_document));
    for rule in RULES {
        match rule.check {
            Check::Archive(check) => findings.extend(check(archive, config)),
            Check::Texts(check) => findings.extend(check(archive, sketches)),
            _ => {}
        }
    }
    finish(findings, archive, archive.documents(), config, (Pass::Reading, choice.is_none()))
}

/// The sorted findings of the rules on how the postmortems of `archive` are written. They are not among those of [`run`].
pub fn review(archive: &Archive, settings: Settings<'_>) -> Masked {
    review_after(Vec::new(), archive, settings)
}

/// As [`review`], added to earlier `findings`. None of them shows a secret of any file.
pub fn review_after(findings: Vec<Diagnostic>, archive: &Archive, settings: Settings<'_>) -> Masked {
    let files = SearchedFiles::of(archive.documents());
    Masked::of(reviewed(findings, &files, archive, settings, None), &files)
}

/// As [`review_after`], only for documents of `choice`, and with secrets.
pub fn review_chosen(
    findings: Vec<Diagnostic>,
    archive: &Archive,
    settings: Settings<'_>,
    choice: Choice<'_>,
) -> Vec<Diagnostic> {
    let files = SearchedFiles::of(archive.documents().filter(|document| choice(document)));
    reviewed(findings, &files, archive, settings, Some(choice))
}

/// Earlier `findings` and those of the review of the documents of `choice`, whose files are `files`; sorted, with secrets.
fn reviewed(
    mut findings: Vec<Diagnostic>,
    files: &SearchedFiles<'_>,
    archive: &Archive,
    settings: Settings<'_>,
    choice: Option<Choice<'_>>,
) -> Vec<Diagnostic> {
    let lexicon = Lexicon::of(archive, settings.config);
    let review = |postmortem| Subject::with(postmortem, settings, &lexicon, review_one);
    let is_chosen = |document: &Document| choice.is_none_or(|choice| choice(document));
    let chosen = archive.postmortems.par_iter().filter(|postmortem| is_chosen(&postmortem.document));
    let mut of_review: Vec<_> = chosen.flat_map_iter(review).collect();
    for rule in RULES {
        match rule.check {
            Check::ReviewAll(check) => of_review.extend(check(archive, settings)),
            Check::ReviewOnDemand(check) if choice.is_none() && levels::is_on(rule, settings.config) => {
                of_review.extend(check(archive, settings));
            }
            _ => {}
        }
    }
    of_review.extend(review_files(files, settings));
    let pass = match choice {
        None => (Pass::Review, true),
        Some(_) => (Pass::ReviewChosen, false),
    };
    findings.extend(finish(of_review, archive, archive.documents(), settings.config, pass));
    retold_diagnostic::sort(&mut findings);
    findings
}

/// As [`review`], only for the file of `document`: all its incidents if it is split. Rules on the archive as a whole are
/// left out. `lexicon` is that of the archive; with it, the time hardly grows with the number of other documents.
pub fn review_document(
    archive: &Archive,
    settings: Settings<'_>,
    lexicon: &Lexicon,
    document: &ArchivedDocument,
) -> Masked {
    let path = document.document.path.as_str();
    let incidents = archive.postmortems.iter().filter(|postmortem| postmortem.document.path == path);
    let mut findings: Vec<_> =
        incidents.flat_map(|incident| Subject::with(incident, settings, lexicon, review_one)).collect();
    let of_file = || archive.documents().filter(|document| document.path == path);
    let files = SearchedFiles::of(of_file());
    findings.extend(review_files(&files, settings));
    Masked::of(finish(findings, archive, of_file(), settings.config, (Pass::ReviewFile, false)), &files)
}

/// The sorted findings of the rules on what an edit brings: of the postmortems for which `is_edited` holds; with secrets.
pub fn review_edited(archive: &Archive, settings: Settings<'_>, is_edited: Choice<'_>) -> Vec<Diagnostic> {
    let indexed = archive.postmortems.iter().enumerate();
    let edited = indexed.filter(|(_, postmortem)| is_edited(&postmortem.document));
    let indexes: Vec<_> = edited.map(|(index, _)| index).collect();
    if indexes.is_empty() {
        return Vec::new();
    }
    let edited = Edited { archive, settings, indexes: &indexes };
    let check = |rule: &&Rule| match rule.check {
        Check::Edited(check) if levels::may_find(rule, settings.config) => check(&edited),
        _ => Vec::new(),
    };
    let findings = RULES.iter().flat_map(check).collect();
    let documents = archive.documents().filter(|document| is_edited(document));
    finish(findings, archive, documents, settings.config, (Pass::Edited, false))
}

/// The findings of the rules on `files` as a whole, with secrets.
fn review_files(files: &SearchedFiles<'_>, settings: Settings<'_>) -> Vec<Diagnostic> {
    let check = |rule: &&Rule| match rule.check {
        Check::ReviewFiles(check) => check(files, settings),
        _ => Vec::new(),
    };
    RULES.iter().flat_map(check).collect()
}

/// The sorted findings about web addresses, which are `findings`, without those that are allowed. They are those of the
/// documents of `choice`.
pub fn external(
    archive: &Archive,
    config: &Config,
    findings: Vec<Diagnostic>,
    choice: Option<Choice<'_>>,
) -> Vec<Diagnostic> {
    let visited = archive.documents().filter(|document| choice.is_none_or(|choice| choice(document)));
    finish(findings, archive, visited, config, (Pass::External, choice.is_none()))
}

fn review_one(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let review = || {
        let mut findings = Vec::new();
        for rule in RULES {
            if let Check::Review(check) = rule.check {
                findings.extend(check(subject));
            }
        }
        findings
    };
    guarded(&subject.document().name, review).unwrap_or_else(|finding| vec![finding])
}

/// Sorted, with the levels of the configuration, and without what remarks or the configuration allow. With the pass comes
/// whether its rules looked at all documents.
fn finish<'a>(
    findings: Vec<Diagnostic>,
    archive: &Archive,
    documents: impl Iterator<Item = &'a Document>,
    config: &Config,
    (pass, is_whole): (Pass, bool),
) -> Vec<Diagnostic> {
    let findings = allow::apply(findings, archive, documents, pass);
    let findings = listed::apply(findings, config, is_whole.then_some(pass));
    let mut findings = levels::apply(findings, config);
    retold_diagnostic::sort(&mut findings);
    capped::capped(findings)
}

/// The findings of the rules in one document, without those that were made while it was read.
pub fn document(document: &Document, config: &Config) -> Vec<Diagnostic> {
    // A split file is checked incident by incident.
    if document.part.is_none() && document.front_matter.is_split(&document.path, &config.split) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for rule in RULES {
        match rule.check {
            Check::Document(check) => findings.extend(check(document)),
            Check::Incident(check) if document.class == Class::Incident => findings.extend(check(document)),
            _ => {}
        }
    }
    findings
}

#[cfg(test)]
mod testing {
    use super::*;
    use crate::archive::Selection;
    use crate::config::Overrides;
    use crate::source::SourceTree;
    use retold_diagnostic::{Style, render};

    /// The findings for documents, given by path and text; as text, in the order in which users see them.
    pub fn findings(documents: &[(&str, &str)]) -> Vec<String> {
        configured(documents, &[])
    }

    /// Like [`findings`], with paths of files to split.
    pub fn configured(documents: &[(&str, &str)], split: &[&str]) -> Vec<String> {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let config = Config { split: split.iter().map(|path| (*path).to_owned()).collect(), ..config };
        let tree = SourceTree::from_pairs(documents.iter().copied());
        let (archive, findings) = Archive::from_tree(tree, &config, Selection::default());
        let findings = run(&archive, &config, findings);
        findings.iter().map(|finding| render(finding, Style::Plain)).collect()
    }

    /// The findings of a review of documents, as [`findings`], on the day 2026-02-01. `config` is a `retold.toml`.
    pub fn reviewed(documents: &[(&str, &str)], config: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("retold.toml"), config).unwrap();
        let config = Config::load(folder.path(), None, Overrides::default()).unwrap();
        let config = Config { content_name: "content".to_owned(), ..config };
        let tree = SourceTree::from_pairs(documents.iter().copied());
        let (archive, _) = Archive::from_tree(tree, &config, Selection::default());
        let settings = Settings::new(&config, jiff::civil::date(2026, 2, 1));
        review(&archive, settings).iter().map(|finding| render(finding, Style::Plain)).collect()
    }

    /// Whether the rule `blame/…` of this name finds something in the sentence `text`.
    pub fn is_blamed(rule: &str, text: &str) -> bool {
        let found = reviewed(&[("a.md", &format!("# A\n\n{text}\n"))], "");
        found.iter().any(|finding| finding.contains(&format!("[blame/{rule}]")))
    }

    /// The message of the finding of `rule` in a postmortem with these action items, if there is one.
    pub fn of_actions(path: &str, items: &str, rule: &str) -> Option<String> {
        let text = format!("# Disk full\n\n## Action items\n\n{items}");
        let found = reviewed(&[(path, &text)], "");
        let found = found.iter().find(|text| text.contains(&format!("[{rule}]")))?;
        Some(found.lines().next()?.split_once(": ")?.1.to_owned())
    }

    /// The first line of each of [`findings`].
    pub fn headlines(documents: &[(&str, &str)]) -> Vec<String> {
        findings(documents).iter().map(|text| text.lines().next().unwrap_or_default().to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Selection;
    use crate::config::Overrides;
    use crate::source::SourceTree;

    #[test]
    fn the_review_of_a_document_is_that_of_its_file() {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        // Secrets and personal data are found in all pages, and never shown.
        let blame = "This was careless. Its password: tr0ub4dor&3 was sent to jane@corp.io.";
        let allowed = "<!-- retold-allow blame/word: a quotation -->\nThis was careless.";
        let log = format!(
            "---\nsplit: true\n---\n# Log\n\n## 2026-01-01: Mail\n\n{blame}\n\n## 2026-02-12: Login\n\n{allowed}\n\n\
             ## 2026-04-13: Disk\n\n{blame}\n"
        );
        let other = format!("# Other\n\n{blame}\n");
        let readme = "# About us\n\nAsk joe@corp.io.\n";
        let tree =
            SourceTree::from_pairs([("log.md", log.as_str()), ("other.md", &other), ("README.md", readme)]);
        let (archive, _) = Archive::from_tree(tree, &config, Selection::default());
        let settings = Settings::new(&config, jiff::civil::date(2026, 2, 1));
        let lexicon = Lexicon::of(&archive, &config);
        let all = review(&archive, settings);
        let count = |rule| all.iter().filter(|finding| finding.rule == rule).count();
        assert_eq!(
            [count("blame/word"), count("secret/password"), count("personal/mail")],
            [3, 3, 4],
            "{all:?}"
        );
        assert!(!format!("{all:?}").contains("tr0ub"), "{all:?}");
        assert_eq!(archive.pages().count(), 6);
        for document in archive.pages() {
            let name = &document.document.name;
            let of_file = |finding: &&Diagnostic| finding.place.as_ref().is_some_and(|p| p.path == *name);
            let expected: Vec<_> = all.iter().filter(of_file).cloned().collect();
            assert_eq!(
                review_document(&archive, settings, &lexicon, document).to_vec(),
                expected,
                "{}",
                document.url
            );
        }
    }

    #[test]
    fn a_review_of_some_documents_does_not_miss_allowed_texts() {
        let folder = tempfile::tempdir().unwrap();
        let entry = "[[check.allow]]\nrule = 'blame/word'\ntext = 'careless'\nreason = 'a quotation'\n";
        std::fs::write(folder.path().join("retold.toml"), entry).unwrap();
        let config = Config::load(folder.path(), None, Overrides::default()).unwrap();
        let texts = [("a.md", "# A\n\nThis was careless.\n"), ("b.md", "# B\n\nIt was full.\n")];
        let (archive, _) = Archive::from_tree(SourceTree::from_pairs(texts), &config, Selection::default());
        let settings = Settings::new(&config, jiff::civil::date(2026, 2, 1));
        let of_rule = |findings: &[Diagnostic]| findings.iter().any(|it| it.rule == "allow/unused");
        let lexicon = Lexicon::of(&archive, &config);
        for document in archive.pages() {
            assert!(!of_rule(&review_document(&archive, settings, &lexicon, document)), "{}", document.url);
        }
        let choice = |document: &Document| document.path == "b.md";
        assert!(!of_rule(&review_chosen(Vec::new(), &archive, settings, &choice)));
    }

    #[test]
    fn rules_are_sorted_and_found_by_their_id() {
        assert!(RULES.is_sorted_by(|one, other| one.id < other.id));
        for rule in RULES {
            assert_eq!(find(rule.id), Some(*rule));
        }
        assert_eq!(find("link/nowhere"), None);
    }
}
