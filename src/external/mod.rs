//! Whether the web addresses of an archive lead anywhere: `retold check --external`. Also how the files of a published site are
//! fetched ([`FileHost`]), which `published` reads.
//!
//! What is visited and what the answers mean is decided here, without a network: it is a [`Network`], of which
//! `http::Http` (feature `external`) is the real one. The time comes from the caller, and so does the [`Cache`] of earlier answers.

mod addresses;
mod cache;
mod file_host;
#[cfg(feature = "external")]
pub mod http;
mod network;
mod policy;
#[cfg(feature = "external")]
mod private;
#[cfg(feature = "external")]
pub mod site_http;
mod visit;

use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;
use url::Url;

use crate::config::ExternalConfig;
use retold_diagnostic::{Diagnostic, plural};
use retold_document::Document;

use addresses::Address;
pub use cache::{Cache, CacheError};
pub use file_host::{FileHost, FileReply, FileRequest};
pub use network::{Answer, Failure, Method, Network};
use policy::Ruling;
use visit::Host;

/// How many hosts are visited at the same time.
const THREADS: usize = 8;

/// What a check of web addresses gives.
#[derive(Debug)]
pub struct Outcome {
    /// About addresses that lead nowhere (warnings) or could not be checked (notes).
    pub findings: Vec<Diagnostic>,
    /// How many addresses the documents have, without those that the configuration leaves out.
    pub addresses: usize,
    /// How many of them could not be checked.
    pub unchecked: usize,
    /// The answers, for the next check.
    pub cache: Cache,
}

/// Visits the web addresses of `documents` that `cache` does not know at the time `now`. `progress` is called after each visit
/// with the number of addresses that are done and that of all.
pub fn check<'a>(
    documents: impl Iterator<Item = &'a Document>,
    config: &ExternalConfig,
    network: &impl Network,
    (mut cache, now): (Cache, Timestamp),
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Outcome {
    let mut addresses = addresses::of(documents);
    addresses.retain(|address| !config.exclude.iter().any(|pattern| pattern.matches(&address.url)));
    cache.forget(now);
    let mut hosts = Vec::new();
    let mut refused = Vec::new();
    for address in &addresses {
        match policy::ruling(&address.url) {
            _ if cache.get(&address.url).is_some() => {}
            Ruling::Visit(host) => visit::add(&mut hosts, host, &address.url),
            Ruling::Refuse(reason) => refused.push((address.url.clone(), reason)),
        }
    }
    let done = AtomicUsize::new(addresses.len() - hosts.iter().map(|host| host.urls.len()).sum::<usize>());
    let advance = || progress(done.fetch_add(1, Ordering::Relaxed) + 1, addresses.len());
    for (url, answer) in visit_all(&hosts, network, &advance) {
        cache.insert(url, answer, now);
    }
    let mut findings = Vec::new();
    let mut unchecked = 0;
    for address in &addresses {
        let refusal = refused.iter().find(|(url, _)| *url == address.url).map(|(_, reason)| *reason);
        let found = match (refusal, cache.get(&address.url)) {
            (Some(reason), _) => Err(reason.to_owned()),
            (None, Some(answer)) => verdict(answer),
            (None, None) => Err("it was not visited".to_owned()),
        };
        unchecked += usize::from(found.is_err());
        findings.extend(report(address, found));
    }
    Outcome { findings, addresses: addresses.len(), unchecked, cache }
}

/// The answers of all `hosts`, each of which is visited by one thread.
fn visit_all(
    hosts: &[Host],
    network: &impl Network,
    advance: &(impl Fn() + Sync),
) -> Vec<(String, Result<Answer, Failure>)> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut answers = Vec::new();
        while let Some(host) = hosts.get(next.fetch_add(1, Ordering::Relaxed)) {
            answers.extend(visit::host(host, network, advance));
        }
        answers
    };
    // Not the threads of rayon: those that wait for an answer would keep others from their work.
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS.min(hosts.len())).map(|_| scope.spawn(work)).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).flatten().collect()
    })
}

/// Whether an answer shows that the page is there. Without a verdict, the reason.
fn verdict(answer: &Result<Answer, Failure>) -> Result<Option<u16>, String> {
    match answer {
        Ok(Answer { status: 200..=399, .. }) => Ok(None),
        Ok(Answer { status: status @ (404 | 410), .. }) => Ok(Some(*status)),
        Ok(Answer { status, .. }) => Err(format!("the server answers with {status}")),
        Err(failure) => Err(failure.message().to_owned()),
    }
}

/// The findings about an address.
fn report(address: &Address<'_>, found: Result<Option<u16>, String>) -> Vec<Diagnostic> {
    let Address { url, places } = address;
    let url = without_user(url);
    match found {
        Ok(None) => Vec::new(),
        Ok(Some(status)) => {
            let finding = |place: &addresses::At<'_>| {
                Diagnostic::warning(
                    "link/external",
                    format!("`{url}` is gone: the server answers with {status}"),
                )
                .at(place.place())
                .hint("correct the address, or link to a copy in a web archive")
            };
            places.iter().map(finding).collect()
        }
        Err(reason) => {
            let elsewhere = match places.len() - 1 {
                0 => String::new(),
                more => format!(" ({} more)", plural(more, "place")),
            };
            let finding = Diagnostic::note(
                "link/external",
                format!("`{url}` could not be checked: {reason}{elsewhere}"),
            );
            let finding = places.first().map(|place| finding.clone().at(place.place())).unwrap_or(finding);
            vec![finding.hint("check it by hand; `exclude` in `[check.external]` leaves addresses out")]
        }
    }
}

/// `url` without its user name and password, which messages must not show.
fn without_user(url: &str) -> String {
    let Ok(mut parsed) = Url::parse(url) else { return url.to_owned() };
    match parsed.set_username("").and_then(|()| parsed.set_password(None)) {
        Ok(()) => parsed.into(),
        Err(()) => url.to_owned(),
    }
}

#[cfg(test)]
mod tests;
