//! An old address cannot lead to its document.

use crate::check::{Check, Example, Rule, Stage};
use retold_diagnostic::Level;

pub const RULE: Rule = Rule {
    id: "identity/alias",
    levels: &[Level::Warning],
    stage: Stage::Site,
    summary: "an old address cannot lead to its document",
    finds: "An entry of `aliases` is no path inside the site, or is the address of another page or file.",
    matters: "Who follows an old link does not reach the document: there is no page, or another one.",
    mend: "\
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
