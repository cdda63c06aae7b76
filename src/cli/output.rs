//! The streams of the program: data to one, findings and progress to the other.

use std::io::{Error, ErrorKind, IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::exit::Exit;
use super::report::{Layout, Reporter};
use super::styled::Styled;
use crate::check::Masked;
use retold_diagnostic::{Diagnostic, Style, printable, printable_json};

/// The output streams of the program, and their capabilities.
pub struct Output {
    /// For data: the results of a command. Written by [`Output::write`] and its callers.
    data: Box<dyn Write + Send>,
    /// Why data could not be written. Nothing more is written then.
    failure: Option<Error>,
    /// For people: findings, progress, summaries.
    pub notes: Box<dyn Write + Send>,
    /// Shows findings for people.
    pub reporter: Reporter,
    pub data_style: Style,
    pub notes_style: Style,
    pub progress: bool,
    /// The place of data shows links.
    pub hyperlinks: bool,
}

impl Output {
    /// The standard streams. Colours and progress only on a terminal; `no_color` turns colours off.
    pub fn standard(no_color: bool) -> Self {
        let style = |is_terminal: bool| if is_terminal && !no_color { Style::Colour } else { Style::Plain };
        Self {
            data: Box::new(std::io::stdout()),
            failure: None,
            notes: Box::new(std::io::stderr()),
            reporter: Reporter::new(Layout::ByFile),
            data_style: style(std::io::stdout().is_terminal()),
            notes_style: style(std::io::stderr().is_terminal()),
            progress: std::io::stderr().is_terminal(),
            hyperlinks: !no_color && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
        }
    }

    /// Writes data for programs, as it is. What goes wrong is reported by [`Output::finish`].
    pub fn write(&mut self, data: &str) {
        if self.failure.is_none() {
            self.failure = self.data.write_all(data.as_bytes()).err();
        }
    }

    /// Whether data still arrives.
    pub fn is_open(&self) -> bool {
        self.failure.is_none()
    }

    /// Writes a line of data for programs.
    pub fn data(&mut self, line: &str) {
        self.write(line);
        self.write("\n");
    }

    /// Writes a line or more of JSON. Characters that control a terminal are escaped, which does not change what it means.
    pub fn json(&mut self, text: &str) {
        self.data(&printable_json(text));
    }

    /// Writes the results of a command as text for people, in lines.
    pub fn text(&mut self, text: &Styled) {
        self.write(text.as_str());
    }

    /// Writes out all data.
    ///
    /// # Errors
    /// Some of it could not be written. A reader that has enough (`| head`) is not an error.
    pub fn finish(&mut self) -> Result<(), Diagnostic> {
        let failure = self.failure.take().or_else(|| self.data.flush().err());
        match failure.filter(|error| error.kind() != ErrorKind::BrokenPipe) {
            Some(error) => Err(Diagnostic::error(
                "output/unwritable",
                format!("standard output is not complete: {error}"),
            )),
            None => Ok(()),
        }
    }

    /// Begins a text for [`Output::text`].
    pub fn styled(&self) -> Styled {
        Styled::new(self.data_style)
    }

    /// Writes a line for people: made printable, as it may quote a document.
    pub fn note(&mut self, line: &str) {
        self.rendered_note(&printable(line));
    }

    /// Writes the closing line of a command. One that has only good news is coloured.
    pub fn summary(&mut self, line: &str, is_success: bool) {
        let mut text = Styled::new(self.notes_style);
        if is_success {
            text.success(line)
        } else {
            text.plain(line)
        };
        self.rendered_note(text.as_str());
    }

    /// Writes a line for people that may have escape sequences of the program's own.
    pub fn rendered_note(&mut self, line: &str) {
        let _ = writeln!(self.notes, "{line}");
    }

    /// Shows findings.
    pub fn findings(&mut self, findings: &Masked) {
        self.reporter.show(findings, self);
    }

    /// Shows clap's message on the arguments; returns the exit status.
    pub fn usage(&mut self, error: &clap::Error) -> Exit {
        let rendered = error.render();
        let (is_help, style) =
            if error.use_stderr() { (false, self.notes_style) } else { (true, self.data_style) };
        let text = match style {
            Style::Colour => rendered.ansi().to_string(),
            // It quotes arguments, which may be names of files.
            Style::Plain => printable(&rendered.to_string()).into_owned(),
        };
        if is_help {
            self.data(text.trim_end());
            return Exit::Clean;
        }
        self.rendered_note(text.trim_end());
        Exit::Usage
    }

    /// A sign of life while something is going on, on a terminal only.
    pub fn progress(&self, what: &'static str) -> ProgressBar {
        if !self.progress {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new_spinner().with_message(what);
        bar.enable_steady_tick(Duration::from_millis(100));
        bar
    }
}

/// Shows that `done` of `total` files are done.
pub fn advance(bar: &ProgressBar, done: usize, total: usize) {
    if bar.length().is_none()
        && let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} ({elapsed})")
    {
        bar.set_style(style);
        bar.set_message("Building");
    }
    bar.set_length(total as u64);
    bar.set_position(done as u64);
}
