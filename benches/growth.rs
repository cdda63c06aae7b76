//! The time to read a document grows with its length and no faster, however it is made: a document four times
//! as long takes about four times as long, where a quadratic step would make it sixteen times.
//!
//!     cargo bench --bench growth -- tables lists
//!
//! A gate of its own, since it measures time: it belongs where nothing else runs. Names what grows faster, and exits
//! with 1 if anything does. Names of groups choose what is measured; without any, all is.

use std::fmt::Write as _;
use std::fs;
use std::panic::Location;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use retold::report;
use retold_document::{Document, Vocabulary, plain_text_sections};
use retold_document::{SourceFile, html};

/// More than four with all that a busy machine adds; less than sixteen.
const FACTOR: f64 = 12.0;

/// Below this, a measurement shows nothing: some clocks tick no faster.
const SHORT: Duration = Duration::from_millis(8);

/// How much longer than asked for a document is made, at most, to take longer than [`SHORT`].
const LONGER: usize = 16;

type Group = fn(&mut Gate);

const GROUPS: [(&str, Group); 12] = [
    ("tables", tables),
    ("lists", lists),
    ("paragraphs", paragraphs),
    ("headings", headings),
    ("labels", labels),
    ("nesting", nesting),
    ("one_long_line", one_long_line),
    ("things_that_begin_and_never_end", things_that_begin_and_never_end),
    ("raw_html", raw_html),
    ("references", references),
    ("tickets", tickets),
    ("files_of_many_incidents", files_of_many_incidents),
];

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let names: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with("--")).collect();
    if let Some(name) = names.iter().find(|name| !GROUPS.iter().any(|(group, _)| group == name)) {
        eprintln!("error: there is no group `{name}`");
        return ExitCode::from(2);
    }
    assert!(is_measured_right(), "the gate itself is broken");
    let mut gate = Gate::default();
    for (name, group) in GROUPS {
        if names.is_empty() || names.iter().any(|chosen| chosen == name) {
            println!("{name}");
            group(&mut gate);
        }
    }
    println!("\n{} measured, {} too slow", gate.measured, gate.failures.len());
    for failure in &gate.failures {
        println!("{failure}");
    }
    ExitCode::from(u8::from(!gate.failures.is_empty()))
}

/// Checks that the gate accepts linear and rejects quadratic growth.
fn is_measured_right() -> bool {
    let mut gate = Gate::default();
    gate.grows(1_000, |size| Duration::from_millis(size as u64));
    let linear = gate.failures.len();
    gate.grows(1_000, |size| Duration::from_micros((size * size) as u64));
    linear == 0 && gate.failures.len() == 1
}

/// The measurements, and those that grew too fast, with their place in this file.
#[derive(Default)]
struct Gate {
    measured: usize,
    failures: Vec<String>,
}

impl Gate {
    /// Reads documents of `size` units and of a quarter of them, reports what is in them, and makes their pages.
    #[track_caller]
    fn document(&mut self, size: usize, make: impl Fn(usize) -> String) {
        self.grows(size, |size| {
            let text = make(size);
            time(|| use_all(&[parse(text)]))
        });
    }

    /// The same for a file of many incidents, which are read and then reported.
    #[track_caller]
    fn incidents(&mut self, size: usize, make: impl Fn(usize) -> String) {
        self.grows(size, |size| {
            let file = file("log.md", make(size));
            time(|| use_all(&Document::parse_all(file, &Vocabulary::default()).0))
        });
    }

    /// Compares the results of `measure` for `size` and a quarter of it, and for larger sizes while the times are too short.
    #[track_caller]
    fn grows(&mut self, size: usize, measure: impl Fn(usize) -> Duration) {
        let place = Location::caller();
        let longest = size * LONGER;
        let mut size = size;
        let mut small = measure(size / 4);
        let mut large = measure(size);
        while small < SHORT && size < longest {
            size *= 4;
            (small, large) = (large, measure(size));
        }
        // A disturbance of one measurement does not affect the next.
        if is_too_slow(small, large) {
            large = large.min(measure(size));
        }
        if is_too_slow(small, large) {
            small = small.max(measure(size / 4));
        }
        self.measured += 1;
        if is_too_slow(small, large) {
            self.failures.push(format!(
                "{}:{}: {size} units take {large:?}, a quarter of them {small:?}",
                place.file(),
                place.line()
            ));
        }
    }
}

fn is_too_slow(small: Duration, large: Duration) -> bool {
    large.as_secs_f64() >= FACTOR * small.max(SHORT).as_secs_f64()
}

fn file(path: &str, text: String) -> SourceFile {
    SourceFile { path: path.to_owned(), name: format!("content/{path}"), bytes: text.into_bytes() }
}

