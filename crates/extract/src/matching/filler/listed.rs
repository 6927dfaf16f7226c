//! Those named in a list or beside others: "along with Pell", "several firms, including Halvane", "among them the mayor".

use super::*;

impl Matcher<'_, '_> {
    /// "were convicted of graft along with the former vice governor, Pell Ostrow": those to whom the same was done.
    pub(super) fn accompanying(&self, clause: &Clause) -> Vec<Fill> {
        let analysis = self.analysis;
        if !clause.passive || clause.subjects.is_empty() {
            return Vec::new();
        }
        let own = &analysis.chunks.groups[clause.group].tokens;
        let limit = analysis.document.sentences[clause.sentence].tokens.end;
        let is_verb =
            |i: usize| matches!(analysis.words[i].class, Class::Verb | Class::Be | Class::Have | Class::Modal);
        let cue = (own.end..limit).take_while(|i| !is_verb(*i)).find_map(|i| {
            match (self.lower(i), analysis.document.lower_at(i + 1)) {
                ("along" | "together", Some("with")) => Some(i + 2),
                ("alongside", _) => Some(i + 1),
                _ => None,
            }
        });
        let Some(from) = cue else { return Vec::new() };
        // Of a preposition but "of" on, something else is told.
        let ends = |i: &usize| {
            is_verb(*i)
                || matches!(analysis.words[*i].class, Class::Relative | Class::Subordinator | Class::Colon)
                || analysis.words[*i].class == Class::Preposition && self.lower(*i) != "of"
        };
        let to = (from..limit).find(ends).unwrap_or(limit);
        self.persons_named(from..to)
    }

    /// "founded the firm together with Pell", "Brandt, along with Pell, owns": those who found and own with the subject.
    pub(super) fn partners(&self, clause: &Clause) -> Vec<Fill> {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let joint = matches!(
            group.lemma,
            "found"
                | "co-found"
                | "set"
                | "establish"
                | "own"
                | "co-own"
                | "control"
                | "run"
                | "lead"
                | "create"
                | "manage"
                | "head"
                | "form"
                | "operate"
                | "register"
                | "hold"
        );
        if clause.passive || !joint || clause.subjects.is_empty() {
            return Vec::new();
        }
        let limits = &analysis.document.sentences[clause.sentence].tokens;
        let is_verb =
            |i: usize| matches!(analysis.words[i].class, Class::Verb | Class::Be | Class::Have | Class::Modal);
        let cue = |i: usize| match (self.lower(i), analysis.document.lower_at(i + 1)) {
            ("along" | "together" | "jointly", Some("with")) => Some(i + 2),
            ("alongside", _) => Some(i + 1),
            _ => None,
        };
        let ends = |i: &usize| {
            is_verb(*i)
                || matches!(analysis.words[*i].class, Class::Relative | Class::Subordinator | Class::Colon)
                || analysis.words[*i].class == Class::Preposition && self.lower(*i) != "of"
        };
        let after = (group.tokens.end..limits.end).take_while(|i| !is_verb(*i)).find_map(cue);
        let subject = clause.subjects.iter().map(|p| analysis.chunks.phrases[*p].tokens.end).max();
        // "who with her husband, Pell, ran", "Brandt, with his brother Pell, runs".
        let beside = |i: usize| {
            let opens = i > 0 && matches!(self.lower(i - 1), "," | "who" | "which");
            cue(i).or((opens && self.lower(i) == "with").then_some(i + 1))
        };
        let before = subject.and_then(|end| (end..group.tokens.start).find_map(beside));
        let Some(from) = before.or(after) else { return self.accomplices(clause) };
        let to = (from..limits.end).find(ends).unwrap_or(limits.end);
        self.persons_named(from..to)
    }

