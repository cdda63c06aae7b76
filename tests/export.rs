//! `retold export`: records for other programs, and the matching configuration of Quickwit.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;
use yaml_rust2::{Yaml, YamlLoader};

use crate::support::Archive;

fn archive() -> Archive {
    Archive::new()
        .file("retold.toml", "base_url = \"https://example.org/team/\"\n")
        .file(
            "content/2026-01-31-pool.md",
            "---\nid: PM-7\nseverity: SEV2\nstatus: closed\nservices: [postgres]\nteams: [data]\ntags: [pool]\n\
             summary: None was left.\ncauses: [leak]\nauthors: [Ada Quill]\nextra:\n  reviewer: Bo Reed\n\
             started: 2026-01-31T10:00:00Z\ndetected: 2026-01-31T10:01:00Z\nacknowledged: 2026-01-31T10:02:00Z\n\
             escalated: 2026-01-31T10:03:00Z\nidentified: 2026-01-31T10:04:00Z\npublished: 2026-02-03\n\
             mitigated: 2026-01-31T10:05:00Z\nresolved: 2026-01-31T10:06:00Z\n\
             actions:\n  - title: Fix the leak\n    owner: Cy Moss\n---\n\
             # Pool \"exhausted\"\n\nNo connection was left.\u{2028}\n\n## Root causes\n\nA leak.\n",
        )
        .file("content/2026-02-01-tls.md", "# Certificate expired\n\nEvery client refused it.\n")
        .file("content/2026-03-01-draft.md", "---\ndraft: true\n---\n# Not yet\n\nSecret.\n")
        .file("content/README.md", "# How to write a postmortem\n\nCopy the template.\n")
}

#[test]
fn characters_that_control_a_terminal_are_escaped() {
    let name = "A \u{9b}2J and \u{202e}back\u{7f}";
    let archive = Archive::new().file("content/2026-01-31-a.md", format!("# {name}\n\nIt was down.\n"));
    archive.build();
    for arguments in [
        &["export"][..],
        &["inspect", "--format", "json", "content/2026-01-31-a.md"],
        &["search", "--format", "json", "down"],
    ] {
        let run = archive.run(arguments);
        assert!(!run.stdout.contains(['\u{9b}', '\u{202e}', '\u{7f}']), "{arguments:?}");
        let record: Value = serde_json::from_str(run.stdout.trim_end()).unwrap();
        assert!(record.to_string().contains(name), "{arguments:?}: {record}");
    }
}

