//! Criminal groups told by a noun: "the gang", "a criminal organisation".

use super::*;
use crate::chunk::Opening;
use crate::entity::Entity;
use crate::lexicon::Sort;
use crate::mention::MentionKind;

impl Describer<'_, '_> {
    pub(super) fn group(&mut self, phrase: usize) -> bool {
        let np = self.phrase(phrase).clone();
        let head = self.lower(np.head).to_owned();
        let criminal = self.has_modifier(phrase, is_criminal_word) || self.is_of_criminals(phrase, &head);
        let anaphoric = is_open_group_noun(&head)
            && self.is_definite(phrase)
            && matches!(head.as_str(), "group" | "network" | "ring" | "crew" | "organisation" | "organization")
            && self.modifiers(phrase).filter(|i| !self.lower(*i).ends_with("-based")).count() <= 1
            && self.whose(phrase).is_none();
        // "his group, the Rook clan,": the name that stands beside it.
        if is_open_group_noun(&head) && np.opening == Opening::Possessed && !np.is_plural {
            let beside = self.analysis.attached[phrase].appositions.iter().find_map(|p| {
                let mention = self.phrase(*p).mention.map(|m| &self.analysis.mentions[m])?;
                mention.entity.filter(|e| self.referents.entities[*e].is_group())
            });
            if let Some(named) = beside {
                self.mention(phrase, MentionKind::Organisation, Sort::Group, Some(named));
                return true;
            }
        }
        if self.crowd(phrase, &np, &head) || self.owned_group(phrase) {
            return true;
        }
        // "a group known as the Gallowgate Mob".
        if is_open_group_noun(&head) && np.opening == Opening::Indefinite && !np.is_plural && !criminal {
            let named = self.named_after(phrase, MentionKind::Organisation);
            if let Some(named) = named.filter(|e| self.referents.entities[*e].is_group()) {
                self.mention(phrase, MentionKind::Organisation, Sort::Group, Some(named));
                return true;
            }
        }
        // "the cartel" is the one that is called so, before any other group.
        // One that only the headline names, "Corrib gang figure jailed", gives way to whom the report is about.
        let first = self.analysis.document.sentences.first().map_or(0..0, |s| s.tokens.clone());
        let is_headline = first.end.checked_sub(1).is_some_and(|last| !matches!(self.lower(last), "." | "!" | "?"));
        let headline = if is_headline { first.end } else { 0 };
        let mentions = &self.analysis.mentions;
        let namesake = |e: &Entity| {
            let ends = |name: &String| name.to_lowercase().split(' ').next_back() == Some(head.as_str());
            let told = || e.mentions.iter().any(|m| mentions[*m].tokens.start >= headline);
            e.is_group() && e.names.iter().any(ends) && told()
        };
        let known = || {
            let named = self.last_before(np.head, namesake).or_else(|| self.topic_group(phrase));
            named.or_else(|| self.last_group_before(phrase))
        };
        // "the head of the family" after "the Fenwick crime family".
        let family = head == "family"
            && self.is_definite(phrase)
            && self.modifiers(phrase).len() <= 1
            && known().is_some_and(|e| {
                let names = &self.referents.entities[e].names;
                names.iter().any(|n| n.to_lowercase().ends_with(" family"))
            });
        // "The ring was led by a former soldier": told by its leader, where crime is spoken of.
        let led = matches!(head.as_str(), "ring" | "network")
            && self.is_definite(phrase)
            && self.modifiers(phrase).len() <= 1
            && known().is_none()
            && self.is_led(phrase);
        let led = led
            || matches!(head.as_str(), "ring" | "network" | "group" | "crew" | "organisation" | "organization")
                && self.is_definite(phrase)
                && self.modifiers(phrase).len() <= 1
                && known().is_none()
                && self.has_ringleader(phrase);
        if !(led
            || is_group_noun(&head)
            || is_open_group_noun(&head) && criminal
            || anaphoric && known().is_some()
            || family)
            || np.is_plural
            || self.in_question(phrase)
        {
            return false;
        }
        // "the children's gang": whose members are no criminals.
        if np.owner.is_some()
            && self.phrase(phrase).owner.is_some_and(|owner| {
                matches!(self.lower(self.phrase(owner).head), "children" | "kids" | "friends" | "office")
            })
        {
            return false;
        }
        if head == "family" && !criminal && !family
            || matches!(head.as_str(), "mob" | "clan" | "triad" | "brotherhood" | "militia")
                && np.opening == Opening::Bare
        {
            return false;
        }
        // "Montenegro's criminal group, the Kavač clan": the name that it is told by.
        let called = self.analysis.attached[phrase].appositions.iter().find_map(|p| {
            let mention = self.phrase(*p).mention.map(|m| &self.analysis.mentions[m])?;
            // "the Kavač, a drug cartel": a body of which nothing else is known is one by these words.
            mention.entity.filter(|e| {
                let entity = &self.referents.entities[*e];
                let told = is_group_noun(&head) || is_open_group_noun(&head) && criminal;
                // "the First Command, the largest criminal group": no army.
                let open = matches!(entity.sort, Sort::Unknown | Sort::Military | Sort::Sport)
                    // "the Envigado Office, a crime syndicate".
                    || entity.sort == Sort::Body && entity.names.iter().any(|n| n.ends_with(" Office"));
                entity.is_group() || entity.kind == MentionKind::Organisation && open && told
            })
        });
        let called = called.or_else(|| self.named_behind(phrase)).or_else(|| self.said_to_be(phrase));
        if let Some(called) = called {
            self.referents.entities[called].sort = Sort::Group;
            self.mention(phrase, MentionKind::Organisation, Sort::Group, Some(called));
            return true;
        }
        match np.opening {
            Opening::Definite | Opening::Pointing => {
                let known = known()
                    .or_else(|| self.last_before(np.head, may_be_gang))
                    .or_else(|| self.led_before(phrase).filter(|_| is_group_noun(&head)));
                let entity = match known {
                    Some(known) if !self.tells_apart(phrase, known) => {
                        self.referents.entities[known].sort = Sort::Group;
                        known
                    }
                    _ => self.new_entity(phrase, MentionKind::Organisation, Sort::Group),
                };
                self.mention(phrase, MentionKind::Organisation, Sort::Group, Some(entity));
                true
            }
            Opening::Possessed | Opening::Indefinite | Opening::Counted
                if !np.is_plural && (np.opening != Opening::Counted) =>
            {
                // "a criminal organisation" in a charge; "his gang".
                let owned_known = np.opening == Opening::Possessed && np.owner.is_none();
                let entity = match known().filter(|_| owned_known && !criminal) {
                    Some(known) => known,
                    None => self.new_entity(phrase, MentionKind::Organisation, Sort::Group),
                };
                if np.opening == Opening::Indefinite {
                    // A mention is made when a tie, a name or a later "the gang" needs it.
                    self.referents.loose_groups.insert(phrase, entity);
                    self.referents.of_phrase[phrase] = Some(entity);
                    let named = self.named_after(phrase, MentionKind::Organisation);
                    if let Some(named) = named {
                        self.referents.of_phrase[phrase] = Some(named);
                        self.referents.loose_groups.remove(&phrase);
                    } else if is_group_noun(&head)
                        || !matches!(
                            head.as_str(),
                            "organisation" | "organization" | "group" | "enterprise" | "association" | "structure"
                        )
                    {
                        self.mention(phrase, MentionKind::Organisation, Sort::Group, Some(entity));
                        self.referents.loose_groups.remove(&phrase);
                    }
                } else {
                    self.mention(phrase, MentionKind::Organisation, Sort::Group, Some(entity));
                }
                true
            }
            _ => false,
        }
    }

