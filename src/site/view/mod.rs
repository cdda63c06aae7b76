//! What templates of several page types show.
//!
//! Views are the contract with themes; `docs/themes.md` describes each field. Every address in a view is relative to
//! the site's root: templates put `{{ root }}` before it. Optional values are `none` when nothing is known.

pub mod actions;
pub mod anchor;
pub mod body;
pub mod brief;
pub mod card;
pub mod chain;
pub mod company;
pub mod examples;
pub mod gap;
pub mod glance;
pub mod group;
pub mod ids;
pub mod images;
pub mod language;
pub mod layout;
pub mod learned;
pub mod lessons;
pub mod letters;
pub mod lookalikes;
pub mod milestones;
pub mod nav;
pub mod pager;
pub mod pattern;
pub mod periods;
pub mod phases;
pub mod plot;
pub mod reach;
pub mod register;
pub mod similar;
pub mod spark;
pub mod taxonomy;
pub mod text;
pub mod timeline;
