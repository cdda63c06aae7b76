//! The files that programs read, below `api/v1/` and beside it: against their schema, and without what authors keep back.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Archive, Tree};

const FOLDER: &str = "public/api/v1/";

fn archive() -> Archive {
    Archive::new()
        .file("retold.toml", "title = 'Ours'\nbase_url = 'https://example.org/team/'\n")
        .file(
            "content/2021/disk.md",
            "---\nid: PM-1\nseverity: SEV1\nservices: [mail]\nteams: storage\ntags: [dns]\nauthors: Ada\nstatus: closed\n\
             aliases: [/old/disk]\nstarted: 2021-03-04T10:00:00Z\nresolved: 2021-03-04T11:00:00Z\npublished: 2021-03-10\n\
             updated: 2021-03-11\n---\n\
             # Disk [full]\n\nThe disk was full, and 1,200 users could not read their mail for an hour. See [the next](../2022-again.md).\n\n\
             <!-- a remark to nobody -->\n\n## Impact\n\n1,200 users were affected.\n\n## Timeline\n\n- 10:00 UTC: the disk is full\n- 10:05 UTC: alert fires\n- 11:00 UTC: resolved\n\n\
             ## Five whys\n\n1. Why was the disk full? Nothing watched it.\n\n## Lessons learned\n\n- Watch the disk.\n\n\
             ## Action items\n\n- [ ] Add a monitor @ops due:2021-04-01 [INFRA-1](https://tickets.example.org/INFRA-1)\n- [x] Clean up\n",
        )
        .file(
            "content/2022-again.md",
            "---\ndate: 2022-01-01\nrecurrence_of: PM-1\ntags: [dns]\n---\n# Full again\n",
        )
        .file("content/README.md", "# How we write\n")
}

fn json(archive: &Archive, name: &str) -> Value {
    serde_json::from_str(&archive.read(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What `value` lacks of `schema`, or has beyond it, as draft 2020-12 defines the keywords that the schema uses.
fn faults(root: &Value, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    let Some(keywords) = schema.as_object() else { return };
    for (keyword, rule) in keywords {
        let list = || rule.as_array().into_iter().flatten();
        let is_valid = |rule: &Value| {
            let mut found = Vec::new();
            faults(root, rule, value, path, &mut found);
            found.is_empty()
        };
        let is_met = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "default" => true,
            "format" | "minimum" | "maximum" => {
                !value.is_number() || value.as_f64().is_some_and(f64::is_finite)
            }
            "$ref" => {
                let target = root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap();
                faults(root, target, value, path, found);
                true
            }
            "type" => {
                let names = if rule.is_array() { list().collect() } else { vec![rule] };
                names.into_iter().any(|name| match name.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "null" => value.is_null(),
                    "integer" => value.is_i64() || value.is_u64(),
                    "number" => value.is_number(),
                    other => panic!("the type `{other}` has no check yet"),
                })
            }
            "const" => rule == value,
            "enum" => list().any(|option| option == value),
            "anyOf" => list().any(is_valid),
            "oneOf" => list().filter(|rule| is_valid(rule)).count() == 1,
            "required" => list().all(|name| value.get(name.as_str().unwrap()).is_some()),
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    faults(root, rule, item, &format!("{path}/{index}"), found);
                }
                true
            }
            "properties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    match rule.get(name) {
                        Some(rule) if rule["description"].is_string() => {
                            faults(root, rule, member, &format!("{path}/{name}"), found);
                        }
                        Some(_) => found.push(format!("{path}/{name}: not described")),
                        None => found.push(format!("{path}/{name}: not in the schema")),
                    }
                }
                true
            }
            other => panic!("the keyword `{other}` has no check yet"),
        };
        if !is_met {
            found.push(format!("{path}: {keyword}: {value}"));
        }
    }
}

#[test]
fn each_file_is_as_its_schema_describes_it() {
    let archive = archive();
    archive.build_clean();
    let schema = json(&archive, &format!("{FOLDER}schema.json"));
    let mut seen = BTreeSet::new();
    for (name, definition) in [
        ("index", "ApiIndex"),
        ("postmortems", "ApiPostmortems"),
        ("postmortems/2021/disk", "ApiPostmortem"),
        ("postmortems/2022-again", "ApiPostmortem"),
        ("actions", "ApiActions"),
        ("terms", "ApiTerms"),
        ("schema", ""),
    ] {
        seen.insert(format!("{name}.json"));
        if definition.is_empty() {
            continue;
        }
        let value = json(&archive, &format!("{FOLDER}{name}.json"));
        let mut found = Vec::new();
        faults(&schema, &schema["$defs"][definition], &value, name, &mut found);
        faults(&schema, &schema, &value, name, &mut found);
        assert_eq!(found, Vec::<String>::new(), "{value:#}");
        assert_eq!(value["version"], 1, "{name}");
    }
    let files: BTreeSet<String> = archive.tree("public/api/v1").into_keys().collect();
    assert_eq!(files, seen);
}

