use super::*;
use crate::structure::testing::read_body;

fn found(path: &str, text: &str) -> Found {
    read_body(text, |body| {
        let outline = Outline::of(text, body.blocks, &body.vocabulary.sections);
        let heading = outline.headings.iter().find(|heading| heading.level == 1);
        let title =
            heading.map(|heading| Fact::new(heading.text.clone(), Origin::Heading, heading.span.clone()));
        of(path, title.as_ref(), body, &outline)
    })
}

fn class(path: &str, text: &str) -> Class {
    found(path, text).class
}

const REPORT: &str = "# Mail delayed\n\n## Impact\n\nMail arrived hours late.\n\n## Timeline\n\n- 10:00 queue grows\n\
                      - 11:00 workers added\n\n## Root cause\n\nA worker hung on a lock.\n";

#[test]
fn reports_are_incidents() {
    for path in ["a.md", "README.md", "x/index.md", "2024/template-engine-broken.md"] {
        assert_eq!(class(path, REPORT), Class::Incident, "{path}");
    }
    for text in [
        "# Mail delayed\n\nFrom 10:00 to 11:00 on May 4 mail was late, for a worker hung.\n",
        "The login page was down for an hour because its certificate had expired over night.\n",
        "# A\n\n## Timeline\n\n- 10:00 x\n- TODO\n\n## Root cause\n\nA lock was never freed.\n\n## Actions\n\n- TBD\n",
        "# 2024-05-06 Mail delayed\n\n## Summary\n\n## Timeline\n\n## Root cause\n\n## Actions\n",
        "# Mail delayed\n\nA worker hung.\n\n- [the alert](https://e.org/1)\n- [the change](https://e.org/2)\n",
    ] {
        assert_eq!(class("2024-05-06-mail.md", text), Class::Incident, "{text}");
    }
}

#[test]
fn forms_need_no_sections_and_reports_may_be_readmes() {
    for text in [
        "# Postmortem: pumps\n\n## Summary\n\n- ID: 1\n- Start: <UTC>\n- End: <UTC>\n- Regions: <list>\n\n## Root cause\n\n- e.g. a valve\n\n## What went well\n\n- Fast work\n",
        "# Summary\n\nIntroduce the service.\n\n# Customer impact\n\nQuantify the harm.\n\n# Root cause\n\nDescribe why it broke.\n\n# What went well\n\nIf something did, say so.\n",
    ] {
        assert_eq!(class("coe.md", text), Class::Template, "{text}");
    }
    let text = "# Postmortem: pumps of the mill stand still\n\nSummary:\n\n    It broke.\n\nRoot cause:\n\n    A valve.\n\nTimeline:\n\n    It stood.\n\nResolution:\n\n    It was turned.\n";
    assert_eq!(class("README.md", text), Class::Incident);
    assert_eq!(class("README.md", "# Postmortem: how we write them\n\nAsk Ann.\n"), Class::Readme);
}

#[test]
fn front_pages_guides_and_untitled_forms_are_no_reports() {
    for (path, text, expected) in [
        ("index.md", "# Homelab postmortems\n\nReports of what broke at home.\n", Class::Index),
        (
            "index.md",
            "# 障害一覧\n\n| 発生日 | 記録 |\n|-|-|\n| 2026-01-31 | [水道](a.md) |\n\n記録方針は別に定める。\n",
            Class::Index,
        ),
        (
            "index.md",
            "# Post Mortem\n\nIn this section we collect what broke, to harden the mill.\n",
            Class::Index,
        ),
        ("index.md", "# Pumps stopped\n\nThe pumps stopped, for a valve was shut.\n", Class::Incident),
        (
            "post-mortems.md",
            "# Post-mortems\n\n## When\n\nAfter every outage.\n\n## How\n\n### Root cause, not a symptom\n\nName why it could break.\n\n### Timeline in UTC\n\nUse one clock for all.\n",
            Class::Page,
        ),
        (
            "postmortem.md",
            "# Replace with the title\n\n## Impact\n\n## Timeline\n\n## Root cause\n\n## Actions\n",
            Class::Template,
        ),
    ] {
        assert_eq!(class(path, text), expected, "{text}");
    }
}

#[test]
fn a_page_with_the_title_of_a_list_may_show_how_to_take_part() {
    let steps = "1. Choose an incident that nobody writes about yet, and tell the others\n".repeat(25);
    let page = |title: &str| format!("# {title}\n\n## How to take part\n\n{steps}");
    assert_eq!(class("index.md", &page("Past incidents")), Class::Index);
    assert_eq!(class("index.md", &page("The pumps stopped")), Class::Incident);
}

