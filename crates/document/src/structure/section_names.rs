//! The names of sections, as headings and labels write them.

use std::collections::BTreeMap;

use crate::lexicon::normalise;
use crate::lexicon::section_names::{
    is_bare, is_opening, kind_named, lookup, misspelled, narrowed, remark_asks_why, remark_names_causes,
};
use crate::lexicon::section_patterns::kind_matched;
use crate::model::SectionKind;
use crate::text::marks::OPENING_BRACKETS;

/// Signs at the end of a question.
const QUESTION_MARKS: [char; 2] = ['?', '？'];

/// Signs between the parts of a heading that names several.
const PARTS: [char; 9] = ['/', '&', '+', ',', '・', '、', '，', '|', '·'];

/// The names of sections: the built-in wordings, and those that the configuration adds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionNames {
    added: BTreeMap<String, SectionKind>,
}

impl SectionNames {
    /// Adds wordings, which take precedence over built-in ones.
    pub fn add(&mut self, kind: SectionKind, wordings: &[String]) {
        self.added.extend(wordings.iter().map(|wording| (normalise(wording), kind)));
    }

    /// The kind of section that a title names, if all of it is a name: a report may be called `Summary`, but
    /// `Outage report: impact of the move` is a title.
    pub fn kind_of_title(&self, heading: &str) -> Option<SectionKind> {
        let words = normalise(heading);
        self.added.get(&words).copied().or_else(|| kind_named(&words).filter(|_| !is_bare(&words)))
    }

    /// The kind of section that a label with text behind it names: that of [`SectionNames::kind_of`], unless the name
    /// may begin anything (`**Problem:** …`) or is one by a pattern and no question: `**Valve impact:** …` is about a
    /// valve.
    pub fn kind_of_label(&self, label: &str) -> Option<SectionKind> {
        self.kind_of_wording(label, label.contains(QUESTION_MARKS)).filter(|_| !self.is_bare(label))
    }

    /// The kind of section that a line without markup names with a colon behind it. It introduces what follows, so that
    /// it has to be a name alone.
    pub fn kind_of_introduction(&self, line: &str) -> Option<SectionKind> {
        let words = normalise(line);
        let known = |words: &str| self.added.get(words).copied().or_else(|| kind_named(words));
        narrowed(&words, known).filter(|_| !self.is_bare(line))
    }

    fn is_bare(&self, name: &str) -> bool {
        let words = normalise(name);
        is_bare(&words) && !self.added.contains_key(&words)
    }

    /// The kind of section that a heading names, if it is one of those that postmortems have in common.
    pub fn kind_of(&self, heading: &str) -> Option<SectionKind> {
        self.kind_of_wording(heading, true)
    }

    /// The kind of section that a heading names, by a pattern only if `may_match`.
    fn kind_of_wording(&self, heading: &str, may_match: bool) -> Option<SectionKind> {
        let words = normalise(heading);
        if words.is_empty() {
            return None;
        }
        // `Root cause (5 whys)`
        if let Some((_, remark)) = heading.split_once(OPENING_BRACKETS)
            && remark_asks_why(remark)
        {
            return Some(SectionKind::FiveWhys);
        }
        let known = |words: &str| self.added.get(words).copied().or_else(|| kind_named(words));
        // No wording is this long, but there may be a name before a colon.
        let is_short = heading.len() <= 120;
        if is_short && let Some(kind) = lookup(&words, known) {
            // `Remediation (action items)`
            let has_actions = || {
                let (_, remark) = heading.rsplit_once(OPENING_BRACKETS)?;
                kind_named(&normalise(remark)).filter(|kind| *kind == SectionKind::Actions)
            };
            let actions = if kind == SectionKind::Resolution { has_actions() } else { None };
            return actions.or(Some(kind));
        }
        if is_short
            && may_match
            && let Some(kind) = kind_matched(&words)
        {
            return Some(kind);
        }
        // `Events / Timeline`, `Follow-up actions & tasks`.
        if is_short && heading.contains(PARTS) && words.split(' ').count() <= 12 {
            let mut parts = heading.split(PARTS);
            let kind_of = |part| {
                Some(normalise(part)).filter(|part| !is_bare(part)).and_then(|part| lookup(&part, known))
            };
            if let Some(kind) = parts.find_map(kind_of) {
                return Some(kind);
            }
        }
        if is_short && let Some(kind) = misspelled(&words) {
            return Some(kind);
        }
        // `Why the valve was unsafe (root cause)`
        if let Some((_, remark)) = heading.rsplit_once(OPENING_BRACKETS)
            && remark_names_causes(remark)
        {
            return Some(SectionKind::Causes);
        }
        // `Root cause: a full disk`, `Timeline – all times UTC`.
        let (name, rest) = heading.split_once([':', '：', '–', '—']).or_else(|| heading.split_once(" - "))?;
        if rest.trim().is_empty() || name.len() > 80 {
            return None;
        }
        // `Postmortem: impact`, `Section 3: impact`.
        if is_opening(&normalise(name)) {
            return self.kind_of_wording(rest, may_match);
        }
        let five_whys = lookup(&normalise(rest), known).filter(|kind| *kind == SectionKind::FiveWhys);
        // `Date: 31 January` gives a value, and `Problem: the pumps` may be one of many.
        let named = || {
            let name = normalise(name);
            lookup(&name, known).filter(|kind| !is_metadata(*kind, true) && !is_bare(&name))
        };
        five_whys.or_else(named)
    }
}

