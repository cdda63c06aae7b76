//! The real network: HTTP by `ureq`. Addresses that documents name are visited with care ([`Http`]); a site that the user
//! names is read wherever it is (`site_http.rs`).

use std::fmt::{self, Display, Formatter};
use std::io::ErrorKind;
use std::net::IpAddr;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use super::network::{Answer, Failure, Method, Network};
use super::private::{is_forbidden, is_private};
use crate::config::ExternalConfig;

/// How many redirections are followed.
pub(super) const REDIRECTIONS: u32 = 5;

/// What servers see as the name of the program.
const USER_AGENT: &str = concat!("retold/", env!("CARGO_PKG_VERSION"), " (link check)");

/// Asks servers.
#[derive(Debug)]
pub struct Http(Agent);

impl Http {
    pub fn new(config: &ExternalConfig) -> Self {
        let settings = Agent::config_builder()
            .timeout_global(Some(config.timeout))
            .max_redirects(REDIRECTIONS)
            .http_status_as_error(false)
            .user_agent(USER_AGENT)
            // It would resolve names by itself, past the rule on private networks.
            .proxy(None)
            .build();
        let resolver = GuardedResolver::new(if config.private { is_forbidden } else { is_private });
        Self(Agent::with_parts(settings, DefaultConnector::default(), resolver))
    }
}

impl Network for Http {
    fn ask(&self, method: Method, url: &str) -> Result<Answer, Failure> {
        let response = match method {
            Method::Head => self.0.head(url).call(),
            Method::Get => self.0.get(url).call(),
        };
        let response = response.map_err(|error| failure(&error))?;
        let seconds = response.headers().get("retry-after");
        let seconds = seconds.and_then(|value| value.to_str().ok()?.trim().parse().ok());
        Ok(Answer { status: response.status().as_u16(), retry_after: seconds.map(Duration::from_secs) })
    }

    fn wait(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

pub(super) fn failure(error: &Error) -> Failure {
    match error {
        Error::HostNotFound => Failure::UnknownHost,
        Error::ConnectionFailed => Failure::Unreachable,
        Error::Timeout(_) => Failure::TimedOut,
        Error::ConnectProxyFailed(_) | Error::InvalidProxyUrl => Failure::Proxy,
        Error::TooManyRedirects => Failure::TooManyRedirections,
        Error::Tls(_) | Error::Rustls(_) => Failure::Insecure,
        Error::Io(error) => match error.kind() {
            ErrorKind::InvalidData => Failure::Insecure,
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Failure::TimedOut,
            ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe => {
                Failure::BrokenOff
            }
            _ => Failure::Unreachable,
        },
        Error::Other(error) if error.is::<PrivateHost>() => Failure::Private,
        _ => Failure::Broken,
    }
}

/// Resolves names to addresses that are not refused. It is asked before each connection, also after a redirection, and the connection
/// is made to what it gives: a name cannot lead elsewhere between the rule and the visit.
#[derive(Debug)]
pub(super) struct GuardedResolver {
    default: DefaultResolver,
    is_refused: fn(IpAddr) -> bool,
}

impl GuardedResolver {
    pub(super) fn new(is_refused: fn(IpAddr) -> bool) -> Self {
        Self { default: DefaultResolver::default(), is_refused }
    }
}

impl Resolver for GuardedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let resolved = self.default.resolve(uri, config, timeout).map_err(|error| match error {
            Error::Timeout(_) => error,
            _ => Error::HostNotFound,
        })?;
        let mut allowed = self.empty();
        for address in resolved.iter().filter(|address| !(self.is_refused)(address.ip())) {
            allowed.push(*address);
        }
        if allowed.is_empty() { Err(Error::Other(Box::new(PrivateHost))) } else { Ok(allowed) }
    }
}

/// A host has addresses in private networks only.
#[derive(Debug)]
struct PrivateHost;

impl Display for PrivateHost {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("the host is in a private network")
    }
}

impl std::error::Error for PrivateHost {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_hosts_are_not_visited() {
        let http = Http::new(&ExternalConfig::default());
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "169.254.169.254", "2130706433"] {
            let url = url::Url::parse(&format!("http://{host}:{port}/")).unwrap();
            assert_eq!(http.ask(Method::Get, url.as_str()), Err(Failure::Private), "{host}");
        }
        listener.set_nonblocking(true).unwrap();
        assert!(listener.accept().is_err(), "a connection was made");
    }
}
