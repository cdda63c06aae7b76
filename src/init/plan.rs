//! [`files`]: the files of a new archive.

use jiff::civil::Date;

use super::example;
use super::git::{Forge, Remote};
use super::shell;
use crate::adopt::scalar;
use crate::config::FILE_NAME;

/// The content folder if none is configured.
const CONTENT: &str = "content";

/// Where Retold is published, if the package does not say it. The name of the owner is one that nobody can register, so
/// that a file with it fails instead of running a stranger's program.
const UNKNOWN_REPOSITORY: &str = "https://github.com/YOUR_ORG/retold";

/// What is known of the folder of a new archive.
#[derive(Debug, Clone)]
pub struct Surroundings {
    pub today: Date,
    pub remote: Option<Remote>,
    /// The default branch of the repository.
    pub branch: String,
    /// The folder of the archive, relative to that of the repository; empty if it is the same.
    pub prefix: String,
    /// The folder of the postmortems that are there already, relative to that of the archive; empty for that itself.
    pub adopted: Option<String>,
    /// The forges that get a file for their CI.
    pub forges: Vec<Forge>,
    pub retold: Retold,
}

/// Where CI gets Retold from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retold {
    /// The address of its repository.
    pub url: String,
    /// The tag of the version.
    pub version: String,
}

impl Retold {
    /// This version, from the repository at `url`, or else from that of the package.
    pub fn new(url: Option<&str>) -> Self {
        let package = Some(env!("CARGO_PKG_REPOSITORY")).filter(|url| !url.is_empty());
        let url = url.or(package).unwrap_or(UNKNOWN_REPOSITORY);
        let url = url.trim_end_matches('/').trim_end_matches(".git");
        Self { url: url.to_owned(), version: concat!("v", env!("CARGO_PKG_VERSION")).to_owned() }
    }

    /// Whether the address is one that the user has to replace.
    pub fn is_unknown(&self) -> bool {
        self.url == UNKNOWN_REPOSITORY
    }

    /// The name of the repository, as in `acme/retold`.
    fn name(&self) -> String {
        Remote::parse(&self.url).map_or_else(|| self.url.clone(), |remote| remote.path)
    }

    /// The address below which the files of this version can be read.
    fn raw(&self) -> String {
        let forge = Remote::parse(&self.url).and_then(|remote| remote.forge());
        match forge {
            Some(Forge::GitLab) => format!("{}/-/raw/{}", self.url, self.version),
            _ => format!(
                "{}/{}",
                self.url.replace("https://github.com/", "https://raw.githubusercontent.com/"),
                self.version
            ),
        }
    }
}

/// The folder that a path is relative to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    Archive,
    Repository,
}

/// A file of a new archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    pub base: Base,
    /// With forward slashes.
    pub path: String,
    pub contents: String,
}

/// The files of a new archive, in the order in which they are shown.
pub fn files(surroundings: &Surroundings) -> Vec<NewFile> {
    let mut files = Vec::new();
    let mut add = |base, path: &str, contents: String| {
        files.push(NewFile { base, path: path.to_owned(), contents });
    };
    add(Base::Archive, FILE_NAME, configuration(surroundings));
    if surroundings.adopted.is_none() {
        for (name, text) in example::files(surroundings.today) {
            add(Base::Archive, &format!("{CONTENT}/{name}"), text);
        }
    }
    let filled = |text: &str| surroundings.fill(text);
    for forge in &surroundings.forges {
        let (path, text) = match forge {
            Forge::GitHub => (".github/workflows/postmortems.yml", include_str!("files/workflow.yml")),
            Forge::GitLab => (".gitlab-ci.yml", include_str!("files/gitlab-ci.yml")),
        };
        add(Base::Repository, path, filled(text));
    }
    add(Base::Repository, ".pre-commit-config.yaml", filled(include_str!("files/pre-commit-config.yaml")));
    add(Base::Repository, "netlify.toml", filled(include_str!("files/netlify.toml")));
    files
}

/// The text of `.gitignore` with a line for the site that is built; `None` if it has one.
pub fn ignoring_site(gitignore: &str) -> Option<String> {
    let is_ignored = gitignore.lines().any(|line| line.trim().trim_matches('/') == "public");
    let end = if gitignore.is_empty() || gitignore.ends_with('\n') { "" } else { "\n" };
    (!is_ignored).then(|| format!("{gitignore}{end}/public/\n"))
}

fn configuration(surroundings: &Surroundings) -> String {
    let base_url = match surroundings.remote.as_ref().and_then(Remote::pages) {
        Some(url) => format!("base_url = {}\n", toml_string(&url)),
        None => "# base_url = \"https://example.org/postmortems/\"\n".to_owned(),
    };
    let content = match surroundings.adopted.as_deref() {
        None | Some(CONTENT) => String::new(),
        Some(folder) => {
            let folder = if folder.is_empty() { "." } else { folder };
            format!("\n# Folder of the postmortems.\ncontent = {}\n", toml_string(folder))
        }
    };
    include_str!("files/retold.toml")
        .replace("@BASE_URL@\n", &base_url)
        .replace("@CONTENT@\n", &format!("{content}\n"))
}

