//! Several persons at once: whom "they", "the three" and "both men" stand for.

use super::Resolver;
use crate::chunk::{Opening, Shape};
use crate::clause::Clause;
use crate::mention::MentionKind;

/// How many sentences back those may be named whom a number stands for.
const BACK: usize = 2;

/// The last sentence that may open a report with those whom it names only afterwards.
const HEAD: usize = 3;

impl Resolver<'_, '_> {
    /// "They are alleged to have warned the gang": the persons to whom something was done in the sentence before, where
    /// the verb is one that only the accused undergo. Others who are several, such as prosecutors, do no such thing.
    pub(super) fn they(&mut self, token: usize) {
        let Some(phrase) = self.phrase_of(token) else { return };
        let sentence = self.analysis.document.sentence_of(token);
        let Some(before) = sentence.checked_sub(1) else { return };
        if !self.is_told_of_accused(phrase, sentence) {
            self.go_on(phrase, None);
            return;
        }
        let clauses = &self.analysis.clauses;
        let mut found: Vec<Vec<usize>> = Vec::new();
        for clause in self.analysis.clauses_of(before).map(|i| &clauses[i]).filter(|c| c.shape == Shape::Finite) {
            let persons = self.sure_persons(clause.patients());
            if persons.len() > 1 && persons.len() == clause.patients().len() && !found.contains(&persons) {
                found.push(persons);
            }
        }
        if let [persons] = found.as_slice() {
            self.referents.several.insert(phrase, persons.clone());
        }
    }

    /// "The three were charged", "police arrested both men": as many as the words say, where a sentence shortly before, or
    /// this one, tells of just so many that they were accused, or names just so many together.
    pub(super) fn numbered(&mut self, phrase: usize) {
        if let Some(persons) = self.parties(phrase) {
            self.referents.several.insert(phrase, persons);
            return;
        }
        let Some(number) = self.number_of(phrase) else {
            if let Some(persons) = self.counted_first(phrase).or_else(|| self.listed_next(phrase)) {
                self.referents.several.insert(phrase, persons);
            } else if self.is_plural_of_kin(phrase) {
                self.go_on(phrase, None);
            }
            return;
        };
        let start = self.analysis.chunks.phrases[phrase].tokens.start;
        let sentence = self.analysis.document.sentence_of(start);
        // "All three are officers who were charged": what they are stands for them.
        let described = self.predicate_of(phrase, sentence).filter(|p| self.is_told_of_accused(*p, sentence));
        if !self.is_told_of_accused(phrase, sentence) && described.is_none() {
            self.go_on(phrase, Some(number));
            if !self.referents.several.contains_key(&phrase) {
                self.all_of_report(phrase, number);
            }
            return;
        }
        for earlier in (sentence.saturating_sub(BACK)..=sentence).rev() {
            let clauses = self.analysis.clauses_of(earlier).map(|i| &self.analysis.clauses[i]);
            let clauses: Vec<&Clause> = clauses.filter(|c| c.extent.start < start).collect();
            let mut together: Vec<Vec<usize>> = Vec::new();
            let mut accused: Vec<usize> = Vec::new();
            for clause in clauses {
                for phrases in [&clause.subjects, &clause.objects] {
                    let persons = self.sure_persons(phrases);
                    if persons.len() == number && phrases.len() == number && !together.contains(&persons) {
                        together.push(persons);
                    }
                }
                accused.extend(self.sure_persons(undergoing(clause, self.analysis.chunks.groups[clause.group].lemma)));
            }
            accused.sort_unstable();
            accused.dedup();
            accused.retain(|person| !self.referents.accusers.contains(person));
            let meant = match together.as_slice() {
                [persons] if persons.iter().any(|p| accused.contains(p)) || !self.tells_of_others(number, start) => {
                    Some(persons.clone())
                }
                [_] => return,
                [] => (accused.len() == number).then_some(accused),
                // Two pairs: either may be meant.
                _ => return,
            };
            if let Some(persons) = meant {
                if persons.iter().all(|person| !self.referents.accusers.contains(person)) {
                    for told in described.into_iter().chain([phrase]) {
                        self.referents.several.insert(told, persons.clone());
                    }
                }
                return;
            }
        }
        // As many as the whole report accuses so far, or in the end, one by one.
        let so_far = self.all_accused(start);
        let accused = if so_far.is_empty() { self.all_accused(usize::MAX) } else { so_far };
        if accused.len() == number && !self.tells_of_others(number, start) {
            for told in described.into_iter().chain([phrase]) {
                self.referents.several.insert(told, accused.clone());
            }
            return;
        }
        self.all_of_report(phrase, number);
    }

