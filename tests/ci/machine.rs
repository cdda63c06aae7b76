//! A machine of a CI service.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use super::file;
use crate::support::Archive;

/// What a script printed and how it ended.
pub struct Ran {
    pub status: i32,
    pub text: String,
}

/// A machine of a CI service: an archive in its folder, and programs on its path.
pub struct Machine {
    pub archive: Archive,
    variables: BTreeMap<String, String>,
    /// The commit that a pull request starts from; empty for a push.
    base: String,
}

impl Machine {
    pub fn new(document: &str) -> Self {
        let archive = Archive::new().file("content/2026-01-31-disk.md", document).file("temp/output", "");
        let machine = Self { archive, variables: BTreeMap::new(), base: String::new() };
        machine.program("retold", &format!("exec '{}' \"$@\"", env!("CARGO_BIN_EXE_retold")));
        machine
    }

    /// Puts a program on the path.
    pub fn program(&self, name: &str, script: &str) {
        let path = format!("bin/{name}");
        self.archive.write(&path, format!("#!/bin/bash\n{script}\n"));
        fs::set_permissions(self.archive.path(&path), fs::Permissions::from_mode(0o755)).unwrap();
    }

    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.insert(name.to_owned(), value.to_owned());
    }

    /// Runs a script as the services do: it ends at the first command that fails.
    pub fn run(&self, script: &str) -> Ran {
        let bin = self.archive.path("bin");
        let path = format!("{}:/usr/bin:/bin", bin.display());
        let output = Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
            .current_dir(self.archive.path(""))
            .env_clear()
            .env("PATH", path)
            .env("GITHUB_OUTPUT", self.archive.path("temp/output"))
            .env("GITHUB_PATH", self.archive.path("temp/path"))
            .envs(&self.variables)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        Ran { status: output.status.code().unwrap(), text: String::from_utf8_lossy(&text).into_owned() }
    }

    /// Runs the step of the action that is called `name`, with `inputs` and else with its default values.
    pub fn step(&mut self, name: &str, inputs: &[(&str, &str)]) -> Ran {
        let action = file("action.yml").remove(0);
        let steps = action["runs"]["steps"].as_vec().unwrap().clone();
        let step = steps.iter().find(|step| step["name"].as_str() == Some(name)).unwrap();
        let temp = self.archive.path("temp").display().to_string();
        for (variable, value) in step["env"].as_hash().cloned().unwrap_or_default() {
            let expression = value.as_str().unwrap();
            let inner = expression.trim_start_matches("${{ ").split(" }}").next().unwrap();
            let rest = expression.rsplit("}}").next().unwrap();
            let value = match inner.strip_prefix("inputs.") {
                Some(input) => {
                    let given = inputs.iter().find(|(name, _)| *name == input).map(|(_, value)| *value);
                    let default = &action["inputs"][input]["default"];
                    given
                        .unwrap_or_else(|| default.as_str().unwrap_or_else(|| panic!("no input {input}")))
                        .to_owned()
                }
                None => match inner {
                    "runner.temp" => temp.clone(),
                    "steps.check.outputs.report" => format!("{temp}/retold.md"),
                    "github.action_path" => env!("CARGO_MANIFEST_DIR").to_owned(),
                    "github.event.pull_request.base.sha" => self.base.clone(),
                    "github.repository" => "acme/shop".to_owned(),
                    "github.event.pull_request.number" => "7".to_owned(),
                    _ => String::new(),
                },
            };
            self.set(variable.as_str().unwrap(), &format!("{value}{rest}"));
        }
        self.run(step["run"].as_str().unwrap())
    }

    /// Checks a pull request that starts from `base`.
    pub fn pull_request(&mut self, base: &str, inputs: &[(&str, &str)]) -> Ran {
        base.clone_into(&mut self.base);
        self.step("Check the postmortems", inputs)
    }

    pub fn outputs(&self) -> String {
        self.archive.read("temp/output")
    }
}
