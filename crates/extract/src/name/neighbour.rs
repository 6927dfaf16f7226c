//! Names that only their neighbours explain: "a gang called ...", "said ...".

use super::*;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::token::Kind;
use std::ops::Range;

impl NameReader<'_, '_> {
    /// "a gang known as the Tidewalkers", "the campaign, called Clean Quays": what the noun before the naming verb says.
    pub(super) fn named_as(&self, at: usize) -> Option<(MentionKind, Sort)> {
        let mut i = at.checked_sub(1)?;
        while matches!(self.lower(i), "the" | "“" | "\"" | "‘" | "'") {
            i = i.checked_sub(1)?;
        }
        let naming = match self.lower(i) {
            "as" => {
                i = i.checked_sub(1)?;
                matches!(self.lower(i), "known" | "styled")
            }
            "itself" | "themselves" => {
                i = i.checked_sub(1)?;
                matches!(self.lower(i), "calling" | "calls" | "call")
            }
            word => {
                matches!(word, "called" | "named" | "nicknamed" | "dubbed" | "codenamed" | "code-named" | "surnamed")
            }
        };
        // "the head of the so-called Tidewalkers": whom leaders lead.
        if self.lower(i) == "so-called" {
            let led = i >= 3
                && self.lower(i - 1) == "the"
                && self.lower(i - 2) == "of"
                && matches!(
                    self.lower(i - 3),
                    "head" | "leader" | "boss" | "member" | "members" | "ringleader" | "founder" | "godfather"
                );
            return (led && self.speaks_of_crime).then_some((MentionKind::Organisation, Sort::Group));
        }
        if !naming {
            return None;
        }
        while i > 0
            && (matches!(self.lower(i - 1), "," | "was" | "is" | "locally" | "also")
                || self.lower(i - 1).ends_with("ly"))
        {
            i -= 1;
        }
        // The noun, perhaps with "of ..." after it.
        (i.saturating_sub(4)..i).rev().find_map(|noun| match self.lower(noun) {
            "gang" | "clan" | "cartel" | "syndicate" | "mob" | "crew" | "group" | "network" | "ring" | "cell"
            | "brotherhood" | "faction" | "organisation" | "organization" => {
                Some((MentionKind::Organisation, Sort::Group))
            }
            "smugglers" | "traffickers" | "miners" | "loggers" | "dealers" | "poachers" | "robbers" | "thieves"
            | "racketeers" | "gangsters" | "extortionists" | "bikers" | "bandits" | "counterfeiters"
                if self.speaks_of_crime =>
            {
                Some((MentionKind::Organisation, Sort::Group))
            }
            "company" | "firm" | "business" | "shell" | "subsidiary" | "consultancy" => {
                Some((MentionKind::Organisation, Sort::Company))
            }
            "campaign" | "operation" | "crackdown" | "drive" => Some((MentionKind::Campaign, Sort::Unknown)),
            "man" | "woman" | "driver" | "officer" | "businessman" | "suspect" | "official" | "boy" | "girl" => {
                Some((MentionKind::Person, Sort::Unknown))
            }
            "village" | "town" | "city" | "place" | "district" => Some((MentionKind::Place, Sort::Place)),
            _ => None,
        })
    }

