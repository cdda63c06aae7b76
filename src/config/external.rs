//! The table `[check.external]`: how web addresses are checked.

use std::time::Duration;

use super::pattern::Pattern;
use super::written::WrittenExternal;
use retold_diagnostic::{Diagnostic, Place};

/// How web addresses are checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalConfig {
    /// Addresses that are not visited.
    pub exclude: Vec<Pattern>,
    /// How long to wait for an answer.
    pub timeout: Duration,
    /// Whether hosts in private networks may be visited.
    pub private: bool,
}

/// The usual time to wait for an answer, in seconds.
pub const DEFAULT_TIMEOUT: u16 = 10;

impl Default for ExternalConfig {
    fn default() -> Self {
        WrittenExternal::default().resolve("", "").0
    }
}

impl WrittenExternal {
    /// The settings, and what is wrong with them. `name` and `text` are those of the file.
    pub(super) fn resolve(self, name: &str, text: &str) -> (ExternalConfig, Option<Diagnostic>) {
        let Self { exclude, timeout, private, places } = self;
        let finding = (timeout == Some(0)).then(|| {
            let span = places.get("timeout").cloned().unwrap_or_default();
            Diagnostic::error("config/value", "`check.external.timeout` is 0")
                .at(Place::span(name, text, span))
                .hint("use a number of seconds of at least 1")
        });
        let config = ExternalConfig {
            exclude: exclude.unwrap_or_default().into_iter().map(Pattern::new).collect(),
            timeout: Duration::from_secs(
                timeout.filter(|seconds| *seconds > 0).unwrap_or(DEFAULT_TIMEOUT).into(),
            ),
            private: private.unwrap_or(false),
        };
        (config, finding)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::config::tests::{first_error, load};

    #[test]
    fn the_table_is_read() {
        let external = load("").unwrap().check.external;
        assert_eq!((external.timeout, external.private), (Duration::from_secs(10), false));
        let text = "[check.external]\nexclude = ['https://wiki.*']\ntimeout = 3\nprivate = true\n";
        let external = load(text).unwrap().check.external;
        assert_eq!((external.timeout, external.private), (Duration::from_secs(3), true));
        assert!(external.exclude[0].matches("https://wiki.example.org/a"));
        let error = first_error("[check.external]\ntimeout = 0\n");
        assert!(error.contains("`check.external.timeout` is 0\n --> retold.toml:2:1"), "{error}");
        let error = first_error("[check.external]\ntimout = 3\n");
        assert!(error.contains("unknown key `check.external.timout`"), "{error}");
    }
}
