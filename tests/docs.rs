//! The user documentation is true: its examples are run, its tables are complete.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use retold::config;
use retold_document::keys::Key;
use retold_document::{Document, SourceFile, Vocabulary};
use serde_json::Value;

use crate::support::Archive;

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The fenced blocks of a language in a page.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    page.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap_or_default().to_owned()).collect()
}

/// Documents of the archive on which the examples run, by name: the first is like the document that they name.
const PAST: [(&str, &str); 6] = [
    (
        "2024-01-09-mail",
        "The certificate of the relay expired, as nobody had renewed it. Its host was not in the inventory.",
    ),
    ("2024-02-01-runner", "The pipeline lost its runner, and no deployment was possible."),
    ("2024-03-01-blocklist", "Mail was refused, as an address was on a blocklist."),
    ("2024-04-01-cache", "The cache was cold after its restart, and the site slow."),
    ("2024-05-01-quota", "Thumbnails used up the quota of the bucket."),
    ("2024-06-01-zone", "A typing error in the zone took the resolver along."),
];

/// Runs the commands in a shell.
#[cfg(unix)]
#[test]
fn every_command_of_the_documentation_runs() {
    let pages = page("docs/commands.md") + &page("docs/checking.md") + &page("docs/export.md");
    let lines: Vec<_> = pages.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
    assert!(lines.len() >= 6, "{lines:?}");
    let built = built_archive().tree("");
    for line in lines {
        // Each begins with the built archive, so that none depends on what another wrote.
        let archive = built.iter().fold(Archive::new(), |archive, (name, bytes)| archive.file(name, bytes));
        let run = archive.run_in_shell(&format!("retold() {{ \"$0\" \"$@\"; }}; {line}"));
        assert_eq!(run.status, 0, "{line}\n{}", run.stderr);
    }
}

/// An archive that has what the commands name.
#[cfg(unix)]
fn built_archive() -> Archive {
    let archive = PAST.iter().fold(Archive::new(), |archive, (name, text)| {
        archive.file(&format!("content/{name}.md"), format!("# About {name}\n\n{text}\n"))
    });
    let archive = archive
        .file(
            "content/2026-01-31-tls.md",
            "---\nid: PM-2026-014\n---\n# A certificate expired\n\nNobody renewed the certificate in time.\n\n\
             ## Action items\n\n- [x] Renew certificates by a job @payments\n",
        )
        .file(
            "exposure/payments.toml",
            "team = 'payments'\n[[entry]]\nincident = '2026-01-31-tls'\nstatus = 'fixed'\n",
        );
    archive.build_clean();
    archive
}

