//! What a request's address, or a form, asks for.

use std::str::FromStr;

use super::fault::Fault;
use crate::limits::MOST_REPEATED;

/// Names and values, in order. A name can occur several times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Takes apart `name=value&name=value`, as addresses and forms write it. What is no UTF-8 is replaced.
    pub fn parse(text: &str) -> Self {
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name, true), decode(value, true))
        });
        Self(pairs.collect())
    }

    /// The last value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a name that is not empty.
    pub fn all(&self, name: &str) -> Result<Vec<String>, Fault> {
        let values = self.0.iter().filter(|(known, value)| known == name && !value.is_empty());
        let values: Vec<String> = values.map(|(_, value)| value.clone()).collect();
        if values.len() > MOST_REPEATED {
            return Err(Fault::malformed(format!("{name} is given more than {MOST_REPEATED} times")));
        }
        Ok(values)
    }

    /// A number of a name, at most `most`; `otherwise` where it is not given.
    pub fn number(&self, name: &str, otherwise: usize, most: usize) -> Result<usize, Fault> {
        let Some(text) = self.get(name) else { return Ok(otherwise) };
        match text.trim().parse::<usize>() {
            Ok(number) if number <= most => Ok(number),
            Ok(_) => Err(Fault::malformed(format!("{name} is more than {most}"))),
            Err(_) => Err(Fault::malformed(format!("{name} is no whole number from 0 to {most}"))),
        }
    }

    /// A score of a name.
    pub fn score(&self, name: &str, otherwise: f64) -> Result<f64, Fault> {
        let Some(text) = self.get(name) else { return Ok(otherwise) };
        f64::from_str(text.trim())
            .ok()
            .filter(|score| score.is_finite())
            .ok_or_else(|| Fault::malformed(format!("{name} is no number, such as 0.7")))
    }

    /// A truth value of a name.
    pub fn flag(&self, name: &str) -> Result<Option<bool>, Fault> {
        let Some(text) = self.get(name) else { return Ok(None) };
        match text.trim().to_lowercase().as_str() {
            "true" | "1" | "yes" | "on" | "t" | "y" => Ok(Some(true)),
            "false" | "0" | "no" | "off" | "f" | "n" => Ok(Some(false)),
            _ => Err(Fault::malformed(format!("{name} is neither true nor false"))),
        }
    }
}

/// Undoes the percent signs of an address; in a query string, `+` is a space.
pub(crate) fn decode(text: &str, plus_is_space: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = |index: usize| bytes.get(index).and_then(|byte| char::from(*byte).to_digit(16));
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).expect("two hexadecimal digits are a byte"));
                at += 2;
            }
            (b'+', ..) if plus_is_space => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        let parameters =
            Parameters::parse("q=ana+brandt%20%E9%A9%AC&topics=sanction&topics=role.pep&x&limit=7&=&%zz=%");
        assert_eq!(parameters.get("q"), Some("ana brandt 马"));
        assert_eq!(parameters.all("topics").unwrap(), ["sanction", "role.pep"]);
        assert_eq!(parameters.number("limit", 5, 10).unwrap(), 7);
        assert_eq!(parameters.number("offset", 5, 10).unwrap(), 5);
        assert_eq!(parameters.get("%zz"), Some("%"));
        assert!(Parameters::parse("limit=-1").number("limit", 5, 10).is_err());
        assert!(Parameters::parse("limit=11").number("limit", 5, 10).is_err());
        assert!(Parameters::parse("cutoff=nan").score("cutoff", 0.5).is_err());
        assert!(Parameters::parse("nested=maybe").flag("nested").is_err());
    }

    #[test]
    fn what_is_no_text_is_replaced() {
        assert_eq!(decode("%ff%00a", false), "\u{fffd}\0a");
        assert_eq!(decode("a+b", false), "a+b");
    }
}
