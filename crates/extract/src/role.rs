//! Offices: who holds or held which, at which body or place.

mod led;
mod office;
mod over;
mod period;

use std::collections::HashSet;
use std::ops::Range;

use crate::analysis::Analysis;
use crate::chunk::{Opening, singular};
use crate::clause::Link;
use crate::coreference::Referents;
use crate::extraction::Role;
use crate::lexicon::{Post, Sort};
use crate::matching::Matcher;
use crate::mention::MentionKind;
use crate::predication::Predication;

pub(crate) struct RoleReader<'a, 't> {
    pub analysis: &'a Analysis<'t>,
    pub referents: &'a Referents,
    pub matcher: &'a Matcher<'a, 't>,
}

impl RoleReader<'_, '_> {
    pub fn roles(&self, predications: &[Predication]) -> Vec<Role> {
        let dead = self.dead();
        let mut roles: Vec<Role> = predications.iter().filter_map(|p| self.role(p)).collect();
        for role in roles.iter_mut().filter(|role| dead.contains(&role.holder)) {
            role.is_past = true;
            role.is_current = false;
        }
        roles.extend((0..self.analysis.clauses.len()).filter_map(|clause| self.led(clause)));
        roles.sort_by_key(|r| (r.evidence.start, r.evidence.end, r.holder));
        // A title and the apposition beside it, or the same office said twice at one place.
        roles.dedup_by(|b, a| a.holder == b.holder && a.office == b.office && a.evidence == b.evidence);
        let mut told = HashSet::new();
        roles.retain(|role| told.insert((role.holder, role.office.clone(), role.trigger.start)));
        // "Justice Aluko" after "Justice Babatunde Aluko of the High Court": nothing new.
        let mut known: Vec<(usize, String, bool)> = Vec::new();
        roles.retain(|role| {
            let office = role.office.to_lowercase();
            let bare =
                role.organisation.is_none() && role.place.is_none() && role.start.is_none() && role.end.is_none();
            let again = bare
                && known
                    .iter()
                    // "General Brandt" after "the former general" says of no new term.
                    .any(|(holder, title, past)| {
                        let says = title.strip_suffix(office.as_str());
                        // "Justice Brandt" after "Chief Justice Brandt".
                        let says = says.is_some_and(|before| before.is_empty() || before.ends_with(' '));
                        *holder == role.holder && says && (*past || !role.is_past)
                    });
            known.push((role.holder, office, role.is_past));
            !again
        });
        roles
    }

    fn lower(&self, token: usize) -> &str {
        self.analysis.document.lower(token)
    }

