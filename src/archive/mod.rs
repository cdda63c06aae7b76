//! All documents together: [`Archive`], the only stage that sees more than one file.
//!
//! It gives each document its address, sorts them newest first, groups them by service, tag, team,
//! severity and year, and resolves what they say of each other.

mod identity;
pub mod links;
mod recurrence;
pub mod severity;
pub mod taxonomy;

use std::collections::BTreeSet;

use jiff::SignedDuration;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Places};
use crate::document::{Document, Kind};
use crate::source::{Attachment, SourceTree};
use links::{LinkMap, Target};
use severity::Severity;
use taxonomy::Taxonomies;

/// The postmortems of an archive, and how they hang together.
#[derive(Debug, Clone, Default)]
pub struct Archive {
    /// Newest first; those without a date last; then by their start, the latest first; then by address.
    pub postmortems: Vec<Postmortem>,
    pub taxonomies: Taxonomies,
    pub links: LinkMap,
    /// Files beside the documents that are published with them, by path.
    pub attachments: Vec<Attachment>,
}

/// A document in its archive.
#[derive(Debug, Clone)]
pub struct Postmortem {
    pub document: Document,
    /// Address of the page relative to the site's root, with a final slash.
    pub url: String,
    pub title: String,
    pub date: Option<Date>,
    pub severity: Option<Severity>,
    pub kind: Kind,
    /// Indexes of the incidents that this one repeats, newest first.
    pub earlier: Vec<usize>,
    /// Indexes of the incidents that repeat this one, newest first.
    pub later: Vec<usize>,
    /// Indexes of documents that are declared related, newest first.
    pub related: Vec<usize>,
}

impl Postmortem {
    /// From the start of the incident to its end, where both are known and in order.
    pub fn duration(&self) -> Option<SignedDuration> {
        let written = &self.document.front_matter;
        let end = written.resolved.or(written.mitigated)?.instant()?;
        let duration = end.duration_since(written.started?.instant()?);
        (!duration.is_negative()).then_some(duration)
    }
}

/// What the archive shall hold.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selection {
    /// Include documents that are marked as drafts.
    pub drafts: bool,
}

impl Archive {
    /// Reads every document of `tree` and puts them together.
    pub fn assemble(tree: SourceTree, config: &Config, selection: Selection) -> (Self, Vec<Diagnostic>) {
        let SourceTree { documents, attachments } = tree;
        let parsed: Vec<_> = documents.into_par_iter().map(Document::parse).collect();
        let mut findings = Vec::new();
        let mut documents = Vec::with_capacity(parsed.len());
        for (document, more) in parsed {
            findings.extend(more);
            if selection.drafts || !document.front_matter.draft {
                documents.push(document);
            }
        }
        let (mut postmortems, more) = identity::identify(documents, config);
        findings.extend(more);
        // Reports that came out on one day stand in the order of the incidents.
        let started =
            |p: &Postmortem| p.document.front_matter.started.map(|moment| (moment.date, moment.time));
        postmortems.sort_by(|a, b| {
            b.date.cmp(&a.date).then_with(|| started(b).cmp(&started(a))).then_with(|| a.url.cmp(&b.url))
        });
        let mut taxonomies = Taxonomies::of(&postmortems);
        let more = identity::give_way(&mut postmortems, &taxonomies);
        if !more.is_empty() {
            findings.extend(more);
            taxonomies = Taxonomies::of(&postmortems);
        }
        findings.extend(recurrence::connect(&mut postmortems));
        let pages = postmortems.iter().map(|p| (p.document.path.as_str(), p.url.as_str()));
        let links = LinkMap::new(pages, &attachments);
        let (linked, more) = follow_links(&postmortems, &links);
        findings.extend(more);
        let attachments = attachments
            .into_iter()
            .enumerate()
            .filter(|(index, attachment)| attachment.is_media || linked.contains(index))
            .map(|(_, attachment)| attachment)
            .collect();
        (Self { postmortems, taxonomies, links, attachments }, findings)
    }
}

