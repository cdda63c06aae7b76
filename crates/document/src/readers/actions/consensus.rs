//! Names that are known because of the others that stand at the same place: where one of the words in brackets in
//! front of the items of a list is known as a person or a team, the others of the list are owners, too.

use crate::markdown::blocks::BlockKind;
use crate::readers::actions::names::{is_nobody, is_person_or_team, is_team_of_any_case};
use crate::readers::actions::people::{People, may_be_name};
use crate::readers::actions::{brackets, fragments, marks, status};
use crate::structure::body::Body;
use crate::text::marks::COLONS;
use crate::text::placeholder::is_placeholder;
use crate::text::tense::is_imperative;

/// Characters of names in brackets.
const LONGEST: usize = 40;

/// A place at which items of a list, or lines above lists, have names.
struct Place {
    /// The words at this place of a line.
    words: for<'l> fn(&'l str) -> Option<&'l str>,
    /// Whether one known name is enough. Elsewhere, at least half of the names have to be those of known people.
    is_sure: bool,
}

/// The places in items of lists.
const PLACES: [Place; 4] = [
    Place { words: in_brackets_before, is_sure: true },
    Place { words: before_colon, is_sure: false },
    Place { words: in_brackets_behind, is_sure: false },
    Place { words: behind_dash, is_sure: false },
];

/// Adds the names that the sections of actions of `body`, which `roles` marks, show by their place.
pub fn add_names(body: &Body<'_>, roles: &[Option<()>], people: &mut People) {
    for (at, section) in body.sections.iter().enumerate() {
        if roles.get(at).copied().flatten().is_none() {
            continue;
        }
        let mut above = Vec::new();
        for block in section.blocks.clone().filter(|&block| body.index.section_of(block) == Some(at)) {
            match body.blocks.kind(block) {
                BlockKind::List { .. } => {
                    let items = || {
                        let items = body.blocks.children(block);
                        items.filter_map(|item| body.blocks.first_lines(body.text, item).first())
                    };
                    for place in &PLACES {
                        let words = items().filter_map(|line| (place.words)(&line.text)).collect();
                        add_agreed(words, place.is_sure, people);
                    }
                }
                BlockKind::Heading(_) => above.push(body.blocks.text(body.text, block).trim()),
                BlockKind::Paragraph => {
                    let [line] = body.blocks.lines(body.text, block) else { continue };
                    if line.bold == line.text.len() || line.text.ends_with(COLONS) {
                        above.push(line.text.trim_end_matches(COLONS).trim());
                    }
                }
                _ => {}
            }
        }
        add_agreed(above, false, people);
    }
}

/// Adds `candidates` to `people` if enough of them are known.
fn add_agreed(candidates: Vec<&str>, is_sure: bool, people: &mut People) {
    let mut all = Vec::new();
    let (mut persons, mut teams) = (0, 0);
    for words in candidates {
        let parts = || words.trim_end_matches('?').split([',', '/', '&']).map(str::trim);
        if !parts().all(|part| may_be_name(part) && is_free(part)) {
            continue;
        }
        for part in parts() {
            persons += usize::from(people.is_person(part));
            teams += usize::from(is_person_or_team(part) || is_team_of_any_case(part));
            all.push(part);
        }
    }
    let is_agreed = if is_sure { persons + teams > 0 } else { persons > 0 && persons * 2 >= all.len() };
    for name in all.into_iter().filter(|_| is_agreed) {
        let is_lower = name.starts_with(char::is_lowercase);
        if is_sure || !is_lower && name.split(' ').count() <= 2 {
            people.add(name);
        }
    }
}

/// Whether `name` has no other meaning: no status, priority, kind, time or task.
fn is_free(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    marks::kind(name).is_none()
        && marks::priority(name).is_none()
        && status::of_remark(name).is_none()
        && !is_nobody(name)
        && !is_placeholder(name)
        && !is_imperative(&first)
        && !fragments::is_time(name)
}

