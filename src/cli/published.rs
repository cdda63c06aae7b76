//! The option that names a published site, and how it is opened.

use clap::Args;
use url::Url;

use super::context::Environment;
use super::exit::CommandError;
use super::output::Output;
use crate::config::{Config, Overrides};
use crate::external::FileHost;
use crate::published::{Fault, Published};
use retold_diagnostic::Diagnostic;

/// The published site to ask.
#[derive(Debug, Args)]
pub struct PublishedSite {
    /// Ask the site that is published at this address, instead of the archive in this folder
    #[arg(
        long,
        value_name = "URL",
        conflicts_with_all = ["root", "config", "output_dir"],
    )]
    site: Option<String>,
    /// Seconds to wait for each answer of the published site
    #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
    timeout: u16,
}

impl PublishedSite {
    /// Opens the site, if there is one to ask. The settings are the usual ones, with the address of the site.
    ///
    /// # Errors
    /// It is no address, or there is no site that can be read.
    pub fn open(
        &self,
        environment: &Environment,
        output: &Output,
    ) -> Result<Option<(Config, Published)>, CommandError> {
        let Some(address) = &self.site else { return Ok(None) };
        let (url, root) = root(address).ok_or_else(|| no_address(address))?;
        let host = host(&url, self.timeout, environment)?;
        let bar = output.progress("Reading the site");
        let opened = Published::open(host, &root);
        bar.finish_and_clear();
        let site = opened?;
        let overrides = Overrides { base_url: Some(site.root().to_owned()), ..Overrides::default() };
        Ok(Some((Config::of(overrides), site)))
    }
}

/// The address of the root of a site, as it was given and without a name and a password, with a final slash: that of its home
/// page, with or without `index.html`.
fn root(address: &str) -> Option<(Url, String)> {
    let mut url = Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.set_query(None);
    url.set_fragment(None);
    let path = url.path().trim_end_matches("index.html").trim_end_matches('/');
    let path = format!("{path}/");
    url.set_path(&path);
    let mut shown = url.clone();
    shown.set_username("").and_then(|()| shown.set_password(None)).ok()?;
    Some((url, shown.into()))
}

fn no_address(address: &str) -> CommandError {
    let hint = match Url::parse(&format!("https://{address}")) {
        Ok(url) if url.host_str().is_some_and(|host| host.contains('.')) && !address.contains(':') => {
            format!("did you mean `https://{address}`?")
        }
        _ => "it begins with `https://` or `http://`".to_owned(),
    };
    let finding = Diagnostic::error("arguments/site", format!("`{address}` is not the address of a site"));
    CommandError::usage([finding.hint(hint)])
}

impl From<Fault> for CommandError {
    fn from(fault: Fault) -> Self {
        Self::usage([fault.diagnostic()])
    }
}

#[cfg(feature = "external")]
fn host(url: &Url, timeout: u16, environment: &Environment) -> Result<Box<dyn FileHost>, CommandError> {
    use crate::external::site_http::{Settings, SiteHttp};

    // Plain HTTP needs none.
    let authorities = environment.authorities.as_ref().filter(|_| url.scheme() == "https").map(|file| {
        std::fs::read(file).map_err(|error| {
            let message = format!("the certificates that `SSL_CERT_FILE` names cannot be read: {error}");
            let finding = Diagnostic::error("site/unreachable", message);
            CommandError::usage([finding.at(retold_diagnostic::Place::file(file.to_string_lossy()))])
        })
    });
    let settings = Settings {
        timeout: std::time::Duration::from_secs(timeout.into()),
        proxy: environment.proxies.for_url(url).map(str::to_owned),
        authorities: authorities.transpose()?,
    };
    let host = SiteHttp::new(url, &settings)
        .map_err(|reason| CommandError::usage([Diagnostic::error("site/unreachable", reason)]))?;
    Ok(Box::new(host))
}

#[cfg(not(feature = "external"))]
fn host(_: &Url, _: u16, environment: &Environment) -> Result<Box<dyn FileHost>, CommandError> {
    let _ = (&environment.proxies, &environment.authorities);
    let finding = Diagnostic::error("arguments/external", "this program was built without `--site`");
    Err(CommandError::usage([finding.hint("build it with `cargo install --features external`")]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_folder_of_the_home_page() {
        for address in
            ["https://example.org/a", "https://example.org/a/", "https://ada:b@example.org/a/index.html?x#y"]
        {
            assert_eq!(root(address).unwrap().1, "https://example.org/a/", "{address}");
        }
        assert_eq!(root("http://localhost:8000").unwrap().1, "http://localhost:8000/");
        for address in ["example.org", "ftp://example.org/", "/srv/site", "localhost:8000", ""] {
            assert!(root(address).is_none(), "{address}");
        }
    }
}
