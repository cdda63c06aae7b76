//! The theme: templates and static files. Files of the user's theme replace built-in ones.
//!
//! A file of the user's theme folder replaces the built-in one of the same name; `templates/` holds
//! templates, `static/` everything that pages load. Static files are published under names with their digest, so that
//! browsers can cache them forever.

mod engine;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use retold_search::Language;
use rust_embed::RustEmbed;
use walkdir::WalkDir;

use crate::config::display_path;
use retold_diagnostic::{Diagnostic, Place};

#[derive(RustEmbed)]
#[folder = "themes/default"]
struct DefaultTheme;

/// The asset with the search engine for the browser.
pub const SEARCH_ENGINE: &str = "search-engine.wasm";

/// The asset with the stemmer of the archive's language, if that is not the engine's own.
pub const SEARCH_STEMMER: &str = "search-stemmer.wasm";

/// Templates and static files of a site.
#[derive(Debug, Clone)]
pub struct Theme {
    /// By name, such as `postmortem.html`. A built-in template that is replaced is available as `default/NAME`, so that
    /// the user's template can extend it.
    pub templates: BTreeMap<String, Template>,
    /// By the name that templates use, such as `style.css`.
    pub assets: BTreeMap<String, Asset>,
}

#[derive(Debug, Clone)]
pub struct Template {
    pub source: String,
    /// The name of the file in messages.
    pub name: String,
}

#[derive(Debug, Clone)]
pub struct Asset {
    /// Address relative to the site's root, with the digest of the contents.
    pub url: String,
    pub bytes: Cow<'static, [u8]>,
}

impl Theme {
    /// Loads the default theme for an archive in `language`. Files of `folder`, if it exists, replace built-in ones.
    ///
    /// # Errors
    /// Files of the folder that cannot be read.
    pub fn load(folder: &Path, language: Language) -> Result<Self, Vec<Diagnostic>> {
        let mut theme = Self { templates: BTreeMap::new(), assets: BTreeMap::new() };
        for path in DefaultTheme::iter() {
            if let Some(file) = DefaultTheme::get(&path) {
                theme.add(&path, format!("themes/default/{path}"), file.data);
            }
        }
        for (name, bytes) in engine::files() {
            theme.add_asset(name, bytes.into());
        }
        if let Some(bytes) = engine::stemmer(language.code()) {
            theme.add_asset(SEARCH_STEMMER, bytes.into());
        }
        let mut findings = Vec::new();
        if folder.is_dir() {
            for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
                match overlay_file(folder, entry) {
                    Ok(Some((path, name, bytes))) => theme.add(&path, name, bytes.into()),
                    Ok(None) => {}
                    Err(finding) => findings.push(finding),
                }
            }
        }
        if findings.is_empty() { Ok(theme) } else { Err(findings) }
    }

    fn add(&mut self, path: &str, name: String, bytes: Cow<'static, [u8]>) {
        if let Some(path) = path.strip_prefix("templates/") {
            let source = String::from_utf8_lossy(&bytes).into_owned();
            let replaced = self.templates.insert(path.to_owned(), Template { source, name });
            // Names of components are global: a second copy would clash.
            if let Some(original) = replaced.filter(|template| !template.source.contains("{% component")) {
                self.templates.insert(format!("default/{path}"), original);
            }
        } else if let Some(path) = path.strip_prefix("static/") {
            self.add_asset(path, bytes);
        }
    }

    fn add_asset(&mut self, path: &str, bytes: Cow<'static, [u8]>) {
        let digest = blake3::hash(&bytes).to_hex();
        let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
        let url = format!("assets/{stem}.{}.{ending}", &digest[..12]);
        self.assets.insert(path.to_owned(), Asset { url, bytes });
    }
}

/// A file of the user's theme: its path in the theme, its name in messages, its bytes.
fn overlay_file(
    folder: &Path,
    entry: walkdir::Result<walkdir::DirEntry>,
) -> Result<Option<(String, String, Vec<u8>)>, Diagnostic> {
    let unreadable = |name: String, reason: String| {
        Diagnostic::error("theme/unreadable", format!("the theme file cannot be read: {reason}"))
            .at(Place::file(name))
    };
    let entry =
        entry.map_err(|error| unreadable(display_path(error.path().unwrap_or(folder)), error.to_string()))?;
    let name = display_path(entry.path());
    let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
    let path = relative.to_string_lossy().replace('\\', "/");
    if !entry.file_type().is_file() || path.split('/').any(|part| part.starts_with('.')) {
        return Ok(None);
    }
    let bytes = std::fs::read(entry.path()).map_err(|error| unreadable(name.clone(), error.to_string()))?;
    Ok(Some((path, name, bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_users_file_replaces_the_built_in_one_and_can_extend_it() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("templates")).unwrap();
        std::fs::create_dir_all(folder.path().join("static")).unwrap();
        std::fs::write(folder.path().join("templates/404.html"), "mine").unwrap();
        std::fs::write(folder.path().join("static/style.css"), "p{}").unwrap();
        let default = Theme::load(Path::new("/nowhere"), Language::default()).unwrap();
        let theme = Theme::load(folder.path(), Language::default()).unwrap();
        assert_eq!(theme.templates["404.html"].source, "mine");
        assert_eq!(theme.templates["default/404.html"].source, default.templates["404.html"].source);
        assert_eq!(theme.templates["home.html"].source, default.templates["home.html"].source);
        assert_ne!(theme.assets["style.css"].url, default.assets["style.css"].url);
        assert!(default.assets["style.css"].url.starts_with("assets/style."));
    }
}
