//! `_headers`, as Netlify and Cloudflare Pages read it.

use super::{Made, PageType};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};

/// The policy that the site is made for; hosts that read `_headers` send it.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
    worker-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Headers;

impl PageType for Headers {
    fn route(_: &Parts<'_>, routes: &mut Routes) {
        routes.add("_headers", Self);
    }

    fn made(&self, _: &Site) -> Made {
        // What has a digest in its name never changes. What is a script would show the archive to pages of any other site that
        // a reader of an internal one visits.
        let headers = format!(
            "/*\n  \
               Content-Security-Policy: {CONTENT_SECURITY_POLICY}\n  \
               X-Content-Type-Options: nosniff\n  \
               Referrer-Policy: strict-origin-when-cross-origin\n\n\
             /*.svg\n  \
               Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; sandbox\n\n\
             /assets/*\n  \
               Cache-Control: public, max-age=31536000, immutable\n\n\
             /search/pack/offline.js\n  \
               Cross-Origin-Resource-Policy: same-origin\n\n\
             /search/pack/*.bin\n  \
               Cache-Control: public, max-age=31536000, immutable\n\n\
             /search/pack/pack.json\n  \
               Cache-Control: no-cache\n"
        );
        Made::Bytes(headers.into_bytes())
    }
}
