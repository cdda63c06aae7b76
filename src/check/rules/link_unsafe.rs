//! A link leads nowhere, or where a page must not lead.

use crate::archive::Archive;
use crate::archive::links::Target;
use crate::check::links;
use crate::check::{Check, Example, Rule, Stage};
use crate::config::Config;
use retold_diagnostic::{Diagnostic, Level};
use retold_document::html::is_link;
use retold_document::shorten;

pub const RULE: Rule = Rule {
    id: "link/unsafe",
    levels: &[Level::Warning],
    stage: Stage::Archive,
    summary: "a link leads nowhere, or where no page may lead",
    problem: "\
        A link has no address, or one that browsers open on the machine of the reader or run as a program, such as `file:`, \
        `data:` or that of an app. Allowed are web addresses, mail, telephone numbers and chats.",
    consequence: "The page has the text without a link, or the name of the image without the image.",
    fix: "Write the address, or put the file into the content folder and link to it there.",
    example: Example::Files {
        fails: &[("content/disk-full.md", "# Disk full\n\nSee [the log](file:///var/log/app.log).\n")],
        passes: &[("content/disk-full.md", "# Disk full\n\nSee [the log](https://example.org/app.log).\n")],
    },
    check: Check::Archive(check),
};

fn check(archive: &Archive, _: &Config) -> Vec<Diagnostic> {
    links::check(archive, |document, link| {
        let address = link.destination.as_str();
        if is_link(address) || archive.links.target(document, address) != Target::Elsewhere {
            return None;
        }
        Some(if address.trim().is_empty() {
            RULE.finding("the link has no address").hint("write one; the page has the text without a link")
        } else {
            RULE.finding(format!("a page cannot lead to `{}`", shorten(address, 80)))
                .hint("the page has the text without a link; put the file into the content folder, or name a web address")
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::check::testing::headlines;

    #[test]
    fn links_that_the_page_does_not_have_are_named() {
        let text = "# A\n\n[log](file:///var/log), [note](obsidian://open), [b]() <img src='data:image/png;base64,AA'>\n\
                    [c](https://e.org) [d](tel:1) [e](#a) ![f](?x) <ops@e.org> <https://e.org>\n";
        assert_eq!(
            headlines(&[("a.md", text)]),
            [
                "warning[link/unsafe]: a page cannot lead to `file:///var/log`",
                "warning[link/unsafe]: a page cannot lead to `obsidian://open`",
                "warning[link/unsafe]: the link has no address",
                "warning[link/unsafe]: a page cannot lead to `data:image/png;base64,AA`",
            ]
        );
    }
}
