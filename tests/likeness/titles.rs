//! Which past incidents are named for the title of a new postmortem.

use std::sync::Arc;

use retold::archive::{Archive, Selection};
use retold::config::{Config, Overrides};
use retold::parse::{Cache, parse};
use retold::similar::{self, compare_with_draft};
use retold::source::SourceTree;
use retold_search::Language;

use super::judged::Judged;

/// How many incidents are named.
const NAMED: usize = 3;

/// Prints how many of the incidents that are named for the title alone of each document of `judged` are worth reading, and
/// returns their part of those that are named.
pub fn print(judged: &Judged) -> f64 {
    let config = Config::of(Overrides::default());
    let parsed = |pairs: &[(&str, &str)]| {
        let tree = SourceTree::from_pairs(pairs.iter().copied());
        parse(tree.documents, &config.vocabulary(), &Cache::default())
    };
    let assemble = |files: &[Arc<_>]| Archive::assemble(files, Vec::new(), &config, Selection::default()).0;
    let pairs: Vec<_> =
        judged.set().files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let files = parsed(&pairs);
    let (mut with, mut unjudged, mut grades) = (0, 0, [0; 4]);
    let mut cache = similar::Cache::default();
    let whole = assemble(&files);
    for asked in &whole.postmortems {
        let path = asked.document.path.as_str();
        let others: Vec<_> = files.iter().filter(|file| file.path() != Some(path)).map(Arc::clone).collect();
        let rest = assemble(&others);
        let sketch = assemble(&parsed(&[(path, &format!("---\ntitle: {:?}\n---\n", asked.title))]));
        let model = compare_with_draft(&rest, &sketch.postmortems[0], Language::default(), &mut cache);
        let named = model.like_title(rest.postmortems.len(), NAMED);
        with += usize::from(!named.is_empty());
        for alike in named {
            let other = rest.postmortems[alike.index].document.path.clone();
            match judged.grades.get(&(path.to_owned(), other)) {
                Some(grade) => grades[usize::from(*grade)] += 1,
                None => unjudged += 1,
            }
        }
    }
    let all: usize = grades.iter().sum();
    let worth = grades[2..].iter().sum::<usize>() as f64 / all.max(1) as f64;
    println!(
        "  titles: for {with} of {} something is named; of {all} judged, {:.0} % are worth reading; {unjudged} not judged",
        whole.postmortems.len(),
        100.0 * worth
    );
    worth
}
