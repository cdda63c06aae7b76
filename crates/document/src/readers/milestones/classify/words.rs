//! What single words of an entry may say.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use Word::*;

/// What a word may say, whatever the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Something that is wrong, as a noun: `outage`.
    Fault,
    Incident,
    /// Being wrong, as a verb or adjective: `failing`, `slow`.
    Bad,
    /// `fails`: harm, and no success.
    Failed,
    Gone,
    /// `down`: harm only behind some words.
    Down,
    Break,
    Breaking,
    Causing,
    /// What causes are made of: `misconfiguration`, `deadlock`.
    Evidence,
    Cause,
    Found,
    Confirmed,
    Initiate,
    Start,
    End,
    First,
    Occurrence,
    Instance,
    Detected,
    Aware,
    Report,
    ReportNoun,
    Alert,
    /// `pages`, a verb or a noun.
    Pages,
    Fire,
    /// What watches: `monitoring`.
    Tool,
    /// What a watcher does: `indicates`.
    Shows,
    Notify,
    /// The same, of which it is open who did it to whom.
    Notified,
    Further,
    Investigate,
    Declare,
    Open,
    /// Puts something into a tracker: `posts`.
    File,
    Acknowledge,
    Escalate,
    Mitigated,
    Temporary,
    Workaround,
    Reverted,
    Rolled,
    Revert,
    Fix,
    Deploy,
    Failover,
    Done,
    Resolved,
    Resolution,
    Restored,
    Recovery,
    Service,
    Full,
    Normal,
    Stable,
    Online,
    Work,
    Clear,
    Back,
    Again,
    Persist,
    Reachable,
    Return,
    Be,
    That,
    Of,
    People,
    Audience,
    Not,
    Planned,
    /// Takes what follows as the aim, not as what happens: `to`, `for`.
    Aim,
    Other,
    /// The end of a sentence.
    Stop,
}