#[test]
fn the_schema_refuses_what_is_something_else() {
    let archive = archive();
    archive.build_clean();
    let schema = json(&archive, &format!("{FOLDER}schema.json"));
    let mut value = json(&archive, &format!("{FOLDER}actions.json"));
    value["items"][0]["state"] = "soon".into();
    value["items"][1]["more"] = 1.into();
    value.as_object_mut().unwrap().remove("version");
    let mut found = Vec::new();
    faults(&schema, &schema["$defs"]["ApiActions"], &value, "", &mut found);
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn every_address_of_the_data_leads_to_a_file() {
    fn collect(value: &Value, key: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => members.iter().for_each(|(key, value)| collect(value, key, found)),
            Value::Array(items) => items.iter().for_each(|item| collect(item, key, found)),
            Value::String(address)
                if ["url", "data", "postmortems", "actions", "terms", "schema", "next"].contains(&key) =>
            {
                found.push(address.clone());
            }
            _ => {}
        }
    }
    let archive = archive();
    archive.build_clean();
    let site = archive.tree("public");
    let mut count = 0;
    for (name, bytes) in
        site.iter().filter(|(name, _)| name.starts_with("api/") && !name.ends_with("schema.json"))
    {
        let mut found = Vec::new();
        collect(&serde_json::from_slice(bytes).unwrap(), "", &mut found);
        for address in &found {
            let file = if address.ends_with('/') { format!("{address}index.html") } else { address.clone() };
            assert!(site.contains_key(&file), "{name}: {address}");
        }
        count += found.len();
    }
    assert!(count > 20, "{count}");
}

#[test]
fn the_data_of_a_postmortem_is_what_inspect_prints() {
    let archive = archive();
    archive.build_clean();
    let data = json(&archive, &format!("{FOLDER}postmortems/2021/disk.json"));
    let run = archive.run(&["inspect", "--format", "json", "content/2021/disk.md"]);
    let mut inspected: Value = serde_json::from_str(&run.stdout).unwrap();
    inspected = inspected.get("reports").map_or(inspected.clone(), |reports| reports[0].clone());
    assert_eq!(data["report"]["file"], "2021/disk.md");
    for key in
        ["facts", "milestones", "phases", "timeline", "whys", "actions", "lessons", "impact", "sections"]
    {
        assert!(data["report"][key].as_array().is_some_and(|list| !list.is_empty()), "{key}");
        assert_eq!(data["report"][key], inspected[key], "{key}");
    }
    assert_eq!(data["later"][0]["url"], "2022-again/");
    assert_eq!(
        json(&archive, &format!("{FOLDER}postmortems/2022-again.json"))["earlier"][0]["url"],
        "2021/disk/"
    );
}

#[test]
fn the_data_of_a_postmortem_names_what_it_is_like() {
    let archive = Archive::new()
        .file(
            "content/2025-03-02-disk.md",
            "# Disk of postgres full\n\nThe write-ahead log filled the disk, as a replica was gone and its slot stayed.\n",
        )
        .file(
            "content/2025-09-01-slots.md",
            "# Slots again\n\nA slot of postgres kept the write-ahead log, as a replica was gone, until the disk was full.\n",
        )
        .file(
            "content/2025-09-02-kept.md",
            "---\nin_search_index: false\n---\n# Kept back\n\nThe slot of a replica of postgres filled the disk, as nobody watched.\n",
        )
        .file("content/2024-01-01-login.md", "# Login failed\n\nNobody renewed the certificate.\n")
        .file("content/2024-02-01-mail.md", "# Mail late\n\nThe relay was blocked for its spam.\n")
        .file("content/2024-03-01-pipeline.md", "# Deployment stopped\n\nThe pipeline lost its runner.\n")
        .file("content/2024-04-01-cache.md", "# Checkout slow\n\nA cache was cold after the restart.\n")
        .file("content/2024-05-01-search.md", "# Search empty\n\nAn index was built from nothing.\n");
    assert_eq!(archive.run(&["similar", "2025-03-02-disk", "--format", "ids"]).stdout.lines().count(), 2);
    archive.build_clean();
    let name = format!("{FOLDER}postmortems/2025-03-02-disk.json");
    let value = json(&archive, &name);
    let mut found = Vec::new();
    let schema = json(&archive, &format!("{FOLDER}schema.json"));
    faults(&schema, &schema["$defs"]["ApiPostmortem"], &value, &name, &mut found);
    assert_eq!(found, Vec::<String>::new());
    let [slots] = value["similar"].as_array().unwrap().as_slice() else { panic!("{}", value["similar"]) };
    assert_eq!(
        (&slots["url"], &slots["data"]),
        (&"2025-09-01-slots/".into(), &"api/v1/postmortems/2025-09-01-slots.json".into())
    );
    assert_eq!(slots["reasons"][0]["kind"], "word");
    assert!(slots["because"].as_str().is_some_and(|because| because.starts_with("both: ")), "{slots}");
    assert_eq!(
        json(&archive, &format!("{FOLDER}postmortems/2024-01-01-login.json"))["similar"],
        Value::Array(Vec::new())
    );
}

