//! What can be typed. Help, completions and parsing all come from here; what it means is in `commands`.

mod alert;
mod ftm;
mod inspect;
mod reading;
mod report;
mod resolve;
mod serve;
mod users;

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use umbra_model::{PartialDate, Standing};

pub use alert::{Alert, AlertTask};
pub use ftm::{Aggregate, Files, Ftm, FtmCommand, Gexf, Merge, Statements, Validate};
pub use inspect::Inspect;
pub use reading::{Review, Rules, RulesCheck, RulesCommand, RulesTry};
pub use report::Report;
pub use resolve::{Resolve, Task};
pub use serve::Serve;
pub use users::{Users, UsersTask};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Yellow.on_default().bold())
    .usage(AnsiColor::Yellow.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const AFTER: &str = "\
Start with:  umbra investigate FOLDER

Exit codes:  0 done   1 verify found a fault   2 wrong usage   3 bad input   4 case file in use";

/// Investigate organised crime and the officials who shelter it, from public documents, with the source of every line.
#[derive(Debug, Parser)]
#[command(name = "umbra", version, styles = STYLES, after_help = AFTER, max_term_width = 100)]
#[command(arg_required_else_help = true, subcommand_required = true, disable_help_subcommand = true)]
pub struct Cli {
    /// Print the result as JSON, on one line per command.
    #[arg(long, global = true)]
    pub json: bool,
    /// Print nothing but errors and what was asked for; no progress, no advice.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read a folder of documents and show what is in it: a case file, a report, and a summary.
    Investigate(Investigate),
    /// Read documents and datasets into a case file.
    Read(Read),
    /// Who shelters whom: officials and protectors for each criminal group, with the sentence behind each.
    Umbrellas(Umbrellas),
    /// Whose removal breaks a network: a plan, and how far it can be trusted. On a case, or on any file of ties.
    Break(Break),
    /// Which groups are small now and growing: an early-warning rank with its parts, and what to look at next.
    Watch(Watch),
    /// Which trades and places breed it: a table of groups, protectors, offences and money, and the list of what is to be inspected.
    Inspect(Inspect),
    /// Who pays, who is paid: sums, ways of money through time, shapes that launderers leave, who stands behind firms.
    Money(Money),
    /// What changed between periods: each campaign of the case, or any period, with the times before and after.
    Campaign(Campaign),
    /// Every published figure in the case, and whether they agree with each other.
    Figures(CaseOnly),
    /// Look a name or a list up in a case or a file of entities, with scores and reasons; or list records that may be one.
    Who(Who),
    /// Judge which records are one: review pairs, take decisions back, exchange them; find duplicates in entity files.
    Resolve(Resolve),
    /// All that the case says of one person, firm, group, place or trade, with footnotes.
    Dossier(Dossier),
    /// Patterns that are kept in the case and looked for in what is read later; new hits are a queue.
    Alert(Alert),
    /// Recompute every hash, span and quote of a case file, and name what was changed.
    Verify(CaseOnly),
    /// Open the workbench in the browser, on a case or a folder of documents; and answer the clients of yente and OpenRefine.
    Serve(Serve),
    /// Hand the case to other tools.
    Export(Export),
    /// Filter files of FollowTheMoney entities, without a case: validate, statements, aggregate, merge, gexf.
    Ftm(Ftm),
    /// Train the tagger of names on with names that you corrected, on this machine.
    Learn(Learn),
    /// Print a completion script for a shell.
    Completions(Completions),
    /// Judge what was taken from the documents: accept, correct or reject each statement, confirm or reject each candidate.
    Review(Review),
    /// Write rules of your own: check them, try them on a text, see why a rule fired or did not.
    Rules(Rules),
    /// Reports that people write in the case, with what it shows dropped in as blocks: list, keep, and write them as HTML, PDF, Word or Markdown.
    Report(Report),
    /// Who may use the workbench: add, list and remove accounts, set passwords and roles.
    Users(Users),
}

#[derive(Debug, Args)]
pub struct Inputs {
    /// Files, folders or glob patterns: text, Markdown, HTML, PDF, DOCX, EML, CSV, FollowTheMoney JSON; also in zip or gzip.
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// The case file to write; it is named after the first path unless you say otherwise.
    #[arg(long, short, value_name = "NAME.umbra", value_hint = ValueHint::FilePath)]
    pub case: Option<PathBuf>,
    /// A FollowTheMoney mapping for tables that it names; one that lies beside its table is found without this.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub mapping: Vec<PathBuf>,
    /// What finds names that no rule knows: a file of `umbra learn`, or `rules` for nothing.
    #[arg(long, value_name = "FILE|rules", value_hint = ValueHint::FilePath)]
    pub tagger: Option<PathBuf>,
    /// Find ties and events by rules alone, without the classifier: several times as fast, and finds less.
    #[arg(long)]
    pub rules_alone: bool,
    /// Read sources again that the case holds already: where they say something else now, what was taken from them is
    /// retracted, and taken anew.
    #[arg(long)]
    pub again: bool,
    /// A folder of your own rules for texts, beside those of the program; `umbra rules` checks them.
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::AnyPath)]
    pub rules: Option<PathBuf>,
    /// Your name in the case file's log.
    #[arg(long = "as", value_name = "NAME", env = "USER", default_value = "unnamed", hide_env_values = true)]
    pub actor: String,
}

