//! What a check of web addresses needs of the network.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The network, or what tests put in its place.
pub trait Network: Sync {
    /// Asks for `url` and follows redirections, at most five.
    ///
    /// # Errors
    /// There was no answer.
    fn ask(&self, method: Method, url: &str) -> Result<Answer, Failure>;

    /// Waits before the next request.
    fn wait(&self, time: Duration);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Head,
    Get,
}

/// What a server answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub status: u16,
    /// How long the server asks to wait before the next request.
    #[serde(skip)]
    pub retry_after: Option<Duration>,
}

/// Why there was no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// The name of the host has no address.
    UnknownHost,
    /// No connection was made.
    Unreachable,
    /// The server proved not to be the one that was asked for.
    Insecure,
    TimedOut,
    TooManyRedirections,
    /// The host is in a private network, or a redirection led there.
    Private,
    /// The connection ended before the answer did.
    BrokenOff,
    /// The proxy cannot be used, or does not let the request through.
    Proxy,
    /// The server broke the protocol.
    Broken,
}

impl Failure {
    /// The failure in words that follow a colon.
    pub fn message(self) -> &'static str {
        match self {
            Self::UnknownHost => "the host is not known",
            Self::Unreachable => "no connection to the host",
            Self::Insecure => "the connection is not secure",
            Self::TimedOut => "no answer in time",
            Self::TooManyRedirections => "too many redirections",
            Self::Private => "it leads into a private network",
            Self::BrokenOff => "the connection broke off",
            Self::Proxy => "the proxy does not let it through",
            Self::Broken => "the answer cannot be read",
        }
    }

    /// Whether other pages of the host fail in the same way.
    pub fn is_of_host(self) -> bool {
        matches!(self, Self::UnknownHost | Self::Unreachable | Self::Insecure)
    }

    /// Whether the next request may succeed.
    pub fn is_passing(self) -> bool {
        self.is_momentary() || matches!(self, Self::Unreachable | Self::TimedOut)
    }

    /// Whether the same request may succeed a moment later.
    pub fn is_momentary(self) -> bool {
        matches!(self, Self::BrokenOff | Self::Broken)
    }

    /// Whether the failure depends on the settings rather than on the server.
    pub fn is_of_settings(self) -> bool {
        self == Self::Private
    }
}
