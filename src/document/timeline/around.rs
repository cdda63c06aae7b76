//! What the rest of a document says of the times in its timeline.

use jiff::civil::Date;

use super::entries::{stamps_in, zone_in};
use crate::document::blocks::BlockKind;
use crate::document::body::Body;
use crate::document::sections::SectionKind;
use crate::document::times::Zone;

/// How many blocks at the start of a document are its opening.
const OPENING: usize = 40;

/// A postmortem is published at most so many days after what it tells.
const LATEST: i32 = 45;

/// The zone that a line at the start of a document gives for all its times: `All times in PST.`
pub fn zone_of(body: &Body<'_>) -> Option<Zone> {
    let blocks = body.blocks;
    (0..blocks.all().len().min(OPENING)).filter(|&index| blocks.kind(index) == BlockKind::Paragraph).find_map(
        |index| {
            let text = blocks.text(body.text, index);
            let says = text.len() < 160 && {
                let lower = text.to_lowercase();
                lower.contains("all times") || lower.contains("times are") || lower.contains("timestamps")
            };
            says.then(|| zone_in(&text))?
        },
    )
}

/// The day of the incident, for entries without a date: the one that the opening or the summary gives
/// shortly before the `filed` one, which may be that of publication; else `filed`; else the first date in
/// them.
pub fn day_of(body: &Body<'_>, filed: Option<Date>) -> Option<Date> {
    let blocks = body.blocks;
    let count = blocks.all().len();
    let summary = body.sections(SectionKind::Summary).next().map_or(0..0, |section| section.blocks.clone());
    for range in [0..count.min(OPENING), summary] {
        for index in range.take(OPENING) {
            if !matches!(blocks.kind(index), BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Cell) {
                continue;
            }
            let text = blocks.text(body.text, index);
            let end = text.char_indices().nth(600).map_or(text.len(), |(at, _)| at);
            let text = &text[..end];
            for (stamp, place) in stamps_in(text) {
                let Some(date) = stamp.date.and_then(|date| date.resolve(filed)) else { continue };
                let Some(filed) = filed else { return Some(date) };
                let before = text[..place.start].trim_end();
                let is_told = stamp.time.is_some() || before.ends_with("On") || before.ends_with("on");
                let late = date.until(filed).map_or(0, |span| span.get_days());
                if is_told && (0..=LATEST).contains(&late) {
                    return Some(date);
                }
            }
        }
    }
    filed
}