    /// "the charity Sunrise", "the anti-corruption group Clean Hands": a small noun for a body right before the name. Not
    /// "the company Tokmak founded", where a person follows.
    pub(crate) fn told_by_noun(&self, run: &Range<usize>) -> Option<Sort> {
        let noun = run.start.checked_sub(1)?;
        let sort = body_noun(self.lower(noun), noun.checked_sub(1).map_or("", |i| self.lower(i)))
            .or_else(|| self.is_led_group(noun).then_some(Sort::Group))?;
        let opens = (noun.saturating_sub(4)..noun).rev().map(|i| self.lower(i));
        let mut opens = opens.take_while(|word| word.chars().all(|c| c.is_alphanumeric() || c == '-'));
        // "daily Kurier reported".
        let bare = sort == Sort::Media && matches!(self.lower(noun.saturating_sub(1)), "," | "to" | "state");
        let is_one = bare
            || opens.any(|word| matches!(word, "the" | "a" | "an" | "its" | "his" | "her" | "their"))
            || self.is_described_by(noun);
        let is_person = self.lexicon.is_given(self.document.word(run.start));
        let made = self.document.lower_at(run.end).is_some_and(|word| {
            matches!(
                self.lexicon.verbs.get(word).map(|(lemma, _)| lemma),
                Some(
                    "found"
                        | "own"
                        | "run"
                        | "control"
                        | "head"
                        | "set"
                        | "establish"
                        | "create"
                        | "co-found"
                        | "buy"
                        | "work"
                        | "manage"
                        | "lead"
                        | "join"
                        | "use"
                        | "chair"
                        | "build"
                )
            )
        });
        let capital = self.document.is_capitalised(noun);
        (is_one && !is_person && !made && !capital).then_some(sort)
    }

    /// "Panama-based law firm", "Anti-fraud consultancy", "South Korean shipping firm": a noun that papers set before a name
    /// without an article, with a word that tells more.
    fn is_described_by(&self, noun: usize) -> bool {
        let Some(before) = noun.checked_sub(1) else { return false };
        let word = self.lower(before);
        let nation = self.lexicon.is_demonym(self.document.word(before));
        let kind = matches!(
            word,
            "law"
                | "oil"
                | "gas"
                | "energy"
                | "mining"
                | "shipping"
                | "construction"
                | "security"
                | "software"
                | "technology"
                | "tech"
                | "telecoms"
                | "telecommunications"
                | "logistics"
                | "investment"
                | "insurance"
                | "trading"
                | "transport"
                | "engineering"
                | "accounting"
                | "accountancy"
                | "audit"
                | "consulting"
                | "property"
                | "food"
                | "dairy"
                | "steel"
                | "chemical"
                | "chemicals"
                | "pharmaceutical"
                | "drug"
                | "arms"
                | "defence"
                | "defense"
                | "aviation"
                | "cement"
                | "tobacco"
                | "media"
                | "betting"
                | "gambling"
                | "medical"
                | "waste"
                | "rights"
                | "offshore"
                | "shell"
                | "holding"
                | "parent"
                | "private"
                | "state-owned"
                | "state-run"
                | "multinational"
                | "local"
                | "leading"
                | "corruption"
                | "anti-corruption"
                | "anti-fraud"
                | "anti-graft"
                | "investigative"
                | "news"
                | "football"
                | "soccer"
                | "rival"
                | "services"
        ) || word.ends_with("-based")
            || word.ends_with("-owned")
            || word.ends_with("-listed");
        kind || nation
    }

    /// "the leader of the Brazilian group": a noun for a group whose leaders or members are told, where crime is spoken of.
    fn is_led_group(&self, noun: usize) -> bool {
        let word = |back: usize| noun.checked_sub(back).map_or("", |i| self.lower(i));
        let described = usize::from(
            noun.checked_sub(1)
                .is_some_and(|i| self.lexicon.is_demonym(self.document.word(i)) || self.lower(i) == "armed"),
        );
        self.speaks_of_crime
            && matches!(word(0), "group" | "organisation" | "organization" | "network" | "faction" | "outfit")
            && word(1 + described) == "the"
            && word(2 + described) == "of"
            && matches!(
                word(3 + described),
                "leader" | "leaders" | "boss" | "bosses" | "member" | "members" | "ringleader" | "kingpin" | "founder"
            )
    }

