//! Adds the reload script and the findings to served pages.

use std::collections::BTreeSet;

use retold_diagnostic::{Diagnostic, Level, count, plural};

use super::editor::Editor;
use super::groups::Groups;
use super::listed;

/// The files that pages with findings load, by their names below [`FOLDER`].
pub const FILES: [(&str, &str); 3] = [
    ("reload.js", include_str!("reload.js")),
    ("findings.js", include_str!("findings.js")),
    ("findings.css", include_str!("findings.css")),
];

/// The address of the files.
pub const FOLDER: &str = "/__retold/";

/// How many findings a section lists; the terminal shows all of them.
const LISTED: usize = 20;

/// What is added to a page.
pub struct Overlay<'a> {
    pub groups: Groups<'a>,
    /// Whether the page is of a document.
    pub is_document: bool,
    /// Whether the site is that of the last reading, and not an earlier one because there is no later one.
    pub is_current: bool,
    /// The editor that places open.
    pub editor: Option<&'a Editor>,
    /// The version of the site.
    pub version: u64,
}

impl Overlay<'_> {
    /// Adds the reload script to `html`, and the findings.
    pub fn inject(&self, html: Vec<u8>) -> Vec<u8> {
        let mut page = match String::from_utf8(html) {
            Ok(page) => page,
            // The page is an attachment in another encoding, and is sent unchanged.
            Err(error) => return error.into_bytes(),
        };
        let at = page.rfind("</body>").unwrap_or(page.len());
        page.insert_str(at, &self.addition("bar"));
        page.into_bytes()
    }

    /// A page that shows only the findings, for when there is no other. `title` is a sentence without a period.
    pub fn page(&self, title: &str) -> String {
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n</head>\n\
             <body class=\"retold-page\">\n<main>\n<h1>{title}</h1>\n\
             <p>It is tried again when you save a change.</p>\n</main>\n{}</body>\n</html>\n",
            self.addition("page")
        )
    }

    /// The findings in an element of the class `class`, and the scripts.
    fn addition(&self, class: &str) -> String {
        let mut html = String::new();
        let sections = self.sections();
        if !sections.is_empty() {
            html.push_str(&format!(
                "<link rel=\"stylesheet\" href=\"{FOLDER}findings.css\">\n\
                 <aside id=\"retold-findings\" class=\"{class}\" lang=\"en\" dir=\"ltr\" aria-label=\"Findings\">\n"
            ));
            if !self.is_current {
                html.push_str("<p>The site could not be built again. This is the last one that could.</p>\n");
            }
            html.push_str(&sections);
            html.push_str(&format!("</aside>\n<script src=\"{FOLDER}findings.js\"></script>\n"));
        }
        let version = self.version;
        html.push_str(&format!("<script src=\"{FOLDER}reload.js\" data-version=\"{version}\"></script>\n"));
        html
    }

    fn sections(&self) -> String {
        let Groups { page, archive, others } = &self.groups;
        let mut html = String::new();
        for (name, findings, place) in
            [("page", page, "on this page"), ("archive", archive, "in the archive as a whole")]
        {
            let errors = findings.partition_point(|finding| finding.level == Level::Error);
            let (errors, rest) = findings.split_at(errors);
            for (name, findings, is_open) in
                [(format!("{name}-errors"), errors, true), (format!("{name}-rest"), rest, false)]
            {
                let counted = count(findings.iter().copied()).unwrap_or_default();
                html.push_str(&self.section(&name, findings, &format!("{counted} {place}"), is_open));
            }
        }
        let documents = if self.is_document { "other documents" } else { "documents" };
        let mut summary = format!("{} in {documents}", plural(others.len(), "finding"));
        let errors = others.iter().filter(|finding| finding.level == Level::Error).count();
        if errors > 0 {
            summary.push_str(&format!(": {}", plural(errors, "error")));
        }
        html.push_str(&self.section("others", others, &summary, false));
        html
    }

    /// A list of `findings` that can be closed; nothing if there are none. `name` is unique in the page.
    fn section(&self, name: &str, findings: &[&Diagnostic], summary: &str, is_open: bool) -> String {
        if findings.is_empty() {
            return String::new();
        }
        let rules: BTreeSet<_> = findings.iter().map(|finding| finding.rule).collect();
        let rules = rules.into_iter().collect::<Vec<_>>().join(" ");
        let open = if is_open { " open" } else { "" };
        let has_errors = findings.iter().any(|finding| finding.level == Level::Error);
        let class = if has_errors { "has-errors" } else { "no-errors" };
        let mut html = format!(
            "<details class=\"{class}\" data-section=\"{name}\" data-rules=\"{rules}\"{open}>\n\
             <summary>{summary}</summary>\n<ul>\n"
        );
        html.extend(findings.iter().take(LISTED).map(|finding| listed::item(finding, self.editor)));
        html.push_str("</ul>\n");
        if findings.len() > LISTED {
            let more = findings.len() - LISTED;
            html.push_str(&format!("<p>and {more} more, shown by <code>retold check</code></p>\n"));
        }
        html.push_str("</details>\n");
        html
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Masked;
    use crate::serve::groups::Subject;
    use retold_diagnostic::Place;

    fn overlay(groups: Groups<'_>) -> Overlay<'_> {
        Overlay { groups, is_document: true, is_current: true, editor: None, version: 7 }
    }

    /// The summaries of the sections in `html`, the open ones with a `+`.
    fn summaries(html: &str) -> Vec<String> {
        let sections = html.split("<details").skip(1).map(|section| {
            let (start, rest) = section.split_once("<summary>").unwrap();
            let mark = if start.contains(" open>") { "+" } else { "" };
            format!("{mark}{}", rest.split_once("</summary>").unwrap().0)
        });
        sections.collect()
    }

    #[test]
    fn a_page_without_findings_gets_the_reload_script_only() {
        let page = overlay(Groups::default()).inject(b"<body>x</body>".to_vec());
        assert_eq!(
            String::from_utf8(page).unwrap(),
            "<body>x<script src=\"/__retold/reload.js\" data-version=\"7\"></script>\n</body>"
        );
        let other_encoding = b"<body>\xff</body>".to_vec();
        assert_eq!(overlay(Groups::default()).inject(other_encoding.clone()), other_encoding);
    }

    #[test]
    fn only_errors_of_the_page_and_the_archive_are_open() {
        let at = |finding: Diagnostic, path: &str| finding.at(Place::file(path));
        let (findings, none) = (
            [
                Diagnostic::error("x", "`<script>` is bad"),
                at(Diagnostic::warning("x", "y"), "retold.toml"),
                at(Diagnostic::warning("b", "y"), "content/a.md"),
                at(Diagnostic::note("a", "y"), "content/a.md"),
                at(Diagnostic::error("x", "y"), "content/a.md"),
                at(Diagnostic::error("x", "y"), "content/b.md"),
                at(Diagnostic::warning("x", "y"), "content/c.md"),
            ]
            .into(),
            Masked::default(),
        );
        let subject = Subject { document: Some("content/a.md"), content: "content" };
        let overlay = overlay(Groups::of(&findings, &none, subject));
        let html = overlay.page("x");
        assert_eq!(
            summaries(&html),
            [
                "+1 error on this page",
                "1 warning, 1 note on this page",
                "+1 error in the archive as a whole",
                "1 warning in the archive as a whole",
                "2 findings in other documents: 1 error",
            ]
        );
        assert!(html.contains("<code>&lt;script&gt;</code> is bad"), "{html}");
        assert!(html.contains("data-section=\"page-rest\" data-rules=\"a b\">"), "{html}");
        let home = Overlay { is_document: false, ..overlay };
        assert!(home.page("x").contains("2 findings in documents: 1 error"));
    }

    #[test]
    fn a_long_list_is_cut() {
        let findings = vec![Diagnostic::error("x", "y"); LISTED + 3];
        let html = overlay(Groups { archive: findings.iter().collect(), ..Groups::default() }).page("x");
        assert_eq!(html.matches("<li>").count(), LISTED);
        assert!(html.contains("and 3 more, shown by <code>retold check</code>"), "{html}");
    }

    #[test]
    fn an_earlier_site_is_shown_as_such() {
        let findings = [Diagnostic::error("x", "y")];
        let groups = || Groups { archive: findings.iter().collect(), ..Groups::default() };
        let stale = "This is the last one that could.";
        assert!(!overlay(groups()).page("x").contains(stale));
        assert!(Overlay { is_current: false, ..overlay(groups()) }.page("x").contains(stale));
    }
}
