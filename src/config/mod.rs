//! `retold.toml`: as the user wrote it ([`WrittenConfig`]), and as the program uses it ([`Config`]).
//!
//! Unknown keys are refused with a suggestion. Paths in the file are relative to the site's root folder. Resolving
//! fills in every default, so that later stages need not handle missing values.

mod allow;
mod check;
mod external;
mod pattern;
mod written;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::files;
use retold_diagnostic::{Diagnostic, Place, nearest};
use retold_document::model::SectionKind;
use retold_document::{SectionNames, Vocabulary};

pub use allow::{AllowSetting, WrittenAllow};
pub use check::{CheckConfig, FolderLevels, LevelSetting};
pub use external::{DEFAULT_TIMEOUT, ExternalConfig};
pub use pattern::Pattern;
pub use written::{KEYS, WrittenCheck, WrittenConfig, WrittenExternal};

/// Name of the configuration file in the root folder.
pub const FILE_NAME: &str = "retold.toml";

/// Name of the file with an archive's own causes and triggers, beside the configuration.
pub const PATTERNS_NAME: &str = "causes.toml";

/// The file with an archive's own causes and triggers, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternsFile {
    /// As messages show it.
    pub name: String,
    pub text: String,
}

/// The settings of a run, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Name of the archive.
    pub title: String,
    /// A sentence that describes the archive.
    pub description: String,
    /// Absolute address of the site's root, with a final slash; `None` if it is not known. Pages link to each other
    /// relatively; what needs an address on the web is left out without it.
    pub base_url: Option<String>,
    /// Address at which a document can be edited, in which `{path}` is replaced by its path in the content folder.
    /// Empty for none.
    pub edit_url: String,
    /// BCP 47 tag of the archive's language; it selects the stemmer of the search.
    pub language: String,
    /// Folder of the postmortems.
    pub content: PathBuf,
    /// The name of the content folder in messages, as the user wrote it.
    pub content_name: String,
    /// Folder that receives the site.
    pub output_dir: PathBuf,
    /// Folder whose files replace those of the default theme, if it exists.
    pub theme: PathBuf,
    /// Folder in which teams record their exposure, if it exists.
    pub exposure: PathBuf,
    /// Postmortems on one page of a list.
    pub page_size: usize,
    /// Entries in a feed.
    pub feed_size: usize,
    /// Whether the site has the archive as data for programs, below `api/v1/`, and as text for language models.
    pub api: bool,
    /// Severity labels from worst to least; labels in one group rank the same.
    pub severities: Vec<Vec<String>>,
    /// Additional headings of each section, by the name of its [`SectionKind`].
    pub sections: BTreeMap<String, Vec<String>>,
    /// Prefixes of ticket names (`INFRA-`, `#`), each with the address of a ticket, in which `{}` is replaced by the
    /// rest of the name.
    pub tickets: BTreeMap<String, String>,
    /// Days from the publication of a postmortem to the due date of an action that has none.
    pub action_due_days: u16,
    /// Files that hold many incidents, relative to the content folder.
    pub split: Vec<String>,
    /// Words and short phrases that mean the same in searches, besides those that are built in.
    pub synonyms: Vec<Vec<String>>,
    /// How strict `retold check` is.
    pub check: CheckConfig,
    /// The archive's own causes and triggers, if it has any.
    pub patterns: Option<PatternsFile>,
}

/// Values from the command line that replace those of the file. Relative paths are relative to the
/// working directory, as users of a command line expect.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    pub base_url: Option<String>,
    pub content: Option<PathBuf>,
    pub output_dir: Option<PathBuf>,
}

impl Config {
    /// The file of the content folder that messages call `name`. Its path in the archive may be spelled otherwise: see
    /// [`retold_document::composed`].
    pub fn location(&self, name: &str) -> PathBuf {
        let relative = match self.content_name.as_str() {
            "." | "" => name,
            folder => name
                .strip_prefix(folder.trim_end_matches('/'))
                .map_or(name, |rest| rest.trim_start_matches('/')),
        };
        self.content.join(relative)
    }

    /// The address on the web of the page at `url`, which is relative to the site's root, if the address of the site is known.
    pub fn permalink(&self, url: &str) -> Option<String> {
        self.base_url.as_ref().map(|base_url| format!("{base_url}{url}"))
    }

