//! The findings in the order in which a page shows them.

use std::cmp::Reverse;

use crate::check::Masked;
use retold_diagnostic::Diagnostic;

/// The findings by what they are about. Within a group the worst come first, then in the order of their places.
#[derive(Debug, Default, PartialEq)]
pub struct Groups<'a> {
    /// Of the page that is shown.
    pub page: Vec<&'a Diagnostic>,
    /// Of the configuration, the theme, and the archive as a whole.
    pub archive: Vec<&'a Diagnostic>,
    /// Of other documents.
    pub others: Vec<&'a Diagnostic>,
}

/// The page that is shown.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The path of its document as findings have it; `None` for pages of no document.
    pub document: Option<&'a str>,
    /// The path of the content folder as findings have it.
    pub content: &'a str,
}

impl<'a> Groups<'a> {
    /// Groups `findings`, those of the archive, and `own`, those that were made for the page.
    pub fn of(findings: &'a Masked, own: &'a Masked, subject: Subject<'_>) -> Self {
        let mut groups = Self { page: own.iter().collect(), ..Self::default() };
        for finding in findings {
            let path = finding.place.as_ref().map(|place| place.path.as_str());
            let group = match path {
                Some(path) if subject.document == Some(path) => &mut groups.page,
                Some(path) if subject.is_content(path) => &mut groups.others,
                _ => &mut groups.archive,
            };
            group.push(finding);
        }
        for group in [&mut groups.page, &mut groups.archive, &mut groups.others] {
            group.sort_by_key(|finding| {
                let place = finding.place.as_ref();
                (Reverse(finding.level), place.map(|place| (&place.path, place.line, place.column)))
            });
        }
        groups
    }
}

impl Subject<'_> {
    /// Whether `path` is in the content folder.
    fn is_content(self, path: &str) -> bool {
        path.strip_prefix(self.content).is_some_and(|rest| rest.starts_with('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_diagnostic::Place;

    fn at(finding: Diagnostic, path: &str, line: usize) -> Diagnostic {
        finding.at(Place { line, column: 1, ..Place::file(path) })
    }

    /// The messages of each group.
    fn messages(findings: &[Diagnostic], own: &[Diagnostic], subject: Subject<'_>) -> [Vec<String>; 3] {
        let (findings, own) = (findings.to_vec().into(), own.to_vec().into());
        let Groups { page, archive, others } = Groups::of(&findings, &own, subject);
        [page, archive, others].map(|group| group.iter().map(|finding| finding.message.clone()).collect())
    }

    #[test]
    fn the_page_comes_first_and_the_worst_within() {
        let findings = [
            Diagnostic::warning("x", "whole"),
            at(Diagnostic::warning("x", "a:1"), "content/a.md", 1),
            at(Diagnostic::error("x", "a:9"), "content/a.md", 9),
            at(Diagnostic::note("x", "b:1"), "content/b.md", 1),
            at(Diagnostic::error("x", "c:1"), "content/c.md", 1),
            at(Diagnostic::error("x", "theme"), "theme/templates/home.html", 1),
            at(Diagnostic::error("x", "like content"), "content-of/a.md", 1),
            Diagnostic::error("x", "folder").at(Place::file("content")),
        ];
        let own = [at(Diagnostic::warning("x", "a:5"), "content/a.md", 5)];
        let subject = Subject { document: Some("content/a.md"), content: "content" };
        assert_eq!(
            messages(&findings, &own, subject),
            [vec!["a:9", "a:1", "a:5"], vec!["folder", "like content", "theme", "whole"], vec!["c:1", "b:1"]]
        );
        let home = Subject { document: None, content: "content" };
        assert_eq!(messages(&findings, &[], home)[2], ["a:9", "c:1", "a:1", "b:1"]);
    }
}
