//! `retold check --changed-since`: only what a change of the archive brings. Each test has a repository of its own.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::external::PageServer;
use crate::support::{Archive, Run};

const GOOD: &str = "# Good\n\nAll of it can be read.\n";
const BROKEN: &str = "# Broken\n\nSee [the page](nowhere.md).\n";

/// An archive in a repository.
struct Repository(Archive);

impl Repository {
    /// A repository whose first commit, tagged `base`, has `files`.
    fn new(files: &[(&str, &str)]) -> Self {
        let archive = files.iter().fold(Archive::new(), |archive, (path, text)| archive.file(path, text));
        let repository = Self(archive);
        repository.git("init --quiet --initial-branch=main");
        repository.commit();
        repository.git("tag base");
        repository
    }

    #[track_caller]
    fn git(&self, arguments: &str) {
        git(&self.0, &arguments.split(' ').collect::<Vec<_>>());
    }

    fn commit(&self) {
        self.git("add --all");
        self.git("commit --quiet --allow-empty --message=x");
    }

    fn check(&self, revision: &str) -> Run {
        self.0.run(&["check", "--quiet", "--deny", "note", "--changed-since", revision])
    }

    /// The rule and the path of each finding since `base`.
    #[track_caller]
    fn found(&self) -> Vec<String> {
        let run = self.check("base");
        assert_eq!(run.status, i32::from(!run.stderr.is_empty()), "{}", run.stderr);
        let found = run.stderr.lines().map(|line| {
            let (place, rule) = line.split_once(": ").unwrap();
            let path = place.split(':').next().unwrap();
            let rule = rule.split(['[', ']']).nth(1).unwrap();
            format!("{rule} {}", path.strip_prefix("content/").unwrap_or(path))
        });
        found.collect()
    }
}

