//! Colours for code and logs: which parts of a block are comments, strings, names and the like.
//!
//! A language is a table of patterns ([`grammars`]), which one automaton tries all at once. No parse tree is made: blocks of
//! postmortems are excerpts, which seldom parse.

mod grammars;
mod traces;

use std::ops::Range;

use regex_automata::meta::Regex;
use regex_automata::{Anchored, Input};
use rustc_hash::FxHashSet;

pub use traces::is_trace;

/// Longest block that is coloured, in bytes. Colours multiply the size of a page.
const LONGEST: usize = 100_000;

/// What a part of a block is. The style sheet has a colour for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    Comment,
    String,
    Number,
    Keyword,
    /// A key, a variable, an option, or a place in a file.
    Name,
    Added,
    Removed,
    /// A time, or what only frames the rest.
    Faint,
    Error,
    Warning,
}

impl Token {
    pub fn class(self) -> &'static str {
        match self {
            Self::Comment => "hl-comment",
            Self::String => "hl-string",
            Self::Number => "hl-number",
            Self::Keyword => "hl-keyword",
            Self::Name => "hl-name",
            Self::Added => "hl-added",
            Self::Removed => "hl-removed",
            Self::Faint => "hl-faint",
            Self::Error => "hl-error",
            Self::Warning => "hl-warning",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Sql,
    Shell,
    /// A shell session: commands behind a prompt, and what they print.
    Console,
    Yaml,
    Json,
    Terraform,
    Diff,
    /// Settings with sections: TOML, INI, properties.
    Settings,
    /// Languages with braces and `//`.
    Braces,
    /// Python and Ruby.
    Script,
    /// Logs and stack traces.
    Log,
}

impl Language {
    /// The language with a name that fences have.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "sql" | "mysql" | "pgsql" | "plpgsql" | "plsql" | "postgres" | "postgresql" | "psql"
            | "sqlite" | "tsql" => Self::Sql,
            "bash" | "sh" | "shell" | "zsh" | "ksh" => Self::Shell,
            "console" | "shell-session" | "shellsession" | "sh-session" | "terminal" => Self::Console,
            "yaml" | "yml" => Self::Yaml,
            "json" | "json5" | "jsonc" | "jsonl" | "ndjson" => Self::Json,
            "hcl" | "terraform" | "tf" | "tfvars" | "opentofu" => Self::Terraform,
            "diff" | "patch" | "udiff" => Self::Diff,
            "toml" | "ini" | "cfg" | "conf" | "properties" | "systemd" => Self::Settings,
            "c" | "cpp" | "c++" | "cs" | "csharp" | "go" | "golang" | "java" | "javascript" | "js"
            | "jsx" | "kotlin" | "php" | "rs" | "rust" | "scala" | "swift" | "ts" | "tsx" | "typescript" => {
                Self::Braces
            }
            "py" | "python" | "rb" | "ruby" => Self::Script,
            "log" | "logs" | "stacktrace" | "stack-trace" | "trace" | "traceback" | "pytb" | "syslog" => {
                Self::Log
            }
            _ => return None,
        })
    }

    /// Whether a block in this language may be a stack trace instead, as authors name the language of the program.
    pub fn may_be_trace(self) -> bool {
        matches!(self, Self::Braces | Self::Script | Self::Console)
    }
}

/// The patterns of a language.
struct Grammar {
    /// Finds which pattern matches at a place; of several the first.
    patterns: Regex,
    /// What each pattern finds.
    kinds: Vec<Kind>,
    keywords: FxHashSet<&'static str>,
    ignores_case: bool,
}

/// What a pattern finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Token(Token),
    /// A keyword if it is in the list, else nothing.
    Word,
    /// Text without a colour.
    Plain,
}