#[test]
fn a_readme_in_a_dated_folder_is_a_report() {
    let text = "# Pumps stopped\n\nThree pumps stopped.\n\n## Evidence\n\n- [Log](a.md)\n- [Photo](b.md)\n";
    assert_eq!(class("2026-01-31-pumps/README.md", text), Class::Incident);
    assert_eq!(class("pumps/README.md", text), Class::Readme);
}

#[test]
fn lists_of_links_are_indexes() {
    for (path, text) in [
        ("index.md", "# Postmortems\n\n- [Mail late](a.md)\n- [Disk full](b.md)\n"),
        (
            "README.md",
            "# Reports\n\nNewest first.\n\n- May 3rd, 2024 - [Mail late](a.md)\n- [Disk full](b.md)\n",
        ),
        (
            "all.md",
            "# Incident log\n\n| Date | Report |\n|-|-|\n| 2024-05-06 | [Mail](a.md) |\n| 2024-05-09 | [Disk](b.md) |\n",
        ),
        (
            "list.md",
            "# Postmortems\n\n<ul>\n{% for page in pages %}<li>{{ page.title }}</li>{% endfor %}\n</ul>\n",
        ),
        ("index.md", "# Incidents\n\n```{toctree}\n./2*\n```\n"),
    ] {
        let Found { class, span, .. } = found(path, text);
        assert_eq!(class, Class::Index, "{text}");
        assert!(span.is_some(), "{text}");
    }
}

#[test]
fn dates_of_linked_reports_are_not_those_of_an_incident() {
    let row = "| 2024-05-06 10:00 | [Mail late](a.md) |\n";
    let table = format!("# Postmortems\n\n| Date | Report |\n|-|-|\n{}", row.repeat(9));
    assert_eq!(class("README.md", &table), Class::Index);
    let list = format!("# Postmortems\n\n{}", "- 2024-05-06 [Mail late](a.md)\n".repeat(9));
    assert_eq!(class("README.md", &list), Class::Index);
}

#[test]
fn a_readme_without_sections_may_report_an_outage() {
    let text =
        "The outage began when a worker hung. The root cause was a lock, and people were unable to log in. ";
    assert_eq!(class("README.md", &text.repeat(9)), Class::Incident);
}

#[test]
fn readmes_and_pages_are_no_reports() {
    for (path, text, expected) in [
        (
            "README.md",
            "# postmortems\nWhat broke here, and why, is written down in this folder.\n",
            Class::Readme,
        ),
        (
            "README.md",
            "# tool\n\n## Installation\n\nx y z\n\n## Problem\n\nIt is slow to do by hand.\n\n## Solution\n\nIt is done for you.\n\n## License\n\nMIT\n",
            Class::Readme,
        ),
        (
            "process.md",
            "# Incident response process\n\nThe lead opens a channel and names a scribe. Then all join it.\n",
            Class::Page,
        ),
        (
            "how.md",
            "# How to write a postmortem\n\nBegin with the course of events, and blame nobody at all for it.\n",
            Class::Page,
        ),
        (
            "CONTRIBUTING.md",
            "# Contributing\n\nOpen a change and ask somebody of the team to look at it, please.\n",
            Class::Page,
        ),
    ] {
        assert_eq!(class(path, text), expected, "{text}");
    }
}

/// A report has sections, times and a day; what a page is called weighs less than all of these.
#[test]
fn reports_may_be_about_pages() {
    for (path, title) in [
        ("2024-05-06-a.md", "Runbook: the pumps were shut by one"),
        ("2024-05-06-a.md", "Wrong release notes"),
        ("a.md", "Outage due to a wrong runbook"),
        ("a.md", "Retention policy deleted the archive by mistake"),
        ("runbooks/2024-05-06-a.md", "Mail delayed"),
        ("a.md", "Postmortem: how the mail was delayed"),
    ] {
        let text = REPORT.replacen("Mail delayed", title, 1);
        assert_eq!(class(path, &text), Class::Incident, "{path}: {title}");
    }
}

