//! A site that was published, read over HTTP: its search index in the pieces that a search needs, as the search page reads it,
//! and what came of its incidents.
//!
//! What is asked for and what the answers mean is decided here, without a network: it is a [`FileHost`], of which
//! `external::site_http` (feature `external`) has the real one.

mod fault;
mod pieces;
mod precedents;
mod similar;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use retold_search::{
    ByteRange, ENTRY_NAME, Entry, Facet, Language, PackError, PackReader, Query, SearchOptions, SearchResults,
};

use crate::external::{FileHost, FileReply, FileRequest};
use crate::search::PACK_FOLDER;
pub use fault::{Fault, Found};
pub use similar::PublishedSimilar;

/// The most bytes of the entry of an index.
const MAX_ENTRY: u64 = 64 << 10;

/// The most bytes of the file that the entry names. An archive of 100,000 documents has 2 MB.
const MAX_HOT: u64 = 64 << 20;

/// The most bytes of any other file: parts of an index have at most 256 kB.
const MAX_FILE: u64 = 8 << 20;

/// The wait before a request that failed is made once more.
const RETRY: Duration = Duration::from_millis(300);

/// A published site, opened.
pub struct Published {
    files: Files,
    reader: PackReader,
    /// The name of the file that the entry of the index names; another version of the site has another one.
    hot: String,
}

/// The files of a site.
struct Files {
    host: Box<dyn FileHost>,
    /// The address of the site's root, with a final slash.
    root: String,
    /// Whether the host has answered with a part of a file.
    knows_ranges: AtomicBool,
}

impl Published {
    /// Opens the site whose root is at the address `root`, which has a final slash.
    ///
    /// # Errors
    /// The host does not answer, or it has no site that this program can read.
    pub fn open(host: Box<dyn FileHost>, root: &str) -> Result<Self, Fault> {
        let mut files = Files { host, root: root.to_owned(), knows_ranges: AtomicBool::new(false) };
        let (reader, hot) = files.open()?;
        Ok(Self { files, reader, hot })
    }

    /// The address of the site's root, with a final slash: that which redirections led to.
    pub fn root(&self) -> &str {
        &self.files.root
    }

    /// How many documents its index has.
    pub fn documents(&self) -> u64 {
        self.reader.documents()
    }

    /// The language of queries.
    pub fn language(&self) -> Language {
        self.reader.language()
    }

    /// Searches to the end.
    ///
    /// # Errors
    /// Those of reading the index.
    pub fn search(&mut self, query: &Query, options: &SearchOptions) -> Result<SearchResults, Fault> {
        self.ask(|reader, files| reader.search_with(query, options, |ranges| files.pieces(ranges)))
    }

    /// Counts facets.
    ///
    /// # Errors
    /// Those of reading the index.
    pub fn facets(&mut self, query: &Query, options: &SearchOptions) -> Result<Vec<Facet>, Fault> {
        self.ask(|reader, files| reader.facets_with(query, options, |ranges| files.pieces(ranges)))
    }

    /// The text of the page at `url`, relative to the root, as Markdown; `None` if there is no such page.
    ///
    /// # Errors
    /// The host does not answer.
    pub fn text(&self, url: &str) -> Result<Option<Vec<u8>>, Fault> {
        let reply = self.files.get(&format!("{}index.md", folder(url)), None, MAX_FILE)?;
        Ok((reply.status == 200 && !reply.is_page).then_some(reply.body))
    }

    /// Asks the index. Where a file is missing or damaged, as while another version of the site is being published, it is
    /// opened anew and asked once more.
    fn ask<T>(
        &mut self,
        mut ask: impl FnMut(&mut PackReader, &Files) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let fault = match ask(&mut self.reader, &self.files) {
            Err(fault) if fault.is_of_version() => fault,
            answer => return answer.map_err(|fault| fault.at(&self.files.pack())),
        };
        let (reader, hot) = self.files.open()?;
        if hot == self.hot {
            return Err(fault.at(&self.files.pack()));
        }
        (self.reader, self.hot) = (reader, hot);
        ask(&mut self.reader, &self.files).map_err(|fault| fault.at(&self.files.pack()))
    }
}

impl Files {
    /// Opens the index; returns the name of its hot file, too.
    fn open(&mut self) -> Result<(PackReader, String), Fault> {
        let entry = self.entry()?;
        let at = |error: PackError| Fault::from(error).at(&self.pack());
        let hot = Entry::decode(&entry).map_err(at)?.hot;
        let reply = self.get(&format!("{PACK_FOLDER}{hot}"), None, MAX_HOT)?;
        if reply.status != 200 {
            return Err(Fault::Missing { url: reply.url, status: reply.status });
        }
        Ok((PackReader::open(&entry, &reply.body).map_err(at)?, hot))
    }

    /// The entry of the index. The root is from then on where redirections led to.
    fn entry(&mut self) -> Result<Vec<u8>, Fault> {
        let name = format!("{PACK_FOLDER}{ENTRY_NAME}");
        let reply = self.asked(&FileRequest {
            url: &format!("{}{name}", self.root),
            range: None,
            fresh: true,
            most: MAX_ENTRY,
        })?;
        let no_site = |found| Err(Fault::NoSite { url: self.root.clone(), found });
        if reply.status != 200 {
            return no_site(Found::Nothing(reply.status));
        }
        match Entry::decode(&reply.body) {
            Err(PackError::NotAnEntry { .. }) if reply.is_page => return no_site(Found::Page),
            Err(PackError::NotAnEntry { .. }) => return no_site(Found::Other),
            _ => {}
        }
        if let Some(root) = reply.url.strip_suffix(&name) {
            root.clone_into(&mut self.root);
        }
        Ok(reply.body)
    }

    /// The folder of the index.
    fn pack(&self) -> String {
        format!("{}{PACK_FOLDER}", self.root)
    }

    /// Asks for the file with this address relative to the root, or for a `range` of it.
    fn get(&self, address: &str, range: Option<&ByteRange>, most: u64) -> Result<FileReply, Fault> {
        let url = format!("{}{address}", self.root);
        let range = range.map(|range| range.start..range.end);
        self.asked(&FileRequest { url: &url, range, fresh: false, most })
    }

    /// Asks, and once more where that may help. A server that refuses is a fault, a file that it does not have is none.
    fn asked(&self, request: &FileRequest<'_>) -> Result<FileReply, Fault> {
        let url = || request.url.to_owned();
        let mut is_second = false;
        loop {
            let fault = match self.host.get(request) {
                Ok(reply) if matches!(reply.status, 500..=599 | 429) => {
                    Fault::Refused { url: url(), status: reply.status }
                }
                Ok(reply) if matches!(reply.status, 401 | 403 | 407) => {
                    return Err(Fault::Refused { url: url(), status: reply.status });
                }
                Ok(reply) => return Ok(reply),
                Err(failure) if failure.is_momentary() => Fault::NoAnswer { url: url(), failure },
                Err(failure) => return Err(Fault::NoAnswer { url: url(), failure }),
            };
            if is_second {
                return Err(fault);
            }
            is_second = true;
            self.host.wait(RETRY);
        }
    }

    fn knows_ranges(&self) -> bool {
        self.knows_ranges.load(Ordering::Relaxed)
    }
}

/// The address of a page as that of a folder: with a final slash, but for that of the root.
fn folder(url: &str) -> String {
    match url.trim_matches('/') {
        "" => String::new(),
        url => format!("{url}/"),
    }
}

#[cfg(test)]
mod tests;
