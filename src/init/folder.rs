//! Finds the folder of postmortems among other files.

use std::collections::BTreeMap;

/// The share of reports, in per cent, that a folder has to hold to be taken instead of the folder around it.
const SHARE: usize = 80;

/// The folder that holds the reports at `paths`, relative to the same folder as they: the innermost with nearly all of
/// them. Empty for the folder itself; `None` without reports.
pub fn of_reports<'a>(paths: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut reports: Vec<&str> = paths.into_iter().collect();
    if reports.is_empty() {
        return None;
    }
    let mut folder = String::new();
    loop {
        let mut children: BTreeMap<&str, usize> = BTreeMap::new();
        let mut direct = 0;
        for path in &reports {
            match path[folder.len()..].split_once('/') {
                // `2026-01-31-dns/index.md` is a file of the folder around it.
                Some((child, rest)) if !is_numbered(child) && !rest.starts_with("index.") => {
                    *children.entry(child).or_default() += 1;
                }
                _ => direct += 1,
            }
        }
        let largest = children.into_iter().max_by_key(|(name, count)| (*count, std::cmp::Reverse(*name)));
        let Some((child, count)) = largest else { break };
        // Reports all over a repository are not the whole repository: the folder with most of them counts.
        let is_spread = folder.is_empty() && direct == 0;
        if !is_spread && count * 100 < reports.len() * SHARE {
            break;
        }
        folder = format!("{folder}{child}/");
        reports.retain(|path| path.starts_with(&folder));
    }
    Some(folder.trim_end_matches('/').to_owned())
}

/// Whether `name` is one that people give folders of reports.
pub fn is_of_reports(name: &str) -> bool {
    let name = name.to_lowercase().replace(['_', ' '], "-");
    let names = ["postmortem", "post-mortem", "incident", "incident-report", "outage", "pm"];
    names.contains(&name.strip_suffix('s').unwrap_or(&name))
}

/// Folders of years, months and days, in which archives are divided.
fn is_numbered(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_folders_of_reports_are_known() {
        for (name, expected) in [
            ("postmortems", true),
            ("Post-Mortems", true),
            ("post_mortem", true),
            ("incidents", true),
            ("pm", true),
            ("docs", false),
            ("npm", false),
            ("s", false),
        ] {
            assert_eq!(is_of_reports(name), expected, "{name}");
        }
    }

    #[test]
    fn the_innermost_folder_with_nearly_all_reports_is_found() {
        for (paths, expected) in [
            (&[][..], None),
            (&["a.md", "b.md"], Some("")),
            (&["docs/incidents/a.md", "docs/incidents/b.md"], Some("docs/incidents")),
            (&["docs/incidents/2025/a.md", "docs/incidents/2026/b.md"], Some("docs/incidents")),
            (&["pm/2026-01-31-dns/index.md"], Some("pm")),
            (&["pm/dns/index.md", "pm/tls/index.md"], Some("pm")),
            (&["pm/a/1.md", "pm/a/2.md", "pm/b/3.md"], Some("pm")),
            (&["pm/1.md", "pm/2.md", "pm/3.md", "pm/4.md", "notes/5.md"], Some("pm")),
            (&["a/incidents/1.md", "a/incidents/2.md", "b/incidents/3.md"], Some("a/incidents")),
            (&["1.md", "pm/2.md"], Some("")),
        ] {
            assert_eq!(of_reports(paths.iter().copied()).as_deref(), expected, "{paths:?}");
        }
    }
}
