//! The group that a noun for its people leaves to be understood: "its gunmen", "cartel boss Brandt", "the godfather".

use super::*;

impl Matcher<'_, '_> {
    /// "its gunmen", "members of the Rook gang", "Rook gang leaders": what is done to several of a group is done to it.
    pub(super) fn group_of_members(&self, phrase: usize) -> Option<Fill> {
        let np = &self.analysis.chunks.phrases[phrase];
        let is_member = np.mention.is_none() && is_member_noun(self.lower(np.head));
        if !is_member || np.opening == Opening::Negative {
            return None;
        }
        let inside = self.analysis.mentions_in(&(np.tokens.start..np.head)).into_iter();
        let named = inside.filter_map(|m| self.analysis.mentions[m].entity).map(|entity| Fill {
            entity,
            tokens: np.tokens.clone(),
            unsure: false,
        });
        let hangs =
            |c: &&crate::attachment::Complement| matches!(self.lower(c.preposition), "of" | "by" | "in" | "from");
        let of = self.analysis.attached[phrase].complements.iter().filter(hangs).flat_map(|c| c.phrases.iter());
        let of = of.filter_map(|p| self.fill(*p));
        // "crimes committed by the Rook gang".
        let sentence = self.analysis.document.sentence_of(np.head);
        let doing = self.analysis.clauses_of(sentence).map(|c| &self.analysis.clauses[c]);
        let done = doing.filter(|c| c.link == crate::clause::Link::Relative(phrase) && c.passive);
        let done = done.flat_map(|c| c.agents(|i| self.lower(i))).filter_map(|p| self.fill(p));
        let of = of.chain(done);
        let mut groups = self.owner(phrase).into_iter().chain(named).chain(of);
        let group = groups.find(|fill| self.referents.entities[fill.entity].is_group())?;
        Some(Fill { tokens: np.tokens.clone(), ..group })
    }

    /// "The godfather, Kenichi Brandt,": of the one group that the document names.
    pub(super) fn only_group_of(&self, predication: &Predication) -> Option<Fill> {
        let np = &self.analysis.chunks.phrases[predication.phrase];
        // "was succeeded as boss by Pell", "became the new boss".
        let succeeds = predication.clause.is_some_and(|c| {
            let lemma = self.analysis.chunks.groups[self.analysis.clauses[c].group].lemma;
            let new = predication.modifiers().any(|i| self.lower(i) == "new");
            matches!(lemma, "succeed" | "replace" | "follow" | "emerge") || lemma == "become" && new
        }) && matches!(self.lower(predication.noun), "boss" | "leader")
            && self.speaks_of_crime(predication.sentence);
        let heads =
            succeeds || matches!(self.lower(predication.noun), "godfather" | "ringleader" | "kingpin" | "underboss");
        let alone = !predication.inside
            && (np.opening == Opening::Definite || succeeds && np.opening == Opening::Bare)
            && np.owner.is_none()
            && self.analysis.attached[predication.phrase].complements.is_empty();
        let other = predication.modifiers().any(|i| matches!(self.lower(i), "rival" | "other" | "local"));
        let entity = self.only_group.filter(|_| heads && alone && !other)?;
        let told = self.referents.entities[entity]
            .mentions
            .first()
            .is_some_and(|m| self.analysis.mentions[*m].tokens.start < predication.noun);
        told.then(|| Fill { entity, tokens: np.tokens.clone(), unsure: false })
    }