#[test]
fn pages_of_any_type_are_no_reports() {
    let runbook = "## Symptoms\n\nThe pumps stand still and nobody knows it.\n\n## Resolution\n\nTurn the wheel by hand, \
                   twice.\n\n## Escalation\n\nCall the miller.\n";
    for (path, title) in [
        ("a.md", "Runbook: pumps stand still"),
        ("a.md", "Runbook – pumps"),
        ("a.md", "🚑 Pump playbook"),
        ("a.md", "Incident severity policy"),
        ("a.md", "Pump-Leitfaden"),
        ("a.md", "Procédure : les pompes"),
        ("a.md", "Guía de la bomba: guía"),
        ("a.md", "RFC 12: faster pumps"),
        ("a.md", "Release notes 1.2"),
        ("a.md", "Meeting notes 2024-05-06"),
        ("a.md", "ポンプ停止時の対応手順"),
        ("a.md", "水泵故障处理流程"),
        ("pump_runbook.md", "Pumps"),
        ("runbooks/a.md", "Pumps stand still"),
        ("docs/playbooks/a.md", "Pumps stand still"),
        ("proposals/a.md", "Faster pumps"),
    ] {
        assert_eq!(class(path, &format!("# {title}\n\n{runbook}")), Class::Page, "{path}: {title}");
    }
}

#[test]
fn decision_records_are_pages() {
    for text in [
        "# 7. Use a queue\n\nDate: 2024-06-01\n\n## Status\n\nAccepted\n\n## Context\n\nCalls block each other.\n\n## Decision\n\n\
         We use a queue.\n\n## Consequences\n\n- One more thing to run.\n",
        "# Use a queue\n\n## Context and problem statement\n\nCalls block.\n\n## Considered options\n\n- a queue\n- none\n\n\
         ## Decision outcome\n\nA queue.\n",
        "# Warteschlange\n\n## Kontext\n\nAufrufe warten.\n\n## Entscheidung\n\nEine Warteschlange.\n\n## Konsequenzen\n\nMehr Betrieb.\n",
        "# Cola\n\n## Contexto\n\nTodo espera.\n\n## Decisión\n\nUna cola.\n\n## Consecuencias\n\nMás trabajo.\n",
    ] {
        assert_eq!(class("0007-use-a-queue.md", text), Class::Page, "{text}");
    }
}

#[test]
fn descriptions_of_a_form_are_no_reports() {
    let parts = "- **Summary**: what happened, in a few lines\n- **Impact**: money, time and people\n- **Root cause**: why it could happen\n\
                 - **Lessons learned**: what we take from it\n";
    for (path, text, expected) in [
        ("README.md", format!("# Incident reports\n\n## What a report has\n\n{parts}"), Class::Readme),
        (
            "README.md",
            format!("# Incidents\n\n## 書き方\n\n{parts}\n## 命名規則\n\n日付で始める。\n"),
            Class::Readme,
        ),
        ("index.md", format!("# Post-mortems\n\nEach has these parts:\n\n{parts}"), Class::Page),
        ("pm.md", format!("# Postmortems\n\n## What is a postmortem?\n\n{parts}"), Class::Page),
        (
            "post-mortem.md",
            format!("# Post-mortem guide\n\n## Purpose\n\nLearn.\n\n## Structure\n\n{parts}"),
            Class::Page,
        ),
    ] {
        assert_eq!(class(path, &text), expected, "{text}");
    }
    // The same labels with what happened are a report, even in a readme.
    let report = "# Pumps stood still\n\n- **Impact**: 300 people had no water from 10:00 on\n- **Detection**: a call at 10:20\n\
                  - **Root cause**: a valve was shut since 2024-05-06\n- **Resolution**: it was opened at 11:00\n";
    assert_eq!(class("README.md", report), Class::Incident);
}

