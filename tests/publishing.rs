//! The output folder of `retold build`: what a build writes, removes, keeps and refuses.

use crate::build::linked;
use crate::support::{Archive, difference};

#[test]
fn a_second_build_writes_nothing() {
    let archive = linked();
    let first = archive.build_clean();
    assert!(first.stderr.contains("Found 4 documents"), "{}", first.stderr);
    let before = archive.path("public/index.html").metadata().unwrap().modified().unwrap();
    let again = std::process::Command::output(&mut archive.command(&["build"])).unwrap();
    let text = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(text.contains(": 0 files written, "), "{text}");
    assert!(text.contains(" unchanged, 0 removed"), "{text}");
    assert_eq!(archive.path("public/index.html").metadata().unwrap().modified().unwrap(), before);
}

#[test]
fn an_edit_rewrites_only_the_pages_that_show_it() {
    let archive = linked();
    // The home page names one incident to read, which is another on another day.
    let build = || assert_eq!(archive.run(&["build", "--today", "2026-02-01"]).status, 0);
    build();
    let before = archive.tree("public");
    archive.write("content/fourth.md", "No front matter at all, but more words.\n");
    build();
    let mut changed = difference(&before, &archive.tree("public"));
    // The search index holds the words, and the search page refers to the index; the lead is in the
    // list, on its second page.
    changed.retain(|name| !name.starts_with("search/pack/") && name != ".retold-manifest.json");
    assert_eq!(
        changed,
        [
            "api/v1/postmortems.json",
            "api/v1/postmortems/fourth.json",
            "fourth/index.html",
            "fourth/index.md",
            "kinds/incident/page/2/index.html",
            "llms-full.txt",
            "llms.txt",
            "page/2/index.html",
            "search/index.html"
        ]
    );
}

#[test]
fn removed_pages_are_deleted_with_their_empty_folders() {
    let archive = linked();
    archive.build_clean();
    assert!(archive.has("public/2021/2021-03-04-disk-full/free space.png"));
    assert!(archive.has("public/old/disk/index.html"));
    std::fs::remove_dir_all(archive.path("content/2021")).unwrap();
    archive.build();
    for gone in ["public/2021", "public/old", "public/tags/disk", "public/teams/storage"] {
        assert!(!archive.has(gone), "{gone}");
    }
    assert!(archive.has("public/2022-01-01-dns/index.html"));
}

#[test]
fn a_folder_of_others_is_refused() {
    let archive = Archive::good().file("public/precious.txt", "mine");
    archive.build().says(
        2,
        "
        error[output/foreign]: `public` holds files that Retold did not write
         |
        hint: name an empty folder with `--output-dir`, or add `--force` to build beside them

        nothing was published; `public` is as it was
        ",
    );
    assert_eq!(archive.tree("public").len(), 1);
    assert_eq!(archive.run(&["build", "--force"]).status, 0);
    archive.write("content/good.md", "# Still good\n");
    archive.build_clean();
    assert_eq!(archive.read("public/precious.txt"), "mine");
    assert!(archive.has("public/good/index.html"));
}

/// `--force` builds beside foreign files, and neither this build nor a later one replaces them.
#[test]
fn a_file_of_others_is_not_replaced() {
    let archive =
        Archive::good().file("public/index.html", "mine").file("public/good/index.html", "mine, too");
    let before = archive.tree("public");
    archive.run(&["build", "--force"]).says(
        2,
        "
        error[output/foreign]: the site would replace 2 files that Retold did not write: `public/good/index.html`, `public/index.html`
         |
        hint: move your files elsewhere, or name another folder with `--output-dir`; `--force` does not replace them

        nothing was published; `public` is as it was
        ",
    );
    assert_eq!(difference(&archive.tree("public"), &before), Vec::<String>::new());
    std::fs::remove_dir_all(archive.path("public")).unwrap();
    archive.build_clean();
    for name in ["b", "c", "d", "e", "f", "g"] {
        archive.write(&format!("content/{name}.md"), "# New\n");
        archive.write(&format!("public/{name}/index.html"), "mine");
    }
    let before = archive.tree("public");
    for arguments in [&["build"][..], &["build", "--force"]] {
        let run = archive.run(arguments);
        assert!(run.stderr.contains("would replace 6 files that Retold did not write"), "{}", run.stderr);
        assert!(run.stderr.contains("`public/f/index.html` and 1 more\n"), "{}", run.stderr);
        assert_eq!(run.status, 2);
        assert_eq!(difference(&archive.tree("public"), &before), Vec::<String>::new());
    }
}

