//! Imports a file of entities, one a line, into a new case, and tells how fast.
//!
//! `cargo run --release -p umbra-case --example import -- FILE CASE [--json]`

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Read};
use std::time::Instant;

use sha2::{Digest, Sha256};
use umbra_case::Case;
use umbra_model::{Source, SourceId};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, case, rest @ ..] = arguments.as_slice() else {
        return Err("usage: import FILE CASE [--json]: FILE is read, CASE is made or gone on with".into());
    };
    let start = Instant::now();
    let source = describe(file)?;
    let mut case = if fs::exists(case)? { Case::open(case)? } else { Case::create(case)? };
    let report = case.import_entities("import example", &source, &mut File::open(file)?, &mut |_| ())?;
    drop(case);
    let seconds = start.elapsed().as_secs_f64();
    let peak = peak_memory().unwrap_or_default();
    if rest.iter().any(|argument| argument == "--json") {
        println!(
            "{{\"entities\":{},\"statements\":{},\"refused\":{},\"seconds\":{seconds:.3},\"peak_bytes\":{peak}}}",
            report.entities, report.statements, report.refused
        );
    } else {
        println!("{} entities, {} statements, {} refused", report.entities, report.statements, report.refused);
        println!("{seconds:.2} s, {:.0} entities a second", report.entities as f64 / seconds);
        println!("peak memory {:.0} MB", peak as f64 / 1e6);
    }
    Ok(())
}

/// Names the file by its hash, as whoever reads files into a case does.
fn describe(path: &str) -> io::Result<Source> {
    let (mut file, mut sha256) = (File::open(path)?, Sha256::new());
    let (mut buffer, mut size) = (vec![0; 1 << 20], 0);
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        sha256.update(&buffer[..count]);
        size += count as u64;
    }
    let id = SourceId::from_digest(sha256.finalize().into());
    Ok(Source::new(id, path, "application/json+ftm", size))
}

/// The most memory that the process has had, in bytes, where the system tells (Linux).
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib * 1024)
}