    /// What a predication says of an office.
    fn role(&self, predication: &Predication) -> Option<Role> {
        let analysis = self.analysis;
        let holder = self.referents.of_phrase[predication.bearer]
            .filter(|e| self.referents.entities[*e].kind == MentionKind::Person)?;
        if self.referents.unsure[predication.bearer] {
            return None;
        }
        let np = &analysis.chunks.phrases[predication.phrase];
        // "Did Mayor Brandt know?": a title is told in a question too.
        let asked = analysis.document.sentences[predication.sentence].is_question && !predication.inside;
        if np.opening == Opening::Negative || asked {
            return None;
        }
        let near = np.tokens.start.saturating_sub(2)..predication.noun;
        // "Brandt and Pell, respectively the director and manager of the firm": who is which, the order tells.
        if near.clone().any(|i| self.lower(i) == "respectively") {
            return None;
        }
        // "is the first chief executive to be tried": one of many.
        let counted = (predication.start.saturating_sub(1)..predication.noun).any(|i| self.lower(i) == "first")
            && self.analysis.document.lower_at(predication.noun + 1) == Some("to");
        if counted {
            return None;
        }
        // Mentions of the noun itself in a name are no offices.
        let (office, post) = self.office(predication)?;
        if matches!(post, Post::Agent | Post::Employee) {
            return None;
        }
        let predication = &Predication { start: predication.start.min(office.start), ..predication.clone() };
        let mut attribution = self.matcher.reader.voices_at(predication.noun);
        if let Some(clause) = predication.clause {
            let status = self.matcher.reader.of(clause);
            if status.silence.is_some() || status.cue.is_some() {
                return None;
            }
            attribution = status.voices;
        }
        let mut organisation = self.body(predication, &office);
        if organisation.is_none() {
            let places = ["of", "at"].into_iter();
            organisation = places
                .flat_map(|place| self.matcher.relative_of(predication, place))
                .map(|fill| fill.entity)
                .find(|e| self.is_body(*e));
        }
        let mut aside = None;
        if organisation.is_none()
            && let Some((body, is_past)) = self.body_aside(predication)
        {
            organisation = Some(body);
            aside = Some(is_past);
        }
        // "gang treasurer Brandt": no body's.
        if predication.inside && office.start > 0 && is_gang_word(self.lower(office.start - 1)) {
            return None;
        }
        if organisation.is_none() && self.lower(office.start) == "presiding" {
            organisation = self.only_court(predication);
        }
        let place = self.place(predication, &office, organisation);
        // "the leader of the gang": ties, not offices.
        if organisation.is_some_and(|e| self.referents.entities[e].is_group()) {
            return None;
        }
        // Work without a body tells what somebody does, not what they hold.
        if post == Post::Work && organisation.is_none() {
            return None;
        }
        let word = self.lower(predication.noun);
        let single = singular(word);
        let bare = matches!(
            single.as_str(),
            "head"
                | "chief"
                | "director"
                | "deputy"
                | "official"
                | "officer"
                | "captain"
                | "general"
                | "major"
                | "chair"
                | "commander"
                | "secretary"
                | "treasurer"
                | "lieutenant"
                | "inspector"
                | "detective"
                | "aide"
                | "adviser"
                | "advisor"
        );
        let is_title = predication.inside && analysis.document.is_capitalised(predication.noun);
        // "the retired general Brandt", "opposition deputy Pell": right before the name.
        let is_title = is_title
            || predication.inside
                && np.owner_pronoun.is_none()
                && matches!(single.as_str(), "deputy" | "general" | "inspector" | "detective" | "major" | "commander");
        let stands_alone = bare && organisation.is_none() && place.is_none() && !is_title && office.len() == 1;
        if stands_alone && word != "director" {
            return None;
        }
        if organisation == Some(holder) {
            organisation = None;
        }
        // "his lieutenant Brandt": a gang's, not the army's.
        let possessed = np.opening == Opening::Possessed
            || (predication.start.saturating_sub(4)..predication.start)
                .any(|i| predication.inside && matches!(self.lower(i), "his" | "her" | "their"));
        if possessed
            && matches!(single.as_str(), "lieutenant" | "soldier" | "deputy" | "captain" | "general" | "aide")
            && organisation.is_none()
            && !is_title
        {
            return None;
        }
        // "a member of the city council": a seat, where the body is one that has seats.
        if self.analysis.document.words(&office).eq_ignore_ascii_case("member")
            && !organisation.is_some_and(|e| has_seats(self.referents.entities[e].label()))
        {
            return None;
        }
        let last = if predication.inside {
            np.tokens.end
        } else {
            analysis.chunks.chunks[analysis.attached[predication.phrase].last].tokens.end
        };
        let (start, end) = self.period(predication, last);
        let (since, until) = self.time_before(predication);
        let (start, end) = (start.or(since), end.or(until.flatten()));
        // "was director from 2009 to 2015".
        let was = predication.clause.is_some_and(|c| {
            let group = &analysis.chunks.groups[analysis.clauses[c].group];
            matches!(self.lower(group.tokens.start), "was" | "were" | "served" | "worked" | "became")
        });
        // "minister between 2016 and 2020": what has an end is over.
        let closed = start.is_some() && end.is_some() && predication.clause.is_none();
        let is_past = predication.is_past(analysis)
            || self.is_told_of_then(predication)
            || (was || closed) && end.is_some()
            || self.is_before(predication)
            || self.is_of_the_time(predication, office.end, last)
            || until.is_some()
            || aside == Some(true);
        let lemma = predication.clause.map_or("", |c| analysis.chunks.groups[analysis.clauses[c].group].lemma);
        let begins = matches!(lemma, "become" | "appoint" | "elect" | "name" | "reappoint" | "install" | "promote");
        let leaves = is_past && matches!(lemma, "resign" | "retire" | "step" | "quit");
        let clause_date = predication.clause.and_then(|c| self.dates(&analysis.clauses[c].dates).0).or_else(|| {
            predication.clause.and_then(|c| {
                analysis.clauses[c].dates.iter().find_map(|(_, tokens)| self.date(tokens).and_then(|d| d.0))
            })
        });
        let from = self.evidence_start(predication, &office);
        let evidence = analysis.document.bytes(&(from..last.max(predication.noun + 1)));
        let trigger_start = predication
            .clause
            .map_or(from, |c| analysis.chunks.groups[analysis.clauses[c].group].tokens.start.min(from));
        let trigger_end = predication.clause.map_or(last, |c| analysis.clauses[c].extent.end.max(last));
        Some(Role {
            holder,
            office: self.office_words(predication, &office),
            organisation,
            place,
            is_past,
            is_current: !is_past && matches!(lemma, "be" | "become" | "remain"),
            start: start.or(clause_date.filter(|_| begins)),
            end: end.filter(|_| !begins || is_past).or(clause_date.filter(|_| leaves)),
            evidence,
            trigger: analysis.document.bytes(&(trigger_start..trigger_end.max(trigger_start + 1))),
            attribution,
            clause: predication.clause,
        })
    }

