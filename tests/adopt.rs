//! What `retold adopt` proposes, and what of it is written.

use crate::support::Archive;

const BARE: &str = "# Login down\n\n## Summary\n\nThe certificate of the login had expired.\n\n\
                    ## Root causes\n\n- Nobody was paged.\n- It was renewed by hand.\n";
const WITH_FRONT_MATTER: &str = "---\ntitle: Queue full\ndate: 2026-02-01\ntrigger: deploy\n---\n\n## Root causes\n\nThere was no rate limit.\n";
const TAGGED: &str = "---\ntitle: Tagged\ndate: 2026-02-02\ntrigger: deploy\ncauses: [missing-alert]\n---\n\n\
                      ## Root causes\n\nThere was no rate limit.\n";

fn archive() -> Archive {
    Archive::new()
        .file("content/2026-01-31-login.md", BARE)
        .file("content/2026-02-01-queue.md", WITH_FRONT_MATTER)
        .file("content/2026-02-02-tagged.md", TAGGED)
}

#[test]
fn causes_and_triggers_are_proposed_with_the_words_that_speak_for_them() {
    let run = archive().run(&["adopt"]);
    let expected = "\
# content/2026-01-31-login.md
---
title: Login down
date: 2026-01-31
# Proposed from the text; remove the `#` of what is right:
# trigger: expired-certificate
#   expired-certificate: line 5 \"certificate of the login had expired\"
# causes: [missing-alert, manual-step]
#   missing-alert: line 9 \"Nobody was paged\"
#   manual-step: line 10 \"renewed by hand\"
---

# content/2026-02-01-queue.md
# Proposed from the text; remove the `#` of what is right:
# causes: [missing-limit]
#   missing-limit: line 9 \"no rate limit\"

";
    assert_eq!(run.stdout, expected);
    assert!(
        run.stderr.contains("Front matter found for 1 document; causes or triggers proposed for 2 documents"),
        "{}",
        run.stderr
    );
}

#[test]
fn proposals_are_written_only_as_comments_and_only_when_asked_for() {
    let plain = archive();
    assert_eq!(plain.run(&["adopt", "--write"]).status, 0);
    let written = plain.read("content/2026-01-31-login.md");
    assert_eq!(written, format!("---\ntitle: Login down\ndate: 2026-01-31\n---\n{BARE}"));

    let asked = archive();
    assert_eq!(asked.run(&["adopt", "--write", "--proposals"]).status, 0);
    let written = asked.read("content/2026-01-31-login.md");
    let head = "---\ntitle: Login down\ndate: 2026-01-31\n# Proposed from the text; remove the `#` of what is right:\n\
                # trigger: expired-certificate\n#   expired-certificate: \"certificate of the login had expired\"\n";
    assert!(written.starts_with(head) && written.ends_with(BARE), "{written}");
    assert_eq!(asked.read("content/2026-02-01-queue.md"), WITH_FRONT_MATTER);
    // A comment names nothing: the record has no trigger until its `#` is removed.
    let run = asked.run(&["export"]);
    assert!(!run.stdout.contains("expired-certificate"), "{}", run.stdout);
    let accepted = written.replace("# trigger:", "trigger:").replace("# causes:", "causes:");
    asked.write("content/2026-01-31-login.md", &accepted);
    let run = asked.run(&["export"]);
    assert!(run.stdout.contains("expired-certificate"), "{}", run.stdout);
}

#[test]
fn the_archives_own_vocabulary_is_proposed() {
    let archive = archive().file("causes.toml", "[[cause]]\nid = 'renewal'\nsynonyms = ['renewed']\n");
    let run = archive.run(&["adopt", "content/2026-01-31-login.md"]);
    assert!(run.stdout.contains("#   renewal: line 10 \"renewed\""), "{}", run.stdout);
}
