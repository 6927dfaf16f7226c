//! What a candidate asks, in words for people.

use std::fmt;
use std::str::FromStr;

use umbra_model::Statement;

use crate::Reviewable;
use crate::error::{CaseError, Result};

/// What a candidate may be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Reading {
    /// Its name in the rules: "bribed".
    pub name: &'static str,
    /// How a sentence goes on with it: of a tie between whoever does it and whom it is done to, of an event behind
    /// whoever it is about.
    pub words: &'static str,
    /// The schema of the record that it makes.
    pub schema: &'static str,
    /// The properties of a tie's two ends; `None` for an event.
    pub ends: Option<(&'static str, &'static str)>,
}

const fn tie(
    name: &'static str,
    words: &'static str,
    schema: &'static str,
    ends: (&'static str, &'static str),
) -> Reading {
    Reading { name, words, schema, ends: Some(ends) }
}

const fn event(name: &'static str, words: &'static str, schema: &'static str) -> Reading {
    Reading { name, words, schema, ends: None }
}

/// All readings, in the order of their names.
const READINGS: [Reading; 47] = [
    event("acquittal", "acquitted", "Proceeding"),
    event("appeal", "on appeal", "Proceeding"),
    event("arrest", "arrested", "Proceeding"),
    tie("associate_of", "is an associate of", "Associate", ("person", "associate")),
    tie("associated_with", "is associated with", "UnknownLink", ("subject", "object")),
    tie("attacked", "attacked", "UnknownLink", ("subject", "object")),
    tie("bribed", "bribed", "Payment", ("payer", "beneficiary")),
    tie("called", "telephoned", "UnknownLink", ("subject", "object")),
    event("charge", "charged", "Proceeding"),
    tie("colludes_with", "colludes with", "Protection", ("protector", "protected")),
    tie("contract_awarded", "awarded a contract to", "UnknownLink", ("subject", "object")),
    tie("controls", "controls", "Directorship", ("director", "organization")),
    event("conviction", "convicted", "Proceeding"),
    tie("deputy_leader", "is deputy leader of", "Membership", ("member", "organization")),
    tie("directs", "directs", "Directorship", ("director", "organization")),
    event("dismissal", "dismissed from office", "Proceeding"),
    event("dropped", "case dropped", "Proceeding"),
    tie("employed_by", "is employed by", "Employment", ("employee", "employer")),
    event("expulsion", "expelled from the party", "Proceeding"),
    tie("extorted", "extorted", "UnknownLink", ("subject", "object")),
    event("extradition", "extradited", "Proceeding"),
    tie("family", "is family of", "Family", ("person", "relative")),
    event("final", "judgment final", "Proceeding"),
    event("fine", "fined", "Proceeding"),
    tie("founded", "founded", "UnknownLink", ("subject", "object")),
    tie("front_for", "is a front for", "UnknownLink", ("subject", "object")),
    event("guilty_plea", "pleaded guilty", "Proceeding"),
    tie("held_office", "held an office in", "Employment", ("employee", "employer")),
    tie("holds_office", "holds an office in", "Employment", ("employee", "employer")),
    event("investigation", "investigated", "Proceeding"),
    tie("killed", "killed", "UnknownLink", ("subject", "object")),
    tie("leads", "leads", "Membership", ("member", "organization")),
    tie("member_of", "is a member of", "Membership", ("member", "organization")),
    tie("met", "met", "UnknownLink", ("subject", "object")),
    event("overturned", "judgment overturned", "Proceeding"),
    tie("owns", "owns", "Ownership", ("owner", "asset")),
    tie("paid", "paid", "Payment", ("payer", "beneficiary")),
    tie("represents", "represents", "Representation", ("agent", "client")),
    event("resignation", "resigned", "Event"),
    event("seizure", "property seized", "Proceeding"),
    event("sentence", "sentenced", "Proceeding"),
    tie("shelters", "shelters", "Protection", ("protector", "protected")),
    event("takes_office", "took office", "Event"),
    tie("threatened", "threatened", "UnknownLink", ("subject", "object")),
    tie("tipped_off", "tipped off", "Protection", ("protector", "protected")),
    event("trial", "on trial", "Proceeding"),
    event("upheld", "judgment upheld", "Proceeding"),
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
            words: self::reading(reading).map_or_else(|| reading.replace('_', " "), |r| r.words.to_owned()),
            object: self.first("objectName"),
        })
    }
}

/// All readings that a candidate may have, in the order of their names.
pub fn readings() -> &'static [Reading] {
    &READINGS
}

/// The reading of a name, or nothing.
pub fn reading(name: &str) -> Option<&'static Reading> {
    READINGS.binary_search_by_key(&name, |reading| reading.name).ok().map(|at| &READINGS[at])
}