#[test]
fn the_documented_reports_are_those_of_an_archive() {
    let page = page("docs/checking.md");
    let archive = Archive::new().file(
        "content/2026-01-31-tls.md",
        "---\ndraft: soon\n---\n# A certificate expired\n\nNobody renewed the certificate in time.\n",
    );
    let texts = blocks(&page, "text");
    let run = archive.run(&["check"]);
    assert!(run.stderr.contains(&texts[0]), "{}", run.stderr);
    let run = archive.run(&["check", "--format", "github"]);
    assert!(run.stdout.contains(&texts[1]), "{}", run.stdout);
    let run = archive.run(&["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let documented: Value = serde_json::from_str(&blocks(&page, "json")[0]).unwrap();
    let findings = report["findings"].as_array().unwrap();
    assert!(findings.contains(&documented), "{report:#}");
    let run = archive.run(&["check", "--format", "markdown"]);
    let documented = blocks(&page, "markdown").remove(0);
    let start = documented.rsplit_once(':').unwrap().0;
    assert!(run.stdout.starts_with(start), "{}", run.stdout);
}

/// `RETOLD_ACCEPT=1` writes the report into the page anew.
#[test]
fn the_report_on_blame_is_that_of_the_example() {
    let name = "docs/blameless.md";
    let text = page(name);
    let examples = blocks(&text, "markdown");
    let run = |example: &str, arguments: &[&str]| {
        let archive = Archive::new().file("content/orders.md", example);
        archive.run(&[&["check", "--today", "2026-02-01"], arguments].concat())
    };
    let report = run(&examples[0], &["--format", "markdown"]).stdout;
    let (before, rest) = text.split_once("````markdown\n").unwrap();
    let (_, after) = rest.split_once("````\n").unwrap();
    let written = format!("{before}````markdown\n{report}````\n{after}");
    if std::env::var_os("RETOLD_ACCEPT").is_some_and(|value| value == "1") {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(name), &written).unwrap();
    }
    assert_eq!(page(name), written, "`RETOLD_ACCEPT=1 cargo test --test main docs` updates it");
    let blameless = run(examples.last().unwrap(), &["--deny", "note"]);
    assert_eq!(blameless.status, 0, "{}", blameless.stderr);
}

#[test]
fn every_format_of_reports_is_documented() {
    let page = page("docs/checking.md");
    let help = Archive::new().run(&["check", "--help"]).stdout;
    let formats = help.lines().skip_while(|line| !line.contains("--format")).skip(1);
    let formats = formats.take_while(|line| !line.contains("--report"));
    let names: Vec<_> =
        formats.filter_map(|line| line.trim().strip_prefix("- ")?.split(':').next()).collect();
    assert!(names.len() >= 7, "{help}");
    for name in names {
        assert!(page.contains(&format!("\n| `{name}` | ")), "{name} is not documented");
    }
}

#[test]
fn the_example_configuration_is_read_and_names_every_key() {
    let page = page("docs/configuration.md");
    let example = &blocks(&page, "toml")[0];
    let (_, findings) = config::WrittenConfig::parse("docs/configuration.md", example);
    assert_eq!(findings, []);
    for key in config::KEYS {
        assert!(
            example.lines().any(|line| line.starts_with(&format!("{key} = ")) || line == format!("[{key}]")),
            "{key} is not documented"
        );
    }
}

#[test]
fn the_example_front_matter_is_read_and_names_every_key() {
    let page = page("docs/writing.md");
    let example = blocks(&page, "yaml").remove(0);
    let file =
        SourceFile { path: "a.md".into(), name: "docs/writing.md".into(), bytes: example.clone().into() };
    let (document, findings) = Document::parse(file, &Vocabulary::default());
    assert_eq!(findings, []);
    assert_eq!(document.front_matter.actions.len(), 1);
    assert_eq!(document.front_matter.extra["room"], "7");
    for key in Key::canonical_names() {
        let in_example = example.lines().any(|line| line.starts_with(&format!("{key}:")));
        assert!(in_example || page.contains(&format!("`{key}`")), "{key} is not documented");
    }
}

#[test]
fn the_aliases_of_the_documentation_are_understood() {
    let page = page("docs/writing.md");
    let rows = page
        .lines()
        .skip_while(|line| !line.starts_with("| key |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let mut checked = 0;
    for row in rows {
        let names: Vec<_> = row.split('`').skip(1).step_by(2).collect();
        // `impact` is a severity only by its value.
        let [key, aliases @ ..] = names.as_slice() else { panic!("{row}") };
        for alias in aliases.iter().filter(|alias| **alias != "impact") {
            assert_eq!(Key::of(alias), Key::of(key), "{alias}");
            checked += 1;
        }
    }
    assert!(checked > 30, "{checked}");
}

#[test]
fn a_theme_as_documented_extends_the_built_in_one() {
    let page = page("docs/themes.md");
    let archive = Archive::good()
        .file("theme/templates/base.html", &blocks(&page, "html")[0])
        .file("theme/static/ours.js", "'use strict';")
        .file("theme/style/ours.css", ":root { --accent: teal; }");
    assert_eq!(archive.run(&["build"]).status, 0);
    let home = archive.read("public/index.html");
    assert!(home.contains("src=\"./assets/ours."), "{home}");
    let styles = fs::read_dir(archive.path("public/assets")).unwrap();
    let styles =
        styles.map(|entry| entry.unwrap().path()).filter(|path| path.extension() == Some("css".as_ref()));
    let sheet: Vec<_> = styles.map(|path| fs::read_to_string(path).unwrap()).collect();
    assert_eq!(sheet.len(), 1);
    assert!(sheet[0].ends_with(":root { --accent: teal; }\n"));
    assert!(home.contains("Good"), "{home}");
}

#[test]
fn the_readme_names_commands_that_exist() {
    let readme = page("README.md");
    for command in ["build", "serve", "search", "check", "schema"] {
        assert!(readme.contains(&format!("retold {command}")), "{command}");
        assert_eq!(Archive::new().run(&[command, "--help"]).status, 0);
    }
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/check").is_file());
}

/// The languages that tables of words may have blocks for, by their codes.
const LANGUAGES: [(&str, &str); 18] = [
    ("cs", "Czech"),
    ("de", "German"),
    ("en", "English"),
    ("es", "Spanish"),
    ("fr", "French"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ru", "Russian"),
    ("sv", "Swedish"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

/// The names of the languages that a table of words has blocks for.
fn languages(table: &str) -> BTreeSet<&'static str> {
    let codes = table.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
    let name = |code| LANGUAGES.into_iter().find(|(known, _)| *known == code).map(|(_, name)| name);
    codes
        .filter(|code| *code != "*")
        .map(|code| name(code).unwrap_or_else(|| panic!("`{code}` has no name")))
        .collect()
}

#[test]
fn the_documentation_counts_and_names_the_languages_of_sections() {
    let known = languages(&page("crates/document/data/sections.txt"));
    let count = ["fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"][known.len() - 15];
    for name in ["README.md", "CHANGELOG.md", "ARCHITECTURE.md", "docs/understanding.md"] {
        let text = page(name).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&format!("in {count} languages")), "{name} has to say `in {count} languages`");
    }
    let page = page("docs/understanding.md");
    let sections = page.split("\n## ").find(|part| part.starts_with("Sections")).unwrap();
    let named: BTreeSet<_> =
        LANGUAGES.iter().map(|(_, name)| *name).filter(|name| sections.contains(name)).collect();
    assert_eq!(named, known);
}
