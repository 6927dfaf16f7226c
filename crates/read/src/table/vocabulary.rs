//! What headers mean: the words of `data/columns.txt`.

use std::sync::LazyLock;

/// Whom a column is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Party {
    Company,
    Person,
    Owner,
    Director,
    Payer,
    Payee,
    Holder,
    Organisation,
    Source,
    Target,
}

/// What a header says of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    pub party: Option<Party>,
    /// One of the attributes of `data/columns.txt`.
    pub attribute: &'static str,
}

struct Vocabulary {
    parties: Vec<(String, Party)>,
    attributes: Vec<(String, &'static str)>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| parse(include_str!("../../data/columns.txt")));

fn parse(text: &'static str) -> Vocabulary {
    let mut vocabulary = Vocabulary { parties: Vec::new(), attributes: Vec::new() };
    let mut in_parties = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line {
            "[party]" => in_parties = true,
            "[attribute]" => in_parties = false,
            _ => {
                let (meaning, words) = line.split_once(" = ").expect("a test reads the whole file");
                for word in words.split(',').map(str::trim) {
                    if in_parties {
                        vocabulary.parties.push((word.to_owned(), party(meaning)));
                    } else {
                        vocabulary.attributes.push((word.to_owned(), meaning));
                    }
                }
            }
        }
    }
    vocabulary
}

fn party(name: &str) -> Party {
    match name {
        "company" => Party::Company,
        "person" => Party::Person,
        "owner" => Party::Owner,
        "director" => Party::Director,
        "payer" => Party::Payer,
        "payee" => Party::Payee,
        "holder" => Party::Holder,
        "organisation" => Party::Organisation,
        "source" => Party::Source,
        _ => Party::Target,
    }
}

/// A header in small letters, its words parted by one space: `ShareholderName`, `shareholder_name` and
/// `Shareholder (name)` become "shareholder name".
pub(super) fn normalise(header: &str) -> String {
    let mut words = String::new();
    let mut previous = ' ';
    for c in header.chars() {
        if c.is_alphanumeric() || c == '\'' {
            if c.is_uppercase() && previous.is_lowercase() {
                words.push(' ');
            }
            words.extend(c.to_lowercase());
        } else if c == '%' {
            words.push_str(" percent ");
        } else {
            words.push(' ');
        }
        previous = c;
    }
    words.split_whitespace().filter(|word| *word != "the").collect::<Vec<_>>().join(" ")
}

/// What a header says, if its words are known.
pub(super) fn meaning(header: &str) -> Option<Meaning> {
    let text = normalise(header);
    let of_party = |words: &str| VOCABULARY.parties.iter().find(|(word, _)| word == words).map(|(_, party)| *party);
    let attribute =
        |words: &str| VOCABULARY.attributes.iter().find(|(word, _)| word == words).map(|(_, attribute)| *attribute);
    if let Some(attribute) = attribute(&text) {
        return Some(Meaning { party: None, attribute });
    }
    if let Some(party) = of_party(&text) {
        return Some(Meaning { party: Some(party), attribute: "name" });
    }
    for (at, _) in text.match_indices(' ') {
        let (left, right) = (&text[..at], &text[at + 1..]);
        if let (Some(party), Some(attribute)) = (of_party(left), attribute(right)) {
            return Some(Meaning { party: Some(party), attribute });
        }
        if let (Some(attribute), Some(party)) = (attribute(left), right.strip_prefix("of ").and_then(of_party)) {
            return Some(Meaning { party: Some(party), attribute });
        }
        // "share in percent", "amount eur": the currency is looked at elsewhere.
        if let Some(attribute @ ("amount" | "share")) = attribute(left) {
            return Some(Meaning { party: None, attribute });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, party: Option<Party>, attribute: &str) {
        let found = meaning(header).map(|m| (m.party, m.attribute));
        assert_eq!(found, Some((party, attribute)), "{header}");
    }

    #[test]
    fn headers_are_understood() {
        check("shareholder_name", Some(Party::Owner), "name");
        check("ShareholderBirthDate", Some(Party::Owner), "birth date");
        check("Name of the company", Some(Party::Company), "name");
        check("Date of birth", None, "birth date");
        check("Share (%)", None, "share");
        check("amount_eur", None, "amount");
        check("Beneficiary", Some(Party::Payee), "name");
        check("股东名称", Some(Party::Owner), "name");
        check("registration_number", None, "registration number");
        assert_eq!(meaning("colour of hat"), None);
    }

    #[test]
    fn the_file_is_well_formed() {
        assert!(VOCABULARY.parties.len() > 80 && VOCABULARY.attributes.len() > 200);
        let mut words: Vec<_> = VOCABULARY
            .attributes
            .iter()
            .map(|(word, _)| word)
            .chain(VOCABULARY.parties.iter().map(|(word, _)| word))
            .collect();
        words.sort_unstable();
        let doubled: Vec<_> = words.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert_eq!(doubled, Vec::<&String>::new());
    }
}
