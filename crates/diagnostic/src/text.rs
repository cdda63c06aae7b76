//! Diagnostics as text for people: the source line, a caret under the place, the hint.

use annotate_snippets::{AnnotationKind, Group, Level as Lvl, Origin, Renderer, Snippet};

use super::{Diagnostic, Level, Place, printable, printable_line};
use crate::window::window;

/// Whether the text may carry colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without colours: for files, pipes and tests.
    Plain,
    /// With the escape sequences of a terminal.
    Colour,
}

/// One finding as several lines of text, without a final line end: its rule and message, the source line with a mark under
/// the place, and the hint. A line that is too long for a terminal is cut around the mark. Control characters are replaced
/// (see [`printable`]).
pub fn render(diagnostic: &Diagnostic, style: Style) -> String {
    rendered(diagnostic, Some(diagnostic.rule), style)
}

/// Like [`render`], without the rule: for a list of findings below a heading that names it.
pub fn render_without_rule(diagnostic: &Diagnostic, style: Style) -> String {
    rendered(diagnostic, None, style)
}

fn rendered(diagnostic: &Diagnostic, rule: Option<&str>, style: Style) -> String {
    let level = match diagnostic.level {
        Level::Error => Lvl::ERROR,
        Level::Warning => Lvl::WARNING,
        Level::Note => Lvl::NOTE,
    };
    // A document may contain control characters that attack the terminal, and line ends before what a runner of
    // continuous integration reads as a command (`::error::`).
    let title = level.primary_title(printable_line(&diagnostic.message));
    let hint = diagnostic.hint.as_deref().map(printable_line);
    let place = diagnostic.place.as_ref().map(printable_place);
    let mut group = Group::with_title(match rule {
        Some(rule) => title.id(rule),
        None => title,
    });
    if let Some(place) = &place {
        group = if place.line == 0 {
            group.element(Origin::path(&place.path))
        } else {
            let annotation = AnnotationKind::Primary.span(place.mark.clone());
            let snippet = Snippet::source(&place.excerpt).line_start(place.line).annotation(annotation);
            group.element(snippet.path(&place.path))
        };
    }
    let mut report = vec![group];
    if let Some(hint) = hint {
        report.push(Group::with_title(Lvl::HELP.with_name("hint").secondary_title(hint)));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    let text = renderer.render(&report);
    match &place {
        Some(place) if place.line > 0 => with_column(&text, place),
        _ => text,
    }
}

/// The rendered `text` with the column of `place`. The renderer counts it from the start of the excerpt, which may be in
/// the middle of the line.
fn with_column(text: &str, place: &Place) -> String {
    let Place { path, line, column, excerpt, mark } = place;
    let counted = excerpt[..mark.start].chars().count() + 1;
    if counted == *column {
        return text.to_owned();
    }
    // The message comes first, and may quote anything.
    let start = text.find("--> ").unwrap_or(0);
    let (before, rest) = text.split_at(start);
    let origin = rest.replacen(&format!("{path}:{line}:{counted}"), &format!("{path}:{line}:{column}"), 1);
    format!("{before}{origin}")
}

/// The place with its path and excerpt as they are shown: printable, and a long line cut around the mark. The mark is around
/// the same characters.
pub fn printable_place(place: &Place) -> Place {
    let length = |end: usize| printable(&place.excerpt[..end]).len();
    let mark = length(place.mark.start)..length(place.mark.end);
    let is_cut = place.column > place.excerpt[..place.mark.start].chars().count() + 1;
    let (excerpt, mark) = window(&printable(&place.excerpt), mark, is_cut);
    Place { path: printable_line(&place.path).into_owned(), excerpt, mark, ..*place }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Place;

    #[test]
    fn shows_the_line_the_caret_and_the_hint() {
        let text = "---\ndate: soon\n---\n";
        let diagnostic = Diagnostic::error("front-matter/value", "`soon` is not a date")
            .at(Place::span("content/a.md", text, 10..14))
            .hint("write it as `2026-01-31`");
        assert_eq!(
            render(&diagnostic, Style::Plain),
            "error[front-matter/value]: `soon` is not a date\n \
             --> content/a.md:2:7\n  \
             |\n\
             2 | date: soon\n  \
             |       ^^^^\n  \
             |\n\
             hint: write it as `2026-01-31`"
        );
    }

    #[test]
    fn a_whole_file_shows_its_path() {
        let diagnostic =
            Diagnostic::warning("source/empty", "the file is empty").at(Place::file("content/a.md"));
        assert_eq!(
            render(&diagnostic, Style::Plain),
            "warning[source/empty]: the file is empty\n--> content/a.md"
        );
    }

    #[test]
    fn escape_sequences_of_documents_are_shown_and_the_caret_stays() {
        let text = "a\u{9b}b \x1b[2J: bad\n";
        let diagnostic = Diagnostic::error("a", "`\x1b[2J` \u{9b}")
            .at(Place::span("\x1b.md", text, 11..14))
            .hint("not `\x1b[2J\u{9b}`");
        assert_eq!(
            render(&diagnostic, Style::Plain),
            "error[a]: `␛[2J` �\n \
             --> ␛.md:1:11\n  \
             |\n\
             1 | a�b ␛[2J: bad\n  \
             |           ^^^\n  \
             |\n\
             hint: not `␛[2J�`"
        );
    }
    #[test]
    fn message_and_hint_stay_on_one_line() {
        let diagnostic = Diagnostic::error("a", "`x\n::error::y` is bad").hint("not `x\r\n::error::y`");
        assert_eq!(
            render(&diagnostic, Style::Plain),
            "error[a]: `x ::error::y` is bad\n |\nhint: not `x  ::error::y`"
        );
    }

    #[test]
    fn a_long_line_is_cut_and_its_column_is_that_of_the_file() {
        let text = format!("{} needle {}\n", "a".repeat(1000), "b".repeat(1000));
        let diagnostic = Diagnostic::warning("a", "bad").at(Place::span("a.md", &text, 1001..1007));
        let shown = render(&diagnostic, Style::Plain);
        let lines: Vec<_> = shown.lines().collect();
        assert_eq!(lines[1], " --> a.md:1:1002");
        assert_eq!(lines[3], format!("1 | …{} needle {}…", "a".repeat(19), "b".repeat(61)));
        assert_eq!(lines[4], format!("  | {}^^^^^^", " ".repeat(21)));
    }

    #[test]
    fn the_rule_is_left_out_below_a_heading_that_names_it() {
        let diagnostic = Diagnostic::note("a/b", "bad").at(Place::span("a.md", "text", 0..4));
        assert_eq!(
            render_without_rule(&diagnostic, Style::Plain),
            "note: bad\n --> a.md:1:1\n  |\n1 | text\n  | ^^^^"
        );
    }
}
