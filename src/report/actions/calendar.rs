//! The action register as a calendar of tasks (iCalendar, RFC 5545).

use jiff::civil::Date;

use super::{one_line, permalink};
use crate::archive::register::{Register, RegisterEntry};
use crate::archive::tracked::ActionState;
use crate::config::Config;
use retold_diagnostic::printable;

/// The longest line, in bytes, without its end.
const LINE: usize = 75;

/// The time of tasks from reports without a date.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// The register as a calendar, a task (`VTODO`) for each action.
///
/// The bytes depend on the actions alone: the stamp of a task is the date of its report, and its identifier is made from the
/// key of the action, so that a calendar which reads the file again updates its tasks.
pub fn calendar(register: &Register<'_>, config: &Config) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Retold//Action register//EN".to_owned(),
        format!("NAME:{}", escaped(&config.title)),
        format!("X-WR-CALNAME:{}", escaped(&config.title)),
    ];
    for entry in &register.entries {
        lines.extend(task(entry, config));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn task(entry: &RegisterEntry<'_>, config: &Config) -> Vec<String> {
    let RegisterEntry { key, postmortem, tracked, .. } = entry;
    let digest = blake3::hash(key.as_bytes()).to_hex();
    let stamp = postmortem.report_day().unwrap_or(EPOCH).strftime("%Y%m%dT000000Z");
    let status = match tracked.state() {
        ActionState::Open | ActionState::Unstated => "NEEDS-ACTION",
        ActionState::InProgress => "IN-PROCESS",
        ActionState::Done => "COMPLETED",
        ActionState::Declined => "CANCELLED",
    };
    let mut lines = vec![
        "BEGIN:VTODO".to_owned(),
        format!("UID:{}@retold", &digest[..32]),
        format!("DTSTAMP:{stamp}"),
        format!("SUMMARY:{}", escaped(&one_line(&tracked.action.title))),
        format!("DESCRIPTION:{}", escaped(&description(entry))),
        format!("STATUS:{status}"),
    ];
    if let Some(due) = tracked.shown_due() {
        lines.push(format!("DUE;VALUE=DATE:{}", due.date.strftime("%Y%m%d")));
    }
    let address = tracked.web_link().map(str::to_owned).or_else(|| permalink(entry, config));
    if let Some(address) = address {
        lines.push(format!("URL:{}", one_line(&address)));
    }
    lines.push("END:VTODO".to_owned());
    lines
}

/// Whose task it is and where it comes from, in lines.
fn description(entry: &RegisterEntry<'_>) -> String {
    let tracked = &entry.tracked;
    let owners = (!tracked.owners.is_empty()).then(|| format!("Owner: {}", tracked.owners.join(", ")));
    let ticket = tracked.ticket().map(|ticket| format!("Ticket: {ticket}"));
    let source = Some(format!("Postmortem: {}", one_line(&entry.postmortem.title)));
    [owners, ticket, source].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// A text as the value of a property.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in printable(&text.replace('\r', "")).chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A line with its end, folded where it is too long; no character is cut.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 2);
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(c);
        length += c.len_utf8();
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::super::testing::shown;
    use super::*;

    #[test]
    fn each_action_is_a_task() {
        let text = "# Disk full; again\n\n## Action items\n\n\
            - [ ] Add an alert, then a quota @ops due:2026-02-27 https://github.com/a/b/issues/7\n- [x] Clean up\n- Add a test\n";
        let shown = shown(&[("2026-01-31-disk.md", text)], |register, _, config| calendar(register, config));
        let lines: Vec<_> = shown.split("\r\n").filter(|line| !line.starts_with("UID:")).collect();
        assert_eq!(
            lines,
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Retold//Action register//EN",
                "NAME:Postmortems",
                "X-WR-CALNAME:Postmortems",
                "BEGIN:VTODO",
                "DTSTAMP:20260131T000000Z",
                "SUMMARY:Add an alert\\, then a quota",
                "DESCRIPTION:Owner: ops\\nTicket: #7\\nPostmortem: Disk full\\; again",
                "STATUS:NEEDS-ACTION",
                "DUE;VALUE=DATE:20260227",
                "URL:https://github.com/a/b/issues/7",
                "END:VTODO",
                // Its state is unknown: nobody is reminded of a date that nobody gave.
                "BEGIN:VTODO",
                "DTSTAMP:20260131T000000Z",
                "SUMMARY:Add a test",
                "DESCRIPTION:Postmortem: Disk full\\; again",
                "STATUS:NEEDS-ACTION",
                "URL:https://example.org/2026-01-31-disk/",
                "END:VTODO",
                "BEGIN:VTODO",
                "DTSTAMP:20260131T000000Z",
                "SUMMARY:Clean up",
                "DESCRIPTION:Postmortem: Disk full\\; again",
                "STATUS:COMPLETED",
                "URL:https://example.org/2026-01-31-disk/",
                "END:VTODO",
                "END:VCALENDAR",
                "",
            ]
        );
    }

    #[test]
    fn an_identifier_stays_when_the_state_changes() {
        let identifiers = |item: &str| {
            let text = format!("# Disk full\n\n## Action items\n\n{item}\n- [ ] Add a quota\n");
            let shown = shown(&[("disk.md", &text)], |register, _, config| calendar(register, config));
            let mut found: Vec<_> =
                shown.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect();
            found.sort();
            found
        };
        let open = identifiers("- [ ] Add an alert");
        assert_eq!(open.len(), 2);
        assert_ne!(open[0], open[1]);
        assert_eq!(open, identifiers("- [x] Add an alert @ops due:2026-01-31"));
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let line = format!("SUMMARY:{}", "für é ".repeat(40));
        let folded = folded(&line);
        assert!(folded.ends_with("\r\n") && folded.split("\r\n").all(|part| part.len() <= LINE));
        assert_eq!(folded.trim_end_matches("\r\n").replace("\r\n ", ""), line);
    }
}
