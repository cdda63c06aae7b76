//! `retold exposure`, and what the page of an incident shows of it.

use serde_json::Value;

use crate::support::Archive;

const TODAY: [&str; 2] = ["--today", "2026-03-01"];

fn archive() -> Archive {
    let archive = Archive::new().file(
        "content/2025-12-01-tls.md",
        "---\nid: PM-1\nteams: platform\ncauses: expired-certificate\n---\n# Gateway refuses connections\n\n\
         ## Lessons\n\n- A certificate needs an owner\n",
    );
    archive.write(
        "exposure/payments.toml",
        "team = \"platform\"\n\n[[entry]]\npattern = \"expired-certificate\"\nstatus = \"exposed\"\ndate = 2026-02-01\n\
         link = \"https://example.org/412\"\nnote = \"=Two <b>gateways</b>\"\n\n[[entry]]\n\
         lesson = \"PM-1#a-certificate-needs-an-owner\"\nstatus = \"fixed\"\n",
    );
    archive
}

fn run(archive: &Archive, arguments: &[&str]) -> (i32, String, String) {
    let run = archive.run(&[&["exposure"], &TODAY[..], arguments].concat());
    (run.status, run.stdout, run.stderr)
}

#[test]
fn what_is_not_fixed_is_listed() {
    let (status, stdout, stderr) = run(&archive(), &[]);
    assert_eq!(status, 0);
    assert_eq!(
        stdout,
        "Exposed (1)\n  2026-02-01  platform · expired-certificate\n              28 days · pattern · \
         https://example.org/412 · =Two <b>gateways</b> · exposure/payments.toml:4\n"
    );
    assert_eq!(stderr, "1 exposed, 1 fixed, 0 not applicable");
}

#[test]
fn the_page_of_a_cause_shows_what_teams_recorded_of_it_under_any_of_its_names() {
    let archive = archive()
        .file("causes.toml", "[[cause]]\nid = \"expired-certificate\"\nsynonyms = [\"tls-lapse\"]\n")
        .file("content/2026-01-01-mail.md", "---\ncauses: tls-lapse\n---\n# Mail relay refuses\n")
        .file(
            "exposure/mail.toml",
            "team = \"mail\"\n\n[[entry]]\npattern = \"tls-lapse\"\nstatus = \"fixed\"\n",
        );
    assert_eq!(archive.build().status, 0);
    let page = archive.read("public/causes/expired-certificate/index.html");
    let reach = page.split("<section class=\"reach\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(reach.contains("teams/platform/\">platform</a>") && reach.contains(">mail</a>"), "{reach}");
    assert!(reach.contains("reach-exposed") && reach.contains("reach-fixed"), "{reach}");
    // What the page is about is not named again.
    assert!(!reach.contains("class=\"of\""), "{reach}");
    assert!(!archive.read("public/teams/platform/index.html").contains("class=\"reach\""));
}

#[test]
fn other_programs_get_all_of_it() {
    let archive = archive();
    let json = run(&archive, &["--all", "--format", "json", "--base-url", "https://example.org/pm/"]).1;
    let report: Value = serde_json::from_str(&json).unwrap();
    let of = |index: usize, key: &str| report["exposures"][index][key].to_string();
    assert_eq!(of(0, "days_exposed"), "28");
    assert_eq!(of(1, "permalink"), "\"https://example.org/pm/2025-12-01-tls/\"");
    assert_eq!(of(1, "title"), "\"A certificate needs an owner\"");
    let csv = run(&archive, &["--format", "csv"]).1;
    assert_eq!(
        csv.lines().nth(1),
        Some(
            "platform,exposed,pattern,expired-certificate,2026-02-01,28,https://example.org/412,\
             '=Two <b>gateways</b>,,,exposure/payments.toml,4"
        )
    );
    let markdown = run(&archive, &["--format", "markdown"]).1;
    assert!(markdown.ends_with(
        "- **platform**: expired-certificate (pattern, since 2026-02-01, 28 days, [link](https://example.org/412)): \
         =Two \\<b\\>gateways\\</b\\>\n"
    ), "{markdown}");
}

#[test]
fn a_pipeline_fails_after_some_days_and_for_names_that_no_record_has() {
    let archive = archive();
    for (arguments, expected) in [
        (&["--fail-on", "exposed"][..], 1),
        (&["--fail-on", "exposed:27"], 1),
        (&["--fail-on", "exposed:28"], 0),
        (&["--fail-on", "exposed", "--pattern", "Expired certificate", "--team", "@Platform"], 1),
        (&["--fail-on", "exposed", "--team", "platfrom"], 2),
        (&["--team", "platfrom"], 0),
        (&["--fail-on", "late"], 2),
    ] {
        let (status, _, stderr) = run(&archive, arguments);
        assert_eq!(status, expected, "{arguments:?}: {stderr}");
        let is_slip = arguments.contains(&"platfrom");
        assert_eq!(stderr.contains("did you mean `platform`?"), is_slip, "{arguments:?}: {stderr}");
    }
}

#[test]
fn the_page_of_the_incident_shows_whom_it_concerns() {
    let archive = archive();
    archive.build_clean();
    let page = archive.read("public/2025-12-01-tls/index.html");
    let start = page.find("id=\"rt-reach\"").unwrap();
    let section = &page[start..start + page[start..].find("</section>").unwrap()];
    assert!(section.contains("since 1 February 2026"), "{section}");
    assert!(section.contains("=Two &lt;b&gt;gateways"), "{section}");
    assert!(section.contains("lesson: A certificate needs an owner"), "{section}");
}

#[test]
fn a_broken_file_does_not_stop_the_build() {
    let archive = archive();
    archive.write("exposure/broken.toml", "team = \"platform\"\n[[entry]]\npattern = \n");
    let run = archive.build();
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("warning[exposure/syntax]"), "{}", run.stderr);
    assert!(run.stderr.contains("exposure/broken.toml:3:"), "{}", run.stderr);
}