/// Runs git, which tests of a comparison need.
#[track_caller]
fn git(archive: &Archive, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(archive.path("")).args(["-c", "user.name=x", "-c", "user.email=x@example.org"]);
    command.args(["-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"]).args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = command.output().expect("git runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn findings_of_unchanged_documents_are_left_out() {
    let repository = Repository::new(&[("content/old.md", BROKEN), ("content/good.md", GOOD)]);
    let archive = &repository.0;
    assert_eq!(repository.found(), [""; 0]);
    archive.write("content/committed.md", BROKEN);
    repository.commit();
    archive.write("content/staged.md", BROKEN.replace("page", "staged page"));
    repository.git("add content/staged.md");
    archive.write("content/untracked näme.md", BROKEN.replace("page", "untracked page"));
    archive.write("content/good.md", GOOD.replace("it", "[it](gone.md)"));
    // The texts of broken pages are too short to be compared as copies by their words.
    let found = repository.found();
    let links: Vec<_> = found.iter().filter(|found| found.starts_with("link/missing")).collect();
    assert_eq!(
        links,
        [
            "link/missing committed.md",
            "link/missing good.md",
            "link/missing staged.md",
            "link/missing untracked näme.md"
        ]
    );
    assert!(!found.iter().any(|found| found == "link/missing old.md"), "{found:?}");
}

#[test]
fn what_a_change_causes_elsewhere_is_shown() {
    let links = "# Links\n\nSee [good](good.md) and [nowhere](nowhere.md).\n";
    let repository = Repository::new(&[("content/links.md", links), ("content/good.md", GOOD)]);
    repository.0.remove("content/good.md");
    let run = repository.check("base");
    assert!(
        run.stderr.starts_with("content/links.md:3:5: warning[link/missing]: `good.md` is not"),
        "{}",
        run.stderr
    );
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
}

/// The rule, the path, the message and the marked text of each finding of `run`, sorted.
#[track_caller]
fn keys(run: &Run) -> Vec<[String; 4]> {
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let findings = report["findings"].as_array().unwrap().iter();
    let mut keys: Vec<_> = findings
        .map(|finding| ["path", "rule", "message", "excerpt"].map(|key| text(finding, key)))
        .collect();
    keys.sort();
    keys
}

#[test]
fn the_findings_are_those_of_the_whole_check_that_are_new() {
    const JSON: [&str; 5] = ["check", "--format", "json", "--today", "2026-03-01"];
    let name = |number: usize| format!("content/2026/2026-01-{number:02}-report.md");
    let text = |number: usize| {
        let next = number + 1;
        format!(
            "---\nseverity: SEV2\ntags: [label{number}x, label{number}y]\n---\n# Outage {number}\n\n\
             John ran `drop{number}` in production{number}. We forgot the flag{number}. See [a](missing{number}.md) and \
             [b](2026-01-{next:02}-report.md).\n\n## Timeline\n\n- 10:2{} UTC down\n- 10:1{} UTC up\n\n\
             ## Action items\n\n- [ ] Improve monitoring {number} due:2026-01-{next:02}\n",
            number % 10,
            number % 7,
        )
    };
    let files: Vec<_> = (1..=28).map(|number| (name(number), text(number))).collect();
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let repository = Repository::new(&files);
    let before = keys(&repository.0.run(&JSON));
    assert!(before.len() > 100, "{}", before.len());

    let edited = [name(3), name(9), name(30)];
    fs::write(repository.0.path(&edited[0]), format!("{}\nIt was careless.\n", text(3))).unwrap();
    fs::write(repository.0.path(&edited[1]), "# Outage 9\n\nAll of it can be read.\n").unwrap();
    fs::write(repository.0.path(&edited[2]), text(30)).unwrap();
    fs::remove_file(repository.0.path(&name(7))).unwrap();
    let since = keys(&repository.0.run(&[&JSON[..], &["--changed-since", "base"]].concat()));
    let mut known = before;
    let mut expected = keys(&repository.0.run(&JSON));
    expected.retain(|key| {
        let at = known.iter().position(|other| other == key);
        let is_known = at.map(|at| known.remove(at)).is_some();
        !is_known || edited.contains(&key[0])
    });
    // What an edit alone brings has no counterpart in a whole check.
    let since: Vec<_> = since.into_iter().filter(|key| key[1] != "recurrence/unlinked").collect();
    assert!(since.iter().any(|key| key[0] == name(6)), "the link to what is gone: {since:?}");
    assert_eq!(since, expected);
}

#[test]
fn a_finding_does_not_repeat_a_secret_of_an_unchanged_document() {
    let leak = "# Leak\n\n## password: Zq9wert-Moon\n\nIt was on the wall.\n";
    let repository = Repository::new(&[("content/leak.md", leak), ("content/good.md", GOOD)]);
    repository.0.write("content/good.md", GOOD.replace("All", "[All](leak.md#password-zq9wert-moom)"));
    let shown = repository.0.run(&["check", "--all", "--changed-since", "base"]).stderr;
    assert!(shown.contains("did you mean") && !shown.contains("secret/password"), "{shown}");
    assert!(!shown.to_lowercase().contains("wert-moon"), "{shown}");
}

#[test]
fn a_moved_document_has_only_the_findings_of_its_move() {
    let moving = "---\nseverty: SEV1\n---\n# Moving\n\nSee [good](good.md).\n";
    let links = "# Links\n\nSee [it](moving.md).\n";
    let files = [("content/moving.md", moving), ("content/good.md", GOOD), ("content/links.md", links)];
    let repository = Repository::new(&files);
    fs::create_dir(repository.0.path("content/sub")).unwrap();
    repository.git("mv content/moving.md content/sub/moving.md");
    assert_eq!(repository.found(), ["link/missing links.md", "link/missing sub/moving.md"]);
    // Once it is edited, all of its findings are shown.
    repository.0.write("content/sub/moving.md", moving.replace("See", "Look at"));
    assert_eq!(
        repository.found(),
        ["link/missing links.md", "front-matter/unknown-key sub/moving.md", "link/missing sub/moving.md"]
    );
}

#[test]
fn a_key_that_older_documents_have_too_is_new_in_an_edited_one() {
    let flavour = |title: &str| format!("---\nflavour: sweet\n---\n# {title}\n\nIt was {title}.\n");
    let repository = Repository::new(&[("content/a.md", &flavour("A"))]);
    repository.0.write("content/b.md", flavour("B"));
    assert_eq!(repository.found(), ["front-matter/unknown-key b.md"]);
}

#[test]
fn the_comparison_is_with_the_branching_point() {
    let repository = Repository::new(&[("content/good.md", GOOD)]);
    repository.git("switch --quiet --create branch");
    repository.git("switch --quiet main");
    repository.0.write("content/of-main.md", BROKEN);
    repository.commit();
    repository.git("switch --quiet branch");
    repository.0.write("content/of-branch.md", GOOD);
    repository.commit();
    let run = repository.0.run(&["check", "--changed-since", "main"]);
    assert!(run.stderr.starts_with("Checked 2 documents, 1 of them changed: "), "{}", run.stderr);
    assert_eq!(run.status, 0);
}

#[test]
fn files_that_are_not_read_are_not_read_from_the_revision() {
    let repository = Repository::new(&[
        ("content/good.md", GOOD),
        ("content/.hidden.md", GOOD),
        ("content/node_modules/readme.md", GOOD),
        ("content/chart.png", "PNG"),
        ("README.md", GOOD),
    ]);
    repository.0.write("content/good.md", GOOD.replace("it", "[it](chart.png)"));
    assert_eq!(repository.found(), [""; 0]);
    repository.0.remove("content/.hidden.md");
    repository.0.remove("content/node_modules/readme.md");
    assert_eq!(repository.found(), [""; 0]);
    repository.0.remove("content/chart.png");
    assert_eq!(repository.found(), ["link/missing good.md"]);
}

#[cfg(unix)]
#[test]
fn names_need_not_be_utf_8() {
    use std::os::unix::ffi::OsStrExt;
    let repository = Repository::new(&[("content/good.md", GOOD)]);
    let name = std::ffi::OsStr::from_bytes(b"content/caf\xe9 \n\".md");
    fs::write(repository.0.path("").join(name), BROKEN).unwrap();
    repository.commit();
    repository.git("tag --force base");
    assert_eq!(repository.found(), [""; 0]);
}

#[test]
fn only_addresses_in_edited_documents_are_visited() {
    let server = PageServer::start(&[("/old", 404), ("/new", 404)]);
    let text = |path: &str| format!("# A\n\nSee {}.\n", server.url(path));
    let remark = "<!-- retold-allow link/external: gone with the vendor -->\n";
    let repository = Repository::new(&[("content/old.md", &format!("{}\n{remark}", text("/old")))]);
    repository.0.write("content/new.md", text("/new"));
    let arguments = ["check", "--external", "--external-allow-private", "--changed-since", "base"];
    let run = repository.0.run(&[&arguments[..], &["--quiet", "--deny", "note"]].concat());
    let found: Vec<_> = run.stderr.lines().filter(|line| line.contains("link/external")).collect();
    assert_eq!(found.len(), 1, "{}", run.stderr);
    assert!(found[0].starts_with("content/new.md:3:5: warning[link/external]"), "{}", run.stderr);
    let run = repository.0.run(&arguments);
    assert!(run.stderr.contains("Checked 1 web address\n"), "{}", run.stderr);
}

#[test]
fn an_archive_without_the_revision_is_not_passed() {
    let no_repository = Archive::good();
    let run = no_repository.run(&["check", "--changed-since", "main"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("`content` is not in a repository that git can read"), "{}", run.stderr);

    let repository = Repository::new(&[("content/good.md", GOOD)]);
    for (revision, reason, hint) in [
        ("nowhere", "there is no revision `nowhere`", "`git fetch origin`"),
        ("upstream/nowhere", "there is no revision `upstream/nowhere`", "`git fetch upstream`"),
        ("--all", "there is no revision `--all`", "`git fetch origin`"),
        ("HEAD:content", "there is no revision `HEAD:content`", "`git fetch origin`"),
        ("", "there is no revision ``", "`git fetch origin`"),
    ] {
        let run = repository.0.run(&["check", &format!("--changed-since={revision}")]);
        assert_eq!(run.status, 2, "{revision}: {}", run.stderr);
        assert!(run.stderr.contains(reason) && run.stderr.contains(hint), "{revision}: {}", run.stderr);
    }
    repository.git("switch --quiet --orphan other");
    repository.0.write("content/other.md", GOOD);
    repository.commit();
    let run = repository.check("base");
    assert!(run.stderr.contains("have no common ancestor"), "{}", run.stderr);
    assert_eq!(run.status, 2);
}

#[test]
fn a_shallow_clone_names_the_way_out() {
    let repository = Repository::new(&[("content/good.md", GOOD)]);
    repository.commit();
    let source = format!("file://{}", repository.0.path("").display());
    let clone = Archive::new();
    git(&clone, &["clone", "--quiet", "--depth=1", "--no-tags", &source, "."]);
    let run = clone.run(&["check", "--changed-since", "base"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(
        run.stderr.contains("the clone is shallow") && run.stderr.contains("fetch-depth: 0"),
        "{}",
        run.stderr
    );
}

#[test]
fn work_trees_and_submodules_are_repositories() {
    let repository = Repository::new(&[("content/old.md", BROKEN)]);
    let tree = Archive::new();
    repository.git(&format!("worktree add --quiet {}", tree.path("tree").display()));
    tree.write("tree/content/new.md", BROKEN.replace("page", "new page"));
    let run =
        tree.run(&["check", "--root", "tree", "--quiet", "--deny", "link/*", "--changed-since", "base"]);
    assert!(run.stderr.contains("new.md:3:5: warning[link/missing]"), "{}", run.stderr);
    assert!(!run.stderr.contains("old.md"), "{}", run.stderr);

    let outer = Repository::new(&[("retold.toml", "title = 'Outer'\n")]);
    let source = repository.0.path("content").parent().unwrap().display().to_string();
    git(&outer.0, &["submodule", "--quiet", "add", &source, "archive"]);
    outer.0.write("archive/content/new.md", BROKEN.replace("page", "new page"));
    let arguments =
        ["check", "--content", "archive/content", "--quiet", "--deny", "link/*", "--changed-since"];
    let run = outer.0.run(&[&arguments[..], &["HEAD"]].concat());
    assert!(run.stderr.contains("new.md:3:5: warning[link/missing]"), "{}", run.stderr);
    assert!(!run.stderr.contains("old.md"), "{}", run.stderr);
}

#[test]
fn a_hook_of_another_folder_does_not_lead_git_astray() {
    let repository = Repository::new(&[("content/old.md", BROKEN)]);
    repository.0.write("content/new.md", GOOD);
    let Repository(archive) = repository;
    let archive = archive.variable("GIT_DIR", ".git").variable("GIT_INDEX_FILE", ".git/other");
    let run = archive.run(&["check", "--changed-since", "base"]);
    assert!(run.stderr.starts_with("Checked 2 documents, 1 of them changed: "), "{}", run.stderr);
}
