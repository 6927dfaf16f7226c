//! Weights as they are written.

use super::error::Fault;

/// Reads a weight. A comma is a decimal mark unless it might part thousands as well.
pub(crate) fn weight(text: &str) -> Result<f64, Fault> {
    let text = text.trim();
    let value = match (text.parse::<f64>(), text.split_once(',')) {
        (Ok(value), _) => value,
        (Err(_), Some((whole, decimals))) if !text.contains('.') && !decimals.contains(',') => {
            let is_ambiguous = decimals.len() == 3 && whole != "0" && whole != "-0";
            match format!("{whole}.{decimals}").parse::<f64>() {
                Ok(_) if is_ambiguous => return Err(Fault::AmbiguousNumber { found: text.to_owned() }),
                Ok(value) => value,
                Err(_) => return Err(Fault::NotANumber { found: shortened(text) }),
            }
        }
        (Err(_), _) => return Err(Fault::NotANumber { found: shortened(text) }),
    };
    if !value.is_finite() || value < 0.0 {
        return Err(Fault::InvalidWeight { found: shortened(text) });
    }
    // Minus zero is zero.
    Ok(value + 0.0)
}

/// As much of a text as fits into a message.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_commas_are_read_unless_they_may_part_thousands() {
        assert_eq!(weight(" 2.5 "), Ok(2.5));
        assert_eq!(weight("2,5"), Ok(2.5));
        assert_eq!(weight("0,125"), Ok(0.125));
        assert_eq!(weight("1e3"), Ok(1000.0));
        assert!(weight("-0").unwrap().is_sign_positive());
        assert_eq!(weight("1,250"), Err(Fault::AmbiguousNumber { found: "1,250".to_owned() }));
        for bad in ["", "x", "1,2,3", "1,2.3"] {
            assert_eq!(weight(bad), Err(Fault::NotANumber { found: bad.to_owned() }));
        }
        for bad in ["NaN", "inf", "-3", "1e999", "-1,5"] {
            assert_eq!(weight(bad), Err(Fault::InvalidWeight { found: bad.to_owned() }));
        }
    }
}
