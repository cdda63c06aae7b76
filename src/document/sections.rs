//! What the headings of a postmortem mean.

use serde::Serialize;

/// A section that postmortems have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    Summary,
    Impact,
    Background,
    Detection,
    Response,
    Timeline,
    Trigger,
    Causes,
    FiveWhys,
    Resolution,
    WentWell,
    CouldImprove,
    GotLucky,
    Lessons,
    Actions,
    Questions,
    Related,
    Appendix,
}

/// Wordings, compared in lower case without numbering and punctuation. Counted in real postmortems.
const WORDINGS: [(SectionKind, &[&str]); 18] = [
    (
        SectionKind::Summary,
        &[
            "summary",
            "issue summary",
            "incident summary",
            "executive summary",
            "overview",
            "tldr",
            "tl dr",
            "what happened",
            "incident overview",
        ],
    ),
    (SectionKind::Impact, &["impact", "user impact", "customer impact", "scope"]),
    (SectionKind::Background, &["background", "context", "leadup"]),
    (SectionKind::Detection, &["detection", "monitoring", "symptoms"]),
    (SectionKind::Response, &["response", "escalation", "diagnosis"]),
    (
        SectionKind::Timeline,
        &["timeline", "timeline of events", "incident timeline", "key events", "chain of events"],
    ),
    (SectionKind::Trigger, &["trigger", "triggers"]),
    (
        SectionKind::Causes,
        &[
            "root cause",
            "root causes",
            "root cause analysis",
            "contributing factors",
            "causes",
            "cause",
            "analysis of causes",
            "proximate cause",
            "fault",
        ],
    ),
    (SectionKind::FiveWhys, &["five whys", "5 whys", "the five whys"]),
    (
        SectionKind::Resolution,
        &["resolution", "resolution and recovery", "mitigation", "recovery", "the fix", "details of fix"],
    ),
    (SectionKind::WentWell, &["what went well", "things that went well", "what went right"]),
    (
        SectionKind::CouldImprove,
        &[
            "what could be improved",
            "what went wrong",
            "what went poorly",
            "things that went poorly",
            "what could be done better",
            "what could have gone better",
            "what didnt go well",
            "what didnt go so well",
        ],
    ),
    (SectionKind::GotLucky, &["where we got lucky"]),
    (SectionKind::Lessons, &["lessons", "lessons learned", "lessons learnt", "takeaways", "conclusion"]),
    (
        SectionKind::Actions,
        &[
            "action items",
            "actions",
            "corrective and preventative measures",
            "corrective actions",
            "recommendations",
            "next steps",
            "follow ups",
            "prevention",
            "process improvements",
            "technical improvements",
        ],
    ),
    (SectionKind::Questions, &["open questions"]),
    (SectionKind::Related, &["related", "related incidents", "references", "links", "source"]),
    (SectionKind::Appendix, &["appendix", "supporting information", "glossary"]),
];

impl SectionKind {
    /// The section that a heading announces, if it is one of those that postmortems have in common.
    pub fn of(heading: &str) -> Option<Self> {
        let words = normalise(heading);
        WORDINGS.iter().find(|(_, wordings)| wordings.contains(&words.as_str())).map(|(kind, _)| *kind)
    }
}

/// Lower-case words of a heading, without numbering, punctuation and a remark in brackets.
fn normalise(heading: &str) -> String {
    let heading = heading.split(['(', '[']).next().filter(|part| !part.trim().is_empty()).unwrap_or(heading);
    let text: String = heading
        .chars()
        .filter(|c| !matches!(c, '\'' | '’'))
        .map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' })
        .collect();
    let mut words: Vec<_> = text.split_whitespace().collect();
    // `3. Timeline` is numbered; `5 whys` is not.
    if words.len() > 1 && words[0].chars().all(|c| c.is_ascii_digit()) && words[1] != "whys" {
        words.remove(0);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_recognised_in_any_dress() {
        for (heading, kind) in [
            ("Timeline", SectionKind::Timeline),
            ("## 3. TIMELINE (all times UTC)", SectionKind::Timeline),
            ("Issue Summary:", SectionKind::Summary),
            ("What didn't go well", SectionKind::CouldImprove),
            ("5 Whys", SectionKind::FiveWhys),
            ("🎯 Root Cause Analysis", SectionKind::Causes),
        ] {
            assert_eq!(SectionKind::of(heading), Some(kind), "{heading}");
        }
        assert_eq!(SectionKind::of("The night of the long queries"), None);
    }
}