    /// "The Principi sided with the Rook gang. The group was led by": the group that is the subject of the sentence before,
    /// where this one goes on with a subject too.
    fn topic_group(&self, phrase: usize) -> Option<usize> {
        let analysis = &*self.analysis;
        let sentence = analysis.document.sentence_of(self.phrase(phrase).head);
        let before = sentence.checked_sub(1)?;
        let sentences = &analysis.document.sentences;
        let own = &analysis.clauses[analysis.clauses_of(sentence)];
        let goes_on = own.iter().any(|c| c.shape == crate::chunk::Shape::Finite && c.subjects.contains(&phrase));
        let first = self.phrase(phrase).tokens.start <= sentences[sentence].tokens.start + 1;
        if !goes_on || !first || sentences[before].block != sentences[sentence].block {
            return None;
        }
        let root = analysis.clauses[analysis.clauses_of(before)]
            .iter()
            .find(|c| c.shape == crate::chunk::Shape::Finite && c.link == crate::clause::Link::Root)?;
        let [subject] = root.subjects.as_slice() else { return None };
        self.referents.of_phrase[*subject].filter(|e| self.referents.entities[*e].is_group())
    }

    /// The last group before a token; of "a clan of the Rook mafia" the clan, of which the text goes on to speak.
    fn last_group_before(&self, phrase: usize) -> Option<usize> {
        let last = self.last_mention_before(self.phrase(phrase).head, Entity::is_group)?;
        let inner = self.analysis.phrase_at.range(last.tokens.end - 1..).next().map(|(_, p)| *p);
        let inner = inner.filter(|p| *p != phrase && self.phrase(*p).tokens.start <= last.tokens.start);
        let outer = inner.and_then(|p| self.analysis.attached[p].governor);
        let outer = outer.filter(|(_, preposition)| self.lower(*preposition) == "of");
        // "the Rook gang, a faction of the Kovra mob".
        let beside = |governor: usize| {
            let mut near = self.analysis.attached[governor].appositions.iter();
            near.find_map(|p| self.phrase(*p).mention.and_then(|m| self.analysis.mentions[m].entity))
        };
        let whole = outer.and_then(|(governor, _)| self.referents.of_phrase[governor].or_else(|| beside(governor)));
        whole.filter(|e| self.referents.entities[*e].is_group()).or(last.entity)
    }

