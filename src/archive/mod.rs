//! All documents together: [`Archive`], the only stage that sees more than one file.
//!
//! It gives each document its address, sorts them newest first, groups them by service, tag, team,
//! severity and year, and resolves what they say of each other.

mod attachments;
mod audience;
pub mod copies;
mod identity;
pub mod links;
mod recurrence;
pub mod severity;
pub mod taxonomy;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Config;
use crate::parse::{Cache, ParsedFile, parse};
use crate::source::{Attachment, SourceTree};
use jiff::SignedDuration;
use jiff::civil::Date;
use links::{LinkMap, Target};
use retold_diagnostic::{Diagnostic, Place, Places, plural};
use retold_document::Document;
use retold_document::model::Milestone;
use retold_document::model::{Class, Kind};
use severity::Severity;
use taxonomy::Taxonomies;

/// The postmortems of an archive, and how they hang together.
#[derive(Debug, Clone, Default)]
pub struct Archive {
    /// Newest first; those without a date last; then by their start, the latest first; then by address.
    pub postmortems: Vec<Postmortem>,
    /// Documents that report no incident: indexes, readmes, forms. They have pages, and count nowhere. By path.
    pub others: Vec<Postmortem>,
    pub taxonomies: Taxonomies,
    pub links: LinkMap,
    /// Files beside the documents that are published with them, by path.
    pub attachments: Vec<Attachment>,
    /// Names of tickets that are known: see [`Vocabulary::tickets`].
    pub tickets: Vec<(String, String)>,
}

