//! The trained classifier: its file, and what it says of a sentence.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use ndarray::{Array1, Array2, ArrayView1, ArrayViewMut1, Axis};

use super::carried::{Carried, carried};
use super::encoder::{Dense, Encoder, gelu};
use super::file::Reader;
use super::input::{EncodedSentence, Spoken};
use super::kinds::{DIRECTED, EVENTS, TIES};
use crate::perceptron::ModelError;

const MAGIC: &[u8; 4] = b"UMC1";

/// The version of what goes in and what comes out; a model of others is refused.
const FEATURES: u32 = 2;

/// Pieces that go through the encoder together.
const BATCH: usize = 512;

/// Pieces of a party, and between two, that are looked at.
const MOST_OF_PARTY: usize = 12;
const MOST_BETWEEN: usize = 32;

/// A trained classifier of ties.
pub struct Classifier {
    encoder: Encoder,
    /// Of two parties of a sentence.
    pair: (Dense, Dense),
    /// Of one party.
    party: (Dense, Dense),
    /// Of a party spoken of earlier and one of a sentence; a row for how far back it is.
    carried: (Dense, Dense),
    gaps: Array2<f32>,
}

/// What a sentence says of its parties.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Told {
    /// Of two of them, in the order of pairs and types.
    pub ties: Vec<LikelyTie>,
    /// Of one spoken of earlier and one of its own.
    pub carried: Vec<LikelyTie>,
    /// Of one.
    pub events: Vec<LikelyEvent>,
}

/// What a sentence says of two of its parties, as far as the classifier can tell.
#[derive(Debug, Clone, PartialEq)]
pub struct LikelyTie {
    /// A type of tie, one of [`TIES`].
    pub kind: &'static str,
    /// Who does or has it, as a position in [`Extraction::entities`](crate::Extraction::entities).
    pub subject: usize,
    /// To whom or what.
    pub object: usize,
    /// How likely it is, from 0 to 1.
    pub likely: f32,
    /// Where both are spoken of, as tokens: the subject, the object.
    pub(crate) tokens: (Range<usize>, Range<usize>),
}

impl LikelyTie {
    /// Whether it says the same from either end.
    pub fn is_mutual(&self) -> bool {
        TIES[DIRECTED..].contains(&self.kind)
    }
}

/// What a sentence says of one of its parties.
#[derive(Debug, Clone, PartialEq)]
pub struct LikelyEvent {
    /// A type of event, one of [`EVENTS`].
    pub kind: &'static str,
    /// Whom it is about.
    pub entity: usize,
    /// How likely it is, from 0 to 1.
    pub likely: f32,
    /// Where it is spoken of, as tokens.
    pub(crate) tokens: Range<usize>,
}

impl std::fmt::Debug for Classifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Classifier").finish_non_exhaustive()
    }
}

