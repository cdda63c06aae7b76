//! Which attachments are harmless: no browser runs them in the name of the site, and no server runs them itself.

/// Endings of files that browsers show, play or offer to save. What is not in this list is not published: which files
/// run scripts depends on the host's table of types, on what browsers guess, and on what both learn later.
const HARMLESS: [&str; 6] = [
    "apng avif bmp gif heic ico jpeg jpg jxl png svg tif tiff webp",
    "aac flac m4a m4v mkv mov mp3 mp4 oga ogg ogv opus srt vtt wav weba webm",
    "doc docx eml epub ics key odp ods odt pages pdf ppt pptx rtf xls xlsx",
    "adoc asc asciidoc avro bib cast cfg conf csv diff dot env err excalidraw gv har ini ipynb json json5 jsonl log \
     markdown md mmd ndjson org out parquet patch pem plantuml properties puml rst sql tex text textile toml trace tsv txt \
     wiki yaml yml",
    "bash c cc cpp cs ex go h hcl java kt lua promql proto py rb rs scala sh swift tf zig",
    "7z bz2 gz hprof pcap pcapng pprof tar tgz xz zip zst",
];

/// Endings behind which servers run a file, whatever ending follows: `a.php.png` is a program to some of them.
const RUN_BY_SERVERS: &str = "asp aspx cfm cgi fcgi htc hta jsp jspx phar phtml pl shtm shtml stm";

/// Whether the file at `url` is harmless, by its name. Every part of the name behind a dot counts: servers send `a.html.gz`
/// as HTML, which is compressed.
pub fn is_harmless(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let mut endings = name.split('.');
    let (Some(_), Some(last)) = (endings.next(), endings.next_back()) else { return false };
    HARMLESS.iter().any(|endings| lists(endings, last)) && !endings.any(is_run)
}

fn lists(endings: &str, ending: &str) -> bool {
    endings.split_ascii_whitespace().any(|listed| listed == ending)
}

/// Whether a browser or a server runs files with this ending, by the media types of servers.
fn is_run(ending: &str) -> bool {
    let is_run_by_browsers = |kind: mime_guess::Mime| {
        let (subtype, suffix) = (kind.subtype().as_str(), kind.suffix().map(|suffix| suffix.as_str()));
        matches!(subtype, "html" | "xml" | "javascript" | "ecmascript" | "wasm") || suffix == Some("xml")
    };
    let is_php = ending.starts_with("php");
    is_php || lists(RUN_BY_SERVERS, ending) || mime_guess::from_ext(ending).iter().any(is_run_by_browsers)
}

/// Whether `path`, relative to the site's root, configures a host or a service worker: it would change what other files of
/// the site do.
pub fn configures_host(path: &str) -> bool {
    const NAMES: [&str; 23] = [
        "_headers",
        "_redirects",
        "_routes.json",
        "_worker.js",
        "_config.yml",
        "functions",
        "netlify.toml",
        "cname",
        "vercel.json",
        "now.json",
        "staticwebapp.config.json",
        "firebase.json",
        "wrangler.toml",
        "wrangler.json",
        "serve.json",
        "static.json",
        "package.json",
        "composer.json",
        "edgeone.json",
        "app.yaml",
        "app.yml",
        "amplify.yml",
        "render.yaml",
    ];
    let path = path.trim_start_matches('/').to_ascii_lowercase();
    let mut parts = path.split('/');
    let top = parts.next().unwrap_or_default();
    // Those of web servers count in every folder.
    let is_of_server = |part: &str| part.starts_with(".ht") || part == "web.config" || part == ".user.ini";
    NAMES.contains(&top) || is_of_server(top) || parts.any(is_of_server)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_no_ending_that_is_run() {
        for ending in HARMLESS.iter().flat_map(|endings| endings.split_ascii_whitespace()) {
            assert!(!is_run(ending) || ending == "svg", "{ending}");
        }
    }

    #[test]
    fn only_known_endings_are_harmless() {
        for path in [
            "a.html",
            "a.SHTML",
            "a.hxt",
            "a.xhtml",
            "a.xht",
            "a.xsl",
            "a.xsd",
            "a.svgz",
            "a.js",
            "a.mjs?x#y",
            "a.wasm",
            "a.css",
            "a.php",
            "a.php7.png",
            "a.html.gz",
            "a.js.gz",
            "a.phtml.txt",
            "a.shtml.txt",
            "a.svg.gz",
            "a.xml.zip",
            "a.hta",
            "a.htc",
            "a.mht",
            "a.jnlp",
            "a.webmanifest",
            "a.appcache",
            "a.rss",
            "a.html ",
            "a.html.",
            "a.",
            "a",
            "html",
            ".html",
            "b.png/a",
            "a.unknown",
            "a.swf",
            "a.xml",
            "a.cgi",
        ] {
            assert!(!is_harmless(path), "{path}");
        }
        for path in [
            "a.svg",
            "a.png",
            "a.PDF",
            "a.log",
            "b/a.txt",
            "a.json?x",
            "a.csv#y",
            "a.mp4",
            "v1.2.3/pg-16.1.log",
            "a.log.1.gz",
            ".md",
            "2026-01-31T10.00.png",
        ] {
            assert!(is_harmless(path), "{path}");
        }
    }

    #[test]
    fn files_that_configure_hosts_are_known_in_any_case() {
        for path in [
            "_redirects",
            "/_Headers",
            "netlify.toml",
            "CNAME",
            "_worker.js/index.js",
            "functions/a.json",
            "a/.htaccess",
            "a/b/Web.config",
            "vercel.json",
            "Serve.json",
            "package.json",
            "app.yaml",
        ] {
            assert!(configures_host(path), "{path}");
        }
        for path in
            ["a/netlify.toml", "redirects", "a/_redirects.md", "functions.md", "2026/cname/index.html"]
        {
            assert!(!configures_host(path), "{path}");
        }
    }
}