    /// "the Solntse, a criminal gang,", "the Tidewalkers, an outlawed biker gang": a noun for a gang right behind the name.
    fn told_behind(&self, run: &Range<usize>) -> Option<Sort> {
        let the = run.start.checked_sub(1).is_some_and(|i| self.lower(i) == "the");
        // Past a short name in brackets.
        let bracket = self.lower(run.end) == "(" && self.lower(run.end + 2) == ")";
        let comma = run.end + if bracket { 3 } else { 0 };
        let opens = self.lower(comma) == "," && matches!(self.lower(comma + 1), "a" | "an" | "the" | "one");
        if !the || !opens || run.len() > 3 {
            return None;
        }
        let end = (comma + 2..comma + 9).find(|i| {
            let word = self.lower(*i);
            matches!(
                word,
                "," | "." | ";" | ")" | "that" | "which" | "based" | "of" | "in" | "from" | "led" | "run" | ""
            )
        })?;
        let noun = end.checked_sub(1).filter(|i| *i > comma + 1)?;
        let (word, before) = (self.lower(noun), self.lower(noun - 1));
        let crime = matches!(before, "crime" | "criminal" | "smuggling" | "trafficking" | "drug" | "mafia" | "robbery");
        let told = is_criminal_group(word, before)
            || matches!(word, "mob" | "mafia" | "triad")
            || crime && matches!(word, "family" | "network" | "ring" | "organisation" | "organization" | "outfit");
        told.then_some(Sort::Group)
    }

    /// "led the Black Hand until", "a member of the Solntse": what is led or joined, where crime is spoken of. Nothing is said of what kind of body
    /// it is.
    fn is_led(&self, run: &Range<usize>) -> bool {
        let word = |back: usize| run.start.checked_sub(back).map_or("", |i| self.lower(i));
        let led = match word(2) {
            "led" | "leads" | "lead" | "headed" | "heads" | "joined" | "joining" | "heading" | "leading" => true,
            "of" => matches!(
                word(3),
                "leader"
                    | "leaders"
                    | "boss"
                    | "bosses"
                    | "member"
                    | "members"
                    | "ringleader"
                    | "kingpin"
                    | "godfather"
                    | "underboss"
                    | "founder"
                    | "founders"
            ),
            _ => false,
        };
        let after = self.lower(run.end);
        let ends = !after.chars().any(char::is_alphanumeric)
            || self.lexicon.is(after, "preposition")
            || matches!(
                after,
                "and" | "but" | "or" | "who" | "which" | "that" | "when" | "while" | "was" | "is" | "had" | "has"
            );
        self.speaks_of_crime
            && word(1) == "the"
            && led
            && ends
            && run.len() <= 4
            && !run.clone().any(|i| self.lexicon.is_demonym(self.document.word(i)))
    }

    /// "Rook gangster Ivo Petrov", "Rook enforcer": a single name before a noun for a gang's man, where crime is spoken of.
    pub(crate) fn is_before_gangster(&self, run: &Range<usize>) -> bool {
        let man = matches!(
            self.lower(run.end),
            "gangster"
                | "gangsters"
                | "mobster"
                | "mobsters"
                | "enforcer"
                | "enforcers"
                | "hitman"
                | "hitmen"
                | "underboss"
                | "capo"
                | "consigliere"
                | "mafioso"
                | "mafiosi"
                | "henchman"
                | "henchmen"
                | "footsoldier"
                | "footsoldiers"
        );
        let word = self.document.word(run.start);
        let named = run.len() == 1 && !self.lexicon.is_given(word) && !self.lexicon.is_demonym(word);
        let ends = run.end + 1 >= self.document.tokens.len() || self.is_upper(run.end + 1);
        self.speaks_of_crime && man && named && !self.is_upper(run.end) && ends
    }

