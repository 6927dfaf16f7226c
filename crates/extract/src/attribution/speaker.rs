//! Who can speak, and where a speaker stands that is not the verb's subject.

use super::*;

impl Attributor<'_, '_> {
    /// "The chairman of the Economic Crimes Commission (ECC), Ola Brandt, has said": the name between the commas.
    pub(super) fn apposed(&self, clause: &Clause) -> Option<usize> {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let comma = group.tokens.start.checked_sub(1).filter(|i| analysis.document.tokens[*i].is_mark(','))?;
        let sentence = self.sentence_range(clause.sentence);
        let (_, phrase) = analysis.phrases_within(sentence.start..comma).next_back()?;
        let np = &analysis.chunks.phrases[*phrase];
        let person = np.mention.is_some_and(|m| analysis.mentions[m].kind == MentionKind::Person);
        let apart = np.tokens.start.checked_sub(1).is_some_and(|i| analysis.document.tokens[i].is_mark(','));
        (person && apart && np.tokens.end == comma).then_some(*phrase)
    }

    /// "Stahl, speaking where his counsel had filed, said", "Correa, whose house burnt, said": the phrase that opens the
    /// sentence, where commas part it from the verb and nothing else is said of it before.
    pub(super) fn across(&self, clause: &Clause) -> Option<usize> {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let sentence = self.sentence_range(clause.sentence);
        let comma = group.tokens.start.checked_sub(1).filter(|i| analysis.document.tokens[*i].is_mark(','))?;
        let (_, phrase) = analysis.phrases_within(sentence.start..comma).find(|(_, phrase)| {
            let np = &analysis.chunks.phrases[**phrase];
            np.tokens.start <= sentence.start + 1 && analysis.document.tokens.get(np.tokens.end).is_some_and(|t| t.is_mark(','))
        })?;
        let np = &analysis.chunks.phrases[*phrase];
        let opens = np.tokens.start == sentence.start
            || analysis.words[sentence.start].class == crate::word::Class::Determiner
            || analysis.words[sentence.start].class == crate::word::Class::Noun;
        let own = clause.subjects.first().is_none_or(|s| {
            let subject = &analysis.chunks.phrases[*s];
            *s != *phrase && subject.tokens.start > np.tokens.end && subject.tokens.end < comma
                || subject.tokens.end == comma
        });
        // "Orm, the driver, was jailed, the court said": somebody else has the verb.
        let mut between = analysis.clauses_of(clause.sentence).map(|i| &analysis.clauses[i]).filter(|c| {
            let verb = &analysis.chunks.groups[c.group];
            verb.tokens.start < group.tokens.start && c.shape == Shape::Finite
        });
        let free = between.all(|c| {
            let before = |s: &usize| {
                let start = analysis.chunks.phrases[*s].tokens.start;
                start.checked_sub(1).map_or("", |i| self.lower(i)).to_owned()
            };
            !c.subjects.contains(phrase)
                && c.subjects.first().is_some_and(|s| {
                    let owned = self.lower(analysis.chunks.phrases[*s].tokens.start) == "whose";
                    owned || matches!(before(s).as_str(), "where" | "when" | "as" | "after" | "before" | "while")
                        || c.link != Link::Root && c.link != Link::Coordinate
                })
                || matches!(c.link, Link::Relative(_))
        });
        let described = analysis.attached[*phrase].appositions.first().is_some();
        let is_known = clause.subjects.first() == Some(phrase);
        let speaker = self.speaker(*phrase);
        let person = speaker.entity.is_some_and(|e| self.referents.entities[e].kind != MentionKind::Place)
            || !described && self.can_speak(*phrase, &speaker);
        let date = analysis.words[np.head].class == crate::word::Class::Date;
        (opens && own && free && person && !is_known && !date).then_some(*phrase)
    }

