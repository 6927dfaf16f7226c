//! What people take away from a case: the HTML report, dossiers, exports to other tools.
//!
//! Nothing is worked out here: everything shown comes from [`umbra_find`], and every line, score and number links to the
//! sentence that it rests on. A page is one file that asks no network for anything, and what a source says gets into it
//! only as text.

mod chart;
mod contents;
mod dossier;
mod drawing;
mod error;
mod excerpt;
mod export;
mod marks;
mod markup;
mod page;
mod places;
mod sentence;
mod sheet;
mod steps;
mod words;
mod written;

pub use chart::{FlowBand, FlowBar, FlowDrawing, draw_flows, removal_svg};
pub use contents::Contents;
pub use dossier::{dossier_docx, dossier_html, dossier_markdown, dossier_pdf, dossier_text};
pub use drawing::{Chosen, choose};
pub use error::ReportError;
pub use export::{EntityGexf, FtmOptions, GexfCounts, export_ftm, export_gexf, export_statements_csv};
pub use page::{PageLimits, Report};
pub use written::{
    Arrangement, Block, BlockState, Composed, DraftPart, EntityNote, Inline, Material, Piece, Prose, REPORT_KIND,
    Reference, Seen, ShownBlock, ShownLine, Sketch, SketchDot, SketchLine, Style, Writings, WrittenPart, WrittenReport,
    compose, drafted, look_at, prose, typed, written_by, written_docx, written_html, written_markdown, written_pdf,
};
