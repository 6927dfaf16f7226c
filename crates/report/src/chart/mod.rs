//! Charts, as SVG within tables and lists, so that every number also stands there as text.

mod bars;
mod removal;
mod sankey;
mod scale;
mod series;
mod waterfall;

pub(crate) use bars::bars;
pub use removal::removal_svg;
pub(crate) use sankey::sankey;
pub use sankey::{FlowBand, FlowBar, FlowDrawing, draw_flows};
pub(crate) use series::{series, series_of};
pub(crate) use waterfall::waterfall;
