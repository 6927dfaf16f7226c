//! Writes the report and every export of a small fictional case: `cargo run -p umbra-report --example sample -- FOLDER`.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

#[path = "../tests/fixture/mod.rs"]
mod fixture;

use std::fs::{self, File};
use std::path::PathBuf;

use umbra_report::{FtmOptions, PageLimits, dossier_html, export_ftm, export_gexf, export_statements_csv};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".to_owned()));
    fs::create_dir_all(&folder)?;
    let sample = fixture::sample();
    fs::write(folder.join("sample.html"), sample.html(PageLimits::default()))?;
    export_ftm(&sample.facts, FtmOptions::default(), &mut File::create(folder.join("sample.ftm.json"))?)?;
    export_gexf(
        &sample.facts,
        &sample.findings.network,
        &umbra_report::Writings::default(),
        &mut File::create(folder.join("sample.gexf"))?,
    )?;
    export_statements_csv(&sample.facts, &mut File::create(folder.join("sample.csv"))?)?;
    let person = umbra_find::Dossier::of(&sample.facts, &umbra_model::EntityId::new("erlingworth")?)?;
    fs::write(folder.join("dossier.html"), dossier_html(&person, None))?;
    Ok(())
}
