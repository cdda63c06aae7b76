//! New postmortems: templates, and what is known of an incident before anybody writes of it.
//!
//! A [`templates::Template`] is a Markdown file with front matter. [`fill::fill`] writes [`values::Values`] into it: values
//! from the command line, or from what an incident service or an alert sent ([`alert`]). [`layout::Layout`] names the file as
//! the others of the archive are named.

pub mod alert;
pub mod fill;
mod front_matter;
pub mod layout;
pub mod templates;
mod tokens;
pub mod values;
