//! Who owns an action: people, teams and roles.

use crate::text::placeholder::is_placeholder;
use crate::text::tense::is_imperative;
use crate::text::words::is_separator;

/// Reads what a column or label gives as owner: names as written, without `@`, joined with `, `.
pub fn of_value(text: &str) -> Option<String> {
    let mut owners = String::new();
    for part in text.split([',', ';', '、', '，', '&', '+']).flat_map(|part| part.split(" and ")) {
        let name = part.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '@' | '*' | '_' | '`' | '(' | ')' | '[' | ']')
        });
        let name = name.trim_end_matches(['.', '。', ':']);
        if is_placeholder(name) || is_nobody(name) {
            continue;
        }
        if !owners.is_empty() {
            owners.push_str(", ");
        }
        // `@jane/@joe` in one part, and lines of a cell.
        owners.extend(name.chars().filter(|c| *c != '@').map(|c| if c == '\n' { ' ' } else { c }));
    }
    (!owners.is_empty()).then_some(owners)
}

fn is_nobody(name: &str) -> bool {
    [
        "unassigned",
        "nobody",
        "no one",
        "not assigned",
        "open",
        "?",
        "anyone",
        "everyone?",
        "未割当",
        "未割り当て",
        "未分配",
    ]
    .contains(&name.to_lowercase().as_str())
}

/// Reads `Owner: …` inside a sentence, where the names end before the next part of the sentence. Also gives
/// the number of bytes that they take.
pub fn of_inline(text: &str) -> Option<(String, usize)> {
    let mut end = 0;
    // Names are short; a long line is not searched again for each of its labels.
    for (at, c) in text.char_indices().take(200) {
        let rest = &text[at + c.len_utf8()..];
        let stops = match c {
            '\n' | ')' | ']' | ';' | '|' | '。' | '（' | '）' => true,
            '.' => rest.is_empty() || rest.starts_with(char::is_whitespace),
            '-' | '–' | '—' => rest.starts_with(' ') && text[..at].ends_with(' '),
            ',' | '、' | '，' => {
                !is_name(rest.split([',', '、', '，', '.', ')', '\n', ';', '。']).next().unwrap_or_default())
            }
            _ => false,
        };
        if stops {
            break;
        }
        end = at + c.len_utf8();
    }
    // A whole sentence is no name.
    let names = &text[..end];
    if names
        .split([',', '、', '，'])
        .any(|name| name.split_whitespace().count() > 5 || name.chars().count() > 40)
    {
        return None;
    }
    Some((of_value(names)?, end))
}

/// Whether `text` may be a name behind a comma: few words, none of them a label.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    let first = text.trim_start_matches('@').chars().next();
    !text.is_empty()
        && !text.contains([':', '：'])
        && text.split_whitespace().count() <= 3
        && first.is_some_and(|c| c.is_uppercase() || text.starts_with('@') || !c.is_ascii())
        && !["due", "by", "eta"].iter().any(|word| crate::text::words::strip_word(text, word).is_some())
}

/// The handles that `text` starts with (`@jane, @joe`), and the number of bytes that they take.
pub fn handles_at(text: &str) -> Option<(String, usize)> {
    let mut names = String::new();
    let mut end = 0;
    loop {
        let rest = &text[end..];
        let skipped = if end == 0 {
            0
        } else {
            let after = rest.trim_start_matches([' ', ',', '/', '&', '+', '、']);
            let after = after.strip_prefix("and ").unwrap_or(after);
            rest.len() - after.len()
        };
        let Some(name) = rest[skipped..].strip_prefix('@') else { break };
        let length = name
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/')))
            .unwrap_or(name.len());
        let handle = name[..length].trim_end_matches(['.', '-', '/']);
        // `@decorator(x)`, `@1.2.3`.
        if handle.is_empty()
            || name[length..].starts_with('(')
            || handle.starts_with(|c: char| c.is_ascii_digit())
        {
            break;
        }
        if !names.is_empty() {
            names.push_str(", ");
        }
        names.push_str(handle);
        end += skipped + 1 + handle.len();
    }
    (!names.is_empty()).then_some((names, end))
}

