//! Lists of actions outside sections of actions, which the line above them announces: `Next, we will:`.

use std::sync::LazyLock;

use crate::markdown::blocks::BlockKind;
use crate::model::SectionKind;
use crate::readers::actions::groups::Group;
use crate::readers::actions::phrases::SENTENCES;
use crate::readers::actions::{Reader, advice};
use crate::text::marks::COLONS;
use crate::text::phrases::Phrases;
use crate::text::sentences::sentences;
use crate::text::words::spaced_words;

/// How a line ends that announces what its authors are going to do: `we will:`.
static ENDS: LazyLock<Vec<&str>> = LazyLock::new(|| SENTENCES.words("announce").collect());

/// Words for actions, and the words beside them that show that they are still ahead: `The planned actions are:`.
static NOUNS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(SENTENCES.words("announce-noun")));
static AHEAD: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(SENTENCES.words("announce-ahead")));

/// Most words of a sentence that announces a list.
const MOST_WORDS: usize = 28;

impl Reader<'_> {
    /// Reads the lists outside sections of actions, which `roles` marks, that a paragraph announces.
    pub(super) fn announced(&mut self, roles: &[Option<()>]) {
        use SectionKind::{Appendix, Detection, FiveWhys, Response, Timeline, Trigger};
        let body = self.body;
        for (at, section) in body.sections.iter().enumerate() {
            let is_other =
                matches!(section.kind, Timeline | FiveWhys | Appendix | Detection | Response | Trigger);
            if roles[at].is_some() || is_other {
                continue;
            }
            let own = body.index.own_blocks(at);
            for pair in own.windows(2) {
                let [above, list] = pair else { continue };
                if matches!(body.blocks.kind(*list), BlockKind::List { .. })
                    && body.blocks.kind(*above) == BlockKind::Paragraph
                    && !body.index.is_marker(*above)
                    && is_announcement(body.blocks.text(body.text, *above))
                    && !advice::is_advice(body, *list, Some(*above))
                {
                    self.items(*list, &Group::default());
                }
            }
        }
    }
}

/// Whether a paragraph ends with a sentence that announces a list of actions.
fn is_announcement(paragraph: &str) -> bool {
    let paragraph = paragraph.trim_end();
    if !paragraph.ends_with(COLONS) {
        return false;
    }
    let Some(last) = sentences(paragraph).last() else { return false };
    let words = spaced_words(last);
    if words.split(' ').count() > MOST_WORDS {
        return false;
    }
    let is_end =
        |end: &&str| words.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with(' '));
    ENDS.iter().any(is_end) || NOUNS.are_in(&words) && AHEAD.are_in(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_announced_as_actions() {
        for text in [
            "To prevent this, we will:",
            "This hurt. Next, we plan to:",
            "We are going to do the following:",
            "Some possible actions in the future:",
            "We will take these steps:",
            "The following improvements are planned:",
            "We will make the following changes:",
            "In the future we should:",
            "Um das zu verhindern, werden wir:",
            "Para evitarlo, vamos a:",
        ] {
            assert!(is_announcement(text), "{text}");
        }
        for text in [
            "We took the following actions:",
            "We will never know whether it was:",
            "The steps to reproduce:",
            "These changes caused the outage:",
            "We will take these steps.",
            "The following services were down:",
            "",
        ] {
            assert!(!is_announcement(text), "{text}");
        }
    }
}
