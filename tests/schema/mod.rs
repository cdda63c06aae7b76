//! The JSON Schemas for editors match the program.

mod validator;

use std::fs;
use std::path::Path;

use gray_matter::engine::{Engine, YAML};
use serde_json::{Value, json};

use retold::config::{Config, KEYS, Overrides};
use retold::schema;
use retold_document::SourceFile;
use retold_document::keys::Key;
use retold_document::model::{FrontMatter, Kind, Moment};
use retold_document::{Document, Vocabulary};

use crate::support::Archive;
use validator::faults;

/// The program's front matter for one key with a value, and its findings.
fn read(name: &str, value: &Value) -> (FrontMatter, Vec<String>) {
    let text = json!({ name: value }).to_string() + "\n";
    let file = SourceFile { path: "2026-01-31-a.md".into(), name: "content/a.md".into(), bytes: text.into() };
    let (document, findings) = Document::parse(file, &Vocabulary::default());
    let values = findings.into_iter().filter(|finding| finding.rule == "front-matter/value");
    (document.front_matter, values.map(|finding| finding.message).collect())
}

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The names and texts of the files in a folder of the repository.
fn pages(folder: &str) -> Vec<(String, String)> {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let names = files.map(|file| format!("{folder}/{}", file.unwrap().file_name().to_string_lossy()));
    let mut names: Vec<_> = names.filter(|name| name.ends_with(".md")).collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), page(&name))).collect()
}

/// The YAML front matter that `text` starts with.
fn front_matter(text: &str) -> Option<Value> {
    let (matter, _) = text.strip_prefix("---\n")?.split_once("\n---")?;
    Some(YAML::parse(matter).unwrap().deserialize().unwrap())
}

fn toml_faults(text: &str) -> Vec<String> {
    faults(&schema::config(), &toml::from_str(text).unwrap())
}

#[test]
fn every_key_and_alias_is_described() {
    let schema = schema::front_matter();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema["additionalProperties"], true);
    let properties = schema["properties"].as_object().unwrap();
    let mut names = 0;
    for key in Key::all() {
        assert_eq!(properties[key.name()]["description"], key.description());
        for alias in key.aliases() {
            let description = properties[*alias]["description"].as_str().unwrap();
            assert!(description.starts_with(&format!("same as `{}`", key.name())), "{alias}: {description}");
            assert_eq!(properties[*alias]["deprecated"], false, "{alias}");
        }
        names += 1 + key.aliases().len();
    }
    assert!(properties.contains_key("taxonomies"));
    assert_eq!(properties.len(), names + 1);
    for kind in Kind::ALL {
        assert!(properties["kind"]["enum"].as_array().unwrap().contains(&kind.name().into()));
    }
    assert!(properties["severity"]["examples"].as_array().unwrap().contains(&json!("SEV1")));
}

#[test]
fn terms_in_a_table_of_taxonomies_are_read_as_if_they_stood_outside() {
    let schema = schema::front_matter();
    let terms = schema["properties"]["taxonomies"]["properties"].as_object().unwrap();
    for name in terms.keys() {
        let value = json!({ name: ["a b", "c"] });
        let ((inside, faults), (outside, _)) = (read("taxonomies", &value), read(name, &value[name]));
        assert_eq!(inside, outside, "{name}");
        assert_ne!(inside, read("taxonomies", &json!({})).0, "{name}");
        assert_eq!(faults, <[String; 0]>::default(), "{name}");
    }
    for (matter, tags, authors) in [
        (
            "+++\n[taxonomies]\ntags = [\"dns\"]\ncategories = [\"network\"]\nauthors = [\"Ann\"]\n+++\n",
            "network dns",
            "Ann",
        ),
        (
            "+++\ntags = [\"dns\"]\n\n[taxonomies]\nkeywords = [\"ttl\"]\nauthor = [\"Ann\"]\n+++\n",
            "dns ttl",
            "Ann",
        ),
        ("---\nTaxonomies:\n  Tags: dns, ttl\n---\n", "dns ttl", ""),
        ("---\ntaxonomies:\n---\n", "", ""),
    ] {
        let file = SourceFile {
            path: "a.md".into(),
            name: "content/a.md".into(),
            bytes: (matter.to_owned() + "Text\n").into(),
        };
        let (document, findings) = Document::parse(file, &Vocabulary::default());
        let read = document.front_matter;
        assert_eq!(
            (read.tags.join(" ").as_str(), read.authors.join(" ").as_str()),
            (tags, authors),
            "{matter}"
        );
        assert!(findings.is_empty(), "{matter}: {findings:?}");
        assert!(read.extra.is_empty(), "{matter}");
        assert!(document.facts.tags.iter().all(|fact| !fact.span.is_empty()), "{matter}");
    }
    for (value, refused) in [
        (json!({"tags": ["dns"], "regions": {"eu": 1}}), false),
        (json!(null), false),
        (json!({"tags": {"dns": 1}}), true),
        (json!(["dns"]), true),
    ] {
        assert_eq!(!faults(&schema, &json!({"taxonomies": value})).is_empty(), refused, "{value}");
        assert_eq!(!read("taxonomies", &value).1.is_empty(), refused, "{value}");
    }
}

