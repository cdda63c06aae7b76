//! What the incidents of a published site are like, as the site was built: see [`crate::report::api`].

use serde::Deserialize;

use super::{Fault, MAX_FILE, Published};
use crate::report::api::{self, ApiSimilar};

/// The part of the data of a postmortem that says what it is like.
#[derive(Debug, Clone, Deserialize)]
pub struct PublishedSimilar {
    pub postmortem: PublishedName,
    /// The incidents that are most like it, the most alike first.
    pub similar: Vec<ApiSimilar>,
}

/// What a postmortem is called.
#[derive(Debug, Clone, Deserialize)]
pub struct PublishedName {
    pub title: String,
}

impl Published {
    /// The incidents that are like that whose page is at `url`, as the archive knew them when the site was built; `None`
    /// if the site does not have them: it has no data for programs, or an older version built it.
    ///
    /// # Errors
    /// The host does not answer.
    pub fn similar(&self, url: &str) -> Result<Option<PublishedSimilar>, Fault> {
        let reply = self.files.get(&api::postmortem_url(url), None, MAX_FILE)?;
        Ok(serde_json::from_slice(&reply.body).ok().filter(|_| reply.status == 200))
    }
}
