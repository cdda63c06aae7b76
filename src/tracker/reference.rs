//! Names and addresses of tickets in one form each, so that they can be compared.

/// The forms in which the ticket of an action may be known: `name` is its name (`OPS-12`, `#12`), `link` its address.
/// `known` has prefixes of names and their addresses.
pub fn of_action(name: Option<&str>, link: Option<&str>, known: &[(String, String)]) -> Vec<String> {
    let mut found = link.map(|link| normalise(link, known)).unwrap_or_default();
    if let Some(name) = name {
        // `#12` beside an address is the number of an issue there, not of one anywhere.
        if link.is_none() || !name.starts_with(['#', '!']) {
            found.extend(normalise(name, known));
        }
    }
    found
}

/// The forms of a name or an address: `https://GitHub.com/o/r/pull/7/files` and `o/r#7` are both
/// `github.com/o/r/issues/7`; `https://jira.example/browse/OPS-12` is also `ops-12`.
pub fn normalise(written: &str, known: &[(String, String)]) -> Vec<String> {
    let written = written.trim();
    if written.is_empty() {
        return Vec::new();
    }
    if let Some(address) = written.strip_prefix("https://").or_else(|| written.strip_prefix("http://")) {
        return of_address(address);
    }
    if let Some((repository, number)) = written.split_once('#')
        && repository.matches('/').count() == 1
        && is_number(number)
    {
        return vec![format!("github.com/{}/issues/{number}", repository.to_lowercase())];
    }
    let mut found = vec![written.to_lowercase()];
    let of_prefix = known.iter().find_map(|(prefix, address)| {
        let number = written.strip_prefix(prefix.as_str())?;
        is_number(number).then(|| address.replace("{}", number))
    });
    if let Some(address) = of_prefix {
        found.extend(normalise(&address, &[]));
        // With an address of its own, the number is that of an issue in one place.
        if written.starts_with(['#', '!']) {
            found.remove(0);
        }
    }
    found
}

/// The forms of an address, which is written without its scheme.
fn of_address(address: &str) -> Vec<String> {
    let address = address.split(['?', '#']).next().unwrap_or(address).trim_end_matches('/').to_lowercase();
    let address = address.strip_prefix("www.").unwrap_or(&address);
    // The addresses of GitHub's interface: in the cloud, and on a server of one's own.
    let address = match address.strip_prefix("api.github.com/repos/") {
        Some(rest) => format!("github.com/{rest}"),
        None => address.replace("/api/v3/repos/", "/"),
    };
    if let Some((name, rest)) = address.split_once("/browse/").map(|(_, rest)| cut(rest))
        && rest.is_empty()
        && name.contains('-')
    {
        return vec![address.clone(), name.to_owned()];
    }
    // Issues and pull requests of GitHub are numbered together.
    for mark in ["/issues/", "/pull/", "/pulls/"] {
        if let Some((place, rest)) = address.split_once(mark) {
            let number = cut(rest).0;
            if is_number(number) {
                let place = place.trim_end_matches("/-");
                return vec![format!("{place}/issues/{number}")];
            }
        }
    }
    vec![address]
}

/// The first part of a path, and the others.
fn cut(path: &str) -> (&str, &str) {
    path.split_once('/').unwrap_or((path, ""))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<(String, String)> {
        vec![
            ("OPS-".to_owned(), "https://jira.example/browse/OPS-{}".to_owned()),
            ("#".to_owned(), "https://github.com/acme/shop/issues/{}".to_owned()),
        ]
    }

    #[test]
    fn names_and_addresses_of_one_ticket_have_one_form() {
        for (written, expected) in [
            ("https://github.com/Acme/Shop/issues/7", &["github.com/acme/shop/issues/7"][..]),
            ("http://www.github.com/acme/shop/pull/7/files?w=1#x", &["github.com/acme/shop/issues/7"]),
            ("https://api.github.com/repos/acme/shop/issues/7", &["github.com/acme/shop/issues/7"]),
            ("https://ghe.example/api/v3/repos/acme/shop/issues/7", &["ghe.example/acme/shop/issues/7"]),
            ("https://gitlab.com/a/b/c/-/issues/7", &["gitlab.com/a/b/c/issues/7"]),
            ("acme/shop#7", &["github.com/acme/shop/issues/7"]),
            ("#7", &["github.com/acme/shop/issues/7"]),
            ("OPS-12", &["ops-12", "jira.example/browse/ops-12", "ops-12"]),
            ("ops-12", &["ops-12"]),
            ("https://jira.example/browse/OPS-12/", &["jira.example/browse/ops-12", "ops-12"]),
            ("https://t.example/x/9?a=1", &["t.example/x/9"]),
            ("!5", &["!5"]),
            ("", &[]),
        ] {
            assert_eq!(normalise(written, &known()), expected, "{written}");
        }
        assert_eq!(normalise("#7", &[]), ["#7"]);
    }

    #[test]
    fn a_number_beside_an_address_is_no_name_by_itself() {
        let address = Some("https://github.com/acme/other/issues/7");
        assert_eq!(of_action(Some("#7"), address, &known()), ["github.com/acme/other/issues/7"]);
        assert_eq!(of_action(Some("#7"), None, &[]), ["#7"]);
        assert_eq!(of_action(None, None, &known()), Vec::<String>::new());
    }
}
