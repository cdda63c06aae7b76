//! JSON Schemas (draft 2020-12) for editors: of the front matter, of `retold.toml`, and of records of exposure. A file for each.
//!
//! With them, an editor underlines what the program would refuse. The schema is stricter than the program about the
//! spelling of a `kind`, and less strict about how a `duration` is written.
//! Schemas have no references, and only assertions that mean the same in all drafts since the fourth, because editors
//! support different drafts. `patternErrorMessage` is what editors show instead of a regular
//! expression.

mod config;
mod exposure;
mod front_matter;
mod value_type;

use serde_json::{Map, Value};

pub use self::config::config;
pub use self::exposure::exposure;
pub use self::front_matter::front_matter;

/// The dialect of all schemas.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Dates are written in too many ways for a regular expression; every date has a digit. What is not known yet has a word.
const MOMENT: &str = r"^\s*$|[0-9]|^([Tt][Bb][Dd]|[Nn]/[Aa]|[Oo]ngoing|[Oo]pen|-)$";

/// The members of `value`, which is an object.
fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