#[test]
fn forms_in_any_language_are_templates() {
    for (path, text) in [
        (
            "pm.md",
            "# Template de Pos-Mortem\n\n## Resumo\n\n- `Incidente`:\n\n## Linha do tempo\n\n1. `HH:MM` - Evento.\n",
        ),
        (
            "pm.md",
            "# Postmortem: [INCIDENT TITLE]\n\n## Summary\n\n_Two sentences, please._\n\n## Impact\n\n_Who noticed?_\n",
        ),
        (
            "pm.md",
            "# Post-Mortem: [Título do Incidente]\n\n## Resumo\n\nConte em poucas linhas.\n\n## Impacto\n\nQuem?\n",
        ),
        ("pm.md", "# Incident <titre>\n\n## Résumé\n\nEn deux phrases.\n\n## Impact\n\nQui ?\n"),
        (
            "pm.md",
            "# Incident notification template\n\n**Impact:** [What users see]\n\n## Next steps\n\nWe look into it.\n",
        ),
        (
            "templates/pm.md",
            "# Outage\n\n**Owner:** <name>\n**Start:** <when>\n\n## Impact\n\nWhom it hit, and how hard.\n",
        ),
    ] {
        assert_eq!(class(path, text), Class::Template, "{text}");
    }
    for text in [
        REPORT.replacen("# Mail delayed", "# Incident [resolved]: mail delayed", 1),
        REPORT.replacen("# Mail delayed", "# Email template was broken", 1),
        "# Panic in `Vec<T>` and {{ 1 * 2 }}\n\n## Notes\n\nThe mill stood still.\n".to_owned(),
    ] {
        assert_eq!(class("a.md", &text), Class::Incident, "{text}");
    }
}

#[test]
fn front_matter_with_gaps_is_that_of_a_form() {
    let report = REPORT.replacen("# Mail delayed\n", "", 1);
    let form = "## Summary\n\n- What it was.\n\n## Timeline\n\n- Its course, with times.\n";
    for (matter, text, expected) in [
        ("title: Incident Postmortem\ndate: YYYY-MM-DD\nseverity: 1", form, Class::Template),
        ("severity: SEV-1 | SEV-2 | SEV-3\ntitle: Incident report", form, Class::Template),
        ("severity: SEV-1\ntitle: Mail delayed\nresolved: YYYY-MM-DD", &report, Class::Incident),
        ("severity: SEV-1\ntitle: Incident report\nresolved: 2024-05-06", &report, Class::Incident),
    ] {
        let document = crate::testing::parse("a.md", format!("---\n{matter}\n---\n\n{text}")).0;
        assert_eq!(document.class, expected, "{matter}");
        if expected == Class::Template {
            assert_eq!((document.facts.severity, document.timeline.entries.len()), (None, 0), "{matter}");
        }
    }
    let index =
        crate::testing::parse("a.md", "---\ntitle: Reports\nlisting: reports\n---\n\nNewest first.\n").0;
    assert_eq!(index.class, Class::Index);
}

#[test]
fn files_that_report_nothing_have_only_facts_on_themselves() {
    let table = "# Incident reports\n\n| Date | Incident | Status |\n|-|-|-|\n| 2024-05-01 | [Queue](a.md) | Resolved |\n";
    for (path, text, day) in [
        ("README.md", table, None),
        ("2023-02-16-mill.md", "See [the report](https://e.org/d/1).\n", Some("2023-02-16")),
    ] {
        let document = crate::testing::parse(path, text).0;
        let found = document.facts.happened.map(|fact| fact.value.date.to_string());
        assert_eq!((found.as_deref(), document.facts.status), (day, None), "{path}: {:?}", document.class);
        assert_ne!(document.class, Class::Incident, "{path}");
    }
}

#[test]
fn forms_are_templates() {
    for (path, text) in [
        ("template.md", "# Title\n\n## Summary\n\nSay what happened, in a sentence or two.\n"),
        ("PMyyyy-nnn - Postmortem template.md", "# Incident Title\n\n## Summary\n\n## Timeline\n\n- \n"),
        ("form.md", "# Incident report template\n\n## Summary\n\nTwo sentences at most, please.\n"),
        (
            "incidents/TEMPLATE.md",
            "# Incident YYYY-MM-DD: title\n\n## Timeline\n\n- 14:00 alert\n- 14:01 a\n- 14:02 b\n- 14:03 c\n- 14:04 d\n\
             - 14:05 e\n- 14:06 f\n- 14:07 g\n- 14:08 h\n\n## Root cause\n\nThe limit of the pool was too low.\n\n\
             ## Resolution\n\nThe limit was raised by the team.\n\n## Impact\n\nUsers saw errors for an hour.\n",
        ),
        (
            "a.md",
            "# Metadata\n\nOwner: <your name>\n\n# Overview\n\n<Short words on what happened,\nif any.>\n\n# Root causes\n\n<What led to it.>\n",
        ),
        (
            "b.md",
            "# Incident on YYYY-MM-DD\n\n- **Impact**:\n- **Time to repair**: Xh Xm\n- **Detected**: YYYY-MM-DD HH:MM\n",
        ),
        (
            "c.md",
            "# Postmortem\n\n## Summary\n\n## Impact\n\n## Timeline\n\n## Root cause\n\n## Action items\n",
        ),
        (
            "d.md",
            "# Service\n\n## Summary\n\nTBD\n\n## Impact\n\nTBD\n\n## Timeline\n\nTBD\n\n## Root cause\n\nTBD\n\n## Actions\n\nTBD\n",
        ),
    ] {
        assert_eq!(class(path, text), Class::Template, "{text}");
    }
}

