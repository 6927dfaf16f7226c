//! What somebody is said to be: "Ma Aijun, former head of ...", "Yang is the owner of", "police chief Brandt".

use std::ops::Range;

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
                    let others = named_with(analysis, phrase, noun);
                    found.extend(others.into_iter().map(|bearer| Predication { bearer, ..said.clone() }));
                    found.push(said);
                }
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
    in_post(analysis, &mut found);
    listed(analysis, &mut found);
    among_others(analysis, &mut found);
    for (index, clause) in analysis.clauses.iter().enumerate() {
        let group = &analysis.chunks.groups[clause.group];
        let lower = |token: usize| analysis.document.lower(token);
        let predicates: Vec<usize> = match (group.lemma, clause.passive) {
            ("be" | "become" | "remain", false) => clause.objects.clone(),
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
            _ => continue,
        };
        // "was succeeded by Pell as head": who comes after.
        let after = clause.agents(lower);
        let bearers: &[usize] = if matches!(group.lemma, "succeed" | "replace" | "follow") && clause.passive {
            &after
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
    found
}

/// "The leader of the gang was named as Brandt", "the leader of the gang, identified as Brandt,": who it is.
fn named_as(analysis: &Analysis, found: &mut Vec<Predication>) {
    for (index, clause) in analysis.clauses.iter().enumerate() {
        let group = &analysis.chunks.groups[clause.group];
        let [subject] = clause.subjects.as_slice() else { continue };
        let np = &analysis.chunks.phrases[*subject];
        let told = matches!(group.lemma, "name" | "identify")
            && clause.passive
            && np.mention.is_none()
            && !np.is_pronoun
            && !np.is_plural
            && matches!(np.opening, Opening::Definite | Opening::Possessed)
            && crate::chunk::is_person_noun(analysis.document.lower(np.head), analysis.lexicon);
        if !told {
            continue;
        }
        for bearer in as_what(analysis, clause) {
            let named = analysis.chunks.phrases[bearer].mention.map(|m| &analysis.mentions[m]);
            if named.is_some_and(|m| m.kind == MentionKind::Person && m.is_name()) {
                found.push(Predication {
                    sentence: clause.sentence,
                    noun: np.head,
                    phrase: *subject,
                    start: np.own.start,
                    bearer,
                    clause: Some(index),
                    inside: false,
                });
            }
        }
    }
}

/// "The firm's shareholders include Brandt and Pell", "Its members included Lunn": what they are, each named one is.
fn included(analysis: &Analysis, found: &mut Vec<Predication>) {
    for (index, clause) in analysis.clauses.iter().enumerate() {
        let group = &analysis.chunks.groups[clause.group];
        let [subject] = clause.subjects.as_slice() else { continue };
        let np = &analysis.chunks.phrases[*subject];
        let single = crate::chunk::singular(analysis.document.lower(np.head));
        let tells = matches!(group.lemma, "include" | "comprise")
            && !clause.passive
            && np.is_plural
            && np.mention.is_none()
            && !np.is_pronoun
            && np.opening != Opening::Negative
            && crate::chunk::is_person_noun(&single, analysis.lexicon);
        for bearer in clause.objects.iter().filter(|_| tells) {
            if analysis.chunks.phrases[*bearer].mention.is_some() {
                found.push(Predication {
                    sentence: clause.sentence,
                    noun: np.head,
                    phrase: *subject,
                    start: np.own.start,
                    bearer: *bearer,
                    clause: Some(index),
                    inside: false,
                });
            }
        }
    }
}

/// What hangs on a clause by "as".
fn as_what(analysis: &Analysis, clause: &crate::clause::Clause) -> Vec<usize> {
    // "was replaced by Pell as head": what hangs on him.
    let by = clause.complements.iter().flat_map(|c| &c.phrases).filter(|_| clause.passive);
    let inner = by.chain(&clause.objects).flat_map(|p| &analysis.attached[*p].complements);
    let hanging = clause.complements.iter().chain(inner).filter(|c| analysis.document.lower(c.preposition) == "as");
    hanging.flat_map(|c| c.phrases.clone()).collect()
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

/// "members of the gang such as Brandt and Pell", "associates of Brandt, including Pell": what they all are, each of
/// the named ones is.
fn listed(analysis: &Analysis, found: &mut Vec<Predication>) {
    let lower = |token: usize| analysis.document.lower(token);
    for (phrase, np) in analysis.chunks.phrases.iter().enumerate() {
        let single = crate::chunk::singular(lower(np.head));
        let is_many = np.is_plural
            && np.mention.is_none()
            && !matches!(np.opening, Opening::Negative | Opening::Pointing)
            && crate::chunk::is_person_noun(&single, analysis.lexicon);
        if !is_many {
            continue;
        }
        let sentence = analysis.document.sentence_of(np.head);
        let limit = analysis.document.sentences[sentence].tokens.end;
        let end = analysis.chunks.chunks[analysis.attached[phrase].last].tokens.end;
        let from = end + usize::from(analysis.document.lower_at(end) == Some(","));
        let from = match (analysis.document.lower_at(from), analysis.document.lower_at(from + 1)) {
            (Some("including"), _) => from + 1,
            (Some("such"), Some("as")) | (Some("among"), Some("them" | "whom")) => from + 2,
            _ => continue,
        };
        let goes_on = |i: usize| {
            use crate::word::Class;
            let word = matches!(
                analysis.words[i].class,
                Class::Name
                    | Class::Noun
                    | Class::Adjective
                    | Class::Determiner
                    | Class::Comma
                    | Class::Conjunction
                    | Class::QuoteOpen
                    | Class::QuoteClose
            );
            // An age.
            word || analysis.words[i].class == Class::Number && lower(i).len() == 2
        };
        let ends = |i: &usize| !goes_on(*i);
        let to = (from..limit).find(ends).unwrap_or(limit);
        // "including Brandt's lawyer Pell": somebody else's.
        if analysis.document.lower_at(to).is_some_and(|word| word.starts_with(['\'', '’'])) {
            continue;
        }
        for at in analysis.mentions_in(&(from..to)) {
            let mention = &analysis.mentions[at];
            if mention.kind != MentionKind::Person || !mention.is_name() {
                continue;
            }
            let Some(name) = analysis.phrase_at.get(&(mention.tokens.end - 1)) else { continue };
            if analysis.chunks.phrases[*name].mention != Some(at) {
                continue;
            }
            found.push(Predication {
                sentence,
                noun: np.head,
                phrase,
                start: np.own.start,
                bearer: *name,
                clause: None,
                inside: false,
            });
        }
    }
}

/// "Brandt and ten other members of the gang", "Pell, Lunn and other gang members": what the others are, they are.
fn among_others(analysis: &Analysis, found: &mut Vec<Predication>) {
    use crate::chunk::Piece;
    let lower = |token: usize| analysis.document.lower(token);
    for (phrase, np) in analysis.chunks.phrases.iter().enumerate() {
        let single = crate::chunk::singular(lower(np.head));
        let other = (np.tokens.start..np.head).any(|i| matches!(lower(i), "other" | "fellow"));
        if !np.is_plural
            || np.mention.is_some()
            || !other
            || np.owner_pronoun.is_some()
            || !crate::chunk::is_person_noun(&single, analysis.lexicon)
        {
            continue;
        }
        let sentence = analysis.document.sentence_of(np.head);
        let chunks = &analysis.chunks.chunks;
        let mut at = analysis.attached[phrase].chunk;
        let said = |bearer: usize| Predication {
            sentence,
            noun: np.head,
            phrase,
            start: np.own.start,
            bearer,
            clause: None,
            inside: false,
        };
        // "Brandt was arrested along with two other members".
        let word = |back: usize| np.tokens.start.checked_sub(back).map_or("", lower);
        if word(1) == "alongside" || word(1) == "with" && matches!(word(2), "along" | "together") {
            let clauses = &analysis.clauses[analysis.clauses_of(sentence)];
            let done = clauses.iter().rfind(|c| {
                c.passive && analysis.chunks.groups[c.group].tokens.end <= np.tokens.start && !c.subjects.is_empty()
            });
            let named = |p: &&usize| {
                let mention = analysis.chunks.phrases[**p].mention.map(|m| &analysis.mentions[m]);
                mention.is_some_and(|m| m.kind == MentionKind::Person)
            };
            found.extend(done.into_iter().flat_map(|c| c.subjects.iter()).filter(named).map(|p| said(*p)));
            continue;
        }
        let joins = |at: usize, first: bool| match chunks.get(at).map(|c| c.piece) {
            Some(Piece::Conjunction) if first => lower(chunks[at].tokens.start) == "and",
            Some(Piece::Comma) => !first,
            _ => false,
        };
        let mut first = true;
        while at >= 2 && joins(at - 1, first) {
            let Piece::Noun(name) = chunks[at - 2].piece else { break };
            let named = &analysis.chunks.phrases[name];
            let is_name = named
                .mention
                .map(|m| &analysis.mentions[m])
                .is_some_and(|m| m.kind == MentionKind::Person && m.is_name() && m.tokens.end == named.head + 1);
            if !is_name
                || analysis.attached[name].governor.is_some()
                || analysis.document.sentence_of(named.head) != sentence
            {
                break;
            }
            found.push(said(name));
            at -= 2;
            first = false;
        }
    }
}

/// "gang members Brandt and Pell": the names that go on after the first, where the noun is a plural.
fn named_with(analysis: &Analysis, phrase: usize, noun: usize) -> Vec<usize> {
    use crate::chunk::Piece;
    let word = analysis.document.lower(noun);
    let single = crate::chunk::singular(word);
    let is_plural = single != word && !word.ends_with("ss") && crate::chunk::is_person_noun(&single, analysis.lexicon);
    let sentence = analysis.document.sentence_of(noun);
    let piece = |at: usize| {
        let chunk = analysis.chunks.chunks.get(at)?;
        (analysis.document.sentence_of(chunk.tokens.start) == sentence).then_some(chunk.piece)
    };
    let mut names = Vec::new();
    if !is_plural {
        return names;
    }
    let mut at = analysis.attached[phrase].chunk;
    loop {
        let next = match (piece(at + 1), piece(at + 2), piece(at + 3)) {
            (Some(Piece::Conjunction | Piece::Comma), Some(Piece::Noun(name)), _) => Some((name, at + 2)),
            (Some(Piece::Comma), Some(Piece::Conjunction), Some(Piece::Noun(name))) => Some((name, at + 3)),
            _ => None,
        };
        let Some((name, chunk)) = next else { break };
        let np = &analysis.chunks.phrases[name];
        let is_name = np
            .mention
            .map(|m| &analysis.mentions[m])
            .is_some_and(|m| m.kind == MentionKind::Person && m.is_name() && m.tokens.start == np.tokens.start);
        if !is_name {
            break;
        }
        names.push(name);
        at = chunk;
    }
    names
}

/// "Brandt, the director and owner of the firm", "Pell, a lawyer and the wife of Brandt": what is said of him besides.
fn joined(analysis: &Analysis, found: &mut Vec<Predication>) {
    use crate::chunk::Piece;
    let piece = |at: usize| analysis.chunks.chunks.get(at).map(|chunk| chunk.piece);
    let mut at = 0;
    while at < found.len() {
        let first = found[at].clone();
        at += 1;
        if first.inside || analysis.chunks.phrases[first.phrase].is_plural {
            continue;
        }
        let last = analysis.attached[first.phrase].last;
        let Some(Piece::Noun(other)) = piece(last + 2).filter(|_| piece(last + 1) == Some(Piece::Conjunction)) else {
            continue;
        };
        let np = &analysis.chunks.phrases[other];
        let and = analysis.chunks.chunks[last + 1].tokens.start;
        let describes = np.mention.is_none()
            && !np.is_pronoun
            && !np.is_plural
            && np.owner_pronoun.is_none()
            && matches!(np.opening, Opening::Bare | Opening::Definite | Opening::Indefinite)
            && analysis.document.lower(and) == "and"
            && analysis.document.sentence_of(np.head) == first.sentence
            && crate::chunk::is_person_noun(analysis.document.lower(np.head), analysis.lexicon);
        // "the mayor and the police chief were held": two of them, unless it is closed like an aside.
        let closed = matches!(
            piece(analysis.attached[other].last + 1),
            None | Some(Piece::Comma | Piece::Other | Piece::Relative | Piece::Dash | Piece::Close | Piece::Colon)
        );
        let said = |p: &Predication| p.phrase == other && p.bearer == first.bearer;
        if !describes || !closed || found.iter().any(said) {
            continue;
        }
        found.push(Predication { noun: np.head, phrase: other, start: np.own.start, ..first.clone() });
        // "the director and owner of the firm": what hangs on the second hangs on both.
        let own = &analysis.chunks.phrases[first.phrase];
        let bare = analysis.attached[first.phrase].complements.is_empty()
            && np.opening == Opening::Bare
            && own.owner.is_none()
            && own.owner_pronoun.is_none()
            && analysis.mentions_in(&(own.tokens.start..own.head)).is_empty();
        if bare && !analysis.attached[other].complements.is_empty() && first.phrase != other {
            found.push(Predication { phrase: other, ..first });
        }
    }
}

/// "one of the leaders of": the phrase in the plural.
fn one_of(analysis: &Analysis, phrase: usize) -> Option<usize> {
    let lower = |token: usize| analysis.document.lower(token);
    if lower(analysis.chunks.phrases[phrase].head) != "one" {
        return None;
    }
    let of = analysis.attached[phrase].complements.iter().filter(|c| lower(c.preposition) == "of");
    of.flat_map(|c| c.phrases.iter().copied()).find(|p| {
        let np = &analysis.chunks.phrases[*p];
        np.is_plural && np.mention.is_none()
    })
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
        let own = np.owner_pronoun.is_some() || np.owner.is_some();
        if !is_post || !own {
            continue;
        }
        let held = analysis.attached[post].complements.iter().filter(|c| lower(c.preposition) == "as");
        for described in held.flat_map(|c| c.phrases.iter().copied()) {
            let noun = &analysis.chunks.phrases[described];
            let sentence = analysis.document.sentence_of(np.head);
            let subject = || {
                let clause = analysis.clauses_of(sentence).find(|c| analysis.clauses[*c].extent.contains(&np.head))?;
                analysis.clauses[clause].subjects.first().copied()
            };
            let Some(bearer) = np.owner.or_else(subject).filter(|_| noun.mention.is_none()) else { continue };
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
            ) || word.starts_with("ex-")
        };
        // "Former Costa Brava governor": past the name of a place.
        let mut first = self.start;
        while first > 0 && self.start - first < 4 && analysis.document.is_capitalised(first - 1) {
            first -= 1;
        }
        let first = first.min(self.start.saturating_sub(2));
        let before = (first..self.start)
            .any(|i| marks(analysis.document.lower(i)) && analysis.document.sentence_of(i) == self.sentence);
        // "Tisdale, then a captain in", "Vidal, then commander of".
        let then = first.max(self.start.saturating_sub(2));
        let after_comma = (then..self.start)
            .any(|i| analysis.document.lower(i) == "then" && i > 0 && analysis.document.tokens[i - 1].is_mark(','));
        let within = (self.start..=self.noun).any(|i| marks(analysis.document.lower(i)));
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
                || matches!(group.lemma, "serve" | "work" | "act")
                    && (group.tokens.start.saturating_sub(1)..group.tokens.start)
                        .any(|i| matches!(analysis.document.lower(i), "previously" | "formerly" | "earlier" | "once"))
        });
        within || before && self.inside || after_comma && !self.inside || clause
    }
}

/// "will resign", "is to step down": not over yet.
fn clause_is_future(group: &crate::chunk::VerbGroup) -> bool {
    group.modal.is_some() || group.negated || group.shape != crate::chunk::Shape::Finite
}
