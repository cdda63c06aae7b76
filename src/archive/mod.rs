//! All documents together: [`Archive`], the only stage that sees more than one file.
//!
//! It gives each document its address, sorts them newest first, groups them by service, tag, team,
//! cause, trigger, severity, kind and year, and resolves their references to each other.

pub mod action_lists;
pub mod attachments;
pub mod backlinks;
mod cell;
pub mod distribution;
mod document;
pub mod drill;
pub mod duration;
pub mod exposure;
pub mod harmless;
mod held;
mod identity;
pub mod impact_sums;
pub mod lessons;
pub mod links;
mod mentions;
pub mod patterns;
pub mod periods;
mod readable;
pub mod recurrence;
pub mod register;
pub mod severity;
pub mod spelling;
pub mod taxonomy;
pub mod tracked;

use std::sync::Arc;

pub use document::ArchivedDocument;

use crate::config::Config;
use crate::parse::{Cache, ParsedFile, parse};
use crate::source::{Attachment, SourceTree};
use exposure::Exposures;
use jiff::civil::Date;
use links::LinkMap;
use patterns::Patterns;
use recurrence::{Chain, Withheld};
use retold_diagnostic::Diagnostic;
use retold_document::model::Class;
use retold_document::model::Milestone;
use retold_document::{Document, SourceFile};
use severity::Severity;
use taxonomy::Taxonomies;

/// The documents of an archive, and the relations between them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Archive {
    /// Documents that report an incident. Newest first by [`ArchivedDocument::day`]; those without one last; then by their start, the latest
    /// first; then by address.
    pub postmortems: Vec<ArchivedDocument>,
    /// Documents that report no incident (indexes, readmes, templates), by path. They have pages, but are not counted.
    pub others: Vec<ArchivedDocument>,
    /// Documents whose authors leave them out of all lists, by path. They have pages, to which only links lead.
    pub unlisted: Vec<ArchivedDocument>,
    /// Drafts, and documents that are held back until another day, by path. They have no page and no address.
    pub drafts: Vec<Arc<Document>>,
    /// Documents without a page because their address is taken, by path.
    pub displaced: Vec<Arc<Document>>,
    pub taxonomies: Taxonomies,
    /// Incidents that repeat each other; the chain that grew last comes first.
    pub chains: Vec<Chain>,
    /// What teams record of whether an incident applies to them; see [`Archive::read_exposure`].
    pub exposures: Exposures,
    pub links: LinkMap,
    /// Files beside the documents that are published with them, by path.
    pub attachments: Vec<Attachment>,
    /// Names of tickets that are known: see [`retold_document::Vocabulary::tickets`].
    pub tickets: Vec<(String, String)>,
}

/// Which documents an archive includes.
#[derive(Debug, Clone, Copy)]
pub struct Selection {
    /// Include documents that are marked as drafts, or held back until another day.
    pub drafts: bool,
    /// The date that counts as today. Without it, no document is held back until another day.
    pub today: Option<Date>,
    /// Returns true if an address is reserved for one of the site's own pages. Documents with such an address get no page.
    pub is_reserved: fn(&str, &Taxonomies) -> bool,
}

