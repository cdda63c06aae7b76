//! Which entries of a timeline are milestones, as far as their wording leaves no doubt.

use super::{Timeline, When};
use crate::document::course::Milestone;

/// The milestones that the entries of `timeline` tell, each with the index of its entry, in the order of
/// the milestones.
pub fn of_timeline(timeline: &Timeline) -> Vec<(Milestone, usize)> {
    let mut first = [[None; 2]; Milestone::ALL.len()];
    let mut last = [None; 2];
    let mut words = Vec::new();
    for (index, entry) in timeline.entries.iter().enumerate() {
        let Some(at) = entry.at else { continue };
        let told = read(&entry.text, &mut words);
        let notices = told.contains(&(Milestone::Detected, true));
        for (milestone, sure) in told {
            // Who notices that something is broken does not tell when it broke.
            if milestone == Milestone::Started && !sure && notices {
                continue;
            }
            let rank = usize::from(!sure);
            let slot = &mut first[milestone as usize][rank];
            if slot.is_none() {
                *slot = Some((index, at));
            }
            if milestone == Milestone::Resolved {
                last[rank] = Some((index, at));
            }
        }
    }
    // The first one that is sure, else the first one that is likely.
    let choose = |milestone: Milestone| {
        let [sure, likely] = if milestone == Milestone::Resolved { last } else { first[milestone as usize] };
        (sure.or(likely), sure.is_some())
    };
    let detected = choose(Milestone::Detected).0;
    let mut found: Vec<(Milestone, usize, When)> = Vec::new();
    for milestone in Milestone::ALL {
        let (Some((index, at)), sure) = choose(milestone) else { continue };
        let detection = detected.map_or(0, |(index, _)| index);
        let counts = sure
            || match milestone {
                // What breaks later is the course of the incident, not its start.
                Milestone::Started => index <= detection,
                // Looking into it right after it was noticed is taking it on; later it is work.
                Milestone::Acknowledged => index <= detection + 3,
                // Before anything was noticed a problem that is identified is only noticed.
                Milestone::Identified => index > detection && detected.is_some(),
                _ => true,
            };
        if counts {
            found.push((milestone, index, at));
        }
    }
    in_order(found).into_iter().map(|(milestone, index, _)| (milestone, index)).collect()
}

/// Leaves out what contradicts the order of the milestones, and of that what contradicts most.
fn in_order(mut found: Vec<(Milestone, usize, When)>) -> Vec<(Milestone, usize, When)> {
    // Teams are called in, and causes are found, at any time in between.
    let is_free = |milestone| {
        matches!(
            milestone,
            Milestone::Acknowledged | Milestone::Escalated | Milestone::Identified | Milestone::Mitigated
        )
    };
    loop {
        let conflicts = |at: usize| {
            let (milestone, _, when) = &found[at];
            found
                .iter()
                .filter(|(other, _, then)| {
                    let backwards =
                        if other < milestone { is_before(when, then) } else { is_before(then, when) };
                    other != milestone && backwards && !(is_free(*milestone) && is_free(*other))
                })
                .count()
        };
        let worst = (0..found.len())
            .map(|at| (conflicts(at), at))
            .max_by_key(|(count, at)| (*count, usize::MAX - at));
        match worst {
            Some((count, at)) if count > 0 => found.remove(at),
            _ => return found,
        };
    }
}

fn is_before(at: &When, other: &When) -> bool {
    match (at.time, other.time) {
        (Some(time), Some(before)) => (at.day, time) < (other.day, before),
        _ => at.day < other.day,
    }
}

/// Whether a clause tells of the detection, or of the cause being found: the first of the two.
pub fn told_by(clause: &str) -> Vec<Milestone> {
    let told = read(clause, &mut Vec::new());
    told.into_iter()
        .filter(|(milestone, sure)| match milestone {
            Milestone::Detected => *sure,
            Milestone::Identified => true,
            _ => false,
        })
        .map(|(milestone, _)| milestone)
        .take(1)
        .collect()
}

