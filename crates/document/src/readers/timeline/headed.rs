//! Timelines below a heading, a line in bold or a label that names them.

use jiff::civil::{Date, Time};

use crate::markdown::blocks::BlockKind;
use crate::model::{Marker, Section, SectionKind};
use crate::readers::timeline::draft::{Context, Step};
use crate::readers::timeline::entries::Collector;
use crate::readers::timeline::leading_time::LeadingTime;
use crate::structure::body::Body;
use crate::structure::line_label::label;
use crate::text::placeholder::has_unset_date;
use retold_times::WrittenDate;

/// More timelines are not compared with each other.
const MAX_COMPARED: usize = 8;

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
        let mut collector = Collector::new(body);
        collector.context.update_from(title(body, section), true);
        let mut range = section.blocks.clone();
        if section.marker != Marker::Heading {
            collector.lines_of(section);
            let top = top.get_or_insert_with(|| body.blocks.outermost(0..body.blocks.all().len()).collect());
            range.end = end_of(body, section, top);
        }
        if !range.is_empty() {
            covered = body.blocks.span(range.end - 1).end.max(covered);
        }
        collector.walk(range);
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
        steps.extend(more);
    }
    (steps, context)
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
                    LeadingTime::of(&line.text).is_some() || label(line).is_none_or(|label| !label.is_bold)
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
