//! Fills in a template.

use retold_diagnostic::{Diagnostic, Place};

use super::front_matter;
use super::templates::{DESCRIPTION, Template};
use super::tokens::Tokens;
use super::values::Values;
use crate::config::Config;

/// Returns `template` with `values`: in the front matter behind their keys, and in place of `{{ date }}`, `{{ due }}`,
/// `{{ started }}` and the like anywhere else.
///
/// In the text, a line with a time that is not known keeps a placeholder, unless the text has a time that is known: then the
/// line is left out, as it would be read as an entry without a time.
///
/// # Errors
/// The template has front matter that is not YAML.
pub fn fill(template: &Template, values: &Values, config: &Config) -> Result<String, Diagnostic> {
    let text = template.text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (matter, body) = front_matter::split(&text).map_err(|_| {
        let message = format!("the front matter of the template `{}` is not YAML", template.name);
        Diagnostic::error("new/template", message)
            .at(Place::file(format!("templates/{}.md", template.name)))
            .hint("write it as YAML between two lines of `---`")
    })?;
    let lines = matter.unwrap_or_default().lines();
    let matter: String = lines
        .filter(|line| !line.trim_start().starts_with(DESCRIPTION))
        .map(|line| format!("{line}\n"))
        .collect();
    let tokens = Tokens::new(values, config);
    let matter = remark_severity(&tokens.without_texts().replace(&matter, false), values);
    // Values come last: none of them is read as a token.
    let matter = front_matter::with_values(&matter, &values.front_matter());
    let has_time = body.lines().any(|line| tokens.has_known_time(line));
    let start = if body.starts_with('\n') { "" } else { "\n" };
    Ok(format!("---\n{matter}---\n{start}{}", tokens.replace(body, has_time)))
}

