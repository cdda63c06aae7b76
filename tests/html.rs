//! Just enough HTML to check what was built: tags with their attributes, in order.

use std::collections::BTreeMap;

pub struct Tag {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
}

/// The start tags of a page. The pages are Retold's own, well-formed by construction.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (tag, after) = tag(rest);
            tags.push(tag);
            rest = after;
        }
    }
    tags
}

fn tag(text: &str) -> (Tag, &str) {
    let end = text.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(text.len());
    let mut tag = Tag { name: text[..end].to_lowercase(), attributes: BTreeMap::new() };
    let mut rest = &text[end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return (tag, rest);
        }
        let end = rest.find(|c: char| c.is_whitespace() || "=>/".contains(c)).unwrap_or(rest.len()).max(1);
        let name = rest[..end].to_lowercase();
        rest = &rest[end..];
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let quote = after.chars().next().filter(|c| "\"'".contains(*c));
            (value, rest) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => after.split_at(after.find([' ', '>']).unwrap_or(after.len())),
            };
        }
        tag.attributes.insert(name, unescape(value));
    }
}

pub fn unescape(text: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}

/// What every page has to hold: one main heading, unique ids, nothing inline that the policy forbids,
/// nothing from another host.
pub fn faults(html: &str) -> Vec<String> {
    let tags = tags(html);
    let mut faults = Vec::new();
    let headings = tags.iter().filter(|tag| tag.name == "h1").count();
    let is_redirect = tags.iter().any(|tag| tag.attributes.get("http-equiv").is_some_and(|v| v == "refresh"));
    if headings != 1 && !is_redirect {
        faults.push(format!("{headings} main headings"));
    }
    let mut ids = std::collections::BTreeSet::new();
    for tag in &tags {
        if let Some(id) = tag.attributes.get("id").filter(|id| !ids.insert((*id).clone())) {
            faults.push(format!("the id `{id}` is there twice"));
        }
        for name in tag.attributes.keys().filter(|name| *name == "style" || name.starts_with("on")) {
            faults.push(format!("`{name}` on `{}`", tag.name));
        }
        let is_inline = tag.name == "style" || tag.name == "script" && !tag.attributes.contains_key("src");
        if is_inline && tag.attributes.get("type").is_none_or(|kind| !kind.ends_with("json")) {
            faults.push(format!("inline `{}`", tag.name));
        }
        faults.extend(
            loaded(tag).filter(|address| is_elsewhere(address)).map(|address| format!("loads {address}")),
        );
        let addresses = ["href", "src", "action"].iter().filter_map(|name| tag.attributes.get(*name));
        let scripts = addresses.filter(|address| address.trim().to_lowercase().starts_with("javascript:"));
        faults.extend(scripts.map(|address| format!("runs {address}")));
    }
    faults
}

/// What a browser fetches on its own for a tag.
fn loaded(tag: &Tag) -> impl Iterator<Item = &String> {
    let rel = tag.attributes.get("rel").map_or("", String::as_str);
    let names: &[&str] = match tag.name.as_str() {
        "link" if !matches!(rel, "canonical" | "alternate" | "search") => &["href"],
        "script" | "img" | "iframe" | "source" | "video" | "audio" | "embed" => &["src", "srcset", "poster"],
        "object" => &["data"],
        _ => &[],
    };
    names.iter().filter_map(|name| tag.attributes.get(*name))
}

pub fn is_elsewhere(address: &str) -> bool {
    let scheme = address.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)));
    address.starts_with("//") || scheme.is_some_and(|end| end > 0 && address[end..].starts_with(':'))
}

#[test]
fn faults_are_found() {
    assert_eq!(
        faults("<h1 id=\"a\">x</h1><p id=\"b\">y</p><link rel=\"canonical\" href=\"https://e.org/\">"),
        [""; 0]
    );
    for (page, fault) in [
        ("<h2>x</h2>", "0 main headings"),
        ("<h1 id='a'></h1><p id=a>", "the id `a` is there twice"),
        ("<h1 style='x'>", "`style` on `h1`"),
        ("<h1><img src=x OnError=y>", "`onerror` on `img`"),
        ("<h1><script>x</script>", "inline `script`"),
        ("<h1><script src='//e.org/x.js'></script>", "loads //e.org/x.js"),
        ("<h1><img src=\"https://e.org/x.png\">", "loads https://e.org/x.png"),
        ("<h1><a href=\"java&#x73;cript:x\" href=' JavaScript:x'>", "runs  JavaScript:x"),
    ] {
        assert_eq!(faults(page), [fault], "{page}");
    }
}
