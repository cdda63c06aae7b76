//! `retold build` end to end: which files are written, and what pages hold.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use percent_encoding::percent_decode_str;

use crate::html;
use crate::support::{self, Archive, Tree, difference};

/// Longer than any build of these tests takes in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A small archive in which everything is linked with everything.
pub fn linked() -> Archive {
    Archive::new()
        .file("retold.toml", "title = 'Ours'\nbase_url = 'https://example.org/team/'\npage_size = 2\n")
        .file(
            "content/2021/2021-03-04-disk-full/index.md",
            "---\ntags: [disk, dns]\nservices: [payments]\nteams: [storage]\nseverity: SEV1\nid: PM-7\naliases: [/old/disk]\n---\n\
             # Disk full\n\n![Free space](free%20space.png) and [the log](logs/disk.txt), see [DNS](../../2022-01-01-dns.md#impact).\n",
        )
        .file("content/2021/2021-03-04-disk-full/free space.png", "PNG")
        .file("content/2021/2021-03-04-disk-full/logs/disk.txt", "no space left")
        .file("content/2021/2021-03-04-disk-full/logs/unlinked.txt", "nobody asked for it")
        .file(
            "content/2022-01-01-dns.md",
            "+++\ntags = ['dns']\nrecurrence_of = 'PM-7'\nsummary = 'Names were gone.'\n+++\n# DNS\n\n## Impact\n\n\
             As in [the other one](/2021/2021-03-04-disk-full/).\n",
        )
        .file("content/2023-01-01-third.md", "{\n\"tags\": [\"dns\"], \"severity\": \"SEV2\"\n}\n# Third\n")
        .file("content/fourth.md", "No front matter at all.\n")
}

/// The links and loaded files of all pages whose target does not exist, as `page: address`.
fn dead_links(site: &Tree, base_path: &str) -> Vec<String> {
    let mut dead = Vec::new();
    let pages = site.iter().filter(|(name, _)| name.ends_with(".html"));
    let pages: Vec<_> =
        pages.map(|(page, bytes)| (page, html::tags(std::str::from_utf8(bytes).unwrap()))).collect();
    // Of each file, the ids that a link may lead to.
    let mut ids: BTreeMap<&str, BTreeSet<&str>> =
        site.keys().map(|name| (name.as_str(), BTreeSet::new())).collect();
    for (page, tags) in &pages {
        let found = tags.iter().filter_map(|tag| tag.attributes.get("id"));
        ids.entry(page).or_default().extend(found.map(String::as_str));
    }
    for (page, tags) in &pages {
        for tag in tags {
            for address in ["href", "src"].iter().filter_map(|name| tag.attributes.get(*name)) {
                let leads_here = !html::is_elsewhere(address) && !address.is_empty();
                if leads_here && !resolves(&ids, base_path, page, address) {
                    dead.push(format!("{page}: {address}"));
                }
            }
        }
    }
    dead
}

/// Whether an address on a page leads to a file of the site, and to one of its ids.
fn resolves(ids: &BTreeMap<&str, BTreeSet<&str>>, base_path: &str, page: &str, address: &str) -> bool {
    let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
    let path = percent_decode_str(path.split('?').next().unwrap_or(path)).decode_utf8_lossy().into_owned();
    let mut parts: Vec<&str> = page.split('/').collect();
    let last = parts.pop().unwrap_or_default();
    let path = match path.strip_prefix(base_path).filter(|_| path.starts_with('/')) {
        Some(rest) => {
            parts.clear();
            rest
        }
        None if path.starts_with('/') => return false,
        None => &path,
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return false;
                }
            }
            part => parts.push(part),
        }
    }
    let file = match path {
        "" => [parts, vec![last]].concat().join("/"),
        path if path.ends_with(['/', '.']) => [parts, vec!["index.html"]].concat().join("/"),
        _ => parts.join("/"),
    };
    let Some(target) = ids.get(file.as_str()) else { return false };
    fragment.is_empty() || target.contains(&*percent_decode_str(fragment).decode_utf8_lossy())
}

