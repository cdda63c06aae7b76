//! `retold check --fix`: what is safe to fix is fixed, and nothing else is touched.

use crate::support::Archive;

const MISSPELLED: &str = "---\nseverty: SEV1\n---\n\n# Disk full\n\nThe disk was full.\n";
const STALE: &str =
    "# DNS\n\n<!-- retold-allow link/missing: it was moved -->\nThe zone was empty, for an hour.\n";

fn archive() -> Archive {
    Archive::new().file("content/disk.md", MISSPELLED).file("content/dns.md", STALE)
}

#[test]
fn fixes_are_written_and_what_remains_is_shown() {
    let archive = archive().file("content/link.md", "# Link\n\nSee [the page](nowhere.md).\n");
    let run = archive.run(&["check", "--fix", "--deny", "warning", "--quiet"]);
    assert!(run.stderr.contains("content/link.md:3:5: warning[link/missing]"), "{}", run.stderr);
    assert!(!run.stderr.contains("unknown-key") && !run.stderr.contains("allow/unused"), "{}", run.stderr);
    assert_eq!(run.status, 1);
    assert_eq!(archive.read("content/disk.md"), MISSPELLED.replace("severty", "severity"));
    assert_eq!(archive.read("content/dns.md"), "# DNS\n\nThe zone was empty, for an hour.\n");
    let run = archive.run(&["check", "--fix"]);
    assert!(
        run.stderr.contains("\nThere is nothing that is safe to fix\nChecked 3 documents"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_dry_run_shows_a_diff_that_git_applies() {
    let archive = archive();
    let run = archive.run(&["check", "--fix", "--dry-run", "--deny", "warning"]);
    run.says_data(
        1,
        "
        --- a/content/disk.md
        +++ b/content/disk.md
        @@ -1,5 +1,5 @@
         ---
        -severty: SEV1
        +severity: SEV1
         ---

         # Disk full
        --- a/content/dns.md
        +++ b/content/dns.md
        @@ -1,4 +1,3 @@
         # DNS

        -<!-- retold-allow link/missing: it was moved -->
         The zone was empty, for an hour.
        ",
    );
    assert!(run.stderr.contains("warning[front-matter/unknown-key]"), "{}", run.stderr);
    assert!(run.stderr.contains("\n2 problems in 2 documents would be fixed\n"), "{}", run.stderr);
    assert_eq!(archive.read("content/disk.md"), MISSPELLED);
    #[cfg(unix)]
    {
        let applied = archive.run_in_shell("\"$0\" check --fix --dry-run 2>/dev/null | git apply -");
        assert_eq!(applied.status, 0, "{}", applied.stderr);
        assert_eq!(archive.read("content/disk.md"), MISSPELLED.replace("severty", "severity"));
    }
}

#[test]
fn a_report_is_not_mixed_with_a_diff() {
    let run = archive().run(&["check", "--fix", "--dry-run", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["findings"].as_array().map(Vec::len), Some(2));
    assert!(run.stderr.contains("+severity: SEV1"), "{}", run.stderr);
}

#[test]
fn only_findings_that_are_shown_are_fixed() {
    let archive = archive();
    assert_eq!(archive.run(&["check", "--write-baseline", "known.json"]).status, 0);
    let run = archive.run(&["check", "--fix", "--baseline", "known.json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(archive.read("content/disk.md"), MISSPELLED);
    assert_eq!(archive.run(&["check", "--dry-run"]).status, 2);
}

#[test]
fn a_spelling_is_corrected_where_the_other_one_is_clearly_that_of_the_archive() {
    let document =
        |tags: &str, name: usize| format!("---\ntags: {tags}\n---\n# Disk {name}\n\nIt was full.\n");
    for (usual, count, rare, config, fixed) in [
        ("load-balancer", 5, "[dns, 'loadbalancers']", "", Some("[dns, 'load-balancer']")),
        ("load-balancer", 4, "[loadbalancer]", "", None),
        ("load-balancer", 5, "[loadbalancer, load-balancer]", "", None),
        ("kubernetes", 5, "[kuberntes]", "", None),
        ("kubernetes", 1, "[kuberntes]", "[check]\ntags = ['kubernetes', 'dns']\n", Some("[kubernetes]")),
    ] {
        let archive = Archive::new().file("retold.toml", config).file("content/rare.md", document(rare, 9));
        for name in 0..count {
            archive.write(&format!("content/{name}.md"), document(usual, name));
        }
        archive.run(&["check", "--fix"]);
        let expected = document(fixed.unwrap_or(rare), 9);
        assert_eq!(archive.read("content/rare.md"), expected, "{count} of {usual}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_not_replaced_by_a_file() {
    let archive = archive();
    archive.write("content/elsewhere/disk.txt", MISSPELLED);
    archive.remove("content/disk.md");
    std::os::unix::fs::symlink("elsewhere/disk.txt", archive.path("content/disk.md")).unwrap();
    let run = archive.run(&["check", "--fix"]);
    assert!(
        run.stderr.contains("error[fix/unwritable]: the file cannot be fixed: it is a symbolic link"),
        "{}",
        run.stderr
    );
    assert_eq!((run.status, archive.read("content/elsewhere/disk.txt").as_str()), (1, MISSPELLED));
}