/// Whether a label gives a value rather than opening a part: `**Severity:** HIGH`.
pub fn is_metadata(kind: SectionKind, has_value: bool) -> bool {
    kind == SectionKind::Facts || kind == SectionKind::People && has_value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_recognised_in_any_form() {
        let names = SectionNames::default();
        for (heading, kind) in [
            ("Timeline", SectionKind::Timeline),
            ("3. TIMELINE (all times UTC)", SectionKind::Timeline),
            ("Timeline of the outage", SectionKind::Timeline),
            ("Timeline – all times UTC", SectionKind::Timeline),
            ("Issue Summary:", SectionKind::Summary),
            ("What didn't go well", SectionKind::CouldImprove),
            ("What didn’t go so well?", SectionKind::CouldImprove),
            ("5 Whys", SectionKind::FiveWhys),
            ("🎯 Root Cause Analysis", SectionKind::Causes),
            ("Root Cause(s)", SectionKind::Causes),
            ("Root cause: a full disk", SectionKind::Causes),
            ("Detection and response", SectionKind::Detection),
            ("一、问题", SectionKind::Summary),
            ("タイムライン（JST）", SectionKind::Timeline),
            ("Was ist passiert?", SectionKind::Summary),
            ("Ce qui s’est bien passé", SectionKind::WentWell),
            ("¿Qué salió mal?", SectionKind::CouldImprove),
            ("II. Impact", SectionKind::Impact),
            ("Fallout", SectionKind::Impact),
            (":rocket: Action items", SectionKind::Actions),
            ("What was the root cause?", SectionKind::Causes),
            ("What are we doing to prevent it from happening again?", SectionKind::Actions),
            ("Appendix A: Log excerpts", SectionKind::Appendix),
            ("Conclusion", SectionKind::Summary),
            ("Symptoms", SectionKind::Impact),
            ("O sintoma", SectionKind::Impact),
            ("Why the valve was unsafe (root cause)", SectionKind::Causes),
            ("Causa raíz (5 porqués)", SectionKind::FiveWhys),
            ("Timeline {draft}", SectionKind::Timeline),
            ("What we’re doing to prevent a next flood", SectionKind::Actions),
            ("Lessons and review questions", SectionKind::Lessons),
            ("Actions correctives immédiates", SectionKind::Actions),
            ("Plan d’amélioration pour éviter une autre panne", SectionKind::Actions),
            ("Causa raíz confirmada", SectionKind::Causes),
            ("Causa sistêmica [hipótese]", SectionKind::Causes),
            ("🔧 Empfehlungen", SectionKind::Actions),
            ("Was können wir verbessern?", SectionKind::CouldImprove),
            ("修复方式", SectionKind::Resolution),
            ("Negativa erfarenheter", SectionKind::CouldImprove),
            ("Vì sao không tệ hơn?", SectionKind::GotLucky),
            ("Remediation (action items)", SectionKind::Actions),
            ("事故时序", SectionKind::Timeline),
            ("対応経緯", SectionKind::Timeline),
            ("Author(s)", SectionKind::People),
            ("Permanent controls", SectionKind::Actions),
            ("Revised recommendations", SectionKind::Actions),
            ("Why we were lucky?", SectionKind::GotLucky),
            ("Immediate containment", SectionKind::Resolution),
            ("Preventing the issue from happening again / What we have learnt today", SectionKind::Actions),
        ] {
            assert_eq!(names.kind_of(heading), Some(kind), "{heading}");
        }
        for heading in [
            "Problem 1: the long queries",
            "问题 1: 水泵",
            "The night of the long queries",
            "Response from the vendor",
            "2026-01-31",
            "`/srv/pumps/`",
            "",
        ] {
            assert_eq!(names.kind_of(heading), None, "{heading}");
        }
    }

    #[test]
    fn the_configuration_adds_wordings() {
        let mut names = SectionNames::default();
        names.add(SectionKind::Timeline, &["The night, hour by hour".to_owned()]);
        assert_eq!(names.kind_of("## The Night: hour by hour"), Some(SectionKind::Timeline));
    }
}
