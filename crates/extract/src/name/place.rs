//! Names of places.

use super::*;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};
use std::ops::Range;

impl NameReader<'_, '_> {
    pub(super) fn after_place_preposition(&self, at: usize) -> bool {
        at > 0 && matches!(self.lower(at - 1), "in" | "at" | "near" | "outside" | "around" | "across" | "throughout")
    }

    /// "the mayor of", "villagers of", "the village chief of": what follows is a place.
    pub(super) fn after_place_noun(&self, at: usize) -> bool {
        if at < 2 || self.lower(at - 1) != "of" {
            return false;
        }
        let before = at.checked_sub(3).map_or("", |i| self.lower(i));
        match self.lower(at - 2) {
            "chief" | "head" | "elder" | "council" | "councillor" | "clerk" | "chairman" | "chairwoman" => {
                matches!(before, "village" | "town" | "district" | "county" | "city" | "township" | "municipal")
            }
            word => is_place_noun(word.strip_prefix("ex-").unwrap_or(word)),
        }
    }

    /// "San Telmo", "Sao Vito": two words that name a place more often than anybody.
    pub(super) fn is_saint(&self, run: &Range<usize>) -> bool {
        run.len() == 2
            && matches!(self.lower(run.start), "san" | "sao" | "são" | "santa" | "santo")
            && !self.is_common(run.start + 1)
    }

    /// "Rincón de Talvera", "Casal di Norro", "Puerto del Sal": a noun of a Romance language for a place and what it is of.
    pub(super) fn town_end(&self, run: &Range<usize>) -> Option<usize> {
        let generic = matches!(
            self.lower(run.start),
            "ciudad"
                | "cidade"
                | "villa"
                | "vila"
                | "puerto"
                | "porto"
                | "rincón"
                | "rincon"
                | "casal"
                | "castel"
                | "castello"
                | "pueblo"
                | "barrio"
                | "colonia"
                | "cerro"
                | "laguna"
                | "bahía"
                | "isla"
                | "punta"
                | "cabo"
                | "borgo"
                | "sierra"
                | "playa"
                | "pozo"
                | "paso"
                | "hacienda"
                | "santiago"
                | "bosque"
                | "río"
                | "rio"
                | "valle"
                | "monte"
                | "torre"
                | "campo"
                | "francavilla"
                | "reggio"
                | "san"
                | "santa"
                | "são"
        );
        let particle = matches!(self.lower(run.start + 1), "de" | "del" | "di" | "da" | "do" | "della" | "dei");
        let end = run.start + 3;
        (generic && particle && run.len() >= 3 && self.is_upper(run.start + 2)).then_some(end)
    }

    pub(super) fn place(&self, run: Range<usize>, limit: usize) -> Option<Mention> {
        // "Harris County District Attorney": the district is the attorney's.
        let at = run.clone().rev().find(|i| {
            self.lexicon.head(self.lower(*i)).is_some_and(|head| head.sort.is_place())
                && self.office_length(*i, run.end) < 2
        });
        if let Some(at) = at {
            let sort = self.lexicon.head(self.lower(at))?.sort;
            let of_tail = self.lower(at + 1) == "of" && at + 2 < run.end;
            if at > run.start {
                return Some(Mention::new(MentionKind::Place, sort, MentionForm::Name, run.start..at + 1));
            }
            // "Port Said", "Lake Como", "Mount Etna", "City of London".
            if run.len() > 1
                && (of_tail || matches!(self.lower(at), "port" | "lake" | "bay" | "gulf" | "isle" | "island"))
            {
                return Some(Mention::new(MentionKind::Place, sort, MentionForm::Name, run));
            }
            return None;
        }
        // "West Yorkshire".
        if run.len() == 2
            && matches!(self.lower(run.start), "north" | "south" | "east" | "west" | "central")
            && !self.is_common(run.start + 1)
            && matches!(self.lower(run.start.saturating_sub(1)), "in" | "from" | "near" | "of" | "across" | "," | "to")
        {
            return Some(Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, run));
        }
        if self.is_saint(&run) {
            return Some(Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, run));
        }
        if run.len() > 1
            && matches!(self.lower(run.start), "mount" | "fort" | "cape" | "san" | "santa" | "saint" | "st" | "st.")
            && (run.start + 1..run.end).all(|i| !self.is_common(i))
            && self.after_place_preposition(run.start)
        {
            return Some(Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, run));
        }
        let suffixed =
            self.with_place_word(Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, run.clone()), limit);
        (suffixed.tokens.end > run.end).then_some(suffixed)
    }

    /// Takes a place word in lower case into a place's name: "Hebei" becomes "Hebei province".
    pub(crate) fn with_place_word(&self, mut mention: Mention, limit: usize) -> Mention {
        let next = mention.tokens.end;
        if mention.kind == MentionKind::Place && next < limit && is_place_word(self.lower(next)) && !self.is_upper(next)
        {
            // "Marenport port authority": the word belongs to what follows.
            if !(next + 1 < limit
                && self
                    .lexicon
                    .head(self.lower(next + 1))
                    .is_some_and(|head| !head.sort.is_place() && self.lower(next + 1) != "party")
                // "the Amathole district municipality".
                && self.lower(next + 1) != "municipality"
                && !matches!(self.lower(next + 1), "branch" | "bureau" | "police" | "office" | "court"))
            {
                mention.tokens.end = next + 1;
                if self.lower(next) == "street" {
                    mention.sort = Sort::Street;
                }
            }
        }
        mention
    }
}

/// Nouns whose "of" leads to a place.
fn is_place_noun(word: &str) -> bool {
    matches!(
        word,
        "residents"
            | "people"
            | "villagers"
            | "inhabitants"
            | "citizens"
            | "mayor"
            | "outskirts"
            | "streets"
            | "north"
            | "south"
            | "east"
            | "west"
            | "suburb"
            | "town"
            | "city"
            | "village"
            | "port"
            | "district"
            | "province"
            | "county"
            | "region"
            | "island"
            | "state"
            | "municipality"
            | "centre"
            | "center"
            | "governor"
            | "prefect"
    )
}

/// Place words in lower case after a name: "Hebei province".
pub(super) fn is_place_word(word: &str) -> bool {
    matches!(
        word,
        "province"
            | "district"
            | "county"
            | "city"
            | "region"
            | "village"
            | "town"
            | "township"
            | "prefecture"
            | "municipality"
            | "state"
            | "island"
            | "port"
            | "street"
            | "neighbourhood"
            | "neighborhood"
            | "suburb"
            | "valley"
            | "oblast"
            | "borough"
            | "peninsula"
            | "governorate"
            | "canton"
            | "river"
            | "airport"
            | "prison"
            | "quarter"
    )
}
