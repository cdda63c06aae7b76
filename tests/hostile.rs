//! Odd and hostile input: no panic, nothing outside the output folder, no markup let through.

use std::fmt::Write as _;
use std::fs;

use crate::html;
use crate::support::{Archive, Run};

/// Builds, with a status of the program's own, and leaves nothing beside the output folder. How long it may take is
/// measured in `benches/growth.rs`.
#[track_caller]
fn build(archive: &Archive) -> Run {
    let before = outside(archive);
    let run = archive.build();
    assert!(
        (0..=1).contains(&run.status) && !run.stderr.contains("panicked"),
        "{}: {}",
        run.status,
        run.stderr
    );
    assert_eq!(outside(archive), before, "something was written outside the output folder");
    run
}

fn outside(archive: &Archive) -> Vec<String> {
    archive.tree("").into_keys().filter(|name| !name.starts_with("public/")).collect()
}

/// The page of `content/bad.md`, built from `text`.
#[track_caller]
fn page_of(text: impl AsRef<[u8]>) -> String {
    let archive = Archive::new().file("content/bad.md", text);
    build(&archive);
    archive.read("public/bad/index.html")
}

#[test]
fn one_line_of_four_megabytes() {
    page_of("word ".repeat(800_000));
    page_of("https://e.org/".repeat(100_000));
    page_of("[".repeat(1_000_000));
    page_of(format!("---\ntitle: {}\n---\n", "long ".repeat(20_000)));
}

#[test]
fn nesting_without_end() {
    page_of(">".repeat(2_000) + " deep");
    let mut lists = String::new();
    for depth in 0..2_000 {
        writeln!(lists, "{}- x", " ".repeat(depth * 2)).unwrap();
    }
    page_of(lists);
    page_of("<div>".repeat(2_000));
    page_of("<b><i>".repeat(1_000));
    page_of("*a **b ".repeat(5_000));
}

#[test]
fn front_matter_nested_without_end() {
    page_of(format!("---\na: {}{}\n---\n", "[".repeat(100_000), "]".repeat(100_000)));
    page_of(format!("---\na:\n  {}x\n---\n", "- ".repeat(100_000)));
    page_of(format!("+++\na = {}{}\n+++\n", "[".repeat(100_000), "]".repeat(100_000)));
    page_of(format!("{{\n\"a\": {}{}\n}}\n", "[".repeat(100_000), "]".repeat(100_000)));
}

/// Nine aliases on each of forty levels expand to more values than fit into memory.
#[test]
fn aliases_that_multiply() {
    for levels in [9, 40] {
        let mut bomb = String::from("---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for level in 1..levels {
            let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
            writeln!(bomb, "a{level}: &a{level} [{aliases}]").unwrap();
        }
        let archive = Archive::good().file("content/bad.md", bomb + "---\n# Bad\n");
        let run = build(&archive);
        assert!(run.status == 0 && run.stderr.contains("front-matter/excess"), "{}", run.stderr);
        assert!(archive.read("public/bad/index.html").contains("<h1>Bad</h1>"));
    }
    // Aliases themselves are fine.
    let page = page_of("---\ntags: &names [one, two]\nservices: *names\n---\n");
    assert!(page.contains("services/one/"), "{page}");
}

#[test]
fn many_findings_in_one_long_file() {
    let mut text = String::new();
    for index in 0..30_000 {
        writeln!(text, "See [one](missing-{index}.md) and some more words.\n").unwrap();
    }
    page_of(text);
    page_of("## Same\n\n".repeat(20_000));
}

#[test]
fn many_tags_in_one_document() {
    let tags: Vec<_> = (0..1_000).map(|index| format!("t{index}")).collect();
    page_of(format!("---\ntags: [{}]\n---\n", tags.join(", ")));
}

#[cfg(unix)]
#[test]
fn names_of_every_kind() {
    let mut archive = Archive::new();
    let names = [
        "two words",
        "100% #1?",
        "it's \"quoted\"",
        "日本語",
        "aaaaaaaaaéb",
        "2021-01-01",
        "-",
        "a+b&c=d",
        "<b>",
        "tab\there",
        "new\nline",
        "back\\slash",
        "%2e%2e%2f",
        "emoji 🔥",
        "İstanbul",
        "ﬁ",
        "CON",
    ];
    for name in names {
        archive = archive.file(&format!("content/{name}.md"), "Text.\n![i](i.png)\n");
        archive = archive.file(&format!("content/{name}/{name}.png"), "PNG");
    }
    let run = build(&archive);
    let pages = archive.tree("public");
    for name in names {
        let file = format!("{name}.md");
        let is_shown =
            pages.values().any(|page| html::texts(&String::from_utf8_lossy(page), "code").contains(&file));
        assert!(is_shown || run.stderr.contains(name), "{name:?} is lost\n{}", run.stderr);
    }
}