#[test]
fn a_link_inside_the_output_folder_is_not_followed() {
    let archive =
        Archive::new().file("content/a.md", "---\ntags: [t]\n---\n# A\n").file("elsewhere/mine", "");
    std::os::unix::fs::symlink(archive.path("real"), archive.path("public")).unwrap();
    std::fs::create_dir(archive.path("real")).unwrap();
    archive.build_clean();
    std::fs::remove_dir_all(archive.path("real/tags/t")).unwrap();
    std::os::unix::fs::symlink(archive.path("elsewhere"), archive.path("real/tags/t")).unwrap();
    archive.build().says(
        2,
        "
        error[output/foreign]: the site would be written through 1 symbolic link: `public/tags/t`
         |
        hint: remove the link; only the output folder itself may be one

        nothing was published; `public` is as it was
        ",
    );
    // Files that the site no longer has are not removed there.
    archive.write("elsewhere/index.html", "mine");
    archive.write("content/a.md", "# A\n");
    archive.build_clean();
    assert_eq!(archive.tree("elsewhere").into_keys().collect::<Vec<_>>(), ["index.html", "mine"]);
}

#[test]
fn errors_do_not_touch_a_good_site_and_do_replace_a_bad_one() {
    let archive = Archive::good();
    archive.build_clean();
    let good = archive.tree("public");
    archive.write("content/bad.md", "---\ndraft: soon\n---\n# Bad\n");
    let kept = archive.build();
    assert_eq!(kept.status, 1);
    assert!(
        kept.stderr.contains(
            "`public` keeps the site of the last build without errors, until a build has no errors"
        ),
        "{}",
        kept.stderr
    );
    assert_eq!(difference(&good, &archive.tree("public")), Vec::<String>::new());
    // With nothing to lose, the rest is published.
    assert_eq!(archive.run(&["build", "-o", "empty"]).status, 1);
    assert!(archive.has("empty/good/index.html") && !archive.has("empty/bad/index.html"));
    archive.write("content/good.md", "# Better\n");
    assert_eq!(archive.run(&["build", "-o", "empty"]).status, 1);
    assert!(archive.read("empty/good/index.html").contains("Better"));
    archive.remove("content/bad.md");
    archive.build_clean();
    assert!(archive.read("public/good/index.html").contains("Better"));
}

/// Even after an interrupted build, a build with errors does not replace a good site.
#[test]
fn errors_do_not_change_the_files_of_an_interrupted_build() {
    let archive = Archive::good();
    archive.build_clean();
    let manifest = "public/.retold-manifest.json";
    let whole = archive.read(manifest);
    let interrupted = whole.replace("\"complete\":true", "\"complete\":true,\"unfinished\":true");
    assert_ne!(whole, interrupted);
    archive.write(manifest, interrupted);
    let (left, good) = (archive.tree("public"), archive.read("content/good.md"));
    archive.write("content/good.md", "---\ndraft: soon\n---\n# Bad\n");
    let kept = archive.build();
    assert_eq!(kept.status, 1);
    assert!(
        kept.stderr.contains(
            "`public` keeps the parts of two sites that an unfinished build left, until a build has no errors"
        ),
        "{}",
        kept.stderr
    );
    assert_eq!(difference(&left, &archive.tree("public")), Vec::<String>::new());
    archive.write("content/good.md", good);
    archive.build_clean();
    assert_eq!(archive.read(manifest), whole);
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let archive = Archive::good().file("content/chart.png", "one");
    assert_eq!(archive.build().status, 0);
    archive.remove("content/chart.png");
    archive.write("content/chart.png/a.png", "two");
    assert_eq!(archive.build().status, 0);
    assert_eq!(archive.read("public/chart.png/a.png"), "two");
    std::fs::remove_dir_all(archive.path("content/chart.png")).unwrap();
    archive.write("content/chart.png", "three");
    assert_eq!(archive.build().status, 0);
    assert_eq!(archive.read("public/chart.png"), "three");
}

#[test]
fn an_alias_never_takes_the_place_of_a_page() {
    let archive = Archive::good()
        .file("content/a/b.md", "# B\n")
        .file("content/t.md", "---\naliases: /a//b/\n---\n# T\n");
    let run = archive.build();
    assert!(
        run.stderr.contains("warning[identity/alias]: `/a//b/` is the address of something else"),
        "{}",
        run.stderr
    );
    archive.write("content/t.md", "# T\n");
    assert_eq!(archive.build().status, 0);
    assert!(archive.read("public/a/b/index.html").contains("<h1>B</h1>"));
}