#[test]
fn long_lists_come_in_parts() {
    let archive = Archive::new();
    for index in 0..260 {
        archive.write(
            &format!("content/{index:03}.md"),
            format!("---\ndate: 2020-01-01\nseverity: SEV2\n---\n# Incident {index}\n\n## Action items\n\n- [ ] Mend {index}\n"),
        );
    }
    archive.build_clean();
    for list in ["postmortems", "actions"] {
        let mut next = Some(format!("api/v1/{list}.json"));
        let mut counts = Vec::new();
        while let Some(address) = next {
            let part = json(&archive, &format!("public/{address}"));
            counts.push(part["items"].as_array().unwrap().len());
            next = part["next"].as_str().map(str::to_owned);
        }
        assert_eq!(counts, [250, 10], "{list}");
    }
    assert_eq!(json(&archive, &format!("{FOLDER}index.json"))["counts"]["actions"], 260);
}

#[test]
fn a_site_without_data_has_none() {
    let archive = archive();
    archive.write("retold.toml", "api = false\n");
    archive.build_clean();
    for name in ["public/api", "public/llms.txt", "public/llms-full.txt"] {
        assert!(!archive.has(name), "{name}");
    }
    assert!(archive.has("public/atom.xml") && archive.has("public/feed.json"));
}

#[test]
fn a_dump_has_a_page_and_no_markdown_file() {
    let links = "[a](https://example.org/) ".repeat(10_001);
    let archive = Archive::good()
        .file("content/2026-01-01-dump.md", format!("---\nkind: incident\n---\n# Dump\n\n{links}\n"));
    let run = archive.run(&["build"]);
    assert!(run.stderr.contains("document/too-long"), "{}", run.stderr);
    assert!(
        archive.has("public/2026-01-01-dump/index.html") && !archive.has("public/2026-01-01-dump/index.md")
    );
    let list = archive.read("public/llms.txt");
    assert!(list.contains("[Dump](./2026-01-01-dump/)"), "{list}");
}

#[test]
fn language_models_find_titles_links_and_texts() {
    let archive = archive();
    archive.build_clean();
    let list = archive.read("public/llms.txt");
    assert!(list.starts_with("# Ours\n\n> "), "{list}");
    let item = "- [Disk \\[full\\]](https://example.org/team/2021/disk/index.md): 2021-03-04; SEV1; ";
    for line in [
        "\n## Postmortems\n\n- [Full again](https://example.org/team/2022-again/index.md): 2022-01-01\n",
        item,
        "\n## Lists\n\n- [Services](https://example.org/team/services/)\n",
        "\n## Optional\n\n- [Data](https://example.org/team/api/v1/index.json): ",
        "- [Full text](https://example.org/team/llms-full.txt): ",
    ] {
        assert!(list.contains(line), "{line}\n{list}");
    }
    assert!(
        list.lines().all(|line| ["", "# ", "> ", "## ", "- ["].iter().any(|start| line.starts_with(start)))
    );
    let full = archive.read("public/llms-full.txt");
    for text in [
        "# Disk [full]\n\nSource: https://example.org/team/2021/disk/\n",
        "1,200 users could not read their mail",
        "See [the next](https://example.org/team/2022-again/).",
        "- Watch the disk.\n",
        "## Lessons learned\n",
    ] {
        assert!(full.contains(text), "{text}\n{full}");
    }
    assert!(!full.contains("a remark to nobody") && !full.contains("How we write"), "{full}");
    // Two of them, as a document may have 4 MB.
    for name in ["huge", "vast"] {
        let text = format!("---\nkind: incident\n---\n# Very {name}\n\n{}", "It broke. ".repeat(250_001));
        archive.write(&format!("content/2020-{name}.md"), text);
    }
    archive.build();
    assert!(!archive.has("public/llms-full.txt"));
    let list = archive.read("public/llms.txt");
    assert!(list.contains("larger than 5 MB") && !list.contains("llms-full.txt"), "{list}");
}

