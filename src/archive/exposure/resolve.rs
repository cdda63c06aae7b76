//! Finds what the records of teams are about.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::known::{self, Known};
use super::record::{FIELDS, Record, Written, in_front_matter};
use super::{Exposure, Exposures, Subject, toml_file};
use crate::archive::ArchivedDocument;
use crate::archive::links::is_on_the_web;
use crate::archive::recurrence::Withheld;
use crate::archive::taxonomy::term_slug;
use retold_diagnostic::{Diagnostic, Place, nearest};
use retold_document::model::ExposureStatus;
use retold_document::{SourceFile, shorten, slugify};
use retold_times::Moment;

/// The longest title of a lesson, in characters.
const LONGEST_TITLE: usize = 160;

/// The exposure that teams recorded in `files` and in the front matter of documents: `postmortems` and `others`. There is a
/// finding for each value that cannot be used, and for each second record of a team on one subject; the rest is used.
pub fn resolve(
    files: &[SourceFile],
    postmortems: &[ArchivedDocument],
    others: &[ArchivedDocument],
    withheld: &Withheld,
) -> (Exposures, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let mut records = Vec::new();
    for file in files {
        let (of_file, more) = toml_file::read(file);
        records.extend(of_file);
        findings.extend(more);
    }
    for archived in others.iter().chain(postmortems) {
        records.extend(in_front_matter(&archived.document));
    }
    if records.is_empty() {
        return (Exposures::default(), findings);
    }
    let known = Known::of(postmortems, withheld);
    let mut reader = Reader { known, findings };
    let read: Vec<_> = records.iter().filter_map(|record| reader.exposure(record)).collect();
    let mut findings = reader.findings;
    let mut entries = single(read, &mut findings);
    entries.sort_by_cached_key(|entry| term_slug(&entry.team));
    (Exposures::of(entries), findings)
}

