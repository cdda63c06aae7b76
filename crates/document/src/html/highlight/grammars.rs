//! The patterns of each language. Of the patterns that match at a place, the first in its table counts.

use std::sync::LazyLock;

use regex_automata::meta::Regex;

use super::{Grammar, Kind, Language, Token};

/// A row of a table: what a pattern finds, and the pattern.
type Pattern = (Kind, &'static str);

const fn token(token: Token, pattern: &'static str) -> Pattern {
    (Kind::Token(token), pattern)
}

const COMMENT: Token = Token::Comment;
const STRING: Token = Token::String;
const NUMBER: Token = Token::Number;
const KEYWORD: Token = Token::Keyword;
const NAME: Token = Token::Name;
const FAINT: Token = Token::Faint;

// A part that is never closed ends with its line or with the text: were it tried again at the next character, the time
// would grow with the square of the length.

/// To the end of the line.
const HASH: Pattern = token(COMMENT, r"#[^\n]*");
/// Where a `#` behind a letter begins no comment.
const SPACED_HASH: Pattern = token(COMMENT, r"(?:(?m:^)|[ \t])[ \t]*#[^\n]*");
const SLASHES: Pattern = token(COMMENT, r"//[^\n]*");
/// Up to the end of the text if it is not closed.
const BLOCK: Pattern = token(COMMENT, r"(?s:/\*(?:.*?\*/|.*))");
const DOUBLE: Pattern = token(STRING, r#""(?:[^"\\\n]|\\[^\n])*"?"#);
const SINGLE: Pattern = token(STRING, r"'[^'\n]*'");
const DIGITS: Pattern = token(NUMBER, r"-?[0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?-u:\b)");
const WORD: Pattern = (Kind::Word, r"[A-Za-z_][A-Za-z0-9_]*");
/// Digits behind letters, and the like.
const REST: Pattern = (Kind::Plain, r"[A-Za-z0-9_.]+");
/// What stands behind the end of a line is tried at its start.
const SPACE: Pattern = (Kind::Plain, r"[\r\n]+|[ \t]+");

/// The grammar of `language`, made when it is first asked for.
pub fn of(language: Language) -> &'static Grammar {
    macro_rules! grammar {
        ($patterns:expr, $keywords:expr) => {{
            static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::new(&$patterns, $keywords));
            &GRAMMAR
        }};
    }
    match language {
        Language::Sql => {
            static GRAMMAR: LazyLock<Grammar> =
                LazyLock::new(|| Grammar { ignores_case: true, ..Grammar::new(&SQL, SQL_WORDS) });
            &GRAMMAR
        }
        Language::Shell => grammar!(SHELL, SHELL_WORDS),
        Language::Console => grammar!(CONSOLE, ""),
        Language::Yaml => grammar!(YAML, "true false null yes no on off True False Null"),
        Language::Json => grammar!(JSON, "true false null"),
        Language::Terraform => grammar!(TERRAFORM, TERRAFORM_WORDS),
        Language::Diff => grammar!(DIFF, ""),
        Language::Settings => grammar!(SETTINGS, "true false yes no on off"),
        Language::Braces => grammar!(BRACES, BRACES_WORDS),
        Language::Script => grammar!(SCRIPT, SCRIPT_WORDS),
        Language::Log => grammar!(LOG, "INFO NOTICE DEBUG TRACE"),
    }
}

impl Grammar {
    fn new(patterns: &[Pattern], keywords: &'static str) -> Self {
        let (kinds, patterns): (Vec<Kind>, Vec<&str>) = patterns.iter().copied().unzip();
        Self {
            patterns: Regex::new_many(&patterns)
                .expect("the patterns of a language are valid, as tests show"),
            kinds,
            keywords: keywords.split_whitespace().collect(),
            ignores_case: false,
        }
    }
}

