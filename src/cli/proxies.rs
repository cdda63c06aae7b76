//! The proxies that the environment names.

use url::Url;

/// The addresses of proxies, and the hosts that are reached without one.
#[derive(Debug, Clone, Default)]
pub struct Proxies {
    https: Option<String>,
    http: Option<String>,
    exempt: Vec<String>,
}

impl Proxies {
    /// Those of the variables that `variable` gives by their names, in the order of curl: the lower-case name first, and the
    /// proxy for a scheme before that for all.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let first = |names: &[&str]| names.iter().find_map(|name| variable(name));
        let exempt = first(&["no_proxy", "NO_PROXY"]).unwrap_or_default();
        let exempt = exempt.split([',', ' ']).map(|host| host.trim().to_lowercase());
        Self {
            https: first(&["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]),
            http: first(&["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]),
            exempt: exempt.filter(|host| !host.is_empty()).collect(),
        }
    }

    /// The proxy by which `url` is reached.
    pub fn for_url(&self, url: &Url) -> Option<&str> {
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_lowercase();
        let is_exempt = |entry: &String| match entry.trim_start_matches("*.").trim_start_matches('.') {
            "*" => true,
            name => host == name || host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.')),
        };
        if self.exempt.iter().any(is_exempt) {
            return None;
        }
        if url.scheme() == "https" { self.https.as_deref() } else { self.http.as_deref() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxy(variables: &[(&str, &str)], url: &str) -> Option<String> {
        let find = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        Proxies::of(find).for_url(&Url::parse(url).unwrap()).map(str::to_owned)
    }

    #[test]
    fn the_proxy_is_that_of_the_scheme() {
        let all = [("ALL_PROXY", "all"), ("HTTPS_PROXY", "upper"), ("https_proxy", "lower")];
        assert_eq!(proxy(&all, "https://example.org/").as_deref(), Some("lower"));
        assert_eq!(proxy(&all, "http://example.org/").as_deref(), Some("all"));
        assert_eq!(proxy(&[("HTTP_PROXY", "http")], "https://example.org/"), None);
    }

    #[test]
    fn some_hosts_are_reached_without_one() {
        for (exempt, host, is_reached_by_it) in [
            ("example.org", "example.org", false),
            ("example.org", "a.example.org", false),
            ("example.org", "an-example.org", true),
            (".example.org, localhost", "a.example.org", false),
            ("*.example.org", "a.example.org", false),
            ("a.example.org", "example.org", true),
            ("localhost,127.0.0.1", "127.0.0.1:8000", false),
            ("::1", "[::1]:8000", false),
            ("*", "example.org", false),
            (",", "example.org", true),
        ] {
            let variables = [("http_proxy", "proxy"), ("no_proxy", exempt)];
            let found = proxy(&variables, &format!("http://{host}/"));
            assert_eq!(found.is_some(), is_reached_by_it, "{exempt}: {host}");
        }
    }
}