    /// "The Rook mob is a gang that": the group of which it is said.
    fn said_to_be(&self, phrase: usize) -> Option<usize> {
        let analysis = &*self.analysis;
        let sentence = analysis.document.sentence_of(self.phrase(phrase).head);
        let being = analysis.clauses[analysis.clauses_of(sentence)].iter().find(|c| {
            c.objects.contains(&phrase)
                && matches!(analysis.chunks.groups[c.group].lemma, "be" | "remain" | "become")
                && !analysis.chunks.groups[c.group].negated
        })?;
        let [subject] = being.subjects.as_slice() else { return None };
        let named = self.phrase(*subject).mention.is_some();
        self.referents.of_phrase[*subject].filter(|e| named && self.referents.entities[*e].is_group())
    }

    /// "the Ostrand gang of Ivo Petrov, known as the Tidewalkers,": the group that a naming participle behind it tells.
    fn named_behind(&self, phrase: usize) -> Option<usize> {
        let sentence = self.analysis.document.sentence_of(self.phrase(phrase).head);
        let limit = self.analysis.document.sentences[sentence].tokens.end;
        let start = self.phrase(phrase).tokens.end;
        let word = |at: usize| if at < limit { self.lower(at) } else { "" };
        let is_verb = |at: usize| {
            matches!(
                self.analysis.words[at].class,
                crate::word::Class::Verb | crate::word::Class::Be | crate::word::Class::Modal
            )
        };
        let naming = (start..limit.min(start + 8))
            .take_while(|at| word(*at) != "and")
            .find(|at| is_verb(*at) || word(*at) == "known")?;
        let mut at = match (word(naming), word(naming + 1)) {
            ("known", "as") => naming + 2,
            ("dubbed" | "called" | "nicknamed", _) => naming + 1,
            _ => return None,
        };
        // "The gang was known as": a clause of its own.
        if word(naming.saturating_sub(1)) != "," && naming > start {
            return None;
        }
        while matches!(word(at), "the" | "“" | "\"" | "‘" | "'") {
            at += 1;
        }
        let named = self.analysis.mentions_in(&(at..at + 1)).into_iter().map(|m| &self.analysis.mentions[m]);
        named.filter(|m| m.tokens.start == at).find_map(|m| m.entity.filter(|e| self.referents.entities[*e].is_group()))
    }