    /// "A man who once fed lions told jurors", "Cabral, a cousin of the leader, who says that": whose verb it is, where the parser
    /// gave it to the phrase beside it.
    pub(super) fn whose_verb(&self, index: usize, subject: usize) -> usize {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let group = &analysis.chunks.groups[clause.group];
        let np = &analysis.chunks.phrases[subject];
        // Described by a relative clause: the name before the apposition.
        if let Link::Relative(described) = clause.link
            && described == subject
            && self.referents.of_phrase[subject].is_none()
            && let Some((governor, _)) = analysis.attached[subject].governor
        {
            let name = (0..4).scan(governor, |at, _| {
                let now = *at;
                *at = analysis.attached[now].governor.map_or(now, |(up, _)| up);
                Some(now)
            });
            let apart = np.tokens.end < group.tokens.start && analysis.document.tokens[np.tokens.end].is_mark(',');
            for top in name.filter(|_| apart) {
                let holder = analysis.phrases_within(self.sentence_range(clause.sentence).start..np.tokens.start);
                let holder = holder.rev().map(|(_, p)| *p).find(|p| analysis.attached[*p].appositions.contains(&top));
                let person = |p: &usize| {
                    self.referents.of_phrase[*p]
                        .is_some_and(|e| self.referents.entities[e].kind == MentionKind::Person)
                };
                if let Some(holder) = holder.filter(person) {
                    return holder;
                }
            }
            return subject;
        }
        if matches!(clause.link, Link::Relative(_)) || np.tokens.start > group.tokens.start {
            return subject;
        }
        // What a relative clause before the verb speaks of is not the speaker.
        let before = analysis.clauses_of(clause.sentence).filter(|i| *i < index).map(|i| &analysis.clauses[i]);
        for other in before {
            let Link::Relative(described) = other.link else { continue };
            let inner = &analysis.chunks.groups[other.group];
            let belongs = other.objects.contains(&subject)
                || other.complements.iter().any(|c| {
                    c.phrases.contains(&subject)
                        || c.phrases.iter().any(|p| analysis.attached[subject].governor.is_some_and(|(g, _)| g == *p))
                });
            let own = analysis.clauses_of(clause.sentence).any(|i| {
                let c = &analysis.clauses[i];
                i != index && c.link == Link::Root && c.shape == Shape::Finite && c.subjects.contains(&described)
            });
            if belongs && !own && described != subject && inner.tokens.end <= np.tokens.start {
                return described;
            }
        }
        subject
    }

    /// Whoever "says that" or "told them that" speaks: "A juror", "Both", "Two of her rivals".
    pub(super) fn speaks_out(&self, clause: &Clause, subject: usize, speaker: &Speaker) -> bool {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let np = &analysis.chunks.phrases[subject];
        let place = speaker.entity.is_some_and(|e| self.referents.entities[e].kind == MentionKind::Place);
        let speech = matches!(
            group.lemma,
            "say" | "tell" | "claim" | "testify" | "insist" | "argue" | "allege" | "complain" | "add" | "explain" | "deny"
                | "admit" | "report" | "recall" | "state"
        );
        let spelt = self.spelt_out(clause, self.content_end(clause.sentence)).is_some()
            || group.lemma == "tell" && analysis.clauses_of(clause.sentence).any(|i| {
                let child = &analysis.clauses[i];
                child.link == Link::Content && child.parent.is_some_and(|p| analysis.clauses[p].group == clause.group)
            });
        let vague = np.is_pronoun && !matches!(self.lower(np.head), "both" | "all" | "several" | "many");
        let beside = np.tokens.start < group.tokens.start
            && analysis.attached[subject].governor.is_none()
            && !matches!(analysis.words[np.head].class, crate::word::Class::Date | crate::word::Class::Number)
            || matches!(self.lower(np.head), "two" | "three" | "four" | "five" | "one");
        speech && spelt && !place && !vague && beside && self.lower(np.head) != "it"
    }