fn records(archive: &Archive) -> Vec<Value> {
    let run = archive.run(&["export"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn configuration(archive: &Archive) -> Yaml {
    let run = archive.run(&["export", "--format", "quickwit"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    YamlLoader::load_from_str(&run.stdout).unwrap().remove(0)
}

fn mappings(configuration: &Yaml) -> BTreeMap<&str, &Yaml> {
    let mappings = configuration["doc_mapping"]["field_mappings"].as_vec().unwrap();
    let named: BTreeMap<_, _> =
        mappings.iter().map(|mapping| (mapping["name"].as_str().unwrap(), mapping)).collect();
    assert_eq!(named.len(), mappings.len(), "a field is mapped twice");
    named
}

/// Whether Quickwit accepts `value` for a field of type `kind`.
fn fits(kind: &str, value: &Value) -> bool {
    if let Some(inner) = kind.strip_prefix("array<").and_then(|rest| rest.strip_suffix('>')) {
        return value.as_array().is_some_and(|values| values.iter().all(|value| fits(inner, value)));
    }
    match kind {
        "text" => value.is_string(),
        "i64" => value.is_i64(),
        "json" => value.is_object(),
        "datetime" => value.as_str().is_some_and(|text| text.parse::<jiff::Timestamp>().is_ok()),
        _ => false,
    }
}

#[test]
fn every_field_of_the_records_is_mapped_and_every_mapping_has_its_field() {
    let archive = archive();
    let configuration = configuration(&archive);
    let mappings = mappings(&configuration);
    let mapped: BTreeSet<_> = mappings.keys().copied().collect();
    let mut known = BTreeSet::new();
    for record in records(&archive) {
        let record = record.as_object().unwrap();
        let names: BTreeSet<_> = record.keys().map(String::as_str).collect();
        assert_eq!(names, mapped);
        for (name, value) in record.iter().filter(|(_, value)| !value.is_null()) {
            let kind = mappings[name.as_str()]["type"].as_str().unwrap();
            assert!(fits(kind, value), "{name} is {value}, which is no {kind}");
            known.insert(name.clone());
        }
    }
    // Otherwise, the types of some fields were not checked.
    assert_eq!(known.iter().map(String::as_str).collect::<BTreeSet<_>>(), mapped);
}

#[test]
fn the_documentation_names_every_field() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/export.md");
    let page = fs::read_to_string(page).unwrap();
    let rows = page.lines().skip_while(|line| !line.starts_with("| key |")).skip(2);
    let documented: BTreeSet<_> = rows
        .take_while(|line| line.starts_with('|'))
        .filter_map(|row| row.split('|').nth(1))
        .flat_map(|names| names.split('`').skip(1).step_by(2))
        .collect();
    let configuration = configuration(&archive());
    assert_eq!(documented, mappings(&configuration).into_keys().collect());
}

#[test]
fn the_configuration_uses_only_features_of_quickwit() {
    let configuration = configuration(&archive());
    assert_eq!(configuration["version"].as_f64(), Some(0.8));
    assert_eq!(configuration["index_id"].as_str(), Some("postmortems"));
    assert_eq!(configuration["doc_mapping"]["timestamp_field"].as_str(), Some("date"));
    let mappings = mappings(&configuration);
    assert_eq!(mappings["date"]["fast"].as_bool(), Some(true), "a timestamp has to be fast");
    for (name, mapping) in &mappings {
        // Those that version 0.8 and version 0.9 both have.
        let tokenizer = mapping["tokenizer"].as_str();
        let known =
            ["raw", "lowercase", "default", "whitespace", "chinese_compatible", "source_code_default"];
        assert!(tokenizer.is_none_or(|tokenizer| known.contains(&tokenizer)), "{name}: {tokenizer:?}");
    }
    let searched = configuration["search_settings"]["default_search_fields"].as_vec().unwrap();
    assert!(searched.len() > 3);
    for name in searched {
        let mapping = mappings[name.as_str().unwrap()];
        // Phrases need positions, ranking needs lengths.
        assert_eq!(mapping["record"].as_str(), Some("position"), "{name:?}");
        assert_eq!(mapping["fieldnorms"].as_bool(), Some(true), "{name:?}");
    }
}

#[test]
fn the_weights_are_those_of_the_index() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/search/src/schema.rs");
    let schema = fs::read_to_string(schema).unwrap();
    let configuration = archive().run(&["export", "--format", "quickwit"]).stdout;
    let query = configuration.lines().find(|line| line.contains(" OR ")).unwrap();
    for (constant, weight, clause) in [
        ("TITLE", 5, "title:pool^5"),
        ("NAME", 2, "names:pool^2"),
        ("SUMMARY", 2, "summary:pool^2"),
        ("LEAD", 2, "lead:pool^2"),
        ("BODY", 1, "section_texts:pool"),
        // Sections in `telling` have the weight of the lead, half of which is in `section_texts`.
        ("LEAD", 2, "telling:pool"),
    ] {
        assert!(schema.contains(&format!("{constant}: Weight = Weight({weight});")), "{constant}");
        assert!(query.split_whitespace().any(|word| word == clause), "{clause} is not in {query}");
    }
}

#[test]
fn an_index_has_a_timestamp_only_if_every_record_has_one() {
    let archive = archive().file("content/undated.md", "# Disk full\n\nIt was full.\n");
    assert!(configuration(&archive)["doc_mapping"]["timestamp_field"].is_badvalue());
    archive.run(&["export"]).says(0, "Exported 3 documents, 1 of them without a date");
}

#[test]
fn records_are_in_the_order_of_the_archive_for_any_number_of_threads() {
    // More than are made at once.
    let mut archive = Archive::new();
    for number in 0..300 {
        let day = jiff::civil::date(2025, 1, 1).saturating_add(jiff::Span::new().days(number));
        archive = archive.file(&format!("content/{day}-a.md"), format!("# Outage {number}\n\nIt broke.\n"));
    }
    let titles: Vec<_> = records(&archive).iter().map(|record| record["title"].to_string()).collect();
    let expected: Vec<_> = (0..300).rev().map(|number| format!("\"Outage {number}\"")).collect();
    assert_eq!(titles, expected);
    let all = archive.run(&["export"]).stdout;
    assert_eq!(archive.variable("RAYON_NUM_THREADS", "1").run(&["export"]).stdout, all);
}

#[test]
fn neither_drafts_nor_people_are_exported() {
    let archive = archive();
    let run = archive.run(&["export"]);
    run.says(0, "Exported 2 documents");
    for word in ["Quill", "Reed", "Moss", "Secret", "template"] {
        assert!(!run.stdout.contains(word), "{word}");
    }
    assert!(archive.run(&["export", "--drafts"]).stdout.contains("Secret"));
}

#[test]
fn readable_documents_are_exported_despite_errors() {
    let archive = archive().file("content/twin.md", "---\nslug: 2026-02-01-tls\n---\n# Twin\n\nIt broke.\n");
    let run = archive.run(&["export"]);
    assert_eq!((run.status, run.stdout.lines().count()), (1, 2), "{}", run.stderr);
    assert!(run.stderr.contains("error[identity/duplicate]"), "{}", run.stderr);
    assert_eq!(archive.run(&["export", "--base-url", "team"]).status, 2);
}

#[test]
fn a_record_names_similar_incidents_without_owners() {
    let about = |text: &str| format!("# Report\n\n{text}\n");
    let disk = "The write-ahead log filled the disk of postgres, as a replica was gone and its slot stayed.";
    let actions = "## Action items\n\n- [ ] Alert on slots @quill due:2025-04-01\n";
    let archive = Archive::new()
        .file("content/2024-01-01-login.md", about("Nobody renewed the certificate, and the login failed."))
        .file("content/2024-02-01-runner.md", about("The pipeline lost its runner, so nothing was deployed."))
        .file("content/2024-03-01-mail.md", about("The relay refused mail because of a blocklist."))
        .file("content/2024-04-01-cache.md", about("The cache was cold after its restart."))
        .file("content/2025-03-02-disk.md", format!("{}\n{actions}", about(disk)))
        .file(
            "content/2026-01-31-disk.md",
            about("A replica of postgres was gone, and its slot kept the write-ahead log until the disk was full. The graph of free space has a logarithmic scale, which hid the slope for days."),
        );
    let records = records(&archive);
    let similar = &records[0]["similar"];
    assert_eq!(similar.as_array().unwrap().len(), 1, "{similar}");
    assert_eq!(similar[0]["id"], "2025-03-02-disk");
    assert_eq!(similar[0]["reasons"][0]["kind"], "word");
    let action = &similar[0]["precedent"]["open_actions"][0];
    assert_eq!((&action["title"], &action["due"]), (&"Alert on slots".into(), &"2025-04-01".into()));
    assert!(action["overdue_days"].is_null() && action["owners"].as_array().unwrap().is_empty(), "{action}");
    assert_eq!(records.last().unwrap()["similar"], Value::Array(Vec::new()));
}
