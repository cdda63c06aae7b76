//! Text with bold, dim and linked parts.

use retold_diagnostic::{Style, printable, printable_line};

/// Text that is put together for people, on a terminal or not.
///
/// All that is added is made printable first, so that the only escape sequences in it are those of the styles.
pub struct Styled {
    text: String,
    style: Style,
}

impl Styled {
    pub fn new(style: Style) -> Self {
        Self { text: String::new(), style }
    }

    /// Adds text of one or more lines.
    pub fn lines(&mut self, text: &str) -> &mut Self {
        self.text.push_str(&printable(text));
        self
    }

    /// Adds text without line ends.
    pub fn plain(&mut self, text: &str) -> &mut Self {
        self.text.push_str(&printable_line(text));
        self
    }

    pub fn bold(&mut self, text: &str) -> &mut Self {
        self.sequence("1", text)
    }

    pub fn dim(&mut self, text: &str) -> &mut Self {
        self.sequence("2", text)
    }

    /// Adds a match of a search.
    pub fn highlight(&mut self, text: &str) -> &mut Self {
        self.sequence("1;33", text)
    }

    /// Adds the news of a success.
    pub fn success(&mut self, text: &str) -> &mut Self {
        self.sequence("32", text)
    }

    /// Adds bold text that leads to `target`, an address, if there is one.
    pub fn bold_link(&mut self, text: &str, target: Option<&str>) -> &mut Self {
        let Some(target) = target else { return self.bold(text) };
        // A space would end the address.
        let target = printable_line(target).replace(' ', "%20");
        self.text.push_str(&format!("\x1b]8;;{target}\x1b\\"));
        self.bold(text);
        self.text.push_str("\x1b]8;;\x1b\\");
        self
    }

    pub fn end_line(&mut self) -> &mut Self {
        self.text.push('\n');
        self
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text with the escape sequences of its styles.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn sequence(&mut self, code: &str, text: &str) -> &mut Self {
        let text = printable_line(text);
        match self.style {
            Style::Colour => self.text.push_str(&format!("\x1b[{code}m{text}\x1b[0m")),
            Style::Plain => self.text.push_str(&text),
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_styles_are_escape_sequences() {
        let mut text = Styled::new(Style::Colour);
        text.bold("\x1b[31mred\n").plain("\x07").bold_link("to", Some("file:///a b\x1b\\c")).lines("\x1b\n");
        assert_eq!(
            text.as_str(),
            "\x1b[1m␛[31mred \x1b[0m␇\x1b]8;;file:///a%20b␛\\c\x1b\\\x1b[1mto\x1b[0m\x1b]8;;\x1b\\␛\n"
        );
        let mut text = Styled::new(Style::Plain);
        text.bold("a").dim("b").highlight("c").end_line();
        assert_eq!(text.as_str(), "abc\n");
    }
}
