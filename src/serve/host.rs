//! Checks the `Host` of requests: only those for an address of this server are answered.
//!
//! Any site can let its name resolve to this machine, so that its pages may read the archive (DNS rebinding). Such
//! requests have the name of that site in `Host`.

use std::net::{IpAddr, SocketAddr};

use axum::http::uri::Authority;

/// The names by which the server may be addressed.
#[derive(Debug, Clone, Copy)]
pub struct Hosts {
    interface: IpAddr,
}

impl Hosts {
    /// The names of a server that listens on `address`.
    pub fn of(address: SocketAddr) -> Self {
        Self { interface: address.ip().to_canonical() }
    }

    /// Returns true if `host` names this server: `localhost`, a loopback address, the address that it listens on, or any
    /// address if it listens on all. The port may be any, because it may be forwarded from another one.
    pub fn accept(self, host: &str) -> bool {
        let Ok(authority) = host.parse::<Authority>() else { return false };
        // `user@host` is a valid authority, but not a valid `Host`.
        if host.contains('@') {
            return false;
        }
        let name = authority.host();
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        address.parse::<IpAddr>().is_ok_and(|address| {
            let address = address.to_canonical();
            address.is_loopback() || address == self.interface || self.interface.is_unspecified()
        })
    }

    /// Whether `browser`, the address that a request comes from, is on the machine of the server.
    pub fn is_here(self, browser: IpAddr) -> bool {
        let browser = browser.to_canonical();
        browser.is_loopback() || browser == self.interface
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_on_this_machine_has_its_address() {
        let hosts = Hosts::of("192.0.2.7:1111".parse().unwrap());
        for (browser, is_here) in [
            ("127.0.0.1", true),
            ("::1", true),
            ("192.0.2.7", true),
            ("::ffff:192.0.2.7", true),
            ("192.0.2.8", false),
        ] {
            assert_eq!(hosts.is_here(browser.parse().unwrap()), is_here, "{browser}");
        }
    }

    #[test]
    fn only_addresses_of_the_server_are_accepted() {
        let names = [
            "localhost",
            "LOCALHOST:80",
            "127.0.0.1:1111",
            "127.9.9.9",
            "[::1]:1111",
            "192.0.2.7:1111",
            "198.51.100.1",
            "[2001:db8::1]:1111",
            "evil.example:1111",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "user@localhost",
            "",
            "2130706433",
        ];
        let accepted = |interface: &str| {
            let hosts = Hosts::of(SocketAddr::new(interface.parse().unwrap(), 1111));
            names.into_iter().filter(|name| hosts.accept(name)).collect::<Vec<_>>()
        };
        assert_eq!(accepted("127.0.0.1"), names[..5]);
        assert_eq!(accepted("::1"), names[..5]);
        assert_eq!(accepted("192.0.2.7"), names[..6]);
        assert_eq!(accepted("::ffff:192.0.2.7"), names[..6]);
        assert_eq!(accepted("0.0.0.0"), names[..8]);
        assert_eq!(accepted("::"), names[..8]);
    }
}
