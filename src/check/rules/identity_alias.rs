//! An old address cannot lead to its document.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "identity/alias",
    levels: &[Level::Warning],
    stage: Stage::Site,
    summary: "an old address cannot lead to its document",
    problem: "An entry of `aliases` is not a path inside the site, or is the address of another page or file.",
    consequence: "Old links do not lead to the document: they lead to no page, or to another one.",
    fix: "\
        Write old addresses as paths from the root of the site, such as `/2019/old-name/`. Remove the alias if \
        something else rightly has the address.",
    example: Example::Files {
        fails: &[(
            "content/disk-full.md",
            "\
            ---\n\
            aliases: [https://example.org/disk-full/]\n\
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
        passes: &[(
            "content/disk-full.md",
            "\
            ---\n\
            aliases: [/2019/disk-full/]\n\
            ---\n\
            \n\
            # Disk full\n\
            \n\
            The disk of the build host was full.\n",
        )],
    },
    check: Check::Elsewhere,
};
