//! A small archive, and one table of queries with the ids they find, in order.
//!
//! The table runs natively here and in the browser's engine in `retold-search-web`.

use retold_search::{Day, Record, Section, Severity};

/// An archive in German.
pub fn german() -> Vec<Record> {
    vec![
        record("ueberlast", (2024, 3, 1), "SEV2", "Überlastung der Datenbanken nach einem Deploy")
            .body("Die Verbindungen wurden abgelehnt, weil der Vorrat erschöpft war.")
            .build(),
        record("zertifikat", (2023, 6, 2), "SEV1", "Abgelaufenes Zertifikat")
            .body("Kunden sahen Fehlermeldungen. Die Erneuerung war von Hand zu machen.")
            .build(),
    ]
}

/// What queries find there.
pub const GERMAN: &[(&str, &[&str])] = &[
    ("datenbank", &["ueberlast"]),
    ("Überlastungen", &["ueberlast"]),
    ("uberlastung", &["ueberlast"]),
    ("verbindung", &["ueberlast"]),
    ("zertifikate", &["zertifikat"]),
    ("Fehlermeldung", &["zertifikat"]),
    ("\"sahen Fehlermeldung\"", &["zertifikat"]),
];

/// The archive, newest first.
pub fn archive() -> Vec<Record> {
    vec![
        record("proxy-upgrade", (2024, 11, 2), "SEV2", "kube-proxy upgrade drops connections")
            .summary("A rolling upgrade of kube-proxy reset long-lived connections.")
            .lead("ECONNRESET: connection reset by peer")
            .body("The load balancer kept max_connections open. Clients saw ECONNRESET.")
            .services(&["edge", "Payments API"])
            .tags(&["kubernetes", "network"])
            .build(),
        record("cache-stampede", (2024, 5, 20), "SEV1", "Cache stampede after a deploy")
            .summary("Every cache node was emptied at once and the database was overwhelmed.")
            .body("The deploy flushed the cache. The database ran out of connections.")
            .services(&["catalog"])
            .tags(&["cache", "deploy"])
            .build(),
        record("split-brain", (2024, 1, 9), "SEV1", "Split brain in the database cluster")
            .body("After the failover two primaries accepted writes: a split brain. A brain split.")
            .services(&["accounts"])
            .tags(&["database", "failover"])
            .build(),
        record("null-pointer", (2023, 8, 14), "SEV3", "NullPointerException in the invoice worker")
            .lead("java.lang.NullPointerException at Invoice.total")
            .body("The pointer was null because the exchange rate was missing.")
            .services(&["billing"])
            .tags(&["bug"])
            .build(),
        record("dns-expiry", (2023, 2, 27), "SEV2", "Expired DNS zone takes the site down")
            .summary("The zone's registration lapsed; resolvers returned NXDOMAIN.")
            .body("Nobody owned the renewal. The certificate was valid.")
            .services(&["edge"])
            .tags(&["dns", "expiry"])
            .build(),
        record("cert-expiry", (2022, 12, 31), "critical", "Wildcard certificate expired")
            .summary("The wildcard certificate expired at midnight.")
            .body("DNS was fine. The renewal job had failed for 30 days on host 10.0.0.0/8.")
            .services(&["edge", "Payments API"])
            .tags(&["tls", "expiry"])
            .build(),
        record("pool", (2022, 6, 3), "P2", "Connection pool exhausted in the payments database")
            .summary("SQLSTATE 53300: too many connections.")
            .body("Raising max_connections only moved the limit. Timeouts followed.")
            .services(&["Payments API"])
            .tags(&["database"])
            .build(),
        record("café", (2021, 3, 8), "SEV4", "Résumé uploads fail in the café app")
            .body("The upload service v1.2.3 rejected accents. 障害はデータベースで起きた。")
            .services(&["uploads"])
            .tags(&["unicode"])
            .build(),
        record("drill", (2020, 10, 1), "SEV4", "Failover drill of the database")
            .kind("drill")
            .body("A planned failover. Replication lag stayed under a second.")
            .services(&["accounts"])
            .tags(&["failover", "database"])
            .build(),
        record("undated", (0, 0, 0), "", "Notes on an old outage").body("Nothing is known.").build(),
    ]
}

