//! The templates of postmortems: those of the archive, and the built-in ones.

use retold_diagnostic::{Diagnostic, nearest};

/// The template that is used if none is named.
pub const DEFAULT: &str = "full";

/// The line of the front matter that describes a template. New files do not have it.
pub(super) const DESCRIPTION: &str = "# template:";

/// A form for a postmortem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The name of the file, without its ending.
    pub name: String,
    /// Markdown with front matter.
    pub text: String,
    /// Whether it is one of the archive's own.
    pub is_own: bool,
}

impl Template {
    /// A template of the archive.
    pub fn own(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), is_own: true }
    }

    /// What the template is for, in a line; empty if it has no description.
    pub fn description(&self) -> &str {
        let described = self.text.lines().find_map(|line| line.trim_start().strip_prefix(DESCRIPTION));
        described.unwrap_or_default().trim()
    }
}

/// The built-in templates, the most thorough first.
const BUILT_IN: [(&str, &str); 5] = [
    ("full", include_str!("templates/full.md")),
    ("five-whys", include_str!("templates/five-whys.md")),
    ("light", include_str!("templates/light.md")),
    ("near-miss", include_str!("templates/near-miss.md")),
    ("project", include_str!("templates/project.md")),
];

/// All templates: `own` ones of the archive, then the built-in ones that they do not replace.
pub fn all(own: Vec<Template>) -> Vec<Template> {
    let mut all = own;
    for (name, text) in BUILT_IN {
        if all.iter().all(|template| template.name != name) {
            all.push(Template { name: name.to_owned(), text: text.to_owned(), is_own: false });
        }
    }
    all
}

/// The template of `all` with the name `name`; case, spaces and `_` make no difference.
///
/// # Errors
/// There is none.
pub fn find<'a>(all: &'a [Template], name: &str) -> Result<&'a Template, Diagnostic> {
    let wanted = normalise(name);
    all.iter().find(|template| normalise(&template.name) == wanted).ok_or_else(|| {
        let names = all.iter().map(|template| template.name.as_str());
        let hint = match nearest(&wanted, names.clone()) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("templates: {}", names.collect::<Vec<_>>().join(", ")),
        };
        Diagnostic::error("new/template", format!("there is no template `{name}`")).hint(hint)
    })
}

fn normalise(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '_'], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_templates_come_before_built_in_ones() {
        let all = all(vec![Template::own("light", "ours"), Template::own("vendor", "theirs")]);
        let names: Vec<_> = all.iter().map(|template| template.name.as_str()).collect();
        assert_eq!(names, ["light", "vendor", "full", "five-whys", "near-miss", "project"]);
        assert_eq!(find(&all, "light").unwrap().text, "ours");
        assert!(!find(&all, "Five Whys").unwrap().is_own);
    }

    #[test]
    fn an_unknown_template_is_refused_with_the_nearest_name() {
        let hint = |name: &str| find(&all(Vec::new()), name).unwrap_err().hint.unwrap();
        assert_eq!(hint("five-why"), "did you mean `five-whys`?");
        assert_eq!(hint("sre"), "templates: full, five-whys, light, near-miss, project");
    }

    #[test]
    fn every_built_in_template_has_a_description() {
        for template in all(Vec::new()) {
            assert!(!template.description().is_empty(), "{}", template.name);
        }
    }
}
