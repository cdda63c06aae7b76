//! A published site cannot be read.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "site/unreachable",
    levels: &[Level::Error],
    stage: Stage::Search,
    summary: "a published site cannot be read",
    problem: "\
        The host of the site that `--site` names is not known, does not answer in time, refuses, or breaks off; or the connection to it is not \
        secure.",
    consequence: "Nothing is asked, and the command ends with status 2.",
    fix: "\
        Check the address and the network. `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` name the proxy, `SSL_CERT_FILE` a file \
        with the certificates of authorities of your own, and `--timeout` how long to wait.",
    example: Example::Situation {
        fails: "`retold search disk --site https://example.org/postmortems/`, where the network is down.",
        passes: "The same, where it is up.",
    },
    check: Check::Elsewhere,
};
