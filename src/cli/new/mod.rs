//! `retold new`.

mod inputs;
mod precedents;

use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal};
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;
use retold_document::model::Milestone;
use retold_times::Moment;

use super::context::{Context, Environment};
use super::exit::{CommandError, Exit};
use super::output::Output;
use super::project::{Project, Root};
use super::{editor, new_file, today};
use crate::config::{Overrides, display_path};
use crate::new::alert::Service;
use crate::new::fill::fill;
use crate::new::templates::{self, DEFAULT, Template};
use crate::new::values::{Values, one_line};
use inputs::{layout, own_templates, read_alert};
use retold_diagnostic::{Diagnostic, Place, printable_line};

/// The folder beside `retold.toml` with templates of the archive's own.
const TEMPLATES: &str = "templates";

/// Write a new postmortem from a template
///
/// Writes a file into the content folder, named as the others there are, with the sections of the template and
/// what is known already: from options, or from the JSON of an alert or an incident. Opens it in $VISUAL or
/// $EDITOR in a terminal. Never replaces a file. Times without a zone are in UTC. Names up to three past incidents that have most
/// of the words of the title, with how each was resolved.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct New {
    #[command(flatten)]
    root: Root,
    /// Folder of the postmortems, instead of the configured one
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// Title of the postmortem; needed unless the alert has one
    title: Option<String>,
    /// Template to use: one of templates/ in the folder of the archive, or a built-in one
    #[arg(long, short, value_name = "NAME", default_value = DEFAULT)]
    template: String,
    /// List the templates
    #[arg(long)]
    list: bool,
    /// File with the JSON of an alert or an incident, or `-` for standard input
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Service that the JSON has to be from; without it, the fields show it
    #[arg(long, value_name = "SERVICE", value_parser = service, requires = "from")]
    source: Option<Service>,
    /// Date of the postmortem, instead of today's
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    date: Option<Date>,
    /// Name by which the postmortem is known, such as PM-2026-014
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Severity, such as SEV2
    #[arg(long, value_name = "LABEL")]
    severity: Option<String>,
    /// Service that failed; can be repeated
    #[arg(long = "service", value_name = "NAME")]
    services: Vec<String>,
    /// Team that owns it; can be repeated
    #[arg(long = "team", value_name = "NAME")]
    teams: Vec<String>,
    /// Tag; can be repeated
    #[arg(long = "tag", value_name = "NAME")]
    tags: Vec<String>,
    /// Author; can be repeated
    #[arg(long = "author", value_name = "NAME")]
    authors: Vec<String>,
    /// Time when the first user was affected, such as '2026-01-31 09:02 UTC'
    #[arg(long, value_name = "TIME", value_parser = moment)]
    started: Option<Moment>,
    /// Time when it was noticed
    #[arg(long, value_name = "TIME", value_parser = moment)]
    detected: Option<Moment>,
    /// Time when others were called in
    #[arg(long, value_name = "TIME", value_parser = moment)]
    escalated: Option<Moment>,
    /// Time when the cause was known
    #[arg(long, value_name = "TIME", value_parser = moment)]
    identified: Option<Moment>,
    /// Time when no user was affected any more
    #[arg(long, value_name = "TIME", value_parser = moment)]
    mitigated: Option<Moment>,
    /// Time when it was over
    #[arg(long, value_name = "TIME", value_parser = moment)]
    resolved: Option<Moment>,
    /// Keep it out of the site until `draft: true` is removed
    #[arg(long)]
    draft: bool,
    /// Print it, and write no file
    #[arg(long)]
    stdout: bool,
    /// Open the file in the editor, even without a terminal
    #[arg(long, overrides_with = "no_edit", conflicts_with = "stdout")]
    edit: bool,
    /// Do not open the file in the editor
    #[arg(long, overrides_with = "edit")]
    no_edit: bool,
}

const EXAMPLES: &str = "\
Examples:
  retold new 'Checkout was down' --severity SEV2 --service checkout
  retold new 'Backup ran on the wrong disk' --template near-miss --no-edit
  curl -s https://alerts.example.org/last.json | retold new --from -
  retold new --from incident.json --stdout      print it, and write no file

Services understood with --from: alertmanager, pagerduty, opsgenie, incident-io, firehydrant, sentry.";

/// Reads the value of `--source`.
fn service(text: &str) -> Result<Service, String> {
    let known = Service::ALL.into_iter().find(|service| service.name() == text);
    known.ok_or_else(|| format!("services: {}", Service::ALL.map(Service::name).join(", ")))
}

/// Reads the value of `--started` and its like.
fn moment(text: &str) -> Result<Moment, String> {
    let moment = Moment::parse(text, None);
    let moment = moment.ok_or("write the time with its date, as in `2026-01-31 09:02 UTC`")?;
    let offset = moment.time.map(|_| moment.offset.unwrap_or(0));
    Ok(Moment { offset, ..moment })
}

