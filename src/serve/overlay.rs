//! Adds the reload script and the findings to served pages.

use retold_diagnostic::{Diagnostic, Level, Style, plural, render};

pub const SCRIPT: &str = include_str!("reload.js");
pub const STYLE: &str = include_str!("findings.css");

/// How many findings a page shows; the terminal shows all of them.
const SHOWN: usize = 20;

/// Adds the reload script to `html`, and the findings that are worse than notes.
pub fn inject(html: Vec<u8>, findings: &[Diagnostic], version: u64) -> Vec<u8> {
    let mut page = match String::from_utf8(html) {
        Ok(page) => page,
        // The page is an attachment in another encoding, and is sent unchanged.
        Err(error) => return error.into_bytes(),
    };
    let at = page.rfind("</body>").unwrap_or(page.len());
    page.insert_str(at, &addition(findings, version));
    page.into_bytes()
}

/// A page that shows only findings, for when there is no site.
pub fn page(findings: &[Diagnostic], version: u64) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Not built</title>\n<body>\n{}</body>\n</html>\n",
        addition(findings, version)
    )
}

fn addition(findings: &[Diagnostic], version: u64) -> String {
    let mut html = String::new();
    let mut shown: Vec<_> = findings.iter().filter(|finding| finding.level > Level::Note).collect();
    shown.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    if !shown.is_empty() {
        html.push_str("<link rel=\"stylesheet\" href=\"/__retold/findings.css\">\n");
        html.push_str("<details id=\"retold-findings\" open>\n<summary>");
        html.push_str(&format!(
            "{} in the archive</summary>\n<pre tabindex=\"0\">",
            plural(shown.len(), "problem")
        ));
        for finding in shown.iter().take(SHOWN) {
            // Writing to a string cannot fail.
            let _ = pulldown_cmark_escape::escape_html_body_text(&mut html, &render(finding, Style::Plain));
            html.push_str("\n\n");
        }
        if shown.len() > SHOWN {
            html.push_str(&format!("and {} more, shown by `retold check`\n", shown.len() - SHOWN));
        }
        html.push_str("</pre>\n</details>\n");
    }
    html.push_str(&format!("<script src=\"/__retold/reload.js\" data-version=\"{version}\"></script>\n"));
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_shown_as_text() {
        let findings = [Diagnostic::error("a", "`<script>` is bad"), Diagnostic::note("b", "quiet")];
        let page = String::from_utf8(inject(b"<body>x</body>".to_vec(), &findings, 7)).unwrap();
        assert!(page.starts_with("<body>x<link"), "{page}");
        assert!(page.contains("1 problem in the archive"), "{page}");
        assert!(page.contains("error[a]: `&lt;script&gt;` is bad"), "{page}");
        assert!(!page.contains("quiet"), "{page}");
        assert!(page.ends_with("data-version=\"7\"></script>\n</body>"), "{page}");
    }
}
