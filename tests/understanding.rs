//! Facts of documents without front matter in the output of `inspect`, `adopt` and in pages.

use std::fs;

use crate::support::Archive;

const REPORT: &str = "# Checkout down after a pool change\n\n\
    **Severity:** HIGH (all of checkout)\n**Status:** Resolved\n**Authors:** Team Payments, <add name here>\n\n\
    ## 1. Summary\n\nNobody could pay for 43 minutes. About 1,200 customers were affected.\n\n\
    ## 2. Timeline (all times UTC)\n\n\
    - 2026-01-28 23:50 - Deploy of the new pool settings\n\
    - 23:58 - Checkout starts to fail\n\
    - 00:03 - Alert fires: error rate above 5 %\n\
    - ~00:20 - Root cause found: the pool has no limit\n\
    - 00:41 - Resolved, errors are gone\n\n\
    ## Five whys\n\n\
    1. Why could nobody pay? Every connection was taken.\n\
    2. Why was every connection taken? The pool had no limit.\n\n\
    ## Action items\n\n\
    - [ ] Cap the pool per pod @payments due:2026-02-14 INFRA-123\n\
    - [x] Alert on waiting clients\n\n\
    ## What went well\n\n- The rollback took a minute\n";

fn archive() -> Archive {
    Archive::new()
        .file("retold.toml", "tickets = { \"INFRA-\" = \"https://t.example.org/INFRA-{}\" }\n")
        .file("content/2026-01-29-checkout.md", REPORT)
}

#[test]
fn a_document_without_front_matter_is_understood() {
    archive().run(&["inspect", "content/2026-01-29-checkout.md", "--today", "2026-02-15"]).says_data(
        0,
        "
        content/2026-01-29-checkout.md · incident
          class             incident                          heading, line 11
          title             Checkout down after a pool change  heading, line 1
          severity          HIGH                              label, line 3
          status            Resolved                          label, line 4
          happened          2026-01-28                        timeline, line 14
          author            Team Payments                     label, line 5

        Course
          started           2026-01-28T23:58:00Z              timeline, line 14: Checkout starts to fail
          detected          2026-01-29T00:03:00Z              timeline, line 15: Alert fires: error rate above 5 %
          identified        2026-01-29T00:20:00Z              timeline, line 16: Root cause found: the pool has no limit
          resolved          2026-01-29T00:41:00Z              timeline, line 17: Resolved, errors are gone
          detection         5m                                from started to detected
          diagnosis         17m                               from detected to identified
          resolution        21m                               from identified to resolved

        Timeline (5 entries, UTC)
             13  2026-01-28T23:50:00Z  Deploy of the new pool settings
             14  2026-01-28T23:58:00Z  Checkout starts to fail
             15  2026-01-29T00:03:00Z  Alert fires: error rate above 5 %
             16  ~2026-01-29T00:20:00Z  Root cause found: the pool has no limit
             17  2026-01-29T00:41:00Z  Resolved, errors are gone

        Five whys
             21  Why could nobody pay? Every connection was taken.
             22    Why was every connection taken? The pool had no limit.

        Actions
             26  Cap the pool per pod · owner payments · due 2026-02-14 · ticket INFRA-123 · open · overdue
             27  Alert on waiting clients · done

        Lessons
             31  went well: The rollback took a minute

        Impact in numbers
              9  About 1,200 customers

        Sections
              7  summary: ## 1. Summary
             11  timeline: ## 2. Timeline (all times UTC)
             19  five-whys: ## Five whys
             24  actions: ## Action items
             29  went-well: ## What went well
        ",
    );
}

