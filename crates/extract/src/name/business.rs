//! Firms that only their neighbours tell: "its company, Ferrante Calcestruzzi", "directors of Silverline Agro".

use super::*;
use crate::token::Kind;
use std::ops::Range;

impl NameReader<'_, '_> {
    /// Whether the words around a name without a head noun say that it is a firm.
    pub(super) fn is_business(&self, name: &Range<usize>) -> bool {
        let first = self.document.word(name.start);
        let last = self.document.word(name.end - 1);
        let human = self.lexicon.is_given(first) || name.len() > 1 && self.lexicon.is_surname(last);
        let listed = self.lexicon.places.get(self.document.words(name)).is_some();
        let common = name.clone().all(|i| self.is_common(i));
        if human || listed || common || self.lexicon.is_demonym(first) {
            return false;
        }
        self.follows_business(name.start) || self.precedes_business(name.end)
    }

    fn follows_business(&self, start: usize) -> bool {
        let word = |back: usize| start.checked_sub(back).map_or("", |i| self.lower(i));
        match (word(1), word(2)) {
            // "his firm, Blue Crane", "its company Ferrante Calcestruzzi"; "the company, Pike said" names somebody.
            (",", noun) if is_firm(noun) => {
                matches!(word(3), "his" | "her" | "its" | "their" | "a" | "an" | "'s")
                    || self.is_closed_apposition(start)
            }
            (noun, "his" | "her" | "its" | "their" | "the" | "a" | "an" | "construction" | "security" | "shell")
                if is_firm(noun) =>
            {
                true
            }
            // "Brandt's firm Sogefi".
            (noun, "'s" | "’s") if is_firm(noun) => true,
            ("of" | "at" | "in", holder) if is_holder(holder) => true,
            // "owns Shree Balaji Infra".
            ("owns" | "owned" | "co-owns" | "co-owned" | "acquired" | "founded" | "co-founded", _) => true,
            _ => false,
        }
    }

    /// Whether a comma or stop closes the run right after it.
    fn is_closed_apposition(&self, start: usize) -> bool {
        let mut at = start;
        while self.document.tokens.get(at).is_some_and(|t| t.kind == Kind::Word) && self.is_upper(at) {
            at += 1;
        }
        matches!(self.lower(at), "," | "." | ";" | ")") && !self.is_speech_verb(at + 1)
    }

    fn precedes_business(&self, end: usize) -> bool {
        let word = |ahead: usize| self.lower(end + ahead);
        match (word(0), word(1), word(2)) {
            // "Halvane, owned by", "Halvane, which is owned by", "Halvane is owned by".
            (",", "owned" | "co-owned", "by") => true,
            (",", "which" | "a" | "an", "is" | "was") => matches!(word(3), "owned" | "co-owned") && word(4) == "by",
            ("is" | "was", "owned" | "co-owned" | "majority-owned", "by") => true,
            (",", "which", "belongs" | "belonged") => word(3) == "to",
            // "Sogebois, whose director".
            (",", "whose", holder) => is_holder(holder) || is_holder(word(3)),
            // "The Silverline directors", "Sogebois's shareholders".
            ("directors" | "shareholders" | "executives" | "employees" | "shares", _, _) => true,
            ("'s", "directors" | "shareholders" | "shares" | "employees" | "subsidiary", _) => true,
            // "awarded Silverline Agro the contract".
            ("the" | "a" | "an", "contract" | "tender" | "concession" | "licence" | "license", _) => true,
            _ => false,
        }
    }
}

fn is_firm(word: &str) -> bool {
    matches!(
        word,
        "company"
            | "firm"
            | "subsidiary"
            | "consultancy"
            | "contractor"
            | "supplier"
            | "conglomerate"
            | "importer"
            | "exporter"
            | "bank"
            | "lender"
            | "airline"
            | "bookmaker"
            | "casino"
            | "nightclub"
            | "builder"
            | "brokerage"
            | "retailer"
            | "insurer"
            | "shipper"
            | "distributor"
            | "operator"
            | "refinery"
            | "manufacturer"
            | "developer"
            | "haulier"
            | "enterprise"
            | "utility"
            | "monopoly"
            | "giant"
            | "producer"
            | "brewer"
            | "publisher"
            | "holding"
    )
}

fn is_holder(word: &str) -> bool {
    matches!(
        word,
        "director"
            | "directors"
            | "owner"
            | "owners"
            | "co-owner"
            | "shareholder"
            | "shareholders"
            | "chairman"
            | "manager"
            | "ceo"
            | "subsidiary"
            | "shares"
            | "stake"
            | "accountant"
            | "employee"
            | "employees"
    )
}
