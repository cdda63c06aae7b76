//! A cause or a trigger is not among those of the archive.

use crate::archive::Archive;
use crate::archive::patterns::Patterns;
use crate::archive::taxonomy::Taxonomy;
use crate::check::{Check, Example, Rule, Settings, Stage};
use retold_diagnostic::{Diagnostic, Level, nearest};
use retold_document::Document;
use retold_document::keys::Key;

pub const RULE: Rule = Rule {
    id: "causes/unknown",
    levels: &[Level::Note],
    stage: Stage::Review,
    summary: "a cause or a trigger is not in the vocabulary",
    problem: "The archive has a `causes.toml`, and a postmortem names a cause or a trigger that is neither there nor built in.",
    consequence: "It has a page of its own, and incidents that have the same cause by another name are not found with it.",
    fix: "Use a name of the vocabulary, or add the new one to `causes.toml`, perhaps as a synonym.",
    example: Example::Files {
        fails: &[
            ("causes.toml", "[[cause]]\nid = \"full-disk\"\n"),
            ("content/disk-full.md", "---\ncauses: [ful-disk]\n---\n# Disk full\n\nx\n"),
        ],
        passes: &[
            ("causes.toml", "[[cause]]\nid = \"full-disk\"\n"),
            ("content/disk-full.md", "---\ncauses: [full-disk]\n---\n# Disk full\n\nx\n"),
        ],
    },
    check: Check::ReviewAll(check),
};

fn check(archive: &Archive, _: Settings<'_>) -> Vec<Diagnostic> {
    let patterns = &archive.taxonomies.patterns;
    if !patterns.is_own {
        return Vec::new();
    }
    archive.postmortems.iter().flat_map(|postmortem| unknown(&postmortem.document, patterns)).collect()
}

/// The findings of a document.
fn unknown(document: &Document, patterns: &Patterns) -> Vec<Diagnostic> {
    let matter = &document.front_matter;
    let causes = matter.causes.iter().map(|cause| (Taxonomy::Causes, Key::Causes, cause));
    let trigger = matter.trigger.iter().map(|trigger| (Taxonomy::Triggers, Key::Trigger, trigger));
    let findings = causes.chain(trigger).filter_map(|(taxonomy, key, written)| {
        let set = patterns.of(taxonomy).filter(|set| set.named(written).is_none())?;
        let hint = match nearest(written, set.names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "use a name of the vocabulary, or add this one to `causes.toml`".to_owned(),
        };
        let finding = RULE.finding(format!("`{written}` is no {} of the vocabulary", taxonomy.singular()));
        Some(finding.at(document.place_of(key, written)).hint(hint))
    });
    findings.collect()
}
