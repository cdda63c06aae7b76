//! Diagnostics as text for people: the source line, a caret under the place, the hint.

use annotate_snippets::{AnnotationKind, Group, Level as Lvl, Origin, Renderer, Snippet};

use super::{Diagnostic, Level, Place, printable, printable_line};

/// Whether the text may carry colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without colours: for files, pipes and tests.
    Plain,
    /// With the escape sequences of a terminal.
    Colour,
}

/// One finding as several lines of text, without a final line end: its rule and message, the source line with a mark under
/// the place, and the hint. Control characters are replaced (see [`printable`]).
pub fn render(diagnostic: &Diagnostic, style: Style) -> String {
    let level = match diagnostic.level {
        Level::Error => Lvl::ERROR,
        Level::Warning => Lvl::WARNING,
        Level::Note => Lvl::NOTE,
    };
    // A document may contain control characters that attack the terminal.
    let message = printable(&diagnostic.message);
    let hint = diagnostic.hint.as_deref().map(printable);
    let place = diagnostic.place.as_ref().map(shown);
    let mut group = Group::with_title(level.primary_title(message).id(diagnostic.rule));
    if let Some(place) = &place {
        group = if place.line == 0 {
            group.element(Origin::path(&place.path))
        } else {
            // The excerpt of a long line starts in its middle: the column is then counted from the excerpt's start.
            let annotation = AnnotationKind::Primary.span(place.mark.clone());
            group.element(
                Snippet::source(&place.excerpt)
                    .line_start(place.line)
                    .path(&place.path)
                    .annotation(annotation),
            )
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
    renderer.render(&report)
}

/// The place with its path and excerpt as a terminal may show them, the mark around the same characters.
fn shown(place: &Place) -> Place {
    let length = |end: usize| printable(&place.excerpt[..end]).len();
    Place {
        path: printable_line(&place.path).into_owned(),
        mark: length(place.mark.start)..length(place.mark.end),
        excerpt: printable(&place.excerpt).into_owned(),
        ..*place
    }
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
}
