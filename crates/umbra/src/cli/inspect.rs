//! What can be typed after `umbra inspect`.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use umbra_model::PartialDate;

use super::CaseOnly;

#[derive(Debug, Args)]
pub struct Inspect {
    #[command(flatten)]
    pub case: CaseOnly,
    /// A list of trades: lines of a name, a colon, and the words by which sources speak of it, parted by commas. The sources' own
    /// words if left out.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub trades: Option<PathBuf>,
    /// Put trades under the divisions of the International Standard Industrial Classification; a list of your own counts beside it.
    #[arg(long)]
    pub isic: bool,
    /// Only places of this level, with all that lies in them: country, province, district, ...
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<String>,
    /// Show so many.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    #[command(flatten)]
    pub task: InspectTask,
    /// With --open: the trade.
    #[arg(long, value_name = "WORDS", requires = "open")]
    pub trade: Option<String>,
    /// With --open: the place.
    #[arg(long, value_name = "WORDS", requires = "open")]
    pub place: Option<String>,
    /// With --assign: to whom.
    #[arg(long, value_name = "NAME")]
    pub to: Option<String>,
    /// What was found.
    #[arg(long, value_name = "WORDS", requires = "task")]
    pub found: Option<String>,
    /// What has to change.
    #[arg(long, value_name = "WORDS", requires = "task")]
    pub to_rectify: Option<String>,
    /// By when: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE", requires = "task")]
    pub due: Option<PartialDate>,
    /// A remark.
    #[arg(long, value_name = "WORDS", requires = "task")]
    pub note: Option<String>,
    /// The day of the note, and the day by which items are overdue; today if left out.
    #[arg(long, value_name = "DATE")]
    pub today: Option<PartialDate>,
    /// Your name, in the note and in the case file's log.
    #[arg(long = "as", value_name = "NAME", env = "USER", default_value = "unnamed", hide_env_values = true)]
    pub actor: String,
}

/// What is to be done with the inspection list.
#[derive(Debug, Args)]
#[group(id = "task", multiple = false)]
pub struct InspectTask {
    /// Open an item for a trade at a place.
    #[arg(long)]
    pub open: bool,
    /// Assign an item, by its id.
    #[arg(long, value_name = "ITEM")]
    pub assign: Option<String>,
    /// Say that the fault is put right.
    #[arg(long, value_name = "ITEM")]
    pub rectify: Option<String>,
    /// Say that it was checked and is put right.
    #[arg(long, value_name = "ITEM")]
    pub verify: Option<String>,
    /// Say that it was not, or is back.
    #[arg(long, value_name = "ITEM")]
    pub reopen: Option<String>,
    /// List the items.
    #[arg(long)]
    pub list: bool,
    /// List the items that are past their day and not verified.
    #[arg(long)]
    pub overdue: bool,
}
