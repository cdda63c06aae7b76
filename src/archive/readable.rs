//! Names that were written as one word, as people read them.

/// Short words that are written in capitals, in lower case.
const CAPITALS: &[&str] = &[
    "api", "arp", "bgp", "ca", "cdn", "ci", "cli", "cpu", "crd", "db", "ddos", "dhcp", "dns", "gc", "gpu",
    "ha", "http", "https", "iam", "id", "io", "iops", "ip", "json", "jvm", "lb", "mtu", "nat", "nfs", "ntp",
    "oom", "os", "pki", "raid", "ram", "rpc", "sdk", "sla", "slo", "smtp", "sql", "ssd", "ssh", "ssl", "sso",
    "tcp", "tls", "ttl", "udp", "ui", "url", "ups", "utc", "vm", "vpc", "vpn", "waf", "wal", "xml", "yaml",
];

/// `label` in words: `token-built-into-image` is `Token built into image`. A phrase, a name with capitals and a single word
/// stay as their author wrote them.
pub fn readable(label: &str) -> String {
    let label = label.trim();
    let is_one_word = !label.contains(|c: char| c.is_whitespace() || c.is_uppercase());
    let is_joined = label.contains(['-', '_']);
    let is_name = label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let has_words = label.contains(char::is_alphanumeric);
    if !(is_one_word && is_joined && is_name && has_words) {
        return label.to_owned();
    }
    let words = label.split(['-', '_']).filter(|word| !word.is_empty());
    let words: Vec<String> = words
        .enumerate()
        .map(|(index, word)| match CAPITALS.contains(&word) {
            true => word.to_uppercase(),
            false if index == 0 => capitalised(word),
            false => word.to_owned(),
        })
        .collect();
    words.join(" ")
}

/// `word` with a capital first letter.
fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn joined_words_become_a_phrase_and_phrases_stay() {
        for (label, expected) in [
            ("token-built-into-image", "Token built into image"),
            ("dns-withdraws_when-backbone-lost", "DNS withdraws when backbone lost"),
            ("no-max-prefix-limit", "No max prefix limit"),
            ("élan-vital", "Élan vital"),
            ("contention", "contention"),
            ("DNS-cache", "DNS-cache"),
            ("A full disk", "A full disk"),
            ("one-time password", "one-time password"),
            ("v1.2-rollout", "v1.2-rollout"),
            ("ディスク", "ディスク"),
            ("-", "-"),
        ] {
            assert_eq!(readable(label), expected);
        }
    }
}
