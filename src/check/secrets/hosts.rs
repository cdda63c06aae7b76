//! Names of internal hosts, as the configuration describes them.

use std::ops::Range;

use crate::config::Pattern;

/// The words of `text` that are one of `hosts`, in its order.
pub fn find(text: &str, hosts: &[Pattern]) -> Vec<Range<usize>> {
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(is_host).map(|start| at + start) {
        let word = &text[start..];
        let word = &word[..word.find(|c| !is_host(c)).unwrap_or(word.len())];
        at = start + word.len();
        let name = word.trim_end_matches(['.', '-', '_']);
        let lower = name.to_lowercase();
        if hosts.iter().any(|host| host.matches(&lower)) {
            found.push(start..start + name.len());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_by_their_pattern() {
        let hosts = ["*.corp.example.com", "db-prod-*"].map(Pattern::new);
        let text =
            "On https://Wiki.corp.example.com:80/x and DB-prod-7. Not corp.example.com or mydb-prod-7.";
        let found: Vec<_> = find(text, &hosts).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, ["Wiki.corp.example.com", "DB-prod-7"]);
    }
}
