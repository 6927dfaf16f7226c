//! Names of bodies, criminal groups and campaigns.

use super::*;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::token::Kind;
use std::ops::Range;

impl NameReader<'_, '_> {
    /// A name with a head noun at its end, or before "of": the end of its words, and the mention.
    pub(super) fn body(&self, run: Range<usize>) -> Option<(usize, Mention)> {
        let is_head = |i: usize| self.lexicon.head(self.lower(i));
        // "Radio Ostrand", "Hotel Bristol": some nouns stand first.
        if run.len() >= 2 && run.len() <= 4 && self.lower(run.start) != "the" {
            let sort = match self.lower(run.start) {
                "radio" | "tv" | "canal" | "channel" => Some(Sort::Media),
                "banco" | "banca" | "banque" | "hotel" | "grupo" | "gruppo" | "groupe" => Some(Sort::Company),
                "cartel" | "cosca" | "clan" => Some(Sort::Group),
                "comando" | "banda" if self.speaks_of_crime => Some(Sort::Group),
                _ => None,
            };
            let named = !self.is_common(run.start + 1)
                || run.len() > 2
                || matches!(self.lower(run.start + 1), "de" | "del" | "do" | "da");
            if let Some(sort) = sort.filter(|_| named) {
                return Some((run.end, Mention::new(MentionKind::Organisation, sort, MentionForm::Name, run)));
            }
        }
        // "Kitale Law Courts".
        if run.len() > 2 && self.lower(run.end - 1) == "courts" && self.lower(run.end - 2) == "law" {
            return Some((run.end, Mention::new(MentionKind::Organisation, Sort::Court, MentionForm::Name, run)));
        }
        // "Strike Force Raptor", "Taskforce Eagle".
        let force = match (self.lower(run.start), self.lower(run.start + 1)) {
            ("strike" | "task", "force") => 2,
            ("taskforce", _) => 1,
            _ => 0,
        };
        if force > 0 && run.len() == force + 1 {
            return Some((run.end, Mention::new(MentionKind::Organisation, Sort::Police, MentionForm::Name, run)));
        }
        // "National Director of the Forest Guard": an office, and the body behind it.
        let held = self.office_length(run.start, run.end);
        if held > 0 && run.start + held < run.end && self.lower(run.start + held) == "of" {
            let of = run.start + held + 1;
            let first = of + usize::from(of < run.end && self.lower(of) == "the");
            return if first < run.end { self.body(first..run.end) } else { None };
        }
        // "Police Service Act": a law or a prize, whatever stands in its name.
        if is_head(run.end - 1).is_some_and(|head| head.sort == Sort::Work) && run.len() > 1 {
            return None;
        }
        // The last head that is not inside a tail "of X"; company endings win.
        let of = run.clone().find(|i| {
            self.lower(*i) == "of"
                || matches!(self.lower(*i), "for" | "on" | "against") && *i > run.start && is_head(*i - 1).is_some()
        });
        let region = run.start..of.unwrap_or(run.end);
        let at = region.clone().rev().find(|i| is_head(*i).is_some_and(|head| head.sort != Sort::Work))?;
        let head = is_head(at)?;
        let end = match of {
            Some(of) if at + 1 == of && head.takes_of => self.tail_end(of, run.end),
            _ => at + 1,
        };
        // "the DA's Gang and Crimes Against Officers Unit": prosecutors who deal with gangs.
        let owned = (run.start..at).any(|i| {
            self.is_clitic(i)
                && i > run.start
                && matches!(self.lower(i - 1), "da" | "attorney" | "prosecutor" | "police")
        });
        if head.sort == Sort::Group && owned {
            return None;
        }
        // "Halvane Haulage and Gravel": what "and" joined belongs to it.
        let end = if end < run.end && matches!(self.lower(end), "and" | "&") && head.sort == Sort::Company {
            run.end
        } else {
            end
        };
        // "Police Commissioner": the head begins an office.
        let office = (run.start..=at).rev().find(|i| *i + self.office_length(*i, run.end) > at);
        if let Some(office) = office.filter(|i| self.office_length(*i, run.end) > 0) {
            if office == run.start {
                return None;
            }
            return self.body(run.start..office).filter(|_| office < run.end);
        }
        // "Third Military Region", "Northern Command Area": an area of an armed force is a body.
        let is_armed = head.sort.is_place()
            && at > run.start
            && matches!(self.lower(at - 1), "military" | "naval" | "police" | "gendarmerie" | "judicial");
        if is_armed {
            let police = matches!(self.lower(at - 1), "police" | "gendarmerie");
            let sort = if police { Sort::Police } else { Sort::Military };
            return Some((end, Mention::new(MentionKind::Organisation, sort, MentionForm::Name, run.start..end)));
        }
        if head.sort.is_place() && end == run.end {
            return None;
        }
        if head.sort.is_place() && (end <= at + 1) {
            // "Harbour Licensing Office": a later head was searched first, so a place head here ends a place.
            return None;
        }
        let mut start = run.start;
        while start < at
            && (is_told_by_place(self.lower(start))
                || self.is_sentence_start(start) && self.lexicon.is_closed(self.lower(start))
                || self.lexicon.is_title(self.lower(start))
                    && start + 1 < at
                    && self.lexicon.is_given(self.document.word(start + 1)))
        {
            start += 1;
        }
        // "the 29th Front", "the 5th Brigade": a part of an army by its number.
        let numbered = at == start
            && end == at + 1
            && matches!(self.lower(at), "front" | "brigade" | "battalion" | "division" | "regiment" | "squadron")
            && start.checked_sub(1).is_some_and(|i| self.is_ordinal(i));
        if numbered {
            let tokens = start - 1..end;
            return Some((end, Mention::new(MentionKind::Organisation, Sort::Military, MentionForm::Name, tokens)));
        }
        let alone = at == start;
        let weak = matches!(
            self.lower(at),
            "family"
                | "force"
                | "front"
                | "star"
                | "mirror"
                | "post"
                | "mail"
                | "guard"
                | "ring"
                | "as"
                | "sa"
                | "ab"
                | "ag"
                | "co"
                | "works"
                | "oil"
                | "gas"
                | "group"
                | "united"
                | "independent"
                | "church"
                | "register"
                | "press"
                | "school"
                | "service"
                | "services"
                | "administration"
                | "international"
                | "society"
                | "team"
        );
        if alone && end == at + 1 {
            return None;
        }
        // "Damian Hall", "Robert Post": a given name and one more word.
        if end == at + 1
            && at == start + 1
            && self.lexicon.is_given(self.document.word(start))
            && (weak || matches!(head.sort, Sort::Sport | Sort::Ngo | Sort::Union) || self.after_people(start))
            && head.sort != Sort::Group
        {
            return None;
        }
        let after = self.lower(end);
        if weak && alone && after != "of" && end == at + 1 {
            return None;
        }
        // "Organised Crime" of a heading; a name with a head needs a second word that is upper case anyway.
        let first_is_plain = self.is_sentence_start(start)
            && at == start + 1
            && self.is_common(start)
            && self.is_common(at)
            && !self.lexicon.is_surname(self.document.word(start))
            && head.sort != Sort::Group
            && !matches!(head.sort, Sort::Company | Sort::Court | Sort::Party);
        if first_is_plain
            && self.lexicon.uses(self.lower(start)).is_some_and(|uses| uses.first == b'v' || uses.first == b'r')
        {
            return None;
        }
        let sort = match (head.sort, self.lower(at)) {
            (Sort::Place, _) => Sort::Body,
            // "Deccan Mining Syndicate": a trade that is no crime.
            (Sort::Group, "syndicate")
                if at > start
                    && matches!(
                        self.lower(at - 1),
                        "mining"
                            | "oil"
                            | "coal"
                            | "steel"
                            | "news"
                            | "press"
                            | "sugar"
                            | "tea"
                            | "rubber"
                            | "timber"
                            | "fishing"
                            | "shipping"
                            | "insurance"
                            | "banking"
                            | "investment"
                            | "property"
                            | "land"
                            | "trading"
                            | "finance"
                            | "commercial"
                    ) =>
            {
                Sort::Company
            }
            // "the Marisol Front" among guerrillas.
            (Sort::Party, "front") if self.speaks_of_crime && self.speaks_of_rebels() => Sort::Group,
            (sort, "services" | "service" | "works" | "group" | "press" | "network") if sort != Sort::Group => sort,
            (sort, _) => sort,
        };
        let sort = if sort == Sort::Body || sort == Sort::Ngo { self.refined(start..end, sort) } else { sort };
        Some((end, Mention::new(MentionKind::Organisation, sort, MentionForm::Name, start..end)))
    }