    /// Single words that their neighbours give away.
    pub fn by_neighbours(&self, run: Range<usize>) -> Option<Mention> {
        let (first, after) = (run.start, run.end);
        let word = self.document.word(first);
        let common = run.clone().all(|i| self.is_common(i));
        let surname = run.len() == 1 && self.lexicon.is_surname(word);
        let before = first.checked_sub(1).map_or("", |i| self.lower(i));
        if let Some((kind, sort)) = self.named_as(first) {
            return Some(Mention::new(kind, sort, MentionForm::Name, run));
        }
        if let Some(sort) = self.told_behind(&run) {
            return Some(Mention::new(MentionKind::Organisation, sort, MentionForm::Name, run));
        }
        if let Some(sort) = self.told_by_noun(&run) {
            return Some(Mention::new(MentionKind::Organisation, sort, MentionForm::Name, run));
        }
        if !common && self.is_before_gangster(&run) {
            return Some(Mention::new(MentionKind::Organisation, Sort::Group, MentionForm::Name, run));
        }
        if self.is_led(&run) {
            return Some(Mention::new(MentionKind::Organisation, Sort::Unknown, MentionForm::Name, run));
        }
        if run.len() <= 4 && self.is_business(&run) {
            return Some(Mention::new(MentionKind::Organisation, Sort::Company, MentionForm::Name, run));
        }
        // "the security firm Blackwater", "the conglomerate AtaHolding".
        let is_firm = matches!(before, "firm" | "company" | "conglomerate" | "consultancy" | "subsidiary" | "holding");
        let alone = first > 1 && !self.is_upper(first - 1) && !self.is_human_verb(after);
        if is_firm && alone && run.len() <= 3 && !common && !self.lexicon.is_given(word) {
            return Some(Mention::new(MentionKind::Organisation, Sort::Company, MentionForm::Name, run));
        }
        // "AtaHolding", "KazMunayGas": capitals inside a word are a firm's.
        if run.len() == 1 && is_joined_name(word) {
            return Some(Mention::new(MentionKind::Organisation, Sort::Company, MentionForm::Name, run));
        }
        // "residents of Gullhaven", "the mayor of Old Lime".
        if !common && self.after_place_noun(first) {
            return Some(Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, run));
        }
        let person = |run| {
            Some(Mention::new(
                MentionKind::Person,
                Sort::Unknown,
                if first + 1 == after { MentionForm::SurnameOnly } else { MentionForm::FullName },
                run,
            ))
        };
        if matches!(before, "a" | "an") || run.len() > 3 {
            return None;
        }
        if before == "the" || run.len() > 2 {
            return self.named_as(first).map(|(kind, sort)| Mention::new(kind, sort, MentionForm::Name, run));
        }
        // A quoted word is no name of its own.
        if first > 0
            && self.document.tokens[first - 1].kind == Kind::QuoteOpen
            && self.document.tokens.get(after).is_some_and(|t| t.kind == Kind::QuoteClose)
        {
            return None;
        }
        if common && !surname {
            let place = self.after_place_preposition(first) && run.len() == 2 && !self.is_sentence_start(first);
            return place.then(|| Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, run));
        }
        if self.lexicon.is_demonym(word)
            || run.len() == 1 && self.document.tokens[first].lower.contains('-') && self.is_common(first)
        {
            return None;
        }
        if run.len() == 1
            && surname
            && (self.is_human_verb(after)
                || matches!(
                    before,
                    "to" | "by" | "with" | "against" | "from" | "of" | "and" | "that" | "said" | "told" | "for"
                )
                || self.is_clitic(after))
        {
            // "Boss gets 20 years": a noun for persons at the head of a headline.
            let noun = common && crate::chunk::is_person_noun(self.lower(first), self.lexicon);
            let closed = self.is_sentence_start(first) && (noun || self.lexicon.is_closed(self.lower(first)));
            return if closed { None } else { person(run) };
        }
        if self.is_speech_verb(after) || run.len() == 2 && self.followed_by_person_sign(after) {
            return if common { None } else { person(run) };
        }
        // "Brandt's wife, Akosua,": the relative's name.
        let kin = |i: usize| self.lexicon.kin.get(self.lower(i)).is_some();
        let is_kin = before == "," && first > 1 && kin(first - 2) && matches!(self.lower(after), "," | ".")
            || first > 0 && kin(first - 1);
        if run.len() == 1 && !common && is_kin {
            return person(run);
        }
        if self.after_place_preposition(first) || before == "from" && !self.is_human_verb(after) {
            return (!common).then(|| Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, run));
        }
        if run.len() == 1
            && !common
            && self.is_human_verb(after)
            && word.chars().any(char::is_lowercase)
            && word.chars().count() > 2
        {
            return person(run);
        }
        None
    }
}

