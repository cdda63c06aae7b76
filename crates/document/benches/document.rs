//! The time to read documents, compared with the time to read Markdown at all.
//!
//!     cargo bench -p retold-document --bench document -- --documents 2000 --rounds 15
//!
//! Each round takes the time of three things: pulldown-cmark's events of the bodies with their places, unused; the
//! documents parsed; the bodies to HTML. Only the ratios matter, as the median of all rounds: times differ from
//! machine to machine, and on a busy one from run to run. The documents are generated ones and, if there is a folder
//! of real ones (`RETOLD_CORPUS`, or `../shared/corpus` beside the repository), those.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use pulldown_cmark::{Parser, html};
use retold_document::{Document, SourceFile, Vocabulary, markdown_options};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SEED: u64 = 42;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let number = |name: &str, default: usize| {
        let at = arguments.iter().position(|argument| argument == name);
        let value = at.and_then(|at| arguments.get(at + 1));
        value.map_or(default, |value| value.parse().unwrap_or_else(|_| panic!("{name} takes a number")))
    };
    let documents = number("--documents", 2_000).max(1);
    let rounds = number("--rounds", 15).max(1);

    let generated = (0..documents).map(|index| {
        let document = retold_corpus::document(SEED, index);
        let path = document.path.strip_prefix("content/").unwrap_or(&document.path).to_owned();
        SourceFile { name: path.clone(), path, bytes: document.text.into_bytes() }
    });
    compare("generated documents", generated.collect(), rounds);

    let folder = env::var_os("RETOLD_CORPUS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"), PathBuf::from);
    let real = read(&folder);
    if real.is_empty() {
        println!("\nno real documents in {}", folder.display());
    } else {
        let repeated = real.iter().cycle().take(documents.max(real.len())).cloned();
        compare(&format!("real documents ({} different ones)", real.len()), repeated.collect(), rounds);
    }
}

/// The documents below `folder`.
fn read(folder: &Path) -> Vec<SourceFile> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    files
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(folder).ok()?.to_string_lossy().into_owned();
            let is_document = path.ends_with(".md") || path.ends_with(".md.erb");
            let bytes = is_document.then(|| fs::read(entry.path()).ok())??;
            Some(SourceFile { name: path.clone(), path, bytes })
        })
        .collect()
}

/// Prints how long everything takes, with the front matter and without it.
fn compare(name: &str, files: Vec<SourceFile>, rounds: usize) {
    let vocabulary = Vocabulary::default();
    let bodies: Vec<SourceFile> = files
        .iter()
        .map(|file| {
            let document = Document::parse(file.clone(), &vocabulary).0;
            SourceFile { bytes: document.body().as_bytes().to_owned(), ..file.clone() }
        })
        .collect();
    let texts: Vec<&str> = bodies.iter().filter_map(|body| std::str::from_utf8(&body.bytes).ok()).collect();
    let bytes: usize = texts.iter().map(|text| text.len()).sum();

    let (mut to_events, mut to_html) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
    let mut times: [Vec<f64>; 4] = Default::default();
    for _ in 0..rounds {
        let bare = time(|| events(&texts));
        let whole = parse(&files, &vocabulary);
        let body = parse(&bodies, &vocabulary);
        let page = time(|| pages(&texts));
        for (which, parsed) in [whole, body].into_iter().enumerate() {
            to_events[which].push(parsed.as_secs_f64() / bare.as_secs_f64());
            to_html[which].push(parsed.as_secs_f64() / page.as_secs_f64());
        }
        for (all, one) in times.iter_mut().zip([bare, page, whole, body]) {
            all.push(one.as_secs_f64());
        }
    }

    println!("\n{} {name}, {:.1} MB without front matter, {rounds} rounds", files.len(), bytes as f64 / 1e6);
    let names = ["Markdown to events", "Markdown to HTML", "Document::parse", "Document::parse, bodies only"];
    for (name, all) in names.iter().zip(&mut times) {
        let median = median(all);
        let (each, speed) = (median / files.len() as f64 * 1e6, bytes as f64 / median / 1e6);
        println!("  {name:<30} {each:>9.1} µs each {speed:>9.1} MB/s");
    }
    for (which, name) in ["Document::parse", "Document::parse, bodies only"].into_iter().enumerate() {
        println!(
            "  {name:<30} {:>9.2} × events {:>8.2} × HTML",
            median(&mut to_events[which]),
            median(&mut to_html[which]),
        );
    }
}

/// How long it takes to understand `files`; not how long it takes to copy them first.
fn parse(files: &[SourceFile], vocabulary: &Vocabulary) -> Duration {
    let files = files.to_vec();
    time(|| {
        for file in files {
            black_box(Document::parse(file, vocabulary));
        }
    })
}

fn events(texts: &[&str]) {
    for text in texts {
        for event in Parser::new_ext(text, markdown_options()).into_offset_iter() {
            black_box(event);
        }
    }
}

fn pages(texts: &[&str]) {
    for text in texts {
        let mut page = String::with_capacity(text.len() * 3 / 2);
        html::push_html(&mut page, Parser::new_ext(text, markdown_options()));
        black_box(page);
    }
}

fn time(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