impl New {
    pub fn run(
        self,
        context: Context,
        environment: &Environment,
        output: &mut Output,
    ) -> Result<Exit, CommandError> {
        let config = self.root.config(Overrides { content: self.content.clone(), ..Overrides::default() })?;
        let templates = templates::all(own_templates(&self.root.root.join(TEMPLATES)).map_err(refuse)?);
        if self.list {
            list(&templates, output);
            return Ok(Exit::Clean);
        }
        let template = templates::find(&templates, &self.template).map_err(refuse)?;
        let mut values = self.values();
        if let Some(file) = &self.from {
            values = values.or(read_alert(file, self.source, &config).map_err(refuse)?);
        }
        values.date = values.date.or(Some(context.today));
        let Some(title) = values.title.clone() else {
            let finding = Diagnostic::error("new/no-title", "the postmortem has no title")
                .hint("write it behind `retold new`, as in `retold new 'Checkout was down'`");
            return Err(refuse(finding));
        };
        let text = fill(template, &values, &config).map_err(refuse)?;
        if self.stdout {
            output.write(&text);
            return Ok(Exit::Clean);
        }
        let day = values.day().unwrap_or(context.today);
        let path = config.content.join(layout(&config).path(day, &title));
        // Before there is the new one.
        let project = Project { root: self.root.clone(), content: self.content.clone(), drafts: false };
        let past = precedents::find(&values, &project, &config, context, output);
        new_file::create(&path, &text).map_err(|error| unwritable(&path, &error))?;
        output.data(&printable_line(&display_path(&path)));
        if !past.is_empty() {
            output.note(
                "Past incidents like this one; if it is one of them again, name it in `recurrence_of`:",
            );
            past.iter().for_each(|line| output.note(line));
        }
        output.note(&format!(
            "Written from the template `{}`; `retold serve --open` shows it while you write",
            template.name
        ));
        match self.editor(environment) {
            Some(editor) => editor::open(&editor, &path).map(|()| Exit::Clean),
            None => Ok(Exit::Clean),
        }
    }

    /// The values from the command line.
    fn values(&self) -> Values {
        let text = |text: &Option<String>| text.as_deref().and_then(one_line);
        let list = |list: &[String]| list.iter().filter_map(|text| one_line(text)).collect();
        let milestones = [
            (Milestone::Started, self.started),
            (Milestone::Detected, self.detected),
            (Milestone::Escalated, self.escalated),
            (Milestone::Identified, self.identified),
            (Milestone::Mitigated, self.mitigated),
            (Milestone::Resolved, self.resolved),
        ];
        Values {
            id: text(&self.id),
            title: text(&self.title),
            date: self.date,
            severity: text(&self.severity),
            services: list(&self.services),
            teams: list(&self.teams),
            tags: list(&self.tags),
            authors: list(&self.authors),
            milestones: milestones
                .into_iter()
                .filter_map(|(milestone, moment)| Some((milestone, moment?)))
                .collect(),
            draft: self.draft,
            ..Values::default()
        }
    }

    /// The editor that opens the file, if one does.
    fn editor(&self, environment: &Environment) -> Option<OsString> {
        let is_terminal = || std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        let is_wanted = self.edit || !self.no_edit && is_terminal();
        environment.editor.clone().filter(|_| is_wanted)
    }
}

fn refuse(finding: Diagnostic) -> CommandError {
    CommandError::usage([finding]).note("nothing was written")
}

fn unwritable(path: &Path, error: &std::io::Error) -> CommandError {
    let place = Place::file(display_path(path));
    if error.kind() == ErrorKind::AlreadyExists {
        let finding = Diagnostic::error("new/exists", "there is a file of this name")
            .at(place)
            .hint("edit that one, or give the new one another title; `--stdout` prints it");
        return refuse(finding);
    }
    let finding =
        Diagnostic::error("new/unwritable", format!("the postmortem cannot be written: {error}")).at(place);
    CommandError::failed([finding]).note("nothing was written")
}

fn list(templates: &[Template], output: &mut Output) {
    let width = templates.iter().map(|template| template.name.chars().count()).max().unwrap_or(0);
    for template in templates {
        let own = if template.is_own { " (own)" } else { "" };
        let line = format!("{:width$}  {}{own}", template.name, template.description());
        output.data(&printable_line(line.trim_end()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_the_command_line_have_a_date_and_a_zone() {
        for (text, expected) in [
            ("2026-01-31 09:02", "2026-01-31T09:02:00Z"),
            ("2026-01-31T09:02+01:00", "2026-01-31T09:02:00+01:00"),
            ("Jan 31, 2026 9:02 am UTC", "2026-01-31T09:02:00Z"),
            ("2026-01-31", "2026-01-31"),
        ] {
            assert_eq!(moment(text).map(|moment| moment.iso()), Ok(expected.to_owned()), "{text}");
        }
        for text in ["09:02", "soon", ""] {
            assert!(moment(text).is_err(), "{text}");
        }
    }
}