    /// "Her husband, the lay preacher Ivo Stahl, said": the person whom the words between the subject and its verb name.
    pub(super) fn named_behind(&self, clause: &Clause, subject: usize) -> Option<usize> {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let described = &analysis.chunks.phrases[subject];
        let comma = group.tokens.start.checked_sub(1).filter(|i| analysis.document.tokens[*i].is_mark(','))?;
        let head = self.lower(described.head);
        // "A storekeeper, Fanta Demba, told": no firm and no court has a person's name.
        let somebody = crate::chunk::is_person_noun(&crate::chunk::singular(head), analysis.lexicon)
            || analysis.lexicon.head(head).is_none() && !analysis.reporting.is_document(head);
        if !somebody || described.is_plural || described.tokens.end >= comma {
            return None;
        }
        let (_, phrase) = analysis.phrases_within(described.tokens.end..comma).next_back()?;
        let np = &analysis.chunks.phrases[*phrase];
        let person = self.referents.of_phrase[*phrase]
            .is_some_and(|e| np.mention.is_some() && self.referents.entities[e].kind == MentionKind::Person);
        let open = np.tokens.start.checked_sub(1)?;
        // Behind a comma stands the name, or what describes him and the name: no further part of a list.
        let apart = (described.tokens.end..np.tokens.start)
            .rev()
            .take_while(|i| {
                !analysis.document.tokens[*i].is_mark(',')
                    && matches!(
                        analysis.words[*i].class,
                        crate::word::Class::Determiner
                            | crate::word::Class::Adjective
                            | crate::word::Class::Noun
                            | crate::word::Class::Name
                    )
            })
            .last()
            .map_or(open, |first| first - 1);
        (person && np.tokens.end == comma && analysis.document.tokens[apart].is_mark(',')).then_some(*phrase)
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

    /// "..., reported Progreso", "..., said the prosecutor": the speaker stands behind the verb at the end.
    pub(super) fn inverted(&self, sentence: usize, first: usize, notes: &mut Vec<AttributionNote>) {
        let analysis = self.analysis;
        let range = self.sentence_range(sentence);
        let end = self.content_end(sentence);
        // ", reported the daily", ",” reported the daily".
        let apart = |at: &usize| {
            let before = &analysis.document.tokens[*at - 1];
            before.is_mark(',')
                || before.kind == crate::token::Kind::QuoteClose && analysis.document.tokens[*at - 2].is_mark(',')
        };
        for at in (range.start + 2..end).filter(apart) {
            let verb = self.lower(at);
            let lemma = analysis.lexicon.verbs.get(verb).map_or("", |(lemma, _)| lemma);
            let tells = matches!(
                verb,
                "reported" | "wrote" | "said" | "says" | "writes" | "reports" | "noted" | "announced"
            ) || analysis.reporting.says(lemma) && self.turns_round(verb);
            let Some((start, phrase)) = analysis.phrase_at.range(at + 1..).next().filter(|_| tells) else { continue };
            let np = &analysis.chunks.phrases[*phrase];
            let mut speaker = self.speaker(*phrase);
            // "said one of them, Ileana Tejada".
            if speaker.entity.is_none()
                && let Some(name) = self.named_after(&speaker, end)
            {
                speaker.entity = self.referents.of_phrase[name];
            }
            let kind = speaker.entity.map(|e| self.referents.entities[e].kind);
            let is_voice = matches!(kind, Some(MentionKind::Person | MentionKind::Organisation))
                || np.mention.is_none() && self.can_speak(*phrase, &speaker);
            let closes = np.tokens.end >= end
                || analysis.document.tokens[np.tokens.end].is_mark(',')
                || speaker.tokens.as_ref().is_some_and(|tokens| tokens.end >= end);
            let goes_on = speaker.tokens.as_ref().map_or(np.tokens.end, |tokens| tokens.end);
            let day = (goes_on..end).find(|i| {
                self.lower(*i) != "on" && analysis.words[*i].class != crate::word::Class::Date
            });
            let closes = closes || day.is_some_and(|i| analysis.document.tokens[i].is_mark(','));
            let told = *start <= at + 4 && np.tokens.start == at + 1 && is_voice && closes && !np.is_pronoun;
            // "The trail, said the prosecutor, led to a bank": the verb still follows.
            let parts = day.filter(|i| analysis.document.tokens[*i].is_mark(',') && i + 2 < end);
            let waits = parts.filter(|comma| self.finite_at(sentence, comma + 1) || self.hangs_before(at - 1));
            let before = analysis.clauses_of(sentence).any(|c| {
                let clause = &analysis.clauses[c];
                clause.shape == Shape::Finite && analysis.chunks.groups[clause.group].tokens.end < at
            });
            // "When “Cricket” Arnedo left, said the minister": a quotation that is not the last of what is said.
            let quoted = (at - 2..at).any(|i| analysis.document.tokens[i].kind == crate::token::Kind::QuoteClose);
            let quotes = if quoted { self.quotes(&(range.start..at - 1)) } else { Vec::new() };
            if !told || !before && quotes.is_empty() && waits.is_none() {
                continue;
            }
            // What was taken for the verb of the subject before it.
            let bytes = analysis.document.bytes(&(at..at + 1));
            let kept = notes.split_off(first);
            let (same, others): (Vec<_>, Vec<_>) = kept.into_iter().partition(|n| n.cues.contains(&bytes));
            notes.extend(others);
            if same.iter().any(|n| n.speaker_range.as_ref().is_some_and(|r| r.start >= bytes.end)) {
                notes.extend(same);
                continue;
            }
            let clause = same.first().and_then(|n| n.clause);
            let (contents, mode) = match waits {
                Some(comma) if quotes.is_empty() => (vec![range.start..at - 1, comma + 1..end], Mode::Indirect),
                _ if quotes.is_empty() => (vec![range.start..at - 1], Mode::Indirect),
                _ => (quotes, Mode::Direct),
            };
            self.push(notes, &speaker, at..at + 1, contents, mode, clause);
        }
    }

    /// The person named between commas behind a speaker: "said a clerk of the court, Ileana Tejada".
    fn named_after(&self, speaker: &Speaker, end: usize) -> Option<usize> {
        let analysis = self.analysis;
        let comma = speaker.tokens.as_ref()?.end;
        let apart = |i: usize| i >= end || analysis.document.tokens[i].is_mark(',');
        if comma >= end || !apart(comma) {
            return None;
        }
        let (_, phrase) = analysis.phrases_within(comma + 1..end).next()?;
        let np = &analysis.chunks.phrases[*phrase];
        let person = self.referents.of_phrase[*phrase]
            .is_some_and(|e| np.mention.is_some() && self.referents.entities[e].kind == MentionKind::Person);
        (person && np.tokens.start == comma + 1 && apart(np.tokens.end)).then_some(*phrase)
    }

    /// Verbs that stand before their speaker in the past or the present: "recalled the driver", "explains Brandt".
    fn turns_round(&self, verb: &str) -> bool {
        matches!(
            verb,
            "recalled"
                | "recalls"
                | "explained"
                | "explains"
                | "added"
                | "adds"
                | "argued"
                | "argues"
                | "answered"
                | "replied"
                | "retorted"
                | "insisted"
                | "insists"
                | "claimed"
                | "claims"
                | "remarked"
                | "observed"
                | "observes"
                | "testified"
                | "stressed"
                | "warned"
                | "warns"
                | "conceded"
                | "contended"
                | "maintained"
                | "asserted"
                | "declared"
                | "commented"
                | "stated"
                | "states"
                | "notes"
                | "recounted"
                | "recounts"
                | "concluded"
        )
    }

    /// Whether a finite verb group begins at a token, adverbs left out.
    fn finite_at(&self, sentence: usize, at: usize) -> bool {
        let analysis = self.analysis;
        let end = self.sentence_range(sentence).end;
        let Some(verb) = (at..end).find(|i| analysis.words[*i].class != crate::word::Class::Adverb) else {
            return false;
        };
        analysis
            .clauses_of(sentence)
            .map(|i| &analysis.chunks.groups[analysis.clauses[i].group])
            .any(|group| group.tokens.start == verb && group.shape == Shape::Finite)
    }

    /// Whether the words before a comma wait for what follows: "who, said the prosecutor, led it".
    fn hangs_before(&self, comma: usize) -> bool {
        use crate::word::Class;
        let before = comma.saturating_sub(1);
        matches!(self.analysis.words[before].class, Class::Be | Class::Have | Class::Modal | Class::Relative)
            || matches!(self.lower(before), "that" | "but" | "and")
    }

    /// "The lawmaker denied it", "the judge said": the only person so far of whom the text has told such an office.
    fn holder(&self, words: &str, sentence: usize) -> Option<usize> {
        let noun = words.strip_prefix("the ")?;
        let mut last = noun.rsplit(' ');
        let head = last.next().unwrap_or(noun);
        let kin = self.called_alike(head, last.next().unwrap_or_default())?;
        let mut holders: Vec<usize> = Vec::new();
        for said in crate::predication::predications(self.analysis) {
            let holder = self.referents.of_phrase[said.bearer].filter(|e| {
                said.sentence <= sentence
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
            "man" | "woman" | "person" | "boy" | "girl" | "suspect" | "defendant" | "accused" | "victim" | "one" => None,
            "officer" | "official" | "chief" | "head" | "director" | "manager" | "member" | "leader" | "boss"
            | "executive" | "worker" | "agent" | "assistant" => {
                let telling = matches!(
                    self.analysis.lexicon.uses(before).map(|uses| uses.first),
                    Some(b'n') | None
                ) && before.len() > 3;
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
                _ => None,
            };
            let known = known.and_then(|n| n.entity);
            if let Some(entity) = known.or_else(|| self.holder(&words, sentence)) {
                note.entity = Some(entity);
                note.is_unsure = true;
            }
        }
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
