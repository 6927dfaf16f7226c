//! Whose verb it is: the speaker where commas, descriptions and relative clauses stand between him and his verb.

use super::*;
use crate::word::Class;

impl Attributor<'_, '_> {
    /// Whether a name between commas may be the subject's: the subject is not somebody else.
    pub(super) fn may_be(&self, clause: &Clause, name: usize) -> bool {
        let named = clause.subjects.first().filter(|s| self.analysis.chunks.phrases[**s].mention.is_some());
        let entity = named.filter(|_| clause.link == Link::Root).and_then(|s| self.referents.of_phrase[*s]);
        entity.is_none_or(|e| {
            self.referents.entities[e].kind != MentionKind::Person || self.referents.of_phrase[name] == Some(e)
        })
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
            np.tokens.start <= sentence.start + 1
                && analysis.document.tokens.get(np.tokens.end).is_some_and(|t| t.is_mark(','))
        })?;
        let np = &analysis.chunks.phrases[*phrase];
        let opens = np.tokens.start == sentence.start
            || analysis.words[sentence.start].class == Class::Determiner
            || analysis.words[sentence.start].class == Class::Noun;
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
                    owned
                        || matches!(before(s).as_str(), "where" | "when" | "as" | "after" | "before" | "while")
                        || c.link != Link::Root && c.link != Link::Coordinate
                })
                || matches!(c.link, Link::Relative(_))
        });
        let described = !analysis.attached[*phrase].appositions.is_empty();
        let is_known = clause.subjects.first() == Some(phrase);
        let speaker = self.speaker(*phrase);
        let person = speaker.entity.is_some_and(|e| self.referents.entities[e].kind != MentionKind::Place)
            || !described && self.can_speak(*phrase, &speaker);
        let date = analysis.words[np.head].class == Class::Date;
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
                    self.referents.of_phrase[*p].is_some_and(|e| self.referents.entities[e].kind == MentionKind::Person)
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
        // "The officer in charge of investigating gangs in Eldmark told": whom a gerund before the verb is about.
        let first = analysis.phrases_within(self.sentence_range(clause.sentence).clone()).next().map(|(_, p)| *p);
        let in_gerund = analysis.clauses_of(clause.sentence).filter(|i| *i < index).any(|i| {
            let other = &analysis.clauses[i];
            other.shape == Shape::Gerund && other.objects.contains(&subject) && other.extent.end <= group.tokens.start
        });
        let is_free = !analysis.clauses_of(clause.sentence).any(|i| {
            let other = &analysis.clauses[i];
            i < index && other.shape == Shape::Finite && other.link == Link::Root
        });
        if let Some(first) = first.filter(|first| {
            let opening = &analysis.chunks.phrases[*first];
            in_gerund
                && is_free
                && opening.tokens.start == self.sentence_range(clause.sentence).start
                && self.can_speak(*first, &self.speaker(*first))
        }) {
            return first;
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

    /// "Orm did not answer questions about his links but denied them": who began, where the parser gave the verb to a thing.
    pub(super) fn began_with(&self, index: usize, subject: usize) -> Option<usize> {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let verb = analysis.chunks.groups[clause.group].tokens.start;
        let joined = clause.link == Link::Coordinate
            && verb.checked_sub(1).is_some_and(|i| matches!(self.lower(i), "but" | "and"));
        if !joined || self.can_speak(subject, &self.speaker(subject)) {
            return None;
        }
        let mut roots = analysis.clauses_of(clause.sentence).map(|i| &analysis.clauses[i]);
        let root = roots.find(|c| c.link == Link::Root && c.shape == Shape::Finite)?;
        let first = *root.subjects.first()?;
        let person =
            self.referents.of_phrase[first].is_some_and(|e| self.referents.entities[e].kind == MentionKind::Person);
        (person && first != subject).then_some(first)
    }

    /// Whoever "says that" or "told them that" speaks: "A juror", "Both", "Two of her rivals".
    pub(super) fn speaks_out(&self, clause: &Clause, subject: usize, speaker: &Speaker) -> bool {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let np = &analysis.chunks.phrases[subject];
        let place = speaker.entity.is_some_and(|e| self.referents.entities[e].kind == MentionKind::Place);
        let speech = matches!(
            group.lemma,
            "say"
                | "tell"
                | "claim"
                | "testify"
                | "insist"
                | "argue"
                | "allege"
                | "complain"
                | "add"
                | "explain"
                | "deny"
                | "admit"
                | "report"
                | "recall"
                | "state"
                | "acknowledge"
                | "concede"
                | "confirm"
                | "announce"
                | "warn"
                | "maintain"
                | "contend"
                | "assert"
                | "conclude"
                | "declare"
                | "write"
        );
        let spelt = self.spelt_out(clause, self.content_end(clause.sentence)).is_some()
            || analysis.clauses_of(clause.sentence).any(|i| {
                let child = &analysis.clauses[i];
                let told = match child.link {
                    Link::Content => true,
                    // "Both deny having known him".
                    Link::Object => matches!(group.lemma, "deny" | "admit") && child.shape == Shape::Gerund,
                    _ => false,
                };
                told && child.parent.is_some_and(|p| analysis.clauses[p].group == clause.group)
            });
        let vague = np.is_pronoun && !matches!(self.lower(np.head), "both" | "all" | "several" | "many");
        let beside = np.tokens.start < group.tokens.start
            && analysis.attached[subject].governor.is_none()
            && !matches!(analysis.words[np.head].class, Class::Date | Class::Number)
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
        let human = crate::chunk::is_person_noun(&crate::chunk::singular(head), analysis.lexicon);
        let bodily = analysis.lexicon.head(head).is_some() || analysis.reporting.is_document(head);
        let somebody = (human || !bodily) && !described.is_plural;
        // "The lorry's owner, Jaya Freight, said", "His solicitors, Harkness LLP, said".
        let something = !analysis.reporting.is_document(head)
            && (!human
                || matches!(
                    crate::chunk::singular(head).as_str(),
                    "owner" | "builder" | "shareholder" | "operator" | "contractor" | "maker" | "lawyer" | "solicitor"
                ));
        if described.tokens.end >= comma {
            return None;
        }
        // "Counsel for the board, Hamish Hurt SC, put", "A bidder, Bert Hall of Hall Laundries, told": the first name behind the
        // comma that closes the description.
        let plain = |i: &usize| {
            matches!(
                analysis.words[*i].class,
                Class::Determiner | Class::Adjective | Class::Noun | Class::Name | Class::Genitive | Class::Preposition
            )
        };
        let open = (described.tokens.end..comma).find(|i| !plain(i))?;
        if !analysis.document.tokens[open].is_mark(',') || !self.is_one_man(open + 1, comma) {
            return None;
        }
        let (_, phrase) = analysis
            .phrases_within(open + 1..comma)
            .find(|(_, phrase)| analysis.chunks.phrases[**phrase].mention.is_some())?;
        let np = &analysis.chunks.phrases[*phrase];
        let kind = self.referents.of_phrase[*phrase].map(|e| self.referents.entities[e].kind);
        let fits = match kind {
            Some(MentionKind::Person) => somebody,
            Some(MentionKind::Organisation) => something,
            _ => false,
        };
        let apart = (open + 1..np.tokens.start).all(|i| {
            matches!(analysis.words[i].class, Class::Determiner | Class::Adjective | Class::Noun | Class::Name)
        });
        (fits && apart).then_some(*phrase)
    }

    /// Whether what stands between two commas names one: no list, and nothing with a verb of its own.
    fn is_one_man(&self, from: usize, comma: usize) -> bool {
        let end = (from..comma).find(|i| self.analysis.words[*i].class == Class::Comma).unwrap_or(comma);
        let joined = (from..end).any(|i| self.analysis.words[i].class == Class::Conjunction);
        let goes_on = matches!(self.analysis.document.lower_at(end + 1), Some("and" | "or"));
        from < end && !joined && !(end < comma && goes_on)
    }
}
