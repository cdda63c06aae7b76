//! Passwords: in addresses (`scheme://user:password@host`), and as the value of a setting (`data/passwords.txt`).

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use retold_times::WordTable;

use super::placeholders::{Placeholders, entropy};

const TABLE: &str = include_str!("data/passwords.txt");

/// What may stand in place of `_` in a name.
const JOINTS: [&str; 5] = ["_", "-", ".", " ", ""];

/// The shortest password, in characters.
const SHORTEST: usize = 6;
/// The longest one, in bytes. What is longer is something else.
const LONGEST: usize = 200;
/// The shortest value of a setting for tokens.
const SHORTEST_TOKEN: usize = 16;

/// How sure it is that a setting holds a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Setting {
    Password,
    Token,
}

/// Finds passwords. It is made once for many texts.
#[derive(Debug)]
pub struct Passwords {
    /// Finds `://` and the names of settings.
    marks: AhoCorasick,
    /// The setting of each pattern of `marks`; `None` for `://`.
    settings: Vec<Option<Setting>>,
    placeholders: Placeholders,
}

impl Passwords {
    pub fn new() -> Self {
        let (mut patterns, mut settings) = (vec!["://".to_owned()], vec![None]);
        for entry in WordTable::parse(TABLE).entries() {
            let setting = if entry.name == "token" { Setting::Token } else { Setting::Password };
            for joint in JOINTS {
                let name = entry.word.replace('_', joint);
                // The searcher knows the capitals of ASCII only.
                patterns.extend([capitalised(&name), name]);
                settings.extend([Some(setting); 2]);
            }
        }
        let marks = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&patterns)
            .expect("the table has some hundred names");
        Self { marks, settings, placeholders: Placeholders::new() }
    }

    /// The passwords in `text`, in its order, without the names before them.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for hit in self.marks.find_iter(text) {
            let span = match self.settings[hit.pattern().as_usize()] {
                None => self.in_address(text, hit.end()),
                Some(setting) => self.in_setting(text, hit.end(), setting),
            };
            if let Some(span) = span.filter(|span| found.last().is_none_or(|last| last.end <= span.start)) {
                found.push(span);
            }
        }
        found
    }

    /// The password in the address whose host, with what stands before it, starts at `start`.
    fn in_address(&self, text: &str, start: usize) -> Option<Range<usize>> {
        let is_end = |c: char| c.is_whitespace() || "/?#\"'<>`|)(,".contains(c);
        let authority = &text[start..];
        let authority = &authority[..authority.find(is_end).unwrap_or(authority.len())];
        let (user_info, host) = authority.rsplit_once('@')?;
        let (user, password) = user_info.split_once(':')?;
        let is_usual = password == user || self.is_name(password);
        let is_one = !host.is_empty() && password.len() <= LONGEST && !is_usual && !self.stands_for(password);
        let end = start + user_info.len();
        is_one.then_some(end - password.len()..end)
    }

    /// The value of the setting whose name ends at `end`.
    fn in_setting(&self, text: &str, end: usize, setting: Setting) -> Option<Range<usize>> {
        let line = text[end..].lines().next()?;
        // The name may be in quotation marks or bold.
        let rest = line.trim_start_matches(['"', '\'', '`', ']', '*', '_']).trim_start();
        let rest = ["=>", ":=", "=", ":"].iter().find_map(|sign| rest.strip_prefix(sign))?;
        let rest = rest.trim_start_matches(['*', '_']).trim_start();
        let (rest, value) = value(rest);
        let is_one = |part: &str| {
            let has_form = match setting {
                Setting::Password => is_password(part),
                Setting::Token => is_token(part),
            };
            has_form && !self.is_name(part) && !self.stands_for(part)
        };
        let start = end + line.len() - rest.len();
        let is_found = match value {
            Value::Quoted(value) => is_one(before_escape(value)),
            Value::Bare(value) => [before_sign(value), before_parameter(value)].into_iter().any(is_one),
        };
        is_found.then_some(start..start + value.text().len())
    }

    /// Whether `value` is only the name of a setting.
    fn is_name(&self, value: &str) -> bool {
        let whole = self.marks.find(value).is_some_and(|hit| hit.range() == (0..value.len()));
        whole || matches!(value.to_ascii_lowercase().as_str(), "pass" | "pw")
    }

    /// Whether `value` stands for a secret, or is read from elsewhere.
    fn stands_for(&self, value: &str) -> bool {
        let is_reference = value.starts_with(['$', '%', '{', '<', '[', '(', '/', '!'])
            || ["${", "{{", "(", "[", "\"", "'", "://", "<"].iter().any(|part| value.contains(part));
        value.is_empty() || is_reference || self.placeholders.is_one(value)
    }
}

/// The value of a setting: all that must not be shown.
#[derive(Debug, Clone, Copy)]
enum Value<'a> {
    /// What is between quotation marks.
    Quoted(&'a str),
    /// What goes up to white space, without the punctuation behind it. More than the secret may be in it, because a
    /// password may have any sign.
    Bare(&'a str),
}

impl<'a> Value<'a> {
    fn text(self) -> &'a str {
        match self {
            Self::Quoted(text) | Self::Bare(text) => text,
        }
    }
}

