//! The configuration of a Quickwit index for the exported records.

use super::undated;
use crate::archive::Archive;

/// A key of the records, and how Quickwit indexes it.
struct Field {
    name: &'static str,
    mapping: Mapping,
    is_list: bool,
    /// The weight of a match in Retold's own ranking; 0 if plain words are not searched in this field.
    weight: u8,
}

enum Mapping {
    /// Matched as a whole, ignoring case; values can be counted.
    Value,
    /// Matched as a whole, exactly as written.
    Exact,
    /// Matched by its words.
    Words,
    /// Matched by its words, but not stored, because another field has the same text.
    WordsAgain,
    /// Stored, but not searched.
    Shown,
    /// Objects, stored, but not searched: of other records, whose words must not find this one.
    Objects,
    Time,
    Number,
}

impl Field {
    const fn one(name: &'static str, mapping: Mapping) -> Self {
        Self { name, mapping, is_list: false, weight: 0 }
    }

    const fn many(name: &'static str, mapping: Mapping) -> Self {
        Self { name, mapping, is_list: true, weight: 0 }
    }

    const fn weighing(self, weight: u8) -> Self {
        Self { weight, ..self }
    }

    fn yaml(&self) -> String {
        let (kind, options): (_, &[&str]) = match self.mapping {
            Mapping::Value => ("text", &["tokenizer: lowercase", "fast: true"]),
            Mapping::Exact => ("text", &["tokenizer: raw", "fast: true"]),
            Mapping::Words => {
                ("text", &["tokenizer: source_code_default", "record: position", "fieldnorms: true"])
            }
            Mapping::WordsAgain => (
                "text",
                &["tokenizer: source_code_default", "record: position", "fieldnorms: true", "stored: false"],
            ),
            Mapping::Shown => ("text", &["indexed: false"]),
            Mapping::Objects => ("json", &["indexed: false"]),
            Mapping::Time => (
                "datetime",
                &[
                    "input_formats: [rfc3339]",
                    "output_format: rfc3339",
                    "fast: true",
                    "fast_precision: seconds",
                ],
            ),
            Mapping::Number => ("i64", &["fast: true"]),
        };
        let kind = if self.is_list { format!("array<{kind}>") } else { kind.to_owned() };
        let mut yaml = format!("    - name: {}\n      type: {kind}\n", self.name);
        for option in options {
            yaml.push_str(&format!("      {option}\n"));
        }
        yaml
    }
}

/// The fields in the order of the records. The weights are those of the index: texts in `telling` are also in
/// `section_texts`, so they count 1 + 1.
const FIELDS: [Field; 30] = [
    Field::one("id", Mapping::Exact),
    Field::one("url", Mapping::Exact),
    Field::one("permalink", Mapping::Exact),
    Field::one("title", Mapping::Words).weighing(5),
    Field::one("date", Mapping::Time),
    Field::one("published", Mapping::Time),
    Field::one("started", Mapping::Time),
    Field::one("detected", Mapping::Time),
    Field::one("acknowledged", Mapping::Time),
    Field::one("escalated", Mapping::Time),
    Field::one("identified", Mapping::Time),
    Field::one("mitigated", Mapping::Time),
    Field::one("resolved", Mapping::Time),
    Field::one("duration_seconds", Mapping::Number),
    Field::one("severity", Mapping::Value),
    Field::one("severity_rank", Mapping::Number),
    Field::one("kind", Mapping::Value),
    Field::one("status", Mapping::Value),
    Field::many("services", Mapping::Value),
    Field::many("teams", Mapping::Value),
    Field::many("tags", Mapping::Value),
    Field::many("causes", Mapping::Value),
    Field::many("names", Mapping::WordsAgain).weighing(2),
    Field::one("summary", Mapping::Words).weighing(2),
    Field::many("lead", Mapping::Words).weighing(2),
    Field::many("section_anchors", Mapping::Shown),
    Field::many("section_headings", Mapping::Words).weighing(1),
    Field::many("section_texts", Mapping::Words).weighing(1),
    Field::many("telling", Mapping::WordsAgain).weighing(1),
    Field::many("similar", Mapping::Objects),
];

/// Creates the configuration of a Quickwit index for the records of `archive`, as YAML for Quickwit 0.8 and 0.9.
///
/// The index has a timestamp only if all records have a date, because Quickwit then refuses records without one.
pub fn quickwit(archive: &Archive) -> String {
    let searched = || FIELDS.iter().filter(|field| field.weight > 0);
    let weighed: Vec<_> = searched()
        .map(|field| match field.weight {
            1 => format!("{}:pool", field.name),
            weight => format!("{}:pool^{weight}", field.name),
        })
        .collect();
    let timestamp = match undated(archive) {
        0 => "  timestamp_field: date\n".to_owned(),
        count => format!(
            "  # No timestamp_field: Quickwit would refuse the {count} of the records without a date.\n"
        ),
    };
    let mappings: String = FIELDS.iter().map(Field::yaml).collect();
    let names: Vec<_> = searched().map(|field| field.name).collect();
    format!(
        "# For Quickwit 0.8 and 0.9, by `retold export --format quickwit`.\n\
         # An index has no weights, a query has. As Retold weighs the word `pool`, sorted by score:\n\
         #   {}\n\
         version: 0.8\n\
         index_id: postmortems\n\
         doc_mapping:\n  \
           mode: lenient\n\
         {timestamp}  \
           field_mappings:\n\
         {mappings}\
         search_settings:\n  \
           default_search_fields: [{}]\n",
        weighed.join(" OR "),
        names.join(", "),
    )
}
