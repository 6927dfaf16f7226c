//! Names of persons.

use super::*;
use crate::lexicon::{Gender, Sort};
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::token::Kind;
use std::ops::Range;

impl NameReader<'_, '_> {
    pub(super) fn person(&self, run: Range<usize>, title: Option<Range<usize>>) -> Option<Mention> {
        // A place or body in the run ends the person's name.
        let mut end = run.start;
        while end < run.end {
            let starts_other =
                end > run.start && (self.office_length(end, run.end) > 0 && self.lexicon.is_closed(self.lower(end)));
            // "Glad I asked": whoever writes is no part of a name.
            if starts_other
                || matches!(self.document.word(end), "AKA" | "aka" | "alias") && end > run.start
                || self.document.word(end) == "I" && end > run.start
                || self.lower(end) == "of"
                || self.lower(end) == "and"
                || self.document.tokens[end].kind == Kind::Clitic
            {
                break;
            }
            end += 1;
        }
        let mut words = 0;
        let whole = (run.start..end).find(|i| {
            let small = is_particle(self.lower(*i)) || self.document.word(*i).ends_with('.');
            words += usize::from(!small);
            words > 4
        });
        let mut end = whole.unwrap_or(end);
        while end > run.start + 1 && is_honour(self.document.word(end - 1)) {
            end -= 1;
        }
        // "paid Bheki Cele R500,000": the sign of a currency.
        let counts = |i: usize| self.document.tokens.get(i).is_some_and(|t| t.kind == Kind::Number);
        if end > run.start + 1
            && matches!(self.document.word(end - 1), "R" | "N" | "P" | "K" | "Sh" | "Ksh" | "Rs" | "Rp" | "RM" | "RMB")
            && counts(end)
        {
            end -= 1;
        }
        let name = run.start..end;
        if name.is_empty() {
            return None;
        }
        let before = |back: usize| run.start.checked_sub(back).map_or("", |i| self.lower(i));
        if title.is_none()
            && matches!(before(1), "daily" | "weekly" | "newspaper" | "magazine" | "broadcaster")
            && matches!(before(2), "the" | "a" | "state" | "local")
        {
            return Some(Mention::new(MentionKind::Organisation, Sort::Media, MentionForm::Name, name));
        }
        if title.is_none() && end == run.end && (self.is_called_company(end) || self.is_business(&name)) {
            return Some(Mention::new(MentionKind::Organisation, Sort::Company, MentionForm::Name, name));
        }
        if let Some(body) = self.ends_in_acronym(&name).filter(|_| title.is_none()) {
            return Some(body);
        }
        let word = |i: usize| self.document.word(i);
        let is_initial = |i: usize| word(i).chars().count() <= 2 && word(i).ends_with('.') || word(i).len() == 1;
        let first = name.start;
        let uncommon = name
            .clone()
            .filter(|i| !self.is_common(*i) || self.lexicon.is_surname(word(*i)) || self.lexicon.is_given(word(*i)))
            .count();
        let shouted = name
            .clone()
            .all(|i| word(i).chars().all(|c| !c.is_lowercase()) && word(i).chars().count() > 1 && !is_initial(i));
        let chinese = name.len() >= 2
            && name.len() <= 3
            && self.lexicon.is_pinyin_surname(word(first))
            && (first + 1..name.end).all(|i| is_syllables(self.lower(i)))
            && !shouted;
        let ends_in_place = self
            .lexicon
            .head(self.lower(name.end - 1))
            .is_some_and(|head| head.sort.is_place() || head.sort == Sort::Work);
        // "Brownsville Man", "Philadelphia Teen Defendants": a noun for people, from a headline.
        if self.ends_in_people(&name) {
            return None;
        }
        let in_lists = self.lexicon.is_given(word(first)) || is_initial(first);
        let plausible = match name.len() {
            1 => false,
            2 => {
                chinese || uncommon == 2 || in_lists && !self.lexicon.is_closed(self.lower(first + 1)) && uncommon >= 1
            }
            _ => in_lists && uncommon >= 2 || uncommon == name.len(),
        };
        // A vocative pair of common nouns is no name; nor is a run in capitals.
        let plausible = plausible
            && !shouted
            && (!ends_in_place
                || in_lists
                    && name.len() >= 2
                    && !self.lexicon.is_common(self.lower(first))
                    && self.lexicon.is_surname(word(name.end - 1)));
        let titled = title.is_some() && !self.is_title_noise(&name);
        if !plausible && !titled {
            return None;
        }
        // "a former Hells Angel".
        let member = format!("{}s", self.document.words(&name));
        if title.is_none() && self.lexicon.organisations.get(&member).is_some() {
            return None;
        }
        let listed_place = self.lexicon.places.get(self.document.words(&name)).is_some();
        if listed_place && !titled {
            return None;
        }
        if title.is_none() && (self.after_place_noun(first) || self.is_saint(&name)) {
            return None;
        }
        let by_place = !in_lists
            && !chinese
            && name.len() == 2
            && title.is_none()
            && self.after_place_preposition(first)
            && !self.followed_by_person_sign(name.end);
        // "clubs in Wan Chai."
        let by_place = by_place
            || chinese
                && title.is_none()
                && name.len() == 2
                && first > 0
                && self.lower(first - 1) == "in"
                && matches!(self.lower(name.end), "." | ")" | "");
        if by_place {
            return None;
        }
        let form = if name.len() == 1 { MentionForm::SurnameOnly } else { MentionForm::FullName };
        let mut mention = Mention::new(MentionKind::Person, Sort::Unknown, form, name.clone());
        mention.gender = title
            .clone()
            .and_then(|title| title.clone().find_map(|i| self.lexicon.title_gender(self.lower(i))))
            .or_else(|| self.given_gender(&name, chinese));
        mention.title_tokens = title;
        Some(mention)
    }