    /// "He was head of the bureau when the scandal broke", "served as president of the assembly in 2014": told of the past
    /// in the writer's own words.
    fn is_told_of_then(&self, predication: &Predication) -> bool {
        let Some(index) = predication.clause else { return false };
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let simple = group.tokens.len() == 1 && matches!(self.lower(group.tokens.start), "was" | "served");
        let while_then =
            matches!(clause.link, Link::Subordinate(token) if matches!(self.lower(token), "while" | "when"));
        simple && !clause.passive && (while_then || self.matcher.reader.of(index).voices.is_empty())
    }

    /// Where the words of the role begin: at "former", or at the body before the office.
    fn evidence_start(&self, predication: &Predication, office: &Range<usize>) -> usize {
        let mut start = predication.start.min(office.start);
        let article = |word: &str| matches!(word, "the" | "a" | "an");
        while start < office.start && article(self.lower(start)) {
            start += 1;
        }
        while start > 0
            && matches!(self.lower(start - 1), "former" | "ex" | "then" | "acting")
            && self.analysis.document.sentence_of(start - 1) == predication.sentence
        {
            start -= 1;
        }
        start
    }

    fn entity_at(&self, phrase: usize, test: impl Fn(usize) -> bool) -> Option<usize> {
        self.referents.of_phrase[phrase].filter(|e| test(*e))
    }

    fn is_body(&self, entity: usize) -> bool {
        self.referents.entities[entity].kind == MentionKind::Organisation
    }

    fn is_place(&self, entity: usize) -> bool {
        self.referents.entities[entity].kind == MentionKind::Place
    }

