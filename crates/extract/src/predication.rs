//! What somebody is said to be: "Ma Aijun, former head of ...", "Yang is the owner of", "police chief Brandt".

mod listed;
mod since;

use std::ops::Range;

use self::listed::{among_others, children, included, joined, listed, named_as, named_with, one_of, paired};
use self::since::since;
pub(crate) use self::since::time_before;
use crate::analysis::Analysis;
use crate::chunk::Opening;
use crate::mention::MentionKind;

/// A noun said of a person or body.
#[derive(Debug, Clone)]
pub(crate) struct Predication {
    pub sentence: usize,
    /// The noun.
    pub noun: usize,
    /// The phrase of the noun, where it has one of its own; else the phrase of the name that it stands before.
    pub phrase: usize,
    /// Where the words that belong to the noun begin: "deputy", "former".
    pub start: usize,
    /// The phrase of whom it is said.
    pub bearer: usize,
    /// The clause that says it, for "is", "became", "was described as".
    pub clause: Option<usize>,
    /// Whether noun and name stand in one phrase.
    pub inside: bool,
}

/// All that is said of names, pronouns and known descriptions in a document.
pub(crate) fn predications(analysis: &Analysis) -> Vec<Predication> {
    let mut found = Vec::new();
    for (phrase, np) in analysis.chunks.phrases.iter().enumerate() {
        let sentence = analysis.document.sentence_of(np.head);
        for described in &analysis.attached[phrase].appositions {
            // "Brandt, one of the leaders of the gang": what the others are, he is.
            let described = &one_of(analysis, *described).unwrap_or(*described);
            let noun = &analysis.chunks.phrases[*described];
            if np.mention.is_some() && noun.mention.is_none() {
                found.push(Predication {
                    sentence,
                    noun: noun.head,
                    phrase: *described,
                    start: noun.own.start,
                    bearer: phrase,
                    clause: None,
                    inside: false,
                });
            }
        }
        // "police chief Erik Brandt": nouns before a name in one phrase.
        if let Some(mention) = np.mention.map(|m| &analysis.mentions[m]) {
            let name = mention.tokens.start;
            if name > np.own.start && matches!(mention.kind, MentionKind::Person | MentionKind::Organisation) {
                let noun = name - 1;
                // "Halvane chief executive Brandt": an office of two words whose second passes for an adjective.
                let two = || analysis.document.words(&(noun.saturating_sub(1)..noun + 1)).to_lowercase();
                if matches!(analysis.words[noun].class, crate::word::Class::Noun)
                    || noun > np.own.start && analysis.lexicon.offices.get(&two()).is_some()
                    || mention.title_tokens.as_ref().is_some_and(|t| t.end == name)
                {
                    let said = Predication {
                        sentence,
                        noun,
                        phrase,
                        start: np.own.start,
                        bearer: phrase,
                        clause: None,
                        inside: true,
                    };
                    // "Appeal Court president Justice Brandt": the office before the title.
                    let title = mention.title_tokens.as_ref().filter(|t| t.end == name && t.start > np.own.start);
                    if let Some(before) = title.map(|t| t.start - 1)
                        && noun > before
                        && (before.saturating_sub(1)..=before).any(|from| {
                            let words = analysis.document.words(&(from..before + 1)).to_lowercase();
                            from >= np.own.start && analysis.lexicon.offices.get(&words).is_some()
                        })
                    {
                        found.push(Predication { noun: before, ..said.clone() });
                    }
                    let others = named_with(analysis, phrase, noun);
                    found.extend(others.into_iter().map(|bearer| Predication { bearer, ..said.clone() }));
                    found.push(said);
                }
            }
            // "Harbour Police detective constables Jonas Pell, 42, and Lars Ostrow": a plural that the phrase does not cover.
            if let Some(noun) = plural_before(analysis, name).filter(|_| name == np.own.start) {
                let said = Predication {
                    sentence,
                    noun,
                    phrase,
                    start: plural_start(analysis, noun),
                    bearer: phrase,
                    clause: None,
                    inside: true,
                };
                let others = named_with(analysis, phrase, noun);
                if !others.is_empty() {
                    found.extend(others.into_iter().map(|bearer| Predication { bearer, ..said.clone() }));
                    found.push(said);
                }
            }
            // "Superintendent of police Ivo Brandt": a title of several words.
            if name == np.own.start
                && mention.kind == MentionKind::Person
                && let Some(start) = titled_of(analysis, name)
            {
                found.push(Predication {
                    sentence,
                    noun: name - 1,
                    phrase,
                    start,
                    bearer: phrase,
                    clause: None,
                    inside: true,
                });
            }
            // A title that the phrase does not cover.
            if let Some(title) = mention.title_tokens.clone().filter(|title| title.end == name && name == np.own.start)
            {
                found.push(Predication {
                    sentence,
                    noun: title.end - 1,
                    phrase,
                    start: title.start,
                    bearer: phrase,
                    clause: None,
                    inside: true,
                });
            }
        }
    }
    shortened(analysis, &mut found);
    in_post(analysis, &mut found);
    children(analysis, &mut found);
    listed(analysis, &mut found);
    since(analysis, &mut found);
    among_others(analysis, &mut found);
    for (index, clause) in analysis.clauses.iter().enumerate() {
        let group = &analysis.chunks.groups[clause.group];
        let lower = |token: usize| analysis.document.lower(token);
        let predicates: Vec<usize> = match (group.lemma, clause.passive) {
            ("be" | "become" | "remain", false) => {
                clause.objects.iter().copied().chain(among_what(analysis, clause)).collect()
            }
            // "whom police consider the boss", "consider Brandt the boss".
            ("consider" | "call" | "deem" | "think", false) if considered(analysis, clause).is_some() => {
                clause.objects.clone()
            }
            ("appoint" | "elect" | "name" | "make" | "declare" | "consider" | "elevate" | "promote", true) => {
                let promoted = clause
                    .complements
                    .iter()
                    .filter(|c| matches!(lower(c.preposition), "to" | "as"))
                    .flat_map(|c| c.phrases.clone());
                clause.objects.iter().copied().chain(promoted).collect()
            }
            ("take", false) if group.particle.is_some_and(|i| lower(i) == "over") => as_what(analysis, clause),
            ("succeed" | "replace" | "follow", _) => as_what(analysis, clause),
            ("serve" | "work" | "act" | "resign" | "start" | "retire" | "pose" | "continue" | "step", false)
            | (
                "know" | "describe" | "identify" | "regard" | "install" | "use" | "reappoint" | "employ" | "hire"
                | "portray" | "see" | "list" | "register" | "record",
                true,
            ) => as_what(analysis, clause),
            ("describe" | "identify" | "regard" | "name" | "see" | "portray", false) => as_what(analysis, clause),
            // "earned his name as the right-hand man of", "began his career as a driver for".
            (
                "earn" | "begin" | "make" | "rise" | "spend" | "join" | "return" | "emerge" | "operate" | "function",
                false,
            ) => as_what(analysis, clause),
            _ => continue,
        };
        // "was succeeded by Pell as head": who comes after.
        let after = clause.agents(lower);
        let held =
            considered(analysis, clause).filter(|_| matches!(group.lemma, "consider" | "call" | "deem" | "think"));
        let bearers: &[usize] = if matches!(group.lemma, "succeed" | "replace" | "follow") && clause.passive {
            &after
        } else if let Some(held) = held.as_ref().filter(|_| !clause.passive) {
            std::slice::from_ref(held)
        } else if matches!(group.lemma, "describe" | "identify" | "regard" | "name" | "see" | "portray")
            && !clause.passive
        {
            &clause.objects
        } else {
            &clause.subjects
        };
        for predicate in predicates {
            // "is one of the leaders of": what the others are, he is.
            let of = analysis.attached[predicate].complements.iter().filter(|c| lower(c.preposition) == "of");
            let among = of.flat_map(|c| c.phrases.iter().copied()).find(|p| analysis.chunks.phrases[*p].is_plural);
            let is_one = lower(analysis.chunks.phrases[predicate].head) == "one";
            let predicate = among.filter(|_| is_one).unwrap_or(predicate);
            let noun = &analysis.chunks.phrases[predicate];
            // "The gang's leader is Brandt", "a firm whose director was Pell": the name stands behind the verb.
            let apposed = || {
                analysis.attached[predicate]
                    .appositions
                    .iter()
                    .any(|p| analysis.chunks.phrases[*p].mention.is_some() && !clause.subjects.contains(p))
            };
            let inverted = group.lemma == "be" && (noun.mention.is_some() || noun.owner.is_some() && apposed());
            if inverted {
                found.extend(
                    clause.subjects.iter().filter_map(|subject| turned_round(analysis, index, *subject, predicate)),
                );
            }
            // "is one of two leaders of": counted, and he among them.
            let is_counted = noun.opening == Opening::Counted
                && !(is_one && noun.is_plural)
                && !matches!(lower(noun.tokens.start), "both" | "all");
            if noun.mention.is_some() || noun.is_pronoun || is_counted {
                continue;
            }
            for bearer in bearers.iter().filter(|b| **b != predicate) {
                found.push(Predication {
                    sentence: clause.sentence,
                    noun: noun.head,
                    phrase: predicate,
                    start: noun.own.start,
                    bearer: *bearer,
                    clause: Some(index),
                    inside: false,
                });
            }
            // "is the leader of A and a member of B": the list was taken as objects already.
        }
    }
    included(analysis, &mut found);
    named_as(analysis, &mut found);
    joined(analysis, &mut found);
    paired(analysis, &mut found);
    found
}

