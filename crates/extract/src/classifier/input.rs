//! A sentence as the classifier reads it: pieces of words, each marked with what it speaks of, and the parties.

use std::ops::Range;

use super::pieces::{END, PERSON, PLACE, Pieces, START};
use crate::analysis::Analysis;
use crate::coreference::Referents;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};

/// The most pieces of a sentence that are read; parties beyond are left out.
pub(super) const MOST_PIECES: usize = 128;

/// The most parties of a sentence; beyond it is a list of names.
const MOST_PARTIES: usize = 14;

/// Words that speak of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The party, as a position in [`Extraction::entities`](crate::Extraction::entities).
    pub entity: usize,
    /// Where it is spoken of, as pieces of the sentence.
    pub pieces: Range<usize>,
    /// And as tokens of the document.
    pub(crate) tokens: Range<usize>,
}

/// A sentence with a party or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodedSentence {
    /// Where it stands, as bytes of the text.
    pub range: Range<usize>,
    /// Its number in the document.
    pub(crate) sentence: usize,
    /// Its words, cut in pieces.
    pub pieces: Vec<u16>,
    /// What each piece speaks of.
    pub marks: Vec<u8>,
    /// Its parties, in its order, each as often as it is spoken of.
    pub parties: Vec<Spoken>,
}

/// What a mention's pieces are marked as.
fn mark(mention: &Mention, sort: Sort) -> u8 {
    match (mention.kind, mention.form) {
        (MentionKind::Person, MentionForm::Pronoun) => 2,
        (MentionKind::Person, MentionForm::Nominal) => 3,
        (MentionKind::Person, _) => 1,
        (MentionKind::Organisation, form) => match sort {
            Sort::Group if form == MentionForm::Nominal => 5,
            Sort::Group => 4,
            Sort::Company => 6,
            Sort::Unknown => 7,
            _ => 8,
        },
        (MentionKind::Place, _) => 9,
        _ => 0,
    }
}

/// Those of the wanted sentences of a document that show a party or more.
pub(crate) fn sentences(
    analysis: &Analysis,
    referents: &Referents,
    is_wanted: impl Fn(usize) -> bool,
) -> Vec<EncodedSentence> {
    let document = &analysis.document;
    let mut of_sentence: Vec<Vec<usize>> = vec![Vec::new(); document.sentences.len()];
    for (at, mention) in analysis.mentions.iter().enumerate().filter(|(_, m)| !m.is_generic) {
        of_sentence[document.sentence_of(mention.tokens.start)].push(at);
    }
    let is_party = |mention: &Mention| {
        let kind = mention.entity.map(|e| referents.entities[e].kind);
        matches!(kind, Some(MentionKind::Person | MentionKind::Organisation))
    };
    let mut found = Vec::new();
    for (sentence, mut spoken) in of_sentence.into_iter().enumerate() {
        let shows_party = spoken.iter().any(|m| is_party(&analysis.mentions[*m]));
        if document.sentences[sentence].is_question || !shows_party || !is_wanted(sentence) {
            continue;
        }
        spoken.sort_by_key(|m| (analysis.mentions[*m].tokens.start, analysis.mentions[*m].tokens.end));
        found.push(encode(analysis, referents, sentence, &spoken, is_party));
    }
    found
}