/// The value at the start of `rest`, which is given back without the quotation mark before the value.
fn value(rest: &str) -> (&str, Value<'_>) {
    let quote = rest.chars().next().filter(|c| "\"'`".contains(*c));
    let rest = quote.map_or(rest, |quote| &rest[quote.len_utf8()..]);
    let is_closing = |at: &usize| !rest[..*at].ends_with('\\');
    let close = quote.and_then(|quote| rest.match_indices(quote).map(|(at, _)| at).find(is_closing));
    let value = match close {
        Some(close) => Value::Quoted(&rest[..close]),
        None => {
            let word = &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())];
            Value::Bare(word.trim_end_matches(|c| ".,;*\"'`<>&|)]}".contains(c)))
        }
    };
    (rest, value)
}

/// `value` up to a quotation mark in it, which would make it an expression.
fn before_escape(value: &str) -> &str {
    let end = ["\\\"", "\\'", "\\`"].iter().filter_map(|escape| value.find(escape)).min();
    &value[..end.unwrap_or(value.len())]
}

/// `value` up to a sign that often follows one.
fn before_sign(value: &str) -> &str {
    let end = value.find(|c| ",;`<&|)]}".contains(c)).unwrap_or(value.len());
    value[..end].trim_end_matches(['.', '*', '"', '\''])
}

/// `value` up to the next parameter of a query string, or the next setting in the same word. Other `&`, `,` and `;` are part
/// of it.
fn before_parameter(value: &str) -> &str {
    let is_name = |c: char| c.is_alphanumeric() || "_-.\"'[]".contains(c);
    let begins_parameter = |at: usize| {
        let rest = &value[at + 1..];
        let name = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        name > 0 && rest[name..].starts_with(['=', ':'])
    };
    let end = value.char_indices().find(|(at, c)| match c {
        '&' | ',' | ';' => begins_parameter(*at),
        _ => "`<|)]}".contains(*c),
    });
    &value[..end.map_or(value.len(), |(at, _)| at)]
}

fn capitalised(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Whether the value of a setting for passwords may be one: no word, number, path of names, or ticket.
fn is_password(value: &str) -> bool {
    let has = |is: fn(char) -> bool| value.chars().any(is);
    let is_symbol = |c: char| !c.is_alphanumeric() && !"_.-/:,\\".contains(c);
    let is_ticket = value.split_once('-').is_some_and(|(project, number)| {
        project.bytes().all(|byte| byte.is_ascii_uppercase()) && number.bytes().all(|b| b.is_ascii_digit())
    });
    (SHORTEST..=LONGEST).contains(&value.len())
        && value.chars().count() >= SHORTEST
        && !has(char::is_whitespace)
        && has(char::is_alphabetic)
        && (has(|c| c.is_ascii_digit()) || has(is_symbol))
        && !is_ticket
}

/// Whether the value of a setting for tokens may be one.
fn is_token(value: &str) -> bool {
    let is_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=_.~-&!#%^*".contains(&byte);
    (SHORTEST_TOKEN..=LONGEST).contains(&value.len())
        && value.bytes().all(is_alphabet)
        && value.bytes().any(|byte| byte.is_ascii_alphabetic())
        && value.bytes().filter(u8::is_ascii_digit).count() >= 3
        && entropy(value) >= 3.5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let faults = WordTable::faults(TABLE, &["password", "token"], str::to_lowercase);
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn passwords_are_found() {
        let passwords = Passwords::new();
        for (text, expected) in [
            ("postgres://app:kX9-vienna@db/x", &["kX9-vienna"][..]),
            ("amqp://guest:guest@mq, redis://:password@cache", &[]),
            ("https://user:${TOKEN}@host/, https://a:<secret>@host", &[]),
            ("http://[::1]:80/a@b and https://host:80/@x", &[]),
            ("DB_PASSWORD=tr0ub4dor", &["tr0ub4dor"]),
            ("\"password\": \"tr0ub4dor&3\",", &["tr0ub4dor&3"]),
            ("- **Passwort:** Sommer2024!", &["Sommer2024!"]),
            ("Mot de passe : Ete2024!!", &["Ete2024!!"]),
            ("Пароль: лето2024", &["лето2024"]),
            ("The password: reset at 14:05, or password = os.environ['DB1']", &[]),
            ("password = get_password1()", &[]),
            ("password: INFRA-1234, password: 2024-01-02, pwd: /home/app1", &[]),
            ("password = 'changeme1' # password=example1", &[]),
            ("api key: Zq8vT2mLx0Rb7Yc5Wd1N", &["Zq8vT2mLx0Rb7Yc5Wd1N"]),
            ("secret: my-app-tls-secret, token: INFRA-123, credential: short1", &[]),
            // The whole value is one, whatever is in it.
            ("password: Zq9wert&SECRETTAIL", &["Zq9wert&SECRETTAIL"]),
            ("DB_PASSWORD=Qx7&Moonlight99 next", &["Qx7&Moonlight99"]),
            ("(PWD=Qx7wert9)tail, PWD=Qx7,Moon;light99.", &["Qx7wert9)tail", "Qx7,Moon;light99"]),
            ("api_key: Kx9Vienna77&Zebra88Moon", &["Kx9Vienna77&Zebra88Moon"]),
            (r#"{"password": "Zq9wert1\"tail"}"#, &[r#"Zq9wert1\"tail"#]),
            ("password: \"Zq9wert1 and more", &["Zq9wert1"]),
            ("/login?password=Zq9wert1&x=2 /login?password=abc&x=1", &["Zq9wert1&x=2"]),
            ("Server=db;Pwd=abc;Port=5432, `password=abc`|1", &[]),
            ("tokens: Zq8vT2mLx0Rb7Yc5Wd1N", &[]),
        ] {
            let found: Vec<_> = passwords.find(text).into_iter().map(|span| &text[span]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
