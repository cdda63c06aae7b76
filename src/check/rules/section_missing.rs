//! A postmortem lacks a part.

use crate::check::{Check, Example, Rule, Stage, Subject, parts};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::model::SectionKind;

pub const RULE: Rule = Rule {
    id: "section/missing",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "a postmortem lacks a part",
    problem: "\
        A postmortem has nothing on a part that it needs: what happened, the impact, the timeline, the causes, the \
        actions. A near miss needs no impact and no timeline, a drill and a project need only actions beside what \
        happened. A part counts if it is a section, a key of the front matter, or if sentences give it; notices \
        without sections, and texts whose headings Retold does not know, are left alone. With `required` in the \
        table `[check]` of the configuration, every postmortem needs the parts that are listed there as sections or \
        in the front matter, except those that its kind cannot have.",
    consequence: "A reader who was not there cannot follow what happened, or learn what has changed since.",
    fix: "Write the part, even in one sentence. `None, because …` is an answer, too.",
    example: Example::Files {
        fails: &[(
            "content/2026-01-31-disk-full.md",
            "# Disk full\n\n## Impact\n\nNo mails went out for an hour.\n\n\
            ## Timeline\n\n- 10:00 UTC The disk is full\n- 11:00 UTC Space is made\n",
        )],
        passes: &[(
            "content/2026-01-31-disk-full.md",
            "# Disk full\n\nNo mails went out.\n\n## Impact\n\nNo mails went out for an hour.\n\n\
            ## Timeline\n\n- 10:00 UTC The disk is full\n- 11:00 UTC Space is made\n\n\
            ## Causes\n\nOld logs are kept for ever.\n\n## Actions\n\n- Rotate the logs\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let missing = missing(subject);
    let Some((last, others)) = missing.split_last() else { return Vec::new() };
    let last = label(*last).0;
    let names = match others {
        [] => last.to_owned(),
        _ => {
            format!("{} and {last}", others.iter().map(|part| label(*part).0).collect::<Vec<_>>().join(", "))
        }
    };
    let advice: Vec<_> = missing
        .iter()
        .map(|part| match label(*part) {
            (_, heading, "") => format!("`## {heading}`"),
            (_, heading, question) => format!("`## {heading}`: {question}"),
        })
        .collect();
    let finding = RULE
        .finding(format!("the report has nothing on {names}"))
        .at(subject.title_place())
        .hint(format!("add {}", advice.join("; ")));
    vec![finding]
}

fn missing(subject: &Subject<'_>) -> Vec<SectionKind> {
    let (document, kind) = (subject.document(), subject.postmortem.kind);
    if let Some(required) = &subject.settings.config.check.required {
        let required = required.iter().copied();
        return required.filter(|part| parts::applies(*part, kind) && !parts::has(document, *part)).collect();
    }
    let needed = parts::needed(kind);
    let missing: Vec<_> = needed.iter().copied().filter(|part| !parts::has(document, *part)).collect();
    if missing.is_empty() || !parts::follows_form(document) {
        return Vec::new();
    }
    let missing: Vec<_> = missing.into_iter().filter(|part| !parts::is_stated(subject, *part)).collect();
    // Of a text in which nothing is recognised, nothing is known to be missing. A part may be below a heading that
    // Retold does not know.
    let (_, unknown) = parts::headings(document);
    let recognised = needed.len() - missing.len();
    if recognised >= 2.min(needed.len() - 1) && missing.len() > unknown { missing } else { Vec::new() }
}

/// The part in a sentence, its usual heading, and what to write about.
fn label(part: SectionKind) -> (&'static str, &'static str, &'static str) {
    match part {
        SectionKind::Summary => ("what happened", "Summary", "what happened, in two sentences"),
        SectionKind::Impact => ("the impact", "Impact", "who was affected, how badly, and for how long"),
        SectionKind::Background => ("the background", "Background", "what a reader has to know first"),
        SectionKind::Detection => ("the detection", "Detection", "who or what noticed it"),
        SectionKind::Response => ("the response", "Response", "who did what"),
        SectionKind::Timeline => ("the timeline", "Timeline", "when it began, was noticed and was over"),
        SectionKind::Trigger => ("the trigger", "Trigger", "what set it off"),
        SectionKind::Causes => ("the causes", "Causes", "what let it happen"),
        SectionKind::FiveWhys => ("the whys", "Five whys", "why it happened, and why that was so"),
        SectionKind::Resolution => ("the resolution", "Resolution", "what ended it"),
        SectionKind::WentWell => ("what went well", "What went well", ""),
        SectionKind::CouldImprove => ("what could improve", "What could be improved", ""),
        SectionKind::GotLucky => ("luck", "Where we got lucky", ""),
        SectionKind::Lessons => ("the lessons", "Lessons", "what other teams can learn from it"),
        SectionKind::Actions => {
            ("actions", "Actions", "what is changed so that it does not happen again, or `None, because …`")
        }
        SectionKind::Questions => ("open questions", "Open questions", ""),
        SectionKind::Related => ("related incidents", "Related", ""),
        SectionKind::Appendix => ("details", "Appendix", ""),
        SectionKind::People => ("the people who took part", "People", ""),
        SectionKind::Facts => ("severity and status", "Facts", ""),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    fn found(text: &str, config: &str) -> Option<String> {
        let found = reviewed(&[("a.md", text)], config);
        found.into_iter().find(|text| text.contains("[section/missing]"))
    }

    #[test]
    fn all_missing_parts_are_named_at_the_title() {
        let text = "# Disk full\n\nMails were late.\n\n## Timeline\n\n- 10:00 the disk is full\n- 11:00 it is not\n\n## What went well\n\n- The queue kept all mails\n";
        assert_eq!(
            found(text, "").as_deref(),
            Some(
                "warning[section/missing]: the report has nothing on the impact, the causes and actions\n \
                --> content/a.md:1:1\n  |\n1 | # Disk full\n  | ^^^^^^^^^^^\n  |\n\
                hint: add `## Impact`: who was affected, how badly, and for how long; `## Causes`: what let it happen; \
                `## Actions`: what is changed so that it does not happen again, or `None, because …`"
            )
        );
    }

    #[test]
    fn front_matter_and_sentences_count() {
        let text = "---\nimpact: none\ncauses: [a]\n---\n# Disk full\n\nMails were late.\n\n## Timeline\n\n- 10:00 a\n- 11:00 b\n\n## Actions\n\n- c\n";
        assert_eq!(found(text, ""), None);
        let text = "# Disk full\n\nUsers saw errors because of a full disk.\n\n## Timeline\n\n- 10:00 a\n- 11:00 b\n\n## Actions\n\n- c\n";
        assert_eq!(found(text, ""), None);
        let strict = found(text, "[check]\nrequired = ['impact', 'causes']\n").unwrap();
        assert!(strict.contains("nothing on the impact and the causes"), "{strict}");
    }

    #[test]
    fn kinds_need_different_parts() {
        let text = "# Disk nearly full\n\nNo mail was late.\n\n## Causes\n\nOld logs are kept for ever.\n\n## Actions\n\n- Rotate the logs\n";
        let near_miss = format!("---\nkind: near-miss\n---\n{text}");
        assert_eq!(found(&near_miss, ""), None);
        let incident = found(&format!("---\nkind: incident\n---\n{text}"), "").unwrap();
        assert!(incident.contains("nothing on the impact and the timeline"), "{incident}");
    }

    #[test]
    fn lessons_are_no_actions() {
        let text = "# Disk full\n\nMails were late.\n\n## Impact\n\nNo mail went out.\n\n## Timeline\n\n- 10:00 a\n- 11:00 b\n\n\
            ## Causes\n\nOld logs are kept for ever.\n";
        for more in
            ["## Lessons learned\n\n- Disks fill up\n", "## What went well\n\n- The queue kept all mails\n"]
        {
            let found = found(&format!("{text}\n{more}"), "").unwrap_or_default();
            assert!(found.contains("nothing on actions"), "{more}: {found}");
        }
    }

    #[test]
    fn a_drill_and_a_project_need_actions() {
        let text = "# Failover of the database\n\nWe moved the database to the other site.\n\n\
            ## Timeline\n\n- 10:00 a\n- 11:00 b\n\n## What went well\n\n- The queue kept all mails\n";
        for kind in ["drill", "project"] {
            let text = format!("---\nkind: {kind}\n---\n{text}");
            let found_here = found(&text, "").unwrap_or_default();
            assert!(found_here.contains("nothing on actions"), "{kind}: {found_here}");
            assert_eq!(found(&format!("{text}\n## Actions\n\n- Write down the steps\n"), ""), None, "{kind}");
        }
    }

    #[test]
    fn short_notices_and_unknown_forms_are_left_alone() {
        for text in [
            "# Disk full\n\nMade space.\n",
            "# Levy\n\n## Yhteenveto\n\nx\n\n## Syyt\n\ny\n\n## Timeline\n\nz\n",
            "# Disk full\n\nUsers saw errors.\n\n## Impact\n\nNo mail went out.\n\n## Causes\n\nOld logs are kept.\n\n\
             ## Order of things\n\nFirst this, then that.\n\n## Actions\n\n- Rotate logs\n",
        ] {
            assert_eq!(found(text, ""), None, "{text}");
        }
    }
}