/// The parts of `code` that have a colour, in order and apart from each other. What lies between them has none.
pub fn tokens(language: Language, code: &str) -> Vec<(Range<usize>, Token)> {
    let mut found: Vec<(Range<usize>, Token)> = Vec::new();
    if code.len() > LONGEST {
        return found;
    }
    let grammar = grammars::of(language);
    let mut at = 0;
    while at < code.len() {
        let input = Input::new(code).range(at..).anchored(Anchored::Yes);
        let Some(part) = grammar.patterns.search(&input).filter(|part| !part.is_empty()) else {
            // A character that no pattern knows.
            at += code[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let token = match grammar.kinds[part.pattern().as_usize()] {
            Kind::Token(token) => Some(token),
            Kind::Word => grammar.is_keyword(&code[part.range()]).then_some(Token::Keyword),
            Kind::Plain => None,
        };
        at = part.end();
        if let Some(token) = token {
            let text = &code[part.range()];
            let start = part.start() + text.len() - text.trim_start().len();
            found.push((start..start + text.trim().len(), token));
        }
    }
    found
}

impl Grammar {
    fn is_keyword(&self, word: &str) -> bool {
        if self.ignores_case && word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return self.keywords.contains(word.to_ascii_lowercase().as_str());
        }
        self.keywords.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `code` with the first letter of its class around each coloured part.
    fn marked(language: Language, code: &str) -> String {
        let (mut marked, mut written) = (String::new(), 0);
        for (range, token) in tokens(language, code) {
            assert!(written <= range.start, "{code}");
            let class = &token.class()["hl-".len()..];
            marked += &format!("{}{class}⟨{}⟩", &code[written..range.start], &code[range.clone()]);
            written = range.end;
        }
        marked + &code[written..]
    }

    #[test]
    fn each_language_has_its_colours() {
        for (language, code, expected) in [
            (
                "sql",
                "select a, 'it''s' FROM t -- all\nWHERE n > 10 /* x\ny */;",
                "keyword⟨select⟩ a, string⟨'it''s'⟩ keyword⟨FROM⟩ t comment⟨-- all⟩\nkeyword⟨WHERE⟩ n > number⟨10⟩ comment⟨/* x\ny */⟩;",
            ),
            (
                "bash",
                "export A=\"$HOME\" # x\nkubectl get pods --all a#b",
                "keyword⟨export⟩ name⟨A=⟩string⟨\"$HOME\"⟩ comment⟨# x⟩\nkubectl get pods name⟨--all⟩ a#b",
            ),
            (
                "console",
                "$ kubectl get pods -o wide\nNAME  -o 1\n",
                "faint⟨$⟩ keyword⟨kubectl get pods -o wide⟩\nNAME  -o 1\n",
            ),
            (
                "yaml",
                "# c\na-b: \"x\" # y\n- url: http://e.org/#a\n  on: true\n  n: 3\n",
                "comment⟨# c⟩\nname⟨a-b:⟩ string⟨\"x\"⟩ comment⟨# y⟩\n- name⟨url:⟩ http://e.org/#a\n  name⟨on:⟩ keyword⟨true⟩\n  name⟨n:⟩ number⟨3⟩\n",
            ),
            (
                "json",
                "{\"a\\\"\": [\"b\", -1.5e3, null]}",
                "{name⟨\"a\\\"\":⟩ [string⟨\"b\"⟩, number⟨-1.5e3⟩, keyword⟨null⟩]}",
            ),
            (
                "terraform",
                "resource \"a\" \"b\" {\n  count = 2 # two\n  x = var.y\n}",
                "keyword⟨resource⟩ string⟨\"a\"⟩ string⟨\"b\"⟩ {\n  name⟨count =⟩ number⟨2⟩ comment⟨# two⟩\n  name⟨x =⟩ keyword⟨var⟩.y\n}",
            ),
            (
                "diff",
                "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@ fn\n a\n-b\n+c",
                "faint⟨--- a/x⟩\nfaint⟨+++ b/x⟩\nname⟨@@ -1,2 +1,2 @@ fn⟩\n a\nremoved⟨-b⟩\nadded⟨+c⟩",
            ),
            ("toml", "[a.b]\nx-y = 'z' # c", "keyword⟨[a.b]⟩\nname⟨x-y =⟩ string⟨'z'⟩ comment⟨# c⟩"),
            (
                "ts",
                "const a = `x ${b}`; // y\nreturn 1_000",
                "keyword⟨const⟩ a = string⟨`x ${b}`⟩; comment⟨// y⟩\nkeyword⟨return⟩ number⟨1_000⟩",
            ),
            (
                "python",
                "def f(x): # y\n  return 'a'",
                "keyword⟨def⟩ f(x): comment⟨# y⟩\n  keyword⟨return⟩ string⟨'a'⟩",
            ),
            (
                "log",
                "2026-01-31T10:00:01.5Z ERROR api don't level=warn id=7f \"GET /\" 500",
                "faint⟨2026-01-31T10:00:01.5Z⟩ error⟨ERROR⟩ api don't warning⟨level=warn⟩ name⟨id=⟩7f string⟨\"GET /\"⟩ 500",
            ),
            (
                "log",
                "Caused by: com.e.PSQLException: FATAL: no\n    at com.e.A.b(A.java:12)\n",
                "keyword⟨Caused by:⟩ error⟨com.e.PSQLException⟩: error⟨FATAL⟩: no\n    faint⟨at⟩ com.e.A.b(name⟨A.java:12⟩)\n",
            ),
            (
                "log",
                "Traceback (most recent call last):\n  File \"/srv/a.py\", line 7, in b\nValueError: x",
                "keyword⟨Traceback (most recent call last):⟩\n  faint⟨File⟩ name⟨\"/srv/a.py\", line 7⟩, in b\nerror⟨ValueError⟩: x",
            ),
        ] {
            let language = Language::named(language).expect("a language");
            assert_eq!(marked(language, code), expected, "{code}");
        }
    }

    #[test]
    fn what_is_never_closed_takes_no_time_and_no_text() {
        for language in [
            Language::Sql,
            Language::Shell,
            Language::Yaml,
            Language::Json,
            Language::Terraform,
            Language::Braces,
            Language::Script,
            Language::Log,
        ] {
            for code in ["/*", "\"", "'", "\"\"\"", "`", "é\"\\", "$(", "[", "<<A\n", "at "] {
                let code = code.repeat(20_000);
                assert!(tokens(language, &code).iter().all(|(range, _)| range.end <= code.len()));
            }
        }
    }
}
