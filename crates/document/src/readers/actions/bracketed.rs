//! Owners in brackets in front of the items of a list: `[jane] Add an alert`.
//!
//! A word in brackets may be anything. Where one of them is known as a person or a team, the others of the list are
//! owners, too.

use crate::model::SectionKind;
use crate::readers::actions::names::{is_nobody, is_person_or_team, is_team_of_any_case};
use crate::readers::actions::{brackets, marks, status};
use crate::structure::body::Body;
use crate::text::words::strip_word;

/// Characters of names in brackets.
const LONGEST: usize = 40;

/// Whether the words in brackets in front of the items of `list` are the owners.
pub fn are_owners(body: &Body<'_>, list: usize) -> bool {
    body.blocks.children(list).any(|item| {
        let line = body.blocks.first_lines(body.text, item).first();
        let names = line.and_then(|line| at_start(&line.text)).map(|(names, _)| names);
        names.is_some_and(|names| parts(names).any(|name| is_known(body, name)))
    })
}

/// The names in brackets at the start of `text`, and the text behind them.
pub fn at_start(text: &str) -> Option<(&str, &str)> {
    let (names, rest) = brackets::at_start(text, LONGEST)?;
    let names = names.trim().trim_end_matches('?');
    let rest = rest.strip_prefix(' ')?;
    let is_mark = marks::kind(names).is_some()
        || marks::priority(names).is_some()
        || status::of_remark(names).is_some()
        || is_nobody(names);
    (!is_mark && parts(names).all(may_be_name)).then_some((names, rest))
}

fn parts(names: &str) -> impl Iterator<Item = &str> {
    names.split([',', '/', '&']).map(str::trim)
}

/// Whether `text` is one or two words that begin with a letter.
fn may_be_name(text: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(char::is_alphabetic)
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    (1..=2).contains(&text.split(' ').count()) && text.split(' ').all(is_word)
}

/// Whether `name` is the name of a person or team, or of somebody whom the document lists among the people.
fn is_known(body: &Body<'_>, name: &str) -> bool {
    let is_listed = |item: usize| {
        let line = body.blocks.first_lines(body.text, item).first();
        line.and_then(|line| strip_word(line.text.trim_start_matches('@'), name))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',', ':']))
    };
    is_person_or_team(name)
        || is_team_of_any_case(name)
        || body.sections(SectionKind::People).any(|section| section.blocks.clone().any(is_listed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::actions;
    use crate::structure::testing::read_body;

    #[test]
    fn words_in_brackets_may_be_names() {
        for (text, names) in [
            ("[jane] Add", Some("jane")),
            ("[jane?] Add", Some("jane")),
            ("(tc, pump team) Add", Some("tc, pump team")),
            ("[P1] Add", None),
            ("[prevent] Add", None),
            ("[done] Add", None),
            ("[jane](x) Add", None),
            ("[a long remark] Add", None),
            ("[#12] Add", None),
        ] {
            assert_eq!(at_start(text).map(|(names, _)| names), names, "{text}");
        }
    }

    #[test]
    fn one_known_name_makes_the_others_owners() {
        let owners = |text: &str| -> Vec<Option<String>> {
            let actions = read_body(&format!("## Actions\n\n{text}"), actions::read);
            actions.items.into_iter().map(|action| action.owner).collect()
        };
        let some = |name: &str| Some(name.to_owned());
        for (text, expected) in [
            (
                "- [jd] Add a probe\n- [xy] Oil the pump\n\n## Thanks\n\n* jd (the night)\n",
                [some("jd"), some("xy")],
            ),
            ("- [ ] (pump team) Add a probe\n- [ ] (xy) Oil the pump\n", [some("pump team"), some("xy")]),
            ("- [docs] Add a probe\n- [alerts] Oil the pump\n", [None, None]),
            ("- [docs] Add a probe\n- Oil the pump\n\n## Thanks\n\n* jd\n", [None, None]),
        ] {
            assert_eq!(owners(text), expected, "{text}");
        }
    }
}