    /// "mob boss Dragan Velkoran", "drug lord Velkoran": of the group that has his name.
    pub(super) fn namesake_group(&self, predication: &Predication) -> Option<Fill> {
        let leads =
            matches!(self.lower(predication.noun), "boss" | "leader" | "lord" | "kingpin" | "baron" | "godfather");
        let of_crime = predication.modifiers().any(|i| {
            matches!(
                self.lower(i),
                "mob" | "gang" | "crime" | "drug" | "drugs" | "mafia" | "cartel" | "clan" | "underworld"
            )
        });
        if !predication.inside || !leads || !of_crime || !self.analysis.mentions_in(&predication.modifiers()).is_empty()
        {
            return None;
        }
        let person = &self.referents.entities[self.referents.of_phrase[predication.bearer]?];
        let family = person.names.first()?.rsplit(' ').next()?;
        let mut groups = self.referents.entities.iter().enumerate().filter(|(_, e)| {
            e.is_group() && e.names.iter().any(|name| name.split([' ', '-']).any(|word| word == family))
        });
        let (entity, _) = groups.next().filter(|_| groups.next().is_none())?;
        Some(Fill { entity, tokens: predication.start..predication.noun + 1, unsure: false })
    }

    /// "cartel boss Brandt", "a gang member": the last group before that is called so, or the only one.
    pub(super) fn group_called(&self, predication: &Predication) -> Option<Fill> {
        let before = predication.noun.checked_sub(1).filter(|i| predication.modifiers().contains(i))?;
        let word = self.lower(before);
        if !matches!(word, "gang" | "cartel" | "clan" | "mafia" | "mob" | "syndicate" | "triad" | "militia") {
            return None;
        }
        if self.analysis.words[before].class == Class::Name {
            return None;
        }
        // "a rival cartel boss", "a Calabrian clan leader": another one.
        let plain = predication.modifiers().all(|i| {
            let modifier = self.lower(i);
            i == before
                || matches!(
                    modifier,
                    "the"
                        | "former"
                        | "alleged"
                        | "suspected"
                        | "senior"
                        | "top"
                        | "notorious"
                        | "fugitive"
                        | "jailed"
                        | "slain"
                        | "convicted"
                        | "late"
                        | "then"
                        | "reputed"
                        | "powerful"
                        | "feared"
                        | "imprisoned"
                )
        });
        if !plain {
            return None;
        }
        let ends = |name: &str| name.to_lowercase().split_whitespace().next_back() == Some(word);
        let called = |entity: usize| {
            let entity = &self.referents.entities[entity];
            // A nameless one counts where a name tells it from others: "the Sinaloa drug cartel", not "a rival gang".
            let told = entity
                .designation
                .iter()
                .filter(|d| d.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase)));
            entity.is_group() && entity.names.iter().chain(told).any(|name| ends(name))
        };
        let mentions = &self.analysis.mentions;
        let last = mentions
            .iter()
            .filter(|m| m.tokens.end <= before)
            .filter_map(|m| m.entity.filter(|e| called(*e)).map(|e| (m.tokens.start, e)))
            .max_by_key(|(start, _)| *start);
        // Named only later: where the document knows just one.
        let only = || {
            let mut all = mentions.iter().filter_map(|m| m.entity.filter(|e| called(*e)));
            let first = all.next()?;
            all.all(|e| e == first).then_some(first)
        };
        let entity = last.map(|(_, e)| e).or_else(only)?;
        Some(Fill { entity, tokens: before..before + 1, unsure: false })
    }
}

/// Those of whom a criminal group is made.
fn is_member_noun(word: &str) -> bool {
    matches!(
        word,
        "members"
            | "gunmen"
            | "leaders"
            | "bosses"
            | "associates"
            | "mobsters"
            | "gangsters"
            | "operatives"
            | "hitmen"
            | "foot-soldiers"
            | "soldiers"
            | "henchmen"
            | "thugs"
            | "traffickers"
            | "smugglers"
            | "lieutenants"
            | "chiefs"
            | "affiliates"
            | "couriers"
            | "dealers"
            | "accomplices"
            | "enforcers"
            | "fighters"
            | "ringleaders"
            | "activities"
            | "crimes"
            | "operations"
            | "business"
            | "dealings"
            | "offences"
            | "misdeeds"
            | "rackets"
            | "trafficking"
            | "smuggling"
            | "extortion"
            | "wrongdoing"
            | "shipments"
            | "drugs"
            | "men"
    )
}
