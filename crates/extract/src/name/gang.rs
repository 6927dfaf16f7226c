//! Names of gangs, and of bodies that a small noun behind the name tells: "the Rook gang", "the Tolmere city council".

use super::*;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::token::Kind;
use std::ops::Range;

impl NameReader<'_, '_> {
    /// "the Quarry Boys", "the Keller Brothers": a band's name, in a document about crime.
    pub(super) fn band(&self, run: Range<usize>) -> Option<Mention> {
        let the = run.start.checked_sub(1).is_some_and(|i| {
            self.lower(i) == "the" || self.lower(i) == "so-called" || self.document.tokens[i].kind == Kind::QuoteOpen
        });
        let named = matches!(
            self.lower(run.end - 1),
            "boys"
                | "brothers"
                | "crew"
                | "syndicate"
                | "clan"
                | "posse"
                | "killers"
                | "bandidos"
                | "outlaws"
                | "locos"
                | "disciples"
                | "bloods"
                | "crips"
        );
        (the && named && self.speaks_of_crime && (2..=4).contains(&run.len()))
            .then(|| Mention::new(MentionKind::Organisation, Sort::Group, MentionForm::Name, run))
    }

    /// "Los Ribereños", "a structure known as Comando Norte": a gang by its name, in a document about crime.
    pub(super) fn gang(&self, run: Range<usize>) -> Option<Mention> {
        if !self.speaks_of_crime {
            return None;
        }
        let mut end = run.end;
        while end > run.start + 1 && self.document.tokens[end - 1].kind == Kind::Clitic {
            end -= 1;
        }
        let name = run.start..end;
        let plural = name.len() == 2
            && matches!(self.document.word(name.start), "Los" | "Las")
            && self.lower(name.start + 1).ends_with('s');
        // "the Yamaguchi-gumi", "the Sumiyoshi-kai".
        let clan =
            name.len() == 1 && ["-gumi", "-kai", "-ikka"].iter().any(|end| self.lower(name.start).ends_with(end));
        if clan {
            return Some(Mention::new(MentionKind::Organisation, Sort::Group, MentionForm::Name, name));
        }
        // "a gang known as", "the network, dubbed": the noun for a gang before the naming verb.
        let at = |back: usize| name.start.checked_sub(back).map_or("", |i| self.lower(i));
        let quoted =
            usize::from(name.start.checked_sub(1).is_some_and(|i| self.document.tokens[i].kind == Kind::QuoteOpen));
        // "a rival gang, the Kavač,": named right behind the noun.
        let apposed = at(1) == "the" && at(2) == "," && name.len() <= 3 && {
            let after = self.lower(name.end);
            is_group_word(at(3)) && matches!(after, "," | "." | ";" | "")
        };
        if apposed {
            return Some(Mention::new(MentionKind::Organisation, Sort::Group, MentionForm::Name, name));
        }
        let article = usize::from(at(1 + quoted) == "the");
        let lead = quoted + article;
        let naming = match at(1 + lead) {
            "as" if matches!(at(2 + lead), "known" | "itself" | "themselves") => 2,
            "called" | "dubbed" | "nicknamed" | "named" | "codenamed" => 1,
            _ => 0,
        };
        let named = naming > 0
            && name.len() <= 4
            && (naming + lead + 1..naming + lead + 5).any(|back| {
                is_group_word(at(back))
                    || matches!(at(back), "structure" | "network" | "ring" | "outfit" | "faction" | "cell" | "band")
                    || matches!(at(back), "group" | "organisation" | "organization") && is_kind_of_group(at(back + 1))
            });
        (plural || named).then(|| Mention::new(MentionKind::Organisation, Sort::Group, MentionForm::Name, name))
    }

