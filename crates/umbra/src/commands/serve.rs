//! `umbra serve`

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use umbra_serve::{Event, Options, Server, Taken};

use super::{Manner, write_json};
use crate::cli::Serve;
use crate::exit::Done;
use crate::page::{FAINT, styled};
use crate::progress::Progress;
use crate::{case_file, interrupt};

/// How often to ask whether the user wants to stop.
const PAUSE: Duration = Duration::from_millis(100);

pub fn run(args: &Serve, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let options = Options {
        files: files(args)?,
        host: args.host.clone(),
        port: args.port,
        index_dir: args.index_dir.clone(),
        token: args.update_token.clone(),
        ..Options::default()
    };
    let progress = Progress::start(manner.quiet);
    progress.say(|| "opening the indexes; one that is missing is made first".to_owned());
    let server = Server::open(&options, &mut |taken| tell(taken, manner))?;
    progress.end();
    let (address, datasets) = (format!("http://{}", server.address()), server.datasets());
    if manner.json {
        write_json(out, &serde_json::json!({ "address": address, "datasets": datasets }))?;
    } else {
        writeln!(out, "Serving {} on {address}", datasets.join(", "))?;
        if !manner.quiet {
            writeln!(out, "{}", styled(FAINT, format!("described at {address}/openapi.json; Ctrl-C stops it")))?;
        }
    }
    out.flush()?;
    let patience =
        interrupt::Patience::begin_with("Stopping once what was asked is answered. Ctrl-C again stops at once.");
    let stop = || {
        while !interrupt::is_asked() {
            std::thread::sleep(PAUSE);
        }
    };
    server.run(stop, move |event| match event {
        Event::Taken(taken) => tell(&taken, manner),
        Event::Refused(error) => anstream::eprintln!("not taken: {error}"),
        _ => {}
    })?;
    drop(patience);
    Ok(Done::Well)
}

/// The files named, or the only case of the folder.
fn files(args: &Serve) -> Result<Vec<PathBuf>> {
    if args.files.is_empty() {
        return Ok(vec![case_file::find(None)?]);
    }
    Ok(args.files.clone())
}

/// What was taken in, on standard error: it is no answer to what was asked.
fn tell(taken: &Taken, manner: Manner) {
    if let Some(fault) = &taken.first_fault {
        anstream::eprintln!("{}: {} lines gave no entity, the first: {fault}", taken.dataset, taken.faults);
    }
    if manner.quiet {
        return;
    }
    let how = match (taken.rebuilt, taken.changes) {
        (true, 0) => ", indexed anew".to_owned(),
        (true, changes) => format!(", indexed anew with {changes} changes"),
        (false, 0) => String::new(),
        (false, changes) => format!(", {changes} changes taken in"),
    };
    anstream::eprintln!("{}: {} entities{how}", taken.dataset, taken.entities);
}