fn parse(text: String) -> Document {
    Document::parse(file("2026-01-31-a.md", text), &Vocabulary::default()).0
}

/// The time that `work` takes of the processor; where the system does not count it, the time that passes.
fn time(work: impl FnOnce()) -> Duration {
    let processor = || -> Option<Duration> {
        let status = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        status.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
    };
    let (started, before) = (Instant::now(), processor());
    work();
    match (before, processor()) {
        (Some(before), Some(after)) if after > before => after - before,
        _ => started.elapsed(),
    }
}

/// The work on documents after they are read.
fn use_all(documents: &[Document]) {
    for document in documents {
        drop(report::document(document, 14));
        drop(html::render(document, &|_| None, &[]));
        drop(plain_text_sections(&document.markdown(), usize::MAX));
    }
}

/// `head`, and then a line for each number.
fn numbered(head: &str, size: usize, line: impl Fn(usize, &mut String)) -> String {
    let mut text = String::from(head);
    for index in 0..size {
        line(index, &mut text);
        text.push('\n');
    }
    text
}

/// A time of day for each number, which wraps at midnight.
fn clock(index: usize) -> String {
    format!("{:02}:{:02}", index / 60 % 24, index % 60)
}

fn tables(gate: &mut Gate) {
    gate.document(100_000, |rows| {
        numbered("## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n", rows, |index, text| {
            write!(text, "| {} | It happened |", clock(index)).unwrap();
        })
    });
    gate.document(100_000, |rows| {
        numbered("## Actions\n\n| Action | Owner | Due | Status |\n|-|-|-|-|\n", rows, |index, text| {
            write!(text, "| Do {index} | Ann, Ben | 2026-02-01 | TODO |").unwrap();
        })
    });
    gate.document(20_000, |columns| {
        format!(
            "## Timeline\n\n{}\n{}\n{}\n",
            "|a".repeat(columns),
            "|-".repeat(columns),
            "|10:00 b".repeat(columns)
        )
    });
}

fn lists(gate: &mut Gate) {
    gate.document(100_000, |items| {
        numbered("## Timeline\n\n", items, |index, text| write!(text, "- {} x", clock(index)).unwrap())
    });
    for head in [
        "## Timeline\n\n",
        "",
        "## Actions\n\n",
        "## Lessons learned\n\n",
        "## Five whys\n\n",
        "**Timeline:**\n",
    ] {
        gate.document(10_000, |items| {
            numbered(head, items, |index, text| {
                write!(text, "- {} – **Ann** did {index} (@ben, due 2026-02-01)", clock(index)).unwrap();
            })
        });
    }
    gate.document(10_000, |items| {
        numbered("## Timeline\n\n", items, |index, text| {
            write!(text, "- {} x\n  - [ ] y\n  - Status: z", clock(index)).unwrap();
        })
    });
    gate.document(10_000, |items| {
        numbered("## Timeline\n\n", items, |index, text| writeln!(text, "- **{}:** x", clock(index)).unwrap())
    });
}

fn paragraphs(gate: &mut Gate) {
    for head in ["## Timeline\n\n", "## Actions\n\n", "## Summary\n\n"] {
        gate.document(10_000, |lines| {
            numbered(head, lines, |index, text| {
                write!(text, "{} UTC - alert {index} fired", clock(index)).unwrap();
            })
        });
        gate.document(10_000, |lines| {
            numbered(head, lines, |index, text| {
                writeln!(text, "2026-01-31 {}: resolved", clock(index)).unwrap();
            })
        });
    }
}

fn headings(gate: &mut Gate) {
    gate.document(50_000, |headings| "## Impact\n\n".repeat(headings));
    for line in [
        "## Timeline",
        "## Timeline\n\n- 10:00 x\n",
        "### 10:00\n\nx\n",
        "## Actions\n\n- x\n",
        "# Same",
        "## 2026-01-31",
    ] {
        gate.document(10_000, |headings| numbered("# Timeline\n\n", headings, |_, text| text.push_str(line)));
    }
    // One inside the other, with much below the innermost.
    gate.document(10_000, |items| {
        numbered("# Impact\n## Actions\n### Timeline\n#### Lessons\n##### Causes\n\n", items, |_, text| {
            text.push_str("- 10:00 x\n\n**Impact:** y\n");
        })
    });
}

fn labels(gate: &mut Gate) {
    gate.document(800_000, |labels| "**a:** ".repeat(labels));
    for unit in [
        "**a:** ",
        "**Impact:** x ",
        "**Impact:**\n",
        "**Impact:** x\n\n",
        "- **Impact**: x\n",
        "Date: x\n",
        "Severity: HIGH\n\n",
    ] {
        gate.document(200_000 / unit.len(), |labels| unit.repeat(labels));
    }
}

