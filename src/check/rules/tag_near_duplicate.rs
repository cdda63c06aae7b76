//! Two tags, services or teams are probably the same.

use std::ops::Range;

use crate::archive::taxonomy::{Taxonomy, Term, term_slug};
use crate::archive::{Archive, ArchivedDocument};
use crate::check::near_terms::{are_spellings, near_pairs};
use crate::check::{Check, Example, Rule, Settings, Stage};
use retold_diagnostic::{Diagnostic, Level, Place, plural};
use retold_document::Document;
use retold_document::keys::Key;
use retold_document::model::{Fact, Origin};

pub const RULE: Rule = Rule {
    id: "tag/near-duplicate",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "two tags, services or teams are probably the same",
    problem: "\
        Two tags, two services or two teams of the archive differ only by a hyphen, a plural or one letter. Capital \
        letters make no difference.",
    consequence: "Each has a page of its own, and each page shows only some of the incidents.",
    fix: "\
        Use one of them in all documents: that of `tags` in the table `[check]`, if it is listed there. If they are different things, give them names that people can tell apart, \
        or allow the finding with a remark. `retold check --fix` corrects a spelling that only one document has, if `tags` lists \
        the other one, or if five documents have it and only a hyphen or a plural differs.",
    example: Example::Files {
        fails: &[
            ("content/disk-full.md", "---\ntags: [load-balancer]\n---\n# Disk full\n\nx\n"),
            ("content/queue-full.md", "---\ntags: [load-balancer]\n---\n# Queue full\n\nx\n"),
            ("content/mails-late.md", "---\ntags: [loadbalancer]\n---\n# Mails late\n\nx\n"),
        ],
        passes: &[
            ("content/disk-full.md", "---\ntags: [load-balancer]\n---\n# Disk full\n\nx\n"),
            ("content/queue-full.md", "---\ntags: [load-balancer]\n---\n# Queue full\n\nx\n"),
            ("content/mails-late.md", "---\ntags: [load-balancer]\n---\n# Mails late\n\nx\n"),
        ],
    },
    check: Check::ReviewAll(check),
};

fn check(archive: &Archive, settings: Settings<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for taxonomy in [Taxonomy::Tags, Taxonomy::Services, Taxonomy::Teams] {
        let terms = archive.taxonomies.terms(taxonomy);
        let slugs: Vec<_> = terms.iter().map(|term| term.slug.as_str()).collect();
        for (one, other) in near_pairs(&slugs) {
            let (one, other) = (&terms[one], &terms[other]);
            let is_listed = |term: &Term| is_listed(taxonomy, term, settings);
            if is_listed(one) && is_listed(other) {
                continue;
            }
            let rank = |term: &Term| (is_listed(term), term.members.len());
            let (rarer, usual) = if rank(other) > rank(one) { (one, other) } else { (other, one) };
            let finding = finding(archive, taxonomy, rarer, usual);
            let is_clear = is_listed(usual)
                || usual.members.len() >= USUAL
                    && are_spellings(&term_slug(&rarer.label), &term_slug(&usual.label));
            let fix = (is_clear && !is_listed(rarer))
                .then(|| written_once(archive, taxonomy, rarer, usual))
                .flatten();
            findings.push(match fix {
                Some(span) => finding.fix(span, &usual.label),
                None => finding,
            });
        }
    }
    findings
}

/// The number of documents that make a spelling that of the archive.
const USUAL: usize = 5;

/// The bytes that name `rarer` in the front matter of the only document that has it, where `usual` can replace them.
fn written_once(archive: &Archive, taxonomy: Taxonomy, rarer: &Term, usual: &Term) -> Option<Range<usize>> {
    let [member] = rarer.members[..] else { return None };
    let document = &archive.postmortems[member].document;
    let is_plain = usual.label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    if usual.members.contains(&member) || document.part.is_some() || !is_plain {
        return None;
    }
    let slug = term_slug(&rarer.label);
    let fact = facts(document, taxonomy).0.iter().find(|fact| term_slug(&fact.value) == slug)?;
    let matter = &document.text[..document.body_start];
    let is_end = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || ",[]\"'".contains(c));
    let found = matter.match_indices(fact.value.as_str()).map(|(at, value)| at..at + value.len());
    let mut found = found.filter(|span| {
        is_end(matter[..span.start].chars().next_back()) && is_end(matter[span.end..].chars().next())
    });
    found.next().filter(|_| fact.origin == Origin::FrontMatter && found.next().is_none())
}

