//! What can be typed after `umbra resolve`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

#[derive(Debug, Args)]
pub struct Resolve {
    /// A case file, or a file of FollowTheMoney entities, also with gzip; `-` is standard input. May be left out where the
    /// folder holds just one case file.
    #[arg(value_name = "CASE|FILE", value_hint = ValueHint::FilePath)]
    pub input: Option<PathBuf>,
    /// Another file or case: find who stands in both. Only pairs with one from each are compared.
    #[arg(long, value_name = "CASE|FILE", value_hint = ValueHint::FilePath, conflicts_with = "task")]
    pub against: Option<PathBuf>,
    /// Take two for one from this score on, and in a case write it as decisions: above what a name alone reaches, up to 1. Of files
    /// 0.95 if left out.
    #[arg(long, value_name = "SCORE", conflicts_with = "task")]
    pub auto: Option<f64>,
    #[command(flatten)]
    pub task: Task,
    /// Write decisions to a file, or to `-`, as nomenklatura's resolver keeps them: of a case those that stand, else those that
    /// were found.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "task")]
    pub export: Option<PathBuf>,
    /// How many pairs or decisions are listed at most.
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub limit: usize,
    /// Your name, for the decisions that you make.
    #[arg(long = "as", value_name = "NAME", env = "USER", default_value = "unnamed", hide_env_values = true)]
    pub actor: String,
}

/// What is to be done with a case, if not to propose.
#[derive(Debug, Args)]
#[group(id = "task", multiple = false)]
pub struct Task {
    /// Judge pair by pair, side by side: in the terminal by keys, else by lines of standard input.
    #[arg(long)]
    pub review: bool,
    /// List the decisions of a case, the newest first.
    #[arg(long)]
    pub decisions: bool,
    /// Take a decision back, by its number.
    #[arg(long, value_name = "NUMBER")]
    pub undo: Option<i64>,
    /// Take the last decision back.
    #[arg(long)]
    pub undo_last: bool,
    /// Take in decisions from a file, or from `-`, as nomenklatura's resolver keeps them.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub import: Option<PathBuf>,
}
