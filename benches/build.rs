//! The cold build, stage by stage, on generated archives of several sizes.
//!
//!     cargo bench --bench build -- --documents 1000,10000
//!
//! For each size: reading, parsing, assembling, checking, rendering and publishing with the search pack built beside
//! it; then again alone, rendering and the search pack. As a floor, the same bodies from Markdown to HTML and nothing else, in
//! the same run. Only the ratios matter: times differ from machine to machine, and on a busy one from
//! run to run. Each size runs in a process of its own, so that the peak of memory is its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use pulldown_cmark::{Parser, html};
use rayon::prelude::*;
use retold::archive::{Archive, Selection};
use retold::check;
use retold::config::{Config, Overrides};
use retold::parse::{Cache, parse};
use retold::publish::{self, Options, Outcome};
use retold::similar::compare;
use retold::site::{Contents, Site};
use retold::source::SourceTree;
use retold::theme::Theme;
use retold_search::Language;

const SEED: u64 = 42;

/// The measurements that a process prints for the process that started it.
const RESULT: &str = "seconds per document: ";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    if let Some(size) = value("--one") {
        measure(size.parse().expect("--one takes a number"));
        return;
    }
    let sizes = value("--documents").unwrap_or_else(|| "1000,10000".to_owned());
    let sizes: Vec<usize> = sizes
        .split(',')
        .map(|size| size.trim().parse().expect("--documents takes numbers, with commas"))
        .collect();
    println!("cold build, {} threads, seed {SEED}", rayon::current_num_threads());
    let mut each: Vec<(usize, f64)> = Vec::new();
    for size in sizes {
        let program = std::env::current_exe().expect("a bench has a path");
        let output = Command::new(program)
            .args(["--one", &size.to_string()])
            .output()
            .expect("a bench can run itself");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            match line.strip_prefix(RESULT) {
                Some(seconds) => each.push((size, seconds.parse().expect("a number"))),
                None => println!("{line}"),
            }
        }
    }
    if let (Some((small, fast)), Some((large, slow))) = (each.first(), each.last())
        && small != large
    {
        println!("\ntime per document at {large} / at {small}: {:.2}", slow / fast);
    }
}

/// Generates an archive, builds its site once, and prints where the time went.
fn measure(size: usize) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-build-{size}"));
    let _ = fs::remove_dir_all(&folder);
    let content = folder.join("content");
    let bytes = generate(size, &content);
    let overrides = Overrides { output_dir: Some(folder.join("public")), ..Overrides::default() };
    let config = Config::load(&folder, None, overrides).expect("defaults are fine");

    let (tree, reading) = timed(|| SourceTree::read(&config).expect("the content is there").0);
    let SourceTree { documents: files, attachments, .. } = tree;
    let vocabulary = config.vocabulary();
    let (files, parsing) = timed(|| parse(files, &vocabulary, &Cache::default()));
    let ((archive, findings), assembling) =
        timed(|| Archive::assemble(&files, attachments, &config, Selection::default()));
    let (_, checking) = timed(|| check::run(&archive, &config, findings));
    let theme = Theme::load(&config.theme, &config.language).expect("the default theme loads").0;
    let output = config.output_dir.clone();
    let (model, comparing) = timed(|| compare(&archive, Language::default()));
    let (site, routing) =
        timed(|| Site::new(config, archive, model, theme).expect("the default theme compiles").0.prepared());
    let options = Options { force: false, complete: true };
    let (outcome, publishing) = timed(|| publish::publish(&site, &output, options, &|_, _| {}));
    let peak = peak_memory();
    let Ok(Outcome::Published(report)) = outcome else { panic!("the site was not published") };
    let whole = reading + parsing + assembling + checking + comparing + routing + publishing;
    let (pack, packing) =
        timed(|| site.index().and_then(|shards| site.pack(shards)).expect("the pack is built"));
    let pack_bytes: usize = pack.files().values().map(Vec::len).sum();
    let (_, rendering) = timed(|| render(&site));
    let (_, floor) = timed(|| bare(&site.archive));
    let _ = fs::remove_dir_all(&folder);

    let each = whole.as_secs_f64() / size as f64;
    println!(
        "\n{size} documents, {:.1} MB; {} files, {:.1} MB",
        mega(bytes),
        report.written,
        mega(report.bytes)
    );
    let row = |name: &str, time: Duration| {
        let share = time.as_secs_f64() / whole.as_secs_f64();
        let own = time.as_secs_f64() / size as f64;
        println!(
            "  {name:<34} {:>9.3} s {:>6.1} % {:>9.1} µs each",
            time.as_secs_f64(),
            share * 100.0,
            own * 1e6
        );
    };
    row("read", reading);
    row("parse", parsing);
    row("assemble", assembling);
    row("check", checking);
    row("compare", comparing);
    row("routes and templates", routing);
    row("render, index and publish", publishing);
    row("the whole build", whole);
    row("  rendering alone", rendering);
    row("  the search pack alone", packing);
    row("floor: Markdown to HTML in memory", floor);
    println!("  the whole build / the floor: {:.1}", whole.as_secs_f64() / floor.as_secs_f64());
    println!("  peak memory {:.0} MB; search pack {:.1} MB", peak, mega(pack_bytes as u64));
    println!("{RESULT}{each}");
}

/// Writes `size` documents below `content`; returns how many bytes they are.
fn generate(size: usize, content: &Path) -> u64 {
    fs::create_dir_all(content).expect("the target folder can be written to");
    (0..size)
        .into_par_iter()
        .map(|index| {
            let document = retold_corpus::document(SEED, index);
            let path = content.join(document.path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).expect("folders can be made");
            }
            fs::write(path, &document.text).expect("documents can be written");
            document.text.len() as u64
        })
        .sum()
}

/// Every page but those of search, rendered and dropped.
fn render(site: &Site) -> usize {
    let pages: Vec<_> = site.pages().map(|(_, page)| page).collect();
    let lengths = pages.par_iter().map(|page| match site.render_page(page).expect("pages can be rendered") {
        Some(Contents::Bytes(bytes)) => bytes.len(),
        Some(Contents::File(_)) | None => 0,
    });
    std::hint::black_box(lengths.sum())
}

/// The bodies as plain HTML, on all threads: a lower bound for any generator.
fn bare(archive: &Archive) -> usize {
    let bodies = archive.postmortems.par_iter().map(|postmortem| postmortem.document.body());
    let lengths = bodies.map(|body| {
        let mut page = String::with_capacity(body.len() * 3 / 2);
        html::push_html(&mut page, Parser::new_ext(body, retold_document::markdown_options()));
        page.len()
    });
    std::hint::black_box(lengths.sum())
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let result = work();
    (result, started.elapsed())
}

/// The most memory that this process has had at once, in MB; 0 if the system does not report it.
fn peak_memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