    /// "Ukraine FA", "Nelson Mandela Bay ANC": a place and the short name of its body, and nobody.
    fn ends_in_acronym(&self, name: &Range<usize>) -> Option<Mention> {
        let word = |i: usize| self.document.word(i);
        let is_short = |i: usize| (2..=6).contains(&word(i).len()) && word(i).bytes().all(|b| b.is_ascii_uppercase());
        if name.len() < 2 {
            return None;
        }
        let last = name.end - 1;
        let roman = word(last).bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
        let others = name.start..last;
        let place = self.lexicon.places.get(self.document.words(&others)).is_some()
            || self.lexicon.is_demonym(self.document.words(&others))
            || others.len() > 1 && self.lexicon.head(self.lower(last - 1)).is_some_and(|head| head.sort.is_place());
        let body = is_short(last) && !roman && place && !others.into_iter().any(is_short);
        body.then(|| Mention::new(MentionKind::Organisation, Sort::Unknown, MentionForm::Name, name.clone()))
    }

    /// "Kessel Bau, a construction company": what the apposition says.
    fn is_called_company(&self, end: usize) -> bool {
        let at = |i: usize| self.document.lower_at(i).unwrap_or("");
        at(end) == ","
            && matches!(at(end + 1), "a" | "an" | "the")
            && (end + 2..end + 6)
                .take_while(|i| {
                    self.document.tokens.get(*i).is_some_and(|t| t.kind == Kind::Word)
                        && !self.lexicon.is(self.document.lower(*i), "preposition")
                })
                .any(|i| {
                    matches!(at(i), "company" | "firm" | "consultancy" | "subsidiary" | "manufacturer" | "bank")
                        && !matches!(
                            at(i + 1),
                            "owner" | "director" | "manager" | "boss" | "founder" | "chief" | "executive" | "employee"
                        )
                })
    }

    pub(super) fn given_gender(&self, name: &Range<usize>, chinese: bool) -> Option<Gender> {
        if chinese || name.len() < 2 { None } else { self.lexicon.given_gender(self.document.word(name.start)) }
    }

    /// Whether a run ends in a common noun for people that is nobody's name.
    fn ends_in_people(&self, name: &Range<usize>) -> bool {
        let last = self.lower(name.end - 1);
        let single = crate::chunk::singular(last);
        let people = matches!(
            single.as_str(),
            "man"
                | "woman"
                | "men"
                | "women"
                | "teen"
                | "boy"
                | "girl"
                | "couple"
                | "defendant"
                | "felon"
                | "mafiosi"
                | "mafioso"
                | "mobster"
                | "gangster"
                | "people"
                | "resident"
                | "suspect"
                | "officer"
                | "cop"
        );
        let named = self.lexicon.is_surname(self.document.word(name.end - 1)) && name.len() > 1
            || self.lexicon.is_given(self.document.word(name.end - 1));
        people && !named
    }