impl Classifier {
    /// The one of this crate, for English.
    pub fn english() -> &'static Self {
        static MODEL: OnceLock<Classifier> = OnceLock::new();
        MODEL.get_or_init(|| {
            let bytes = include_bytes!("../../data/classifier/english.model");
            Self::from_bytes(bytes).expect("the model of this crate is whole; a test reads it")
        })
    }

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// Where the bytes are no model, or one for another form of input.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(bytes);
        if reader.take(4)? != MAGIC {
            return Err(ModelError::NoModel);
        }
        let sizes = [FEATURES, TIES.len() as u32, EVENTS.len() as u32];
        for size in sizes {
            if reader.number()? != size {
                return Err(ModelError::OtherFeatures);
            }
        }
        let encoder = Encoder::read(&mut reader)?;
        let mut two = || Ok((Dense::read(&mut reader)?, Dense::read(&mut reader)?));
        let (pair, party, carried) = (two()?, two()?, two()?);
        Ok(Self { encoder, pair, party, carried, gaps: reader.matrix()? })
    }

    /// What the sentences of a document, in its order, say of their parties that is at least so likely.
    pub fn read(&self, sentences: &[EncodedSentence], least: f32) -> Vec<Told> {
        let carried = carried(sentences);
        let mut found: Vec<Told> = Vec::with_capacity(sentences.len());
        let mut latest = Latest::new();
        while found.len() < sentences.len() {
            let mut pieces = 0;
            let fits = |sentence: &&EncodedSentence| {
                pieces += sentence.pieces.len();
                pieces <= BATCH
            };
            let first = found.len();
            let count = sentences[first..].iter().take_while(fits).count().max(1);
            let batch = Batch::of(&self.encoder, &sentences[first..first + count]);
            let ties = self.ties(&batch, least);
            let over_several = self.over_several(&batch, &carried[first..first + count], &mut latest, least);
            let events = self.events(&batch, least);
            found.extend(ties.into_iter().zip(over_several).zip(events).map(|((ties, carried), events)| Told {
                ties,
                carried,
                events,
            }));
        }
        found
    }

    /// Ties between two parties of a sentence.
    fn ties(&self, batch: &Batch<'_>, least: f32) -> Vec<Vec<LikelyTie>> {
        let (hidden, out) = &self.pair;
        let width = batch.parties.ncols();
        let left = hidden.part(&batch.parties, 0);
        let right = hidden.part(&batch.parties, width);
        let whole = hidden.part(&batch.firsts, 3 * width);
        let pairs: Vec<(usize, Spoken, Spoken)> = (0..)
            .zip(batch.sentences)
            .flat_map(|(at, s)| s.pairs().into_iter().map(move |(a, b)| (at, a, b)))
            .collect();
        let mut between = Array2::zeros((pairs.len(), width));
        for (mut row, (sentence, a, b)) in between.outer_iter_mut().zip(&pairs) {
            let end = b.pieces.start.min(a.pieces.end + MOST_BETWEEN);
            highest(&batch.rows, batch.pieces(*sentence, &(a.pieces.end..end.max(a.pieces.end))), &mut row);
        }
        let mut sum = hidden.part(&between, 2 * width);
        for (mut row, (sentence, a, b)) in sum.outer_iter_mut().zip(&pairs) {
            row += &left.row(batch.party(*sentence, a));
            row += &right.row(batch.party(*sentence, b));
            row += &whole.row(*sentence);
            row += &hidden.bias();
        }
        let mut ties = vec![Vec::new(); batch.sentences.len()];
        for ((sentence, a, b), scores) in pairs.iter().zip(judged(sum, out).outer_iter()) {
            ties[*sentence].extend(likely_ties(a, b, &scores, least));
        }
        ties
    }

    /// Ties between a party spoken of earlier and one of a sentence.
    fn over_several(
        &self,
        batch: &Batch<'_>,
        carried: &[Vec<Carried>],
        latest: &mut Latest,
        least: f32,
    ) -> Vec<Vec<LikelyTie>> {
        let (hidden, out) = &self.carried;
        let width = batch.parties.ncols();
        let left = hidden.part(&batch.parties, 0);
        let right = hidden.part(&batch.parties, width);
        let (before, whole) = (hidden.part(&batch.firsts, 2 * width), hidden.part(&batch.firsts, 3 * width));
        let count = carried.iter().map(Vec::len).sum();
        let mut sum = Array2::zeros((count, hidden.bias().len()));
        let mut rows = sum.outer_iter_mut();
        for (sentence, own) in carried.iter().enumerate() {
            for pair in own {
                let Some(mut row) = rows.next() else { break };
                if let Some(left) = latest.get(&pair.left.entity) {
                    row += left;
                }
                row += &right.row(batch.party(sentence, &pair.right));
                row += &whole.row(sentence);
                row += &self.gaps.row(pair.gap);
                row += &hidden.bias();
            }
            for party in &batch.sentences[sentence].parties {
                let row = &left.row(batch.party(sentence, party)) + &before.row(sentence);
                latest.insert(party.entity, row);
            }
        }
        let scores = judged(sum, out);
        let mut scores = scores.outer_iter();
        let of = |own: &Vec<Carried>| {
            let pairs = own.iter().zip(scores.by_ref());
            pairs.flat_map(|(pair, scores)| likely_ties(&pair.left, &pair.right, &scores, least)).collect()
        };
        carried.iter().map(of).collect()
    }

    fn events(&self, batch: &Batch<'_>, least: f32) -> Vec<Vec<LikelyEvent>> {
        let (hidden, out) = &self.party;
        let whole = hidden.part(&batch.firsts, batch.parties.ncols());
        let mut sum = hidden.part(&batch.parties, 0);
        let parties = || (0..).zip(batch.sentences).flat_map(|(at, s)| s.parties.iter().map(move |p| (at, p)));
        for (mut row, (sentence, _)) in sum.outer_iter_mut().zip(parties()) {
            row += &whole.row(sentence);
            row += &hidden.bias();
        }
        let mut events = vec![Vec::new(); batch.sentences.len()];
        for ((sentence, party), scores) in parties().zip(judged(sum, out).outer_iter()) {
            for (kind, score) in scores.iter().enumerate() {
                let likely = likely(*score);
                if likely >= least {
                    let tokens = party.tokens.clone();
                    events[sentence].push(LikelyEvent { kind: EVENTS[kind], entity: party.entity, likely, tokens });
                }
            }
        }
        events
    }
}