/// What a word of an entry may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Fault,
    Incident,
    Initiate,
    Resolution,
    ReportNoun,
    Open,
    Bad,
    Gone,
    Breaking,
    Causing,
    Occurrence,
    Instance,
    Failover,
    Online,
    Work,
    That,
    Start,
    End,
    Resolved,
    Restored,
    Service,
    Full,
    Normal,
    Detected,
    Aware,
    Report,
    Alert,
    Fire,
    Cause,
    Found,
    Confirmed,
    Reverted,
    Rolled,
    Investigate,
    Declare,
    Acknowledge,
    Escalate,
    Mitigated,
    Workaround,
    Revert,
    Fix,
    Deploy,
    Done,
    Clear,
    Not,
    First,
    Of,
    Back,
    People,
    Break,
    Other,
    /// The end of a sentence.
    Stop,
}

fn word_of(word: &str) -> Word {
    use Word::*;
    match word {
        "incident" | "incidents" | "vorfall" | "vorfalls" | "incidente" => Incident,
        "outage" | "issue" | "issues" | "problem" | "problems" | "impact" | "fault" | "failure"
        | "failures" | "errors" | "error" | "downtime" | "degradation" | "disruption" | "interruption"
        | "unavailability" | "bug" | "ausfall" | "ausfalls" | "störung" | "fehler" | "panne" | "caída"
        | "interrupción" | "fallo" | "dégradation" | "coupure" => Fault,
        "start" | "starts" | "started" | "starting" | "begin" | "begins" | "began" | "begun"
        | "beginning" | "commences" | "commenced" | "onset" | "occurs" | "occurred" | "beginn"
        | "beginnt" | "begann" | "début" | "commence" | "débute" | "inicio" | "comienza" | "comenzó"
        | "empieza" => Start,
        "initiated" | "initiates" | "launched" | "launches" | "opens" => Initiate,
        "end" | "ends" | "ended" | "over" | "concluded" | "concludes" | "ende" | "endet" | "beendet"
        | "fin" | "termina" | "terminé" => End,
        "resolved" | "fixed" | "solved" | "remediated" | "closed" | "behoben" | "gelöst" | "résolu"
        | "résolue" | "resuelto" | "resuelta" | "solucionado" | "corrigé" | "rectified" => Resolved,
        "resolution" => Resolution,
        "restored" | "recovered" | "restoration" | "recovers" | "wiederhergestellt" | "rétabli"
        | "rétablie" | "rétablissement" | "restablecido" | "restablecida" | "restaurado" | "restaurada"
        | "recuperado" | "restores" => Restored,
        "service" | "services" | "functionality" | "operations" | "operation" | "access" | "systems"
        | "system" | "dienst" | "dienste" | "servicio" | "servicios" | "traffic" | "availability" => Service,
        "fully" | "full" | "completely" | "all" | "complete" | "permanently" | "vollständig"
        | "totalmente" | "complètement" => Full,
        "normal" | "normally" | "normale" | "normalbetrieb" | "normality" | "normalcy" | "operational"
        | "usual" => Normal,
        "detected" | "detects" | "detection" | "noticed" | "notices" | "notice" | "spotted"
        | "discovered" | "discovers" | "observed" | "observes" | "bemerkt" | "entdeckt" | "erkannt"
        | "détecté" | "détectée" | "détection" | "detectado" | "detecta" | "detectada" | "detección"
        | "noticing" => Detected,
        "aware" | "realised" | "realized" | "realize" | "realise" | "realizes" | "realises" => Aware,
        "report" => ReportNoun,
        "reported" | "reports" | "reporting" | "complaint" | "complaints" | "complained" | "complaining"
        | "gemeldet" | "meldet" | "melden" | "meldung" | "signalé" | "signalée" | "signalement"
        | "reportado" | "reporta" | "reportan" => Report,
        "alert" | "alerts" | "alerted" | "alarm" | "alarms" | "pagerduty" | "opsgenie" | "paged"
        | "pages" | "pager" | "alertmanager" | "statuscake" | "pingdom" | "alarme" | "alerte" | "alertes"
        | "alerta" | "alertas" | "notified" | "alerting" => Alert,
        "fired" | "fires" | "fire" | "firing" | "triggered" | "triggers" | "received" | "receives"
        | "submitted" | "filed" | "sent" | "sends" | "raised" | "raises" | "went" | "goes" | "ausgelöst"
        | "déclenchée" | "déclenché" | "reçue" | "disparada" | "recibida" | "by" | "from" | "email" => {
            Fire
        }
        "cause" | "causes" | "culprit" | "ursache" | "causa" | "reason" => Cause,
        "identified" | "identifies" | "identification" | "found" | "finds" | "determined" | "determines"
        | "determine" | "isolated" | "traced" | "pinpointed" | "pinpoints" | "located" | "established"
        | "understood" | "gefunden" | "identifiziert" | "identifiée" | "identifié" | "trouvée"
        | "identificada" | "encontrada" | "known" | "narrowed" | "diagnosed" | "uncovered" => Found,
        "confirmed" | "confirms" | "confirm" => Confirmed,
        "investigate" | "investigates" | "investigated" | "investigating" | "investigation"
        | "investigations" | "looking" | "troubleshooting" | "triage" | "triaging" | "debugging"
        | "untersuchung" | "investigación" | "analyse" => Investigate,
        "declared" | "declares" | "declaration" | "déclaré" | "declarado" => Declare,
        "created" | "opened" => Open,
        "acknowledged" | "acknowledges" | "acknowledge" | "acked" | "ack" | "acks" | "bestätigt"
        | "acknowledgement" => Acknowledge,
        "escalated" | "escalates" | "escalation" | "escalating" | "eskaliert" | "eskalation" | "escaladé"
        | "escalade" | "escalado" | "escalada" | "pinged" | "pings" => Escalate,
        "mitigated" | "mitigates" | "repaired" | "stabilized" | "stabilised" | "entschärft" | "atténué"
        | "mitigado" | "mitigada" | "repariert" => Mitigated,
        "workaround" | "mitigation" | "hotfix" | "contournement" => Workaround,
        "reverted" | "zurückgerollt" => Reverted,
        "rolled" => Rolled,
        "reverts" | "revert" | "rollback" | "rolls" => Revert,
        "fix" | "patch" | "fixes" => Fix,
        "deployed" | "deploys" | "applied" | "released" | "live" | "shipped" | "implemented" | "place"
        | "ausgerollt" => Deploy,
        "completed" | "finished" | "successful" | "successfully" | "success" | "done" => Done,
        "clear" | "cleared" => Clear,
        "not" | "no" | "nothing" | "never" | "be" | "believing" | "without" | "cannot" | "unable"
        | "fails" | "failed" | "unsuccessful" | "staging" | "attempt" | "attempts" | "attempted"
        | "attempting" | "trying" | "tried" | "tries" | "try" | "would" | "will" | "could" | "should"
        | "potential" | "potentially" | "partial" | "partially" | "planned" | "expected" | "eta"
        | "estimated" | "hoping" | "if" | "isn't" | "wasn't" | "hasn't" | "didn't" | "didnt" | "couldn't"
        | "can't" | "asks" | "asked" | "request" | "requests" | "requested" | "nicht" | "kein" | "keine"
        | "pas" | "sin" | "unknown" | "unclear" | "until" | "might" | "may" | "yet" | "wait" | "waiting"
        | "suspected" | "suspects" | "continues" | "continue" => Not,
        "first" | "initial" | "erste" | "première" | "premier" | "primer" | "primera" => First,
        "of" | "the" | "a" | "an" | "is" | "was" | "were" | "are" | "has" | "been" | "have" | "des"
        | "der" | "die" | "wurde" | "ist" | "de" | "del" | "l'incident" | "la" | "le" | "du" | "now"
        | "and" | "formal" | "major" | "officially" => Of,
        "back" | "again" => Back,
        "experiencing" | "failing" | "impacting" | "drop" | "dropping" | "degrade" | "degrading"
        | "crash" | "crashing" | "throwing" | "rejecting" | "timing" | "fail" | "rising" | "spike"
        | "spiking" | "crashloop" | "crashlooping" => Bad,
        "unavailable" | "unreachable" | "inaccessible" | "unresponsive" | "offline" | "nichtverfügbar"
        | "indisponible" => Gone,
        "breaking" | "breaks" => Breaking,
        "caused" | "causing" => Causing,
        "occurrence" | "occurence" => Occurrence,
        "instance" | "sign" | "signs" | "indication" => Instance,
        "failover" => Failover,
        "online" => Online,
        "working" | "running" | "works" | "operating" | "replying" | "responding" | "serving"
        | "processing" | "accepting" | "sending" => Work,
        "that" => That,
        "users" | "user" | "customers" | "customer" | "us" | "we" | "team" | "author" | "oncall"
        | "on-call" | "someone" | "people" | "clients" | "member" | "members" => People,
        "stopped" | "stops" | "crashed" | "crashes" => Break,
        _ => Other,
    }
}