/// Queries, and the ids of all that they find.
pub const TABLE: &[(&str, &[&str])] = &[
    // Without words: the whole archive, newest first.
    (
        "",
        &[
            "proxy-upgrade",
            "cache-stampede",
            "split-brain",
            "null-pointer",
            "dns-expiry",
            "cert-expiry",
            "pool",
            "café",
            "drill",
            "undated",
        ],
    ),
    // A text without words finds nothing.
    ("?!", &[]),
    ("🔥", &[]),
    ("tag:dns 🔥", &["dns-expiry"]),
    // Words are stemmed; the title weighs more than the body.
    ("stampedes", &["cache-stampede"]),
    ("certificates", &["cert-expiry", "dns-expiry"]),
    // All of the words come before most of them.
    ("database failover", &["drill", "split-brain", "pool", "cache-stampede"]),
    ("wildcard certificate renewal zeppelin", &["cert-expiry", "dns-expiry"]),
    ("zeppelin", &[]),
    // Names are found whole and by their parts, and the whole comes first.
    ("ECONNRESET", &["proxy-upgrade"]),
    ("kube-proxy", &["proxy-upgrade"]),
    ("proxy", &["proxy-upgrade"]),
    ("max_connections", &["pool", "proxy-upgrade"]),
    ("NullPointerException", &["null-pointer"]),
    ("nullpointerexception", &["null-pointer"]),
    ("pointer", &["null-pointer"]),
    ("SQLSTATE 53300", &["pool"]),
    ("10.0.0.0/8", &["cert-expiry"]),
    ("v1.2.3", &["café"]),
    ("\"1.2.3\"", &["café"]),
    ("1.2.3", &["café"]),
    // Forms of letters do not matter; nor do marks that are not seen.
    ("ＥＣＯＮＮＲＥＳＥＴ", &["proxy-upgrade"]),
    ("stam\u{ad}pede", &["cache-stampede"]),
    ("障", &["café"]),
    ("た", &["café"]),
    // Accents do not matter; Japanese is found by parts of a word.
    ("resume cafe", &["café"]),
    ("データベース", &["café"]),
    ("障害", &["café"]),
    // Phrases, required and unwanted words.
    ("\"split brain\"", &["split-brain"]),
    ("\"brain split\"", &["split-brain"]),
    ("\"brain database\"", &[]),
    ("+cache database", &["cache-stampede"]),
    ("database -failover", &["pool", "cache-stampede"]),
    ("-\"split brain\" failover", &["drill"]),
    // Choices and groups.
    ("wildcard OR stampede", &["cert-expiry", "cache-stampede"]),
    ("renewal (wildcard OR stampede)", &["cert-expiry", "cache-stampede", "dns-expiry"]),
    ("+renewal (wildcard OR stampede)", &["cert-expiry", "dns-expiry"]),
    ("expired -(wildcard OR stampede)", &["dns-expiry"]),
    ("renewal AND wildcard", &["cert-expiry"]),
    ("renewal NOT wildcard", &["dns-expiry"]),
    ("\"split brain\" OR stampede", &["split-brain", "cache-stampede"]),
    ("tag:dns OR year:2021", &["dns-expiry", "café"]),
    ("(service:edge sev:2) OR tag:unicode", &["proxy-upgrade", "dns-expiry", "café"]),
    ("((stampede", &["cache-stampede"]),
    // What means the same is found, too.
    ("lb", &["proxy-upgrade"]),
    ("load balancer", &["proxy-upgrade"]),
    ("wildcard cert", &["cert-expiry", "dns-expiry"]),
    ("k8s", &["proxy-upgrade"]),
    // One slip is forgiven where nothing matches exactly.
    ("stampdee", &["cache-stampede"]),
    ("stmapedes", &["cache-stampede"]),
    ("wildcardd certifcate", &["cert-expiry", "dns-expiry"]),
    ("kube-porxy", &["proxy-upgrade"]),
    ("+stampdee", &["cache-stampede"]),
    ("-stampdee cache", &["cache-stampede"]),
    ("5330", &[]),
    // Filters.
    ("service:edge", &["proxy-upgrade", "dns-expiry", "cert-expiry"]),
    ("service:payments-api", &["proxy-upgrade", "cert-expiry", "pool"]),
    ("service:\"Payments API\" certificate", &["cert-expiry"]),
    ("service:edge service:billing", &["proxy-upgrade", "null-pointer", "dns-expiry", "cert-expiry"]),
    ("tag:expiry tag:dns service:edge", &["dns-expiry", "cert-expiry"]),
    ("-tag:expiry service:edge", &["proxy-upgrade"]),
    ("sev:1", &["cache-stampede", "split-brain", "cert-expiry"]),
    ("sev:sev2", &["proxy-upgrade", "dns-expiry", "pool"]),
    ("sev:critical", &["cert-expiry"]),
    ("sev:<=2 tag:database", &["split-brain", "pool"]),
    ("kind:drill", &["drill"]),
    ("year:2022", &["cert-expiry", "pool"]),
    ("after:2024", &["proxy-upgrade", "cache-stampede", "split-brain"]),
    ("after:2023-02-27 before:2024-05", &["split-brain", "null-pointer", "dns-expiry"]),
    ("before:2021-03-09", &["café", "drill"]),
    ("service:nowhere", &[]),
    // Pasted text: what tells in it is looked for.
    (
        "2024-11-02T10:15:32.441Z ERROR checkout-7d9f8b6c5d-x2x7k read tcp 10.0.3.7:41822->10.0.9.1:443: \
         ECONNRESET connection reset by peer request_id=9f86d081884c7d65",
        &["proxy-upgrade"],
    ),
    (
        "Exception in thread \"worker-3\" java.lang.NullPointerException\n\tat com.acme.Invoice.total(Invoice.java:42)\n\
         \tat java.base/java.lang.Thread.run(Thread.java:833)",
        &["null-pointer"],
    ),
    // What is not well formed is read as words.
    ("\"stampede", &["cache-stampede"]),
    ("service: stampede", &["cache-stampede", "café"]),
];