/// The handles at the end of `text`, and where they begin.
pub fn handles_at_end(text: &str) -> Option<(String, usize)> {
    let trimmed = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '!'));
    let mut start = None;
    // Handles before the last one belong to it if only commas stand between.
    for (at, _) in trimmed.rmatch_indices('@').take(8) {
        let before = trimmed[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '`' | '@' | '/' | '.')) {
            break;
        }
        match handles_at(&trimmed[at..]) {
            Some((_, length)) if at + length == trimmed.len() => start = Some(at),
            _ => break,
        }
    }
    let start = start?;
    // `ask @jane` is no ownership.
    let before = trimmed[..start].trim_end();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    let is_object = [
        "with",
        "ask",
        "to",
        "from",
        "by",
        "and",
        "or",
        "of",
        "for",
        "at",
        "via",
        "tell",
        "ping",
        "contact",
        "notify",
        "see",
        "cc",
        "thank",
        "thanks",
        "the",
        "in",
        "on",
        "в",
        "у",
        "на",
        "с",
        "з",
        "до",
        "от",
        "від",
        "через",
        "для",
        "und",
        "mit",
        "an",
        "bei",
        "con",
        "de",
        "en",
        "à",
        "chez",
        "avec",
        "em",
        "com",
        "para",
    ]
    .contains(&word.as_str());
    if is_object && !before.ends_with("assigned to") {
        return None;
    }
    let names = handles_at(&trimmed[start..])?.0;
    Some((names, start))
}

/// Whether `text` is the name of a team, a role or a person, beyond doubt.
pub fn is_owner(text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '：']).trim();
    is_team(text) || is_person(text) || handles_at(text).is_some_and(|(_, length)| length == text.len())
}

/// Whether `text` names whom a group of actions belongs to: `Infrastructure` may be what they are about.
pub fn is_group(text: &str) -> bool {
    let text = text.trim();
    is_explicit_team(text)
        || is_person(text)
        || handles_at(text).is_some_and(|(_, length)| length == text.len())
}

/// Whether `text` is the name of a team or role: `SRE`, `Platform team`, `開発チーム`.
pub fn is_team(text: &str) -> bool {
    if text.is_empty() || text.chars().count() > 40 || text.split_whitespace().count() > 4 {
        return false;
    }
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| c.is_whitespace() || c == '-');
    let (first, last) = (words.next().unwrap_or_default(), words.next_back().unwrap_or_default());
    let is_named = matches!(last, "team" | "squad" | "equipo")
        || ["チーム", "团队", "担当", "担当者"].iter().any(|end| lower.ends_with(end));
    if is_named {
        let is_any = matches!(first, "a" | "the" | "our" | "another" | "every" | "each" | "new" | "whole");
        return !is_any && !text.starts_with(|c: char| c.is_ascii_lowercase()) && !is_imperative(first);
    }
    if matches!(first, "team" | "équipe" | "equipo") && !last.is_empty() {
        return lower.split_whitespace().count() <= 3;
    }
    TEAMS.contains(&lower.as_str())
}

const TEAMS: [&str; 21] = [
    "sre",
    "sres",
    "devops",
    "ops",
    "platform",
    "infra",
    "infrastructure",
    "backend",
    "frontend",
    "dev",
    "developers",
    "engineering",
    "operations",
    "oncall",
    "on-call",
    "dba",
    "dbas",
    "qa",
    "netops",
    "secops",
    "devex",
];

/// Whether `text` is the name of a person: a usual given name, perhaps with a surname or its letter.
pub fn is_person(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let Some(given) = words.next() else { return false };
    let is_given = given.chars().next().is_some_and(char::is_uppercase)
        && GIVEN_NAMES.binary_search(&given.to_lowercase().as_str()).is_ok();
    let mut rest = words.map(|word| word.trim_end_matches('.'));
    is_given
        && text.split_whitespace().count() <= 3
        && rest.all(|word| {
            let mut chars = word.chars();
            chars.next().is_some_and(char::is_uppercase)
                && chars.all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
        })
}

