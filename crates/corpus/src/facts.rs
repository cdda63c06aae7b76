//! What happened, to whom and when: everything about a document but its prose.

use std::sync::LazyLock;

use crate::family::{self, Family, SERVICES, TAGS};
use crate::lexicon::{self, LEXICON};
use crate::rng::{Rng, Stream, mix};
use crate::services::{DOMAINS, SERVICE_KINDS, TEAM_KINDS};
use crate::time::{DAY, Date, Moment, ZONES, Zone};
use crate::topics::TOPICS;
use crate::zipf::ZipfMandelbrot;

/// 2012-01-01, the first day of the archive.
const FIRST_DAY: usize = 15_340;
/// Days until the last incident, in June 2026.
const DAYS: usize = 5_280;

/// Most frequent first.
const SEVERITIES: [&str; 5] = ["SEV3", "SEV2", "SEV4", "SEV1", "SEV5"];
/// No `draft`: generators leave drafts out, and then an archive of N documents has fewer pages.
const STATUSES: [&str; 3] = ["published", "closed", "in-review"];

const FIRST_NAMES: [&str; 16] = [
    "Ada", "Amir", "Bea", "Chidi", "Dana", "Emil", "Farah", "Goran", "Hana", "Ines", "Jonas", "Keiko",
    "Lena", "Mateo", "Noor", "Priya",
];
const LAST_NAMES: [&str; 16] = [
    "Abara", "Berg", "Castro", "Dahl", "Endo", "Fischer", "Gupta", "Haddad", "Ivanova", "Jansen", "Kaya",
    "Lopez", "Moreau", "Novak", "Okafor", "Silva",
];

static SEVERITY_LAW: LazyLock<ZipfMandelbrot> = LazyLock::new(|| ZipfMandelbrot::new(5, 1.0));
static TEAM_LAW: LazyLock<ZipfMandelbrot> = LazyLock::new(|| ZipfMandelbrot::new(40, 1.0));

/// The facts of one document.
pub(crate) struct Facts {
    index: usize,
    pub(crate) title: String,
    /// The day of publication.
    pub(crate) date: Date,
    pub(crate) zone: &'static Zone,
    /// In order, as the next three.
    pub(crate) started: Moment,
    pub(crate) detected: Moment,
    pub(crate) identified: Moment,
    pub(crate) resolved: Moment,
    pub(crate) kind: &'static str,
    pub(crate) status: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) tags: Vec<&'static str>,
    pub(crate) authors: Vec<String>,
    /// The first is the one that failed.
    pub(crate) services: Vec<String>,
    /// The first owns the service that failed.
    pub(crate) teams: Vec<String>,
    /// One or two words that are in no other document.
    pub(crate) tokens: Vec<String>,
    /// Documents of the same family with a lower index.
    pub(crate) relatives: Vec<usize>,
    /// One of the relatives, which happened earlier.
    pub(crate) recurrence_of: Option<usize>,
}

impl Facts {
    /// The facts of the document of an index, and its family.
    pub(crate) fn new(seed: u64, index: usize) -> (Self, Family) {
        let (number, relatives) = family::place(seed, index);
        let Start { rng: mut clock, started, zone } = Start::new(seed, index);
        let detected = later(&mut clock, started, 6);
        let identified = later(&mut clock, detected, 8);
        let resolved = later(&mut clock, identified, 12);
        let date = Date(resolved.date().0 + days(clock.below(8)));

        let mut rng = Rng::new(seed, Stream::Facts, index);
        let family = Family::of_document(seed, number, &mut rng);
        let services = services(&mut rng, &family);
        let facts = Self {
            index,
            title: title(&mut rng, &family, services[0]),
            date,
            zone,
            started,
            detected,
            identified,
            resolved,
            kind: kind(&mut rng),
            status: STATUSES[[0, 0, 0, 1, 1, 2][rng.below(6)]],
            severity: SEVERITIES[SEVERITY_LAW.draw(&mut rng)],
            tags: tags(&mut rng, &family),
            authors: authors(&mut rng),
            teams: teams(&mut rng, services[0]),
            services: services.iter().map(|&service| service_name(service)).collect(),
            tokens: tokens(seed, index, &services),
            recurrence_of: recurrence(seed, &mut rng, &relatives, started, zone),
            relatives,
        };
        (facts, family)
    }

