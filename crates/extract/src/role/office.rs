//! The words of an office: where "deputy minister of public works" begins and ends.

use std::ops::Range;

use super::RoleReader;
use crate::chunk::singular;
use crate::lexicon::{Post, Sort};
use crate::mention::MentionKind;
use crate::predication::Predication;
use crate::word::Class;

impl RoleReader<'_, '_> {
    /// The longest office whose last word is the noun: the words and what it is good for.
    pub(super) fn office(&self, predication: &Predication) -> Option<(Range<usize>, Post)> {
        let noun = predication.noun;
        // "Assistant US Attorney Brandt", "Police Brigadier General Brandt": a title goes on to the left of its phrase.
        let floor = if predication.inside && self.analysis.document.is_capitalised(noun) {
            self.title_start(predication)
        } else {
            predication.start
        };
        let first = floor.max(noun.saturating_sub(4)).min(noun);
        // "said presiding judge Brandt", "Superintendent of police Brandt": the words of a listed office go on to the left.
        let sentence = self.analysis.document.sentences[predication.sentence].tokens.start;
        let further = if predication.inside { noun.saturating_sub(4).max(sentence).min(first) } else { first };
        // "Appeal Court president": what belongs to a name does not begin an office.
        let named = self.analysis.mentions_in(&(further..noun)).into_iter().map(|m| &self.analysis.mentions[m]);
        // "Coosaw County sheriff", but "Brooklyn district attorney": a district is rather the attorney's.
        let is_name = |m: &&crate::mention::Mention| {
            let last = self.lower(m.tokens.end - 1);
            m.kind == MentionKind::Organisation
                || m.kind == MentionKind::Place && matches!(last, "county" | "city" | "province" | "state" | "town")
        };
        let bodies = named.filter(|m| m.tokens.end <= noun && is_name(m));
        let named: Vec<Range<usize>> = bodies.map(|m| m.tokens.clone()).collect();
        let inside_name = |start: usize| named.iter().any(|tokens| tokens.start < start && start < tokens.end);
        let (mut office, mut post) = (further..=noun)
            .filter(|start| !inside_name(*start))
            .find_map(|start| {
                let spelt = self.analysis.document.words(&(start..noun + 1));
                // "Ada Brandt": a name, and no assistant district attorney.
                let is_name = spelt.chars().count() <= 3
                    && spelt.chars().any(char::is_lowercase)
                    && self.analysis.lexicon.is_given(spelt);
                if is_name {
                    return None;
                }
                let words = spelt.to_lowercase();
                let normal = without_past(&words).to_owned();
                let offices = &self.analysis.lexicon.offices;
                // "two customs officers, Jonas Pell and Lars Ostrow".
                let single =
                    (self.is_of_several(predication) || self.is_before_several(predication)).then(|| singular(&normal));
                offices.get(&normal).or_else(|| offices.get(&single?)).map(|post| (start..noun + 1, *post))
            })
            // "is a member of parliament": only the whole is an office.
            .or_else(|| self.listed_whole(predication))
            .or_else(|| self.leader(predication))?;
        while office.start > floor.min(predication.start) && office.len() < 4 && self.qualifies(predication, &office) {
            office.start -= 1;
        }
        // "minister of forests", "commissioner for public safety": the field is a part of the office.
        if let Some((end, whole)) = self.field(predication, noun, &office) {
            office.end = end;
            post = whole.unwrap_or(post);
        }
        Some((office, post))
    }

    /// Where the capitals of a title begin: at the ranks and the country that stand before its phrase.
    fn title_start(&self, predication: &Predication) -> usize {
        let document = &self.analysis.document;
        let sentence = document.sentences[predication.sentence].tokens.start;
        let mut start = predication.start;
        while start > sentence
            && document.is_capitalised(start - 1)
            && matches!(
                self.lower(start - 1),
                "detective"
                    | "police"
                    | "senior"
                    | "assistant"
                    | "deputy"
                    | "acting"
                    | "staff"
                    | "chief"
                    | "vice"
                    | "us"
                    | "u.s."
                    | "united"
                    | "states"
                    | "district"
                    | "magistrate"
                    | "special"
                    | "first"
            )
        {
            start -= 1;
        }
        start
    }

    /// "leader of the Civic Party", "Labour leader": an office only at a party, a union or the like.
    fn leader(&self, predication: &Predication) -> Option<(Range<usize>, Post)> {
        let noun = predication.noun;
        let office = noun..noun + 1;
        let body = || self.body(predication, &office).map(|e| self.referents.entities[e].sort);
        let leads = match self.lower(noun) {
            "leader" | "co-leader" => matches!(body(), Some(Sort::Party | Sort::Union | Sort::Ngo)),
            // "the former Yarrow Oil boss": of a firm or an authority, not of a gang.
            "boss" => matches!(
                body(),
                Some(Sort::Company | Sort::Party | Sort::Union | Sort::Police | Sort::Body | Sort::Prosecution)
            ),
            // "a bureau agent": of those who have agents.
            "agent" => matches!(body(), Some(Sort::Police | Sort::Prosecution)),
            _ => false,
        };
        leads.then_some((office, Post::Power))
    }