/// How many words of an entry are looked at.
const WORDS: usize = 32;

/// The milestones that `text` tells, each with whether that is sure.
fn read(text: &str, words: &mut Vec<Word>) -> Vec<(Milestone, bool)> {
    words.clear();
    let mut told = Told::default();
    let mut buffer = String::new();
    let mut has_other_script = false;
    let mut previous = String::new();
    for raw in text
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’' || c == '-'))
        .filter(|raw| !raw.is_empty())
    {
        if words.len() >= WORDS {
            break;
        }
        buffer.clear();
        for c in raw.trim_matches(['-', '\'', '’']).chars().take(24) {
            has_other_script |= c >= '\u{3040}';
            if c == '’' { buffer.push('\'') } else { buffer.extend(c.to_lowercase()) }
        }
        let word = word_of(&buffer);
        told.phrase(&previous, &buffer, words.contains(&Word::Not));
        words.push(word);
        let rest = text.get(raw.as_ptr() as usize - text.as_ptr() as usize + raw.len()..).unwrap_or("");
        if rest.starts_with(". ") {
            words.push(Word::Stop);
        }
        std::mem::swap(&mut previous, &mut buffer);
    }
    if has_other_script {
        east_asian(text, &mut told);
    }
    told.judge(words);
    told.milestones
}

