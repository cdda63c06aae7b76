use crate::readers::milestones::classify::*;

fn names(text: &str) -> Vec<(&'static str, Confidence)> {
    let mut signals = Signals::default();
    signals.read(text);
    signals.milestones.iter().map(|(milestone, confidence)| (milestone.name(), *confidence)).collect()
}

/// Forms of each milestone, as status pages, templates and reports of incidents word them.
const FORMS: [(&str, &[&str]); 7] = [
    (
        "started",
        &[
            "Outage begins",
            "Onset",
            "Cyberattack commenced",
            "First timeouts",
            "The pumps halted",
            "Incident start",
            "Impact starts",
            "Start of customer impact",
            "Pump goes offline",
            "Errors start after the deploy went out",
            "Service becomes unavailable",
            "Users begin experiencing timeouts",
            "The pressure chain stalled at valve 12",
            "Pumps start returning 500s",
            "Database stopped responding",
            "Site is hard down, on-call responds to alarms",
            "Valve service crashes with out of memory",
            "Latency spikes on all pumps",
            "Version 1.2.0 deployed with a faulty regulator",
            "Der Ausfall beginnt",
            "Pumpen nicht mehr erreichbar, Beginn der Störung",
            "Début de l'incident",
            "Inicio de la interrupción",
            "Início da falha",
            "障害発生",
            "故障发生",
            "장애 발생",
            "Начало инцидента",
        ],
    ),
    (
        "detected",
        &[
            "Monitoring alerts indicated a rise of pressure errors",
            "Alerts begin firing",
            "On-call is paged",
            "Ann posts an issue about odd noises",
            "The ticket is brought to our attention",
            "Report of dry taps",
            "Staff notified",
            "PagerDuty alert received",
            "CloudWatch notifies an outage of one pump",
            "Sentry began sending alerts",
            "Issue detected by the watchdog",
            "Ann notices that the pump is down",
            "First customer report",
            "Customers report slow pumps",
            "Support receives complaints from users",
            "Ben informs Ann that the gauge has gone stale",
            "We became aware of failing pumps",
            "A user emails us about a suspicious valve",
            "Automated message about timeouts in the channel",
            "Störung gemeldet",
            "Fehler bemerkt",
            "Panne détectée par la supervision",
            "Alerta recibida",
            "Falha detectada pelo monitoramento",
            "検知: 圧力低下",
            "收到告警",
            "알람 발생으로 장애 인지",
            "Обнаружены ошибки",
        ],
    ),
    (
        "acknowledged",
        &[
            "Ann acknowledges the page",
            "Incident declared",
            "Ann began investigating",
            "Investigation started",
            "Major incident opened",
            "調査開始",
            "조사 시작",
        ],
    ),
    (
        "escalated",
        &[
            "Escalated to the water works",
            "Ben is called in",
            "Second team looped in",
            "エスカレーション",
            "War room opened",
        ],
    ),
    (
        "identified",
        &[
            "Root cause identified: a stuck valve",
            "Ben finds the cause of the pressure drop",
            "The plumbers identified a misconfiguration in the valve",
            "Deadlock found in the regulator",
            "Team uncovers the problematic schedule causing the jam",
            "Traced to an expired certificate",
            "Ursache gefunden",
            "Causa identificada",
            "Cause identifiée",
            "原因特定",
            "定位原因",
            "원인 파악",
            "Причина найдена",
        ],
    ),
    (
        "mitigated",
        &[
            "Leak mitigated",
            "Change reverted",
            "Rollback completed",
            "Successful rollback",
            "Reverts deployed",
            "Workaround in place",
            "Temporary fix implemented; the pump was restored",
            "Failover to the second pump completed",
            "Services gradually restored",
            "Partial restoration via the old pipe",
            "ロールバック",
            "回滚",
            "롤백",
            "Откат релиза",
        ],
    ),
    (
        "resolved",
        &[
            "Incident resolved",
            "All clear",
            "Pressure is back to normal",
            "Service fully restored",
            "All systems operational",
            "Full recovery confirmed",
            "Pumps 100% back online",
            "The pumps are reachable again",
            "The town confirmed stability and cleared the incident",
            "Resolution confirmed",
            "End of outage",
            "Outage ended",
            "Fix deployed to all pumps",
            "Behaviour returns to normal",
            "The change was merged, bringing the outage to an end",
            "Störung behoben",
            "Dienst wiederhergestellt",
            "Pumpen sind wieder erreichbar",
            "Incident résolu",
            "Service rétabli",
            "Servicio restablecido",
            "Incidente resolvido",
            "復旧完了",
            "服务恢复",
            "복구 완료",
            "Сервис восстановлен",
        ],
    ),
];

#[test]
fn plain_wordings_show_their_milestone() {
    let mut missing = Vec::new();
    for (name, texts) in FORMS {
        for text in texts {
            let found = names(text);
            if !found.iter().any(|(other, _)| *other == name) {
                missing.push(format!("{name}: {text}: {found:?}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn similar_wordings_give_no_high_confidence() {
    for (name, texts) in [
        (
            "started",
            &[
                "Ann notices that the pump is down",
                "Investigation of the outage started",
                "Ann submits a change to fix the slow pump",
                "Scheduled maintenance begins, pumps unavailable",
                "We see that the errors started on Feb 12th at 3pm",
                "Status page updated",
            ][..],
        ),
        (
            "detected",
            &[
                "We realised that Ann had labelled all valves. Nothing is wrong",
                "Valve pages are modified to reflect the new name",
                "No abnormal activity was noticed",
                "The alert cleared",
            ],
        ),
        (
            "identified",
            &["Ben found that the gauge was unresponsive", "Cause not found yet", "Root cause unknown"],
        ),
        (
            "mitigated",
            &[
                "Rollback started",
                "Rollback failed",
                "Attempted to roll back",
                "This would be mitigated by a new valve",
            ],
        ),
        (
            "resolved",
            &[
                "The incident is not resolved yet",
                "Mailing list is notified of the outage and fixed status",
                "Temporary fix implemented and pressure restored",
                "The alert is resolved",
                "復旧予定",
                "DNS resolution issue",
                "Fix applied, pumps fully down",
            ],
        ),
    ] {
        for text in texts {
            assert!(!names(text).contains(&(name, High)), "{name}: {text}: {:?}", names(text));
        }
    }
}

#[test]
fn a_long_report_may_end_with_the_news() {
    let text = format!(
        "Ann turns the valve {}. She checks it twice. Incident resolved.",
        "and turns it ".repeat(20)
    );
    assert!(names(&text).contains(&("resolved", High)));
}

#[test]
fn recurrence_and_persistence_are_found() {
    for (text, recurs, persists) in [
        ("The pump starts failing again", true, false),
        ("Pumps aren't working again", false, false),
        ("The problem persists", false, true),
        ("The pump is working again", false, false),
    ] {
        let mut signals = Signals::default();
        signals.read(text);
        assert_eq!((signals.recurs, signals.persists), (recurs, persists), "{text}");
    }
}