    /// "the Kavač and Rook clans", "the clans of Aracri, Arena and Rook": a gang's name in a list of several, which only
    /// the noun in the plural explains.
    pub(super) fn one_of_gangs(&self, run: &Range<usize>, limit: usize) -> Option<Mention> {
        let is_name = |at: usize| at < limit && self.is_upper(at) && self.lower(at) != "the";
        let joins = |at: usize| matches!(self.lower(at), "," | "and" | "&");
        if run.len() > 3 || self.lexicon.is_demonym(self.document.word(run.start)) {
            return None;
        }
        // On to the end of the list, and to its noun.
        let mut end = run.end;
        let mut names = 1;
        while end < limit && names < 8 {
            let next = (end..limit.min(end + 2)).find(|i| !joins(*i)).filter(|i| *i > end && is_name(*i));
            let Some(next) = next.or_else(|| (joins(end) && joins(end + 1) && is_name(end + 2)).then_some(end + 2))
            else {
                break;
            };
            end = (next..limit).find(|i| !is_name(*i)).unwrap_or(limit);
            names += 1;
        }
        // Back to its beginning.
        let mut start = run.start;
        while start > 1 && names < 8 && joins(start - 1) {
            let last = if joins(start - 2) { start.checked_sub(3)? } else { start - 2 };
            let Some(first) = (0..=last).rev().take_while(|i| is_name(*i)).last() else { break };
            start = first;
            names += 1;
        }
        let kinds = (end..limit.min(end + 3)).take_while(|i| is_kind_of_group(self.lower(*i))).count();
        let opened = start.checked_sub(1).is_some_and(|i| {
            matches!(self.lower(i), "the" | "rival" | "feuding" | "warring" | "both") || self.is_clitic(i)
        });
        let crime = (end..end + kinds).any(|i| matches!(self.lower(i), "crime" | "criminal" | "mafia" | "drug"));
        let before = opened && end + kinds < limit && is_plural_of_gangs(self.lower(end + kinds), crime);
        let behind = start > 2
            && self.lower(start - 1) == "of"
            && is_plural_of_gangs(self.lower(start - 2), matches!(self.lower(start - 3), "crime" | "mafia"));
        // "the Danish and Velkoran gangs" are several of either.
        let of_nations = (start..end).any(|i| self.lexicon.is_demonym(self.document.word(i)));
        let own = self.lexicon.places.get(self.document.words(run)).is_none() && !of_nations;
        (names > 1 && (before || behind) && own)
            .then(|| Mention::new(MentionKind::Organisation, Sort::Group, MentionForm::Name, run.clone()))
    }

    /// "the Rook gang", "the Kinahan crime group", "Ostrand police".
    pub(super) fn group(&self, run: Range<usize>, limit: usize) -> Option<Mention> {
        let next = run.end;
        if next >= limit || self.is_upper(next) {
            return None;
        }
        // "A gang of", "The clan" at the head of a sentence.
        if run.len() == 1 && self.is_sentence_start(run.start) && self.lexicon.is_closed(self.lower(run.start)) {
            return None;
        }
        let word = self.lower(next);
        let second = if next + 1 < limit { self.lower(next + 1) } else { "" };
        // "the La Rosa ‘ndrina": the mark is a part of the word.
        if self.document.tokens[next].kind == Kind::QuoteOpen && second == "ndrina" {
            let tokens = run.start..next + 2;
            return Some(Mention::new(MentionKind::Organisation, Sort::Group, MentionForm::Name, tokens));
        }
        // "the Ansa news agency".
        if word == "news"
            && second == "agency"
            && run.len() <= 2
            && !self.lexicon.is_demonym(self.document.word(run.start))
        {
            let tokens = run.start..next + 2;
            return Some(Mention::new(MentionKind::Organisation, Sort::Media, MentionForm::Name, tokens));
        }
        // "the 18th Street gang".
        let ordinal = |i: usize| {
            self.document.tokens[i].kind == Kind::Number
                || ["st", "nd", "rd", "th"].iter().any(|end| {
                    self.lower(i)
                        .strip_suffix(end)
                        .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
                })
        };
        let numbered = run
            .start
            .checked_sub(1)
            .filter(|i| ordinal(*i) && matches!(self.lower(run.start), "street" | "avenue") && is_group_word(word));
        let run = numbered.unwrap_or(run.start)..run.end;
        // "the Iron Serpents outlaw motorcycle gang".
        let kinds = (next..limit.min(next + 4)).take_while(|i| is_kind_of_group(self.lower(*i))).count();
        let noun = next + kinds;
        // "the Hanlon organised crime group".
        let of_crime = (next..noun).any(|i| !matches!(self.lower(i), "motorcycle" | "youth" | "street" | "prison"));
        let open = of_crime
            && matches!(
                self.lower(noun.min(limit - 1)),
                "family" | "group" | "organisation" | "organization" | "network" | "ring" | "faction"
            );
        if kinds > 0 && noun < limit && !self.is_upper(noun) && (open || is_group_word(self.lower(noun))) {
            return Some(Mention::new(MentionKind::Organisation, Sort::Group, MentionForm::Name, run.start..noun + 1));
        }
        // "the Black Sail network", in a document about crime.
        let ring = matches!(word, "network" | "ring")
            && self.speaks_of_crime
            && self.lower(run.start.saturating_sub(1)) == "the"
            && !self.is_speech_verb(next + 1);
        // "boss of the Pagliarelli organization".
        let led = matches!(word, "organization" | "organisation" | "outfit" | "faction")
            && self.speaks_of_crime
            && run.start >= 3
            && self.lower(run.start - 1) == "the"
            && self.lower(run.start - 2) == "of"
            && matches!(
                self.lower(run.start - 3),
                "boss" | "head" | "leader" | "leaders" | "member" | "members" | "godfather" | "underboss" | "capo"
            );
        // "the Rook gang's Vane faction, which".
        let part = word == "faction"
            && self.speaks_of_crime
            && run.start.checked_sub(1).is_some_and(|i| self.is_clitic(i) || self.lower(i) == "the")
            && !self.lexicon.is_demonym(self.document.word(run.start));
        let (end, sort) = if is_group_word(word) || ring || led || part {
            (next + 1, Sort::Group)
        } else if word == "strip" && second == "club" && run.len() <= 3 {
            (next + 2, Sort::Company)
        } else if is_works(word)
            && !self.is_common(run.start)
            && !self.lexicon.is_demonym(self.document.word(run.start))
            && run.len() <= 3
        {
            (next + 1, Sort::Company)
        } else if let Some(end) = self.public_body_end(&run, limit) {
            (end, Sort::Body)
        } else if word == "police"
            && !self.is_common(run.start)
            && run.len() == 1
            && second != "chief"
            && self.office_length(next, limit) < 2
        {
            (next + 1, Sort::Police)
        } else {
            return None;
        };
        Some(Mention::new(MentionKind::Organisation, sort, MentionForm::Name, run.start..end))
    }

