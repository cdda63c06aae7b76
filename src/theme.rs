//! The theme: templates and static files. Files of the user's theme replace built-in ones.
//!
//! A file of the user's theme folder replaces the built-in one of the same name; `templates/` holds
//! templates, `static/` everything that pages load, and `style/` the parts of the style sheet. Static files are published
//! under names with their digest, so that browsers can cache them forever.

mod engine;
pub mod strings;
mod style;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use retold_search::Language;
use rust_embed::RustEmbed;
use walkdir::WalkDir;

use crate::config::display_path;
use crate::files;
use retold_diagnostic::{Diagnostic, Place, nearest};
use strings::Strings;
use style::STYLE_SHEET;

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
    /// The words of the interface.
    pub strings: Strings,
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
    /// Loads the default theme for an archive in `language`, a tag such as `de`. Files of `folder`, if it exists, replace
    /// built-in ones. The findings are about files of the folder that nothing uses.
    ///
    /// # Errors
    /// Files of the folder that cannot be read, and texts of the interface that do not exist.
    pub fn load(folder: &Path, language: &str) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        let strings = Strings::new(language, built_in_strings)?;
        let mut theme = Self { templates: BTreeMap::new(), assets: BTreeMap::new(), strings };
        let mut style = BTreeMap::new();
        for path in DefaultTheme::iter() {
            if let Some(file) = DefaultTheme::get(&path) {
                theme.add(&path, format!("themes/default/{path}"), file.data, &mut style);
            }
        }
        for (name, bytes) in engine::files() {
            theme.add_asset(name, bytes.into());
        }
        if let Some(bytes) = engine::stemmer(Language::of(language).code()) {
            theme.add_asset(SEARCH_STEMMER, bytes.into());
        }
        let built_in: BTreeSet<String> = theme.templates.keys().cloned().collect();
        let mut findings = Vec::new();
        let mut has_strings =
            strings::tags(language).next().is_none_or(|tag| built_in_strings(tag).is_some());
        if folder.is_dir() {
            for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
                match overlay_file(folder, entry) {
                    Ok(Some((path, name, bytes))) => match path.strip_prefix("strings/") {
                        Some(file) if is_strings_of(file, language) => {
                            has_strings = true;
                            findings.extend(theme.strings.add(&name, &String::from_utf8_lossy(&bytes)));
                        }
                        Some(_) => {}
                        None => theme.add(&path, name, bytes.into(), &mut style),
                    },
                    Ok(None) => {}
                    Err(finding) => findings.push(finding),
                }
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        // A whole style sheet of the user's own stands for all parts.
        if !theme.assets.contains_key(STYLE_SHEET) {
            theme.add_asset(STYLE_SHEET, style::style_sheet(&style).into_bytes().into());
        }
        theme.add_originals(&built_in);
        let mut findings = theme.unused_templates(&built_in);
        if !has_strings {
            let message = format!("the interface has no words in `{language}`, so they are English");
            findings.push(
                Diagnostic::note("theme/language", message)
                    .hint(format!("write `strings/{language}.toml` in the theme folder")),
            );
        }
        Ok((theme, findings))
    }

    /// Adds built-in templates that are not replaced, but which a template names as `default/NAME` all the same.
    fn add_originals(&mut self, built_in: &BTreeSet<String>) {
        let is_named = |name: &str| self.templates.values().any(|template| template.source.contains(name));
        let originals = built_in.iter().map(|name| (name, format!("default/{name}")));
        let missing: Vec<_> = originals
            .filter(|(_, original)| !self.templates.contains_key(original) && is_named(original))
            .filter_map(|(name, original)| Some((original, self.templates.get(name)?.clone())))
            // Names of components are global: a second copy would clash.
            .filter(|(_, template)| !template.source.contains("{% component"))
            .collect();
        self.templates.extend(missing);
    }

    /// A finding for each of the user's templates that no page has and no other template names.
    fn unused_templates(&self, built_in: &BTreeSet<String>) -> Vec<Diagnostic> {
        let is_named = |name: &str| {
            let (double, single) = (format!("\"{name}\""), format!("'{name}'"));
            self.templates.iter().any(|(other, template)| {
                other != name && (template.source.contains(&double) || template.source.contains(&single))
            })
        };
        let own = self.templates.iter().filter(|(name, template)| {
            let is_original = name.strip_prefix("default/").is_some_and(|name| built_in.contains(name));
            // Components are used by their own names.
            !built_in.contains(*name) && !is_original && !template.source.contains("{% component")
        });
        own.filter(|(name, _)| !is_named(name))
            .map(|(name, template)| {
                let finding =
                    Diagnostic::warning("theme/unused", format!("no page uses the template `{name}`"))
                        .at(Place::file(template.name.clone()));
                match nearest(name, built_in.iter().map(String::as_str)) {
                    Some(near) => finding.hint(format!("did you mean `{near}`?")),
                    None => finding.hint(
                        "a template is used if it has the name of a built-in one, or if another one names it",
                    ),
                }
            })
            .collect()
    }

    /// Adds the file at `path`; a part of the style sheet is added to `style`, by its name there.
    fn add(
        &mut self,
        path: &str,
        name: String,
        bytes: Cow<'static, [u8]>,
        style: &mut BTreeMap<String, String>,
    ) {
        if let Some(path) = path.strip_prefix("templates/") {
            let source = String::from_utf8_lossy(&bytes).into_owned();
            let replaced = self.templates.insert(path.to_owned(), Template { source, name });
            // Names of components are global: a second copy would clash.
            if let Some(original) = replaced.filter(|template| !template.source.contains("{% component")) {
                self.templates.insert(format!("default/{path}"), original);
            }
        } else if let Some(path) = path.strip_prefix("static/") {
            self.add_asset(path, bytes);
        } else if let Some(path) = path.strip_prefix("style/").filter(|path| path.ends_with(".css")) {
            style.insert(path.to_owned(), String::from_utf8_lossy(&bytes).into_owned());
        }
    }

    fn add_asset(&mut self, path: &str, bytes: Cow<'static, [u8]>) {
        let digest = blake3::hash(&bytes).to_hex();
        let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
        let url = format!("assets/{stem}.{}.{ending}", &digest[..12]);
        self.assets.insert(path.to_owned(), Asset { url, bytes });
    }
}

