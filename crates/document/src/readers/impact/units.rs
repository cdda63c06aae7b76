//! What is counted, in several languages, and the words that tell harm from other numbers.

use crate::model::MeasureKind;
use crate::model::MeasureKind::*;
use crate::readers::impact::numbers;
use crate::readers::impact::numbers::Number;

/// What a number counts or measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    pub kind: MeasureKind,
    pub name: &'static str,
    /// What one is worth in `name`.
    pub factor: f64,
    /// Whether it is counted, in whole numbers or hundredths: then a point sets thousands apart.
    pub is_count: bool,
    pub approximate: bool,
}

/// A word, what kind of thing it counts, and the unit's name.
type Noun = (&'static str, MeasureKind, &'static str);

const NOUNS: [Noun; 47] = [
    ("users", Users, "users"),
    ("end-users", Users, "users"),
    ("customers", Users, "users"),
    ("clients", Users, "users"),
    ("accounts", Users, "users"),
    ("tenants", Users, "users"),
    ("people", Users, "users"),
    ("persons", Users, "users"),
    ("visitors", Users, "users"),
    ("members", Users, "users"),
    ("subscribers", Users, "users"),
    ("players", Users, "users"),
    ("students", Users, "users"),
    ("patients", Users, "users"),
    ("merchants", Users, "users"),
    ("sellers", Users, "users"),
    ("employees", Users, "users"),
    ("organizations", Users, "users"),
    ("organisations", Users, "users"),
    ("companies", Users, "users"),
    ("requests", Requests, "requests"),
    ("queries", Requests, "requests"),
    ("calls", Requests, "requests"),
    ("transactions", Requests, "transactions"),
    ("payments", Requests, "payments"),
    ("orders", Requests, "orders"),
    ("bookings", Requests, "orders"),
    ("jobs", Requests, "jobs"),
    ("builds", Requests, "jobs"),
    ("messages", Requests, "messages"),
    ("emails", Requests, "messages"),
    ("notifications", Requests, "messages"),
    ("sessions", Requests, "sessions"),
    ("downloads", Requests, "requests"),
    ("logins", Requests, "requests"),
    ("records", Data, "records"),
    ("rows", Data, "records"),
    ("entries", Data, "records"),
    ("documents", Data, "records"),
    ("files", Data, "files"),
    ("objects", Data, "records"),
    ("events", Data, "events"),
    ("invoices", Requests, "orders"),
    ("shipments", Requests, "orders"),
    ("tickets", Requests, "tickets"),
    ("uploads", Requests, "requests"),
    ("webhooks", Requests, "messages"),
];

/// Nouns of languages that set thousands apart with spaces or points.
const FOREIGN: [Noun; 35] = [
    ("nutzer", Users, "users"),
    ("nutzern", Users, "users"),
    ("benutzer", Users, "users"),
    ("benutzern", Users, "users"),
    ("anwender", Users, "users"),
    ("anwendern", Users, "users"),
    ("kunden", Users, "users"),
    ("konten", Users, "users"),
    ("personen", Users, "users"),
    ("mitarbeiter", Users, "users"),
    ("anfragen", Requests, "requests"),
    ("bestellungen", Requests, "orders"),
    ("buchungen", Requests, "orders"),
    ("nachrichten", Requests, "messages"),
    ("datensätze", Data, "records"),
    ("datensätzen", Data, "records"),
    ("dateien", Data, "files"),
    ("utilisateurs", Users, "users"),
    ("clients", Users, "users"),
    ("comptes", Users, "users"),
    ("personnes", Users, "users"),
    ("requêtes", Requests, "requests"),
    ("commandes", Requests, "orders"),
    ("enregistrements", Data, "records"),
    ("fichiers", Data, "files"),
    ("usuarios", Users, "users"),
    ("clientes", Users, "users"),
    ("cuentas", Users, "users"),
    ("personas", Users, "users"),
    ("peticiones", Requests, "requests"),
    ("solicitudes", Requests, "requests"),
    ("pedidos", Requests, "orders"),
    ("transacciones", Requests, "transactions"),
    ("registros", Data, "records"),
    ("archivos", Data, "files"),
];

