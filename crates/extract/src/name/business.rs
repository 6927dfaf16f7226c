//! Firms that only their neighbours tell: "its company, Ferrante Calcestruzzi", "directors of Silverline Agro".

use super::*;
use crate::token::Kind;
use std::ops::Range;

impl NameReader<'_, '_> {
    /// Whether the words around a name without a head noun say that it is a firm.
    pub(crate) fn is_business(&self, name: &Range<usize>) -> bool {
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
            (",", noun) if is_firm(noun) && !self.is_office_at(start - 2) => {
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
            // "the collapse of Zarnal", "a merger with Zarnal".
            (
                "of",
                "collapse" | "bankruptcy" | "insolvency" | "takeover" | "liquidation" | "flotation" | "delisting",
            ) => true,
            ("with", "merger") => true,
            // "the parent company of Zarnal", "the chief executive of Zarnal".
            ("of", "company") => matches!(word(3), "parent" | "holding" | "sister"),
            ("of", "executive") => word(3) == "chief",
            // "two unknown companies: Zarnal and Vessin", "firms such as Zarnal".
            _ => self.is_listed_firm(start),
        }
    }

    /// "the then chairman of the regional bank, Ivo Brandt": the noun at which an office is held, before its holder.
    fn is_office_at(&self, noun: usize) -> bool {
        let of = (noun.saturating_sub(5)..noun).rev().find(|i| self.lower(*i) == "of");
        of.is_some_and(|of| of > 0 && self.lexicon.offices.get(self.lower(of - 1)).is_some())
    }

    /// "two unknown companies: Zarnal and Vessin", "firms such as Zarnal, Vessin and Orlat": a name in a list that a noun for
    /// several firms opens.
    fn is_listed_firm(&self, start: usize) -> bool {
        let mut at = start;
        // Back over the names before it in the list.
        for _ in 0..6 {
            let Some(before) = at.checked_sub(1) else { return false };
            let word = self.lower(before);
            if matches!(word, "companies" | "firms" | "subsidiaries" | "banks" | "businesses") {
                return self.document.sentence_of(before) == self.document.sentence_of(start);
            }
            let opens = match word {
                ":" => 1,
                "as" if self.lower(before.saturating_sub(1)) == "such" => 2,
                "including" | "called" | "named" | "like" => 1,
                _ => 0,
            };
            if opens > 0 {
                let mut noun = before + 1 - opens;
                noun -= usize::from(noun > 0 && self.lower(noun - 1) == ",");
                return noun > 0
                    && matches!(self.lower(noun - 1), "companies" | "firms" | "subsidiaries" | "banks" | "businesses");
            }
            if !matches!(word, "and" | "," | "&") {
                return false;
            }
            let mut name = before;
            if word == "and" && name > 0 && self.lower(name - 1) == "," {
                name -= 1;
            }
            let last = name;
            while name > 0 && self.is_upper(name - 1) {
                name -= 1;
            }
            if name == last {
                return false;
            }
            at = name;
        }
        false
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
            // "Zarnal, Tressier's own company", "Zarnal, one of his companies", "Zarnal, his firm".
            (",", "one", "of") => {
                matches!(word(3), "his" | "her" | "its" | "their" | "the")
                    && (4..6).any(|i| matches!(word(i), "companies" | "firms" | "businesses" | "subsidiaries"))
            }
            (",", "his" | "her" | "its" | "their", _) => {
                (2..5).any(|i| is_firm(word(i)) && matches!(word(i + 1), "," | "." | ";" | ")"))
            }
            // "Zarnal, registered in", "Zarnal, headquartered in".
            (",", "registered" | "incorporated" | "headquartered", "in") => true,
            (",", owner, clitic) if matches!(clitic, "'s" | "’s") && self.is_upper(end + 1) && !owner.is_empty() => {
                let noun = if word(3) == "own" { 4 } else { 3 };
                is_firm(word(noun)) && matches!(word(noun + 1), "," | "." | ";" | ")")
            }
            // "Zarnal was declared insolvent", "Zarnal was placed into administration", "Zarnal went bankrupt".
            ("was" | "is" | "been", "declared", "insolvent" | "bankrupt") => true,
            ("was", "placed" | "put", "in" | "into") => {
                matches!(word(3), "bankruptcy" | "administration" | "receivership" | "liquidation")
            }
            ("went" | "gone", "bankrupt" | "bust", _) => true,
            ("filed", "for", "bankruptcy" | "insolvency") => true,
            ("emerged", "from", "bankruptcy") => true,
            ("chief", "executive" | "financial" | "operating" | "technology" | "risk", _) => true,
            // "The Silverline directors", "Sogebois's shareholders".
            (noun, _, _) if is_part_of_firm(noun) => true,
            ("'s" | "’s", noun, _) if is_part_of_firm(noun) || noun == "board" => true,
            ("'s" | "’s", "chief", "executive" | "financial" | "operating") => true,
            // "Halvane's managing director", "Halvane's then chief executive".
            (
                "'s" | "’s",
                "managing" | "finance" | "sales" | "operations" | "commercial",
                "director" | "manager" | "chief",
            ) => true,
            ("'s" | "’s", "former" | "then" | "own", office) => {
                office == "chairman" || office == "chief" && matches!(word(3), "executive" | "financial" | "operating")
            }
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

/// What only a firm has: "the Silverline shareholders".
fn is_part_of_firm(word: &str) -> bool {
    matches!(
        word,
        "directors"
            | "shareholders"
            | "shareholder"
            | "executives"
            | "executive"
            | "employees"
            | "employee"
            | "shares"
            | "stock"
            | "subsidiary"
            | "subsidiaries"
            | "auditor"
            | "auditors"
            | "ceo"
            | "cfo"
            | "chairman"
            | "chairwoman"
            | "co-founder"
            | "invoices"
            | "headquarters"
            | "franchise"
            | "insolvency"
            | "bankruptcy"
            | "creditors"
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