#[test]
fn every_setting_is_described_with_its_default() {
    let schema = schema::config();
    assert_eq!(schema["additionalProperties"], false);
    let properties = schema["properties"].as_object().unwrap();
    assert_eq!(properties.len(), KEYS.len());
    let root = Path::new("/nowhere");
    let config = Config::load(root, None, Overrides::default()).unwrap();
    let below_root = |path: &Path| path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
    for (key, default) in [
        ("title", json!(config.title)),
        ("description", json!(config.description)),
        ("base_url", json!(config.base_url)),
        ("edit_url", json!(config.edit_url)),
        ("language", json!(config.language)),
        ("content", json!(below_root(&config.content))),
        ("output_dir", json!(below_root(&config.output_dir))),
        ("theme", json!(below_root(&config.theme))),
        ("page_size", json!(config.page_size)),
        ("feed_size", json!(config.feed_size)),
        ("api", json!(config.api)),
        ("severities", json!(config.severities)),
        ("sections", json!(config.sections)),
        ("tickets", json!(config.tickets)),
        ("action_due_days", json!(config.action_due_days)),
        ("split", json!(config.split)),
        ("synonyms", json!(config.synonyms)),
    ] {
        assert_eq!(properties[key]["default"], default, "{key}");
        assert!(properties[key]["description"].as_str().unwrap().ends_with('.'), "{key}");
    }
}

#[test]
fn defaults_and_examples_are_valid() {
    for schema in [schema::front_matter(), schema::config()] {
        for (name, property) in schema["properties"].as_object().unwrap() {
            let examples = property.get("examples").and_then(Value::as_array).into_iter().flatten();
            for value in property.get("default").into_iter().chain(examples) {
                assert_eq!(faults(property, value), <[String; 0]>::default(), "{name}: {value}");
            }
        }
    }
}

#[test]
fn examples_of_the_documentation_are_valid() {
    let schema = schema::front_matter();
    let mut examples = 0;
    for (name, text) in pages("docs") {
        for block in text.split("```yaml\n").skip(1) {
            let Some(example) = front_matter(block) else { continue };
            assert_eq!(faults(&schema, &example), <[String; 0]>::default(), "{name}");
            examples += 1;
        }
    }
    assert!(examples > 0);
    let documentation = page("docs/configuration.md");
    let example = documentation.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(toml_faults(example), <[String; 0]>::default());
}

#[test]
fn the_sample_archive_is_valid() {
    let schema = schema::front_matter();
    let mut documents = 0;
    for (name, text) in pages("content") {
        let Some(matter) = front_matter(&text) else { continue };
        assert_eq!(faults(&schema, &matter), <[String; 0]>::default(), "{name}");
        documents += 1;
    }
    assert!(documents > 20, "{documents}");
    assert_eq!(toml_faults(&page("retold.toml")), <[String; 0]>::default());
}

