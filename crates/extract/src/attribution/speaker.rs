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
        for at in (range.start + 3..end).filter(apart) {
            let verb = self.lower(at);
            let tells =
                matches!(verb, "reported" | "wrote" | "said" | "says" | "writes" | "reports" | "noted" | "announced");
            let Some((start, phrase)) = analysis.phrase_at.range(at + 1..).next().filter(|_| tells) else { continue };
            let np = &analysis.chunks.phrases[*phrase];
            let speaker = self.speaker(*phrase);
            let kind = speaker.entity.map(|e| self.referents.entities[e].kind);
            let is_voice = matches!(kind, Some(MentionKind::Person | MentionKind::Organisation))
                || np.mention.is_none() && self.can_speak(*phrase, &speaker);
            let closes = np.tokens.end >= end
                || analysis.document.tokens[np.tokens.end].is_mark(',')
                || speaker.tokens.as_ref().is_some_and(|tokens| tokens.end >= end);
            let told = *start <= at + 3 && np.tokens.start == at + 1 && is_voice && closes && !np.is_pronoun;
            let before = analysis.clauses_of(sentence).any(|c| {
                let clause = &analysis.clauses[c];
                clause.shape == Shape::Finite && analysis.chunks.groups[clause.group].tokens.end < at
            });
            let quotes = self.quotes(&(range.start..at - 1));
            if !told || !before && quotes.is_empty() {
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
            let (contents, mode) =
                if quotes.is_empty() { (vec![range.start..at - 1], Mode::Indirect) } else { (quotes, Mode::Direct) };
            self.push(notes, &speaker, at..at + 1, contents, mode, clause);
        }
    }

    /// "The lawmaker denied it", "the judge said": the only person so far of whom the text has told such an office.
    fn holder(&self, words: &str, sentence: usize) -> Option<usize> {
        let noun = words.strip_prefix("the ")?;
        let kin = alike(noun.rsplit(' ').next().unwrap_or(noun))?;
        let mut holders: Vec<usize> = Vec::new();
        for said in crate::predication::predications(self.analysis) {
            let holder = self.referents.of_phrase[said.bearer].filter(|e| {
                said.sentence <= sentence
                    && self.referents.entities[*e].kind == MentionKind::Person
                    && !self.referents.unsure[said.bearer]
            });
            let head = crate::chunk::singular(self.lower(said.noun));
            if let Some(holder) = holder.filter(|e| alike(&head) == Some(kin) && !holders.contains(e)) {
                holders.push(holder);
            }
        }
        match holders.as_slice() {
            [one] => Some(*one),
            _ => None,
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
