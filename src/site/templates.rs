//! The only place that knows the template engine.

mod references;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use jiff::civil::Date;
use tera::{Context, Error, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::encoded;
use crate::config::Config;
use crate::theme::Theme;
use crate::theme::strings::{self, Strings};
use references::{Dangling, Sources};
use retold_diagnostic::{Diagnostic, Place, nearest};

/// The compiled templates of a theme.
pub struct Templates {
    tera: Tera,
    /// Template name → file name and source, to show where an error is.
    sources: Sources,
    /// The most bytes of a page.
    most: usize,
}

/// Bytes that every page may have, however little its documents hold.
const MOST: usize = 64 << 20;

/// How much longer than all documents together a page may be.
const MOST_TIMES: usize = 8;

impl Templates {
    /// The templates of `theme`, for an archive whose documents have `length` bytes in all.
    ///
    /// # Errors
    /// Templates that cannot be compiled.
    pub fn compile(theme: &Theme, config: &Config, length: usize) -> Result<Self, Diagnostic> {
        let most = length.saturating_mul(MOST_TIMES).saturating_add(MOST);
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html", ".xml"]);
        let urls: BTreeMap<String, String> =
            theme.assets.iter().map(|(path, asset)| (path.clone(), asset.url.clone())).collect();
        tera.register_function("asset", move |kwargs: Kwargs, _: &State<'_>| -> TeraResult<String> {
            let path: String = kwargs.must_get("path")?;
            urls.get(&path).cloned().ok_or_else(|| {
                let near = nearest(&path, urls.keys().map(String::as_str));
                let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                Error::message(format!("the theme has no static file `{path}`{hint}"))
            })
        });
        add_strings(&mut tera, &theme.strings);
        add_data(&mut tera, config.clone());
        let sources: BTreeMap<_, _> = theme
            .templates
            .iter()
            .map(|(name, template)| (name.clone(), (template.name.clone(), template.source.clone())))
            .collect();
        let result =
            tera.add_raw_templates(theme.templates.iter().map(|(name, template)| (name, &template.source)));
        let templates = Self { tera, sources, most };
        match result {
            Ok(()) => Ok(templates),
            Err(error) => Err(templates.diagnostic("template/syntax", &error)),
        }
    }

    /// # Errors
    /// What the template asks for and does not get.
    pub fn render(&self, name: &str, values: Value) -> Result<String, Diagnostic> {
        let context = Context::from_serialize(&values);
        let mut page = Bounded { page: Vec::with_capacity(USUAL), most: self.most };
        let result = context.and_then(|context| self.tera.render_to(name, &context, &mut page));
        match result {
            Ok(()) => Ok(String::from_utf8(page.page).unwrap_or_default()),
            // Nothing else fails to be written to memory.
            Err(error) if matches!(error.kind(), ErrorKind::Io(_)) => Err(self.endless(name)),
            Err(error) => Err(self.diagnostic("template/render", &error)),
        }
    }

    /// The finding for a template that does not come to an end.
    fn endless(&self, name: &str) -> Diagnostic {
        let megabytes = self.most >> 20;
        let finding = Diagnostic::error("template/render", format!("the page is longer than {megabytes} MB"))
            .hint("look for loops within loops");
        match self.sources.get(name) {
            Some((file, _)) => finding.at(Place::file(file)),
            None => finding,
        }
    }

    fn diagnostic(&self, rule: &'static str, error: &Error) -> Diagnostic {
        let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind() else {
            return self.whole_template(rule, error);
        };
        let (message, hint) = told_apart(report.message());
        let Some((file, source)) = self.sources.get(report.filename()) else {
            return Diagnostic::error(rule, message);
        };
        let span = report.span();
        let start = offset(source, span.start_line, span.start_col);
        let end = offset(source, span.end_line, span.end_col);
        let finding =
            Diagnostic::error(rule, message).at(Place::span(file, source, start..end.max(start + 1)));
        match hint {
            Some(hint) => finding.hint(hint),
            None => finding,
        }
    }

    /// An error for which the engine names a template but no place in it.
    fn whole_template(&self, rule: &'static str, error: &Error) -> Diagnostic {
        let ErrorKind::MissingParent { current, parent } = error.kind() else {
            let text = error.to_string();
            let dangling = references::first(&text).and_then(|dangling| self.dangling(rule, &dangling));
            return dangling.unwrap_or_else(|| Diagnostic::error(rule, text));
        };
        let finding = Diagnostic::error(rule, format!("there is no template `{parent}` to extend"));
        let finding = match self.sources.get(current) {
            Some((file, source)) => {
                let start = source.find(parent.as_str()).unwrap_or(0);
                finding.at(Place::span(file, source, start..start + parent.len()))
            }
            None => finding,
        };
        match nearest(parent, self.sources.keys().map(String::as_str)) {
            Some(near) => finding.hint(format!("did you mean `{near}`?")),
            None => finding,
        }
    }
}

