//! What labels before times name: a milestone, or all of the incident.

use crate::lexicon::fields::Field;
use crate::model::Milestone;

/// The milestone that a label names.
pub fn milestone_of(name: &str) -> Option<Milestone> {
    if name.len() > 60 {
        return None;
    }
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| {
            !matches!(
                *word,
                "" | "at"
                    | "on"
                    | "of"
                    | "the"
                    | "was"
                    | "is"
                    | "time"
                    | "date"
                    | "incident"
                    | "outage"
                    | "issue"
                    | "fault"
                    | "impact"
                    | "utc"
                    | "problem"
                    | "timestamp"
                    | "and"
                    | "service"
                    | "event"
                    | "gmt"
                    | "when"
                    | "first"
                    | "initially"
                    | "full"
                    | "em"
                    | "en"
                    | "de"
                    | "del"
                    | "da"
                    | "do"
                    | "du"
                    | "la"
                    | "le"
                    | "der"
                    | "am"
                    | "um"
                    | "zeitpunkt"
                    | "datum"
                    | "data"
                    | "fecha"
                    | "hora"
                    | "heure"
                    | "primeiro"
                    | "primera"
                    | "primeira"
                    | "primer"
                    | "première"
                    | "completa"
                    | "complète"
                    | "incidente"
                    | "l'incident"
                    | "время"
                    | "дата"
                    | "инцидента"
            )
        })
        .collect();
    let milestone = match words.as_slice() {
        [
            "start" | "started" | "starts" | "began" | "begins" | "begin" | "beginning" | "occurs"
            | "occurred" | "onset" | "beginn" | "début" | "inicio" | "início" | "debut" | "начало" | "начала",
        ] => Milestone::Started,
        [
            "detected"
            | "detection"
            | "noticed"
            | "reported"
            | "discovered"
            | "alerted"
            | "seen"
            | "observed"
            | "spotted"
            | "discovery"
            | "entdeckt"
            | "erkannt"
            | "erkennung"
            | "détecté"
            | "détection"
            | "detecte"
            | "detectado"
            | "detectada"
            | "detección"
            | "deteccion"
            | "detecção"
            | "descoberta"
            | "visto"
            | "обнаружения"
            | "обнаружено"
            | "обнаружен",
        ]
        | ["alert"] => Milestone::Detected,
        ["acknowledged" | "acknowledgement" | "declared"] => Milestone::Acknowledged,
        ["escalated" | "escalation"] => Milestone::Escalated,
        ["identified"] | ["root", "cause", "identified" | "found"] | ["cause", "identified" | "found"] => {
            Milestone::Identified
        }
        [
            "mitigated" | "repaired" | "mitigation" | "mitigado" | "mitigação" | "mitigación" | "mitigacion",
        ] => Milestone::Mitigated,
        [
            "resolved"
            | "resolution"
            | "fixed"
            | "end"
            | "ended"
            | "ends"
            | "recovered"
            | "restored"
            | "behoben"
            | "behebung"
            | "ende"
            | "fin"
            | "résolu"
            | "résolution"
            | "resuelto"
            | "resolución"
            | "resolucion"
            | "resolvido"
            | "resolução"
            | "closed"
            | "решения"
            | "решено"
            | "устранено"
            | "устранения"
            | "восстановления",
        ]
        | ["fully", "resolved" | "restored"] => Milestone::Resolved,
        _ => return east_asian(&lower),
    };
    // `Impact`, `Date`: nothing is left that names a milestone; `First` alone does not either.
    Some(milestone)
}

fn east_asian(name: &str) -> Option<Milestone> {
    const NAMES: [(Milestone, &[&str]); 6] = [
        (Milestone::Started, &["発生日時", "発生時刻", "開始日時", "開始時刻", "发生时间", "开始时间"]),
        (Milestone::Detected, &["検知日時", "検知時刻", "发现时间", "発見日時"]),
        (Milestone::Acknowledged, &["対応開始日時", "対応開始時刻", "响应时间"]),
        (Milestone::Identified, &["原因特定日時", "原因特定時刻", "定位时间"]),
        (Milestone::Mitigated, &["緩和日時", "暫定対応日時", "止损时间"]),
        (
            Milestone::Resolved,
            &["復旧日時", "復旧時刻", "解決日時", "終了日時", "恢复时间", "结束时间", "解决时间"],
        ),
    ];
    let (milestone, _) = NAMES.iter().find(|(_, names)| names.iter().any(|other| name.ends_with(other)))?;
    Some(*milestone)
}

/// Whether a label names how long, or when, an incident was as a whole: `Duration`, `Time of outage`.
pub fn is_extent(name: &str) -> bool {
    const NAMES: [&str; 24] = [
        "window",
        "timeframe",
        "time frame",
        "time period",
        "period",
        "time of outage",
        "time of incident",
        "time of the",
        "outage time",
        "incident time",
        "impact time",
        "when",
        "zeitraum",
        "période",
        "período",
        "期間",
        "時間帯",
        "影响时间",
        "故障时间",
        "기간",
        "период",
        "outage",
        "incident start and end",
        "time range",
    ];
    if name.len() > 60 {
        return false;
    }
    let lower = name.trim().to_lowercase();
    matches!(Field::of(name), Some(Field::Duration | Field::Date))
        || NAMES
            .iter()
            .any(|other| lower == *other || other.len() > 5 && *other != "outage" && lower.ends_with(other))
}

/// Whether a label names when an incident was: `Date`, `Date and time of the incident`.
pub fn is_date(name: &str) -> bool {
    let lower = name.to_lowercase();
    Field::of(name) == Some(Field::Date)
        || name.len() < 60 && lower.starts_with("date") && lower.contains("time") && !lower.contains("publ")
}