    /// "All six were said to be part of the clan" before their names: as many as the whole report accuses, where they are
    /// more than a pair, which others might be as well.
    fn all_of_report(&mut self, phrase: usize, number: usize) {
        // "The trio" may be of a photograph.
        let counted = self.analysis.document.lower(self.analysis.chunks.phrases[phrase].head) != "trio";
        let accused = self.all_accused(self.analysis.document.tokens.len());
        if counted && number > 2 && accused.len() == number {
            self.referents.several.insert(phrase, accused);
        }
    }

    /// "Two detectives have been jailed", at the head of a report that then accuses just two by name.
    fn counted_first(&self, phrase: usize) -> Option<Vec<usize>> {
        let analysis = &*self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let sentence = analysis.document.sentence_of(np.head);
        let number = self.count_of(phrase)?;
        // "a captain and four members": others are accused with them.
        let mut clauses = analysis.clauses_of(sentence).map(|i| &analysis.clauses[i]);
        let alone = clauses.all(|c| {
            let told = undergoing(c, analysis.chunks.groups[c.group].lemma);
            told.len() < 2 || !told.contains(&phrase)
        });
        if sentence > HEAD || !alone || !self.is_told_of_accused(phrase, sentence) {
            return None;
        }
        let accused = self.all_accused(usize::MAX);
        let named_before = |person: &usize| {
            let mentions = self.referents.entities[*person].mentions.iter().map(|m| &analysis.mentions[*m]);
            mentions.into_iter().any(|m| m.tokens.start < np.head && analysis.document.sentence_of(m.tokens.start) > 0)
        };
        (accused.len() == number && !accused.iter().any(named_before)).then_some(accused)
    }

    /// "Six individuals were charged. They are: a) Erik Brandt, ...": just as many persons as the list names.
    fn listed_next(&self, phrase: usize) -> Option<Vec<usize>> {
        let analysis = &*self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let sentence = analysis.document.sentence_of(np.head);
        let number = self.count_of(phrase)?;
        if !self.is_told_of_accused(phrase, sentence) {
            return None;
        }
        let sentences = &analysis.document.sentences;
        let lower = |i: usize| analysis.document.lower(i);
        let ends_in_colon = |s: usize| sentences.get(s).is_some_and(|s| lower(s.tokens.end - 1) == ":");
        let short = |s: usize| sentences.get(s).is_some_and(|s| s.tokens.len() < 8 && lower(s.tokens.start) == "they");
        let last = if ends_in_colon(sentence) {
            sentence
        } else if short(sentence + 1) && ends_in_colon(sentence + 1) {
            sentence + 1
        } else {
            return None;
        };
        // One paragraph of items, or a paragraph each.
        let from = sentences.get(last + 1)?;
        let mut persons: Vec<usize> = Vec::new();
        for next in sentences[last + 1..].iter().take_while(|s| s.block <= from.block + number) {
            let is_item =
                analysis.document.tokens[next.tokens.clone()].iter().take(3).any(|t| t.is_mark(')') || t.is_mark('.'));
            if next.block != from.block && !is_item {
                break;
            }
            for person in self.persons_in(&next.tokens) {
                if !persons.contains(&person) {
                    persons.push(person);
                }
            }
        }
        (persons.len() == number).then_some(persons)
    }

