//! The real network for a site that the user named: it is read wherever it is, also in a private network and through a
//! proxy.

use std::fmt::{self, Debug, Formatter};
use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use percent_encoding::percent_decode_str;
use ureq::config::RedirectAuthHeaders;
use ureq::http::HeaderMap;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Proxy, ProxyProtocol, ResponseExt};
use url::Url;

use super::file_host::{FileHost, FileReply, FileRequest};
use super::http::{GuardedResolver, REDIRECTIONS, failure};
use super::network::Failure;

/// What servers see as the name of the program.
const USER_AGENT: &str = concat!("retold/", env!("CARGO_PKG_VERSION"));

/// What is wrong with settings.
const NO_PROXY: &str = "the proxy that the environment names is not one for HTTP";
const NO_CERTIFICATE: &str = "the file that `SSL_CERT_FILE` names has no certificate";

/// How a site is reached.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// How long to wait for each answer.
    pub timeout: Duration,
    /// The address of the proxy.
    pub proxy: Option<String>,
    /// Certificates of the authorities that count, as PEM, instead of the built-in ones.
    pub authorities: Option<Vec<u8>>,
}

/// The host of a site.
pub struct SiteHttp {
    agent: Agent,
    /// The origin that gets the name and the password of the address, and both as a header.
    authorization: Option<(url::Origin, String)>,
}

impl SiteHttp {
    /// The host of the site at `root`, which may have a name and a password.
    ///
    /// # Errors
    /// A setting that cannot be used, in words.
    pub fn new(root: &Url, settings: &Settings) -> Result<Self, &'static str> {
        let proxy = settings.proxy.as_deref().map(Proxy::new).transpose().map_err(|_| NO_PROXY)?;
        let is_usable =
            |proxy: &Proxy| matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https);
        if !proxy.as_ref().is_none_or(is_usable) {
            return Err(NO_PROXY);
        }
        let mut tls = TlsConfig::builder();
        if let Some(pem) = &settings.authorities {
            tls = tls.root_certs(authorities(pem).ok_or(NO_CERTIFICATE)?);
        }
        let agent = Agent::config_builder()
            .timeout_global(Some(settings.timeout))
            .max_redirects(REDIRECTIONS)
            .redirect_auth_headers(RedirectAuthHeaders::SameHost)
            .http_status_as_error(false)
            .user_agent(USER_AGENT)
            .proxy(proxy)
            .tls_config(tls.build())
            .build();
        let authorization = authorization(root).map(|value| (root.origin(), value));
        // The user names the host: it may be anywhere.
        let agent = Agent::with_parts(agent, DefaultConnector::default(), GuardedResolver::new(|_| false));
        Ok(Self { agent, authorization })
    }
}

impl FileHost for SiteHttp {
    fn get(&self, request: &FileRequest<'_>) -> Result<FileReply, Failure> {
        let mut asked = self.agent.get(request.url);
        if let Some(range) = &request.range {
            asked = asked.header("range", format!("bytes={}-{}", range.start, range.end.saturating_sub(1)));
        }
        if request.fresh {
            asked = asked.header("cache-control", "no-cache");
        }
        let is_of = |origin: &url::Origin| Url::parse(request.url).is_ok_and(|url| url.origin() == *origin);
        if let Some((_, value)) = self.authorization.as_ref().filter(|(origin, _)| is_of(origin)) {
            asked = asked.header("authorization", value);
        }
        let response = asked.call().map_err(|error| failure(&error))?;
        let reply = FileReply {
            status: response.status().as_u16(),
            url: response.get_uri().to_string(),
            start: start(response.headers()),
            is_page: is_page(response.headers()),
            body: Vec::new(),
        };
        let body = response.into_body().with_config().limit(request.most).read_to_vec();
        Ok(FileReply { body: body.map_err(|error| failure(&error))?, ..reply })
    }

    fn wait(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

impl Debug for SiteHttp {
    /// Without the password.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SiteHttp").finish_non_exhaustive()
    }
}

/// The certificates in a file of PEM; `None` if there are none.
fn authorities(pem: &[u8]) -> Option<RootCerts> {
    let certificates: Vec<Certificate<'static>> = parse_pem(pem)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        })
        .collect();
    (!certificates.is_empty()).then(|| RootCerts::from(certificates))
}

/// The header for the name and the password of an address.
fn authorization(url: &Url) -> Option<String> {
    let (name, password) = (url.username(), url.password().unwrap_or_default());
    if name.is_empty() && password.is_empty() {
        return None;
    }
    let decoded = |text: &str| percent_decode_str(text).collect::<Vec<u8>>();
    let both = [decoded(name), b":".to_vec(), decoded(password)].concat();
    Some(format!("Basic {}", BASE64_STANDARD.encode(both)))
}

/// The first byte of the range that an answer has: `bytes 7-9/100`.
fn start(headers: &HeaderMap) -> Option<u64> {
    let range = headers.get("content-range")?.to_str().ok()?.trim();
    range.strip_prefix("bytes")?.trim_start().split('-').next()?.parse().ok()
}

fn is_page(headers: &HeaderMap) -> bool {
    let kind = headers.get("content-type").and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("text/html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_passwords_are_decoded() {
        let header = |url: &str| authorization(&Url::parse(url).unwrap());
        assert_eq!(header("https://example.org/"), None);
        assert_eq!(header("https://ada:a%40b@example.org/").as_deref(), Some("Basic YWRhOmFAYg=="));
    }

    #[test]
    fn the_place_of_a_range_is_read() {
        let read = |value: &'static str| {
            start(&HeaderMap::from_iter([("content-range".parse().unwrap(), value.parse().unwrap())]))
        };
        assert_eq!(
            ["bytes 7-9/100", "bytes 0-0/*", "bytes */100", "7-9"].map(read),
            [Some(7), Some(0), None, None]
        );
    }

    #[test]
    fn settings_that_cannot_be_used_are_refused() {
        let new =
            |settings: Settings| SiteHttp::new(&Url::parse("https://example.org/").unwrap(), &settings).err();
        let with_proxy = |proxy: &str| new(Settings { proxy: Some(proxy.to_owned()), ..Settings::default() });
        assert_eq!(with_proxy("http://proxy.example.org:3128"), None);
        assert_eq!(with_proxy("socks5://proxy.example.org"), Some(NO_PROXY));
        assert_eq!(with_proxy("a b"), Some(NO_PROXY));
        let authorities = Some(b"no certificate".to_vec());
        assert_eq!(new(Settings { authorities, ..Settings::default() }), Some(NO_CERTIFICATE));
    }
}
