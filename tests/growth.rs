//! The time to read a document grows with its length and no faster, however it is made: a document four times
//! as long takes about four times as long, where a quadratic step would make it sixteen times.

use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, Instant};

use retold::document::markdown::stretches;
use retold::document::vocabulary::Vocabulary;
use retold::document::{Document, html};
use retold::inspect::inspect;
use retold::source::SourceFile;

/// More than four with all that a busy machine adds; less than sixteen.
const FACTOR: f64 = 12.0;

/// Below this, a measurement says nothing: some clocks tick no faster.
const SHORT: Duration = Duration::from_millis(8);

fn parse(text: String) -> (Document, usize) {
    let file = SourceFile {
        path: "2026-01-31-a.md".to_owned(),
        name: "content/2026-01-31-a.md".to_owned(),
        bytes: text.into_bytes(),
    };
    let (document, findings) = Document::parse(file, &Vocabulary::default());
    (document, findings.len())
}

/// The time that `work` takes of the processor; where the system does not tell, the time that passes.
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

/// Reads a document of `size` units and one of a quarter of them, reports what is in it, and makes its page.
#[track_caller]
fn grows_with_its_length(size: usize, make: impl Fn(usize) -> String) {
    grows(size, |size| {
        let text = make(size);
        time(|| use_all(&[parse(text).0]))
    });
}

/// What is done with documents once they are read.
fn use_all(documents: &[Document]) {
    for document in documents {
        drop(inspect(document, 14));
        drop(html::render(document, &|_| None, &[]));
        drop(stretches(&document.markdown()));
    }
}

#[track_caller]
fn grows(size: usize, measure: impl Fn(usize) -> Duration) {
    let small = measure(size / 4).max(SHORT);
    let mut large = measure(size);
    // What the first one met by accident does not meet the second.
    if large.as_secs_f64() >= FACTOR * small.as_secs_f64() {
        large = large.min(measure(size));
    }
    let factor = large.as_secs_f64() / small.as_secs_f64();
    println!("{size} in {large:?}, a quarter in {small:?}: {factor:.1}");
    assert!(factor < FACTOR, "{size} units take {large:?}, a quarter of them {small:?}");
}

#[test]
fn what_takes_four_times_as_long_passes() {
    grows(1_000, |size| Duration::from_millis(size as u64));
}

#[test]
#[should_panic(expected = "1000 units take 1s, a quarter of them 62.5ms")]
fn a_quadratic_step_is_noticed() {
    grows(1_000, |size| Duration::from_micros((size * size) as u64));
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

/// A time of day for each number, which comes back to midnight.
fn clock(index: usize) -> String {
    format!("{:02}:{:02}", index / 60 % 24, index % 60)
}

#[test]
fn tables() {
    grows_with_its_length(100_000, |rows| {
        numbered("## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n", rows, |index, text| {
            write!(text, "| {} | It happened |", clock(index)).unwrap();
        })
    });
    grows_with_its_length(100_000, |rows| {
        numbered("## Actions\n\n| Action | Owner | Due | Status |\n|-|-|-|-|\n", rows, |index, text| {
            write!(text, "| Do {index} | Ann, Ben | 2026-02-01 | TODO |").unwrap();
        })
    });
    grows_with_its_length(20_000, |columns| {
        format!(
            "## Timeline\n\n{}\n{}\n{}\n",
            "|a".repeat(columns),
            "|-".repeat(columns),
            "|10:00 b".repeat(columns)
        )
    });
}

#[test]
fn lists() {
    grows_with_its_length(100_000, |items| {
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
        grows_with_its_length(10_000, |items| {
            numbered(head, items, |index, text| {
                write!(text, "- {} – **Ann** did {index} (@ben, due 2026-02-01)", clock(index)).unwrap();
            })
        });
    }
    grows_with_its_length(10_000, |items| {
        numbered("## Timeline\n\n", items, |index, text| {
            write!(text, "- {} x\n  - [ ] y\n  - Status: z", clock(index)).unwrap();
        })
    });
    grows_with_its_length(10_000, |items| {
        numbered("## Timeline\n\n", items, |index, text| writeln!(text, "- **{}:** x", clock(index)).unwrap())
    });
}

#[test]
fn paragraphs() {
    for head in ["## Timeline\n\n", "## Actions\n\n", "## Summary\n\n"] {
        grows_with_its_length(10_000, |lines| {
            numbered(head, lines, |index, text| {
                write!(text, "{} UTC - alert {index} fired", clock(index)).unwrap();
            })
        });
        grows_with_its_length(10_000, |lines| {
            numbered(head, lines, |index, text| {
                writeln!(text, "2026-01-31 {}: resolved", clock(index)).unwrap();
            })
        });
    }
}

#[test]
fn headings() {
    grows_with_its_length(50_000, |headings| "## Impact\n\n".repeat(headings));
    for line in [
        "## Timeline",
        "## Timeline\n\n- 10:00 x\n",
        "### 10:00\n\nx\n",
        "## Actions\n\n- x\n",
        "# Same",
        "## 2026-01-31",
    ] {
        grows_with_its_length(10_000, |headings| {
            numbered("# Timeline\n\n", headings, |_, text| text.push_str(line))
        });
    }
    // One inside the other, with much below the innermost.
    grows_with_its_length(10_000, |items| {
        numbered("# Impact\n## Actions\n### Timeline\n#### Lessons\n##### Causes\n\n", items, |_, text| {
            text.push_str("- 10:00 x\n\n**Impact:** y\n");
        })
    });
}

#[test]
fn labels() {
    grows_with_its_length(800_000, |labels| "**a:** ".repeat(labels));
    for unit in [
        "**a:** ",
        "**Impact:** x ",
        "**Impact:**\n",
        "**Impact:** x\n\n",
        "- **Impact**: x\n",
        "Date: x\n",
        "Severity: HIGH\n\n",
    ] {
        grows_with_its_length(200_000 / unit.len(), |labels| unit.repeat(labels));
    }
}

#[test]
fn nesting() {
    grows_with_its_length(10_000, |depth| ">".repeat(depth) + " 10:00 x");
    grows_with_its_length(10_000, |depth| "## Timeline\n\n".to_owned() + &"- ".repeat(depth) + "10:00 x");
    grows_with_its_length(10_000, |depth| "## Timeline\n\n".to_owned() + &"> - ".repeat(depth) + "10:00 x");
}

#[test]
fn one_long_line() {
    grows_with_its_length(4_000_000, |words| "word ".repeat(words));
    for head in ["", "# ", "## Timeline\n\n- 10:00 ", "**Impact:** ", "| a |\n|---|\n| ", "---\ntitle: "] {
        grows_with_its_length(100_000, |words| head.to_owned() + &"word ".repeat(words));
    }
}

#[test]
fn things_that_begin_and_never_end() {
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
            grows_with_its_length(200_000 / unit.len(), |units| head.to_owned() + &unit.repeat(units));
        }
    }
}