struct Reader<'a> {
    known: Known<'a>,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// None if it is not known who is exposed, to what, or whether.
    fn exposure(&mut self, record: &Record) -> Option<Exposure> {
        self.unknown_keys(record);
        let team = self.team(record);
        let subject = self.subject(record);
        let status = self.status(record);
        let date = self.date(record);
        let link = self.link(record);
        let (subject, title) = subject?;
        Some(Exposure {
            team: team?,
            subject,
            title,
            status: status?,
            date,
            link,
            note: record.get("note").map(|note| note.text.trim().to_owned()),
            place: record.place.clone(),
        })
    }

    fn unknown_keys(&mut self, record: &Record) {
        for (key, written) in record.fields.iter().filter(|(key, _)| !FIELDS.contains(&key.as_str())) {
            let hint = match nearest(key, FIELDS) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("known keys: {}", FIELDS.join(", ")),
            };
            self.value(format!("unknown key `{key}`"), &written.place, &hint);
        }
    }

    fn team(&mut self, record: &Record) -> Option<String> {
        let Some(written) = record.team() else {
            self.value(
                "it is not said whose record this is".to_owned(),
                &record.place,
                "write `team = \"…\"` into the file",
            );
            return None;
        };
        let name = written.text.trim();
        if let Some(known) = self.known.team(name) {
            return Some(known.to_owned());
        }
        let message = format!("no document names the team `{name}`");
        let finding = match self.known.nearest_team(name) {
            Some(near) => {
                Diagnostic::warning("exposure/unknown", message).hint(format!("did you mean `{near}`?"))
            }
            None => Diagnostic::note("exposure/unknown", message)
                .hint("the record counts: a team that had no incident may be exposed, too"),
        };
        let finding = finding.at(written.place.clone());
        // One slip in a file is one finding, however many records it has.
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
        Some(name.to_owned())
    }

    fn subject(&mut self, record: &Record) -> Option<(Subject, String)> {
        let named: Vec<_> = record.subjects().collect();
        let [(key, written)] = named[..] else {
            let message = if named.is_empty() {
                "the record is about nothing".to_owned()
            } else {
                "the record is about several things".to_owned()
            };
            self.value(message, &record.place, "write one of `pattern`, `lesson` and `incident`");
            return None;
        };
        match key {
            "pattern" => self.pattern(written),
            "lesson" => self.lesson(written),
            _ => {
                let index = self.postmortem("incident", written, &written.text)?;
                Some((Subject::Incident(index), self.known.postmortem(index).title.clone()))
            }
        }
    }

    fn pattern(&mut self, written: &Written) -> Option<(Subject, String)> {
        let found = self.known.pattern(&written.text);
        if found.is_none() {
            let near = self.known.nearest_pattern(&written.text);
            let hint = near.map_or_else(
                || "use a cause or the trigger of an incident, as its front matter has it".to_owned(),
                did_you_mean,
            );
            let message = format!("no incident has the cause or trigger `{}`", written.text);
            self.unknown(message, written, hint);
        }
        found.map(|(slug, label)| (Subject::Pattern(slug), label))
    }

    fn lesson(&mut self, written: &Written) -> Option<(Subject, String)> {
        let Some((name, anchor)) = written.text.split_once('#') else {
            let message = format!("`{}` names no lesson", written.text);
            self.value(
                message,
                &written.place,
                "write the id of the document, `#`, and the anchor of the lesson",
            );
            return None;
        };
        let index = self.postmortem("lesson", written, name)?;
        let anchors = known::anchors(&self.known.postmortem(index).document);
        let anchor = slugify(anchor);
        let Some(text) = anchors.get(&anchor) else {
            let near = nearest(&anchor, anchors.keys().map(String::as_str));
            let hint = match near.or_else(|| anchors.keys().next().map(String::as_str)) {
                Some(known) if near.is_some() => did_you_mean(&format!("{name}#{known}")),
                Some(known) => format!("one of its lessons is `{name}#{known}`"),
                None => "it has no lessons; use `incident` to name the whole of it".to_owned(),
            };
            self.unknown(format!("`{name}` has no lesson `{anchor}`"), written, hint);
            return None;
        };
        let title = shorten(text, LONGEST_TITLE);
        Some((Subject::Lesson { postmortem: index, anchor }, title))
    }

    /// The postmortem that `name` in the value `written` of `key` names.
    fn postmortem(&mut self, key: &str, written: &Written, name: &str) -> Option<usize> {
        if let Some(index) = self.known.names.find(name) {
            return Some(index);
        }
        if let Some(reason) = self.known.withheld.reason(name) {
            let message = format!("`{key}` names `{name}`, which {reason}");
            let finding = Diagnostic::warning("exposure/held-back", message).at(written.place.clone());
            self.findings.push(finding.hint("the record counts once the document is published"));
            return None;
        }
        let hint = self.known.names.nearest(name).map_or_else(
            || "use the `id` of the postmortem, its `slug`, or its file name without the ending".to_owned(),
            did_you_mean,
        );
        self.unknown(format!("`{key}` names `{name}`, which is not in the archive"), written, hint);
        None
    }

    fn status(&mut self, record: &Record) -> Option<ExposureStatus> {
        let names = ExposureStatus::ALL.map(ExposureStatus::name);
        let Some(written) = record.get("status") else {
            let hint = format!("write one of {}", names.join(", "));
            self.value("the record has no `status`".to_owned(), &record.place, &hint);
            return None;
        };
        let text = slugify(&written.text);
        let found = ExposureStatus::ALL.into_iter().find(|status| status.name() == text);
        if found.is_none() {
            let hint = match nearest(&text, names) {
                Some(known) => did_you_mean(known),
                None => format!("write one of {}", names.join(", ")),
            };
            self.value(format!("`{}` is no status", written.text), &written.place, &hint);
        }
        found
    }

    fn date(&mut self, record: &Record) -> Option<Date> {
        let written = record.get("date")?;
        let date = Moment::parse(&written.text, None).map(|moment| moment.date);
        if date.is_none() {
            self.value(
                format!("`{}` is not a date", written.text),
                &written.place,
                "write it as `2026-01-31`",
            );
        }
        date
    }

    fn link(&mut self, record: &Record) -> Option<String> {
        let written = record.get("link")?;
        let link = written.text.trim();
        if !is_on_the_web(link) {
            let hint = "write an address such as `https://example.org/412`";
            self.value(format!("`{link}` is not a web address"), &written.place, hint);
            return None;
        }
        Some(link.to_owned())
    }

    fn value(&mut self, message: String, place: &Place, hint: &str) {
        self.findings.push(Diagnostic::warning("exposure/value", message).at(place.clone()).hint(hint));
    }

    fn unknown(&mut self, message: String, written: &Written, hint: String) {
        let finding = Diagnostic::warning("exposure/unknown", message).at(written.place.clone());
        self.findings.push(finding.hint(hint));
    }
}

fn did_you_mean(known: &str) -> String {
    format!("did you mean `{known}`?")
}

/// `entries` with one record of a team on each subject: the one with the latest date, else the first. The others are found.
fn single(entries: Vec<Exposure>, findings: &mut Vec<Diagnostic>) -> Vec<Exposure> {
    let mut places: BTreeMap<(String, Subject), usize> = BTreeMap::new();
    let mut kept: Vec<Exposure> = Vec::new();
    for mut entry in entries {
        let key = (term_slug(&entry.team), entry.subject.clone());
        let Some(at) = places.get(&key) else {
            places.insert(key, kept.len());
            kept.push(entry);
            continue;
        };
        if entry.date > kept[*at].date {
            std::mem::swap(&mut entry, &mut kept[*at]);
        }
        findings.push(doubled(&entry, &kept[*at]));
    }
    kept
}

