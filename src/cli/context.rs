//! What a run knows of the world around it.

use std::ffi::OsString;

use jiff::civil::Date;

use super::proxies::Proxies;
use crate::archive::links::is_on_the_web;

/// What the process passes on of its environment. The command line reads nothing of it by itself.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `SOURCE_DATE_EPOCH`, if it is set.
    pub source_date_epoch: Option<OsString>,
    /// `GITHUB_STEP_SUMMARY`, if it is set: the file whose Markdown GitHub shows on the page of a run.
    pub step_summary: Option<OsString>,
    /// The address of the folder that holds the files of the repository at the checked commit, with a `/` at its end.
    pub source_url: Option<String>,
    /// The editor of the user: `VISUAL`, or else `EDITOR`.
    pub editor: Option<OsString>,
    /// What `VISUAL`, `EDITOR` and `TERM_PROGRAM` name, as far as they are set. Nothing in a session over SSH: its browser
    /// and its editor are on other machines.
    pub local_editors: Vec<String>,
    /// The proxies for requests to published sites.
    pub proxies: Proxies,
    /// `SSL_CERT_FILE`, if it is set: a file with the certificates of the authorities that count.
    pub authorities: Option<OsString>,
    /// Whether `RUST_BACKTRACE` asks for backtraces.
    pub backtrace: bool,
}

impl Environment {
    /// The environment whose variables `variable` gives by their names. An empty one counts as unset, except for
    /// `SOURCE_DATE_EPOCH`.
    pub fn of(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let text = |name: &str| set(name)?.into_string().ok();
        let github = || {
            let server = text("GITHUB_SERVER_URL")?;
            Some(format!("{server}/{}/blob/{}/", text("GITHUB_REPOSITORY")?, text("GITHUB_SHA")?))
        };
        let gitlab = || Some(format!("{}/-/blob/{}/", text("CI_PROJECT_URL")?, text("CI_COMMIT_SHA")?));
        let editors = ["VISUAL", "EDITOR", "TERM_PROGRAM"].into_iter().filter_map(text);
        Self {
            source_date_epoch: variable("SOURCE_DATE_EPOCH"),
            step_summary: set("GITHUB_STEP_SUMMARY"),
            source_url: github().or_else(gitlab).filter(|address| is_on_the_web(address)),
            proxies: Proxies::of(text),
            authorities: set("SSL_CERT_FILE"),
            backtrace: set("RUST_BACKTRACE").is_some_and(|value| value != "0"),
            editor: set("VISUAL").or_else(|| set("EDITOR")),
            local_editors: if set("SSH_CONNECTION").is_some() { Vec::new() } else { editors.collect() },
        }
    }
}

/// What commands know besides their arguments.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// The date that counts as today: open actions with an earlier due date are overdue.
    pub today: Date,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source_url(variables: &[(&str, &str)]) -> Option<String> {
        let find =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
        Environment::of(find).source_url
    }

    #[test]
    fn the_address_of_the_sources_is_that_of_the_code_host() {
        let github = [
            ("GITHUB_SERVER_URL", "https://github.com"),
            ("GITHUB_REPOSITORY", "us/postmortems"),
            ("GITHUB_SHA", "abc123"),
        ];
        assert_eq!(source_url(&github).as_deref(), Some("https://github.com/us/postmortems/blob/abc123/"));
        let gitlab = [("CI_PROJECT_URL", "https://gitlab.com/us/postmortems"), ("CI_COMMIT_SHA", "abc123")];
        assert_eq!(source_url(&gitlab).as_deref(), Some("https://gitlab.com/us/postmortems/-/blob/abc123/"));
        assert_eq!(source_url(&github[..2]), None);
        assert_eq!(source_url(&[("CI_PROJECT_URL", "javascript:"), ("CI_COMMIT_SHA", "a")]), None);
        assert_eq!(source_url(&[]), None);
    }

    #[test]
    fn editors_are_those_of_this_machine() {
        let find = |over_ssh: &'static str| {
            move |name: &str| match name {
                "SSH_CONNECTION" => Some(over_ssh.into()),
                "EDITOR" => Some("vim".into()),
                "TERM_PROGRAM" => Some("vscode".into()),
                _ => None,
            }
        };
        assert_eq!(Environment::of(find("")).local_editors, ["vim", "vscode"]);
        assert_eq!(Environment::of(find("192.0.2.7 1 192.0.2.8 22")).local_editors, [""; 0]);
    }

    #[test]
    fn an_empty_variable_counts_as_unset() {
        let environment = Environment::of(|_| Some(OsString::new()));
        assert_eq!((environment.step_summary, environment.source_url), (None, None));
    }
}
