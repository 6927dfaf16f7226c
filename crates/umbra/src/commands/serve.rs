//! `umbra serve`

mod browser;
mod wanted;

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use umbra_serve::{
    AccountsFile, AccountsOptions, Event, Heard, LARGE_CASE, Lifetimes, Options, Server, Taken, Transport,
    WorkbenchOptions,
};

use super::{Manner, investigate, write_json};
use crate::cli::{Inputs, Serve};
use crate::exit::{Done, Usage};
use crate::page::{FAINT, styled};
use crate::progress::Progress;
use crate::{intake, interrupt};

/// How often to ask whether the user wants to stop.
const PAUSE: Duration = Duration::from_millis(100);

pub fn run(args: &Serve, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let wanted = wanted::of(args)?;
    let has_page = wanted.workbench.is_some();
    let case = wanted.workbench.as_ref().map(|(case, _)| case.clone());
    let options = Options {
        files: wanted.files,
        host: args.host.clone(),
        port: args.port,
        index_dir: args.index_dir.clone(),
        token: args.update_token.clone(),
        workbench: wanted.workbench.map(|(case, inputs)| workbench(args, case, inputs)),
        transport: transport(args),
        names: args.names.clone(),
        ..Options::default()
    };
    if args.users.is_some() && !has_page {
        return Err(Usage("--users is for the workbench: name a case or a folder of documents".to_owned()).into());
    }
    let progress = Progress::start(manner.quiet);
    if !has_page {
        progress.say(|| "opening the indexes; one that is missing is made first".to_owned());
    }
    let server = Server::open(options, &mut |taken| tell(taken, manner))?;
    progress.end();
    let scheme = if args.tls_cert.is_some() { "https" } else { "http" };
    let (address, datasets) = (format!("{scheme}://{}", server.address()), server.datasets());
    match (&case, manner.json) {
        (None, true) => write_json(out, &serde_json::json!({ "address": address, "datasets": datasets }))?,
        (Some(case), true) => write_json(out, &serde_json::json!({ "address": address, "case": case }))?,
        (None, false) => writeln!(out, "Serving {} on {address}", datasets.join(", "))?,
        (Some(case), false) => writeln!(out, "Workbench on {} at {address}", case.display())?,
    }
    if !manner.json && !manner.quiet {
        let described = if has_page { "/api/v1/openapi.json and /openapi.json" } else { "/openapi.json" };
        writeln!(out, "{}", styled(FAINT, format!("described at {address}{described}; Ctrl-C stops it")))?;
    }
    out.flush()?;
    if has_page && !args.no_open && !manner.json && std::io::stdout().is_terminal() {
        browser::open(&address);
    }
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

/// A workbench on a case, into which documents are read as `investigate` reads them.
fn workbench(args: &Serve, case: PathBuf, inputs: Vec<PathBuf>) -> WorkbenchOptions {
    let target = case.clone();
    let reader = move |paths: &[PathBuf], actor: &str, heard: &Heard<'_>| {
        read(&target, paths, actor, heard).map_err(|error| format!("{error:#}"))
    };
    let accounts = args.users.as_ref();
    let accounts =
        accounts.map(|path| AccountsOptions { file: AccountsFile::at(path), lifetimes: Lifetimes::default() });
    WorkbenchOptions { case, inputs, actor: args.actor.clone(), reader: Box::new(reader), accounts, large: LARGE_CASE }
}

fn transport(args: &Serve) -> Transport {
    match (&args.tls_cert, &args.tls_key) {
        (Some(certificate), Some(key)) => Transport::Tls { certificate: certificate.clone(), key: key.clone() },
        _ if args.insecure_http_behind_proxy => Transport::BehindProxy,
        _ => Transport::Plain,
    }
}

fn read(case: &Path, paths: &[PathBuf], actor: &str, heard: &Heard<'_>) -> Result<()> {
    let progress = Progress::Told(heard);
    let paths = paths.to_vec();
    let inputs = Inputs {
        paths,
        case: None,
        mapping: Vec::new(),
        again: false,
        rules_alone: false,
        actor: actor.to_owned(),
        rules: None,
        tagger: None,
    };
    let (mut case, taken) = intake::take_into(case, &inputs, &progress)?;
    if !taken.was_stopped && taken.sources > 0 {
        progress.say(|| "judging which records are one".to_owned());
        investigate::judge(&mut case)?;
    }
    Ok(())
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