/// One of them: `1 customer`.
const SINGULAR: [Noun; 5] = [
    ("user", Users, "users"),
    ("customer", Users, "users"),
    ("client", Users, "users"),
    ("request", Requests, "requests"),
    ("record", Data, "records"),
];

/// Words between a number and what it counts.
const BETWEEN: [&str; 76] = [
    "unique",
    "active",
    "paying",
    "registered",
    "enterprise",
    "premium",
    "affected",
    "impacted",
    "different",
    "individual",
    "distinct",
    "daily",
    "monthly",
    "concurrent",
    "business",
    "end",
    "our",
    "the",
    "total",
    "additional",
    "more",
    "other",
    "free",
    "new",
    "existing",
    "customer",
    "user",
    "client",
    "failed",
    "failing",
    "api",
    "http",
    "https",
    "production",
    "database",
    "duplicate",
    "duplicated",
    "lost",
    "missing",
    "corrupted",
    "corrupt",
    "dropped",
    "deleted",
    "unprocessed",
    "pending",
    "delayed",
    "undelivered",
    "rejected",
    "erroneous",
    "invalid",
    "stuck",
    "queued",
    "small",
    "large",
    "external",
    "internal",
    "paid",
    "of",
    "evaluation",
    "download",
    "payment",
    "order",
    "login",
    "web",
    "mobile",
    "betroffene",
    "betroffenen",
    "aktive",
    "fehlgeschlagene",
    "verlorene",
    "de",
    "nos",
    "unserer",
    "der",
    "webhook",
    "email",
];

/// Words between a share and what it is a share of; anything else may stand there, too, if it is one word.
const OF: [&str; 13] =
    ["of", "der", "des", "aller", "unserer", "de", "los", "las", "la", "nos", "all", "our", "the"];

/// Names of volumes, with what one is worth in GB.
const VOLUMES: [(&str, f64); 12] = [
    ("kb", 1e-6),
    ("mb", 1e-3),
    ("gb", 1.0),
    ("tb", 1e3),
    ("pb", 1e6),
    ("kib", 1.024e-6),
    ("mib", 1.048_576e-3),
    ("gib", 1.073_741_824),
    ("tib", 1_099.511_627_776),
    ("gigabytes", 1.0),
    ("megabytes", 1e-3),
    ("terabytes", 1e3),
];