/// Begins a record with a place in the archive; the others keep it short.
fn record(id: &str, (year, month, day): (i16, u8, u8), severity: &str, title: &str) -> Builder {
    let rank = if severity == "critical" { 1 } else { 9 };
    Builder(Record {
        id: id.to_owned(),
        url: format!("postmortems/{id}/"),
        title: title.to_owned(),
        date: (year > 0).then_some(Day { year, month, day }),
        severity: (!severity.is_empty()).then(|| Severity { label: severity.to_owned(), rank: Some(rank) }),
        kind: Some("incident".to_owned()),
        ..Record::default()
    })
}

struct Builder(Record);

impl Builder {
    fn summary(mut self, text: &str) -> Builder {
        self.0.summary = Some(text.to_owned());
        self
    }

    fn lead(mut self, text: &str) -> Builder {
        self.0.lead.push(text.to_owned());
        self
    }

    fn body(mut self, text: &str) -> Builder {
        let text = text.to_owned();
        self.0.sections.push(Section {
            anchor: "what-happened".into(),
            heading: "What happened".into(),
            text,
            ..Section::default()
        });
        self
    }

    fn services(mut self, names: &[&str]) -> Builder {
        self.0.services = names.iter().map(|&name| name.to_owned()).collect();
        self
    }

    fn tags(mut self, names: &[&str]) -> Builder {
        self.0.tags = names.iter().map(|&name| name.to_owned()).collect();
        self
    }

    fn kind(mut self, kind: &str) -> Builder {
        self.0.kind = Some(kind.to_owned());
        self
    }

    fn build(self) -> Record {
        self.0
    }
}