    /// "Two disgraced detectives": how many, where they are not told beside others.
    fn count_of(&self, phrase: usize) -> Option<usize> {
        let analysis = &*self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let lower = |i: usize| analysis.document.lower(i);
        let other = np.tokens.clone().any(|i| {
            matches!(
                lower(i),
                "other" | "others" | "more" | "another" | "further" | "additional" | "dead" | "unidentified"
            )
        });
        let plain = np.is_plural
            && np.mention.is_none()
            && np.tokens.len() <= 6
            && analysis.attached[phrase].appositions.is_empty()
            && self.referents.of_phrase[phrase].is_none();
        let is_person = matches!(lower(np.head), "individuals" | "people" | "persons" | "men" | "women")
            || crate::chunk::is_person_noun(&crate::chunk::singular(lower(np.head)), analysis.lexicon);
        if !plain || other || !is_person {
            return None;
        }
        let value = crate::number::word_value(lower(np.tokens.start))?;
        (2..=9_u8).find(|n| (f64::from(*n) - value).abs() < f64::EPSILON).map(usize::from)
    }

    /// "The appellants were indicted": all whom the document calls an appellant by name, where they are several.
    fn parties(&self, phrase: usize) -> Option<Vec<usize>> {
        let analysis = &*self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let lower = |i: usize| analysis.document.lower(i);
        let party = match lower(np.head) {
            "appellants" => "appellant",
            "defendants" => "defendant",
            _ => return None,
        };
        let plain = np.opening == Opening::Definite
            && np.tokens.len() == 2
            && analysis.attached[phrase].appositions.is_empty()
            && self.referents.of_phrase[phrase].is_none();
        let sentence = analysis.document.sentence_of(np.head);
        if !plain || !self.is_told_of_accused(phrase, sentence) {
            return None;
        }
        let mut found: Vec<usize> = Vec::new();
        for (other, called) in analysis.chunks.phrases.iter().enumerate() {
            if called.is_plural || called.mention.is_some() || lower(called.head) != party {
                continue;
            }
            // Somebody called so who has no name: they are more than are known.
            let named = analysis.attached[other].appositions.iter().find_map(|p| self.referents.of_phrase[*p]);
            let named = named.or(self.referents.of_phrase[other])?;
            found.push(named);
        }
        found.sort_unstable();
        found.dedup();
        (found.len() > 1).then_some(found)
    }

    /// Those of whom the document says before a token that they were accused, all of them known.
    fn all_accused(&self, before: usize) -> Vec<usize> {
        let analysis = &*self.analysis;
        let mut found: Vec<usize> = Vec::new();
        for clause in analysis.clauses.iter().filter(|c| analysis.chunks.groups[c.group].tokens.start < before) {
            let lemma = analysis.chunks.groups[clause.group].lemma;
            // Who was cleared, suspended or sent somewhere is counted with others only where the words say so.
            if matches!(lemma, "clear" | "send" | "hold" | "keep" | "dismiss" | "suspend" | "expel" | "sack") {
                continue;
            }
            found.extend(self.sure_persons(undergoing(clause, lemma)));
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|person| !self.referents.accusers.contains(person));
        found
    }

    /// "All three men are officers": what a phrase is said to be.
    fn predicate_of(&self, phrase: usize, sentence: usize) -> Option<usize> {
        let analysis = &*self.analysis;
        let mut clauses = analysis.clauses_of(sentence).map(|i| &analysis.clauses[i]);
        let being = clauses.find(|c| analysis.chunks.groups[c.group].lemma == "be" && c.subjects == [phrase])?;
        let predicate = *being.objects.first()?;
        let np = &analysis.chunks.phrases[predicate];
        // "All three are Democrats": a party, which is whatever its members are.
        let is_person = np.mention.is_some_and(|m| analysis.mentions[m].kind == MentionKind::Person);
        let plain = (np.is_plural || np.mention.is_some()) && !is_person && np.opening != Opening::Negative;
        (plain && analysis.chunks.groups[being.group].modal.is_none() && !analysis.chunks.groups[being.group].negated)
            .then_some(predicate)
    }