/// How a person reads a candidate, where that differs from what it proposes.
///
/// ```
/// # use umbra_case::ReadAs;
/// let read: ReadAs = "turned bribed".parse()?;
/// assert!(read.turned && read.reading.schema == "Payment");
/// assert!("turned charge".parse::<ReadAs>().is_err(), "of one alone nothing can be turned");
/// # Ok::<(), umbra_case::CaseError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadAs {
    /// As what.
    pub reading: &'static Reading,
    /// Whether the second of the two does it to the first.
    pub turned: bool,
}

impl fmt::Display for ReadAs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.turned { "turned " } else { "" }, self.reading.name)
    }
}

impl FromStr for ReadAs {
    type Err = CaseError;

    fn from_str(text: &str) -> Result<Self> {
        let (turned, name) =
            text.trim().strip_prefix("turned ").map_or((false, text.trim()), |rest| (true, rest.trim()));
        let reading = reading(name).ok_or_else(|| {
            let names: Vec<&str> = READINGS.iter().map(|r| r.name).collect();
            CaseError::Review(format!("{name:?} is no reading; these are: {}", names.join(", ")))
        })?;
        if turned && reading.ends.is_none() {
            return Err(CaseError::Review(format!("{name} is about one alone: nothing can be turned")));
        }
        Ok(Self { reading, turned })
    }
}

impl Reviewable {
    /// Whether a candidate can be read so: a tie as another tie, an event as another event of its kind.
    pub fn may_be(&self, reading: &Reading) -> bool {
        self.why_not(reading).is_none()
    }

    fn why_not(&self, reading: &Reading) -> Option<&'static str> {
        let is_tie = self.first("objectId").is_some();
        match reading.ends {
            _ if !self.is_candidate() => Some("it is no candidate"),
            Some(_) if !is_tie => Some("it shows one alone, and that takes two"),
            None if is_tie => Some("it shows two, and that is about one alone"),
            None if self.first("proposedSchema") != Some(reading.schema) => Some("that is another kind of event"),
            _ => None,
        }
    }

    /// A candidate as a person reads it: with another reading, or with its ends turned. The case is not changed.
    ///
    /// # Errors
    /// [`CaseError::Review`] where it [can't be read so](Self::may_be).
    pub fn read_as(&self, read: ReadAs) -> Result<Self> {
        if let Some(why) = self.why_not(read.reading) {
            return Err(CaseError::Review(format!("{} can't be read as {}: {why}", self.id, read.reading.name)));
        }
        let mut values: Vec<(&str, &str)> =
            vec![("reading", read.reading.name), ("proposedSchema", read.reading.schema)];
        if let Some((subject, object)) = read.reading.ends {
            values.extend([("subjectProperty", subject), ("objectProperty", object)]);
        }
        let mut anew = self.clone();
        for stated in &mut anew.statements {
            let old = &stated.statement;
            let property = old.property().name();
            let turned = |property: &str| match property.strip_prefix("subject") {
                Some(rest) => format!("object{rest}"),
                None => property.strip_prefix("object").map_or(property.to_owned(), |rest| format!("subject{rest}")),
            };
            let is_party = matches!(
                property,
                "subjectId" | "subjectName" | "subjectSchema" | "objectId" | "objectName" | "objectSchema"
            );
            let to = if read.turned && is_party { turned(property) } else { property.to_owned() };
            let value = values.iter().find(|(name, _)| *name == property).map_or(old.value(), |(_, value)| *value);
            stated.statement =
                Statement::new(self.id.clone(), self.schema, &to, value, old.span().clone(), old.origin().clone())
                    .map_err(|error| CaseError::Review(error.to_string()))?
                    .with_standing(old.standing())
                    .with_attribution(old.attribution().clone())
                    .with_validity(old.validity());
        }
        Ok(anew)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readings_are_in_order_and_their_schemas_take_them() {
        assert!(READINGS.is_sorted_by(|one, other| one.name < other.name));
        for reading in readings() {
            let schema = umbra_model::Schema::get(reading.schema).unwrap();
            let ends: Vec<&str> = reading.ends.map_or(Vec::new(), |(subject, object)| vec![subject, object]);
            assert!(ends.iter().all(|end| schema.property(end).is_some()), "{reading:?}");
        }
    }

    #[test]
    fn ties_are_asked_between_their_ends_and_proceedings_behind_their_subject() {
        let words = |name: &str| reading(name).unwrap().words.to_owned();
        let tie = Asked { subject: "Bo Tarn", words: words("family"), object: Some("Ilse Tarn") };
        assert_eq!(tie.to_string(), "Bo Tarn is family of Ilse Tarn?");
        let plea = Asked { subject: "Bo Tarn", words: words("guilty_plea"), object: None };
        assert_eq!(plea.to_string(), "Bo Tarn: pleaded guilty?");
        assert_eq!(reading("unheard_of"), None);
    }
}