    /// Where "police" ends behind a place's name: "police", "finance police", "city police".
    pub(super) fn police_end(&self, at: usize, limit: usize) -> Option<usize> {
        let word = |at: usize| if at < limit && !self.is_upper(at) { self.lower(at) } else { "" };
        let kind = matches!(
            word(at),
            "finance"
                | "tax"
                | "traffic"
                | "metropolitan"
                | "city"
                | "state"
                | "regional"
                | "provincial"
                | "border"
                | "riot"
        );
        let noun = at + usize::from(kind);
        let person = matches!(
            word(noun + 1),
            "chief"
                | "chiefs"
                | "station"
                | "officer"
                | "officers"
                | "commissioner"
                | "force"
                | "department"
                | "inspector"
        );
        (word(noun) == "police" && !person && self.office_length(noun, limit) < 2).then_some(noun + 1)
    }

    /// "the Tolmere city council", "the Lowmark regional government": where a body that a place's name and common words
    /// tell ends.
    fn public_body_end(&self, run: &Range<usize>, limit: usize) -> Option<usize> {
        let the = run.start.checked_sub(1).is_some_and(|i| self.lower(i) == "the");
        let word = |at: usize| if at < limit && !self.is_upper(at) { self.lower(at) } else { "" };
        let kind = matches!(
            word(run.end),
            "city"
                | "town"
                | "municipal"
                | "regional"
                | "provincial"
                | "county"
                | "district"
                | "state"
                | "port"
                | "local"
                | "village"
        );
        let noun = run.end + usize::from(kind);
        let told = match word(noun) {
            "council" | "government" | "assembly" | "parliament" | "municipality" => {
                kind || word(noun) == "municipality"
            }
            "administration" | "authority" | "prosecution" => kind,
            _ => false,
        };
        let plain = run.len() <= 2
            && run.clone().any(|i| !self.is_common(i))
            && !self.lexicon.is_demonym(self.document.word(run.start));
        // "the Tolmere city council chairman".
        (the && told && plain).then_some(noun + 1)
    }
}

/// Nouns of firms that stand in lower case after their name: "the Dniprostal steelworks".
fn is_works(word: &str) -> bool {
    matches!(
        word,
        "steelworks"
            | "shipyard"
            | "refinery"
            | "brewery"
            | "distillery"
            | "airline"
            | "conglomerate"
            | "consortium"
            | "smelter"
            | "bank"
            | "nightclub"
            | "casino"
            | "supermarket"
    )
}

/// Nouns for several gangs; families are only with a word that says so.
fn is_plural_of_gangs(word: &str, of_crime: bool) -> bool {
    matches!(word, "gangs" | "clans" | "cartels" | "mobs" | "syndicates" | "triads" | "militias" | "'ndrine" | "ndrine")
        || of_crime && matches!(word, "families" | "groups" | "networks" | "crews" | "organisations" | "organizations")
}

/// What stands between the name of a gang and the noun: "the Iron Serpents outlaw motorcycle gang".
fn is_kind_of_group(word: &str) -> bool {
    matches!(
        word,
        "outlaw"
            | "motorcycle"
            | "biker"
            | "bikie"
            | "street"
            | "prison"
            | "crime"
            | "criminal"
            | "drug"
            | "drugs"
            | "smuggling"
            | "trafficking"
            | "mafia"
            | "organised"
            | "organized"
            | "extortion"
            | "youth"
            | "armed"
    )
}

/// Words in lower case after a name that make it a criminal group: "the Rook gang".
pub(super) fn is_group_word(word: &str) -> bool {
    matches!(
        word,
        "gang"
            | "clan"
            | "cartel"
            | "mob"
            | "syndicate"
            | "crew"
            | "triad"
            | "mafia"
            | "brotherhood"
            | "posse"
            | "confraternity"
            | "militia"
            | "'ndrina"
    )
}