/// Elsewhere they are one file.
#[cfg(target_os = "linux")]
#[test]
fn names_that_differ_only_in_case() {
    let archive = Archive::new().file("content/Disk.md", "# One\n").file("content/disk.md", "# Other\n");
    let run = build(&archive);
    assert!(run.stderr.contains("`disk/` is already the address of `content/Disk.md`"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn names_at_the_limit_of_the_file_system() {
    let long = "n".repeat(251);
    // The name grows in lower case, beyond the limit of file names.
    let growing = "İ".repeat(125);
    let archive = Archive::good()
        .file(&format!("content/{long}.md"), "# Long\n")
        .file(&format!("content/{growing}.md"), "# Growing\n")
        .file("content/slug.md", format!("---\nslug: {}\n---\n# Slug\n", "s".repeat(300)))
        .file("content/tag.md", format!("---\ntags: [{}]\n---\n# Tag\n", "t".repeat(300)))
        .file(
            "content/alias.md",
            format!("---\naliases: [{}]\nid: {}\n---\n# Alias\n", "a".repeat(300), "i".repeat(300)),
        )
        .file("content/path.md", format!("---\naliases: [{}]\n---\n# Path\n", "a/".repeat(3_000)));
    build(&archive);
    for title in ["Good", "Long", "Growing", "Slug", "Tag", "Alias", "Path"] {
        let heading = format!("<h1>{title}</h1>");
        let found =
            archive.tree("public").values().any(|page| String::from_utf8_lossy(page).contains(&heading));
        assert!(found, "{title} has no page");
    }
}

#[test]
fn addresses_that_leave_the_site() {
    let archive = Archive::good().file(
        "content/bad.md",
        "---\nslug: ../../x\naliases: [../../y, /etc/passwd, 'a/../../z', '..\\w', 'https://e.org/q', \
         .retold-manifest.json, \"a\\0b\"]\nid: ../../i\n---\n\
         # Bad\n\n[up](../../../etc/passwd) [root](/etc/passwd) ![image](../../secret.png)\n",
    );
    let archive = archive.file("secret.png", "mine");
    build(&archive);
    assert!(archive.has("public/x/index.html"));
    let files: Vec<_> = archive.tree("public").into_values().collect();
    assert!(!files.iter().any(|bytes| bytes == b"mine"));
}

/// An address is a file for one and a folder for the other: the site is built without the lesser one.
#[test]
fn addresses_that_get_in_each_others_way() {
    let archive = Archive::good()
        .file("content/a.md", "---\naliases: [atom.xml/x, robots.txt/y/z, 404.html/q, assets, search/pack/pack.json, 'good/index.html/x']\n---\n# A\n[LICENSE](b) ![x](c.png/d.png)\n")
        .file("content/b", "a file where the page of b.md has its folder")
        .file("content/b.md", "# B\n")
        .file("content/c.png/d.png", "PNG")
        .file("content/d.md", "---\naliases: [c.png]\n---\n# D\n");
    build(&archive);
    for page in ["good", "a", "b", "d"] {
        assert!(archive.has(&format!("public/{page}/index.html")), "{page}");
    }
    let again = archive.build();
    assert!(again.stderr.contains("Built "), "{}", again.stderr);
}

/// The manifest names files that no build wrote: files outside must stay.
#[test]
fn a_manifest_that_lies() {
    let archive = Archive::good().file("precious.txt", "mine");
    let absolute = archive.path("precious.txt");
    archive.write(
        "public/.retold-manifest.json",
        format!("{{\"version\":1,\"complete\":true,\"files\":[\"../precious.txt\",{absolute:?}]}}"),
    );
    build(&archive);
    assert_eq!(archive.read("precious.txt"), "mine");
}

#[test]
fn markup_in_every_field() {
    let evil = "</title></a><script>alert(1)</script>\\\" onload=\\\"x' ]]> {{ 7919 * 7907 }}";
    let mut text = String::from("---\n");
    for key in [
        "title",
        "summary",
        "id",
        "severity",
        "status",
        "audience",
        "detection_method",
        "trigger",
        "impact",
        "updated",
        "kind",
    ] {
        writeln!(text, "{key}: \"{evil}\"").unwrap();
    }
    for key in [
        "tags",
        "services",
        "teams",
        "authors",
        "causes",
        "lessons",
        "signatures",
        "source",
        "related",
        "aliases",
    ] {
        writeln!(text, "{key}: [\"{evil}\"]").unwrap();
    }
    writeln!(text, "date: 2026-01-31\nactions:\n  - {{title: \"{evil}\", owner: \"{evil}\", link: \"javascript:alert(1)\"}}").unwrap();
    writeln!(text, "---\n## {evil}\n\n<p onclick=\"x()\">{evil}</p>\n\n```{evil}\n{evil}\n```\n").unwrap();
    writeln!(text, "[j](javascript:alert(1)) [v](vbscript:x) [d](data:text/html,x) [n](//e.org/x) ![i](https://e.org/i.png)\n").unwrap();
    writeln!(text, "<iframe src=\"https://e.org\"></iframe><style>p{{}}</style><img src=x onerror=alert(1)><a href=\" javascript:x\">a</a>").unwrap();
    let archive = Archive::new().file("content/bad.md", text);
    let theme_title = "title = \"</title><script>alert(1)</script>\"\ndescription = '\"><script>alert(1)</script>'\nlanguage = '\"><script>'\n";
    archive.write("retold.toml", theme_title);
    build(&archive);
    for (name, bytes) in archive.tree("public") {
        let text = String::from_utf8_lossy(&bytes);
        if name.ends_with(".html") {
            assert_eq!(html::faults(&text), Vec::<String>::new(), "{name}\n{text}");
        }
        if name.ends_with(".html") || name.ends_with(".xml") {
            assert!(!text.contains("<script>"), "{name}\n{text}");
            assert!(!text.contains("62615533"), "{name}");
        }
    }
    let feed: atom_syndication::Feed = archive.read("public/atom.xml").parse().unwrap();
    assert!(feed.entries()[0].title().as_str().contains("<script>alert(1)</script>"));
}

#[test]
fn front_matter_with_odd_values() {
    for value in [
        "",
        "~",
        "{}",
        "[]",
        "[[]]",
        "[~, ~]",
        "{a: {b: c}}",
        "-1",
        "1e999",
        ".nan",
        "0x7fffffffffffffffffff",
        "true",
        "!!binary aGk=",
        "'\\0'",
        "2026-02-30",
        "99999-01-01",
        "-0001-01-01",
        "24:60",
        "2026-01-31T99:99:99+99:99",
        "|\n  a\n  b",
    ] {
        let mut text = String::from("---\n");
        for key in [
            "id",
            "title",
            "date",
            "updated",
            "draft",
            "slug",
            "aliases",
            "tags",
            "kind",
            "severity",
            "services",
            "started",
            "resolved",
            "impact",
            "recurrence_of",
            "actions",
            "source",
            "extra",
        ] {
            writeln!(text, "{key}: {value}").unwrap();
        }
        let archive = Archive::good().file("content/bad.md", text + "---\nText.\n");
        build(&archive);
        assert!(archive.has("public/good/index.html"), "{value}");
    }
}

#[test]
fn control_characters_and_marks() {
    page_of(
        "\u{feff}---\ntitle: \"a\\u0000b\\u0008\\u001b[31m\\ufffe\"\ndate: 2026-01-31\n---\n\u{0}\u{8}\u{1b}[31m\u{202e}\r\r\n",
    );
    let archive = Archive::new().file("content/bad.md", "---\ntitle: \"a\\u0001b\"\ndate: 2026-01-31\n---\n");
    build(&archive);
    let feed = archive.read("public/atom.xml");
    assert!(!feed.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "{feed:?}");
}

#[cfg(unix)]
#[test]
fn files_that_are_no_files() {
    let archive = Archive::good();
    fs::create_dir_all(archive.path("content/folder.md")).unwrap();
    fs::create_dir_all(archive.path("content/folder.png")).unwrap();
    let fifo = std::process::Command::new("mkfifo").arg(archive.path("content/pipe.md")).status();
    assert!(fifo.is_ok_and(|status| status.success()));
    build(&archive);
    assert!(archive.has("public/good/index.html"));
}

/// A pipe that is opened blocks for ever.
#[cfg(unix)]
#[test]
fn pipes_are_named_and_never_opened() {
    let pipe = |archive: &Archive, name: &str| {
        fs::create_dir_all(archive.path(name).parent().unwrap()).unwrap();
        let made = std::process::Command::new("mkfifo").arg(archive.path(name)).status();
        assert!(made.is_ok_and(|status| status.success()), "{name}");
    };
    let commands: [(&str, &[&str]); 6] = [
        ("retold.toml", &["build"]),
        ("other.toml", &["build", "--config", "other.toml"]),
        ("theme/templates/postmortem.html", &["build"]),
        ("theme/static/x.js", &["build"]),
        ("note.md", &["inspect", "note.md"]),
        ("public/.retold-manifest.json", &["build"]),
    ];
    for (name, arguments) in commands {
        let archive = Archive::good();
        pipe(&archive, name);
        let run = archive.run(arguments);
        assert_ne!(run.status, 0, "{name}: {}", run.stderr);
        assert!(run.stderr.contains(name), "{name}: {}", run.stderr);
        assert!(run.stderr.contains("it is a pipe, a socket or a device"), "{name}: {}", run.stderr);
    }
}
