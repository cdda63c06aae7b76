//! Forms in which people write timelines, and what is read of each.

use jiff::civil::Date;

use crate::readers::timeline::tests::{texts, timeline, times};

const DAY: Option<Date> = Some(Date::constant(2026, 3, 14));

/// Checks that each text has entries at `expected`.
fn check(expected: &[&str], forms: &[(&str, &str)]) {
    for (form, text) in forms {
        let text = format!("{text}\n\n## Root cause\n\nA valve.\n");
        assert_eq!(times(&timeline(&text, DAY)), expected, "{form}\n{text}");
    }
}

const THREE: [&str; 3] = ["2026-03-14 09:12", "2026-03-14 09:20", "2026-03-14 10:05"];

#[test]
fn a_run_of_lines_shows_its_clocks() {
    check(
        &THREE,
        &[
            ("dots", "## Timeline\n\n- 09.12 Alert\n- 09.20 Restart\n- 10.05 Calm"),
            ("dots in paragraphs", "## Timeline\n\n09.12 Alert\n\n09.20 Restart\n\n10.05 Calm"),
            ("dots in lines", "## Timeline\n\n09.12 Alert\n09.20 Restart\n10.05 Calm"),
            ("dots below a line", "Timeline:\n09.12 Alert\n09.20 Restart\n10.05 Calm"),
            ("dots in bold", "## Timeline\n\n- **9.12**: Alert\n- **9.20**: Restart\n- **10.05**: Calm"),
            (
                "dots in a table",
                "## Timeline\n\n|Time|Event|\n|-|-|\n|09.12|Alert|\n|09.20|Restart|\n|10.05|Calm|",
            ),
            ("no separator", "## Timeline\n\n- 0912 hrs: Alert\n- 0920 hrs: Restart\n- 1005 hrs: Calm"),
            (
                "no separator in a table",
                "## Timeline\n\n|Time|Event|\n|-|-|\n|0912|Alert|\n|0920|Restart|\n|1005|Calm|",
            ),
            (
                "hours, and hours with minutes",
                "## Timeline\n\n- 9h12 - Alert\n- 9h20min - Restart\n- 10h05min - Calm",
            ),
            ("hours and minutes", "## Timeline\n\n- 9h12min: Alert\n- 9h20min: Restart\n- 10h05min: Calm"),
        ],
    );
    let years = "## Timeline\n\n- 1998: Pump is built\n- 2004: Pump is repaired\n- 2015: Pump is painted";
    assert_eq!(times(&timeline(years, DAY)), ["?", "?", "?"]);
    let versions = "## Changes\n\n- 1.12 Alert\n- 1.20 Restart\n- 2.05 Calm";
    assert!(timeline(versions, DAY).entries.is_empty());
}

#[test]
fn words_before_a_clock_open_an_entry() {
    check(
        &THREE,
        &[
            ("en", "## Timeline\n\n- Just before 09:12: Alert\n- After 09:20 Restart\n- By 10:05, calm"),
            ("de", "## Ablauf\n\n- ab 09:12 Uhr: Alarm\n- gegen 09:20 Uhr: Neustart\n- bis 10:05 Uhr: Ruhe"),
            (
                "fr",
                "## Chronologie\n\n- Vers 9 h 12, alerte\n- À 9 h 20, redémarrage\n- À partir de 10 h 05, calme",
            ),
            (
                "es",
                "## Cronología\n\n- A las 09:12 h: alerta\n- Hacia las 09:20: reinicio\n- Antes de las 10:05: calma",
            ),
            (
                "pt",
                "## Linha do tempo\n\n- Às 09:12: alerta\n- Por volta das 09:20: reinício\n- Até as 10:05: calma",
            ),
            ("nl", "## Timeline\n\n- om 09:12 alarm\n- rond 09:20 herstart\n- vanaf 10:05 rust"),
            ("da", "## Timeline\n\n- kl. 09:12 alarm\n- kl 09:20 genstart\n- kl. 10:05 ro"),
            ("pl", "## Timeline\n\n- godz. 09:12 – alarm\n- o godz. 09:20 restart\n- godz. 10:05 – spokój"),
            ("tr", "## Timeline\n\n- saat 09:12: alarm\n- saat 09:20: yeniden\n- saat 10:05: sakin"),
            ("weekdays", "## Timeline\n\n- Sat 09:12 Alert\n- Sat 09:20 Restart\n- Saturday, 10:05 – Calm"),
        ],
    );
}