    pub(super) fn body(&self, predication: &Predication, office: &Range<usize>) -> Option<usize> {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[predication.phrase];
        // "Communist Party general secretary": a name before the office, the last one outermost.
        let before = analysis.mentions_in(&(predication.start..office.start));
        let named = before
            .iter()
            .rev()
            .map(|m| &analysis.mentions[*m])
            .filter(|m| m.tokens.end <= office.start)
            // "Appeal Court president Justice Brandt": the body of the president alone.
            .filter(|m| {
                !(m.tokens.end..office.start).any(|i| {
                    self.analysis.lexicon.offices.get(self.lower(i)).is_some()
                        && matches!(self.analysis.words[i].class, crate::word::Class::Noun)
                        && !predication.inside_title(analysis, i)
                })
            })
            .find_map(|m| m.entity.filter(|e| self.is_body(*e)));
        let named = named.or_else(|| predication.body_before_bracket(analysis));
        if named.is_some() {
            // "BKP lawmaker Brandt", "Santa Doria mayor Brandt": a party or a place that passes for a body has no such office.
            let seat = is_seat(self.lower(predication.noun));
            return named.filter(|e| !seat || !matches!(self.referents.entities[*e].sort, Sort::Party | Sort::Unknown));
        }
        let owner = np
            .owner
            .filter(|owner| analysis.chunks.phrases[*owner].tokens.end <= office.start)
            .and_then(|owner| self.entity_at(owner, |e| self.is_body(e)));
        let pronoun = np
            .owner_pronoun
            .filter(|p| *p < office.start)
            .and_then(|p| self.matcher.pronouns.get(&p).copied())
            .filter(|e| self.is_body(*e));
        // "Sogebois, whose director, Blaise Ekomo, fled".
        let whose = || {
            let is_whose = self.lower(np.tokens.start) == "whose";
            let managing = np.tokens.start.checked_sub(1).is_some_and(|i| self.lower(i) == "managing");
            let back = if is_whose { 1 } else { 2 + usize::from(managing) };
            let before = np.tokens.start.checked_sub(back)?;
            let opens = is_whose || self.lower(before + 1) == "whose";
            let end = if self.lower(before) == "," { before } else { before + 1 };
            let named = analysis.mentions_in(&(end.checked_sub(1)?..end)).into_iter();
            let named = named.filter_map(|m| analysis.mentions[m].entity).find(|e| self.is_body(*e));
            // "the fish auction, whose director": the last of several words.
            let told = || analysis.phrase_at.get(&(end - 1)).and_then(|p| self.entity_at(*p, |e| self.is_body(e)));
            named.or_else(told).filter(|_| opens)
        };
        // "a firm whose director is Brandt", "the fund, in which the state has a share and whose chairman, Pell, fled".
        let relative = || {
            let opens = np.tokens.start.saturating_sub(2)..np.tokens.start + 1;
            if !opens.into_iter().any(|i| self.lower(i) == "whose") {
                return None;
            }
            analysis.clauses_of(predication.sentence).find_map(|index| {
                let clause = &analysis.clauses[index];
                let Link::Relative(antecedent) = clause.link else { return None };
                let own =
                    clause.subjects.contains(&predication.phrase) || clause.subjects.contains(&predication.bearer);
                self.entity_at(antecedent, |e| own && self.is_body(e))
            })
        };
        let owner = owner.or(pronoun).or_else(whose).or_else(relative);
        if owner.is_some() {
            return owner;
        }
        if predication.inside
            && predication.phrase == predication.bearer
            && analysis.chunks.phrases[predication.phrase].head != predication.noun
        {
            // "Sergeant Paul Hennessy of the Harbrook police", "Sergeant Paul Hennessy from the Harbour Bureau".
            let of = analysis.attached[predication.phrase]
                .complements
                .iter()
                .find(|c| matches!(self.lower(c.preposition), "of" | "from" | "with"));
            return of.and_then(|c| c.phrases.first().map(|p| (self.lower(c.preposition), *p))).and_then(
                |(word, p)| {
                    let fits = |e: usize| word == "of" || self.referents.entities[e].sort.is_public();
                    self.entity_at(p, |e| self.is_body(e) && fits(e))
                },
            );
        }
        let mut phrases: Vec<usize> = vec![predication.phrase];
        phrases.extend(self.joined(predication.phrase));
        phrases.reverse();
        while let Some(phrase) = phrases.pop() {
            for complement in analysis.attached[phrase]
                .complements
                .iter()
                .filter(|c| matches!(self.lower(c.preposition), "of" | "at" | "in" | "for" | "with" | "to" | "on"))
            {
                for inner in &complement.phrases {
                    // "director of public prosecutions": of the office itself.
                    if analysis.chunks.phrases[*inner].tokens.end <= office.end {
                        continue;
                    }
                    if let Some(found) = self.entity_at(*inner, |e| self.is_body(e)) {
                        return Some(found);
                    }
                    // "chief of staff to", "foreman of the yard in": further in.
                    if self.referents.of_phrase[*inner].is_none() {
                        phrases.push(*inner);
                    }
                }
            }
        }
        None
    }

    /// "director and shareholder of the firm": the noun joined to an office, on which hangs what both are of.
    fn joined(&self, phrase: usize) -> Option<usize> {
        let analysis = self.analysis;
        let end = analysis.chunks.phrases[phrase].tokens.end;
        let joins = matches!(analysis.document.lower_at(end)?, "and" | "or" | "&");
        let (start, other) = analysis.phrase_at.range(end..).next().filter(|_| joins)?;
        let np = &analysis.chunks.phrases[*other];
        let noun = np.mention.is_none() && !np.is_pronoun && np.tokens.start <= end + 2 && *start <= end + 4;
        let person = crate::chunk::is_person_noun(&singular(self.lower(np.head)), analysis.lexicon)
            || matches!(self.lower(np.head), "shareholder" | "signatory" | "owner" | "founder" | "secretary");
        let bare = analysis.attached[phrase].complements.is_empty();
        (noun && person && bare).then_some(*other)
    }

    /// "who was deputy director before joining the ministry": an office that something later followed.
    fn is_before(&self, predication: &Predication) -> bool {
        let Some(index) = predication.clause else { return false };
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let past =
            matches!(self.lower(group.tokens.start), "was" | "were" | "served" | "worked") || group.lemma == "serve";
        past && self.analysis.clauses_of(clause.sentence).any(|other| {
            let link = self.analysis.clauses[other].link;
            let (Link::Preposition(token) | Link::Subordinate(token)) = link else { return false };
            self.analysis.clauses[other].parent == Some(index) && matches!(self.lower(token), "before" | "until")
        })
    }

