#![deny(missing_docs)]
#![doc = include_str!("../README.md")]

mod clocks;
mod dates;
pub mod due;
mod duration_words;
pub mod durations;
mod find;
mod lookup;
mod moment;
mod scan;
mod stamps;
pub mod text;
mod unknown;
mod word_table;
mod words;
mod written_date;
mod zones;

pub use due::Due;
pub use moment::Moment;
pub use stamps::Stamp;
pub use word_table::{WordEntry, WordTable};
pub use words::{is_about, month, weekday};
pub use written_date::WrittenDate;
pub use zones::Zone;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_bytes_are_read_without_harm() {
        let texts = [
            "2026年1月31日（土） 14時05分30秒頃 日本時間から２０２６年２月１日午後１１時半",
            "［１４：０５］〜１５：００、約8 日間 (= 192 時間)",
            "≈ 1er février 2026 à 14 h 05–15 h 10 (heure de Paris) → 16:00 UTC−07:00",
            "from Monday, Jan. 31st, 2026 2:05 p.m. PST (22:05 UTC) until ±03:30 Europe/Zürich",
            "2 Std. 30 Min.½ 3½ Stunden und 15 Minuten, P1DT2H 999999999w 99999999999h",
            "??:??:?? ？？：？？ 2022-05-?? HH:mm 時刻不明 xx:xx:xx YYYY-MM-DDTHH:MM",
            "[[[((( 10:00 AM - 11:30\u{a0}p.m. — 0930\u{202f}UTC+14 🕐 14:05🕐",
            "31 de enero de 2026 a las 14:05 h / 19:05 UTC+05:45, 24:00-24:00",
        ];
        for text in texts {
            for (start, _) in text.char_indices() {
                for (end, _) in text.char_indices().filter(|(end, _)| *end > start).chain([(text.len(), ' ')])
                {
                    let part = &text[start..end];
                    let length = Stamp::at(part).map_or(0, |(_, length)| length);
                    assert!(part.is_char_boundary(length), "{part}");
                    let length = durations::duration_at(part).map_or(0, |(_, length)| length);
                    assert!(part.is_char_boundary(length), "{part}");
                    let length = Zone::at(part).map_or(0, |(_, length)| length);
                    assert!(part.is_char_boundary(length), "{part}");
                }
                for (range, _) in Stamp::find_iter(&text[start..]) {
                    assert!(text[start..].get(range).is_some(), "{}", &text[start..]);
                }
            }
        }
    }
}
