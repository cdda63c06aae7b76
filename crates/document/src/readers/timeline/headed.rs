//! Timelines below a heading, a line in bold or a label that names them.

use std::ops::Range;

use jiff::civil::{Date, Time};

use crate::markdown::blocks::BlockKind;
use crate::model::{Marker, Section, SectionKind};
use crate::readers::timeline::draft::{Context, Step};
use crate::readers::timeline::entries::Collector;
use crate::readers::timeline::leading_time::LeadingTime;
use crate::readers::timeline::rough_clocks::Clocks;
use crate::structure::body::Body;
use crate::structure::line_label::label;
use crate::structure::text_behind::TextBehind;
use crate::text::placeholder::has_unset_date;
use crate::text::stamps::first_chars;
use retold_times::WrittenDate;

/// More timelines are not compared with each other.
const MAX_COMPARED: usize = 8;

/// How much of the texts of two entries at the same time is compared, in characters.
const COMPARED_CHARS: usize = 40;

/// How many blocks of a timeline are searched for the form of its clocks.
const MAX_BLOCKS: usize = 400;

/// The entries of all timeline sections, in the order of the text, and their common context.
pub fn collect(body: &Body<'_>) -> (Vec<Step>, Context) {
    let mut parts: Vec<(Vec<Step>, Context)> = Vec::new();
    let mut untimed: Vec<Step> = Vec::new();
    let mut covered = 0;
    let mut top: Option<Vec<usize>> = None;
    for section in body.sections(SectionKind::Timeline) {
        // One inside another one is read with it.
        if section.span.start < covered {
            continue;
        }
        let mut range = section.blocks.clone();
        if section.marker != Marker::Heading {
            let top = top.get_or_insert_with(|| body.blocks.outermost(0..body.blocks.all().len()).collect());
            range.end = end_of(body, section, top);
        }
        if !range.is_empty() {
            covered = body.blocks.span(range.end - 1).end.max(covered);
        }
        let mut collector = read(body, section, range.clone(), Clocks::default());
        // `10h`, `10h12`: some lines may show their clocks by themselves.
        let timed = count_timed(&collector.steps);
        if timed * 2 < collector.steps.len().max(1)
            && let Some(clocks) = clocks_of(body, section, range.clone())
        {
            let other = read(body, section, range, clocks);
            if count_timed(&other.steps) > timed {
                collector = other;
            }
        }
        if !collector.steps.iter().any(Step::is_timed) && collector.inside.len() > 1 {
            collector.steps = std::mem::take(&mut collector.inside);
        }
        if collector.steps.iter().any(Step::is_timed) {
            parts.push((collector.steps, collector.context));
        } else if untimed.is_empty() {
            untimed = collector.untimed;
            // The placeholders of a template are not entries.
            untimed.retain(|step| step.entry().is_none_or(|draft| !has_unset_date(&draft.text)));
        }
    }
    if parts.len() > 1 && parts.len() <= MAX_COMPARED {
        drop_repeated(&mut parts);
    }
    let mut parts = parts.into_iter();
    let Some((mut steps, context)) = parts.next() else { return (untimed, Context::default()) };
    for (more, other) in parts {
        if let Some(date) = other.date {
            steps.push(Step::Day(date, other.zone));
        }
        let known: Vec<(Key, String)> = texts_by_key(&steps).collect();
        let mut repeated = Vec::new();
        for (at, (key, text)) in texts_by_key(&more).enumerate() {
            if known.iter().any(|(other, known)| *other == key && is_same(known, &text)) {
                repeated.push(at);
            }
        }
        let mut timed = 0;
        steps.extend(more.into_iter().filter(|step| {
            timed += usize::from(step.is_timed());
            !(step.is_timed() && repeated.contains(&(timed - 1)))
        }));
    }
    (steps, context)
}

fn count_timed(steps: &[Step]) -> usize {
    steps.iter().filter(|step| step.is_timed()).count()
}

/// The entries of a timeline section with the blocks `range`.
fn read<'a>(body: &'a Body<'a>, section: &Section, range: Range<usize>, clocks: Clocks) -> Collector<'a> {
    let mut collector = Collector::new(body);
    collector.clocks = clocks;
    collector.context.update_from(title(body, section), true);
    if section.marker != Marker::Heading {
        collector.lines_of(section);
    }
    collector.walk(range);
    collector
}