#[derive(Debug, Args)]
pub struct Learn {
    /// Folders and files of corrected names: NAME.txt with NAME.gold.json beside it, or words with tags (.bio, .iob2, .conll).
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// The model file to write.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub out: PathBuf,
    /// The language of the texts: eng or zho.
    #[arg(long, value_name = "CODE", default_value = "eng")]
    pub language: String,
    /// The model to begin with, instead of the one in the program.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub base: Option<PathBuf>,
    /// How often all sentences are gone through.
    #[arg(long, value_name = "NUMBER", default_value_t = 10)]
    pub epochs: usize,
}

#[derive(Debug, Args)]
pub struct Investigate {
    #[command(flatten)]
    pub inputs: Inputs,
    #[command(flatten)]
    pub help: LanguageModel,
    #[command(flatten)]
    pub view: ViewArgs,
}

#[derive(Debug, Args)]
pub struct Read {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Show each document with all that is taken from it and why, and write no case.
    #[arg(long, conflicts_with_all = ["case", "again", "llm"])]
    pub explain: bool,
    #[command(flatten)]
    pub help: LanguageModel,
}

/// A language model that the user runs.
#[derive(Debug, Args)]
pub struct LanguageModel {
    /// Also ask a language model that you run, at an address such as http://127.0.0.1:11434/v1 (OpenAI's chat completions). What
    /// the text bears out of its answers is left to `umbra review`. A key is taken from the variable UMBRA_LLM_KEY.
    #[arg(long, value_name = "URL", requires = "model")]
    pub llm: Option<String>,
    /// With --llm: the model's name at that address.
    #[arg(long, value_name = "NAME", requires = "llm")]
    pub model: Option<String>,
    /// With --llm: how many seconds one answer may take.
    #[arg(long, value_name = "SECONDS", requires = "llm", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub llm_timeout: u64,
}

/// Which ties count.
#[derive(Debug, Args)]
pub struct ViewArgs {
    /// Leave out ties whose standing is below this: reported, alleged, investigated, detained, charged, tried, convicted, final.
    #[arg(long, value_name = "STANDING")]
    pub standing: Option<Standing>,
    /// Leave out ties that did not hold at this date: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<PartialDate>,
}

