use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::archive::{Archive, Selection};
use crate::config::{Config, Overrides, Pattern};
use crate::source::SourceTree;
use retold_diagnostic::{Level, Style, render};

/// The answers for an address, the next one last; by address, and whether the page is asked for rather than its head.
type Answers = BTreeMap<(String, bool), Vec<Result<Answer, Failure>>>;

/// A network that answers from a table. The last answer for an address is given again and again.
#[derive(Default)]
struct Fake {
    answers: Mutex<Answers>,
    /// What was done, in its order.
    log: Mutex<Vec<String>>,
}

fn status(status: u16) -> Result<Answer, Failure> {
    Ok(Answer { status, retry_after: None })
}

fn busy(seconds: u64) -> Result<Answer, Failure> {
    Ok(Answer { status: 429, retry_after: Some(Duration::from_secs(seconds)) })
}

impl Fake {
    /// The answers to requests for the head, or else for the page (`GET …`).
    fn answers(self, url: &str, answers: &[Result<Answer, Failure>]) -> Self {
        let (url, is_get) = url.strip_prefix("GET ").map_or((url, false), |url| (url, true));
        let reversed = answers.iter().rev().copied().collect();
        self.answers.lock().unwrap().insert((url.to_owned(), is_get), reversed);
        self
    }

    fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }
}

impl Network for Fake {
    fn ask(&self, method: Method, url: &str) -> Result<Answer, Failure> {
        let is_get = method == Method::Get;
        self.log.lock().unwrap().push(format!("{}{url}", if is_get { "GET " } else { "" }));
        let mut answers = self.answers.lock().unwrap();
        let Some(answers) = answers.get_mut(&(url.to_owned(), is_get)) else {
            return if is_get { status(404) } else { status(200) };
        };
        if answers.len() > 1 { answers.pop().unwrap() } else { answers[0] }
    }

    fn wait(&self, time: Duration) {
        self.log.lock().unwrap().push(format!("wait {}", time.as_millis()));
    }
}

fn archive(documents: &[(&str, &str)]) -> Archive {
    let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
    let tree = SourceTree::from_pairs(documents.iter().copied());
    Archive::from_tree(tree, &config, Selection::default()).0
}

fn run(documents: &[(&str, &str)], network: &Fake) -> (Outcome, Vec<String>) {
    let settings = (Cache::default(), Timestamp::UNIX_EPOCH);
    let outcome =
        check(archive(documents).documents(), &ExternalConfig::default(), network, settings, &|_, _| {});
    let heads = outcome.findings.iter().map(|finding| {
        let text = render(finding, Style::Plain);
        let mut lines = text.lines();
        let head = lines.next().unwrap().replace("[link/external]", "");
        let place = lines.next().unwrap().trim().trim_start_matches("--> content/").to_owned();
        format!("{place} {head}")
    });
    let heads = heads.collect();
    (outcome, heads)
}

#[test]
fn pages_that_are_gone_are_shown_at_each_place() {
    let network = Fake::default()
        .answers("https://a.org/x", &[status(404)])
        .answers("GET https://a.org/x", &[status(404)])
        .answers("https://a.org/z", &[status(410)]);
    let (outcome, found) = run(
        &[
            ("a.md", "# A\n\n[x](https://a.org/x#one), https://a.org/y and <https://a.org/z>\n"),
            ("b.md", "---\nsource: https://a.org/x\ndraft: true\n---\n# B\n\n![x](//a.org/x)\n"),
        ],
        &network,
    );
    assert_eq!((outcome.addresses, outcome.unchecked), (3, 0));
    assert_eq!(
        found,
        [
            "a.md:3:1 warning: `https://a.org/x` is gone: the server answers with 404",
            "b.md:2:9 warning: `https://a.org/x` is gone: the server answers with 404",
            "b.md:7:1 warning: `https://a.org/x` is gone: the server answers with 404",
            "a.md:3:47 warning: `https://a.org/z` is gone: the server answers with 410",
        ]
    );
    let asked = network.log().into_iter().filter(|line| line.ends_with("/x")).count();
    assert_eq!(asked, 2, "once for the head and once for the page: {:?}", network.log());
}