    /// Whether the document speaks of guerrillas.
    fn speaks_of_rebels(&self) -> bool {
        let rebels = |word: &str| {
            matches!(
                word,
                "guerrilla"
                    | "guerrillas"
                    | "rebel"
                    | "rebels"
                    | "dissident"
                    | "dissidents"
                    | "paramilitary"
                    | "insurgents"
            )
        };
        self.document.tokens.iter().any(|token| rebels(&token.lower))
    }

    /// "29th", "5th".
    fn is_ordinal(&self, at: usize) -> bool {
        let digits = |n: &str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
        ["st", "nd", "rd", "th"].iter().any(|end| self.lower(at).strip_suffix(end).is_some_and(digits))
    }

    /// "gang members Arnold Council and Paris Poe": a noun for persons right before the name.
    fn after_people(&self, start: usize) -> bool {
        let Some(before) = start.checked_sub(1) else { return false };
        !self.is_upper(before)
            && self.document.tokens[before].kind == Kind::Word
            && crate::chunk::is_person_noun(&crate::chunk::singular(self.lower(before)), self.lexicon)
    }

    /// What other words of the name say about the body: "Public Security Bureau" is police.
    pub(crate) fn refined(&self, name: Range<usize>, sort: Sort) -> Sort {
        let has = |words: &[&str]| name.clone().any(|i| words.contains(&self.lower(i)));
        if has(&["police", "public-security", "gendarmerie"]) || has(&["security"]) && has(&["public"]) {
            Sort::Police
        } else if has(&["prosecutor", "prosecution", "procuratorate", "prosecutors", "prosecutor's"])
            || has(&["attorney", "attorney's"]) && has(&["office"])
        {
            Sort::Prosecution
        } else if has(&["court", "tribunal"]) {
            Sort::Court
        } else if has(&["party"]) {
            Sort::Party
        } else if has(&["news"]) && has(&["agency", "service"]) {
            Sort::Media
        } else {
            sort
        }
    }