    /// The person whose it is, "Odcho's group", "the Odcho group", "the network of Ivo Petrov", and where the words for it end.
    fn whose(&self, phrase: usize) -> Option<(usize, usize)> {
        let np = self.phrase(phrase);
        let person = |p: usize| {
            let mention = self.phrase(p).mention.map(|m| &self.analysis.mentions[m])?;
            mention.entity.filter(|_| mention.kind == MentionKind::Person)
        };
        if let Some(owner) = np.owner.and_then(person) {
            return Some((owner, np.tokens.end));
        }
        // "the Odcho group".
        let before =
            self.analysis.mentions_in(&(np.own.start..np.head)).into_iter().map(|m| &self.analysis.mentions[m]);
        let named = before.filter(|m| m.kind == MentionKind::Person && m.tokens.end == np.head);
        if let Some(name) = named.filter_map(|m| m.entity).next() {
            return Some((name, np.tokens.end));
        }
        let complements = self.analysis.attached[phrase].complements.iter();
        let of = complements.filter(|c| self.lower(c.preposition) == "of" && np.opening == Opening::Definite);
        of.filter_map(|c| c.phrases.first().copied()).find_map(|p| Some((person(p)?, self.phrase(p).tokens.end)))
    }

    /// "Odcho's group", "the network of Ivo Petrov": a nameless group told by whose it is, where crime is spoken of; the
    /// same words later, and the same person's, mean the same group.
    fn owned_group(&mut self, phrase: usize) -> bool {
        let np = self.phrase(phrase);
        let head = self.lower(np.head).to_owned();
        let open = matches!(
            head.as_str(),
            "group" | "network" | "ring" | "crew" | "cell" | "outfit" | "organisation" | "organization"
        );
        if np.is_plural || !(open || is_group_noun(&head)) || self.in_question(phrase) {
            return false;
        }
        let Some((whose, end)) = self.whose(phrase) else { return false };
        // Crime spoken of there, or in the sentence on either side.
        let sentences = &self.analysis.document.sentences;
        let at = self.analysis.document.sentence_of(np.head);
        let around =
            sentences[at.saturating_sub(1)].tokens.start..sentences[(at + 1).min(sentences.len() - 1)].tokens.end;
        let of_crime = || around.clone().any(|i| self.analysis.lexicon.crime.contains(self.lower(i)));
        if !is_group_noun(&head) && !self.has_modifier(phrase, is_criminal_word) && !of_crime() {
            return false;
        }
        let words = self.on_one_line(np.tokens.start..end);
        let surnames: Vec<String> = self.referents.entities[whose]
            .names
            .iter()
            .filter_map(|name| name.rsplit(' ').next().map(str::to_lowercase))
            .collect();
        let called = self.analysis.attached[phrase].appositions.iter().find_map(|p| {
            let mention = self.phrase(*p).mention.map(|m| &self.analysis.mentions[m])?;
            mention.entity.filter(|e| self.referents.entities[*e].is_group())
        });
        let known = called.or_else(|| self.named_behind(phrase)).or_else(|| {
            self.last_before(np.head, |e| {
                let mut words = e.names.iter().chain(&e.designation).flat_map(|n| n.split(&[' ', '\'', '’']));
                e.is_group() && words.any(|word| surnames.contains(&word.to_lowercase()))
            })
        });
        self.speak_of_body(phrase, Sort::Group, known, words);
        true
    }