    /// "founded the gang with his cousin Pell": those with whom somebody founds or owns a body.
    fn accomplices(&self, clause: &Clause) -> Vec<Fill> {
        let analysis = self.analysis;
        let is_body = |p: &usize| {
            self.fill(*p).is_some_and(|f| self.referents.entities[f.entity].kind == MentionKind::Organisation)
        };
        if !clause.objects.iter().any(is_body) {
            return Vec::new();
        }
        let with = clause.complements.iter().filter(|c| self.lower(c.preposition) == "with");
        let near = with.flat_map(|c| c.phrases.iter()).filter(|p| {
            let np = &analysis.chunks.phrases[**p];
            let governor = analysis.attached[**p].governor;
            (np.mention.is_some() || analysis.lexicon.kin.get(self.lower(np.head)).is_some())
                && governor.is_none_or(|(g, _)| clause.objects.contains(&g))
        });
        let persons = near.flat_map(|p| self.fills(*p));
        persons.filter(|f| self.referents.entities[f.entity].kind == MentionKind::Person).collect()
    }

    /// "bribes from traffickers, including the Rook and the Vane cartels": the named groups of several.
    pub(super) fn named_groups(&self, phrase: usize, clause: &Clause) -> Vec<Fill> {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        if !np.is_plural
            || np.mention.is_some_and(|m| analysis.mentions[m].is_name())
            || np.opening == Opening::Negative
        {
            return Vec::new();
        }
        let limit = analysis.document.sentences[clause.sentence].tokens.end;
        let end = analysis.chunks.chunks[analysis.attached[phrase].last].tokens.end;
        let from = end + usize::from(analysis.document.lower_at(end) == Some(","));
        let listed = match (analysis.document.lower_at(from), analysis.document.lower_at(from + 1)) {
            (Some("including"), _) => from + 1,
            (Some("such"), Some("as")) => from + 2,
            _ => return Vec::new(),
        };
        let ends = |i: &usize| {
            !matches!(
                analysis.words[*i].class,
                Class::Name | Class::Noun | Class::Adjective | Class::Determiner | Class::Comma | Class::Conjunction
            )
        };
        let to = (listed..limit).find(ends).unwrap_or(limit);
        let mut found: Vec<Fill> = Vec::new();
        for at in analysis.mentions_in(&(listed..to)) {
            let mention = &analysis.mentions[at];
            // "owns several companies, including Halvane".
            let head = self.lower(np.head);
            let firms =
                matches!(head, "companies" | "firms" | "businesses" | "subsidiaries" | "entities" | "enterprises");
            let fits = |e: &usize| {
                let entity = &self.referents.entities[*e];
                entity.is_group() && !firms || firms && entity.kind == MentionKind::Organisation && !entity.is_group()
            };
            let Some(entity) = mention.entity.filter(|e| mention.is_name() && fits(e)) else { continue };
            if found.iter().all(|f| f.entity != entity) {
                found.push(Fill { entity, tokens: mention.tokens.clone(), unsure: false });
            }
        }
        found
    }

    /// "arrested 38 people, among them the mayor, Vito Greco, and Carla Rossi": the named ones of a number.
    pub(super) fn included(&self, phrase: usize, clause: &Clause) -> Vec<Fill> {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        if !np.is_plural || np.mention.is_some() || np.is_pronoun || np.opening == Opening::Negative {
            return Vec::new();
        }
        let range = &analysis.document.sentences[clause.sentence].tokens;
        let own = &analysis.chunks.groups[clause.group].tokens;
        let is_verb = |i: usize| {
            matches!(analysis.words[i].class, Class::Verb | Class::Be | Class::Have | Class::Modal) && !own.contains(&i)
        };
        let cue = (np.tokens.end..range.end).take_while(|i| !is_verb(*i)).find_map(|i| match self.lower(i) {
            "including" => Some(i + 1),
            "among" if matches!(analysis.document.lower_at(i + 1), Some("them" | "those" | "whom")) => Some(i + 2),
            _ => None,
        });
        let cue = cue.or_else(|| {
            // "including" passes for a verb.
            let at = (np.tokens.end..range.end).find(|i| self.lower(*i) == "including")?;
            (np.tokens.end..at).all(|i| !is_verb(i)).then_some(at + 1)
        });
        // "two officers of the squad: Marshal Dino Falco and ...".
        let cue = cue.or_else(|| {
            let end = analysis.chunks.chunks[analysis.attached[phrase].last].tokens.end;
            let single = crate::chunk::singular(self.lower(np.head));
            (end < range.end && self.lower(end) == ":" && crate::chunk::is_person_noun(&single, analysis.lexicon))
                .then_some(end + 1)
        });
        let Some(from) = cue else { return Vec::new() };
        let ends = |i: &usize| {
            is_verb(*i) || matches!(analysis.words[*i].class, Class::Relative | Class::Subordinator | Class::Colon)
        };
        let to = (from..range.end).find(ends).unwrap_or(range.end);
        self.persons_named(from..to)
    }