/// Where a listed office begins that ends right before a name and has an "of" in it: "director of public prosecutions".
fn titled_of(analysis: &Analysis, name: usize) -> Option<usize> {
    let sentence = analysis.document.sentence_of(name);
    let first = analysis.document.sentences[sentence].tokens.start;
    (first.max(name.saturating_sub(6))..name.saturating_sub(2)).find(|start| {
        let words = analysis.document.words(&(*start..name)).to_lowercase();
        words.contains(" of ") && analysis.lexicon.offices.get(&words).is_some()
    })
}

/// "is among the members of", "Among the members are": the persons of whom somebody is one.
fn among_what<'a>(analysis: &'a Analysis, clause: &'a crate::clause::Clause) -> impl Iterator<Item = usize> + 'a {
    let among = clause.complements.iter().filter(|c| analysis.document.lower(c.preposition) == "among");
    among.flat_map(|c| c.phrases.iter().copied()).filter(|p| {
        let np = &analysis.chunks.phrases[*p];
        let single = crate::chunk::singular(analysis.document.lower(np.head));
        np.is_plural
            && np.mention.is_none()
            && matches!(np.opening, Opening::Definite | Opening::Possessed)
            && crate::chunk::is_person_noun(&single, analysis.lexicon)
    })
}

/// Of whom "consider" says what he is held to be: the first of two objects, or the one whom a relative clause is about.
fn considered(analysis: &Analysis, clause: &crate::clause::Clause) -> Option<usize> {
    if clause.objects.len() != 1 || clause.passive {
        return None;
    }
    if let [one] = clause.receivers.as_slice() {
        return Some(*one);
    }
    let crate::clause::Link::Relative(antecedent) = clause.link else { return None };
    let (from, to) =
        (analysis.chunks.phrases[antecedent].tokens.end, analysis.chunks.groups[clause.group].tokens.start);
    let opens = (from..to.max(from)).any(|i| analysis.document.lower(i) == "whom");
    (opens && !clause.subjects.contains(&antecedent) && !clause.objects.contains(&antecedent)).then_some(antecedent)
}

