//! The structure of a postmortem's body: outline, sections, labels, and items of lists.

pub mod anchors;
pub mod body;
pub mod html_heading;
pub mod items;
pub mod labels;
pub mod line_label;
pub mod outline;
pub mod plain_outline;
pub mod plain_text;
pub mod section_index;
pub mod section_names;
pub mod sections;
#[cfg(test)]
pub mod testing;
pub mod text_behind;
pub mod time_context;
pub mod topics;
pub mod vocabulary;
