//! A document is longer than what is understood of one.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "document/too-long",
    levels: &[Level::Warning],
    stage: Stage::Document,
    summary: "a document is longer than what is understood of one",
    problem: "\
        A document has more than 20,000 headings, paragraphs, items, rows and cells, more than 200,000 runs of text in \
        them, or more than 10,000 links; it is larger than 1 MB and has raw HTML; or a file with `split: true` holds more \
        than 1,000 incidents. The longest real log of many incidents has some 1,500 blocks. A file that is longer is mostly a log, \
        an export or another dump.",
    consequence: "\
        The page shows all of the document, and searches find its words, but facts, the timeline, actions and headings are \
        read only above the place that the finding names. Incidents below it have no pages of their own. Links behind the \
        first 10,000 are not checked, and attachments that only they lead to are not published. The document has no Markdown \
        file beside its page. Raw HTML of a document larger than 1 MB is shown as text.",
    fix: "\
        Put what is no report into a file of its own, such as `incident.log`, and link to that. Divide a log of incidents \
        into files, one for each year or team.",
    example: Example::Situation {
        fails: "`content/report.md` has a table with 10,000 rows, which a monitoring system exported.",
        passes: "`content/report.md` links to `export.csv`.",
    },
    check: Check::Elsewhere,
};
