//! Selects the files beside the documents that are published.

use std::collections::{BTreeMap, BTreeSet};

use super::harmless::is_harmless;
use super::links::{LinkMap, Target};
use crate::config::Config;
use crate::source::Attachment;
use retold_diagnostic::{Diagnostic, Place, plural};
use retold_document::{Document, has_ending};
use std::sync::Arc;

/// Returns the attachments that are published, in the order of `attachments`: those to which a published document
/// links (`from_pages`, as indexes) and that are harmless, and media that no draft holds back. A draft holds back what it links to, and
/// what lies in its folder: see `holding_folders`. `published` are the paths of the published documents.
pub fn published<'a>(
    attachments: Vec<Attachment>,
    from_pages: &BTreeSet<usize>,
    published: impl Iterator<Item = &'a str>,
    drafts: &'a [Arc<Document>],
    links: &LinkMap,
) -> Vec<Attachment> {
    let folders = holding_folders(published, drafts);
    let linked_from_drafts = linked(drafts.iter().map(|draft| &**draft), links);
    let is_held = |index: usize, path: &str| linked_from_drafts.contains(&index) || holds(&folders, path);
    attachments
        .into_iter()
        .enumerate()
        .filter(|(index, attachment)| {
            is_harmless(&attachment.path)
                && (from_pages.contains(index) || attachment.is_media && !is_held(*index, &attachment.path))
        })
        .map(|(_, attachment)| attachment)
        .collect()
}

/// Endings of files in which people write reports, other than Markdown.
const WRITTEN: [&str; 20] = [
    ".txt",
    ".text",
    ".rst",
    ".adoc",
    ".asciidoc",
    ".asc",
    ".org",
    ".textile",
    ".wiki",
    ".mediawiki",
    ".creole",
    ".rtf",
    ".doc",
    ".docx",
    ".odt",
    ".pages",
    ".tex",
    ".html",
    ".htm",
    ".ipynb",
];

/// The notes on files of `attachments` that may be reports and are neither read nor linked to, by a published document
/// (`from_pages`, as indexes) or by one of `drafts`. One note names all with the same ending.
pub fn unread(
    attachments: &[Attachment],
    from_pages: &BTreeSet<usize>,
    drafts: &[Arc<Document>],
    links: &LinkMap,
    config: &Config,
) -> Vec<Diagnostic> {
    let from_drafts = linked(drafts.iter().map(|draft| &**draft), links);
    let mut endings: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    let is_linked = |index: &usize| from_pages.contains(index) || from_drafts.contains(index);
    for (index, attachment) in attachments.iter().enumerate() {
        let is_written = |ending: &&&str| has_ending(&attachment.path, &[ending]).is_some();
        if let Some(ending) = WRITTEN.iter().find(is_written).filter(|_| !is_linked(&index)) {
            endings.entry(ending).or_insert((&attachment.path, 0)).1 += 1;
        }
    }

    let note = |(ending, (path, count)): (&str, (&str, usize))| {
        let others = if count == 1 {
            String::new()
        } else {
            format!(", nor {} with the ending `{ending}`", plural(count - 1, "other"))
        };
        let name = match config.content_name.as_str() {
            "." | "" => path.to_owned(),
            folder => format!("{}/{path}", folder.trim_end_matches('/')),
        };
        Diagnostic::note("source/unread", format!("the file is neither read nor published{others}"))
            .at(Place::file(name))
            .hint("documents are Markdown, and other files are published if a document links to them")
    };
    endings.into_iter().map(note).collect()
}

/// The folders that have documents, and for each whether it has a draft, which holds back the media beside it. Which of them
/// are the draft's is unknown until a published document links to some.
fn holding_folders<'a>(
    published: impl Iterator<Item = &'a str>,
    drafts: &'a [Arc<Document>],
) -> BTreeMap<&'a str, bool> {
    let mut folders: BTreeMap<&str, bool> = published.map(|path| (folder_of(path), false)).collect();
    folders.extend(drafts.iter().map(|draft| (folder_of(&draft.path), true)));
    folders
}

/// Whether the folder of `path` is held back, or, where it has no documents, the nearest one above that has any. The
/// content folder counts only for files directly in it: folders below it without documents are shared.
fn holds(folders: &BTreeMap<&str, bool>, path: &str) -> bool {
    std::iter::successors(Some(folder_of(path)), |folder| {
        Some(folder_of(folder)).filter(|above| !above.is_empty())
    })
    .find_map(|folder| folders.get(folder).copied())
    .unwrap_or_default()
}

