//! The same records give the same bytes, and the same answers however they are cut up.

use crate::fixture::{TABLE, archive};
use crate::host::{ALL, ids, open, pack, search};

#[test]
fn two_builds_give_the_same_bytes() {
    assert_eq!(pack(&archive(), 3), pack(&archive(), 3));
}

#[test]
fn shards_do_not_change_answers() {
    let one = pack(&archive(), 100);
    let many = pack(&archive(), 1);
    let mut of_one = open(&one).expect("the pack can be opened");
    let mut of_many = open(&many).expect("the pack can be opened");
    for (query, _) in TABLE {
        let one = search(&mut of_one, &one, query, ALL).expect("a query is answered").0;
        let many = search(&mut of_many, &many, query, ALL).expect("a query is answered").0;
        assert_eq!(ids(&one), ids(&many), "{query:?}");
    }
}
