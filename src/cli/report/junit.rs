//! Findings as the results of tests in the XML of JUnit, which GitLab, Jenkins and others show: a test case per document.

use std::collections::BTreeMap;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::report::{CheckReport, FindingReport};
use retold_diagnostic::{plural, printable, printable_line};

/// The name of the suite.
const NAME: &str = "retold check";

/// The test case for findings of the run as a whole.
const ARCHIVE: &str = "archive";

/// The report as one suite: a case for each of `documents`, and for each other file with findings. A case with findings
/// that fail the check has failed; others are its output.
pub fn render(report: &CheckReport, documents: &[String]) -> String {
    let mut cases: BTreeMap<&str, Vec<&FindingReport>> =
        documents.iter().map(|path| (path.as_str(), Vec::new())).collect();
    for finding in &report.findings {
        cases.entry(finding.path.as_deref().unwrap_or(ARCHIVE)).or_default().push(finding);
    }
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    write(&mut writer, &cases).expect("memory can be written to");
    let mut text = String::from_utf8_lossy(&writer.into_inner()).into_owned();
    text.push('\n');
    text
}

fn write(writer: &mut Writer<Vec<u8>>, cases: &BTreeMap<&str, Vec<&FindingReport>>) -> io::Result<()> {
    let is_denied = |finding: &&FindingReport| finding.denied;
    let failures = cases.values().filter(|findings| findings.iter().any(is_denied)).count();
    let (tests, failures) = (cases.len().to_string(), failures.to_string());
    let numbers =
        [("name", NAME), ("tests", tests.as_str()), ("failures", failures.as_str()), ("errors", "0")];
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.create_element("testsuites").with_attributes(numbers).write_inner_content(|writer| {
        writer.create_element("testsuite").with_attributes(numbers).write_inner_content(|writer| {
            for (path, findings) in cases {
                let (denied, others): (Vec<_>, Vec<_>) = findings.iter().copied().partition(is_denied);
                write_case(writer, path, &denied, &others)?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn write_case(
    writer: &mut Writer<Vec<u8>>,
    path: &str,
    denied: &[&FindingReport],
    others: &[&FindingReport],
) -> io::Result<()> {
    let name = line(path);
    let mut case =
        writer.create_element("testcase").with_attributes([("name", &*name), ("classname", "retold.check")]);
    if path != ARCHIVE {
        case = case.with_attribute(("file", &*name));
    }
    if denied.is_empty() && others.is_empty() {
        case.write_empty()?;
        return Ok(());
    }
    case.write_inner_content(|writer| {
        // Readers show one failure of a case, so it has all of them.
        if let Some(first) = denied.first() {
            let message = match denied.len() {
                1 => line(&first.message),
                count => plural(count, "problem"),
            };
            writer
                .create_element("failure")
                .with_attributes([("message", message.as_str()), ("type", first.level.name())])
                .write_text_content(BytesText::new(&listed(denied)))?;
        }
        if !others.is_empty() {
            writer.create_element("system-out").write_text_content(BytesText::new(&listed(others)))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// The findings as lines: place, rule and message, then the hint.
fn listed(findings: &[&FindingReport]) -> String {
    let mut text = String::from("\n");
    for finding in findings {
        let place = match (&finding.path, finding.line, finding.column) {
            (Some(path), Some(line), Some(column)) => format!("{path}:{line}:{column}: "),
            (Some(path), ..) => format!("{path}: "),
            _ => String::new(),
        };
        text += &format!("{place}{}[{}]: {}\n", finding.level.name(), finding.rule, finding.message);
        text.extend(finding.hint.iter().map(|hint| format!("  hint: {hint}\n")));
    }
    allowed(&printable(&text))
}

fn line(text: &str) -> String {
    allowed(&printable_line(text))
}

/// `text` without the two characters that XML does not allow and that are no control characters.
fn allowed(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use crate::cli::report::Format;
    use crate::cli::report::testing::assert_report;

    #[test]
    fn each_document_is_a_case() {
        assert_report("junit", Format::Junit);
    }
}