/// The finding for `entry`, which does not count, as `kept` does.
fn doubled(entry: &Exposure, kept: &Exposure) -> Diagnostic {
    let Exposure { team, title, .. } = kept;
    let (line, path) = (kept.place.line, &kept.place.path);
    let message = if entry.status == kept.status {
        format!("`{team}` has a record on `{title}` already, in {path}:{line}")
    } else {
        let (status, other) = (entry.status.name(), kept.status.name());
        format!("`{team}` is `{status}` here, and `{other}` in {path}:{line}: `{title}`")
    };
    Diagnostic::warning("exposure/duplicate", message)
        .at(entry.place.clone())
        .hint("keep one of them; the one with the later date counts")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::testing::archive;
    use retold_diagnostic::Level;

    const POOL: &str = "---\nid: PM-1\nteams: payments\ncauses: [pool-without-limit]\ntrigger: failover\n---\n# Pool\n\n\
                        ## Lessons\n\n- A limit belongs to the pool\n";

    /// The records of `files`, each in a line, and the headlines of the findings, each with its place.
    fn read(files: &[(&str, &str)], documents: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
        let archive = archive(documents);
        let files: Vec<_> = files
            .iter()
            .map(|(name, text)| SourceFile {
                path: (*name).to_owned(),
                name: format!("exposure/{name}"),
                bytes: text.as_bytes().to_vec(),
            })
            .collect();
        let withheld = Withheld::of(&archive.unlisted, &archive.drafts, None);
        let (exposures, findings) = resolve(&files, &archive.postmortems, &archive.others, &withheld);
        let record = |entry: &Exposure| {
            let date = entry.date.map(|date| format!(" {date}")).unwrap_or_default();
            format!("{} {} {} {}{date}", entry.team, entry.status.name(), entry.subject.kind(), entry.title)
        };
        let finding = |finding: &Diagnostic| {
            let place = finding.place.as_ref().unwrap();
            let level = if finding.level == Level::Note { "note " } else { "" };
            let hint = finding.hint.clone().unwrap_or_default();
            format!("{level}{}:{}:{} {} ({hint})", place.path, place.line, place.column, finding.message)
        };
        (exposures.entries().iter().map(record).collect(), findings.iter().map(finding).collect())
    }

    #[test]
    fn records_are_about_patterns_lessons_and_incidents() {
        let file = "team = 'Payments'\n[[entry]]\npattern = 'Pool without limit'\nstatus = 'exposed'\ndate = 2026-02-01\n\
                    [[entry]]\nlesson = 'pm-1#a-limit-belongs-to-the-pool'\nstatus = 'fixed'\nlink = 'https://e.org/1'\n\
                    [[entry]]\nincident = '2026-01-31-pool'\nstatus = 'not applicable'\n[[entry]]\npattern = 'failover'\n\
                    status = 'exposed'\nteam = 'ops'\n";
        let (records, findings) = read(&[("payments.toml", file)], &[("2026-01-31-pool.md", POOL)]);
        assert_eq!(
            records,
            [
                "ops exposed pattern failover",
                "payments exposed pattern pool-without-limit 2026-02-01",
                "payments fixed lesson A limit belongs to the pool",
                "payments not-applicable incident Pool",
            ]
        );
        assert_eq!(
            findings,
            [
                "note exposure/payments.toml:16:8 no document names the team `ops` (the record counts: a team that had no incident may be exposed, too)"
            ]
        );
    }

    #[test]
    fn a_page_of_a_team_may_have_its_records() {
        let page = "---\nkind: project\nteams: payments\nexposure:\n  - {pattern: failover, status: fixed, date: 2026-02-01}\n  \
                    - {incident: PM-2, status: exposed}\n---\n# Our systems\n";
        let (records, findings) = read(&[], &[("2026-01-31-pool.md", POOL), ("README.md", page)]);
        assert_eq!(records, ["payments fixed pattern failover 2026-02-01"]);
        assert_eq!(
            findings,
            [
                "content/README.md:6:16 `incident` names `PM-2`, which is not in the archive (did you mean `pm-1`?)"
            ]
        );
    }

    #[test]
    fn each_fault_is_found_at_its_place_and_the_rest_is_used() {
        for (entry, expected) in [
            (
                "pattern = 'pool-without-limits'\nstatus = 'exposed'",
                "3:11 no incident has the cause or trigger `pool-without-limits` (did you mean `pool-without-limit`?)",
            ),
            (
                "incident = 'PM-11'\nstatus = 'exposed'",
                "3:12 `incident` names `PM-11`, which is not in the archive (did you mean `pm-1`?)",
            ),
            (
                "incident = 'PM-9'\nstatus = 'exposed'",
                "3:12 `incident` names `PM-9`, which is a draft, and has no page (the record counts once the document is published)",
            ),
            (
                "lesson = 'PM-1'\nstatus = 'exposed'",
                "3:10 `PM-1` names no lesson (write the id of the document, `#`, and the anchor of the lesson)",
            ),
            (
                "lesson = 'PM-1#a-limit-belongs-to-a-pool'\nstatus = 'exposed'",
                "3:10 `PM-1` has no lesson `a-limit-belongs-to-a-pool` (did you mean `PM-1#a-limit-belongs-to-the-pool`?)",
            ),
            ("pattern = 'failover'\nstatus = 'fixd'", "4:10 `fixd` is no status (did you mean `fixed`?)"),
            (
                "pattern = 'failover'",
                "3:1 the record has no `status` (write one of exposed, fixed, not-applicable)",
            ),
            (
                "status = 'fixed'",
                "3:1 the record is about nothing (write one of `pattern`, `lesson` and `incident`)",
            ),
            (
                "pattern = 'failover'\nincident = 'PM-1'\nstatus = 'fixed'",
                "3:1 the record is about several things (write one of `pattern`, `lesson` and `incident`)",
            ),
            (
                "pattern = 'failover'\nstatus = 'fixed'\ndate = 'soon'",
                "5:8 `soon` is not a date (write it as `2026-01-31`)",
            ),
            (
                "pattern = 'failover'\nstatus = 'fixed'\nlink = 'OPS-1'",
                "5:8 `OPS-1` is not a web address (write an address such as `https://example.org/412`)",
            ),
            (
                "pattern = 'failover'\nstatus = 'fixed'\nstatsu = 'fixed'",
                "5:10 unknown key `statsu` (did you mean `status`?)",
            ),
            ("pattern = 3\nstatus = 'fixed'", "3:11 the value is not a text (put it in quotes)"),
        ] {
            let file = format!("team = 'payments'\n[[entry]]\n{entry}\n");
            let draft = "---\nid: PM-9\ndraft: true\n---\n# D\n";
            let documents = [("2026-01-31-pool.md", POOL), ("draft.md", draft)];
            let (_, findings) = read(&[("payments.toml", &file)], &documents);
            assert_eq!(
                findings.first().map(String::as_str),
                Some(format!("exposure/payments.toml:{expected}").as_str())
            );
        }
        let file = "team = 'paymets'\n[[entry]]\npattern = 'failover'\nstatus = 'fixed'\n[[entry]]\nincident = 'PM-1'\nstatus = 'fixed'\n";
        let (records, findings) = read(&[("a.toml", file)], &[("2026-01-31-pool.md", POOL)]);
        assert_eq!(
            findings,
            ["exposure/a.toml:1:8 no document names the team `paymets` (did you mean `payments`?)"]
        );
        assert_eq!(records.len(), 2);
    }

    #[test]
    fn of_two_records_on_one_thing_the_later_one_counts() {
        let entry = |status: &str, date: &str| {
            format!("[[entry]]\npattern = 'failover'\nstatus = '{status}'\n{date}\n")
        };
        for (first, second, expected, line) in [
            (entry("exposed", "date = 2026-01-01"), entry("fixed", "date = 2026-02-01"), "fixed", 3),
            (entry("exposed", ""), entry("fixed", ""), "exposed", 7),
            (entry("fixed", ""), entry("fixed", ""), "fixed", 7),
        ] {
            let file = format!("team = 'payments'\n{first}{second}");
            let (records, findings) = read(&[("a.toml", &file)], &[("2026-01-31-pool.md", POOL)]);
            assert!(
                records.len() == 1 && records[0].starts_with(&format!("payments {expected}")),
                "{records:?}"
            );
            assert!(
                findings.len() == 1 && findings[0].starts_with(&format!("exposure/a.toml:{line}:1 ")),
                "{findings:?}"
            );
        }
    }

    #[test]
    fn a_broken_file_is_used_as_far_as_it_can_be_read() {
        let file =
            "team = 'payments'\n[[entry]]\npattern = 'failover'\nstatus = 'fixed'\n[[entry]]\npattern = \n";
        let (records, findings) = read(&[("a.toml", file)], &[("2026-01-31-pool.md", POOL)]);
        assert_eq!(records, ["payments fixed pattern failover"]);
        assert!(findings[0].starts_with("exposure/a.toml:6:"), "{findings:?}");
    }
}
