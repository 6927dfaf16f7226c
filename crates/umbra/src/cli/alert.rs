//! What can be typed after `umbra alert`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

#[derive(Debug, Args)]
pub struct Alert {
    /// The case file; may be left out where the folder holds just one.
    #[arg(long, short, value_name = "CASE", value_hint = ValueHint::FilePath, global = true)]
    pub case: Option<PathBuf>,
    /// Your name, in the note and in the case file's log.
    #[arg(
        long = "as",
        value_name = "NAME",
        env = "USER",
        default_value = "unnamed",
        hide_env_values = true,
        global = true
    )]
    pub actor: String,
    #[command(subcommand)]
    pub task: AlertTask,
}

#[derive(Debug, Subcommand)]
pub enum AlertTask {
    /// Keep a pattern in the case, and look for it in what is read from now on.
    Add(AddAlert),
    /// List the patterns that are kept.
    List,
    /// Show what is new: the queue.
    Run,
    /// Take everything that is in the queue off it.
    Seen {
        /// Only for this alert; for all if left out.
        #[arg(value_name = "ALERT")]
        alert: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct AddAlert {
    /// What to look for: a name in a new document; an official's relative (or the official) who owns a firm that the office pays or
    /// gives a contract; somebody who comes onto a shelf over a group.
    #[arg(value_parser = ["name", "relative-contractor", "protector"])]
    pub kind: String,
    /// The name.
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Also look in what the case holds already.
    #[arg(long)]
    pub all: bool,
}