/// Names and signs of currencies behind a number.
const MONEY: [(&str, &str); 18] = [
    ("usd", "USD"),
    ("dollars", "USD"),
    ("us-dollar", "USD"),
    ("dólares", "USD"),
    ("$", "USD"),
    ("eur", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("€", "EUR"),
    ("gbp", "GBP"),
    ("pounds", "GBP"),
    ("£", "GBP"),
    ("chf", "CHF"),
    ("円", "JPY"),
    ("日元", "JPY"),
    ("元", "CNY"),
    ("万元", "CNY"),
    ("人民币", "CNY"),
];

/// Counters of languages without spaces, and what they count. The longer come first.
const COUNTERS: [Noun; 38] = [
    ("人のユーザー", Users, "users"),
    ("名のユーザー", Users, "users"),
    ("名のお客様", Users, "users"),
    ("ユーザー", Users, "users"),
    ("ユーザ", Users, "users"),
    ("アカウント", Users, "users"),
    ("名用户", Users, "users"),
    ("个用户", Users, "users"),
    ("位用户", Users, "users"),
    ("個用戶", Users, "users"),
    ("用户", Users, "users"),
    ("用戶", Users, "users"),
    ("名客户", Users, "users"),
    ("个客户", Users, "users"),
    ("家客户", Users, "users"),
    ("客户", Users, "users"),
    ("个账户", Users, "users"),
    ("名様", Users, "users"),
    ("人", Users, "users"),
    ("名", Users, "users"),
    ("社", Users, "users"),
    ("件のリクエスト", Requests, "requests"),
    ("リクエスト", Requests, "requests"),
    ("次请求", Requests, "requests"),
    ("个请求", Requests, "requests"),
    ("请求", Requests, "requests"),
    ("件の注文", Requests, "orders"),
    ("笔订单", Requests, "orders"),
    ("个订单", Requests, "orders"),
    ("件のジョブ", Requests, "jobs"),
    ("件のメッセージ", Requests, "messages"),
    ("条消息", Requests, "messages"),
    ("件のレコード", Data, "records"),
    ("レコード", Data, "records"),
    ("件のデータ", Data, "records"),
    ("条记录", Data, "records"),
    ("条数据", Data, "records"),
    ("件のイベント", Data, "events"),
];

/// What a share may be of, besides what is counted.
const SHARED: [&str; 15] = [
    "traffic",
    "users",
    "user",
    "customers",
    "jobs",
    "pods",
    "nodes",
    "data",
    "volume",
    "sites",
    "services",
    "apps",
    "instances",
    "workloads",
    "sales",
];

/// Names of shares that need no `of`.
const RATES: [&str; 7] =
    ["error rate", "failure rate", "packet loss", "errors", "of errors", "fehlerrate", "data loss"];

/// The unit that `text`, which follows `number`, starts with, and the bytes read. `currency` stands before
/// the number. With `is_spaced`, only units of languages that set thousands apart with spaces are looked for.
pub fn unit(
    text: &str,
    number: &Number,
    currency: Option<&'static str>,
    is_spaced: bool,
) -> Option<(Unit, usize)> {
    if let Some(name) = currency {
        // `$1.2m`: behind a sign, small letters are multipliers.
        let factor = match text.bytes().next() {
            Some(b'm') => 1e6,
            Some(b'b') => 1e9,
            _ => 1.0,
        };
        let is_letter = factor > 1.0 && !text[1..].starts_with(|c: char| c.is_alphanumeric());
        let (factor, length) = if is_letter { (factor, 1) } else { (1.0, 0) };
        return Some((Unit { kind: Money, name, factor, is_count: true, approximate: false }, length));
    }
    let trimmed = text.trim_start_matches(['*', '_']);
    let trimmed = trimmed.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\n']);
    let trimmed = trimmed.trim_start_matches(['*', '_']);
    let skipped = text.len() - trimmed.len();
    if trimmed.starts_with('%')
        || starts_with_word(trimmed, "percent")
        || starts_with_word(trimmed, "Prozent")
    {
        let length = if trimmed.starts_with('%') { 1 } else { 7 };
        let end = share(&trimmed[length..])?;
        let unit = Unit { kind: Share, name: "%", factor: 1.0, is_count: false, approximate: false };
        return (number.value <= 100.0).then_some((unit, skipped + length + end));
    }
    let first = trimmed.chars().next()?;
    if !first.is_ascii() && !first.is_lowercase() && !first.is_uppercase() {
        let money = MONEY.iter().find(|(sign, _)| !sign.is_ascii() && trimmed.starts_with(sign));
        if let Some((sign, name)) = money {
            let unit = Unit { kind: Money, name, factor: 1.0, is_count: true, approximate: false };
            return Some((unit, skipped + sign.len()));
        }
        let (counter, kind, name) = *COUNTERS.iter().find(|(counter, ..)| trimmed.starts_with(counter))?;
        let behind = &trimmed[counter.len()..];
        // `3名前`, `2人目`, `5社会` count nothing of the kind.
        if behind.starts_with(['前', '目', '気', '工', '员', '会', '内', '称', '数', '間', '权', '定', '口'])
        {
            return None;
        }
        let approximate =
            behind.starts_with("以上") || behind.starts_with("ほど") || behind.starts_with("程度");
        let unit = Unit { kind, name, factor: 1.0, is_count: true, approximate };
        return Some((unit, skipped + counter.len()));
    }
    // `300 of our 5,000 users`.
    for of in ["of ", "out of ", "von ", "sur ", "de "] {
        let Some(rest) = trimmed.strip_prefix(of) else { continue };
        let inner =
            ["the ", "our ", "all ", "nos ", "unseren "].iter().find_map(|word| rest.strip_prefix(word));
        let inner = inner.unwrap_or(rest);
        let Some(whole) = numbers::number_at(inner) else { continue };
        let (unit, length) = noun(&inner[whole.end..], &whole, is_spaced)?;
        return Some((unit, text.len() - inner.len() + whole.end + length));
    }
    noun(text, number, is_spaced)
}

fn noun(text: &str, number: &Number, is_spaced: bool) -> Option<(Unit, usize)> {
    let mut at = 0;
    for position in 0..5 {
        let rest = &text[at..];
        let word = rest.trim_start_matches([' ', '\u{a0}', '\n', '*', '_', '-']);
        let before = at;
        at += rest.len() - word.len();
        // A number and its unit are set apart, or the unit is one of volume.
        let is_apart = at > before || position == 0;
        let length = word
            .find(|c: char| !c.is_alphabetic() && c != '-' && c != '$' && c != '€' && c != '£')
            .unwrap_or(word.len());
        let length = if length == 0 {
            word.chars().next().filter(|c| "$€£".contains(*c))?.len_utf8()
        } else {
            length
        };
        let (written, rest) = word.split_at(length);
        let written = written.trim_end_matches('-');
        if !is_apart || written.is_empty() {
            return None;
        }
        let lower = written.to_lowercase();
        let lower = lower.as_str();
        let end = at + written.len();
        if position == 0 {
            if let Some((_, factor)) = VOLUMES.iter().find(|(name, _)| *name == lower) {
                // `Gb` are bits as well as bytes; `gb` and `Gb` in postmortems are bytes.
                let unit =
                    Unit { kind: Data, name: "GB", factor: *factor, is_count: false, approximate: false };
                return (!is_spaced).then_some((unit, end));
            }
            if let Some((_, name)) = MONEY.iter().find(|(name, _)| *name == lower) {
                let unit = Unit { kind: Money, name, factor: 1.0, is_count: true, approximate: false };
                return Some((unit, end));
            }
        }
        if at == 0 {
            return None;
        }
        let is_named = |noun: &&Noun| noun.0 == lower;
        let known = if is_spaced { None } else { NOUNS.iter().find(is_named) };
        if let Some(&(_, kind, name)) = known.or_else(|| FOREIGN.iter().find(is_named)) {
            // Half a user is none.
            let is_whole = number.value.fract() == 0.0 || number.is_large;
            return is_whole
                .then_some((Unit { kind, name, factor: 1.0, is_count: true, approximate: false }, end));
        }
        if number.value == 1.0
            && position == 0
            && !is_spaced
            && let Some(&(_, kind, name)) = SINGULAR.iter().find(is_named)
        {
            let ends = !rest.trim_start().starts_with(|c: char| c.is_alphabetic())
                || [
                    "was",
                    "were",
                    "reported",
                    "affected",
                    "impacted",
                    "is",
                    "has",
                    "had",
                    "could",
                    "lost",
                    "complained",
                ]
                .iter()
                .any(|verb| starts_with_word(rest.trim_start(), verb));
            let unit = Unit { kind, name, factor: 1.0, is_count: true, approximate: false };
            return (ends && !rest.starts_with('-')).then_some((unit, end));
        }
        if !BETWEEN.contains(&lower) {
            return None;
        }
        at = end;
    }
    None
}

/// The bytes up to the end of what a share is of: ` of all requests`.
fn share(text: &str) -> Option<usize> {
    let trimmed = text.trim_start_matches(['*', '_']);
    let rest = trimmed.trim_start_matches([' ', '\u{a0}', '\n']);
    let skipped = text.len() - rest.len();
    for start in ["のユーザー", "のリクエスト", "のトラフィック", "的用户", "的请求", "的流量", "的客户"]
    {
        if rest.starts_with(start) {
            return Some(skipped + start.len());
        }
    }
    let is_rate = |rate: &&&str| {
        rest.get(..rate.len()).is_some_and(|start| start.eq_ignore_ascii_case(rate))
            && !rest[rate.len()..].starts_with(|c: char| c.is_alphanumeric())
    };
    if let Some(rate) = RATES.iter().find(is_rate) {
        return Some(skipped + rate.len());
    }
    let mut at = skipped;
    let mut free = 0;
    for position in 0..6 {
        let rest = &text[at..];
        let word = rest.trim_start_matches([' ', '\u{a0}', '\n', '*', '_']);
        at += rest.len() - word.len();
        let length = word.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(word.len());
        let written = word[..length].to_lowercase();
        if written.is_empty() {
            return None;
        }
        let is_counted = NOUNS.iter().chain(&FOREIGN).any(|noun| noun.0 == written);
        if is_counted
            || SHARED.contains(&written.as_str()) && !(written == "user" || written == "data" && free > 0)
        {
            return Some(at + length);
        }
        if !OF.contains(&written.as_str()) {
            free += 1;
            // Without `of`, the noun has to follow at once.
            if position == 0 || free > 3 || ["and", "or", "to", "in", "for", "at"].contains(&written.as_str())
            {
                return None;
            }
        }
        at += length;
    }
    None
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// Whether what follows a measure makes it a rate: `/s`, ` per minute`.
pub fn is_rate(behind: &str) -> bool {
    let rest = behind.trim_start_matches([' ', '*', '_']);
    behind.starts_with('/')
        || [
            "per", "a second", "a minute", "an hour", "a day", "a month", "every", "each", "pro", "par",
            "por", "monthly", "/",
        ]
        .iter()
        .any(|start| starts_with_word(rest, start))
        || rest.starts_with("毎")
}

/// Whether what stands before a number makes it a bound, a name or a year rather than harm.
pub fn is_bound(before: &str) -> bool {
    let trimmed = before.trim_end_matches([' ', '*', '_', '(', '"', '\n']);
    let word = trimmed.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    // Behind punctuation a number stands by itself.
    if word.is_empty() {
        return false;
    }
    let lower = word.to_lowercase();
    let names = [
        "tier",
        "level",
        "phase",
        "zone",
        "cluster",
        "shard",
        "step",
        "version",
        "region",
        "group",
        "day",
        "week",
        "node",
        "port",
        "stage",
        "type",
        "class",
        "http",
        "status",
        "code",
        "error",
        "errors",
        "id",
        "revision",
        "line",
        "page",
        "section",
        "limit",
        "limited",
        "maximum",
        "max",
        "supports",
        "support",
        "handle",
        "handles",
        "every",
        "per",
        "each",
        "capacity",
        "quota",
        "threshold",
        "serves",
        "serve",
        "than",
        "top",
        "since",
        "until",
        "year",
        "early",
        "late",
        "python",
        "windows",
        "ios",
        "android",
        "java",
        "node",
        "rails",
        "php",
        "wave",
        "batch",
        "series",
        "within",
    ];
    if names.contains(&lower.as_str()) {
        return true;
    }
    let tail = trimmed.len().saturating_sub(20);
    let tail = trimmed.get(tail..).unwrap_or(trimmed).to_lowercase();
    if [
        "limit of",
        "limited to",
        "maximum of",
        "max of",
        "capacity of",
        "quota of",
        "threshold of",
        "limit to",
    ]
    .iter()
    .any(|bound| tail.ends_with(bound))
    {
        return true;
    }
    // `Windows 10 users`: a name before a number is one with it, unless it begins the sentence.
    let opens = [
        "The", "All", "These", "Those", "Some", "Only", "Total", "Affected", "Impacted", "Another", "In",
        "With",
    ];
    let is_name = word.starts_with(|c: char| c.is_ascii_uppercase()) && word.is_ascii();
    is_name && !opens.contains(&word)
}

/// Label names whose value is a measure, and of what kind.
pub fn label_kind(name: &str) -> Option<MeasureKind> {
    if name.len() > 80 {
        return None;
    }
    let lower = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let harmed = has(&[
        "affected",
        "impacted",
        "lost",
        "failed",
        "betroffen",
        "touchés",
        "impactés",
        "afectad",
        "影響",
        "影响",
        "受影响",
    ]);
    if has(&["support", "time to", "percent", "%", "list", "services", "systems", "ids", "names"]) {
        return None;
    }
    if harmed
        && has(&[
            "user",
            "customer",
            "client",
            "account",
            "nutzer",
            "kunden",
            "utilisateur",
            "usuario",
            "ユーザー",
            "ユーザ数",
            "用户",
            "客户",
        ])
    {
        return Some(Users);
    }
    if harmed
        && has(&[
            "request",
            "transaction",
            "order",
            "anfragen",
            "requêtes",
            "peticiones",
            "リクエスト",
            "请求",
        ])
    {
        return Some(Requests);
    }
    if has(&[
        "data loss",
        "data lost",
        "lost data",
        "records lost",
        "lost records",
        "datenverlust",
        "perte de données",
        "データ損失",
        "数据丢失",
    ]) || harmed && has(&["record", "rows", "datensätze", "レコード"])
    {
        return Some(Data);
    }
    if has(&[
        "revenue",
        "financial impact",
        "financial loss",
        "cost",
        "kosten",
        "schaden",
        "coût",
        "perte financière",
        "coste",
        "損失額",
        "费用",
    ]) {
        return Some(Money);
    }
    let durations = [
        "duration",
        "incident duration",
        "impact duration",
        "outage duration",
        "downtime",
        "duration of impact",
        "影響時間",
        "停止時間",
        "影响时长",
        "ausfalldauer",
        "durée",
        "duración",
    ];
    durations.contains(&lower.trim_matches([':', ' ', '*'])).then_some(Duration)
}

/// Whether a sentence, in lower case, says that something went wrong.
pub fn says_harm(sentence: &str) -> bool {
    const HARM: [&str; 58] = [
        "affect",
        "impact",
        "unable",
        "could not",
        "couldn't",
        "couldn’t",
        "cannot",
        "fail",
        "lost",
        "error",
        "reported",
        "without",
        "down",
        "unavailab",
        "unreachable",
        "inaccessible",
        "offline",
        "degrad",
        "timed out",
        "timeout",
        "compromised",
        "exposed",
        "leaked",
        "deleted",
        "missing",
        "outage",
        "disrupt",
        "interrupt",
        "delay",
        "stopped",
        "slow",
        "stuck",
        "rejected",
        "dropped",
        "no longer",
        "not available",
        "not respond",
        "nothing",
        "broken",
        "not work",
        "betroffen",
        "ausfall",
        "ausgefallen",
        "nicht erreichbar",
        "nicht verfügbar",
        "fehl",
        "touché",
        "indisponib",
        "panne",
        "échou",
        "afectad",
        "caíd",
        "no disponible",
        "影響",
        "失敗",
        "影响",
        "失败",
        "不可用",
    ];
    HARM.iter().any(|word| sentence.contains(word))
}

/// Whether a sentence, in lower case, says that something is gone or in the wrong hands.
pub fn says_loss(sentence: &str) -> bool {
    const LOSS: [&str; 22] = [
        "lost",
        "loss",
        "deleted",
        "leaked",
        "exposed",
        "corrupt",
        "missing",
        "destroyed",
        "exfiltrated",
        "dropped",
        "purged",
        "unrecoverable",
        "stolen",
        "verloren",
        "gelöscht",
        "perdu",
        "perdid",
        "消失",
        "損失",
        "丢失",
        "失われ",
        "overwritten",
    ];
    LOSS.iter().any(|word| sentence.contains(word))
}

/// Whether a sentence, in lower case, says that money was lost or spent.
pub fn says_money(sentence: &str) -> bool {
    const MONEY: [&str; 28] = [
        "lost", "loss", "cost", "revenue", "refund", "credit", "damage", "charged", "stolen", "drained",
        "missed", "fine", "sales", "overpaid", "spent", "umsatz", "kosten", "verlust", "schaden", "perte",
        "perdu", "coût", "rembours", "pérdida", "ingresos", "損失", "损失", "返金",
    ];
    MONEY.iter().any(|word| sentence.contains(word))
}

/// Whether what follows a number, in lower case, says that those it counts came to no harm.
pub fn says_unharmed(clause: &str) -> bool {
    let near: String = clause.chars().take(60).collect();
    [
        "unaffected",
        "not affected",
        "not impacted",
        "were fine",
        "succeeded",
        "successful",
        "continued to work",
        "no impact",
        "worked",
    ]
    .iter()
    .any(|word| near.contains(word))
}

/// Whether a length of time between `before` and `behind` is that of an outage.
pub fn is_length_of_harm(before: &str, behind: &str) -> bool {
    let near = |text: &str| text.chars().take(40).flat_map(char::to_lowercase).collect::<String>();
    let rest = near(behind.trim_start_matches([' ', '-', '*', '_', '\u{a0}']));
    if is_rate(behind)
        || ["ago", "later", "earlier", "before", "after", "timeout", "interval"]
            .iter()
            .any(|word| starts_with_word(&rest, word))
    {
        return false;
    }
    const NAMES: [&str; 24] = [
        "outage",
        "downtime",
        "disruption",
        "interruption",
        "unavailability",
        "incident",
        "of downtime",
        "of unavailability",
        "of degraded",
        "of outage",
        "period of downtime",
        "period during which",
        "period where",
        "period in which",
        "lang",
        "d'indisponibilité",
        "d'interruption",
        "de interrupción",
        "de indisponibilidad",
        "の停止",
        "間停止",
        "間の停止",
        "にわた",
        "不可用",
    ];
    if NAMES.iter().any(|name| rest.starts_with(name)) {
        return true;
    }
    let trimmed = before.trim_end_matches([' ', '*', '_', '~', '\u{a0}']);
    let from = trimmed.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    let tail = trimmed[from..].to_lowercase();
    let tail = ["a total of", "total of", "a period of", "a", "the", "up to"]
        .iter()
        .find_map(|word| tail.strip_suffix(word).filter(|head| head.ends_with(' ')))
        .unwrap_or(&tail)
        .trim_end();
    let ends = |word: &str| {
        tail.strip_suffix(word).is_some_and(|head| !head.ends_with(|c: char| c.is_alphanumeric()))
    };
    [
        "for",
        "lasted",
        "lasting",
        "delayed by",
        "outage of",
        "downtime of",
        "interruption of",
        "disruption of",
        "dauerte",
        "pendant",
        "durant",
        "durante",
        "duró",
        "panne de",
    ]
    .iter()
    .any(|word| ends(word))
        || ["持续", "持续了", "长达", "历时", "中断"].iter().any(|word| tail.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_say_what_they_count() {
        for (name, kind) in [
            ("Affected users", Some(Users)),
            ("Customers Impacted", Some(Users)),
            ("Failed requests", Some(Requests)),
            ("Customer Data Loss", Some(Data)),
            ("Revenue lost", Some(Money)),
            ("影響時間", Some(Duration)),
            ("Support Cases Raised", None),
            ("Affected services", None),
            ("Time to repair", None),
        ] {
            assert_eq!(label_kind(name), kind, "{name}");
        }
    }

    #[test]
    fn bounds_and_names_are_no_harm() {
        for before in ["a limit of ", "supports ", "Windows ", "tier ", "HTTP ", "since "] {
            assert!(is_bound(before), "{before}");
        }
        for before in ["", "for ", "The ", "failed. ", "affected "] {
            assert!(!is_bound(before), "{before}");
        }
    }
}