fn encode(
    analysis: &Analysis,
    referents: &Referents,
    sentence: usize,
    spoken: &[usize],
    is_party: impl Fn(&Mention) -> bool,
) -> EncodedSentence {
    let document = &analysis.document;
    let table = Pieces::get();
    let tokens = document.sentences[sentence].tokens.clone();
    // The innermost mention of each token: what stands inside a body's name is no mention of its own most of the time.
    let mut mention_at: Vec<Option<usize>> = vec![None; tokens.len()];
    for at in spoken {
        let own = &analysis.mentions[*at].tokens;
        for token in own.start.max(tokens.start)..own.end.min(tokens.end) {
            let before: Option<usize> = mention_at[token - tokens.start];
            if before.is_none_or(|b| analysis.mentions[b].tokens.len() >= own.len()) {
                mention_at[token - tokens.start] = Some(*at);
            }
        }
    }
    let (mut pieces, mut marks) = (vec![START], vec![0]);
    // Where the pieces of each token begin.
    let mut starts = Vec::with_capacity(tokens.len() + 1);
    let mut named: Option<usize> = None;
    for token in tokens.clone() {
        starts.push(pieces.len());
        let at = mention_at[token - tokens.start];
        let name = at.filter(|at| {
            let mention = &analysis.mentions[*at];
            mention.is_name() && matches!(mention.kind, MentionKind::Person | MentionKind::Place)
        });
        if let Some(at) = name {
            if named != Some(at) {
                pieces.push(if analysis.mentions[at].kind == MentionKind::Person { PERSON } else { PLACE });
            } else {
                *starts.last_mut().expect("one was pushed") -= 1;
            }
        } else {
            table.cut(document.word(token), &mut pieces);
        }
        named = name;
        let kind = at.map_or(0, |at| {
            let mention = &analysis.mentions[at];
            mark(mention, mention.entity.map_or(mention.sort, |e| referents.entities[e].sort))
        });
        marks.resize(pieces.len(), kind);
        if pieces.len() >= MOST_PIECES {
            break;
        }
    }
    starts.push(pieces.len());
    pieces.truncate(MOST_PIECES - 1);
    marks.truncate(MOST_PIECES - 1);
    let end = pieces.len();
    pieces.push(END);
    marks.push(0);
    let mut parties: Vec<Spoken> = Vec::new();
    for at in spoken {
        let mention = &analysis.mentions[*at];
        let Some(entity) = mention.entity.filter(|_| is_party(mention)) else { continue };
        let place = |token: usize| starts.get(token - tokens.start).copied();
        let last = mention.tokens.end.min(tokens.end) - 1;
        let Some((start, last)) = place(mention.tokens.start).zip(place(last)) else { continue };
        let own = start..starts.get(last_token(&starts, last)).copied().unwrap_or(end).min(end);
        let is_new = parties.iter().all(|p| p.entity != entity);
        let count = parties.iter().map(|p| p.entity).collect::<std::collections::BTreeSet<_>>().len();
        if own.start < own.end && (!is_new || count < MOST_PARTIES) {
            parties.push(Spoken { entity, pieces: own, tokens: mention.tokens.clone() });
        }
    }
    EncodedSentence { range: document.bytes(&tokens), sentence, pieces, marks, parties }
}

/// The first of the starts beyond one.
fn last_token(starts: &[usize], start: usize) -> usize {
    starts.partition_point(|s| *s <= start)
}

impl EncodedSentence {
    /// Whether it shows two parties.
    pub(crate) fn has_pair(&self) -> bool {
        self.parties.iter().any(|p| p.entity != self.parties[0].entity)
    }

    /// Each two of its parties, with the words for both that stand nearest to each other; the left one first.
    pub fn pairs(&self) -> Vec<(Spoken, Spoken)> {
        let mut entities: Vec<usize> = Vec::new();
        for party in &self.parties {
            if !entities.contains(&party.entity) {
                entities.push(party.entity);
            }
        }
        let mut found = Vec::new();
        for (at, one) in entities.iter().enumerate() {
            for other in &entities[at + 1..] {
                let of = |entity: usize| self.parties.iter().filter(move |p| p.entity == entity);
                let between = |a: &Spoken, b: &Spoken| {
                    if a.pieces.start <= b.pieces.start {
                        b.pieces.start.saturating_sub(a.pieces.end)
                    } else {
                        a.pieces.start.saturating_sub(b.pieces.end)
                    }
                };
                let both = of(*one).flat_map(|a| of(*other).map(move |b| (a, b)));
                let Some((a, b)) = both.min_by_key(|(a, b)| (between(a, b), a.pieces.start, b.pieces.start)) else {
                    continue;
                };
                let (left, right) = if a.pieces.start <= b.pieces.start { (a, b) } else { (b, a) };
                found.push((left.clone(), right.clone()));
            }
        }
        found
    }
}
