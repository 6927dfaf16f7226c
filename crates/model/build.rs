//! Turns the schema files into static tables, so that the program parses none of them when it starts.
//!
//! A mistake in a schema file stops the build with a sentence that names the file.

#[path = "build/compile.rs"]
mod compile;
#[path = "build/emit.rs"]
mod emit;
#[path = "src/name_hash.rs"]
mod name_hash;
#[path = "build/spec.rs"]
mod spec;
#[path = "build/yaml.rs"]
mod yaml;

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/name_hash.rs");
    println!("cargo::rerun-if-changed=schema");

    let specs = spec::read_folder("schema")?;
    let model = compile::compile(&specs)?;
    let out = PathBuf::from(env::var("OUT_DIR")?).join("registry.rs");
    fs::write(out, emit::registry(&model))?;
    Ok(())
}