/// Whether a noun beside a name calls it a criminal or armed group, by itself or by the word before it.
pub(crate) fn is_criminal_group(noun: &str, before: &str) -> bool {
    matches!(noun, "gang" | "clan" | "cartel" | "syndicate" | "militia")
        || noun == "group"
            && matches!(
                before,
                "criminal"
                    | "crime"
                    | "armed"
                    | "rebel"
                    | "paramilitary"
                    | "militant"
                    | "terrorist"
                    | "terror"
                    | "extremist"
                    | "jihadist"
                    | "outlawed"
                    | "banned"
            )
}

/// Nouns that stand right before a body's name; a group is criminal only by the word before it.
fn body_noun(noun: &str, before: &str) -> Option<Sort> {
    if is_criminal_group(noun, before) {
        return Some(Sort::Group);
    }
    Some(match noun {
        "charity" | "watchdog" | "nonprofit" | "ngo" | "non-profit" | "foundation" => Sort::Ngo,
        "club" if matches!(before, "football" | "soccer" | "rugby" | "cricket" | "basketball") => Sort::Sport,
        "exchange" | "platform" if matches!(before, "crypto" | "cryptocurrency" | "trading" | "bitcoin") => {
            Sort::Company
        }
        "group" if matches!(before, "rights" | "advocacy" | "campaign" | "anti-corruption" | "transparency") => {
            Sort::Ngo
        }
        "bank" | "lender" | "company" | "firm" | "contractor" | "airline" | "consultancy" | "conglomerate"
        | "manufacturer" | "developer" | "bottler" | "brewery" | "carmaker" | "retailer" | "insurer" | "brokerage"
        | "steelmaker" | "drugmaker" | "shipbuilder" | "shipyard" | "refinery" | "telco" | "startup" | "start-up"
        | "subsidiary" | "cooperative" | "co-operative" | "utility" | "restaurant" | "hotel" | "nightclub"
        | "casino" | "clinic" | "supermarket" => Sort::Company,
        // "cement producer Halvane".
        "producer" | "maker" | "operator" | "exporter" | "importer"
            if matches!(
                before,
                "cement"
                    | "concrete"
                    | "steel"
                    | "oil"
                    | "gas"
                    | "copper"
                    | "sugar"
                    | "fertiliser"
                    | "fertilizer"
                    | "ferry"
            ) =>
        {
            Sort::Company
        }
        // "the oil giant Pemex".
        "giant"
            if matches!(
                before,
                "oil"
                    | "energy"
                    | "gas"
                    | "tech"
                    | "technology"
                    | "telecoms"
                    | "retail"
                    | "mining"
                    | "construction"
                    | "steel"
                    | "banking"
            ) =>
        {
            Sort::Company
        }
        "newspaper" | "daily" | "weekly" | "magazine" | "broadcaster" | "outlet" | "portal" | "tabloid"
        | "broadsheet" => Sort::Media,
        "site" | "website" | "agency" if before == "news" => Sort::Media,
        _ => return None,
    })
}

/// Words written as one with a capital inside, but not such family names as "McBride" or "DeLuca".
fn is_joined_name(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let inner = letters.windows(2).skip(2).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase());
    let family = ["Mc", "Mac", "De", "Di", "Le", "La", "Fitz", "Van", "Von", "Du", "Da", "Del", "St", "Ap"];
    let is_family = family.iter().any(|start| {
        word.strip_prefix(start)
            .is_some_and(|rest| rest.starts_with(char::is_uppercase) && !rest.chars().skip(1).any(char::is_uppercase))
    });
    inner && !is_family && letters.len() > 5 && letters.iter().all(|c| c.is_alphabetic())
}
