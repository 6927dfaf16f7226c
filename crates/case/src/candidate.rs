//! What a candidate asks, in words for people.

use std::fmt;

use crate::Reviewable;

/// Readings and how a sentence goes on with them: those of ties, between whoever does it and whom it is done to, and those of proceedings,
/// behind whoever they are about.
const WORDS: [(&str, &str); 44] = [
    ("acquittal", "acquitted"),
    ("appeal", "on appeal"),
    ("arrest", "arrested"),
    ("associate_of", "is an associate of"),
    ("associated_with", "is associated with"),
    ("attacked", "attacked"),
    ("bribed", "bribed"),
    ("charge", "charged"),
    ("colludes_with", "colludes with"),
    ("contract_awarded", "awarded a contract to"),
    ("controls", "controls"),
    ("conviction", "convicted"),
    ("deputy_leader", "is deputy leader of"),
    ("directs", "directs"),
    ("dismissal", "dismissed from office"),
    ("dropped", "case dropped"),
    ("employed_by", "is employed by"),
    ("extorted", "extorted"),
    ("extradition", "extradited"),
    ("family", "is family of"),
    ("final", "judgment final"),
    ("fine", "fined"),
    ("founded", "founded"),
    ("front_for", "is a front for"),
    ("guilty_plea", "pleaded guilty"),
    ("held_office", "held an office in"),
    ("holds_office", "holds an office in"),
    ("investigation", "investigated"),
    ("killed", "killed"),
    ("leads", "leads"),
    ("member_of", "is a member of"),
    ("met", "met"),
    ("overturned", "judgment overturned"),
    ("owns", "owns"),
    ("paid", "paid"),
    ("represents", "represents"),
    ("resignation", "resigned"),
    ("seizure", "property seized"),
    ("sentence", "sentenced"),
    ("shelters", "shelters"),
    ("threatened", "threatened"),
    ("tipped_off", "tipped off"),
    ("trial", "on trial"),
    ("upheld", "judgment upheld"),
];

/// What a candidate asks: somebody, what may be so of them, and whom it is done to.
///
/// ```
/// # use umbra_case::Asked;
/// let charged = Asked { subject: "Dale Orrin", words: "charged".into(), object: None };
/// assert_eq!(charged.to_string(), "Dale Orrin: charged?");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked<'r> {
    /// Who does it, or whom proceedings are about; a question mark where the candidate does not say.
    pub subject: &'r str,
    /// What may be so; the reading itself, without its underscores, where no words are known for it.
    pub words: String,
    /// Whom it is done to; `None` for proceedings.
    pub object: Option<&'r str>,
}

impl fmt::Display for Asked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.object {
            Some(object) => write!(f, "{} {} {object}?", self.subject, self.words),
            None => write!(f, "{}: {}?", self.subject, self.words),
        }
    }
}

impl Reviewable {
    /// What it asks, where it is a candidate.
    pub fn asked(&self) -> Option<Asked<'_>> {
        if !self.is_candidate() {
            return None;
        }
        let reading = self.first("reading").unwrap_or("?");
        Some(Asked {
            subject: self.first("subjectName").unwrap_or("?"),
            words: words_of(reading).map_or_else(|| reading.replace('_', " "), str::to_owned),
            object: self.first("objectName"),
        })
    }
}

/// The words for a reading; `None` where none are known.
pub fn words_of(reading: &str) -> Option<&'static str> {
    WORDS.binary_search_by_key(&reading, |(name, _)| name).ok().map(|at| WORDS[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readings_are_in_order() {
        assert!(WORDS.is_sorted_by(|one, other| one.0 < other.0));
    }

    #[test]
    fn ties_are_asked_between_their_ends_and_proceedings_behind_their_subject() {
        let tie =
            Asked { subject: "Bo Tarn", words: words_of("family").unwrap().to_owned(), object: Some("Ilse Tarn") };
        assert_eq!(tie.to_string(), "Bo Tarn is family of Ilse Tarn?");
        let plea = Asked { subject: "Bo Tarn", words: words_of("guilty_plea").unwrap().to_owned(), object: None };
        assert_eq!(plea.to_string(), "Bo Tarn: pleaded guilty?");
        assert_eq!(words_of("unheard_of"), None);
    }
}
