//! What a single stretch is when it is noise by its shape alone.

use super::Class;
use super::text::{
    Kind, all, alphanumeric, behind_last, byte, count, cut, digit, find, find_text, from, has_any, hex,
    is_exactly, is_in, is_one, letter, lower, run, upper,
};
use super::words;

/// The class of a stretch that looks like noise wherever it stands; `None` for all else.
pub(super) fn class_of(text: &str) -> Option<Class> {
    if is_shape(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx") {
        Some(Class::Uuid)
    } else if is_ulid(text) {
        Some(Class::Id)
    } else if is_shape(text, "xx:xx:xx:xx:xx:xx") || is_ipv4(text) || is_ipv6(text) || is_email(text) {
        Some(Class::Address)
    } else if is_hex(text) {
        Some(Class::Hex)
    } else if is_encoded(text) {
        Some(Class::Encoded)
    } else if is_figures(text) {
        Some(Class::Number)
    } else {
        quantity(text)
    }
}

/// Whether a text has a shape: `x` is a hex digit, other characters are themselves.
fn is_shape(text: &str, shape: &str) -> bool {
    let is_in_place = |i: usize| match byte(shape, i) {
        b'x' => hex(byte(text, i)),
        mark => byte(text, i) == mark,
    };
    text.len() == shape.len() && (0..text.len()).all(is_in_place)
}

/// 26 characters of Crockford's alphabet.
fn is_ulid(text: &str) -> bool {
    text.len() == 26 && all(text, |b| digit(b) || (upper(b) && !is_one("ILOU", b))) && byte(text, 0) < b'8'
}

/// Four numbers below 256, as an address or a network, or as the name of a host: `ip-10-0-1-2`.
pub(super) fn is_ipv4(text: &str) -> bool {
    let is_host = text.starts_with("ip-");
    let (marks, ends) = if is_host { ("-", ".") } else { (".", "/") };
    let address = if is_host { from(text, 3) } else { text };
    let mut rest = cut(address, 0, find(address, ends));
    let mut numbers = 0;
    loop {
        let length = find(rest, marks);
        let number = cut(rest, 0, length);
        let is_byte = is_digits(number) && number.len() <= 3 && (number.len() < 3 || number <= "255");
        if !is_byte {
            return false;
        }
        numbers += 1;
        if length == rest.len() {
            return numbers == 4;
        }
        rest = from(rest, length + 1);
    }
}

/// Groups of hex digits with enough colons; the part behind `%` or `/` may be anything.
fn is_ipv6(text: &str) -> bool {
    let address = cut(text, 0, find(text, "%/"));
    let colons = count(address, |b| b == b':');
    let is_of_alphabet: Kind = |b| hex(b) || b == b':' || b == b'.';
    let last = from(address, behind_last(address, ":"));
    (colons == 7 || ((2..7).contains(&colons) && find_text(address, "::").is_some()))
        && all(address, is_of_alphabet)
        && address.len() < 40
        && (!has_any(address, ".") || is_ipv4(last))
        && count(address, digit) > 0
}