/// `jane` of `[jane] Add an alert`; `[jane](…)` is a link.
fn in_brackets_before(line: &str) -> Option<&str> {
    let (words, rest) = brackets::at_start(line, LONGEST)?;
    rest.starts_with(' ').then(|| words.trim())
}

/// `Jane` of `Jane: add an alert`.
fn before_colon(line: &str) -> Option<&str> {
    let (at, c) = line.char_indices().take(LONGEST).find(|(_, c)| COLONS.contains(c))?;
    (!line[at + c.len_utf8()..].trim().is_empty()).then(|| line[..at].trim())
}

/// `Jane` of `Add an alert (Jane)`.
fn in_brackets_behind(line: &str) -> Option<&str> {
    let (words, _) = brackets::at_end(line.trim_end_matches(['.', ' ']))?;
    Some(words.trim())
}

/// `Jane` of `Add an alert — Jane`.
fn behind_dash(line: &str) -> Option<&str> {
    let line = line.trim_end_matches(['.', ' ']);
    let at = [" — ", " – ", " - "].iter().filter_map(|mark| Some(line.rfind(mark)? + mark.len())).max()?;
    Some(&line[at..])
}

#[cfg(test)]
mod tests {
    use crate::readers::actions;
    use crate::structure::testing::read_body;

    #[test]
    fn known_names_make_the_others_at_their_place_owners() {
        let owners = |text: &str| -> Vec<Option<String>> {
            let actions = read_body(&format!("## Actions\n\n{text}"), actions::read);
            actions.items.into_iter().map(|action| action.owner).collect()
        };
        for (text, expected) in [
            (
                "- [jd] Add a probe\n- [xy] Oil the pump\n\n## Thanks\n\n* jd (the night)\n",
                [Some("jd"), Some("xy")],
            ),
            ("- [ ] (pump team) Add a probe\n- [ ] (xy) Oil the pump\n", [Some("pump team"), Some("xy")]),
            ("- [docs] Add a probe\n- [alerts] Oil the pump\n", [None, None]),
            ("- [docs] Add a probe\n- Oil the pump\n\n## Thanks\n\n* jd\n", [None, None]),
            ("- Jane: add a probe\n- Quill: oil the pump\n", [Some("Jane"), Some("Quill")]),
            ("- Add a probe (Jane)\n- Oil the pump (Quill)\n", [Some("Jane"), Some("Quill")]),
            ("- Add a probe — Jane\n- Oil the pump — Quill.\n", [Some("Jane"), Some("Quill")]),
            ("- Add a probe — Quill\n- Oil the pump — Weir\n", [None, None]),
            ("- Jane: add a probe\n- Later: oil the pump\n", [Some("Jane"), None]),
            ("**Jane**\n\n- Add a probe\n\n**Quill**\n\n- Oil the pump\n", [Some("Jane"), Some("Quill")]),
            ("### Jane\n\n- Add a probe\n\n### Process\n\n- Oil the pump\n", [Some("Jane"), None]),
            ("### Weir\n\n- Add a probe\n\n### Pumps\n\n- Oil the pump\n", [None, None]),
        ] {
            assert_eq!(owners(text), expected.map(|name| name.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn words_in_brackets_may_be_marks() {
        let owners = |text: &str| {
            let actions =
                read_body(&format!("## Actions\n\n- [Jane] Oil the pump\n- {text}\n"), actions::read);
            actions.items.into_iter().nth(1).and_then(|action| action.owner)
        };
        for (text, owner) in [
            ("[quill] Add", Some("quill")),
            ("[quill?] Add", Some("quill")),
            ("(tc, pump team) Add", Some("tc, pump team")),
            ("[P1] Add", None),
            ("[prevent] Add", None),
            ("[done] Add", None),
            ("[quill](x) Add", None),
            ("[a long remark here] Add", None),
            ("[#12] Add", None),
        ] {
            assert_eq!(owners(text).as_deref(), owner, "{text}");
        }
    }
}
