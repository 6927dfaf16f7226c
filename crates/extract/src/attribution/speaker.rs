//! Who can speak, and where a speaker stands that is not the verb's subject.

use super::*;

impl Attributor<'_, '_> {
    /// "The chairman of the Economic Crimes Commission (ECC), Ola Brandt, has said": the name between the commas.
    pub(super) fn apposed(&self, clause: &Clause) -> Option<usize> {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let comma = group.tokens.start.checked_sub(1).filter(|i| analysis.document.tokens[*i].is_mark(','))?;
        let sentence = self.sentence_range(clause.sentence);
        // "Her sister, Olga Stas, 77, said".
        let aged = comma.checked_sub(2).filter(|i| {
            let number = analysis.document.lower(comma - 1);
            analysis.document.tokens[*i].is_mark(',') && number.len() <= 3 && number.parse::<u8>().is_ok()
        });
        let comma = aged.unwrap_or(comma);
        let (_, phrase) = analysis.phrases_within(sentence.start..comma).next_back()?;
        let np = &analysis.chunks.phrases[*phrase];
        let person = np.mention.is_some_and(|m| analysis.mentions[m].kind == MentionKind::Person);
        let apart = np.tokens.start.checked_sub(1).is_some_and(|i| analysis.document.tokens[i].is_mark(','));
        (person && apart && np.tokens.end == comma).then_some(*phrase)
    }

    /// Whether a name between commas stands behind an office: "after the security minister, Oto Brandt, told".
    pub(super) fn follows_office(&self, name: usize) -> bool {
        let start = self.analysis.chunks.phrases[name].tokens.start;
        start.checked_sub(2).is_some_and(|before| {
            self.analysis.lexicon.offices.get(self.lower(before)).is_some()
                && self.analysis.document.tokens[before + 1].is_mark(',')
        })
    }

    /// "“We seized 13 rifles,” emphasised the director of the bureau": who speaks stands after the verb.
    pub(super) fn after_quotation(&self, clause: &Clause) -> Option<usize> {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let before = group.tokens.start.checked_sub(1)?;
        let close = if analysis.document.tokens[before].is_mark(',') { before.checked_sub(1)? } else { before };
        let object = clause.objects.first().copied()?;
        let inverted = analysis.document.tokens[close].kind == crate::token::Kind::QuoteClose
            && group.tokens.len() == 1
            && analysis.chunks.phrases[object].tokens.start == group.tokens.end
            && clause.subjects.iter().all(|s| analysis.chunks.phrases[*s].tokens.end <= close);
        (inverted && self.can_speak(object, &self.speaker(object))).then_some(object)
    }

    /// "Mr Tanner's statement", "the ministry statement", "investigations by the bureau", "a report in the daily": whose
    /// writing it is, where the text says so.
    pub(super) fn issuer(&self, phrase: usize) -> Option<usize> {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let head = self.lower(np.head);
        let named = np.mention.is_some_and(|m| analysis.mentions[m].is_name());
        let writing = analysis.reporting.is_document(head)
            || analysis.reporting.is_document(head.strip_suffix('s').unwrap_or(head));
        if !writing || named || matches!(head, "file" | "files" | "wiretap" | "wiretaps" | "recordings" | "evidence") {
            return None;
        }
        let speaks = |entity: &usize| {
            matches!(self.referents.entities[*entity].kind, MentionKind::Person | MentionKind::Organisation)
        };
        let is_body = |entity: &usize| self.referents.entities[*entity].kind == MentionKind::Organisation;
        let owner = np.owner.and_then(|owner| self.referents.of_phrase[owner]).filter(speaks);
        let beside = || {
            let inside = analysis.mentions_in(&(np.own.start..np.head));
            inside.into_iter().rev().find_map(|m| analysis.mentions[m].entity).filter(is_body)
        };
        let hung = || {
            let complements = analysis.attached[phrase].complements.iter();
            complements.filter(|c| !c.phrases.is_empty()).find_map(|c| {
                let entity = self.referents.of_phrase[c.phrases[0]]?;
                let sort = self.referents.entities[entity].sort;
                let fits = match self.lower(c.preposition) {
                    "by" | "from" => speaks(&entity),
                    "in" => sort == crate::lexicon::Sort::Media,
                    _ => false,
                };
                fits.then_some(entity)
            })
        };
        // Court papers and indictments speak for themselves.
        let own = matches!(head, "indictment" | "charge" | "charges" | "papers" | "records" | "documents" | "filing");
        owner.or_else(beside).or_else(hung).filter(|_| !own)
    }