fn faults(site: &Tree) -> Vec<String> {
    let pages = site.iter().filter(|(name, _)| name.ends_with(".html"));
    pages
        .flat_map(|(name, bytes)| {
            let faults = html::faults(std::str::from_utf8(bytes).unwrap());
            faults.into_iter().map(move |fault| format!("{name}: {fault}"))
        })
        .collect()
}

#[test]
fn dead_links_are_found() {
    let pages = [
        (
            "a/index.html",
            "<p id=x><a href=\"../b/\"><a href=\"#x\"><a href=\"../b/#y\"><img src='/team/b/c.png'>",
        ),
        (
            "b/index.html",
            "<a href='../a/#x'><a href='c.png?v=1'><a href='../..'><a href='/b/'><a href='https://e.org/'>",
        ),
        ("b/c.png", ""),
    ];
    let site: Tree =
        pages.iter().map(|(name, page)| ((*name).to_owned(), page.as_bytes().to_vec())).collect();
    assert_eq!(
        dead_links(&site, "/team/"),
        ["a/index.html: ../b/#y", "b/index.html: ../..", "b/index.html: /b/"]
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let one = Archive::new().variable("RAYON_NUM_THREADS", "1");
    let other = Archive::new().variable("RAYON_NUM_THREADS", "4");
    let documents: Vec<_> = retold_corpus::Corpus::new(7, 40).iter().collect();
    for document in &documents {
        one.write(&format!("content/{}", document.path), &document.text);
    }
    for document in documents.iter().rev() {
        other.write(&format!("content/{}", document.path), &document.text);
    }
    one.build_clean();
    other.build_clean();
    assert_eq!(difference(&one.tree("public"), &other.tree("public")), Vec::<String>::new());
}

#[test]
fn a_warm_build_gives_the_bytes_of_a_cold_one() {
    let (warm, cold) = (linked(), linked());
    warm.build_clean();
    for archive in [&warm, &cold] {
        archive.write("content/2022-01-01-dns.md", "# DNS, second report\n");
        archive.remove("content/fourth.md");
        archive.build_clean();
    }
    assert_eq!(difference(&warm.tree("public"), &cold.tree("public")), Vec::<String>::new());
}

#[test]
fn images_and_links_lead_where_they_should() {
    let archive = linked();
    archive.build_clean();
    let page = archive.read("public/2021/2021-03-04-disk-full/index.html");
    for part in [
        "src=\"../../2021/2021-03-04-disk-full/free%20space.png\" alt=\"Free space\"",
        "href=\"../../2021/2021-03-04-disk-full/logs/disk.txt\"",
        "href=\"../../2022-01-01-dns/#impact\"",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert_eq!(archive.read("public/2021/2021-03-04-disk-full/free space.png"), "PNG");
    assert_eq!(archive.read("public/2021/2021-03-04-disk-full/logs/disk.txt"), "no space left");
    assert!(!archive.has("public/2021/2021-03-04-disk-full/logs/unlinked.txt"));
    let site = archive.tree("public");
    assert_eq!(dead_links(&site, "/team/"), Vec::<String>::new());
    assert_eq!(faults(&site), Vec::<String>::new());
}

#[test]
fn terms_have_pages_and_long_lists_have_several() {
    let archive = linked();
    archive.build_clean();
    for page in [
        "tags/",
        "tags/disk/",
        "tags/dns/",
        "tags/dns/page/2/",
        "services/payments/",
        "teams/storage/",
        "severities/sev1/",
        "severities/sev2/",
        "years/2021/",
        "years/2022/",
        "years/2023/",
        "page/2/",
        "search/",
    ] {
        assert!(archive.has(&format!("public/{page}index.html")), "{page}");
    }
    assert!(!archive.has("public/tags/dns/page/3/index.html"));
    let second = archive.read("public/tags/dns/page/2/index.html");
    assert!(second.contains("Disk full") && !second.contains("Third"), "{second}");
}

#[test]
fn an_old_address_leads_to_the_page() {
    let archive = linked();
    archive.build_clean();
    for alias in ["public/old/disk/index.html", "public/pm-7/index.html"] {
        let page = archive.read(alias);
        assert!(page.contains("2021/2021-03-04-disk-full/"), "{page}");
    }
}

#[test]
fn machine_readable_files_are_complete() {
    let archive = linked();
    archive.build_clean();
    let feed: atom_syndication::Feed = archive.read("public/atom.xml").parse().unwrap();
    let titles: Vec<_> = feed.entries().iter().map(|entry| entry.title().as_str()).collect();
    assert_eq!(titles, ["Third", "DNS", "Disk full"]);
    assert_eq!(feed.entries()[1].summary().unwrap().as_str(), "Names were gone.");
    assert_eq!(feed.entries()[1].links()[0].href(), "https://example.org/team/2022-01-01-dns/");
    let sitemap = archive.read("public/sitemap.xml");
    assert!(
        sitemap.contains("<loc>https://example.org/team/2022-01-01-dns/</loc><lastmod>2022-01-01</lastmod>"),
        "{sitemap}"
    );
    assert!(!sitemap.contains("404.html") && !sitemap.contains("/old/disk"), "{sitemap}");
    assert!(archive.read("public/robots.txt").contains("Sitemap: https://example.org/team/sitemap.xml"));
    let search = archive.read("public/opensearch.xml");
    assert!(search.contains("template=\"https://example.org/team/search/?q={searchTerms}\""), "{search}");
    assert!(search.contains("<ShortName>Ours</ShortName>"), "{search}");
    let rules = archive.read("public/_redirects");
    assert!(rules.contains("/old/disk/ /team/2021/2021-03-04-disk-full/ 301\n"), "{rules}");
    assert!(archive.read("public/_headers").contains("Content-Security-Policy: default-src 'self'"));
    // Shown at any depth, so its links start at the host.
    assert!(archive.read("public/404.html").contains("href=\"/team/assets/style."));
}

#[test]
fn nothing_names_an_address_that_is_not_known() {
    let archive = linked();
    archive.write("retold.toml", "title = 'Ours'\n");
    let run = std::process::Command::output(&mut archive.command(&["build"])).unwrap();
    let text = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(text.matches("No `base_url` is configured").count(), 1, "{text}");
    let site = archive.tree("public");
    for (name, bytes) in &site {
        let text = String::from_utf8_lossy(bytes);
        let found =
            ["http://localhost", "rel=\"canonical\"", "og:url", "ld+json"].map(|part| text.contains(part));
        assert!(name.ends_with(".wasm") || name.ends_with(".js") || found == [false; 4], "{name}: {text}");
    }
    for name in ["sitemap.xml", "opensearch.xml"] {
        assert!(!site.contains_key(name), "{name}");
    }
    assert_eq!(archive.read("public/robots.txt"), "User-agent: *\nAllow: /\n");
    assert!(!archive.read("public/index.html").contains("opensearch.xml"));

    archive.write("retold.toml", "base_url = 'http://localhost/'\n");
    let run = std::process::Command::output(&mut archive.command(&["build"])).unwrap();
    assert!(!String::from_utf8_lossy(&run.stderr).contains("base_url"));
    assert!(archive.read("public/robots.txt").contains("http://localhost/sitemap.xml"));
}

#[test]
fn an_incident_is_filed_under_the_day_on_which_it_happened() {
    let archive = Archive::new()
        .file(
            "content/trading.md",
            "---\ntitle: Trading\nstarted: 2012-08-01T09:30:00-04:00\npublished: 2013-10-16\n---\nIt lost money.\n",
        )
        .file("content/backbone.md", "---\ntitle: Backbone\nkind: incident\npublished: 2013-01-05\n---\nDown.\n")
        .file("content/2014-01-01-disk.md", "# Disk full\n\nIt was full.\n");
    archive.build_clean();
    let trading = archive.read("public/trading/index.html");
    assert!(
        trading.contains(
            "<span>Happened <time datetime=\"2012-08-01\">1 August 2012</time> · \
             published <time datetime=\"2013-10-16\">16 October 2013</time></span>"
        ),
        "{trading}"
    );
    assert!(trading.contains("<a rel=\"next\" href=\"../backbone/\">"), "{trading}");
    let backbone = archive.read("public/backbone/index.html");
    assert!(
        backbone.contains("<span>Published <time datetime=\"2013-01-05\">5 January 2013</time></span>"),
        "{backbone}"
    );
    assert!(archive.read("public/years/2012/index.html").contains("Trading"));
    assert!(archive.read("public/years/2013/index.html").contains("<span>Published <time"));
    let found = archive.run(&["search", "year:2012", "--format", "ids"]);
    assert_eq!(found.stdout, "trading\n");
    let feed: atom_syndication::Feed = archive.read("public/atom.xml").parse().unwrap();
    let entries: Vec<_> = feed
        .entries()
        .iter()
        .map(|entry| (entry.title().as_str(), entry.published().unwrap().date_naive().to_string()))
        .collect();
    let day = str::to_owned;
    assert_eq!(
        entries,
        [("Disk full", day("2014-01-01")), ("Trading", day("2013-10-16")), ("Backbone", day("2013-01-05"))]
    );
}

#[test]
fn a_folder_without_configuration_or_front_matter_is_built() {
    let archive = Archive::new().file("docs/a.md", "# A\n").file("docs/deep/er/B.markdown", "B\n");
    let run = archive.run(&["build", "--content", "docs", "--output-dir", "out"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(archive.has("out/a/index.html") && archive.has("out/deep/er/b/index.html"));
    let elsewhere = Archive::new();
    let root = archive.path("");
    std::fs::rename(archive.path("docs"), archive.path("content")).unwrap();
    let run = elsewhere.run(&["build", "--root", root.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(archive.has("public/a/index.html"));
}

#[test]
fn drafts_are_built_when_asked_for() {
    let archive = Archive::good().file("content/draft.md", "---\ndraft: true\n---\n# Not yet\n");
    archive.build_clean();
    assert!(!archive.has("public/draft/index.html"));
    assert_eq!(archive.run(&["build", "--drafts"]).status, 0);
    assert!(archive.has("public/draft/index.html"));
}

/// Threads that build the search index and threads that render must not wait for each other.
#[test]
fn a_build_on_many_threads_ends() {
    let archive = Archive::new();
    // More documents than one shard of the index holds, so that threads share its work.
    for index in 0..2_200 {
        let tags = format!("t{}, t{}", index % 701, index * 7 % 701);
        archive.write(&format!("content/d{index}.md"), format!("---\ntags: [{tags}]\n---\nWord {index}.\n"));
    }
    for threads in ["3", "6"] {
        let mut command = archive.command(&["build", "-o", threads]);
        let mut child = command.env("RAYON_NUM_THREADS", threads).stderr(Stdio::null()).spawn().unwrap();
        let started = Instant::now();
        while child.try_wait().unwrap().is_none() && started.elapsed() < PATIENCE {
            sleep(Duration::from_millis(5));
        }
        let _ = child.kill();
        assert_eq!(child.wait().unwrap().code(), Some(0), "with {threads} threads");
    }
    assert_eq!(difference(&archive.tree("3"), &archive.tree("6")), Vec::<String>::new());
}

/// The archive that comes with Retold, whole: no finding, no dead link, nothing that the policy forbids.
#[test]
fn the_sample_archive_is_sound() {
    let archive = Archive::new();
    let root = env!("CARGO_MANIFEST_DIR");
    let output = archive.path("public");
    let run = archive.run(&["build", "--root", root, "--output-dir", output.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(!run.stderr.contains("error") && !run.stderr.contains("warning"), "{}", run.stderr);
    let run = archive.run(&["check", "--root", root, "--deny", "note", "--today", "2026-11-01"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let site = archive.tree("public");
    assert_eq!(dead_links(&site, "/"), Vec::<String>::new());
    assert_eq!(faults(&site), Vec::<String>::new());
}

/// Real documents, where they are at hand: each becomes a page or is named in a finding.
#[test]
fn every_real_document_becomes_a_page_or_is_named() {
    let Some(corpus) = support::corpus() else { return };
    let archive = Archive::new();
    let run = archive.run(&["build", "--content", corpus.to_str().unwrap(), "-o", "public"]);
    assert!(run.status < 2, "{}", run.stderr);
    let shown: BTreeSet<String> = archive
        .tree("public")
        .iter()
        .filter(|(name, _)| name.ends_with(".html"))
        // The foot of the page names the file.
        .filter_map(|(_, page)| html::texts(&String::from_utf8_lossy(page), "code").pop())
        .collect();
    let documents =
        walkdir::WalkDir::new(&corpus).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let mut lost = Vec::new();
    let mut count = 0;
    for entry in documents {
        let path = entry.path().strip_prefix(&corpus).unwrap().to_string_lossy().into_owned();
        if retold_document::document_stem(&path).is_none() {
            continue;
        }
        count += 1;
        if !shown.contains(&path) && !run.stderr.contains(&path) {
            lost.push(path);
        }
    }
    assert!(count > 100, "{count} documents");
    assert_eq!(lost, Vec::<String>::new());
    assert_eq!(faults(&archive.tree("public")), Vec::<String>::new());
}

/// The data blocks for search engines in a page, read as JSON.
fn structured_data(page: &str) -> Vec<serde_json::Value> {
    let blocks = page.split("<script type=\"application/ld+json\">").skip(1);
    blocks.map(|block| serde_json::from_str(block.split("</script>").next().unwrap()).unwrap()).collect()
}

#[test]
fn pages_name_what_they_are_about_for_programs() {
    let archive = linked();
    archive.write(
        "content/2022-01-01-dns.md",
        "---\nid: PM-8\ntags: ['dns', '</script><script>alert(1)//']\nservices: mail\npublished: 2022-01-05\n\
         title: 'DNS & </script><!--'\nsummary: 'Names \"gone\" <b>'\n---\n# DNS\n",
    );
    archive.build_clean();
    let page = archive.read("public/2022-01-01-dns/index.html");
    let data = structured_data(&page);
    assert_eq!(page.matches("</script>").count(), page.matches("<script").count(), "{page}");
    let [crumbs, report] = &data[..] else { panic!("{data:?}") };
    assert_eq!(crumbs["@type"], "BreadcrumbList");
    assert_eq!(crumbs["itemListElement"][1]["name"], "DNS & </script><!--");
    assert_eq!(report["@type"], serde_json::json!(["Report", "TechArticle"]));
    for (key, value) in [
        ("headline", "DNS & </script><!--"),
        ("url", "https://example.org/team/2022-01-01-dns/"),
        ("description", "Names \"gone\" <b>"),
        ("reportNumber", "PM-8"),
        ("datePublished", "2022-01-05"),
        ("inLanguage", "en"),
    ] {
        assert_eq!(report[key], value, "{key}");
    }
    assert_eq!(report["about"][0]["name"], "mail");
    assert_eq!(report["keywords"][1], "</script><script>alert(1)//");
    let home = archive.read("public/index.html");
    assert_eq!(structured_data(&home)[0]["@type"], "WebSite");
    let target = &structured_data(&home)[0]["potentialAction"]["target"]["urlTemplate"];
    assert_eq!(target, "https://example.org/team/search/?q={search_term_string}");
    let term = archive.read("public/tags/dns/index.html");
    let crumbs = &structured_data(&term)[0]["itemListElement"];
    assert_eq!(crumbs[1]["item"], "https://example.org/team/tags/");
    for (page, has_properties) in [
        ("index.html", true),
        ("tags/index.html", true),
        ("tags/dns/index.html", true),
        ("2022-01-01-dns/index.html", true),
        ("search/index.html", true),
        ("404.html", false),
    ] {
        let page = archive.read(&format!("public/{page}"));
        for property in ["og:title", "og:description", "og:type", "og:site_name", "og:url", "og:locale"] {
            let count = page.matches(&format!("property=\"{property}\"")).count();
            assert_eq!(count, usize::from(has_properties), "{property}: {page}");
        }
    }
}
