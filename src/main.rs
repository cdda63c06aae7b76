//! Arguments in, exit code out.

use std::process::ExitCode;

// Pages are many small allocations on all threads.
#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

use retold::cli::{Environment, Output, run};

fn main() -> ExitCode {
    // https://no-color.org: any value but an empty one.
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let environment = Environment::of(|name| std::env::var_os(name));
    ExitCode::from(run(std::env::args_os(), &environment, &mut Output::standard(no_color)))
}
