//! Lines as programs print them, with what is kept and what is noise.

use proptest::prelude::*;

use super::*;

/// Lines as programs print them: below each, what is kept of it, with `!` behind what is strong and `*` behind names, and the
/// noise.
const LINES: &str = include_str!("lines.txt");

/// The lines of [`LINES`], each with what is kept and with the noise.
fn lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    LINES.split("\n\n").filter_map(|entry| {
        let mut parts = entry.lines();
        let line = parts.next()?;
        let (mut kept, mut noise) = ("", "");
        for part in parts {
            match part.trim_start().split_once(": ")? {
                ("kept", text) => kept = text,
                ("noise", text) => noise = text,
                (other, _) => panic!("{other:?} below {line:?} is neither kept nor noise"),
            }
        }
        Some((line, kept, noise))
    })
}

/// What is kept of a text, as in [`LINES`].
fn kept(text: &str) -> String {
    let written = |kept: &Kept| {
        let mark = match kept.weight {
            Weight::Strong => "!",
            Weight::Name => "*",
            Weight::Word => "",
        };
        format!("{}{mark}", &text[kept.start..kept.end])
    };
    read(text).kept.iter().map(written).collect::<Vec<_>>().join(" ")
}

/// The noise of a text, as in [`LINES`].
fn noise(text: &str) -> String {
    let written = |noise: &Noise| format!("{}: {}", noise.class.name(), &text[noise.start..noise.end]);
    read(text).noise.iter().map(written).collect::<Vec<_>>().join(" | ")
}

#[test]
fn lines_of_all_kinds() {
    for (line, kept_text, noise_text) in lines() {
        assert_eq!(kept(line), kept_text, "kept of {line:?}");
        assert_eq!(noise(line), noise_text, "noise of {line:?}");
    }
}

#[test]
fn pasted_text_is_told_from_typed() {
    for typed in [
        "",
        "database timeout after failover",
        "sev:<=2 service:payments dns",
        "service:payments team:core kind:outage status:resolved year:2024",
        "after:2024-03-01 before:2024-06-01 certificate",
        "\"split brain\" +kafka -drill",
        "why did the payments service lose its connections after the failover in March",
        "what happened on 2024-05-01 at 12:30 with the checkout",
        "ECONNRESET",
        "ORA-00060",
        "SQLSTATE 53300 too many connections",
        "payments-7d9f8b6c5d-x2x7k",
        "123e4567-e89b-12d3-a456-426614174000",
        "10.0.3.7",
        "/var/lib/postgresql disk full",
        "commit 3f2a9c1 broke the login page",
        "what listens on port 5432 and 6379",
        "web-01 and kafka-0 went down in us-east-1",
        "p99 latency above 300ms for 10m after deploy v1.2.3",
        "HTTP 503 from GET /checkout and /cart/items",
        "max_connections = 100 too low",
        "std::sync::Mutex poisoned",
        "ECONNREFUSED: broker",
        "service:postgres OperationalError too many clients",
        "sudden timeouts: OperationalError after the deploy",
    ] {
        assert!(!is_pasted(typed), "{typed:?}");
    }
    for pasted in [
        "first line\nsecond line",
        "2024-05-01T12:00:03Z ERROR connection refused",
        "payments-7d9f8b6c5d-x2x7k 0/1 CrashLoopBackOff 12 (3m ago)",
        "at com.acme.payments.Gateway.charge(Gateway.java:42)",
        "dial tcp: lookup orders-db.prod.svc.cluster.local on 10.96.0.10:53: no such host",
        "level=error msg=\"pool exhausted\" service=checkout",
        "{\"level\":\"error\",\"msg\":\"pool exhausted\"}",
        "timeout for request 123e4567-e89b-12d3-a456-426614174000 in checkout",
        "failed with request_id=req-8f3k2j while charging",
        "psycopg2.OperationalError: FATAL:  sorry, too many clients already",
        "java.net.SocketTimeoutException: Read timed out",
        "java.lang.OutOfMemoryError: Java heap space in worker",
        "TypeError: Cannot read properties of undefined (reading 'id')",
        "ECONNREFUSED: connection to the broker was refused",
    ] {
        assert!(is_pasted(pasted), "{pasted:?}");
    }
    assert!(is_pasted(&"word ".repeat(LONG_WORDS)));
    assert!(is_pasted(&"x".repeat(LONG_BYTES)));
}

