//! Nouns said of several, or of one among several: lists, "and other members", "include", "one of".

use super::{Predication, as_what};
use crate::analysis::Analysis;
use crate::chunk::Opening;
use crate::mention::MentionKind;

/// "The leader of the gang was named as Brandt", "the leader of the gang, identified as Brandt,": who it is.
pub(super) fn named_as(analysis: &Analysis, found: &mut Vec<Predication>) {
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
pub(super) fn included(analysis: &Analysis, found: &mut Vec<Predication>) {
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

/// "members of the gang such as Brandt and Pell", "associates of Brandt, including Pell": what they all are, each of
/// the named ones is.
pub(super) fn listed(analysis: &Analysis, found: &mut Vec<Predication>) {
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
pub(super) fn among_others(analysis: &Analysis, found: &mut Vec<Predication>) {
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
        let said = |bearer: usize| said_of(analysis, phrase, bearer);
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
pub(super) fn named_with(analysis: &Analysis, phrase: usize, noun: usize) -> Vec<usize> {
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
        // "Jonas Pell, 42, and Lars Ostrow": past an age.
        let is_age = |p: usize| {
            let tokens = &analysis.chunks.phrases[p].tokens;
            tokens.len() == 1 && analysis.words[tokens.start].class == crate::word::Class::Number
        };
        if matches!((piece(at + 1), piece(at + 2)), (Some(Piece::Comma), Some(Piece::Noun(age))) if is_age(age)) {
            at += 2;
        }
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

/// "The gang's leader and main financier, Brandt": what stands before the "and" is said of him as well.
pub(super) fn paired(analysis: &Analysis, found: &mut Vec<Predication>) {
    use crate::chunk::Piece;
    let chunks = &analysis.chunks.chunks;
    for at in 0..found.len() {
        let second = found[at].clone();
        let np = &analysis.chunks.phrases[second.phrase];
        let chunk = analysis.attached[second.phrase].chunk;
        let bare = np.opening == Opening::Bare && np.owner.is_none() && np.owner_pronoun.is_none() && !np.is_plural;
        // The name stands behind the two, or in one phrase with the second: "Brandt's cousin and courier Pell".
        let behind = analysis.chunks.phrases[second.bearer].tokens.start > np.tokens.end;
        let inside = second.inside && second.bearer == second.phrase && second.noun == np.own.start;
        if second.clause.is_some() || !bare || !behind && !inside || chunk < 2 {
            continue;
        }
        // "Brandt's cousin and Lieutenant Pell were held": two of them.
        let are = analysis.document.lower_at(np.tokens.end);
        if inside && matches!(are, Some("and" | "were" | "are" | "have" | "both")) {
            continue;
        }
        let and = &chunks[chunk - 1];
        let joined = and.piece == Piece::Conjunction && analysis.document.lower(and.tokens.start) == "and";
        let Piece::Noun(first) = chunks[chunk - 2].piece else { continue };
        let told = &analysis.chunks.phrases[first];
        let describes = joined
            && told.mention.is_none()
            && !told.is_pronoun
            && !told.is_plural
            && matches!(told.opening, Opening::Definite | Opening::Possessed)
            && analysis.attached[first].governor.is_none()
            && analysis.document.sentence_of(told.head) == second.sentence
            && crate::chunk::is_person_noun(analysis.document.lower(told.head), analysis.lexicon);
        if describes && !found.iter().any(|p| p.phrase == first) {
            let start = told.own.start;
            found.push(Predication { noun: told.head, phrase: first, start, inside: false, ..second });
        }
    }
}

/// "Brandt, the director and owner of the firm", "Pell, a lawyer and the wife of Brandt": what is said of him besides.
pub(super) fn joined(analysis: &Analysis, found: &mut Vec<Predication>) {
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
        if !describes || !closed {
            continue;
        }
        // "was the director and shareholder of": the clause says both already.
        if !found.iter().any(said) {
            found.push(Predication { noun: np.head, phrase: other, start: np.own.start, ..first.clone() });
        }
        // "the director and owner of the firm": what hangs on the second hangs on both.
        let own = &analysis.chunks.phrases[first.phrase];
        let bare = analysis.attached[first.phrase].complements.is_empty()
            && np.opening == Opening::Bare
            && own.owner.is_none()
            && own.owner_pronoun.is_none()
            && analysis.mentions_in(&(own.tokens.start..own.head)).is_empty();
        let shared = |p: &Predication| p.phrase == other && p.noun == first.noun && p.bearer == first.bearer;
        if bare
            && !analysis.attached[other].complements.is_empty()
            && first.phrase != other
            && !found.iter().any(shared)
        {
            found.push(Predication { phrase: other, ..first });
        }
    }
}

/// "one of the leaders of": the phrase in the plural.
pub(super) fn one_of(analysis: &Analysis, phrase: usize) -> Option<usize> {
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

/// "his four children Dan, Lea and Mara Brandt", "Brandt's sons, Jonas and Lars": relatives counted and named.
pub(super) fn children(analysis: &Analysis, found: &mut Vec<Predication>) {
    use crate::chunk::Piece;
    let lower = |token: usize| analysis.document.lower(token);
    for (phrase, np) in analysis.chunks.phrases.iter().enumerate() {
        let single = crate::chunk::singular(lower(np.head));
        let kin = analysis.lexicon.kin.get(&single).is_some() || single == "child";
        let owned = np.owner.is_some() || np.owner_pronoun.is_some();
        if !np.is_plural || np.mention.is_some() || !kin || !owned {
            continue;
        }
        let sentence = analysis.document.sentence_of(np.head);
        let piece = |at: usize| {
            let chunk = analysis.chunks.chunks.get(at)?;
            (analysis.document.sentence_of(chunk.tokens.start) == sentence).then_some(chunk.piece)
        };
        let named = |phrase: usize| {
            let np = &analysis.chunks.phrases[phrase];
            let mention = np.mention.map(|m| &analysis.mentions[m]);
            mention.is_some_and(|m| m.kind == MentionKind::Person && m.is_name() && m.tokens.start == np.own.start)
        };
        let mut at = analysis.attached[phrase].chunk + 1;
        let mut names = Vec::new();
        while let Some(Piece::Noun(name)) = piece(at).filter(|_| names.len() < 8) {
            if !named(name) {
                break;
            }
            names.push(name);
            at = match (piece(at + 1), piece(at + 2)) {
                (Some(Piece::Comma), Some(Piece::Conjunction)) => at + 3,
                (Some(Piece::Comma | Piece::Conjunction), _) => at + 2,
                _ => break,
            };
        }
        if names.len() < 2 {
            continue;
        }
        for bearer in names {
            if !found.iter().any(|p| p.phrase == phrase && p.bearer == bearer) {
                found.push(said_of(analysis, phrase, bearer));
            }
        }
    }
}

/// What the head of a noun phrase says of somebody, outside of any clause.
fn said_of(analysis: &Analysis, phrase: usize, bearer: usize) -> Predication {
    let np = &analysis.chunks.phrases[phrase];
    let sentence = analysis.document.sentence_of(np.head);
    Predication { sentence, noun: np.head, phrase, start: np.own.start, bearer, clause: None, inside: false }
}
