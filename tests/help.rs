//! The whole output of `--help` for each command, so that a review shows changes of the command line.
//!
//! `INSTA_UPDATE=always cargo test --test main help` takes changes over.

use insta::assert_snapshot;

use crate::support::Archive;

fn help(arguments: &[&str]) -> String {
    let run = Archive::new().run(&[arguments, &["--help"]].concat());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    // Empty lines of clap are indented.
    run.stdout.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_help_lists_the_commands() {
    assert_snapshot!("help", help(&[]));
}

#[test]
fn each_command_has_its_help() {
    let overview = help(&[]);
    let commands = overview.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = commands.map_while(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    for command in commands {
        assert_snapshot!(format!("help-{command}"), help(&[command]));
    }
}
