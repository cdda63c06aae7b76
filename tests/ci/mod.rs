//! The files for CI that Retold comes with, and those that `retold init` writes: their scripts are run, and what they
//! name exists.

mod machine;

use std::fs;
use std::path::Path;

use regex::Regex;
use yaml_rust2::{Yaml, YamlLoader};

use crate::support::Archive;
use machine::Machine;

fn load(text: &str) -> Vec<Yaml> {
    YamlLoader::load_from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn file(name: &str) -> Vec<Yaml> {
    load(&fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap())
}

fn names(map: &Yaml) -> Vec<&str> {
    map.as_hash().unwrap().keys().filter_map(Yaml::as_str).collect()
}

const GOOD: &str = "# Disk full\n\n## Impact\n\nNo builds for two hours.\n";
const BAD: &str = "---\ndraft: soon\n---\n# Disk full\n";

#[test]
fn the_action_checks_and_builds() {
    let mut machine = Machine::new(GOOD);
    assert_eq!(machine.step("Look for Retold", &[]).status, 0);
    assert_eq!(machine.outputs(), "found=true\n");
    let checked = machine.step("Check the postmortems", &[("content", "content")]);
    assert_eq!(checked.status, 0, "{}", checked.text);
    assert!(machine.outputs().contains("findings=false"), "{}", machine.outputs());
    let sarif: serde_json::Value = serde_json::from_str(&machine.archive.read("temp/retold.sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let built =
        machine.step("Build the site", &[("base-url", "https://example.org/"), ("output-dir", "site")]);
    assert_eq!(built.status, 0, "{}", built.text);
    assert!(machine.archive.has("site/index.html"));
}

#[test]
fn the_action_shows_findings_before_it_fails_and_fails_at_once_if_it_cannot_check() {
    let mut machine = Machine::new(BAD);
    let checked = machine.step("Check the postmortems", &[]);
    assert_eq!(checked.status, 0, "{}", checked.text);
    assert!(checked.text.contains("::error file=content/2026-01-31-disk.md,line=2"), "{}", checked.text);
    assert!(machine.outputs().contains("findings=true"), "{}", machine.outputs());
    assert_eq!(machine.step("Fail on findings", &[]).status, 1);
    let unable = machine.step("Check the postmortems", &[("root", "nowhere; echo harm")]);
    assert_eq!(unable.status, 2, "{}", unable.text);
    assert!(!unable.text.contains("\nharm"), "{}", unable.text);
}

/// A repository whose first commit has a bad document, and whose second one adds `document`. Returns the first commit.
fn committed(machine: &Machine, document: &str) -> String {
    let git = "git -c user.name=a -c user.email=a@example.org";
    let script = format!("{git} init -q . && {git} add content && {git} commit -qm 1 && git rev-parse HEAD");
    let first = machine.run(&script);
    assert_eq!(first.status, 0, "{}", first.text);
    machine.archive.write("content/2026-02-01-new.md", document);
    assert_eq!(machine.run(&format!("{git} add content && {git} commit -qm 2")).status, 0);
    first.text.trim().to_owned()
}

#[test]
fn a_change_fails_only_for_what_it_brings() {
    for (document, is_bad) in [(GOOD, false), (BAD, true)] {
        let mut machine = Machine::new(BAD);
        let base = committed(&machine, document);
        let checked = machine.pull_request(&base, &[]);
        assert_eq!(checked.status, 0, "{}", checked.text);
        let expected = format!("findings={is_bad}\n");
        assert!(machine.outputs().ends_with(&expected), "{}", machine.outputs());
        machine.pull_request(&base, &[("changed-only", "false")]);
        assert!(machine.outputs().ends_with("findings=true\n"), "{}", machine.outputs());
        // A clone without the history shows nothing, which is no pass.
        let unable = machine.pull_request("59b68f6ca05eed", &[]);
        assert_eq!(unable.status, 2, "{}", unable.text);
        machine.set("CI_PROJECT_DIR", &machine.archive.path("").display().to_string());
        machine.set("CI_MERGE_REQUEST_DIFF_BASE_SHA", &base);
        let checked = machine.run(&gitlab_script("retold check"));
        assert_eq!(checked.status, i32::from(is_bad), "{}", checked.text);
    }
}

#[test]
fn the_action_comments_once() {
    let mut machine = Machine::new(BAD);
    machine.step("Check the postmortems", &[]);
    let comments = |answer: &str| {
        format!(
            "echo \"$@\" >> temp/calls\ncase \"$*\" in *--paginate*) {answer} ;; *) cat > /dev/null ;; esac"
        )
    };
    for (answer, call) in [
        ("true", "api repos/acme/shop/issues/7/comments --method POST --field body=@"),
        ("echo 12; echo 13", "api repos/acme/shop/issues/comments/12 --method PATCH --field body=@"),
    ] {
        machine.program("gh", &comments(answer));
        let run = machine.step("Comment on the pull request", &[("token", "x")]);
        assert_eq!(run.status, 0, "{}", run.text);
        let calls = machine.archive.read("temp/calls");
        assert!(calls.lines().last().unwrap().starts_with(call), "{calls}");
        assert!(calls.contains("startswith(\"<!-- retold-check -->\")"), "{calls}");
        assert!(!run.text.contains("::warning::"), "{}", run.text);
    }
    machine.program("gh", "exit 1");
    let run = machine.step("Comment on the pull request", &[("token", "x")]);
    assert!(run.status == 0 && run.text.contains("::warning::"), "{}", run.text);
}

#[test]
fn the_action_installs_a_release_or_builds_its_own_files() {
    let mut machine = Machine::new(GOOD);
    machine.program("cargo", "echo cargo \"$@\"");
    machine.program("curl", "exit 22");
    let run = machine.step("Install Retold", &[]);
    let expected = format!(
        "cargo install --path {} --locked --profile dist --features external --root",
        env!("CARGO_MANIFEST_DIR")
    );
    assert!(run.status == 0 && run.text.contains(&expected), "{}", run.text);
    assert!(machine.archive.read("temp/path").contains("temp/retold/bin"));
    // A digest is a promise: nothing else is installed in its place.
    let run = machine.step("Install Retold", &[("sha256", &"0".repeat(64))]);
    assert!(run.status == 1 && !run.text.contains("cargo install"), "{}", run.text);
    machine.program("curl", "while [ \"$1\" != --output ]; do shift; done; tar czf \"$2\" -C bin retold");
    let run = machine.step("Install Retold", &[("sha256", &"0".repeat(64))]);
    assert!(run.status != 0 && !machine.archive.has("temp/retold/bin/retold"), "{}", run.text);
    let run = machine.step("Install Retold", &[]);
    assert!(run.status == 0 && machine.archive.has("temp/retold/bin/retold"), "{}", run.text);
}

/// The lines of a job of GitLab, with the values of `inputs`.
fn gitlab_script(job: &str) -> String {
    let documents = file("ci/gitlab.yml");
    let [spec, jobs] = documents.as_slice() else { panic!("two documents") };
    let lines = |job: &str, key: &str| {
        let list = jobs[job][key].as_vec().cloned().unwrap_or_default();
        list.iter().filter_map(|line| line.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let variables = jobs[".retold"]["variables"].as_hash().unwrap();
    let variables = variables.iter().map(|(name, value)| {
        let value = value.as_str().unwrap();
        let input = value.trim_start_matches("$[[ inputs.").trim_end_matches(" ]]");
        let default = spec["spec"]["inputs"][input]["default"].as_str().unwrap_or_default();
        format!("export {}='{default}'", name.as_str().unwrap())
    });
    let all = variables.chain(lines(".retold", "before_script")).chain(lines(job, "script"));
    all.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_jobs_for_gitlab_check_and_build() {
    for (document, status) in [(GOOD, 0), (BAD, 1)] {
        let mut machine = Machine::new(document);
        let folder = machine.archive.path("").display().to_string();
        machine.set("CI_PROJECT_DIR", &folder);
        machine.set("CI_PAGES_URL", "https://acme.gitlab.io/shop");
        let checked = machine.run(&gitlab_script("retold check"));
        assert_eq!(checked.status, status, "{}", checked.text);
        let quality: serde_json::Value =
            serde_json::from_str(&machine.archive.read("gl-code-quality-report.json")).unwrap();
        assert_eq!(quality.as_array().unwrap().is_empty(), status == 0);
        assert!(machine.archive.read("retold.xml").contains("<testsuite"));
        assert_eq!(machine.run(&gitlab_script("pages")).status, status);
        assert!(machine.archive.read("public/atom.xml").contains("https://acme.gitlab.io/shop/"));
    }
}

#[test]
fn the_hook_checks_what_is_to_be_committed() {
    let hooks = file(".pre-commit-hooks.yaml").remove(0);
    let hook = &hooks[0];
    for (document, status) in [(GOOD, 0), (BAD, 1)] {
        let run = Machine::new(document).run(hook["entry"].as_str().unwrap());
        assert_eq!(run.status, status, "{}", run.text);
    }
    let files = Regex::new(hook["files"].as_str().unwrap()).unwrap();
    for (name, expected) in [
        ("content/a.md", true),
        ("a.html.md.erb", true),
        ("retold.toml", true),
        ("docs/retold.toml", true),
        ("src/main.rs", false),
        ("notretold.toml", false),
    ] {
        assert_eq!(files.is_match(name), expected, "{name}");
    }
}

#[test]
fn the_files_of_a_new_archive_name_what_exists() {
    let archive = Archive::new();
    assert_eq!(archive.run(&["init", "--retold", "https://github.com/acme/retold"]).status, 0);
    let action = file("action.yml").remove(0);
    let workflow = load(&archive.read(".github/workflows/postmortems.yml")).remove(0);
    let steps = workflow["jobs"]["postmortems"]["steps"].as_vec().unwrap();
    let step = steps.iter().find(|step| step["uses"].as_str().unwrap().starts_with("acme/retold@v")).unwrap();
    for input in names(&step["with"]) {
        assert!(names(&action["inputs"]).contains(&input), "{input}");
    }
    let gitlab = load(&archive.read(".gitlab-ci.yml")).remove(0);
    let spec = &file("ci/gitlab.yml")[0]["spec"]["inputs"];
    let given = names(&gitlab["include"][0]["inputs"]);
    for (input, definition) in spec.as_hash().unwrap() {
        let is_given = given.contains(&input.as_str().unwrap());
        assert!(is_given || !definition["default"].is_badvalue(), "{input:?} has no value");
    }
    assert!(given.iter().all(|input| names(spec).contains(input)), "{given:?}");
    let hook = &load(&archive.read(".pre-commit-config.yaml"))[0]["repos"][0]["hooks"][0];
    let known = &file(".pre-commit-hooks.yaml")[0][0];
    assert_eq!(hook["id"], known["id"]);
    let arguments: Vec<_> = hook["args"].as_vec().unwrap().iter().filter_map(Yaml::as_str).collect();
    let command = format!("{} {}", known["entry"].as_str().unwrap(), arguments.join(" "));
    assert_eq!(Machine::new(GOOD).run(&command).status, 0);
    let netlify: toml::Table = archive.read("netlify.toml").parse().unwrap();
    let command = netlify["build"]["command"].as_str().unwrap();
    let mut machine = Machine::new(GOOD);
    machine.program("cargo", "true");
    machine.set("URL", "https://acme.example.org");
    let run = machine.run(command);
    assert_eq!(run.status, 0, "{}", run.text);
    assert!(machine.archive.read("public/atom.xml").contains("https://acme.example.org/"));
}

#[test]
fn the_documentation_names_every_input() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci.md")).unwrap();
    let rows = page.lines().skip_while(|line| !line.starts_with("| input |")).skip(2);
    let rows: Vec<Vec<&str>> = rows
        .take_while(|line| line.starts_with('|'))
        .map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect())
        .collect();
    let action = file("action.yml").remove(0);
    assert_eq!(rows.iter().map(|row| row[0]).collect::<Vec<_>>(), names(&action["inputs"]));
    for row in rows.iter().filter(|row| row[0] != "token") {
        assert_eq!(action["inputs"][row[0]]["default"].as_str(), Some(row[2]), "{}", row[0]);
    }
    for input in names(&file("ci/gitlab.yml")[0]["spec"]["inputs"]) {
        assert!(
            page.contains(&format!("`{input}`")) || page.contains(&format!("      {input}: ")),
            "{input}"
        );
    }
    let examples = page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    assert_eq!(examples.map(|example| load(example).len()).collect::<Vec<_>>(), [1, 1, 1]);
}
