//! Stack traces that no fence names.

/// Fewest frames of a trace whose head is not known.
const FEWEST_FRAMES: usize = 2;

/// Most lines that are looked at: a trace begins early.
const MOST_LINES: usize = 40;

/// Whether `code` is a stack trace: it has the head of one and a frame, or several frames.
pub fn is_trace(code: &str) -> bool {
    let (mut frames, mut has_head) = (0, false);
    for line in code.lines().take(MOST_LINES) {
        let line = line.trim_start();
        frames += usize::from(is_frame(line));
        has_head |= is_head(line);
        if frames >= FEWEST_FRAMES || has_head && frames > 0 {
            return true;
        }
    }
    false
}

fn is_head(line: &str) -> bool {
    line.starts_with("Traceback (most recent call last)")
        || line.starts_with("Exception in thread ")
        || line.starts_with("Caused by: ")
        || line.starts_with("panic: ")
        || line.starts_with("goroutine ") && line.ends_with("]:")
        || line.starts_with("thread '") && line.contains(" panicked at ")
}

/// Whether a line without its indentation is a frame as Java, JavaScript and .NET, Python, Ruby, Go, Rust or gdb write them.
fn is_frame(line: &str) -> bool {
    if let Some(place) = line.strip_prefix("at ") {
        return place.ends_with(')') && place.contains('(')
            || has_line_number(place)
            || place.contains(":line ");
    }
    if let Some(place) = line.strip_prefix("File \"") {
        return place.contains("\", line ");
    }
    if let Some(place) = line.strip_prefix("from ") {
        return place.contains(":in ");
    }
    if let Some(frame) = line.strip_prefix('#') {
        let number = frame.bytes().take_while(u8::is_ascii_digit).count();
        return number > 0 && (frame.contains(" in ") || frame.contains(" at ")) && frame.contains('(');
    }
    line.starts_with('/') && line.contains(".go:")
}

/// Whether a text ends with `:12` or `:12:7`.
fn has_line_number(place: &str) -> bool {
    let without = place.trim_end_matches(|c: char| c.is_ascii_digit());
    without.len() < place.len() && without.ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traces_are_known_by_their_frames() {
        for (code, expected) in [
            ("E: x\n    at a.B.c(B.java:5)\n    at a.B.d(B.java:6)\n", true),
            ("Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    f()\n", true),
            ("Error: x\n    at f (/a/b.js:1:2)\n    at /a/c.js:3:4\n", true),
            ("panic: x\n\ngoroutine 1 [running]:\nmain.f(0x1)\n\t/go/a.go:12 +0x1d\n", true),
            ("thread 'main' panicked at src/a.rs:1:2:\nx\n   0: a\n             at ./src/a.rs:1:2\n", true),
            ("a.rb:1:in `f': x (E)\n\tfrom a.rb:2:in `g'\n\tfrom a.rb:3:in `h'\n", true),
            ("System.E: x\n   at A.B(String c) in C:\\a.cs:line 3\n   at A.C()\n", true),
            ("#0  0x00 in raise () from /lib/libc.so\n#1  0x01 in abort ()\n", true),
            ("Caused by: the deploy\n", false),
            ("at noon (UTC) we met\n", false),
            ("public int f() {\n  return 1;\n}\n", false),
            ("# 1 in a list (first)\n# 2\n", false),
        ] {
            assert_eq!(is_trace(code), expected, "{code}");
        }
    }
}