/// The files that programs read, but those that every host asks for by name of the page.
fn for_programs(site: &Tree) -> impl Iterator<Item = (&str, String)> {
    let is_for_programs = |name: &str| {
        name.starts_with("api/")
            || [".xml", ".txt", ".json", "_redirects", ".ics"].iter().any(|end| name.ends_with(end))
    };
    let files = site.iter().filter(move |(name, _)| is_for_programs(name) && !name.starts_with("search/"));
    // The manifest names all files.
    let files = files.filter(|(name, _)| !name.starts_with('.'));
    files.map(|(name, bytes)| (name.as_str(), String::from_utf8_lossy(bytes).into_owned()))
}

#[test]
fn what_authors_keep_back_is_in_no_file_for_programs() {
    for matter in [
        "draft: true",
        "published: 2026-02-02",
        "publishDate: 2026-02-02",
        "expiryDate: 2026-01-01",
        "unlisted: true",
        "in_search_index: false",
    ] {
        let archive = archive();
        archive.write(
            "content/falcon.md",
            format!(
                "---\n{matter}\nid: falcon-1\nseverity: falcon-sev\nservices: [falcon-service, mail]\ntags: [falcon-tag, dns]\nteams: [falcon-team]\n\
                 recurrence_of: PM-1\nrelated: 2022-again\naliases: [/falcon-old]\nsummary: The falcon flew.\n---\n# Falcon\n\n\
                 The falcon flew.\n\n## Lessons learned\n\n- Keep the falcon.\n\n## Action items\n\n- [ ] Feed the falcon @ops due:2026-03-01\n"
            ),
        );
        archive.write(
            "content/falcon-2.md",
            format!("---\n{matter}\ntags: [falcon-tag]\n---\n# Second falcon\n"),
        );
        archive.run(&["build", "--today", "2026-02-01"]);
        let site = archive.tree("public");
        let mut seen = BTreeSet::new();
        for (name, text) in for_programs(&site) {
            // A document that is only kept from searches is in the lists of pages, and so in the sitemap and the calendar.
            let is_listed =
                matter == "in_search_index: false" && ["sitemap.xml", "actions.ics"].contains(&name);
            if !is_listed {
                assert!(
                    !text.to_lowercase().contains("falcon") && !name.contains("falcon"),
                    "{matter}: {name}: {text}"
                );
            }
            seen.insert(name.to_owned());
        }
        for name in [
            "atom.xml",
            "feed.json",
            "tags/dns/atom.xml",
            "actions/feed.json",
            "api/v1/terms.json",
            "api/v1/actions.json",
            "llms.txt",
            "llms-full.txt",
            "opensearch.xml",
            "sitemap.xml",
            "robots.txt",
            "_redirects",
        ] {
            assert!(seen.contains(name), "{matter}: {name} of {seen:?}");
        }
        let row = &json(&archive, &format!("{FOLDER}terms.json"))["items"];
        let dns = row.as_array().unwrap().iter().find(|term| term["label"] == "dns").unwrap();
        assert_eq!(dns["count"], 2, "{matter}");
    }
}

#[test]
fn a_document_that_is_kept_from_search_engines_is_kept_from_language_models() {
    let archive = archive();
    archive.write("content/falcon.md", "---\nsitemap: false\ndate: 2026-01-01\n---\n# Falcon\n");
    archive.build_clean();
    for name in ["sitemap.xml", "llms.txt", "llms-full.txt"] {
        assert!(!archive.read(&format!("public/{name}")).to_lowercase().contains("falcon"), "{name}");
    }
    assert!(archive.read("public/atom.xml").contains("Falcon"));
}

#[test]
fn the_documented_row_is_that_of_an_archive() {
    let archive = archive();
    archive.build_clean();
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/api.md")).unwrap();
    let example = page.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let documented: Value = serde_json::from_str(example).unwrap();
    assert_eq!(json(&archive, &format!("{FOLDER}postmortems.json"))["items"][1], documented);
}
