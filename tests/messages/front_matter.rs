//! Front matter that cannot be read, or not as it was meant.

use super::build_with;

#[test]
fn broken_yaml() {
    let (archive, run) = build_with("---\ntitle: Bad\ntags: [x, y\n---\n# Bad\n");
    run.says(
        0,
        "
        warning[front-matter/syntax]: the front matter is not valid YAML: while parsing a flow sequence, expected ',' or ']'
         --> content/bad.md:4:1
          |
        4 | ---
          | ^
          |
        hint: put values with `: `, `#`, `[` or `{` in quotes; indent with spaces

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 warning
        ",
    );
    assert!(archive.read("public/bad/index.html").contains("<h1>Bad</h1>"));
}

#[test]
fn yaml_with_a_colon_in_a_title() {
    let (_, run) = build_with("---\ntitle: Outage: the sequel\n---\n");
    run.says(
        0,
        "
        warning[front-matter/syntax]: the front matter is not valid YAML: mapping values are not allowed in this context
         --> content/bad.md:2:14
          |
        2 | title: Outage: the sequel
          |              ^
          |
        hint: the value is read as it is written; put it in quotes

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 warning
        ",
    );
}

#[test]
fn broken_toml() {
    let (_, run) = build_with("+++\ntitle = 'Bad'\ndate = soon\n+++\n");
    run.says(
        0,
        r#"
        warning[front-matter/syntax]: the front matter is not valid TOML: string values must be quoted, expected literal string
         --> content/bad.md:3:8
          |
        3 | date = soon
          |        ^
          |
        hint: texts and dates are written `key = "text"` and `date = 2026-01-31`

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 warning
        "#,
    );
}

#[test]
fn broken_json() {
    let (_, run) = build_with("{\n  \"title\": \"Bad\",\n  \"tags\": [\"x\",]\n}\n");
    run.says(
        0,
        r#"
        warning[front-matter/syntax]: the front matter is not valid JSON: trailing comma
         --> content/bad.md:3:16
          |
        3 |   "tags": ["x",]
          |                ^
          |
        hint: texts and keys stand in double quotes, entries are separated by commas

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 warning
        "#,
    );
}

#[test]
fn front_matter_that_is_never_closed() {
    let (_, run) = build_with("---\ntitle: Bad\n\n# Bad\n");
    run.says(
        0,
        "
        warning[front-matter/unclosed]: the front matter is never closed
         --> content/bad.md:1:1
          |
        1 | ---
          | ^^^
          |
        hint: put `---` on a line of its own after the last key

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 warning
        ",
    );
}

#[test]
fn front_matter_that_is_no_table() {
    let (_, run) = build_with("---yaml\n- a\n- b\n---\n");
    run.says(
        0,
        "
        warning[front-matter/syntax]: the front matter must be a mapping of keys to values
         --> content/bad.md:2:1
          |
        2 | - a
          | ^^^
          |
        hint: write one `key: value` on a line

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 warning
        ",
    );
}

#[test]
fn wrong_types() {
    let (archive, run) = build_with(
        "---\ntitle: [a, b]\ndraft: maybe\nstarted: soon\nkind: party\ntags: {a: 1}\nactions:\n  - due: later\n    title: Act\n---\n",
    );
    run.says(
        1,
        "
        warning[front-matter/value]: `title`: expected a string, found a list
         --> content/bad.md:2:1
          |
        2 | title: [a, b]
          | ^^^^^

        error[front-matter/value]: `draft`: expected `true` or `false`, found a string
         --> content/bad.md:3:8
          |
        3 | draft: maybe
          |        ^^^^^
          |
        hint: until it is fixed, the document is left out like a draft

        warning[front-matter/value]: `soon` for `started` is not a date
         --> content/bad.md:4:10
          |
        4 | started: soon
          |          ^^^^
          |
        hint: write it as `2026-01-31`, `2026-01-31 14:05 UTC` or `2026-01-31T14:05:00Z`

        warning[front-matter/value]: `party` is not a kind of document
         --> content/bad.md:5:7
          |
        5 | kind: party
          |       ^^^^^
          |
        hint: use one of `incident`, `near-miss`, `bug`, `drill`, `project`

        warning[front-matter/value]: `tags`: expected a list of strings, found a mapping
         --> content/bad.md:6:1
          |
        6 | tags: {a: 1}
          | ^^^^

        warning[front-matter/value]: `later` for `due` is not a date
         --> content/bad.md:8:10
          |
        8 |   - due: later
          |          ^^^^^
          |
        hint: write it as `2026-01-31` or `14 days`

        Found 1 document: 1 incident
        Built … into `public` in …
        1 error, 5 warnings
        ",
    );
    assert!(!archive.has("public/bad/index.html"));
}

#[test]
fn a_misspelled_key() {
    let (_, run) = build_with("---\nseverty: SEV1\n---\nText.\n");
    run.says(
        0,
        "
        warning[front-matter/unknown-key]: unknown key `severty`
         --> content/bad.md:2:1
          |
        2 | severty: SEV1
          | ^^^^^^^
          |
        hint: did you mean `severity`? put keys of your own under `extra`

        Found 2 documents: 2 incidents
        Built … into `public` in …
        1 warning
        ",
    );
}
