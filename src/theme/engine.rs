//! The search worker, its engine and the stemmers, as built by `scripts/build-engine`. `build.rs` deflates them.

use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// Each file's name, its size, and its deflated bytes.
const FILES: &[(&str, usize, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/engine.rs"));

/// The files that all sites with a search get, by name.
pub fn files() -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    FILES.iter().filter(|(name, ..)| !name.contains('/')).map(inflated)
}

/// The stemmer of the language with this code, if it is not the engine's own.
pub fn stemmer(code: &str) -> Option<Vec<u8>> {
    let name = format!("stemmers/{code}.wasm");
    FILES.iter().find(|(file, ..)| *file == name).map(|file| inflated(file).1)
}

fn inflated((name, size, deflated): &(&'static str, usize, &[u8])) -> (&'static str, Vec<u8>) {
    (name, decompress_to_vec_with_limit(deflated, *size).expect("it was deflated when the program was built"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_those_that_were_built() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/search-web/dist");
        for file @ (name, ..) in FILES {
            assert!(inflated(file).1 == std::fs::read(folder.join(name)).unwrap(), "{name}");
        }
        assert_eq!(
            files().map(|(name, _)| name).collect::<Vec<_>>(),
            ["search-engine.wasm", "search-worker.js"]
        );
        assert!(stemmer("de").is_some() && stemmer("en").is_none());
    }
}