    /// "illegal sand miners", "smugglers", and later "the miners": criminals in the plural, a nameless group of this
    /// document. A mention is made when a tie needs it.
    fn crowd(&mut self, phrase: usize, np: &NounPhrase, head: &str) -> bool {
        if !np.is_plural || np.mention.is_some() || self.in_question(phrase) {
            return false;
        }
        let illegal = |word: &str| matches!(word, "illegal" | "unlicensed" | "illicit") || is_criminal_word(word);
        let is_crowd = is_crowd_noun(head) || is_trade_noun(head) && self.has_modifier(phrase, illegal);
        let known = self.crowds.get(head).copied();
        match np.opening {
            Opening::Bare | Opening::Indefinite if is_crowd => {
                let named = self.named_after(phrase, MentionKind::Organisation);
                let entity = match named.or(known) {
                    Some(known) => known,
                    None => self.new_entity(phrase, MentionKind::Organisation, Sort::Group),
                };
                self.crowds.insert(head.to_owned(), entity);
                self.referents.crowds.insert(phrase, entity);
                self.referents.of_phrase[phrase] = Some(entity);
                true
            }
            Opening::Definite | Opening::Pointing if known.is_some() || is_crowd => {
                let named = self.named_after(phrase, MentionKind::Organisation);
                let Some(entity) = named.or(known) else { return false };
                if let (Some(named), Some(known)) = (named, known) {
                    self.rename(known, named);
                    self.crowds.insert(head.to_owned(), named);
                }
                self.referents.entities[entity].sort = Sort::Group;
                self.mention(phrase, MentionKind::Organisation, Sort::Group, Some(entity));
                true
            }
            _ => false,
        }
    }

    /// Those who had no name until now have one.
    fn rename(&mut self, nameless: usize, named: usize) {
        if nameless == named {
            return;
        }
        for referent in self.referents.of_phrase.iter_mut().filter(|r| **r == Some(nameless)) {
            *referent = Some(named);
        }
        for crowd in self.referents.crowds.values_mut().filter(|c| **c == nameless) {
            *crowd = named;
        }
        let moved = std::mem::take(&mut self.referents.entities[nameless].mentions);
        for at in &moved {
            self.analysis.mentions[*at].entity = Some(named);
        }
        self.referents.entities[named].mentions.extend(moved);
    }

    /// "Brandt led the Black Hand. The gang smuggled ...": the one body of which nothing is known and whom somebody leads
    /// or joins in the sentence before.
    fn led_before(&self, phrase: usize) -> Option<usize> {
        let analysis = &*self.analysis;
        let sentence = analysis.document.sentence_of(self.phrase(phrase).head);
        let before = sentence.checked_sub(1)?;
        let names = analysis.mentions_in(&analysis.document.sentences[before].tokens).into_iter();
        let mut open = names.map(|m| &analysis.mentions[m]).filter(|m| {
            m.kind == MentionKind::Organisation
                && m.entity.is_some_and(|e| self.referents.entities[e].sort == Sort::Unknown)
        });
        let body = open.next().filter(|_| open.next().is_none())?;
        let word = |back: usize| body.tokens.start.checked_sub(back).map_or("", |i| self.lower(i));
        let led = word(1) == "the"
            && (matches!(word(2), "led" | "leads" | "joined" | "founded" | "heads" | "headed" | "runs" | "ran")
                || word(2) == "of"
                    && matches!(word(3), "leader" | "head" | "boss" | "member" | "members" | "founder" | "ringleader"));
        body.entity.filter(|_| led)
    }

    /// Words that make it another group than the last one: "the rival gang", or a place of its own.
    pub(super) fn tells_apart(&self, phrase: usize, known: usize) -> bool {
        if self.has_modifier(phrase, |word| {
            matches!(word, "rival" | "other" | "second" | "another" | "opposing" | "enemy")
        }) {
            return true;
        }
        // "the cartel" is not the triad of the paragraph before.
        let head = self.lower(self.phrase(phrase).head);
        let kinds = ["cartel", "triad", "mafia", "clan", "militia"];
        let known_kind = |entity: &Entity| {
            let words = entity.names.iter().chain(entity.designation.iter()).flat_map(|n| n.split_whitespace());
            words.map(str::to_lowercase).find(|word| kinds.contains(&word.as_str()))
        };
        if kinds.contains(&head) && known_kind(&self.referents.entities[known]).is_some_and(|kind| kind != head) {
            return true;
        }
        // A name or adjective that the known one lacks: "the Albanian mafia" after "the Rook gang".
        let entity = &self.referents.entities[known];
        let named: Vec<String> = self
            .modifiers(phrase)
            .filter(|i| self.analysis.document.is_capitalised(*i) && self.lower(*i) != "the")
            .map(|i| self.lower(i).to_owned())
            // "the Marenport-based group": where it is told to sit.
            .filter(|word| !word.ends_with("-based"))
            .collect();
        let known_words = entity
            .names
            .iter()
            .chain(entity.designation.iter())
            .flat_map(|n| n.split_whitespace())
            .map(str::to_lowercase)
            .collect::<Vec<_>>();
        named.iter().any(|word| !known_words.contains(word))
    }