#[test]
fn dates_stand_before_behind_and_between_entries() {
    check(
        &THREE,
        &[
            (
                "a remark on zones",
                "## Timeline\n\n2026-03-14 (all times UTC)\n\n- 09:12 Alert\n- 09:20 Restart\n- 10:05 Calm",
            ),
            (
                "a remark in words",
                "## Timeline\n\n**14 March 2026** - all times are in CET\n\n- 09:12 Alert\n- 09:20 Restart\n- 10:05 Calm",
            ),
            (
                "behind the clock",
                "## Timeline\n\n- At approximately 09:12 Saturday March 14th (UTC), 2026 an alert\n- At 09:20 Saturday March 14th (UTC), 2026 a restart\n- At 10:05 Saturday March 14th (UTC), 2026 calm",
            ),
            (
                "days that Markdown numbers items with",
                "## Ablauf\n\n- 14. März, 09:12 Uhr: Alarm\n- 14. März, 09:20 Uhr: Neustart\n- 14. März, 10:05 Uhr: Ruhe",
            ),
            (
                "no colon",
                "## Chronology\n\n|Date/Time|Event|\n|-|-|\n|14/03/2026 0912 hrs|Alert|\n|14/03/2026 0920 hrs|Restart|\n|14/03/2026 1005 hrs|Calm|",
            ),
            (
                "short years",
                "## Timeline\n\n- 3/14/26 9:12 AM: Alert\n- 3/14/26 9:20 AM: Restart\n- 3/14/26 10:05 AM: Calm",
            ),
            (
                "fractions of seconds",
                "## Timeline\n\n|Time|Event|\n|-|-|\n|09:12:00,8|Alert|\n|09:20:00.1|Restart|\n|10:05:00|Calm|",
            ),
        ],
    );
    check(
        &["2026-03-14 09:12", "2026-03-14 09:20", "2026-03-15 10:05"],
        &[
            (
                "numbered days",
                "## Timeline\n\n### Day 1 – March 14, 2026\n\n- 09:12 Alert\n- 09:20 Restart\n\n### Day 2 – March 15, 2026\n\n- 10:05 Calm",
            ),
            (
                "numbers alone",
                "## Timeline\n\n### Day 1\n\n- 09:12 Alert\n- 09:20 Restart\n\n### Day 2\n\n- 10:05 Calm",
            ),
            (
                "days of phases",
                "## Timeline\n\n### Detection (2026-03-14)\n\n- 09:12 Alert\n- 09:20 Restart\n\n### Repair (2026-03-15)\n\n- 10:05 Calm",
            ),
            (
                "weekdays",
                "## Timeline\n\n### Saturday\n\n- 09:12 Alert\n- 09:20 Restart\n\n### Sunday\n\n- 10:05 Calm",
            ),
            (
                "weekdays in bold",
                "## Timeline\n\n**Saturday:**\n\n- 09:12 Alert\n- 09:20 Restart\n\n**Sunday:**\n\n- 10:05 Calm",
            ),
            (
                "weekdays of entries",
                "## Timeline\n\n- Sat 09:12 Alert\n- Sat 09:20 Restart\n- Sun 10:05 Calm",
            ),
            (
                "a column once",
                "## Timeline\n\n|Date|Time|Event|\n|-|-|-|\n|2026-03-14|09:12|Alert|\n|″|09:20|Restart|\n|2026-03-15|10:05|Calm|",
            ),
            (
                "rows of days",
                "## Timeline\n\n|Time|Event|\n|-|-|\n||**14 March 2026**|\n|09:12|Alert|\n|09:20|Restart|\n||**15 March 2026**|\n|10:05|Calm|",
            ),
        ],
    );
}

#[test]
fn entries_are_read_in_any_block() {
    check(
        &THREE,
        &[
            ("fence", "## Timeline\n\n```\n09:12 Alert\n09:20 Restart\n10:05 Calm\n```"),
            (
                "fence with a head",
                "## Timeline\n\n```text\nTIME   EVENT\n09:12  Alert\n09:20  Restart\n       twice\n10:05  Calm\n```",
            ),
            (
                "fence with seconds",
                "## Timeline\n\n```text\n09:12:01  Alert\n09:20:07  Restart\n10:05:33  Calm\n```",
            ),
            ("quote", "## Timeline\n\n> 09:12 Alert\n>\n> 09:20 Restart\n>\n> 10:05 Calm"),
            ("definitions", "## Timeline\n\n09:12\n: Alert\n\n09:20\n: Restart\n\n10:05\n: Calm"),
            (
                "HTML list",
                "## Timeline\n\n<ul>\n<li><b>09:12</b>: Alert</li>\n<li>09:20 Restart</li>\n<li>10:05 Calm</li>\n</ul>",
            ),
            (
                "HTML table",
                "## Timeline\n\n<table>\n<tr><th>Time</th><th>Event</th></tr>\n<tr><td>09:12</td><td>Alert</td></tr>\n<tr><td>09:20</td><td>Restart</td></tr>\n<tr><td>10:05</td><td>Calm</td></tr>\n</table>",
            ),
            (
                "details",
                "<details>\n<summary>Timeline</summary>\n\n- 09:12 Alert\n- 09:20 Restart\n- 10:05 Calm\n\n</details>",
            ),
            (
                "headings that end with clocks",
                "## Timeline\n\n### Alert (09:12)\n\nIt rings.\n\n### Restart – 09:20\n\nTwice.\n\n### Calm (10:05 UTC)\n\nAt last.",
            ),
            ("no heading", "## The day of the outage\n\n- 09:12 – Alert\n- 09:20 – Restart\n- 10:05 – Calm"),
            ("plain text", "Timeline\n\n09:12 Alert\n09:20 Restart\n10:05 Calm"),
        ],
    );
    // Two entries are enough where nothing else is in the list.
    check(
        &["2026-03-14 09:12", "2026-03-14 10:05"],
        &[("two", "## What happened\n\n- 09:12 – Alert\n- 10:05 – Calm")],
    );
    check(
        &["2026-03-14 10:05", "2026-03-14 09:20", "2026-03-14 09:12"],
        &[(
            "newest first",
            "**Mar 14, 10:05 UTC** - Calm.\n\n**Mar 14, 09:20 UTC** - Restart.\n\n**Mar 14, 09:12 UTC** - Alert.",
        )],
    );
}