    /// "Captain Mabuza, formerly of the Crime Unit,", "Supt Rao, from the North Mercia police,": the body of a title, and
    /// whether the words say that it is over.
    fn body_aside(&self, predication: &Predication) -> Option<(usize, bool)> {
        if !predication.inside || predication.phrase != predication.bearer {
            return None;
        }
        let document = &self.analysis.document;
        let mut at = self.analysis.chunks.phrases[predication.phrase].tokens.end;
        if document.lower_at(at)? != "," {
            return None;
        }
        at += 1;
        let is_past = matches!(document.lower_at(at)?, "formerly" | "then" | "previously" | "late");
        at += usize::from(is_past || document.lower_at(at)? == "now");
        if !matches!(document.lower_at(at)?, "of" | "from" | "with") {
            return None;
        }
        let named = self.analysis.mentions_in(&(at + 1..(at + 4).min(document.tokens.len()))).into_iter();
        let mut bodies = named.filter_map(|m| self.analysis.mentions[m].entity);
        // "Lawmaker Anna Dol, of the Civic Party,": the party is not where she holds her office.
        let body = bodies.find(|e| {
            let entity = &self.referents.entities[*e];
            self.is_body(*e) && !entity.is_group() && entity.sort != Sort::Party
        })?;
        Some((body, is_past))
    }

    fn place(&self, predication: &Predication, office: &Range<usize>, body: Option<usize>) -> Option<usize> {
        let analysis = self.analysis;
        if body.is_some() {
            return None;
        }
        let before = analysis.mentions_in(&(predication.start..office.start));
        let named =
            before.iter().rev().map(|m| &analysis.mentions[*m]).find_map(|m| m.entity.filter(|e| self.is_place(*e)));
        let np = &analysis.chunks.phrases[predication.phrase];
        let owner = np.owner.and_then(|owner| self.entity_at(owner, |e| self.is_place(e)));
        let hanging = || {
            let complements = analysis.attached[predication.phrase]
                .complements
                .iter()
                .filter(|c| matches!(self.lower(c.preposition), "of" | "in" | "for"));
            complements.flat_map(|c| c.phrases.iter()).find_map(|p| self.entity_at(*p, |e| self.is_place(e)))
        };
        let inside = predication.inside && analysis.chunks.phrases[predication.phrase].head != predication.noun;
        named
            .or(owner)
            .or_else(|| if inside { None } else { hanging() })
            .or_else(|| self.place_before(predication, office))
    }

    /// "Residents of Gullhaven accuse the village head, Brandt": the one place that the sentence named before, for an
    /// office that always belongs to one.
    fn place_before(&self, predication: &Predication, office: &Range<usize>) -> Option<usize> {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[predication.phrase];
        let words = analysis.document.words(office).to_lowercase();
        let local = [
            "mayor",
            "village head",
            "governor",
            "village chief",
            "state governor",
            "headman",
            "village elder",
            "town clerk",
            "district head",
            "party secretary",
        ];
        let has_own = analysis.attached[predication.phrase]
            .complements
            .iter()
            .any(|c| matches!(self.lower(c.preposition), "of" | "in"));
        if np.opening != Opening::Definite
            || has_own
            || predication.clause.is_some()
            || !local.contains(&words.as_str())
        {
            return None;
        }
        let start = analysis.document.sentences[predication.sentence].tokens.start;
        let mut places: Vec<usize> = analysis
            .mentions_in(&(start..predication.start))
            .into_iter()
            .filter_map(|m| analysis.mentions[m].entity)
            .filter(|e| self.is_place(*e))
            .collect();
        places.sort_unstable();
        places.dedup();
        match places.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}

/// Words before a rank that make it a gang's.
fn is_gang_word(word: &str) -> bool {
    matches!(word, "gang" | "cartel" | "mafia" | "clan" | "mob" | "syndicate" | "triad" | "underworld")
}

/// Offices that a constituency or a place gives, and no party.
fn is_seat(noun: &str) -> bool {
    matches!(
        singular(noun).as_str(),
        "mp" | "mla"
            | "mep"
            | "lawmaker"
            | "legislator"
            | "senator"
            | "congressman"
            | "congresswoman"
            | "councillor"
            | "councilor"
            | "mayor"
            | "governor"
            | "parliamentarian"
    )
}

/// Whether the name of a body says that members sit in it.
fn has_seats(name: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric()).any(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "council"
                | "parliament"
                | "senate"
                | "house"
                | "assembly"
                | "congress"
                | "committee"
                | "commission"
                | "board"
                | "party"
                | "legislature"
                | "cabinet"
                | "duma"
        )
    })
}