const SQL: [Pattern; 9] = [
    token(COMMENT, r"--[^\n]*"),
    BLOCK,
    token(STRING, r"'(?:[^'\n]|'')*'"),
    token(NAME, r#""[^"\n]*"|`[^`\n]*`"#),
    SPACE,
    DIGITS,
    WORD,
    REST,
    token(NAME, r"[$:@][A-Za-z0-9_]+"),
];

const SQL_WORDS: &str = "\
    add all alter analyze and any as asc begin between bigint boolean by cascade case cast check column commit concurrently \
    constraint create cross current database default delete desc distinct drop else end except exists explain false fetch \
    for foreign from full function grant group having if ilike in index inner insert int integer interval intersect into is \
    join key kill left like limit lock materialized not null offset on only or order outer over partition primary \
    references reindex rename replace restrict returning revoke right rollback row rows schema select sequence set show \
    some start table temporary text then timestamp to transaction trigger true truncate type union unique update using \
    vacuum values varchar view when where with work";

const SHELL: [Pattern; 9] = [
    SPACED_HASH,
    DOUBLE,
    SINGLE,
    token(NAME, r"\$(?:[A-Za-z_][A-Za-z0-9_]*|\{[^}\n]*\}|[0-9?@*#$!-])"),
    token(NAME, r"[A-Za-z_][A-Za-z0-9_]*="),
    token(NAME, r"--?[A-Za-z][A-Za-z0-9-]*"),
    SPACE,
    (Kind::Plain, r"\\[^\n]"),
    (Kind::Word, r"[A-Za-z0-9_./:@%+,#-]+"),
];

const SHELL_WORDS: &str = "\
    case do done elif else esac eval exec exit export fi for function if in local read return select set shift source sudo \
    then time trap unset until while";

const CONSOLE: [Pattern; 4] = [
    token(FAINT, r"(?m:^)(?:(?:[A-Za-z0-9_.@:~/\[\]-]+ ?)?[$#❯]|[>%]) "),
    // What is printed.
    (Kind::Plain, r"(?m:^)[^\n]*\n?"),
    // What stands behind a prompt.
    token(KEYWORD, r"[^\n]+"),
    SPACE,
];

const YAML: [Pattern; 8] = [
    SPACED_HASH,
    token(NAME, r#"(?:"[^"\n]*"|'[^'\n]*'|[A-Za-z_$./][A-Za-z0-9_$./-]*):(?:[ \t]|(?m:$))"#),
    DOUBLE,
    SINGLE,
    token(NUMBER, r"-?[0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?m:[ \t]*$)"),
    token(NAME, r"[&*][A-Za-z0-9_-]+"),
    SPACE,
    (Kind::Word, r"[A-Za-z0-9_./:@%+#-]+"),
];

const JSON: [Pattern; 7] =
    [token(NAME, r#""(?:[^"\\\n]|\\[^\n])*"[ \t]*:"#), DOUBLE, SPACE, DIGITS, WORD, SLASHES, BLOCK];

const TERRAFORM: [Pattern; 10] = [
    HASH,
    SLASHES,
    BLOCK,
    DOUBLE,
    token(NAME, r"[A-Za-z_][A-Za-z0-9_-]*[ \t]+=[ \t]"),
    token(STRING, r"<<[~-]?[A-Z]+"),
    SPACE,
    DIGITS,
    WORD,
    REST,
];

const TERRAFORM_WORDS: &str = "\
    backend check connection content data dynamic each else endfor endif false for for_each if import in lifecycle local \
    locals module moved null output path provider provisioner removed resource self terraform true var variable";

const DIFF: [Pattern; 5] = [
    token(NAME, r"(?m:^)@@[^\n]*"),
    token(FAINT, r"(?m:^)(?:---|\+\+\+|diff |index |new file |deleted file |similarity |rename )[^\n]*"),
    token(Token::Added, r"(?m:^)[+>][^\n]*"),
    token(Token::Removed, r"(?m:^)[-<][^\n]*"),
    (Kind::Plain, r"[^\n]*\n?"),
];

const SETTINGS: [Pattern; 8] = [
    token(COMMENT, r"(?m:^)[ \t]*[#;][^\n]*"),
    SPACED_HASH,
    token(KEYWORD, r"(?m:^)[ \t]*\[[^\]\n]*\]+"),
    token(NAME, r"(?m:^)[ \t]*[A-Za-z0-9_.-]+[ \t]*[=:]"),
    DOUBLE,
    SINGLE,
    SPACE,
    (Kind::Word, r"[A-Za-z0-9_./:@%+#-]+"),
];

const BRACES: [Pattern; 10] = [
    SLASHES,
    BLOCK,
    DOUBLE,
    SINGLE,
    token(STRING, r"`[^`]*`?"),
    SPACE,
    DIGITS,
    WORD,
    REST,
    (Kind::Plain, r"[{}()\[\];,.]+"),
];

const BRACES_WORDS: &str = "\
    abstract as async await bool boolean break byte case catch chan char class const continue crate debugger default defer \
    delete do double dyn else enum export extends extern false final finally float fn for foreach from func function go if \
    impl implements import in instanceof int interface internal let long loop map match mod module mut namespace new nil \
    null object of override package private protected pub public range readonly return self short sizeof static string \
    struct super switch synchronized this throw throws trait true try type typeof undefined union unsafe use using val var \
    virtual void volatile when where while yield";

const SCRIPT: [Pattern; 9] = [
    HASH,
    token(STRING, r#"(?s:"""(?:.*?"""|.*))"#),
    DOUBLE,
    SINGLE,
    token(NAME, r"@[A-Za-z_][A-Za-z0-9_.]*"),
    SPACE,
    DIGITS,
    WORD,
    REST,
];

const SCRIPT_WORDS: &str = "\
    False None True and as assert async await begin break class continue def del do elif else elsif end ensure except false \
    finally for from global if import in is lambda module next nil nonlocal not or pass raise require rescue return self \
    super then true try unless until when while with yield";

const LOG: [Pattern; 18] = [
    token(
        FAINT,
        r"[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:Z| ?[+-][0-9]{2}:?[0-9]{2})?)?",
    ),
    token(FAINT, r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?Z?"),
    token(
        FAINT,
        r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2}",
    ),
    token(Token::Error, r"(?:ERROR|ERR|FATAL|CRITICAL|CRIT|PANIC|EMERG|ALERT|SEVERE)(?-u:\b)"),
    token(Token::Warning, r"(?:WARNING|WARN)(?-u:\b)"),
    token(Token::Error, r#"(?:level|lvl|severity)="?(?:error|fatal|critical|crit|panic)"?(?-u:\b)"#),
    token(Token::Warning, r#"(?:level|lvl|severity)="?(?:warning|warn)"?(?-u:\b)"#),
    token(
        KEYWORD,
        r"(?m:^)[ \t]*(?:Caused by:|Traceback \(most recent call last\):|Suppressed:|panic:|goroutine [0-9]+ \[[^\]\n]*\]:)",
    ),
    token(FAINT, r"(?m:^)[ \t]+(?:at|from|File|in) "),
    token(NAME, r#""[^"\n]*", line [0-9]+"#),
    token(
        Token::Error,
        r"(?:[A-Za-z_$][A-Za-z0-9_$]*(?:\.|::))*[A-Z][A-Za-z0-9_$]*(?:Exception|Error|Failure|Fault)(?-u:\b)",
    ),
    token(
        NAME,
        r"[A-Za-z0-9_/$@.-]*[A-Za-z0-9_$-]\.(?:java|kt|scala|groovy|clj|py|js|mjs|cjs|ts|tsx|jsx|go|rb|rs|c|cc|cpp|h|cs|php|ex|exs|erl|swift):[0-9]+(?::[0-9]+)?",
    ),
    token(STRING, r#""[^"\n]*""#),
    token(NAME, r"[A-Za-z_][A-Za-z0-9_.-]*="),
    (Kind::Word, r"[A-Z]+(?-u:\b)"),
    // All that the patterns above may have read in vain.
    (Kind::Plain, r"(?:[A-Za-z0-9_.$/'@-]|::)+"),
    SPACE,
    (Kind::Plain, r"[^\x00-\x7f]+"),
];
