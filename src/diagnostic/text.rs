//! Diagnostics as text for people: the source line, a caret under the place, the hint.

use annotate_snippets::{AnnotationKind, Group, Level as Lvl, Origin, Renderer, Snippet};

use super::{Diagnostic, Level};

/// Whether the text may carry colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Plain,
    Colour,
}

/// One finding as several lines of text, without a final line end.
pub fn render(diagnostic: &Diagnostic, style: Style) -> String {
    let level = match diagnostic.level {
        Level::Error => Lvl::ERROR,
        Level::Warning => Lvl::WARNING,
        Level::Note => Lvl::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.rule));
    if let Some(place) = &diagnostic.place {
        group = if place.line == 0 {
            group.element(Origin::path(&place.path))
        } else {
            // A long line is carried from its middle: the column is then counted from the excerpt's start.
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
    if let Some(hint) = &diagnostic.hint {
        report.push(Group::with_title(Lvl::HELP.with_name("hint").secondary_title(hint)));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    renderer.render(&report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

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
}