    /// The words by which documents are read: the built-in ones and those of the configuration.
    pub fn vocabulary(&self) -> Vocabulary {
        let mut sections = SectionNames::default();
        for (name, wordings) in &self.sections {
            if let Some(kind) = SectionKind::ALL.into_iter().find(|kind| kind.name() == name) {
                sections.add(kind, wordings);
            }
        }
        let mut tickets: Vec<_> = self.tickets.clone().into_iter().collect();
        tickets.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Vocabulary { sections, tickets, split: self.split.clone() }
    }

    /// The settings without a configuration file.
    pub fn of(overrides: Overrides) -> Self {
        WrittenConfig::default().resolve("", "", Path::new(""), overrides).0
    }

    /// Reads and resolves the configuration of the site below `root`.
    ///
    /// `file` is the configuration file that the user named, which has to exist. Without it, `root/retold.toml` is read,
    /// or defaults are used if that does not exist.
    ///
    /// # Errors
    /// Every fault of the file, with its place.
    pub fn load(root: &Path, file: Option<&Path>, overrides: Overrides) -> Result<Self, Vec<Diagnostic>> {
        let (config, findings) = Self::read(root, file, overrides);
        if findings.is_empty() { Ok(config) } else { Err(findings) }
    }

    /// As [`Config::load`], with the settings that could be read beside the sorted faults: more faults may be found in them.
    /// Defaults stand in for the others.
    pub fn read(root: &Path, file: Option<&Path>, overrides: Overrides) -> (Self, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let path = file.map_or_else(|| root.join(FILE_NAME), Path::to_owned);
        let name = display_path(&path);
        let text = match files::read_written(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && file.is_none() => String::new(),
            Err(error) => {
                let message = format!("the configuration cannot be read: {error}");
                findings.push(Diagnostic::error("config/unreadable", message).at(Place::file(&name)));
                String::new()
            }
        };
        let (written, more) = WrittenConfig::parse(&name, &text);
        findings.extend(more);
        let (mut config, more) = written.resolve(&name, &text, root, overrides);
        findings.extend(more);
        match patterns_file(&path) {
            Ok(patterns) => config.patterns = patterns,
            Err(finding) => findings.push(finding),
        }
        retold_diagnostic::sort(&mut findings);
        (config, findings)
    }
}

/// The file with causes and triggers beside the configuration at `path`, if there is one.
fn patterns_file(path: &Path) -> Result<Option<PatternsFile>, Diagnostic> {
    let path = path.with_file_name(PATTERNS_NAME);
    let name = display_path(&path);
    match files::read_written(&path) {
        Ok(text) => Ok(Some(PatternsFile { name, text })),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            let message = format!("the causes and triggers cannot be read: {error}");
            Err(Diagnostic::error("config/unreadable", message).at(Place::file(&name)))
        }
    }
}