fn is_email(text: &str) -> bool {
    let at = find(text, "@");
    let host = from(text, at + 1);
    let last = from(host, behind_last(host, "."));
    at > 0
        && last.len() >= 2
        && last.len() < host.len()
        && all(last, letter)
        && all(host, |b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
}

/// An address in memory, a hash: `0x7f3a`, `3f2a9c1`. Words such as `defaced` have no digits.
pub(super) fn is_hex(text: &str) -> bool {
    if text.starts_with("0x") || text.starts_with("0X") {
        return text.len() > 2 && all(from(text, 2), |b| hex(b) || b == b'_');
    }
    // The hash at the end of a function of Rust has an `h` before it.
    let hash = if byte(text, 0) == b'h' && text.len() == 17 { from(text, 1) } else { text };
    let digits = count(hash, digit);
    hash.len() >= 7 && digits >= 2 && digits < hash.len() && all(hash, hex)
}

/// Base64 and its like: long, of letters in both cases and digits, which change often.
fn is_encoded(text: &str) -> bool {
    let is_of_alphabet: Kind = |b| b.is_ascii_alphanumeric() || is_one("+/-_", b);
    let is_mixed = count(text, digit) >= 2 && count(text, upper) > 0 && count(text, lower) > 0;
    (text.starts_with("eyJ") && text.len() >= 20)
        || (text.len() >= 24
            && is_mixed
            && all(text, is_of_alphabet)
            && (changes(text, digit) + changes(text, upper)) * 3 >= text.len())
}

/// Whether it is a number with marks around and between: `95%`, `1.24.0`, `31#31`, `0/0/-1/5`.
pub(super) fn is_figures(text: &str) -> bool {
    byte(text, 0) != 0 && all(text, |b| digit(b) || is_one(".,/-+#%", b)) && count(text, digit) > 0
}

/// Numbers with their units, without spaces: `300ms`, `1h30m`, `512Mi`.
fn quantity(text: &str) -> Option<Class> {
    let mut rest = text;
    let mut class = None;
    while !rest.is_empty() {
        let figures = run(rest, |b| digit(b) || b == b'.');
        let tail = from(rest, figures);
        let unit = cut(tail, 0, run(tail, |b| !digit(b)));
        if !digit(byte(rest, 0)) || unit.is_empty() {
            return None;
        }
        class = Some(unit_class(unit)?);
        rest = from(tail, unit.len());
    }
    class
}

/// What is counted in a unit, as written; `None` when it is not one.
pub(super) fn unit_class(unit: &str) -> Option<Class> {
    if is_exactly(words::TIMES, unit) {
        Some(Class::Duration)
    } else if is_exactly(words::SIZES, unit) {
        Some(Class::Size)
    } else {
        None
    }
}

/// The length of a name without the parts at its end that tell one instance from the others:
/// `payments-7d9f8b6c5d-x2x7k` → `payments`, `kafka-0` → `kafka`. It is 0 when nothing is left.
#[inline(never)]
pub(super) fn base_len(name: &str) -> usize {
    let mut base = name;
    loop {
        let tail = from(base, behind_last(base, "-_"));
        if tail.len() == base.len() {
            break;
        }
        let rest = cut(base, 0, base.len() - tail.len() - 1);
        let is_short_tail = tail.len() == 5
            && ((changes(tail, digit) >= 2 && all(tail, is_of_pod))
                || is_random(from(rest, behind_last(rest, "-"))));
        if !is_short_tail && !is_random(tail) {
            break;
        }
        base = rest;
    }
    if base.len() == name.len() {
        return if is_random_word(name) { 0 } else { without_ordinal(name) };
    }
    let is_nothing = base.len() < 2 || is_digits(base) || is_random(base) || is_in(words::ID_PREFIXES, base);
    if is_nothing { 0 } else { base.len() }
}

/// The length of a name without its ordinal, if it has one: `web-01`. A region keeps its own.
fn without_ordinal(name: &str) -> usize {
    let start = behind_last(name, "-");
    let base = cut(name, 0, start.saturating_sub(1));
    let is_ordinal = name.len() - start <= 3 && is_digits(from(name, start));
    let is_region = byte(base, 2) == b'-';
    let is_base = base.len() >= 2 && all(base, |b| lower(b) || b == b'-') && !is_in(words::STANDARDS, base);
    if is_base && is_ordinal && !is_region { base.len() } else { name.len() }
}

/// Whether a part of a name is made of random letters and digits, or is a long number.
fn is_random(part: &str) -> bool {
    let digits = count(part, digit);
    let is_hash = digits >= 2 && changes(part, digit) >= 2 && (all(part, hex) || all(part, is_of_pod));
    (part.len() >= 6 && (digits == part.len() || is_hash)) || is_random_word(part) || is_hex(part)
}

/// Whether a word without marks has letters and digits in turns, as no name has.
fn is_random_word(part: &str) -> bool {
    part.len() >= 9 && changes(part, digit) >= 4 && all(part, |b| b.is_ascii_alphanumeric())
}

/// The letters and digits that Kubernetes makes the ends of names from.
fn is_of_pod(b: u8) -> bool {
    digit(b) || (lower(b) && !is_one("aeiouy", b))
}

/// How often bytes of a kind and others take turns.
fn changes(text: &str, is: Kind) -> usize {
    let mut changes = 0;
    for i in 1..text.len() {
        changes += usize::from(is(byte(text, i - 1)) != is(byte(text, i)));
    }
    changes
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && all(text, digit)
}

/// Whether there is a letter in it.
pub(super) fn has_letters(text: &str) -> bool {
    count(text, |b| alphanumeric(b) && !digit(b)) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        for (text, expected) in [
            ("123e4567-e89b-12d3-a456-426614174000", Some(Class::Uuid)),
            ("01ARZ3NDEKTSV4RRFFQ69G5FAV", Some(Class::Id)),
            ("00:1a:2b:3c:4d:5e", Some(Class::Address)),
            ("10.0.0.1", Some(Class::Address)),
            ("10.0.0.0/8", Some(Class::Address)),
            ("ip-10-0-12-7.ec2.internal", Some(Class::Address)),
            ("256.0.0.1", Some(Class::Number)),
            ("fe80::1%eth0", Some(Class::Address)),
            ("::1", Some(Class::Address)),
            ("2001:db8:0:0:0:0:2:1", Some(Class::Address)),
            ("core::fmt", None),
            ("jo.doe+test@mail.example.org", Some(Class::Address)),
            ("pq@v1.10.0", None),
            ("0x7ffdeadbeef0", Some(Class::Hex)),
            ("3f2a9c1", Some(Class::Hex)),
            ("defaced", None),
            ("4bf92f3577b34da6a3ce929d0e0e4736", Some(Class::Hex)),
            ("h0123456789abcdef", Some(Class::Hex)),
            ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIi", Some(Class::Encoded)),
            ("dGhpcyBpcyBub3QgYSBzZWNyZXQ5OQ", Some(Class::Encoded)),
            ("AbstractAutowireCapableBeanFactory", None),
            ("300ms", Some(Class::Duration)),
            ("1h30m", Some(Class::Duration)),
            ("512Mi", Some(Class::Size)),
            ("95%", Some(Class::Number)),
            ("1.24.0", Some(Class::Number)),
            ("5xx", None),
            ("k8s", None),
            ("", None),
        ] {
            assert_eq!(class_of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn names_without_their_instance() {
        for (name, base) in [
            ("payments-7d9f8b6c5d-x2x7k", "payments"),
            ("payments-api-5f6b7c8d9-abcde", "payments-api"),
            ("payments-api-5f6b7c8d9-zxcvb", "payments-api"),
            ("fluentd-x7k2p", "fluentd"),
            ("nightly-backup-28412345-q8w4z", "nightly-backup"),
            ("kafka-0", "kafka"),
            ("web-01", "web"),
            ("us-east-1", "us-east-1"),
            ("eu-west-1a", "eu-west-1a"),
            ("utf-8", "utf-8"),
            ("ingress-https", "ingress-https"),
            ("envoy-http2", "envoy-http2"),
            ("log4j-core", "log4j-core"),
            ("req-9f8a7b6c", ""),
            ("i-0abcd1234ef567890", ""),
            ("1-5759e988-bd862e3fe1be46a994272793", ""),
            ("cus_Na6dX7aXxi11N4", ""),
            ("payments", "payments"),
            ("oauth2proxy", "oauth2proxy"),
        ] {
            assert_eq!(&name[..base_len(name)], base, "{name:?}");
        }
    }
}