#[derive(Debug, Default)]
struct Told {
    milestones: Vec<(Milestone, bool)>,
}

impl Told {
    fn say(&mut self, milestone: Milestone, sure: bool) {
        if !self.milestones.contains(&(milestone, true)) {
            self.milestones.push((milestone, sure));
        }
    }

    /// Phrases of two words.
    fn phrase(&mut self, previous: &str, word: &str, is_denied: bool) {
        match (previous, word) {
            ("looped" | "loops", "in") | ("war", "room") | ("called" | "brought" | "pulled", "in") => {
                self.say(Milestone::Escalated, true);
            }
            (
                "customer" | "customers" | "user" | "users",
                "reached" | "contacted" | "raised" | "complain" | "noticed",
            ) => {
                self.say(Milestone::Detected, true);
            }
            ("reports" | "reported", "on" | "in" | "that" | "via" | "by") => {
                self.say(Milestone::Detected, true)
            }
            ("was", "discovered" | "determined") if !is_denied => self.say(Milestone::Identified, false),
            ("was" | "is", "resolve") if !is_denied => self.say(Milestone::Resolved, true),
            ("support", "request" | "requests" | "ticket" | "tickets" | "case" | "cases") => {
                self.say(Milestone::Detected, true)
            }
            _ => {}
        }
    }

