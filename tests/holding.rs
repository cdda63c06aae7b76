//! Documents that their authors hold back, or leave out of lists, in the words of other generators.

use crate::support::Archive;

fn archive() -> Archive {
    Archive::good()
        .file("retold.toml", "base_url = 'https://example.org/'\n")
        .file("content/embargo.md", "---\npublishDate: 2026-02-02\n---\n# Embargo\n\nThe word is falcon.\n")
        .file("content/over.md", "---\nexpiryDate: 2026-02-01\n---\n# Over\n\nThe word is heron.\n")
        .file(
            "content/unlisted.md",
            "---\nunlisted: true\n---\n# Unlisted\n\nThe word is osprey, see [good](good.md).\n",
        )
        .file(
            "content/quiet.md",
            "---\nin_search_index: false\nsitemap: false\n---\n# Quiet\n\nThe word is egret.\n",
        )
        .file(
            "content/held.md",
            "---\npublished: no\n---\n# Held\n\nThe word is plover, see [it](unlisted.md).\n",
        )
}

fn found(archive: &Archive, word: &str) -> bool {
    archive.run(&["search", word]).status == 0
}

#[test]
fn a_document_has_a_page_where_its_author_wants_one() {
    let archive = archive();
    let run = archive.run(&["build", "--today", "2026-02-01"]);
    assert_eq!(run.status, 0);
    assert!(run.stderr.contains("the document is held back until 2026-02-02"), "{}", run.stderr);
    assert!(run.stderr.contains("the document is held back since 2026-02-01"), "{}", run.stderr);
    let sitemap = archive.read("public/sitemap.xml");
    let home = archive.read("public/index.html");
    for (name, word, has_page, is_found, is_in_sitemap, is_listed) in [
        ("embargo", "falcon", false, false, false, false),
        ("over", "heron", false, false, false, false),
        ("held", "plover", false, false, false, false),
        ("unlisted", "osprey", true, false, false, false),
        ("quiet", "egret", true, false, false, true),
        ("good", "read", true, true, true, true),
    ] {
        assert_eq!(archive.has(&format!("public/{name}/index.html")), has_page, "{name}");
        assert_eq!(found(&archive, word), is_found, "{name}");
        assert_eq!(sitemap.contains(&format!("/{name}/")), is_in_sitemap, "{name}");
        assert_eq!(home.contains(&format!("{name}/\"")), is_listed, "{name}: {home}");
    }
    assert!(
        archive.read("public/unlisted/index.html").contains("<meta name=\"robots\" content=\"noindex\">")
    );
    assert!(!archive.read("public/quiet/index.html").contains("noindex"));

    archive.run(&["build", "--today", "2026-02-02"]);
    assert!(archive.has("public/embargo/index.html") && found(&archive, "falcon"));
}

#[test]
fn drafts_show_what_is_held_back() {
    let archive = archive();
    archive.run(&["build", "--today", "2026-02-01", "--drafts"]);
    for name in ["embargo", "over", "held"] {
        assert!(archive.has(&format!("public/{name}/index.html")), "{name}");
    }
}