    /// "Brandt and Pell were held. Both were members of the gang", "They own a firm": the text goes on about those who
    /// are the one joined subject of the sentence before, where no other several are told there.
    fn go_on(&mut self, phrase: usize, number: Option<usize>) {
        let analysis = &*self.analysis;
        let start = analysis.chunks.phrases[phrase].tokens.start;
        let sentence = analysis.document.sentence_of(start);
        let Some(before) = sentence.checked_sub(1) else { return };
        let sentences = &analysis.document.sentences;
        let own = &analysis.clauses[analysis.clauses_of(sentence)];
        let holds = own.iter().find(|c| c.shape == Shape::Finite && c.subjects.contains(&phrase));
        let states = holds.is_some_and(|c| {
            let group = &analysis.chunks.groups[c.group];
            matches!(
                group.lemma,
                "be" | "own"
                    | "co-own"
                    | "run"
                    | "control"
                    | "lead"
                    | "head"
                    | "found"
                    | "co-found"
                    | "belong"
                    | "have"
                    | "join"
                    | "hold"
                    | "form"
                    | "marry"
                    | "establish"
                    | "manage"
                    | "set"
            )
        });
        // "The brothers paid the inspector": words that mean just those two, whatever they do.
        let closed = !analysis.chunks.phrases[phrase].is_pronoun
            && matches!(
                analysis.document.lower(analysis.chunks.phrases[phrase].head),
                "brothers" | "sisters" | "siblings" | "twins" | "pair" | "duo" | "couple" | "trio"
            );
        let does = !states && closed && holds.is_some_and(|c| !c.passive);
        if !(states || does)
            || sentences[before].block != sentences[sentence].block
            || sentences[before].is_question
            || analysis.phrases_within(sentences[sentence].tokens.start..start).next().is_some()
        {
            return;
        }
        let mut together: Vec<Vec<usize>> = Vec::new();
        for clause in &analysis.clauses[analysis.clauses_of(before)] {
            // Whoever does something next was the subject before: of two who were robbed nobody says that they fled.
            let lists = [&clause.subjects, &clause.objects].into_iter().take(if does { 1 } else { 2 });
            for phrases in lists {
                let persons = self.sure_persons(phrases);
                if persons.len() > 1 && persons.len() == phrases.len() && !together.contains(&persons) {
                    together.push(persons);
                }
            }
            // "led by two brothers, Pietro and Mario Valente".
            let agents = clause.agents(|at| analysis.document.lower(at));
            if let [agents] = agents.as_slice()
                && does
                && clause.passive
            {
                let persons = self.sure_persons(&analysis.attached[*agents].appositions);
                if persons.len() > 1 && !together.contains(&persons) {
                    together.push(persons);
                }
            }
        }
        let [persons] = together.as_slice() else { return };
        let named = self.persons_in(&sentences[before].tokens);
        // Officers, lawyers and partners of whom no name is told could be meant as well.
        let others = analysis.phrase_at.range(sentences[before].tokens.clone()).map(|(_, p)| *p).any(|p| {
            let np = &analysis.chunks.phrases[p];
            np.is_plural
                && np.mention.is_none()
                && analysis.attached[p].appositions.is_empty()
                && (matches!(analysis.document.lower(np.head), "police" | "authorities" | "people")
                    || crate::chunk::is_person_noun(
                        &crate::chunk::singular(analysis.document.lower(np.head)),
                        analysis.lexicon,
                    ))
        });
        let is_they = analysis.chunks.phrases[phrase].is_pronoun;
        let fits = number.is_none_or(|n| n == persons.len())
            && named.len() == persons.len()
            && !(others && (is_they || does))
            && persons.iter().all(|person| !self.referents.accusers.contains(person));
        if fits {
            let persons = persons.clone();
            self.referents.several.insert(phrase, persons);
        }
    }

    /// The persons whom a run of words names, each once.
    fn persons_in(&self, tokens: &std::ops::Range<usize>) -> Vec<usize> {
        let analysis = &*self.analysis;
        let mentions = analysis.mentions_in(tokens).into_iter().map(|m| &analysis.mentions[m]);
        let mut named: Vec<usize> =
            mentions.filter(|m| m.kind == MentionKind::Person).filter_map(|m| m.entity).collect();
        named.sort_unstable();
        named.dedup();
        named
    }