    /// The name of the file without `.md`: date, slug and index.
    pub(crate) fn stem(&self) -> String {
        format!("{}-{}-{:05}", self.date, slug(&self.title), self.index)
    }

    /// The path below the root of the archive.
    pub(crate) fn path(&self) -> String {
        format!("content/{}/{}.md", self.date.civil().0, self.stem())
    }

    /// A link to another document, relative to this one; documents are in the folder of their year.
    pub(crate) fn link_to(&self, other: &Self) -> String {
        let (here, there) = (self.date.civil().0, other.date.civil().0);
        let folder = if here == there { String::new() } else { format!("../{there}/") };
        format!("[{}]({folder}{}.md)", other.title, other.stem())
    }
}

/// When an incident began: apart from the other facts, because its relatives ask for it.
struct Start {
    rng: Rng,
    started: Moment,
    zone: &'static Zone,
}

impl Start {
    fn new(seed: u64, index: usize) -> Self {
        let mut rng = Rng::new(seed, Stream::Time, index);
        let day = rng.below(DAYS);
        // Archives grow: the later of two days, half of the time.
        let day = if rng.percent(50) { day.max(rng.below(DAYS)) } else { day };
        let started = Moment(days(FIRST_DAY + day) * DAY + days(rng.below(1440)));
        let zone = if rng.percent(80) { &ZONES[0] } else { &ZONES[rng.between(1, ZONES.len() - 1)] };
        Self { rng, started, zone }
    }

    /// Minutes of UTC since 1970.
    fn utc(&self) -> i64 {
        self.started.0 - self.zone.minutes
    }
}

/// A count as a number of days or minutes to reckon with.
fn days(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A moment at least a minute after `moment`, and at most `2^doublings` minutes: durations of
/// incidents are skewed over several orders of magnitude, so the logarithm is what is even.
fn later(rng: &mut Rng, moment: Moment, doublings: usize) -> Moment {
    let least = 1 << rng.below(doublings);
    Moment(moment.0 + days(rng.between(least, 2 * least)))
}

/// Indexes of services: that of the family most often, and up to two that went down with it.
fn services(rng: &mut Rng, family: &Family) -> Vec<usize> {
    let first = if rng.percent(75) { family.service } else { SERVICES.draw(rng) };
    let mut services = vec![first];
    for _ in 0..rng.below(3) {
        let service = SERVICES.draw(rng);
        if !services.contains(&service) {
            services.push(service);
        }
    }
    services
}

fn service_name(service: usize) -> String {
    format!("{}-{}", DOMAINS[service % DOMAINS.len()], SERVICE_KINDS[service / DOMAINS.len()])
}

/// The owner of the service, and sometimes a second team.
fn teams(rng: &mut Rng, service: usize) -> Vec<String> {
    let kinds = SERVICE_KINDS.len() / TEAM_KINDS.len();
    let owner = service % DOMAINS.len() + DOMAINS.len() * (service / DOMAINS.len() / kinds);
    let mut teams = vec![owner];
    if rng.percent(40) {
        let team = TEAM_LAW.draw(rng);
        if team != owner {
            teams.push(team);
        }
    }
    let name =
        |team: usize| format!("{}-{}", DOMAINS[team % DOMAINS.len()], TEAM_KINDS[team / DOMAINS.len()]);
    teams.into_iter().map(name).collect()
}

/// The tags of the family, each left out now and then, and one of the document's own.
fn tags(rng: &mut Rng, family: &Family) -> Vec<&'static str> {
    let mut tags = vec![family.tags[0]];
    if rng.percent(70) {
        tags.push(family.tags[1]);
    }
    for _ in 0..rng.between(1, 2) {
        tags.push(TAGS.draw(rng));
    }
    tags.sort_unstable();
    tags.dedup();
    tags.into_iter().map(|tag| TOPICS[tag % TOPICS.len()].words[tag / TOPICS.len()]).collect()
}

