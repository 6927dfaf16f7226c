//! Ties that nouns tell: what somebody is said to be, "the gang's leader", "a partner of".

use super::*;

impl Matcher<'_, '_> {
    pub(in crate::matching) fn noun_rule(&self, rule: &Rule, predication: &Predication, matches: &mut Matches) {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[predication.phrase];
        if np.opening == Opening::Negative || analysis.document.sentences[predication.sentence].is_question {
            return;
        }
        // "Brandt and Pell are the leader and the treasurer respectively": not both are both.
        let lists = predication.clause.is_some_and(|c| analysis.clauses[c].subjects.len() > 1);
        if lists && self.is_respective(predication.sentence) {
            return;
        }
        // "Friedrich was Lessing's patron": only where crime is spoken of it means shelter.
        let near = predication.sentence.saturating_sub(2)..predication.sentence + 3;
        if rule.needs == Some(Needs::Crime) && !near.clone().any(|s| self.speaks_of_crime(s)) {
            return;
        }
        // "the religious leader of Hamas", "their spiritual head": whom believers follow leads no crime.
        let is_spiritual = rule.kind == "leads"
            && predication.modifiers().chain(np.own.start..np.head).any(|i| {
                matches!(self.lower(i), "religious" | "spiritual" | "moral" | "political" | "ideological" | "honorary")
            });
        // "the State's Attorney", "the county's attorney": an office that prosecutes.
        let is_prosecutor = rule.kind == "represents"
            && (predication.noun.saturating_sub(2)..predication.noun).any(|i| {
                matches!(self.lower(i), "district" | "state" | "county" | "city" | "u.s." | "commonwealth" | "people")
            });
        // "his business partner": no family.
        let is_trade = self.lower(predication.noun).starts_with("partner")
            && (matches!(analysis.document.lower_at(predication.noun + 1), Some("in" | "on" | "at"))
                || predication.modifiers().any(|i| {
                    matches!(
                        self.lower(i),
                        "business"
                            | "law"
                            | "trading"
                            | "criminal"
                            | "senior"
                            | "junior"
                            | "managing"
                            | "joint"
                            | "trade"
                            | "commercial"
                            | "silent"
                            | "coalition"
                            | "local"
                            | "foreign"
                            | "crime"
                            | "investment"
                    )
                }));
        // "Father Brandt", "Sister Agnes": a title.
        let is_title = predication.noun > analysis.document.sentences[predication.sentence].tokens.start
            && matches!(self.lower(predication.noun), "father" | "brother" | "sister" | "mother")
            && analysis.document.words(&(predication.noun..predication.noun + 1)).starts_with(char::is_uppercase);
        if (is_trade || is_title) && rule.kind == "family" {
            return;
        }
        if is_spiritual || is_prosecutor {
            return;
        }
        let status = self.reader.of_noun(predication.clause, predication.noun);
        if status.silence.is_some() {
            return;
        }
        let mut marked = predication
            .modifiers()
            .find_map(|i| self.reader.cues.adjective(self.lower(i)).or_else(|| self.reader.cues.adverb(self.lower(i))));
        let before = np.tokens.start.checked_sub(1).map_or("", |t| self.lower(t));
        // "the alleged leader and main financier, Brandt": alleged to be both.
        let and = np.tokens.start.checked_sub(1).filter(|i| np.opening == Opening::Bare && self.lower(*i) == "and");
        let first = and.and_then(|i| analysis.phrase_at.range(..i).next_back()).map(|(_, p)| *p);
        let first =
            first.map(|p| &analysis.chunks.phrases[p]).filter(|f| and == Some(f.tokens.end) && f.mention.is_none());
        let shared = first.and_then(|f| (f.own.start..f.head).find_map(|i| self.reader.cues.adjective(self.lower(i))));
        marked = marked.or(shared);
        // "Suspected gang member Brandt": before the phrase as well.
        marked = marked.or_else(|| self.reader.cues.adverb(before)).or_else(|| {
            self.reader.cues.adjective(before).filter(|cue| predication.inside && *cue == Standing::Alleged)
        });
        if let Some(clause) = predication.clause {
            let lemma = analysis.chunks.groups[analysis.clauses[clause].group].lemma;
            if !matches!(
                lemma,
                "be" | "become"
                    | "remain"
                    | "serve"
                    | "work"
                    | "act"
                    | "appoint"
                    | "elect"
                    | "promote"
                    | "make"
                    | "know"
            ) {
                marked = marked.or_else(|| self.reader.cues.verb(lemma));
            }
        }
        let mut filled: Vec<(&str, Vec<Fill>)> = Vec::new();
        for (property, slot) in &rule.roles {
            let fills = self.said_of(slot, predication);
            if fills.is_empty() && !slot.optional {
                return;
            }
            filled.push((property, fills));
        }
        let find =
            |name: &str| filled.iter().find(|(property, _)| *property == name).map_or(&[][..], |(_, fills)| fills);
        let noun_words = predication.noun;
        let properties: Vec<(String, String)> = rule
            .set
            .iter()
            .map(|(property, value)| {
                (
                    property.clone(),
                    if value == "@noun" { self.noun_text(noun_words, predication) } else { value.clone() },
                )
            })
            .collect();
        let standing = self.standing(rule, &status, marked);
        let last = analysis.chunks.chunks[analysis.attached[predication.phrase].last].tokens.end;
        let partner = self.lower(predication.noun).trim_end_matches('s') == "partner";
        for subject in find(&rule.subject) {
            for object in find(&rule.object) {
                // "his son, Jamie": no woman is meant.
                let gender = |fill: &Fill| self.referents.entities[fill.entity].gender;
                let word = self.lower(predication.noun);
                let kin = |word: &str| analysis.lexicon.kin.get(word).copied().flatten();
                let told = kin(word).or_else(|| kin(&crate::chunk::singular(word)));
                let other =
                    rule.kind == "family" && gender(subject).zip(told).is_some_and(|(known, told)| known != told);
                // "her partner, Pell": a couple, or two who do business, never both at once.
                let lives = |i: usize| {
                    matches!(
                        self.lower(i),
                        "civil" | "life" | "live-in" | "long-term" | "longtime" | "romantic" | "domestic"
                    )
                };
                let unlike = || gender(subject).zip(gender(object)).is_some_and(|(one, two)| one != two);
                let couple = partner
                    && !is_trade
                    && (predication.modifiers().any(lives) || unlike() && !self.does_business(predication));
                let unlike = partner
                    && match rule.kind.as_str() {
                        "family" => !couple,
                        "associate_of" => couple,
                        _ => false,
                    };
                if other || unlike {
                    continue;
                }
                if subject.entity == object.entity || rule.accuses && (subject.unsure || object.unsure) {
                    continue;
                }
                let trigger =
                    predication.start.min(np.own.start)..if predication.inside { predication.noun + 1 } else { last };
                let mut parts = vec![trigger.clone(), subject.tokens.clone(), object.tokens.clone(), np.tokens.clone()];
                parts.extend(status.governors.iter().map(|g| *g..*g + 1));
                let mut dates = analysis.attached[predication.phrase].dates.clone();
                dates.extend(predication.clause.map(|c| analysis.clauses[c].dates.clone()).unwrap_or_default());
                matches.relations.push(Relation {
                    trigger: analysis.document.bytes(&trigger),
                    evidence: self.evidence(&parts, predication.sentence),
                    standing,
                    attribution: status.voices.clone(),
                    properties: properties.clone(),
                    validity: self.validity(&dates),
                    is_past: predication.is_past(analysis),
                    cue_clause: status.cue_clause,
                    clause: predication.clause,
                    ..rule.relation(subject.entity, object.entity)
                });
                for complement in &analysis.attached[predication.phrase].complements {
                    matches.used_groups.extend(complement.phrases.iter().filter(|p| self.is_loose(p)));
                }
            }
        }
    }

