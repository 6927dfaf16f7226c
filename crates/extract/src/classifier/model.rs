//! The trained classifier: its file, and what it says of a sentence.

use std::ops::Range;
use std::sync::OnceLock;

use ndarray::{Array1, ArrayView1, ArrayView2, Axis, concatenate, s};

use super::encoder::{Dense, Encoder, gelu};
use super::file::Reader;
use super::input::EncodedSentence;
use super::kinds::{DIRECTED, EVENTS, TIES};
use crate::perceptron::ModelError;

const MAGIC: &[u8; 4] = b"UMC1";

/// The version of what goes in and what comes out; a model of others is refused.
const FEATURES: u32 = 1;

/// Pieces that go through the encoder together.
const BATCH: usize = 96;

/// A trained classifier of ties.
pub struct Classifier {
    encoder: Encoder,
    pair: (Dense, Dense),
    party: (Dense, Dense),
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
        Ok(Self { encoder, pair: two()?, party: two()? })
    }

    /// What sentences say of their parties that is at least so likely: for each sentence its ties, in the order of pairs and
    /// types, and its events.
    pub fn read(&self, sentences: &[EncodedSentence], least: f32) -> Vec<(Vec<LikelyTie>, Vec<LikelyEvent>)> {
        let mut found = Vec::with_capacity(sentences.len());
        let mut rest = sentences;
        while !rest.is_empty() {
            let mut pieces = 0;
            let fits = |sentence: &&EncodedSentence| {
                pieces += sentence.pieces.len();
                pieces <= BATCH
            };
            let (batch, after) = rest.split_at(rest.iter().take_while(fits).count().max(1));
            let rows = self.encoder.encode(batch.iter().map(|s| (s.pieces.as_slice(), s.marks.as_slice())));
            let mut start = 0;
            for sentence in batch {
                let own = rows.slice(s![start..start + sentence.pieces.len(), ..]);
                start += sentence.pieces.len();
                found.push((self.ties(sentence, &own, least), self.events(sentence, &own, least)));
            }
            rest = after;
        }
        found
    }

    fn ties(&self, sentence: &EncodedSentence, rows: &ArrayView2<'_, f32>, least: f32) -> Vec<LikelyTie> {
        let mut ties = Vec::new();
        for (left, right) in sentence.pairs() {
            let between = left.pieces.end..right.pieces.start.max(left.pieces.end);
            let ends = [&left.pieces, &right.pieces, &between].map(|pieces| highest(rows, pieces));
            let scores = judge(&self.pair, &[ends[0].view(), ends[1].view(), ends[2].view(), rows.row(0)]);
            for (label, score) in scores.iter().enumerate() {
                let (kind, turned) = (label / 2, label % 2 == 1);
                let likely = likely(*score);
                if likely >= least && !(turned && kind >= DIRECTED) {
                    let (subject, object) = if turned { (&right, &left) } else { (&left, &right) };
                    ties.push(LikelyTie {
                        kind: TIES[kind],
                        subject: subject.entity,
                        object: object.entity,
                        likely,
                        tokens: (subject.tokens.clone(), object.tokens.clone()),
                    });
                }
            }
        }
        ties
    }

    fn events(&self, sentence: &EncodedSentence, rows: &ArrayView2<'_, f32>, least: f32) -> Vec<LikelyEvent> {
        let mut events = Vec::new();
        for party in &sentence.parties {
            let scores = judge(&self.party, &[highest(rows, &party.pieces).view(), rows.row(0)]);
            for (kind, score) in scores.iter().enumerate() {
                let likely = likely(*score);
                if likely >= least {
                    let tokens = party.tokens.clone();
                    events.push(LikelyEvent { kind: EVENTS[kind], entity: party.entity, likely, tokens });
                }
            }
        }
        events
    }
}

fn likely(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The highest of each number over some pieces; nothing where there are none.
fn highest(rows: &ArrayView2<'_, f32>, pieces: &Range<usize>) -> Array1<f32> {
    let rows = rows.slice(s![pieces.clone(), ..]);
    if rows.is_empty() {
        return Array1::zeros(rows.ncols());
    }
    rows.fold_axis(Axis(0), f32::MIN, |highest, x| highest.max(*x))
}

fn judge((hidden, out): &(Dense, Dense), parts: &[ArrayView1<'_, f32>]) -> Array1<f32> {
    let input = concatenate(Axis(0), parts).expect("rows follow each other whatever their length");
    out.of_row(&hidden.of_row(&input).mapv(gelu))
}
