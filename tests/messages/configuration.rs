//! Faults of the configuration and of the arguments.

use crate::support::Archive;

#[cfg(unix)]
#[test]
fn a_configuration_that_is_not_there() {
    Archive::good().run(&["build", "--config", "other.toml"]).says(
        2,
        "
        error[config/unreadable]: the configuration cannot be read: No such file or directory (os error 2)
        --> other.toml
        ",
    );
}

#[test]
fn an_unknown_key_in_the_configuration() {
    let archive = Archive::good().file("retold.toml", "title = 'Ours'\npagesize = 10\ncolour = 'red'\n");
    archive.build().says(
        2,
        "
        error[config/unknown-key]: unknown key `pagesize`
         --> retold.toml:2:1
          |
        2 | pagesize = 10
          | ^^^^^^^^
          |
        hint: did you mean `page_size`?

        error[config/unknown-key]: unknown key `colour`
         --> retold.toml:3:1
          |
        3 | colour = 'red'
          | ^^^^^^
          |
        hint: known keys: title, description, base_url, edit_url, language, content, output_dir, theme, exposure, page_size, feed_size, api, severities, sections, tickets, action_due_days, split, synonyms, check
        ",
    );
    assert!(!archive.has("public"));
}

#[test]
fn a_broken_configuration() {
    Archive::good().file("retold.toml", "title = 'Ours\n").build().says(
        2,
        "
        error[config/syntax]: invalid literal string, expected `'`
         --> retold.toml:1:14
          |
        1 | title = 'Ours
          |              ^
        ",
    );
}

#[test]
fn wrong_types_in_the_configuration() {
    Archive::good().file("retold.toml", "page_size = 'many'\n").build().says(
        2,
        r#"
        error[config/syntax]: invalid type: string "many", expected a number
         --> retold.toml:1:13
          |
        1 | page_size = 'many'
          |             ^^^^^^
        "#,
    );
    Archive::good().file("retold.toml", "page_size = -1\n").build().says(
        2,
        "
        error[config/syntax]: invalid value: integer `-1`, expected a number
         --> retold.toml:1:13
          |
        1 | page_size = -1
          |             ^^
        ",
    );
    Archive::good().file("retold.toml", "severities = ['SEV1']\n").build().says(
        2,
        r#"
        error[config/syntax]: invalid type: string "SEV1", expected a list
         --> retold.toml:1:15
          |
        1 | severities = ['SEV1']
          |               ^^^^^^
        "#,
    );
}

#[test]
fn all_faults_of_the_configuration_are_shown_at_once() {
    let text = "titel = 'a'\npage_size = 0\nfeed_size = 'few'\nbase_url = 'x'\n\n[check]\nrequired = ['timelin']\n\n\
                [check.levels]\n'link/mising' = 'off'\n'link/missing' = 'of'\n\n\
                [[check.folders]]\npath = 'a'\nlevels = { 'link/x' = 'off' }\n\n\
                [[check.allow]]\nrule = 'blame/wrd'\ntext = 'a'\nreason = 'b'\n";
    for command in ["check", "build"] {
        let run = Archive::good().file("retold.toml", text).run(&[command]);
        assert_eq!(run.status, 2);
        for line in ["1:1", "2:1", "3:13", "4:1", "7:13", "10:1", "11:18", "15:12", "18:8"] {
            let place = format!("--> retold.toml:{line}\n");
            assert!(run.stderr.contains(&place), "{place}: {}", run.stderr);
        }
    }
}

#[test]
fn values_that_make_no_sense_in_the_configuration() {
    Archive::good().file("retold.toml", "page_size = 0\nbase_url = 'example.org'\n").build().says(
        2,
        "
        error[config/value]: `page_size` is 0
         --> retold.toml:1:1
          |
        1 | page_size = 0
          | ^^^^^^^^^
          |
        hint: use a number of at least 1

        error[config/value]: `example.org` is not a web address
         --> retold.toml:2:1
          |
        2 | base_url = 'example.org'
          | ^^^^^^^^
          |
        hint: use an absolute address such as `https://example.org/postmortems/`
        ",
    );
    Archive::good().run(&["build", "--base-url", "example.org"]).says(
        2,
        "
        error[config/value]: `example.org` is not a web address
         |
        hint: use an absolute address such as `https://example.org/postmortems/`
        ",
    );
}

#[test]
fn a_subcommand_and_a_flag_that_do_not_exist() {
    Archive::good().run(&["biuld"]).says(
        2,
        "
        error: unrecognized subcommand 'biuld'

          tip: a similar subcommand exists: 'build'

        Usage: retold [OPTIONS] <COMMAND>

        For more information, try '--help'.
        ",
    );
    Archive::good().run(&["build", "--outptu-dir", "x"]).says(
        2,
        "
        error: unexpected argument '--outptu-dir' found

          tip: a similar argument exists: '--output-dir'

        Usage: retold build --output-dir <DIR>

        For more information, try '--help'.
        ",
    );
}