/// One or two names out of 256.
fn authors(rng: &mut Rng) -> Vec<String> {
    let name = |rng: &mut Rng| format!("{} {}", rng.pick(&FIRST_NAMES), rng.pick(&LAST_NAMES));
    (0..rng.between(1, 2)).map(|_| name(rng)).collect()
}

fn title(rng: &mut Rng, family: &Family, service: usize) -> String {
    let failures = TOPICS[family.topics[0]].failures;
    let failure = failures[if rng.percent(60) { family.failure } else { rng.below(failures.len()) }];
    let mut title = format!("{}: {failure}", service_name(service));
    if rng.percent(70) {
        for joint in [" in", ""] {
            title.push_str(joint);
            title.push(' ');
            title.push_str(LEXICON.word(lexicon::in_topic(LEXICON.draw_coined(rng), family.topics[0])));
        }
    }
    title
}

/// `title` as a part of a file name: lower-case letters, digits and single hyphens.
fn slug(title: &str) -> String {
    let words = title.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

fn kind(rng: &mut Rng) -> &'static str {
    match rng.below(100) {
        0..80 => "incident",
        80..88 => "near-miss",
        88..94 => "bug",
        94..97 => "drill",
        _ => "project",
    }
}

/// Every third relative is named as the incident that came back, if it really came first.
fn recurrence(seed: u64, rng: &mut Rng, relatives: &[usize], started: Moment, zone: &Zone) -> Option<usize> {
    let pick = rng.below(relatives.len() * 3);
    let relative = *relatives.get(pick)?;
    (Start::new(seed, relative).utc() < started.0 - zone.minutes).then_some(relative)
}

/// One or two tokens that no other document has: an error code, a request id or a host name.
fn tokens(seed: u64, index: usize, services: &[usize]) -> Vec<String> {
    let mut rng = Rng::new(seed, Stream::Token, index);
    // Two numbers per index, all different, go through a bijection: their codes never meet.
    let mut token = |number: usize| {
        let code = base32(scramble(seed, number as u64));
        match rng.below(3) {
            0 => format!("E{}", code.to_ascii_uppercase()),
            1 => format!("req-{code}"),
            _ => format!("{}-{code}.internal", service_name(services[0])),
        }
    };
    let mut tokens = vec![token(index * 2)];
    if index.is_multiple_of(3) {
        tokens.push(token(index * 2 + 1));
    }
    tokens
}

/// A bijection on 40 bits that depends on the seed: xor, odd multiples and xor-shifts, all invertible.
fn scramble(seed: u64, number: u64) -> u64 {
    const MASK: u64 = (1 << 40) - 1;
    let mut bits = (number ^ mix(seed)) & MASK;
    for _ in 0..2 {
        bits = bits.wrapping_mul(0x9e37_79b9_7f4a_7c15) & MASK;
        bits ^= bits >> 20;
    }
    bits
}

/// 40 bits as eight of Crockford's digits, which have no `i`, `l`, `o` and `u`.
fn base32(bits: u64) -> String {
    let digits = b"0123456789abcdefghjkmnpqrstvwxyz";
    (0..8).rev().map(|digit| char::from(digits[(bits >> (5 * digit) & 31) as usize])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn tokens_are_unique() {
        let codes: HashSet<u64> = (0..100_000).map(|number| scramble(3, number)).collect();
        assert_eq!(codes.len(), 100_000);
        assert_eq!(base32((1 << 40) - 1), "zzzzzzzz");
    }

    #[test]
    fn times_are_in_order_and_recurrences_point_back() {
        for index in 0..2000 {
            let (facts, _) = Facts::new(11, index);
            assert!(facts.started < facts.detected && facts.detected < facts.identified);
            assert!(facts.identified < facts.resolved && facts.resolved.date() <= facts.date);
            assert!((2012..=2026).contains(&facts.date.civil().0));
            if let Some(earlier) = facts.recurrence_of {
                let start = Start::new(11, earlier);
                assert!(earlier < index && start.utc() < facts.started.0 - facts.zone.minutes);
            }
        }
    }

    #[test]
    fn slugs() {
        assert_eq!(slug("media-api: Zone signed  twice"), "media-api-zone-signed-twice");
    }
}
