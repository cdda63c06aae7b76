//! The time to find the similar incidents of a whole archive, by its size: at most n log n.
//!
//!     cargo bench --bench similar -- --documents 1000,10000,100000
//!
//! The archives are generated, and read ten thousand documents at a time, so that no more of a large one is in memory than
//! what is compared. Each size runs in a process of its own, so that the peak of memory is its own. What counts is the
//! time of the processors, on all threads: other work on the machine is not in it.
//!
//! Exits with 1 if any step grows faster from one size to the next than n log n and [`TOLERANCE`].

use std::fs;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::Duration;

use rayon::prelude::*;
use retold::archive::{Archive, Selection};
use retold::config::{Config, Overrides};
use retold::source::SourceTree;
use retold_likeness::{DocumentTerms, Model, TermReader};
use retold_search::Language;

const SEED: u64 = 42;

/// The documents that are in memory at a time.
const BATCH: usize = 10_000;

/// As many as a page shows, and those that it leaves out.
const SHOWN: usize = 8;

/// What a larger archive costs beyond n log n because it fits into no cache, and by chance.
const TOLERANCE: f64 = 1.5;

/// The steps that a process prints for the process that started it.
const RESULT: &str = "seconds: ";

const STEPS: [&str; 3] = ["read the terms", "weigh them", "find the nearest"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    if let Some(size) = value("--one") {
        measure(size.parse().expect("--one takes a number"));
        return ExitCode::SUCCESS;
    }
    let sizes = value("--documents").unwrap_or_else(|| "1000,10000".to_owned());
    println!("similar incidents, {} threads, seed {SEED}", rayon::current_num_threads());
    let mut measured: Vec<(f64, Vec<f64>)> = Vec::new();
    for size in sizes.split(',').map(str::trim) {
        let seconds = in_a_process(size);
        measured.push((size.parse().expect("--documents takes numbers, with commas"), seconds));
    }
    let mut is_slow = false;
    for pair in measured.windows(2) {
        let [(small, before), (large, after)] = pair else { continue };
        let allowed = large * large.ln() / (small * small.ln());
        println!("\n{small} → {large} documents; n log n: × {allowed:.1}");
        for ((step, before), after) in STEPS.iter().zip(before).zip(after) {
            let growth = after / before;
            let is_over = growth > allowed * TOLERANCE;
            println!("  {step:<20} × {growth:<6.1}{}", if is_over { "  too fast" } else { "" });
            is_slow |= is_over;
        }
    }
    ExitCode::from(u8::from(is_slow))
}

/// The seconds of each step for an archive of `size` documents.
fn in_a_process(size: &str) -> Vec<f64> {
    let program = std::env::current_exe().expect("a bench has a path");
    let output = Command::new(program).args(["--one", size]).output().expect("a bench can run itself");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut seconds = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        match line.strip_prefix(RESULT) {
            Some(written) => {
                seconds = written.split(' ').map(|second| second.parse().expect("a number")).collect();
            }
            None => println!("{line}"),
        }
    }
    seconds
}

fn measure(size: usize) {
    let mut terms: Vec<Arc<DocumentTerms>> = Vec::with_capacity(size);
    let mut reading = Duration::ZERO;
    for start in (0..size).step_by(BATCH) {
        let archive = archive(start..size.min(start + BATCH));
        let (read, time) = timed(|| {
            let postmortems = archive.postmortems.par_iter();
            let reader = || TermReader::new(Language::default());
            postmortems
                .map_init(reader, |reader, postmortem| {
                    Arc::new(reader.read(&postmortem.title, &postmortem.document))
                })
                .collect::<Vec<_>>()
        });
        terms.extend(read);
        reading += time;
    }
    let (model, weighing) = timed(|| Model::of(terms));
    let (nearest, finding) = timed(|| model.all_nearest(SHOWN));
    let found =
        nearest.iter().enumerate().flat_map(|(index, found)| found.iter().map(move |found| (index, found)));
    let found = found.filter(|(index, found)| model.is_alike(*index, found.index, found.likeness)).count();
    println!(
        "\n{size} documents, {:.2} similar incidents each, peak memory {:.0} MB",
        found as f64 / size as f64,
        peak_memory()
    );
    let steps = [reading, weighing, finding].map(|time| time.as_secs_f64());
    for (step, seconds) in STEPS.iter().zip(steps) {
        println!("  {step:<20} {seconds:>9.3} s {:>9.1} µs each", seconds * 1e6 / size as f64);
    }
    println!("{RESULT}{}", steps.map(|seconds| seconds.to_string()).join(" "));
}

/// An archive of generated documents.
fn archive(indexes: std::ops::Range<usize>) -> Archive {
    let documents: Vec<_> =
        indexes.into_par_iter().map(|index| retold_corpus::document(SEED, index)).collect();
    let files = documents.iter().map(|document| (document.path.as_str(), document.text.as_str()));
    let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default())
        .expect("defaults are fine");
    Archive::from_tree(SourceTree::from_pairs(files), &config, Selection::default()).0
}

/// The result of `work`, and the time that it took of the processors; where the system does not count it, the time that
/// passed.
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let (started, before) = (std::time::Instant::now(), processors());
    let result = work();
    match (before, processors()) {
        (Some(before), Some(after)) if after > before => (result, after - before),
        _ => (result, started.elapsed()),
    }
}

/// The time that all threads of this process have had.
fn processors() -> Option<Duration> {
    let mut sum = Duration::ZERO;
    for task in fs::read_dir("/proc/self/task").ok()? {
        let status = fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        sum += status.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)?;
    }
    Some(sum)
}

/// The most memory that this process has had at once, in MB; 0 if the system does not report it.
fn peak_memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}
