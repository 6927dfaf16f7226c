//! What can be typed after `umbra rules` and `umbra review`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

#[derive(Debug, Args)]
pub struct Rules {
    #[command(subcommand)]
    pub command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Read rule files and run their examples and counter-examples.
    Check(RulesCheck),
    /// Show what the rules make of a text: a file, or words in quotation marks.
    Try(RulesTry),
    /// Say for each clause of a text why each rule that its words call up fired or did not.
    Explain(RulesTry),
}

#[derive(Debug, Args)]
pub struct RulesCheck {
    /// A folder of rule files, or one file. Without it the rules of the program are held to their examples.
    #[arg(value_name = "FOLDER", value_hint = ValueHint::AnyPath)]
    pub rules: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct RulesTry {
    /// A file, or the text itself.
    #[arg(required = true, value_name = "FILE|TEXT")]
    pub text: String,
    /// A folder of your own rules, beside those of the program.
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::AnyPath)]
    pub rules: Option<PathBuf>,
    /// Only this rule.
    #[arg(long, value_name = "NAME")]
    pub rule: Option<String>,
}

#[derive(Debug, Args)]
pub struct Review {
    /// The case file; may be left out where the folder holds just one.
    #[arg(value_name = "CASE", value_hint = ValueHint::FilePath)]
    pub case: Option<PathBuf>,
    /// Go through the candidates only.
    #[arg(long, conflicts_with = "statements")]
    pub candidates: bool,
    /// Go through what is stated only.
    #[arg(long)]
    pub statements: bool,
    /// List what is open, without asking.
    #[arg(long, conflicts_with_all = ["verdicts", "undo", "rules"])]
    pub list: bool,
    /// List the verdicts so far.
    #[arg(long, conflicts_with_all = ["undo", "rules"])]
    pub verdicts: bool,
    /// Take the last verdict on a record back, by the record's id.
    #[arg(long, value_name = "ID", conflicts_with = "rules")]
    pub undo: Option<String>,
    /// Print rules that confirmed candidates propose, for a file of your own.
    #[arg(long)]
    pub rules: bool,
    /// How many are listed at most.
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub limit: usize,
    /// Your name, for the verdicts that you give.
    #[arg(long = "as", value_name = "NAME", env = "USER", default_value = "unnamed", hide_env_values = true)]
    pub actor: String,
}