    /// "Milo and Jonas Brandt and their father, Zoran", "Milo and Jonas Brandt were held. Their father, Zoran,": the two
    /// persons, or more, whom alone the sentence, or the one before, names up to there.
    pub(super) fn theirs(&mut self, token: usize) {
        let analysis = &*self.analysis;
        let Some(phrase) = analysis.phrase_at.get(&token) else { return };
        let np = &analysis.chunks.phrases[*phrase];
        let kin = np.own.clone().any(|i| analysis.lexicon.kin.get(analysis.document.lower(i)).is_some());
        if np.owner_pronoun != Some(token) || !kin {
            return;
        }
        let sentence = analysis.document.sentence_of(token);
        let sentences = &analysis.document.sentences;
        let start = sentences[sentence].tokens.start;
        let joined = |range: std::ops::Range<usize>, within: usize| {
            let named = self.persons_in(&range);
            let clauses = &analysis.clauses[analysis.clauses_of(within)];
            clauses.iter().flat_map(|c| [&c.subjects, &c.objects]).find_map(|phrases| {
                let mut persons = self.sure_persons(phrases);
                persons.retain(|p| named.contains(p));
                persons.sort_unstable();
                persons.dedup();
                (persons.len() > 1 && persons == named).then_some(persons)
            })
        };
        let own = joined(start..token, sentence);
        let first =
            analysis.mentions_in(&(start..token)).into_iter().all(|m| analysis.mentions[m].kind != MentionKind::Person);
        let before = sentence.checked_sub(1).filter(|b| first && sentences[*b].block == sentences[sentence].block);
        let before = before.and_then(|b| joined(sentences[b].tokens.clone(), b));
        if let Some(persons) = own.or(before) {
            self.referents.theirs.insert(token, persons);
        }
    }

    /// "the brothers", "the siblings", and nothing more of them.
    fn is_plural_of_kin(&self, phrase: usize) -> bool {
        let analysis = &*self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        np.mention.is_none()
            && np.opening == Opening::Definite
            && np.owner.is_none()
            && np.owner_pronoun.is_none()
            && np.tokens.len() == 2
            && analysis.attached[phrase].complements.is_empty()
            && analysis.attached[phrase].appositions.is_empty()
            && self.referents.of_phrase[phrase].is_none()
            && matches!(
                analysis.document.lower(np.head),
                "brothers" | "sisters" | "siblings" | "twins" | "spouses" | "cousins" | "men" | "women"
            )
    }

    /// Whether shortly before just so many are told without their names: "two men fled".
    fn tells_of_others(&self, number: usize, before: usize) -> bool {
        let analysis = &*self.analysis;
        let first = analysis.document.sentence_of(before).saturating_sub(BACK);
        let start = analysis.document.sentences[first].tokens.start;
        analysis.phrases_within(start..before).map(|(_, phrase)| *phrase).any(|phrase| {
            let np = &analysis.chunks.phrases[phrase];
            let head = analysis.document.lower(np.head);
            let counted = crate::number::word_value(analysis.document.lower(np.tokens.start));
            let same = (2..=9_u8).find(|n| Some(f64::from(*n)) == counted).map(usize::from) == Some(number);
            same && np.is_plural
                && np.mention.is_none()
                && crate::chunk::is_person_noun(&crate::chunk::singular(head), analysis.lexicon)
        })
    }