impl WrittenConfig {
    /// The settings, with defaults for those that are invalid, and the findings for these.
    fn resolve(self, name: &str, text: &str, root: &Path, overrides: Overrides) -> (Config, Vec<Diagnostic>) {
        // There is no `..`, so that a key which is not resolved fails to compile.
        let Self {
            title,
            description,
            base_url,
            edit_url,
            language,
            content,
            output_dir,
            theme,
            exposure,
            page_size,
            feed_size,
            api,
            severities,
            sections,
            tickets,
            action_due_days,
            split,
            synonyms,
            check,
            places,
        } = self;
        let (check, mut findings) = check.unwrap_or_default().resolve(name, text);
        let mut invalid = |key: &str, message: String, hint: &str| {
            let span = places.get(key).cloned().unwrap_or_default();
            findings.push(
                Diagnostic::error("config/value", message).at(Place::span(name, text, span)).hint(hint),
            );
        };
        for (key, value) in [("page_size", page_size), ("feed_size", feed_size)] {
            if value == Some(0) {
                invalid(key, format!("`{key}` is 0"), "use a number of at least 1");
            }
        }
        let sections = sections.unwrap_or_default();
        let parts = SectionKind::ALL.map(SectionKind::name);
        for name in sections.keys().filter(|name| !parts.contains(&name.as_str())) {
            let hint = match nearest(name, parts) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("known sections: {}", parts.join(", ")),
            };
            invalid("sections", format!("unknown section `{name}`"), &hint);
        }
        let tickets = tickets.unwrap_or_default();
        for (name, address) in &tickets {
            if name.trim().is_empty()
                || !is_web_address(&address.replace(['#', '?'], ""))
                || !address.contains("{}")
            {
                let message = format!("`{address}` is not a web address with `{{}}` in it");
                invalid(
                    "tickets",
                    message,
                    "`{}` is replaced by the rest of the ticket's name, as in `INFRA- = \"https://tickets.example.org/INFRA-{}\"`",
                );
            }
        }
        let synonyms = synonyms.unwrap_or_default();
        for group in synonyms.iter().filter(|group| group.len() < 2) {
            let message = format!("`{}` has no synonym", group.join(""));
            invalid(
                "synonyms",
                message,
                "write groups of two or more, as in `[[\"oms\", \"order service\"]]`",
            );
        }
        let edit_url = edit_url.unwrap_or_default();
        if !edit_url.is_empty()
            && (!edit_url.contains("{path}") || !is_web_address(&edit_url.replace(['#', '?'], "")))
        {
            invalid(
                "edit_url",
                format!("`{edit_url}` is not a web address with `{{path}}` in it"),
                "`{path}` is replaced by the path of the document, as in `https://github.com/o/r/edit/main/content/{path}`",
            );
        }
        let from_command_line = overrides.base_url.is_some();
        let mut base_url = overrides.base_url.or(base_url);
        if let Some(wrong) = base_url.take_if(|base_url| !is_web_address(base_url)) {
            let hint = "use an absolute address such as `https://example.org/postmortems/`";
            if from_command_line {
                findings.push(
                    Diagnostic::error("config/value", format!("`{wrong}` is not a web address")).hint(hint),
                );
            } else {
                invalid("base_url", format!("`{wrong}` is not a web address"), hint);
            }
        }
        let base_url = base_url.map(|url| if url.ends_with('/') { url } else { url + "/" });
        let content = overrides
            .content
            .unwrap_or_else(|| root.join(content.unwrap_or_else(|| PathBuf::from("content"))));
        let config = Config {
            title: title.unwrap_or_else(|| "Postmortems".to_owned()),
            description: description
                .unwrap_or_else(|| "What happened, what let it happen, and what we learned.".to_owned()),
            base_url,
            edit_url,
            language: language.unwrap_or_else(|| "en".to_owned()),
            content_name: display_path(&content),
            content,
            output_dir: overrides
                .output_dir
                .unwrap_or_else(|| root.join(output_dir.unwrap_or_else(|| PathBuf::from("public")))),
            theme: root.join(theme.unwrap_or_else(|| PathBuf::from("theme"))),
            exposure: root.join(exposure.unwrap_or_else(|| PathBuf::from("exposure"))),
            page_size: page_size.filter(|size| *size > 0).unwrap_or(20),
            feed_size: feed_size.filter(|size| *size > 0).unwrap_or(20),
            api: api.unwrap_or(true),
            severities: severities.unwrap_or_else(default_severities),
            sections,
            tickets,
            action_due_days: action_due_days.unwrap_or(14),
            split: split.unwrap_or_default(),
            synonyms,
            check,
            patterns: None,
        };
        (config, findings)
    }
}

/// The severity scales in common use, from worst to least: SEV1…, P0…, words, and those of status pages.
pub fn default_severities() -> Vec<Vec<String>> {
    [
        &["SEV1", "S1", "P0", "critical", "blocker", "major-outage", "down"][..],
        &["SEV2", "S2", "P1", "high", "major", "partial-outage", "disrupted"],
        &["SEV3", "S3", "P2", "medium", "moderate", "degraded-performance", "degraded"],
        &["SEV4", "S4", "P3", "low", "minor", "notice"],
        &["SEV5", "S5", "P4", "trivial", "none", "informational", "under-maintenance"],
    ]
    .iter()
    .map(|labels| labels.iter().map(|&label| label.to_owned()).collect())
    .collect()
}

fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.starts_with('/') && !rest.contains(|c: char| c.is_whitespace() || "\"<>?#".contains(c))
    })
}

