//! Visits to the addresses of one host, one after the other.

use std::time::Duration;

use super::network::{Answer, Failure, Method, Network};

/// How long a host is left alone between two requests.
const PAUSE: Duration = Duration::from_millis(250);
/// How often a request is repeated.
const RETRIES: u32 = 2;
/// How long to wait before the first repetition; then twice that.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// The longest wait that a server can ask for. If it asks for more, the host is left alone.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// A host, and its addresses to visit.
#[derive(Debug)]
pub struct Host {
    name: String,
    pub urls: Vec<String>,
}

/// Adds `url` to the addresses of the host called `name`.
pub fn add(hosts: &mut Vec<Host>, name: String, url: &str) {
    match hosts.iter_mut().find(|host| host.name == name) {
        Some(host) => host.urls.push(url.to_owned()),
        None => hosts.push(Host { name, urls: vec![url.to_owned()] }),
    }
}

/// Visits the addresses of `host`. Once one shows that the host does not answer, the others are not tried.
pub fn host(
    host: &Host,
    network: &impl Network,
    advance: &impl Fn(),
) -> Vec<(String, Result<Answer, Failure>)> {
    let mut outage = None;
    let visits = host.urls.iter().enumerate().map(|(index, url)| {
        let result = outage.unwrap_or_else(|| {
            if index > 0 {
                network.wait(PAUSE);
            }
            visit(url, network)
        });
        let is_outage = match &result {
            Ok(answer) => is_refusal(answer),
            Err(failure) => failure.is_of_host(),
        };
        outage = is_outage.then_some(result);
        advance();
        (url.clone(), result)
    });
    visits.collect()
}

/// Whether the server asks to be left alone for long.
fn is_refusal(answer: &Answer) -> bool {
    is_busy(answer.status) && answer.retry_after.is_some_and(|time| time > LONGEST_WAIT)
}

fn is_busy(status: u16) -> bool {
    matches!(status, 429 | 500 | 502..=504)
}

/// Asks for `url` until there is an answer that lasts.
fn visit(url: &str, network: &impl Network) -> Result<Answer, Failure> {
    let mut wait = FIRST_WAIT;
    let mut tries = 0;
    loop {
        let result = ask(url, network);
        let asked_for = match &result {
            Ok(answer) if is_busy(answer.status) && !is_refusal(answer) => answer.retry_after,
            Err(failure) if failure.is_passing() => None,
            _ => return result,
        };
        if tries == RETRIES {
            return result;
        }
        network.wait(asked_for.unwrap_or(wait));
        wait *= 2;
        tries += 1;
    }
}

/// Asks for the head of the page, or for the page where the server does not give that.
fn ask(url: &str, network: &impl Network) -> Result<Answer, Failure> {
    let answer = network.ask(Method::Head, url)?;
    // Some servers answer to such a request that there is no page.
    if matches!(answer.status, 403 | 404 | 405 | 501) { network.ask(Method::Get, url) } else { Ok(answer) }
}