/// Whether the configuration lists the term: its spelling is right, however few documents have it.
fn is_listed(taxonomy: Taxonomy, term: &Term, settings: Settings<'_>) -> bool {
    let slug = term_slug(&term.label);
    taxonomy == Taxonomy::Tags && settings.config.check.tags.iter().any(|tag| term_slug(tag) == slug)
}

fn finding(archive: &Archive, taxonomy: Taxonomy, rarer: &Term, usual: &Term) -> Diagnostic {
    /// Documents that are named beside the one at which the finding is shown.
    const NAMED: usize = 3;
    let counted = |term: &Term| format!("`{}` ({})", term.label, plural(term.members.len(), "document"));
    let message = format!(
        "the {}s {} and {} are probably the same",
        taxonomy.singular(),
        counted(rarer),
        counted(usual)
    );
    let documents: Vec<_> = rarer.members.iter().map(|member| &archive.postmortems[*member]).collect();
    let others: Vec<_> = documents.iter().skip(1).map(|other| format!("`{}`", other.document.name)).collect();
    let more = others.len().saturating_sub(NAMED);
    let also = match (others.len(), more) {
        (0, _) => String::new(),
        (_, 0) => format!(", and also in {}", others.join(", ")),
        _ => format!(", and also in {} and {more} more", others[..NAMED].join(", ")),
    };
    let finding = RULE.finding(message).hint(format!("write `{}` here{also}", usual.label));
    match documents.first() {
        Some(document) => finding.at(place(document, taxonomy, rarer)),
        None => finding,
    }
}

/// What `document` has of a taxonomy, and the key of the front matter for it.
fn facts(document: &Document, taxonomy: Taxonomy) -> (&[Fact<String>], Key) {
    match taxonomy {
        Taxonomy::Services => (&document.facts.services, Key::Services),
        Taxonomy::Teams => (&document.facts.teams, Key::Teams),
        _ => (&document.facts.tags, Key::Tags),
    }
}

/// The place of `term` in a document that has it.
fn place(postmortem: &ArchivedDocument, taxonomy: Taxonomy, term: &Term) -> Place {
    let document = &postmortem.document;
    let (facts, key) = facts(document, taxonomy);
    let slug = term_slug(&term.label);
    match facts.iter().find(|fact| term_slug(&fact.value) == slug) {
        Some(fact) if fact.origin == Origin::FrontMatter => document.place_of(key, &fact.value),
        Some(fact) if !fact.span.is_empty() => document.places().span(fact.span.clone()),
        _ => Place::file(&document.name),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn a_listed_spelling_is_right() {
        let documents = [
            ("a.md", "---\ntags: [dns, dn-s]\n---\n# A\n\nx\n"),
            ("b.md", "---\ntags: [dn-s]\n---\n# B\n\nx\n"),
        ];
        for (config, expected) in [
            ("", "dn-s"),
            ("[check]\ntags = ['database', 'DNS']\n", "dns"),
            ("[check]\ntags = ['dn-s']\n", "dn-s"),
        ] {
            let found = reviewed(&documents, config);
            let found: Vec<_> = found.iter().filter(|text| text.contains("[tag/near-duplicate]")).collect();
            assert!(
                found.len() == 1 && found[0].contains(&format!("hint: write `{expected}` here")),
                "{found:?}"
            );
        }
        let found = reviewed(&documents, "[check]\ntags = ['dns', 'dn-s']\n");
        assert!(!found.iter().any(|text| text.contains("[tag/near-duplicate]")), "{found:?}");
    }

    #[test]
    fn the_documents_of_the_rarer_one_are_named() {
        let documents: Vec<_> = ["database", "database", "database", "databases", "databases", "dns"]
            .iter()
            .enumerate()
            .map(|(index, tag)| {
                (format!("{index}.md"), format!("---\ntags: [{tag}]\n---\n# A {index}\n\nx\n"))
            })
            .collect();
        let documents: Vec<_> = documents.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let found = reviewed(&documents, "");
        let found: Vec<_> = found.iter().filter(|text| text.contains("[tag/near-duplicate]")).collect();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with(
                "warning[tag/near-duplicate]: the tags `databases` (2 documents) and `database` (3 documents) are probably \
                 the same\n --> content/3.md:2:8"
            ),
            "{found:?}"
        );
        assert!(found[0].ends_with("hint: write `database` here, and also in `content/4.md`"), "{found:?}");
    }
}