/// Usual given names that are no words of the language besides; sorted.
static GIVEN_NAMES: [&str; 324] = [
    "aaron",
    "abdul",
    "adam",
    "adrian",
    "ahmed",
    "aisha",
    "alan",
    "albert",
    "alejandro",
    "alex",
    "alexander",
    "alexandra",
    "alexis",
    "alice",
    "alicia",
    "alison",
    "amanda",
    "amir",
    "amit",
    "amy",
    "ana",
    "anders",
    "andrea",
    "andreas",
    "andrew",
    "andré",
    "andy",
    "angela",
    "anja",
    "ann",
    "anna",
    "anne",
    "anthony",
    "antoine",
    "antonio",
    "arjun",
    "arthur",
    "ashley",
    "barbara",
    "beatriz",
    "ben",
    "benjamin",
    "bernd",
    "beth",
    "bjorn",
    "björn",
    "bob",
    "brandon",
    "brian",
    "bruno",
    "camille",
    "carla",
    "carlos",
    "carol",
    "caroline",
    "catherine",
    "charles",
    "charlie",
    "charlotte",
    "chris",
    "christian",
    "christina",
    "christine",
    "christopher",
    "claire",
    "clara",
    "claudia",
    "colin",
    "craig",
    "cristina",
    "dan",
    "daniel",
    "daniela",
    "danielle",
    "david",
    "debbie",
    "deborah",
    "dennis",
    "diana",
    "diego",
    "dieter",
    "dmitry",
    "dominik",
    "donald",
    "donna",
    "edward",
    "elena",
    "eli",
    "elisabeth",
    "elizabeth",
    "ellen",
    "emily",
    "emma",
    "eric",
    "erik",
    "erin",
    "ethan",
    "eva",
    "fatima",
    "felix",
    "fernando",
    "florian",
    "francesca",
    "francesco",
    "francisco",
    "francois",
    "frank",
    "françois",
    "fred",
    "gabriel",
    "gary",
    "georg",
    "george",
    "giovanni",
    "giulia",
    "greg",
    "guillaume",
    "gustavo",
    "günter",
    "hannah",
    "hans",
    "harry",
    "hassan",
    "heather",
    "heidi",
    "helen",
    "helena",
    "henrik",
    "henry",
    "hiroshi",
    "hugo",
    "ian",
    "igor",
    "ingrid",
    "irina",
    "isabel",
    "isabella",
    "ivan",
    "jacob",
    "jakob",
    "james",
    "jamie",
    "jan",
    "jane",
    "janet",
    "jason",
    "javier",
    "jean",
    "jeff",
    "jennifer",
    "jens",
    "jeremy",
    "jerome",
    "jessica",
    "jill",
    "jim",
    "joan",
    "joe",
    "johan",
    "johannes",
    "john",
    "jonathan",
    "jorge",
    "jose",
    "josh",
    "joshua",
    "josé",
    "juan",
    "judith",
    "jules",
    "julia",
    "julian",
    "julie",
    "julien",
    "jérôme",
    "jörg",
    "jürgen",
    "karen",
    "karl",
    "kate",
    "katherine",
    "kathy",
    "katie",
    "keith",
    "ken",
    "kenji",
    "kevin",
    "kim",
    "klaus",
    "kristen",
    "kyle",
    "larry",
    "lars",
    "laura",
    "lauren",
    "laurent",
    "lea",
    "lena",
    "leo",
    "leon",
    "lidia",
    "linda",
    "lisa",
    "louis",
    "louise",
    "lucas",
    "lucia",
    "luis",
    "lukas",
    "maria",
    "marie",
    "mario",
    "marta",
    "martin",
    "mary",
    "mateo",
    "matt",
    "matthew",
    "mehdi",
    "mia",
    "michael",
    "michel",
    "miguel",
    "mike",
    "mohamed",
    "mohammed",
    "monica",
    "nancy",
    "natalia",
    "nathan",
    "nicolas",
    "nicole",
    "nina",
    "olga",
    "oliver",
    "olivia",
    "olivier",
    "omar",
    "pablo",
    "patricia",
    "patrick",
    "paul",
    "paula",
    "pedro",
    "peter",
    "philip",
    "philippe",
    "pierre",
    "priya",
    "rachel",
    "rahul",
    "rajesh",
    "rasmus",
    "raymond",
    "rebecca",
    "rené",
    "ricardo",
    "richard",
    "robert",
    "ruth",
    "ryan",
    "sabine",
    "sally",
    "sam",
    "samantha",
    "samir",
    "samuel",
    "sandra",
    "sanjay",
    "sara",
    "sarah",
    "scott",
    "sean",
    "sebastian",
    "sergey",
    "sergio",
    "sharon",
    "silvia",
    "simon",
    "simone",
    "sofia",
    "sophia",
    "sophie",
    "stefan",
    "stephanie",
    "stephen",
    "steve",
    "steven",
    "sunil",
    "susan",
    "suzanne",
    "sven",
    "sébastien",
    "sören",
    "søren",
    "takashi",
    "tanya",
    "teresa",
    "theo",
    "thomas",
    "tim",
    "timothy",
    "tina",
    "tobias",
    "tom",
    "tomas",
    "tony",
    "tyler",
    "ursula",
    "valerie",
    "vanessa",
    "veronica",
    "victor",
    "victoria",
    "vijay",
    "vincent",
    "vladimir",
    "walter",
    "wendy",
    "william",
    "wolfgang",
    "yuki",
    "yves",
    "zoe",
];

/// Whom the end of an item's text names behind a dash (`… — Jane Doe`), and where that begins.
pub fn named_at_end(text: &str) -> Option<(String, usize)> {
    let trimmed = text.trim_end_matches(|c: char| c.is_whitespace() || c == '.');
    let window = trimmed.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    let tail = &trimmed[window..];
    let (at, mark) =
        [" — ", " – ", " -- ", " - "].iter().filter_map(|mark| Some((tail.rfind(mark)?, *mark))).max()?;
    let name = &tail[at + mark.len()..];
    let people =
        name.split([',', '/', '&']).all(|name| is_person(name.trim()) || is_explicit_team(name.trim()));
    if people { Some((of_value(name)?, window + at)) } else { None }
}