#[derive(Debug, Args)]
pub struct CaseOnly {
    /// The case file; may be left out where the folder holds just one.
    #[arg(value_name = "CASE", value_hint = ValueHint::FilePath)]
    pub case: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Umbrellas {
    #[command(flatten)]
    pub case: CaseOnly,
    /// The other way round: the groups over which this official is found.
    #[arg(long, value_name = "OFFICIAL")]
    pub of: Option<String>,
    #[command(flatten)]
    pub view: ViewArgs,
}

#[derive(Debug, Args)]
pub struct Watch {
    #[command(flatten)]
    pub case: CaseOnly,
    /// What happened after this date does not count: YYYY, YYYY-MM or YYYY-MM-DD. The last day that the case knows if left out.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<PartialDate>,
    /// How many months back count as now.
    #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=1200))]
    pub months: u32,
    /// Groups with fewer members are small, and are ranked.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub small: usize,
    /// Show so many of the small groups.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Where chance starts, for the intervals: the same seed, the same result.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
}

#[derive(Debug, Args)]
pub struct Money {
    #[command(flatten)]
    pub case: CaseOnly,
    /// Show the widest way of money through time from this party.
    #[arg(long, value_name = "NAME")]
    pub from: Option<String>,
    /// And to this one.
    #[arg(long, value_name = "NAME")]
    pub to: Option<String>,
    /// Show who stands behind this firm.
    #[arg(long, value_name = "FIRM", conflicts_with_all = ["from", "to"])]
    pub owners: Option<String>,
    /// With --owners: only shares that may have been held on this date: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE", requires = "owners")]
    pub as_of: Option<PartialDate>,
    /// Entries of each list.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
}

#[derive(Debug, Args)]
pub struct Campaign {
    #[command(flatten)]
    pub case: CaseOnly,
    /// A period of your own begins: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE", requires = "to")]
    pub from: Option<PartialDate>,
    /// And ends.
    #[arg(long, value_name = "DATE", requires = "from")]
    pub to: Option<PartialDate>,
    /// Keep that period in the case under a name, as a note of yours.
    #[arg(long, value_name = "NAME", requires = "from")]
    pub name: Option<String>,
    /// Your name, in the note and in the case file's log.
    #[arg(long = "as", value_name = "NAME", env = "USER", default_value = "unnamed", hide_env_values = true)]
    pub actor: String,
}

/// What a removal plan is to break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Objective {
    /// The largest part that hangs together, as early as possible.
    #[default]
    Size,
    /// The largest part, with the fewest removals.
    Fewest,
    /// The pairs that can still reach each other (the key-player problem).
    Pairs,
    /// How short the ways between all are.
    Efficiency,
    /// The money that still gets from those who pay to those who are paid.
    Money,
    /// The ways from the protectors to the gang: the fewest go-betweens whose removal cuts them off.
    Protector,
}