/// The words of each meaning, in lower case. Of a word that stands twice, the first meaning counts.
const WORDS: [(Word, &str); 71] = [
    (Incident, "incident incidents vorfall vorfalls incidente l'incident"),
    (
        Fault,
        "outage outages issue issues problem problems impact fault failure failures errors error \
         downtime degradation disruption interruption unavailability bug ausfall ausfalls störung \
         fehler panne caída interrupción fallo fallos dégradation coupure problème problema attack \
         attacks cyberattack breach intrusion exploit angriff ataque attaque queda falha falhas \
         indisponibilidade interrupção erro erros erreurs errores l'outage l'interruption",
    ),
    (
        Bad,
        "experiencing failing impacting drop drops dropped dropping degrade degrading degraded crash \
         crashing throwing throw rejecting timing fail rising spike spiking spikes spiked crashloop \
         crashlooping stale stuck stalled stalls stall hung hangs hanging blocked slow slowly sluggish \
         overloaded exhausted saturated timeout timeouts 5xx 500 500s 502 502s 503 503s 504 504s 4xx \
         404 404s unhealthy broken exceptions exception panics oom oomkilled unusual suspicious \
         abnormal anomaly anomalies elevated fraudulent latency latencies overwhelmed overwhelming \
         missing wrong fällt ausgefallen falla falhando lent lento erreur anormal anormale anormales \
         latence latences",
    ),
    (Failed, "fails failed"),
    (
        Gone,
        "unavailable unreachable inaccessible unresponsive offline nichtverfügbar indisponible \
         indisponibles inaccesible indisponível caído caiu inaccesibles inacessível",
    ),
    (Down, "down"),
    (Breaking, "breaking breaks"),
    (Causing, "caused causing causes"),
    (Occurrence, "occurrence occurence"),
    (Instance, "instance sign signs indication"),
    (Break, "stopped stops halted halts crashed crashes"),
    (
        Evidence,
        "misconfiguration misconfigurations misconfigured deadlock deadlocks leak problematic typo \
         faulty regression mismatch exhaustion incorrect because due culprits expired contention race \
         fehlkonfiguration throttling corrupted corruption overflow",
    ),
    (Cause, "cause culprit ursache causa reason raíz origine"),
    (
        Detected,
        "detected detects detection discovery noticed notices notice spotted spots discovered discovers \
         observed observes bemerkt entdeckt erkannt détecté détectée détection detectado detecta \
         capturó detectada detección noticing detecção detectou identificado detect observe constaté \
         détecte detectó",
    ),
    (Aware, "aware realised realized realize realise realizes realises"),
    (ReportNoun, "report"),
    (
        Report,
        "reported reports reporting complaint complaints complained complaining complain gemeldet \
         meldet melden meldung signalé signalée signalement signalements reportado reporta reportan \
         reportou relataram relata reclamações signalent",
    ),
    (
        Alert,
        "alert alerts alerted alarm alarms pagerduty opsgenie paged pager alertmanager statuscake \
         pingdom alarme alerte alertes alerta alertas alerting uptimerobot alarma alarmas",
    ),
    (Pages, "pages"),
    (
        Tool,
        "monitoring monitor monitors prometheus datadog sentry cloudwatch grafana nagios zabbix \
         newrelic stackdriver healthcheck healthchecks watchdog überwachung supervision monitoreo \
         monitoramento überwachungssystem",
    ),
    (Shows, "indicated indicates indicating indicate showed shows show screaming zeigt muestra mostra"),
    (Notify, "notifies informs warns flags flagged emails tells"),
    (Notified, "notified informed warned warning warnings notification"),
    (Further, "second another further additional also still third"),
    (
        Fire,
        "fired fires fire firing triggered triggers received receives submitted filed sent sends raised \
         raises went goes ausgelöst déclenchée déclenché reçue disparada recibida by from email \
         disparado disparou recebido",
    ),
    (
        Found,
        "identified identifies identification found finds determined determines determine isolated \
         traced pinpointed pinpoints located established understood gefunden identifiziert identifiée \
         identifié trouvée identificada encontrada known narrowed diagnosed uncovered uncovers reveals \
         revealed identifie identifica identify",
    ),
    (Confirmed, "confirmed confirms confirm verified confirmado confirmé"),
    (
        Investigate,
        "investigate investigates investigated investigating investigation investigations looking \
         troubleshooting triage triaging debugging untersuchung investigación analyse investigação",
    ),
    (Declare, "declared declares declaration déclaré declarado"),
    (Open, "created opened"),
    (File, "posts posted files creates"),
    (
        Acknowledge,
        "acknowledged acknowledges acknowledge acked ack acks bestätigt acknowledgement reconocido \
         reconhecido",
    ),
    (
        Escalate,
        "escalated escalates escalation escalating eskaliert eskalation escaladé escalade escalado \
         escalada pinged pings escalate escalonado",
    ),
    (
        People,
        "users user customers customer us we team author oncall on-call someone people clients member \
         members employee engineer engineers kunden nutzer usuarios usuários utilisateurs clientes",
    ),
    (Audience, "stakeholders management subscribers"),
    (
        Start,
        "start starts started starting begin begins began begun beginning commences commenced onset \
         occurs occurred beginn beginnt begann début commence débute inicio comienza comenzó empieza \
         início começa começou iniciou inizio",
    ),
    (Initiate, "initiated initiates launched launches opens"),
    (End, "end ends ended over concluded concludes ende endet beendet fin termina terminé fim"),
    (
        Resolved,
        "resolved fixed solved remediated closed behoben gelöst résolu résolue resuelto resuelta \
         solucionado corrigé rectified resolvido resolvida corrigido resolves risolto",
    ),
    (Resolution, "resolution resolução résolution resolución"),
    (
        Restored,
        "restored recovered restoration recovers wiederhergestellt rétabli rétablie rétablissement \
         restablecido restablecida restaurado restaurada recuperado restores restoring restabelecido \
         rétablis restaurados",
    ),
    (Recovery, "recovery recuperación recuperação"),
    (
        Service,
        "service services functionality operations operation access systems system dienst dienste \
         servicio servicios traffic availability site website serviço serviços sistema api app",
    ),
    (
        Full,
        "fully full completely all complete permanently vollständig totalmente complètement 100 \
         everything completamente wieder",
    ),
    (
        Normal,
        "normal normally normale normalbetrieb normality normalcy operational usual healthy normalidad \
         normalidade normalement",
    ),
    (Stable, "stability stable stabil estable estável"),
    (Return, "returns returned return returning"),
    (
        Mitigated,
        "mitigated mitigates repaired stabilized stabilised entschärft atténué mitigado mitigada \
         repariert mitigating",
    ),
    (
        Temporary,
        "temporary temporarily interim partial partially partly gradually stopgap vorübergehend \
         temporaire temporal temporário",
    ),
    (Workaround, "workaround mitigation hotfix contournement"),
    (Reverted, "reverted zurückgerollt revertido revertida"),
    (Rolled, "rolled"),
    (Revert, "reverts revert rollback rolls"),
    (Fix, "fix patch fixes correctif corrección correção"),
    (
        Deploy,
        "deployed deploys applied released live shipped implemented place ausgerollt déployé desplegado \
         implantado applies published aplicado aplicada appliqué appliquée eingespielt",
    ),
    (Failover, "failover"),
    (
        Done,
        "completed finished successful successfully success done completes abgeschlossen concluído \
         completado",
    ),
    (Clear, "clear cleared clears"),
    (
        Not,
        "not no nothing never believing without cannot unable unsuccessful staging attempt attempts \
         attempted attempting trying tried tries try would will could should potential potentially \
         planned expected eta estimated hoping if isn't wasn't hasn't didn't didnt couldn't can't asks \
         asked request requests requested nicht kein keine pas sin unknown unclear until might may yet \
         wait waiting suspected suspects continues continue não aren't weren't be",
    ),
    (Planned, "scheduled maintenance wartung mantenimiento manutenção"),
    (Be, "is are was were hard"),
    (First, "first initial erste première premier primer primera earliest primeiro premiers primeros erster"),
    (
        Of,
        "of the a an has been have des der die wurde ist de del la le du now and formal major \
         officially do da wird foi est el",
    ),
    (Aim, "to for prevent avoid resolve about"),
    (Back, "back once"),
    (Again, "again"),
    (Persist, "persisted persists persist recurs recurred reoccurred"),
    (Reachable, "reachable available accessible up erreichbar verfügbar disponible disponível"),
    (Online, "online"),
    (Work, "working running works operating replying responding serving processing accepting sending"),
    (That, "that"),
];

/// [`WORDS`] by word.
static MEANINGS: LazyLock<FxHashMap<&str, Word>> = LazyLock::new(|| {
    let mut meanings = FxHashMap::default();
    for (meaning, words) in WORDS {
        for word in words.split(' ') {
            meanings.entry(word).or_insert(meaning);
        }
    }
    meanings
});

impl Word {
    /// The meaning of `word`, which is in lower case.
    pub fn of(word: &str) -> Self {
        MEANINGS.get(word).copied().unwrap_or(Self::Other)
    }

    /// Whether it is a word that only joins others.
    pub fn is_filler(self) -> bool {
        matches!(self, Self::Of | Self::Be)
    }
}
