//! The facts of a document as plain data, with byte spans of the file.

mod actions;
mod class;
mod exposure;
mod facts;
mod front_matter;
mod impact;
mod kind;
mod lessons;
mod links;
mod milestones;
mod outline;
mod sections;
mod timeline;
mod whys;

pub use actions::{Action, ActionStatus, Actions, Deadline, FoundAction, deadline};
pub use class::Class;
pub use exposure::ExposureStatus;
pub use facts::{Fact, Facts, Origin, values};
pub use front_matter::{Format, FrontMatter, Holding, KeyPlaces};
pub use impact::{Measure, MeasureKind};
pub use kind::Kind;
pub use lessons::{Lesson, LessonKind};
pub use links::Link;
pub use milestones::{Candidate, Loss, Milestone, Milestones, Phase, PhaseKind};
pub use outline::{Heading, Outline};
pub use retold_times::{Due, Moment};
pub use sections::{Marker, Section, SectionKind};
pub use timeline::{Entry, Timeline, When};
pub use whys::Why;
