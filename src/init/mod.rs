//! New archives: which files one begins with, from what is known of the folder and its repository.

pub mod example;
pub mod folder;
pub mod git;
pub mod plan;
pub mod shell;
