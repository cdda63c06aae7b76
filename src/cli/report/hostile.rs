//! Text of documents breaks out of no format, and programs read back what was found.

use pulldown_cmark::{Event, Options, Parser, Tag};
use quick_xml::events::Event as Xml;
use serde_json::Value;

use super::testing::checked;
use super::{Checked, Format};
use retold_diagnostic::{Diagnostic, Level, Place, printable, printable_line};

const NASTY: [&str; 18] = [
    "]]> <!-- --> </failure> <?x ?>",
    "100% %0A %25 %s",
    "a\nb\r\nc\rd",
    "\n::error::forged",
    "::set-output name=a::b",
    "\x1b[2J\u{9b}\x07\0\u{202e}",
    "\"double\" 'single' \\ back",
    "a | b `|` c",
    "` `` ``` ` `<b>`",
    "``` \n```js\nalert(1)\n```",
    "@everyone @ann/bob #12 !3 GH-4",
    "<script>alert(1)</script> &amp; &#64;x",
    "[a](javascript:x) ![b](https://evil.example) [c]: d <https://evil.example>",
    "https://evil.example www.evil.example *a* _b_ ~~c~~ $d$",
    "- item\n# heading\n/close\n",
    "file=a.md,line=1::",
    "\u{fffe}\u{ffff}\u{feff}\u{200b}",
    "Zürich 日本 🔥",
];

/// A finding for each nasty text, with the text wherever a finding can have it.
fn findings() -> Vec<Diagnostic> {
    let levels = [Level::Error, Level::Warning, Level::Note];
    let finding = |(index, text): (usize, &&str)| {
        let source = format!("x{text}");
        Diagnostic::new(levels[index % 3], "a/b", *text)
            .at(Place::span(format!("content/{index}-{text}.md"), &source, 1..source.len()))
            .hint(*text)
    };
    NASTY.iter().enumerate().map(finding).collect()
}

fn rendered(format: Format) -> String {
    let findings = findings().into();
    let checked = Checked { documents: Vec::new(), ..checked(&findings) };
    checked.render(format)
}

fn parsed(format: Format) -> Value {
    serde_json::from_str(&rendered(format)).unwrap()
}

#[test]
fn no_format_has_control_characters() {
    for format in <Format as clap::ValueEnum>::value_variants() {
        let text = rendered(*format);
        let control = text.chars().find(|c| c.is_control() && *c != '\n');
        // JSON has its own escapes for the first of them, and keeps the others.
        assert!(
            control.is_none_or(|c| c > '\u{7f}' && text.starts_with(['{', '['])),
            "{format:?}: {control:?}"
        );
    }
}

#[test]
fn json_gives_back_each_text() {
    let (json, sarif, gitlab) = (parsed(Format::Json), parsed(Format::Sarif), parsed(Format::Gitlab));
    for (index, text) in NASTY.iter().enumerate() {
        let path = format!("content/{index}-{text}.md");
        let finding = &json["findings"][index];
        assert_eq!((&finding["message"], &finding["hint"]), (&(*text).into(), &(*text).into()));
        assert_eq!(finding["path"], path);
        assert_eq!(gitlab[index]["description"], format!("{text}; {text}"));
        assert_eq!(gitlab[index]["location"]["path"], path);
        let result = &sarif["runs"][0]["results"][index];
        let message = result["message"]["text"].as_str().unwrap();
        assert!(!message.contains("]("), "{message}");
        assert_eq!(message.replace("]\u{200b}(", "]("), format!("{text}\n{text}"));
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.chars().all(|c| c.is_ascii_alphanumeric() || "/-._~%".contains(c)), "{uri}");
        assert_eq!(percent_encoding::percent_decode_str(uri).decode_utf8().unwrap(), path);
    }
}

