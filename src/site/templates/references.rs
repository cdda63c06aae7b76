//! References of templates to what there is not: blocks, filters, functions, tests, components, other templates. The engine reports all
//! of them in one text; its first report is read back here, and answered with the nearest name.

use std::collections::BTreeMap;

use retold_diagnostic::nearest;

/// What templates may use beside the functions and filters of the program.
const FILTERS: [&str; 43] = [
    "safe",
    "default",
    "upper",
    "lower",
    "wordcount",
    "escape",
    "escape_html",
    "escape_xml",
    "newlines_to_br",
    "pluralize",
    "trim",
    "trim_start",
    "trim_end",
    "replace",
    "capitalize",
    "title",
    "truncate",
    "indent",
    "str",
    "int",
    "float",
    "length",
    "reverse",
    "split",
    "abs",
    "round",
    "first",
    "last",
    "nth",
    "join",
    "sort",
    "unique",
    "get",
    "values",
    "keys",
    "pairs",
    "group_by",
    "day",
    "month",
    "duration",
    "number",
    "json",
    "absolute",
];
const FUNCTIONS: [&str; 5] = ["asset", "fill", "range", "throw", "super"];
const TESTS: [&str; 17] = [
    "string",
    "number",
    "map",
    "bool",
    "array",
    "integer",
    "float",
    "none",
    "iterable",
    "defined",
    "undefined",
    "odd",
    "even",
    "divisible_by",
    "starting_with",
    "ending_with",
    "containing",
];

/// The templates by name: the file of each, and its source.
pub type Sources = BTreeMap<String, (String, String)>;

/// A reference that leads nowhere.
#[derive(Debug, PartialEq, Eq)]
pub struct Dangling<'a> {
    pub message: &'a str,
    /// The name of the template.
    pub template: &'a str,
    /// 1-based.
    pub line: usize,
    /// 0-based, in characters.
    pub column: usize,
    /// In characters.
    pub width: usize,
}

/// The first reference in the engine's `report`; `None` for other texts.
///
/// ```text
/// error: Unknown filter `dya`
///  --> 404.html:1:3
///   |
/// 1 | {{ url | dya }}
///   |          ^^^
/// ```
pub fn first(report: &str) -> Option<Dangling<'_>> {
    let mut lines = report.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let (place, column) = lines.next()?.trim_start().strip_prefix("--> ")?.rsplit_once(':')?;
    let (template, line) = place.rsplit_once(':')?;
    let width = lines.nth(2)?.matches('^').count();
    let (line, column) = (line.parse().ok()?, column.parse::<usize>().ok()?.checked_sub(1)?);
    Some(Dangling { message, template, line, column, width })
}

/// What to do about the reference that `message` is about.
pub fn hint(message: &str, sources: &Sources) -> Option<String> {
    let name = message.split('`').nth(1)?;
    let known: Vec<&str> = match message.split(" `").next()? {
        "Unknown filter" => FILTERS.to_vec(),
        "Unknown function" => FUNCTIONS.to_vec(),
        "Unknown test" => TESTS.to_vec(),
        "Unknown component" => defined(sources, "component"),
        "Unknown template" => sources.keys().map(String::as_str).collect(),
        "Block" => defined(sources, "block").into_iter().filter(|block| *block != name).collect(),
        _ => return None,
    };
    match nearest(name, known.iter().copied()) {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None => Some(format!("there are: {}", known.join(", "))),
    }
}

/// The names that templates define with the tag `keyword`, in order.
fn defined<'a>(sources: &'a Sources, keyword: &str) -> Vec<&'a str> {
    let tags = sources.values().flat_map(|(_, source)| source.split("{%").skip(1));
    let names = tags.filter_map(|tag| {
        let name = tag
            .trim_start_matches('-')
            .trim_start()
            .strip_prefix(keyword)?
            .strip_prefix(char::is_whitespace)?;
        name.trim_start()
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
            .filter(|name| !name.is_empty())
    });
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Tera;

    #[test]
    fn the_report_of_the_engine_is_read() {
        let mut tera = Tera::new();
        let error = tera
            .add_raw_templates([("a.html", "<p>\n{{ url | dya }}{{ url | yad }}"), ("b.html", "{{ cat() }}")])
            .unwrap_err();
        let text = error.to_string();
        let expected =
            Dangling { message: "Unknown filter `dya`", template: "a.html", line: 2, column: 9, width: 3 };
        assert_eq!(first(&text), Some(expected), "{text}");
        assert_eq!(first("Component `a` is defined in both `b` and `c`"), None);
    }

    #[test]
    fn the_engine_knows_what_is_suggested() {
        let own = ["day", "month", "duration", "number", "json", "absolute"];
        for (names, template) in [(&FILTERS[..], "{{ a | NAME }}"), (&TESTS, "{{ a is NAME }}")] {
            for name in names.iter().filter(|name| !own.contains(name)) {
                let source = template.replace("NAME", name);
                assert_eq!(
                    Tera::new().add_raw_template("a.html", &source).err().map(|e| e.to_string()),
                    None
                );
            }
        }
    }
}
