//! What can be typed of reports that people write.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::CaseOnly;

#[derive(Debug, Args)]
pub struct Report {
    /// The report: its title, or its name in the case, such as report-1. Without it the reports are listed.
    #[arg(value_name = "REPORT")]
    pub name: Option<String>,
    #[command(flatten)]
    pub case: CaseOnly,
    /// Keep a report that you typed: Markdown, with lines such as `[[umbrella: GROUP]]` for what the case is to show there. One of the same title gets
    /// another version.
    #[arg(long, value_name = "FILE.md", value_hint = ValueHint::FilePath)]
    pub keep: Option<PathBuf>,
    /// Write the report as a Word document with footnotes.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub docx: Option<PathBuf>,
    /// Write the report as Markdown.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub markdown: Option<PathBuf>,
    /// Write the report as a PDF file.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub pdf: Option<PathBuf>,
    /// Write the report as an HTML page.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub html: Option<PathBuf>,
    /// Your name in the case file's log.
    #[arg(long = "as", value_name = "NAME", env = "USER", default_value = "unnamed", hide_env_values = true)]
    pub actor: String,
}
