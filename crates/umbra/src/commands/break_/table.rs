//! The curve of a plan as CSV.

use umbra_find::Removals;

/// One row per removal, the untouched network as row 0: who goes, what the plan and each baseline leave, and the interval of
/// the plan under missing and false ties.
pub fn csv(removals: &Removals) -> String {
    let mut text = String::from("removal,who,id");
    for curve in &removals.curves {
        text.push_str(&format!(",{}", field(curve.rule)));
    }
    text.push_str(",plan_low,plan_median,plan_high\n");
    for step in 0..=removals.plan.len() {
        let removal = step.checked_sub(1).and_then(|step| removals.plan.get(step));
        let name = removal.map_or("", |removal| removal.who.name.as_str());
        let id = removal.and_then(|removal| removal.who.entity.as_ref()).map_or("", |entity| entity.id.as_str());
        text.push_str(&format!("{step},{},{}", field(name), field(id)));
        for curve in &removals.curves {
            text.push_str(&curve.left.get(step).map_or_else(|| ",".to_owned(), |left| format!(",{left}")));
        }
        match removals.ties.left.get(step) {
            Some(left) => text.push_str(&format!(",{},{},{}\n", left.low, left.median, left.high)),
            None => text.push_str(",,,\n"),
        }
    }
    text
}

/// A field in quotes where it needs them; a text that a spreadsheet would take for a formula is kept from it.
fn field(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_break_no_row_and_start_no_formula() {
        assert_eq!(field("plain"), "plain");
        assert_eq!(field("Cole, \"senior\""), "\"Cole, \"\"senior\"\"\"");
        assert_eq!(field("=1+1"), "'=1+1");
    }
}