impl Selection {
    /// Whether a document is held back today.
    fn holds(&self, document: &Document) -> bool {
        self.today.is_some_and(|today| document.front_matter.holding.holds_on(today))
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self { drafts: false, today: None, is_reserved: |_, _| false }
    }
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
        let (drafts, documents): (Vec<_>, Vec<_>) =
            files.iter().flat_map(|file| &file.documents).map(Arc::clone).partition(|document| {
                !selection.drafts && (document.front_matter.draft || selection.holds(document))
            });
        findings.extend(drafts.iter().filter_map(|draft| held::finding(draft, selection.today?)));
        let (mut identified, mut displaced, more) = identity::identify(documents, config);
        findings.extend(more);
        let is_unlisted =
            |archived: &mut ArchivedDocument| archived.document.front_matter.holding.is_unlisted;
        let mut unlisted: Vec<_> = identified.extract_if(.., is_unlisted).collect();
        let (mut postmortems, mut others): (Vec<_>, Vec<_>) =
            identified.into_iter().partition(|archived| archived.document.class == Class::Incident);
        // Incidents of one day are in the order of their start.
        let started = |p: &ArchivedDocument| {
            p.document.milestones.at(Milestone::Started).map(|moment| (moment.date, moment.time))
        };
        postmortems.sort_by(|a, b| {
            b.day().cmp(&a.day()).then_with(|| started(b).cmp(&started(a))).then_with(|| a.url.cmp(&b.url))
        });
        let (patterns, more) = Patterns::new(config.patterns.as_ref());
        findings.extend(more);
        let patterns = Arc::new(patterns);
        let mut taxonomies = Taxonomies::of(&postmortems, &patterns);
        let is_reserved = |url: &str| (selection.is_reserved)(url, &taxonomies);
        findings.extend(identity::displace_reserved(&mut others, is_reserved, &mut displaced));
        findings.extend(identity::displace_reserved(&mut unlisted, is_reserved, &mut displaced));
        let more = identity::displace_reserved(&mut postmortems, is_reserved, &mut displaced);
        if !more.is_empty() {
            findings.extend(more);
            taxonomies = Taxonomies::of(&postmortems, &patterns);
        }
        displaced.sort_by(|a, b| (&a.path, a.body_start).cmp(&(&b.path, b.body_start)));
        let withheld = Withheld::of(&unlisted, &drafts, selection.today);
        let (chains, more) = recurrence::connect(&mut postmortems, &others, &withheld);
        findings.extend(more);
        // The incidents of a split file are reached through the page of the file.
        let all = || postmortems.iter().chain(&others).chain(&unlisted);
        let whole = all().filter(|p| p.document.part.is_none());
        let pages = whole.map(|p| (p.document.path.as_str(), p.url.as_str()));
        let mut links = LinkMap::new(pages, &attachments);
        links.add_parts(all().map(|p| (&*p.document, p.url.as_str())));
        let whole = all().filter(|p| p.document.part.is_none());
        let linked = attachments::linked(whole.map(|p| &*p.document), &links);
        let paths = all().map(|p| p.document.path.as_str());
        findings.extend(attachments::unread(&attachments, &linked, &drafts, &links, config));
        let attachments = attachments::published(attachments, &linked, paths, &drafts, &links);
        let tickets = config.vocabulary().tickets;
        let archive = Self {
            postmortems,
            others,
            unlisted,
            drafts,
            displaced,
            taxonomies,
            chains,
            exposures: Exposures::default(),
            links,
            attachments,
            tickets,
        };
        (archive, findings)
    }

    /// Reads what teams record in `files` and in front matter. Some documents are held back on the day `today`.
    pub fn read_exposure(&mut self, files: &[SourceFile], today: Option<Date>) -> Vec<Diagnostic> {
        let withheld = Withheld::of(&self.unlisted, &self.drafts, today);
        let (exposures, findings) = exposure::resolve(files, &self.postmortems, &self.others, &withheld);
        self.exposures = exposures;
        findings
    }

    /// Whether authors have said how two postmortems belong together: that they are related, or not, or parts of one chain.
    pub fn is_settled(&self, one: usize, other: usize) -> bool {
        let (one, there) = (&self.postmortems[one], &self.postmortems[other]);
        let chain = |postmortem: &ArchivedDocument| postmortem.occurrence.map(|occurrence| occurrence.chain);
        one.related.contains(&other)
            || one.not_related.contains(&other)
            || chain(one).is_some() && chain(one) == chain(there)
    }

    /// The documents that have a page: the postmortems, the others, then the unlisted ones.
    pub fn pages(&self) -> impl Iterator<Item = &ArchivedDocument> + Clone {
        self.postmortems.iter().chain(&self.others).chain(&self.unlisted)
    }

    /// Every document that was read, also those that have no page.
    pub fn documents(&self) -> impl Iterator<Item = &Document> + Clone {
        self.shared_documents().map(|document| &**document)
    }

    /// As [`Archive::documents`], to be kept for longer than the archive.
    pub fn shared_documents(&self) -> impl Iterator<Item = &Arc<Document>> + Clone {
        let pages = self.pages().map(|page| &page.document);
        pages.chain(&self.drafts).chain(&self.displaced)
    }
}