#[test]
fn raw_html() {
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
            grows_with_its_length(100_000 / unit.len(), |units| head.to_owned() + &unit.repeat(units));
        }
    }
    for head in ["<a", "x <a"] {
        grows_with_its_length(20_000, |names| {
            numbered(head, names, |index, text| write!(text, " x{index}=''").unwrap()) + ">x</a>\n"
        });
    }
}

#[test]
fn references() {
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
        grows_with_its_length(200_000 / unit.len(), |units| unit.repeat(units) + "\n\n[x]: y\n\n[^1]: z\n");
    }
    grows_with_its_length(10_000, |units| {
        numbered("", units, |index, text| {
            write!(text, "[^{index}] [a{index}]\n\n[^{index}]: x\n\n[a{index}]: y\n").unwrap();
        })
    });
}

#[test]
fn tickets() {
    let known =
        [("1".to_owned(), "https://e.org/{}".to_owned()), ("#".to_owned(), "https://e.org/{}".to_owned())];
    for unit in ["1", "#", "#1 ", "#1#", "1 "] {
        grows(400_000 / unit.len(), |units| {
            let (document, _) = parse("x\n\n".to_owned() + &unit.repeat(units));
            time(|| drop(html::render(&document, &|_| None, &known)))
        });
    }
}

/// A file of many incidents, each with `body` below its heading.
fn incidents(size: usize, heading: impl Fn(usize) -> String, body: &str) -> String {
    let head = "---\nsplit: true\ntags: [log]\n---\n# Log\n\n[runbook]: https://e.org/r\n\n[^1]: A note.\n\n";
    numbered(head, size, |index, text| write!(text, "{}\n\n{body}", heading(index)).unwrap())
}

#[test]
fn files_of_many_incidents() {
    let day = |index: usize| format!("20{:02}-{:02}-{:02}", index % 90, index % 12 + 1, index % 28 + 1);
    let title = |index: usize| format!("## Incident on {}: disk {index} full", day(index));
    let impact = "### Impact\n\nNo mail for 2h, see [runbook] and [^1].\n";
    let ambiguous = "### Timeline\n\n- 03/04/2021 10:00 alert\n- 10:20 disk full\n- 10:05 somebody looks\n- 12:00 resolved\n";
    let same = |_: usize| "## Incident 5: the same again".to_owned();
    for body in [impact, ambiguous, "### Impact\n\nNo mail.[^2]\n\n[^2]: None at all.\n"] {
        grows_with_its_incidents(4_000, |size| incidents(size, title, body));
    }
    grows_with_its_incidents(4_000, |size| incidents(size, same, impact));
}

/// As [`grows_with_its_length`], for a file of many incidents, which are read and then reported.
#[track_caller]
fn grows_with_its_incidents(size: usize, make: impl Fn(usize) -> String) {
    grows(size, |size| {
        let file = SourceFile {
            path: "log.md".to_owned(),
            name: "content/log.md".to_owned(),
            bytes: make(size).into_bytes(),
        };
        time(|| use_all(&Document::parse_all(file, &Vocabulary::default()).0))
    });
}

/// Nine aliases on each of many levels: what they stand for fits into no memory.
#[test]
fn aliases_that_multiply() {
    let mut bomb = String::from("---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..40 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(bomb, "a{level}: &a{level} [{aliases}]").unwrap();
    }
    let (document, findings) = parse(bomb + "---\n# Title\n");
    assert_eq!(document.title(), "Title");
    assert!(findings > 0);
}
