//! Writing packs.
//!
//! Records are indexed shard by shard, which callers may do in parallel, and the shards are merged
//! in order into one segment. The same records in the same shards give the same bytes, whatever
//! the number of threads.

mod cut;
mod error;
mod pack_writer;
mod shard;

pub use self::cut::Pack;
pub use self::error::WriteError;
pub use self::pack_writer::PackWriter;
pub use self::shard::{Shard, ShardWriter};
