//! What can be typed after `umbra ftm`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

#[derive(Debug, Args)]
pub struct Ftm {
    #[command(subcommand)]
    pub command: FtmCommand,
}

#[derive(Debug, Subcommand)]
pub enum FtmCommand {
    /// Clean entities and write those that are valid; tell what was left out, where and why.
    Validate(Validate),
    /// Turn entities into statements, in CSV: one value of one property of one entity a row.
    Statements(Statements),
    /// Join what is said of one id: fragments of entities, or rows of statements, in any order.
    Aggregate(Aggregate),
    /// Join the entities that a resolver file judges to be one, and turn references to them.
    Merge(Merge),
    /// Draw entities as a network in GEXF, for Gephi and its kin.
    Gexf(Gexf),
}

/// What is read, and where the result goes.
#[derive(Debug, Args)]
pub struct Files {
    /// Files, also with gzip; `-`, and nothing, is standard input.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub inputs: Vec<PathBuf>,
    /// Where to write; standard output if left out. A file is put in its place only when all was written.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// List at most so many of the lines and values that were left out. All are counted.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
}

#[derive(Debug, Args)]
pub struct Validate {
    #[command(flatten)]
    pub files: Files,
}

#[derive(Debug, Args)]
pub struct Statements {
    #[command(flatten)]
    pub files: Files,
    /// The dataset that the statements are of; "undefined" if left out.
    #[arg(long, short, value_name = "NAME")]
    pub dataset: Option<String>,
}

#[derive(Debug, Args)]
pub struct Aggregate {
    #[command(flatten)]
    pub files: Files,
}

#[derive(Debug, Args)]
pub struct Merge {
    /// The decisions: lines of JSON as nomenklatura's resolver writes them.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub resolver: PathBuf,
    #[command(flatten)]
    pub files: Files,
}

#[derive(Debug, Args)]
pub struct Gexf {
    #[command(flatten)]
    pub files: Files,
    /// Draw only what FollowTheMoney calls edges (ownerships, directorships, ...), and not what else refers to an entity, such
    /// as an address.
    #[arg(long)]
    pub no_references: bool,
}