/// A document in its archive.
#[derive(Debug, Clone)]
pub struct Postmortem {
    pub document: Arc<Document>,
    /// The stable name that the author gave, unless another document has it.
    pub id: Option<String>,
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
    /// How long it lasted: as stated, else from its start to its end, where both are known and in order.
    pub fn duration(&self) -> Option<SignedDuration> {
        if let Some(stated) = &self.document.facts.duration {
            return Some(stated.value);
        }
        let course = &self.document.course;
        let end = course.moment(Milestone::Resolved).or(course.moment(Milestone::Mitigated))?.instant()?;
        let duration = end.duration_since(course.moment(Milestone::Started)?.instant()?);
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
    /// Parses the documents of `tree` and puts them together: see [`Archive::assemble`].
    pub fn from_tree(tree: SourceTree, config: &Config, selection: Selection) -> (Self, Vec<Diagnostic>) {
        let files = parse(tree.documents, &config.vocabulary(), &Cache::default());
        Self::assemble(&files, tree.attachments, config, selection)
    }

    /// Puts the documents of `files` together, with the `attachments` beside them. The findings of parsing are among
    /// those that are returned.
    pub fn assemble(
        files: &[Arc<ParsedFile>],
        attachments: Vec<Attachment>,
        config: &Config,
        selection: Selection,
    ) -> (Self, Vec<Diagnostic>) {
        let mut findings: Vec<_> = files.iter().flat_map(|file| &file.findings).cloned().collect();
        let (drafts, documents): (Vec<_>, Vec<_>) = files
            .iter()
            .flat_map(|file| &file.documents)
            .map(Arc::clone)
            .partition(|document| document.front_matter.draft && !selection.drafts);
        report_once(&mut findings);
        findings.extend(unknown_splits(config, documents.iter().chain(&drafts)));
        findings.extend(audience::internal(&documents));
        let (identified, more) = identity::identify(documents, config);
        findings.extend(more);
        let (mut postmortems, mut others): (Vec<_>, Vec<_>) =
            identified.into_iter().partition(|postmortem| postmortem.document.class == Class::Incident);
        findings.extend(name_copies(&postmortems));
        // Reports that came out on one day stand in the order of the incidents.
        let started = |p: &Postmortem| {
            p.document.course.moment(Milestone::Started).map(|moment| (moment.date, moment.time))
        };
        postmortems.sort_by(|a, b| {
            b.date.cmp(&a.date).then_with(|| started(b).cmp(&started(a))).then_with(|| a.url.cmp(&b.url))
        });
        let mut taxonomies = Taxonomies::of(&postmortems);
        findings.extend(identity::give_way(&mut others, &taxonomies));
        let more = identity::give_way(&mut postmortems, &taxonomies);
        if !more.is_empty() {
            findings.extend(more);
            taxonomies = Taxonomies::of(&postmortems);
        }
        findings.extend(recurrence::connect(&mut postmortems, &others));
        // The parts of a file are found through its own page.
        let whole = postmortems.iter().chain(&others).filter(|p| p.document.part.is_none());
        let pages = whole.map(|p| (p.document.path.as_str(), p.url.as_str()));
        let mut links = LinkMap::new(pages, &attachments);
        links.add_parts(postmortems.iter().chain(&others).map(|p| (&*p.document, p.url.as_str())));
        let whole = postmortems.iter().chain(&others).filter(|p| p.document.part.is_none());
        let left_out = LinkMap::new(drafts.iter().map(|draft| (draft.path.as_str(), "")), &[]);
        let (linked, more) = follow_links(whole, &links, &left_out);
        findings.extend(more);
        let paths = postmortems.iter().chain(&others).map(|p| p.document.path.as_str());
        let attachments = attachments::published(attachments, &linked, paths, &drafts, &links);
        (
            Self {
                postmortems,
                others,
                taxonomies,
                links,
                attachments,
                tickets: config.vocabulary().tickets,
            },
            findings,
        )
    }
}

/// Texts that are shorter, in bytes, are not compared.
const SHORTEST_COPY: usize = 80;

/// Documents that are nearly the same, each reported at the later one by path.
fn name_copies(postmortems: &[Postmortem]) -> Vec<Diagnostic> {
    let texts: Vec<_> = postmortems
        .iter()
        .map(|postmortem| (postmortem.document.name.as_str(), postmortem.document.body().trim()))
        // A few words may well be the same.
        .map(|(name, body)| (name, if body.len() < SHORTEST_COPY { "" } else { body }))
        .collect();
    copies::find(&texts)
        .into_iter()
        // Incidents of one file are told alike.
        .filter(|(later, earlier, _)| postmortems[*later].document.path != postmortems[*earlier].document.path)
        .map(|(later, earlier, similarity)| {
            let (later, earlier) = (&postmortems[later].document, &postmortems[earlier].document);
            let how = match (similarity * 100.0).floor() {
                whole if whole >= 100.0 => "the same as".to_owned(),
                part => format!("to {part} % the same as"),
            };
            Diagnostic::warning("identity/copy", format!("the text is {how} that of `{}`", earlier.name))
                .at(Place::file(&later.name))
                .hint("keep one of them, or say what the other adds: `related`, `supersedes` or `recurrence_of`")
        })
        .collect()
}

/// Files that the configuration wants split and the content folder does not have.
fn unknown_splits<'a>(
    config: &Config,
    documents: impl Iterator<Item = &'a Arc<Document>> + Clone,
) -> Vec<Diagnostic> {
    let is_known = |path: &String| documents.clone().any(|document| document.path == *path);
    config
        .split
        .iter()
        .filter(|path| !is_known(path))
        .map(|path| {
            Diagnostic::warning("config/split", format!("`split` names `{path}`, which is no document"))
                .hint("paths are relative to the content folder")
        })
        .collect()
}

/// An unknown key that many files have is reported once, at the first of them.
fn report_once(findings: &mut Vec<Diagnostic>) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    findings.retain(|finding| {
        if finding.rule != "front-matter/unknown-key" {
            return true;
        }
        let count = counts.entry(finding.message.clone()).or_default();
        *count += 1;
        *count == 1
    });
    for finding in findings {
        if let Some(count) = counts.get(&finding.message).filter(|count| **count > 1) {
            finding.message = format!("{}, here and in {}", finding.message, plural(count - 1, "more file"));
        }
    }
}

