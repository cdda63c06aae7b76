//! Bad input, and the whole of what is said about it: message, place, hint, status. Beside each fault
//! stands a good document, which is built where that is promised.

use std::os::unix::fs::symlink;

use crate::support::{Archive, Run};

/// Builds with `contents` in `content/bad.md` beside a good document.
fn build_with(contents: impl AsRef<[u8]>) -> (Archive, Run) {
    let archive = Archive::good().file("content/bad.md", contents);
    let run = archive.build();
    assert!(archive.has("public/good/index.html"), "the rest is built");
    (archive, run)
}

#[test]
fn broken_yaml() {
    let (archive, run) = build_with("---\ntitle: Bad\ntags: [x, y\n---\n# Bad\n");
    run.says(1, "");
    assert!(archive.read("public/bad/index.html").contains("<h1>Bad</h1>"));
}

#[test]
fn yaml_with_a_colon_in_a_title() {
    let (_, run) = build_with("---\ntitle: Outage: the sequel\n---\n");
    run.says(1, "");
}

#[test]
fn broken_toml() {
    let (_, run) = build_with("+++\ntitle = 'Bad'\ndate = soon\n+++\n");
    run.says(1, "");
}

#[test]
fn broken_json() {
    let (_, run) = build_with("{\n  \"title\": \"Bad\",\n  \"tags\": [\"x\",]\n}\n");
    run.says(1, "");
}

#[test]
fn front_matter_that_is_never_closed() {
    let (_, run) = build_with("---\ntitle: Bad\n\n# Bad\n");
    run.says(1, "");
}

#[test]
fn front_matter_that_is_no_table() {
    let (_, run) = build_with("---\n- a\n- b\n---\n");
    run.says(1, "");
}

#[test]
fn wrong_types() {
    let (archive, run) = build_with(
        "---\ntitle: [a, b]\ndraft: maybe\nstarted: soon\nkind: party\ntags: {a: 1}\nactions:\n  - due: later\n    title: Act\n---\n",
    );
    run.says(1, "");
    assert!(archive.read("public/bad/index.html").contains("Act"));
}

#[test]
fn a_misspelled_key() {
    let (_, run) = build_with("---\nseverty: SEV1\n---\nText.\n");
    run.says(0, "");
}

#[test]
fn a_duplicate_slug() {
    let (_, run) = build_with("---\ntitle: A good one\nslug: good\n---\n");
    run.says(1, "");
}

#[test]
fn a_reserved_address() {
    let archive = Archive::good().file("content/tags.md", "# Tags\n");
    archive.build().says(1, "");
    assert!(archive.has("public/good/index.html"));
    assert!(!archive.read("public/tags/index.html").contains("File</dt>"));
}

#[test]
fn bytes_that_are_no_text() {
    let (_, run) = build_with(b"# Caf\xe9\n\nText.\n");
    run.says(1, "");
}

#[test]
fn an_empty_file() {
    let (archive, run) = build_with("");
    run.says(0, "");
    assert!(archive.has("public/bad/index.html"));
}

#[test]
fn a_file_that_cannot_be_read() {
    let archive = Archive::good().file("content/bad.md", "# Bad\n").unprivileged();
    archive.chmod("content/bad.md", 0);
    archive.build().says(1, "");
    assert!(archive.has("public/good/index.html"));
}

#[test]
fn an_image_that_cannot_be_read() {
    let archive = Archive::good().file("content/bad.png", "PNG").unprivileged();
    archive.chmod("content/bad.png", 0);
    archive.build().says(1, "");
    assert!(archive.has("public/good/index.html"));
}

#[test]
fn a_folder_that_cannot_be_read() {
    let archive = Archive::good().file("content/closed/bad.md", "# Bad\n").unprivileged();
    archive.chmod("content/closed", 0);
    let run = archive.build();
    archive.chmod("content/closed", 0o755);
    run.says(1, "");
    assert!(archive.has("public/good/index.html"));
}

#[test]
fn no_content_folder() {
    Archive::new().build().says(2, "");
}

#[test]
fn a_content_folder_that_is_a_file() {
    Archive::new().file("content", "x").build().says(2, "");
}

#[test]
fn no_root() {
    Archive::new().run(&["build", "--root", "nowhere"]).says(2, "");
}

#[test]
fn a_configuration_that_is_not_there() {
    Archive::good().run(&["build", "--config", "other.toml"]).says(2, "");
}

#[test]
fn an_unknown_key_in_the_configuration() {
    let archive = Archive::good().file("retold.toml", "title = 'Ours'\npagesize = 10\ncolour = 'red'\n");
    archive.build().says(2, "");
    assert!(!archive.has("public"));
}

#[test]
fn a_broken_configuration() {
    Archive::good().file("retold.toml", "title = 'Ours\n").build().says(2, "");
}

#[test]
fn wrong_types_in_the_configuration() {
    Archive::good().file("retold.toml", "page_size = 'many'\n").build().says(2, "");
    Archive::good().file("retold.toml", "page_size = -1\n").build().says(2, "");
    Archive::good().file("retold.toml", "severities = ['SEV1']\n").build().says(2, "");
}