/// Of each entity, what its latest words come to in the first layer of the judge of ties over several sentences.
type Latest = HashMap<usize, Array1<f32>>;

/// Sentences that went through the encoder together.
struct Batch<'s> {
    sentences: &'s [EncodedSentence],
    /// Of all their pieces, one sentence after the other.
    rows: Array2<f32>,
    /// The first row of each sentence.
    starts: Vec<usize>,
    /// Of the first piece of each sentence, which stands for the whole.
    firsts: Array2<f32>,
    /// Of all their parties.
    parties: Array2<f32>,
    /// The first party of each sentence.
    first_party: Vec<usize>,
}

impl<'s> Batch<'s> {
    fn of(encoder: &Encoder, sentences: &'s [EncodedSentence]) -> Self {
        let rows = encoder.encode(sentences.iter().map(|s| (s.pieces.as_slice(), s.marks.as_slice())));
        let (mut starts, mut first_party) = (Vec::new(), Vec::new());
        let (mut pieces, mut parties) = (0, 0);
        for sentence in sentences {
            starts.push(pieces);
            first_party.push(parties);
            pieces += sentence.pieces.len();
            parties += sentence.parties.len();
        }
        let firsts = rows.select(Axis(0), &starts);
        let mut batch =
            Self { sentences, starts, firsts, parties: Array2::zeros((parties, rows.ncols())), rows, first_party };
        let mut all = std::mem::take(&mut batch.parties);
        let spoken = (0..).zip(sentences).flat_map(|(at, s)| s.parties.iter().map(move |p| (at, p)));
        for (mut row, (sentence, party)) in all.outer_iter_mut().zip(spoken) {
            let own = party.pieces.start..party.pieces.end.min(party.pieces.start + MOST_OF_PARTY);
            highest(&batch.rows, batch.pieces(sentence, &own), &mut row);
        }
        batch.parties = all;
        batch
    }

    /// The rows of some pieces of a sentence.
    fn pieces(&self, sentence: usize, pieces: &Range<usize>) -> Range<usize> {
        let start = self.starts[sentence];
        start + pieces.start..start + pieces.end
    }

    /// The row of a party.
    fn party(&self, sentence: usize, party: &Spoken) -> usize {
        let own = &self.sentences[sentence].parties;
        self.first_party[sentence] + own.iter().position(|p| p.pieces == party.pieces).unwrap_or_default()
    }
}

fn likely(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The highest of each number over some rows; nothing where there are none.
fn highest(rows: &Array2<f32>, own: Range<usize>, of_all: &mut ArrayViewMut1<'_, f32>) {
    let Some(first) = own.clone().next() else { return };
    of_all.assign(&rows.row(first));
    for row in own.skip(1) {
        of_all.zip_mut_with(&rows.row(row), |highest, x| *highest = highest.max(*x));
    }
}

/// The second layer of a judge over the sums of its first.
fn judged(mut sum: Array2<f32>, out: &Dense) -> Array2<f32> {
    sum.mapv_inplace(gelu);
    out.apply(&sum.view())
}

fn likely_ties(left: &Spoken, right: &Spoken, scores: &ArrayView1<'_, f32>, least: f32) -> Vec<LikelyTie> {
    let ties = scores.iter().enumerate().filter_map(|(label, score)| {
        let (kind, turned) = (label / 2, label % 2 == 1);
        let likely = likely(*score);
        if likely < least || turned && kind >= DIRECTED {
            return None;
        }
        let (subject, object) = if turned { (right, left) } else { (left, right) };
        Some(LikelyTie {
            kind: TIES[kind],
            subject: subject.entity,
            object: object.entity,
            likely,
            tokens: (subject.tokens.clone(), object.tokens.clone()),
        })
    });
    ties.collect()
}