/// Notes an alert's severity that the archive does not rank behind the empty key.
fn remark_severity(matter: &str, values: &Values) -> String {
    let Some(label) = &values.unranked_severity else { return matter.to_owned() };
    let remark = |line: &str| match line.starts_with("severity:") {
        true => format!("{line} (the alert's: {label})\n"),
        false => format!("{line}\n"),
    };
    matter.lines().map(remark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Overrides;
    use crate::new::templates;
    use jiff::civil::date;
    use retold_document::model::{Class, Kind, Milestone};
    use retold_document::{Document, SourceFile, Vocabulary};
    use retold_times::Moment;
    use std::path::Path;

    fn config() -> Config {
        Config::load(Path::new("/nowhere"), None, Overrides::default()).unwrap()
    }

    fn filled(template: &str, values: &Values) -> String {
        let all = templates::all(Vec::new());
        fill(templates::find(&all, template).unwrap(), values, &config()).unwrap()
    }

    /// Reads a file that is found sound.
    #[track_caller]
    fn read(text: &str) -> Document {
        let file =
            SourceFile { path: "2026-01-31-a.md".into(), name: "a.md".into(), bytes: text.to_owned().into() };
        let (document, findings) = Document::parse(file, &Vocabulary::default());
        assert_eq!(findings, [], "{text}");
        document
    }

    fn titled(title: &str) -> Values {
        Values { title: Some(title.to_owned()), date: Some(date(2026, 2, 2)), ..Values::default() }
    }

    #[test]
    fn a_fresh_file_is_a_report_that_claims_nothing() {
        for (template, kind) in [
            ("full", Kind::Incident),
            ("five-whys", Kind::Incident),
            ("light", Kind::Incident),
            ("near-miss", Kind::NearMiss),
            ("project", Kind::Project),
        ] {
            let text = filled(template, &titled("Disk full"));
            assert!(!text.contains("{{") && !text.contains("template:"), "{text}");
            let document = read(&text);
            assert_eq!(document.class, Class::Incident, "{template}");
            assert_eq!(document.facts.kind.as_ref().map(|fact| fact.value), Some(kind));
            assert_eq!(document.title(), "Disk full");
            assert!(document.facts.severity.is_none() && document.facts.services.is_empty());
            assert_eq!(document.timeline.entries, []);
            assert_eq!(document.milestones.iter().count(), 0, "{template}");
            assert_eq!(document.actions.items, []);
            assert!(document.whys.is_empty() && document.lessons.is_empty() && document.impact.is_empty());
            assert_eq!(document.outline.lead, None, "{template}");
            assert!(document.sections.len() >= 6, "{template}: {:?}", document.sections);
            assert!(!document.body().contains("mistake") && document.body().trim_start().starts_with("<!--"));
        }
    }

    #[test]
    fn known_times_stand_in_front_matter_and_timeline() {
        let mut values = titled("Disk full");
        for (milestone, text) in
            [(Milestone::Started, "2026-01-31T10:02:00+01:00"), (Milestone::Resolved, "2026-01-31 10:30 UTC")]
        {
            values.milestones.insert(milestone, Moment::parse(text, None).unwrap());
        }
        let text = filled("full", &values);
        let document = read(&text);
        let entries = &document.timeline.entries;
        let times: Vec<_> = entries.iter().map(|entry| format!("{:?}", entry.at)).collect();
        assert_eq!(entries.len(), 2, "{text}");
        assert!(times[0].contains("09:02:00") && times[1].contains("10:30:00"), "{times:?}");
        let known: Vec<_> = document.milestones.iter().map(|(milestone, _)| milestone).collect();
        assert_eq!(known, [Milestone::Started, Milestone::Resolved]);
        assert!(text.contains("| [owner] | 2026-02-16 |"), "{text}");
    }

    #[test]
    fn any_value_is_read_back() {
        for title in [
            "Disk: \"full\" on db #1, again",
            "it's - [not] {yaml} & *more* | > % @ `x`",
            "yes",
            "2026",
            "null",
            "# heading",
            "{{ date }} {{ due }}",
            "---",
            "障害 🔥: é",
            "a \\ b",
        ] {
            let values = Values {
                services: vec![title.to_owned(), "b".to_owned()],
                source: Some("https://e.org/a?b=c#d: e".to_owned()),
                ..titled(title)
            };
            let document = read(&filled("full", &values));
            assert_eq!(document.title(), title);
            let services: Vec<_> = document.facts.services.iter().map(|fact| fact.value.as_str()).collect();
            assert_eq!(services, [title, "b"]);
            assert_eq!(document.front_matter.sources, ["https://e.org/a?b=c#d: e"]);
        }
    }

    #[test]
    fn a_template_of_ones_own_keeps_its_keys_and_names_values_anywhere() {
        let text = "---\n# template: ours\nroom: 7\nsev: low\n---\n# {{ title }}\n\n{{ incident name }} by {{ due }}, {{ services }}\n\
                    at {{ started }} {{";
        let values = Values { severity: Some("SEV1".into()), ..titled("A {{ date }}") };
        let filled = fill(&Template::own("ours", text), &values, &config()).unwrap();
        assert_eq!(
            filled,
            "---\nroom: 7\nsev: SEV1\ntitle: \"A {{ date }}\"\ndate: 2026-02-02\n---\n\n# A {{ date }}\n\n\
             {{ incident name }} by 2026-02-16, [services]\nat YYYY-MM-DD HH:MM {{"
        );
        let plain = fill(&Template::own("plain", "## Summary\r\n"), &titled("A"), &config()).unwrap();
        assert_eq!(plain, "---\ntitle: A\ndate: 2026-02-02\n---\n\n## Summary\n");
        for other in ["+++\na = 1\n+++\n", "{\"a\": 1}", "---json\n{}\n---\n"] {
            let refused = fill(&Template::own("other", other), &titled("A"), &config()).unwrap_err();
            assert_eq!(refused.message, "the front matter of the template `other` is not YAML");
        }
    }

    #[test]
    fn a_severity_without_a_rank_is_a_remark() {
        let values = Values { unranked_severity: Some("page".into()), ..titled("A") };
        let text = filled("light", &values);
        assert!(text.contains("# SEV1 (worst) to SEV5 (the alert's: page)\n"), "{text}");
        assert!(read(&text).facts.severity.is_none());
    }
}