#[test]
fn what_is_no_entry_is_left_out() {
    check(
        &THREE,
        &[
            (
                "struck through",
                "## Timeline\n\n- 09:12 Alert\n- ~~09:15 Ben wakes up~~\n- ~~09:18~~ 09:20 Restart\n- 10:05 Calm",
            ),
            (
                "struck rows",
                "## Timeline\n\n|Time|Event|\n|-|-|\n|09:12|Alert|\n|~~09:15~~|~~Ben wakes up~~|\n|09:20|Restart|\n|10:05|Calm|",
            ),
            (
                "lengths of time",
                "## Déroulé\n\n- **Durée totale de l'incident :** 0h53\n- **Impact :** fort\n- 09h12 alerte\n- 09h20 redémarrage\n- 10h05 calme",
            ),
            (
                "a repeated entry",
                "## Timeline\n\n- 09:12 Alert\n- 09:20 Restart\n\n## Follow-up timeline\n\n- 09:20 Restart, twice\n- 10:05 Calm",
            ),
            ("items of dots", "## Timeline\n\n- 09:12 Alert\n- …\n- 09:20 Restart\n-\n- 10:05 Calm"),
            (
                "more of an entry",
                "## Timeline\n\n- 09:12 Alert\n  - It rings\n  - By 09:15, Ann is awake\n- 09:20 Restart\n- 10:05 Calm",
            ),
        ],
    );
}

#[test]
fn the_next_day_may_be_named_in_words() {
    check(
        &["2026-03-14 09:12", "2026-03-14 09:20", "2026-03-15 10:05"],
        &[
            ("in front", "## Timeline\n\n- 09:12 Alert\n- 09:20 Restart\n- Next day, 10:05: Calm"),
            ("behind", "## Timeline\n\n- 09:12 Alert\n- 09:20 Restart\n- 10:05 (next day) Calm"),
            ("as a number", "## Timeline\n\n- 09:12 Alert\n- 09:20 Restart\n- 10:05 (+1d) Calm"),
            (
                "as a caption",
                "## Timeline\n\n- 09:12 Alert\n- 09:20 Restart\n\nThe following day:\n\n- 10:05 Calm",
            ),
            (
                "as a heading",
                "## Timeline\n\n- 09:12 Alert\n- 09:20 Restart\n\n### Next morning\n\n- 10:05 Calm",
            ),
            ("ja", "## 経緯\n\n- 09:12 警報\n- 09:20 再起動\n- 翌日 10:05 復旧"),
            ("fr", "## Chronologie\n\n- 9h12 alerte\n- 9h20 redémarrage\n- Le lendemain, 10h05 : calme"),
        ],
    );
}

#[test]
fn dates_of_other_languages_stand_before_clocks() {
    check(
        &["2026-03-14 09:12", "2026-03-14 09:20", "2026-03-15 10:05"],
        &[
            (
                "es",
                "## Cronología\n\n- El 14 de marzo a las 09:12 alerta\n- El 14 de marzo a las 09:20 reinicio\n- El 15 de marzo a las 10:05 calma",
            ),
            ("ja", "## 経緯\n\n- 3/14(土) 09:12 警報\n- 3/14(土) 09:20 再起動\n- 3/15(日) 10:05 復旧"),
            (
                "ja, no blanks",
                "## 経緯\n\n- 2026/03/14（土）09:12　警報\n- 2026/03/14（土）09:20　再起動\n- 2026/03/15（日）10:05　復旧",
            ),
            (
                "days in a column",
                "## 時系列\n\n|日付|時刻|内容|\n|-|-|-|\n|3/14|09:12|警報|\n||09:20|再起動|\n|3/15|10:05|復旧|",
            ),
        ],
    );
}