impl Surroundings {
    /// Replaces the marks of a file for CI.
    fn fill(&self, text: &str) -> String {
        let root = if self.prefix.is_empty() { "." } else { &self.prefix };
        let site =
            if self.prefix.is_empty() { "public".to_owned() } else { format!("{}/public", self.prefix) };
        text.replace("--root @ROOT@", &format!("--root {}", within_toml_string(&shell::word(root))))
            .replace("\"@SITE@\"", &toml_string(&site))
            .replace("@SITE@", &scalar(&site))
            .replace("@ROOT@", &scalar(root))
            .replace("@BRANCH@", &scalar(&self.branch))
            .replace("@RETOLD_REPOSITORY@", &self.retold.name())
            .replace("@RETOLD_RAW@", &self.retold.raw())
            .replace("@RETOLD_URL@", &self.retold.url)
            .replace("@RETOLD_VERSION@", &self.retold.version)
    }
}

fn toml_string(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// `text` as a part of a basic string of TOML, without its quotes.
fn within_toml_string(text: &str) -> String {
    // The escapes of JSON are those of TOML.
    let quoted = serde_json::Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn surroundings() -> Surroundings {
        Surroundings {
            today: date(2026, 2, 2),
            remote: Remote::parse("git@github.com:acme/shop.git"),
            branch: "main".into(),
            prefix: String::new(),
            adopted: None,
            forges: vec![Forge::GitHub, Forge::GitLab],
            retold: Retold::new(Some("https://github.com/acme/retold.git")),
        }
    }

    fn contents<'a>(files: &'a [NewFile], path: &str) -> &'a str {
        &files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("{path}")).contents
    }

    #[test]
    fn no_mark_is_left() {
        for file in files(&surroundings()) {
            let is_mark =
                |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_uppercase() || c == '_');
            assert!(!file.contents.split('@').any(is_mark), "{}: {}", file.path, file.contents);
        }
    }

    #[test]
    fn the_configuration_is_read_and_knows_what_was_found() {
        for (adopted, content) in
            [(None, None), (Some("content"), None), (Some(""), Some(".")), (Some("a \"b\""), Some("a \"b\""))]
        {
            let surroundings = Surroundings { adopted: adopted.map(str::to_owned), ..surroundings() };
            let text = configuration(&surroundings);
            let table: toml::Table = text.parse().unwrap();
            assert_eq!(
                table.get("base_url").and_then(toml::Value::as_str),
                Some("https://acme.github.io/shop/")
            );
            assert_eq!(table.get("content").and_then(toml::Value::as_str), content, "{text}");
        }
        let unknown = Surroundings { remote: None, ..surroundings() };
        assert!(configuration(&unknown).contains("\n# base_url = "));
    }

    #[test]
    fn files_for_ci_name_folder_branch_and_version() {
        let version = format!("v{}", env!("CARGO_PKG_VERSION"));
        let surroundings =
            Surroundings { prefix: "docs/our pm".into(), branch: "trunk".into(), ..surroundings() };
        let files = files(&surroundings);
        let workflow = contents(&files, ".github/workflows/postmortems.yml");
        for line in [
            "branches: [trunk]",
            &format!("uses: acme/retold@{version}"),
            "root: docs/our pm",
            "path: docs/our pm/public",
        ] {
            assert!(workflow.contains(line), "{line}: {workflow}");
        }
        let gitlab = contents(&files, ".gitlab-ci.yml");
        assert!(
            gitlab
                .contains(&format!("https://raw.githubusercontent.com/acme/retold/{version}/ci/gitlab.yml")),
            "{gitlab}"
        );
        let netlify: toml::Table = contents(&files, "netlify.toml").parse().unwrap();
        assert!(
            netlify["build"]["command"]
                .as_str()
                .unwrap()
                .contains("--root 'docs/our pm' --base-url \"$URL/\"")
        );
        assert_eq!(netlify["build"]["publish"].as_str(), Some("docs/our pm/public"));
    }

    #[test]
    fn any_name_of_a_folder_survives_the_string_and_the_shell() {
        for (prefix, word) in
            [("our pm", "'our pm'"), ("Ann's \"pm\"", r#"'Ann'\''s "pm"'"#), (r"a\b", r"'a\b'")]
        {
            let files = files(&Surroundings { prefix: prefix.into(), ..surroundings() });
            let netlify: toml::Table = contents(&files, "netlify.toml").parse().unwrap();
            let command = netlify["build"]["command"].as_str().unwrap();
            assert!(command.contains(&format!("--root {word} --base-url")), "{command}");
        }
    }

    #[test]
    fn an_unknown_repository_is_one_that_cannot_exist() {
        let retold = Retold { url: UNKNOWN_REPOSITORY.into(), version: "v1".into() };
        // Names of owners have no underscore.
        assert!(retold.is_unknown() && retold.name().contains('_'));
        let gitlab = Retold { url: "https://gitlab.com/acme/retold".into(), version: "v1".into() };
        assert_eq!(gitlab.raw(), "https://gitlab.com/acme/retold/-/raw/v1");
    }

    #[test]
    fn an_adopted_archive_gets_no_example() {
        let adopted = Surroundings { adopted: Some("docs".into()), ..surroundings() };
        assert!(files(&adopted).iter().all(|file| !file.path.ends_with(".md")));
    }

    #[test]
    fn the_site_is_ignored_once() {
        assert_eq!(ignoring_site("").as_deref(), Some("/public/\n"));
        assert_eq!(ignoring_site("target").as_deref(), Some("target\n/public/\n"));
        for text in ["public\n", "/public/\n", "a\npublic/"] {
            assert_eq!(ignoring_site(text), None, "{text}");
        }
    }
}