#[test]
fn xml_gives_back_each_text() {
    let xml = rendered(Format::Junit);
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut names, mut texts) = (Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Xml::Eof => break,
            Xml::Start(element) if element.name().as_ref() == b"testcase" => {
                let name = element.try_get_attribute("name").unwrap().unwrap();
                names.push(
                    quick_xml::escape::unescape(str::from_utf8(&name.value).unwrap()).unwrap().into_owned(),
                );
            }
            Xml::Text(text) => texts += str::from_utf8(&text).unwrap(),
            Xml::GeneralRef(name) => {
                texts +=
                    &quick_xml::escape::unescape(&format!("&{};", str::from_utf8(&name).unwrap())).unwrap();
            }
            Xml::Start(_) | Xml::End(_) | Xml::Decl(_) | Xml::Empty(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(names.len(), NASTY.len());
    for (index, text) in NASTY.iter().enumerate() {
        let shown = |text: &str| text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
        assert!(names.contains(&shown(&printable_line(&format!("content/{index}-{text}.md")))), "{text:?}");
        assert!(texts.contains(&shown(&printable(text))), "{text:?}");
    }
}

#[test]
fn each_annotation_is_one_command_and_gives_back_its_text() {
    let text = rendered(Format::Github);
    assert_eq!(text.lines().count(), NASTY.len());
    for line in text.lines() {
        let rest = ["::error ", "::warning ", "::notice "].iter().find_map(|name| line.strip_prefix(name));
        let (properties, data) = rest.unwrap().split_once("::").unwrap();
        let decoded = |text: &str| {
            let text = text.replace("%3A", ":").replace("%2C", ",").replace("%0A", "\n").replace("%0D", "\r");
            text.replace("%25", "%")
        };
        let names: Vec<_> =
            properties.split(',').map(|property| property.split('=').next().unwrap()).collect();
        assert_eq!(names, ["file", "line", "endLine", "col", "endColumn", "title"]);
        let file = properties.split(',').next().unwrap().strip_prefix("file=content/").unwrap();
        let file = decoded(file);
        let index: usize = file.split('-').next().unwrap().parse().unwrap();
        // A carriage return is data, every other control character has its picture.
        let expected = printable(&NASTY[index].replace('\r', "\u{e000}")).replace('\u{e000}', "\r");
        assert_eq!(decoded(data), format!("{expected}\n{expected}"));
        assert_eq!(file, format!("{index}-{expected}.md"));
    }
}

#[test]
fn markdown_has_only_the_markup_of_the_report() {
    let text = rendered(Format::Markdown);
    let (mut items, mut links) = (0, Vec::new());
    let mut code_or_text = String::new();
    for event in Parser::new_ext(&text, Options::all()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                assert!(["<!-- retold-check -->\n", "<br>"].contains(&&*html), "{html}");
            }
            Event::Start(Tag::Item) => items += 1,
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.into_string()),
            Event::Start(
                Tag::Paragraph | Tag::List(None) | Tag::Heading { .. } | Tag::Strong | Tag::HtmlBlock,
            )
            | Event::End(_)
            | Event::SoftBreak => {}
            Event::Text(text) => {
                for sigil in ["@", "#", "!"] {
                    let mut words = text.match_indices(sigil).map(|(at, _)| &text[at + 1..]);
                    assert!(words.all(|word| !word.starts_with(|c: char| c.is_alphanumeric())), "{text}");
                }
                code_or_text += &text;
            }
            Event::Code(text) => code_or_text += &text,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(items, NASTY.len());
    // One of the file, one of the line.
    assert_eq!(links.len(), 2 * NASTY.len());
    assert!(links.iter().all(|link| link.starts_with("content/")), "{links:?}");
    for text in NASTY {
        let plain = printable_line(text).replace(['`', '\u{200b}'], "");
        assert!(code_or_text.replace(['`', '\u{200b}'], "").contains(plain.trim()), "{text:?}");
    }
    assert!(!text.lines().any(|line| line.trim_start().starts_with('/')), "{text}");
}
