//! "It" and "its": the body or campaign of which the text goes on to speak.

use super::Resolver;
use crate::chunk::Shape;
use crate::mention::{Mention, MentionForm, MentionKind};

impl Resolver<'_, '_> {
    /// "its spokeswoman": the one body of the sentence, or the subject of the one before.
    pub(super) fn body(&mut self, token: usize) {
        let sentence = self.analysis.document.sentence_of(token);
        let sentences = &self.analysis.document.sentences;
        for index in [Some(sentence), sentence.checked_sub(1)].into_iter().flatten() {
            let range = sentences[index].tokens.clone();
            let bodies: Vec<&Mention> = self
                .analysis
                .mentions_in(&range)
                .into_iter()
                .map(|m| &self.analysis.mentions[m])
                .filter(|m| m.kind == MentionKind::Organisation)
                .collect();
            // A body inside another's name is not the topic.
            let inner = |m: &Mention| {
                bodies.iter().any(|o| {
                    o.tokens.start <= m.tokens.start && o.tokens.end >= m.tokens.end && o.tokens.len() > m.tokens.len()
                })
            };
            let mut found: Vec<usize> =
                bodies.iter().filter(|m| m.tokens.end <= token && !inner(m)).filter_map(|m| m.entity).collect();
            found.sort_unstable();
            found.dedup();
            match found.as_slice() {
                // "The town had seen its municipality dissolved": of what the sentence itself is about.
                [] if index == sentence && self.is_of_other_subject(token, sentence) => return,
                [] => {}
                [one] => {
                    let one = *one;
                    self.owner(token, one);
                    return;
                }
                several => {
                    // "At its head": of the one gang among them.
                    let mut gangs = several.iter().filter(|e| self.referents.entities[**e].is_group()).copied();
                    let gang = gangs.next().filter(|_| gangs.next().is_none() && self.is_led(token));
                    // "Halvane Ltd supplied the Rask council. Its director": of what the sentence before is about.
                    let topic = if index == sentence { None } else { self.topic(index) };
                    let topic = topic.filter(|e| several.contains(e) && !self.referents.entities[*e].is_group());
                    if let Some(one) = gang.or(topic) {
                        self.owner(token, one);
                    }
                    return;
                }
            }
        }
    }

    /// Of whom or what the main clause of a sentence tells.
    fn topic(&self, sentence: usize) -> Option<usize> {
        let clauses = &self.analysis.clauses;
        let mut own = self.analysis.clauses_of(sentence).map(|i| &clauses[i]);
        let main = own.find(|c| c.shape == Shape::Finite && c.link == crate::clause::Link::Root)?;
        self.referents.of_phrase[*main.subjects.first()?]
    }

    /// Whether the sentence has a subject before the pronoun that is neither somebody nor a known body.
    fn is_of_other_subject(&self, token: usize, sentence: usize) -> bool {
        let analysis = &*self.analysis;
        analysis.clauses[analysis.clauses_of(sentence)].iter().any(|c| {
            c.shape == Shape::Finite
                && c.subjects.iter().any(|s| {
                    let np = &analysis.chunks.phrases[*s];
                    let head = analysis.document.lower(np.head);
                    let place = matches!(
                        head,
                        "town"
                            | "city"
                            | "village"
                            | "country"
                            | "region"
                            | "province"
                            | "state"
                            | "island"
                            | "district"
                            | "county"
                    );
                    np.tokens.end <= token && place
                })
        })
    }

    /// "its head", "its ringleader": what gangs have.
    fn is_led(&self, token: usize) -> bool {
        let owned = self.analysis.phrase_at.get(&token).map(|p| &self.analysis.chunks.phrases[*p]);
        owned.is_some_and(|np| {
            matches!(
                self.analysis.document.lower(np.head),
                "head"
                    | "top"
                    | "helm"
                    | "leader"
                    | "leaders"
                    | "boss"
                    | "bosses"
                    | "ringleader"
                    | "ringleaders"
                    | "godfather"
                    | "kingpin"
                    | "gunmen"
                    | "hitmen"
                    | "enforcer"
                    | "enforcers"
                    | "underboss"
            )
        })
    }

    /// "It employs 62 people", "it was declared a success": the body or campaign that the sentence before is about.
    pub(super) fn thing(&mut self, token: usize) {
        let Some(phrase) = self.phrase_of(token) else { return };
        let sentence = self.analysis.document.sentence_of(token);
        let Some(before) = sentence.checked_sub(1) else { return };
        let clauses = &self.analysis.clauses;
        let own = self
            .analysis
            .clauses_of(sentence)
            .map(|i| &clauses[i])
            .find(|c| c.subjects.contains(&phrase) && c.shape == Shape::Finite);
        let Some(own) = own else { return };
        let lemma = self.analysis.chunks.groups[own.group].lemma;
        // "helped the cartel when it was headed by Ostrow": the group of the clause that this one hangs on.
        let is_led = own.passive && matches!(lemma, "lead" | "head" | "run" | "control" | "found" | "dominate");
        let governor = own.parent.filter(|_| is_led).map(|p| &clauses[p]);
        let groups: Vec<usize> = governor
            .into_iter()
            .flat_map(|c| c.objects.iter().chain(&c.subjects))
            .filter_map(|p| self.referents.of_phrase[*p])
            .filter(|e| self.referents.entities[*e].is_group())
            .collect();
        if let [group] = groups.as_slice() {
            let kind = self.referents.entities[*group].kind;
            self.owner_kind(token, *group, kind);
            return;
        }
        let Some(topic) = self.topic(before) else { return };
        let kind = self.referents.entities[topic].kind;
        let fits = match kind {
            MentionKind::Campaign => own.passive || matches!(lemma, "last" | "end" | "begin" | "start" | "run"),
            MentionKind::Organisation => {
                (!own.passive
                    || matches!(lemma, "own" | "control" | "run" | "head" | "found" | "manage" | "register" | "lead"))
                    && !matches!(
                        lemma,
                        "be" | "seem"
                            | "appear"
                            | "become"
                            | "take"
                            | "emerge"
                            | "happen"
                            | "make"
                            | "turn"
                            | "follow"
                            | "mean"
                            | "look"
                    )
            }
            _ => false,
        };
        if !fits || self.analysis.document.sentences[before].block != self.analysis.document.sentences[sentence].block {
            return;
        }
        self.owner_kind(token, topic, kind);
        self.referents.of_phrase[phrase] = Some(topic);
    }

    fn owner_kind(&mut self, token: usize, entity: usize, kind: MentionKind) {
        let sort = self.referents.entities[entity].sort;
        let mut mention = Mention::new(kind, sort, MentionForm::Pronoun, token..token + 1);
        mention.range = self.analysis.document.tokens[token].range();
        mention.entity = Some(entity);
        self.analysis.mentions.push(mention);
        self.referents.entities[entity].mentions.push(self.analysis.mentions.len() - 1);
    }

    fn owner(&mut self, token: usize, entity: usize) {
        self.owner_kind(token, entity, MentionKind::Organisation);
    }
}