#[test]
fn faults_of_front_matter_are_reported_at_their_key() {
    let schema = schema::front_matter();
    for (matter, fault) in [
        (json!({"kind": "party"}), "/kind: enum"),
        (json!({"title": ["a", "b"]}), "/title: type"),
        (json!({"draft": "maybe"}), "/draft: pattern"),
        (json!({"started": "soon"}), "/started: pattern"),
        (json!({"start_time": 2026}), "/start_time: minimum"),
        (json!({"tags": {"a": 1}}), "/tags: anyOf"),
        (json!({"tags": [["a"]]}), "/tags/0: type"),
        (json!({"actions": [{"owner": "a"}]}), "/actions/0: anyOf"),
        (json!({"action_items": [{"title": "a", "due": "later"}]}), "/action_items/0/due: pattern"),
        (json!({"extra": 7}), "/extra: type"),
        (json!("a"), ": type"),
    ] {
        assert_eq!(faults(&schema, &matter), [fault], "{matter}");
    }
}

#[test]
fn the_schema_and_the_program_refuse_the_same_values() {
    let values = [
        json!(null),
        json!(""),
        json!(" "),
        json!("text"),
        json!("true"),
        json!("Yes"),
        json!("incident"),
        json!("near-miss"),
        json!("LOW-MEDIUM"),
        json!("2026-01-31"),
        json!("2026-01-31 14:05 UTC"),
        json!("14:05"),
        json!(3),
        json!(2.5),
        json!(true),
        json!(false),
        json!([]),
        json!(["a", "b"]),
        json!(["a", null, 3, true]),
        json!([null]),
        json!([["a"]]),
        json!(["2026-01-31"]),
        json!({}),
        json!({"room": 7}),
        json!({"title": "a"}),
        json!([{"title": "a"}]),
        json!([{"action": "a", "due": "2026-01-31", "owner": null}]),
        json!([{"action": "a", "due": 2026}]),
        json!([{"due": "2026-01-31"}]),
    ];
    let schema = schema::front_matter();
    for key in Key::all() {
        for name in std::iter::once(key.name()).chain(key.aliases().iter().copied()) {
            for value in &values {
                // A schema can hardly describe how durations are written; that one spelling of a kind is
                // usual, the program does not.
                let is_free = match key {
                    Key::Duration => value.is_string() || value.is_number() || value.is_boolean(),
                    Key::Kind => value.as_str().is_some_and(|text| text.trim().is_empty()),
                    _ => false,
                };
                if !is_free {
                    let program = read(name, value).1;
                    let schema = faults(&schema, &json!({ name: value }));
                    assert_eq!(
                        program.is_empty(),
                        schema.is_empty(),
                        "{name}: {value} {program:?} {schema:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_keys_of_an_action_are_read() {
    let schema = schema::front_matter();
    let properties = schema["properties"]["actions"]["items"]["properties"].as_object().unwrap();
    let read = |action: Value| read("actions", &json!([action])).0.actions.remove(0);
    let bare = read(json!({"title": "a"}));
    for name in properties.keys() {
        let mut action = json!({ name: "2026-02-14" });
        if !["title", "action", "item", "text", "description"].contains(&name.as_str()) {
            action["title"] = "a".into();
        }
        assert_ne!(read(action), bare, "{name}");
    }
}

#[test]
fn the_schema_accepts_every_form_of_dates_that_the_program_reads() {
    let schema = schema::front_matter();
    let day = Some(jiff::civil::Date::constant(2026, 2, 1));
    for text in [
        "2026-01-31",
        "2026-01-31T14:05:00Z",
        "2026-01-31 14:05 +01:00",
        "31 January 2026",
        "January 31, 2026 2:05 pm PST",
        "31.01.2026 14:05 CET",
        "14:05 UTC",
        "2026年1月31日 14:05",
    ] {
        assert!(Moment::parse(text, day).is_some(), "{text}");
        assert_eq!(faults(&schema, &json!({ "started": text })), Vec::<String>::new(), "{text}");
    }
    assert!(!faults(&schema, &json!({ "started": "soon" })).is_empty());
}

#[test]
fn the_schema_refuses_the_settings_that_the_program_refuses() {
    let archive = Archive::new();
    for (text, is_good) in [
        ("", true),
        ("title = 'a'\nlanguage = 'de'", true),
        ("title = 3", false),
        ("base-url = 'https://example.org/'", false),
        ("base_url = 'https://example.org/team'", true),
        ("base_url = '/team/'", false),
        ("base_url = 'https:///team'", false),
        ("base_url = 'https://example.org/?a'", false),
        ("content = ['a']", false),
        ("page_size = 1", true),
        ("page_size = 0", false),
        ("page_size = 2.5", false),
        ("feed_size = -1", false),
        ("severities = [['high', 'P0'], ['low']]", true),
        ("severities = ['high', 'low']", false),
        ("synonyms = [['oms', 'order service']]", true),
        ("synonyms = [['oms']]", false),
        ("[sections]\ncauses = ['What we did not know']", true),
        ("[sections]\ncuases = ['What we did not know']", false),
        ("[sections]\ncauses = 'What we did not know'", false),
        ("[tickets]\nINFRA- = 'https://tickets.example.org/INFRA-{}'", true),
        ("[tickets]\n'#' = 'https://tickets.example.org/all#{}'", true),
        ("[tickets]\nINFRA- = 'https://tickets.example.org/'", false),
        ("[tickets]\nINFRA- = 'tickets/{}'", false),
        ("[tickets]\nINFRA- = 3", false),
        ("action_due_days = 30", true),
        ("action_due_days = '30'", false),
        ("action_due_days = 70000", false),
        ("split = ['incidents.md']", true),
        ("split = 'incidents.md'", false),
        ("[[check.allow]]\nrule = 'personal/mail'\ntext = 'a@b.org'\nreason = 'x'", true),
        ("[[check.allow]]\nrule = 'personal/mail'\ntext = 'a@b.org'", false),
        ("[[check.allow]]\nrule = 'personal/mail'\ntext = '*'\nreason = 'x'", false),
        ("[check]\ninternal_hosts = ['*.corp.example.com']", true),
        ("[check]\ninternal_hosts = '*.corp.example.com'", false),
        ("[check.external]\nexclude = ['https://a.org/*']\ntimeout = 3\nprivate = true", true),
        ("[check.external]\ntimeout = '3'", false),
        ("[check.external]\nprivat = true", false),
    ] {
        archive.write("retold.toml", text);
        let program = Config::load(&archive.path(""), None, Overrides::default());
        assert_eq!(program.is_ok(), is_good, "{text}");
        assert_eq!(toml_faults(text).is_empty(), is_good, "{text}");
    }
}

#[test]
fn the_schemas_are_printed() {
    let archive = Archive::new();
    for (what, schema) in [("front-matter", schema::front_matter()), ("config", schema::config())] {
        let run = archive.run(&["schema", what]);
        run.says(0, "");
        assert_eq!(run.stdout, format!("{schema:#}\n"));
    }
    archive.run(&["schema", "confg"]).says(
        2,
        "
        error: invalid value 'confg' for '<WHAT>'
          [possible values: front-matter, config, exposure, report, check, record, actions, similar, exposure-report]

          tip: a similar value exists: 'config'

        For more information, try '--help'.
        ",
    );
}

#[test]
fn the_help_shows_how_to_use_the_schemas() {
    let help = Archive::new().run(&["schema", "--help"]).stdout;
    for line in [
        "  retold schema config > retold.schema.json",
        "    #:schema ./retold.schema.json",
        "  retold schema front-matter > front-matter.schema.json",
        "    # yaml-language-server: $schema=../front-matter.schema.json",
    ] {
        assert!(help.lines().any(|shown| shown == line), "{line}\n{help}");
    }
}

#[test]
fn a_file_that_names_its_schema_is_read() {
    let archive = Archive::new().file("retold.toml", "#:schema ./retold.schema.json\ntitle = 'Ours'\n").file(
        "content/a.md",
        "---\n# yaml-language-server: $schema=../front-matter.schema.json\ntitle: A\n---\nText\n",
    );
    archive.run(&["check"]).says(
        0,
        "
        Checked 1 document: no problems
        ",
    );
}