    /// After a title something that is no person: "President of", "Judge Advocate", "District Attorney Tip Hotline".
    pub(super) fn is_title_noise(&self, name: &Range<usize>) -> bool {
        let named = |i: usize| {
            let word = self.document.word(i);
            self.lexicon.is_surname(word) || self.lexicon.is_given(word)
        };
        let common = name.clone().all(|i| self.is_common(i) && (name.len() > 1 || !named(i)));
        let head = self.lexicon.head(self.lower(name.end - 1)).is_some() && !named(name.end - 1);
        common && !(name.len() > 1 && name.clone().any(|i| self.lexicon.is_given(self.document.word(i))))
            || name.len() > 1 && head
    }

    /// What follows persons: an age, "who", a verb of speech.
    pub(crate) fn followed_by_person_sign(&self, at: usize) -> bool {
        let next = self.lower(at);
        next == "who"
            || next == ","
                && (matches!(self.lower(at + 1), "who" | "whose" | "a" | "the" | "former")
                    || self.document.tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Number && t.lower.len() == 2))
            || self.is_human_verb(at)
    }

    /// ", 49,", "(49)": the age of whoever was named.
    pub(crate) fn followed_by_age(&self, at: usize) -> bool {
        let number = self.document.tokens.get(at + 1);
        matches!(self.lower(at), "," | "(")
            && number.is_some_and(|t| t.kind == Kind::Number && t.lower.len() == 2)
            && matches!(self.lower(at + 2), "," | ")" | "." | ";")
    }

    /// The next word that is no adverb.
    pub(super) fn past_adverbs(&self, at: usize) -> usize {
        let mut at = at;
        while self.lexicon.is(self.lower(at), "adverb") || self.lower(at).ends_with("ly") {
            at += 1;
        }
        at
    }

    pub(crate) fn is_human_verb(&self, at: usize) -> bool {
        let at = self.past_adverbs(at);
        let Some((lemma, forms)) = self.lexicon.verbs.get(self.lower(at)) else {
            return matches!(self.lower(at), "has" | "had" | "was" | "is");
        };
        (forms.past || forms.third)
            && !self.is_upper(at)
            && !matches!(lemma, "border" | "include" | "rise" | "fall" | "grow" | "lie")
    }

    pub(super) fn is_speech_verb(&self, at: usize) -> bool {
        let at = self.past_adverbs(at);
        matches!(
            self.lower(at),
            "said"
                | "says"
                | "told"
                | "added"
                | "denied"
                | "denies"
                | "claimed"
                | "admitted"
                | "testified"
                | "pleaded"
                | "confessed"
                | "insisted"
                | "argued"
                | "declined"
                | "asked"
                | "called"
                | "urged"
                | "ordered"
                | "warned"
                | "noted"
        )
    }
}

pub(crate) fn is_syllables(word: &str) -> bool {
    const INITIALS: [&str; 24] = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s",
        "y", "w", "",
    ];
    const FINALS: [&str; 36] = [
        "iang", "iong", "uang", "ang", "eng", "ian", "iao", "ing", "ong", "uai", "uan", "ai", "an", "ao", "ei", "en",
        "er", "ia", "ie", "in", "iu", "ou", "ua", "ue", "ui", "un", "uo", "üe", "a", "e", "i", "o", "u", "ü", "v",
        "ng",
    ];
    fn rest(word: &str, left: usize) -> bool {
        if word.is_empty() {
            return true;
        }
        left > 0
            && INITIALS.iter().filter_map(|initial| word.strip_prefix(initial)).any(|after| {
                FINALS
                    .iter()
                    .filter_map(|end| after.strip_prefix(end))
                    .any(|after| rest(after.trim_start_matches(['-', '\'', '’']), left - 1))
            })
    }
    rest(word, 3)
}

/// Letters after a name that are no part of it: "Priya Naicker SC".
pub(crate) fn is_honour(word: &str) -> bool {
    matches!(
        word,
        "SC" | "KC"
            | "QC"
            | "SAN"
            | "MP"
            | "MEP"
            | "MLA"
            | "MBE"
            | "OBE"
            | "CBE"
            | "QPM"
            | "JP"
            | "PhD"
            | "MD"
            | "Esq"
            | "Esq."
    )
}

/// Lower-case words inside persons' names.
pub(crate) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "do"
            | "dos"
            | "das"
            | "del"
            | "della"
            | "dello"
            | "di"
            | "du"
            | "la"
            | "le"
            | "van"
            | "von"
            | "der"
            | "den"
            | "ten"
            | "ter"
            | "zu"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "abu"
            | "ben"
            | "af"
            | "av"
            | "s/o"
            | "d/o"
            | "a/l"
            | "a/p"
    )
}