    /// "The lawmaker denied it", "the judge said": the only person so far of whom the text has told such an office.
    fn holder(&self, words: &str, sentence: usize, own: Option<&Range<usize>>) -> Option<usize> {
        // "Cartel is a menace, judge says": headings leave the article out and tell what comes.
        let heading = self.analysis.document.sentences[sentence].is_heading;
        let noun = words.strip_prefix("the ").or_else(|| heading.then_some(words))?;
        let mut last = noun.rsplit(' ');
        let head = last.next().unwrap_or(noun);
        let kin = self.called_alike(head, last.next().unwrap_or_default())?;
        let mut holders: Vec<usize> = Vec::new();
        for said in crate::predication::predications(self.analysis) {
            // "Orm, the witness said, left": the speaker's own words describe nobody.
            let at = self.analysis.document.bytes(&(said.noun..said.noun + 1));
            if own.is_some_and(|own| own.start <= at.start && at.end <= own.end) {
                continue;
            }
            let holder = self.referents.of_phrase[said.bearer].filter(|e| {
                (heading || said.sentence <= sentence)
                    && self.referents.entities[*e].kind == MentionKind::Person
                    && !self.referents.unsure[said.bearer]
            });
            let head = crate::chunk::singular(self.lower(said.noun));
            let before = said.noun.checked_sub(1).map_or("", |i| self.lower(i));
            let same = || self.called_alike(&head, before).as_deref() == Some(&*kin);
            if let Some(holder) = holder.filter(|e| !holders.contains(e) && same()) {
                holders.push(holder);
            }
        }
        match holders.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// What a person is called, so that it can be found again: "lawmaker" for a senator, "waiter", "finance officer". Nothing
    /// where the noun tells too little.
    fn called_alike(&self, noun: &str, before: &str) -> Option<String> {
        if let Some(kin) = alike(noun) {
            return Some(kin.to_owned());
        }
        let person = crate::chunk::is_person_noun(noun, self.analysis.lexicon);
        match noun {
            "man" | "woman" | "person" | "boy" | "girl" | "suspect" | "defendant" | "accused" | "victim" | "one" => {
                None
            }
            "officer" | "official" | "chief" | "head" | "director" | "manager" | "member" | "leader" | "boss"
            | "executive" | "worker" | "agent" | "assistant" => {
                let telling = matches!(self.analysis.lexicon.uses(before).map(|uses| uses.first), Some(b'n') | None)
                    && before.len() > 3;
                (telling && before != "former").then(|| format!("{before} {noun}"))
            }
            _ => person.then(|| noun.to_owned()),
        }
    }

    /// "The audit office said fraud fell. It said ...", "The ministry said in a statement ... The statement added ...": who
    /// speaks on by a word that says nothing of them. The voice stays unsure.
    pub(super) fn same_speaker(&self, sentence: usize, first: usize, notes: &mut [AttributionNote]) {
        let near = |note: &AttributionNote, far: usize| {
            note.cue_tokens.first().is_some_and(|cue| self.analysis.document.sentence_of(cue.start) + far >= sentence)
        };
        for at in first..notes.len() {
            let (before, rest) = notes.split_at_mut(at);
            let note = &mut rest[0];
            if note.entity.is_some() || note.mode == Mode::NotGiven {
                continue;
            }
            let Some(words) = note.speaker.as_ref().map(|words| words.to_lowercase()) else { continue };
            let body = |n: &&AttributionNote| {
                n.entity.is_some_and(|e| self.referents.entities[e].kind == MentionKind::Organisation)
            };
            let known = match words.as_str() {
                "he" => self.heard_last(before, sentence, crate::lexicon::Gender::Male),
                "she" => self.heard_last(before, sentence, crate::lexicon::Gender::Female),
                "it" => before.iter().rev().find(|n| n.mode != Mode::NotGiven).filter(|n| near(n, 2)).filter(body),
                "the statement" | "the report" | "the release" | "the communique" | "the communiqué" => {
                    let noun = words.trim_start_matches("the ");
                    before.iter().rev().filter(|n| near(n, 6)).find(|n| {
                        let cue = n.cue_tokens.first().map_or(0, |cue| cue.start);
                        let mut tokens = self.sentence_range(self.analysis.document.sentence_of(cue));
                        body(n) && tokens.any(|i| self.lower(i) == noun)
                    })
                }
                "the witness" => self.who_testified(before, sentence),
                _ => None,
            };
            let told = |gender| note.cue_tokens.first().and_then(|cue| self.told_of(sentence, cue.start, gender));
            let known = known.and_then(|n| n.entity).or_else(|| match words.as_str() {
                "he" => told(crate::lexicon::Gender::Male),
                "she" => told(crate::lexicon::Gender::Female),
                _ => None,
            });
            if let Some(entity) = known.or_else(|| self.holder(&words, sentence, note.speaker_range.as_ref())) {
                note.entity = Some(entity);
                note.is_unsure = true;
            }
        }
    }

    /// Whom the paragraph was about last, in this sentence or the three before it, of a gender or of one not known: who did
    /// something there.
    pub(super) fn told_of(&self, sentence: usize, cue: usize, gender: crate::lexicon::Gender) -> Option<usize> {
        let analysis = self.analysis;
        let block = analysis.document.sentences[sentence].block;
        (sentence.saturating_sub(3)..=sentence).rev().find_map(|near| {
            let told =
                analysis.document.sentences[near].block == block && !analysis.document.sentences[near].is_heading;
            let clauses = analysis.clauses_of(near).map(|i| &analysis.clauses[i]).filter(|c| {
                told && c.shape == Shape::Finite
                    && matches!(c.link, Link::Root | Link::Coordinate)
                    && analysis.chunks.groups[c.group].tokens.end < cue
            });
            clauses.filter_map(|c| self.who_is(*c.subjects.first()?)).find(|entity| {
                let found = &self.referents.entities[*entity];
                found.kind == MentionKind::Person && found.gender.is_none_or(|known| known == gender)
            })
        })
    }

    /// "the witness said": whoever testified last, not too far before.
    fn who_testified<'n>(&self, notes: &'n [AttributionNote], sentence: usize) -> Option<&'n AttributionNote> {
        let document = &self.analysis.document;
        let near = |note: &&AttributionNote, far: usize| {
            note.cue_tokens.first().is_some_and(|cue| document.sentence_of(cue.start) + far >= sentence)
        };
        let person = |note: &&AttributionNote| {
            note.entity.is_some_and(|e| self.referents.entities[e].kind == MentionKind::Person)
        };
        let says = |note: &&AttributionNote, verbs: &[&str]| {
            note.cue_tokens.iter().any(|cue| cue.clone().any(|i| verbs.contains(&self.lower(i))))
        };
        let last = |far: usize, verbs: &[&str]| {
            notes.iter().rev().filter(person).find(|note| near(note, far) && says(note, verbs))
        };
        last(12, &["testified", "testifies"]).or_else(|| last(6, &["told", "tells"]))
    }

    /// Who spoke in the sentence before, as a note.
    fn heard_last<'n>(
        &self,
        notes: &'n [AttributionNote],
        sentence: usize,
        gender: crate::lexicon::Gender,
    ) -> Option<&'n AttributionNote> {
        let entity = self.last_to_speak(sentence, 1, gender, notes)?;
        notes.iter().rev().find(|note| note.entity == Some(entity))
    }

    /// People, bodies and writings speak; yards and laws don't.
    pub(super) fn can_speak(&self, phrase: usize, speaker: &Speaker) -> bool {
        if let Some(entity) = speaker.entity {
            return self.referents.entities[entity].kind != MentionKind::Place;
        }
        let np = &self.analysis.chunks.phrases[phrase];
        let head = self.lower(np.head);
        let single = head.strip_suffix('s').unwrap_or(head);
        if np.is_pronoun {
            return matches!(head, "he" | "she" | "they" | "who" | "one" | "some" | "others" | "it");
        }
        let reporting = self.analysis.reporting;
        reporting.is_voice(head)
            || reporting.is_voice(single)
            || reporting.is_document(head)
            || reporting.is_document(single)
            || crate::chunk::is_person_noun(single, self.analysis.lexicon)
            || self.analysis.lexicon.head(head).is_some_and(|h| !h.sort.is_place())
            || np.mention.is_some()
    }
}

/// Nouns that newsrooms change for one another: a senator is a lawmaker, a justice a judge.
fn alike(noun: &str) -> Option<&'static str> {
    Some(match noun {
        "lawmaker" | "legislator" | "mp" | "senator" | "congressman" | "congresswoman" | "representative" | "rep"
        | "parliamentarian" | "mla" | "mep" | "deputy" | "assemblyman" | "assemblywoman" => "lawmaker",
        "judge" | "justice" | "magistrate" | "recorder" => "judge",
        "lawyer" | "attorney" | "barrister" | "solicitor" | "counsel" | "advocate" => "lawyer",
        "mayor" => "mayor",
        "governor" => "governor",
        "minister" => "minister",
        "president" => "president",
        "prosecutor" => "prosecutor",
        "councillor" | "councilor" | "councilman" | "councilwoman" => "councillor",
        "spokesman" | "spokeswoman" | "spokesperson" => "spokesman",
        "commissioner" => "commissioner",
        "sheriff" => "sheriff",
        "superintendent" => "superintendent",
        "detective" | "inspector" => "detective",
        "ambassador" => "ambassador",
        "auditor" => "auditor",
        _ => return None,
    })
}
