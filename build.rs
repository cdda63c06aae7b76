//! Deflates the files of the browser's search engine, which are most of what the program embeds. It inflates those that
//! a site needs: see `src/theme/engine.rs`.

use std::path::{Path, PathBuf};
use std::{env, fs};

use miniz_oxide::deflate::compress_to_vec;

/// The built engine, its worker, and the stemmers in a folder of their own.
const FOLDER: &str = "crates/search-web/dist";

/// The level of compression; higher ones gain next to nothing.
const LEVEL: u8 = 9;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={FOLDER}");
    let target = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let mut table = String::from("[");
    for folder in ["", "stemmers/"] {
        for name in names(&Path::new(FOLDER).join(folder)) {
            let name = format!("{folder}{name}");
            let bytes = fs::read(Path::new(FOLDER).join(&name)).expect("the file can be read");
            let deflated = target.join(name.replace('/', "-"));
            fs::write(&deflated, compress_to_vec(&bytes, LEVEL)).expect("the folder can be written to");
            table.push_str(&format!("({name:?}, {}, include_bytes!({deflated:?})),\n", bytes.len()));
        }
    }
    table.push(']');
    fs::write(target.join("engine.rs"), table).expect("the folder can be written to");
}

/// The names of the files in `folder` that sites get, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let names = entries.map(|entry| entry.expect("the folder can be read").file_name());
    let names = names.filter_map(|name| name.into_string().ok());
    // Beside them are digests of the sources.
    let mut names: Vec<_> =
        names.filter(|name| [".wasm", ".js"].iter().any(|end| name.ends_with(end))).collect();
    names.sort();
    names
}