/// A path as the user would write it: forward slashes, no leading `./`.
pub fn display_path(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    match text.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_diagnostic::{Style, render};

    pub fn load(text: &str) -> Result<Config, Vec<Diagnostic>> {
        let (written, mut findings) = WrittenConfig::parse("retold.toml", text);
        let (config, more) = written.resolve("retold.toml", text, Path::new(""), Overrides::default());
        findings.extend(more);
        retold_diagnostic::sort(&mut findings);
        if findings.is_empty() { Ok(config) } else { Err(findings) }
    }

    pub fn first_error(text: &str) -> String {
        render(&load(text).unwrap_err()[0], Style::Plain)
    }

    #[test]
    fn an_empty_file_gives_the_defaults() {
        let config = load("").unwrap();
        assert_eq!(config.content, Path::new("content"));
        assert_eq!(config.output_dir, Path::new("public"));
        assert_eq!(config.base_url, None);
        assert_eq!((config.page_size, config.feed_size), (20, 20));
    }

    #[test]
    fn a_base_url_gets_its_final_slash() {
        assert_eq!(load("base_url = 'https://h/team'").unwrap().base_url.unwrap(), "https://h/team/");
    }

    #[test]
    fn an_address_for_editing_names_the_path() {
        let address = "https://github.com/o/r/edit/main/content/{path}?plain=1";
        assert_eq!(load(&format!("edit_url = '{address}'")).unwrap().edit_url, address);
        for wrong in ["https://github.com/o/r/edit/main/", "/edit/{path}", "javascript:{path}"] {
            assert!(first_error(&format!("edit_url = '{wrong}'")).contains("with `{path}` in it"), "{wrong}");
        }
    }

    #[test]
    fn an_unknown_key_is_refused_with_a_suggestion() {
        assert_eq!(
            first_error("title = 'a'\nbase-url = 'https://h/'\n"),
            "error[config/unknown-key]: unknown key `base-url`\n \
             --> retold.toml:2:1\n  \
             |\n\
             2 | base-url = 'https://h/'\n  \
             | ^^^^^^^^\n  \
             |\n\
             hint: did you mean `base_url`?"
        );
    }

    #[test]
    fn a_wrong_type_is_shown_at_its_value() {
        assert_eq!(
            first_error("page_size = 'many'\n"),
            "error[config/syntax]: invalid type: string \"many\", expected a number\n \
             --> retold.toml:1:13\n  \
             |\n\
             1 | page_size = 'many'\n  \
             |             ^^^^^^"
        );
    }

    #[test]
    fn all_faults_are_found_at_once() {
        let text = "titel = 'a'\npage_size = 'many'\nfeed_size = 'few'\n[check]\nlevels = 3\nlevel = 4\n";
        let findings = load(text).unwrap_err();
        let found: Vec<_> = findings.iter().map(|f| (f.rule, f.place.as_ref().unwrap().line)).collect();
        assert_eq!(
            found,
            [
                ("config/unknown-key", 1),
                ("config/syntax", 2),
                ("config/syntax", 3),
                ("config/syntax", 5),
                ("config/unknown-key", 6),
            ]
        );
        let text = "titel = 'a'\npage_size = 0\nfeed_size = 'x'\n[check.levels]\na = 1\nb = 'c'\n\
                    [[check.allow]]\nrule = 1\n[[check.allow]]\nrule = 'a/b'\ntext = ''\nreason = ''\n";
        let findings = load(text).unwrap_err();
        let lines: Vec<_> = findings.iter().map(|f| f.place.as_ref().unwrap().line).collect();
        assert_eq!(lines, [1, 2, 3, 5, 6, 8, 11], "{findings:?}");
        let findings = load("page_size = 0\nbase_url = 'x'\nsections = { x = [] }").unwrap_err();
        assert_eq!(findings.len(), 3);
        for (text, expected) in [
            ("titel = 'a'\npage_size =\nfeed_size = 0\n", &[1, 2, 3][..]),
            ("page_size = 0\n[check\nlevels = 1\n", &[1, 2]),
            ("feed_size = 0\ntitle = 'x\npage_size = 0\n", &[1, 2, 3]),
        ] {
            let findings = load(text).unwrap_err();
            let lines: Vec<_> = findings.iter().map(|f| f.place.as_ref().unwrap().line).collect();
            assert_eq!(lines, expected, "{findings:?}");
        }
        let findings = load("a = \nb = 'x\nc = [1,,]\n").unwrap_err();
        assert!(findings.len() > 1, "{findings:?}");
    }

    #[test]
    fn a_relative_base_url_is_refused() {
        assert!(first_error("base_url = '/team/'\n").contains("`/team/` is not a web address"));
    }

    #[test]
    fn every_key_is_listed_and_parsed() {
        for key in KEYS {
            // A list of lists of numbers is the wrong type for every key, but a known key is never "unknown".
            let (_, findings) = WrittenConfig::parse("x", &format!("{key} = [[1]]"));
            assert!(!findings.is_empty() && findings.iter().all(|f| f.rule == "config/syntax"), "{key}");
        }
    }
}