#[test]
fn tables_of_figures_beside_a_timeline_are_none() {
    check(
        &THREE,
        &[(
            "figures",
            "## Timeline\n\n- 09:12 Alert\n- 09:20 Restart\n- 10:05 Calm\n\n|Metric|Value|\n|-|-|\n|MTTD|0:08|\n|MTTR|0:53|",
        )],
    );
}

#[test]
fn rows_of_events_without_times_are_entries() {
    let text = "## Timeline\n\n|#|Event|Note|\n|-|-|-|\n|1|Alert|rings|\n|2|Restart||\n\n## Root cause\n\nA valve.\n";
    let found = timeline(text, DAY);
    assert_eq!((times(&found), texts(&found)), (vec!["?".to_owned(); 2], vec!["Alert – rings", "Restart"]));
    let text = "## Timeline\n\n|Metric|Value|\n|-|-|\n|Time to detect|5 min|\n|Time to repair|1 h|\n";
    assert!(timeline(text, DAY).entries.is_empty());
}

#[test]
fn attribute_lists_behind_tables_are_no_rows() {
    check(
        &THREE,
        &[(
            "kramdown",
            "## Timeline\n\n|Time|Event|\n|-|-|\n|09:12|Alert|\n|09:20|Restart|\n|10:05|Calm|\n{: .wide }",
        )],
    );
}

#[test]
fn cells_without_text_are_empty() {
    let text =
        "## Timeline\n\n|Time|Block|Event|\n|-|-|-|\n|09:12|—|Alert|\n|09:20|4509|Restart|\n|10:05|-|Calm|";
    assert_eq!(texts(&timeline(text, DAY)), ["Alert", "4509 – Restart", "Calm"]);
}

#[test]
fn months_and_quarters_are_no_times() {
    for text in [
        "## Timeline\n\n|Date|Change|\n|-|-|\n|Jul 2026|Cache|\n|2026-08|Load|\n|Q3 2026|Fix|\n",
        "## Timeline\n\n- Jul 2026: Cache\n- 2026-08: Load\n- Q3 2026: Fix\n",
    ] {
        let found = timeline(text, DAY);
        assert_eq!(times(&found), ["?", "?", "?"], "{text}");
        assert_eq!(texts(&found), ["Jul 2026: Cache", "2026-08: Load", "Q3 2026: Fix"], "{text}");
    }
}

#[test]
fn times_since_the_entry_above_do_not_run_backwards() {
    let text = "## Timeline\n\n|Time|Event|\n|-|-|\n|Morning|Push|\n|+3 min|Copy|\n|+50 min|Check|\n|Same session|Fix|\n|+1 min|Calm|\n";
    let minutes = |text| {
        let entries = timeline(text, None).entries;
        entries.iter().map(|entry| entry.offset.map(|offset| offset.as_mins())).collect::<Vec<_>>()
    };
    assert_eq!(minutes(text), [None, Some(3), Some(50), None, None]);
    let text = "## Timeline\n\n- 09:12 Alert\n- +8 min Restart\n- 10:05 Calm\n- +5 min Review\n";
    assert_eq!(minutes(text), [0, 8, 53, 58].map(Some));
}

#[test]
fn days_in_bold_open_paragraphs() {
    check(
        &["2026-03-14", "2026-03-15", "2026-03-16"],
        &[(
            "space",
            "## Timeline\n\n**March 14, 2026** Alert.\n\n**March 15, 2026** Restart.\n\n**March 16, 2026** Calm.",
        )],
    );
}

#[test]
fn numbered_updates_and_labels_in_brackets_are_entries() {
    check(
        &THREE,
        &[
            (
                "updates",
                "**2026-03-14 09:12 Update 1**\n\nAlert\n\n**2026-03-14 09:20 Update 2**\n\nRestart\n\n\
                 **2026-03-14 10:05 Update 3**\n\nCalm",
            ),
            (
                "brackets",
                "## Timeline\n\n- **[Start]** On 2026-03-14, at 09:12, alert\n- At 09:20, restart\n- **[End]** At 10:05, calm",
            ),
            (
                "days in numbers",
                "## Timeline\n\n- 3/14\n    - 09:12 Alert\n    - 09:20 Restart\n    - 10:05 Calm",
            ),
        ],
    );
    let days = "**2026-03-14 Update 2**\n\nCalm\n\n**2026-03-13 Update 1**\n\nAlert\n";
    assert_eq!(times(&timeline(days, DAY)), ["2026-03-14", "2026-03-13"]);
}