    /// The end of the tail after "of": "Ministry of Justice", "Court of Appeal".
    pub(super) fn tail_end(&self, of: usize, limit: usize) -> usize {
        let mut at = of + 1;
        // "Office of the Attorney General": the office belongs to the name.
        if self.lower(at) == "the" {
            at += 1 + self.office_length(at + 1, limit);
        }
        while at < limit {
            let word = self.lower(at);
            // A title or office after the tail begins something new.
            if at > of + 1
                && (self.office_length(at, limit) > 0
                    || self.lexicon.is_given(self.document.word(at)) && at + 1 < limit && !self.is_common(at + 1))
            {
                break;
            }
            let _ = word;
            at += 1;
        }
        at
    }

    /// "the Clean Quays campaign".
    pub(super) fn campaign(&self, run: Range<usize>, limit: usize) -> Option<Mention> {
        let next = run.end;
        let named = next < limit
            && matches!(self.lower(next), "campaign" | "crackdown" | "drive")
            && !self.is_upper(next)
            && run.len() <= 4;
        let personal = self.document.tokens[run.end - 1].kind == Kind::Clitic;
        // "The campaign, called Clean Quays," and "an operation named Iron Broom".
        let mut before = run.start;
        let mut step = || {
            before = before.checked_sub(1)?;
            Some(self.lower(before))
        };
        let called = match step() {
            Some("called" | "named" | "dubbed" | "codenamed" | "code-named") => true,
            Some("as") => step() == Some("known"),
            _ => false,
        };
        let kind = if called { step().filter(|word| *word != ",").or_else(step) } else { None };
        let called = kind.is_some_and(|word| matches!(word, "campaign" | "crackdown" | "drive" | "operation"));
        if called && run.len() <= 4 && !personal {
            return Some(Mention::new(MentionKind::Campaign, Sort::Unknown, MentionForm::Name, run));
        }
        (named && !personal && !self.lexicon.is_given(self.document.word(run.start)))
            .then(|| Mention::new(MentionKind::Campaign, Sort::Unknown, MentionForm::Name, run))
    }