    /// "a gang called the Lantern Crew", "the Lantern Crew, a gang", "the campaign, called Clean Quays": the name beside it.
    pub(super) fn named_after(&self, phrase: usize, kind: MentionKind) -> Option<usize> {
        let is_group = |p: &usize| {
            let np = self.phrase(*p);
            // "the Bardhi group": the name is a part of its phrase.
            let inner = || {
                let noun = is_group_noun(self.lower(np.head)) || is_open_group_noun(self.lower(np.head));
                let inside = self.analysis.mentions_in(&(np.own.start..np.head)).into_iter();
                inside.filter(|_| noun).find(|m| self.analysis.mentions[*m].kind == kind)
            };
            np.mention
                .or_else(inner)
                .and_then(|m| self.analysis.mentions[m].entity)
                .filter(|e| self.referents.entities[*e].kind == kind)
        };
        if let Some(partner) = self.analysis.attached[phrase].appositions.iter().find_map(is_group) {
            return Some(partner);
        }
        let sentence = self.analysis.document.sentence_of(self.phrase(phrase).head);
        let naming = self.analysis.clauses[self.analysis.clauses_of(sentence)].iter().find(|c| {
            c.subjects.contains(&phrase)
                && c.passive
                && matches!(self.analysis.chunks.groups[c.group].lemma, "call" | "know" | "name" | "dub" | "nickname")
        })?;
        naming
            .objects
            .iter()
            .chain(
                naming.complements.iter().filter(|c| self.lower(c.preposition) == "as").flat_map(|c| c.phrases.iter()),
            )
            .find_map(is_group)
    }
}

/// Nouns for criminal groups.
pub(super) fn is_group_noun(word: &str) -> bool {
    matches!(
        word,
        "gang"
            | "clan"
            | "cartel"
            | "syndicate"
            | "mob"
            | "mafia"
            | "triad"
            | "brotherhood"
            | "ndrina"
            | "militia"
            | "ocg"
    )
}

/// Nouns that mean a criminal group only with a word that says so.
pub(super) fn is_open_group_noun(word: &str) -> bool {
    matches!(
        word,
        "group"
            | "organisation"
            | "organization"
            | "network"
            | "ring"
            | "crew"
            | "cell"
            | "enterprise"
            | "association"
            | "outfit"
            | "family"
            | "band"
            | "structure"
    )
}

/// Whether a body's name is one that gangs go by: "the Quarry Boys". Only a later "the gang" makes it one.
pub(super) fn may_be_gang(entity: &Entity) -> bool {
    entity.kind == MentionKind::Organisation
        && entity.names.iter().any(|name| {
            let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
            matches!(
                last.as_str(),
                "boys" | "kings" | "brothers" | "angels" | "devils" | "wolves" | "lions" | "crew" | "ring"
            )
        })
}

/// Plural nouns for criminals.
fn is_crowd_noun(word: &str) -> bool {
    matches!(
        word,
        "smugglers"
            | "traffickers"
            | "racketeers"
            | "gangsters"
            | "mobsters"
            | "poachers"
            | "bandits"
            | "counterfeiters"
            | "extortionists"
            | "loan-sharks"
    ) || word.ends_with("-smugglers")
        || word.ends_with("-traffickers")
}

/// Plural nouns of trades that are a crime only without a licence.
fn is_trade_noun(word: &str) -> bool {
    matches!(
        word,
        "miners"
            | "loggers"
            | "dealers"
            | "dredgers"
            | "bookmakers"
            | "brewers"
            | "distillers"
            | "fishermen"
            | "diggers"
    )
}
