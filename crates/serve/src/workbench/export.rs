//! The case for other tools.

use std::sync::Arc;

use umbra_report::{FtmOptions, export_ftm, export_gexf, export_statements_csv};

use super::Workbench;
use super::addresses::Reply;
use super::view::view;
use crate::http::{Call, Fault};

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let mut content = Vec::new();
    let (media_type, ending, written) = match call.parameters.get("format").unwrap_or_default() {
        "ftm" => ("application/json", "ftm.json", export_ftm(&desk.facts, FtmOptions::default(), &mut content)),
        "gexf" => {
            let network = desk.network(&view(&call.parameters)?)?;
            ("application/gexf+xml", "gexf", export_gexf(&desk.facts, &network, &desk.writings, &mut content))
        }
        "csv" => ("text/csv; charset=utf-8", "statements.csv", export_statements_csv(&desk.facts, &mut content)),
        _ => return Err(Fault::malformed("format is one of ftm, gexf, csv")),
    };
    written.map_err(|error| Fault::broken(error.to_string()))?;
    let plain = |c: char| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' };
    let name: String = workbench.name().chars().map(plain).take(80).collect();
    Ok(Reply::File { media_type, name: format!("{name}.{ending}"), content })
}