    /// "the help of Pell, 68, and Ostrow, 36, from Osoko, and Vesk, 49": who goes on the list after an age.
    pub(super) fn after_age(&self, phrase: usize) -> Vec<Fill> {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let limit = analysis.document.sentences[analysis.document.sentence_of(np.head)].tokens.end;
        let word = |at: usize| if at < limit { self.lower(at) } else { "" };
        let named = |at: usize| {
            let mut starting = analysis.mentions_in(&(at..at + 1)).into_iter().map(|m| &analysis.mentions[m]);
            starting.find(|m| m.tokens.start == at && m.is_name() && at < limit)
        };
        let acts = |tokens: &Range<usize>| {
            analysis.clauses.iter().any(|c| c.subjects.iter().any(|s| analysis.chunks.phrases[*s].tokens == *tokens))
        };
        let mut found = Vec::new();
        let mut at = np.tokens.end;
        // Only a list in which each has an age.
        while word(at) == "," && word(at + 1).len() == 2 && word(at + 1).parse::<u8>().is_ok() {
            at += 2;
            let aside = usize::from(word(at) == ",");
            if matches!(word(at + aside), "of" | "from")
                && let Some(place) = named(at + aside + 1).filter(|m| m.kind == MentionKind::Place)
            {
                at = place.tokens.end;
                // "from Dumbarton, Scotland".
                if word(at) == ","
                    && let Some(wider) = named(at + 1).filter(|m| m.kind == MentionKind::Place)
                {
                    at = wider.tokens.end;
                }
            }
            at += usize::from(word(at) == ",");
            at += usize::from(word(at) == "and");
            at += usize::from(matches!(word(at), "mr" | "ms" | "mrs"));
            let Some(next) = named(at).filter(|m| m.kind == MentionKind::Person) else { break };
            let Some(entity) = next.entity.filter(|_| !acts(&next.tokens)) else { break };
            found.push(Fill { entity, tokens: next.tokens.clone(), unsure: false });
            at = next.tokens.end;
        }
        found
    }

    /// Persons named in a stretch of a list, but none on whom somebody else only hangs.
    pub(super) fn persons_named(&self, range: Range<usize>) -> Vec<Fill> {
        let analysis = self.analysis;
        let mut found: Vec<Fill> = Vec::new();
        for at in analysis.mentions_in(&range) {
            let mention = &analysis.mentions[at];
            let Some(entity) = mention.entity.filter(|_| mention.is_name()) else { continue };
            if self.referents.entities[entity].kind != MentionKind::Person {
                continue;
            }
            // "an aide to Rana", "the widow of Rana", "Rana's aide": somebody else.
            let governed = analysis.phrase_at.get(&(mention.tokens.end - 1)).is_none_or(|p| {
                let np = &analysis.chunks.phrases[*p];
                // "the suspected killer of the clan's boss, Rana": who he is hangs on somebody else.
                let hangs = analysis.attached[*p].appositions.iter().any(|other| {
                    analysis.attached[*other].governor.is_some()
                        && analysis.chunks.phrases[*other].tokens.start >= range.start
                });
                analysis.attached[*p].governor.is_some() || hangs || np.head + 1 != mention.tokens.end
            });
            let owns = analysis.words.get(mention.tokens.end).is_some_and(|w| w.class == Class::Genitive);
            if !governed && !owns && found.iter().all(|f| f.entity != entity) {
                found.push(Fill { entity, tokens: mention.tokens.clone(), unsure: false });
            }
        }
        found
    }
}