/// Whether a browser would run what a file says: the page that links to it is sanitised, the file is not.
fn is_active(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url).to_ascii_lowercase();
    [".html", ".htm", ".xhtml", ".xht", ".xml", ".js", ".mjs", ".wasm"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

/// The attachments that documents link to, and the links that lead nowhere; `drafts` are the documents that are left
/// out.
fn follow_links<'a>(
    postmortems: impl Iterator<Item = &'a Postmortem>,
    links: &LinkMap,
    drafts: &LinkMap,
) -> (BTreeSet<usize>, Vec<Diagnostic>) {
    let mut linked = BTreeSet::new();
    let mut findings = Vec::new();
    for postmortem in postmortems {
        let document = &postmortem.document;
        let mut places = Places::new(&document.name, &document.text);
        for link in &document.links {
            match links.target(document, &link.destination) {
                Target::Attachment(url, index) => {
                    if !is_active(&url) {
                        linked.insert(index);
                        continue;
                    }
                    let span = link.span.clone();
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
                Target::Missing if matches!(drafts.target(document, &link.destination), Target::Page(_)) => {
                    findings.push(
                        Diagnostic::warning(
                            "link/draft",
                            format!("`{}` is a draft, and has no page", link.destination),
                        )
                        .at(places.span(link.span.clone()))
                        .hint("remove the link until the draft is published"),
                    );
                }
                Target::Missing => {
                    let span = link.span.clone();
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
    use retold_diagnostic::{Style, render};
    use taxonomy::Taxonomy;

    fn assemble(pairs: &[(&str, &str)]) -> (Archive, Vec<String>) {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let tree = SourceTree::from_pairs(pairs.iter().copied());
        let (archive, findings) = Archive::from_tree(tree, &config, Selection::default());
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
    fn the_first_unknown_references_get_a_suggestion() {
        let documents: Vec<_> = (0..30)
            .map(|index| {
                (
                    format!("incident-number-{index:03}.md"),
                    format!("---\nrelated: incident-numbr-{index:03}\n---\n"),
                )
            })
            .collect();
        let pairs: Vec<_> = documents.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let (_, findings) = assemble(&pairs);
        assert_eq!(findings.len(), 30);
        let suggested = |finding: &String| finding.contains("did you mean `incident-number-");
        assert_eq!(
            findings.iter().map(suggested).collect::<Vec<_>>(),
            [vec![true; 20], vec![false; 10]].concat()
        );
        assert!(findings[20].contains("hint: use the `id` of the other document"), "{}", findings[20]);
    }

    #[test]
    fn a_draft_may_be_named_in_split() {
        let config = Config {
            split: vec!["a.md".into(), "b.md".into()],
            ..Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap()
        };
        let log = "---\ndraft: true\n---\n\n## 2026-01-01: Mail\n\nMail was late.\n\n\
                   ## 2026-02-12: Disk\n\nA disk was full.\n\n## 2026-04-13: Login\n\nNobody got in.\n";
        let (archive, findings) =
            Archive::from_tree(SourceTree::from_pairs([("a.md", log)]), &config, Selection::default());
        assert_eq!(archive.postmortems.len() + archive.others.len(), 0);
        let messages: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, ["`split` names `b.md`, which is no document"]);
    }

    #[test]
    fn an_unknown_key_is_reported_once() {
        let (_, findings) = assemble(&[
            ("a.md", "---\nseverty: 1\nflavour: sweet\nweight: 2\n---\n"),
            ("b.md", "---\nseverty: 1\n---\n"),
            ("c.md", "---\nseverty: 1\n---\n"),
        ]);
        let first: Vec<_> = findings.iter().map(|finding| finding.lines().next().unwrap()).collect();
        assert_eq!(
            first,
            [
                "note[front-matter/unknown-key]: unknown key `flavour`",
                "warning[front-matter/unknown-key]: unknown key `severty`, here and in 2 more files",
            ]
        );
    }

    #[test]
    fn a_link_to_a_draft_is_shown_as_one() {
        let draft = "---\nstatus: draft\n---\n# B\n";
        let (_, findings) =
            assemble(&[("a.md", "# A\n\nSee [b](b.md#impact) and [c](b/).\n"), ("b.md", draft)]);
        let first: Vec<_> = findings.iter().map(|finding| finding.lines().next().unwrap()).collect();
        assert_eq!(
            first,
            [
                "warning[link/draft]: `b.md#impact` is a draft, and has no page",
                "warning[link/draft]: `b/` is a draft, and has no page",
            ]
        );
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