/// The form of clocks that the lines of a timeline section show, if it is not one that each line shows.
fn clocks_of(body: &Body<'_>, section: &Section, range: Range<usize>) -> Option<Clocks> {
    let mut lines: Vec<&str> = Vec::new();
    if section.marker != Marker::Heading
        && let Some(behind) = TextBehind::of(body, section)
    {
        lines.extend(behind.more.iter().map(|line| line.text.as_str()));
    }
    for index in range.take(MAX_BLOCKS) {
        if body.blocks.kind(index) == BlockKind::Paragraph {
            lines.extend(body.blocks.lines(body.text, index).iter().map(|line| line.text.as_str()));
        }
    }
    Clocks::shown_by(lines.iter().copied())
}

/// The times of entries with the starts of their texts in lower case.
fn texts_by_key(steps: &[Step]) -> impl Iterator<Item = (Key, String)> + '_ {
    let mut date = None;
    steps.iter().filter_map(move |step| {
        let written = match step {
            Step::Day(written, _) => Some(*written),
            Step::Mark(_) => None,
            Step::Entry(draft) => draft.stamp.date,
        };
        if let Some(WrittenDate::Full(full)) = written {
            date = Some(full);
        }
        let draft = step.entry().filter(|draft| draft.has_time())?;
        Some(((date, draft.stamp.time), first_chars(&draft.text, COMPARED_CHARS).to_lowercase()))
    })
}

/// Whether two entries at the same time have the same text, or one has only the start of it.
fn is_same(one: &str, other: &str) -> bool {
    let bare = |text: &str| text.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let (one, other) = (&one[..bare(one)], &other[..bare(other)]);
    one.starts_with(other) || other.starts_with(one)
}

fn title<'a>(body: &Body<'a>, section: &Section) -> &'a str {
    let text = body.text.get(section.span.clone()).unwrap_or("");
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '_' | '=' | '-'))
}

/// The block at which a timeline below a line in bold ends: the next heading or label. A time in bold is not a label.
fn end_of(body: &Body<'_>, section: &Section, top: &[usize]) -> usize {
    let blocks = body.blocks;
    let end = section.blocks.end;
    let Ok(at) = top.binary_search(&end) else { return end };
    let is_top = section.marker_block().is_some_and(|index| top.binary_search(&index).is_ok());
    if !is_top {
        return end;
    }
    for &index in &top[at..] {
        let goes_on = match blocks.kind(index) {
            BlockKind::Heading(_) => false,
            BlockKind::Paragraph => match blocks.lines(body.text, index).first() {
                Some(line) => {
                    let is_label =
                        || body.index.is_marker(index) || label(line).is_some_and(|label| label.is_bold);
                    LeadingTime::of(&line.text).is_some() || !is_label()
                }
                None => true,
            },
            _ => true,
        };
        if !goes_on {
            return index;
        }
    }
    blocks.all().len()
}

/// Date and time of day of an entry, to compare timelines by.
type Key = (Option<Date>, Option<Time>);

fn keys(steps: &[Step]) -> Vec<Key> {
    let mut date = None;
    let mut keys: Vec<Key> = Vec::new();
    for step in steps {
        let written = match step {
            Step::Day(written, _) => Some(*written),
            Step::Mark(_) => None,
            Step::Entry(draft) => draft.stamp.date,
        };
        if let Some(WrittenDate::Full(full)) = written {
            date = Some(full);
        }
        if let Step::Entry(draft) = step
            && draft.has_time()
        {
            keys.push((date, draft.stamp.time));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether most of the times of `few` are among those of `many`, which has more.
pub fn repeats(few: &[Step], many: &[Step]) -> bool {
    let (few, many) = (keys(few), keys(many));
    let shared = few.iter().filter(|key| many.binary_search(key).is_ok()).count();
    few.len() < many.len() && shared * 2 >= few.len()
}

/// Removes timelines that repeat another one.
fn drop_repeated(parts: &mut Vec<(Vec<Step>, Context)>) {
    let repeated: Vec<bool> = (0..parts.len())
        .map(|at| {
            (0..parts.len()).any(|other| {
                let (a, b) = (&parts[at].0, &parts[other].0);
                other != at && (repeats(a, b) || other < at && keys(a) == keys(b))
            })
        })
        .collect();
    let mut repeated = repeated.into_iter();
    parts.retain(|_| !repeated.next().unwrap_or(false));
}