#[test]
fn values_that_make_no_sense_in_the_configuration() {
    Archive::good().file("retold.toml", "page_size = 0\nbase_url = 'example.org'\n").build().says(2, "");
    Archive::good().run(&["build", "--base-url", "example.org"]).says(2, "");
}

#[test]
fn a_template_with_a_syntax_error() {
    let archive = Archive::good();
    archive.build_clean();
    let before = archive.tree("public");
    archive.write("theme/templates/postmortem.html", "{% extends \"base.html\" %}\n{% block main %}{{ post.title }\n");
    archive.build().says(1, "");
    assert_eq!(archive.tree("public"), before);
}

#[test]
fn a_template_that_asks_for_what_there_is_not() {
    let archive = Archive::good().file("content/second.md", "# Second\n");
    archive.build_clean();
    let before = archive.tree("public");
    archive.write("theme/templates/postmortem.html", "<h1>{{ post.title }}</h1>\n<p>{{ post.titel.length }}</p>\n");
    archive.build().says(1, "");
    assert_eq!(archive.tree("public"), before);
}

#[test]
fn a_template_that_asks_for_an_unknown_static_file() {
    let archive = Archive::good();
    archive.write("theme/templates/404.html", "<link rel=\"stylesheet\" href=\"{{ asset(path=\"styel.css\") }}\">\n");
    archive.build().says(1, "");
    assert!(!archive.has("public"), "a folder made for nothing is removed");
}

#[test]
fn a_template_that_extends_what_there_is_not() {
    let archive = Archive::good().file("theme/templates/404.html", "{% extends \"bsae.html\" %}\n");
    archive.build().says(1, "");
}

#[test]
fn an_output_folder_that_is_read_only() {
    let archive = Archive::good().unprivileged();
    archive.build_clean();
    let before = archive.tree("public");
    archive.write("content/good.md", "# Better\n");
    archive.chmod("public", 0o555);
    let run = archive.build();
    archive.chmod("public", 0o755);
    run.says(1, "");
    assert_eq!(archive.tree("public"), before);
}

#[test]
fn an_output_folder_that_cannot_be_made() {
    let archive = Archive::good().unprivileged();
    archive.chmod("", 0o555);
    let run = archive.build();
    archive.chmod("", 0o755);
    run.says(1, "");
}

#[test]
fn an_output_folder_that_is_a_file() {
    Archive::good().file("public", "x").build().says(1, "");
}

/// A limit on the size of files stands for a disk that is full: writing fails in the middle.
#[test]
fn a_disk_that_is_full() {
    let archive = Archive::good().variable("RAYON_NUM_THREADS", "1");
    archive.build_clean();
    let before = archive.tree("public");
    archive.write("content/good.md", format!("# Better\n\n{}\n", "More words. ".repeat(20_000)));
    archive.run_in_shell("ulimit -f 64; trap '' XFSZ; exec \"$0\" build").says(1, "");
    assert_eq!(archive.tree("public"), before);
    archive.build_clean();
}

#[test]
fn an_output_folder_that_holds_the_content() {
    Archive::good().run(&["build", "--output-dir", "."]).says(2, "");
}

#[test]
fn a_subcommand_and_a_flag_that_do_not_exist() {
    Archive::good().run(&["biuld"]).says(2, "");
    Archive::good().run(&["build", "--outptu-dir", "x"]).says(2, "");
}

#[test]
fn a_symbolic_link_that_leads_back() {
    let archive = Archive::good();
    symlink("../content", archive.path("content/loop")).unwrap();
    archive.build().says(0, "");
    assert!(archive.has("public/good/index.html"));
}

#[test]
fn a_symbolic_link_that_leads_nowhere() {
    let archive = Archive::good();
    symlink("nowhere.md", archive.path("content/gone.md")).unwrap();
    archive.build().says(1, "");
    assert!(archive.has("public/good/index.html"));
}

#[test]
fn a_repeat_of_what_the_archive_does_not_have() {
    let (_, run) = build_with("---\ntitle: The godo old days\nrecurrence_of: godo\nrelated: [nothing-like-it]\n---\n");
    run.says(0, "");
}

#[test]
fn a_link_and_an_image_that_lead_nowhere() {
    let (_, run) = build_with("# Bad\n\nSee [that](thta.md) and ![chart](img/chart.png).\n");
    run.says(0, "");
}

#[test]
fn errors_beside_a_site_that_was_built_without() {
    let archive = Archive::good();
    archive.build_clean();
    archive.write("content/bad.md", "---\ndraft: maybe\n---\n");
    archive.build().says(1, "");
}

#[test]
fn checking_counts_what_it_found() {
    let archive = Archive::good().file("content/bad.md", "---\ndate: soon\nseverty: SEV1\n---\n");
    archive.run(&["check"]).says(1, "");
    assert!(!archive.has("public"));
    Archive::good().run(&["check"]).says(0, "");
    let warned = Archive::good().file("content/empty.md", "");
    assert_eq!(warned.run(&["check"]).status, 0);
    assert_eq!(warned.run(&["check", "--deny", "warning"]).status, 1);
}