/// The folder that `path` lies in; empty for the content folder.
fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The attachments that `documents` link to, as indexes.
pub fn linked<'a>(documents: impl Iterator<Item = &'a Document>, links: &LinkMap) -> BTreeSet<usize> {
    if !links.has_attachments() {
        return BTreeSet::new();
    }
    documents
        .flat_map(|document| document.links.iter().map(|link| links.target(document, &link.destination)))
        .filter_map(|target| match target {
            Target::Attachment(_, index) => Some(index),
            Target::Page(_) | Target::Elsewhere | Target::Missing => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::archive::{Archive, Selection};
    use crate::config::{Config, Overrides};
    use crate::source::{Attachment, SourceTree};

    const DRAFT: &str = "---\ndraft: true\n---\n";

    /// The paths of the published ones among `files` beside `documents`; all but `.log` files are media.
    fn published(documents: &[(&str, String)], files: &[&str], drafts: bool) -> Vec<String> {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let mut tree = SourceTree::from_pairs(documents.iter().map(|(path, text)| (*path, text.as_str())));
        tree.attachments = files
            .iter()
            .map(|path| Attachment {
                path: (*path).to_owned(),
                location: path.into(),
                is_media: !path.ends_with(".log"),
                size: None,
            })
            .collect();
        let (archive, _) = Archive::from_tree(tree, &config, Selection { drafts, ..Selection::default() });
        archive.attachments.into_iter().map(|attachment| attachment.path).collect()
    }

    #[test]
    fn files_beside_a_draft_are_held_back() {
        let (page, draft) = ("# A\n".to_owned(), format!("{DRAFT}# D\n"));
        for (documents, file, is_published) in [
            (vec![("a/index.md", &page)], "a/x.png", true),
            (vec![("a/index.md", &draft)], "a/x.png", false),
            (vec![("a/index.md", &draft)], "a/img/big/x.png", false),
            (vec![("a/index.md", &draft), ("a/b.md", &page)], "a/x.png", false),
            (vec![("a/index.md", &draft), ("a/b/index.md", &page)], "a/b/x.png", true),
            (vec![("a/index.md", &page), ("a/b/index.md", &draft)], "a/b/x.png", false),
            (vec![("a/report.md", &draft)], "a/x.png", false),
            (vec![("a/report.md", &draft), ("a/other.md", &page)], "a/x.png", false),
            (vec![("a.md", &draft), ("b.md", &page)], "x.png", false),
            (vec![("a.md", &draft), ("b.md", &page)], "img/x.png", true),
            (vec![("a.md", &draft), ("a/b.md", &page)], "a/x.png", true),
            (vec![("a.md", &draft)], "x.png", false),
            (vec![("a.md", &draft)], "img/x.png", true),
            (vec![("index.md", &draft), ("b.md", &page)], "x.png", false),
            (vec![("b.md", &page)], "img/x.png", true),
            (vec![("b.md", &page)], "img/x.log", false),
        ] {
            let documents: Vec<_> = documents.into_iter().map(|(path, text)| (path, text.clone())).collect();
            let found = published(&documents, &[file], false);
            assert_eq!(found.len(), usize::from(is_published), "{file} beside {documents:?}");
            assert_eq!(published(&documents, &[file], true).len(), usize::from(file.ends_with("png")));
        }
    }

    #[test]
    fn files_that_only_drafts_link_to_are_held_back() {
        let linking = |front_matter: &str, target: &str| format!("{front_matter}# A\n\n![x]({target})\n");
        let split = "---\ndraft: true\nsplit: true\n---\n\n## 2026-01-01: Mail\n\nMail was late.\n\n\
                     ## 2026-02-12: Disk\n\n![x](img/x.png)\n\n## 2026-04-13: Login\n\nNobody got in.\n";
        for (documents, is_published) in [
            (vec![("a.md", linking(DRAFT, "img/x.png")), ("b.md", linking("", "img/y.png"))], false),
            (vec![("a.md", linking(DRAFT, "img/x.png")), ("b.md", linking("", "img/x.png"))], true),
            (vec![("a.md", format!("{DRAFT}<img src='img/x.png'>\n"))], false),
            (vec![("a.md", split.to_owned())], false),
            (vec![("img/index.md", format!("{DRAFT}# D\n")), ("b.md", linking("", "img/x.png"))], true),
        ] {
            assert_eq!(
                published(&documents, &["img/x.png"], false).len(),
                usize::from(is_published),
                "{documents:?}"
            );
        }
    }
}