    /// How many persons a phrase in the plural says, where it says no more of them: "the three", "both men", "the pair".
    fn number_of(&self, phrase: usize) -> Option<usize> {
        let analysis = &*self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let attached = &analysis.attached[phrase];
        if np.mention.is_some()
            || np.owner.is_some()
            || np.owner_pronoun.is_some()
            || np.opening == Opening::Negative
            || !attached.appositions.is_empty()
            || self.referents.of_phrase[phrase].is_some()
            || np.tokens.len() > 3
        {
            return None;
        }
        let lower = |i: usize| analysis.document.lower(i);
        let them =
            |p: &usize| matches!(lower(analysis.chunks.phrases[*p].head), "them" | "men" | "women" | "defendants");
        let closed = attached.complements.iter().all(|c| lower(c.preposition) == "of" && c.phrases.iter().all(them));
        if !closed {
            return None;
        }
        let mut number = None;
        for word in np.tokens.clone().map(lower) {
            match word {
                "the" | "all" | "men" | "women" | "defendants" | "suspects" | "accused" | "brothers" | "sisters"
                | "people" | "of" | "them" => {}
                "both" | "pair" | "duo" | "couple" => number = Some(2),
                "trio" => number = Some(3),
                word => {
                    let value =
                        crate::number::word_value(word).filter(|v| (2.0..=9.0).contains(v) && v.fract() == 0.0)?;
                    number = (2..=9_u8).find(|n| f64::from(*n) == value).map(usize::from);
                }
            }
        }
        let opens = matches!(lower(np.tokens.start), "the" | "all" | "both");
        number.filter(|_| opens)
    }

    /// Whether a clause says of a phrase what only the accused undergo.
    fn is_told_of_accused(&self, phrase: usize, sentence: usize) -> bool {
        let clauses = self.analysis.clauses_of(sentence).map(|i| &self.analysis.clauses[i]);
        clauses.into_iter().any(|c| {
            let lemma = self.analysis.chunks.groups[c.group].lemma;
            // "All four were said to be part of the gang": told as an accusation is.
            let said = c.passive
                && matches!(
                    lemma,
                    "say" | "believe" | "think" | "describe" | "identify" | "consider" | "understand" | "know"
                )
                && c.subjects.contains(&phrase);
            said || undergoing(c, lemma).contains(&phrase) || self.is_charged_by_noun(c, lemma, phrase)
        })
    }

    /// "Murder charges have been filed against the three".
    fn is_charged_by_noun(&self, clause: &Clause, lemma: &str, phrase: usize) -> bool {
        let analysis = &*self.analysis;
        let brings = matches!(lemma, "file" | "bring" | "press" | "lodge" | "lay" | "prefer" | "issue" | "open");
        let case = |p: &usize| {
            matches!(
                analysis.document.lower(analysis.chunks.phrases[*p].head),
                "charge" | "charges" | "case" | "cases" | "complaint" | "indictment" | "indictments" | "warrants"
            )
        };
        let hanging = clause.patients().iter().flat_map(|p| analysis.attached[*p].complements.iter());
        brings
            && clause.patients().iter().any(case)
            && clause
                .complements
                .iter()
                .chain(hanging)
                .any(|c| analysis.document.lower(c.preposition) == "against" && c.phrases.contains(&phrase))
    }

    fn sure_persons(&self, phrases: &[usize]) -> Vec<usize> {
        phrases
            .iter()
            .filter_map(|p| self.referents.of_phrase[*p].filter(|_| !self.referents.unsure[*p]))
            .filter(|e| self.referents.entities[*e].kind == MentionKind::Person)
            .collect()
    }
}

/// Those to whom a clause does what only the accused undergo: of a verb such as "charge" the patients, of one such as
/// "plead" the subjects.
fn undergoing<'c>(clause: &'c Clause, lemma: &str) -> &'c [usize] {
    match lemma {
        "allege" | "accuse" | "suspect" | "charge" | "convict" | "sentence" | "jail" | "imprison" | "arrest"
        | "detain" | "acquit" | "indict" | "try" | "remand" | "prosecute" | "arraign" | "extradite" | "fine"
        | "apprehend" | "lock" | "cage" | "investigate" | "impeach" | "execute"
            if clause.passive || !clause.objects.is_empty() =>
        {
            clause.patients()
        }
        "find" | "give" | "hand" | "name" | "declare" | "suspend" | "expel" | "sack" | "lock" | "clear" | "keep"
        | "hold" | "send" | "dismiss"
            if clause.passive =>
        {
            &clause.subjects
        }
        "plead" | "deny" | "admit" | "get" | "receive" | "serve" | "face" if !clause.passive => &clause.subjects,
        _ => &[],
    }
}
