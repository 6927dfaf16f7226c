//! A sentence as the classifier reads it: pieces of words, each marked with what it speaks of, and the parties.

use std::ops::Range;

use super::loose::Loose;
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
    /// What it is, as its pieces are marked.
    pub(super) mark: u8,
}

impl Spoken {
    pub(super) fn is_person(&self) -> bool {
        matches!(self.mark, 1..=3)
    }

    pub(super) fn is_group(&self) -> bool {
        matches!(self.mark, 4 | 5 | 11)
    }
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

/// Words of a sentence that speak of somebody or something.
struct Shown {
    tokens: Range<usize>,
    mark: u8,
    /// The piece that stands for all of its words.
    piece: Option<u16>,
    /// The entity, where it may be party to a tie.
    party: Option<usize>,
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

fn of_mention(mention: &Mention, referents: &Referents) -> Shown {
    let entity = mention.entity.map(|e| &referents.entities[e]);
    let is_party = entity.is_some_and(|e| matches!(e.kind, MentionKind::Person | MentionKind::Organisation));
    Shown {
        tokens: mention.tokens.clone(),
        mark: mark(mention, entity.map_or(mention.sort, |e| e.sort)),
        piece: match mention.kind {
            MentionKind::Person if mention.is_name() => Some(PERSON),
            MentionKind::Place if mention.is_name() => Some(PLACE),
            _ => None,
        },
        party: mention.entity.filter(|_| is_party),
    }
}

fn of_loose(loose: &Loose) -> Shown {
    let mark = match (loose.is_name, loose.sort) {
        (true, _) => 10,
        (false, Sort::Group) => 11,
        (false, Sort::Company) => 12,
        (false, _) => 13,
    };
    Shown { tokens: loose.tokens.clone(), mark, piece: None, party: Some(loose.entity) }
}

/// Those of the sentences of a document that show a party or more.
pub(crate) fn sentences(analysis: &Analysis, referents: &Referents, loose: &[Loose]) -> Vec<EncodedSentence> {
    let document = &analysis.document;
    let mut of_sentence: Vec<Vec<Shown>> = Vec::new();
    of_sentence.resize_with(document.sentences.len(), Vec::new);
    let known = analysis.mentions.iter().filter(|m| !m.is_generic).map(|mention| of_mention(mention, referents));
    for shown in known.chain(loose.iter().map(of_loose)) {
        of_sentence[document.sentence_of(shown.tokens.start)].push(shown);
    }
    let mut found = Vec::new();
    for (sentence, mut shown) in of_sentence.into_iter().enumerate() {
        let shows_party = shown.iter().any(|s| s.party.is_some_and(|e| e < referents.entities.len()));
        if document.sentences[sentence].is_question || !shows_party {
            continue;
        }
        shown.sort_by_key(|s| (s.tokens.start, s.tokens.end));
        found.push(encode(analysis, sentence, &shown));
    }
    found
}

fn encode(analysis: &Analysis, sentence: usize, shown: &[Shown]) -> EncodedSentence {
    let document = &analysis.document;
    let table = Pieces::get();
    let tokens = document.sentences[sentence].tokens.clone();
    // The innermost of each token: what stands inside a body's name is spoken of on its own most of the time.
    let mut shown_at: Vec<Option<usize>> = vec![None; tokens.len()];
    for (at, one) in shown.iter().enumerate() {
        for token in one.tokens.start.max(tokens.start)..one.tokens.end.min(tokens.end) {
            let before: Option<usize> = shown_at[token - tokens.start];
            if before.is_none_or(|b| shown[b].tokens.len() >= one.tokens.len()) {
                shown_at[token - tokens.start] = Some(at);
            }
        }
    }
    let (mut pieces, mut marks) = (vec![START], vec![0]);
    // Where the pieces of each token begin.
    let mut starts = Vec::with_capacity(tokens.len() + 1);
    let mut named: Option<usize> = None;
    for token in tokens.clone() {
        starts.push(pieces.len());
        let at = shown_at[token - tokens.start];
        let name = at.filter(|at| shown[*at].piece.is_some());
        if name.is_some() && named == name {
            *starts.last_mut().expect("one was pushed") -= 1;
        } else if let Some(piece) = name.and_then(|at| shown[at].piece) {
            pieces.push(piece);
        } else {
            table.cut(document.word(token), &mut pieces);
        }
        named = name;
        marks.resize(pieces.len(), at.map_or(0, |at| shown[at].mark));
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
    let mut entities: Vec<usize> = Vec::new();
    for one in shown {
        let Some(entity) = one.party else { continue };
        let place = |token: usize| starts.get(token - tokens.start).copied();
        let last = one.tokens.end.min(tokens.end) - 1;
        let Some((start, last)) = place(one.tokens.start).zip(place(last)) else { continue };
        let own = start..starts.get(last_token(&starts, last)).copied().unwrap_or(end).min(end);
        let is_known = entities.contains(&entity);
        if own.start < own.end && (is_known || entities.len() < MOST_PARTIES) {
            if !is_known {
                entities.push(entity);
            }
            parties.push(Spoken { entity, pieces: own, tokens: one.tokens.clone(), mark: one.mark });
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