    fn judge(&mut self, words: &[Word]) {
        use Word::*;
        let near = |at: usize, wanted: &[Word], back: usize, ahead: usize| {
            // What another sentence says does not count.
            let before = words[at.saturating_sub(back)..at].iter().rev();
            let behind = words[at + 1..(at + ahead + 1).min(words.len())].iter();
            before.take_while(|word| **word != Stop).any(|word| wanted.contains(word))
                || behind.take_while(|word| **word != Stop).any(|word| wanted.contains(word))
        };
        // A negation or a plan shortly before, or right behind.
        let denied = |at: usize| near(at, &[Not], 4, 1);
        let behind = |at: usize| words.get(at + 1).copied().unwrap_or(Other);
        let ahead_of = |at: usize| at.checked_sub(1).map_or(Other, |before| words[before]);
        // The fault right before a verb: `outage starts`, `the issue was resolved`.
        let fault_before = |at: usize, reach: usize| {
            (at.saturating_sub(reach)..at)
                .rev()
                .find(|&other| words[other] != Of && words[other] != Other)
                .is_some_and(|other| matches!(words[other], Fault | Incident))
        };
        for (at, word) in words.iter().enumerate() {
            match word {
                Start | Initiate => {
                    let investigates = near(at, &[Investigate], 2, 4);
                    if *word == Start && !denied(at) && !investigates {
                        let begins = fault_before(at, 2) && !near(at, &[Report, Alert], 3, 0);
                        let start_of = behind(at) == Of && near(at, &[Fault, Incident], 0, 4);
                        if begins || start_of || at == 0 && near(at, &[Fault, Incident], 0, 1) {
                            self.say(Milestone::Started, true);
                        } else if near(at, &[Bad], 0, 2) {
                            self.say(Milestone::Started, false);
                        }
                    }
                    if investigates && !denied(at) {
                        self.say(Milestone::Acknowledged, false);
                    }
                }
                First
                    if near(at, &[Fault], 0, 2)
                        && !near(at, &[Report, ReportNoun, Detected, Alert, Found], 0, 4) =>
                {
                    self.say(Milestone::Started, false);
                }
                Occurrence if near(at, &[First], 2, 0) => self.say(Milestone::Started, false),
                Instance if near(at, &[First], 2, 0) => self.say(Milestone::Detected, true),
                Break if near(at, &[Work], 0, 1) => self.say(Milestone::Started, false),
                Breaking | Gone if !near(at, &[Not, People, Report, Detected], 4, 2) => {
                    self.say(Milestone::Started, false)
                }
                Causing | Cause if near(at, &[Bad], 0, 5) && !near(at, &[Found], 6, 0) => {
                    self.say(Milestone::Started, false)
                }
                Detected if !near(at, &[Not, Cause], 3, 2) => self.say(Milestone::Detected, true),
                Aware if !denied(at) => self.say(Milestone::Detected, true),
                Report if !near(at, &[Not], 2, 0) && behind(at) != Back && ahead_of(at) != Start => {
                    let sure =
                        near(at, &[People, Fault, Incident, First, Fire], 4, 4) || at < 2 && behind(at) == Of;
                    self.say(Milestone::Detected, sure);
                }
                ReportNoun if near(at, &[People, First, Fire], 2, 2) => self.say(Milestone::Detected, true),
                Alert => {
                    let alarms = near(at, &[Fire, First, People, Fault], 4, 4) || at < 3;
                    if alarms && !near(at, &[Resolved, Clear, Not], 2, 3) {
                        self.say(Milestone::Detected, true);
                    }
                }
                Declare if near(at, &[Fault, Incident], 3, 3) && !denied(at) => {
                    self.say(Milestone::Acknowledged, true)
                }
                Open if near(at, &[Incident], 2, 1) && !denied(at) => self.say(Milestone::Acknowledged, true),
                Acknowledge if !denied(at) => self.say(Milestone::Acknowledged, true),
                Escalate if !denied(at) => self.say(Milestone::Escalated, true),
                Cause if near(at, &[Found, Detected, Confirmed], 6, 6) && !near(at, &[Not], 3, 3) => {
                    self.say(Milestone::Identified, true);
                }
                Cause if words[0] == Found && at < 14 => self.say(Milestone::Identified, true),
                Found if at < 5 && behind(at) == That => self.say(Milestone::Identified, false),
                Found if !denied(at) && near(at, &[Fault], 6, 4) => {
                    self.say(Milestone::Identified, false);
                    if fault_before(at, 3) {
                        self.say(Milestone::Detected, false);
                    }
                }
                Mitigated if !denied(at) => self.say(Milestone::Mitigated, true),
                Workaround if near(at, &[Deploy, Done], 3, 4) && !denied(at) => {
                    self.say(Milestone::Mitigated, true)
                }
                Failover if near(at, &[Done], 0, 4) && !denied(at) => self.say(Milestone::Mitigated, true),
                Revert if !near(at, &[Not, Start, Initiate], 6, 3) && near(at, &[Deploy, Done], 0, 3) => {
                    self.say(Milestone::Mitigated, true);
                }
                Reverted if at < 8 && !near(at, &[Not, Found, Start, Initiate], 6, 3) => {
                    self.say(Milestone::Mitigated, at < 5)
                }
                Rolled if near(at, &[Back], 0, 2) && !near(at, &[Not, Start, Initiate], 6, 3) => {
                    self.say(Milestone::Mitigated, true);
                }
                End if near(at, &[Fault, Incident], 2, 3) && !denied(at) => {
                    self.say(Milestone::Resolved, true)
                }
                Resolved
                    if !near(at, &[Not], 4, 1)
                        && !near(at, &[Alert], 6, 0)
                        && (at == 0
                            || fault_before(at, 5)
                            || near(at, &[Fault, Incident], 0, 2)
                            || at + 1 == words.len()
                            || behind(at) == Stop) =>
                {
                    self.say(Milestone::Resolved, true);
                }
                Resolution if !denied(at) && near(at, &[Deploy, Done, Confirmed], 0, 3) => {
                    self.say(Milestone::Resolved, true)
                }
                Restored
                    if !denied(at)
                        && (near(at, &[Service, Full, Normal], 5, 3)
                            || at + 1 == words.len()
                            || behind(at) == Stop) =>
                {
                    self.say(Milestone::Resolved, true);
                }
                Normal if near(at, &[Back, Full], 4, 0) && !denied(at) => self.say(Milestone::Resolved, true),
                Normal if ahead_of(at) == Other && near(at, &[Service], 6, 0) && !denied(at) => {
                    self.say(Milestone::Resolved, false);
                }
                Online if ahead_of(at) == Back && !denied(at) => self.say(Milestone::Resolved, false),
                Back if near(at, &[Work], 8, 0) && near(at, &[Full, Service], 10, 0) => {
                    self.say(Milestone::Resolved, false)
                }
                Clear if ahead_of(at) == Full => self.say(Milestone::Resolved, true),
                Fix if near(at, &[Deploy, Rolled], 2, 4) && !denied(at) => {
                    self.say(Milestone::Resolved, true)
                }
                _ => {}
            }
        }
    }
}