fn nesting(gate: &mut Gate) {
    gate.document(10_000, |depth| ">".repeat(depth) + " 10:00 x");
    gate.document(10_000, |depth| "## Timeline\n\n".to_owned() + &"- ".repeat(depth) + "10:00 x");
    gate.document(10_000, |depth| "## Timeline\n\n".to_owned() + &"> - ".repeat(depth) + "10:00 x");
}

fn one_long_line(gate: &mut Gate) {
    gate.document(4_000_000, |words| "word ".repeat(words));
    for head in ["", "# ", "## Timeline\n\n- 10:00 ", "**Impact:** ", "| a |\n|---|\n| ", "---\ntitle: "] {
        gate.document(100_000, |words| head.to_owned() + &"word ".repeat(words));
    }
}

fn things_that_begin_and_never_end(gate: &mut Gate) {
    for unit in [
        "**",
        "*a ",
        "[",
        "[a](",
        "`",
        "<",
        "<!--",
        "~~",
        "1:",
        "10:00 ",
        "2026-01-31 ",
        "2026-",
        "~",
        "(",
        "1. ",
        ": ",
        " - ",
        "|",
        "@",
        "#",
        "— ",
        "１",
        "頃",
        "Jan ",
        "UTC ",
        "99",
        "h ",
        "1h ",
        "until ",
        "from 10:00 to ",
    ] {
        for head in ["", "## Timeline\n\n- ", "**Duration:** "] {
            gate.document(200_000 / unit.len(), |units| head.to_owned() + &unit.repeat(units));
        }
    }
}

fn raw_html(gate: &mut Gate) {
    for unit in [
        "<a ",
        "<div ",
        "</div>",
        "<b>x</b> ",
        "<p>x\n\n",
        "src=\" ",
        "<img src='a.png'>\n",
        "<x>",
        "&amp;",
        "§",
        "</b>&amp;",
        "<br>",
    ] {
        for head in ["", "<div>\n", "<!--\n", "x <b>"] {
            gate.document(100_000 / unit.len(), |units| head.to_owned() + &unit.repeat(units));
        }
    }
    for head in ["<a", "x <a"] {
        gate.document(20_000, |names| {
            numbered(head, names, |index, text| write!(text, " x{index}=''").unwrap()) + ">x</a>\n"
        });
    }
}

fn references(gate: &mut Gate) {
    for unit in [
        "[^1]: x\n\n",
        "[^1] ",
        "[x]: y\n",
        "[x] ",
        "![x] ",
        "[x](y) ",
        "https://e.org/x ",
        "[^1]: [^1]\n\n",
        "[[x]",
    ] {
        gate.document(200_000 / unit.len(), |units| unit.repeat(units) + "\n\n[x]: y\n\n[^1]: z\n");
    }
    gate.document(10_000, |units| {
        numbered("", units, |index, text| {
            write!(text, "[^{index}] [a{index}]\n\n[^{index}]: x\n\n[a{index}]: y\n").unwrap();
        })
    });
}

fn tickets(gate: &mut Gate) {
    let known =
        [("1".to_owned(), "https://e.org/{}".to_owned()), ("#".to_owned(), "https://e.org/{}".to_owned())];
    for unit in ["1", "#", "#1 ", "#1#", "1 "] {
        gate.grows(400_000 / unit.len(), |units| {
            let document = parse("x\n\n".to_owned() + &unit.repeat(units));
            time(|| drop(html::render(&document, &|_| None, &known)))
        });
    }
}

/// A split file of many incidents, each with `body` below its heading.
fn incidents(size: usize, heading: impl Fn(usize) -> String, body: &str) -> String {
    let head = "---\nsplit: true\ntags: [log]\n---\n# Log\n\n[runbook]: https://e.org/r\n\n[^1]: A note.\n\n";
    numbered(head, size, |index, text| write!(text, "{}\n\n{body}", heading(index)).unwrap())
}

fn files_of_many_incidents(gate: &mut Gate) {
    let day = |index: usize| format!("20{:02}-{:02}-{:02}", index % 90, index % 12 + 1, index % 28 + 1);
    let title = |index: usize| format!("## Incident on {}: disk {index} full", day(index));
    let impact = "### Impact\n\nNo mail for 2h, see [runbook] and [^1].\n";
    let ambiguous = "### Timeline\n\n- 03/04/2021 10:00 alert\n- 10:20 disk full\n- 10:05 somebody looks\n- 12:00 resolved\n";
    let same = |_: usize| "## Incident 5: the same again".to_owned();
    for body in [impact, ambiguous, "### Impact\n\nNo mail.[^2]\n\n[^2]: None at all.\n"] {
        gate.incidents(4_000, |size| incidents(size, title, body));
    }
    gate.incidents(4_000, |size| incidents(size, same, impact));
}