    pub(super) fn acronym(&self, at: usize) -> Option<Mention> {
        let word = self.document.word(at);
        let letters = word.chars().filter(|c| c.is_uppercase()).count();
        let plain = word.chars().all(|c| c.is_uppercase() || c == '&' || c == '/');
        // "RM4.3 million": letters for a currency.
        let is_sign = self
            .document
            .tokens
            .get(at + 1)
            .is_some_and(|t| t.kind == Kind::Number && t.start == self.document.tokens[at].end);
        // "ROME, Jan. 9": a place that a dateline shouts.
        let is_place = word.chars().count() > 3 && self.lexicon.places.get(&capitalised(word)).is_some();
        // "CONCACAF": a longer one is no word of a heading.
        let is_long = (7..=10).contains(&letters) && !self.is_common(at) && !is_place;
        // "MARENPORT, Jan. 9", "OSTRAND (TR)": where a report opens with its place.
        let opens = letters > 3
            && self.is_sentence_start(at)
            && matches!(self.lower(at + 1), "," | "(" | "—" | "–" | "-" | ":" | "." | "");
        if is_sign || opens && !is_place {
            return None;
        }
        if is_place && plain {
            return Some(Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, at..at + 1));
        }
        let is_acronym = ((2..=6).contains(&letters) || is_long) && plain
            || (3..=8).contains(&word.len()) && word.contains('/') && letters >= 4;
        let noise = matches!(
            word,
            "DNA"
                | "OCG"
                | "OCGs"
                | "AKA"
                | "TV"
                | "CEO"
                | "CFO"
                | "ID"
                | "IDs"
                | "HIV"
                | "GPS"
                | "SIM"
                | "CCTV"
                | "SUV"
                | "PIN"
                | "GDP"
                | "VAT"
                | "AM"
                | "PM"
                | "OK"
                | "UFO"
                | "MP"
                | "MPs"
                | "MEP"
                | "PR"
                | "IT"
                | "AI"
                | "II"
                | "III"
                | "IV"
                | "VI"
                | "VII"
                | "XI"
                | "QC"
                | "KC"
                | "SAN"
                | "EUR"
                | "USD"
                | "GBP"
                | "CHF"
                | "CV"
                | "FAQ"
                | "PDF"
                | "USB"
                | "VIP"
                | "NGO"
                | "LGBT"
                | "AIDS"
                | "COVID"
                | "RIP"
                | "AD"
                | "BC"
                | "DJ"
                | "DIY"
                | "ATM"
                | "BMW"
                | "I"
                | "ANALYSIS"
                | "UPDATE"
                | "NEWS"
                | "LIVE"
        );
        // "A MAN has been charged", "found GUILTY": words that a paper shouts.
        let lower = self.lower(at);
        let shouted = crate::chunk::is_person_noun(lower, self.lexicon)
            || self.lexicon.crime.contains(lower)
            || matches!(lower, "guilty" | "jailed" | "charged" | "killed" | "murder" | "dead" | "shot" | "death");
        (is_acronym && !noise && !shouted)
            .then(|| Mention::new(MentionKind::Organisation, Sort::Unknown, MentionForm::Name, at..at + 1))
    }
}

/// "ROME" as "Rome".
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_string() + &letters.as_str().to_lowercase())
}