    /// A noun that is an office with what hangs on it by "of": "member of parliament".
    fn listed_whole(&self, predication: &Predication) -> Option<(Range<usize>, Post)> {
        let noun = predication.noun;
        let phrase = &self.analysis.chunks.phrases[predication.phrase];
        if predication.inside || phrase.head != noun {
            return None;
        }
        let complements = &self.analysis.attached[predication.phrase].complements;
        let of = complements.iter().find(|c| c.preposition == noun + 1 && self.lower(c.preposition) == "of")?;
        let field = &self.analysis.chunks.phrases[*of.phrases.first()?];
        let words = self.analysis.document.words(&(noun..field.head + 1)).to_lowercase();
        let post = self.analysis.lexicon.offices.get(&words)?;
        Some((noun..noun + 1, *post))
    }

    /// Whether the word before an office says which one it is: "transport minister", "senior prosecutor", "acting head".
    fn qualifies(&self, predication: &Predication, office: &Range<usize>) -> bool {
        let before = office.start - 1;
        let word = self.lower(before);
        let is_rank = matches!(
            word,
            "senior"
                | "junior"
                | "deputy"
                | "assistant"
                | "acting"
                | "first"
                | "vice"
                | "associate"
                | "joint"
                | "additional"
                | "interim"
                | "principal"
                | "detective"
        );
        // "police spokesman Chief Superintendent Brandt": two offices.
        if !is_rank && !matches!(word, "magistrate" | "police") && self.analysis.lexicon.offices.get(word).is_some() {
            return false;
        }
        // "minister", "judge", "inspector": alone they tell little, and the noun before says of what.
        let extends = matches!(
            self.lower(office.end - 1),
            "minister"
                | "prosecutor"
                | "sergeant"
                | "secretary"
                | "judge"
                | "inspector"
                | "constable"
                | "councillor"
                | "commissioner"
                | "superintendent"
        ) || office.len() == 1
            && !matches!(word, "own" | "corrupt")
            && (is_specialist(self.lower(office.start))
                || matches!(self.lower(office.start), "director" | "chief") && is_department(word));
        // "regional director", "special prosecutor".
        let opens = self.analysis.document.sentences[predication.sentence].tokens.start == before;
        let plain = !self.analysis.document.is_capitalised(before) || opens;
        // "the municipal police chief": of the municipal police.
        let force = self.lower(office.start) == "police";
        let is_level = (is_level(word) && !force || word == "public" && self.lower(office.start) == "works")
            && (plain || self.analysis.document.is_capitalised(office.start));
        if is_level && self.analysis.lexicon.offices.get(self.lower(office.end - 1)).is_some() {
            return true;
        }
        // "the first chief executive to be tried": who came first, not which office.
        let counts = word == "first"
            && !matches!(
                self.lower(office.start),
                "secretary" | "deputy" | "vice" | "minister" | "lieutenant" | "counsellor" | "sergeant" | "assistant"
            );
        if counts {
            return false;
        }
        if is_rank && (extends || self.analysis.words[before].class != Class::Name) {
            return true;
        }
        // "Deputy Group Director", "Assistant Operations Manager": a rank in capitals a word further on the left.
        let further = office.start > predication.start + 1
            && self.analysis.document.is_capitalised(before)
            && self.analysis.document.is_capitalised(office.start)
            && self.analysis.lexicon.is_common(word)
            && self.analysis.document.is_capitalised(before - 1)
            && is_deputy(self.lower(before - 1));
        if further {
            return true;
        }
        // "Forest minister Brandt" at the start; "Commission secretary Brandt" is one at the commission.
        let is_body = self.analysis.lexicon.head(word).is_some_and(|head| head.sort.is_public());
        let at_start = opens && self.analysis.lexicon.is_common(word) && !is_body;
        let capital = self.analysis.document.is_capitalised(before) && !at_start;
        // "Agriculture Principal Secretary Daniel Kiprono": of a title the capitals too.
        let in_title = predication.inside
            && self.analysis.document.is_capitalised(office.start)
            && self.analysis.lexicon.is_common(word)
            && !matches!(word, "former" | "then" | "county" | "state" | "city");
        // "an Environmental Health Officer with the agency": of a description in capitals those before it.
        let in_capitals = !predication.inside
            && capital
            && self.analysis.document.is_capitalised(office.start)
            && self.analysis.lexicon.is_common(word)
            && matches!(self.analysis.words[before].class, Class::Noun | Class::Adjective)
            && !matches!(word, "former" | "then" | "county" | "state" | "city");
        let is_field = self.analysis.words[before].class == Class::Noun || is_department(word);
        extends && is_field && (!capital || in_title) || in_capitals
    }