#[cfg(test)]
mod testing {
    use super::*;
    use crate::config::Overrides;

    /// The archive of documents, given by path and text.
    pub fn archive(pairs: &[(&str, &str)]) -> Archive {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        Archive::from_tree(SourceTree::from_pairs(pairs.iter().copied()), &config, Selection::default()).0
    }
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
    fn documents_wait_for_the_day_of_their_publication() {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let documents = [
            ("a.md", "---\npublishDate: 2026-02-01\n---\n# A\n"),
            ("b.md", "---\nexpiryDate: 2026-02-01\n---\n# B\n"),
            ("c.md", "---\nunlisted: true\n---\n# C\n\n[a](a.md)\n"),
            ("d.md", "# D\n\nSee [c](c.md).\n"),
        ];
        let urls = |drafts: bool, day: i8| {
            let selection =
                Selection { drafts, today: Some(jiff::civil::date(2026, 1, day)), ..Selection::default() };
            let (archive, findings) =
                Archive::from_tree(SourceTree::from_pairs(documents), &config, selection);
            let urls = |pages: &[ArchivedDocument]| {
                pages.iter().map(|p| p.url.clone()).collect::<Vec<_>>().join(" ")
            };
            (urls(&archive.postmortems), urls(&archive.unlisted), findings)
        };
        let (listed, unlisted, findings) = urls(false, 31);
        assert_eq!((listed.as_str(), unlisted.as_str()), ("b/ d/", "c/"));
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message.contains("until 2026-02-01"), "{}", findings[0].message);
        assert_eq!(urls(true, 31).0, "a/ b/ d/");
    }

    #[test]
    fn spellings_of_a_term_are_merged() {
        let (archive, _) = assemble(&[
            ("2021-01-01-a.md", "---\ntags: [DNS, C++]\n---\n"),
            ("2022-01-01-b.md", "---\ntags: [dns, C, dns]\n---\n"),
            ("2023-01-01-c.md", "---\ntags: dns\n---\n"),
        ]);
        let terms = archive.taxonomies.terms(Taxonomy::Tags);
        let slugs: Vec<_> = terms.iter().map(|term| term.slug.as_str()).collect();
        assert_eq!(slugs, ["c", "c-plus", "dns"]);
        let dns = terms.get("dns").unwrap();
        assert_eq!((dns.label.as_str(), dns.members.as_slice()), ("dns", &[0, 1, 2][..]));
        assert_eq!(archive.taxonomies.terms(Taxonomy::Years).len(), 3);
    }

    #[test]
    fn the_name_of_a_team_wins_over_its_slug() {
        let (archive, _) = assemble(&[
            ("2021-01-01-a.md", "---\nteams: [network-rail]\ntags: [Slow-Disk]\n---\n"),
            ("2022-01-01-b.md", "---\nteams: [Network Rail]\ntags: [slow-disk]\n---\n"),
            ("2023-01-01-c.md", "---\nteams: [network-rail]\ntags: [slow-disk]\n---\n"),
        ]);
        let label = |taxonomy| archive.taxonomies.terms(taxonomy).iter().next().unwrap().label.as_str();
        assert_eq!((label(Taxonomy::Teams), label(Taxonomy::Tags)), ("Network Rail", "slow-disk"));
    }

    #[test]
    fn incidents_are_in_the_order_in_which_they_happened() {
        let (archive, _) = assemble(&[
            ("a.md", "---\nkind: incident\npublished: 2026-01-10\n---\n"),
            ("b.md", "---\ndate: 2026-03-01\nstarted: 2025-12-31T23:30:00-08:00\n---\n"),
            ("c.md", "---\ndate: 2026-01-20\n---\n"),
        ]);
        let order: Vec<_> = archive
            .postmortems
            .iter()
            .map(|p| (p.url.as_str(), p.day().unwrap().to_string(), p.report_day().unwrap().to_string()))
            .collect();
        let day = str::to_owned;
        assert_eq!(
            order,
            [
                ("c/", day("2026-01-20"), day("2026-01-20")),
                ("a/", day("2026-01-10"), day("2026-01-10")),
                ("b/", day("2025-12-31"), day("2026-03-01")),
            ]
        );
        let years = archive.taxonomies.terms(Taxonomy::Years);
        let years: Vec<_> = years.iter().map(|year| year.slug.as_str()).collect();
        assert_eq!(years, ["2025", "2026"]);
    }

    #[test]
    fn recurrences_are_linked_in_both_directions() {
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

    /// The headlines of the findings for documents, without the ending of their files.
    fn headlines(pairs: &[(&str, &str)]) -> Vec<String> {
        let first_line = |finding: &String| finding.lines().next().unwrap_or_default().to_owned();
        let lines = assemble(pairs).1;
        lines.iter().map(first_line).collect()
    }

    #[test]
    fn references_that_lead_back_are_left_out_where_they_name_a_newer_incident() {
        let documents = [
            ("2021-01-01-a.md", "---\nrecurrence_of: [b, 2021-01-01-a]\n---\n"),
            ("2022-01-01-b.md", "---\nrecurrence_of: c\n---\n"),
            ("2023-01-01-c.md", "---\nrecurrence_of: a\nrelated: [c]\n---\n"),
        ];
        assert_eq!(
            headlines(&documents),
            [
                "warning[recurrence/self]: `related` names the document itself",
                "warning[recurrence/self]: `recurrence_of` names the document itself",
                "warning[recurrence/cycle]: `recurrence_of` names `c`, which is newer and a repeat of this incident",
                "warning[recurrence/cycle]: `recurrence_of` names `b`, which is newer and a repeat of this incident",
            ]
        );
        let (archive, _) = assemble(&documents);
        let earlier: Vec<_> = archive.postmortems.iter().map(|p| p.earlier.clone()).collect();
        assert_eq!(earlier, [vec![2], vec![], vec![]]);
    }

    #[test]
    fn references_to_what_is_held_back_name_the_reason() {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let tree = SourceTree::from_pairs([
            ("2021-01-01-draft.md", "---\nid: PM-1\ndraft: true\n---\n"),
            ("2021-01-02-later.md", "---\npublished: 2026-05-01\n---\n"),
            ("2021-01-03-hidden.md", "---\nunlisted: true\n---\n"),
            ("2022-01-01-b.md", "---\nrecurrence_of: [pm-1, later]\nnot_related: hidden\n---\n"),
        ]);
        let today = Some(jiff::civil::date(2026, 1, 1));
        let selection = Selection { today, ..Selection::default() };
        let (_, findings) = Archive::from_tree(tree, &config, selection);
        let found: Vec<_> = findings
            .iter()
            .filter(|finding| finding.rule == "recurrence/held-back")
            .map(|finding| finding.message.as_str())
            .collect();
        assert_eq!(
            found,
            [
                "`recurrence_of` names `pm-1`, which is a draft, and has no page",
                "`recurrence_of` names `later`, which is held back until 2026-05-01, and has no page",
                "`not_related` names `hidden`, which is unlisted, so that no page leads to it",
            ]
        );
    }

    #[test]
    fn a_suggestion_is_declined_on_both_sides_unless_the_two_are_linked() {
        let (archive, findings) = assemble(&[
            ("2021-01-01-a.md", "---\nnot_related: [b, c, d-x]\n---\n"),
            ("2022-01-01-b.md", "x"),
            ("2023-01-01-c.md", "---\nrelated: a\n---\n"),
            ("2024-01-01-dx.md", "x"),
        ]);
        let declined: Vec<_> = archive.postmortems.iter().map(|p| p.not_related.clone()).collect();
        assert_eq!(declined, [vec![], vec![], vec![3], vec![2]]);
        assert_eq!(archive.postmortems[1].related, [3]);
        assert!(findings[0].contains("`not_related` names `d-x`"), "{}", findings[0]);
        assert!(findings[0].contains("did you mean `dx`?"), "{}", findings[0]);
        assert!(findings[1].contains("`not_related` names `c`, which is linked"), "{}", findings[1]);
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
}