impl Templates {
    /// The finding for a reference that leads nowhere.
    fn dangling(&self, rule: &'static str, dangling: &Dangling<'_>) -> Option<Diagnostic> {
        let (file, source) = self.sources.get(dangling.template)?;
        let start = offset(source, dangling.line, dangling.column);
        let end = offset(source, dangling.line, dangling.column + dangling.width);
        let message = told_apart(dangling.message).0;
        let finding =
            Diagnostic::error(rule, message).at(Place::span(file, source, start..end.max(start + 1)));
        Some(match references::hint(dangling.message, &self.sources) {
            Some(hint) => finding.hint(hint),
            None => finding,
        })
    }
}

/// What templates use to show words in the language of the site: `t`, `fill`, `day`, `month`, `duration` and `number`.
fn add_strings(tera: &mut Tera, strings: &Strings) {
    tera.global_context().insert("t", strings);
    let shared = Arc::new(strings.clone());
    let strings = Arc::clone(&shared);
    tera.register_function("fill", move |kwargs: Kwargs, _: &State<'_>| filled(&strings, &kwargs));
    let strings = Arc::clone(&shared);
    tera.register_filter("day", move |written: &str, _: Kwargs, _: &State<'_>| -> TeraResult<String> {
        Ok(strings.day(date(written, "")?))
    });
    let strings = Arc::clone(&shared);
    tera.register_filter("month", move |written: &str, _: Kwargs, _: &State<'_>| -> TeraResult<String> {
        Ok(strings.month(date(written, "-01")?))
    });
    let strings = Arc::clone(&shared);
    tera.register_filter("duration", move |seconds: i64, _: Kwargs, _: &State<'_>| strings.duration(seconds));
    tera.register_filter("number", move |number: i64, _: Kwargs, _: &State<'_>| shared.number(number));
}

/// What templates use to write data for programs: `json`, and `absolute` for addresses.
fn add_data(tera: &mut Tera, config: Config) {
    tera.register_filter("json", |value: &Value, _: Kwargs, _: &State<'_>| -> TeraResult<String> {
        // The maps of the engine have no order.
        let mut json = serde_json::to_value(value).map_err(|error| Error::message(error.to_string()))?;
        json.sort_all_objects();
        let json = json.to_string();
        // In a script of HTML, `</script>` ends it, and `<!--` changes what does.
        Ok(json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
    });
    tera.register_filter("absolute", move |url: &str, _: Kwargs, _: &State<'_>| -> Option<String> {
        config.permalink(&encoded(url))
    });
}

/// The `text` with its names replaced by the other arguments, in the plural form that `count` asks for.
fn filled(strings: &Strings, kwargs: &Kwargs) -> TeraResult<String> {
    let text: &Value = kwargs.must_get("text")?;
    let count: i64 = kwargs.get("count")?.unwrap_or(0);
    let text = match text.as_map() {
        Some(forms) => strings.form(count, |form| forms.get(&form.into())?.as_str()),
        None => text.as_str(),
    };
    let text = text.ok_or_else(|| Error::message("`text` is not a text of the interface"))?;
    let shown = |value: &Value| match value.as_i64().filter(|_| value.is_number()) {
        Some(number) => strings.number(number),
        None => value.to_string(),
    };
    let value = |name: &str| kwargs.get::<&Value>(name).ok().flatten().map(shown);
    Ok(strings::fill(text, value))
}

/// The date that a text such as `2026-01-31` or `2026-01-31T14:05Z` begins with, once it is completed by `rest`.
fn date(written: &str, rest: &str) -> TeraResult<Date> {
    let day = format!("{written}{rest}");
    let day = day.get(..10).and_then(|day| day.parse().ok());
    day.ok_or_else(|| Error::message(format!("`{written}` is not a date such as `2026-01-31`")))
}

/// Bytes of a usual page.
const USUAL: usize = 32 << 10;

/// A page that is written up to a number of bytes.
struct Bounded {
    page: Vec<u8>,
    most: usize,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.page.len() + bytes.len() > self.most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.page.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The engine's message in our voice, and the part of it that says what to do.
fn told_apart(message: &str) -> (String, Option<String>) {
    let message = message.trim().trim_end_matches('.');
    let (message, hint) = match message.split_once(". Available fields: ") {
        Some((message, fields)) => {
            let asked = message.split('`').nth(1).unwrap_or_default();
            let near = nearest(asked, fields.split(", ")).map(|near| format!("did you mean `{near}`? "));
            (message, Some(format!("{}there are: {fields}", near.unwrap_or_default())))
        }
        None => match message.split_once("; did you mean ") {
            Some((message, near)) => (message, Some(format!("did you mean {near}"))),
            None => (message, None),
        },
    };
    let mut chars = message.chars();
    let first = chars.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    (first + chars.as_str(), hint)
}

/// The byte at a 1-based line and a 0-based column in characters.
fn offset(source: &str, line: usize, column: usize) -> usize {
    let start: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &source[start.min(source.len())..];
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}