    /// The end of the field that hangs on an office by "of" or "for", where it names no body or place of the document,
    /// and the post if the whole is a listed one: "director of prosecutions".
    fn field(&self, predication: &Predication, noun: usize, office: &Range<usize>) -> Option<(usize, Option<Post>)> {
        let phrase = &self.analysis.chunks.phrases[predication.phrase];
        if predication.inside || phrase.head != noun {
            return None;
        }
        // "head of engineering": the whole is listed, however its words were parsed.
        let end = self.analysis.document.sentences[predication.sentence].tokens.end;
        let listed = (noun + 3..(noun + 5).min(end + 1)).rev().find_map(|to| {
            let words = self.analysis.document.words(&(office.start..to)).to_lowercase();
            let of = self.lower(noun + 1) == "of";
            self.analysis.lexicon.offices.get(&words).filter(|_| of).map(|post| (to, Some(*post)))
        });
        if listed.is_some() {
            return listed;
        }
        let complement = self.analysis.attached[predication.phrase]
            .complements
            .iter()
            .find(|c| c.preposition == noun + 1 && matches!(self.lower(c.preposition), "of" | "for"))?;
        let field = &self.analysis.chunks.phrases[*complement.phrases.first()?];
        let words = self.analysis.document.words(&(office.start..field.head + 1)).to_lowercase();
        if let Some(post) = self.analysis.lexicon.offices.get(&words) {
            return Some((field.head + 1, Some(*post)));
        }
        let takes_field = matches!(
            self.lower(noun),
            "minister"
                | "secretary"
                | "under-secretary"
                | "undersecretary"
                | "vice-minister"
                | "judge"
                | "commissioner"
        );
        let is_named =
            self.analysis.mentions_in(&field.tokens).iter().any(|m| self.analysis.mentions[*m].entity.is_some());
        let opens = self.lower(field.tokens.start);
        let is_field = !is_named && !matches!(opens, "the" | "a" | "an" | "his" | "her" | "its" | "their" | "that");
        (takes_field && is_field).then_some((field.tokens.end, None))
    }

    /// Whether the noun is a plural said of several, each named.
    pub(super) fn is_of_several(&self, predication: &Predication) -> bool {
        let np = &self.analysis.chunks.phrases[predication.phrase];
        np.is_plural && !predication.inside && self.analysis.attached[predication.phrase].appositions.len() > 1
    }

    /// Whether the noun is a plural before several names: "directors Jonas Pell and Lars Ostrow".
    fn is_before_several(&self, predication: &Predication) -> bool {
        let word = self.lower(predication.noun);
        let end = self.analysis.chunks.phrases[predication.phrase].tokens.end;
        predication.inside
            && word.ends_with('s')
            && !word.ends_with("ss")
            && (predication.bearer != predication.phrase
                || matches!(self.analysis.document.lower_at(end), Some("and" | ",")))
    }

    /// The office in the text's words; of several holders in the singular.
    pub(super) fn office_words(&self, predication: &Predication, office: &Range<usize>) -> String {
        let words = self.analysis.document.words(office).split_whitespace().collect::<Vec<_>>().join(" ");
        let words = without_past(&words).to_owned();
        if (self.is_of_several(predication) || self.is_before_several(predication))
            && self.analysis.lexicon.offices.get(&words.to_lowercase()).is_none()
        {
            return singular(&words);
        }
        words
    }
}

/// An office without what says that it is over: "mayor" of "ex-mayor", "police minister" of "then-police minister".
fn without_past(words: &str) -> &str {
    let rest = ["ex-", "then-", "Ex-", "Then-"].into_iter().find_map(|mark| words.strip_prefix(mark));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(words)
}

/// Words that open the name of an office whose noun comes later.
fn is_deputy(word: &str) -> bool {
    matches!(word, "deputy" | "assistant" | "associate" | "vice" | "senior" | "chief" | "principal" | "executive")
}

/// Words that say how high or how wide an office reaches.
fn is_level(word: &str) -> bool {
    matches!(
        word,
        "regional"
            | "provincial"
            | "municipal"
            | "divisional"
            | "departmental"
            | "special"
            | "presiding"
            | "parliamentary"
            | "disciplinary"
            | "permanent"
            | "additional"
            | "anti-corruption"
    )
}

/// Parts of a firm or body that have a director, a chief or a manager of their own.
fn is_department(word: &str) -> bool {
    matches!(
        word,
        "finance"
            | "sales"
            | "project"
            | "marketing"
            | "operations"
            | "procurement"
            | "purchasing"
            | "logistics"
            | "communications"
            | "works"
            | "prisons"
            | "forest"
            | "wildlife"
            | "technical"
            | "sporting"
            | "commercial"
            | "compliance"
            | "personnel"
            | "shipping"
            | "mining"
            | "housing"
            | "planning"
            | "licensing"
    )
}

/// Posts that tell little without the noun before them: "compliance officer".
fn is_specialist(word: &str) -> bool {
    matches!(
        word,
        "officer"
            | "manager"
            | "auditor"
            | "controller"
            | "engineer"
            | "warden"
            | "clerk"
            | "registrar"
            | "supervisor"
            | "adviser"
            | "investigator"
            | "ranger"
    )
}
