//! Names that are known because of the others that stand at the same place: where one of the words in brackets in
//! front of the items of a list is known as a person or a team, the others of the list are owners, too.

use crate::markdown::blocks::BlockKind;
use crate::readers::actions::field_names::{self, Field};
use crate::readers::actions::names::{is_nobody, is_person_or_team, is_team, is_team_of_any_case};
use crate::readers::actions::people::{People, may_be_name};
use crate::readers::actions::{brackets, fragments, marks, status};
use crate::structure::body::Body;
use crate::text::marks::{COLONS, may_have_colon};
use crate::text::placeholder::is_placeholder;
use crate::text::tense::is_imperative;
use crate::text::words::is_capitals;

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
                    for line in items() {
                        add_labelled(&line.text, people);
                    }
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
                BlockKind::Table => add_column(body, block, people),
                _ => {}
            }
        }
        for place in &PLACES {
            add_agreed(above.iter().filter_map(|line| (place.words)(line)).collect(), place.is_sure, people);
        }
        add_agreed(above, false, people);
    }
}

/// Adds the names in the column of owners of `table`.
fn add_column(body: &Body<'_>, table: usize, people: &mut People) {
    let mut rows = body.blocks.children(table);
    let Some(head) = rows.next() else { return };
    let is_owner = |&cell: &usize| field_names::of_heading(body.blocks.text(body.text, cell)) == Field::Owner;
    let heads: Vec<usize> = body.blocks.children(head).collect();
    let Some(column) = heads.iter().position(is_owner) else { return };
    for row in rows {
        if let Some(cell) = body.blocks.children(row).nth(column) {
            add_names_of(body.blocks.text(body.text, cell), people);
        }
    }
}

/// Adds the names behind a label for the owner in `line`: `Add an alert (owner: Jane)`.
fn add_labelled(line: &str, people: &mut People) {
    if !may_have_colon(line) {
        return;
    }
    for (at, colon) in line.char_indices().filter(|(_, c)| COLONS.contains(c)) {
        let label = field_names::inline_label(&line[..at]);
        if label.is_some_and(|label| label.field == Field::Owner && !label.is_weak) {
            let value = line[at + colon.len_utf8()..].trim_start();
            let end = value.find([',', '.', ';', ')', '）', '，', '、', '。', ']', '|', ' ']);
            add_names_of(&value[..end.unwrap_or(value.len())], people);
        }
    }
}

/// Adds the names in a value: `Jane, @joe`.
fn add_names_of(value: &str, people: &mut People) {
    for name in value.split([',', '、', '/', '&']).map(|name| name.trim().trim_start_matches('@')) {
        // A word in lower case may be anything at another place.
        if may_be_name(name)
            && !name.starts_with(|c: char| c.is_ascii_lowercase())
            && is_free(name)
            && !is_team(name)
        {
            people.add(name);
        }
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
        // `API: …` beside `Jane: …` is about the API.
        let is_acronym = is_capitals(name) && name.len() <= 5;
        if is_sure || !is_lower && !is_acronym && name.split(' ').count() <= 2 {
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
    if !may_have_colon(line) {
        return None;
    }
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
    // Most lines have no dash: the first byte of those that are not of ASCII is 0xe2.
    if !line.bytes().any(|byte| matches!(byte, b'-' | 0xe2)) {
        return None;
    }
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
            ("- Jane: add a probe\n- API: oil the pump\n", [Some("Jane"), None]),
            ("- Add a probe — Quill\n- Oil the pump — Weir\n", [None, None]),
            ("- Jane: add a probe\n- Later: oil the pump\n", [Some("Jane"), None]),
            ("1. 增加监控（负责人：张三）\n2. 张三：增加测试\n", [Some("张三"), Some("张三")]),
            ("- Add a probe. Owner: Quill\n- Oil the pump (Quill)\n", [Some("Quill"), Some("Quill")]),
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
