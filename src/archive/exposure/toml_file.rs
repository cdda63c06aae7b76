//! Reads the files in which teams record their exposure.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::record::{Record, Written};
use retold_diagnostic::{Diagnostic, Place, nearest};
use retold_document::SourceFile;

/// The keys of a file.
const KEYS: [&str; 2] = ["team", "entry"];

struct File<'a> {
    name: &'a str,
    text: &'a str,
    findings: Vec<Diagnostic>,
}

/// The records of `file`, and what cannot be read. What is broken is left out, and the rest is used.
pub fn read(file: &SourceFile) -> (Vec<Record>, Vec<Diagnostic>) {
    let text = String::from_utf8_lossy(&file.bytes);
    let mut file = File { name: &file.name, text: &text, findings: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(&text);
    for error in &errors {
        let place = Place::span(file.name, file.text, error.span().unwrap_or_default());
        let message = error.message().trim().replace('\n', ", ");
        let finding = Diagnostic::warning("exposure/syntax", message).at(place);
        file.findings.push(finding.hint("correct it; what can be read of the file is used"));
    }
    let mut records = file.records(table.into_inner());
    if !errors.is_empty() {
        // What a record lacks, or has as another type, may be due to a faulty line.
        let line = |finding: &Diagnostic| finding.place.as_ref().map(|place| place.line);
        let is_syntax = |finding: &&Diagnostic| finding.rule == "exposure/syntax";
        let faulty: Vec<_> = file.findings.iter().filter(is_syntax).map(line).collect();
        file.findings.retain(|finding| is_syntax(&finding) || !faulty.contains(&line(finding)));
        let is_whole = |record: &Record| record.get("status").is_some() && record.subjects().next().is_some();
        records.retain(|record| is_whole(record) && record.team().is_some());
    }
    (records, file.findings)
}

impl File<'_> {
    fn records(&mut self, table: DeTable<'_>) -> Vec<Record> {
        let (mut team, mut records) = (None, Vec::new());
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "team" => team = self.text(&value),
                "entry" => self.entries(value, &mut records),
                unknown => {
                    let hint = match nearest(unknown, KEYS) {
                        Some(known) => format!("did you mean `{known}`?"),
                        None => "a file has `team` and entries, each below `[[entry]]`".to_owned(),
                    };
                    self.find(format!("unknown key `{unknown}`"), key.span(), &hint);
                }
            }
        }
        for record in &mut records {
            record.team.clone_from(&team);
        }
        records
    }

    fn entries(&mut self, value: Spanned<DeValue<'_>>, records: &mut Vec<Record>) {
        let span = value.span();
        match value.into_inner() {
            DeValue::Array(items) => {
                for item in items {
                    let span = item.span();
                    match item.into_inner() {
                        DeValue::Table(fields) => records.push(self.record(fields, span)),
                        _ => self.no_entry(span),
                    }
                }
            }
            DeValue::Table(fields) => records.push(self.record(fields, span)),
            _ => self.no_entry(span),
        }
    }

    fn no_entry(&mut self, span: Range<usize>) {
        self.find("an entry is not a table".to_owned(), span, "write it below `[[entry]]`");
    }

    fn record(&mut self, fields: DeTable<'_>, span: Range<usize>) -> Record {
        let mut written = BTreeMap::new();
        let first = fields.iter().map(|(key, _)| key.span()).min_by_key(|span| span.start);
        for (key, value) in fields {
            if let Some(value) = self.text(&value) {
                written.insert(key.get_ref().to_string(), value);
            }
        }
        let place = Place::span(self.name, self.text, first.unwrap_or(span));
        Record { fields: written, team: None, place }
    }

    /// The text of a value: a text, or a date as it is written.
    fn text(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Written> {
        let span = value.span();
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            _ => {
                self.find("the value is not a text".to_owned(), span, "put it in quotes");
                return None;
            }
        };
        Some(Written { text, place: Place::span(self.name, self.text, span) })
    }

    fn find(&mut self, message: String, span: Range<usize>, hint: &str) {
        let place = Place::span(self.name, self.text, span);
        self.findings.push(Diagnostic::warning("exposure/value", message).at(place).hint(hint));
    }
}
