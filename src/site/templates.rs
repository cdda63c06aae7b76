//! The only place that knows the template engine.

use std::collections::BTreeMap;

use tera::{Context, Error, ErrorKind, Kwargs, State, Tera, TeraResult};

use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::theme::Theme;

/// The compiled templates of a theme.
pub struct Templates {
    tera: Tera,
    /// Template name → file name and source, to show where an error is.
    sources: BTreeMap<String, (String, String)>,
}

impl Templates {
    /// # Errors
    /// Templates that cannot be compiled.
    pub fn compile(theme: &Theme) -> Result<Self, Diagnostic> {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html", ".xml"]);
        let urls: BTreeMap<String, String> =
            theme.assets.iter().map(|(path, asset)| (path.clone(), asset.url.clone())).collect();
        tera.register_function("asset", move |kwargs: Kwargs, _: &State| -> TeraResult<String> {
            let path: String = kwargs.must_get("path")?;
            urls.get(&path).cloned().ok_or_else(|| {
                let near = nearest(&path, urls.keys().map(String::as_str));
                let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                Error::message(format!("the theme has no static file `{path}`{hint}"))
            })
        });
        let sources: BTreeMap<_, _> = theme
            .templates
            .iter()
            .map(|(name, template)| (name.clone(), (template.name.clone(), template.source.clone())))
            .collect();
        let result = tera.add_raw_templates(theme.templates.iter().map(|(name, template)| (name, &template.source)));
        let templates = Self { tera, sources };
        match result {
            Ok(()) => Ok(templates),
            Err(error) => Err(templates.diagnostic("template/syntax", &error)),
        }
    }

    /// # Errors
    /// What the template asks for and does not get.
    pub fn render(&self, name: &str, context: &Context) -> Result<String, Diagnostic> {
        self.tera.render(name, context).map_err(|error| self.diagnostic("template/render", &error))
    }

    fn diagnostic(&self, rule: &'static str, error: &Error) -> Diagnostic {
        let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind() else {
            return Diagnostic::error(rule, error.to_string());
        };
        let message = report.message().trim().to_owned();
        let Some((file, source)) = self.sources.get(report.filename()) else {
            return Diagnostic::error(rule, message);
        };
        let span = report.span();
        let start = offset(source, span.start_line, span.start_col);
        let end = offset(source, span.end_line, span.end_col);
        Diagnostic::error(rule, message)
            .at(Place::span(file, source, start..end.max(start + 1)))
            .hint("the values that a template may use are listed in the theme documentation")
    }
}

/// The byte at a 1-based line and a 0-based column in characters.
fn offset(source: &str, line: usize, column: usize) -> usize {
    let start: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &source[start.min(source.len())..];
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}