#[test]
fn only_the_innermost_frames_of_a_trace_are_kept() {
    let names = |range: std::ops::Range<usize>| range.map(|i| format!("step{i:02}x*")).collect::<Vec<_>>();
    let mut java = String::from("java.lang.IllegalStateException: stuck\n");
    let mut python = String::from("Traceback (most recent call last):\n");
    for i in 0..40 {
        java += &format!("\tat step{i:02}x(Steps.java:{i})\n");
        python += &format!("  File \"/srv/app/main.py\", line {i}, in step{i:02}x\n    go(deeper)\n");
    }
    python += "KeyError: 'stuck'";
    let java_kept = kept(&java);
    assert_eq!(java_kept, format!("IllegalStateException! stuck {}", names(0..8).join(" ")));
    assert_spans(&python);
    let python_kept = kept(&python);
    assert_eq!(python_kept, format!("{} KeyError! stuck", names(32..40).join(" ")));
}

#[test]
fn the_strongest_are_kept_each_once_and_in_order() {
    let mut text: String = (0..100)
        .map(|i| format!("word{} ", char::from(b'a' + i % 26).to_string().repeat(i as usize / 26 + 1)))
        .collect();
    text += "key_name Key_Name ECONNRESET econnreset";
    let found = read(&text).kept;
    assert_eq!(found.len(), MAX_KEPT);
    assert!(kept(&text).ends_with("key_name* ECONNRESET!"), "{}", kept(&text));
}

#[test]
fn time_is_linear_and_only_the_start_is_read() {
    for unit in [
        "a:",
        "a.",
        "a-",
        "at ",
        "at a(",
        "/a",
        "1-",
        "::",
        "x=",
        "\\n",
        "\"",
        "File \"",
        "a@b.",
        "é",
        "eyJ",
        "0x1,",
        "{\"a_id\":",
        "1 ",
        "A1b2C3d4",
        "a\u{301}",
        "http://a",
        "\n1: ",
        "at a.b(c.java:1)\n",
    ] {
        let text = unit.repeat((1 << 20) / unit.len());
        let found = read(&text);
        let last =
            found.kept.iter().map(|kept| kept.end).chain(found.noise.iter().map(|noise| noise.end)).max();
        assert!(last.unwrap_or(0) <= MAX_BYTES, "{unit:?}");
    }
}

/// Whether the spans of a text are in order, apart and between characters.
fn assert_spans(text: &str) {
    let Pasted { kept, noise } = read(text);
    assert!(kept.len() <= MAX_KEPT);
    let kept: Vec<(usize, usize)> = kept.iter().map(|kept| (kept.start, kept.end)).collect();
    let noise: Vec<(usize, usize)> = noise.iter().map(|noise| (noise.start, noise.end)).collect();
    assert!(kept.is_sorted() && noise.is_sorted(), "{text:?}");
    let mut spans = [kept, noise].concat();
    spans.sort_unstable();
    let mut at = 0;
    for (start, end) in spans {
        assert!(at <= start && start < end && text.get(start..end).is_some(), "{start}..{end} of {text:?}");
        at = end;
    }
}

/// Pieces of pasted text, which meet in no particular order.
const PIECES: &[&str] = &[
    "at ",
    "com.acme.Foo.bar(",
    "Foo.java:12)",
    "(",
    ")",
    "File \"",
    "/app/a.py\"",
    ", line 1, in f",
    "\n",
    "\\n",
    "\\t",
    "    ",
    "2024-05-01",
    "T12:00:03",
    "Z",
    " ",
    ":",
    "::",
    "=",
    "\"",
    "'",
    "trace_id",
    "4bf92f3577b34da6",
    "password",
    "10.0.0.1",
    "fe80::1",
    "http://",
    "a@b.co",
    "?x=1",
    "/usr/lib/",
    "node_modules/",
    "pkg/mod/",
    "@",
    "-7d9f8b6c5d",
    "-x2x7k",
    "ERROR",
    "status",
    "503",
    "exit code ",
    "137",
    "é",
    "データ",
    "ip-",
    "1h",
    "%",
    "+0x1/0x2",
    ".svc.cluster.local",
    "in `",
    "goroutine 1 [running]:",
    "created by ",
    "May  1 12:00:03 ",
    "nginx[1]:",
    "[",
    "]",
    "{",
    "}",
    "eyJ",
    "\\",
    "C:\\",
    " in ",
    ":line ",
    " ~[",
    "12: ",
    "0x1 - ",
    "Bearer ",
    "Mozilla/5.0",
    "\u{301}",
    "://",
    "#",
    "$",
    "registry/src/",
];

proptest! {
    #[test]
    fn any_text_has_proper_spans(text in "\\PC{0,200}") {
        assert_spans(&text);
        is_pasted(&text);
    }

    #[test]
    fn any_pieces_have_proper_spans(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        assert_spans(&pieces.concat());
    }
}

#[test]
fn the_lines_have_proper_spans_cut_anywhere() {
    for (line, ..) in lines() {
        for (start, _) in line.char_indices() {
            assert_spans(&line[start..]);
            assert_spans(&line[..start]);
        }
    }
}