#[derive(Debug, Args)]
pub struct Break {
    /// A case file, or a network: edge list, matrix, GEXF, GraphML, Pajek or UCINET DL, also with gzip. May be left out where the
    /// folder holds just one case file.
    #[arg(value_name = "CASE|FILE", value_hint = ValueHint::FilePath)]
    pub input: Option<PathBuf>,
    /// What is to be broken.
    #[arg(long, value_enum, default_value_t)]
    pub objective: Objective,
    /// Go on until the largest part holds no more than this share of all; above 0, up to 1.
    #[arg(long, value_name = "SHARE", default_value_t = 0.1)]
    pub target: f64,
    /// Take out at most so many.
    #[arg(long, value_name = "N")]
    pub most: Option<usize>,
    /// Take out no more than costs this together.
    #[arg(long, value_name = "COST", conflicts_with = "most")]
    pub budget: Option<f64>,
    /// What taking each out costs: a file of lines with a name and a number, parted by a tab or a comma. Whoever is not in it
    /// costs 1.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub costs: Option<PathBuf>,
    /// Somebody who may not be taken out. May be given several times.
    #[arg(long, value_name = "NAME")]
    pub keep: Vec<String>,
    /// Which network of the case: a group, or anybody in it. The foremost if left out.
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
    /// With --objective protector: who is to be cut off. In a case, the accused protectors if left out.
    #[arg(long, value_name = "NAME")]
    pub from: Vec<String>,
    /// With --objective protector: from whom. In a case, the group if left out.
    #[arg(long, value_name = "NAME")]
    pub to: Vec<String>,
    /// Also plan with nobody below this standing: reported, alleged, investigated, detained, charged, tried, convicted, final.
    #[arg(long, value_name = "STANDING", default_value = "charged")]
    pub standing: Standing,
    /// Leave out ties that did not hold at this date: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<PartialDate>,
    /// The share of the true ties that nobody saw: at least 0, below 1.
    #[arg(long, value_name = "SHARE", default_value_t = 0.2)]
    pub rate: f64,
    /// The chance that a tie is false of which no grade says how likely that is: 0 to 1.
    #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
    pub false_rate: f64,
    /// Where chance starts: the same seed, the same result.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
    /// Draw the curve of the plan beside others.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub svg: Option<PathBuf>,
    /// Write the curve's data.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub csv: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Who {
    /// A name, in any script and any order; put several words in quotes. Or a list: a CSV file with a column called name, or
    /// FollowTheMoney JSON lines. Left out: the records that may be one and that nobody has judged, with what speaks for and
    /// against it.
    #[arg(value_name = "NAME|LIST")]
    pub name: Option<String>,
    #[command(flatten)]
    pub case: CaseOrFile,
    /// How many at most; of a list, for each name.
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub limit: usize,
    /// Hits with a lower score are left out: 0 to 1.
    #[arg(long, default_value_t = 0.7, value_name = "SCORE")]
    pub threshold: f64,
    /// When the one who is meant was born: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub born: Option<PartialDate>,
    /// A country of whoever is meant, as a code or a name. May be given several times.
    #[arg(long, value_name = "COUNTRY")]
    pub country: Vec<String>,
    /// What is meant: Person, Company, Organization, Vessel, ...; of a list, in rows that don't say so.
    #[arg(long, value_name = "SCHEMA")]
    pub schema: Option<String>,
    /// Write the hits as a table in CSV.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct CaseOrFile {
    /// Where to look: a case file, or FollowTheMoney JSON lines of any size, also with gzip. May be left out where the folder
    /// holds just one case file.
    #[arg(value_name = "CASE|FILE", value_hint = ValueHint::FilePath)]
    pub case: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Dossier {
    /// A name, or the id of an entity; put several words in quotes. Where nobody and nothing is called so, a trade or a place.
    #[arg(required_unless_present_any = ["trade", "place"])]
    pub name: Option<String>,
    #[command(flatten)]
    pub case: CaseOnly,
    /// The dossier of a trade, over all places.
    #[arg(long, value_name = "TRADE", conflicts_with_all = ["name", "place"])]
    pub trade: Option<String>,
    /// The dossier of a place, with all that lies in it.
    #[arg(long, value_name = "PLACE", conflicts_with = "name")]
    pub place: Option<String>,
    /// Withhold the names of these, in every format; all of them when none is named.
    #[arg(long, value_name = "victims,witnesses,minors", value_delimiter = ',', num_args = 0..=1, require_equals = true,
        default_missing_value = "victims,witnesses,minors", value_parser = ["victims", "witnesses", "minors"])]
    pub redact: Vec<String>,
    /// Write the dossier as Markdown.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub markdown: Option<PathBuf>,
    /// Write the dossier as a PDF file.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub pdf: Option<PathBuf>,
    /// Write the dossier as an HTML page.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub html: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// FollowTheMoney JSON lines.
    Ftm,
    /// The network, for Gephi and its kin.
    Gexf,
    /// Statements, one a row, with source, place and quote.
    Csv,
}

#[derive(Debug, Args)]
pub struct Export {
    /// The format.
    #[arg(value_enum)]
    pub format: Format,
    #[command(flatten)]
    pub case: CaseOnly,
    /// Where to write; standard output if left out.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