#[test]
fn files_without_text_are_empty() {
    for text in
        ["", "\n\n", "https://e.org/d/1\n", "<https://e.org/d/1>\n", "See [the report](https://e.org/d/1).\n"]
    {
        assert_eq!(class("a.md", text), Class::Empty, "{text}");
    }
    // A report that somebody has begun.
    assert_eq!(class("a.md", "# Mail late\n"), Class::Incident);
}

#[test]
fn lists_of_incidents_are_collections() {
    let line = "[A shop](https://e.org/x). A change of the routes sent all of the visitors to a single host, which fell over.\n\n";
    assert_eq!(
        class("README.md", &format!("# Reports\n\n## Routes\n\n{}", line.repeat(12))),
        Class::Collection
    );
    let log = "# Incident log\n\n- 2024-05-06: mail late, for a worker hung\n- 2024-06-01: disk full\n- 2024-07-02: name server gone\n";
    assert_eq!(class("log.md", log), Class::Collection);
}

#[test]
fn any_file_is_classified_in_linear_time() {
    for text in [
        "- [a](b)\n".repeat(50_000),
        "|a|b|\n|-|-|\n".to_owned() + &"|x|y|\n".repeat(50_000),
        "# a\n".repeat(50_000),
    ] {
        class("a.md", &text);
    }
}

#[test]
fn guides_minutes_and_forms_of_trackers_are_no_reports() {
    for (path, text, expected) in [
        (
            "pumps.md",
            "# Pumps\n\nYou can see them on your panel. If you hear a hum, you are near. Call your miller.\n",
            Class::Page,
        ),
        (
            "bombas.md",
            "# Bombas\n\nVocê pode vê-las no seu painel. Se você ouvir um zumbido, fale com seu moleiro.\n",
            Class::Page,
        ),
        (
            "pumps.md",
            "# Pumps\n\nThe miller shall look at them. A pump must be dry, and should be warm. Nobody may paint it. It must not hum, and shall be loud.\n",
            Class::Page,
        ),
        ("a.md", "# Política de bombas\n\nToda bomba tiene dueño.\n", Class::Page),
        ("a.md", "# Policy for pumps\n\nEach pump has an owner.\n", Class::Page),
        (
            "2026-01-31/meeting-minutes.md",
            "# Checkpoint\n\n## Schedule\n\n- 2026-01-31 mill stands\n- 2026-02-01 mill turns\n- 2026-02-02 feast\n",
            Class::Page,
        ),
        ("design meetings/12.md", "# Mill\n\n- 2026-01-31 10:00 all are there\n", Class::Page),
        (
            "pumps.md",
            "# Testing the pumps\n\n## Prerequisites\n\nA pump.\n\n## Step 1: start\n\na\n\n## Step 2: wait\n\nb\n\n## Step 3: stop\n\nc\n",
            Class::Page,
        ),
        (
            ".github/ISSUE_TEMPLATE/outage.md",
            "# Outage\n\n**What broke**\n\nA clear answer.\n",
            Class::Template,
        ),
        (
            "EXAMPLE.md",
            "# Incident YYYY-MM-DD — <one-line title>\n\n## Timeline\n\n- 10:00 a\n- 10:05 b\n- 10:10 c\n",
            Class::Template,
        ),
        (
            "mill.md",
            "# Mill stood still\n\nYou may have heard it: your mill was down, and you had no flour. The wheel was stuck, and it took hours. You were patient. It is fixed, and you can come again.\n",
            Class::Incident,
        ),
        ("2026-01-31.md", "# Mill\n\nYou and your wheel, you and your stones: all fixed.\n", Class::Incident),
    ] {
        assert_eq!(class(path, text), expected, "{path}: {text}");
    }
    let text = "---\nallowed-tools: Read\n---\n\n# Outage\n\n## Detection\n\nLook at the panel.\n";
    assert_eq!(crate::testing::parse("a.md", text).0.class, Class::Page);
}