/// The built-in words of a language: the file's name and what it holds.
fn built_in_strings(tag: &str) -> Option<(String, String)> {
    let path = format!("strings/{tag}.toml");
    let file = DefaultTheme::get(&path)?;
    Some((format!("themes/default/{path}"), String::from_utf8_lossy(&file.data).into_owned()))
}

/// Whether a file in `strings/` has words for a site in `language`.
fn is_strings_of(file: &str, language: &str) -> bool {
    let Some(tag) = file.strip_suffix(".toml") else { return false };
    tag == language || strings::tags(language).any(|known| known == tag)
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
    if entry.file_type().is_dir() || path.split('/').any(|part| part.starts_with('.')) {
        return Ok(None);
    }
    let bytes = files::read(entry.path()).map_err(|error| unreadable(name.clone(), error.to_string()))?;
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
        let default = Theme::load(Path::new("/nowhere"), "en").unwrap().0;
        let theme = Theme::load(folder.path(), "en").unwrap().0;
        assert_eq!(theme.templates["404.html"].source, "mine");
        assert_eq!(theme.templates["default/404.html"].source, default.templates["404.html"].source);
        assert_eq!(theme.templates["home.html"].source, default.templates["home.html"].source);
        assert_ne!(theme.assets["style.css"].url, default.assets["style.css"].url);
        assert!(default.assets["style.css"].url.starts_with("assets/style."));
    }

    #[test]
    fn a_part_of_the_style_sheet_can_be_replaced_and_added() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("style")).unwrap();
        std::fs::write(folder.path().join("style/print.css"), "@page { margin: 1cm; }").unwrap();
        std::fs::write(folder.path().join("style/ours.css"), ":root { --accent: #b00; }").unwrap();
        let theme = Theme::load(folder.path(), "en").unwrap().0;
        let sheet = String::from_utf8(theme.assets["style.css"].bytes.to_vec()).unwrap();
        assert!(sheet.starts_with(":root {\ncolor-scheme: light dark;\n"));
        assert!(sheet.ends_with("\n@page { margin: 1cm; }\n:root { --accent: #b00; }\n"));
        assert!(!sheet.contains("@media print"));
    }

    #[test]
    fn a_template_that_nothing_uses_is_found() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("templates")).unwrap();
        for (name, source) in [
            ("postmrtem.html", "x"),
            ("mine.html", "{% extends \"ours.html\" %}"),
            ("ours.html", "x"),
            ("home.html", "{% extends \"default/home.html\" %}"),
        ] {
            std::fs::write(folder.path().join("templates").join(name), source).unwrap();
        }
        let (_, findings) = Theme::load(folder.path(), "en").unwrap();
        let found: Vec<_> =
            findings.iter().map(|finding| (&*finding.message, finding.hint.as_deref())).collect();
        let unknown = "a template is used if it has the name of a built-in one, or if another one names it";
        assert_eq!(
            found,
            [
                ("no page uses the template `mine.html`", Some(unknown)),
                ("no page uses the template `postmrtem.html`", Some("did you mean `postmortem.html`?")),
            ]
        );
    }

    #[test]
    fn words_of_the_users_theme_replace_those_of_its_language() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("strings")).unwrap();
        std::fs::write(folder.path().join("strings/fr.toml"), "skip = 'Aller au contenu'\n").unwrap();
        std::fs::write(folder.path().join("strings/en.toml"), "skip = 'To the point'\n").unwrap();
        for (language, expected) in
            [("en", "To the point"), ("fr", "Aller au contenu"), ("fr-CA", "Aller au contenu")]
        {
            let (theme, findings) = Theme::load(folder.path(), language).unwrap();
            assert_eq!((theme.strings.text("skip"), findings.len()), (expected, 0), "{language}");
        }
        assert_eq!(Theme::load(folder.path(), "cs").unwrap().1[0].rule, "theme/language");
    }
}
