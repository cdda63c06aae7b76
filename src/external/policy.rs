//! Which addresses are visited.

use url::Url;

/// What is done with an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Ruling {
    /// It is visited, with the other addresses of this host.
    Visit(String),
    /// It is not, for this reason.
    Refuse(&'static str),
}

/// The ruling on `url`. Where its host really is is known only once its name is resolved; see [`super::http`].
pub fn ruling(url: &str) -> Ruling {
    let Ok(parsed) = Url::parse(url) else { return Ruling::Refuse("it is no web address") };
    if !parsed.username().is_empty() || parsed.password().is_some() {
        return Ruling::Refuse("it has a user name or a password, which are not sent");
    }
    match parsed.host_str() {
        Some(host) => Ruling::Visit(host.to_owned()),
        None => Ruling::Refuse("it has no host"),
    }
}