#[test]
fn what_could_not_be_checked_is_a_note_and_counts() {
    for (answer, reason) in [
        (status(403), "the server answers with 403"),
        (status(500), "the server answers with 500"),
        (Err(Failure::TimedOut), "no answer in time"),
        (Err(Failure::UnknownHost), "the host is not known"),
        (Err(Failure::Private), "it leads into a private network"),
    ] {
        let network =
            Fake::default().answers("https://a.org/", &[answer]).answers("GET https://a.org/", &[answer]);
        let (outcome, found) = run(&[("a.md", "# A\n\n<https://a.org> [again](https://a.org)\n")], &network);
        assert_eq!((outcome.unchecked, outcome.findings[0].level), (1, Level::Note));
        assert_eq!(
            found,
            [format!("a.md:3:1 note: `https://a.org/` could not be checked: {reason} (1 place more)")]
        );
    }
}

#[test]
fn only_pages_of_the_web_are_visited() {
    let network = Fake::default();
    let text = "# A\n\n[a](ftp://a.org/) [b](mailto:a@a.org) [c](b.md) [d](file:///etc/passwd)\n\
                [e](https://user:pass@a.org/)\n";
    let (outcome, found) = run(&[("a.md", text), ("b.md", "# B\n")], &network);
    assert_eq!(network.log(), Vec::<String>::new());
    assert_eq!((outcome.addresses, outcome.unchecked, found.len()), (1, 1, 1));
    assert!(found[0].contains("it has a user name or a password"), "{found:?}");
    assert!(found[0].contains("`https://a.org/`"), "{found:?}");
}

#[test]
fn excluded_addresses_do_not_count() {
    let network = Fake::default();
    let config =
        ExternalConfig { exclude: vec![Pattern::new("https://a.org/*")], ..ExternalConfig::default() };
    let archive = archive(&[("a.md", "# A\n\nhttps://a.org/x https://b.org/\n")]);
    let outcome =
        check(archive.documents(), &config, &network, (Cache::default(), Timestamp::UNIX_EPOCH), &|_, _| {});
    assert_eq!((outcome.addresses, network.log()), (1, vec!["https://b.org/".to_owned()]));
}

#[test]
fn requests_are_repeated_where_that_can_help() {
    for (answers, expected) in [
        (&[status(503), status(200)][..], &["https://a.org/", "wait 1000", "https://a.org/"][..]),
        (&[busy(7), status(200)], &["https://a.org/", "wait 7000", "https://a.org/"]),
        (&[busy(3600)], &["https://a.org/"]),
        (&[status(405)], &["https://a.org/", "GET https://a.org/"]),
        (&[Err(Failure::UnknownHost)], &["https://a.org/"]),
        (
            &[Err(Failure::TimedOut)],
            &["https://a.org/", "wait 1000", "https://a.org/", "wait 2000", "https://a.org/"],
        ),
    ] {
        let network = Fake::default().answers("https://a.org/", answers);
        run(&[("a.md", "# A\n\nhttps://a.org/\n")], &network);
        assert_eq!(network.log(), expected);
    }
}

#[test]
fn a_host_is_visited_slowly_and_not_at_all_once_it_fails() {
    let text = "# A\n\nhttps://a.org/1 https://a.org/2 https://a.org/3\n";
    let network = Fake::default();
    run(&[("a.md", text)], &network);
    let asked = ["https://a.org/1", "wait 250", "https://a.org/2", "wait 250", "https://a.org/3"];
    assert_eq!(network.log(), asked);
    let network = Fake::default().answers("https://a.org/2", &[busy(3600)]);
    let (outcome, _) = run(&[("a.md", text)], &network);
    assert_eq!((outcome.unchecked, network.log()), (2, asked[..3].iter().map(|&a| a.to_owned()).collect()));
}

#[test]
fn known_answers_are_not_asked_for_again() {
    let archive = archive(&[("a.md", "# A\n\nhttps://a.org/1 https://a.org/2\n")]);
    let network = Fake::default().answers("https://a.org/2", &[status(410)]);
    let config = ExternalConfig::default();
    let mut cache = Cache::default();
    for (hours, asked) in [(0, 3), (0, 3), (2, 4), (200, 7)] {
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        let outcome = check(archive.documents(), &config, &network, (cache, now), &|_, _| {});
        assert_eq!((outcome.findings.len(), network.log().len()), (1, asked), "after {hours} hours");
        cache = outcome.cache;
    }
}