/// What hangs on a clause by "as".
fn as_what(analysis: &Analysis, clause: &crate::clause::Clause) -> Vec<usize> {
    // "was replaced by Pell as head": what hangs on him.
    let by = clause.complements.iter().flat_map(|c| &c.phrases).filter(|_| clause.passive);
    let inner = by.chain(&clause.objects).flat_map(|p| &analysis.attached[*p].complements);
    let hanging = clause.complements.iter().chain(inner).filter(|c| analysis.document.lower(c.preposition) == "as");
    let mut found: Vec<usize> = hanging.flat_map(|c| c.phrases.clone()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// "The gang's leader is Brandt": the subject says what the one named after the verb is.
fn turned_round(analysis: &Analysis, clause: usize, subject: usize, name: usize) -> Option<Predication> {
    let is_named = |p: &usize| {
        let mention = analysis.chunks.phrases[*p].mention.map(|m| &analysis.mentions[m]);
        mention.is_some_and(|m| m.kind == MentionKind::Person && m.is_name())
    };
    // "whose owner is Brandt's wife, Mara": by her name.
    let name = analysis.attached[name].appositions.iter().copied().find(is_named).unwrap_or(name);
    let (np, named) = (&analysis.chunks.phrases[subject], &analysis.chunks.phrases[name]);
    let is_person = named.mention.is_some_and(|m| analysis.mentions[m].kind == MentionKind::Person);
    let describes = np.mention.is_none()
        && !np.is_pronoun
        && np.is_plural == (analysis.clauses[clause].objects.len() > 1)
        && matches!(np.opening, Opening::Definite | Opening::Possessed | Opening::Bare)
        && {
            let head = analysis.document.lower(np.head);
            let single = if np.is_plural { crate::chunk::singular(head) } else { head.to_owned() };
            crate::chunk::is_person_noun(&single, analysis.lexicon)
        };
    (is_person && describes).then(|| Predication {
        sentence: analysis.clauses[clause].sentence,
        noun: np.head,
        phrase: subject,
        start: np.own.start,
        bearer: name,
        clause: Some(clause),
        inside: false,
    })
}

/// "a dismissed Assistant Superintendent of Police (ASP), Ugo Brandt", "Deputy Chief Justice (DCJ) Ada Brandt": an office with
/// its short form in brackets before the name.
fn shortened(analysis: &Analysis, found: &mut Vec<Predication>) {
    let document = &analysis.document;
    for (bearer, np) in analysis.chunks.phrases.iter().enumerate() {
        let Some(mention) = np.mention.map(|m| &analysis.mentions[m]) else { continue };
        let start = np.tokens.start;
        let comma = start > 0 && document.lower(start - 1) == ",";
        let Some(close) = start.checked_sub(1 + usize::from(comma)).filter(|i| document.lower(*i) == ")") else {
            continue;
        };
        let Some(open) = close.checked_sub(2).filter(|i| *i > 0 && document.lower(*i) == "(") else { continue };
        let short = document.word(open + 1);
        let is_short = short.chars().filter(|c| c.is_uppercase()).count() > 1;
        if mention.kind != MentionKind::Person || !mention.is_name() || !is_short {
            continue;
        }
        let from = document.sentences[document.sentence_of(open)].tokens.start;
        let Some((_, last)) = analysis.phrases_within(from..open).next_back() else { continue };
        // "Assistant Superintendent of Police (ASP)": what the last phrase hangs on.
        let phrase = analysis.attached[*last].governor.map_or(*last, |(governor, _)| governor);
        let noun = &analysis.chunks.phrases[phrase];
        let ends = analysis.chunks.phrases[*last].tokens.end == open;
        let is_office = analysis.lexicon.offices.get(document.lower(noun.head)).is_some();
        if ends && is_office && noun.mention.is_none() && !noun.is_plural {
            found.push(Predication {
                sentence: document.sentence_of(noun.head),
                noun: noun.head,
                phrase,
                start: noun.own.start,
                bearer,
                clause: None,
                inside: false,
            });
        }
    }
}

/// The plural of an office of power right before a name: "MPs", "constables"; but not "told gang members Brandt and Pell".
fn plural_before(analysis: &Analysis, name: usize) -> Option<usize> {
    let noun = name.checked_sub(1)?;
    let word = analysis.document.lower(noun);
    let single = crate::chunk::singular(word);
    let power = analysis.lexicon.offices.get(&single) == Some(&crate::lexicon::Post::Power);
    let plural = single != word && !word.ends_with("ss") && power;
    let same = analysis.document.sentence_of(noun) == analysis.document.sentence_of(name);
    (plural && same).then_some(noun)
}

/// Where the words of such a plural begin: at its ranks, or at the body before them.
fn plural_start(analysis: &Analysis, noun: usize) -> usize {
    let document = &analysis.document;
    let sentence = document.sentences[document.sentence_of(noun)].tokens.start;
    let mut start = noun;
    loop {
        let near = analysis.mentions_in(&(start.saturating_sub(8).max(sentence)..start)).into_iter();
        let body = near
            .map(|m| &analysis.mentions[m])
            .find(|m| m.kind == MentionKind::Organisation && m.tokens.end == start && m.tokens.start >= sentence);
        if let Some(body) = body {
            return body.tokens.start;
        }
        let ranks = start > sentence
            && matches!(document.lower(start - 1), "detective" | "police" | "senior" | "former" | "deputy" | "customs");
        if !ranks {
            return start;
        }
        start -= 1;
    }
}

/// "remains in his post as head of", "abused her position as mayor": what somebody is, hung on the word for the post.
fn in_post(analysis: &Analysis, found: &mut Vec<Predication>) {
    let lower = |token: usize| analysis.document.lower(token);
    for (post, np) in analysis.chunks.phrases.iter().enumerate() {
        let is_post = matches!(
            lower(np.head),
            "post"
                | "position"
                | "role"
                | "capacity"
                | "job"
                | "function"
                | "functions"
                | "duties"
                | "office"
                | "powers"
        );
        let follows = matches!(lower(np.head), "successor" | "predecessor" | "replacement");
        let own = np.owner_pronoun.is_some() || np.owner.is_some();
        if !is_post && !follows || !own {
            continue;
        }
        // "His predecessor as president, Urquhart,": the one named is it, or he of whom it is said.
        let told = || {
            let appositions = &analysis.attached[post].appositions;
            appositions.iter().copied().find(|p| analysis.chunks.phrases[*p].mention.is_some())
        };
        let held = analysis.attached[post].complements.iter().filter(|c| lower(c.preposition) == "as");
        for described in held.flat_map(|c| c.phrases.iter().copied()) {
            let noun = &analysis.chunks.phrases[described];
            let sentence = analysis.document.sentence_of(np.head);
            let subject = || {
                let clause = analysis.clauses_of(sentence).find(|c| analysis.clauses[*c].extent.contains(&np.head))?;
                analysis.clauses[clause].subjects.first().copied()
            };
            if follows && analysis.attached[described].complements.is_empty() {
                continue;
            }
            let bearer = if follows { told() } else { np.owner.or_else(subject) };
            let Some(bearer) = bearer.filter(|_| noun.mention.is_none()) else { continue };
            found.push(Predication {
                sentence,
                noun: noun.head,
                phrase: described,
                start: noun.own.start,
                bearer,
                clause: None,
                inside: false,
            });
        }
    }
}

impl Predication {
    /// What a description says of the one whom it means: "a former governor of", who is named later.
    pub fn of_itself(phrase: usize, analysis: &Analysis) -> Self {
        let np = &analysis.chunks.phrases[phrase];
        let sentence = analysis.document.sentence_of(np.head);
        Self { sentence, noun: np.head, phrase, start: np.own.start, bearer: phrase, clause: None, inside: false }
    }

    /// The body before a bracket that its short name fills: "Drug Enforcement Agency (DEA) chief Brandt".
    pub fn body_before_bracket(&self, analysis: &Analysis) -> Option<usize> {
        let close = self.start.checked_sub(1).filter(|_| self.inside)?;
        let open = close.checked_sub(2)?;
        let short = analysis.document.word(open + 1);
        let is_short = analysis.document.lower(close) == ")"
            && analysis.document.lower(open) == "("
            && short.chars().filter(|c| c.is_uppercase()).count() > 1;
        let from = open.saturating_sub(12);
        let named = analysis.mentions_in(&(from..open)).into_iter().map(|m| &analysis.mentions[m]);
        let body = named.filter(|m| m.tokens.end == open && m.kind == MentionKind::Organisation && m.is_name());
        body.filter(|_| is_short).find_map(|m| m.entity)
    }

    /// Whether a word belongs to the words of this very office: "chief" of "chief executive".
    pub fn inside_title(&self, analysis: &Analysis, word: usize) -> bool {
        let words = analysis.document.words(&(word..self.noun + 1)).to_lowercase();
        analysis.lexicon.offices.get(&words).is_some()
    }

    /// Where the phrase of the noun begins.
    fn phrase_start(&self, analysis: &Analysis) -> usize {
        analysis.chunks.phrases[self.phrase].tokens.start
    }

    /// The words before the noun that belong to it.
    pub fn modifiers(&self) -> Range<usize> {
        self.start..self.noun
    }

    /// Whether the words say that it is over: "former", "ex-".
    pub fn is_past(&self, analysis: &Analysis) -> bool {
        let marks = |word: &str| {
            matches!(
                word,
                "former"
                    | "ex"
                    | "onetime"
                    | "one-time"
                    | "then"
                    | "late"
                    | "ousted"
                    | "retired"
                    | "previous"
                    | "erstwhile"
                    | "ex-"
                    | "sacked"
                    | "deposed"
                    | "dismissed"
                    | "impeached"
                    | "longest-serving"
                    | "founding"
            ) || word.starts_with("ex-")
                || word.starts_with("then-")
        };
        // "Former Costa Brava governor": past the name of a place.
        let mut first = self.start;
        while first > 0 && self.start - first < 4 && analysis.document.is_capitalised(first - 1) {
            first -= 1;
        }
        let first = first.min(self.start.saturating_sub(2));
        // "a founding director" may still be one; a country's founding president is none any more.
        let founding = |i: usize| {
            !matches!(analysis.document.lower(i), "founding" | "longest-serving")
                || matches!(
                    analysis.document.lower(self.noun),
                    "president" | "chairman" | "minister" | "chief" | "mayor"
                )
        };
        let before = (first..self.start).any(|i| {
            marks(analysis.document.lower(i)) && founding(i) && analysis.document.sentence_of(i) == self.sentence
        });
        // "Tisdale, then a captain in", "Vidal, then commander of".
        let then = first.max(self.start.saturating_sub(2));
        let after_comma = (then..self.start)
            .any(|i| analysis.document.lower(i) == "then" && i > 0 && analysis.document.tokens[i - 1].is_mark(','));
        let within = (self.start..=self.noun).any(|i| marks(analysis.document.lower(i)) && founding(i));
        let clause = self.clause.is_some_and(|c| {
            let group = &analysis.chunks.groups[analysis.clauses[c].group];
            let words = analysis.document.words(&group.tokens).to_lowercase();
            // "was at the time a sergeant".
            let then = matches!(analysis.document.lower(group.tokens.start), "was" | "were")
                && (group.tokens.end..self.start).any(|i| {
                    analysis.document.lower(i) == "time" && matches!(analysis.document.lower(i - 1), "the" | "that")
                });
            // "You, Marcus Trew, were a sergeant": a judge's words to somebody who is one no more.
            let addressed = analysis.document.lower(group.tokens.start) == "were"
                && analysis.clauses[c].subjects.iter().any(|s| {
                    let near = std::iter::once(*s).chain(analysis.attached[*s].appositions.iter().copied());
                    near.into_iter().any(|p| analysis.document.lower(analysis.chunks.phrases[p].head) == "you")
                });
            // "resigned as mayor", "stepped down as head".
            let left = matches!(group.lemma, "resign" | "retire" | "step" | "quit") && !clause_is_future(group);
            words.contains("had been")
                || then
                || addressed
                || left
                || words.contains("used to")
                || matches!(group.lemma, "serve" | "work" | "act" | "be")
                    && group.modal.is_none()
                    && (group.tokens.start.saturating_sub(1)..group.tokens.end.max(self.phrase_start(analysis)))
                        .any(|i| matches!(analysis.document.lower(i), "previously" | "formerly" | "earlier" | "once"))
        });
        // "director of the firm at the material time": then, and no word of now.
        let end = analysis.document.sentences[self.sentence].tokens.end;
        let at_the_time = (self.noun + 1..end.min(self.noun + 14)).any(|i| {
            analysis.document.lower(i) == "time"
                && matches!(analysis.document.lower(i - 1), "material" | "relevant")
                && (self.noun..i).all(|between| !analysis.document.tokens[between].is_mark(';'))
        });
        at_the_time && !self.inside || within || before && self.inside || after_comma && !self.inside || clause
    }
}

/// "will resign", "is to step down": not over yet.
fn clause_is_future(group: &crate::chunk::VerbGroup) -> bool {
    group.modal.is_some() || group.negated || group.shape != crate::chunk::Shape::Finite
}