#[test]
fn the_inspection_is_data_too() {
    let run = archive().run(&["inspect", "--format", "json", "content/2026-01-29-checkout.md"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["phases"][0]["seconds"], 300);
    assert_eq!(report["actions"][0]["link"], "https://t.example.org/INFRA-123");
    assert_eq!(report["timeline"][3]["approximate"], true);
    assert_eq!(report["facts"][0]["origin"], "heading");
    assert_eq!(report["class_origin"], "heading");
    assert_eq!(report["class_line"], 11);
    assert_eq!(report["impact"][0]["value"], 1200.0);
}

#[test]
fn class_and_kind_have_their_origin() {
    for (path, text, class, kind) in [
        (
            "a.md",
            "---\ntitle: A\nkind: drill\n---\nIt held.\n",
            "incident  front matter, line 3",
            "drill  front matter, line 3",
        ),
        (
            "a.md",
            "# Near miss: the disk\n\nNearly full.\n",
            "incident  assumed by default",
            "near-miss  heading, line 1",
        ),
        (
            "a.md",
            "---\ntitle: 'Drill: the disk'\n---\nFull.\n",
            "incident  assumed by default",
            "drill  front matter, line 2",
        ),
        (
            "a.md",
            "# Disk full\n\n**Type:** bug\n\nIt was full.\n",
            "incident  assumed by default",
            "bug  label, line 3",
        ),
        (
            "a.md",
            "---\ntags: [game day]\n---\n# Disk\n\nFull.\n",
            "incident  assumed by default",
            "drill  front matter, line 2",
        ),
        ("drills/a.md", "# Disk\n\nFull.\n", "incident  assumed by default", "drill  folder"),
        (
            "a.md",
            "# Disk\n\n## Impact\n\nNobody could write.\n\n## Root cause\n\nA log without an end.\n",
            "incident  heading, line 3",
            "",
        ),
        ("template.md", "# Disk\n\n## Impact\n\nTBD\n", "template  file name", ""),
        ("a.md", "x\n\n# Postmortem template\n\n## Impact\n\nTBD\n", "template  heading, line 3", ""),
        ("a.md", "# All\n\n- [a](a.md)\n- [b](b.md)\n- [c](c.md)\n", "index  text, line 3", ""),
        (
            "a.md",
            "---\nsplit: true\n---\n# Log\n\n## 2026-01-01: Mail\n\nMail was late.\n\n## 2026-02-12: Disk\n\nA disk was full.\n\n## 2026-04-13: Login\n\nNobody got in.\n",
            "collection  front matter, line 2",
            "",
        ),
    ] {
        let path = format!("content/{path}");
        let archive = Archive::new().file("retold.toml", "").file(&path, text);
        let report = archive.run(&["inspect", &path]).stdout;
        let row = |name: &str| {
            let line = report.lines().find_map(|line| line.trim().strip_prefix(name)).unwrap_or_default();
            line.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
        };
        assert_eq!(row("class"), class, "{text}");
        assert_eq!(row("kind"), kind, "{text}");
    }
}

#[test]
fn a_page_shows_the_phases_of_the_timeline() {
    let archive = archive();
    archive.build().says(0, "Found 1 document: 1 incident; 1 severity, 1 year\nBuilt … into `public` in …");
    let page = archive.read("public/2026-01-29-checkout/index.html");
    assert!(page.contains("<span>Detection</span> <b>5 min</b>"), "{page}");
    assert!(page.contains("As the timeline says"), "{page}");
    assert!(page.contains("Checkout starts to fail</td>"), "{page}");
    assert!(page.contains("<a href=\"https://t.example.org/INFRA-123\">INFRA-123</a>"), "{page}");
    assert!(page.contains("<a href=\"#action-items\">2</a>, 1 done"), "{page}");
}

#[test]
fn front_matter_is_shown_and_written_when_asked_for() {
    let archive = archive().file("content/has.md", "---\ntitle: A\n---\nText of it.\n").file(
        "content/index.md",
        "# Reports\n\n- [one](2026-01-29-checkout.md)\n- [two](has.md)\n- [three](has.md)\n",
    );
    let run = archive.run(&["adopt"]);
    let expected = "# content/2026-01-29-checkout.md\n---\ntitle: Checkout down after a pool change\ndate: 2026-01-28\n\
        severity: HIGH\nstatus: Resolved\nstarted: 2026-01-28T23:58:00Z\ndetected: 2026-01-29T00:03:00Z\n\
        identified: 2026-01-29T00:20:00Z\nresolved: 2026-01-29T00:41:00Z\nauthors: [Team Payments]\n\
        # Proposed from the text; remove the `#` of what is right:\n# trigger: deploy\n#   deploy: line 13 \"Deploy of\"\n\
        # causes: [missing-limit]\n#   missing-limit: line 22 \"no limit\"\n---\n\n";
    assert_eq!(run.stdout, expected);
    let summary =
        "Front matter found for 1 document; causes or triggers proposed for 1 document; 1 other file skipped";
    assert!(run.stderr.contains(summary), "{}", run.stderr);
    assert_eq!(archive.read("content/2026-01-29-checkout.md"), REPORT);

    let run = archive.run(&["adopt", "--write"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let adopted = archive.read("content/2026-01-29-checkout.md");
    assert!(adopted.starts_with("---\ntitle: Checkout"), "{adopted}");
    assert!(adopted.ends_with(REPORT));
    assert_eq!(archive.read("content/has.md"), "---\ntitle: A\n---\nText of it.\n");
    let entries = fs::read_dir(archive.path("content")).unwrap().count();
    assert_eq!(entries, 3, "nothing is left behind");
    // The written front matter has the inferred facts; only proposals are left.
    assert!(!archive.run(&["adopt"]).stdout.contains("---"));
}

#[test]
fn documents_without_an_incident_are_listed_separately() {
    let archive = archive()
        .file("content/README.md", "# Postmortems\n\n- [Checkout](2026-01-29-checkout.md)\n- [Other](x.md)\n- [Third](y.md)\n")
        .file("content/template.md", "# Title of the incident\n\n**Date:** YYYY-MM-DD\n\n## Summary\n\nTODO\n\n## Timeline\n\n- HH:mm\n\n## Impact\n\nTBD\n");
    let run = archive.build();
    assert!(run.stderr.contains("Found 1 document: 1 incident; 2 other files"), "{}", run.stderr);
    let list = archive.read("public/documents/index.html");
    assert!(list.contains("Form to fill in") && list.contains("../readme/"), "{list}");
    let home = archive.read("public/index.html");
    assert!(home.contains("<a href=\"./documents/\">2 other files</a>"), "{home}");
    assert!(!home.contains("Title of the incident"));
}

#[test]
fn a_file_of_many_incidents_becomes_many_on_request() {
    let log = "# Incident log\n\n## Incident on 2026-01-05 - mail late\n\n- **Impact**: mail was late\n\n\
        ## Incident on 2026-01-12 - disk full\n\n- **Impact**: nothing was saved\n\n\
        ## Incident on 2026-01-20 - names gone\n\n- **Impact**: no page was found\n\n[above](#x) and [log](log.md)\n";
    let archive = Archive::new().file("content/log.md", log);
    let run = archive.build();
    assert!(
        run.stderr.contains(
            "note[document/collection]: the file seems to hold many incidents\n --> content/log.md:3:1"
        ),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("Found 0 documents; 1 other file"), "{}", run.stderr);

    let archive = Archive::new().file("content/log.md", log).file("retold.toml", "split = ['log.md']\n");
    let run = archive.build();
    assert!(run.stderr.contains("Found 3 documents: 3 incidents; 1 other file"), "{}", run.stderr);
    let page = archive.read("public/log/incident-on-2026-01-12-disk-full/index.html");
    assert!(page.contains("<h1>Incident on 2026-01-12 - disk full</h1>"), "{page}");
    assert!(page.contains("12 January 2026") && page.contains("nothing was saved"), "{page}");
    assert!(!page.contains("mail was late") && !page.contains("no page was found"), "{page}");
}

#[test]
fn incidents_of_a_split_file_use_definitions_from_elsewhere_in_it() {
    let log = "---\nsplit: true\ntags: [mail]\n---\n# Incident log\n\n\
        ## Incident on 2026-01-05 - mail late\n\n### Impact\n\nMail was late, see [runbook].[^pool]\n\n\
        ## Incident on 2026-01-12 - disk full\n\n### Impact\n\nAs in [January](#impact), [on the 5th]\
        (#incident-on-2026-01-05---mail-late), [here](#impact-1), [later](#impact-2), [how](#how-to-read-this).\n\n\
        ## Incident on 2026-01-20 - names gone\n\n### Impact\n\nNo page was found.\n\n\
        ## How to read this\n\n- so\n\n[runbook]: https://e.org/runbook\n\n\
        [^pool]: The pool <img src=x onerror=alert(1)> is [small](https://e.org/pool).\n";
    let archive = Archive::new().file("content/log.md", log);
    let run = archive.build();
    assert!(run.stderr.contains("Found 3 documents: 3 incidents; 1 other file"), "{}", run.stderr);
    let page = archive.read("public/log/incident-on-2026-01-05-mail-late/index.html");
    assert!(page.contains("<a href=\"https://e.org/runbook\">runbook</a>"), "{page}");
    assert!(page.contains("is <a href=\"https://e.org/pool\">small</a>"), "{page}");
    assert!(page.contains("href=\"#fn-pool\"") && page.contains("id=\"fn-pool\""), "{page}");
    assert!(!page.contains("onerror"), "{page}");
    let page = archive.read("public/log/incident-on-2026-01-12-disk-full/index.html");
    for link in [
        "<a href=\"#impact\">January</a>",
        "<a href=\"../../log/incident-on-2026-01-05-mail-late/#incident-on-2026-01-05---mail-late\">on the 5th</a>",
        "<a href=\"../../log/incident-on-2026-01-12-disk-full/#impact\">here</a>",
        "<a href=\"../../log/incident-on-2026-01-20-names-gone/#impact\">later</a>",
        "<a href=\"../../log/#how-to-read-this\">how</a>",
    ] {
        assert!(page.contains(link), "{link} in {page}");
    }
    assert!(!page.contains("runbook") && !page.contains("The pool"), "{page}");
    let report = archive.run(&["inspect", "content/log.md"]).stdout;
    assert!(report.contains("content/log.md · incident-on-2026-01-12-disk-full · incident"), "{report}");
    for line in [
        "  title             Incident on 2026-01-12 - disk full  heading, line 13\n",
        "  tag               mail                              front matter, line 3\n",
        "     15  impact: ### Impact\n",
    ] {
        assert!(report.contains(line), "{line:?} in {report}");
    }
}

#[test]
fn copies_and_contradictions_are_named() {
    let text = "# Disk full\n\nThe disk of the build host was full, and for two hours no build could be made at all by anybody.\n\n\
        ## Timeline\n\n- 10:00 disk full\n- 10:20 alert\n- 10:05 somebody looks\n- 12:00 space is made\n";
    let archive = Archive::new().file("content/2026-01-31-a.md", text).file("content/2026-01-31-b.md", text);
    let run = archive.build();
    assert!(run.stderr.contains("warning[identity/copy]: the text is the same as that of `content/2026-01-31-a.md`\n--> content/2026-01-31-b.md"), "{}", run.stderr);
    assert!(run.stderr.contains("warning[timeline/order]: the timeline runs backwards: 10:05 is below 10:20\n --> content/2026-01-31-a.md:9:"), "{}", run.stderr);
    assert_eq!(run.status, 0);
}

#[cfg(unix)]
#[test]
fn unreadable_front_matter_is_not_overwritten() {
    let broken = "---\ntitle: A secret\ndraft: true\nseverity: SEV1\n\n# Body of it\n\nThe disk was full.\n";
    let archive =
        archive().file("content/broken.md", broken).file("content/latin.md", b"# Caf\xe9\n\nText of it.\n");
    std::os::unix::fs::symlink(
        archive.path("content/2026-01-29-checkout.md"),
        archive.path("content/2026-01-30-link.md"),
    )
    .unwrap();
    let run = archive.run(&["adopt", "--write"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("warning[front-matter/unclosed]"), "{}", run.stderr);
    assert!(run.stderr.contains("warning[source/encoding]"), "{}", run.stderr);
    assert!(run.stderr.contains("it is a symbolic link; name the file that it leads to"), "{}", run.stderr);
    assert_eq!(archive.read("content/broken.md"), broken);
    assert!(archive.path("content/2026-01-30-link.md").is_symlink());
    assert_eq!(archive.read("content/2026-01-29-checkout.md").matches("title:").count(), 1);
}

#[test]
fn actions_below_a_bold_line_are_shown_once() {
    let archive = Archive::new().file(
        "content/2026-01-29-a.md",
        "# Disk full\n\nThe disk of the build host was full.\n\n**Action items**\n\n- [ ] Cap the pool @ann\n",
    );
    archive.build();
    let page = archive.read("public/2026-01-29-a/index.html");
    assert_eq!(page.matches("Cap the pool").count(), 1, "{page}");
    assert!(page.contains("<dt>Action</dt><dd>1</dd>"), "{page}");
}

#[test]
fn contradictions_are_found_in_each_incident_of_a_file() {
    let entry = |day: &str, clocks: [&str; 3]| {
        let lines: Vec<_> = clocks.iter().map(|clock| format!("- {clock} something\n")).collect();
        format!("## Incident on {day}\n\n### Timeline\n\n{}\n", lines.concat())
    };
    let log = format!(
        "# Incident log\n\n{}{}{}",
        entry("2026-03-05", ["10:00", "10:10", "10:20"]),
        entry("2026-02-05", ["10:00", "10:20", "10:05"]),
        entry("2026-01-05", ["10:00", "10:10", "10:20"]),
    );
    let archive =
        Archive::new().file("content/log.md", log).file("retold.toml", "split = ['log.md', 'nope.md']\n");
    let run = archive.run(&["check"]);
    assert_eq!(run.stderr.matches("timeline/order").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("content/log.md:17:3"), "{}", run.stderr);
    assert!(
        run.stderr.contains("warning[config/split]: `split` names `nope.md`, which is not a document"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_page_names_a_cause_once_whatever_names_it_has() {
    let causes = "---\nkind: incident\ncauses: [hidden-limit, os-thread-limit, shared-fate]\n---\n# Threads\n\nThere were too many.\n";
    let archive = Archive::new().file("content/2026-01-31-threads.md", causes);
    archive.build_clean();
    let page = archive.read("public/2026-01-31-threads/index.html");
    assert_eq!(page.matches("A limit that nobody had in view").count(), 1, "{page}");
    assert_eq!(page.matches("Parts that fail together").count(), 1, "{page}");
}
