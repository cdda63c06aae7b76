//! Fenced blocks: what was pasted from a log or a terminal.

use crate::facts::Facts;
use crate::family::Family;
use crate::prose::Prose;
use crate::services::DOMAINS;
use crate::topics::TOPICS;

/// Log lines of the service around the error of its family.
pub(crate) fn log(out: &mut String, facts: &Facts, family: &Family, prose: &mut Prose<'_>) {
    let topic = &TOPICS[family.topics[0]];
    let service = &facts.services[0];
    line!(out, "```text");
    for entry in 0..prose.rng.between(3, 6) {
        let second = entry * 9 + prose.rng.below(9);
        let time =
            format!("{}T{}:{second:02}{}", facts.started.date(), facts.started.clock(), facts.zone.suffix);
        if entry == 1 {
            line!(out, "{time} ERROR {service} {}: {}", topic.exception, topic.message);
        } else {
            let level = prose.rng.pick(&["INFO", "WARN", "WARN", "ERROR"]);
            let request = hex(prose);
            line!(out, "{time} {level} {service} {} request={request} attempt={entry}", prose.phrase(3, 7));
        }
    }
    line!(
        out,
        "{}T{}:59{} FATAL {service} giving up, id={}",
        facts.started.date(),
        facts.started.clock(),
        facts.zone.suffix,
        facts.tokens[0]
    );
    line!(out, "```\n");
}

/// A stack trace, in the form of Java or of Python; the classes are those of the family.
pub(crate) fn stack_trace(out: &mut String, facts: &Facts, family: &Family, prose: &mut Prose<'_>) {
    let topic = &TOPICS[family.topics[0]];
    let (exception, message) = (topic.exception, topic.message);
    // One service is written in one language.
    let java = family.service.is_multiple_of(2);
    let domain = DOMAINS[family.service % DOMAINS.len()];
    line!(out, "```{}", if java { "java" } else { "python" });
    if java {
        line!(out, "com.example.{domain}.{exception}: {message}");
    } else {
        line!(out, "Traceback (most recent call last):");
    }
    for class in family.classes.iter().cycle().take(prose.rng.between(3, 6)) {
        let (method, number) = (prose.content_word(), prose.rng.between(12, 900));
        if java {
            line!(out, "    at com.example.{domain}.{class}.{method}({class}.java:{number})");
        } else {
            line!(
                out,
                "  File \"/srv/{domain}/{}.py\", line {number}, in {method}",
                class.to_ascii_lowercase()
            );
            line!(out, "    self.{method}({})", prose.content_word());
        }
    }
    if java {
        line!(out, "Caused by: {exception}: id={}", facts.tokens[0]);
    } else {
        line!(out, "{domain}.errors.{exception}: {message}");
    }
    line!(out, "```\n");
}

/// The command that mended it, with its output.
pub(crate) fn command(out: &mut String, facts: &Facts, prose: &mut Prose<'_>) {
    let service = &facts.services[0];
    line!(out, "```console");
    line!(out, "$ kubectl --namespace {service} rollout restart deployment/{service}");
    line!(out, "deployment.apps/{service} restarted");
    line!(out, "$ kubectl --namespace {service} get pods");
    for _ in 0..prose.rng.between(2, 4) {
        line!(out, "{service}-{}   1/1   Running   0   {}s", &hex(prose)[..5], prose.rng.between(5, 90));
    }
    line!(out, "```\n");
}

/// Eight hexadecimal digits.
fn hex(prose: &mut Prose<'_>) -> String {
    format!("{:08x}", prose.rng.next() >> 32)
}
