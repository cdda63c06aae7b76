//! `_redirects`, as Netlify, Cloudflare Pages and GitLab Pages read it: the old addresses as redirections of the host, beside the
//! pages that lead on where a host knows none.

use super::not_found::base_path;
use super::{Made, Page, PageType};
use crate::archive::links::encode_path;
use crate::site::Site;
use crate::site::routes::{Parts, Routes, url_of};

const URL: &str = "_redirects";

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RedirectRules;

impl PageType for RedirectRules {
    /// A file of that name in the content folder is the author's own, and stands.
    fn route(_: &Parts<'_>, routes: &mut Routes) {
        if rules(routes.pages().iter().map(|(file, page)| (file.as_str(), page)), "/").next().is_some() {
            routes.add_where_free(URL, Self);
        }
    }

    fn made(&self, site: &Site) -> Made {
        Made::Bytes(rules(site.pages(), base_path(&site.config)).collect::<String>().into_bytes())
    }
}

/// The rules for `pages` of a site at `base`, a line each.
fn rules<'a>(pages: impl Iterator<Item = (&'a str, &'a Page)>, base: &str) -> impl Iterator<Item = String> {
    pages.filter_map(move |(file, page)| {
        let Page::Redirect(redirect) = page else { return None };
        let (from, to) = (url_of(file), redirect.target()?);
        is_plain(from).then(|| format!("/{} {base}{} 301\n", encode_path(from), encode_path(to)))
    })
}

/// Whether a path stands for itself in a rule: `*` and `:name` match anything.
fn is_plain(path: &str) -> bool {
    !path.contains(['*', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Archive, Selection};
    use crate::config::{Config, Overrides};
    use crate::site::Contents;
    use crate::source::SourceTree;
    use crate::theme::Theme;
    use retold_likeness::Model;
    use std::path::Path;

    fn written(base_url: Option<&str>, documents: &[(&str, &str)]) -> Option<String> {
        let overrides = Overrides { base_url: base_url.map(str::to_owned), ..Overrides::default() };
        let config = Config::load(Path::new("/nowhere"), None, overrides).unwrap();
        let tree = SourceTree::from_pairs(documents.iter().copied());
        let archive = Archive::from_tree(tree, &config, Selection::default()).0;
        let theme = Theme::load(Path::new("/nowhere"), "en").unwrap().0;
        let site = Site::new(config, archive, Model::default(), theme).unwrap().0;
        let contents = site.render(URL).unwrap()?;
        let Contents::Bytes(bytes) = contents else { panic!("it is a file") };
        Some(String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn a_rule_leads_from_an_old_address_to_the_page() {
        let documents =
            [("2021/disk.md", "---\nid: PM-7\naliases: [/old/disk, /old/é x.html]\n---\n# Disk\n")];
        assert_eq!(
            written(None, &documents).unwrap(),
            "/old/disk/ /2021/disk/ 301\n/old/%C3%A9%20x.html /2021/disk/ 301\n/pm-7/ /2021/disk/ 301\n"
        );
        let below = written(Some("https://example.org/team/"), &documents).unwrap();
        assert!(below.starts_with("/old/disk/ /team/2021/disk/ 301\n"), "{below}");
        assert_eq!(written(None, &[("a.md", "# A\n")]), None);
    }

    #[test]
    fn the_name_of_an_alias_writes_no_rule_of_its_own() {
        for alias in [
            "a\\n/* https://evil.example/ 301",
            "a\\r/b",
            "a https://evil.example/ 301!",
            "*",
            "old/*",
            ":splat",
            "old/:id",
            "#comment",
            "a\\t/b",
            "a\\u2028/b",
            "a\\u0085b",
        ] {
            let text = format!("---\naliases: [\"{alias}\", good]\n---\n# A\n");
            let rules = written(None, &[("a.md", &text)]).unwrap();
            for rule in rules.lines() {
                let fields: Vec<_> = rule.split(' ').collect();
                assert!(
                    matches!(&fields[..], [from, "/a/", "301"] if from.starts_with('/')),
                    "{alias}: {rules:?}"
                );
                assert!(!rule.contains(['*', ':', '#', '\r', '\t']) && rule.is_ascii(), "{alias}: {rules:?}");
            }
            assert!(rules.contains("/good/ /a/ 301\n") && rules.lines().count() <= 2, "{alias}: {rules:?}");
        }
    }

    #[test]
    fn documents_that_are_kept_from_lists_or_searches_have_no_rule() {
        for matter in ["unlisted: true", "in_search_index: false", "draft: true"] {
            let text = format!("---\n{matter}\naliases: [old]\n---\n# A\n");
            assert_eq!(written(None, &[("a.md", &text)]), None, "{matter}");
        }
    }
}
