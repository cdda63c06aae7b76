//! An archive that is read again gives what a fresh reading gives: the archive, its findings, and the rendered site.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use retold::archive::{Archive as Documents, Selection};
use retold::check::Masked;
use retold::config::{Config, Overrides};
use retold::read::{self, Kept};
use retold::similar::{Cache as TermCache, compare_again};
use retold::site::{Contents, Site};
use retold::source::{SourceTree, Stamps};
use retold::theme::Theme;
use retold_likeness::Model;
use retold_search::Language;

use crate::support::Archive;

/// What one reading gives.
struct Read {
    archive: Documents,
    findings: Masked,
    model: Model,
}

impl Read {
    fn new((archive, findings): (Documents, Masked), terms: &mut TermCache) -> Self {
        let model = compare_again(&archive, Language::default(), terms);
        Self { archive, findings, model }
    }

    /// Each file of the site, by name.
    fn rendered(&self, config: &Config) -> BTreeMap<String, Contents> {
        let theme = Theme::load(&config.theme, &config.language).unwrap().0;
        let site = Site::new(config.clone(), self.archive.clone(), self.model.clone(), theme).unwrap().0;
        let pages = site.pages().filter_map(|(name, page)| {
            site.render_page(page).unwrap().map(|contents| (name.to_owned(), contents))
        });
        let pack = site.pack(site.index().unwrap()).unwrap();
        let of_search = Site::search_files(&pack)
            .into_iter()
            .filter_map(|name| site.render_search(&name, &pack).unwrap().map(|contents| (name, contents)));
        pages.chain(of_search).collect()
    }

    /// The documents that this and the `other` reading share, by path.
    fn shared(&self, other: &Self) -> Vec<&str> {
        let documents = |read: &Self| read.archive.pages().map(|page| Arc::clone(&page.document)).collect();
        let others: Vec<_> = documents(other);
        let pages = self.archive.pages().map(|page| &page.document);
        let mut shared: Vec<_> = pages
            .filter(|document| others.iter().any(|other| Arc::ptr_eq(document, other)))
            .map(|document| document.path.as_str())
            .collect();
        shared.sort_unstable();
        shared
    }
}

/// Documents that refer to each other, so that an edit of one changes what is found in others, and on their pages.
fn linked() -> Archive {
    let body =
        "The disk of the build host was full, and for two hours no build could be made at all by anybody.\n";
    Archive::new()
        .file("content/README.md", "# How we write postmortems\n")
        .file("content/disk.md", format!("---\nid: PM-1\nseverity: SEV1\ntags: [Disk]\n---\n# Disk\n\n{body}"))
        .file("content/again.md", "---\nrecurrence_of: PM-1\nflavour: sweet\n---\n# Again\n\nSee [disk](disk.md).\n")
        .file("content/copy.md", format!("---\ntags: [disk]\nflavour: sour\n---\n# Disk\n\n{body}"))
        .file("content/draft.md", "---\ndraft: true\n---\n# Draft\n\n![A chart](chart.png)\n")
        .file("content/chart.png", "PNG")
        .file("content/split.md", "---\nsplit: true\n---\n\n## 2026-01-01: Mail\n\nMail was late.\n\n## 2026-02-12: Login\n\nNobody got in.\n\n## 2026-04-13: Disk\n\nIt was full.\n")
        .file("content/team/mail.md", "---\nslug: mail\n---\n# Mail\n\nMail was late, as [before](../disk.md).\n")
}

/// Waits until all documents have rested long enough for the next reading to skip them.
fn rest(archive: &Archive, config: &Config) {
    loop {
        // The time of this file is what the times of the others are compared with.
        archive.write("content/newest.txt", "");
        let mut stamps = Stamps::default();
        SourceTree::read_again(config, &mut stamps).unwrap();
        if SourceTree::read_again(config, &mut stamps).unwrap().0.documents.is_empty() {
            return;
        }
        sleep(Duration::from_millis(100));
    }
}

type Edit = fn(&Archive);

const EDITS: [(&str, Edit); 9] = [
    ("nothing", |_| {}),
    ("an edit", |archive| {
        archive.write("content/disk.md", "---\nid: PM-2\nsevrity: SEV2\n---\n# Disk\n\nThe disk was full.\n");
    }),
    ("an addition", |archive| {
        archive
            .write("content/team/2026-03-01-dns.md", "---\nid: PM-1\ntags: [dns]\n---\n# DNS\n\nNo names.\n");
    }),
    ("an addition whose address is taken", |archive| {
        archive.write("content/zone.md", "---\nslug: readme\n---\n# Zone\n");
    }),
    ("a removal", |archive| archive.remove("content/copy.md")),
    ("a rename", |archive| rename(archive, "content/again.md", "content/2026-04-01-again.md")),
    ("a rename onto another document", |archive| rename(archive, "content/team/mail.md", "content/disk.md")),
    ("a draft that is finished", |archive| {
        archive.write("content/draft.md", "# Finished\n\n![A chart](chart.png)\n");
    }),
    ("all at once", |archive| {
        archive.write("content/split.md", "# No longer split\n\nMail was late.\n");
        archive.write("content/new.md", "---\nrelated: PM-1\n---\n# New\n\nIt was new.\n");
        archive.remove("content/draft.md");
        rename(archive, "content/2026-04-01-again.md", "content/team/again.md");
    }),
];

fn rename(archive: &Archive, from: &str, to: &str) {
    fs::rename(archive.path(from), archive.path(to)).unwrap();
}

#[test]
fn reading_again_after_edits_gives_what_a_fresh_reading_gives() {
    let archive = linked();
    let config = Config::load(&archive.path(""), None, Overrides::default()).unwrap();
    let selection = Selection { is_reserved: Site::reserves, ..Selection::default() };
    rest(&archive, &config);
    let mut kept = Kept::default();
    let again = |config: &Config, kept: &mut Kept| {
        Read::new(read::archive_again(config, selection, kept).unwrap(), &mut kept.similar)
    };
    let compare = |what: &str, read: &Read, config: &Config| {
        let fresh = Read::new(read::archive(config, selection).unwrap(), &mut TermCache::default());
        assert_eq!(read.archive, fresh.archive, "after {what}");
        assert_eq!(read.findings, fresh.findings, "after {what}");
        assert!(read.rendered(config) == fresh.rendered(config), "the site differs after {what}");
    };
    let first = again(&config, &mut kept);
    compare("the first reading", &first, &config);
    let rules: Vec<_> = first.findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["front-matter/unknown-key", "identity/copy", "source/unread"]);
    for (what, edit) in EDITS {
        edit(&archive);
        compare(what, &again(&config, &mut kept), &config);
    }
    let last = again(&config, &mut kept);
    assert_eq!(first.shared(&last), ["README.md"], "documents that nobody touched are used again");

    let other = Config { split: vec!["new.md".to_owned()], ..config };
    let read = again(&other, &mut kept);
    compare("a change of the settings", &read, &other);
    assert_eq!(last.shared(&read), [""; 0], "nothing is used again with other settings");
}

#[test]
fn an_archive_that_was_gone_is_read_again() {
    let archive = linked();
    let config = Config::load(&archive.path(""), None, Overrides::default()).unwrap();
    let (content, aside) = (archive.path("content"), archive.path("aside"));
    let mut kept = Kept::default();
    let mut read = || read::archive_again(&config, Selection::default(), &mut kept);
    let before = read().unwrap();
    fs::rename(&content, &aside).unwrap();
    assert_eq!(read().unwrap_err().rule, "source/no-content");
    fs::rename(&aside, &content).unwrap();
    assert_eq!(read().unwrap(), before);
}