    /// Whether somebody founds, owns or runs something in the sentence where a partner is told.
    fn does_business(&self, predication: &Predication) -> bool {
        self.analysis.clauses_of(predication.sentence).any(|c| {
            let group = &self.analysis.chunks.groups[self.analysis.clauses[c].group];
            matches!(
                group.lemma,
                "found"
                    | "co-found"
                    | "establish"
                    | "set"
                    | "own"
                    | "co-own"
                    | "run"
                    | "buy"
                    | "form"
                    | "create"
                    | "operate"
                    | "launder"
                    | "smuggle"
                    | "traffic"
                    | "manage"
                    | "control"
            )
        })
    }

    pub(in crate::matching) fn noun_text(&self, noun: usize, predication: &Predication) -> String {
        let mut start = noun;
        while start > predication.start
            && matches!(
                self.lower(start - 1),
                "half"
                    | "twin"
                    | "elder"
                    | "older"
                    | "younger"
                    | "deputy"
                    | "majority"
                    | "co"
                    | "managing"
                    | "common-law"
                    | "estranged"
                    | "yard"
                    | "sole"
                    | "minority"
                    | "eldest"
                    | "chief"
                    | "senior"
                    | "beneficial"
                    | "second"
            )
        {
            start -= 1;
        }
        let words = self.analysis.document.words(&(start..noun + 1));
        // Of "members" each is one.
        let single = crate::chunk::singular(self.lower(noun));
        let plural = self.lower(noun).ends_with('s')
            && !self.lower(noun).ends_with("ss")
            && crate::chunk::is_person_noun(&single, self.analysis.lexicon);
        if plural { crate::chunk::singular(words) } else { words.to_owned() }
    }
}
