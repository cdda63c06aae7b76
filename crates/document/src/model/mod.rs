//! What is understood of a document, as plain data.

mod action;
mod fact;
mod kind;
mod milestones;
mod section_kind;

pub use action::Action;
pub use fact::{Fact, Origin, values};
pub use kind::Kind;
pub use milestones::{Course, Milestone, Phase, PhaseKind};
pub use retold_times::{Due, Moment};
pub use section_kind::SectionKind;

pub use crate::class::Class;
pub use crate::front_matter::fence::Format;
pub use crate::front_matter::{FrontMatter, KeyPlaces};
pub use crate::markdown::blocks::Link;
pub use crate::readers::actions::{ActionStatus, Actions, Deadline, FoundAction, deadline};
pub use crate::readers::facts::Facts;
pub use crate::readers::impact::{Measure, MeasureKind};
pub use crate::readers::lessons::{Lesson, LessonKind};
pub use crate::readers::timeline::{Entry, Timeline, When};
pub use crate::readers::whys::Why;
pub use crate::structure::outline::{Heading, Outline};
pub use crate::structure::sections::{Announced, Section};
