//! The answers of earlier checks, so that pages are not visited each time.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::network::{Answer, Failure};

/// The version of the file's format.
const VERSION: u32 = 1;
/// How long a page is taken to be there.
const GOOD: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long another answer, or none, is kept.
const BAD: SignedDuration = SignedDuration::from_hours(1);

/// Answers by address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cache {
    version: u32,
    answers: BTreeMap<String, Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    /// When the address was visited.
    at: Timestamp,
    answer: Result<Answer, Failure>,
}

/// Why a cache cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CacheError {
    /// It is not one, or damaged.
    Damaged,
    /// Another version of Retold wrote it.
    Version,
}

impl Default for Cache {
    fn default() -> Self {
        Self { version: VERSION, answers: BTreeMap::new() }
    }
}

impl Cache {
    /// Reads what [`Cache::write`] wrote.
    ///
    /// # Errors
    /// It is something else, or of another version.
    pub fn read(text: &str) -> Result<Self, CacheError> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        match serde_json::from_str(text) {
            Ok(Versioned { version: VERSION }) => serde_json::from_str(text).map_err(|_| CacheError::Damaged),
            Ok(_) => Err(CacheError::Version),
            Err(_) => Err(CacheError::Damaged),
        }
    }

    /// The text of the cache: the same for the same answers.
    pub fn write(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    pub fn get(&self, url: &str) -> Option<&Result<Answer, Failure>> {
        self.answers.get(url).map(|entry| &entry.answer)
    }

    pub fn insert(&mut self, url: String, answer: Result<Answer, Failure>, at: Timestamp) {
        self.answers.insert(url, Entry { at, answer });
    }

    /// Leaves out what is too old at the time `now`, lies in the future, or depends on the settings.
    pub fn forget(&mut self, now: Timestamp) {
        self.answers.retain(|_, Entry { at, answer }| {
            let age = now.duration_since(*at);
            let is_good = answer.is_ok_and(|answer| answer.status < 400);
            let is_lasting = !answer.is_err_and(Failure::is_of_settings);
            is_lasting && !age.is_negative() && age < if is_good { GOOD } else { BAD }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cache_is_read_as_it_was_written() {
        let mut cache = Cache::default();
        let at = Timestamp::UNIX_EPOCH;
        cache.insert("https://a.org/".into(), Ok(Answer { status: 200, retry_after: None }), at);
        cache.insert("https://b.org/".into(), Err(Failure::TimedOut), at);
        assert_eq!(Cache::read(&cache.write()), Ok(cache));
        for (text, error) in [
            ("", CacheError::Damaged),
            ("{}", CacheError::Damaged),
            ("{\"version\": 1}", CacheError::Damaged),
            ("{\"version\": 2, \"answers\": 3}", CacheError::Version),
        ] {
            assert_eq!(Cache::read(text), Err(error), "{text}");
        }
    }

    #[test]
    fn answers_last_as_long_as_they_are_worth() {
        for (answer, hours, is_kept) in [
            (Ok(200), 167, true),
            (Ok(200), 168, false),
            (Ok(200), -1, false),
            (Ok(404), 0, true),
            (Ok(404), 1, false),
            (Err(Failure::TimedOut), 0, true),
            (Err(Failure::TimedOut), 1, false),
            (Err(Failure::Private), 0, false),
        ] {
            let mut cache = Cache::default();
            let answer = answer.map(|status| Answer { status, retry_after: None });
            cache.insert("a".into(), answer, Timestamp::UNIX_EPOCH);
            cache.forget(Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours));
            assert_eq!(cache.get("a").is_some(), is_kept, "{answer:?} {hours}");
        }
    }
}
