//! Findings as SARIF 2.1.0, which code scanning and editors read.

mod log;

use std::collections::BTreeMap;

use log::{
    ArtifactLocation, Configuration, DescriptorReference, Driver, Help, Invocation, Location, Log, Message,
    Notification, PhysicalLocation, Region, ReportingDescriptor, ResultOfRule, Run, Tool, UriBase,
};

use super::{is_in_repository, pretty};
use crate::archive::links::encode_strictly;
use crate::check::{find, section};
use crate::report::{CheckReport, FindingReport};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name of the repository's folder, which code hosts replace by its place.
const REPOSITORY: &str = "%SRCROOT%";

/// The report as a log of one run.
pub fn render(report: &CheckReport) -> String {
    let mut rules: Vec<_> = report.findings.iter().map(|finding| finding.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let (mut results, mut notifications) = (Vec::new(), Vec::new());
    for finding in &report.findings {
        let index = rules.binary_search(&finding.rule).unwrap_or_default();
        match &finding.path {
            Some(path) => results.push(result(finding, index, path)),
            None => notifications.push(notification(finding, index)),
        }
    }
    let invocation = Invocation {
        execution_successful: report.summary.complete,
        tool_execution_notifications: notifications,
    };
    let repository = UriBase { description: message("The folder of the repository.") };
    let driver = Driver {
        name: "Retold",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules.iter().map(|id| descriptor(id)).collect(),
    };
    let run = Run {
        tool: Tool { driver },
        invocations: [invocation],
        original_uri_base_ids: BTreeMap::from([(REPOSITORY, repository)]),
        column_kind: "unicodeCodePoints",
        results,
    };
    pretty(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] })
}

fn descriptor(id: &'static str) -> ReportingDescriptor {
    let rule = find(id);
    ReportingDescriptor {
        id,
        short_description: rule.map(|rule| message(rule.summary)),
        full_description: rule.map(|rule| message(rule.problem)),
        help: rule.map(|rule| Help {
            text: format!("{}\n\n{}\n\n{}", rule.problem, rule.consequence, rule.fix),
            markdown: section(rule),
        }),
        default_configuration: Configuration { level: rule.map_or("warning", |rule| rule.levels[0].name()) },
    }
}

fn result(finding: &FindingReport, rule_index: usize, path: &str) -> ResultOfRule {
    let place = PhysicalLocation {
        artifact_location: ArtifactLocation {
            uri: encode_strictly(path),
            uri_base_id: is_in_repository(path).then_some(REPOSITORY),
        },
        region: Region {
            // Code scanning shows no result without a line.
            start_line: finding.line.unwrap_or(1),
            start_column: finding.column,
            end_line: finding.end_line,
            end_column: finding.end_column,
        },
    };
    ResultOfRule {
        rule_id: finding.rule,
        rule_index,
        level: finding.level.name(),
        message: message(&text(finding)),
        locations: [Location { physical_location: place }],
        partial_fingerprints: BTreeMap::from([("retoldFinding/v1", finding.fingerprint.clone())]),
    }
}

fn notification(finding: &FindingReport, index: usize) -> Notification {
    Notification {
        descriptor: DescriptorReference { id: finding.rule, index },
        level: finding.level.name(),
        message: message(&text(finding)),
    }
}

/// The message and the hint of a finding.
fn text(finding: &FindingReport) -> String {
    let hint = finding.hint.iter().map(|hint| format!("\n{hint}")).collect::<String>();
    format!("{}{hint}", finding.message)
}

/// A message in which nothing is a link: viewers read `[text](target)` as one.
fn message(text: &str) -> Message {
    Message { text: text.replace("](", "]\u{200b}(") }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::cli::report::Format;
    use crate::cli::report::testing::{assert_report, checked, findings};

    #[test]
    fn a_log_has_rules_and_results() {
        assert_report("sarif", Format::Sarif);
    }

    #[test]
    fn references_of_a_log_lead_to_its_rules_and_its_numbers_start_at_one() {
        let log: Value = serde_json::from_str(&render(&checked(&findings().into()).report)).unwrap();
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), findings().iter().filter(|finding| finding.place.is_some()).count());
        for result in results {
            assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            let place = &result["locations"][0]["physicalLocation"];
            assert!(!place["artifactLocation"]["uri"].as_str().unwrap().starts_with('/'));
            for number in place["region"].as_object().unwrap().values() {
                assert!(number.as_u64().unwrap() >= 1, "{place}");
            }
        }
        for notification in run["invocations"][0]["toolExecutionNotifications"].as_array().unwrap() {
            let rule = &notification["descriptor"];
            assert_eq!(rules[rule["index"].as_u64().unwrap() as usize]["id"], rule["id"]);
        }
        for rule in rules {
            for text in ["shortDescription", "fullDescription", "help"] {
                assert!(rule[text]["text"].is_string(), "{rule}");
            }
        }
    }
}
