//! Small questions about JSON of which nothing is certain.

use crate::archive::links::is_on_the_web;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use retold_times::Moment;
use serde_json::Value;

use crate::new::values::one_line;

/// The text at `pointer`, as one line.
pub fn text(json: &Value, pointer: &str) -> Option<String> {
    one_line(json.pointer(pointer)?.as_str()?)
}

/// The text at the first of `pointers` that has any.
pub fn first(json: &Value, pointers: &[&str]) -> Option<String> {
    pointers.iter().find_map(|pointer| text(json, pointer))
}

/// The web address at the first of `pointers` that has one.
pub fn address(json: &Value, pointers: &[&str]) -> Option<String> {
    pointers.iter().find_map(|pointer| text(json, pointer).filter(|text| is_on_the_web(text)))
}

/// The elements of the list at `pointer`.
pub fn list<'a>(json: &'a Value, pointer: &str) -> &'a [Value] {
    json.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The text at `inner` in each element of the list at `pointer`, each text once.
pub fn texts(json: &Value, pointer: &str, inner: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for text in list(json, pointer).iter().filter_map(|element| text(element, inner)) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

/// The time at `pointer`, in UTC and whole seconds: RFC 3339, or milliseconds since 1970. The zero time of Go is none.
pub fn time(json: &Value, pointer: &str) -> Option<Moment> {
    let value = json.pointer(pointer)?;
    let instant = match value.as_i64() {
        Some(milliseconds) => Timestamp::from_millisecond(milliseconds).ok()?,
        None => {
            let text = value.as_str()?.trim();
            // Some services leave out the zone of times in UTC.
            text.parse().or_else(|_| format!("{text}Z").parse()).ok()?
        }
    };
    let utc = Zoned::new(instant, TimeZone::UTC).datetime();
    if utc.year() < 1970 {
        return None;
    }
    let time = utc.time();
    let time = time.with().subsec_nanosecond(0).build().unwrap_or(time);
    Some(Moment { date: utc.date(), time: Some(time), offset: Some(0) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn times_are_read_in_the_forms_of_services() {
        for (value, expected) in [
            (json!("2026-01-31T09:02:26.739266876+02:00"), Some("2026-01-31T07:02:26Z")),
            (json!("2026-01-31T09:02:26Z"), Some("2026-01-31T09:02:26Z")),
            (json!("2026-01-31T09:02:26.5"), Some("2026-01-31T09:02:26Z")),
            (json!(1_769_850_146_739_i64), Some("2026-01-31T09:02:26Z")),
            (json!("0001-01-01T00:00:00Z"), None),
            (json!("soon"), None),
            (json!(null), None),
            (json!(i64::MAX), None),
        ] {
            let read = time(&json!({ "at": value }), "/at").map(|moment| moment.iso());
            assert_eq!(read.as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn texts_are_single_lines_and_addresses_are_of_the_web() {
        let json = json!({"a": " x\ny ", "b": "javascript:alert(1)", "c": "https://e.org/1", "d": 7});
        assert_eq!(text(&json, "/a").as_deref(), Some("x y"));
        assert_eq!(text(&json, "/d"), None);
        assert_eq!(address(&json, &["/b", "/c"]).as_deref(), Some("https://e.org/1"));
    }
}