/// The plain words of Japanese and Chinese, which have no blanks between words.
fn east_asian(text: &str, told: &mut Told) {
    const WORDS: [(Milestone, bool, &[&str]); 8] = [
        (Milestone::Identified, false, &["特定"]),
        (Milestone::Started, true, &["障害発生", "障害開始", "故障发生", "事故发生", "故障开始", "问题开始"]),
        (
            Milestone::Detected,
            true,
            &["検知", "検出", "発覚", "報告", "アラート", "告警", "报警", "发现", "反馈", "通報"],
        ),
        (
            Milestone::Acknowledged,
            true,
            &["対応開始", "調査開始", "調査を開始", "开始排查", "开始处理", "开始调查", "介入"],
        ),
        (Milestone::Escalated, true, &["エスカレ", "升级处理", "上报"]),
        (
            Milestone::Identified,
            true,
            &[
                "原因特定",
                "真因特定",
                "原因判明",
                "原因を特定",
                "原因が判明",
                "定位原因",
                "定位到",
                "找到原因",
                "确认原因",
                "查明原因",
            ],
        ),
        (
            Milestone::Mitigated,
            true,
            &["緩和", "暫定対応", "切り戻し", "ロールバック", "回滚", "止损", "缓解"],
        ),
        (
            Milestone::Resolved,
            true,
            &[
                "復旧確認",
                "復旧完了",
                "完全復旧",
                "サービス復旧",
                "障害解消",
                "解消",
                "解決",
                "恢复正常",
                "服务恢复",
                "完全恢复",
                "故障恢复",
                "已解决",
                "问题解决",
            ],
        ),
    ];
    const NOT: [&str; 8] = ["予定", "見込", "推定", "未", "预计", "计划", "していない", "できず"];
    let end = text.char_indices().nth(160).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    if text.starts_with("発生") {
        told.say(Milestone::Started, true);
    }
    for (milestone, sure, words) in WORDS {
        let found = words.iter().find_map(|word| text.find(word).map(|at| (at, word.len())));
        let Some((at, length)) = found else { continue };
        let denied = text[at + length..].chars().take(4).collect::<String>();
        if !NOT.iter().any(|not| denied.contains(not)) {
            told.say(milestone, sure);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::timeline::Entry;
    use jiff::civil::Time;

    fn names(texts: &[&str]) -> Vec<(&'static str, usize)> {
        let mut timeline = Timeline::default();
        for (index, text) in texts.iter().enumerate() {
            let minute = i8::try_from(index).unwrap();
            let at = When { date: None, day: 0, time: Some(Time::constant(10, minute, 0, 0)), offset: None };
            timeline.entries.push(Entry {
                at: Some(at),
                until: None,
                approximate: false,
                text: (*text).to_owned(),
                span: 0..0,
                offset: None,
            });
        }
        of_timeline(&timeline).into_iter().map(|(milestone, index)| (milestone.name(), index)).collect()
    }

    #[test]
    fn plain_wordings_are_milestones() {
        for (text, name) in [
            ("Outage begins", "started"),
            ("Start of the incident", "started"),
            ("First errors", "started"),
            ("Der Ausfall beginnt", "started"),
            ("障害発生", "started"),
            ("Alert fired for the pump", "detected"),
            ("PagerDuty pages the plumber", "detected"),
            ("The outage is reported by two customers", "detected"),
            ("We noticed that the pressure drops", "detected"),
            ("検知: 圧力低下", "detected"),
            ("收到告警", "detected"),
            ("Ann acknowledges the page", "acknowledged"),
            ("Incident declared", "acknowledged"),
            ("Ann began investigating", "acknowledged"),
            ("Escalated to the water works", "escalated"),
            ("Ben is called in", "escalated"),
            ("Root cause identified: a stuck valve", "identified"),
            ("Ben finds the cause of the pressure drop", "identified"),
            ("Ursache gefunden", "identified"),
            ("原因特定", "identified"),
            ("Leak mitigated", "mitigated"),
            ("Release rolled back", "mitigated"),
            ("Workaround in place", "mitigated"),
            ("Incident resolved", "resolved"),
            ("All clear", "resolved"),
            ("Pressure is back to normal", "resolved"),
            ("Service fully restored", "resolved"),
            ("End of outage", "resolved"),
            ("Fix deployed to all pumps", "resolved"),
            ("Störung behoben", "resolved"),
            ("Incident résolu", "resolved"),
            ("Incidente resuelto", "resolved"),
            ("服务恢复", "resolved"),
        ] {
            let found = names(&[text]);
            assert!(found.contains(&(name, 0)), "{text}: {found:?}");
        }
    }

    #[test]
    fn denials_plans_and_other_matters_are_none() {
        for text in [
            "The incident is not resolved yet",
            "Ann tried to restore the service",
            "The leak would be mitigated by a new valve",
            "Rollback attempted",
            "復旧予定",
            "A new valve is bought",
            "Potential fix deployed",
            "DNS resolution issue",
            "The team has lunch",
        ] {
            let found = names(&[text]);
            assert!(
                found.iter().all(|(name, _)| !matches!(*name, "resolved" | "mitigated" | "identified")),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn a_whole_course_is_found_in_order() {
        let found = names(&[
            "Valve opened by hand",
            "Pressure starts failing",
            "Alert fired",
            "Alert fired again",
            "Incident declared",
            "Escalated to the water works",
            "Root cause found",
            "Change reverted",
            "Issue resolved for half of the town",
            "Incident resolved",
            "Retrospective held",
        ]);
        assert_eq!(
            found,
            [
                ("started", 1),
                ("detected", 2),
                ("acknowledged", 4),
                ("escalated", 5),
                ("identified", 6),
                ("mitigated", 7),
                ("resolved", 9)
            ]
        );
        // An end before the beginning is none.
        let found = names(&["Outage ends", "Outage begins", "Alert fired", "Incident declared"]);
        assert!(!found.iter().any(|(name, _)| *name == "resolved"), "{found:?}");
    }
}