/// A team that calls itself one; `docs` behind a dash may be anything.
pub fn is_explicit_team(text: &str) -> bool {
    let lower = text.to_lowercase();
    let says =
        ["team", "squad", "チーム", "团队", "équipe", "equipo"].iter().any(|word| lower.contains(word));
    is_team(text) && (says || ["sre", "sres", "dba", "dbas"].contains(&lower.as_str()))
}

/// Whom the start of an item's text names (`@jane: …`, `@jane to …`, `Jane to …`, `[Platform] …`,
/// `Platform team: …`), and where the rest begins.
pub fn named_at_start(text: &str) -> Option<(String, usize)> {
    if let Some(inner) = text.strip_prefix('[') {
        let close = inner.char_indices().take(40).find(|(_, c)| *c == ']')?.0;
        let rest = &inner[close + 1..];
        let name = inner[..close].trim();
        if !name.is_empty() && name.split([',', '/', '&']).all(is_owner) && !rest.starts_with('(') {
            return Some((of_value(name)?, text.len() - rest.trim_start_matches(is_separator).len()));
        }
        return None;
    }
    if let Some((names, length)) = handles_at(text) {
        let rest = text[length..].trim_start();
        for mark in [":", "-", "–", "—", "to "] {
            if let Some(rest) = rest.strip_prefix(mark) {
                return Some((names, text.len() - rest.trim_start().len()));
            }
        }
        return None;
    }
    let colon = text.char_indices().take(40).find(|(_, c)| matches!(c, ':' | '：'));
    if let Some((at, c)) = colon
        && text[..at]
            .split([',', '/', '&'])
            .all(|name| is_person(name.trim()) || is_explicit_team(name.trim()))
    {
        let rest = &text[at + c.len_utf8()..];
        return Some((of_value(&text[..at])?, text.len() - rest.trim_start().len()));
    }
    let (name, rest) = text.split_once(" to ")?;
    let next = rest.split(' ').next().unwrap_or_default();
    if is_person(name) && is_imperative(&next.to_lowercase()) {
        return Some((name.to_owned(), text.len() - rest.len()));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(GIVEN_NAMES.is_sorted(), "{:?}", GIVEN_NAMES.windows(2).find(|pair| pair[0] > pair[1]));
    }

    #[test]
    fn values_are_names() {
        for (text, owners) in [
            ("jane", Some("jane")),
            ("@jane, @joe", Some("jane, joe")),
            ("jane,joe and ann", Some("jane, joe, ann")),
            ("user / ops", Some("user / ops")),
            ("AB/CD", Some("AB/CD")),
            ("TBD", None),
            ("-", None),
            ("Unassigned", None),
            ("開発担当者", Some("開発担当者")),
        ] {
            assert_eq!(of_value(text).as_deref(), owners, "{text}");
        }
    }

    #[test]
    fn names_in_a_sentence_end() {
        for (text, owners) in [
            (" @jane-doe. And more", Some("jane-doe")),
            ("Jane, Joe, due: tomorrow", Some("Jane, Joe")),
            ("platform、期限: 2026-01-31", Some("platform")),
            ("Jane) and", Some("Jane")),
            ("whoever has the time to look into this matter", None),
        ] {
            assert_eq!(of_inline(text).map(|(names, _)| names).as_deref(), owners, "{text}");
        }
    }

    #[test]
    fn handles_stand_at_the_end() {
        for (text, owners) in [
            ("Add an alert @jane", Some("jane")),
            ("Add an alert @jane, @joe.", Some("jane, joe")),
            ("Add an alert, ask @jane", None),
            ("Write to ops@example", None),
            ("Upgrade to left-pad@1.2.3", None),
            ("Use `@cached`", None),
        ] {
            assert_eq!(handles_at_end(text).map(|(names, _)| names).as_deref(), owners, "{text}");
        }
    }

    #[test]
    fn names_stand_at_the_start_or_behind_a_dash() {
        for (text, owner, rest) in [
            ("@jane: add an alert", "jane", "add an alert"),
            ("@jane to add an alert", "jane", "add an alert"),
            ("Jane to add an alert", "Jane", "add an alert"),
            ("[Platform] add an alert", "Platform", "add an alert"),
            ("Storage team: add an alert", "Storage team", "add an alert"),
        ] {
            let (name, at) = named_at_start(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((name.as_str(), &text[at..]), (owner, rest), "{text}");
        }
        for text in
            ["[runbook](x) add", "[WIP] add", "Monitoring: add", "We need to add", "Security: rotate keys"]
        {
            assert_eq!(named_at_start(text), None, "{text}");
        }
        assert_eq!(named_at_end("Add an alert — Jane Doe"), Some(("Jane Doe".to_owned(), 12)));
        assert_eq!(named_at_end("Add an alert — Load Balancer"), None);
        assert_eq!(named_at_end("Add an alert - docs"), None);
    }
}