/// Whether a browser would run what a file says: the page that links to it is sanitised, the file is not.
fn is_active(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url).to_ascii_lowercase();
    [".html", ".htm", ".xhtml", ".xht", ".xml", ".js", ".mjs", ".wasm"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

/// The attachments that documents link to, and the links that lead nowhere.
fn follow_links(postmortems: &[Postmortem], links: &LinkMap) -> (BTreeSet<usize>, Vec<Diagnostic>) {
    let mut linked = BTreeSet::new();
    let mut findings = Vec::new();
    for postmortem in postmortems {
        let document = &postmortem.document;
        let mut places = Places::new(&document.name, &document.text);
        for link in &document.outline.links {
            match links.target(document, &link.destination) {
                Target::Attachment(url, index) => {
                    if !is_active(&url) {
                        linked.insert(index);
                        continue;
                    }
                    let span = document.body_start + link.span.start..document.body_start + link.span.end;
                    findings.push(
                        Diagnostic::warning(
                            "link/active",
                            format!(
                                "`{}` could run scripts in the site, and is not published",
                                link.destination
                            ),
                        )
                        .at(places.span(span))
                        .hint("publish it elsewhere and link to it there"),
                    );
                }
                Target::Missing => {
                    let span = document.body_start + link.span.start..document.body_start + link.span.end;
                    findings.push(
                        Diagnostic::warning(
                            "link/missing",
                            format!("`{}` is not in the content folder", link.destination),
                        )
                        .at(places.span(span))
                        .hint(
                            "paths are relative to the file, or to the content folder if they start with `/`",
                        ),
                    );
                }
                Target::Page(_) | Target::Elsewhere => {}
            }
        }
    }
    (linked, findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Overrides;
    use crate::diagnostic::{Style, render};
    use taxonomy::Taxonomy;

    fn assemble(pairs: &[(&str, &str)]) -> (Archive, Vec<String>) {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let tree = SourceTree::from_pairs(pairs.iter().copied());
        let (archive, findings) = Archive::assemble(tree, &config, Selection::default());
        (archive, findings.iter().map(|finding| render(finding, Style::Plain)).collect())
    }

    #[test]
    fn addresses_mirror_the_files() {
        let (archive, findings) = assemble(&[
            ("2021-01-31-Disk Full.md", "x"),
            ("2021/b/index.md", "x"),
            ("c.md", "---\nslug: Other Name\n---\n"),
            ("d.md", "---\ndraft: true\n---\n"),
        ]);
        let urls: Vec<_> = archive.postmortems.iter().map(|p| p.url.as_str()).collect();
        assert_eq!(urls, ["2021-01-31-disk-full/", "2021/b/", "other-name/"]);
        assert_eq!(findings, Vec::<String>::new());
    }

    #[test]
    fn a_duplicate_slug_is_shown_and_the_first_file_has_the_page() {
        let (archive, findings) =
            assemble(&[("a.md", "# A"), ("b.md", "---\ntitle: B\nslug: a\n---\n"), ("c.md", "# C")]);
        let titles: Vec<_> = archive.postmortems.iter().map(|p| p.title.as_str()).collect();
        assert_eq!(titles, ["A", "C"]);
        assert_eq!(
            findings,
            ["error[identity/duplicate]: `a/` is already the address of `content/a.md`\n \
              --> content/b.md:3:7\n  \
              |\n\
              3 | slug: a\n  \
              |       ^\n  \
              |\n\
              hint: this document has no page; give it a `slug` of its own, or rename the file"]
        );
    }

    #[test]
    fn terms_are_merged_whatever_their_spelling() {
        let (archive, _) = assemble(&[
            ("2021-01-01-a.md", "---\ntags: [DNS, C++]\n---\n"),
            ("2022-01-01-b.md", "---\ntags: [dns, C, dns]\n---\n"),
            ("2023-01-01-c.md", "---\ntags: dns\n---\n"),
        ]);
        let terms = archive.taxonomies.terms(Taxonomy::Tags);
        assert_eq!(terms.keys().collect::<Vec<_>>(), ["c", "c-plus", "dns"]);
        assert_eq!((terms["dns"].label.as_str(), terms["dns"].members.as_slice()), ("dns", &[0, 1, 2][..]));
        assert_eq!(archive.taxonomies.terms(Taxonomy::Years).len(), 3);
    }

    #[test]
    fn repeats_are_known_on_both_sides() {
        let (archive, findings) = assemble(&[
            ("2021-01-01-disk-full.md", "---\nid: PM-1\n---\n"),
            ("2022-01-01-disk-again.md", "---\nrecurrence_of: PM-1\n---\n"),
            ("2023-01-01-third.md", "---\nrecurrence_of: [disk-again, 2021-01-01-disk-full]\n---\n"),
            ("2024-01-01-d.md", "---\nrecurrence_of: dsk-again\n---\n"),
        ]);
        let chains: Vec<_> =
            archive.postmortems.iter().map(|p| (p.earlier.clone(), p.later.clone())).collect();
        assert_eq!(
            chains,
            [(vec![], vec![]), (vec![2, 3], vec![]), (vec![3], vec![1]), (vec![], vec![1, 2])]
        );
        assert_eq!(findings.len(), 1);
        assert!(findings[0].contains("`recurrence_of` names `dsk-again`"), "{}", findings[0]);
        assert!(findings[0].contains("did you mean `disk-again`?"), "{}", findings[0]);
    }

    #[test]
    fn a_link_that_leads_nowhere_is_shown_at_its_line() {
        let (_, findings) = assemble(&[("a.md", "# A\n\nSee [b](b.md) and [c](a.md).\n")]);
        assert_eq!(findings.len(), 1);
        assert!(
            findings[0].contains("`b.md` is not in the content folder\n --> content/a.md:3:5"),
            "{}",
            findings[0]
        );
    }
}
